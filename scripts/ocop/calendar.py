"""The programme's dates: last valid days, windows, rounds, working days, and dates as official papers write.

Nothing here raises for a date near the edge of what `date` can hold: results are clamped to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.law import Law, RoundRule, RuleSet, WorkingCalendar
from ocop.spelling import folded

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[t ]00:00(?::00)?)?")
# Of folded text: marks and case do not matter.
_DAY_AS_SAID = (
    r"(?:ngay *)?([0-9]{1,2})(?: *[/.-] *([0-9]{1,2}) *[/.-] *| *thang *([0-9]{1,2}),? *nam *)([0-9]{4})"
)
_DAY = re.compile(_DAY_AS_SAID)
_DAY_WITHIN = re.compile(rf"(?<![0-9/.-]){_DAY_AS_SAID}(?![0-9/])")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_YEAR_MONTHS = 12
_SATURDAY = 5
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDays:
    """The last days in time of one yearly round, included; None where the act sets none."""

    rule: RoundRule
    year: int
    proposals_by: date | None
    results_by: date | None

    @property
    def decided_on(self) -> date | None:
        """The day whose law the whole round falls under: that on which it stops taking proposals."""
        return self.proposals_by or self.results_by


def last_day_of_month(year: int, month: int) -> date:
    """Return the 28th, 29th, 30th or 31st, whichever ends the month."""
    if month == _YEAR_MONTHS:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def day_of_month(year: int, month: int, day: int) -> date:
    """Return that day, or the month's last day when the month has no such day."""
    return min(last_day_of_month(year, month), date(year, month, 1) + timedelta(days=day - 1))


def months_after(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day when there is none.

    Bộ luật Dân sự, Điều 147–148: a term in months ends with the corresponding day.
    """
    years, month = divmod(day.month - 1 + months, _YEAR_MONTHS)
    year = day.year + years
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return last_day_of_month(year, month + 1)


def days_after(day: date, days: int) -> date:
    """Return the day `days` later, earlier when negative."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def last_valid_day(decided_on: date, months: int) -> date:
    """Return the last day, included, of a certificate of `months` months.

    It does not move when it falls on a weekend: a certificate ends, nobody has to act on that day.
    """
    return months_after(decided_on, months)


def filing_window(valid_through: date, opens_days_before: int, closes_days_before: int) -> Period:
    """Return the days on which a re-evaluation may be filed, counted back from the last valid day."""
    return Period(
        days_after(valid_through, -opens_days_before), days_after(valid_through, -closes_days_before)
    )


def closing_day(before: date) -> date:
    """Return the last day on which something to be done “trước ngày” `before` is on time."""
    return days_after(before, -1)


def is_working_day(day: date, working: WorkingCalendar) -> bool | None:
    """Say whether public offices work on `day`; None when that is not known (yet)."""
    if day.year not in working.years or day in working.days_unsettled:
        return None
    if day.weekday() >= _SATURDAY:
        return day in working.days_worked
    return day not in working.days_off


def working_days_after(day: date, count: int, working: WorkingCalendar) -> date | None:
    """Return the `count`th working day after `day`, which itself is not counted.

    None when it is not known of every day on the way whether it is worked. Bộ luật Dân sự, Điều 147:
    the first day of a term is not counted.
    """
    return _counted(day, count, 1, working)


def working_days_before(day: date, count: int, working: WorkingCalendar) -> date | None:
    """Return the last day after which `count` working days still fit by the end of `day`; None as above."""
    if count <= 0:
        return day
    first = _counted(days_after(day, 1), count, -1, working)
    return days_after(first, -1) if first is not None else None


def _counted(day: date, count: int, step: int, working: WorkingCalendar) -> date | None:
    while count > 0:
        day = days_after(day, step)
        worked = is_working_day(day, working)
        if worked is None:
            return None
        count -= worked
    return day


def yearly(month_day: str, year: int) -> date:
    """Return `MM-DD` in `year`; 29 February falls back to the 28th. ValueError when it is no `MM-DD`."""
    match = _MONTH_DAY.fullmatch(month_day)
    if match is None:
        raise ValueError(f"not a month and day: {month_day!r}")
    month, day = int(match[1]), int(match[2])
    if not (1 <= month <= _YEAR_MONTHS and 1 <= day <= last_day_of_month(2000, month).day):
        raise ValueError(f"not a month and day: {month_day!r}")
    return day_of_month(year, month, day)


def round_days(rule: RoundRule, year: int) -> RoundDays:
    """Return the days of the round that takes proposals in `year`; what is due “trước ngày” D ends on D-1."""

    def closes(before: str | None, of: int) -> date | None:
        return closing_day(yearly(before, of)) if before is not None else None

    return RoundDays(
        rule=rule,
        year=year,
        proposals_by=closes(rule.proposals_before, year),
        results_by=closes(rule.results_before, year + rule.results_next_year),
    )


def rounds_between(law: Law, first: int, last: int) -> tuple[tuple[RuleSet, RoundDays], ...]:
    """Return the rounds of the years `first` to `last`, each under the act in force on its closing day."""
    found = [
        (act, days)
        for act in law.rule_sets
        for rule in act.rounds
        for days in (round_days(rule, year) for year in range(first, last + 1))
        if days.decided_on is not None and law.rule_set_on(days.decided_on) is act
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].decided_on or date.max, pair[1].rule.number)))


def months_of(year: int, first: int, last: int) -> Period:
    """Return `tháng first – last năm year` as days; a `last` before `first` runs into the next year."""
    return Period(date(year, first, 1), last_day_of_month(year + (last < first), last))


def year_of(year: int) -> Period:
    """Return “cả năm”: every day of `year`."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def partial(text: str) -> Period | None:
    """Return the days that `2023`, `2023-11` or `2023-11-14` may mean, or None when it is no date."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return year_of(year or 0)
        if day is None:
            return months_of(year, month, month)
        exact = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return Period(exact, exact)


def day_written(text: str) -> date | None:
    """Return the day that people mean, in ISO form or as day, month, year; None when they mean none."""
    text = folded(text)
    iso = _ISO_DAY.fullmatch(text)
    other = _DAY.fullmatch(text)
    if iso:
        return _day(*iso.groups())
    return _day_said(other) if other else None


def day_within(text: str) -> date | None:
    """Return the first day that a sentence names as day, month, year; None when it names none."""
    days = (_day_said(match) for match in _DAY_WITHIN.finditer(folded(text)))
    return next((day for day in days if day is not None), None)


def _day_said(match: re.Match[str]) -> date | None:
    day, month, worded_month, year = match.groups()
    return _day(year, month or worded_month, day)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def in_table(day: date) -> str:
    """Return `05/08/2022`, the one form used in tables and on pages."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def in_citation(day: date) -> str:
    """Return `05/8/2022`: a zero only before days under 10 and months 1 and 2 (Nghị định 30/2020/NĐ-CP)."""
    return f"{day.day:02d}/{_decree_month(day)}/{day.year:04d}"


def in_decree(day: date) -> str:
    """Return `ngày 05 tháng 8 năm 2022`, as official papers are headed (Nghị định 30/2020/NĐ-CP)."""
    return f"ngày {day.day:02d} tháng {_decree_month(day)} năm {day.year:04d}"


def in_english(day: date) -> str:
    """Return `5 August 2022`."""
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def _decree_month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - February
