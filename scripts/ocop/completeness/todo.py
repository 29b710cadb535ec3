"""The next step of an application and everything that is missing for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop.completeness import words
from ocop.completeness.answer import CreateFile, Item, Step, Todo
from ocop.completeness.course import Position, position
from ocop.completeness.files import BEGINNINGS
from ocop.completeness.filing import (
    Term,
    advice,
    as_filed,
    filing_items,
    filing_term,
    submission,
    unknowns,
)
from ocop.completeness.inquiry import Inquiry
from ocop.completeness.proceeding import (
    council_notice,
    decision_items,
    decision_term,
    evaluation_items,
    evaluation_term,
    forwarding_items,
    forwarding_term,
    review_items,
    review_term,
)
from ocop.diagnostics import Text
from ocop.law import Law, RuleSet
from ocop.model import REGISTRATION_FILE, Application, ApplicationKind, Level, Product
from ocop.scoring import Sheets
from ocop.status import Status, status
from ocop.status.words import FILE_AGAIN


def todo(product: Product, application: Application, law: Law, sheets: Sheets, as_of: date) -> Todo:
    """Return what comes next for one application on `as_of`; what is dated later is not seen.

    A draft, and one that was returned, lists what filing needs; once all is there, the filing itself.
    """
    inquiry = Inquiry.of(product, application, law, sheets, as_of)
    act, stand = inquiry.rule_set, position(inquiry)
    if act is None:
        return _answer(inquiry, stand, Term(until=None, citation=""), (), (words.NO_ACT,))
    if stand.step is Step.PREPARE:
        return _draft(inquiry, act, stand)
    if stand.step is Step.DONE:
        return _recognised(inquiry, act, stand)
    if stand.step is Step.ENDED:
        ground = Term(until=None, citation=act.grounds.citation)
        return _answer(inquiry, stand, ground, (), (FILE_AGAIN,))
    term = _term(inquiry, act, stand)
    filed = as_filed(inquiry.product, application, law, sheets)
    lacking = filing_items(filed) if filed else ()
    notices = (words.LACKING_SINCE_FILING,) if lacking else ()
    items = (*lacking, *_proceedings(inquiry, act, stand, term))
    if stand.step is Step.EVALUATION:
        notices = (*notices, *council_notice(inquiry, act, stand))
    elif stand.step is Step.COMMUNE_REVIEW:
        notices = (*notices, words.MAY_RETURN)
    return _answer(inquiry, stand, term, items, notices)


def _draft(inquiry: Inquiry, act: RuleSet, stand: Position) -> Todo:
    required, (advised, notices) = filing_items(inquiry), advice(inquiry)
    term = filing_term(inquiry, act)
    notices = (*notices, *unknowns(inquiry))
    if required:
        return _answer(inquiry, stand, term, (*required, *advised), (*notices, words.SUBMIT_AFTERWARDS))
    items = (submission(inquiry, act, term), *advised)
    return _answer(inquiry, Position(step=Step.FILE, event=stand.event), term, items, notices)


def _term(inquiry: Inquiry, act: RuleSet, stand: Position) -> Term:
    if stand.step is Step.COMMUNE_REVIEW:
        return review_term(inquiry, act, stand)
    if stand.step is Step.EVALUATION:
        return evaluation_term(inquiry, act, stand)
    if stand.step is Step.FORWARDING and stand.level is not None:
        return forwarding_term(inquiry, act, stand.level)
    return decision_term(act, stand.level)


def _proceedings(inquiry: Inquiry, act: RuleSet, stand: Position, term: Term) -> Iterator[Item]:
    level = stand.level
    if level is None:
        return
    if stand.step is Step.COMMUNE_REVIEW:
        yield from review_items(inquiry, level, term)
    elif stand.step is Step.EVALUATION:
        yield from evaluation_items(inquiry, act, stand, term)
    elif stand.step is Step.FORWARDING:
        yield from forwarding_items(inquiry, level, stand.star, term)
    elif stand.step is Step.DECISION:
        yield from decision_items(inquiry, act, stand, term)


def _answer(
    inquiry: Inquiry,
    stand: Position,
    term: Term,
    items: tuple[Item, ...],
    notices: tuple[Text, ...] = (),
) -> Todo:
    draft = stand.step in {Step.PREPARE, Step.FILE, Step.DONE, Step.ENDED}
    return Todo(
        as_of=inquiry.on,
        product=inquiry.product.id,
        name=inquiry.product.name,
        application=inquiry.application.id,
        kind=inquiry.application.kind,
        step=stand.step,
        level=stand.level,
        role=None if draft else stand.level,
        until=term.until,
        citation=term.citation,
        rule_set=inquiry.rule_set,
        items=items,
        notices=(*term.notices, *notices),
    )


# --- after a recognition, and products without an application


def _recognised(inquiry: Inquiry, act: RuleSet, stand: Position) -> Todo:
    now = status(inquiry.product, inquiry.law, inquiry.on)
    if now.current is None or now.current.event is not stand.event:
        term = Term(until=None, citation=act.grounds.citation, notices=(words.NOT_CURRENT,))
        return _answer(inquiry, stand, term, ())
    term, items = _renewal(inquiry.product, now, inquiry.law)
    return _answer(inquiry, stand, term, items)


def _renewal(product: Product, now: Status, law: Law) -> tuple[Term, tuple[Item, ...]]:
    """Return the window of a running certificate, and the application to begin once it is open."""
    act = law.rule_set_on(now.as_of)
    citation = act.window.grounds.citation if act and act.window else (act.grounds.citation if act else "")
    window = now.window
    if window is None:
        return Term(until=now.current.valid_through if now.current else None, citation=citation), ()
    if now.as_of > window.last:
        return Term(
            until=now.current.valid_through if now.current else None,
            citation=citation,
            notices=(words.dated(words.WINDOW_OVER, last=window.last),),
        ), ()
    notice = words.dated(words.WINDOW_AHEAD, first=window.first, last=window.last)
    term = Term(until=window.last, citation=citation, notices=(notice,))
    item = _beginning(product, now.as_of, ApplicationKind.RE_EVALUATION, citation, window.last)
    return term, (item,) if now.as_of in window else ()


def _beginning(
    product: Product,
    as_of: date,
    kind: ApplicationKind,
    citation: str,
    until: date | None,
    *,
    required: bool = False,
) -> Item:
    taken = {one.id for one in product.applications}
    number = next(number for number in range(1, len(taken) + 2) if f"{as_of.year}-{number}" not in taken)
    folder = f"dossiers/{product.id}/{as_of.year}-{number}"
    return Item(
        role=None,
        action=words.begin_application(kind),
        edit=CreateFile(
            file=f"{folder}/{REGISTRATION_FILE}",
            content=f"{BEGINNINGS[REGISTRATION_FILE]}kind: {kind.value}\n",
        ),
        citation=citation,
        required=required,
        until=until,
    )


def next_application(product: Product, law: Law, as_of: date) -> Todo:
    """Return what comes next for a product that has no application under way."""
    now = status(product, law, as_of)
    act = law.rule_set_on(as_of)
    level: Level | None = None
    if now.state.in_force:
        (term, items), step = _renewal(product, now, law), Step.DONE
        level = now.current.event.level if now.current else None
    else:
        step, term = Step.PREPARE, Term(until=None, citation=act.grounds.citation if act else "")
        items = (
            _beginning(product, as_of, ApplicationKind.FIRST, term.citation, None, required=True),
        )  # fmt: skip
    return Todo(
        as_of=as_of,
        product=product.id,
        name=product.name,
        application=None,
        kind=None,
        step=step,
        level=level,
        role=None,
        until=term.until,
        citation=term.citation,
        rule_set=act,
        items=items,
        notices=term.notices,
    )
