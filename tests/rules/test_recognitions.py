"""Decisions: after the council's meeting, with its star, of the kind applied for."""

from __future__ import annotations

import pytest

from ocop.diagnostics import Language
from ocop.model import Evaluation, Event
from ocop.scoring import Sheets
from tests.rules.facts import FILED, RECOGNISED, SENT, Facts, event, proven_by, result

HISTORY = "history.csv"
Places = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


def decided(decision: Event, *results: Evaluation, before: tuple[Event, ...] = (FILED, SENT)) -> Facts:
    """A decision on these results, without the sheets behind them."""
    return Facts(events=[*before, decision], evaluations=list(results), councils=[])


@pytest.mark.parametrize(
    ("on", "found"),
    [("2026-10-20", []), ("2026-10-19", [("627", HISTORY, "on")]), ("2026-11-10", [])],
)
def test_a_decision_follows_its_meeting(on: str, found: Places, nothing_asked: Sheets) -> None:
    facts = decided(event("recognised", on, "province", 4), result())
    assert facts.found(nothing_asked) == found


@pytest.mark.parametrize(
    ("star", "evaluation", "found"),
    [
        (4, result(mean="70"), []),
        (4, result(mean="89.99"), []),
        (3, result(mean="69.99", star=3), []),
        (4, result(mean="69.99", star=3), [("628", HISTORY, "star")]),
        (3, result(mean="75", star=4), [("628", HISTORY, "star")]),
        (3, result(mean="75", star=3), []),
        (3, result(mean="75", star=None), []),
        (4, result(mean="69.99", star=None), [("628", HISTORY, "star")]),
        (4, result(mean=None, star=3), [("628", HISTORY, "star")]),
        (4, result(mean=None, star=None, minutes=None), []),
        (4, result(mean="75", star=5), [("556", "evaluations.csv", "star")]),
        (3, result(mean="49.99", star=None), [("628", HISTORY, "star")]),
    ],
)
def test_a_recognised_star_is_that_of_the_council(
    star: int, evaluation: Evaluation, found: Places, nothing_asked: Sheets
) -> None:
    """26/2026, điều 3.3 and 4.1: four stars take a mean of 70 and more; a minimum may have lowered it."""
    facts = decided(event("recognised", "2026-11-10", "province", star), evaluation)
    assert facts.found(nothing_asked) == found


def test_the_result_is_told_as_it_was_minuted(nothing_asked: Sheets) -> None:
    (by_mean,) = decided(RECOGNISED, result(mean="66.5", star=3)).diagnostics(nothing_asked)
    assert by_mean.code.message.filled(Language.VI, by_mean.facts) == (
        "“Hạng sao” (star) được công nhận là 4, mà theo kết quả của hội đồng cấp tỉnh (66,5 điểm) "
        "phải là 3 sao."
    )
    (by_star,) = decided(RECOGNISED, result(mean=None, star=3)).diagnostics(nothing_asked)
    assert "(the minuted star) it is 3 stars" in by_star.code.message.filled(Language.EN, by_star.facts)


UP = event("forwarded", "2026-11-20", "province")


@pytest.mark.parametrize(
    ("decision", "central", "found"),
    [
        (
            event("recognised", "2027-04-20", "ministry", 5),
            result("ministry", "2", "2027-03-01", "91", 5),
            [],
        ),
        (
            event("recognised", "2027-04-20", "province", 4),
            result("ministry", "2", "2027-03-01", "88", 4),
            [],
        ),
        (
            event("recognised", "2027-04-20", "province", 3),
            result("ministry", "2", "2027-03-01", "88", 4),
            [("628", HISTORY, "star")],
        ),
        (
            event("recognised", "2027-04-20", "ministry", 5),
            result("ministry", "2", "2027-03-01", "88", 4),
            [("628", HISTORY, "star")],
        ),
        (
            event("recognised", "2026-12-01", "ministry", 5),
            result("ministry", "2", "2027-03-01", "91", 5),
            [("627", HISTORY, "on")],
        ),
        (
            event("recognised", "2026-12-01", "province", 4),
            result("ministry", "2", "2027-03-01", "88", 4),
            [("628", HISTORY, "star")],
        ),
    ],
)
def test_the_province_may_use_the_central_council_s_result(
    decision: Event, central: Evaluation, found: Places, nothing_asked: Sheets
) -> None:
    """26/2026, điều 7.4: below 90 at the central council, the province may recognise 3 or 4 stars from it.

    The last case: 92 points are no four stars until the central council has met.
    """
    province = result(mean="92", star=5)
    before = (FILED, SENT, UP) if decision.on and UP.on and decision.on > UP.on else (FILED, SENT)
    facts = decided(decision, province, central, before=before)
    assert facts.found(nothing_asked) == found


def test_under_1048_a_candidate_for_five_stars_has_a_certificate_of_four(nothing_asked: Sheets) -> None:
    """1048: what the province sends to the ministry encloses the decision and the certificate it gave."""
    filed = event("submitted", "2021-03-01", "district", application="2021-1")
    sent = event("forwarded", "2021-04-20", "district", application="2021-1")
    four = event("recognised", "2021-06-20", "province", 4, application="2021-1")
    five = event("upgraded", "2021-12-20", "ministry", 5, application="2021-1")
    facts = Facts(
        id="2021-1",
        sheet=14,
        product_set=None,
        events=[filed, sent, four, five],
        claims=[],
        evaluations=[
            result("province", "1", "2021-06-01", "92", 5),
            result("ministry", "1", "2021-11-01", "91", 5, line=3),
        ],
        councils=[],
    )
    assert facts.found(nothing_asked) == []
    three = event("recognised", "2021-06-20", "province", 3, application="2021-1")
    facts.events = [filed, sent, three]
    assert [one[0] for one in facts.found(nothing_asked)] == ["628"]


def test_one_of_two_rounds_is_enough(nothing_asked: Sheets) -> None:
    first, second = result("province", "2", "2026-09-01", "66", 3), result(number="3", mean="75", line=3)
    assert decided(RECOGNISED, first, second).found(nothing_asked) == []


def test_a_recognition_of_an_application_has_a_result(nothing_asked: Sheets) -> None:
    facts = decided(RECOGNISED)
    assert facts.found(nothing_asked) == [("629", HISTORY, "application")]
    facts.unsound = ("evaluations.csv",)
    assert facts.found(nothing_asked) == []
    elsewhere = event("recognised", "2026-11-10", "province", 4, application=None)
    assert decided(elsewhere).found(nothing_asked) == []


# --- going up -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "found"), [("89.99", [("630", HISTORY, "event")]), ("90", []), (None, [])])
def test_ninety_points_go_to_the_ministry(mean: str | None, found: Places, nothing_asked: Sheets) -> None:
    """26/2026, điều 7.3e."""
    facts = Facts(events=[FILED, SENT, UP], evaluations=[result(mean=mean, star=None)], councils=[])
    assert facts.found(nothing_asked) == found


@pytest.mark.parametrize(
    ("year", "mean", "found"),
    [(2021, "49.5", ["630"]), (2021, "50", []), (2024, "69.99", ["630"]), (2024, "70", [])],
)
def test_districts_sent_up_from_fifty_then_from_seventy(
    year: int, mean: str, found: list[str], nothing_asked: Sheets
) -> None:
    """1048: from 50 points; 148: from 70."""
    mine = f"{year}-1"
    facts = Facts(
        id=mine,
        sheet=14,
        product_set=None,
        events=[
            event("submitted", f"{year}-03-01", "district", application=mine),
            event("forwarded", f"{year}-05-20", "district", application=mine),
        ],
        claims=[],
        evaluations=[result("district", "1", f"{year}-05-10", mean, None)],
        councils=[],
    )
    assert [one[0] for one in facts.found(nothing_asked)] == found
