"""The overview of plans and a page for each year's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from ocop.plan.model import Plan
from ocop.plan.results import ActivityProgress, PlanProgress, RoundProgress
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import day, rendered
from ocop.site.views.addresses import PLANS, plan_address
from ocop.site.views.plans import (
    ProgressState,
    Quantity,
    SourceRow,
    late_text,
    period_text,
    progress_state,
    quantity,
    say,
    source_row,
    tally_view,
    target_view,
)
from ocop.site.views.timeline import chart
from ocop.site.views.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan at a glance."""

    year: int
    title: str
    address: str
    as_of: date
    tally: tuple[ProgressState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """An activity or a round in the table beside the drawing."""

    label: str
    name: str
    state: ProgressState
    when: str
    late: str
    lead: str
    tasks: tuple[str, ...]
    details: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    evidence: tuple[SourceRow, ...]
    context: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What the plan asks of one agency."""

    agency: str
    assigned_to: str
    text: str
    duties: tuple[tuple[str, tuple[str, ...]], ...]


def plan_pages(world: World) -> Iterator[Page | Fragment]:
    """The overview fragment and one page a year."""
    key = world.key("plans")
    yield Fragment(name="plans", key=key, content=lambda: rendered("plans", PLANS, plans=plan_cards(world)))
    for plan in _plans(world):
        yield poured_page(
            "plan",
            plan_address(plan.year),
            Head(
                title=f"Kế hoạch OCOP năm {plan.year}",
                description=f"{plan.title}: chỉ tiêu, kết quả, thời hạn và nguồn.",
            ),
            key,
            partial(_page, world, plan),
        )


def _plans(world: World) -> list[Plan]:
    return sorted(world.site.plans.values(), key=lambda plan: plan.year, reverse=True)


def _progress(world: World, plan: Plan) -> PlanProgress:
    return world.site.answers.progress(plan, world.site.registry)


def plan_cards(world: World) -> list[PlanCard]:
    """Every plan, the latest year first."""
    return [
        PlanCard(
            year=plan.year,
            title=plan.title,
            address=plan_address(plan.year),
            as_of=world.site.as_of,
            tally=tally_view(_progress(world, plan)),
        )
        for plan in _plans(world)
    ]


def _page(world: World, plan: Plan) -> str:
    found = _progress(world, plan)
    return rendered(
        "plan",
        plan_address(plan.year),
        plan=plan,
        as_of=world.site.as_of,
        tally=tally_view(found),
        reached=found.reached,
        applicable=found.applicable,
        targets=[target_view(one, world) for one in found.targets],
        chart=chart(found),
        activities=[_activity(one, plan, world) for one in found.activities],
        rounds=[_round(one, plan) for one in found.rounds],
        duties=_duties(plan),
        issuer=_agency(plan, plan.paper.issuer),
    )


def _agency(plan: Plan, identifier: str | None) -> str:
    agency = plan.agency(identifier)
    return agency.name if agency else identifier or ""


def _activity(one: ActivityProgress, plan: Plan, world: World) -> WorkRow:
    activity = one.activity
    whole_year = any(each.window.all_year for each in one.windows)
    named = [
        f"{each.window.name}: {period_text(each.days)}"
        for each in one.windows
        if each.window.name and each.days
    ]
    when = "cả năm" if whole_year else period_text(one.period)
    return WorkRow(
        label=f"{activity.passage.section}, việc {activity.passage.bullet}",
        name=activity.name,
        state=progress_state(one.state),
        when=when or "kế hoạch không ghi ngày",
        late=late_text(one.late_by, one.late_at_most),
        lead=_agency(plan, activity.lead),
        tasks=activity.tasks,
        details=(
            *((detail.name, detail.items) for detail in activity.details),
            *((("Mốc thời gian", tuple(named)),) if len(named) > 1 else ()),
        ),
        notes=tuple(say(note) for note in one.notes),
        evidence=tuple(source_row(row, title=row.title) for row in one.evidence),
        context=tuple(quantity(reading, world) for reading in one.context),
    )


def _round(one: RoundProgress, plan: Plan) -> WorkRow:
    each = one.round
    known = [
        f"{scope.name}: {scope.state.label.vi.lower()}"
        + (f", {late_text(scope.late_by, scope.late_at_most)}" if scope.late_by or scope.late_at_most else "")
        for scope in one.scopes
    ]
    points = each.forwarding
    forwarded = (
        (f"Từ {points.from_points:f} điểm chuyển {_agency(plan, points.to)}.",) if points is not None else ()
    )
    return WorkRow(
        label=each.name,
        name="; ".join(each.eligible),
        state=progress_state(one.state),
        when=f"trước {day(each.before)}, tức muộn nhất hết {day(one.closes_on)}",
        late=late_text(one.late_by, one.late_at_most),
        lead=_agency(plan, each.evaluated_by),
        tasks=forwarded,
        details=((("Đã biết theo địa phương", tuple(known)),) if known else ()),
        notes=tuple(say(note) for note in one.notes),
        evidence=tuple(source_row(row, title=row.title) for row in one.evidence),
        context=(),
    )


def _duties(plan: Plan) -> list[DutyView]:
    return [
        DutyView(
            agency=_agency(plan, one.agency),
            assigned_to=_agency(plan, one.assigned_to),
            text=one.text or "",
            duties=tuple((duty.text, duty.tasks) for duty in one.duties),
        )
        for one in plan.responsibilities
    ]
