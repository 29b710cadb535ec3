"""Replay dated events, in order, into what held from which day on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import Law, RuleSet
from ocop.model import RECOGNITIONS, Basis, Event, EventKind
from ocop.status import words
from ocop.status.states import IN_FORCE, Stage, State

_STAGES = {
    EventKind.IDEA_REGISTERED: (Stage.IDEA, State.PREPARING, words.IDEA),
    EventKind.SURVEYED: (Stage.SURVEYED, State.PREPARING, words.PREPARING),
    EventKind.SELECTED: (Stage.SELECTED, State.PREPARING, words.PREPARING),
    EventKind.SUPPORT_GIVEN: (Stage.PREPARING, State.PREPARING, words.PREPARING),
    EventKind.DOSSIER_COMPLETED: (Stage.PREPARING, State.PREPARING, words.PREPARING),
    EventKind.RETURNED: (Stage.RETURNED, State.PREPARING, words.RETURNED),
    EventKind.SUBMITTED: (Stage.SUBMITTED, State.UNDER_REVIEW, words.UNDER_REVIEW),
    EventKind.FORWARDED: (Stage.FORWARDED, State.UNDER_REVIEW, words.UNDER_REVIEW),
    EventKind.EVALUATED: (Stage.EVALUATED, State.UNDER_REVIEW, words.UNDER_EVALUATION),
    EventKind.NOT_SELECTED: (Stage.NONE, State.NOT_RECOGNISED, words.NOT_SELECTED),
    EventKind.NOT_PASSED: (Stage.NONE, State.NOT_RECOGNISED, words.NOT_PASSED),
    EventKind.WITHDRAWN: (Stage.NONE, State.NOT_RECOGNISED, words.WITHDRAWN),
}
_EARLY = frozenset({Stage.NONE, Stage.IDEA, Stage.SURVEYED, Stage.SELECTED, Stage.PREPARING})


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one recognition gives: stars from its decision to its last valid day.

    `valid_through` is None when no rule set was in force on the decision day, or the printed end lies
    before it. For a recognition of which only the year is known, `decided_on` is one possible day.
    """

    event: Event
    order: int
    decided_on: date
    star: int | None
    valid_through: date | None
    basis: Basis | None
    rule_set: RuleSet | None


@dataclass(frozen=True, slots=True)
class Segment:
    """What holds from `start` until the next segment; the first one starts at the beginning of time."""

    start: date
    state: State
    star: int | None
    ground: Text
    certificate: Certificate | None
    event: Event | None


@dataclass(frozen=True, slots=True)
class StageMark:
    """How far an application has come from `start` on, through which event."""

    start: date
    stage: Stage
    event: Event | None


@dataclass(frozen=True, slots=True)
class Closing:
    """How a recognition ended for good: its own state from `on`, and the order of the event that did it."""

    certificate: Certificate
    state: State
    on: date
    by: int


def certificate(event: Event, order: int, decided_on: date, law: Law) -> Certificate | None:
    """Return what a recognition on `decided_on` gives, or None when its star carries no certificate.

    The last valid day is the printed one, else the same day of the month after the validity of the
    rule set in force that day (36 months: 26/2026/QĐ-TTg, Điều 4 khoản 3). 1–2 stars: Điều 4 khoản 1 điểm a.
    """
    rule_set = law.rule_set_on(decided_on)
    star = event.star
    if star is not None and rule_set is not None and rule_set.recognising_level(star) is None:
        return None
    through, basis = event.valid_through, event.valid_through_basis
    if through is None:
        if rule_set is not None:
            through = calendar.last_valid_day(decided_on, rule_set.validity.months)
            basis = Basis.COMPUTED
    elif through < decided_on:
        through, basis = None, None
    else:
        basis = basis or Basis.PRINTED
    return Certificate(event, order, decided_on, star, through, basis, rule_set)


def filing_windows(valid_through: date, decided_on: date, law: Law) -> Iterable[tuple[date, date]]:
    """Return the days on which a re-evaluation may be filed, by the rule set in force on each of them."""
    for rule_set, following in zip_longest(law.rule_sets, law.rule_sets[1:]):
        window = rule_set.window
        if window is None:
            continue
        period = calendar.filing_window(valid_through, window.opens_days_before, window.closes_days_before)
        first = max(period.first, rule_set.in_force_from, decided_on)
        last = min(period.last, calendar.closing_day(following.in_force_from)) if following else period.last
        if first <= last:
            yield first, last


class Replay:
    """The run of segments, stages and closings that a list of events makes; used once."""

    __slots__ = (
        "_begun_on",
        "_certified",
        "_current",
        "_extended_to",
        "_law",
        "closings",
        "segments",
        "stages",
    )

    def __init__(self, moments: Iterable[tuple[date, int, Event]], law: Law) -> None:
        """Replay `moments`: day, order in the file and event, sorted."""
        self._law = law
        self._current: Certificate | None = None
        self._certified = False
        self._extended_to: date | None = None
        self._begun_on: date | None = None
        self.segments = [Segment(date.min, State.NOT_REGISTERED, None, words.NOT_REGISTERED, None, None)]
        self.stages: list[StageMark] = []
        self.closings: list[Closing] = []
        for day, order, event in moments:
            if event.kind in RECOGNITIONS:
                self._recognise(day, order, event)
            elif event.kind is EventKind.REVOKED:
                self._revoke(day, order, event)
            elif event.kind in _STAGES:
                self._advance(day, event)

    def state_on(self, day: date) -> State:
        """Return the state on `day` as the events replayed so far make it."""
        return next(
            (segment.state for segment in reversed(self.segments) if segment.start <= day), State.UNDETERMINED
        )

    def own_state(self, order: int, day: date) -> tuple[State, date | None]:
        """Return the state on `day` of the recognition at `order`, and the day a later event closed it."""
        for closing in self.closings:
            if closing.certificate.order == order and closing.on <= day:
                ended = closing.on if closing.state in {State.SUPERSEDED, State.REVOKED} else None
                return closing.state, ended
        for segment in reversed(self.segments):
            if segment.start <= day:
                held = segment.certificate
                return (segment.state if held and held.order == order else State.UNDETERMINED), None
        return State.UNDETERMINED, None

    def _push(
        self, start: date, state: State, star: int | None, ground: Text, event: Event | None = None
    ) -> None:
        segments = self.segments
        while segments and segments[-1].start >= start:
            segments.pop()
        segments.append(Segment(start, state, star, ground, self._current, event))

    def _mark(self, start: date, stage: Stage, event: Event | None) -> None:
        stages = self.stages
        while stages and stages[-1].start >= start:
            stages.pop()
        if stages or stage is not Stage.NONE:
            stages.append(StageMark(start, stage, event))

    def _recognise(self, day: date, order: int, event: Event) -> None:
        new = certificate(event, order, day, self._law)
        if new is None:
            self._end_application(day, event, words.NO_CERTIFICATE)
            return
        self._close(day, order, State.SUPERSEDED)
        self._current, self._certified = new, True
        self._extended_to = self._begun_on = None
        self._mark(day, Stage.NONE, event)
        star, through = new.star, new.valid_through
        if through is None:
            ground = words.NO_RULE_SET if new.rule_set is None else words.ENDS_BEFORE_IT_BEGINS
            self._push(day, State.UNDETERMINED, None, ground, event)
            return
        self._push(day, State.VALID, star, words.VALID if event.on else words.VALID_BY_YEAR, event)
        for first, last in filing_windows(through, day, self._law):
            self._push(first, State.RE_EVALUATION_DUE, star, words.RE_EVALUATION_DUE, event)
            if last < through:
                self._push(calendar.days_after(last, 1), State.VALID, star, words.WINDOW_CLOSED, event)
        self._push(calendar.days_after(through, 1), State.EXPIRED, None, words.EXPIRED, event)

    def _revoke(self, day: date, order: int, event: Event) -> None:
        if self._current is None or not (
            (state := self.state_on(day)) in IN_FORCE or state is State.UNDETERMINED
        ):
            return
        self._close(day, order, State.REVOKED)
        self._push(day, State.REVOKED, None, words.REVOKED, event)
        self._mark(day, Stage.NONE, event)
        self._current = self._extended_to = self._begun_on = None

    def _close(self, day: date, order: int, ending: State) -> None:
        """Note how the certificate that stood until `day` ended: by `ending`, or by itself before."""
        if self._current is None:
            return
        state = self.state_on(day)
        running = state in IN_FORCE or state is State.UNDETERMINED
        self.closings.append(Closing(self._current, ending if running else state, day, order))

    def _advance(self, day: date, event: Event) -> None:
        stage, state, ground = _STAGES[event.kind]
        if event.kind is EventKind.SUPPORT_GIVEN and not self._may_be_supported(day):
            return
        if stage is Stage.NONE:
            self._end_application(day, event, ground)
            return
        self._mark(day, stage, event)
        if not self._certified:
            self._push_unless_same(day, state, ground, event)
        if state is not State.UNDER_REVIEW:
            self._begun_on = None
            return
        if event.kind is EventKind.SUBMITTED:
            self._extend(day, event)
        self._expect_result(day, event)

    def _may_be_supported(self, day: date) -> bool:
        stage = next((mark.stage for mark in reversed(self.stages) if mark.start <= day), Stage.NONE)
        return stage in _EARLY and not self._certified

    def _push_unless_same(self, day: date, state: State, ground: Text, event: Event) -> None:
        """Let a state that already holds run on, without what was to follow it."""
        segments = self.segments
        while segments[-1].start > day:
            segments.pop()
        if segments[-1].state is not state:
            self._push(day, state, None, ground, event)

    def _extend(self, day: date, event: Event) -> None:
        """Let an older certificate outlive its end while a dossier is pending.

        26/2026/QĐ-TTg, Điều 12 khoản 3.
        """
        current = self._current
        if current is None or current.valid_through is None or day > current.valid_through:
            return
        rule_set = self._law.rule_set_on(current.valid_through)
        extension = rule_set.extension if rule_set else None
        if extension is None or current.decided_on >= extension.issued_before:
            return
        self._extended_to = calendar.days_after(current.valid_through, extension.max_days)
        overrun = calendar.days_after(current.valid_through, 1)
        self._push(overrun, State.EXTENDED, current.star, words.EXTENDED, event)
        over = calendar.days_after(self._extended_to, 1)
        self._push(over, State.EXPIRED, None, words.EXTENSION_OVER, current.event)

    def _expect_result(self, day: date, event: Event) -> None:
        """A dossier cannot be under evaluation once the rule set it was filed under has lapsed."""
        begun = self._law.rule_set_on(self._begun_on or day)
        if begun is None or (begun.lapses_on is not None and begun.lapses_on < day):
            begun, self._begun_on = self._law.rule_set_on(day), day
        self._begun_on = self._begun_on or day
        if begun is None or begun.lapses_on is None:
            return
        over = calendar.days_after(begun.lapses_on, 1)
        self._mark(over, Stage.UNKNOWN, event)
        if not self._certified:
            self._push(over, State.UNDETERMINED, None, words.NO_RESULT, event)

    def _end_application(self, day: date, event: Event, ground: Text) -> None:
        """A result without recognition ends an extension, never a certificate before its own end."""
        self._begun_on = None
        self._mark(day, Stage.NONE, event)
        if not self._certified:
            self._push(day, State.NOT_RECOGNISED, None, ground, event)
            return
        current, extended_to = self._current, self._extended_to
        if event.kind is EventKind.NOT_SELECTED or current is None or extended_to is None:
            return
        if current.valid_through is not None and day <= extended_to:
            first = max(day, calendar.days_after(current.valid_through, 1))
            self._push(first, State.EXPIRED, None, words.EXTENSION_OVER, event)
        self._extended_to = None
