"""Where products and plans stand on the day of the build, worked out once for pages and open data alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.calendar import Period
from ocop.law import Law
from ocop.model import Product, Registry
from ocop.plan.engine import progress
from ocop.plan.model import Plan
from ocop.plan.results import PlanProgress
from ocop.site.tables import Cell, day
from ocop.site.views.state_names import STATE_LABELS, public_name, public_points
from ocop.status import Renewal, State, Status, StatusTimeline, possible_end, renewal, status_and_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A certificate that ran out: `on` is the first day without it, `star` what it was for."""

    on: date
    valid_through: date
    star: int | None


class Answers:
    """Answers under one law for one day; of each only small parts are kept."""

    def __init__(self, law: Law, as_of: date) -> None:
        self._law = law
        self._as_of = as_of
        self._cells: dict[str, Mapping[str, Cell]] = {}
        self._renewals: dict[str, Renewal] = {}
        self._possible_ends: dict[str, Period] = {}
        self._expiries: dict[str, tuple[Expiry, ...]] = {}
        self._plans: dict[tuple[str, date], PlanProgress] = {}

    def worked_out(self, product: Product) -> tuple[Status, StatusTimeline]:
        """The product's whole answer, and its states over all time."""
        answer, line = status_and_timeline(product, self._law, self._as_of)
        self._cells[product.id] = _cells(answer, line)
        self._expiries[product.id] = tuple(_expiries(line, self._as_of))
        if (ahead := renewal(answer)) is not None:
            self._renewals[product.id] = ahead
        if (ends := possible_end(answer)) is not None:
            self._possible_ends[product.id] = ends
        return answer, line

    def cells(self, product: Product) -> Mapping[str, Cell]:
        """What the open data say of the product's state."""
        if product.id not in self._cells:
            self.worked_out(product)
        return self._cells[product.id]

    def renewal(self, product: Product) -> Renewal | None:
        """The renewal ahead of the product's running certificate, when its days are known."""
        self.cells(product)
        return self._renewals.get(product.id)

    def possible_end(self, product: Product) -> Period | None:
        """Between which days a certificate that may still run ends, when no day is known."""
        self.cells(product)
        return self._possible_ends.get(product.id)

    def expiries(self, product: Product) -> tuple[Expiry, ...]:
        """Every running out of a certificate by the day of the build, as far as its day is known."""
        self.cells(product)
        return self._expiries[product.id]

    def progress(self, plan: Plan, registry: Registry, day: date | None = None) -> PlanProgress:
        """How a plan stood on `day`, that of the build unless given; `registry` is the one of the build."""
        key = (plan.id, day or self._as_of)
        if key not in self._plans:
            self._plans[key] = progress(plan, registry, self._law, key[1])
        return self._plans[key]


def _expiries(line: StatusTimeline, as_of: date) -> Iterator[Expiry]:
    before = State.NOT_REGISTERED
    for span in line.spans:
        begun = span.state is State.EXPIRED is not before
        before = span.state
        held, first = span.certificate, span.first
        if not begun or held is None or held.valid_through is None or first is None or first > as_of:
            continue
        # Without a day of its own or a printed end, the span begins on the last day that is possible.
        if held.event.on is not None or held.event.valid_through is not None:
            yield Expiry(on=first, valid_through=held.valid_through, star=held.star)


def _cells(found: Status, line: StatusTimeline) -> Mapping[str, Cell]:
    current, window = found.current, found.window
    return {
        "state": public_name(found.state),
        "state_label": STATE_LABELS[public_name(found.state)],
        "star": found.star,
        "since": day(found.since),
        "until": day(found.until),
        "decided_on": day(current.decided_on) if current else None,
        "decision": current.event.decision if current else None,
        "valid_through": day(current.valid_through) if current else None,
        "valid_through_basis": current.basis.value if current and current.basis else None,
        "window_opens_on": day(window.first) if window else None,
        "window_closes_on": day(window.last) if window else None,
        "change_points": public_points(line),
    }
