"""What must hold of every score, whatever the sheet and the points."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.diagnostics import RowOrigin
from ocop.scoring import Entry, Score, Seat, Sheet, cheapest_lift, council_score, score, seats_of
from ocop.scoring.council import council_problems
from tests.scoring.sheets_of import THOROUGH, rule_set, sheet, sheet_and_points, top_points

Scored = tuple[Sheet, dict[str, Decimal]]


@st.composite
def scored(draw: st.DrawFn) -> Scored:
    """A sheet with points for every criterion."""
    return sheet_and_points(draw)


def scored_by(given_sheet: Sheet, points: dict[str, Decimal]) -> Score:
    return score(given_sheet, rule_set(given_sheet.rule_set), points)


def rank(star: int | None) -> int:
    return star or 0


def entries(points: dict[str, Decimal], order: list[str], seat: str = "") -> list[Entry]:
    return [
        Entry(criterion=code, points=points[code], seat=seat, origin=RowOrigin("x.csv", line, "", ()))
        for line, code in enumerate(order, 2)
    ]


# --- one scorer ---------------------------------------------------------------------------------


@THOROUGH
@given(scored(), st.binary(max_size=5))
def test_adding_points_never_lowers_a_star(one: Scored, chances: bytes) -> None:
    chosen, points = one
    raised = dict(points)
    for chance in chances:
        criterion = chosen.criteria[chance % len(chosen.criteria)]
        higher = [level for level in criterion.levels if level >= points[criterion.key]]
        raised[criterion.key] = higher[chance % len(higher)]
    assert rank(scored_by(chosen, raised).star) >= rank(scored_by(chosen, points).star)


@THOROUGH
@given(scored(), st.integers(0))
def test_the_order_of_rows_changes_nothing(one: Scored, seed: int) -> None:
    chosen, points = one
    order = list(points)
    Random(seed).shuffle(order)  # noqa: S311 - any order will do
    (shuffled,), _ = seats_of(chosen, entries(points, order), "x.csv")
    (straight,), _ = seats_of(chosen, entries(points, list(points)), "x.csv")
    assert shuffled == straight
    assert list(shuffled.points) == list(straight.points)


@THOROUGH
@given(scored())
def test_a_total_is_the_sum_of_its_parts_and_a_part_of_its_sections(one: Scored) -> None:
    chosen, points = one
    result = scored_by(chosen, points)
    assert result.total == sum(result.parts.values()) == sum(points.values())
    for part in chosen.parts:
        assert result.parts[part.code] == sum(result.sections[section.code] for section in part.sections)
        assert result.parts[part.code] <= part.max


@THOROUGH
@given(scored())
def test_no_star_stands_above_its_minima(one: Scored) -> None:
    """26/2026, Phụ lục II: “Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao”."""
    chosen, points = one
    result = scored_by(chosen, points)
    if result.knocked_out:
        assert result.star is None
        return
    assert result.star is not None
    assert result.star_by_points is not None
    assert result.star <= result.star_by_points
    marked = [
        (each.key, o.min_star, o.points) for each in chosen.criteria for o in each.options if o.min_star
    ]
    for code, star, least in marked:
        if result.star >= star:
            assert points[code] >= least
    if result.star < result.star_by_points:
        above = result.star + 1
        assert any(star <= above and points[code] < least for code, star, least in marked)
        assert result.limited_by


# --- the way up ---------------------------------------------------------------------------------


@settings(max_examples=500, deadline=None)
@given(scored())
def test_the_way_up_leads_to_the_next_star(one: Scored) -> None:
    chosen, points = one
    now = scored_by(chosen, points)
    lift = cheapest_lift(chosen, rule_set(chosen.rule_set), now)
    if lift is None:
        assert now.star in {None, 5} or chosen.missing_points or now.star == 4
        return
    then = scored_by(chosen, points | {each.criterion.key: each.points_to for each in lift.raises})
    assert rank(then.star) >= lift.star == rank(now.star) + 1
    assert then.total == lift.total == now.total + lift.points


def small(chosen: Sheet, points: dict[str, Decimal], open_codes: set[str]) -> Decimal | None:
    """The fewest points that lift the star when only `open_codes` may be raised, by trying everything."""
    now = scored_by(chosen, points)
    best: Decimal | None = None
    criteria = [each for each in chosen.criteria if each.key in open_codes]
    for levels in product(*([p for p in each.levels if p >= points[each.key]] for each in criteria)):
        then = points | {each.key: level for each, level in zip(criteria, levels, strict=True)}
        added = sum(then.values(), Decimal(0)) - now.total
        if (best is None or added < best) and rank(scored_by(chosen, then).star) > rank(now.star):
            best = added
    return best


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_no_way_up_is_cheaper(data: st.DataObject) -> None:
    chosen = sheet("2026-26", data.draw(st.sampled_from([1, 13, 24])))
    points = dict(top_points(chosen))
    codes = [each.key for each in chosen.criteria if not each.knockouts and not each.needs_points_in]
    for code in (lowered := data.draw(st.lists(st.sampled_from(codes), min_size=4, max_size=6, unique=True))):
        criterion = next(each for each in chosen.criteria if each.key == code)
        points[code] = criterion.levels[0]
    now = scored_by(chosen, points)
    lift = cheapest_lift(chosen, rule_set("2026-26"), now)
    expected = small(chosen, points, set(lowered))
    assert (lift.points if lift else None) == expected


def test_the_fewest_criteria_are_asked_for() -> None:
    chosen = sheet("2026-26", 13)
    points = {**top_points(chosen), "4.1": Decimal(3), "1.1": Decimal(1)}
    now = scored_by(chosen, points)
    assert (now.total, now.star_by_points, now.star) == (Decimal(96), 5, 2)
    assert now.limited_by == ("1.1", "4.1")
    lift = cheapest_lift(chosen, rule_set("2026-26"), now)
    assert lift is not None
    assert [(each.criterion.key, int(each.points_to)) for each in lift.raises] == [("1.1", 2)]


# --- knock-outs ---------------------------------------------------------------------------------


def test_a_declared_knockout_takes_every_star_away() -> None:
    chosen = sheet("2026-26", 13)
    result = score(chosen, rule_set("2026-26"), top_points(chosen), ["1.1"])
    assert (result.star, result.star_by_points, result.limited_by) == (None, 5, ("1.1",))


@pytest.mark.parametrize("code", ["6.1", "6.2", "6.3", "6.4"])
def test_no_points_in_one_sensory_item_stops_the_water_sheet(code: str) -> None:
    """26/2026, Phụ lục II, bộ 16: “Nếu được 0 điểm tại một trong các chỉ tiêu trên …”."""
    chosen = sheet("2026-26", 16)
    points = {**top_points(chosen), code: Decimal(0)}
    assert scored_by(chosen, points).limited_by == (code,)
    assert scored_by(chosen, points).star is None


# --- bands --------------------------------------------------------------------------------------


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


# --- councils -----------------------------------------------------------------------------------


_DIFFERENCES = st.lists(st.binary(max_size=4), min_size=1, max_size=5)


@st.composite
def councils(draw: st.DrawFn) -> tuple[Sheet, list[Seat]]:
    """A sheet scored by one to seven seats that differ in a few criteria."""
    chosen, base = sheet_and_points(draw)
    seats = []
    for number, chances in enumerate(draw(_DIFFERENCES)):
        own = dict(base)
        for chance in chances:
            one = chosen.criteria[chance % len(chosen.criteria)]
            own[one.key] = one.levels[chance % len(one.levels)]
        seats.append(Seat(name=f"ghe-{number}", points=own))
    return chosen, seats


@THOROUGH
@given(councils(), st.integers(0))
def test_the_order_of_seats_changes_nothing(council: tuple[Sheet, list[Seat]], seed: int) -> None:
    chosen, seats = council
    order = list(seats)
    Random(seed).shuffle(order)  # noqa: S311 - any order will do
    acts = rule_set(chosen.rule_set)
    straight = council_score(chosen, acts, seats)
    shuffled = council_score(chosen, acts, order)
    assert shuffled == straight


@THOROUGH
@given(councils())
def test_a_mean_lies_between_the_seats_and_keeps_its_minima(council: tuple[Sheet, list[Seat]]) -> None:
    chosen, seats = council
    result = council_score(chosen, rule_set(chosen.rule_set), seats)
    totals = [seat.total for seat in seats]
    assert min(totals) - Decimal("0.005") <= result.score.total <= max(totals) + Decimal("0.005")
    assert abs(sum(result.score.parts.values()) - result.score.total) <= Decimal("0.02")
    assert result.spread == max(totals) - min(totals)
    for one in chosen.criteria:
        least = one.minimum_for(result.score.star or 0)
        if least is not None:
            assert 2 * sum(seat.points[one.key] >= least for seat in seats) > len(seats)


def seat_of(name: str, total: int) -> Seat:
    return Seat(name=name, points={"A": Decimal(40), "B": Decimal(25), "C": Decimal(total - 65)})


def test_a_mean_is_rounded_half_up_before_it_meets_the_bands() -> None:
    chosen, acts = sheet("2023-148", 1), rule_set("2023-148")
    result = council_score(chosen, acts, [seat_of("a", 89), seat_of("b", 90), seat_of("c", 90)])
    assert (result.score.total, result.score.star) == (Decimal("89.67"), 4)


@pytest.mark.parametrize(("low", "codes"), [(80, []), (79, ["OCOP-521"])])
def test_more_than_ten_points_apart_is_discussed_again(low: int, codes: list[str]) -> None:
    """Other provinces' rules: members may differ by at most 10 points."""
    chosen, acts = sheet("2023-148", 1), rule_set("2023-148")
    result = council_score(chosen, acts, [seat_of("a", 90), seat_of("b", 85), seat_of("c", low)])
    found = list(council_problems(result, acts, None, "x.csv"))
    assert [one.code.id for one in found] == codes
    assert result.furthest == ("a", "c")
    assert all(one.facts["title"] == f"a (90) – c ({low})" for one in found)


@pytest.mark.parametrize(("present", "codes"), [(5, ["OCOP-522"]), (6, [])])
def test_three_quarters_of_the_seats_must_score(present: int, codes: list[str]) -> None:
    """Other provinces' rules: 75 % of the seats; 5 of 7 are fewer, 6 of 7 are enough."""
    chosen, acts = sheet("2023-148", 1), rule_set("2023-148")
    result = council_score(chosen, acts, [seat_of(f"ghe-{number}", 85) for number in range(present)])
    assert [one.code.id for one in council_problems(result, acts, 7, "x.csv")] == codes
