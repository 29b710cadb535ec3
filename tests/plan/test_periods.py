"""The parts of a plan's year, and what of a plan falls into each."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ocop.calendar import Period
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.tree import FolderTree
from ocop.plan import Plan, progress
from ocop.plan.periods import (
    activities_within,
    deeds_within,
    overlap,
    report_periods,
    reporting_units,
    rounds_within,
)
from tests.plan import plans
from tests.plan.test_plan_2023 import REPOSITORY

LAW = read_law(FolderTree(REPOSITORY))[0]
PERIODS = {one.id: one for one in report_periods(2023)}


@pytest.fixture(scope="module")
def plan() -> Plan:
    tree = FolderTree(REPOSITORY)
    return read_plans(tree, tree, LAW)[0][2023]


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize(
    "ids", [("quy-1", "quy-2", "quy-3", "quy-4"), ("nua-dau-nam", "nua-cuoi-nam"), ("ca-nam",)]
)
def test_quarters_and_halves_share_out_the_year(year: int, ids: tuple[str, ...]) -> None:
    found = {one.id: one.days for one in report_periods(year)}
    days = [found[one] for one in ids]
    assert days[0].first == date(year, 1, 1)
    assert days[-1].last == date(year, 12, 31)
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(days))


def test_periods_are_called_as_offices_call_them() -> None:
    assert [one.name.vi for one in report_periods(2023)] == [
        "quý I năm 2023", "quý II năm 2023", "quý III năm 2023", "quý IV năm 2023",
        "6 tháng đầu năm 2023", "6 tháng cuối năm 2023", "cả năm 2023",
    ]  # fmt: skip


def test_a_report_tells_up_to_its_end_or_up_to_today() -> None:
    first = PERIODS["quy-1"]
    assert first.told_by(date(2026, 11, 26)) == date(2023, 3, 31)
    assert first.told_by(date(2023, 2, 10)) == date(2023, 2, 10)


def test_periods_overlap_with_both_ends_included() -> None:
    march = Period(date(2023, 3, 1), date(2023, 3, 31))
    assert overlap(march, Period(date(2023, 3, 31), date(2023, 5, 1))) == Period(
        date(2023, 3, 31), date(2023, 3, 31)
    )
    assert overlap(march, Period(date(2023, 4, 1), date(2023, 5, 1))) is None


def test_the_first_quarter_of_2023_holds_what_the_plan_puts_there(plan: Plan) -> None:
    """Kế hoạch 240/KH-SNN, phần II.2: by their months, what is done all year and the rounds' deadlines."""
    found = progress(plan, plans.EMPTY, LAW, date(2023, 3, 31))
    within = {one.activity.id for one in activities_within(found, PERIODS["quy-1"].days)}
    all_year = {"2-1-2", "2-4-1", "2-4-2", "2-4-3", "2-4-4", "2-4-5", "2-4-6", "2-6-2", "2-6-3"}
    assert within == {*all_year, "2-2-1", "2-2-2", "2-5-1", "2-5-2", "2-5-3", "2-6-1"}
    assert [one.round.id for one in rounds_within(found, PERIODS["quy-1"].days)] == [
        "district-1",
        "province-1",
    ]


def test_every_activity_and_round_lies_in_some_quarter_and_in_the_whole_year(plan: Plan) -> None:
    found = progress(plan, plans.EMPTY, LAW, date(2024, 6, 30))
    quarters = [PERIODS[f"quy-{number}"].days for number in (1, 2, 3, 4)]
    activities = {one.activity.id for days in quarters for one in activities_within(found, days)}
    rounds = [one.round.id for days in quarters for one in rounds_within(found, days)]
    assert activities == {one.id for one in plan.activities}
    assert sorted(rounds) == sorted(one.id for one in plan.rounds)
    assert len(activities_within(found, PERIODS["ca-nam"].days)) == len(plan.activities)


def test_what_was_done_late_is_found_where_it_was_done(plan: Plan) -> None:
    """The conference planned for April was held on 04/08/2023."""
    found = progress(plan, plans.EMPTY, LAW, date(2024, 6, 30))
    third = {one.activity.id for one in activities_within(found, PERIODS["quy-3"].days)}
    assert "2-1-1" in third
    assert [row.item for row in deeds_within(plan, PERIODS["quy-3"].days)] == ["2-1-1"]
    assert [row.item for row in deeds_within(plan, PERIODS["quy-2"].days)] == []


def test_deeds_without_a_source_are_not_told(plan: Plan) -> None:
    bare = plans.plan(plans.target(), rows=[plans.row("d2023-03-05 ?"), plans.row("d2023-03-06", line=3)])
    assert [row.done_on for row in deeds_within(bare, PERIODS["quy-1"].days)] == [date(2023, 3, 6)]
    assert plan.actuals


def test_units_below_the_province_are_districts_until_they_ended(plan: Plan) -> None:
    assert len(reporting_units(plan, LAW)) == 10
    assert {one.kind for one in reporting_units(plan, LAW)} == {
        "provincial_city", "provincial_town", "rural_district"
    }  # fmt: skip
