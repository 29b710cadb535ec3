"""Hold YAML documents against JSON Schemas (2020-12)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from ocop.codes import documents, privacy
from ocop.diagnostics import Code, Diagnostic, Location, Text
from ocop.schema.words import (
    ISO_DATE,
    choices_shown,
    described,
    is_sensitive,
    kinds_said,
    nearest_shown,
    said,
    shown,
    standing,
)
from ocop.source import Document, clipped

# Of keys that a file has too many of, the first few tell the story.
_UNKNOWN_KEYS_SHOWN = 20


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return bool(ISO_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _unique_items(_validator: Any, wanted: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Compare list items by their text: the library's own comparison takes quadratic time on odd lists."""
    if wanted and isinstance(value, list):
        texts = {json.dumps(item, sort_keys=True, default=str) for item in value}
        if len(texts) < len(value):
            yield ValidationError("items repeat")


def _has_decimals(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_decimals, value.values()))
    return any(map(_has_decimals, value)) if isinstance(value, list) else isinstance(value, Decimal)


_FORMATS = jsonschema.FormatChecker(formats=())
_FORMATS.checks("date")(_is_date)
_KEYWORDS = {"uniqueItems": _unique_items}
_VALIDATOR: Any = extend(jsonschema.Draft202012Validator, _KEYWORDS)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class DocumentSchema:
    """A JSON Schema (2020-12) with its compiled validator."""

    descriptor: Mapping[str, Any]

    @staticmethod
    def parsed(text: str) -> DocumentSchema:
        """Return the schema in a JSON text; ValueError when it is no valid schema of its own draft."""
        descriptor = json.loads(text)
        if not isinstance(descriptor, dict):
            raise ValueError("a JSON Schema is an object")  # noqa: TRY004 - of data, not of a call
        schema = DocumentSchema(descriptor)
        _ = schema._quick  # ValueError when the schema is none
        return schema

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(dict(self.descriptor), validate_formats=True)

    def certainly_sound(self, value: object) -> bool:
        """Whether a document passes a look at a fiftieth of the cost; jsonschema judges and words the others.

        The two libraries differ on whether 2023.0 is a whole number, so decimals always go to jsonschema.
        """
        return self._quick.is_valid(value) and not _has_decimals(value)

    @cached_property
    def _validator(self) -> Any:
        return _VALIDATOR(self.descriptor, format_checker=_FORMATS)

    def problems(self, document: Document) -> Iterator[Diagnostic]:
        """Yield what in `document` does not have the schema's form: one problem for a place."""
        if self.certainly_sound(document.value):
            return
        seen: set[str] = set()
        for error in self._validator.iter_errors(document.value):
            for diagnostic in self._translated(error, document):
                if diagnostic.where.field not in seen:
                    seen.add(diagnostic.where.field)
                    yield diagnostic

    def _translated(self, error: ValidationError, document: Document) -> Iterator[Diagnostic]:
        if error.validator in {"anyOf", "oneOf"} and error.context:
            deepest = best_match(iter(error.context))
            if deepest is not None and deepest.absolute_path != error.absolute_path:
                yield from self._translated(deepest, document)
                return
        pointer = ".".join(map(str, error.absolute_path))
        if error.validator in {"required", "dependentRequired"}:
            yield from self._missing_keys(error, pointer, document)
        elif error.validator in {"additionalProperties", "unevaluatedProperties"}:
            yield from _unknown_keys(error, pointer, document)
        else:
            yield _wrong_value(error, pointer, document)

    def _missing_keys(self, error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
        properties = self.properties_at(error.absolute_path)
        instance: Any = error.instance
        wanted: Any = error.validator_value
        if error.validator == "dependentRequired":
            wanted = [name for key, names in wanted.items() if key in instance for name in names]
        for name in wanted:
            if name not in instance:
                facts = {"field": name, **described(properties.get(name), name)}
                place = document.origin.at(pointer)
                where = Location(place.path, place.line, place.column, _below(pointer, name))
                yield Diagnostic(documents.MISSING_KEY, where, facts)

    def properties_at(self, path: Iterable[object]) -> Mapping[str, Any]:
        """Return the properties of the object at `path`, as the schema describes them outside conditions."""
        node: Any = self.descriptor
        for part in path:
            node = (
                node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
            )
            reference = str(node.get("$ref", ""))
            if reference.startswith("#/$defs/"):
                node = self.descriptor["$defs"].get(reference.removeprefix("#/$defs/"), {})
        properties: Mapping[str, Any] = node.get("properties", {})
        return properties


def _below(pointer: str, key: str) -> str:
    return f"{pointer}.{key}" if pointer else key


def _unknown_keys(error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    shown_so_far = 0
    for name in instance:
        if name in allowed:
            continue
        path = _below(pointer, name)
        place = document.origin.at(path + ":")
        where = Location(place.path, place.line, place.column, clipped(path))
        if is_sensitive(name):
            yield Diagnostic(privacy.FORBIDDEN_FIELD, where, {"field": clipped(name)})
        elif shown_so_far < _UNKNOWN_KEYS_SHOWN:
            shown_so_far += 1
            facts = {"field": clipped(name), "nearest": nearest_shown(name, allowed)}
            facts["expected"] = choices_shown(allowed)
            yield Diagnostic(documents.UNKNOWN_KEY, where, facts)


def _wrong_value(error: ValidationError, pointer: str, document: Document) -> Diagnostic:
    rule = str(error.validator)
    limit: Any = error.validator_value
    value: Any = error.instance
    if error.context and all(one.validator == "type" for one in error.context):
        rule, limit = "type", [one.validator_value for one in error.context]
    facts = {"field": pointer or "–", "found": shown(value), **described(error.schema, pointer)}
    if rule in _VERDICTS:
        code, more = _VERDICTS[rule](rule, limit, value)
    else:
        code, more = documents.OTHER_SHAPE, said("expected", _demand(rule, limit))
    return Diagnostic(code, document.origin.at(pointer), facts | more)


_Verdict = tuple[Code, dict[str, str]]


def _wrong_kind(_rule: str, limit: Any, value: Any) -> _Verdict:
    kinds = limit if isinstance(limit, list) else [limit]
    return documents.WRONG_TYPE, kinds_said("expected", kinds) | said("found", standing(value))


def _not_allowed(rule: str, limit: Any, value: Any) -> _Verdict:
    choices = limit if rule == "enum" else [limit]
    return documents.NOT_ALLOWED, {
        "nearest": nearest_shown(value, choices),
        "expected": choices_shown(choices),
    }


def _no_date(_rule: str, limit: Any, value: Any) -> _Verdict:
    """Tell a day that is in no calendar from a text that is no ISO date at all."""
    if ISO_DATE.fullmatch(str(value)):
        return documents.NO_SUCH_DATE, {}
    return _wrong_kind("type", limit, value)


def _wrong_form(_rule: str, limit: Any, _value: Any) -> _Verdict:
    return documents.WRONG_FORM, {"expected": str(limit)}


def _wrong_length(rule: str, limit: Any, value: Any) -> _Verdict:
    unit = Text("ký tự", "characters") if rule.endswith("Length") else Text("mục", "items")
    bound = Text("ít nhất", "at least") if rule.startswith("min") else Text("nhiều nhất", "at most")
    found = Text(f"{len(value)} {unit.vi}", f"{len(value)} {unit.en}")
    expected = Text(f"{bound.vi} {limit} {unit.vi}", f"{bound.en} {limit} {unit.en}")
    return documents.WRONG_LENGTH, said("found", found) | said("expected", expected)


def _out_of_range(rule: str, limit: Any, _value: Any) -> _Verdict:
    bounds = {
        "minimum": Text(f"từ {limit} trở lên", f"{limit} or more"),
        "maximum": Text(f"không quá {limit}", f"{limit} or less"),
        "exclusiveMinimum": Text(f"lớn hơn {limit}", f"more than {limit}"),
        "exclusiveMaximum": Text(f"nhỏ hơn {limit}", f"less than {limit}"),
    }
    return documents.OUT_OF_RANGE, said("expected", bounds[rule])


def _repeated(_rule: str, _limit: Any, value: Any) -> _Verdict:
    texts = [shown(item) for item in value]
    repeated = next((text for number, text in enumerate(texts) if text in texts[:number]), "…")
    return documents.REPEATED_ITEM, {"found": repeated}


_VERDICTS: Mapping[str, Callable[[str, Any, Any], _Verdict]] = {
    "type": _wrong_kind,
    "enum": _not_allowed,
    "const": _not_allowed,
    "format": _no_date,
    "pattern": _wrong_form,
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _wrong_length
    ),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _out_of_range),
    "uniqueItems": _repeated,
}


def _demand(rule: str, limit: Any) -> Text:
    """Return what a rule without a code of its own asks for."""
    if rule == "oneOf" and all(isinstance(one, dict) and set(one) == {"required"} for one in limit):
        names = ", ".join(name for one in limit for name in one["required"])
        return Text(f"có đúng một trong các mục {names}", f"have exactly one of the items {names}")
    return Text(f"theo đúng quy tắc “{rule}” của lược đồ", f"follow the schema's rule “{rule}”")
