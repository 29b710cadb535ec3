"""What a producer claims for each criterion, read on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocop.codes import results
from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Severity
from ocop.law import RuleSet
from ocop.model import Claim
from ocop.scoring import Criterion, Sheet, claimed, score, seats_of
from ocop.scoring.report import score_problems
from ocop.scoring.words import points_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScores:
    """The claims as one seat's points: `keys` and `points` go with the claims, row by row.

    `found` holds every problem of the rows and of what they add up to.
    """

    keys: tuple[str, ...]
    points: tuple[Decimal | None, ...]
    found: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many rows the sheet cannot take."""
        return sum(one.code.severity is Severity.ERROR for one in self.found)


def own_scores(sheet: Sheet, rule_set: RuleSet, claims: Sequence[Claim], path: str) -> OwnScores:
    """Return what the claims come to on `sheet`; an option stands for its points where those are blank."""
    criteria = {criterion.key: criterion for criterion in sheet.criteria}
    read = claimed(sheet, claims)
    keys = read.keys
    (seat,), found = seats_of(sheet, read.entries, path)
    problems = [
        *found,
        *(
            problem
            for claim, key in zip(claims, keys, strict=True)
            for problem in _option_problems(claim, criteria.get(key))
        ),
    ]
    if not any(one.code is codes.UNSCORED for one in found):
        problems.extend(score_problems(score(sheet, rule_set, seat.points), rule_set, path))
    rows = dict(zip(reversed(keys), reversed(claims), strict=True))
    return OwnScores(keys=keys, points=read.points, found=tuple(_at_its_row(one, rows) for one in problems))


def _at_its_row(problem: Diagnostic, rows: dict[str, Claim]) -> Diagnostic:
    """Place what the score says of one criterion, a knock-out, at that criterion's row."""
    claim = rows.get(problem.facts.get("field", ""))
    if claim is None or problem.where.line:
        return problem
    return replace(problem, where=claim.origin.at("points"))


def _option_problems(claim: Claim, criterion: Criterion | None) -> Iterator[Diagnostic]:
    """Mẫu số 02, part III: the level chosen must be one of the sheet's, and worth the points given."""
    if criterion is None or claim.option is None:
        return
    facts = {"field": criterion.key, "title": criterion.name}
    if claim.option > len(criterion.options):
        facts |= {"found": str(claim.option), "expected": str(len(criterion.options))}
        yield Diagnostic(results.NO_SUCH_OPTION, claim.origin.at("option"), facts)
        return
    worth = criterion.options[claim.option - 1].points
    if claim.points is not None and claim.points != worth:
        facts |= {"found": points_shown(claim.points), "expected": points_shown(worth)}
        facts |= {"option": str(claim.option)}
        yield Diagnostic(results.OPTION_CONTRADICTS_POINTS, claim.origin.at("points"), facts)
