"""A year's plan and what was reported of it, as read from `plan/<year>/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ocop import calendar
from ocop.calendar import Period
from ocop.diagnostics import RowOrigin, Text
from ocop.model import Level
from ocop.plan.paper import (
    Agency,
    Anchor,
    Detail,
    Forwarding,
    NotApplicable,
    Paper,
    Passage,
    Recipient,
    Reference,
    Reporting,
    Responsibility,
    Statement,
)


class TargetKind(StrEnum):
    """How a target is judged."""

    RANGE = "range"
    AT_LEAST = "at_least"
    PERCENT = "percent"
    DELIVERABLE = "deliverable"
    DATED = "dated"
    ALL_YEAR = "all_year"

    @property
    def label(self) -> Text:
        """The kind in words."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    TargetKind.RANGE: Text("khoảng", "range"),
    TargetKind.AT_LEAST: Text("ít nhất", "minimum"),
    TargetKind.PERCENT: Text("tỷ lệ", "percentage"),
    TargetKind.DELIVERABLE: Text("việc phải có kết quả", "deliverable"),
    TargetKind.DATED: Text("việc có thời hạn", "dated activity"),
    TargetKind.ALL_YEAR: Text("việc cả năm", "activity all year"),
}
QUANTITIES = frozenset({TargetKind.RANGE, TargetKind.AT_LEAST, TargetKind.PERCENT, TargetKind.DELIVERABLE})


class LowBasis(StrEnum):
    """Whether the plan itself prints the lower bound or the registry had to read it into the words."""

    STATED = "stated"
    IMPLIED = "implied"


class MeasuredFrom(StrEnum):
    """Where a target's figure comes from."""

    REGISTRY = "registry"
    ACTUALS = "actuals"


class Role(StrEnum):
    """What a reported figure is to its target; only a `result` can decide anything."""

    RESULT = "result"
    BASELINE = "baseline"
    CONTEXT = "context"


class Status(StrEnum):
    """Whether a source gives a figure; `no_figure` is not nought."""

    REPORTED = "reported"
    NO_FIGURE = "no_figure"
    NOT_DONE = "not_done"


class Qualifier(StrEnum):
    """How exactly a source words its figure; for a day, `at_most` means “no later than”."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something is to be done, as the plan words it: exactly one of the four ways.

    `first` and `last` keep what was written (`2023-04`); `before` is exclusive (“trước ngày”).
    """

    first: str | None = None
    last: str | None = None
    before: date | None = None
    all_year: bool = False
    set_by: str | None = None
    name: str | None = None
    anchor: Anchor

    def days(self, year: int) -> Period | None:
        """Return the days of the window in a plan for `year`; None when another body sets the dates.

        What only has a deadline may be done from the first day of the year.
        """
        if self.before is not None:
            closes = calendar.closing_day(self.before)
            return Period(min(date(year, 1, 1), closes), closes)
        if self.all_year:
            return calendar.year_of(year)
        return period_between(self.first, self.last)


def period_between(first: str | None, last: str | None) -> Period | None:
    """Return the days from the beginning of `first` to the end of `last`, or None when there are none."""
    begins = calendar.partial(first or "")
    ends = calendar.partial(last or "")
    return Period(begins.first, ends.last) if begins and ends and begins.first <= ends.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a target is counted, and whether the registry holds everything that would have to be counted."""

    measured_from: MeasuredFrom
    how: str
    counter: str | None = None
    stars: tuple[int, ...] = ()
    recognised_from: int | None = None
    recognised_to: int | None = None
    producer_type: str | None = None
    complete: bool = False
    coverage_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target (chỉ tiêu). Bounds are in `unit`, those of a percentage in percent."""

    id: str
    passage: Passage
    name: str
    kind: TargetKind
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_basis: LowBasis = LowBasis.STATED
    denominator: str | None = None
    first: str | None = None
    last: str | None = None
    window: Window | None = None
    measure: Measure
    lead: str | None = None
    condition: str | None = None
    not_applicable: NotApplicable | None = None
    note: str | None = None
    anchor: Anchor

    def days(self, year: int) -> Period | None:
        """Return the days within which the target is to be met: its own period, else the plan's year."""
        if self.window is not None:
            return self.window.days(year)
        if self.first or self.last:
            return period_between(self.first, self.last)
        return calendar.year_of(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One bullet of the plan's activities; `windows` are its own or those it shares, unless it has rounds."""

    id: str
    passage: Passage
    name: str
    kind: TargetKind
    windows: tuple[Window, ...] = ()
    shared_windows: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    lead: str | None = None
    serves: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    note: str | None = None
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of evaluation at one level, to be finished before `before` (exclusive)."""

    id: str
    passage: Passage
    name: str
    level: Level
    number: int
    before: date
    eligible: tuple[str, ...]
    received_by: str | None = None
    evaluated_by: str | None = None
    forwarding: Forwarding | None = None
    anchor: Anchor

    @property
    def closes_on(self) -> date:
        """The last day on which the round is finished in time."""
        return calendar.closing_day(self.before)

    @property
    def window(self) -> Window:
        """The round's deadline as a window of the plan."""
        return Window(before=self.before, name=self.name, anchor=self.anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWindow:
    """One time line of the plan that several bullets stand under."""

    id: str
    passage: Passage
    name: str
    window: Window
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """One row of `actuals.csv`: a figure or a day that a source gives, or that none was found.

    `item` is the id of a target, an activity or a round. A percentage is either `value` with the unit
    `%`, or `value` out of `out_of`. `as_of` keeps what was written: a year, a month or a day.
    """

    item: str
    measure: str
    title: str
    role: Role
    status: Status
    value: Decimal | None = None
    out_of: Decimal | None = None
    unit: str | None = None
    done_on: date | None = None
    qualifier: Qualifier = Qualifier.EXACT
    as_of: str | None = None
    scope: str | None = None
    source: str | None = None
    note: str | None = None
    origin: RowOrigin

    @property
    def known(self) -> Period | None:
        """The days that `as_of` may mean, or that of the deed when no `as_of` is given."""
        if self.as_of:
            return calendar.partial(self.as_of)
        return Period(self.done_on, self.done_on) if self.done_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A year's plan with everything recorded about its outcome. `id` is the folder's name."""

    id: str
    year: int
    title: str
    province: str | None
    paper: Paper
    agencies: tuple[Agency, ...]
    references: tuple[Reference, ...] = ()
    purposes: tuple[Statement, ...] = ()
    requirements: tuple[Statement, ...] = ()
    aims: tuple[Statement, ...] = ()
    targets: tuple[Target, ...]
    shared_windows: tuple[SharedWindow, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    activities: tuple[Activity, ...] = ()
    rounds: tuple[Round, ...] = ()
    funding_sources: tuple[str, ...] = ()
    funding_note: str | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    reporting: Reporting | None = None
    recipients: tuple[Recipient, ...] = ()
    actuals: tuple[Actual, ...] = ()
    anchor: Anchor

    def actuals_of(self, item: str) -> tuple[Actual, ...]:
        """Return the rows about one target, activity or round, in file order."""
        return tuple(actual for actual in self.actuals if actual.item == item)

    def agency(self, identifier: str | None) -> Agency | None:
        """Return the agency called `identifier`, or None."""
        return next((agency for agency in self.agencies if agency.id == identifier), None)
