"""Read one record of a list: each cell as what it means, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ocop import calendar, spelling
from ocop.codes import importing, reading
from ocop.diagnostics import Diagnostic, Location
from ocop.law import Law, Term
from ocop.model import EventKind, Level, Place
from ocop.recognitions.places import Gazetteer
from ocop.recognitions.words import COLUMNS, EVENTS, event_called
from ocop.source import clipped

_Value = TypeVar("_Value", int, date)
_SHORTEST_NAME = 2
_FIRST_YEAR, _LAST_YEAR = 2018, 2100
_STAR = re.compile(r"(?:hạng\s*|ocop\s*)?([1-5])(?:\.0)?\s*(?:sao|★|\*|stars?)?", re.IGNORECASE)
_STARS = re.compile(r"[★*]{1,5}")
_YEAR = re.compile(r"(?:năm\s*)?([0-9]{4})(?:\.0)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One recognition as a list states it; blank cells are blank or None."""

    line: int
    product_name: str
    producer_name: str
    stated_type: str
    producer_type: str | None
    place: Place
    unclear_place: str
    product_group: str | None
    word: str
    kind: EventKind
    level: Level | None
    issuer: str | None
    star: int | None
    decision: str
    on: date | None
    year: int | None
    valid_through: date | None
    source: str
    note: str


def star_written(text: str) -> int | None:
    """Return the star a cell means (`3`, `3 sao`, `★★★`), or None."""
    digit = _STAR.fullmatch(text)
    if digit:
        return int(digit.group(1))
    return len(text) if _STARS.fullmatch(text) else None


def year_written(text: str) -> int | None:
    """Return the year a cell means, or None when it means none the programme knows."""
    year = _YEAR.fullmatch(text)
    return int(year.group(1)) if year and _FIRST_YEAR <= int(year.group(1)) <= _LAST_YEAR else None


def event_wordings() -> str:
    """Return one wording of each event, for people to choose from."""
    return ", ".join((word.aliases or (key,))[0] for key, word in EVENTS.items())


def _aliases(term: Term) -> tuple[str, ...]:
    return (term.label.vi, *term.attributes.get("aliases", "").split("|"))


def years_around(on: date | None, year: int | None) -> tuple[date, date] | None:
    """Return the first and last day an event may fall on: its day, or its year and the next one."""
    if on is not None:
        return on, on
    return (date(year, 1, 1), date(year + 1, 12, 31)) if year is not None else None


class RowReader:
    """Turns the records of one list into rows, reporting at each record's place."""

    def __init__(self, path: str, law: Law, gazetteer: Gazetteer, found: list[Diagnostic]) -> None:
        self.path, self.law, self.gazetteer, self.found = path, law, gazetteer, found
        self.line = 0
        self.sound = True
        self._wordings: dict[str, dict[str, str]] = {}

    def row(self, line: int, cells: Mapping[str, str]) -> ListRow | None:
        """Return the record on `line` as a row, or None when one of its cells cannot be read."""
        self.line, self.sound = line, True
        self.refuse_unreadable_text(cells)
        for name in ("product_name", "producer_name"):
            if len(cells.get(name, "--")) < _SHORTEST_NAME and (name == "product_name" or cells[name]):
                self.unreadable(name, cells[name], f"tên ít nhất {_SHORTEST_NAME} chữ")
        word = event_called(cells["event"])
        if word is None:
            facts = {
                "found": clipped(cells["event"]),
                "expected": event_wordings(),
                "nearest": spelling.nearest(cells["event"], (a for w in EVENTS.values() for a in w.aliases))
                or "–",
            }
            self.found.append(Diagnostic(importing.EVENT_UNKNOWN, self.at("event"), facts))
        star = self.value(cells, "star", star_written, "hạng từ 1 đến 5")
        year = self.value(cells, "year", year_written, f"năm từ {_FIRST_YEAR}")
        on = self.value(cells, "decision_date", calendar.day_written, "ngày/tháng/năm hoặc năm-tháng-ngày")
        valid_through = self.value(
            cells, "valid_through", calendar.day_written, "ngày/tháng/năm hoặc năm-tháng-ngày"
        )
        if word is None or not self.sound:
            return None
        meaning = EVENTS[word]
        place, unclear = self.place(cells, on, year)
        level = self.term(cells, "level", "levels", lambda term: (term.label.vi,))
        return ListRow(
            line=self.line,
            product_name=cells["product_name"],
            producer_name=cells.get("producer_name", ""),
            stated_type=cells.get("producer_type", ""),
            producer_type=self.term(cells, "producer_type", "producer-types", _aliases),
            place=place,
            unclear_place=unclear,
            product_group=self.group(cells, on, year),
            word=word,
            kind=meaning.kind,
            level=Level(level) if level else meaning.level,
            issuer=self.term(
                cells, "issuer", "agencies", lambda term: (term.label.vi, term.attributes.get("short_vi", ""))
            ),
            star=star or meaning.star,
            decision=cells.get("decision_number", ""),
            on=on,
            year=year,
            valid_through=valid_through,
            source=cells.get("source_url", ""),
            note=cells.get("note", ""),
        )

    def at(self, field: str) -> Location:
        """Return the place of the record, under the column `field`."""
        return Location(self.path, self.line, 1, field)

    def unreadable(self, field: str, shown: str, expected: str) -> None:
        """Report a cell that cannot be read; the row is lost with it."""
        self.sound = False
        facts = {
            "title": COLUMNS[field].title,
            "field": field,
            "found": clipped(shown),
            "expected": expected,
        }
        self.found.append(Diagnostic(importing.LIST_CELL, self.at(field), facts))

    def refuse_unreadable_text(self, cells: Mapping[str, str]) -> None:
        """Report cells too long for a dossier, and a record that stands in a legacy encoding."""
        for name, cell in cells.items():
            if len(cell) > COLUMNS[name].limit:
                self.unreadable(name, cell, f"không quá {COLUMNS[name].limit} chữ")
        texts = (*cells.values(), " ".join(cells.values()))
        encoding = next(filter(None, map(spelling.mis_encoding, texts)), None)
        if encoding is not None:
            self.sound = False
            facts = {"found": clipped(cells["product_name"]), "encoding": encoding}
            self.found.append(Diagnostic(reading.LEGACY_ENCODING, self.at("product_name"), facts))

    def value(
        self, cells: Mapping[str, str], field: str, written: Callable[[str], _Value | None], expected: str
    ) -> _Value | None:
        """Return what a cell means; a cell that means nothing is reported, a blank one is None."""
        cell = cells.get(field, "")
        if not cell:
            return None
        value = written(cell)
        if value is None:
            self.unreadable(field, cell, expected)
        return value

    def term(
        self, cells: Mapping[str, str], field: str, name: str, wordings: Callable[[Term], tuple[str, ...]]
    ) -> str | None:
        """Return the code in `schemas/lists/<name>.csv` that a cell means; an unknown word is reported."""
        cell = cells.get(field, "")
        if not cell:
            return None
        terms = self.law.lists.get(name, {})
        if name not in self._wordings:
            self._wordings[name] = {
                spelling.slug(wording): code
                for code, term in terms.items()
                for wording in (code, *wordings(term))
                if wording
            }
        code = self._wordings[name].get(spelling.slug(cell))
        if code is None:
            labels = [wording for term in terms.values() for wording in wordings(term)]
            self.unresolved(field, cell, f"schemas/lists/{name}.csv", labels)
        return code

    def group(self, cells: Mapping[str, str], on: date | None, year: int | None) -> str | None:
        """Return the product group a cell names, unless several acts in force then have one of that name."""
        cell = cells.get("product_group", "")
        if not cell:
            return None
        span = (on, on) if on else (date(year, 1, 1), date(year, 12, 31)) if year else None
        sought = spelling.slug(cell)
        fitting = [
            code
            for code, term in self.law.lists.get("product-groups", {}).items()
            if sought in (spelling.slug(code), spelling.slug(term.label.vi))
            and (span is None or self.in_force(term.attributes.get("rule_set", ""), span))
        ]
        if len(fitting) == 1:
            return fitting[0]
        labels = [term.label.vi for term in self.law.lists.get("product-groups", {}).values()]
        self.unresolved("product_group", cell, "schemas/lists/product-groups.csv", labels)
        return None

    def in_force(self, rule_set_id: str, span: tuple[date, date]) -> bool:
        """Say whether an act took new applications at some time within `span`."""
        return any(
            one.id == rule_set_id
            and one.in_force_from <= span[1]
            and (one.in_force_to is None or one.in_force_to >= span[0])
            for one in self.law.rule_sets
        )

    def unresolved(self, field: str, shown: str, expected: str, known: Iterable[str]) -> None:
        """Report a word that no list holds; the row is kept without its code."""
        facts = {
            "title": COLUMNS[field].title,
            "field": field,
            "found": clipped(shown),
            "expected": expected,
            "nearest": spelling.nearest(shown, known) or "–",
        }
        self.found.append(Diagnostic(importing.WORD_UNRESOLVED, self.at(field), facts))

    def place(self, cells: Mapping[str, str], on: date | None, year: int | None) -> tuple[Place, str]:
        """Return the units a record names, and the names that could not be matched, as written."""
        commune, district = cells.get("commune", ""), cells.get("district", "")
        within = (date(year, 1, 1), date(year, 12, 31)) if year and not on else None
        place, unclear = self.gazetteer.place(commune, district, within or years_around(on, year))
        if unclear and within:
            place, unclear = self.gazetteer.place(commune, district, years_around(on, year))
        for field in unclear:
            facts = {
                "field": field,
                "found": clipped(cells[field]),
                "nearest": self.gazetteer.nearest(cells[field]) or "–",
            }
            self.found.append(Diagnostic(importing.UNIT_UNRESOLVED, self.at(field), facts))
        return place, ", ".join(cells[field] for field in sorted(unclear))
