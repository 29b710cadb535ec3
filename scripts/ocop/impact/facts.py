"""What a change does to facts: values added, altered and removed, under the titles people know them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ocop.diagnostics import Location

# The column that tells the rows of a table apart, by file name; other tables are compared row by row.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "evidence.csv": ("id",),
    "self-assessment.csv": ("criterion",),
    "evaluations.csv": ("level", "round"),
}


_ROW = "Dòng"
# What tells a record apart: cells by column, and its number among equals.
_Key: TypeAlias = tuple[tuple[tuple[str, str], ...], int]


class Turn(StrEnum):
    """What became of a fact."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file as facts: single values by dotted key, or records; neither when it cannot be read.

    `lines` gives the line of each value, or of each record by its number.
    """

    path: str
    values: Mapping[str, str] | None = None
    records: Sequence[Mapping[str, str]] | None = None
    lines: Mapping[str, int]

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One value that differs; `record` names the row it stands in, for tables."""

    turn: Turn
    where: Location
    title: str
    before: str = ""
    after: str = ""
    record: str = ""


def fact_changes(
    before: FileFacts | None, after: FileFacts | None, titles: Mapping[str, str]
) -> Iterator[FactChange]:
    """Yield what differs between two versions of one file; `titles` names its keys or columns."""
    side = after or before
    if side is None:
        return
    if side.values is not None:
        yield from _values(before, after, titles)
    elif side.records is not None:
        yield from _records(before, after, titles)


def _values(
    before: FileFacts | None, after: FileFacts | None, titles: Mapping[str, str]
) -> Iterator[FactChange]:
    was, now = (side.values or {} if side else {} for side in (before, after))
    for key in (*now, *(key for key in was if key not in now)):
        if was.get(key) == now.get(key):
            continue
        side = after if after and key in now else before
        turn = Turn.CHANGED if key in was and key in now else Turn.ADDED if key in now else Turn.REMOVED
        if side is not None:
            yield FactChange(
                turn=turn,
                where=Location(side.path, side.lines.get(key, 0), 1, key),
                title=_title(titles, key),
                before=was.get(key, ""),
                after=now.get(key, ""),
            )


def _title(titles: Mapping[str, str], key: str) -> str:
    """The title of a key; that of a list's item is the list's, with the item's number.

    What is within an item has its title under the key with `*` for every number.
    """
    if key in titles:
        return titles[key]
    numbers = [str(int(part) + 1) for part in key.split(".") if part.isdigit()]
    within = ".".join("*" if part.isdigit() else part for part in key.split("."))
    if numbers and within in titles:
        return f"{titles[within]} {'.'.join(numbers)}"
    outer, _, last = key.rpartition(".")
    return f"{_title(titles, outer)} {int(last) + 1}" if last.isdigit() and outer else key


def _records(
    before: FileFacts | None, after: FileFacts | None, titles: Mapping[str, str]
) -> Iterator[FactChange]:
    was, now = _keyed(before), _keyed(after)
    for key in (*now, *(key for key in was if key not in now)):
        old, new = was.get(key), now.get(key)
        side = after if new is not None else before
        if side is None or old == new:
            continue
        line = side.lines.get(str((new or old or (0, {}))[0]), 0)
        cells_before, cells_after = (dict(one[1]) if one else {} for one in (old, new))
        if cells_before == cells_after:
            continue
        if not old or not new:
            turn, shown = (Turn.ADDED, cells_after) if new else (Turn.REMOVED, cells_before)
            words = "; ".join(f"{titles.get(name, name)}: {cell}" for name, cell in shown.items() if cell)
            both = {"after": words} if new else {"before": words}
            named = _told(key) if side.name in _KEYS else ""
            yield FactChange(turn=turn, where=Location(side.path, line, 1), title=_ROW, record=named, **both)
            continue
        for name in (*cells_after, *(name for name in cells_before if name not in cells_after)):
            one, other = cells_before.get(name, ""), cells_after.get(name, "")
            if one != other:
                yield FactChange(
                    turn=Turn.CHANGED if one and other else Turn.ADDED if other else Turn.REMOVED,
                    where=Location(side.path, line, 1, name),
                    title=titles.get(name, name),
                    before=one,
                    after=other,
                    record=_told(key),
                )


def _keyed(side: FileFacts | None) -> Mapping[_Key, tuple[int, Mapping[str, str]]]:
    """The records by what tells them apart, equal ones by their number among equals."""
    if side is None or side.records is None:
        return {}
    columns = _KEYS.get(side.name)
    found: dict[_Key, tuple[int, Mapping[str, str]]] = {}
    for number, record in enumerate(side.records):
        names = tuple(record) if columns is None else columns
        cells = tuple(sorted((name, record.get(name, "")) for name in names))
        times = 1
        while (cells, times) in found:
            times += 1
        found[cells, times] = (number, record)
    return found


def _told(key: _Key) -> str:
    cells, times = key
    shown = ", ".join(cell for _, cell in cells if cell) or "–"
    return shown if times == 1 else f"{shown} ({times})"
