"""Activities and rounds of a plan as pages show them: in words, on the year's line, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.plan.model import Actual, Plan
from ocop.plan.results import ActivityProgress, RoundProgress
from ocop.site.render import day
from ocop.site.views.plans import (
    ProgressState,
    Quantity,
    SourceRow,
    late_text,
    period_text,
    quantity,
    say,
    source_row,
    state_of,
)
from ocop.site.views.timeline import Lane, lane
from ocop.site.views.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """An activity or a round; `anchor` is its id on the plan's page, `drawn` says the drawing in words."""

    anchor: str
    label: str
    name: str
    state: ProgressState
    when: str
    late: str
    lead: str
    lane: Lane
    drawn: str
    tasks: tuple[str, ...]
    details: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    evidence: tuple[SourceRow, ...]
    context: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSection:
    """The activities under one heading of the plan."""

    number: str
    name: str
    rows: tuple[WorkRow, ...]


def sections(found: Sequence[ActivityProgress], plan: Plan, world: World) -> tuple[WorkSection, ...]:
    """The activities under the plan's own headings, in its order; without headings all stand under one."""
    names = dict(plan.sections)
    numbers = dict.fromkeys(one.activity.passage.section for one in found)
    return tuple(
        WorkSection(
            number=number,
            name=names.get(number, ""),
            rows=tuple(
                activity_row(one, plan, world) for one in found if one.activity.passage.section == number
            ),
        )
        for number in numbers
    )


def activity_row(one: ActivityProgress, plan: Plan, world: World) -> WorkRow:
    """The view of one activity."""
    activity = one.activity
    all_year = any(each.window.all_year for each in one.windows)
    named = [
        f"{each.window.name}: {period_text(each.days)}"
        for each in one.windows
        if each.window.name and each.days
    ]
    when = "cả năm" if all_year else period_text(one.period)
    limits = [each.days.last for each in one.windows if each.days and activity.rounds]
    return WorkRow(
        anchor=f"viec-{activity.id}",
        label=f"việc {activity.passage.bullet}",
        name=activity.name,
        state=state_of(one),
        when=when or "kế hoạch không ghi ngày",
        late=late_text(one.late_by, one.late_at_most),
        lead=agency_name(plan, activity.lead),
        lane=lane(
            plan.year,
            [each.days for each in one.windows if each.days and not activity.rounds],
            all_year=all_year,
            limits=limits,
            deeds=_deeds(one.evidence),
        ),
        drawn=_drawn(when, one.evidence),
        tasks=activity.tasks,
        details=(
            *((detail.name, detail.items) for detail in activity.details),
            *((("Mốc thời gian", tuple(named)),) if len(named) > 1 else ()),
        ),
        notes=tuple(say(note) for note in one.notes),
        evidence=tuple(source_row(row, title=row.title) for row in one.evidence),
        context=tuple(quantity(reading, world) for reading in one.context),
    )


def round_row(one: RoundProgress, plan: Plan) -> WorkRow:
    """The view of one round."""
    each = one.round
    known = [
        f"{scope.name}: {scope.state.label.vi.lower()}"
        + (f", {late_text(scope.late_by, scope.late_at_most)}" if scope.late_by or scope.late_at_most else "")
        for scope in one.scopes
    ]
    points = each.forwarding
    forwarded = (
        (f"Từ {points.from_points:f} điểm chuyển {agency_name(plan, points.to)}.",)
        if points is not None
        else ()
    )
    when = f"trước {day(each.before)}, tức muộn nhất hết {day(one.closes_on)}"
    return WorkRow(
        anchor=f"dot-{each.id}",
        label=each.name,
        name="; ".join(each.eligible),
        state=state_of(one),
        when=when,
        late=late_text(one.late_by, one.late_at_most),
        lead=agency_name(plan, each.evaluated_by),
        lane=lane(plan.year, [], limits=[one.closes_on], deeds=_deeds(one.evidence)),
        drawn=_drawn(when, one.evidence),
        tasks=forwarded,
        details=((("Đã biết theo địa phương", tuple(known)),) if known else ()),
        notes=tuple(say(note) for note in one.notes),
        evidence=tuple(source_row(row, title=row.title) for row in one.evidence),
        context=(),
    )


def agency_name(plan: Plan, identifier: str | None) -> str:
    """A body the plan names; an id it does not list is shown as it stands."""
    agency = plan.agency(identifier)
    return agency.name if agency else identifier or ""


def _deeds(rows: Sequence[Actual]) -> list[date]:
    return [row.done_on for row in rows if row.done_on is not None]


def _drawn(when: str, rows: Sequence[Actual]) -> str:
    done = "; ".join(day(one) for one in _deeds(rows))
    return f"{when}; đã làm {done}" if done else f"{when}; chưa có ngày làm"
