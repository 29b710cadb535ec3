"""What an application needs on the day it is filed, and by when to file it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.completeness import words
from ocop.completeness.answer import AddRow, CreateFile, Item, SetKey
from ocop.completeness.claims import claim_items, claimed, own_score, score_notice, star_items
from ocop.completeness.events import event_item
from ocop.completeness.files import COLUMNS
from ocop.completeness.forms import cycle_items, form_items
from ocop.completeness.inquiry import Inquiry
from ocop.completeness.papers import document_items, is_paper, paper_items
from ocop.diagnostics import Text
from ocop.law import Law, RuleSet
from ocop.model import CLAIMS_FILE, REGISTRATION_FILE, Application, ApplicationKind, EventKind, Level, Product
from ocop.scoring import Sheets
from ocop.status import Filing, status
from ocop.status.procedure import Round, deadline, level_after, receiving_level, rounds_open_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """By when a step is to be taken, on which ground, and what has to be said beside it."""

    until: date | None
    citation: str
    notices: tuple[Text, ...] = ()


def filing_items(inquiry: Inquiry) -> tuple[Item, ...]:
    """Return what the application lacks to be filed under the act that governs it on that day.

    The forms and papers that the act's documents ask for, every criterion scored, a paper behind each score
    that needs one, no paper out of date: 26/2026/QĐ-TTg, Điều 6 khoản 1.
    """
    if inquiry.rule_set is None:
        return ()
    found = claimed(inquiry)
    return (*_form_items(inquiry), *claim_items(inquiry, found), *paper_items(inquiry, found))


def _form_items(inquiry: Inquiry) -> tuple[Item, ...]:
    forms = [one.document_type for one in inquiry.documents(None) if not is_paper(inquiry, one.document_type)]
    return tuple(form_items(inquiry, None, forms))


def as_filed(product: Product, application: Application, law: Law, sheets: Sheets) -> Inquiry | None:
    """Return the inquiry into a filed application on the day of its latest filing.

    None for a draft, for one that was returned, and when the day is not known.
    """
    filing = Filing.of(product, application, law)
    submitted = filing.event(EventKind.SUBMITTED)
    if not filing.is_filed or submitted is None or submitted.on is None:
        return None
    return Inquiry.of(product, application, law, sheets, submitted.on)


def lacking_when_filed(
    product: Product, application: Application, law: Law, sheets: Sheets
) -> tuple[Item, ...]:
    """Return what a filed application should have had on the day of its latest filing.

    Nothing for a draft, for one that was returned, or when the day is not known. Of a file that is not there
    only that is told, not all that should stand in it; of one that could not be read whole, nothing. Papers
    that had expired, and scores without a paper behind them, have rules of their own.
    """
    inquiry = as_filed(product, application, law, sheets)
    if inquiry is None or inquiry.rule_set is None:
        return ()
    items = (
        *_form_items(inquiry),
        *(claim_items(inquiry, claimed(inquiry)) if application.claims else _no_claims(inquiry)),
        *(item for item in document_items(inquiry, None) if isinstance(item.edit, AddRow)),
    )
    absent = {item.edit.file for item in items if isinstance(item.edit, CreateFile)}
    doubtful = {application.file(name).path for name in application.unsound}
    return tuple(
        item
        for item in items
        if item.edit.file not in doubtful
        and (isinstance(item.edit, CreateFile) or item.edit.file not in absent)
    )


def _no_claims(inquiry: Inquiry) -> Iterator[Item]:
    if inquiry.sheet is not None:
        yield Item(
            role=None,
            action=words.SCORE_YOURSELF,
            edit=CreateFile(file=inquiry.path(CLAIMS_FILE), content=f"{','.join(COLUMNS[CLAIMS_FILE])}\n"),
            citation=inquiry.sheet.citation,
        )


def advice(inquiry: Inquiry) -> tuple[tuple[Item, ...], tuple[Text, ...]]:
    """Return what would help the application: a star to aim at, what it asks for, and the yearly cycle."""
    found = claimed(inquiry)
    own = own_score(inquiry, found)
    aim = () if inquiry.application.target_star else (_aim(inquiry),)
    stars = () if own is None else tuple(star_items(inquiry, found, own))
    notices = () if own is None else (score_notice(own),)
    return (*aim, *stars, *cycle_items(inquiry)), notices


def _aim(inquiry: Inquiry) -> Item:
    file = inquiry.path(REGISTRATION_FILE)
    edit = SetKey(file=file, key="target_star", title="Hạng sao mong muốn", example="4")
    return Item(role=None, action=words.TARGET_STAR, edit=edit, citation="", required=False)


def unknowns(inquiry: Inquiry) -> Iterator[Text]:
    """Yield what of the act itself is not known, so that the list cannot be complete."""
    act, kind = inquiry.rule_set, inquiry.application.kind
    if act is None:
        yield words.NO_ACT
        return
    names = {"act": act.number}
    if not any(one.prepared_by is None and kind in one.applications for one in act.documents):
        yield words.filled(words.DOSSIER_UNKNOWN, names)
    if inquiry.sheet is not None and not inquiry.sheet.is_known:
        yield words.filled(words.NO_SHEET, names)


def submission(inquiry: Inquiry, act: RuleSet, term: Term) -> Item:
    """Return the item that records the filing."""
    level = receiving_level(act)
    return event_item(
        inquiry, EventKind.SUBMITTED, None, level=level, citation=term.citation, until=term.until
    )


def filing_term(inquiry: Inquiry, act: RuleSet) -> Term:
    """Return by when to file: in the certificate's window, or early enough for the next round.

    26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a; Điều 5 with Điều 7 khoản 2.
    """
    if inquiry.application.kind is ApplicationKind.RE_EVALUATION and act.window is not None:
        return _window_term(inquiry, act)
    first = receiving_level(act)
    duty = act.duty_of(first)
    if duty is not None and not duty.evaluates:
        return _round_term(inquiry, act, first, level_after(first, act))
    rounds = rounds_open_on(inquiry.on, first, act)
    if not rounds:
        return _no_term(act)
    return Term(until=rounds[0].closes_on, citation=rounds[0].rule.grounds.citation)


def _no_term(act: RuleSet) -> Term:
    notice = words.filled(words.NO_TERM, {"act": act.number})
    return Term(until=None, citation=(act.rounds_grounds or act.grounds).citation, notices=(notice,))


def _window_term(inquiry: Inquiry, act: RuleSet) -> Term:
    citation = act.window.grounds.citation if act.window else ""
    now = status(inquiry.product, inquiry.law, inquiry.on)
    window = now.window
    if window is None:
        return Term(until=None, citation=citation)
    if inquiry.on <= window.last:
        notice = words.dated(words.WINDOW_AHEAD, first=window.first, last=window.last)
        return Term(until=window.last, citation=citation, notices=(notice,))
    notice = words.dated(words.WINDOW_OVER, last=window.last)
    return Term(
        until=now.current.valid_through if now.current else None, citation=citation, notices=(notice,)
    )


def _round_term(inquiry: Inquiry, act: RuleSet, first: Level, council: Level) -> Term:
    """Count the reviewing level's working days back from the day by which it must propose."""
    limit = deadline(act, "commune_review")
    rounds = rounds_open_on(inquiry.on, council, act)
    if not rounds:
        return _no_term(act)
    if limit is None or limit.level is not first:
        return Term(until=rounds[0].closes_on, citation=rounds[0].rule.grounds.citation)
    for one in rounds:
        latest = _latest_filing(inquiry, one, limit.days, working_days=limit.working_days)
        citation = f"{one.rule.grounds.citation}; {limit.grounds.citation}"
        if latest is None:
            return Term(until=one.closes_on, citation=citation, notices=(words.NO_WORKING_CALENDAR,))
        if latest >= inquiry.on:
            to = words.LEVEL_LABELS[council]
            vi = {"days": str(limit.days), "closes": calendar.in_table(one.closes_on), "to": to.vi}
            en = {"closes": calendar.in_english(one.closes_on), "to": to.en}
            notice = words.filled(words.LATEST_FILING, vi, en)
            return Term(until=latest, citation=citation, notices=(notice,))
    return _no_term(act)


def _latest_filing(inquiry: Inquiry, one: Round, days: int, *, working_days: bool) -> date | None:
    if working_days:
        return calendar.working_days_before(one.closes_on, days, inquiry.law.working_calendar)
    return calendar.days_after(one.closes_on, -days)
