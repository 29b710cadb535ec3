"""The one form of a dossier's CSV: the schema's columns in its order, quotes where needed, line feeds."""

from __future__ import annotations

from collections.abc import Iterable

from ocop.diagnostics import Diagnostic, Severity
from ocop.source import csv_text, read_table


def canonical_table(
    path: str, text: str, columns: Iterable[str]
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the canonical form of a CSV text, or None when it cannot be read, and what reading found.

    Records keep their order, which is the writer's to choose, and cells their text; columns that the schema
    does not know come last. ValueError would mean that a cell did not keep its text.
    """
    table, found = read_table(path, text)
    if table is None or any(one.code.severity is Severity.ERROR for one in found):
        return None, found
    known = {name: rank for rank, name in enumerate(columns)}
    header = sorted(table.header, key=lambda name: known.get(name, len(known)))
    written = csv_text([header, *([row.cells[name] for name in header] for row in table.rows)])
    if written == text:
        return text, found
    again, _ = read_table(path, written)
    if again is None or [row.cells for row in again.rows] != [row.cells for row in table.rows]:
        raise ValueError(f"{path}: the canonical form would say something else")
    return written, found
