"""How far an application has come: the step it stands at, which level's, and through which event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop.completeness.answer import Step
from ocop.completeness.inquiry import Inquiry
from ocop.law import RuleSet
from ocop.model import RECOGNITIONS, Evaluation, Event, EventKind, Level
from ocop.status import with_evaluations
from ocop.status.procedure import level_after, onward, receiving_level

_TURNS = RECOGNITIONS | {
    EventKind.SUBMITTED,
    EventKind.RETURNED,
    EventKind.FORWARDED,
    EventKind.EVALUATED,
    EventKind.NOT_PASSED,
    EventKind.WITHDRAWN,
}
_ENDS = frozenset({EventKind.NOT_PASSED, EventKind.WITHDRAWN})
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The step, the level that takes it, and the event that led there; `star` is a council's result."""

    step: Step
    level: Level | None = None
    event: Event | None = None
    star: int | None = None


def position(inquiry: Inquiry) -> Position:
    """Return where the application stands by its latest turn; a draft stands at `PREPARE`."""
    act, last = inquiry.rule_set, _last_turn(inquiry)
    if last is None or last.kind is EventKind.RETURNED or act is None:
        return Position(step=Step.PREPARE, event=last)
    if last.kind in _ENDS:
        return Position(step=Step.ENDED, level=last.level, event=last)
    if last.kind in RECOGNITIONS:
        return Position(step=Step.DONE, level=last.level, event=last, star=last.star)
    if last.kind is EventKind.SUBMITTED:
        return _before_council(receiving_level(act), last, act)
    if last.kind is EventKind.FORWARDED:
        return _before_council(level_after(last.level, act), last, act)
    return _after_council(last, inquiry, act)


def result(inquiry: Inquiry, level: Level | None) -> Evaluation | None:
    """Return the latest recorded result of that level's council."""
    met = [one for one in inquiry.application.evaluations if one.level is level and _met(one) <= inquiry.on]
    return max(met, key=_met, default=None)


def _met(evaluation: Evaluation) -> date:
    return evaluation.met_on or date.max


def _before_council(level: Level, event: Event, act: RuleSet) -> Position:
    duty = act.duty_of(level)
    step = Step.EVALUATION if duty is None or duty.evaluates else Step.COMMUNE_REVIEW
    return Position(step=step, level=level, event=event)


def _after_council(last: Event, inquiry: Inquiry, act: RuleSet) -> Position:
    """A total may lie in a gap between two bands; where it reaches the act's own mark it is forwarded.

    1048/QĐ-TTg: the district forwards from 50 points.
    """
    level = last.level or receiving_level(act)
    if last.star is None:
        duty, found = act.duty_of(level), result(inquiry, level)
        mark, mean = duty.forwards_from_points if duty else None, found.mean if found else None
        step = Step.FORWARDING if mark is not None and mean is not None and mean >= mark else Step.EVALUATION
        return Position(step=step, level=level, event=last)
    after = onward(level, last.star, act)
    if after is None:
        return Position(step=Step.ENDED, level=level, event=last, star=last.star)
    step = Step.FORWARDING if after.to is not None else Step.DECISION
    return Position(step=step, level=after.level, event=last, star=last.star)


def _last_turn(inquiry: Inquiry) -> Event | None:
    turns = sorted(_turns(inquiry), key=lambda turn: turn[0])
    return turns[-1][1] if turns else None


def _turns(inquiry: Inquiry) -> Iterator[tuple[tuple[date, int, int], Event]]:
    """Yield the application's turns with what to order them by: day, place in the procedure, order of record.

    A turn without a day happened no earlier than the row before it.
    """
    recorded, day = inquiry.product.events, date.min
    every = with_evaluations(inquiry.product, inquiry.law)
    for order, event in enumerate(every):
        if event.application != inquiry.application.id or event.kind not in _TURNS:
            continue
        if event.on is not None and event.on > inquiry.on:
            continue
        if order >= len(every) - len(recorded):
            day = event.on or day
        yield (event.on or day, _place(event), order), event


def _place(event: Event) -> int:
    """Rank what may happen on one day: filing, then by level a council's result and what follows it."""
    if event.kind is EventKind.SUBMITTED or event.level is None:
        return 0 if event.kind is EventKind.SUBMITTED else len(_LEVELS) * 2
    return _LEVELS.index(event.level) * 2 + (event.kind is not EventKind.EVALUATED) + 1
