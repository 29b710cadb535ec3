"""Rows of `history.csv`: what a list adds, what stands there already, and where new rows go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ocop.model import RECOGNITIONS, EventKind, Level
from ocop.recognitions.cells import ListRow

COLUMNS = (
    *("on", "year", "event", "level", "round", "application", "star", "decision", "issuer", "valid_through"),
    *("valid_through_basis", "cause", "product_name", "producer_name", "source", "note"),
)
_RECOGNITIONS = frozenset(kind.value for kind in RECOGNITIONS)
_UNKNOWN_DAY = date.max
_RANKS = {EventKind.PRODUCER_CHANGED.value: 0, EventKind.FORWARDED.value: 1}
_LEVELS = tuple(level.value for level in Level)

# One row by column name; blank cells are "".
Cells = Mapping[str, str]
_Key = tuple[date, int, int, int, str, str, tuple[str, ...]]


def cells_of(row: ListRow, product_name: str, producer_name: str) -> Cells:
    """Return the history row of a list's row; the source's wording of names is kept where it differs."""
    note = row.note
    if row.stated_type and not row.producer_name:
        note = f"{note} Nguồn gọi chủ thể là “{row.stated_type}”.".strip()
    return {
        "on": row.on.isoformat() if row.on else "",
        "year": str(row.year or ""),
        "event": row.kind.value,
        "level": row.level.value if row.level else "",
        "star": str(row.star or ""),
        "decision": row.decision,
        "issuer": row.issuer or "",
        "valid_through": row.valid_through.isoformat() if row.valid_through else "",
        "valid_through_basis": "printed" if row.valid_through else "",
        "product_name": row.product_name if row.product_name != product_name else "",
        "producer_name": row.producer_name if row.producer_name != producer_name else "",
        "source": row.source,
        "note": note,
    }


def in_order(rows: Iterable[Cells]) -> list[Cells]:
    """Return rows by date; a year-only row stands at the end of its year, an undated one last.

    One exception: an undated recognition goes before the first dated upgrade to a higher star, when no
    earlier dated recognition is of a higher star: the upgrade says that the lower star came first.
    """
    listed = sorted(rows, key=_key)
    dated = [row for row in listed if _day(row) != _UNKNOWN_DAY and row["event"] in _RECOGNITIONS]

    def placed(row: Cells) -> tuple[date, int, _Key]:
        key = _key(row)
        if _day(row) == _UNKNOWN_DAY and row["event"] in _RECOGNITIONS and row.get("star"):
            for later in dated:
                if (later.get("star") or "0") > row["star"]:
                    if later["event"] == EventKind.UPGRADED.value:
                        return _day(later), 0, key
                    break
        return key[0], 1, key

    return sorted(listed, key=placed)


def _day(row: Cells) -> date:
    if row.get("on"):
        return date.fromisoformat(row["on"])
    return date(int(row["year"]), 12, 31) if row.get("year") else _UNKNOWN_DAY


def _key(row: Cells) -> _Key:
    level = row.get("level", "")
    return (
        _day(row),
        0 if row.get("on") else 1,
        _RANKS.get(row["event"], 2),
        _LEVELS.index(level) if level in _LEVELS else len(_LEVELS),
        row.get("star", ""),
        row["event"],
        tuple(row.get(column, "") for column in COLUMNS),
    )


def _family(row: Cells) -> str:
    """Return what a row is about; a person may have made a recognition an upgrade since."""
    if row["event"] in _RECOGNITIONS:
        return "recognition"
    return row["event"] + (row.get("level", "") if row["event"] == EventKind.FORWARDED.value else "")


def _agree(one: Cells, other: Cells, *columns: str) -> bool:
    """Say whether two rows state nothing different under `columns`; a blank cell states nothing."""
    return all(
        not one.get(name) or not other.get(name) or one.get(name) == other.get(name) for name in columns
    )


def _same_statement(one: Cells, other: Cells) -> bool:
    """Say whether two rows can be one statement of one fact, star aside, one of them filled in by hand."""
    if _family(one) != _family(other) or not _agree(one, other, "on", "year"):
        return False
    if one.get("source", "") == other.get("source", ""):
        return True
    return bool(one.get("on")) and one.get("on") == other.get("on")


def missing(
    wanted: Sequence[Cells], standing: Sequence[Cells]
) -> tuple[list[Cells], list[tuple[Cells, Cells]]]:
    """Return the wanted rows that do not stand yet, and the pairs that contradict each other on the star.

    Rows that people have since filled in (a decision, a level, a day) count as standing.
    """
    left = list(standing)
    unmet: list[Cells] = []
    for row in wanted:
        exact = next((one for one in left if _facts(one) == _facts(row)), None)
        if exact is None:
            unmet.append(row)
        else:
            left.remove(exact)
    new: list[Cells] = []
    contradicting: list[tuple[Cells, Cells]] = []
    for row in unmet:
        near = [one for one in left if _same_statement(one, row)]
        same = next((one for one in near if _agree(one, row, "star")), None)
        if same is not None:
            left.remove(same)
        elif near:
            contradicting.append((row, near[0]))
        else:
            new.append(row)
    return new, contradicting


def _facts(row: Cells) -> tuple[str, ...]:
    names = ("on", "year", "event", "level", "star", "decision", "source", "note", "product_name")
    return tuple(row.get(name, "") for name in names)


def places_for(new: Sequence[Cells], standing: Sequence[Cells]) -> list[tuple[int, Cells]]:
    """Return each new row with the number of standing rows it goes after; standing rows keep their order."""
    numbers = {id(row): number for number, row in enumerate(standing, 1)}
    after = 0
    placed: list[tuple[int, Cells]] = []
    for row in in_order((*standing, *new)):
        if id(row) in numbers:
            after = numbers[id(row)]
        else:
            placed.append((after, row))
    return placed
