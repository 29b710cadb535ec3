"""Rounds and activities: windows, “trước ngày”, districts and the words between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ocop.plan import Plan, progress
from ocop.plan.model import Actual
from ocop.plan.results import PlanProgress
from ocop.plan.words import State
from tests.plan import plans

AFTER = date(2024, 6, 30)


def answer(plan: Plan, as_of: date, districts: int = 0) -> PlanProgress:
    return progress(plan, plans.EMPTY, plans.law(districts), as_of)


# “Trước ngày D” is done by the end of D - 1: the four dates of the 2023 plan, each on both sides.
@pytest.mark.parametrize("before", ["2023-03-20", "2023-03-31", "2023-10-05", "2023-11-30"])
@pytest.mark.parametrize(("days", "word"), [(-1, State.IN_PROGRESS), (0, State.NO_DATA)])
def test_before_a_day_closes_at_the_end_of_the_day_before(before: str, days: int, word: State) -> None:
    day = date.fromisoformat(before) + timedelta(days=days)
    (one,) = answer(plans.plan(rounds=(plans.a_round(before),)), day).rounds
    assert one.closes_on == date.fromisoformat(before) - timedelta(days=1)
    assert one.state is word
    assert one.days_left == -1 - days


@pytest.mark.parametrize(("done", "late"), [("2023-10-04", None), ("2023-10-05", 1), ("2023-11-14", 41)])
def test_a_round_done_on_a_day(done: str, late: int | None) -> None:
    plan = plans.plan(rounds=(plans.a_round("2023-10-05"),), rows=[plans.row(f"d{done}", "r")])
    (one,) = answer(plan, AFTER).rounds
    assert (one.state, one.late_by) == (State.ACHIEVED, late)


def district_rows(*dates: str) -> list[Actual]:
    return [
        plans.actual("r", line=line, done_on=date.fromisoformat(day), scope=f"2020-{461 + line - 2}")
        for line, day in enumerate(dates, 2)
    ]


def test_some_districts_do_not_make_the_province() -> None:
    rows = district_rows("2023-09-01", "2023-11-14")
    plan = plans.plan(rounds=(plans.a_round("2023-10-05", "district"),), rows=rows)
    (one,) = answer(plan, AFTER, districts=3).rounds
    assert (one.state, one.expected_scopes) == (State.NO_DATA, 3)
    assert [(scope.name, scope.state, scope.late_by) for scope in one.scopes] == [
        ("Huyện 461", State.ACHIEVED, None),
        ("Huyện 462", State.ACHIEVED, 41),
    ]
    assert [note.facts for note in one.notes] == [{"found": 2, "expected": 3}]


def test_all_districts_make_the_province_as_late_as_the_last() -> None:
    rows = district_rows("2023-09-01", "2023-11-14", "2023-10-05")
    plan = plans.plan(rounds=(plans.a_round("2023-10-05", "district"),), rows=rows)
    (one,) = answer(plan, AFTER, districts=3).rounds
    assert (one.state, one.late_by) == (State.ACHIEVED, 41)


def test_a_day_known_only_as_the_latest_makes_the_delay_a_maximum() -> None:
    plan = plans.plan(rounds=(plans.a_round("2023-10-05"),), rows=[plans.row("d≤2023-11-14", "r")])
    (one,) = answer(plan, AFTER).rounds
    assert (one.state, one.late_by, one.late_at_most) == (State.ACHIEVED, None, 41)


def test_an_activity_under_several_time_lines_runs_from_the_first_to_the_last() -> None:
    lines = [plans.window(text) for text in ("2023-04-2023-05", "2023-06-2023-08", "2023-07-2023-11")]
    plan = plans.plan(activities=(plans.activity(*lines),))
    states = {
        "2023-03-31": (State.NOT_DUE, [State.NOT_DUE] * 3),
        "2023-04-01": (State.IN_PROGRESS, [State.IN_PROGRESS, State.NOT_DUE, State.NOT_DUE]),
        "2023-07-01": (State.IN_PROGRESS, [State.NO_DATA, State.IN_PROGRESS, State.IN_PROGRESS]),
        "2023-12-01": (State.NO_DATA, [State.NO_DATA] * 3),
    }
    for day, (whole, parts) in states.items():
        (one,) = answer(plan, date.fromisoformat(day)).activities
        assert one.state is whole, day
        assert [each.state for each in one.windows] == parts, day


def test_an_activity_with_rounds_stands_as_its_rounds_do() -> None:
    rounds = (plans.a_round("2023-03-20", identifier="r"), plans.a_round("2023-10-05", identifier="s"))
    activity = plans.activity(rounds=("r", "s"))
    rows = [plans.row("d2023-03-10", "r")]
    one_done = plans.plan(activities=(activity,), rounds=rounds, rows=rows)
    assert answer(one_done, date(2023, 5, 1)).activities[0].state is State.IN_PROGRESS
    assert answer(one_done, AFTER).activities[0].state is State.NO_DATA
    both_done = plans.plan(activities=(activity,), rounds=rounds, rows=[*rows, plans.row("d2023-10-01", "s")])
    assert answer(both_done, AFTER).activities[0].state is State.ACHIEVED


def test_the_next_deadline_stands_first_and_past_ones_are_gone() -> None:
    rounds = (plans.a_round("2023-10-05", identifier="r"), plans.a_round("2023-03-20", identifier="s"))
    activities = (
        plans.activity(plans.window("2023-04")),
        plans.activity(plans.window("all"), kind="all_year"),
    )
    plan = plans.plan(activities=activities, rounds=rounds)
    deadlines = [(str(one.on), one.item) for one in answer(plan, date(2023, 3, 19)).deadlines]
    assert deadlines == [("2023-03-19", "s"), ("2023-04-30", "a"), ("2023-10-04", "r")]
    assert [one.item for one in answer(plan, date(2023, 3, 20)).deadlines] == ["a", "r"]
    assert answer(plan, date(2023, 10, 5)).deadlines == ()


def test_dates_set_by_another_body_are_said_to_be() -> None:
    (one,) = answer(plans.plan(activities=(plans.activity(plans.window("?")),)), AFTER).activities
    assert one.state is State.INDETERMINABLE
    assert [note.facts for note in one.notes] == [{"agency": "Bộ mẫu"}]
