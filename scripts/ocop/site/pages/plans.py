"""The overview of plans and a page for each year's, with its days as a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from ocop import calendar
from ocop.plan.model import Plan
from ocop.plan.periods import report_periods
from ocop.plan.results import PlanProgress, TargetProgress
from ocop.site.calendar_file import Occasion, calendar_file
from ocop.site.page import Fragment, Page
from ocop.site.pages.plan_lists import RecordList, record_pages
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import day, rendered
from ocop.site.views.addresses import PLANS, document_address, plan_address, plan_calendar, report_address
from ocop.site.views.agencies import agencies
from ocop.site.views.deadlines import occasion, of_plan
from ocop.site.views.plan_sources import conflicts, sources
from ocop.site.views.plans import ProgressState, TargetView, tally_view, target_view
from ocop.site.views.timeline import axis
from ocop.site.views.undertakings import agency_name, round_row, sections
from ocop.site.views.world import World

_REMINDER_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A plan at a glance."""

    year: int
    title: str
    address: str
    as_of: date
    tally: tuple[ProgressState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    """The targets under one of the plan's aims; an empty `aim` gathers those under none."""

    aim: str
    passage: str
    targets: tuple[TargetView, ...]


def plan_pages(world: World) -> Iterator[Page | Fragment]:
    """The overview fragment, and for each year its page and its calendar."""
    key = world.key("plans")
    yield Fragment(
        name="plans",
        key=key,
        content=lambda: rendered("plans", PLANS, plans=plan_cards(world)),
        changed_on=world.plans_changed_on,
    )
    for plan in plans_newest_first(world):
        yield poured_page(
            "plan",
            plan_address(plan.year),
            Head(
                title=f"Kế hoạch OCOP năm {plan.year}",
                description=f"{plan.title}: chỉ tiêu, kết quả, thời hạn và nguồn.",
            ),
            key,
            partial(_page, world, plan),
            changed_on=world.plans_changed_on,
        )
        yield Page(
            address=plan_calendar(plan.year), shell="", key=key, content=partial(_calendar, world, plan)
        )
        yield from record_pages(_lists(_progress(world, plan)), key, world)


def _lists(found: PlanProgress) -> Iterator[RecordList]:
    """What is counted for each target and what is set aside, of the targets the registry counts for."""
    year = found.plan.year
    for one in found.targets:
        if one.count is None:
            continue
        page, target = plan_address(year), one.target
        trail = (*plan_trail(year), (target.name, f"{page}#chi-tieu-{target.id}"))
        for records, aside in ((one.count.units, False), (one.count.set_aside, True)):
            yield RecordList(target=target, page=page, trail=trail, about="", records=records, aside=aside)


def plan_trail(year: int) -> tuple[tuple[str, str], ...]:
    """The way from the home page to a year's plan, as crumbs have it."""
    return ("Kế hoạch", PLANS), (f"Năm {year}", plan_address(year))


def plans_newest_first(world: World) -> list[Plan]:
    """Every plan, the latest year first."""
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
        for plan in plans_newest_first(world)
    ]


def _page(world: World, plan: Plan) -> str:
    found = _progress(world, plan)
    as_of = world.site.as_of
    return rendered(
        "plan",
        plan_address(plan.year),
        plan=plan,
        as_of=as_of,
        issuer=agency_name(plan, plan.paper.issuer),
        documents=_documents(plan, world),
        tally=tally_view(found),
        reached=found.reached,
        applicable=found.applicable,
        groups=_groups(found, world),
        axis=axis(plan.year, as_of),
        sections=sections(found.activities, plan, world),
        rounds=[round_row(one, plan) for one in found.rounds],
        agencies=agencies(found),
        conflicts=conflicts(found),
        sources=sources(found),
        missing=[one.target.name for one in found.targets if one.missing],
        calendar=plan_calendar(plan.year),
        reports=[
            (period.name.vi, report_address(plan.year, period.id)) for period in report_periods(plan.year)
        ],
        all_reports=report_address(plan.year),
    )


def _documents(plan: Plan, world: World) -> dict[str, str]:
    """By the numbers of the plan's paper and of what it cites, their pages; blank where none is certain."""
    dated: list[tuple[str, date | None]] = [(plan.paper.number, plan.paper.issued_on)]
    dated += [(one.number, one.issued_on) for one in plan.references if one.number]
    found = {number: world.site.instruments.cited(number, on.year if on else None) for number, on in dated}
    return {number: document_address(one.key) if one else "" for number, one in found.items()}


def _groups(found: PlanProgress, world: World) -> list[TargetGroup]:
    """The targets under the aims that name them; one named by none comes last, under no heading."""
    page = plan_address(found.plan.year)
    left: dict[str, TargetProgress] = {one.target.id: one for one in found.targets}
    groups = []
    for aim in found.plan.aims:
        own = [left.pop(identifier) for identifier in aim.targets if identifier in left]
        if own:
            passage = f"mục {aim.passage.section}, gạch đầu dòng {aim.passage.bullet}"
            views = tuple(target_view(one, page, world) for one in own)
            groups.append(TargetGroup(aim=aim.text, passage=passage, targets=views))
    if left:
        views = tuple(target_view(one, page, world) for one in left.values())
        groups.append(TargetGroup(aim="", passage="", targets=views))
    return groups


def _calendar(world: World, plan: Plan) -> bytes:
    """The rounds and the last days of everything else that the plan dates."""
    return calendar_file(
        f"Kế hoạch OCOP Quảng Trị năm {plan.year}",
        [*(occasion(one, world) for one in of_plan(plan, world)), *_last_days(world, plan)],
        as_of=world.site.as_of,
        address=world.site.base_url + plan_calendar(plan.year),
    )


def _last_days(world: World, plan: Plan) -> Iterator[Occasion]:
    for one in _progress(world, plan).activities:
        activity = one.activity
        days = [each for each in one.windows if each.days and not each.window.all_year]
        for number, each in enumerate(() if activity.rounds else days, start=1):
            if each.days is None:
                continue
            what = f"{activity.name} – {each.window.name}" if each.window.name else activity.name
            yield Occasion(
                key=f"plan-{plan.id}.{activity.id}.{number}",
                on=each.days.last,
                title=f"Ngày cuối: {what}",
                text=f"Kế hoạch định từ {day(each.days.first)} đến hết {day(each.days.last)} "
                f"(mục {activity.passage.section}, {plan.paper.type} số {plan.paper.number}).",
                page=f"{world.site.base_url}{plan_address(plan.year)}#viec-{activity.id}",
                remind_on=calendar.days_after(each.days.last, -_REMINDER_DAYS),
            )
