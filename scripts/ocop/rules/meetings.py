"""When and by whom an application may be scored: councils, the order of levels, yearly rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop import calendar
from ocop.codes import applications as codes
from ocop.diagnostics import Diagnostic
from ocop.law import RoundRule, RuleSet
from ocop.model import ApplicationKind, Evaluation, Event, EventKind, Level
from ocop.rules.hearing import Hearing
from ocop.status import levels
from ocop.status.procedure import deadline, last_day

# The term for re-evaluating an application at all; an act that sets it frees re-evaluations from rounds.
_OWN_TERM = "re_evaluation"


def councils_are_of_a_level_that_scores(hearing: Hearing) -> Iterator[Diagnostic]:
    """The level must have stood on the day of the meeting and have a council under the governing act.

    Districts ended on 30/06/2025 (1489/QĐ-TTg); since then province and ministry score (26/2026/QĐ-TTg,
    Điều 7).
    """
    for one in hearing.application.evaluations:
        where = one.origin.at("level")
        day = one.met_on
        stands = levels.level_stands(one.level, day, hearing.law, label="Cấp", where=where) if day else ()
        if ended := tuple(stands):
            yield from ended
            continue
        act = hearing.filing.rule_set_on(one.met_on)
        duty = act.duty_of(one.level) if act else None
        if act is not None and not (duty and duty.evaluates):
            scoring = [each.level for each in act.duties if each.evaluates]
            facts = {"title": levels.named(one.level, hearing.law).vi, "found": one.level.value}
            facts |= {"levels": ", ".join(levels.named(each, hearing.law).vi for each in scoring)}
            facts |= {"expected": ", ".join(scoring), "act": act.number}
            yield Diagnostic(codes.NO_COUNCIL_AT_LEVEL, where, facts)


def meetings_follow_filing_and_proposal(hearing: Hearing) -> Iterator[Diagnostic]:
    """A council meets after the filing, and after the level below has sent the dossier up.

    26/2026/QĐ-TTg, Điều 7 khoản 2 điểm b and khoản 3 điểm e.
    """
    filed = hearing.filing.filed_on
    for one in hearing.application.evaluations:
        if one.met_on is None:
            continue
        where, facts = one.origin.at("met_on"), {"found": calendar.in_table(one.met_on)}
        proposal = _proposal(one, hearing)
        if filed is not None and one.met_on < filed:
            facts |= {"expected": calendar.in_table(filed)}
            yield Diagnostic(codes.MET_BEFORE_FILING, where, facts)
        elif proposal is not None and one.met_on < proposal[0]:
            level = levels.named(proposal[1].level or one.level, hearing.law)
            facts |= {"expected": calendar.in_table(proposal[0]), "title": level.vi, "title_en": level.en}
            yield Diagnostic(codes.MET_BEFORE_PROPOSAL, where, facts, (proposal[1].origin.at("on"),))


def communes_answer_within_their_term(hearing: Hearing) -> Iterator[Diagnostic]:
    """The commune sends a dossier on within so many working days of receiving it.

    26/2026/QĐ-TTg, Điều 7 khoản 2: 15 working days. Nothing is said where it is not known of every day on the
    way whether offices worked, nor of a dossier that went up again after being handed back.
    """
    received: date | None = None
    for day, event in hearing.events(EventKind.SUBMITTED, EventKind.RETURNED, EventKind.FORWARDED):
        act = hearing.filing.rule_set_on(received) if received else None
        limit = deadline(act, "commune_review") if act and event.kind is EventKind.FORWARDED else None
        if received is not None and limit is not None and limit.level is event.level:
            until = last_day(limit, received, hearing.law.working_calendar)
            if until is not None and day > until:
                facts = {"found": calendar.in_table(day), "expected": calendar.in_table(until)}
                facts |= {"received": calendar.in_table(received), "days": str(limit.days)}
                yield Diagnostic(codes.COMMUNE_TOO_SLOW, event.origin.at("on"), facts)
        received = day if event.kind is EventKind.SUBMITTED else None


def _proposal(one: Evaluation, hearing: Hearing) -> tuple[date, Event] | None:
    """Return the forwarding that a meeting rests on: the latest before it, else the first after it."""
    act = hearing.filing.rule_set_on(one.met_on)
    below = {duty.level for duty in act.duties if duty.forwards_to is one.level} if act else set[Level]()
    sent = [pair for pair in hearing.events(EventKind.FORWARDED) if pair[1].level in below]
    before = [pair for pair in sent if one.met_on is not None and pair[0] <= one.met_on]
    if before:
        return max(before, key=lambda pair: pair[0])
    return min(sent, key=lambda pair: pair[0], default=None)


def meetings_keep_to_their_round(hearing: Hearing) -> Iterator[Diagnostic]:
    """A round's proposals and its results are each due before a day of their own.

    26/2026/QĐ-TTg, Điều 5. “Trước ngày” leaves that day out. Re-evaluations have a term of their own
    (Điều 7 khoản 6 điểm g).
    """
    for one in hearing.application.evaluations:
        act = hearing.filing.rule_set_on(one.met_on)
        rule = _round(one, act, hearing.application.kind)
        if one.met_on is None or act is None or rule is None:
            continue
        closes, due = _days_of_round(rule, one.met_on)
        name = levels.named(one.level, hearing.law)
        if due is not None and one.met_on >= due:
            facts = {"found": calendar.in_table(one.met_on), "expected": calendar.in_table(due)}
            facts |= {"round": one.round, "title": name.vi, "title_en": name.en}
            yield Diagnostic(codes.RESULT_AFTER_ROUND, one.origin.at("met_on"), facts)
        proposal = _proposal(one, hearing)
        if closes is not None and proposal is not None and closes <= proposal[0] <= one.met_on:
            below = levels.named(proposal[1].level or one.level, hearing.law)
            facts = {"found": calendar.in_table(proposal[0]), "expected": calendar.in_table(closes)}
            facts |= {"round": one.round, "title": below.vi, "title_en": below.en}
            related = (one.origin.at("round"),)
            yield Diagnostic(codes.PROPOSAL_AFTER_ROUND, proposal[1].origin.at("on"), facts, related)


def _round(one: Evaluation, act: RuleSet | None, kind: ApplicationKind) -> RoundRule | None:
    if act is None:
        return None
    if kind is ApplicationKind.RE_EVALUATION and any(limit.id == _OWN_TERM for limit in act.deadlines):
        return None
    number = int(one.round)
    return next((rule for rule in act.rounds if rule.level is one.level and rule.number == number), None)


def _days_of_round(rule: RoundRule, met_on: date) -> tuple[date | None, date | None]:
    """Return the days before which proposals and results were due, in the year whose round lies nearest.

    The row names the round but not its year, and a late meeting may fall into the next.
    """
    years = [year for year in (met_on.year - 1, met_on.year, met_on.year + 1) if 1 < year < date.max.year]
    rounds = [
        (
            calendar.yearly(rule.proposals_before, year) if rule.proposals_before else None,
            calendar.yearly(rule.results_before, year + rule.results_next_year)
            if rule.results_before
            else None,
        )
        for year in years
    ]

    def distance(one: tuple[date | None, date | None]) -> int:
        first, last = one[0] or one[1] or met_on, one[1] or one[0] or met_on
        return max((first - met_on).days, (met_on - last).days, 0)

    return min(rounds, key=distance, default=(None, None))
