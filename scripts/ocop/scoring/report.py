"""Scores as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Language, Location
from ocop.law import Band, RuleSet
from ocop.model import ScoreEntry
from ocop.scoring.council import CouncilScore, council_problems, council_score
from ocop.scoring.entries import seats_of
from ocop.scoring.lift import Lift, cheapest_lift
from ocop.scoring.score import Score, score
from ocop.scoring.sheet import Sheet
from ocop.scoring.words import points_plain, points_shown

_Plain = Mapping[str, object]


def _json(answer: _Plain) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def score_problems(score: Score, rule_set: RuleSet, path: str) -> Iterator[Diagnostic]:
    """Yield what keeps a total from giving a star at all: knock-outs, and gaps between printed bands."""
    for one in score.knocked_out:
        facts = {"field": one.criterion.key, "title": one.criterion.name, "found": one.label}
        yield Diagnostic(codes.KNOCKED_OUT, Location(path), facts | {"expected": points_shown(score.total)})
    if score.star_by_points is None:
        bands = ", ".join(_band_shown(band) for band in rule_set.bands)
        facts = {"found": points_shown(score.total), "title": rule_set.number, "expected": bands}
        yield Diagnostic(codes.GAP_BETWEEN_BANDS, Location(path), facts)


def _band_shown(band: Band) -> str:
    below = "" if band.high_included else "dưới "
    return f"{band.star} sao {points_shown(band.low)} đến {below}{points_shown(band.high)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A scored file: one scorer's score with the way up, or a council's mean."""

    sheet: Sheet
    score: Score
    lift: Lift | None = None
    council: CouncilScore | None = None


def judged(
    sheet: Sheet | None, rule_set: RuleSet, entries: Sequence[ScoreEntry], size: int | None, path: str
) -> tuple[Answer | None, tuple[Diagnostic, ...]]:
    """Return the score of a file's entries and its problems; with seats named, the council's mean.

    `size` is how many seats the council has, when that is known. A broken sheet gives no answer.
    """
    if sheet is None:
        return None, ()
    seats, found = seats_of(sheet, entries, path)
    if len(seats) == 1 and not seats[0].name:
        result = score(sheet, rule_set, seats[0].points, seats[0].knocked_out)
        answer = Answer(sheet=sheet, score=result, lift=cheapest_lift(sheet, rule_set, result))
        return answer, (*found, *score_problems(result, rule_set, path))
    council = council_score(sheet, rule_set, seats)
    problems = (
        *score_problems(council.score, rule_set, path),
        *council_problems(council, rule_set, size, path),
    )
    return Answer(sheet=sheet, score=council.score, council=council), (*found, *problems)


def score_as_json(answer: Answer | None, problems: Sequence[Diagnostic]) -> str:
    """Return a score as JSON: whole numbers when they are whole, a missing star null.

    Without an answer (the sheet's own files are broken) there are only the problems.
    """
    if answer is None:
        return _json({"problems": [_problem_plain(one) for one in problems]})
    score, lift, council = answer.score, answer.lift, answer.council
    plain: dict[str, object] = {
        "total": points_plain(score.total),
        "parts": _plain(score.parts),
        "sections": _plain(score.sections),
        "star": score.star,
        "star_by_points": score.star_by_points,
        "limited_by": list(score.limited_by),
        "limits": [
            {"criterion": one.criterion.key, "minimum": points_plain(one.minimum), "label": one.label}
            for one in score.unmet
        ],
        "next_star": None if lift is None else _lift_plain(lift),
        "problems": [_problem_plain(one) for one in problems],
    }
    if council is not None:
        plain["seats"] = _plain(council.totals)
        plain["spread"] = points_plain(council.spread)
    return _json(plain)


def _plain(points: Mapping[str, Decimal]) -> _Plain:
    return {code: points_plain(value) for code, value in points.items()}


def _lift_plain(lift: Lift) -> _Plain:
    return {
        "star": lift.star,
        "total": points_plain(lift.total),
        "added": points_plain(lift.points),
        "raise": [
            {
                "criterion": one.criterion.key,
                "from": points_plain(one.points_from),
                "to": points_plain(one.points_to),
                "label": one.label,
            }
            for one in lift.raises
        ],
    }


def _problem_plain(problem: Diagnostic) -> _Plain:
    return {
        "code": problem.code.id,
        "severity": problem.code.severity.value,
        "line": problem.where.line,
        "column": problem.where.column,
        "message": {one.value: problem.code.message.filled(one, problem.facts) for one in Language},
    }


def score_as_text(answer: Answer | None) -> str:
    """Return a score as a person reads it: total, star, what limits it and the cheapest way up."""
    if answer is None:
        return ""
    sheet, score, lift, council = answer.sheet, answer.score, answer.lift, answer.council
    parts = " · ".join(f"{code} {points_shown(value)}" for code, value in score.parts.items())
    lines = [f"Phiếu: {sheet.citation}{f' ({sheet.product_set})' if sheet.product_set else ''}"]
    if council is not None:
        seats = ", ".join(f"{name} {points_shown(total)}" for name, total in council.totals.items())
        lines.append(
            f"Hội đồng: {len(council.totals)} thành viên, lệch {points_shown(council.spread)}: {seats}"
        )
    lines.append(f"Tổng: {points_shown(score.total)} điểm ({parts})")
    lines.append(f"Hạng: {_star_shown(score.star)}")
    if score.knocked_out:
        lines += [f"Bị loại ở {one.criterion.key}: {one.label}" for one in score.knocked_out]
    elif score.unmet:
        wanting = "; ".join(f"{one.criterion.key} {one.label}" for one in score.unmet)
        lines.append(f"Đủ điểm {_star_shown(score.star_by_points)}; thiếu: {wanting}")
    if lift is not None:
        lines.append(
            f"Lên {_star_shown(lift.star)} ít nhất cần thêm {points_shown(lift.points)} điểm "
            f"({points_shown(lift.total)} điểm):"
        )
        lines += [
            f"  {one.criterion.key} {one.criterion.name}: {points_shown(one.points_from)} → "
            f"{points_shown(one.points_to)}, {one.label}"
            for one in lift.raises
        ]
    return "\n".join(lines) + "\n"


def _star_shown(star: int | None) -> str:
    return "không xếp hạng" if star is None else f"{star} sao"
