"""The bodies a plan names, each with everything the plan asks of it, wherever in the plan it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.model import Level
from ocop.plan.model import Plan, Round
from ocop.plan.results import PlanProgress
from ocop.site.views.plans import ProgressState, state_of
from ocop.site.views.undertakings import agency_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: in words, where the plan says so, its anchor on the page and, if known, its state."""

    text: str
    passage: str
    parts: tuple[str, ...] = ()
    anchor: str = ""
    state: ProgressState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """A body with its tasks; `given` is the sentence that opens them, `level` that of its government."""

    id: str
    name: str
    note: str
    level: Level | None
    given: str
    tasks: tuple[Task, ...]


def agencies(found: PlanProgress) -> tuple[AgencyView, ...]:
    """Those of the plan's bodies that have anything to do, in the plan's order."""
    plan = found.plan
    views = []
    for agency in plan.agencies:
        own = [one for one in plan.responsibilities if one.agency == agency.id]
        tasks = tuple(_tasks(agency.id, found))
        if tasks:
            views.append(
                AgencyView(
                    id=agency.id,
                    name=agency.name,
                    note=agency.note or "",
                    level=agency.level,
                    given=" ".join(f"{one.text}." for one in own if one.text),
                    tasks=tasks,
                )
            )
    return tuple(views)


def _tasks(agency: str, found: PlanProgress) -> Iterator[Task]:
    yield from _duties(agency, found.plan)
    for target in found.targets:
        if target.target.lead == agency:
            yield Task(
                text=f"Chủ trì chỉ tiêu: {target.target.name}",
                passage=f"mục {target.target.passage.section}",
                anchor=f"chi-tieu-{target.target.id}",
                state=state_of(target),
            )
    for activity in found.activities:
        if activity.activity.lead == agency:
            yield Task(
                text=f"Chủ trì: {activity.activity.name}",
                passage=f"mục {activity.activity.passage.section}",
                anchor=f"viec-{activity.activity.id}",
                state=state_of(activity),
            )
    for each in found.rounds:
        for text in _parts_in(agency, each.round):
            yield Task(
                text=text,
                passage=f"mục {each.round.passage.section}",
                anchor=f"dot-{each.round.id}",
                state=state_of(each),
            )
    yield from _elsewhere(agency, found.plan)


def _duties(agency: str, plan: Plan) -> Iterator[Task]:
    """What part IV of the plan asks of the body, or has it do for another."""
    for one in plan.responsibilities:
        if one.assigned_to == agency:
            yield Task(
                text=f"Được {agency_name(plan, one.agency)} giao chủ trì, tham mưu",
                passage=f"mục {one.section}",
            )
        if one.agency == agency:
            for duty in one.duties:
                yield Task(
                    text=duty.text,
                    passage=f"mục {one.section}, gạch đầu dòng {duty.passage.bullet}",
                    parts=duty.tasks,
                )


def _parts_in(agency: str, each: Round) -> Iterator[str]:
    if each.received_by == agency:
        yield f"{each.name}: tiếp nhận, tổng hợp hồ sơ"
    if each.evaluated_by == agency:
        yield f"{each.name}: đánh giá, phân hạng"
    if each.forwarding is not None and each.forwarding.to == agency:
        yield f"{each.name}: nhận hồ sơ từ {each.forwarding.from_points:f} điểm chuyển lên"


def _elsewhere(agency: str, plan: Plan) -> Iterator[Task]:
    """What is asked outside the parts on activities and duties: dates to set, reports to take."""
    for shared in plan.shared_windows:
        if shared.window.set_by == agency:
            yield Task(text=f"Ấn định thời gian: {shared.name}", passage=f"mục {shared.passage.section}")
    reporting = plan.reporting
    if reporting is not None:
        if reporting.reported_to == agency:
            yield Task(text="Nhận báo cáo kết quả thực hiện kế hoạch", passage="phần cuối")
        if reporting.feedback_to == agency:
            yield Task(text="Tổng hợp vướng mắc, bổ sung kế hoạch", passage="phần cuối")
        if reporting.feedback_through == agency:
            yield Task(text="Nhận phản hồi về vướng mắc để chuyển lên", passage="phần cuối")
