"""What the decisions that histories name must be: a number that can be read, of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from ocop import calendar
from ocop.citations import citation_written
from ocop.codes import procedure
from ocop.diagnostics import Diagnostic
from ocop.model import Event, Product


def decision_bears_a_number(event: Event) -> Iterator[Diagnostic]:
    """Yield a problem when what stands for a decision is no document's number."""
    if event.decision and citation_written(event.decision) is None:
        yield Diagnostic(procedure.NUMBER_UNREADABLE, event.origin.at("decision"), {"found": event.decision})


def numbers_are_of_one_day(products: Iterable[Product]) -> Iterator[Diagnostic]:
    """Yield each number that its issuer would have given twice in a year.

    The number starts anew with each year and each body (Nghị định 30/2020/NĐ-CP, Phụ lục I), so that within
    one year it stands for one decision of one day.
    """
    first: dict[tuple[str, str, int], tuple[date, Event]] = {}
    for product in products:
        for event in product.events:
            if not event.decision or event.issuer is None or event.on is None:
                continue
            number = _number(event.decision)
            if number is None:
                continue
            key, written = number
            day, other = first.setdefault((event.issuer, key, event.on.year), (event.on, event))
            if day != event.on:
                facts = {"found": written, "agency": event.issuer}
                facts |= {"day": calendar.in_table(event.on), "expected": calendar.in_table(day)}
                yield Diagnostic(
                    procedure.NUMBER_OF_TWO_DAYS, event.origin.at("on"), facts, (other.origin.at("on"),)
                )


@lru_cache(maxsize=65536)
def _number(decision: str) -> tuple[str, str] | None:
    """What all spellings of a decision's number share, and the number as papers print it."""
    citation = citation_written(decision)
    return (citation.key, citation.written) if citation else None
