"""Hold CSV tables against Table Schemas, the rows of many files in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ocop.codes import privacy, tables
from ocop.diagnostics import Code, Diagnostic, Location, Text
from ocop.schema.sound_rows import Proofs
from ocop.schema.words import (
    ISO_DATE,
    choices_shown,
    described,
    is_sensitive,
    kinds_said,
    nearest_shown,
    said,
)
from ocop.source import Row, Table, clipped

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "date": ISO_DATE,
    "integer": re.compile(r"-?(0|[1-9][0-9]{0,17})"),
    "number": re.compile(r"-?(0|[1-9][0-9]{0,17})([.][0-9]{1,9})?"),
}
_LENGTHS = {
    "minLength": Text("ít nhất {} ký tự", "at least {} characters"),
    "maxLength": Text("nhiều nhất {} ký tự", "at most {} characters"),
}
_BOUNDS = ("minimum", "maximum")
_OURS = frozenset({"unique", "pattern"})
# Of columns that a table has too many of, the first few tell the story.
_UNKNOWN_COLUMNS_SHOWN = 20

# A cell by the number of its record among all those checked together, and its column.
_Cell = tuple[int, str]


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

    def limited_to(self, names: Container[str]) -> TableSchema:
        """Return the schema of tables that have only these columns."""
        fields = [one for one in self.descriptor["fields"] if one["name"] in names]
        return TableSchema({**self.descriptor, "fields": fields})

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """The schema's fields by name, in order."""
        return {str(one["name"]): one for one in self.descriptor["fields"]}

    @cached_property
    def _unique(self) -> tuple[str, ...]:
        key = self.descriptor.get("primaryKey", ())
        names = [key] if isinstance(key, str) and key else list(key)
        names += [name for name, one in self.fields.items() if one.get("constraints", {}).get("unique")]
        alone = set(names)
        return tuple(alone) if len(alone) == 1 else ()

    @cached_property
    def _shapes(self) -> Mapping[str, tuple[re.Pattern[str], Code]]:
        """The form of a column's cells, where it has one; the library by itself trims and guesses."""
        shapes: dict[str, tuple[re.Pattern[str], Code]] = {}
        for name, field in self.fields.items():
            pattern = field.get("constraints", {}).get("pattern")
            if field.get("type") in _SHAPES:
                shapes[name] = _SHAPES[field["type"]], tables.CELL_TYPE
            elif pattern is not None:
                shapes[name] = re.compile(pattern), tables.CELL_FORM
        return shapes

    def problems(self, found: Sequence[Table]) -> list[Diagnostic]:
        """Return what in the tables does not have the schema's form, each at its own cell, one for a cell."""
        problems: list[Diagnostic] = []
        rows: list[Row] = []
        for table in found:
            problems.extend(self._header_problems(table))
            problems.extend(self._repeated_keys(table))
            rows.extend(table.rows)
        wrong = dict(self._badly_written(rows))
        for cell, diagnostic in self._cell_problems(rows) if rows else ():
            wrong.setdefault(cell, diagnostic)
        return [*problems, *wrong.values()]

    def _header_problems(self, table: Table) -> Iterator[Diagnostic]:
        origin = table.header_origin
        unknown = [name for name in table.header if name not in self.fields]
        for name in unknown[:_UNKNOWN_COLUMNS_SHOWN]:
            facts = {"field": clipped(name) or "–"}
            if is_sensitive(name):
                yield Diagnostic(privacy.FORBIDDEN_FIELD, origin.at(name), facts)
                continue
            facts |= {"nearest": nearest_shown(name, self.fields), "expected": ", ".join(self.fields)}
            yield Diagnostic(tables.UNKNOWN_COLUMN, origin.at(name), facts)
        for name, field in self.fields.items():
            if name not in table.header:
                where = Location(table.path, origin.line, 1, name)
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

    def _badly_written(self, rows: Sequence[Row]) -> Iterator[tuple[_Cell, Diagnostic]]:
        """Yield the cells that a spreadsheet would run, and those whose text has not their column's shape."""
        for number, row in enumerate(rows):
            for name, cell in row.cells.items():
                if not cell or name not in self.fields:
                    continue
                if cell[0] in _FORMULA and not _is_number(cell):
                    facts = self._facts(name, clipped(cell[:1]))
                    yield (number, name), Diagnostic(tables.FORMULA, row.origin.at(name), facts)
                elif name in self._shapes and not self._shapes[name][0].fullmatch(cell):
                    yield (number, name), self._misshapen(row, name, cell)

    def _misshapen(self, row: Row, name: str, cell: str) -> Diagnostic:
        shape, code = self._shapes[name]
        facts = self._facts(name, cell)
        if code is tables.CELL_TYPE:
            facts |= kinds_said("expected", [self.fields[name].get("type")])
        else:
            facts["expected"] = shape.pattern
        return Diagnostic(code, row.origin.at(name), facts)

    def _facts(self, name: str, cell: str) -> dict[str, str]:
        return {"field": name, "found": clipped(cell), **described(self.fields[name], name)}

    @cached_property
    def _library_fields(self) -> list[dict[str, Any]]:
        """The fields as the library is to see them: without the constraints that are checked here."""
        fields = []
        for field in self.descriptor["fields"]:
            constraints = {k: v for k, v in field.get("constraints", {}).items() if k not in _OURS}
            kept = {k: field[k] for k in ("name", "type", "format") if k in field}
            fields.append({**kept, "constraints": constraints})
        return fields

    @cached_property
    def _proofs(self) -> Proofs:
        return Proofs(self._library_fields)

    def _cell_problems(self, rows: Sequence[Row]) -> Iterator[tuple[_Cell, Diagnostic]]:
        doubtful = self._proofs.doubtful(rows)
        if not doubtful:
            return
        # Imported here: it takes a third of a second, which a run that finds nothing need not spend.
        import frictionless  # noqa: PLC0415

        schema = frictionless.Schema.from_descriptor({"fields": self._library_fields, "missingValues": [""]})
        # Its fields are asked, not its tables: those make objects of every fault and every row it stands in.
        readers = [(field.name, field.create_cell_reader()) for field in schema.fields]
        for number in doubtful:
            cells = rows[number].cells
            if not any(cells.get(name) for name in self.fields):
                continue
            for name, reader in readers:
                if name in cells:
                    _, notes = reader(cells[name])
                    if notes:
                        yield (number, name), self._translated(next(iter(notes)), rows[number], name)

    def _translated(self, rule: str, row: Row, name: str) -> Diagnostic:
        """What a cell does wrong by the library, which names the constraint, or `type`."""
        constraints, cell = self.fields[name].get("constraints", {}), row.cells[name]
        facts = self._facts(name, cell)
        if rule == "type":
            dated = self.fields[name].get("type") == "date"
            code = tables.CELL_DATE if dated else tables.CELL_TYPE
            facts |= kinds_said("expected", [self.fields[name].get("type")])
        elif rule == "enum":
            code, choices = tables.CELL_NOT_ALLOWED, constraints["enum"]
            facts |= {"nearest": nearest_shown(cell, choices), "expected": choices_shown(choices)}
        elif rule in _LENGTHS:
            code, limit = tables.CELL_LENGTH, constraints[rule]
            bound = Text(_LENGTHS[rule].vi.format(limit), _LENGTHS[rule].en.format(limit))
            facts |= said("expected", bound) | {"found": str(len(cell))}
        elif rule in _BOUNDS:
            code, limits = tables.CELL_OUT_OF_RANGE, [constraints.get(bound) for bound in _BOUNDS]
            facts |= said("expected", _range(*limits))
        elif rule == "required":
            code = tables.CELL_REQUIRED
        else:
            raise ValueError(f"{self.descriptor.get('name')}: no words for the rule {rule!r}")
        return Diagnostic(code, row.origin.at(name), facts)


def _range(low: object, high: object) -> Text:
    if high is None:
        return Text(f"từ {low} trở lên", f"{low} or more")
    if low is None:
        return Text(f"không quá {high}", f"{high} or less")
    return Text(f"từ {low} đến {high}", f"{low} to {high}")


def _is_number(cell: str) -> bool:
    try:
        return Decimal(cell).is_finite()
    except ArithmeticError:
        return False
