"""A plan's periodic report: how things stood at a period's end, what was done in it, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.calendar import Period, in_citation
from ocop.law import Unit
from ocop.model import RECOGNITIONS
from ocop.plan.counters import Counter, counter
from ocop.plan.events import Unit as Counted
from ocop.plan.model import Actual, Plan, Status, Target
from ocop.plan.periods import ReportPeriod, overlap
from ocop.plan.results import PlanProgress, RoundProgress, TargetProgress
from ocop.site.render import day
from ocop.site.views import parts
from ocop.site.views.addresses import list_address
from ocop.site.views.place_counts import PlaceCounts, place_key
from ocop.site.views.places import lowered
from ocop.site.views.plans import (
    Listing,
    Outcome,
    ProgressState,
    SourceRow,
    late_text,
    listing,
    outcome,
    shown_state,
    source_row,
)
from ocop.site.views.undertakings import agency_name
from ocop.site.views.world import ProductRow, World


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A target at the end of the period and on the day of the build, with what was counted in between."""

    then: Outcome
    now: Outcome
    counted: Listing

    @property
    def moved(self) -> bool:
        """Whether something has become known since the period's end."""
        return (self.then.state, self.then.actual) != (self.now.state, self.now.actual)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """What the register counts for one target in one place; `share_of` is the whole, for shares only."""

    name: str
    wanted: str
    counted: Listing
    share_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A round as far as one place or the whole province is concerned."""

    name: str
    limit: str
    state: ProgressState
    late: str
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionLine:
    """A product recognised within the period."""

    product: ProductRow
    on: date
    deed: str
    star: int | None
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognitions:
    """How many recognitions fall into the period, and those that a report has room for."""

    number: int
    shown: tuple[RecognitionLine, ...]


def target_lines(
    then: PlanProgress, now: PlanProgress, days: Period, page: str, world: World
) -> tuple[TargetLine, ...]:
    """Every target of the plan, in its order, for the report that stands at `page`."""
    today = {one.target.id: one for one in now.targets}
    return tuple(
        TargetLine(
            then=outcome(one),
            now=outcome(today[one.target.id]),
            counted=listing(counted_within(one, days), list_address(page, one.target.id), world),
        )
        for one in then.targets
    )


def counted_within(one: TargetProgress, days: Period) -> tuple[Counted, ...]:
    """What counts for a target by a day within the period."""
    units = one.count.units if one.count else ()
    return tuple(unit for unit in units if unit.on is not None and unit.on in days)


def place_lines(
    counts: PlaceCounts, unit: Unit, period: ReportPeriod, page: str, world: World
) -> tuple[PlaceLine, ...]:
    """What the register counts in one place within the period, for every target that it counts at all."""
    return tuple(
        PlaceLine(
            name=target.name,
            wanted=chosen.title.vi,
            counted=listing(units, list_address(page, target.id), world),
            share_of=counts.total_in(target.id, unit),
        )
        for target, chosen, units in counted_in(counts, unit, period)
    )


def counted_in(
    counts: PlaceCounts, unit: Unit, period: ReportPeriod
) -> Iterator[tuple[Target, Counter, tuple[Counted, ...]]]:
    """What counts in one place within the period, by target; a share counts up to the period's end."""
    plan = counts.then.plan
    for one in counts.then.targets:
        target, chosen = one.target, counter(one.target.measure.counter)
        if one.count is None or chosen is None:
            continue
        days = target.days(plan.year)
        shared = overlap(days, period.days) if days is not None else None
        if shared is not None or chosen.is_share:
            yield target, chosen, counts.units_in(target.id, unit, None if chosen.is_share else shared)


def rows_of(unit: Unit, world: World) -> tuple[ProductRow, ...]:
    """The products of a district of before 01/07/2025 or of a commune of today."""
    return world.rows_of_unit.get(place_key(unit), ())


def round_line(one: RoundProgress, unit: Unit | None = None) -> RoundLine:
    """A round for the province, or for `unit` by what sources say of it alone."""
    limit = f"trước {day(one.round.before)}"
    if unit is None:
        rows, state, late = one.evidence, one.state, late_text(one.late_by, one.late_at_most)
    else:
        own = next((scope for scope in one.scopes if scope.unit_id == unit.id), None)
        rows = own.evidence if own else ()
        state = own.state if own else one.state
        late = late_text(own.late_by, own.late_at_most) if own else ""
    return RoundLine(
        name=one.round.name,
        limit=limit,
        state=shown_state(state, recorded=bool(rows)),
        late=late,
        rows=tuple(source_row(row, title=row.title) for row in rows),
    )


def reported_of(plan: Plan, unit: Unit, told_by: date) -> tuple[tuple[str, SourceRow], ...]:
    """What sources say of one place alone, with the name of the item it is said of."""
    names = _names(plan)
    return tuple(
        (names[row.item], source_row(row, title=row.title))
        for row in plan.actuals
        if row.scope == unit.id and row.status is not Status.NO_FIGURE and _known(row, told_by)
        if row.item in names
    )


def _known(row: Actual, told_by: date) -> bool:
    if row.done_on is not None:
        return row.done_on <= told_by
    return row.known is None or row.known.last <= told_by


def _names(plan: Plan) -> Mapping[str, str]:
    return {
        **{one.id: one.name for one in plan.targets},
        **{one.id: one.name for one in plan.activities},
        **{one.id: one.name for one in plan.rounds},
    }


def deed_rows(deeds: Iterator[Actual], plan: Plan) -> tuple[tuple[str, SourceRow], ...]:
    """What was done within a period, each with the name of the item it belongs to."""
    names = _names(plan)
    return tuple((names.get(row.item, row.item), source_row(row, title=row.title)) for row in deeds)


def recognitions_within(
    rows: Sequence[ProductRow], days: Period, told_by: date, world: World
) -> Recognitions:
    """The recognitions of `rows` whose decision bears a day within the period, by that day."""
    products = world.site.registry.products
    found = [
        (event.on, row.rank, row, event)
        for row in rows
        for event in products[row.id].events
        if event.kind in RECOGNITIONS and event.on and event.on in days and event.on <= told_by
    ]
    found.sort(key=lambda one: one[:2])
    return Recognitions(
        number=len(found),
        shown=tuple(
            RecognitionLine(
                product=row,
                on=on,
                deed=world.labels.event(event.kind),
                star=event.star,
                decision=event.decision or "",
            )
            for on, _, row, event in found[: parts.RECOGNISED]
        ),
    )


def issuer_words(plan: Plan) -> str:
    """The paper behind the plan in one line."""
    paper = plan.paper
    signed, issuer = in_citation(paper.issued_on), agency_name(plan, paper.issuer)
    return f"{paper.type} số {paper.number} ngày {signed} của {issuer}"


def place_name(unit: Unit) -> str:
    """A place inside a sentence, marked as former when it no longer stands."""
    return f"{lowered(unit.name)} (đơn vị trước 01/07/2025)" if unit.valid_to else lowered(unit.name)
