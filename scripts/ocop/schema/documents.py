"""Hold YAML documents against JSON Schemas (2020-12)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError, best_match

from ocop import spelling
from ocop.codes import documents, privacy
from ocop.diagnostics import Diagnostic, Location
from ocop.schema.words import ISO_DATE, KIND_NAMES, choices_shown, described, nearest_shown, shown
from ocop.source import Document, clipped

_SENSITIVE = re.compile(
    "(so_)?(cccd|cmnd|can_cuoc)|passport|(citizen|identity|id)_(id|number)|dan_toc|ethnicity|gioi_tinh|gender|sex"
    "|ngay_sinh|birth_?(date|day)|dia_chi_nha|(home|permanent)_address|(so_)?tai_khoan|bank(_account)?"
    "|luong|salary|wage|(tele)?phone|so_dien_thoai|e?mail"
)


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return bool(ISO_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_FORMATS = jsonschema.FormatChecker(formats=())
_FORMATS.checks("date")(_is_date)


@dataclass(frozen=True)
class DocumentSchema:
    """A JSON Schema (2020-12) with its compiled validator."""

    descriptor: Mapping[str, Any]

    @staticmethod
    def parsed(text: str) -> DocumentSchema:
        """Return the schema in a JSON text; ValueError when it is no valid schema of its own draft."""
        descriptor = json.loads(text)
        try:
            jsonschema.Draft202012Validator.check_schema(descriptor)
        except jsonschema.SchemaError as error:
            raise ValueError(str(error.message)) from error
        return DocumentSchema(descriptor)

    @cached_property
    def _validator(self) -> jsonschema.Draft202012Validator:
        return jsonschema.Draft202012Validator(self.descriptor, format_checker=_FORMATS)

    def problems(self, document: Document) -> Iterator[Diagnostic]:
        """Yield what in `document` does not have the schema's form, each at its own place."""
        seen: set[tuple[str, str]] = set()
        for error in self._validator.iter_errors(document.value):
            for diagnostic in _translated(error, document):
                key = (diagnostic.code.id, diagnostic.where.field)
                if key not in seen:
                    seen.add(key)
                    yield diagnostic


def _translated(error: ValidationError, document: Document) -> Iterator[Diagnostic]:
    if error.validator in {"anyOf", "oneOf"} and error.context:
        deepest = best_match(iter(error.context))
        if deepest is not None and deepest.absolute_path != error.absolute_path:
            yield from _translated(deepest, document)
            return
    pointer = ".".join(map(str, error.absolute_path))
    if error.validator == "required":
        yield from _missing_keys(error, pointer, document)
    elif error.validator in {"additionalProperties", "unevaluatedProperties"}:
        yield from _unknown_keys(error, pointer, document)
    else:
        yield _wrong_value(error, pointer, document)


def _below(pointer: str, key: str) -> str:
    return f"{pointer}.{key}" if pointer else key


def _missing_keys(error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
    properties = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    required: Any = error.validator_value
    for name in required:
        if name not in instance and f"'{name}' is a required" in error.message:
            facts = {"field": name, **described(properties.get(name), name)}
            place = document.origin.at(pointer)
            where = Location(place.path, place.line, place.column, _below(pointer, name))
            yield Diagnostic(documents.MISSING_KEY, where, facts)


def _unknown_keys(error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    for name in instance:
        if name in allowed:
            continue
        path = _below(pointer, name)
        place = document.origin.at(path + ":")
        where = Location(place.path, place.line, place.column, path)
        if _SENSITIVE.fullmatch(spelling.slug(name).replace("-", "_")):
            yield Diagnostic(privacy.FORBIDDEN_FIELD, where, {"field": clipped(name)})
            continue
        facts = {
            "field": clipped(name),
            "nearest": nearest_shown(name, allowed),
            "expected": choices_shown(allowed),
        }
        yield Diagnostic(documents.UNKNOWN_KEY, where, facts)


def _wrong_value(error: ValidationError, pointer: str, document: Document) -> Diagnostic:
    rule = str(error.validator)
    limit: Any = error.validator_value
    value: Any = error.instance
    where = document.origin.at(pointer)
    facts = {"field": pointer or "–", "found": shown(value), **described(error.schema, pointer)}
    code = documents.OTHER_SHAPE
    if rule == "type":
        code = documents.WRONG_TYPE
        kinds = limit if isinstance(limit, list) else [limit]
        facts["expected"] = " / ".join(KIND_NAMES.get(str(kind), str(kind)) for kind in kinds)
    elif rule in {"enum", "const"}:
        choices = limit if rule == "enum" else [limit]
        code = documents.NOT_ALLOWED
        facts |= {"nearest": nearest_shown(value, choices), "expected": choices_shown(choices)}
    elif rule == "format" and limit == "date" and ISO_DATE.fullmatch(str(value)):
        code = documents.NO_SUCH_DATE
    elif rule in {"pattern", "format"}:
        code = documents.WRONG_FORM
        facts["expected"] = "năm-tháng-ngày, ví dụ 2026-02-28" if limit == "date" else str(limit)
    elif rule in {"minLength", "maxLength", "minItems", "maxItems"}:
        code = documents.WRONG_LENGTH
        bound = "ít nhất" if rule.startswith("min") else "nhiều nhất"
        facts |= {"found": str(len(value)), "expected": f"{bound} {limit}"}
    elif rule in {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}:
        code = documents.OUT_OF_RANGE
        signs = {"minimum": "≥", "maximum": "≤", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
        facts["expected"] = f"{signs[rule]} {limit}"
    elif rule == "uniqueItems":
        code = documents.REPEATED_ITEM
    else:
        facts["expected"] = rule
    return Diagnostic(code, where, facts)
