"""Printable progress reports: of a plan for each period, and for each body and place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from ocop.law import Unit
from ocop.plan.model import Plan
from ocop.plan.periods import (
    ReportPeriod,
    activities_within,
    deeds_within,
    level_of,
    report_periods,
    reporting_units,
    rounds_within,
)
from ocop.plan.results import PlanProgress
from ocop.site.page import Fragment, Page
from ocop.site.pages.plan_lists import RecordList, record_pages
from ocop.site.pages.plans import plan_trail, plans_newest_first
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered, sentence
from ocop.site.views.addresses import plan_address, report_address, unit_address
from ocop.site.views.agencies import AgencyView, agencies
from ocop.site.views.place_counts import PlaceCounts, place_counts
from ocop.site.views.plan_reports import (
    counted_in,
    counted_within,
    deed_rows,
    issuer_words,
    place_lines,
    place_name,
    recognitions_within,
    reported_of,
    round_line,
    rows_of,
    target_lines,
)
from ocop.site.views.plan_sources import conflicts
from ocop.site.views.plans import is_long, tally_view
from ocop.site.views.undertakings import activity_row
from ocop.site.views.world import World
from ocop.spelling import slug

CountsOn = Callable[[date], PlaceCounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Whom a report is for: a body of the plan or a place; its `id` stands in the address."""

    id: str
    name: str
    agency: AgencyView | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What heads and foots every report; `periods` are its other periods: name, address, id."""

    plan: Plan
    paper: str
    plan_address: str
    list_address: str
    address: str
    full_address: str
    period: ReportPeriod
    periods: tuple[tuple[str, str, str], ...]
    about: str
    begun: bool
    told_by: date
    as_of: date
    commit: str


def plan_report_pages(world: World) -> Iterator[Page | Fragment]:
    """For each plan the list of its reports, and every report at its own address."""
    key = world.key("plan-reports")
    for plan in plans_newest_first(world):
        periods, reporters = report_periods(plan.year), _reporters(plan, world)
        counts = cache(partial(_counts_on, world, plan))
        yield poured_page(
            "plan",
            report_address(plan.year),
            Head(
                title=f"Báo cáo tiến độ kế hoạch OCOP năm {plan.year}",
                description=f"Báo cáo in được của kế hoạch năm {plan.year}, theo kỳ, cơ quan và địa phương.",
            ),
            key,
            partial(_list, plan, periods, reporters),
            changed_on=world.plans_changed_on,
        )
        for period in periods:
            for reporter in (None, *reporters):
                name = f" – {reporter.name}" if reporter else ""
                yield poured_page(
                    "plan",
                    report_address(plan.year, period.id, reporter.id if reporter else ""),
                    Head(
                        title=f"Báo cáo tiến độ OCOP {period.name.vi}{name}",
                        description=f"Tiến độ kế hoạch OCOP {period.name.vi}{name}: kết quả, nguồn, "
                        "điều chưa có số liệu.",
                    ),
                    key,
                    partial(_report, world, counts, period, reporter),
                    changed_on=world.plans_changed_on,
                )
        # Counting for every period takes its time: not where no list can be long.
        if is_long(world.rows):
            yield from record_pages(_lists(world, counts, periods, reporters), key, world)


def _counts_on(world: World, plan: Plan, day: date) -> PlaceCounts:
    return place_counts(world.site.answers.progress(plan, world.site.registry, day), world)


def _lists(
    world: World, counts: CountsOn, periods: Iterable[ReportPeriod], reporters: Sequence[Reporter]
) -> Iterator[RecordList]:
    """What the reports count: of the whole plan and of each place, in each period."""
    for period in periods:
        found = counts(period.told_by(world.site.as_of))
        year = found.then.plan.year
        page = report_address(year, period.id)
        trail = (*plan_trail(year), ("Báo cáo", report_address(year)))
        name = sentence(period.name.vi)
        for one in found.then.targets:
            yield RecordList(
                target=one.target,
                page=page,
                trail=(*trail, (name, f"{page}#chi-tieu")),
                about=period.name.vi,
                records=counted_within(one, period.days),
            )
        for reporter in reporters:
            if reporter.unit is None:
                continue
            own = report_address(year, period.id, reporter.id)
            for target, _, units in counted_in(found, reporter.unit, period):
                yield RecordList(
                    target=target,
                    page=own,
                    trail=(*trail, (f"{name}, {place_name(reporter.unit)}", f"{own}#dem")),
                    about=f"{period.name.vi}, {place_name(reporter.unit)}",
                    records=units,
                )


def _reporters(plan: Plan, world: World) -> tuple[Reporter, ...]:
    """The bodies with something to do, then the places below the province."""
    found = world.site.answers.progress(plan, world.site.registry)
    return (
        *(Reporter(id=one.id, name=one.name, agency=one) for one in agencies(found)),
        *(
            Reporter(id=slug(unit.name), name=unit.name, unit=unit)
            for unit in reporting_units(plan, world.site.law)
        ),
    )


def _list(plan: Plan, periods: tuple[ReportPeriod, ...], reporters: tuple[Reporter, ...]) -> str:
    return rendered(
        "report_list",
        report_address(plan.year),
        plan=plan,
        plan_address=plan_address(plan.year),
        rows=[
            (name, [(period.part.vi, report_address(plan.year, period.id, who)) for period in periods])
            for name, who in (("Toàn kế hoạch", ""), *((one.name, one.id) for one in reporters))
        ],
    )


def _report(world: World, counts: CountsOn, period: ReportPeriod, reporter: Reporter | None) -> str:
    found = counts(period.told_by(world.site.as_of))
    frame = _frame(world, found.then.plan, period, reporter)
    if reporter is not None and reporter.agency is not None:
        return _of_agency(world, frame, found.then, reporter.agency)
    if reporter is not None and reporter.unit is not None:
        return _of_place(world, frame, found, reporter.unit)
    return _of_plan(world, frame, found.then)


def _frame(world: World, plan: Plan, period: ReportPeriod, reporter: Reporter | None) -> Frame:
    site, who = world.site, reporter.id if reporter else ""
    address = report_address(plan.year, period.id, who)
    return Frame(
        plan=plan,
        paper=issuer_words(plan),
        plan_address=plan_address(plan.year),
        list_address=report_address(plan.year),
        address=address,
        full_address=site.base_url + address,
        period=period,
        periods=tuple(
            (one.name.vi, report_address(plan.year, one.id, who), one.id) for one in report_periods(plan.year)
        ),
        about=reporter.name if reporter else "",
        begun=period.days.first <= site.as_of,
        told_by=period.told_by(site.as_of),
        as_of=site.as_of,
        commit=site.commit,
    )


def _of_plan(world: World, frame: Frame, then: PlanProgress) -> str:
    plan, days = frame.plan, frame.period.days
    now = world.site.answers.progress(plan, world.site.registry)
    return rendered(
        "report_plan",
        frame.address,
        frame=frame,
        tally=tally_view(then),
        targets=target_lines(then, now, days, frame.address, world),
        activities=[activity_row(one, plan, world) for one in activities_within(then, days)],
        rounds=[round_line(one) for one in rounds_within(then, days)],
        deeds=deed_rows(deeds_within(plan, days), plan),
        recognised=recognitions_within(world.rows, days, frame.told_by, world),
        conflicts=conflicts(then),
        missing=[one.target.name for one in then.targets if one.missing],
    )


def _of_agency(world: World, frame: Frame, then: PlanProgress, agency: AgencyView) -> str:
    """The body's tasks as they stood, and the activities it leads within the period."""
    return rendered(
        "report_agency",
        frame.address,
        frame=frame,
        agency=next((one for one in agencies(then) if one.id == agency.id), agency),
        activities=[
            activity_row(one, frame.plan, world)
            for one in activities_within(then, frame.period.days)
            if one.activity.lead == agency.id
        ],
    )


def _of_place(world: World, frame: Frame, found: PlaceCounts, unit: Unit) -> str:
    """What the register counts there, the rounds of its level, and the tasks of bodies like its own."""
    then, level = found.then, level_of(unit)
    return rendered(
        "report_place",
        frame.address,
        frame=frame,
        place=place_name(unit),
        unit_address=unit_address(unit),
        products=len(rows_of(unit, world)),
        counted=place_lines(found, unit, frame.period, frame.address, world),
        rounds=[
            round_line(one, unit)
            for one in rounds_within(then, frame.period.days)
            if one.round.level is level
        ],
        reported=reported_of(frame.plan, unit, frame.told_by),
        recognised=recognitions_within(rows_of(unit, world), frame.period.days, frame.told_by, world),
        duties=[one for one in agencies(then) if one.level is level],
    )
