"""Turn matched rows into the dossier files that are missing; what stands there is never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ocop.codes import importing
from ocop.diagnostics import Diagnostic, Location
from ocop.model import RECOGNITIONS, EventKind, Place, Registry
from ocop.recognitions import histories
from ocop.recognitions.cells import ListRow
from ocop.recognitions.decisions import UNNAMED, Decision, Decisions, Ruling
from ocop.recognitions.histories import Cells
from ocop.recognitions.matching import Group, Matched
from ocop.recognitions.writing import Plain, yaml_text
from ocop.source import Table, csv_text, read_table

_NAMELESS_NOTE = "Thư mục chung cho sản phẩm mà nguồn không nêu chủ thể; không phải một chủ thể."


@dataclass(slots=True)
class Filing:
    """The files to write, by path below the registry's root, and what they add."""

    files: dict[str, str] = field(default_factory=dict)
    producers_new: list[str] = field(default_factory=list)
    producers_kept: list[str] = field(default_factory=list)
    products_new: list[str] = field(default_factory=list)
    products_kept: list[str] = field(default_factory=list)
    rows_new: int = 0
    rows_kept: int = 0
    found: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Producer:
    """What the importer knows of the producer whose products it files."""

    folder: str
    name: str
    place: Place
    former: tuple[Decision, ...]


class Clerk:
    """Files one list: looks at what stands under `root`, collects what is missing."""

    def __init__(self, root: Path, matched: Matched, registry: Registry, gathered_on: date) -> None:
        self.root, self.matched, self.registry = root, matched, registry
        self.record: dict[str, Plain] = {"standing": "gathered", "gathered_on": gathered_on}
        self.filing = Filing()

    def filed(self, decisions: Decisions) -> Filing:
        """Return the files that are missing to record every matched row."""
        by_folder: dict[str, list[Group]] = {}
        for group in self.matched.groups:
            if group.rows:
                by_folder.setdefault(group.producer, []).append(group)
        for folder, groups in sorted(by_folder.items()):
            former = tuple(
                one
                for one in decisions.of_producers()
                if one.ruling is Ruling.FORMER_PRODUCER and one.producer == folder
            )
            producer = self._producer(folder, [row for group in groups for row in group.rows], former)
            for group in groups:
                self._file_product(group, producer)
        return self.filing

    def _key(self, name: str | None) -> str:
        return self.matched.names.key(name) if name else ""

    def _producer(self, folder: str, rows: list[ListRow], former: tuple[Decision, ...]) -> _Producer:
        known = self.registry.producers.get(folder)
        if known is not None:
            self.filing.producers_kept.append(folder)
            return _Producer(folder=folder, name=known.name or "", place=known.place, former=former)
        self.filing.producers_new.append(folder)
        path = f"dossiers/{folder}/producer.yml"
        if folder == UNNAMED:
            record = {**self.record, "note": _NAMELESS_NOTE}
            self.filing.files[path] = yaml_text({"schema": "producer/1", "record": record})
            return _Producer(folder=folder, name="", place=Place(), former=())
        named = [row for row in rows if row.producer_name]
        own = [row for row in named if self.matched.folders[self._key(row.producer_name)] == folder] or named
        former_keys = {self._key(one.producer_name) for one in former}
        current = [row for row in own if self._key(row.producer_name) not in former_keys] or own
        typed = _latest([row for row in current if row.producer_type]) or _latest(
            [row for row in current if row.stated_type]
        )
        latest = _latest([row for row in current if row.kind in RECOGNITIONS] or current)
        name = latest.producer_name if latest else ""
        place = _place(rows)
        self.filing.files[path] = yaml_text(
            {
                "schema": "producer/1",
                "name": name,
                "type": typed.producer_type if typed else None,
                "stated_type": typed.stated_type if typed else None,
                "former_names": [self._former_name(one, own) for one in former],
                "place": _place_value(place),
                "record": self.record | _place_note(rows),
            }
        )
        return _Producer(folder=folder, name=name, place=place, former=former)

    def _former_name(self, decision: Decision, rows: list[ListRow]) -> dict[str, Plain]:
        key = self._key(decision.producer_name)
        typed = _latest([row for row in rows if row.producer_type and self._key(row.producer_name) == key])
        return {
            "name": decision.producer_name,
            "type": typed.producer_type if typed else None,
            "until": str(decision.year) if decision.year else None,
        }

    def _file_product(self, group: Group, producer: _Producer) -> None:
        folder = f"dossiers/{group.id}"
        if group.existing is not None:
            self.filing.products_kept.append(group.id)
            name = group.existing.name
        else:
            self.filing.products_new.append(group.id)
            recognitions = [row for row in group.rows if row.kind in RECOGNITIONS] or group.rows
            latest = _latest(recognitions)
            name = latest.product_name if latest else ""
            place = _place(group.rows)
            own_place = place if producer.folder == UNNAMED or not _within(place, producer.place) else Place()
            others = {self._key(row.product_name): row.product_name for row in _in_order(recognitions)}
            others.pop(self._key(name), None)
            grouped = _latest([row for row in group.rows if row.product_group])
            note = _place_note(group.rows) if producer.folder == UNNAMED else {}
            self.filing.files[f"{folder}/product.yml"] = yaml_text(
                {
                    "schema": "product/1",
                    "name": name,
                    "other_names": list(others.values()),
                    "product_group": grouped.product_group if grouped else None,
                    "place": _place_value(own_place),
                    "record": self.record | note,
                }
            )
        wanted = [histories.cells_of(row, name, producer.name) for row in _in_order(group.rows)]
        wanted += self._changes(group, producer)
        self._file_history(
            f"{folder}/history.csv", wanted, len(group.existing.events) if group.existing else 0
        )

    def _changes(self, group: Group, producer: _Producer) -> list[Cells]:
        """Return a row for each change of producer that this product lived through."""
        events = group.existing.events if group.existing else ()
        bearers = {self._key(row.producer_name) for row in group.rows} | {
            self._key(event.producer_name) for event in events
        }
        return [
            {
                "year": str(one.year or ""),
                "event": EventKind.PRODUCER_CHANGED.value,
                "producer_name": producer.name,
                "source": one.source,
                "note": one.reason,
            }
            for one in producer.former
            if self._key(one.producer_name) in bearers and len(bearers) > 1
        ]

    def _file_history(self, path: str, wanted: Sequence[Cells], events: int) -> None:
        file = self.root / path
        if not file.exists():
            rows = [
                [cells.get(name, "") for name in histories.COLUMNS] for cells in histories.in_order(wanted)
            ]
            self.filing.files[path] = csv_text([histories.COLUMNS, *rows])
            self.filing.rows_new += len(rows)
            return
        raw = file.read_bytes().decode("utf-8")
        table, _ = read_table(path, raw.removeprefix("\ufeff"))
        if table is None or len(table.rows) != events or "event" not in table.header:
            folder = path.rpartition("/")[0]
            facts = {"found": folder}
            self.filing.found.append(Diagnostic(importing.DOSSIER_UNREADABLE, Location(folder), facts))
            return
        standing = [row.cells for row in table.rows]
        new, contradicting = histories.missing(wanted, standing)
        self.filing.rows_new += len(new)
        self.filing.rows_kept += len(wanted) - len(new) - len(contradicting)
        for row, recorded in contradicting:
            place = table.rows[standing.index(recorded)].origin.at("star")
            facts = {"found": f"{row.get('star')} sao", "expected": f"{recorded.get('star')} sao"}
            self.filing.found.append(Diagnostic(importing.ROW_DIFFERS, place, facts))
        if new:
            self.filing.files[path] = _with_rows(raw, table, histories.places_for(new, standing))


def _with_rows(raw: str, table: Table, placed: Iterable[tuple[int, Cells]]) -> str:
    """Return a table's text with rows put in; every character that stands there is kept."""
    lines = raw.split("\n")
    ending = "\r\n" if lines[0].endswith("\r") else "\n"
    if lines[-1]:
        lines[-1:] = [lines[-1] + ending.removesuffix("\n"), ""]
    starts = [row.origin.line - 1 for row in table.rows] + [len(lines) - 1]
    inserted: dict[int, list[str]] = {}
    for after, cells in placed:
        text = csv_text([[cells.get(name, "") for name in table.header]])
        inserted.setdefault(starts[after], []).append(text.removesuffix("\n") + ending)
    pieces: list[str] = []
    for number, line in enumerate(lines):
        pieces += inserted.get(number, [])
        pieces.append(line + ("\n" if number < len(lines) - 1 else ""))
    return "".join(pieces)


def _in_order(rows: Sequence[ListRow]) -> list[ListRow]:
    """Return rows in the order their history rows take."""
    cells = [histories.cells_of(row, "", "") for row in rows]
    numbers = {id(one): number for number, one in enumerate(cells)}
    return [rows[numbers[id(one)]] for one in histories.in_order(cells)]


def _latest(rows: Sequence[ListRow]) -> ListRow | None:
    """Return the last of `rows` that has a day or a year, or else the last."""
    ordered = _in_order(rows)
    dated = [row for row in ordered if row.on or row.year]
    chosen = dated or ordered
    return chosen[-1] if chosen else None


def _place(rows: Sequence[ListRow]) -> Place:
    """Return the latest place stated to the commune, or else to the district."""
    exact = _latest([row for row in rows if row.place.commune])
    rough = _latest([row for row in rows if row.place.district])
    stated = exact or rough
    return stated.place if stated else Place()


def _within(place: Place, other: Place) -> bool:
    return (place.commune is None or place.commune == other.commune) and (
        place.district is None or place.district == other.district
    )


def _place_value(place: Place) -> dict[str, Plain]:
    return {"commune": place.commune, "district": place.district}


def _place_note(rows: Sequence[ListRow]) -> dict[str, Plain]:
    unclear = sorted({row.unclear_place for row in rows if row.unclear_place})
    if not unclear:
        return {}
    return {"note": f"Địa bàn theo nguồn, chưa đối chiếu được với danh mục: {'; '.join(unclear)}."}
