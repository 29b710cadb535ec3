"""The timeline of a product: one state for every day there is, without gap or overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import Law
from ocop.model import RECOGNITIONS, Event, EventKind, Product
from ocop.status import words
from ocop.status.dating import Dated, Placement, placement
from ocop.status.filing import with_evaluations
from ocop.status.replay import Certificate, Replay, Segment, StageMark
from ocop.status.states import IN_FORCE, Stage, State

_WITHOUT_EFFECT = frozenset(
    {EventKind.SUPPORT_GIVEN, EventKind.PRODUCER_CHANGED, EventKind.PRODUCTION_STOPPED, EventKind.REVOKED}
)
_BEFORE_ANY_CERTIFICATE = frozenset(
    {State.NOT_REGISTERED, State.PREPARING, State.UNDER_REVIEW, State.NOT_RECOGNISED}
)
_KNOWN_DESPITE_UNDATED = IN_FORCE | {State.REVOKED}


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days with one state; `first` None reaches back for ever, `last` None on for ever.

    `star` is what the product may carry in this span: None when it carries none, or when the records
    do not agree on it. `ground` is the reason with its slots still open.
    """

    first: date | None
    last: date | None
    state: State
    star: int | None
    ground: Text
    certificate: Certificate | None
    event: Event | None

    @property
    def reason(self) -> Text:
        """Why this state holds, in one sentence."""
        held = self.certificate
        return words.filled(
            self.ground, self.event, held.star if held else None, held.valid_through if held else None
        )

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class StageSpan:
    """How far an application had come from `first` on."""

    first: date
    stage: Stage
    event: Event | None


@dataclass(frozen=True, slots=True)
class StatusTimeline:
    """Every state of one product in order of time; the state of a day is a look-up in it."""

    spans: tuple[Span, ...]
    stages: tuple[StageSpan, ...]

    def on(self, day: date) -> Span:
        """Return the one span that holds on `day`."""
        return self.spans[self._index(day)]

    def stage_on(self, day: date) -> StageSpan | None:
        """Return how far an application had come on `day`, or None before the first."""
        index = bisect_right(self.stages, day, key=lambda stage: stage.first)
        return self.stages[index - 1] if index else None

    def next_change(self, day: date) -> date | None:
        """Return the first day after `day` with another state or star, or None when nothing will change."""
        index = self._index(day)
        now = self.spans[index]
        for span in self.spans[index + 1 :]:
            if (span.state, span.star) != (now.state, now.star):
                return span.first
        return None

    def change_points(self) -> tuple[tuple[date | None, State, int | None], ...]:
        """Return each first day with its new state and star; the first entry, at None, is the beginning."""
        points: list[tuple[date | None, State, int | None]] = []
        for span in self.spans:
            if not points or points[-1][1:] != (span.state, span.star):
                points.append((span.first, span.state, span.star))
        return tuple(points)

    def encoded(self) -> str:
        """Return the change points for a page: `-:not_registered;2020-01-15:valid:3;2023-01-16:expired`."""
        return ";".join(
            f"{first or '-'}:{state}" + (f":{star}" if star else "")
            for first, state, star in self.change_points()
        )

    def _index(self, day: date) -> int:
        return bisect_right(self.spans, day, key=lambda span: span.first or date.min) - 1


def timeline(product: Product, law: Law) -> StatusTimeline:
    """Return the product's states over all time, each event judged by the rule set in force on its day.

    Events dated later than the reader's today are in it, on their days; `status` leaves them out.
    """
    return timeline_of(placement(with_evaluations(product, law), law), law)


def timeline_of(placed: Placement, law: Law, runs: Sequence[Replay] = ()) -> StatusTimeline:
    """Return the states that a history gives rise to; `runs` are its replays, if made already."""
    runs = runs or replays(placed, law)
    early, late = runs[0], runs[-1]
    if early is late:
        return StatusTimeline(_spans(early.segments), _stages(early.stages))
    segments = _agreed(early.segments, late.segments)
    undated = [event for _, event in placed.undated if event.kind not in _WITHOUT_EFFECT]
    if undated:
        segments = _doubted(segments, undated)
    return StatusTimeline(_spans(segments), _stages(_agreed_stages(early.stages, late.stages)))


def replays(placed: Placement, law: Law) -> tuple[Replay, ...]:
    """Return the one replay of exact dates, or two: imprecise dates as early, and as late, as they can be."""
    early = Replay(_moments((item.earliest, item) for item in placed.dated), law)
    if placed.exact:
        return (early,)
    return early, Replay(_moments((item.latest, item) for item in placed.dated), law)


def _moments(placed: Iterable[tuple[date | None, Dated]]) -> list[tuple[date, int, Event]]:
    return sorted((day, item.order, item.event) for day, item in placed if day is not None)


def _agreed(early: Sequence[Segment], late: Sequence[Segment]) -> list[Segment]:
    """Return what holds whether imprecise dates lie as early or as late as they can.

    The same state on both sides stands; two different ones, both in force, are valid; anything else
    is undetermined.
    """
    found: list[Segment] = []
    one, other = 0, 0
    for start in sorted({segment.start for segment in (*early, *late)}):
        while one + 1 < len(early) and early[one + 1].start <= start:
            one += 1
        while other + 1 < len(late) and late[other + 1].start <= start:
            other += 1
        segment = _agreement(start, early[one], late[other])
        if not found or _holding(found[-1]) != _holding(segment):
            found.append(segment)
    return found


def _agreement(start: date, early: Segment, late: Segment) -> Segment:
    mine, theirs = early.certificate, late.certificate
    same = mine == theirs
    star = early.star if early.star == late.star else None
    if early.state is late.state:
        if same:
            return Segment(start, late.state, star, late.ground, theirs, late.event)
        state = early.state
    elif early.state in IN_FORCE and late.state in IN_FORCE:
        state = State.VALID
    else:
        event = _imprecise(early, late)
        ground = words.IMPRECISE if event and event.year else words.UNDATED_EVENT
        return Segment(start, State.UNDETERMINED, None, ground, None, event)
    if state not in IN_FORCE:
        ground = words.EXPIRED_EITHER_WAY if state is State.EXPIRED else late.ground
    elif mine and theirs and mine.order == theirs.order and mine.event.on is None:
        ground = words.VALID_BY_YEAR
    else:
        ground = words.VALID_EITHER_WAY
    return Segment(start, state, star, ground, theirs, late.event)


def _imprecise(*segments: Segment) -> Event | None:
    events = [segment.event for segment in segments]
    events += [segment.certificate.event for segment in segments if segment.certificate]
    return next((event for event in events if event is not None and event.on is None), None)


def _holding(segment: Segment) -> tuple[State, int | None, Text, int | None]:
    order = segment.certificate.order if segment.certificate else None
    return segment.state, segment.star, segment.ground, order


def _doubted(segments: Sequence[Segment], undated: Sequence[Event]) -> list[Segment]:
    """Return `segments` as far as they hold whenever the undated events happened.

    An undated recognition leaves only what is in force or revoked beyond doubt; any other undated
    event leaves every state of a certificate.
    """
    recognised = any(event.kind in RECOGNITIONS for event in undated)
    found: list[Segment] = []
    for segment in segments:
        doubtful = segment.state in _BEFORE_ANY_CERTIFICATE or (
            recognised and segment.state not in _KNOWN_DESPITE_UNDATED
        )
        kept = segment
        if doubtful:
            ground = words.UNDATED if recognised else words.UNDATED_EVENT
            kept = Segment(segment.start, State.UNDETERMINED, None, ground, None, undated[0])
        if not found or not doubtful or _holding(found[-1]) != _holding(kept):
            found.append(kept)
    return found


def _agreed_stages(early: Sequence[StageMark], late: Sequence[StageMark]) -> list[StageMark]:
    """Return the stages that hold at both ends of what imprecise dates allow; else unknown."""
    found: list[StageMark] = []
    for start in sorted({mark.start for mark in (*early, *late)}):
        one = next((mark for mark in reversed(early) if mark.start <= start), None)
        other = next((mark for mark in reversed(late) if mark.start <= start), None)
        stages = {mark.stage if mark else Stage.NONE for mark in (one, other)}
        event = (other or one or StageMark(start, Stage.NONE, None)).event
        stage = stages.pop() if len(stages) == 1 else Stage.UNKNOWN
        if not found or found[-1].stage is not stage:
            found.append(StageMark(start, stage, event))
    return found


def _spans(segments: Sequence[Segment]) -> tuple[Span, ...]:
    """Turn first days into runs of days; what starts on the first day there is starts at the beginning."""
    found: list[Span] = []
    last: date | None = None
    for segment in reversed(segments):
        first = segment.start if segment.start > date.min else None
        state, star, ground = segment.state, segment.star, segment.ground
        found.append(Span(first, last, state, star, ground, segment.certificate, segment.event))
        last = calendar.closing_day(first) if first else None
    found.reverse()
    return tuple(found)


def _stages(marks: Sequence[StageMark]) -> tuple[StageSpan, ...]:
    return tuple(StageSpan(mark.start, mark.stage, mark.event) for mark in marks)
