"""The cheapest set of criteria that would lift a product by one star."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ocop.law import MinimaReading, RuleSet
from ocop.scoring.score import Score, reading_of
from ocop.scoring.sheet import Criterion, Sheet

_HIGHEST = 5
# A way so far: how many criteria were raised, and which (place on the sheet, new points).
_Way = tuple[int, tuple[tuple[int, Decimal], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """One criterion to raise and what the new level asks for."""

    criterion: Criterion
    points_from: Decimal
    points_to: Decimal

    @property
    def label(self) -> str:
        """What the new level asks for."""
        return self.criterion.label_of(self.points_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """The star in reach, the total it would then have, and the criteria to raise in the sheet's order."""

    star: int
    total: Decimal
    raises: tuple[Raise, ...]

    @property
    def points(self) -> Decimal:
        """How many points must be added."""
        return sum((one.points_to - one.points_from for one in self.raises), Decimal(0))


def cheapest_lift(sheet: Sheet, rule_set: RuleSet, now: Score) -> Lift | None:
    """Return the cheapest way up by one star, or None at the top, after a knock-out or without criteria.

    Cheapest is: the fewest points added; among those the fewest criteria; among those the earliest on the
    sheet. Exact: every reachable gain is kept with its best way, criterion by criterion. A criterion that
    applies only after another one (the story's structure) is not raised while that one stays at 0.
    """
    if now.star is None or now.star >= _HIGHEST or not sheet.is_known:
        return None
    star = now.star + 1
    ways = _ways(sheet, now, star if reading_of(rule_set) is not MinimaReading.POINTS_ONLY else 0)
    for gain in sorted(ways):
        total = now.total + gain
        by_points = rule_set.star_of(total)
        if by_points is not None and by_points >= star:
            return Lift(star=star, total=total, raises=_raises(sheet, now, ways[gain]))
    return None


def _ways(sheet: Sheet, now: Score, star: int) -> dict[Decimal, _Way]:
    """Return the best way to each gain that leaves no minimum of `star` unmet."""
    criteria = sheet.criteria
    gates = {one.needs_points_in for one in criteria if one.needs_points_in}
    ways: dict[tuple[Decimal, frozenset[str]], _Way] = {(Decimal(0), frozenset()): (0, ())}
    for place, criterion in enumerate(criteria):
        current = now.points.get(criterion.key, Decimal(0))
        following: dict[tuple[Decimal, frozenset[str]], _Way] = {}
        for (gain, opened), (count, path) in ways.items():
            for points in _choices(criterion, current, star):
                raised = points > current
                gate = criterion.needs_points_in
                if raised and gate is not None and gate not in opened:
                    continue
                way = (count + 1, (*path, (place, points))) if raised else (count, path)
                passed = opened | {criterion.key} if criterion.key in gates and points > 0 else opened
                key = (gain + points - current, passed)
                if key not in following or way < following[key]:
                    following[key] = way
        ways = following
    best: dict[Decimal, _Way] = {}
    for (gain, _), way in ways.items():
        if gain not in best or way < best[gain]:
            best[gain] = way
    return best


def _choices(criterion: Criterion, current: Decimal, star: int) -> Iterator[Decimal]:
    minimum = criterion.minimum_for(star)
    if minimum is None or current >= minimum:
        yield current
    for points in criterion.levels:
        if points > current and (minimum is None or points >= minimum):
            yield points


def _raises(sheet: Sheet, now: Score, way: _Way) -> tuple[Raise, ...]:
    criteria = sheet.criteria
    return tuple(
        Raise(
            criterion=criteria[place],
            points_from=now.points.get(criteria[place].key, Decimal(0)),
            points_to=points,
        )
        for place, points in way[1]
    )
