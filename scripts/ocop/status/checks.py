"""What in a product's history contradicts the law or itself, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from ocop import calendar, spelling
from ocop.codes import certificates, procedure
from ocop.diagnostics import Diagnostic
from ocop.law import Law, RuleSet
from ocop.model import RECOGNITIONS, Event, EventKind, Product, Standing
from ocop.status import levels, words
from ocop.status.dating import own_bounds, placement
from ocop.status.replay import certificate
from ocop.status.spans import timeline_of
from ocop.status.states import IN_FORCE, State

_FOLLOWING = frozenset({EventKind.UPGRADED, EventKind.RE_RECOGNISED})
_ENDING = frozenset({EventKind.REVOKED, EventKind.PRODUCTION_STOPPED})


def problems(product: Product, law: Law) -> Iterable[Diagnostic]:
    """Yield what is wrong with the product's events; gaps are warnings and notes, contradictions errors."""
    events = product.events
    for event in events:
        yield from _dates(event, law)
        yield from _level(event, law)
        if event.kind in RECOGNITIONS:
            yield from _star(event, law, confirmed=product.record.standing is Standing.CONFIRMED)
            yield from _end(event, law)
        if event.kind is EventKind.REVOKED:
            yield from _grounds(event, law)
    if len(events) > 1:
        yield from _order(events, law)
        yield from _same_day(events)
    if any(event.kind in _FOLLOWING or event.kind in _ENDING for event in events):
        yield from _sequence(events, law)


def _named(event: Event) -> dict[str, str]:
    return {"title": words.DEEDS[event.kind].vi, "event": event.kind.value}


def _dates(event: Event, law: Law) -> Iterator[Diagnostic]:
    at = event.origin.at
    bounds = own_bounds(event, law)
    if bounds is None:
        recognition = event.kind in RECOGNITIONS
        code = certificates.RECOGNITION_UNDATED if recognition else procedure.EVENT_UNDATED
        yield Diagnostic(code, at("on"), _named(event))
        return
    if event.on is not None and event.year is not None and event.on.year - event.year not in {0, 1}:
        facts = {"found": str(event.year), "expected": calendar.in_table(event.on)}
        yield Diagnostic(procedure.YEAR_CONTRADICTS_DATE, at("year"), facts)
    if event.kind in RECOGNITIONS and law.rule_sets and bounds[1] < law.rule_sets[0].in_force_from:
        begin = calendar.in_table(law.rule_sets[0].in_force_from)
        facts = {"found": _shown(event), "expected": begin}
        yield Diagnostic(procedure.BEFORE_PROGRAMME, at("on" if event.on else "year"), facts)


def _shown(event: Event) -> str:
    return calendar.in_table(event.on) if event.on else str(event.year)


def _level(event: Event, law: Law) -> Iterator[Diagnostic]:
    """A level must still exist, and one that recognises must be entitled to by an act in effect that day."""
    at, level = event.origin.at, event.level
    if level is None:
        if event.kind is EventKind.FORWARDED:
            yield Diagnostic(procedure.FORWARDED_WITHOUT_LEVEL, at("level"))
        return
    bounds = own_bounds(event, law)
    if bounds is None:
        return
    ended = tuple(levels.level_stands(level, bounds[0], law, label="Cấp", where=at("level")))
    if ended:
        yield from ended
        return
    if event.kind not in RECOGNITIONS or event.star is None:
        return
    acts = [
        (act, entitled)
        for act in _in_effect(event, bounds, law)
        if (entitled := act.recognising_level(event.star)) is not None
        and bounds[0] <= (levels.last_day(entitled, law) or date.max)
    ]
    if acts and level not in {entitled for _, entitled in acts}:
        facts = {
            "title": levels.named(level, law).vi,
            "found": level.value,
            "star": str(event.star),
            "entitled": ", ".join(dict.fromkeys(levels.named(entitled, law).vi for _, entitled in acts)),
            "expected": ", ".join(dict.fromkeys(entitled.value for _, entitled in acts)),
            "act": ", ".join(act.number for act, _ in acts),
        }
        yield Diagnostic(procedure.LEVEL_NOT_ENTITLED, at("level"), facts)


def _in_effect(event: Event, bounds: tuple[date, date], law: Law) -> list[RuleSet]:
    """Return the acts a decision may rest on: those of its evaluation year, and old ones not yet lapsed."""
    first, last = bounds
    if event.year is not None and 0 < event.year == first.year - 1:
        first = date(event.year, 1, 1)
    found = []
    for act in law.rule_sets:
        ends = act.lapses_on or act.in_force_to
        if act.in_force_from <= last and (ends is None or ends >= first):
            found.append(act)
    return found


def _star(event: Event, law: Law, *, confirmed: bool) -> Iterator[Diagnostic]:
    where = event.origin.at("star")
    if event.star is None:
        if confirmed:
            yield Diagnostic(certificates.STAR_MISSING, where, _named(event))
        return
    bounds = own_bounds(event, law)
    act = law.rule_set_on(bounds[1]) if bounds else None
    if act is not None and act.recognising_level(event.star) is None:
        facts = {"found": str(event.star), "act": act.number}
        yield Diagnostic(certificates.STAR_WITHOUT_CERTIFICATE, where, facts)


def _end(event: Event, law: Law) -> Iterator[Diagnostic]:
    at, through, basis = event.origin.at, event.valid_through, event.valid_through_basis
    if through is None:
        if basis is not None:
            where = at("valid_through_basis")
            yield Diagnostic(certificates.BASIS_WITHOUT_END, where, {"found": basis.value})
        return
    found = calendar.in_table(through)
    if basis is None:
        yield Diagnostic(certificates.END_WITHOUT_BASIS, at("valid_through_basis"), {"found": found})
    bounds = own_bounds(event, law)
    if bounds is None:
        return
    if through < bounds[0]:
        facts = {"found": found, "expected": _shown(event)}
        yield Diagnostic(certificates.ENDS_BEFORE_DECISION, at("valid_through"), facts)
        return
    act = law.rule_set_on(event.on) if event.on else None
    if act is None or event.on is None:
        return
    computed = calendar.last_valid_day(event.on, act.validity.months)
    if computed != through:
        months = str(act.validity.months)
        facts = {"found": found, "expected": calendar.in_table(computed), "months": months}
        yield Diagnostic(certificates.END_DIFFERS, at("valid_through"), facts)


def _grounds(event: Event, law: Law) -> Iterator[Diagnostic]:
    """26/2026/QĐ-TTg, Điều 8: a revocation has a decision and one of six causes."""
    at = event.origin.at
    for key, title, value in (
        ("cause", "Lý do thu hồi", event.cause),
        ("decision", "Số quyết định", event.decision),
    ):
        if value is None:
            yield Diagnostic(procedure.REVOKED_WITHOUT_GROUND, at(key), {"title": title, "field": key})
    causes = {cause.id for act in law.rule_sets for cause in act.revocation_causes}
    if event.cause is not None and causes and event.cause not in causes:
        facts = {
            "found": event.cause,
            "nearest": spelling.nearest(event.cause, sorted(causes)) or "–",
            "expected": ", ".join(sorted(causes)),
        }
        yield Diagnostic(procedure.UNKNOWN_CAUSE, at("cause"), facts)


def _order(events: Sequence[Event], law: Law) -> Iterator[Diagnostic]:
    latest: tuple[date, Event] | None = None
    for event in events:
        bounds = own_bounds(event, law)
        if bounds is None:
            continue
        if latest is not None and bounds[1] < latest[0]:
            facts = {"found": _shown(event), "expected": _shown(latest[1])}
            related = (latest[1].origin.at("on"),)
            yield Diagnostic(procedure.OUT_OF_ORDER, event.origin.at("on"), facts, related)
        elif latest is None or bounds[0] > latest[0]:
            latest = bounds[0], event


def _same_day(events: Sequence[Event]) -> Iterator[Diagnostic]:
    seen: dict[date, Event] = {}
    for event in events:
        if event.kind not in RECOGNITIONS or event.on is None:
            continue
        first = seen.setdefault(event.on, event)
        if first is not event:
            place = first.origin.at("on")
            facts = {"found": calendar.in_table(event.on), "expected": str(place)}
            yield Diagnostic(procedure.RECOGNISED_TWICE, event.origin.at("on"), facts, (place,))


def _sequence(events: Sequence[Event], law: Law) -> Iterator[Diagnostic]:
    """Hold what follows or ends a certificate against what was recorded before it."""
    placed = placement(events, law)
    undated = [event for _, event in placed.undated]
    unplaced = any(event.kind in RECOGNITIONS for event in undated)
    before: list[Event] = []
    for item in sorted(placed.dated, key=lambda item: (item.earliest, item.order)):
        event, day = item.event, item.earliest
        earlier = [
            held
            for past in before
            if past.kind in RECOGNITIONS and (held := certificate(past, 0, past.on or day, law)) is not None
        ]
        if event.kind in _FOLLOWING:
            yield from _follows(
                event, star=earlier[-1].star if earlier else None, known=bool(earlier) or unplaced
            )
        elif event.kind in _ENDING:
            state = timeline_of(placement(before, law), law).on(day).state
            running = bool(earlier) and (state in IN_FORCE or state is State.UNDETERMINED)
            if not unplaced and not running:
                facts = {**_named(event), "found": state.value, "state": state.label.vi}
                yield Diagnostic(procedure.NO_RUNNING_CERTIFICATE, event.origin.at("event"), facts)
        before.append(event)
    for event in undated:
        others = chain(before, (other for other in undated if other is not event))
        if event.kind in _FOLLOWING and not any(other.kind in RECOGNITIONS for other in others):
            yield from _follows(event, star=None, known=False)


def _follows(event: Event, *, star: int | None, known: bool) -> Iterator[Diagnostic]:
    if not known:
        yield Diagnostic(procedure.EARLIER_RECOGNITION_MISSING, event.origin.at("event"), _named(event))
    elif event.kind is EventKind.UPGRADED and star and event.star and event.star <= star:
        facts = {"found": str(event.star), "expected": str(star)}
        yield Diagnostic(procedure.NOT_HIGHER, event.origin.at("star"), facts)
