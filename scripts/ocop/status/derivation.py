"""How an answer follows from the record: each fact with its place, its rule set and its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.diagnostics import Location, Text
from ocop.law import Law, RuleSet
from ocop.model import RECOGNITIONS, Basis, Event, EventKind
from ocop.status import words
from ocop.status.dating import Dated, Placement
from ocop.status.replay import certificate
from ocop.status.spans import Span
from ocop.status.states import State


@dataclass(frozen=True, slots=True)
class Step:
    """One link from a recorded fact to the answer.

    `kind` is the event it rests on, so that a page can leave out what is not public, and `where` that
    event's cell; both are None for the conclusion. `on` is the day when known; `rule_set` and `citation`
    name what law was applied, blank when none was.
    """

    text: Text
    kind: EventKind | None
    where: Location | None
    on: date | None
    rule_set: str
    citation: str


def derivation(placed: Placement, law: Law, span: Span, as_of: date) -> tuple[Step, ...]:
    """Return the steps from `placed` to `span`, in order of time, undated events first."""
    steps = [_undated(event) for _, event in placed.undated]
    for item in sorted(placed.dated, key=lambda item: (item.earliest, item.order)):
        if item.latest is not None:
            steps.extend(_of_event(item, law))
    steps.extend(_of_state(span, law, as_of))
    conclusion = Text(
        f"Tính đến ngày {calendar.in_table(as_of)}: {span.state.label.vi}.",
        f"On {calendar.in_english(as_of)}: {span.state.label.en}.",
    )
    steps.append(Step(conclusion, None, None, as_of, "", ""))
    return tuple(steps)


def _undated(event: Event) -> Step:
    text = Text(
        f"{words.DEEDS[event.kind].vi}: nguồn không ghi ngày và năm.",
        f"{words.DEEDS[event.kind].en}: the source gives neither date nor year.",
    )
    return Step(text, event.kind, event.origin.at("on"), None, "", "")


def _of_event(item: Dated, law: Law) -> Iterator[Step]:
    event, rule_set = item.event, law.rule_set_on(item.earliest)
    if item.latest is not None and law.rule_set_on(item.latest) is not rule_set:
        rule_set = None
    identifier, citation = (rule_set.id, rule_set.grounds.citation) if rule_set else ("", "")
    yield Step(words.deed(event), event.kind, event.origin.at("event"), event.on, identifier, citation)
    if item.latest is not None and not item.exact:
        first, last = calendar.in_table(item.earliest), calendar.in_table(item.latest)
        text = Text(
            f"Nguồn chỉ ghi năm {event.year}, mà quyết định của một đợt có thể ký sang năm sau: ngày thật "
            f"được tính là nằm trong khoảng {first} – {last}.",
            f"The source gives only {event.year}, and a decision may be signed in the year after its "
            f"evaluation: the day is taken to lie between {calendar.in_english(item.earliest)} and "
            f"{calendar.in_english(item.latest)}.",
        )
        yield Step(text, event.kind, event.origin.at("year"), None, "", "")
    if event.kind in RECOGNITIONS:
        yield from _of_recognition(item, rule_set, law)
    if event.kind is EventKind.REVOKED and rule_set is not None:
        yield from _of_revocation(event, rule_set)


def _of_recognition(item: Dated, rule_set: RuleSet | None, law: Law) -> Iterator[Step]:
    event = item.event
    held = certificate(event, item.order, item.earliest, law)
    if held is None:
        if rule_set is not None:
            duty = next((duty for duty in reversed(rule_set.duties) if duty.recognises_stars), None)
            citation = duty.grounds.citation if duty else ""
            yield Step(
                words.NO_CERTIFICATE_STEP,
                event.kind,
                event.origin.at("star"),
                event.on,
                rule_set.id,
                citation,
            )
        return
    if held.valid_through is None or not (item.exact or held.basis is not Basis.COMPUTED):
        return
    through, english = calendar.in_table(held.valid_through), calendar.in_english(held.valid_through)
    if held.basis is Basis.COMPUTED and held.rule_set is not None:
        validity = held.rule_set.validity
        text = Text(
            f"Có giá trị {validity.months} tháng từ ngày quyết định: đến hết ngày {through}.",
            f"Valid for {validity.months} months from the decision: through {english}.",
        )
        grounds = validity.grounds.citation
        yield Step(text, event.kind, event.origin.at("on"), held.valid_through, held.rule_set.id, grounds)
        return
    source = words.BASES[held.basis or Basis.PRINTED]
    text = Text(
        f"Có giá trị đến hết ngày {through} ({source.vi}).", f"Valid through {english} ({source.en})."
    )
    yield Step(text, event.kind, event.origin.at("valid_through"), held.valid_through, "", "")


def _of_revocation(event: Event, rule_set: RuleSet) -> Iterator[Step]:
    grounds = rule_set.revocation_grounds
    cause = next((cause for cause in rule_set.revocation_causes if cause.id == event.cause), None)
    if cause is None or grounds is None:
        return
    letter = f"{grounds.citation}, điểm {cause.letter}" if cause.letter else grounds.citation
    told = words.cause_of_revocation(cause)
    yield Step(told, event.kind, event.origin.at("cause"), event.on, rule_set.id, letter)


def _of_state(span: Span, law: Law, as_of: date) -> Iterator[Step]:
    """Give the reason of the state, with the rule behind a window, an extension or a term."""
    told = span.event or (span.certificate.event if span.certificate else None)
    if told is None:
        return
    of_day = law.rule_set_on(as_of)
    of_term = span.certificate.rule_set if span.certificate else None
    applied, citation = "", ""
    if span.state is State.RE_EVALUATION_DUE and of_day is not None and of_day.window is not None:
        applied, citation = of_day.id, of_day.window.grounds.citation
    elif span.state is State.EXTENDED and of_day is not None and of_day.extension is not None:
        applied, citation = of_day.id, of_day.extension.grounds.citation
    elif span.state in {State.VALID, State.EXPIRED} and of_term is not None:
        applied, citation = of_term.id, of_term.validity.grounds.citation
    yield Step(span.reason, told.kind, told.origin.at("event"), span.first, applied, citation)
