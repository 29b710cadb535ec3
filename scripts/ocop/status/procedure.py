"""Who acts next in an act's procedure, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.law import Deadline, RoundRule, RuleSet, WorkingCalendar
from ocop.model import Level

_ORDER = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One year's round: the last day for proposals and the last day for results, both included."""

    rule: RoundRule
    closes_on: date
    results_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """What follows a council's result: `level` decides on it, or hands it on to `to`."""

    level: Level
    to: Level | None = None


def receiving_level(rule_set: RuleSet) -> Level:
    """Return the level with which producers file."""
    return rule_set.duties[0].level if rule_set.duties else Level.COMMUNE


def level_after(level: Level | None, rule_set: RuleSet) -> Level:
    """Return the level that a dossier forwarded by `level` reaches; the province where the act is silent."""
    duty = rule_set.duty_of(level) if level else None
    return (duty.forwards_to if duty else None) or Level.PROVINCE


def comes_before(level: Level, other: Level) -> bool:
    """Say whether `level` stands below `other`."""
    return _ORDER[level] < _ORDER[other]


def onward(level: Level, star: int, rule_set: RuleSet) -> Onward | None:
    """Return what follows when the council of `level` has given `star`; None when no level recognises it.

    A star that a lower level recognises goes back to it: 26/2026/QĐ-TTg, Điều 7 khoản 4, of 3 and 4 stars
    given by the central council.
    """
    entitled = rule_set.recognising_level(star)
    if entitled is None:
        return None
    if comes_before(level, entitled):
        return Onward(level=level, to=level_after(level, rule_set))
    return Onward(level=entitled)


def deadline(rule_set: RuleSet, identifier: str) -> Deadline | None:
    """Return the act's time limit of that name, None when it sets none."""
    return next((limit for limit in rule_set.deadlines if limit.id == identifier), None)


def last_day(limit: Deadline, begun_on: date | None, working: WorkingCalendar) -> date | None:
    """Return the last day of a term that begins with an act of `begun_on`; None when it cannot be counted."""
    if begun_on is None:
        return None
    if limit.working_days:
        return calendar.working_days_after(begun_on, limit.days, working)
    return calendar.days_after(begun_on, limit.days)


def rounds_open_on(day: date, level: Level, rule_set: RuleSet) -> tuple[Round, ...]:
    """Return the rounds that a proposal of `day` is in time for, this year's and the next's, in order."""
    if not date.min.year < day.year < date.max.year - 1:
        return ()
    found = []
    for rule in rule_set.rounds:
        if rule.level is not level or rule.proposals_before is None or rule.results_before is None:
            continue
        for year in (day.year, day.year + 1):
            closes_on = calendar.closing_day(calendar.yearly(rule.proposals_before, year))
            results_on = calendar.closing_day(
                calendar.yearly(rule.results_before, year + rule.results_next_year)
            )
            if closes_on >= day:
                found.append(Round(rule=rule, closes_on=closes_on, results_on=results_on))
    return tuple(sorted(found, key=lambda one: (one.closes_on, one.results_on, one.rule.number)))
