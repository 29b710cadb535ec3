"""Rounds as deadlines: each last day, whom it concerns, the act or plan that sets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.law import RoundRule, RuleSet
from ocop.model import Level
from ocop.plan.model import Plan
from ocop.plan.results import RoundProgress
from ocop.site.calendar_file import Occasion
from ocop.site.render import day
from ocop.site.views.addresses import plan_address, rule_set_address
from ocop.site.views.plans import ProgressState, late_text, progress_state
from ocop.site.views.world import World

_REMINDER_DAYS = 7
_PROPOSALS = "hạn cuối nhận đề nghị"
_RESULTS = "hạn cuối có kết quả"
_FINISHED = "hạn cuối xong đợt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One last day in time; `kind` groups those a reader waits for together, `state` is a plan's round's.

    `key` names it in calendars for good; `before` is the day as the act words it (“trước ngày”).
    """

    key: str
    kind: str
    on: date
    before: date
    round: str
    what: str
    stars: str
    doer: str
    advice: str
    act: str
    address: str
    state: ProgressState | None = None
    late: str = ""

    @property
    def title(self) -> str:
        """The deadline in one line."""
        stars = f" ({self.stars})" if self.stars else ""
        return f"{self.round}{stars}: {self.what}"


def deadlines(world: World) -> tuple[Deadline, ...]:
    """The rounds of last year, this one and the next by the acts in force, and those of every plan."""
    year = world.site.as_of.year
    found = [
        deadline
        for act, days in calendar.rounds_between(world.site.law, year - 1, year + 1)
        for deadline in _of_act(act, days, world)
    ]
    for plan in world.site.plans.values():
        found.extend(of_plan(plan, world))
    return tuple(sorted(found, key=lambda one: (one.on, one.key)))


def of_plan(plan: Plan, world: World) -> tuple[Deadline, ...]:
    """The rounds of one plan, with how each of them went."""
    progress = world.site.answers.progress(plan, world.site.registry)
    return tuple(_of_round(one, plan) for one in progress.rounds)


def occasion(one: Deadline, world: World) -> Occasion:
    """The deadline as a calendar's entry, with a reminder a week ahead."""
    lines = (
        f"Muộn nhất hết ngày {day(one.on)}, giờ Việt Nam (trước ngày {day(one.before)}).",
        one.doer,
        one.advice,
        f"Căn cứ: {one.act}.",
    )
    return Occasion(
        key=one.key,
        on=one.on,
        title=one.title,
        text="\n".join(line for line in lines if line),
        page=world.site.base_url + one.address,
        remind_on=calendar.days_after(one.on, -_REMINDER_DAYS),
    )


def _of_act(act: RuleSet, days: calendar.RoundDays, world: World) -> Iterator[Deadline]:
    rule = days.rule
    name = f"Đợt {rule.number} năm {days.year}, {level_words(rule.level, world)}"
    ends = (("proposals", _PROPOSALS, days.proposals_by), ("results", _RESULTS, days.results_by))
    for part, what, on in ends:
        if on is None:
            continue
        yield Deadline(
            key=f"{act.id}.{rule.level}-{rule.number}.{days.year}.{part}",
            kind=f"{rule.level}-proposals" if part == "proposals" else "results",
            on=on,
            before=calendar.days_after(on, 1),
            round=name,
            what=what,
            stars=_stars(rule),
            doer=_proposer(act, rule, world) if part == "proposals" else "",
            advice=_advice(act, rule, on, world) if part == "proposals" else "",
            act=rule.grounds.citation,
            address=f"{rule_set_address(act.id)}#dot",
        )


def _of_round(one: RoundProgress, plan: Plan) -> Deadline:
    each = one.round
    return Deadline(
        key=f"plan-{plan.id}.{each.id}",
        kind="results",
        on=each.closes_on,
        before=each.before,
        round=f"{each.name}, năm {plan.year}",
        what=_FINISHED,
        stars="",
        doer="",
        advice="",
        act=f"{plan.paper.type} số {plan.paper.number}, mục {each.passage.section}",
        address=f"{plan_address(plan.year)}#dot",
        state=progress_state(one.state),
        late=late_text(one.late_by, one.late_at_most),
    )


def level_words(level: Level, world: World) -> str:
    """A level inside a sentence; the list says “cấp trung ương” of the ministry too."""
    return world.labels.level(level).lower()


def _stars(rule: RoundRule) -> str:
    return f"{', '.join(str(star) for star in rule.stars)} sao" if rule.stars else ""


def _proposer(act: RuleSet, rule: RoundRule, world: World) -> str:
    """Who sends the proposal."""
    sender = _sender(act, rule)
    return f"UBND {level_words(sender, world)} gửi đề nghị." if sender else ""


def _sender(act: RuleSet, rule: RoundRule) -> Level | None:
    """The level whose dossiers go on to this round's."""
    return next((duty.level for duty in reversed(act.duties) if duty.forwards_to is rule.level), None)


def _advice(act: RuleSet, rule: RoundRule, on: date, world: World) -> str:
    """By when a producer files with the level below so that its own time limit still fits, if it has one.

    In working days the day depends on the holidays of the year, which are not always settled yet.
    """
    sender = _sender(act, rule)
    limit = next((one for one in act.deadlines if one.level is sender and one.working_days), None)
    if sender is None or limit is None:
        return ""
    working = world.site.law.working_calendar
    last = calendar.working_days_before(on, limit.days, working)
    while last is not None and calendar.is_working_day(last, working) is False:
        last = calendar.days_after(last, -1)
    who = f"UBND {level_words(sender, world)}"
    if last is None:
        return (
            f"Chủ thể nộp cho {who} sớm hơn ít nhất {limit.days} ngày làm việc; lịch nghỉ năm ấy chưa chốt."
        )
    return f"Để {who} đủ {limit.days} ngày làm việc, chủ thể nộp muộn nhất {day(last)}."
