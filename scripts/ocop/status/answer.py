"""The full answer for one day: state, recognitions, application under way, next step and derivation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.diagnostics import Location, Text
from ocop.law import Law, RuleSet
from ocop.model import RECOGNITIONS, Basis, Event, EventKind, Level, Product, Standing
from ocop.status import words
from ocop.status.dating import Placement, placement
from ocop.status.derivation import Step, derivation
from ocop.status.filing import Filing, with_evaluations
from ocop.status.next_step import NextStep, UnderWay, next_step
from ocop.status.replay import Replay, certificate
from ocop.status.spans import Span, StatusTimeline, replays, timeline_of
from ocop.status.states import IN_FORCE, Stage, State

_HARMLESS = frozenset({EventKind.PRODUCER_CHANGED, EventKind.SUPPORT_GIVEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionStatus:
    """One recognition and where it stands by itself, whatever came after it.

    `decided_on` is None when the day is not known; it then lies in `decided_between`, or anywhere when
    that is None too. `valid_through` is None for the same reason, unless it is printed. `ended_on` is
    the day on which a newer result or a revocation closed it.
    """

    event: Event
    where: Location
    state: State
    star: int | None
    decided_on: date | None
    decided_between: calendar.Period | None
    valid_through: date | None
    valid_through_between: calendar.Period | None
    basis: Basis | None
    rule_set: RuleSet | None
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where a product stands on `as_of`, and why.

    `since` and `until` are the first and last day of the state, None when it has no such day on record;
    `star` is what the product may carry that day. `current` is the recognition the state speaks of.
    `window` is the time for filing a re-evaluation of it, when the rule set of `as_of` sets one.
    """

    as_of: date
    state: State
    star: int | None
    since: date | None
    until: date | None
    reason: Text
    rule_set: RuleSet | None
    current: RecognitionStatus | None
    recognitions: tuple[RecognitionStatus, ...]
    window: calendar.Period | None
    stage: Stage
    stage_level: Level | None
    stage_since: date | None
    next_step: NextStep | None
    notices: tuple[Text, ...]
    steps: tuple[Step, ...]

    @property
    def label(self) -> Text:
        """The state in words."""
        return self.state.label


def status(product: Product, law: Law, as_of: date) -> Status:
    """Return where `product` stands on `as_of`; events dated later are not replayed."""
    return status_and_timeline(product, law, as_of)[0]


def status_and_timeline(product: Product, law: Law, as_of: date) -> tuple[Status, StatusTimeline]:
    """Return `status` and `timeline`, from one replay unless something is dated after `as_of`."""
    whole = placement(with_evaluations(product, law), law)
    placed = whole.by(as_of)
    runs = replays(placed, law)
    line = timeline_of(placed, law, runs)
    answer = _answer(product, law, as_of, placed, runs, line)
    return answer, line if len(placed.dated) == len(whole.dated) else timeline_of(whole, law)


def _answer(
    product: Product,
    law: Law,
    as_of: date,
    placed: Placement,
    runs: Sequence[Replay],
    line: StatusTimeline,
) -> Status:
    span = line.on(as_of)
    rule_set = law.rule_set_on(as_of)
    recognitions = _recognitions(placed, runs, law, as_of)
    held = span.certificate
    current = next((one for one in recognitions if held and one.event is held.event), None)
    stage = line.stage_on(as_of)
    under_way = stage.stage if stage else Stage.NONE
    told = stage.event if stage and under_way is not Stage.NONE else None
    window = _window(current, rule_set)
    stopped = _stopped(placed, span)
    step = next_step(
        span=span,
        window=window,
        under_way=UnderWay(stage=under_way, told=told, rule_set=_governing(product, told, law, as_of)),
        stopped=stopped,
        rule_set=rule_set,
        working=law.working_calendar,
        as_of=as_of,
    )
    since, until = _run(line, as_of)
    return Status(
        as_of=as_of,
        state=span.state,
        star=span.star,
        since=since,
        until=until,
        reason=span.reason,
        rule_set=rule_set,
        current=current,
        recognitions=recognitions,
        window=window,
        stage=under_way,
        stage_level=told.level if told else None,
        stage_since=stage.first if stage and told else None,
        next_step=step,
        notices=tuple(_notices(product, placed, span, stopped, law, as_of)),
        steps=derivation(placed, law, span, as_of),
    )


def _governing(product: Product, told: Event | None, law: Law, as_of: date) -> RuleSet | None:
    """Return the act that judges the application which `told` speaks of, when its folder is there."""
    named = told.application if told else None
    application = next((one for one in product.applications if named and one.id == named), None)
    return Filing.of(product, application, law).rule_set_on(as_of) if application else None


def _run(line: StatusTimeline, as_of: date) -> tuple[date | None, date | None]:
    """Return the first and last day around `as_of` with its state, star and recognition."""
    now = line.on(as_of)
    order = now.certificate.order if now.certificate else None
    same = [
        span
        for span in line.spans
        if (span.state, span.star, span.certificate.order if span.certificate else None)
        == (now.state, now.star, order)
    ]
    first, last = now.first, now.last
    for span in reversed(same):
        if first and span.last and calendar.days_after(span.last, 1) == first:
            first = span.first
    for span in same:
        if last and span.first and calendar.days_after(last, 1) == span.first:
            last = span.last
    return first, last


def _recognitions(
    placed: Placement, runs: Sequence[Replay], law: Law, as_of: date
) -> tuple[RecognitionStatus, ...]:
    """Return every recognition that gives a certificate, in file order, each with its own state."""
    rows: list[tuple[int, Event, date | None, date | None]] = [
        *((item.order, item.event, item.earliest, item.latest) for item in placed.dated),
        *((order, event, None, None) for order, event in placed.undated),
    ]
    found = []
    for order, event, first, last in sorted(rows, key=lambda row: row[0]):
        if event.kind not in RECOGNITIONS:
            continue
        held = [certificate(event, order, day, law) for day in (first, last) if day is not None]
        kept = [one for one in held if one is not None]
        if held and not kept:
            continue
        ends = [one.valid_through for one in kept if one.valid_through is not None]
        end = ends[0] if len(set(ends)) == 1 else None if kept else event.valid_through
        state, ended_on = _own_state(order, runs, as_of)
        found.append(
            RecognitionStatus(
                event=event,
                where=event.origin.at("event"),
                state=state,
                star=event.star,
                decided_on=event.on,
                decided_between=calendar.Period(first, last) if first and last and first < last else None,
                valid_through=end,
                valid_through_between=calendar.Period(min(ends), max(ends)) if ends and not end else None,
                basis=kept[-1].basis if kept else event.valid_through_basis,
                rule_set=kept[0].rule_set if kept and kept[0].rule_set is kept[-1].rule_set else None,
                ended_on=ended_on,
            )
        )
    return tuple(found)


def _own_state(order: int, runs: Sequence[Replay], as_of: date) -> tuple[State, date | None]:
    """Return the state of one recognition by itself and the day a later event closed it."""
    answers = {run.own_state(order, as_of) for run in runs}
    states = {state for state, _ in answers}
    days = {day for _, day in answers}
    if len(states) == 1:
        return states.pop(), days.pop() if len(days) == 1 else None
    return (State.VALID if states <= IN_FORCE else State.UNDETERMINED), None


def _window(current: RecognitionStatus | None, rule_set: RuleSet | None) -> calendar.Period | None:
    """Return when a re-evaluation may be filed by the rule set of the day.

    26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a.
    """
    if current is None or current.valid_through is None or not current.state.in_force:
        return None
    window = rule_set.window if rule_set else None
    if window is None:
        return None
    return calendar.filing_window(current.valid_through, window.opens_days_before, window.closes_days_before)


def _stopped(placed: Placement, span: Span) -> Event | None:
    """Return the confirmation that production stopped, when it concerns the running certificate."""
    held = span.certificate
    if held is None or not span.state.in_force:
        return None
    stops = [
        item.event
        for item in placed.dated
        if item.event.kind is EventKind.PRODUCTION_STOPPED and item.earliest >= held.decided_on
    ]
    stops += [event for _, event in placed.undated if event.kind is EventKind.PRODUCTION_STOPPED]
    return stops[-1] if stops else None


def _notices(
    product: Product, placed: Placement, span: Span, stopped: Event | None, law: Law, as_of: date
) -> Iterator[Text]:
    cause = law.revocation_cause(span.event.cause) if span.event and span.state is State.REVOKED else None
    if cause is not None:
        yield words.cause_of_revocation(cause)
    if span.state is State.EXPIRED and product.record.standing is Standing.GATHERED:
        yield words.MAY_BE_RENEWED
        yield from _may_stand(span, law, as_of)
    if stopped is not None:
        yield words.filled(words.STOPPED, stopped, None, None)
    if span.state.in_force and span.star is None:
        yield words.STAR_UNKNOWN
    if any(event.kind not in _HARMLESS for _, event in placed.undated):
        yield words.HAS_UNDATED
    if span.state is State.EXPIRED and span.certificate is not None:
        decided_on = span.certificate.decided_on
        for item in placed.dated:
            if item.event.kind is EventKind.REVOKED and item.exact and item.earliest > decided_on:
                yield words.filled(words.REVOKED_LATE, item.event, None, None)


def _may_stand(span: Span, law: Law, as_of: date) -> Iterator[Text]:
    """26/2026/QĐ-TTg, Điều 12 khoản 3: for who gathers from public sources, a filing is seldom to be seen."""
    held, act = span.certificate, law.rule_set_on(as_of)
    extension = act.extension if act else None
    if held is None or held.valid_through is None or extension is None:
        return
    until = calendar.days_after(held.valid_through, extension.max_days)
    if as_of <= until and held.decided_on < extension.issued_before:
        yield words.may_stand(until, extension)
