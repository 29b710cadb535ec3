"""Hold CSV tables against Table Schemas, the rows of many files in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ocop.codes import tables
from ocop.diagnostics import Code, Diagnostic, Location
from ocop.schema.words import ISO_DATE, KIND_NAMES, choices_shown, described, nearest_shown
from ocop.source import Row, Table, clipped

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

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
                    "nearest": nearest_shown(name, self.fields),
                    "expected": ", ".join(self.fields),
                }
                yield Diagnostic(tables.UNKNOWN_COLUMN, origin.at(name), facts)
        for name, field in self.fields.items():
            if name not in table.header:
                where = Location(table.path, 1, 1, name)
                yield Diagnostic(tables.MISSING_COLUMN, where, {"field": name, **described(field, name)})

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
        return {"field": name, "found": clipped(cell), **described(self.fields[name], name)}

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
            dated = field.get("type") == "date" and ISO_DATE.fullmatch(cell)
            code = tables.CELL_DATE if dated else tables.CELL_TYPE
            facts["expected"] = KIND_NAMES.get(str(field.get("type")), str(field.get("type")))
        elif rule == "enum":
            choices = constraints["enum"]
            facts |= {"nearest": nearest_shown(cell, choices), "expected": choices_shown(choices)}
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
