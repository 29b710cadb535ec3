"""The geometry of a plan's year: a row for each activity and round, days as lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.calendar import Period
from ocop.plan.model import Actual
from ocop.plan.results import PlanProgress

LABELS = 110
YEAR = 600
ROW = 24
HEAD = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of days as a start and a length."""

    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row: its windows, the day a round must be finished by, and the days on which something was done."""

    label: str
    y: int
    stretches: tuple[Stretch, ...]
    limits: tuple[int, ...]
    deeds: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole drawing; `months` gives each month's number and left edge."""

    width: int
    height: int
    months: tuple[tuple[int, int], ...]
    lanes: tuple[Lane, ...]


def chart(progress: PlanProgress) -> Chart:
    """The year of `progress` with every activity and round that has days of its own."""
    year = calendar.year_of(progress.plan.year)
    rows: list[tuple[str, list[Period], list[date], Sequence[Actual]]] = []
    for one in progress.activities:
        # A bullet made of rounds is drawn by its rounds.
        spans = [each.days for each in one.windows if each.days is not None and not one.activity.rounds]
        label = f"{one.activity.passage.section}, việc {one.activity.passage.bullet}"
        if spans or one.evidence:
            rows.append((label, spans, [], one.evidence))
    for each in progress.rounds:
        said = [*each.evidence]
        rows.append((each.round.name.removeprefix("Đánh giá "), [], [each.closes_on], said))
    lanes = tuple(
        Lane(
            label=label.capitalize() if label[0].islower() else label,
            y=HEAD + index * ROW,
            stretches=tuple(_stretch(span, year) for span in spans),
            limits=tuple(_x(limit, year) for limit in limits if limit in year),
            deeds=tuple(
                sorted({_x(row.done_on, year) for row in said if row.done_on and row.done_on in year})
            ),
        )
        for index, (label, spans, limits, said) in enumerate(rows)
    )
    months = tuple((month, _x(date(progress.plan.year, month, 1), year)) for month in range(1, 13))
    return Chart(width=LABELS + YEAR + 10, height=HEAD + len(lanes) * ROW + 6, months=months, lanes=lanes)


def _x(day: date, year: Period) -> int:
    days = (year.last - year.first).days + 1
    inside = min(max(day, year.first), year.last)
    return LABELS + (inside - year.first).days * YEAR // days


def _stretch(span: Period, year: Period) -> Stretch:
    start, end = _x(span.first, year), _x(span.last, year)
    return Stretch(x=start, width=max(3, end - start))
