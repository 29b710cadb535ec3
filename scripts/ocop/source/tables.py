"""CSV records, each with the line it starts on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from ocop import spelling
from ocop.codes import reading, tables
from ocop.diagnostics import Diagnostic, Location, RowOrigin
from ocop.source.text import clipped

MAX_COLUMNS = 200
MAX_RECORDS = 50_000
_WRONG_DELIMITERS = (
    (";", "dấu chấm phẩy “;”", "semicolons “;”"),
    ("\t", "dấu tab", "tabs"),
    ("|", "dấu gạch đứng “|”", "vertical bars “|”"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV record: its cells under the header's names, and its place."""

    cells: Mapping[str, str]
    origin: RowOrigin


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file's header, with its place, and records."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_origin: RowOrigin

    def sound_rows(self, wrong_lines: Container[int]) -> Iterator[Row]:
        """Yield the records with no line among `wrong_lines`; none at all when the header is wrong."""
        if self.header_origin.line in wrong_lines:
            return
        for row in self.rows:
            first = row.origin.line
            if not any(line in wrong_lines for line in range(first, first + row.origin.text.count("\n") + 1)):
                yield row


class _RefusedError(Exception):
    """Carries the one diagnostic that makes a table unreadable."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.id)
        self.diagnostic = diagnostic


def read_table(
    path: str, text: str, *, most: int = MAX_RECORDS
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the records of a comma-separated text, or None, and every problem of its form.

    A text of more than `most` records is refused. A record with a wrong number of cells is reported and
    left out; the others are kept.
    """
    found: list[Diagnostic] = []
    rows: list[Row] = []
    lines = text.split("\n")
    header: RowOrigin | None = None
    end = 0
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        for number, cells in enumerate(reader):
            start, end = end + 1, reader.line_num
            if number > most:
                _refuse_too_many(path, most, "dòng", "records")
            if not any(map(str.strip, cells)):
                found.append(Diagnostic(tables.BLANK_RECORD, Location(path, start, 1)))
                continue
            raw = lines[start - 1] if end == start else "\n".join(lines[start - 1 : end])
            if header is None:
                header = _header(path, start, raw, cells)
            elif len(cells) != len(header.header):
                facts = {"found": str(len(cells)), "expected": str(len(header.header))}
                found.append(Diagnostic(tables.WRONG_CELL_COUNT, Location(path, start, 1), facts))
            else:
                origin = RowOrigin(path, start, raw, header.header)
                rows.append(Row(dict(zip(header.header, cells, strict=True)), origin))
                if not raw.isascii():
                    found.extend(_legacy_cells(rows[-1]))
    except _RefusedError as refused:
        return None, (refused.diagnostic,)
    except csv.Error:
        found.append(Diagnostic(tables.BROKEN_QUOTE, Location(path, end + 1, 1)))
    if header is None:
        return None, tuple(found)
    return Table(path, header.header, tuple(rows), header), tuple(found)


def _legacy_cells(row: Row) -> Iterator[Diagnostic]:
    """Yield the cells in a legacy encoding that the other cells of their line had hidden until now."""
    if spelling.mis_encoding(row.origin.text) is not None:
        return
    for name, cell in row.cells.items():
        encoding = None if cell.isascii() else spelling.mis_encoding(cell)
        if encoding is not None:
            facts = {"found": clipped(cell), "encoding": encoding}
            yield Diagnostic(reading.LEGACY_ENCODING, row.origin.at(name), facts)


def _refuse_too_many(path: str, limit: int, unit: str, unit_en: str) -> None:
    facts = {"expected": f"{limit:,} {unit}".replace(",", "."), "expected_en": f"{limit:,} {unit_en}"}
    raise _RefusedError(Diagnostic(reading.TOO_MANY_VALUES, Location(path), facts))


def _header(path: str, line: int, raw: str, cells: list[str]) -> RowOrigin:
    """Return the header, its names without the blanks around them, or refuse the table for it."""
    for delimiter, name, name_en in _WRONG_DELIMITERS:
        if raw.count(delimiter) > raw.count(","):
            where = Location(path, line, raw.index(delimiter) + 1)
            facts = {"found": name, "found_en": name_en}
            raise _RefusedError(Diagnostic(tables.WRONG_DELIMITER, where, facts))
    if len(cells) > MAX_COLUMNS:
        _refuse_too_many(path, MAX_COLUMNS, "cột", "columns")
    names = tuple(cell.strip() for cell in cells)
    for name, times in Counter(names).items():
        if times > 1:
            first = names.index(name)
            others = (*names[:first], "\0", *names[first + 1 :])
            where = RowOrigin(path, line, raw, others).at(name)
            raise _RefusedError(Diagnostic(tables.DUPLICATE_COLUMN, where, {"field": clipped(name) or "–"}))
    return RowOrigin(path, line, raw, names)
