"""Read what each form asks for from the JSON Schemas of an application's documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ocop.law import FormField
from ocop.model import COMMUNE_REVIEW_FILE, REGISTRATION_FILE, SELF_ASSESSMENT_FILE, ApplicationKind

FORM_FILES = (REGISTRATION_FILE, SELF_ASSESSMENT_FILE, COMMUNE_REVIEW_FILE)
_Schema: TypeAlias = Mapping[str, object]
_EXAMPLES = {"date": "2026-03-02", "boolean": "true", "integer": "5"}


def read_forms(schema_text: Callable[[str], str]) -> Mapping[str, tuple[FormField, ...]]:
    """Return the items of every form by document type, in the schemas' order.

    A property belongs to the form named by its `x-part-of`; `x-needed` and `x-needed-for` say when the form
    is incomplete without it. `schema_text` returns a file of `schemas/` by name.
    """
    forms: dict[str, list[FormField]] = {}
    for file in FORM_FILES:
        schema = json.loads(schema_text(f"{file.removesuffix('.yml')}.schema.json"))
        for one in _fields(file, "", schema):
            forms.setdefault(one.document_type, []).append(one)
    return {document_type: tuple(items) for document_type, items in forms.items()}


def _fields(file: str, prefix: str, schema: _Schema) -> Iterator[FormField]:
    for name, described in _mapping(schema.get("properties")).items():
        inner, key = _mapping(described), f"{prefix}{name}"
        part = inner.get("x-part-of")
        if isinstance(part, str):
            yield FormField(
                document_type=part,
                file=file,
                key=key,
                title=str(inner["title"]),
                description=str(inner["description"]),
                needed=inner.get("x-needed") is True,
                needed_for=tuple(ApplicationKind(kind) for kind in _texts(inner.get("x-needed-for"))),
                basis=str(inner.get("x-basis", "")),
                example=_example(inner),
            )
        yield from _fields(file, f"{key}.", inner)


def _example(described: _Schema) -> str:
    """Return the schema's own example of a value, else one that its kind allows, as YAML has it."""
    examples, words = described.get("examples"), described.get("enum")
    if isinstance(examples, list) and examples:
        return json.dumps(examples[0], ensure_ascii=False)
    if "const" in described:
        return json.dumps(described["const"])
    if isinstance(words, list):
        return str(words[0])
    kind = described.get("type")
    if kind == "array":
        return f"[{_example(_mapping(described.get('items')))}]"
    return _EXAMPLES.get(str(described.get("format", kind)), "")


def _mapping(value: object) -> _Schema:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
