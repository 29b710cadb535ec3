"""What a producer claims, row by row, as points on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop.model import Claim, ScoreEntry
from ocop.scoring.entries import key_of
from ocop.scoring.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The claims read on one sheet: the key each row means, and its points, None where it has none."""

    claims: tuple[Claim, ...]
    keys: tuple[str, ...]
    points: tuple[Decimal | None, ...]

    @property
    def entries(self) -> tuple[ScoreEntry, ...]:
        """The claims as one scorer's rows."""
        return tuple(
            ScoreEntry(criterion=claim.criterion, points=given, origin=claim.origin)
            for claim, given in zip(self.claims, self.points, strict=True)
        )


def claimed(sheet: Sheet, claims: Sequence[Claim]) -> Claimed:
    """Return the claims on `sheet`; an option, counted from 1, stands for points that are blank."""
    criteria = {criterion.key: criterion for criterion in sheet.criteria}
    keys: dict[str, None] = {}
    named: list[str] = []
    points: list[Decimal | None] = []
    for claim in claims:
        key = key_of(claim.criterion, criteria, keys)
        keys[key] = None
        named.append(key)
        given, criterion = claim.points, criteria.get(key)
        if given is None and claim.option is not None and criterion is not None:
            options = criterion.options[claim.option - 1 : claim.option]
            given = options[0].points if options else None
        points.append(given)
    return Claimed(claims=tuple(claims), keys=tuple(named), points=tuple(points))
