"""How two versions of a file differ in what they say, whatever their form, order, comments or spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ocop.impact.facts import FileFacts

_ITEM = re.compile(r"([^.]+(?:\.[^.\d][^.]*)*)\.(\d+)(?:\.(.+))?")
# How a version of a form calls itself says nothing about the product.
_FORM = "schema"
# By these cells, tried in turn, a row that went and a row that came are known to be one row, put right.
_SAME: Mapping[str, Sequence[tuple[str, ...]]] = {
    "": (
        ("event", "on"),
        ("event", "decision"),
        ("event", "year"),
        ("event", "application"),
        ("event",),
    ),
    "certificates": (("name", "number"), ("number",), ("name",)),
    "codes": (("scheme",),),
    "former_names": (("name",),),
}

Cells: TypeAlias = tuple[tuple[str, str], ...]
"""A row's cells that are not blank, by column; one cell under "" for an item of a plain list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """A single value that differs, under its dotted key; blank on the side that has none."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a table (`key` is blank), or items of the list `key`, that only one version has."""

    key: str
    gone: tuple[Cells, ...]
    come: tuple[Cells, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alterations:
    """All that one version of a file says and the other does not."""

    values: tuple[Alteration, ...] = ()
    rows: tuple[Rows, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.values or self.rows)


def alterations(before: FileFacts | None, after: FileFacts | None) -> Alterations:
    """Return what differs between two versions of one file; None where it does not exist.

    Items of a list and rows of a table are compared as a collection: their order says nothing.
    """
    (old, old_lists), (new, new_lists) = _parts(before), _parts(after)
    keys = (*new, *(key for key in old if key not in new))
    lists = (*new_lists, *(key for key in old_lists if key not in new_lists))
    rows = (_difference(key, old_lists.get(key, ()), new_lists.get(key, ())) for key in lists)
    return Alterations(
        values=tuple(
            Alteration(key=key, before=old.get(key, ""), after=new.get(key, ""))
            for key in keys
            if old.get(key, "") != new.get(key, "")
        ),
        rows=tuple(one for one in rows if one.gone or one.come),
    )


def plain(text: str) -> str:
    """Return `text` as people read it: how it is spaced and broken into lines says nothing."""
    return " ".join(text.split())


def _parts(side: FileFacts | None) -> tuple[dict[str, str], dict[str, Sequence[Cells]]]:
    """The single values of a version, and its lists."""
    if side is None:
        return {}, {}
    if side.records is not None:
        return {}, {"": [_cells(record) for record in side.records]}
    values: dict[str, str] = {}
    items: dict[str, dict[str, dict[str, str]]] = {}
    for key, value in (side.values or {}).items():
        item = _ITEM.fullmatch(key)
        if item is not None:
            items.setdefault(item[1], {}).setdefault(item[2], {})[item[3] or ""] = value
        elif key != _FORM and plain(value):
            values[key] = plain(value)
    return values, {key: [_cells(cells) for cells in found.values()] for key, found in items.items()}


def _cells(record: Mapping[str, str]) -> Cells:
    return tuple(sorted((name, plain(cell)) for name, cell in record.items() if plain(cell)))


def _difference(key: str, old: Sequence[Cells], new: Sequence[Cells]) -> Rows:
    return Rows(key=key, gone=tuple(_beyond(old, new)), come=tuple(_beyond(new, old)))


def _beyond(rows: Sequence[Cells], others: Sequence[Cells]) -> Iterator[Cells]:
    """Yield the rows that `others` have not as often, in order."""
    left: dict[Cells, int] = {}
    for row in others:
        left[row] = left.get(row, 0) + 1
    for row in rows:
        if left.get(row, 0):
            left[row] -= 1
        else:
            yield row


def paired(rows: Rows) -> Iterator[tuple[Cells | None, Cells | None]]:
    """Yield each row that came with the one it takes the place of, then those that only went.

    None stands for no such row. Rows are one when they agree in what tells rows of their kind apart.
    """
    gone = dict(enumerate(rows.gone))
    partner: dict[int, Cells] = {}
    for columns in _SAME.get(rows.key, ()):
        waiting: dict[tuple[str, ...], list[int]] = {}
        for number, row in gone.items():
            waiting.setdefault(_named(row, columns), []).append(number)
        for number, row in enumerate(rows.come):
            name = _named(row, columns)
            if number not in partner and name and waiting.get(name):
                partner[number] = gone.pop(waiting[name].pop(0))
    for number, row in enumerate(rows.come):
        yield partner.get(number), row
    for row in gone.values():
        yield row, None


def _named(row: Cells, columns: Sequence[str]) -> tuple[str, ...]:
    """The cells under `columns`, or nothing when one is blank."""
    cells = dict(row)
    found = tuple(cells.get(name, "") for name in columns)
    return found if all(found) else ()
