"""Counts taken from the registry itself: every figure is the length of a list of linked records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.model import RECOGNITIONS, Event, EventKind, Product, Registry
from ocop.plan.events import (
    AFTER,
    NO_EVIDENCE,
    NO_LINK,
    NO_TYPE,
    NO_YEAR,
    SetAside,
    Unit,
    counted_year,
    known_by,
    lies_in,
    unit_of,
    why_not_first,
    why_not_later,
    year_or_nought,
)
from ocop.plan.model import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted, out of what when it is a share; the figures are the lengths of the lists.

    `repeated` are the records of what was counted already by another: a producer's further products.
    """

    units: tuple[Unit, ...]
    out_of: tuple[Unit, ...] | None = None
    set_aside: tuple[SetAside, ...] = ()
    repeated: tuple[Unit, ...] = ()

    @property
    def number(self) -> int:
        """How many were counted."""
        return len(self.units)

    @property
    def total(self) -> int | None:
        """How many there are to be counted, when the count is a share."""
        return None if self.out_of is None else len(self.out_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be counted: the target's measure, the days it covers and the day of asking."""

    measure: Measure
    period: Period
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A way of counting, named in plans; `is_share` when it also says out of how many."""

    id: str
    title: Text
    is_share: bool
    count: Callable[[Registry, Question], Count]


def newly_recognised_products(registry: Registry, question: Question) -> Count:
    """Count products recognised for the first time within the period."""
    units, aside = _first_recognitions(registry, question)
    return Count(units=units, set_aside=aside)


def producers_with_new_products(registry: Registry, question: Question) -> Count:
    """Count producers of the asked type that have a product recognised for the first time, each once."""
    new, aside = _first_recognitions(registry, question)
    units: dict[str, Unit] = {}
    repeated: list[Unit] = []
    untyped: list[SetAside] = []
    for unit in new:
        producer = registry.producers.get(registry.products[unit.product_id].producer_id)
        if producer is None or producer.type is None:
            untyped.append(SetAside(unit=unit, reason=NO_TYPE))
        elif producer.type == question.measure.producer_type:
            of_producer = replace(unit, id=producer.id)
            if units.setdefault(producer.id, of_producer) is not of_producer:
                repeated.append(of_producer)
    return Count(units=tuple(units.values()), set_aside=(*aside, *untyped), repeated=tuple(repeated))


def upgraded_products(registry: Registry, question: Question) -> Count:
    """Count products recognised in the asked years whose star was raised within the period."""
    units: list[Unit] = []
    aside: list[SetAside] = []
    for product, first in _recognised_between(registry, question):
        for event in product.events:
            if event.kind is not EventKind.UPGRADED or event is first:
                continue
            unit, reason = unit_of(product, event), why_not_later(event, first)
            if reason is None and lies_in(event, question.period):
                if known_by(event, question.as_of):
                    units.append(unit)
                    break
            elif (
                reason is None
                and year_or_nought(event) > question.period.last.year
                and known_by(event, question.as_of)
            ):
                aside.append(SetAside(unit=unit, reason=AFTER))
            elif reason is NO_YEAR:
                aside.append(SetAside(unit=unit, reason=NO_YEAR))
    return Count(units=tuple(units), set_aside=tuple(aside))


def re_evaluated_products(registry: Registry, question: Question) -> Count:
    """Count, of the products recognised in the asked years, those recognised again or upgraded since.

    It is counted up to the day of asking, because re-evaluation may end after the plan's year.
    """
    units: list[Unit] = []
    out_of: list[Unit] = []
    aside: list[SetAside] = []
    for product, first in _recognised_between(registry, question):
        out_of.append(unit_of(product, first))
        for event in product.events:
            if event.kind not in {EventKind.RE_RECOGNISED, EventKind.UPGRADED}:
                continue
            reason = why_not_later(event, first, last_year=question.measure.recognised_to)
            if reason is NO_YEAR or (reason is NO_EVIDENCE and known_by(event, question.as_of)):
                aside.append(SetAside(unit=unit_of(product, event), reason=reason))
            elif reason is None and known_by(event, question.as_of):
                units.append(unit_of(product, event))
                break
    return Count(units=tuple(units), out_of=tuple(out_of), set_aside=tuple(aside))


def products_with_shop_links(registry: Registry, question: Question) -> Count:
    """Count, of the products recognised by the day of asking, those whose dossier links to a shop.

    A dossier without a link does not say that the product is in no shop: it is set aside.
    """
    units: list[Unit] = []
    out_of: list[Unit] = []
    aside: list[SetAside] = []
    for product in registry.products.values():
        undated = (e for e in product.events if e.kind in RECOGNITIONS and counted_year(e) is None)
        known = (e for e in product.events if e.kind in RECOGNITIONS and known_by(e, question.as_of))
        event = next(known, None) or next(undated, None)
        if event is None:
            continue
        out_of.append(unit_of(product, event))
        unit = Unit(id=product.id, product_id=product.id, origin=product.origin, field="shop_links")
        if product.shop_links:
            units.append(unit)
        else:
            aside.append(SetAside(unit=unit, reason=NO_LINK))
    return Count(units=tuple(units), out_of=tuple(out_of), set_aside=tuple(aside))


def _first_recognitions(
    registry: Registry, question: Question
) -> tuple[tuple[Unit, ...], tuple[SetAside, ...]]:
    units: list[Unit] = []
    aside: list[SetAside] = []
    for product in registry.products.values():
        recognitions = [event for event in product.events if event.kind in RECOGNITIONS]
        for event in recognitions:
            if event.kind is not EventKind.RECOGNISED or not known_by(event, question.as_of):
                continue
            if not lies_in(event, question.period):
                if event.on and event.on > question.period.last and event.year == question.period.last.year:
                    aside.append(SetAside(unit=unit_of(product, event), reason=AFTER))
                continue
            reason = why_not_first(event, recognitions, question.measure.stars)
            if reason is not None:
                aside.append(SetAside(unit=unit_of(product, event), reason=reason))
            elif not question.measure.stars or event.star in question.measure.stars:
                units.append(unit_of(product, event))
                break
    return tuple(units), tuple(aside)


def _recognised_between(registry: Registry, question: Question) -> Iterator[tuple[Product, Event]]:
    """Yield each product with its first recognition in the asked years that is known by the day of asking."""
    first, last = question.measure.recognised_from, question.measure.recognised_to
    for product in registry.products.values():
        for event in product.events:
            asked = (first or 0) <= year_or_nought(event) <= (last or 0)
            if event.kind in RECOGNITIONS and asked and known_by(event, question.as_of):
                yield product, event
                break


COUNTERS: tuple[Counter, ...] = (
    Counter(
        id="newly_recognised_products",
        title=Text("Sản phẩm được công nhận lần đầu trong kỳ", "Products first recognised within the period"),
        is_share=False,
        count=newly_recognised_products,
    ),
    Counter(
        id="producers_with_new_products",
        title=Text(
            "Chủ thể có sản phẩm được công nhận lần đầu trong kỳ", "Producers with a newly recognised product"
        ),
        is_share=False,
        count=producers_with_new_products,
    ),
    Counter(
        id="upgraded_products",
        title=Text(
            "Sản phẩm đã công nhận được nâng hạng trong kỳ", "Recognised products upgraded within the period"
        ),
        is_share=False,
        count=upgraded_products,
    ),
    Counter(
        id="re_evaluated_products",
        title=Text("Sản phẩm đã công nhận được công nhận lại", "Recognised products recognised again"),
        is_share=True,
        count=re_evaluated_products,
    ),
    Counter(
        id="products_with_shop_links",
        title=Text("Sản phẩm có liên kết gian hàng trong hồ sơ", "Products whose dossier links to a shop"),
        is_share=True,
        count=products_with_shop_links,
    ),
)


def counter(identifier: str | None) -> Counter | None:
    """Return the counter called `identifier`, or None."""
    return next((one for one in COUNTERS if one.id == identifier), None)
