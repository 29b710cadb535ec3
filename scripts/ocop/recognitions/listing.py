"""Read a list of recognitions row by row, keeping what it says and nothing more."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ocop import spelling
from ocop.codes import importing, reading, tables
from ocop.diagnostics import Diagnostic, Location
from ocop.law import Law
from ocop.recognitions.cells import ListRow, RowReader, event_wordings
from ocop.recognitions.places import Gazetteer
from ocop.recognitions.words import COLUMNS, IGNORED_COLUMNS, REQUIRED_COLUMNS, column_called
from ocop.source import clipped, decoded

# Legacy text is reported row by row below; the mark is what Excel writes and is welcome here.
_SAID_OTHERWISE = (reading.LEGACY_ENCODING, reading.BYTE_ORDER_MARK)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds: its good rows, how many records there were, and what is wrong with the rest."""

    rows: tuple[ListRow, ...]
    records: int
    found: tuple[Diagnostic, ...]


def read_listing(path: str, content: bytes, law: Law, gazetteer: Gazetteer) -> Listing:
    """Return the rows of a CSV list in UTF-8, separated by commas, semicolons or tabs.

    A row with a cell that cannot be read is left out whole and reported; it never enters half.
    """
    text, problems = decoded(path, content)
    found = [one for one in problems if one.code not in _SAID_OTHERWISE]
    if text is None:
        return Listing((), 0, tuple(found))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    if delimiter != ",":
        name = {";": "dấu chấm phẩy “;”", "\t": "dấu tab"}[delimiter]
        found.append(Diagnostic(importing.LIST_DELIMITER, Location(path, 1, 1), {"found": name}))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    record_reader = RowReader(path, law, gazetteer, found)
    columns: list[str | None] = []
    rows: list[ListRow] = []
    records = end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(path, cells, found)
                if not all(name in columns for name in REQUIRED_COLUMNS):
                    break
                continue
            records += 1
            if len(cells) != len(columns):
                facts = {"found": str(len(cells)), "expected": str(len(columns))}
                found.append(Diagnostic(tables.WRONG_CELL_COUNT, Location(path, start, 1), facts))
                continue
            row = record_reader.row(
                start,
                {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=True) if name},
            )
            if row is not None:
                rows.append(row)
    except csv.Error:
        found.append(Diagnostic(tables.BROKEN_QUOTE, Location(path, end + 1, 1)))
    return Listing(tuple(rows), records, tuple(found))


def _columns(path: str, header: list[str], found: list[Diagnostic]) -> list[str | None]:
    """Return which column each header cell names; unknown, repeated and missing ones are reported."""
    columns: list[str | None] = []
    for cell in header:
        name = column_called(cell)
        where = Location(path, 1, 1, clipped(cell.strip()))
        if name in columns and name is not None:
            found.append(Diagnostic(tables.DUPLICATE_COLUMN, where, {"field": clipped(cell.strip())}))
            name = None
        elif name is None and cell.strip() and spelling.slug(cell) not in IGNORED_COLUMNS:
            titles = [column.title for column in COLUMNS.values()]
            facts = {
                "field": clipped(cell.strip()),
                "expected": ", ".join(titles),
                "nearest": spelling.nearest(cell, (*COLUMNS, *titles)) or "–",
            }
            found.append(Diagnostic(importing.LIST_COLUMN_UNKNOWN, where, facts))
        columns.append(name)
    for name in REQUIRED_COLUMNS:
        if name not in columns:
            facts = {"title": COLUMNS[name].title, "field": name, "expected": event_wordings()}
            found.append(Diagnostic(importing.LIST_COLUMN_MISSING, Location(path, 1, 1, name), facts))
    return columns
