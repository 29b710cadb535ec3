"""The sheets say what the acts say; `tests/golden/criteria-facts.csv` was taken from them mechanically."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from ocop.scoring import Sheet
from tests.scoring.sheets_of import NUMBERS, ROOT, sheet, sheets

FACTS = ROOT / "tests" / "golden" / "criteria-facts.csv"
EVERY = [(identifier, number) for identifier, numbers in NUMBERS.items() for number in numbers]
PARTS = {"2026-26": {"A": 40, "B": 25, "C": 35}, "2019-1048": {"A": 35, "B": 25, "C": 40}}
SHORT_OF_TWO = {("2019-1048", number) for number in (10, 16, 19)}


def facts() -> dict[tuple[str, int], list[tuple[str, ...]]]:
    found = defaultdict(list)
    with FACTS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            cells = tuple(row[name] for name in ("criterion", "max", "option", "points", "min_star"))
            found[row["rule_set"], int(row["sheet"])].append(cells)
    return found


def told(given: Sheet) -> list[tuple[str, ...]]:
    return [
        (one.code, str(one.max), str(number), str(option.points), str(option.min_star or ""))
        for one in given.criteria
        for number, option in enumerate(one.options, 1)
    ]


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_every_code_maximum_point_and_star_minimum_is_the_acts(identifier: str, number: int) -> None:
    assert told(sheet(identifier, number)) == facts()[identifier, number]


def test_the_facts_cover_every_sheet() -> None:
    assert set(facts()) == set(EVERY)
    assert sum(len(one.criteria) for one in sheets("2026-26")) == 787
    assert sum(len(one.criteria) for one in sheets("2019-1048")) == 751


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_maxima_add_up_to_the_acts_totals(identifier: str, number: int) -> None:
    """26/2026, Phụ lục II: 40/25/35; 1048: 35/25/40, though the known sheets 10, 16 and 19 lack 2 points."""
    given = sheet(identifier, number)
    lacking = 2 if (identifier, number) in SHORT_OF_TWO else 0
    sums = {part.code: sum(one.max for one in part.criteria) for part in given.parts}
    assert sums == {**PARTS[identifier], "C": PARTS[identifier]["C"] - lacking}
    assert given.max == sum(sums.values()) == 100 - lacking
    assert given.missing_points == lacking
    assert given.is_complete is not bool(lacking)
    if lacking:
        assert any("mất 2 điểm" in one.note for one in given.anomalies)


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_a_criterion_is_worth_its_best_option(identifier: str, number: int) -> None:
    for one in sheet(identifier, number).criteria:
        assert one.max == max(one.levels), one.code
        assert {option.case for option in one.options} <= {None, *(case.code for case in one.cases)}


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_labels_are_short_and_tell_the_options_of_a_criterion_apart(identifier: str, number: int) -> None:
    for one in sheet(identifier, number).criteria:
        labels = [(option.case, option.label) for option in one.options]
        assert len(set(labels)) == len(labels), one.code
        assert all(0 < len(label) <= 95 for _, label in labels)


@pytest.mark.parametrize(
    ("number", "code", "option", "points"),
    [(4, "1.2", 1, 0), (4, "7", 3, 3), (7, "1.2", 1, 0), (7, "3.1", 2, 1), (10, "1.2", 1, 0),
     (10, "3.5", 2, 2), (11, "1.2", 1, 0), (11, "6.1.1", 2, 1), (19, "2.3", 1, 1), (23, "6.2", 2, 1)],
)  # fmt: skip
def test_what_is_odd_in_print_is_marked(number: int, code: str, option: int, points: int) -> None:
    given = sheet("2026-26", number)
    assert (code, option) in {(one.criterion, one.option) for one in given.anomalies}
    criterion = next(one for one in given.criteria if one.code == code)
    assert criterion.options[option - 1].points == points


def test_only_marked_sheets_have_options_out_of_order() -> None:
    odd = {
        (given.rule_set, given.number, one.code)
        for identifier in NUMBERS
        for given in sheets(identifier)
        for one in given.criteria
        for case in {option.case for option in one.options}
        if (own := [option.points for option in one.options if option.case == case]) != sorted(set(own))
    }
    marked = {(g.rule_set, g.number, a.criterion) for i in NUMBERS for g in sheets(i) for a in g.anomalies}
    assert odd == {("2026-26", 7, "3.1"), ("2026-26", 23, "6.2"), ("2019-1048", 6, "6.2")}
    assert odd <= marked


def test_a_story_must_exist_before_its_structure_is_scored() -> None:
    """26/2026, Phụ lục II: “Chỉ áp dụng khi có câu chuyện sản phẩm”; 1048 says so of 5.2 and 5.3."""
    for given in sheets("2026-26")[:25]:
        assert [one.code for one in given.criteria if one.needs_points_in == "5.1"] == ["5.2"]
    for given in sheets("2019-1048")[:24]:
        assert [one.code for one in given.criteria if one.needs_points_in == "5.1"] == ["5.2", "5.3"]


def test_every_criterion_can_be_looked_up_in_the_act() -> None:
    assert sheet("2026-26", 13).cited("1.1") == "26/2026/QĐ-TTg, Phụ lục II, bộ 13, tiêu chí 1.1"


@pytest.mark.parametrize(("identifier", "number"), [("2023-148", 1), ("2025-1489", 26), ("2019-1048", 3)])
def test_a_sheet_never_found_has_part_totals_alone(identifier: str, number: int) -> None:
    given = sheet(identifier, number)
    assert not given.is_known
    assert given.criteria == ()
    expected = PARTS["2019-1048" if identifier == "2019-1048" else "2026-26"]
    assert {part.code: part.max for part in given.parts} == {
        key: Decimal(one) for key, one in expected.items()
    }


def test_a_code_that_the_source_gives_twice_is_told_apart() -> None:
    """1048, bộ 14: the known text numbers both “Màu sắc” and “Mùi” 6.1.3."""
    twice = {
        (given.rule_set, given.number, one.key)
        for identifier in NUMBERS
        for given in sheets(identifier)
        for one in given.criteria
        if one.occurrence > 1
    }
    assert twice == {("2019-1048", 14, "6.1.3/2")}
    assert "6.1.3" in {one.criterion for one in sheet("2019-1048", 14).anomalies}
    keys = [[one.key for one in given.criteria] for identifier in NUMBERS for given in sheets(identifier)]
    assert all(len(set(each)) == len(each) for each in keys)
