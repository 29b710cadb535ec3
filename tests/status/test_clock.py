"""The days on which a state changes, one by one, against a table worked out by hand."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from ocop.model import Event
from ocop.status import status, timeline
from tests.builders import event, law, product

TABLE = Path(__file__).parents[1] / "golden" / "clock.csv"


def cases() -> list[dict[str, str]]:
    """The rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def history(case: dict[str, str]) -> tuple[Event, ...]:
    """The events that one row of the table speaks of."""
    events = [
        event(
            "recognised",
            case["decided"],
            star=3,
            through=case["printed"],
            basis=case["printed"] and "printed",
        )
    ]
    if case["filed"]:
        events.append(event("submitted", case["filed"]))
    if case["result"]:
        kind, on = case["result"].split()
        again = kind == "re_recognised"
        events.append(event(kind, on, star=3 if again else None))
    return tuple(events)


def test_the_table_is_long_enough() -> None:
    assert len(cases()) >= 60


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['case']} {case['day']}")
def test_the_state_on_a_day(case: dict[str, str]) -> None:
    given, day = product(*history(case)), date.fromisoformat(case["day"])
    assert timeline(given, law()).on(day).state == case["state"]
    assert status(given, law(), day).state == case["state"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['case']} {case['day']}")
def test_the_bounds_of_a_state_are_where_it_changes(case: dict[str, str]) -> None:
    given, day = product(*history(case)), date.fromisoformat(case["day"])
    answer = status(given, law(), day)
    known = (one for one in given.events if one.on is not None and one.on <= day)
    spans = timeline(product(*known), law())
    for edge, beyond in ((answer.since, -1), (answer.until, 1)):
        if edge is not None:
            assert spans.on(edge).state == answer.state
            assert spans.on(edge + timedelta(days=beyond)) != spans.on(edge)
