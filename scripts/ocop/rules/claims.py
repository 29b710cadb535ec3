"""What an application's own scores must satisfy: the right sheet, its options, and papers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocop import spelling
from ocop.codes import evidence as papers
from ocop.codes import results
from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Text
from ocop.law import Term
from ocop.model import EVIDENCE_FILE, Application
from ocop.rules.hearing import Hearing
from ocop.scoring.words import points_shown

# What we do not know of a sheet is no fault of the dossier; what a draft lacks is none either.
_OF_THE_SHEET = frozenset({codes.INCOMPLETE_SHEET.id, codes.PARTS_ONLY.id, codes.UNSCORED.id})


def sheet_is_one_of_the_act(hearing: Hearing) -> Iterator[Diagnostic]:
    """The number must be that of a product set of the act (26/2026/QĐ-TTg, Phụ lục I)."""
    wanted, act = hearing.application.sheet, hearing.rule_set
    if wanted is not None and act is not None and hearing.sheet is None:
        where = hearing.application.registration.origin.at("sheet")
        yield Diagnostic(results.NO_SUCH_SHEET, where, {"found": str(wanted), "act": act.number})


def sheet_is_that_of_the_product(hearing: Hearing) -> Iterator[Diagnostic]:
    """The latest application and the product speak of one set, as far as both speak of one act.

    26/2026/QĐ-TTg, Phụ lục I. An older application may well have been scored as something else.
    """
    application, act, product = hearing.application, hearing.rule_set, hearing.product
    of_the_act, _, number = (product.product_set or "").partition("/")
    if hearing.sheet is None or act is None or of_the_act != act.id or not _is_latest(hearing):
        return
    if not hearing.filing.is_filed and int(application.id[:4]) < act.in_force_from.year:
        return  # a draft begun before the act may well be meant for an earlier one
    if int(number) != application.sheet:
        facts = {"found": str(application.sheet), "expected": product.product_set or ""}
        where = application.registration.origin.at("sheet")
        related = (product.origin.at("product_set"),)
        yield Diagnostic(results.SHEET_CONTRADICTS_SET, where, facts, related)


def _is_latest(hearing: Hearing) -> bool:
    return hearing.application is max(hearing.product.applications, key=_turn)


def _turn(application: Application) -> tuple[int, ...]:
    return tuple(map(int, application.id.split("-")))


def claims_fit_the_sheet(hearing: Hearing) -> Iterator[Diagnostic]:
    """Each row must be a criterion of the sheet at one of its levels; `lacking` tells what is missing."""
    if hearing.own is None:
        return
    for problem in hearing.own.found:
        if problem.code.id not in _OF_THE_SHEET:
            yield problem


def claims_cite_known_papers(hearing: Hearing) -> Iterator[Diagnostic]:
    """Every id under `evidence` must be that of a row of the evidence."""
    known = [paper.id for paper in hearing.application.evidence]
    if not hearing.is_whole(EVIDENCE_FILE):
        return
    for claim in hearing.application.claims:
        for cited in claim.evidence:
            if cited not in known:
                facts = {"found": cited, "nearest": spelling.nearest(cited, known) or "–"}
                yield Diagnostic(papers.UNKNOWN_EVIDENCE, claim.origin.at("evidence"), facts)


def claims_are_proven(hearing: Hearing) -> Iterator[Diagnostic]:
    """A filed claim above 0 needs a paper of a type that can prove its criterion.

    26/2026/QĐ-TTg, Phụ lục III, Mẫu số 02, part III. A paper counts when the claim cites it, or when its own
    row says that it serves the criterion. In a draft a missing paper is a matter of the to-do list.
    """
    own, sheet, application = hearing.own, hearing.sheet, hearing.application
    if own is None or sheet is None or not hearing.filing.is_filed or not hearing.is_whole(EVIDENCE_FILE):
        return
    criteria = {criterion.key: criterion for criterion in sheet.criteria}
    known = {paper.id for paper in application.evidence}
    for claim, key, points in zip(application.claims, own.keys, own.points, strict=True):
        criterion = criteria.get(key)
        # Without points there is no claim; a citation that leads nowhere has been told already.
        if criterion is None or not criterion.evidence or not points or not known.issuperset(claim.evidence):
            continue
        served = {key, criterion.code}
        types = {
            paper.type
            for paper in application.evidence
            if paper.id in claim.evidence or not served.isdisjoint(paper.criteria)
        }
        if types.isdisjoint(criterion.evidence):
            terms = hearing.law.lists.get("document-types", {})
            facts = {"field": key, "title": criterion.name, "found": points_shown(points)}
            facts |= _listed(criterion.evidence, terms)
            yield Diagnostic(papers.CLAIM_WITHOUT_EVIDENCE, claim.origin.at("evidence"), facts)


def _listed(types: Sequence[str], terms: Mapping[str, Term]) -> dict[str, str]:
    """Return types of paper in words and by code, in both languages."""
    labels = [(terms[one].label if one in terms else Text(one, one), one) for one in types]
    return {
        "expected": "; ".join(f"{label.vi} ({one})" for label, one in labels),
        "expected_en": "; ".join(f"{label.en} ({one})" for label, one in labels),
    }
