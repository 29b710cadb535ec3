"""What people decided about names: `dossiers/joins.csv`, read into decisions the importer follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ocop import spelling
from ocop.codes import importing
from ocop.diagnostics import Diagnostic
from ocop.recognitions.cells import ListRow, year_written
from ocop.recognitions.words import event_called
from ocop.source import Row, Table, clipped

UNNAMED = "chua-ro-chu-the"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LIMIT = 80


class Ruling(StrEnum):
    """What one decision says; the words of the column `decision`."""

    SAME_PRODUCT = "same_product"
    SAME_PRODUCER = "same_producer"
    FORMER_PRODUCER = "former_producer"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the joining table.

    Without `event` it speaks for every row of those names; with one, only for that event in that year
    (or undated, when `year` is None). For `former_producer` the year is the last in which the name was borne.
    """

    ruling: Ruling
    product_name: str
    producer_name: str
    year: int | None
    word: str | None
    producer: str
    product: str
    source: str
    reason: str

    @property
    def product_id(self) -> str:
        """The product decided for, as `<producer folder>/<product folder>`."""
        return f"{self.producer}/{self.product}"

    def covers(self, row: ListRow) -> bool:
        """Say whether this decision speaks of `row`."""
        return (
            spelling.sound(self.product_name) == spelling.sound(row.product_name)
            and spelling.sound(self.producer_name) == spelling.sound(row.producer_name)
            and (self.word is None or (self.word == row.word and self.year == row.year))
        )


class Decisions:
    """Every decision, found by what it speaks of."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.all = tuple(decisions)
        self._by_product: dict[str, list[Decision]] = {}
        for decision in self.all:
            if decision.ruling is Ruling.SAME_PRODUCT:
                self._by_product.setdefault(spelling.sound(decision.product_name), []).append(decision)

    def product_of(self, row: ListRow) -> str | None:
        """Return the product a person gave `row` to, or None; one that names the event goes first."""
        candidates = self._by_product.get(spelling.sound(row.product_name), ())
        covering = [one for one in candidates if one.covers(row)]
        covering.sort(key=lambda one: one.word is None)
        return covering[0].product_id if covering else None

    def of_producers(self) -> tuple[Decision, ...]:
        """Return the decisions that give a producer's name to a folder."""
        return tuple(one for one in self.all if one.ruling in (Ruling.SAME_PRODUCER, Ruling.FORMER_PRODUCER))

    def kept_apart(self) -> tuple[Decision, ...]:
        """Return the decisions that two records stay two."""
        return tuple(one for one in self.all if one.ruling is Ruling.APART)


def read_decisions(table: Table | None) -> tuple[Decisions, tuple[Diagnostic, ...]]:
    """Return the usable decisions of a joining table, and what is wrong with the others."""
    found: list[Diagnostic] = []
    decisions = [_decision(row, found) for row in (table.rows if table else ())]
    return Decisions(one for one in decisions if one is not None), tuple(found)


def _decision(row: Row, found: list[Diagnostic]) -> Decision | None:
    cells = {name: " ".join(cell.split()) for name, cell in row.cells.items()}
    faults: list[tuple[str, str]] = []
    ruling = cells.get("decision", "")
    if ruling not in tuple(Ruling):
        faults.append(("decision", ", ".join(Ruling)))
    word = event_called(cells.get("event", "")) if cells.get("event") else None
    if cells.get("event") and word is None:
        faults.append(("event", "một việc công nhận như trong danh sách"))
    year = year_written(cells.get("year", ""))
    if cells.get("year") and year is None:
        faults.append(("year", "một năm"))
    needs_product = ruling == Ruling.SAME_PRODUCT or (ruling == Ruling.APART and cells.get("product_name"))
    for name, needed in (("producer", True), ("product", needs_product)):
        folder = cells.get(name, "")
        if (needed or folder) and not (_SLUG.fullmatch(folder) and len(folder) <= _SLUG_LIMIT):
            faults.append((name, "tên thư mục: chữ thường không dấu, số và dấu gạch nối"))
    needs_name = "product_name" if ruling == Ruling.SAME_PRODUCT else "producer_name"
    if ruling in tuple(Ruling) and not cells.get(needs_name) and not cells.get("product_name"):
        faults.append((needs_name, "tên như trong danh sách"))
    for name, expected in faults:
        facts = {"field": name, "found": clipped(cells.get(name, "")), "expected": expected}
        found.append(Diagnostic(importing.JOIN_INVALID, row.origin.at(name), facts))
    if faults:
        return None
    return Decision(
        ruling=Ruling(ruling),
        product_name=cells.get("product_name", ""),
        producer_name=cells.get("producer_name", ""),
        year=year,
        word=word,
        producer=cells["producer"],
        product=cells.get("product", ""),
        source=cells.get("source", ""),
        reason=cells.get("reason", ""),
    )
