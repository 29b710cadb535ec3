"""What is missing once an application is filed: review, council, forwarding, decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop.completeness import words
from ocop.completeness.answer import AddRow, FillCells, Item
from ocop.completeness.course import Position, result
from ocop.completeness.events import event_item
from ocop.completeness.files import COLUMNS
from ocop.completeness.filing import Term
from ocop.completeness.forms import form_items
from ocop.completeness.inquiry import Inquiry
from ocop.completeness.papers import document_items, is_paper
from ocop.diagnostics import Text
from ocop.law import RuleSet
from ocop.model import (
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    RECOGNITIONS,
    ApplicationKind,
    Evaluation,
    EventKind,
    Level,
)
from ocop.status.procedure import deadline, last_day, level_after, rounds_open_on

_MINUTES = ("seats", "present", "minutes", "minutes_on")
_RESULT = ("met_on", "seats", "present", "mean", "minutes", "minutes_on")
_RECOGNITIONS = {
    ApplicationKind.FIRST: EventKind.RECOGNISED,
    ApplicationKind.UPGRADE: EventKind.UPGRADED,
    ApplicationKind.RE_EVALUATION: EventKind.RE_RECOGNISED,
}


def review_term(inquiry: Inquiry, act: RuleSet, stand: Position) -> Term:
    """Return the reviewing level's last day, in working days from the filing: Điều 7 khoản 2."""
    limit = deadline(act, "commune_review")
    duty = act.duty_of(stand.level) if stand.level else None
    if limit is None or limit.level is not stand.level:
        return Term(until=None, citation=(duty.grounds if duty else act.grounds).citation)
    filed_on = stand.event.on if stand.event else None
    until = last_day(limit, filed_on, inquiry.law.working_calendar)
    unknown = filed_on is not None and until is None
    notices = (words.NO_WORKING_CALENDAR,) if unknown else ()
    return Term(until=until, citation=limit.grounds.citation, notices=notices)


def review_items(inquiry: Inquiry, level: Level, term: Term) -> Iterator[Item]:
    """Yield what the reviewing level adds, and the row with which it proposes or returns the dossier."""
    forms = [
        one.document_type for one in inquiry.documents(level) if not is_paper(inquiry, one.document_type)
    ]
    yield from form_items(inquiry, level, forms, term.until)
    review = inquiry.application.forms.get(COMMUNE_REVIEW_FILE)
    returns = review is not None and review.values.get("complete") == "false"
    if not returns:
        yield from document_items(inquiry, level, until=term.until)
    kind = EventKind.RETURNED if returns else EventKind.FORWARDED
    yield event_item(inquiry, kind, level, level=level, citation=term.citation, until=term.until)


def evaluation_term(inquiry: Inquiry, act: RuleSet, stand: Position) -> Term:
    """Return by when a council has its result: 45 days for a re-evaluation, else the round's day.

    26/2026/QĐ-TTg, Điều 7 khoản 6 điểm g; Điều 5.
    """
    limit = deadline(act, "re_evaluation")
    told_on = stand.event.on if stand.event else None
    if limit is not None and inquiry.application.kind is ApplicationKind.RE_EVALUATION:
        until = last_day(limit, told_on, inquiry.law.working_calendar)
        return Term(until=until, citation=limit.grounds.citation)
    rounds = rounds_open_on(told_on, stand.level, act) if told_on and stand.level else ()
    if not rounds:
        notice = words.filled(words.NO_TERM, {"act": act.number})
        return Term(until=None, citation=(act.rounds_grounds or act.grounds).citation, notices=(notice,))
    return Term(until=rounds[0].results_on, citation=rounds[0].rule.grounds.citation)


def evaluation_items(inquiry: Inquiry, act: RuleSet, stand: Position, term: Term) -> Iterator[Item]:
    """Yield the council's result to be entered, or what of it does not tell a star yet."""
    if stand.level is None:
        return
    begun = [
        one
        for one in inquiry.application.evaluations
        if one.level is stand.level and (one.met_on is None or (one.mean is None and one.star is None))
    ]
    undecided = result(inquiry, stand.level) if stand.event and _is_result(stand) else None
    if begun:
        blank = tuple(name for name in _RESULT if getattr(begun[-1], name) is None)
        yield _evaluation_cells(inquiry, begun[-1], blank, term.citation, term.until)
    elif undecided is not None:
        yield _evaluation_cells(inquiry, undecided, ("star",), term.citation, term.until)
    else:
        yield _evaluation_row(inquiry, act, stand.level, stand.event.on if stand.event else None, term)


def _is_result(stand: Position) -> bool:
    return stand.event is not None and stand.event.kind is EventKind.EVALUATED


def council_notice(inquiry: Inquiry, act: RuleSet, stand: Position) -> tuple[Text, ...]:
    """Return where the members' own sheets go."""
    if stand.level is None or stand.level is Level.COMMUNE:
        return ()
    told_on = stand.event.on if stand.event else None
    number = _round_number(act, stand.level, told_on) or "1"
    file = f"{inquiry.application.id}/council-{stand.level.value}-{number}.csv"
    return (words.filled(words.COUNCIL_FILE, {"file": file}),)


def _round_number(act: RuleSet, level: Level, told_on: date | None) -> str | None:
    rounds = rounds_open_on(told_on, level, act) if told_on else ()
    return str(rounds[0].rule.number) if rounds else None


def _evaluation_row(inquiry: Inquiry, act: RuleSet, level: Level, told_on: date | None, term: Term) -> Item:
    number = _round_number(act, level, told_on)
    cells = {"level": level.value, **({"round": number} if number else {})}
    blank = _RESULT if number else ("round", *_RESULT)
    return Item(
        role=level,
        action=words.enter_result(level, blank),
        edit=AddRow(
            file=inquiry.path(EVALUATIONS_FILE),
            columns=COLUMNS[EVALUATIONS_FILE],
            cells=cells,
            blank=blank,
            optional=("star", "note"),
        ),
        citation=term.citation,
        until=term.until,
    )


def _evaluation_cells(
    inquiry: Inquiry, one: Evaluation, blank: tuple[str, ...], citation: str, until: date | None
) -> Item:
    return Item(
        role=one.level,
        action=words.complete_result(one.level, blank),
        edit=FillCells(
            file=inquiry.path(EVALUATIONS_FILE),
            line=one.origin.line,
            row={"level": one.level.value, "round": one.round},
            blank=blank,
        ),
        citation=citation,
        until=until,
    )


def _minutes_items(inquiry: Inquiry, level: Level | None, citation: str) -> Iterator[Item]:
    """Yield what of the council's minutes has not been entered, though its star is known."""
    found = result(inquiry, level)
    if found is not None:
        blank = tuple(name for name in _MINUTES if getattr(found, name) is None)
        if blank:
            yield _evaluation_cells(inquiry, found, blank, citation, None)


def forwarding_term(inquiry: Inquiry, act: RuleSet, level: Level) -> Term:
    """Return by when to propose to the level above: the closing day of its next round."""
    duty = act.duty_of(level)
    rounds = rounds_open_on(inquiry.on, level_after(level, act), act)
    if not rounds:
        return Term(until=None, citation=(duty.grounds if duty else act.grounds).citation)
    return Term(until=rounds[0].closes_on, citation=rounds[0].rule.grounds.citation)


def forwarding_items(inquiry: Inquiry, level: Level, star: int | None, term: Term) -> Iterator[Item]:
    """Yield the papers that go up with the dossier, and the row that says it went."""
    yield from _minutes_items(inquiry, level, term.citation)
    yield from document_items(inquiry, level, star, term.until)
    cells = {"star": str(star)} if star is not None else {}
    yield event_item(
        inquiry, EventKind.FORWARDED, level, level=level, citation=term.citation, cells=cells,
        until=term.until,
    )  # fmt: skip


def decision_items(inquiry: Inquiry, act: RuleSet, stand: Position, term: Term) -> Iterator[Item]:
    """Yield the recognition to be recorded, as the kind of application has it, by the body of that day."""
    level, star = stand.level, stand.star
    if level is None or star is None:
        return
    yield from _minutes_items(inquiry, stand.event.level if stand.event else level, term.citation)
    duty = act.duty_of(level)
    cells = {"star": str(star)}
    issuer = inquiry.law.agency_on(duty.recognised_by, inquiry.on) if duty else None
    if issuer is not None:
        cells["issuer"] = issuer.id
    again = any(event.kind in RECOGNITIONS for event in inquiry.events)
    yield event_item(
        inquiry,
        EventKind.UPGRADED if again else _RECOGNITIONS[inquiry.application.kind],
        level,
        level=level,
        citation=term.citation,
        blank=("on", "decision", "source"),
        cells=cells,
        until=term.until,
    )


def decision_term(act: RuleSet, level: Level | None) -> Term:
    """Return the ground of a decision; no act says by when it is due."""
    duty = act.duty_of(level) if level else None
    return Term(until=None, citation=(duty.grounds if duty else act.grounds).citation)
