"""Read a score file, wherever it lies, into entries with their places."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ocop.codes import reading
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.load.application_values import claim_value
from ocop.load.tree import SIZE_LIMITS, weight
from ocop.model import Claim, ScoreEntry
from ocop.schema import TableSchema
from ocop.source import Row, decoded, read_table

SCORES_SCHEMA = "scores.table.json"
CLAIMS_SCHEMA = "self-assessment.table.json"
# The columns by which a producer's own claims are told from scorers' points.
_OF_CLAIMS = frozenset({"option", "grounds", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFile:
    """The sound rows of a score file: scorers' entries, or a producer's own claims; and what is wrong."""

    entries: tuple[ScoreEntry, ...] = ()
    claims: tuple[Claim, ...] = ()
    found: tuple[Diagnostic, ...]


def read_scores(root: Path, file: Path, shown: str) -> ScoreFile:
    """Return a score file, called `shown` in messages, by its columns: scorers' points or own claims.

    The file may lie anywhere; its table schema is the one under `root`.
    """
    size = file.stat().st_size
    limit = SIZE_LIMITS[".csv"]
    if size > limit:
        facts = {"found": weight(size), "expected": weight(limit)}
        return ScoreFile(found=(Diagnostic(reading.TOO_LARGE, Location(shown), facts),))
    text, problems = decoded(shown, file.read_bytes())
    if text is None:
        return ScoreFile(found=problems)
    table, more = read_table(shown, text)
    found = [*problems, *more]
    if table is None:
        return ScoreFile(found=tuple(found))
    own = not _OF_CLAIMS.isdisjoint(table.header)
    schemas = root / "schemas"
    schema = (
        TableSchema.parsed((schemas / CLAIMS_SCHEMA).read_text("utf-8"))
        if own
        else ScoresSchema((schemas / SCORES_SCHEMA).read_text("utf-8")).fitting(table.header)
    )
    found.extend(schema.problems([table]))
    bad = {one.where.line for one in found if one.code.severity is Severity.ERROR}
    rows = tuple(table.sound_rows(bad))
    if own:
        return ScoreFile(claims=tuple(map(claim_value, rows)), found=tuple(found))
    return ScoreFile(entries=tuple(map(score_entry, rows)), found=tuple(found))


class ScoresSchema:
    """The table schema of score files, of which some columns may be left out as a whole."""

    def __init__(self, text: str) -> None:
        """Take the schema in a JSON text apart; ValueError when it is none."""
        self._whole = TableSchema.parsed(text)
        self._fitting: dict[frozenset[str], TableSchema] = {}

    def fitting(self, header: Container[str]) -> TableSchema:
        """Return the schema without the optional columns that a file with this header does not have."""
        fields = self._whole.fields
        kept = frozenset(
            name for name, field in fields.items() if not field.get("x-optional") or name in header
        )
        if kept not in self._fitting:
            self._fitting[kept] = self._whole.limited_to(kept)
        return self._fitting[kept]


def score_entry(row: Row) -> ScoreEntry:
    """Return the entry in a row that its schema has passed."""
    cells = row.cells
    points = cells.get("points", "")
    return ScoreEntry(
        criterion=cells["criterion"],
        points=Decimal(points) if points else None,
        seat=cells.get("seat", ""),
        knocked_out=cells.get("knocked_out") == "true",
        origin=row.origin,
    )
