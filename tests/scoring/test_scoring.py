"""What must hold of every score, whatever the sheet and the points."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.diagnostics import RowOrigin
from ocop.model import ScoreEntry
from ocop.scoring import Score, Seat, Sheet, cheapest_lift, council_score, score, seats_of
from ocop.scoring.council import council_problems
from tests.scoring.sheets_of import (
    DRAWN,
    NUMBERS,
    THOROUGH,
    Chances,
    rule_set,
    sheet,
    sheet_and_points,
    top_points,
)

Scored = tuple[Sheet, dict[str, Decimal]]
Council = tuple[Sheet, list[Seat]]


def scored(drawn: bytes) -> Scored:
    """A sheet with points for every criterion."""
    return sheet_and_points(Chances(drawn))


def scored_by(given_sheet: Sheet, points: dict[str, Decimal]) -> Score:
    return score(given_sheet, rule_set(given_sheet.rule_set), points)


def rank(star: int | None) -> int:
    return star or 0


def entries(points: dict[str, Decimal], order: list[str], seat: str = "") -> list[ScoreEntry]:
    return [
        ScoreEntry(criterion=code, points=points[code], seat=seat, origin=RowOrigin("x.csv", line, "", ()))
        for line, code in enumerate(order, 2)
    ]


# --- one scorer ---------------------------------------------------------------------------------


def raised(chances: Chances, chosen: Sheet, points: dict[str, Decimal]) -> dict[str, Decimal]:
    """The same points but for up to six criteria on a level that is as high or higher."""
    higher = dict(points)
    for _ in range(chances.below(7)):
        one = chances.one_of(chosen.criteria)
        higher[one.key] = chances.one_of([level for level in one.levels if level >= points[one.key]])
    return higher


@THOROUGH
@given(DRAWN)
def test_adding_points_never_lowers_a_star(drawn: bytes) -> None:
    """0 points may knock a product out and may close the criteria behind a gate; more never does."""
    chances = Chances(drawn)
    chosen, points = sheet_and_points(chances)
    higher, act = raised(chances, chosen, points), rule_set(chosen.rule_set)
    declared = [chances.one_of(chosen.criteria).key] if chances.below(8) == 0 else []
    before, after = (score(chosen, act, one, declared) for one in (points, higher))
    assert rank(after.star) >= rank(before.star)
    assert {one.criterion.key for one in after.knocked_out} <= {
        one.criterion.key for one in before.knocked_out
    }
    if declared:
        assert after.star is None


@THOROUGH
@given(DRAWN)
def test_a_total_is_the_sum_of_its_parts_and_a_part_of_its_sections(drawn: bytes) -> None:
    chosen, points = scored(drawn)
    result = scored_by(chosen, points)
    assert result.total == sum(result.parts.values()) == sum(points.values())
    assert result.total == sum(result.sections.values())
    for part in chosen.parts:
        assert result.parts[part.code] == sum(result.sections[section.code] for section in part.sections)
        assert result.parts[part.code] <= part.max
        for section in part.sections:
            assert result.sections[section.code] == sum(points[one.key] for one in section.criteria)


@THOROUGH
@given(DRAWN)
def test_no_star_stands_above_its_minima(drawn: bytes) -> None:
    """26/2026, Phụ lục II: “Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao”."""
    chosen, points = scored(drawn)
    result = scored_by(chosen, points)
    if result.knocked_out:
        assert result.star is None
        return
    assert result.star is not None
    assert result.star_by_points is not None
    assert result.star <= result.star_by_points
    short = [
        option.min_star
        for each in chosen.criteria
        for option in each.options
        if option.min_star and points[each.key] < option.points
    ]
    assert all(star > result.star for star in short)
    if result.star < result.star_by_points:
        assert min(short) == result.star + 1
        assert result.limited_by


def test_every_star_and_knock_out_is_drawn_often() -> None:
    """What the properties rest on: that the sheets they see reach every star, and fail in every way."""
    seen: Counter[tuple[str, object]] = Counter()

    @settings(THOROUGH, derandomize=True, database=None, max_examples=1_000)
    @given(DRAWN)
    def draws(drawn: bytes) -> None:
        chosen, points = scored(drawn)
        result = scored_by(chosen, points)
        seen[chosen.rule_set, "out" if result.knocked_out else result.star] += 1
        seen[chosen.rule_set, "lowered"] += not result.knocked_out and result.star != result.star_by_points

    draws()
    stars = {(identifier, star): seen[identifier, star] for identifier in NUMBERS for star in range(1, 6)}
    assert min(stars.values()) >= 5, stars
    assert min(seen["2026-26", "out"], seen["2019-1048", "out"], seen["2026-26", "lowered"]) >= 5
    assert seen["2019-1048", "lowered"] == 0


# --- the way up ---------------------------------------------------------------------------------


@settings(max_examples=500, deadline=None)
@given(DRAWN)
def test_the_way_up_leads_to_the_next_star(drawn: bytes) -> None:
    chosen, points = scored(drawn)
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


# --- councils -----------------------------------------------------------------------------------


def council(chances: Chances, most: int) -> Council:
    """A sheet scored by one to `most` seats that differ in up to three criteria each."""
    chosen, base = sheet_and_points(chances)
    seats = []
    for number in range(1 + chances.below(most)):
        own = dict(base)
        for _ in range(chances.below(4)):
            one = chances.one_of(chosen.criteria)
            own[one.key] = chances.one_of(one.levels)
        seats.append(Seat(name=f"ghe-{number}", points=own))
    return chosen, seats


@THOROUGH
@given(DRAWN)
def test_the_order_of_rows_changes_nothing(drawn: bytes) -> None:
    """Of one scorer's file, or of a council's in which the rows of two or three seats are mixed."""
    chances = Chances(drawn)
    chosen, seats = council(chances, 3)
    rows = [row for seat in seats for row in entries(dict(seat.points), list(seat.points), seat.name)]
    straight, _ = seats_of(chosen, rows, "x.csv")
    shuffled, _ = seats_of(chosen, chances.in_any_order(rows), "x.csv")
    assert shuffled == straight == tuple(seats)
    assert [list(seat.points) for seat in shuffled] == [[one.key for one in chosen.criteria]] * len(seats)


@THOROUGH
@given(DRAWN)
def test_the_order_of_seats_changes_nothing(drawn: bytes) -> None:
    chances = Chances(drawn)
    chosen, seats = council(chances, 5)
    act = rule_set(chosen.rule_set)
    assert council_score(chosen, act, chances.in_any_order(seats)) == council_score(chosen, act, seats)


@THOROUGH
@given(DRAWN)
def test_a_mean_lies_between_the_seats_and_keeps_its_minima(drawn: bytes) -> None:
    chosen, seats = council(Chances(drawn), 7)
    result = council_score(chosen, rule_set(chosen.rule_set), seats)
    totals = [seat.total for seat in seats]
    assert min(totals) - Decimal("0.005") <= result.score.total <= max(totals) + Decimal("0.005")
    assert abs(sum(result.score.parts.values()) - result.score.total) <= Decimal("0.02")
    assert result.spread == max(totals) - min(totals)
    for one in chosen.criteria:
        least = one.minimum_for(result.score.star or 0)
        if least is not None:
            assert 2 * sum(seat.points[one.key] >= least for seat in seats) > len(seats)


@THOROUGH
@given(DRAWN)
def test_a_seat_that_adds_points_never_lowers_the_councils_star(drawn: bytes) -> None:
    """But for the gaps of 1048: a mean between two printed bands has no star that could be lower."""
    chances = Chances(drawn)
    chosen, seats = council(chances, 3)
    act = rule_set(chosen.rule_set)
    place = chances.below(len(seats))
    more = replace(seats[place], points=raised(chances, chosen, dict(seats[place].points)))
    before, after = (
        council_score(chosen, act, [*seats[:place], one, *seats[place + 1 :]]).score
        for one in (seats[place], more)
    )
    assert after.total >= before.total
    if None in {before.star_by_points, after.star_by_points}:
        assert chosen.rule_set == "2019-1048"
        return
    assert rank(after.star) >= rank(before.star)


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
