"""What has to happen next, who has to do it and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import Deadline, RuleSet
from ocop.model import Basis, Event, Level
from ocop.status import words
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
_REVOKERS: Mapping[Level, Text] = MappingProxyType(
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


def next_step(
    *,
    span: Span,
    window: calendar.Period | None,
    stage: Stage,
    told: Event | None,
    stopped: Event | None,
    rule_set: RuleSet | None,
    as_of: date,
) -> NextStep | None:
    """Return the step that `rule_set`, in force on `as_of`, leads to from `span`; None when there is none.

    `told` is the event that brought the application to `stage`, `stopped` the commune's confirmation
    that production ended.
    """
    if rule_set is None:
        return None
    if stopped is not None:
        return _revocation(stopped, span, rule_set)
    if told is not None and stage is Stage.SUBMITTED:
        return _review(rule_set)
    if told is not None and stage is Stage.FORWARDED:
        return _evaluation(told, span, rule_set)
    if span.state.in_force:
        return _before_the_end(span, window, rule_set, as_of)
    return _without_certificate(span.state, stage, rule_set)


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


def _deadline(rule_set: RuleSet, identifier: str) -> Deadline | None:
    return next((limit for limit in rule_set.deadlines if limit.id == identifier), None)


def _revocation(stopped: Event, span: Span, rule_set: RuleSet) -> NextStep:
    """26/2026/QĐ-TTg, Điều 8: revoked within 15 days of the commune's confirmation."""
    limit = _deadline(rule_set, "revocation")
    level = rule_set.recognising_level(span.star) if span.star is not None else None
    grounds = limit.grounds if limit else rule_set.revocation_grounds or rule_set.grounds
    until = calendar.days_after(stopped.on, limit.days) if limit and stopped.on else None
    return NextStep(
        _REVOKERS.get(level or Level.PROVINCE, _REVOKERS[Level.PROVINCE]),
        words.REVOKE,
        until,
        grounds.citation,
    )


def _review(rule_set: RuleSet) -> NextStep:
    limit = _deadline(rule_set, "commune_review")
    first = rule_set.duties[0].level if rule_set.duties else Level.COMMUNE
    if limit is None:
        return NextStep(AUTHORITIES[first], words.EVALUATE, None, rule_set.grounds.citation)
    # In working days, so the day itself depends on the year's public holidays.
    return NextStep(AUTHORITIES[limit.level or first], limit.text, None, limit.grounds.citation)


def _evaluation(told: Event, span: Span, rule_set: RuleSet) -> NextStep:
    duty = rule_set.duty_of(told.level) if told.level else None
    level = (duty.forwards_to if duty else None) or Level.PROVINCE
    limit = _deadline(rule_set, "re_evaluation")
    if limit is not None and told.on is not None and _is_re_evaluation(told.on, span, rule_set):
        answered_by = calendar.days_after(told.on, limit.days)
        return NextStep(AUTHORITIES[level], words.GIVE_RESULT, answered_by, limit.grounds.citation)
    until, citation = _round_result(told.on, level, rule_set)
    return NextStep(AUTHORITIES[level], words.EVALUATE, until, citation)


def _is_re_evaluation(day: date, span: Span, rule_set: RuleSet) -> bool:
    """Whether a proposal of `day` lies close enough before the certificate's end to be a re-evaluation."""
    held, window = span.certificate, rule_set.window
    if held is None or held.valid_through is None or window is None or not span.state.in_force:
        return False
    return calendar.days_after(held.valid_through, -window.opens_days_before) <= day


def _round_result(day: date | None, level: Level, rule_set: RuleSet) -> tuple[date | None, str]:
    """Return the last day for the result of the first round that a proposal of `day` is in time for."""
    if day is None or not date.min.year < day.year < date.max.year - 1:
        return None, (rule_set.rounds_grounds or rule_set.grounds).citation
    results: list[tuple[date, date, str]] = []
    for rule in rule_set.rounds:
        if rule.level is not level or rule.proposals_before is None or rule.results_before is None:
            continue
        for year in (day.year, day.year + 1):
            closes = calendar.closing_day(calendar.yearly(rule.proposals_before, year))
            due = calendar.closing_day(calendar.yearly(rule.results_before, year + rule.results_next_year))
            if closes >= day:
                results.append((closes, due, rule.grounds.citation))
    if not results:
        return None, (rule_set.rounds_grounds or rule_set.grounds).citation
    _, due, citation = min(results)
    return due, citation


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
        return NextStep(PRODUCER, words.RENEW_IN_WINDOW, None, rule_set.window.grounds.citation)
    if as_of <= window.last:
        facts = words.period_facts(window)
        action = Text(words.FILE_BETWEEN.vi.format_map(facts[0]), words.FILE_BETWEEN.en.format_map(facts[1]))
        return NextStep(PRODUCER, action, window.last, rule_set.window.grounds.citation)
    extension = rule_set.extension
    if extension is not None and held.decided_on < extension.issued_before:
        return NextStep(PRODUCER, words.FILE_LATE, held.valid_through, extension.grounds.citation)
    return NextStep(PRODUCER, words.ASK_OFFICE, held.valid_through, rule_set.window.grounds.citation)
