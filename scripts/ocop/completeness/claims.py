"""What is missing of the own scores, and what they fall short of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ocop import scoring
from ocop.completeness import words
from ocop.completeness.answer import AddRow, FillCells, Item
from ocop.completeness.files import COLUMNS
from ocop.completeness.inquiry import Inquiry
from ocop.diagnostics import Text
from ocop.law import MinimaReading, RuleSet
from ocop.model import CLAIMS_FILE, Claim
from ocop.scoring import Criterion, Score, Sheet, cheapest_lift, score
from ocop.scoring.score import reached, reading_of, unmet_minima
from ocop.scoring.words import points_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The own scores by criterion key (by part code when the sheet is not known), first row first."""

    rows: Mapping[str, Claim]
    points: Mapping[str, Decimal]


def claimed(inquiry: Inquiry) -> Claimed:
    """Return what was claimed, each row under the key that it means."""
    sheet = inquiry.sheet
    rows: dict[str, Claim] = {}
    points: dict[str, Decimal] = {}
    if sheet is None:
        return Claimed(rows=rows, points=points)
    keys, read = frozenset(wanted_keys(sheet)), scoring.claimed(sheet, inquiry.application.claims)
    for claim, key, given in zip(read.claims, read.keys, read.points, strict=True):
        if key in rows or key not in keys:
            continue
        rows[key] = claim
        if given is not None:
            points[key] = given
    return Claimed(rows=rows, points=points)


def wanted_keys(sheet: Sheet) -> tuple[str, ...]:
    """Return the keys that must be scored: criteria, or parts where the criteria are not known."""
    if sheet.is_known:
        return tuple(one.key for one in sheet.criteria)
    return tuple(part.code for part in sheet.parts)


def claim_items(inquiry: Inquiry, found: Claimed) -> Iterator[Item]:
    """Yield a row to add or to fill for each criterion (or part) that has no score yet."""
    sheet = inquiry.sheet
    if sheet is None:
        return
    criteria = {one.key: one for one in sheet.criteria}
    parts = {part.code: part for part in sheet.parts}
    for key in wanted_keys(sheet):
        claim = found.rows.get(key)
        if claim is not None and (claim.points is not None or claim.option is not None):
            continue
        criterion = criteria.get(key)
        if criterion is not None:
            action, citation = words.score_criterion(criterion), sheet.cited(key)
            levels = tuple(str(level) for level in criterion.levels)
        else:
            part = parts[key]
            action, citation = words.score_part(key, part.name, points_shown(part.max)), sheet.citation
            levels = ()
        yield Item(role=None, action=action, edit=_score_edit(inquiry, key, claim, levels), citation=citation)


def _score_edit(
    inquiry: Inquiry, key: str, claim: Claim | None, levels: tuple[str, ...]
) -> AddRow | FillCells:
    choices = {"points": levels} if levels else {}
    if claim is not None:
        return FillCells(
            file=inquiry.path(CLAIMS_FILE),
            line=claim.origin.line,
            row={"criterion": claim.criterion},
            blank=("points",),
            choices=choices,
        )
    return AddRow(
        file=inquiry.path(CLAIMS_FILE),
        columns=COLUMNS[CLAIMS_FILE],
        cells={"criterion": key},
        blank=("points",),
        optional=("option", "grounds", "evidence"),
        choices=choices,
    )


def own_score(inquiry: Inquiry, found: Claimed) -> Score | None:
    """Return the own score once everything has been scored; None before."""
    sheet, act = inquiry.sheet, inquiry.rule_set
    if sheet is None or act is None or any(key not in found.points for key in wanted_keys(sheet)):
        return None
    return score(sheet, act, found.points)


def score_notice(own: Score) -> Text:
    """Return the own total and the star it gives."""
    total = points_shown(own.total)
    star = own.star
    vi = f"{star} sao" if star else "không xếp hạng"
    en = f"{star} stars" if star else "no star"
    if own.star != own.star_by_points and own.star_by_points:
        lacking = ", ".join(own.limited_by)
        vi += f"; đủ điểm {own.star_by_points} sao nhưng thiếu yêu cầu tối thiểu ở {lacking}"
        en += f"; the total would give {own.star_by_points}, minima fail at {lacking}"
    return words.filled(words.OWN_SCORE, {"total": total, "star": vi}, {"star": en})


def star_items(inquiry: Inquiry, found: Claimed, own: Score) -> Iterator[Item]:
    """Yield what the aimed-at star asks for beyond the own scores: its minima, then the cheapest way up.

    It is advice: a council decides. 26/2026/QĐ-TTg, Phụ lục II: asterisks are minimum requirements.
    """
    sheet, act, target = inquiry.sheet, inquiry.rule_set, inquiry.application.target_star
    if sheet is None or act is None or target is None or not sheet.is_known:
        return
    raised: set[str] = set()
    if reading_of(act) is not MinimaReading.POINTS_ONLY:
        for one in unmet_minima(sheet, target, reached(found.points)):
            raised.add(one.criterion.key)
            yield _raise(inquiry, found, one.criterion, one.minimum, target)
    if own.star is not None and own.star < target:
        yield from _lift(inquiry, found, own, act, raised)


def _lift(inquiry: Inquiry, found: Claimed, own: Score, act: RuleSet, raised: set[str]) -> Iterator[Item]:
    lift = cheapest_lift(inquiry.sheet, act, own) if inquiry.sheet else None
    for one in lift.raises if lift else ():
        if one.criterion.key not in raised and lift is not None:
            yield _raise(inquiry, found, one.criterion, one.points_to, lift.star)


def _raise(inquiry: Inquiry, found: Claimed, criterion: Criterion, points: Decimal, star: int) -> Item:
    claim = found.rows[criterion.key]
    now = points_shown(found.points[criterion.key])
    asked, label = points_shown(points), criterion.label_of(points)
    return Item(
        role=None,
        action=Text(
            f"Để đạt {star} sao: tiêu chí {criterion.key} “{criterion.name}” từ {now} lên {asked} điểm: "
            f"{label}. Có minh chứng thì mới nâng điểm.",
            f"For {star} stars: criterion {criterion.key} from {now} to {asked} points, with the evidence.",
        ),
        edit=FillCells(
            file=inquiry.path(CLAIMS_FILE),
            line=claim.origin.line,
            row={"criterion": claim.criterion},
            blank=("points",),
            choices={"points": tuple(str(one) for one in criterion.levels if one >= points)},
        ),
        citation=inquiry.sheet.cited(criterion.key) if inquiry.sheet else "",
        required=False,
    )
