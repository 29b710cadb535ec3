"""What the progress engine answers: states with the figures, records and sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.plan.counters import Count
from ocop.plan.judgement import Amount
from ocop.plan.model import Activity, Actual, Plan, Round, Target, Window
from ocop.plan.words import Sentence, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure for a target: a count of the registry's own records, or what a source reports.

    Exactly one of `count` and `actual` is there. `value` is the figure as worded, in the target's unit
    or in percent; `amount` is what it leaves open. `state` is what this figure alone would make of the
    target. A figure that is not `usable` is shown with its `reason` and decides nothing.
    """

    value: Fraction | None
    amount: Amount
    known_through: date | None
    state: State
    decides: bool
    usable: bool = True
    reason: Text | None = None
    count: Count | None = None
    actual: Actual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the sources say of one related quantity, side by side; `conflict` when they disagree."""

    measure: str
    title: str
    scope: str | None
    actuals: tuple[Actual, ...]
    conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetProgress:
    """How a target stands on a day, with everything a reader needs to check it.

    `share` is the figure over the lower bound and `high_share` over the upper one, both exact.
    `conflict` says that usable figures disagree; the state is then given only if all lead to the same.
    """

    target: Target
    state: State
    as_of: date
    period: Period | None
    figures: tuple[Figure, ...] = ()
    headline: Figure | None = None
    share: Fraction | None = None
    high_share: Fraction | None = None
    conflict: bool = False
    formula: Sentence
    notes: tuple[Sentence, ...] = ()
    context: tuple[Reading, ...] = ()
    missing: tuple[Actual, ...] = ()
    evidence: tuple[Actual, ...] = ()
    late_by: int | None = None
    late_at_most: int | None = None

    @property
    def count(self) -> Count | None:
        """The registry's own count for the target, when there is one."""
        return next((one.count for one in self.figures if one.count is not None), None)

    @property
    def bar(self) -> Fraction | None:
        """The share for drawing a bar: never longer than the whole, while the number may be."""
        return None if self.share is None else max(Fraction(0), min(self.share, Fraction(1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowProgress:
    """One of the time lines an activity stands under, its days and how it stands."""

    window: Window
    days: Period | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityProgress:
    """How an activity stands on a day; `conflict` when sources give different days for one deed."""

    activity: Activity
    state: State
    as_of: date
    period: Period | None
    windows: tuple[WindowProgress, ...] = ()
    evidence: tuple[Actual, ...] = ()
    context: tuple[Reading, ...] = ()
    notes: tuple[Sentence, ...] = ()
    conflict: bool = False
    late_by: int | None = None
    late_at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeProgress:
    """How one administrative unit stands in a round."""

    unit_id: str
    name: str
    state: State
    evidence: tuple[Actual, ...] = ()
    late_by: int | None = None
    late_at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How a round stands on a day; `days_left` counts to `closes_on` and is negative after it."""

    round: Round
    state: State
    as_of: date
    closes_on: date
    days_left: int
    scopes: tuple[ScopeProgress, ...] = ()
    expected_scopes: int = 0
    evidence: tuple[Actual, ...] = ()
    notes: tuple[Sentence, ...] = ()
    late_by: int | None = None
    late_at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Deadline:
    """The last day in time for a round or for one time line of an activity."""

    on: date
    item: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """How a plan stands on a day. There is no overall score: targets are only counted by state."""

    plan: Plan
    as_of: date
    targets: tuple[TargetProgress, ...]
    activities: tuple[ActivityProgress, ...]
    rounds: tuple[RoundProgress, ...]

    @property
    def reached(self) -> int:
        """How many targets are met or exceeded."""
        return sum(one.state.reached for one in self.targets)

    @property
    def applicable(self) -> int:
        """How many targets apply; those that do not are outside every total."""
        return sum(one.state is not State.NOT_APPLICABLE for one in self.targets)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The last days still to come, the next one first."""
        found = {Deadline(on=one.closes_on, item=one.round.id, name=one.round.name) for one in self.rounds}
        for activity in self.activities:
            for each in activity.windows:
                if each.days is not None and not each.window.all_year and not activity.activity.rounds:
                    name = each.window.name or activity.activity.name
                    found.add(Deadline(on=each.days.last, item=activity.activity.id, name=name))
        return tuple(sorted(one for one in found if one.on >= self.as_of))


def tally(
    items: Sequence[TargetProgress] | Sequence[ActivityProgress] | Sequence[RoundProgress],
) -> Mapping[State, int]:
    """Return how many stand in each state that occurs, in the order of the states."""
    states = [item.state for item in items]
    return {state: states.count(state) for state in State if state in states}
