"""What the papers of an application must satisfy: listed, in force when relied on, not too open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop import calendar, spelling
from ocop.codes import evidence as codes
from ocop.diagnostics import Diagnostic, Text
from ocop.model import RECOGNITIONS, EventKind, Evidence, Level
from ocop.rules.hearing import Hearing
from ocop.rules.records import code_is_listed
from ocop.status import levels


def papers_are_of_a_listed_type(hearing: Hearing) -> Iterator[Diagnostic]:
    """The type must be one of `schemas/lists/document-types.csv`."""
    for paper in hearing.application.evidence:
        yield from code_is_listed(
            hearing.law,
            "document-types",
            paper.type,
            title="Loại giấy tờ",
            key="type",
            place=paper.origin.at,
        )


def papers_end_after_they_begin(hearing: Hearing) -> Iterator[Diagnostic]:
    """The last valid day cannot lie before the day of issue."""
    for paper in hearing.application.evidence:
        if _ends_before_it_begins(paper) and paper.issued_on and paper.expires_on:
            facts = {"found": calendar.in_table(paper.expires_on)}
            facts |= {"expected": calendar.in_table(paper.issued_on)}
            yield Diagnostic(codes.EXPIRES_BEFORE_ISSUE, paper.origin.at("expires_on"), facts)


def _ends_before_it_begins(paper: Evidence) -> bool:
    issued, expires = paper.issued_on, paper.expires_on
    return issued is not None and expires is not None and expires < issued


def papers_are_in_force_when_relied_on(hearing: Hearing) -> Iterator[Diagnostic]:
    """A paper must be there, and not yet over, on the day it was relied on.

    26/2026/QĐ-TTg, Điều 6: the producer's papers go in with the filing (those with a term renewed by then,
    khoản 1 điểm c), a level's own with what that level sends up or decides.
    """
    if not hearing.filing.is_filed:
        return
    for paper in hearing.application.evidence:
        relied = _reliance(paper, hearing)
        if relied is None or _ends_before_it_begins(paper):
            continue
        day, deed = relied
        facts = {"title": paper.title or paper.type, "expected": calendar.in_table(day)}
        facts |= {"deed": deed.vi, "deed_en": deed.en}
        if paper.issued_on is not None and paper.issued_on > day:
            found = facts | {"found": calendar.in_table(paper.issued_on)}
            yield Diagnostic(codes.ISSUED_TOO_LATE, paper.origin.at("issued_on"), found)
        elif paper.expires_on is not None and paper.expires_on < day:
            found = facts | {"found": calendar.in_table(paper.expires_on)}
            yield Diagnostic(codes.EXPIRED_WHEN_RELIED_ON, paper.origin.at("expires_on"), found)


def _reliance(paper: Evidence, hearing: Hearing) -> tuple[date, Text] | None:
    """Return the last day on which a paper was relied on, and what happened then; None when not known.

    What was returned may be completed, so that the latest filing and the latest forwarding count.
    """
    level = paper.prepared_by
    if level is None:
        filed = max((day for day, _ in hearing.events(EventKind.SUBMITTED)), default=None)
        return (filed, Text("hồ sơ được nộp", "the dossier was filed")) if filed else None
    name = levels.named(level, hearing.law)
    forwarded = _last(hearing, level, EventKind.FORWARDED)
    if forwarded is not None:
        return forwarded, Text(f"{name.vi} chuyển hồ sơ lên", f"the {name.en} forwarded the dossier")
    decided = _last(hearing, level, EventKind.NOT_PASSED, *RECOGNITIONS)
    if decided is not None and _is_asked_for(paper, level, decided, hearing):
        return decided, Text(f"{name.vi} quyết định", f"the {name.en} decided")
    return None


def _last(hearing: Hearing, level: Level, *kinds: EventKind) -> date | None:
    return max((day for day, event in hearing.events(*kinds) if event.level is level), default=None)


def _is_asked_for(paper: Evidence, level: Level, day: date, hearing: Hearing) -> bool:
    """Say whether the act asks `level` for a paper of this type; others may well follow the decision."""
    act = hearing.filing.rule_set_on(day)
    asked = act.documents if act else ()
    return any(one.document_type == paper.type and one.prepared_by is level for one in asked)


def papers_keep_to_their_visibility(hearing: Hearing) -> Iterator[Diagnostic]:
    """No paper may be more open than the list allows for its type."""
    for paper in hearing.application.evidence:
        term = hearing.law.lists.get("document-types", {}).get(paper.type)
        if paper.public and term is not None and term.attributes.get("visibility") == "internal":
            facts = {"title": paper.title or paper.id, "found": "public", "expected": "internal"}
            facts |= {"type": f"“{term.label.vi}” ({paper.type})"}
            facts |= {"type_en": f"“{term.label.en}” ({paper.type})"}
            yield Diagnostic(codes.MORE_OPEN_THAN_ITS_TYPE, paper.origin.at("visibility"), facts)


def papers_are_of_a_level_with_a_part(hearing: Hearing) -> Iterator[Diagnostic]:
    """The level that prepared a paper must have stood that day, and have a part under the act.

    Districts ended on 30/06/2025 (1489/QĐ-TTg). Older acts were read in excerpts only, so that a level they
    seem not to know is a warning.
    """
    for paper in hearing.application.evidence:
        level = paper.prepared_by
        if level is None:
            continue
        relied = _reliance(paper, hearing)
        day = paper.issued_on or (relied[0] if relied else None)
        where = paper.origin.at("prepared_by")
        stands = levels.level_stands(level, day, hearing.law, label="Cấp lập", where=where) if day else ()
        if ended := tuple(stands):
            yield from ended
            continue
        act = hearing.filing.rule_set_on(max(filter(None, (day, hearing.filing.filed_on)), default=None))
        if act is not None and act.duty_of(level) is None:
            having = [duty.level for duty in act.duties]
            facts = {"title": levels.named(level, hearing.law).vi, "found": level.value, "act": act.number}
            facts |= {"levels": ", ".join(levels.named(one, hearing.law).vi for one in having)}
            facts |= {"expected": ", ".join(having)}
            yield Diagnostic(codes.LEVEL_WITHOUT_PART, where, facts)


def papers_serve_criteria_of_the_sheet(hearing: Hearing) -> Iterator[Diagnostic]:
    """A criterion that a paper serves must stand on the sheet, where that is known."""
    sheet = hearing.sheet
    if sheet is None or not sheet.is_known:
        return
    keys = [criterion.key for criterion in sheet.criteria]
    for paper in hearing.application.evidence:
        unknown = [one for one in paper.criteria if one not in keys]
        if unknown:
            facts = {
                "found": ", ".join(unknown),
                "expected": f"{keys[0]} – {keys[-1]}",
                "nearest": ", ".join(filter(None, (spelling.nearest(one, keys) for one in unknown))) or "–",
            }
            yield Diagnostic(codes.UNKNOWN_CRITERION_SERVED, paper.origin.at("criteria"), facts)
