"""GitHub's own description of its API, as checks of a request and of an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from tests.github.cut_openapi import SUBSET

# Words of OpenAPI 3.0 that JSON Schema has no use for.
_FOREIGN = frozenset({"nullable", "discriminator", "xml", "deprecated", "readOnly", "writeOnly"})


def converted(value: Any) -> Any:
    """Return an OpenAPI 3.0 schema as JSON Schema 2020-12: references, nullable; `oneOf` becomes `anyOf`.

    GitHub's alternatives overlap, so that more than one may fit.
    """
    if isinstance(value, list):
        return [converted(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {"$ref": "#/$defs/" + str(value["$ref"]).rpartition("/")[2]}
    found = {
        ("anyOf" if key == "oneOf" else key): (
            {name: converted(one) for name, one in inner.items()} if key == "properties" else converted(inner)
        )
        for key, inner in value.items()
        if key not in _FOREIGN or key == "properties"
    }
    if value.get("nullable") is True:
        return {"anyOf": [found, {"type": "null"}]}
    return found


@cache
def description() -> Mapping[str, Any]:
    """The vendored part of the description."""
    told: Mapping[str, Any] = json.loads(SUBSET.read_text("utf-8"))
    return told


@cache
def definitions() -> Mapping[str, Any]:
    """Every component schema, converted."""
    return {name: converted(one) for name, one in description()["components"]["schemas"].items()}


def _resolved(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in value:
        return value
    _, _, kind, name = value["$ref"].split("/")
    found: Mapping[str, Any] = description()["components"][kind][name]
    return found


def _content_schema(value: Mapping[str, Any] | None) -> Any:
    """The schema of a body: JSON, or the richest form of it that GitHub names."""
    content = _resolved(value).get("content", {}) if value else {}
    for kind in ("application/json", "application/vnd.github.object+json"):
        if kind in content:
            return content[kind]["schema"]
    return None


@dataclass(frozen=True)
class Operation:
    """One method of one path, with what it takes and gives."""

    method: str
    template: str
    described: Mapping[str, Any]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What addresses of this operation look like; a path, ref or branch may have slashes."""
        words = re.split(r"\{(\w+)\}", self.template)
        found = "".join(
            re.escape(word)
            if number % 2 == 0
            else f"(?P<{word}>{'.+' if word in {'path', 'ref'} else '[^/]+'})"
            for number, word in enumerate(words)
        )
        return re.compile(found)

    def schema(self, status: int | None) -> Any:
        """The schema of the request's body (None) or of the answer with a status, in the 3.0 form."""
        if status is None:
            return _content_schema(self.described.get("requestBody"))
        return _content_schema(self.described["responses"].get(str(status)))

    def request_faults(self, query: Mapping[str, str], body: Any) -> Iterator[str]:
        """Yield what is wrong with a request."""
        known = {
            one["name"]: one
            for one in map(_resolved, self.described.get("parameters", ()))
            if one["in"] == "query"
        }
        for name, value in query.items():
            if name not in known:
                yield f"{self}: no parameter {name!r}"
                continue
            schema = converted(known[name]["schema"])
            told: Any = int(value) if schema.get("type") == "integer" and value.isdigit() else value
            yield from self._faults(f"?{name}", schema, told)
        schema = self.schema(None)
        if schema is None:
            if body is not None:
                yield f"{self}: no body is taken"
            return
        yield from self._faults("body", converted(schema), body)
        names = schema.get("properties")
        if names is not None and isinstance(body, dict):
            yield from (f"{self}: body has unknown {name!r}" for name in body if name not in names)

    def answer_faults(self, status: int, body: Any) -> Iterator[str]:
        """Yield what is wrong with an answer."""
        if str(status) not in self.described["responses"]:
            yield f"{self}: answers never have status {status}"
            return
        schema = self.schema(status)
        if schema is None:
            if body is not None and status < 400:
                yield f"{self}: {status} has no body"
        else:
            yield from self._faults(f"answer {status}", converted(schema), body)

    def _faults(self, what: str, schema: Any, value: Any) -> Iterator[str]:
        for error in _validator(json.dumps(schema)).iter_errors(value):
            yield f"{self} {what} at {'/'.join(map(str, error.instance_path))}: {error.message[:200]}"

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.template}"


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "$defs": definitions()})


@cache
def operations() -> tuple[Operation, ...]:
    """Every vendored operation; the more particular address comes first."""
    found = [
        Operation(method, template, described)
        for template, methods in description()["paths"].items()
        for method, described in methods.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.template.count("{"), -len(one.template))))


def operation_at(method: str, path: str) -> tuple[Operation, Mapping[str, str]] | None:
    """Return the operation that a request is for, with the parts of its address."""
    for one in operations():
        if one.method == method.lower() and (fits := one.pattern.fullmatch(path)):
            return one, fits.groupdict()
    return None


def sample(schema: Any, url: str) -> Any:
    """Return the least value that fits a 3.0 schema; every address in it is `url`."""
    schema = _resolved(schema)
    if schema.get("nullable"):
        return None
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return sample(schema[word][0], url)
    if "allOf" in schema:
        return {name: one for part in schema["allOf"] for name, one in sample(part, url).items()}
    kind = schema.get("type", "object" if "properties" in schema else "string")
    if kind == "object":
        properties = schema.get("properties", {})
        return {
            name: sample(properties[name], url) for name in schema.get("required", ()) if name in properties
        }
    text = {"uri": url, "date-time": "2026-11-20T01:00:00Z"}.get(str(schema.get("format")), "sample")
    text = schema["enum"][0] if "enum" in schema else text
    return {"string": text, "array": [], "integer": 1, "number": 1, "boolean": False}[kind]


def sample_of(component: str, url: str) -> dict[str, Any]:
    """Return the least value that fits a component."""
    found = sample({"$ref": f"#/components/schemas/{component}"}, url)
    assert isinstance(found, dict)
    return found
