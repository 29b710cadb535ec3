"""Synthetic scores: points on a real sheet that come to a star wanted, and a council around them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from ocop.law import RuleSet
from ocop.scoring import Criterion, Sheet

Points = dict[str, Decimal]

# Far enough inside its band that no member's sheet, and no gap of the act, changes the star.
_ABOVE_LOW, _BELOW_HIGH = 5, 6
# Other provinces' councils discuss again when two members are more than ten points apart.
_FARTHEST = 4


def floors(sheet: Sheet, star: int) -> Points:
    """Return the fewest points that `star` asks of each criterion, never 0: that might be a knock-out."""
    return {
        one.key: max(one.minimum_for(star) or Decimal(0), _first_above_zero(one)) for one in sheet.criteria
    }


def _first_above_zero(one: Criterion) -> Decimal:
    return next(level for level in one.levels if level > 0)


def agreed(rng: random.Random, sheet: Sheet, rule_set: RuleSet, star: int) -> Points:
    """Return points well inside the band of `star` that meet all its minima."""
    band = next(one for one in rule_set.bands if one.star == star)
    points = floors(sheet, star)
    total = sum(points.values(), Decimal(0))
    least, most = max(band.low + _ABOVE_LOW, total), band.high - _BELOW_HIGH
    wanted = rng.randint(int(least), int(most))
    open_criteria = list(sheet.criteria)
    rng.shuffle(open_criteria)
    while total < wanted and open_criteria:
        one = open_criteria.pop()
        step = next((level for level in one.levels if level > points[one.key]), None)
        if step is not None and total + step - points[one.key] <= wanted:
            total += step - points[one.key]
            points[one.key] = step
            open_criteria.insert(rng.randrange(len(open_criteria) + 1), one)
    return points


def differing(rng: random.Random, sheet: Sheet, base: Points, least: Points, changes: int) -> Points:
    """Return `base` as another member would have scored it: some criteria higher or lower, none too low."""
    own, off = dict(base), Decimal(0)
    for one in rng.sample(sheet.criteria, changes):
        level = rng.choice([level for level in one.levels if level >= least[one.key]])
        if abs(off + level - own[one.key]) <= _FARTHEST:
            off += level - own[one.key]
            own[one.key] = level
    return own


def hopeful(rng: random.Random, sheet: Sheet, base: Points) -> Points:
    """Return `base` as the producer would have it: a few criteria at a higher level."""
    own = dict(base)
    for one in rng.sample(sheet.criteria, 3):
        own[one.key] = rng.choice([level for level in one.levels if level >= base[one.key]])
    return own


def mean_of(seats: Mapping[str, Points]) -> Decimal:
    """Return the mean of the members' totals as minutes give it: two decimals, rounded half up."""
    total = sum((sum(points.values(), Decimal(0)) for points in seats.values()), Decimal(0))
    return (total / len(seats)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def council(rng: random.Random, sheet: Sheet, base: Points, star: int) -> dict[str, Points]:
    """Return the sheets of five to seven members who agree on `star`."""
    least = floors(sheet, star)
    names = ["chu-tich", *(f"uy-vien-{number}" for number in range(1, rng.randint(5, 7)))]
    return {name: differing(rng, sheet, base, least, rng.randint(2, 5)) for name in names}
