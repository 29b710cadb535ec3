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
from ocop.site.render import day, sentence
from ocop.site.views.addresses import plan_address, rule_set_address
from ocop.site.views.plans import ProgressState, late_text, state_of
from ocop.site.views.world import World

_REMINDER_DAYS = 7
_RESULTS = "hạn cuối tổ chức đánh giá"
_FINISHED = "hạn cuối xong đợt"
_RECEIVERS = {Level.DISTRICT: "huyện", Level.PROVINCE: "tỉnh", Level.MINISTRY: "Bộ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One last day in time; `kind` groups those a reader waits for together, `state` is a plan's round's.

    `key` names it in calendars for good; `before` is the day as the act words it (“trước ngày”). `turn` is
    the yearly round without its year; `proposal` who proposes to whom, blank for the end of a round;
    `file_by` the day by which a producer files first.
    """

    key: str
    kind: str
    on: date
    before: date
    round: str
    turn: str
    what: str
    stars: str
    proposal: str
    file_by: date | None
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
    found = [*_of_acts(world)]
    for plan in world.site.plans.values():
        found.extend(of_plan(plan, world))
    return tuple(sorted(found, key=lambda one: (one.on, one.key)))


def next_proposals(world: World) -> tuple[Deadline, ...]:
    """The next last day for proposing to each yearly round, the nearest first."""
    coming = [one for one in _of_acts(world) if one.proposal and one.on >= world.site.as_of]
    nearest: dict[tuple[str, str], Deadline] = {}
    for one in sorted(coming, key=lambda one: (one.on, one.key)):
        nearest.setdefault((one.kind, one.turn), one)
    return tuple(nearest.values())


def _of_acts(world: World) -> Iterator[Deadline]:
    year = world.site.as_of.year
    for act, days in calendar.rounds_between(world.site.law, year - 1, year + 1):
        yield from _of_act(act, days, world)


def of_plan(plan: Plan, world: World) -> tuple[Deadline, ...]:
    """The rounds of one plan, with how each of them went."""
    progress = world.site.answers.progress(plan, world.site.registry)
    return tuple(_of_round(one, plan) for one in progress.rounds)


def occasion(one: Deadline, world: World) -> Occasion:
    """The deadline as a calendar's entry, with a reminder a week ahead."""
    lines = (
        f"Muộn nhất hết ngày {day(one.on)}, giờ Việt Nam (trước ngày {day(one.before)}).",
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
    turn = f"đợt {rule.number}"
    name = f"{sentence(turn)}{_year_of(act, days)}, {level_words(rule.level, world)}"
    for part, on in (("proposals", days.proposals_by), ("results", days.results_by)):
        if on is None:
            continue
        proposal = _proposal(act, rule, world) if part == "proposals" else ""
        file_by, advice = _filing(act, rule, on, world) if part == "proposals" else (None, "")
        yield Deadline(
            key=f"{act.id}.{rule.level}-{rule.number}.{days.year}.{part}",
            kind=f"{rule.level}-proposals" if part == "proposals" else "results",
            on=on,
            before=calendar.days_after(on, 1),
            round=name,
            turn=turn,
            what=f"hạn {proposal}" if proposal else _RESULTS,
            stars=_stars(rule),
            proposal=proposal,
            file_by=file_by,
            advice=advice,
            act=rule.grounds.citation,
            address=f"{rule_set_address(act.id)}#dot",
        )


def _year_of(act: RuleSet, days: calendar.RoundDays) -> str:
    """What tells a yearly round from that of another year; “đợt 2 năm 2027” must not come before “đợt 1”."""
    rule, by = days.rule, days.proposals_by
    earlier = (one for one in act.rounds if one.level == rule.level and one.number < rule.number)
    if by and any((one.proposals_before or "") > (rule.proposals_before or "") for one in earlier):
        return f" (hồ sơ trước {day(calendar.days_after(by, 1))})"
    return f" năm {days.year}"


def _of_round(one: RoundProgress, plan: Plan) -> Deadline:
    each = one.round
    return Deadline(
        key=f"plan-{plan.id}.{each.id}",
        kind="results",
        on=each.closes_on,
        before=each.before,
        round=f"{each.name}, năm {plan.year}",
        turn="",
        what=_FINISHED,
        stars="",
        proposal="",
        file_by=None,
        advice="",
        act=f"{plan.paper.type} số {plan.paper.number}, mục {each.passage.section}",
        address=f"{plan_address(plan.year)}#dot",
        state=state_of(one),
        late=late_text(one.late_by, one.late_at_most),
    )


def level_words(level: Level, world: World) -> str:
    """A level inside a sentence; the list says “cấp trung ương” of the ministry too."""
    return world.labels.level(level).lower()


def _stars(rule: RoundRule) -> str:
    return f"{', '.join(str(star) for star in rule.stars)} sao" if rule.stars else ""


def _proposal(act: RuleSet, rule: RoundRule, world: World) -> str:
    """Who proposes to whom; the round's own level only receives."""
    sender, receiver = _sender(act, rule), _RECEIVERS.get(rule.level, level_words(rule.level, world))
    return f"{f'UBND {level_words(sender, world)} ' if sender else ''}đề nghị lên {receiver}"


def _sender(act: RuleSet, rule: RoundRule) -> Level | None:
    """The level whose dossiers go on to this round's."""
    return next((duty.level for duty in reversed(act.duties) if duty.forwards_to is rule.level), None)


def _filing(act: RuleSet, rule: RoundRule, on: date, world: World) -> tuple[date | None, str]:
    """By when a producer files with the level below so that its own time limit still fits, and so in words.

    In working days the day depends on the holidays of the year, which are not always settled yet.
    """
    sender = _sender(act, rule)
    limit = next((one for one in act.deadlines if one.level is sender and one.working_days), None)
    if sender is None or limit is None:
        return None, ""
    working = world.site.law.working_calendar
    last = calendar.working_days_before(on, limit.days, working)
    while last is not None and calendar.is_working_day(last, working) is False:
        last = calendar.days_after(last, -1)
    who = f"UBND {level_words(sender, world)}"
    if last is None:
        early = f"sớm hơn ít nhất {limit.days} ngày làm việc"
        return None, f"Chủ thể nộp cho {who} {early}; lịch nghỉ năm ấy chưa chốt."
    return last, f"Để {who} đủ {limit.days} ngày làm việc, chủ thể nộp muộn nhất {day(last)}."
