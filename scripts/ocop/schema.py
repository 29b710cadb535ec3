"""Hold documents and tables against `schemas/`; every library error comes out in our words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError, best_match

from ocop import spelling
from ocop.codes import documents, privacy, tables
from ocop.diagnostics import Code, Diagnostic, Location
from ocop.source import Document, Row, Table, clipped

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SENSITIVE = frozenset(
    """cccd cmnd can_cuoc so_cccd so_cmnd identity_number id_number citizen_id passport dan_toc ethnicity
    gioi_tinh gender sex ngay_sinh birth_date birthday dia_chi_nha home_address permanent_address
    tai_khoan so_tai_khoan bank_account bank luong salary wage phone telephone so_dien_thoai email
    """.split()
)
_KINDS = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách (mỗi mục một dòng bắt đầu bằng “- ”)",
    "object": "nhóm các dòng “khoá: giá trị”",
    "null": "để trống",
    "date": "ngày dạng năm-tháng-ngày",
}


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return bool(_ISO_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_FORMATS = jsonschema.FormatChecker(formats=())
_FORMATS.checks("date")(_is_date)


def _shown(value: object) -> str:
    """Return a value as a person wrote it, clipped."""
    if value is None:
        return "(để trống)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "nhóm các dòng “khoá: giá trị”"
    if isinstance(value, list | tuple):
        return "danh sách"
    return clipped(str(value))


def _choices(values: Iterable[object], limit: int = 12) -> str:
    names = [_shown(value) for value in values]
    more = f", … ({len(names)})" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _nearest(found: object, choices: Iterable[object]) -> str:
    return spelling.nearest(str(found), [str(choice) for choice in choices]) or "–"


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
    pointer = ".".join(str(step) for step in error.absolute_path)
    if error.validator == "required":
        yield from _missing_keys(error, pointer, document)
    elif error.validator in {"additionalProperties", "unevaluatedProperties"}:
        yield from _unknown_keys(error, pointer, document)
    else:
        yield _wrong_value(error, pointer, document)


def _below(pointer: str, key: str) -> str:
    return f"{pointer}.{key}" if pointer else key


def _described(schema: Any, key: str = "") -> dict[str, str]:
    inner = schema if isinstance(schema, dict) else {}
    description = str(inner.get("description", ""))
    return {"title": str(inner.get("title", key or "?")), "description": description}


def _missing_keys(error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
    properties = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    for name in error.validator_value:
        if name not in error.instance and f"'{name}' is a required" in error.message:
            facts = {"field": name, **_described(properties.get(name), name)}
            place = document.origin.at(pointer)
            where = Location(place.path, place.line, place.column, _below(pointer, name))
            yield Diagnostic(documents.MISSING_KEY, where, facts)


def _unknown_keys(error: ValidationError, pointer: str, document: Document) -> Iterator[Diagnostic]:
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    for name in error.instance:
        if name in allowed:
            continue
        path = _below(pointer, name)
        place = document.origin.at(path + ":")
        where = Location(place.path, place.line, place.column, path)
        if spelling.folded(name).replace(" ", "_").replace("-", "_") in _SENSITIVE:
            yield Diagnostic(privacy.FORBIDDEN_FIELD, where, {"field": clipped(name)})
            continue
        facts = {"field": clipped(name), "nearest": _nearest(name, allowed), "expected": _choices(allowed)}
        yield Diagnostic(documents.UNKNOWN_KEY, where, facts)


def _wrong_value(error: ValidationError, pointer: str, document: Document) -> Diagnostic:
    rule, limit, value = str(error.validator), error.validator_value, error.instance
    where = document.origin.at(pointer)
    facts = {"field": pointer or "–", "found": _shown(value), **_described(error.schema, pointer)}
    code = documents.OTHER_SHAPE
    if rule == "type":
        code = documents.WRONG_TYPE
        kinds = limit if isinstance(limit, list) else [limit]
        facts["expected"] = " / ".join(_KINDS.get(kind, kind) for kind in kinds)
    elif rule in {"enum", "const"}:
        choices = limit if rule == "enum" else [limit]
        code = documents.NOT_ALLOWED
        facts |= {"nearest": _nearest(value, choices), "expected": _choices(choices)}
    elif rule == "format" and limit == "date" and _ISO_DATE.fullmatch(str(value)):
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


# --- tables -------------------------------------------------------------------------------------

_TABLE_CODES: Mapping[str, Code] = {
    "required": tables.CELL_REQUIRED,
    "enum": tables.CELL_NOT_ALLOWED,
    "pattern": tables.CELL_FORM,
    "minLength": tables.CELL_FORM,
    "maxLength": tables.CELL_FORM,
    "minimum": tables.CELL_OUT_OF_RANGE,
    "maximum": tables.CELL_OUT_OF_RANGE,
}
_LENGTHS = {"minLength": "ít nhất {} ký tự", "maxLength": "nhiều nhất {} ký tự"}
_CONSTRAINT = re.compile(r'constraint "(\w+)"')


@dataclass(frozen=True)
class TableSchema:
    """A Table Schema; rows of many files are held against it in one pass."""

    descriptor: Mapping[str, Any]

    @staticmethod
    def parsed(text: str) -> TableSchema:
        """Return the schema in a JSON text; ValueError when it has no fields."""
        descriptor = json.loads(text)
        if not isinstance(descriptor, dict) or not descriptor.get("fields"):
            raise ValueError("a Table Schema needs fields")
        return TableSchema(descriptor)

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """The schema's fields by name, in order."""
        return {str(one["name"]): one for one in self.descriptor["fields"]}

    @cached_property
    def _unique(self) -> tuple[str, ...]:
        key = self.descriptor.get("primaryKey", ())
        names = [key] if isinstance(key, str) and key else list(key)
        names += [name for name, one in self.fields.items() if one.get("constraints", {}).get("unique")]
        return tuple(names) if len(names) == 1 else ()

    def problems(self, found: Sequence[Table]) -> list[Diagnostic]:
        """Return what in the tables does not have the schema's form, each at its own cell."""
        problems: list[Diagnostic] = []
        rows: list[Row] = []
        for table in found:
            problems.extend(self._header_problems(table))
            problems.extend(self._repeated_keys(table))
            rows.extend(table.rows)
        problems.extend(self._formulas(rows))
        if rows:
            problems.extend(self._cell_problems(rows))
        return problems

    def _header_problems(self, table: Table) -> Iterator[Diagnostic]:
        origin = table.header_origin
        for name in table.header:
            if name not in self.fields:
                facts = {
                    "field": clipped(name),
                    "nearest": _nearest(name, self.fields),
                    "expected": ", ".join(self.fields),
                }
                yield Diagnostic(tables.UNKNOWN_COLUMN, origin.at(name), facts)
        for name, field in self.fields.items():
            if name not in table.header:
                where = Location(table.path, 1, 1, name)
                yield Diagnostic(tables.MISSING_COLUMN, where, {"field": name, **_described(field, name)})

    def _repeated_keys(self, table: Table) -> Iterator[Diagnostic]:
        for name in self._unique:
            first: dict[str, int] = {}
            for row in table.rows:
                cell = row.cells.get(name, "")
                if cell and cell in first:
                    facts = self._facts(name, cell) | {"expected": str(first[cell])}
                    yield Diagnostic(tables.CELL_REPEATED, row.origin.at(name), facts)
                first.setdefault(cell, row.origin.line)

    def _formulas(self, rows: Iterable[Row]) -> Iterator[Diagnostic]:
        for row in rows:
            for name, cell in row.cells.items():
                if cell and cell[0] in _FORMULA and name in self.fields and not _is_number(cell):
                    facts = self._facts(name, cell[:1])
                    yield Diagnostic(tables.FORMULA, row.origin.at(name), facts)

    def _facts(self, name: str, cell: str) -> dict[str, str]:
        return {"field": name, "found": clipped(cell), **_described(self.fields[name], name)}

    def _cell_problems(self, rows: Sequence[Row]) -> Iterator[Diagnostic]:
        # Imported here: it takes a third of a second, which a run on YAML alone need not spend.
        import frictionless  # noqa: PLC0415

        names = list(self.fields)
        fields = []
        for field in self.descriptor["fields"]:
            constraints = {k: v for k, v in field.get("constraints", {}).items() if k != "unique"}
            kept = {k: field[k] for k in ("name", "type", "format") if k in field}
            fields.append({**kept, "constraints": constraints})
        schema = frictionless.Schema.from_descriptor({"fields": fields, "missingValues": [""]})
        data = [names, *([row.cells.get(name, "") for name in names] for row in rows)]
        resource = frictionless.Resource(data=data, schema=schema)
        report = resource.validate(limit_errors=1_000_000)
        for task in report.tasks:
            for error in task.errors:
                number = getattr(error, "row_number", None)
                if number is None:
                    raise ValueError(f"{self.descriptor.get('name')}: {error.message}")
                name = str(getattr(error, "field_name", ""))
                if name in self.fields:
                    yield self._translated(error, rows[number - 2], name)

    def _translated(self, error: Any, row: Row, name: str) -> Diagnostic:
        field, cell = self.fields[name], str(error.cell or "")
        constraints = field.get("constraints", {})
        facts = self._facts(name, cell)
        rule = "type"
        if error.type != "type-error":
            named = _CONSTRAINT.search(str(error.note))
            rule = named.group(1) if named else str(error.type)
        code = _TABLE_CODES.get(rule, tables.CELL_OTHER)
        facts["expected"] = rule
        if rule == "type":
            dated = field.get("type") == "date" and _ISO_DATE.fullmatch(cell)
            code = tables.CELL_DATE if dated else tables.CELL_TYPE
            facts["expected"] = _KINDS.get(str(field.get("type")), str(field.get("type")))
        elif rule == "enum":
            choices = constraints["enum"]
            facts |= {"nearest": _nearest(cell, choices), "expected": _choices(choices, 20)}
        elif rule in _LENGTHS:
            facts["expected"] = _LENGTHS[rule].format(constraints[rule])
        elif rule in {"minimum", "maximum"}:
            low, high = constraints.get("minimum", "…"), constraints.get("maximum", "…")
            facts["expected"] = f"{low} – {high}"
        elif rule == "pattern":
            facts["expected"] = str(constraints["pattern"])
        return Diagnostic(code, row.origin.at(name), facts)


def _is_number(cell: str) -> bool:
    try:
        return Decimal(cell).is_finite()
    except ArithmeticError:
        return False
