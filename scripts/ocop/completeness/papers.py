"""Which papers are missing, no longer valid, or not cited where a score needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ocop.completeness import words
from ocop.completeness.answer import AddRow, FillCells, Item
from ocop.completeness.claims import Claimed
from ocop.completeness.files import COLUMNS
from ocop.completeness.inquiry import Inquiry
from ocop.law import DocumentRequirement
from ocop.model import CLAIMS_FILE, EVIDENCE_FILE, Claim, Evidence, Level
from ocop.scoring import Criterion

_OPTIONAL = ("number", "issuer", "issued_on", "expires_on", "kept_at", "sha256", "note")


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """A paper to be recorded: one of these types, under this id when it is already cited."""

    types: tuple[str, ...]
    id: str | None = None
    criteria: list[str] = field(default_factory=list)
    document: DocumentRequirement | None = None


def is_valid(paper: Evidence, day: date) -> bool:
    """Say whether the paper may still be relied on that day; its last valid day is included."""
    return paper.expires_on is None or paper.expires_on >= day


def is_paper(inquiry: Inquiry, document_type: str) -> bool:
    """Say whether the type is a paper of its own, not a form kept in the repository."""
    return document_type not in inquiry.law.forms


def paper_items(inquiry: Inquiry, found: Claimed) -> Iterator[Item]:
    """Yield what the producer's papers lack: mandatory ones, and one for each score that needs one."""
    search = _Search(inquiry, found)
    yield from _added(inquiry, search.wanted, None)
    for paper in search.expired.values():
        yield _renewal(inquiry, paper, None)
    yield from search.uncited


def document_items(
    inquiry: Inquiry, level: Level | None, star: int | None = None, until: date | None = None
) -> Iterator[Item]:
    """Yield the mandatory papers of a level (None: the producer) that are not recorded or out of date."""
    wanted = []
    for one in inquiry.documents(level, star):
        if not is_paper(inquiry, one.document_type):
            continue
        papers = [
            paper
            for paper in inquiry.application.evidence
            if paper.type == one.document_type and paper.prepared_by is level
        ]
        if not any(is_valid(paper, inquiry.on) for paper in papers):
            if papers:
                yield _renewal(inquiry, papers[-1], until)
            else:
                wanted.append(_Wanted(types=(one.document_type,), document=one))
    yield from _added(inquiry, wanted, until)


class _Search:
    """One look through the mandatory documents and the scores, each lack found once."""

    def __init__(self, inquiry: Inquiry, found: Claimed) -> None:
        self._inquiry = inquiry
        self._own = [one for one in inquiry.application.evidence if one.prepared_by is None]
        self.expired: dict[str, Evidence] = {}
        self.uncited: list[Item] = []
        self._wanted: list[_Wanted] = []
        criteria = {one.key: one for one in inquiry.sheet.criteria} if inquiry.sheet else {}
        for key, claim in found.rows.items():
            criterion = criteria.get(key)
            if criterion is not None and criterion.evidence and found.points.get(key, 0) > 0:
                self._look_for(criterion, claim)
        for one in inquiry.documents(None):
            if is_paper(inquiry, one.document_type):
                self._demand(one)

    @property
    def wanted(self) -> Sequence[_Wanted]:
        """The papers to record, none of which another one would make superfluous."""
        return [one for one in self._wanted if not any(self._covers(other, one) for other in self._wanted)]

    def _covers(self, other: _Wanted, one: _Wanted) -> bool:
        """A paper of the other's type would do here as well."""
        return other is not one and one.id is None and set(other.types) < set(one.types)

    def _look_for(self, criterion: Criterion, claim: Claim) -> None:
        fitting = [paper for paper in self._own if paper.type in criterion.evidence]
        named = {criterion.key, criterion.code}
        cited = [
            paper for paper in fitting if paper.id in claim.evidence or not named.isdisjoint(paper.criteria)
        ]
        if any(is_valid(paper, self._inquiry.on) for paper in cited):
            return
        known = {paper.id for paper in self._inquiry.application.evidence}
        unknown = [one for one in claim.evidence if one not in known]
        valid = [paper for paper in fitting if is_valid(paper, self._inquiry.on)]
        if cited:
            self.expired[cited[-1].id] = cited[-1]
        elif unknown:
            self._want(criterion.evidence, unknown[0], criterion.key)
        elif valid:
            self.uncited.append(_citation(self._inquiry, criterion, claim, valid))
        elif fitting:
            self.expired[fitting[-1].id] = fitting[-1]
        else:
            self._want(criterion.evidence, None, criterion.key)

    def _want(self, types: tuple[str, ...], identifier: str | None, key: str) -> None:
        for one in self._wanted:
            shared = tuple(kind for kind in one.types if kind in types)
            if one.id != identifier or (identifier is None and set(one.types) != set(types)):
                continue
            # One paper is of one type: where two criteria ask for different ones, the first is told first.
            if shared:
                one.types = shared
                one.criteria.append(key)
            return
        self._wanted.append(_Wanted(types=types, id=identifier, criteria=[key]))

    def _demand(self, document: DocumentRequirement) -> None:
        kind = document.document_type
        papers = [paper for paper in self._own if paper.type == kind]
        if any(is_valid(paper, self._inquiry.on) for paper in papers):
            return
        if papers:
            self.expired[papers[-1].id] = papers[-1]
            return
        for one in self._wanted:
            if kind in one.types:
                one.types, one.document = (kind,), document
                return
        self._wanted.append(_Wanted(types=(kind,), document=document))


def _added(inquiry: Inquiry, wanted: Sequence[_Wanted], until: date | None) -> Iterator[Item]:
    taken = {paper.id for paper in inquiry.application.evidence} | {one.id for one in wanted if one.id}
    for one in wanted:
        identifier = one.id or _free(taken)
        taken.add(identifier)
        labels = [(kind, inquiry.document_label(kind)) for kind in one.types]
        prepared_by = one.document.prepared_by if one.document else None
        yield Item(
            role=prepared_by,
            action=words.add_paper(labels, one.criteria),
            edit=_row(inquiry, one, identifier, prepared_by),
            citation=_ground(inquiry, one),
            until=until,
        )


def _row(inquiry: Inquiry, one: _Wanted, identifier: str, prepared_by: Level | None) -> AddRow:
    cells = {"id": identifier, "visibility": "internal"}
    if len(one.types) == 1:
        cells["type"] = one.types[0]
    if prepared_by is not None:
        cells["prepared_by"] = prepared_by.value
    if one.criteria:
        cells["criteria"] = "|".join(one.criteria)
    columns = COLUMNS[EVIDENCE_FILE]
    return AddRow(
        file=inquiry.path(EVIDENCE_FILE),
        columns=columns,
        cells={name: cells[name] for name in columns if name in cells},
        blank=("title",) if len(one.types) == 1 else ("type", "title"),
        optional=_OPTIONAL,
        choices={} if len(one.types) == 1 else {"type": one.types},
    )


def _ground(inquiry: Inquiry, one: _Wanted) -> str:
    if one.document is not None:
        return one.document.grounds.citation
    return inquiry.sheet.cited(one.criteria[0]) if inquiry.sheet and one.criteria else ""


def _free(taken: set[str]) -> str:
    number = 1
    while f"mc-{number:02}" in taken:
        number += 1
    return f"mc-{number:02}"


def _renewal(inquiry: Inquiry, paper: Evidence, until: date | None) -> Item:
    return Item(
        role=paper.prepared_by,
        action=words.renew_paper(paper),
        edit=FillCells(
            file=inquiry.path(EVIDENCE_FILE),
            line=paper.origin.line,
            row={"id": paper.id},
            blank=words.RENEWED,
        ),
        citation="",
        until=until,
    )


def _citation(inquiry: Inquiry, criterion: Criterion, claim: Claim, papers: Sequence[Evidence]) -> Item:
    return Item(
        role=None,
        action=words.cite_paper(criterion.key, [paper.id for paper in papers]),
        edit=FillCells(
            file=inquiry.path(CLAIMS_FILE),
            line=claim.origin.line,
            row={"criterion": claim.criterion},
            blank=("evidence",),
            choices={"evidence": tuple("|".join((*claim.evidence, paper.id)) for paper in papers)},
        ),
        citation=inquiry.sheet.cited(criterion.key) if inquiry.sheet else "",
    )
