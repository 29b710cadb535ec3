"""Where a star begins and ends, to the hundredth, as each act words it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import product

import pytest

from ocop.scoring import Seat, council_score
from tests.scoring.sheets_of import rule_set, sheet
from tests.scoring.test_scoring import scored_by

# “70 đến dưới 90” (26/2026, điều 3.3; 148 and 1489 alike); “70 - 89” (1048).
UP_TO_BELOW = {5: (90, 100), 4: (70, 90), 3: (50, 70), 2: (30, 50), 1: (0, 30)}
AS_PRINTED = {5: (90, 100), 4: (70, 89), 3: (50, 69), 2: (30, 49), 1: (0, 30)}
EDGES = (30, 50, 70, 90)
ACTS = ("2019-1048", "2023-148", "2025-1489", "2026-26")


def worded(identifier: str, hundredths: int) -> int | None:
    """The star of a total, in hundredths of a point, by the act's own words."""
    if identifier == "2019-1048":
        for star, (low, high) in AS_PRINTED.items():
            if low * 100 <= hundredths <= high * 100 - (star == 1):
                return star
        return None
    for star, (low, high) in UP_TO_BELOW.items():
        if low * 100 <= hundredths < high * 100 + (star == 5):
            return star
    return None


@pytest.mark.parametrize("identifier", ACTS)
def test_every_hundredth_of_a_point_has_the_star_of_the_acts_words(identifier: str) -> None:
    act = rule_set(identifier)
    found = [act.star_of(Decimal(total).scaleb(-2)) for total in range(10_001)]
    assert found == [worded(identifier, total) for total in range(10_001)]
    assert found.count(None) == (3 * 99 if identifier == "2019-1048" else 0)


@pytest.mark.parametrize(
    ("identifier", "total", "star"),
    [
        *((one, total, star) for one in ("2023-148", "2025-1489", "2026-26") for total, star in (
            ("0", 1), ("29.99", 1), ("30", 2), ("49.99", 2), ("50", 3), ("69.99", 3),
            ("70", 4), ("89.99", 4), ("90", 5), ("100", 5))),
        *(("2019-1048", total, star) for total, star in (
            ("29.99", 1), ("30", 2), ("49", 2), ("49.99", None), ("50", 3), ("69", 3), ("69.99", None),
            ("70", 4), ("89", 4), ("89.99", None), ("90", 5), ("100", 5))),
    ],
)  # fmt: skip
def test_band_edges(identifier: str, total: str, star: int | None) -> None:
    """26/2026, điều 3.3: “70 đến dưới 90”; 1048 prints 70–89 and leaves the rest open."""
    assert rule_set(identifier).star_of(Decimal(total)) == star


@pytest.mark.parametrize(("total", "star"), [("49.99", 2), ("50", 3), ("89.99", 4), ("90", 5)])
def test_without_sheets_part_totals_give_the_star(total: str, star: int) -> None:
    chosen = sheet("2023-148", 1)
    rest = Decimal(total) - 25
    points = {"B": Decimal(25), "A": min(rest, Decimal(40)), "C": max(rest - 40, Decimal(0))}
    result = scored_by(chosen, points)
    assert (result.total, result.star, result.star_by_points) == (Decimal(total), star, star)


@cache
def worth(identifier: str, number: int) -> dict[int, dict[str, Decimal]]:
    """For each total that the levels of a sheet can add up to, some points that do."""
    ways: dict[int, dict[str, Decimal]] = {0: {}}
    for one in sheet(identifier, number).criteria:
        ways = {
            total + int(level): {**points, one.key: level}
            for (total, points), level in product(ways.items(), one.levels)
        }
    return ways


@pytest.mark.parametrize(("identifier", "number"), [("2026-26", 13), ("2019-1048", 12)])
def test_a_real_sheet_scored_to_each_point_has_the_star_of_the_acts_words(
    identifier: str, number: int
) -> None:
    chosen, ways = sheet(identifier, number), worth(identifier, number)
    assert set(range(30, 101)) <= set(ways)
    for total, points in ways.items():
        result = scored_by(chosen, points)
        assert (result.total, result.star_by_points) == (Decimal(total), worded(identifier, total * 100))


@pytest.mark.parametrize(("identifier", "number"), [("2026-26", 13), ("2019-1048", 12)])
@pytest.mark.parametrize("edge", EDGES)
def test_a_mean_a_hundredth_below_an_edge_stays_below_it(identifier: str, number: int, edge: int) -> None:
    """One of a hundred seats gives a point less; of two hundred, the mean is rounded half up to the edge."""
    chosen, ways, act = sheet(identifier, number), worth(identifier, number), rule_set(identifier)
    below, at = (
        Seat(name="ghe-0", points=ways[edge - 1]),
        [Seat(name=f"ghe-{n}", points=ways[edge]) for n in range(1, 200)],
    )
    almost = council_score(chosen, act, [below, *at[:99]]).score
    assert (almost.total, almost.star_by_points) == (
        edge - Decimal("0.01"),
        worded(identifier, edge * 100 - 1),
    )
    reached = council_score(chosen, act, [below, *at]).score
    assert (reached.total, reached.star_by_points) == (Decimal(edge), worded(identifier, edge * 100))


@pytest.mark.parametrize("identifier", ["2019-1048", "2023-148"])
def test_the_mean_of_up_to_nine_seats_is_rounded_half_up_before_it_meets_the_bands(identifier: str) -> None:
    chosen, act = sheet(identifier, 3), rule_set(identifier)
    tops = {part.code: int(part.max) for part in chosen.parts}

    def seat(name: int, total: int) -> Seat:
        points, left = {}, total
        for code, top in tops.items():
            points[code] = Decimal(min(left, top))
            left -= min(left, top)
        return Seat(name=str(name), points=points)

    for edge, seats in product(EDGES, range(1, 10)):
        for short in range(-seats, seats + 1):
            totals = [edge + (short > n) - (-short > n) for n in range(seats)]
            result = council_score(chosen, act, [seat(n, total) for n, total in enumerate(totals)]).score
            hundredths = (200 * sum(totals) + seats) // (2 * seats)
            assert result.total == Decimal(hundredths).scaleb(-2)
            assert result.star_by_points == worded(identifier, hundredths)
