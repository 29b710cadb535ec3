"""The programme's dates: last valid days, filing windows, rounds, and dates as Vietnamese papers write them.

Nothing here raises for a date near the edge of what `date` can hold: results are clamped to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_YEAR_MONTHS = 12
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


def yearly(month_day: str, year: int) -> date:
    """Return `MM-DD` in `year`; 29 February falls back to the 28th. ValueError when it is no `MM-DD`."""
    match = _MONTH_DAY.fullmatch(month_day)
    if match is None:
        raise ValueError(f"not a month and day: {month_day!r}")
    month, day = int(match[1]), int(match[2])
    if not (1 <= month <= _YEAR_MONTHS and 1 <= day <= last_day_of_month(2000, month).day):
        raise ValueError(f"not a month and day: {month_day!r}")
    return day_of_month(year, month, day)


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
