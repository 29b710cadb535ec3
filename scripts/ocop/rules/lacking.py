"""What a filed application lacks; a draft that lacks something is only unfinished."""

from __future__ import annotations

from collections.abc import Iterator

from ocop import calendar
from ocop.codes import completeness as codes
from ocop.completeness import AddRow, FillCells, Item, SetKey, lacking_when_filed
from ocop.diagnostics import Diagnostic, Location
from ocop.model import CLAIMS_FILE, EventKind
from ocop.rules.hearing import Hearing


def filed_application_is_complete(hearing: Hearing) -> Iterator[Diagnostic]:
    """Each thing that was missing when the application was filed is told at the file it belongs in."""
    lacking = lacking_when_filed(hearing.product, hearing.application, hearing.law, hearing.judge.sheets)
    if not lacking:
        return
    filing = hearing.filing
    submitted = filing.event(EventKind.SUBMITTED)
    filed_on = submitted.on if submitted else None
    act = filing.rule_set_on(filed_on)
    # A criterion that seems to be missing may be meant by a row that is wrong, which has been told already.
    doubtful = hearing.application.file(CLAIMS_FILE).path if hearing.own and hearing.own.errors else ""
    for item in lacking:
        if item.edit.file == doubtful:
            continue
        facts = {"expected": item.action.vi, "expected_en": item.action.en}
        if filed_on is not None and act is not None:
            facts |= {"found": calendar.in_table(filed_on), "found_en": calendar.in_english(filed_on)}
            facts |= {"act": act.number}
        yield Diagnostic(codes.LACKING_WHEN_FILED, _place(item), facts)


def _place(item: Item) -> Location:
    edit = item.edit
    if isinstance(edit, SetKey):
        return Location(edit.file, field=edit.key)
    if isinstance(edit, FillCells):
        return Location(edit.file, edit.line, 1, edit.blank[0])
    return Location(edit.file, field=next(iter(edit.cells), "") if isinstance(edit, AddRow) else "")
