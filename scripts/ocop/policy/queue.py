"""The review queue (hàng chờ thẩm định): who waits for whom, since when, and until when by law.

It is worked out from dated events alone, so that handed a disclosed registry it holds what all may know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ocop.diagnostics import Text
from ocop.law import Law
from ocop.model import Product
from ocop.status import Stage, status

_WAITING = frozenset({Stage.SUBMITTED, Stage.FORWARDED, Stage.EVALUATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One product's application in the queue of whoever has to act, `position` 1 being the first to come.

    `since` is the day of the latest step, None when it is not on record; `until` the last day that the act
    `citation` allows, included, None when it sets none or it cannot be told.
    """

    product: str
    name: str
    stage: Stage
    who: Text
    action: Text
    since: date | None
    days: int | None
    until: date | None
    citation: str
    is_overdue: bool
    position: int = 0


def review_queue(products: Iterable[Product], law: Law, as_of: date) -> tuple[Waiting, ...]:
    """Return every application that waits for an authority on `as_of`, grouped by whose turn it is."""
    found = sorted(_waiting(products, law, as_of), key=_order)
    places: Counter[str] = Counter()
    numbered = []
    for one in found:
        places[one.who.vi] += 1
        numbered.append(replace(one, position=places[one.who.vi]))
    return tuple(numbered)


def _order(one: Waiting) -> tuple[str, date, str]:
    return one.who.vi, one.since or date.max, one.product


def _waiting(products: Iterable[Product], law: Law, as_of: date) -> Iterator[Waiting]:
    for product in products:
        now = status(product, law, as_of)
        step = now.next_step
        if now.stage not in _WAITING or step is None:
            continue
        yield Waiting(
            product=product.id,
            name=product.name,
            stage=now.stage,
            who=step.who,
            action=step.action,
            since=now.stage_since,
            days=(as_of - now.stage_since).days if now.stage_since else None,
            until=step.until,
            citation=step.citation,
            is_overdue=step.until is not None and step.until < as_of,
        )
