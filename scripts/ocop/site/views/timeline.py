"""A plan's year as a line of days: windows, limits, deeds and the day of the build, in percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ocop import calendar
from ocop.calendar import Period
from ocop.site.render import day
from ocop.site.views.lengths import in_percent, inside

_BAR = 10
_GAP = 4
_TOP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of days: where it begins, how long it is, and on which line of its lane it stands."""

    x: str
    width: str
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row of the drawing, `height` pixels high; a delay runs from the last day in time to the deed."""

    height: int
    middle: int
    windows: tuple[Stretch, ...]
    all_year: bool
    limits: tuple[str, ...]
    deeds: tuple[str, ...]
    delays: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The year above the lanes: each month's number and left edge, and the day of the build.

    `as_of` is where its line stands, at an edge when the day lies outside the year, as `as_of_text` says.
    """

    months: tuple[tuple[int, str], ...]
    as_of: str
    as_of_anchor: str
    as_of_text: str


def axis(year: int, as_of: date) -> Axis:
    """The axis of a plan for `year`."""
    days = calendar.year_of(year)
    share = _share(as_of, days)
    after, before = as_of > days.last, as_of < days.first
    text = f"tính đến {day(as_of)}"
    return Axis(
        months=tuple((month, in_percent(_share(date(year, month, 1), days))) for month in range(1, 13)),
        as_of=in_percent(share),
        as_of_anchor="end" if share > Fraction(4, 5) else "start" if share < Fraction(1, 5) else "middle",
        as_of_text=f"{text} →" if after else f"← {text}" if before else text,
    )


def lane(
    year: int,
    windows: Sequence[Period],
    *,
    all_year: bool = False,
    limits: Iterable[date] = (),
    deeds: Iterable[date] = (),
) -> Lane:
    """The lane of an activity or a round: windows one below the other, nothing of another year."""
    days = calendar.year_of(year)
    closing = sorted(limits)
    done = sorted({one for one in deeds if one in days})
    lines = max(len(windows), 1)
    middle = _TOP + (lines * (_BAR + _GAP) - _GAP) // 2
    last = [*(window.last for window in windows), *closing]
    late = [one for one in done if last and not all_year and one > max(last)]
    return Lane(
        height=2 * _TOP + lines * (_BAR + _GAP) - _GAP,
        middle=middle,
        windows=tuple(
            _stretch(window, days, _TOP + index * (_BAR + _GAP)) for index, window in enumerate(windows)
        ),
        all_year=all_year,
        limits=tuple(in_percent(_share(limit, days)) for limit in closing if limit in days),
        deeds=tuple(in_percent(_share(one, days)) for one in done),
        delays=tuple(_stretch(Period(max(last), one), days, middle) for one in late[:1]),
    )


def _share(when: date, days: Period) -> Fraction:
    length = (days.last - days.first).days + 1
    return inside(Fraction((when - days.first).days, length))


def _stretch(span: Period, days: Period, y: int) -> Stretch:
    start, end = _share(span.first, days), _share(span.last + timedelta(days=1), days)
    return Stretch(x=in_percent(start), width=in_percent(max(end - start, Fraction(1, 100))), y=y)
