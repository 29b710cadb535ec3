"""Councils that may score, after filing and proposal, within their round."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ocop.diagnostics import Language
from ocop.scoring import Sheets
from tests.rules.facts import FILED, SENT, Facts, day, event, proven_by, result

AT = "evaluations.csv"


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


def meeting(met_on: str | None, number: str = "2", level: str = "province", **more: object) -> Facts:
    """One meeting without sheets, after the filing of 03/08/2026 and the proposal of 14/08/2026."""
    facts = Facts(events=[FILED, SENT], evaluations=[result(level, number, met_on)], councils=[])
    return replace(facts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("met_on", "found"),
    [
        ("2026-08-02", [("622", AT, "met_on")]),
        ("2026-08-03", [("623", AT, "met_on")]),
        ("2026-08-13", [("623", AT, "met_on")]),
        ("2026-08-14", []),
        ("2026-12-29", []),
        ("2026-12-30", [("624", AT, "met_on")]),
        ("2027-01-05", [("624", AT, "met_on")]),
        (None, []),
    ],
)
def test_a_council_meets_after_the_proposal_and_before_the_round_ends(
    met_on: str | None, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """26/2026, điều 5: “trước ngày 30/12”, so that the 30th is late."""
    assert meeting(met_on).found(nothing_asked) == found


@pytest.mark.parametrize(
    ("sent", "number", "met_on", "found"),
    [
        ("2027-04-29", "1", "2027-06-29", []),
        ("2027-04-30", "1", "2027-06-29", [("625", "history.csv", "on")]),
        ("2027-04-29", "1", "2027-06-30", [("624", AT, "met_on")]),
        ("2027-04-30", "1", "2027-06-30", [("624", AT, "met_on"), ("625", "history.csv", "on")]),
        ("2027-04-01", "1", "2027-04-15", []),
        ("2027-10-30", "2", "2028-01-04", [("624", AT, "met_on"), ("625", "history.csv", "on")]),
        ("2027-06-30", "3", "2027-07-20", []),
    ],
)
def test_each_round_has_its_days(
    sent: str, number: str, met_on: str, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """26/2026, điều 5: round 1 takes proposals before 30/4 and has its results before 30/6."""
    facts = Facts(
        events=[
            event("submitted", day(sent) - timedelta(days=7), "commune"),
            event("forwarded", sent, "commune"),
        ],
        evaluations=[result("province", number, met_on)],
        councils=[],
    )
    assert facts.found(nothing_asked) == found


@pytest.mark.parametrize(
    ("number", "sent", "met_on", "found"),
    [
        ("2", "2027-01-29", "2027-03-29", []),
        ("2", "2027-01-30", "2027-03-29", ["625"]),
        ("2", "2027-01-29", "2027-03-30", ["624"]),
        ("1", "2027-01-29", "2027-09-29", []),
    ],
)
def test_the_central_council_has_rounds_of_its_own(
    number: str, sent: str, met_on: str, found: list[str], nothing_asked: Sheets
) -> None:
    province, ministry = result(mean="92", star=5), result("ministry", number, met_on, "93", 5, line=3)
    events = [FILED, SENT, event("forwarded", sent, "province")]
    facts = Facts(events=events, evaluations=[province, ministry], councils=[])
    assert [one[0] for one in facts.found(nothing_asked)] == found


def test_re_evaluations_have_a_term_of_their_own(nothing_asked: Sheets) -> None:
    """26/2026, điều 7.6g: 45 days from the complete proposal, not the yearly rounds."""
    held = event("recognised", "2024-01-10", "province", 4, application=None)
    late = meeting("2026-12-30", events=[held, FILED, SENT], kind="re_evaluation")
    assert late.found(nothing_asked) == []


def test_the_latest_proposal_before_the_meeting_counts(nothing_asked: Sheets) -> None:
    returned = event("returned", "2026-11-01", "province")
    again = event("forwarded", "2026-11-05", "commune")
    facts = meeting("2026-12-01", events=[FILED, SENT, returned, again])
    assert facts.found(nothing_asked) == [("625", "history.csv", "on")]
    assert meeting("2026-10-25", events=[FILED, SENT, returned, again]).found(nothing_asked) == []


@pytest.mark.parametrize(
    ("submitted", "sent", "found"),
    [
        ("2026-08-03", "2026-08-22", []),
        ("2026-08-03", "2026-08-24", [("626", "history.csv", "on")]),
        ("2026-08-17", "2026-09-09", []),
        ("2026-08-17", "2026-09-10", [("626", "history.csv", "on")]),
        ("2033-03-01", "2033-06-01", []),
    ],
)
def test_a_commune_has_fifteen_working_days(
    submitted: str, sent: str, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """26/2026, điều 7.2. Saturday 22/08/2026 is worked for Monday 31/08; of 2033 no holiday is known yet."""
    facts = Facts(
        events=[event("submitted", submitted, "commune"), event("forwarded", sent, "commune")],
        evaluations=[],
        councils=[],
    )
    assert facts.found(nothing_asked) == found


def test_what_goes_up_again_has_no_second_term(nothing_asked: Sheets) -> None:
    returned = event("returned", "2026-08-20", "province")
    again = event("forwarded", "2026-10-01", "commune")
    facts = Facts(events=[FILED, SENT, returned, again], evaluations=[], councils=[])
    assert facts.found(nothing_asked) == []
    refiled = event("submitted", "2026-09-28", "commune")
    facts.events = [FILED, event("returned", "2026-08-20", "commune"), refiled, again]
    assert facts.found(nothing_asked) == []


# --- levels -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met_on", "found"),
    [
        ("2025-06-30", []),
        ("2025-07-01", [("602", AT, "level")]),
        ("2025-07-10", [("602", AT, "level")]),
    ],
)
def test_districts_scored_until_they_ended(
    met_on: str, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """Districts ended on 30/06/2025, five days before 1489 took their part away."""
    facts = Facts(
        id="2025-1",
        events=[event("submitted", "2025-05-20", "district", application="2025-1")],
        claims=[],
        evaluations=[result("district", "1", met_on, "66", 3)],
        councils=[],
    )
    assert facts.found(nothing_asked) == found


def test_a_district_has_no_council_under_26_2026(nothing_asked: Sheets) -> None:
    facts = meeting(None, level="district")
    assert facts.found(nothing_asked) == [("621", AT, "level")]
    (told,) = facts.diagnostics(nothing_asked)
    assert "province, ministry" in told.code.message.filled(Language.EN, told.facts)


def test_under_148_a_province_waits_for_the_district(nothing_asked: Sheets) -> None:
    filed = event("submitted", "2024-03-01", "district", application="2024-1")
    sent = event("forwarded", "2024-05-20", "district", application="2024-1")
    facts = Facts(
        id="2024-1",
        events=[filed, sent],
        claims=[],
        evaluations=[
            result("district", "1", "2024-05-10", "75", 4),
            result("province", "1", "2024-05-19", "76", 4, line=3),
        ],
        councils=[],
    )
    assert facts.found(nothing_asked) == [("623", AT, "met_on")]
    assert replace(facts, events=[filed]).found(nothing_asked) == []
