"""What one part of a plan says of another: every id named must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocop import spelling
from ocop.codes import planning
from ocop.diagnostics import Diagnostic
from ocop.plan.model import Plan, Window
from ocop.plan.paper import Anchor

# The parts of a plan that name another part by its id, as their schema titles them.
_PARTS = {
    "serves": "Phục vụ chỉ tiêu",
    "rounds": "Các đợt",
    "shared_windows": "Thời gian dùng chung",
    "lead": "Cơ quan chủ trì",
    "received_by": "Nơi nhận hồ sơ",
    "evaluated_by": "Nơi đánh giá",
    "forwards.to": "Chuyển tới",
    "agency": "Cơ quan",
    "assigned_to": "Giao cho",
    "reported_to": "Báo cáo",
    "feedback_to": "Phản hồi về",
    "feedback_through": "Qua",
    "targets": "Chỉ tiêu",
    "references": "Văn bản liên quan",
    "document.issuer": "Cơ quan ban hành",
    "set_by": "Do cơ quan khác ấn định",
}


@dataclass(frozen=True, slots=True)
class _Mention:
    """Ids that a part of the plan names under one key."""

    title: str
    field: str
    found: tuple[str | None, ...]
    anchor: Anchor


def parts_exist(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each reference inside the plan that leads nowhere."""
    agencies = [one.id for one in plan.agencies]
    yield from _lost(_of_agencies(plan), agencies)
    yield from _lost(_of_targets(plan), [one.id for one in plan.targets])
    papers = [one.number for one in plan.references if one.number]
    statements = (
        *plan.purposes,
        *plan.requirements,
        *(duty for one in plan.responsibilities for duty in one.duties),
    )
    yield from _lost(
        (_Mention(one.text, "references", one.references, one.anchor) for one in statements), papers
    )
    rounds = (_Mention(one.name, "rounds", one.rounds, one.anchor) for one in plan.activities)
    yield from _lost(rounds, [one.id for one in plan.rounds])
    shared = (_Mention(one.name, "shared_windows", one.shared_windows, one.anchor) for one in plan.activities)
    yield from _lost(shared, [one.id for one in plan.shared_windows])


def _lost(mentions: Iterable[_Mention], known: list[str]) -> Iterator[Diagnostic]:
    for mention in mentions:
        for identifier in mention.found:
            if identifier and identifier not in known:
                facts = {
                    "title": mention.title,
                    "field": mention.field,
                    "part": _PARTS[mention.field],
                    "found": identifier,
                    "nearest": spelling.nearest(identifier, known) or "–",
                }
                yield Diagnostic(planning.UNKNOWN_PART, mention.anchor.at(mention.field), facts)


def _of_targets(plan: Plan) -> Iterator[_Mention]:
    for activity in plan.activities:
        yield _Mention(activity.name, "serves", activity.serves, activity.anchor)
    for aim in plan.aims:
        yield _Mention(aim.text, "targets", aim.targets, aim.anchor)


def _of_agencies(plan: Plan) -> Iterator[_Mention]:
    yield _Mention(plan.title, "document.issuer", (plan.paper.issuer,), plan.anchor)
    for target in plan.targets:
        yield _Mention(target.name, "lead", (target.lead,), target.anchor)
    for activity in plan.activities:
        yield _Mention(activity.name, "lead", (activity.lead,), activity.anchor)
    for each in plan.rounds:
        yield _Mention(each.name, "received_by", (each.received_by,), each.anchor)
        yield _Mention(each.name, "evaluated_by", (each.evaluated_by,), each.anchor)
        to = each.forwarding.to if each.forwarding else None
        yield _Mention(each.name, "forwards.to", (to,), each.anchor)
    for one in plan.responsibilities:
        yield _Mention(one.section, "agency", (one.agency,), one.anchor)
        yield _Mention(one.section, "assigned_to", (one.assigned_to,), one.anchor)
    reporting = plan.reporting
    if reporting is not None:
        yield _Mention(reporting.text, "reported_to", (reporting.reported_to,), reporting.anchor)
        yield _Mention(reporting.text, "feedback_to", (reporting.feedback_to,), reporting.anchor)
        yield _Mention(reporting.text, "feedback_through", (reporting.feedback_through,), reporting.anchor)
    for title, window in windows(plan):
        yield _Mention(title, "set_by", (window.set_by,), window.anchor)


def windows(plan: Plan) -> Iterator[tuple[str, Window]]:
    """Yield every window of the plan once, with the name of what it is for."""
    for shared in plan.shared_windows:
        yield shared.name, shared.window
    for activity in plan.activities:
        if not activity.shared_windows:
            yield from ((activity.name, window) for window in activity.windows)
    for target in plan.targets:
        if target.window is not None:
            yield target.name, target.window
