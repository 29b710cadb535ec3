"""The parts of a plan's year that are reported on, and what of the plan falls into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.law import Law, Unit
from ocop.model import Level
from ocop.plan.model import Actual, Plan, Status
from ocop.plan.results import ActivityProgress, PlanProgress, RoundProgress

_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPeriod:
    """A quarter, a half or the whole of a plan's year; `id` is for addresses, `part` leaves out the year."""

    id: str
    part: Text
    name: Text
    days: Period

    def told_by(self, as_of: date) -> date:
        """The day up to which a report can tell: the period's last one, or `as_of` while that is earlier."""
        return min(self.days.last, as_of)


def report_periods(year: int) -> tuple[ReportPeriod, ...]:
    """Return the quarters, the halves and the whole of `year`.

    Part IV of the plan asks for periodic reports and names no period; these are the usual ones.
    """
    quarters = tuple(
        ReportPeriod(
            id=f"quy-{index + 1}",
            part=Text(f"quý {numeral}", f"quarter {index + 1}"),
            name=Text(f"quý {numeral} năm {year}", f"quarter {index + 1} of {year}"),
            days=calendar.months_of(year, 3 * index + 1, 3 * index + 3),
        )
        for index, numeral in enumerate(_QUARTERS)
    )
    longer = (
        ("nua-dau-nam", Text("6 tháng đầu năm", "first half"), calendar.months_of(year, 1, 6)),
        ("nua-cuoi-nam", Text("6 tháng cuối năm", "second half"), calendar.months_of(year, 7, 12)),
        ("ca-nam", Text("cả năm", "whole year"), calendar.year_of(year)),
    )
    return (
        *quarters,
        *(
            ReportPeriod(
                id=identifier, part=part, name=Text(f"{part.vi} {year}", f"{part.en} of {year}"), days=days
            )
            for identifier, part, days in longer
        ),
    )


def overlap(one: Period, other: Period) -> Period | None:
    """Return the days two periods share, or None."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Period(first, last) if first <= last else None


def activities_within(progress: PlanProgress, days: Period) -> tuple[ActivityProgress, ...]:
    """Return the activities that the plan puts into `days`, or of which something was done then."""
    return tuple(
        one
        for one in progress.activities
        if any(window.days is not None and overlap(window.days, days) for window in one.windows)
        or any(row.done_on is not None and row.done_on in days for row in one.evidence)
    )


def rounds_within(progress: PlanProgress, days: Period) -> tuple[RoundProgress, ...]:
    """Return the rounds that close within `days`, or of which something was done then."""
    return tuple(
        one
        for one in progress.rounds
        if one.closes_on in days
        or any(row.done_on is not None and row.done_on in days for row in one.evidence)
    )


def deeds_within(plan: Plan, days: Period) -> Iterator[Actual]:
    """Yield what sources say was done within `days`, the earliest first."""
    done = [
        row
        for row in plan.actuals
        if row.done_on is not None and row.done_on in days and row.status is Status.REPORTED and row.source
    ]
    yield from sorted(done, key=lambda row: (row.done_on or date.max, row.item))


def reporting_units(plan: Plan, law: Law) -> tuple[Unit, ...]:
    """Return the units directly below the plan's province at the end of its year, by code.

    Until 30/06/2025 these are districts, then communes.
    """
    last = date(plan.year, 12, 31)
    return tuple(
        sorted(
            (
                unit
                for unit in law.units.values()
                if unit.parent == plan.province
                and unit.valid_from <= last
                and (unit.valid_to is None or last <= unit.valid_to)
            ),
            key=lambda unit: unit.code,
        )
    )


def level_of(unit: Unit) -> Level:
    """Return the level of government of a unit below the province."""
    district = unit.kind in {"provincial_city", "provincial_town", "rural_district"}
    return Level.DISTRICT if district else Level.COMMUNE
