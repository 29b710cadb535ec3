"""What has to happen next, who has to do it and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import RuleSet, WorkingCalendar
from ocop.model import Basis, Event, Level
from ocop.status import words
from ocop.status.procedure import (
    deadline,
    last_day,
    level_after,
    onward,
    receiving_level,
    rounds_open_on,
)
from ocop.status.replay import Certificate
from ocop.status.spans import Span
from ocop.status.states import Stage, State

PRODUCER = Text("Chủ thể", "The producer")
OFFICE = Text("Đơn vị giữ sổ", "The office that keeps the register")
AUTHORITIES: Mapping[Level, Text] = MappingProxyType(
    {
        Level.COMMUNE: Text("UBND cấp xã", "The commune"),
        Level.DISTRICT: Text("Hội đồng cấp huyện", "The district council"),
        Level.PROVINCE: Text("Hội đồng và UBND cấp tỉnh", "The provincial council and committee"),
        Level.MINISTRY: Text("Hội đồng cấp trung ương và Bộ", "The central council and the ministry"),
    }
)
CHAIRS: Mapping[Level, Text] = MappingProxyType(
    {
        Level.DISTRICT: Text("Chủ tịch UBND cấp huyện", "The chairman of the district"),
        Level.PROVINCE: Text("Chủ tịch UBND cấp tỉnh", "The chairman of the province"),
        Level.MINISTRY: Text("Bộ trưởng", "The minister"),
    }
)
_AFTERWARDS: Mapping[State, Text] = MappingProxyType(
    {
        State.EXPIRED: words.STOP_USING_STARS,
        State.REVOKED: words.STOP_USING_STARS,
        State.NOT_RECOGNISED: words.FILE_AGAIN,
    }
)
_EARLY = frozenset({Stage.IDEA, Stage.SURVEYED, Stage.SELECTED, Stage.PREPARING, Stage.RETURNED})


@dataclass(frozen=True, slots=True)
class NextStep:
    """One duty: `until` is its last day, included, or None when the act sets none or it cannot be told."""

    who: Text
    action: Text
    until: date | None
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """How far an application has come, through which event, and the act that judges it."""

    stage: Stage
    told: Event | None
    rule_set: RuleSet | None


def next_step(
    *,
    span: Span,
    window: calendar.Period | None,
    under_way: UnderWay,
    stopped: Event | None,
    rule_set: RuleSet | None,
    working: WorkingCalendar,
    as_of: date,
) -> NextStep | None:
    """Return the step that `rule_set`, in force on `as_of`, leads to from `span`; None when there is none.

    `stopped` is the commune's confirmation that production ended.
    """
    if rule_set is None:
        return None
    if stopped is not None:
        return _revocation(stopped, span, rule_set, working)
    pending = _pending(under_way, span, under_way.rule_set or rule_set, working, as_of)
    if pending is not None:
        return pending
    if span.state.in_force:
        return _before_the_end(span, window, rule_set, as_of)
    return _without_certificate(span.state, under_way.stage, rule_set)


def _pending(
    under_way: UnderWay, span: Span, rule_set: RuleSet, working: WorkingCalendar, as_of: date
) -> NextStep | None:
    told = under_way.told
    if told is not None and under_way.stage is Stage.SUBMITTED:
        return _review(told, rule_set, working)
    if told is not None and under_way.stage is Stage.FORWARDED:
        return _evaluation(told, span, rule_set)
    if told is not None and under_way.stage is Stage.EVALUATED:
        return _decision(told, rule_set, as_of)
    return None


def _before_the_end(
    span: Span, window: calendar.Period | None, rule_set: RuleSet, as_of: date
) -> NextStep | None:
    if span.state is State.EXTENDED:
        grounds = rule_set.extension.grounds if rule_set.extension else rule_set.grounds
        return NextStep(AUTHORITIES[Level.PROVINCE], words.GIVE_RESULT, span.last, grounds.citation)
    return _renewal(span.certificate, window, rule_set, as_of) if span.certificate else None


def _without_certificate(state: State, stage: Stage, rule_set: RuleSet) -> NextStep | None:
    if state is State.UNDETERMINED:
        return NextStep(OFFICE, words.COMPLETE_RECORD, None, "")
    action = words.FILE if stage in _EARLY else _AFTERWARDS.get(state)
    return NextStep(PRODUCER, action, None, rule_set.grounds.citation) if action else None


def _revocation(stopped: Event, span: Span, rule_set: RuleSet, working: WorkingCalendar) -> NextStep:
    """26/2026/QĐ-TTg, Điều 8: revoked within 15 days of the commune's confirmation."""
    limit = deadline(rule_set, "revocation")
    level = rule_set.recognising_level(span.star) if span.star is not None else None
    grounds = limit.grounds if limit else rule_set.revocation_grounds or rule_set.grounds
    until = last_day(limit, stopped.on, working) if limit else None
    return NextStep(
        CHAIRS.get(level or Level.PROVINCE, CHAIRS[Level.PROVINCE]),
        words.REVOKE,
        until,
        grounds.citation,
    )


def _review(told: Event, rule_set: RuleSet, working: WorkingCalendar) -> NextStep:
    """26/2026/QĐ-TTg, Điều 7 khoản 2: the commune has 15 working days from receiving the dossier."""
    limit = deadline(rule_set, "commune_review")
    first = receiving_level(rule_set)
    if limit is None:
        return NextStep(AUTHORITIES[first], words.EVALUATE, None, rule_set.grounds.citation)
    until = last_day(limit, told.on, working)
    return NextStep(AUTHORITIES[limit.level or first], limit.text, until, limit.grounds.citation)


def _evaluation(told: Event, span: Span, rule_set: RuleSet) -> NextStep:
    level = level_after(told.level, rule_set)
    limit = deadline(rule_set, "re_evaluation")
    if limit is not None and told.on is not None and _is_re_evaluation(told.on, span, rule_set):
        answered_by = calendar.days_after(told.on, limit.days)
        return NextStep(AUTHORITIES[level], words.GIVE_RESULT, answered_by, limit.grounds.citation)
    until, citation = _round_result(told.on, level, rule_set)
    return NextStep(AUTHORITIES[level], words.EVALUATE, until, citation)


def _decision(told: Event, rule_set: RuleSet, as_of: date) -> NextStep:
    """What a council's result leads to; the acts set no term for the decision itself."""
    level = told.level or receiving_level(rule_set)
    after = onward(level, told.star, rule_set) if told.star is not None else None
    if after is None:
        return NextStep(AUTHORITIES[level], words.ENTER_RESULT, None, rule_set.grounds.citation)
    duty = rule_set.duty_of(after.level)
    citation = (duty.grounds if duty else rule_set.grounds).citation
    if after.to is None:
        return NextStep(CHAIRS.get(after.level, AUTHORITIES[after.level]), words.DECIDE, None, citation)
    rounds = rounds_open_on(as_of, after.to, rule_set)
    if not rounds:
        return NextStep(AUTHORITIES[after.level], words.FORWARD, None, citation)
    grounds = rounds[0].rule.grounds
    return NextStep(AUTHORITIES[after.level], words.FORWARD, rounds[0].closes_on, grounds.citation)


def _is_re_evaluation(day: date, span: Span, rule_set: RuleSet) -> bool:
    """Whether a proposal of `day` lies close enough before the certificate's end to be a re-evaluation."""
    held, window = span.certificate, rule_set.window
    if held is None or held.valid_through is None or window is None or not span.state.in_force:
        return False
    return calendar.days_after(held.valid_through, -window.opens_days_before) <= day


def _round_result(day: date | None, level: Level, rule_set: RuleSet) -> tuple[date | None, str]:
    """Return the last day for the result of the first round that a proposal of `day` is in time for."""
    rounds = rounds_open_on(day, level, rule_set) if day is not None else ()
    if not rounds:
        return None, (rule_set.rounds_grounds or rule_set.grounds).citation
    return rounds[0].results_on, rounds[0].rule.grounds.citation


def _renewal(held: Certificate, window: calendar.Period | None, rule_set: RuleSet, as_of: date) -> NextStep:
    """Filing for re-evaluation: in the window, before it, or late.

    26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a; late: Điều 12 khoản 3.
    """
    known = held.event.on is not None or held.basis is not Basis.COMPUTED
    if rule_set.window is None:
        return NextStep(
            PRODUCER, words.RENEW, held.valid_through if known else None, rule_set.validity.grounds.citation
        )
    if window is None:
        action = words.renew_in_window(rule_set.window)
        return NextStep(PRODUCER, action, None, rule_set.window.grounds.citation)
    if as_of <= window.last:
        facts = words.period_facts(window)
        action = Text(words.FILE_BETWEEN.vi.format_map(facts[0]), words.FILE_BETWEEN.en.format_map(facts[1]))
        return NextStep(PRODUCER, action, window.last, rule_set.window.grounds.citation)
    extension = rule_set.extension
    if extension is not None and held.decided_on < extension.issued_before:
        action = words.file_late(held.valid_through, extension)
        return NextStep(PRODUCER, action, held.valid_through, extension.grounds.citation)
    return NextStep(PRODUCER, words.ASK_OFFICE, held.valid_through, rule_set.window.grounds.citation)
