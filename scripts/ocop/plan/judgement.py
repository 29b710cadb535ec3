"""What a figure or a deed makes of a target, an activity or a round: pure decisions on exact numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ocop.calendar import Period
from ocop.plan.model import Qualifier
from ocop.plan.words import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What the true figure may be: from `low` to `high`, None where nothing bounds it.

    “Trên 95” is everything above 95, 95 itself excluded (`low_open`); a count from an incomplete
    register is everything from that count up.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The figure itself when it is known exactly."""
        return self.low if self.low is not None and self.low == self.high else None

    def certainly_reaches(self, bound: Fraction) -> bool:
        """Return whether the true figure is at least `bound`, whatever it is."""
        return self.low is not None and self.low >= bound

    def certainly_exceeds(self, bound: Fraction) -> bool:
        """Return whether the true figure is more than `bound`, whatever it is."""
        return self.low is not None and (self.low > bound or (self.low == bound and self.low_open))

    def certainly_misses(self, bound: Fraction) -> bool:
        """Return whether the true figure is less than `bound`, whatever it is."""
        return self.high is not None and (self.high < bound or (self.high == bound and self.high_open))

    def contradicts(self, other: Amount) -> bool:
        """Return whether no figure could be both."""
        return any(
            one.low is not None
            and two.high is not None
            and (one.low > two.high or (one.low == two.high and (one.low_open or two.high_open)))
            for one, two in ((self, other), (other, self))
        )


UNKNOWN = Amount()


def amount_of(value: Fraction, qualifier: Qualifier) -> Amount:
    """Return what a figure so worded leaves open; “khoảng” (about) leaves everything open."""
    match qualifier:
        case Qualifier.EXACT:
            return Amount(low=value, high=value)
        case Qualifier.OVER:
            return Amount(low=value, low_open=True)
        case Qualifier.AT_LEAST:
            return Amount(low=value)
        case Qualifier.UNDER:
            return Amount(high=value, high_open=True)
        case Qualifier.AT_MOST:
            return Amount(high=value)
        case Qualifier.ABOUT:
            return UNKNOWN


def decides(amount: Amount, low: Fraction) -> bool:
    """Return whether the figure settles if the lower bound is met."""
    return amount.certainly_reaches(low) or amount.certainly_misses(low)


def quantity_state(
    amount: Amount,
    bounds: tuple[Fraction, Fraction | None],
    period: Period,
    *,
    as_of: date,
    known_through: date,
    paced: bool,
) -> State:
    """Return what a figure known through a day makes of a target with a lower and perhaps an upper bound.

    Met means the lower bound is certainly reached; exceeded, that the upper one is certainly passed.
    A figure from before the end of the period cannot tell that the target was missed at its end.
    """
    low, high = bounds
    if as_of < period.first:
        return State.NOT_DUE
    if amount.certainly_reaches(low):
        return State.EXCEEDED if high is not None and amount.certainly_exceeds(high) else State.ACHIEVED
    if as_of <= period.last:
        late = paced and amount.certainly_misses(expected_by(known_through, low, period))
        return State.BEHIND if late else State.IN_PROGRESS
    if not amount.certainly_misses(low):
        return State.INDETERMINABLE
    return State.OVERDUE if known_through >= period.last else State.NO_DATA


def expected_by(day: date, low: Fraction, period: Period) -> Fraction:
    """Return what an even pace towards the lower bound would have brought by the end of `day`.

    The even pace is the registry's own mark for “chậm so với mốc”; no plan or act prescribes it.
    """
    if day < period.first:
        return Fraction(0)
    days = (period.last - period.first).days + 1
    gone = (min(day, period.last) - period.first).days + 1
    return low * gone / days


def state_without_figure(period: Period, as_of: date) -> State:
    """Return the state of a target nobody has given a figure for: no data, which is not nought."""
    return State.NOT_DUE if as_of < period.first else State.NO_DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A day by which something was done; `at_latest` when it may have been done earlier."""

    done_on: date
    at_latest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A state, and by how many days the deed came after the last day in time.

    `late_at_most` is used instead when only the latest possible day is known.
    """

    state: State
    late_by: int | None = None
    late_at_most: int | None = None


def dated_outcome(
    window: Period | None, deeds: Iterable[Deed], *, as_of: date, reported_undone: bool = False
) -> Outcome:
    """Return how something with a window or a deadline stands.

    What is done is met, late or not; past the deadline without a record there is no data, and only
    a source saying that it was not done makes it overdue.
    """
    done = sorted((deed for deed in deeds if deed.done_on <= as_of), key=lambda deed: deed.done_on)
    if done:
        days = (done[0].done_on - window.last).days if window else 0
        late = days if days > 0 else None
        return (
            Outcome(state=State.ACHIEVED, late_at_most=late)
            if done[0].at_latest
            else Outcome(state=State.ACHIEVED, late_by=late)
        )
    if window is None:
        return Outcome(state=State.INDETERMINABLE)
    return _undone(window, as_of, reported_undone=reported_undone)


def _undone(window: Period, as_of: date, *, reported_undone: bool) -> Outcome:
    if as_of < window.first:
        return Outcome(state=State.NOT_DUE)
    if as_of <= window.last:
        return Outcome(state=State.IN_PROGRESS)
    return Outcome(state=State.OVERDUE if reported_undone else State.NO_DATA)


def all_year_outcome(
    period: Period, *, as_of: date, evidenced: bool, reported_undone: bool = False
) -> Outcome:
    """Return how something to be done all year stands: under way all year, and then met if evidenced."""
    if as_of > period.last and evidenced:
        return Outcome(state=State.ACHIEVED)
    return _undone(period, as_of, reported_undone=reported_undone)
