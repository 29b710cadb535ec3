"""What is not yet filled in of the forms that an act asks for, and of the yearly cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ocop.completeness import words
from ocop.completeness.answer import CreateFile, Item, SetKey
from ocop.completeness.events import event_item
from ocop.completeness.files import BEGINNINGS
from ocop.completeness.inquiry import Inquiry
from ocop.law import FormField
from ocop.model import REGISTRATION_FILE, ApplicationKind, EventKind, Level
from ocop.status.procedure import receiving_level

YEARLY_CYCLE = "yearly_cycle"
_SHEET = "sheet"
_UNTICKED = "false"
_EARLY = (EventKind.IDEA_REGISTERED, EventKind.SURVEYED, EventKind.SELECTED)


def form_items(
    inquiry: Inquiry, role: Level | None, document_types: Iterable[str], until: date | None = None
) -> Iterator[Item]:
    """Yield the files to create and the needed items to fill in of these forms.

    The number of the product set is asked for under every act, since nothing can be scored without it.
    """
    wanted = [
        (one, document_type)
        for document_type in document_types
        for one in inquiry.law.forms.get(document_type, ())
        if one.is_needed(inquiry.application.kind)
    ]
    if role is None and not any(one.key == _SHEET for one, _ in wanted):
        wanted[:0] = [(one, one.document_type) for one in _sheet_field(inquiry)]
    files: set[str] = set()
    for one, document_type in wanted:
        if one.file not in inquiry.application.forms and one.file not in files:
            files.add(one.file)
            yield _creation(inquiry, one.file, role, until)
        if not is_filled(inquiry, one):
            citation = one.basis or _citation(inquiry, document_type, role)
            yield _fill(inquiry, one, role, citation, until)


def is_filled(inquiry: Inquiry, wanted: FormField) -> bool:
    """Say whether the item is there; a needed tick that says no is as good as none."""
    form = inquiry.application.forms.get(wanted.file)
    value = form.values.get(wanted.key) if form else None
    return value is not None and value != _UNTICKED


def cycle_items(inquiry: Inquiry) -> Iterator[Item]:
    """Yield what the yearly cycle would have recorded before a first evaluation; always advice."""
    if inquiry.application.kind is not ApplicationKind.FIRST or inquiry.rule_set is None:
        return
    for one in inquiry.law.forms.get(YEARLY_CYCLE, ()):
        if not is_filled(inquiry, one):
            yield _fill(inquiry, one, None, one.basis, None, required=False)
    recorded = {event.kind for event in inquiry.product.events}
    level = receiving_level(inquiry.rule_set)
    for kind in _EARLY:
        if kind not in recorded:
            role = None if kind is EventKind.IDEA_REGISTERED else level
            yield event_item(inquiry, kind, role, level=level, citation="", required=False)


def _sheet_field(inquiry: Inquiry) -> Iterator[FormField]:
    for form in inquiry.law.forms.values():
        for one in form:
            if one.file == REGISTRATION_FILE and one.key == _SHEET:
                yield one


def _creation(inquiry: Inquiry, name: str, role: Level | None, until: date | None) -> Item:
    return Item(
        role=role,
        action=words.create_file(name),
        edit=CreateFile(file=inquiry.path(name), content=BEGINNINGS[name]),
        citation="",
        until=until,
    )


def _fill(
    inquiry: Inquiry,
    one: FormField,
    role: Level | None,
    citation: str,
    until: date | None,
    *,
    required: bool = True,
) -> Item:
    return Item(
        role=role,
        action=words.fill_key(one),
        edit=SetKey(file=inquiry.path(one.file), key=one.key, title=one.title, example=one.example),
        citation=citation,
        required=required,
        until=until,
    )


def _citation(inquiry: Inquiry, document_type: str, role: Level | None) -> str:
    asked = (one for one in inquiry.documents(role) if one.document_type == document_type)
    found = next(asked, None)
    return found.grounds.citation if found else ""
