"""Read a score file, wherever it lies, into entries with their places."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from ocop.codes import reading
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.load.tree import SIZE_LIMITS, weight
from ocop.schema import TableSchema
from ocop.scoring import Entry
from ocop.source import Row, decoded, read_table

_SCHEMA = "scores.table.json"


def read_scores(root: Path, file: Path, shown: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Return the sound rows of a score file, called `shown` in messages, and what is wrong with others.

    The file may lie anywhere; its table schema is the one under `root`.
    """
    size = file.stat().st_size
    limit = SIZE_LIMITS[".csv"]
    if size > limit:
        facts = {"found": weight(size), "expected": weight(limit)}
        return (), (Diagnostic(reading.TOO_LARGE, Location(shown), facts),)
    text, problems = decoded(shown, file.read_bytes())
    if text is None:
        return (), problems
    table, more = read_table(shown, text)
    found = [*problems, *more]
    if table is None:
        return (), tuple(found)
    found.extend(_schema(root, table.header).problems([table]))
    bad = {one.where.line for one in found if one.code.severity is Severity.ERROR}
    return tuple(_entry(row) for row in table.sound_rows(bad)), tuple(found)


def _schema(root: Path, header: tuple[str, ...]) -> TableSchema:
    """Return the table's schema without the optional columns that the file does not have."""
    descriptor = json.loads((root / "schemas" / _SCHEMA).read_text("utf-8"))
    fields = [
        field for field in descriptor["fields"] if not field.get("x-optional") or field["name"] in header
    ]
    return TableSchema.parsed(json.dumps({**descriptor, "fields": fields}))


def _entry(row: Row) -> Entry:
    cells = row.cells
    points = cells.get("points", "")
    return Entry(
        criterion=cells["criterion"],
        points=Decimal(points) if points else None,
        seat=cells.get("seat", ""),
        knocked_out=cells.get("knocked_out") == "true",
        origin=row.origin,
    )
