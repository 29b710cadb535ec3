"""A council's result: the mean of its seats, whether enough sat, and whether they are too far apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Location
from ocop.law import RuleSet
from ocop.scoring.entries import Seat
from ocop.scoring.score import Score, added_up, star_by_minima
from ocop.scoring.sheet import Sheet
from ocop.scoring.words import points_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilScore:
    """The mean of the seats as a score, the seats' own totals by name, and the pair furthest apart.

    `score.points` holds each criterion's mean.
    """

    score: Score
    totals: Mapping[str, Decimal]
    spread: Decimal
    furthest: tuple[str, str]


def council_score(sheet: Sheet, rule_set: RuleSet, seats: Sequence[Seat]) -> CouncilScore:
    """Return the council's result from one seat or more.

    The star goes by the mean total (26/2026/QĐ-TTg, Điều 3 khoản 3), rounded half up to the rule set's
    decimals before it is held against the bands. A minimum holds, and a knock-out stands, when more than
    half of the seats say so: the act is silent on both, the reading is ours.
    """
    scores = {seat.name: added_up(sheet, seat.points, seat.knocked_out) for seat in seats}
    count = len(scores)
    each = [scores[name] for name in sorted(scores)]

    def mean(values: Sequence[Decimal]) -> Decimal:
        return _rounded(sum(values, Decimal(0)) / count, rule_set)

    def most_reach(code: str, minimum: Decimal) -> bool:
        return 2 * sum(one.points.get(code, Decimal(0)) >= minimum for one in each) > count

    total = mean([one.total for one in each])
    knocked = {one.criterion.key: one for other in each for one in other.knocked_out}
    standing = tuple(
        knocked[criterion.key]
        for criterion in sheet.criteria
        if criterion.key in knocked
        and 2 * sum(any(k.criterion.key == criterion.key for k in one.knocked_out) for one in each) > count
    )
    by_points = rule_set.star_of(total)
    star, unmet = star_by_minima(sheet, rule_set, by_points, most_reach)
    scored = [code for code in _order(sheet) if any(code in one.points for one in each)]
    result = Score(
        total=total,
        parts={code: mean([one.parts[code] for one in each]) for code in each[0].parts},
        sections={code: mean([one.sections[code] for one in each]) for code in each[0].sections},
        points={code: mean([one.points.get(code, Decimal(0)) for one in each]) for code in scored},
        star=None if standing else star,
        star_by_points=by_points,
        unmet=unmet,
        knocked_out=standing,
    )
    totals = {name: scores[name].total for name in sorted(scores)}
    lowest = min(totals, key=lambda name: (totals[name], name))
    highest = max(totals, key=lambda name: (totals[name], name))
    return CouncilScore(
        score=result, totals=totals, spread=totals[highest] - totals[lowest], furthest=(highest, lowest)
    )


def _order(sheet: Sheet) -> tuple[str, ...]:
    return (*(part.code for part in sheet.parts), *(one.key for one in sheet.criteria))


def _rounded(value: Decimal, rule_set: RuleSet) -> Decimal:
    decimals = rule_set.council.decimals.value
    if decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)


def council_problems(
    result: CouncilScore, rule_set: RuleSet, size: int | None, path: str
) -> Iterator[Diagnostic]:
    """Yield a spread above the limit with its pair, and a quorum that was missed when `size` is known.

    Neither limit stands in an act: both are other provinces' rules (see the rule set's `council`).
    """
    limit, share = rule_set.council.max_spread_points.value, rule_set.council.quorum_share.value
    if limit is not None and result.spread > limit:
        pair = (f"{name} ({points_shown(result.totals[name])})" for name in result.furthest)
        facts = {
            "title": " – ".join(pair),
            "found": points_shown(result.spread),
            "expected": points_shown(limit),
        }
        yield Diagnostic(codes.SPREAD, Location(path), facts)
    present = len(result.totals)
    if size is not None and share is not None and present < share * size:
        facts = {"found": f"{present}/{size}", "expected": f"{points_shown(share * 100)} %"}
        yield Diagnostic(codes.NO_QUORUM, Location(path), facts)
