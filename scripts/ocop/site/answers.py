"""Where products and plans stand on the day of the build, worked out once for pages and open data alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ocop.law import Law
from ocop.model import Product, Registry
from ocop.plan.engine import progress
from ocop.plan.model import Plan
from ocop.plan.results import PlanProgress
from ocop.site.tables import Cell, day
from ocop.site.views.state_names import STATE_LABELS, public_name, public_points
from ocop.status import Status, StatusTimeline, status_and_timeline


class Answers:
    """Answers under one law for one day; of each only the cells of the open data are kept, they are small."""

    def __init__(self, law: Law, as_of: date) -> None:
        self._law = law
        self._as_of = as_of
        self._cells: dict[str, Mapping[str, Cell]] = {}
        self._plans: dict[str, PlanProgress] = {}

    def worked_out(self, product: Product) -> tuple[Status, StatusTimeline]:
        """The product's whole answer, and its states over all time."""
        answer, line = status_and_timeline(product, self._law, self._as_of)
        self._cells[product.id] = _cells(answer, line)
        return answer, line

    def cells(self, product: Product) -> Mapping[str, Cell]:
        """What the open data say of the product's state."""
        if product.id not in self._cells:
            self.worked_out(product)
        return self._cells[product.id]

    def progress(self, plan: Plan, registry: Registry) -> PlanProgress:
        """How a plan stands; `registry` is the one of the build."""
        if plan.id not in self._plans:
            self._plans[plan.id] = progress(plan, registry, self._law, self._as_of)
        return self._plans[plan.id]


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
