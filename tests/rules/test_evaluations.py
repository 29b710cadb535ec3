"""Councils' sheets and the minuted results: one meeting, one mean, one star."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ocop.diagnostics import Language
from ocop.model import Evaluation
from ocop.rules import Judge, judged
from ocop.scoring import Sheets
from tests.rules.facts import COFFEE, FILED, SENT, Facts, council, event, law, proven_by, result

AT = "evaluations.csv"
SHEETS = "council-province-2.csv"
SEATS = ("chu-tich", "uy-vien-1", "uy-vien-2")


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


def seats(**changed: dict[str, int]) -> dict[str, dict[str, Decimal]]:
    """Three seats' points, 75 each but for what is changed (`chu_tich={"3.4": 1}`)."""
    return {
        seat: {
            **COFFEE,
            **{code: Decimal(one) for code, one in changed.get(seat.replace("-", "_"), {}).items()},
        }
        for seat in SEATS
    }


def held(evaluation: Evaluation, **changed: dict[str, int]) -> Facts:
    """A meeting and its sheets, not yet decided on."""
    return Facts(events=[FILED, SENT], evaluations=[evaluation], councils=[council(seats(**changed))])


@pytest.mark.parametrize(
    ("mean", "star", "found"),
    [
        ("75.33", 4, []),
        ("75.34", 4, [("553", AT, "mean")]),
        ("75.3", 4, [("553", AT, "mean")]),
        ("69.99", 3, [("553", AT, "mean")]),
        ("75.33", 5, [("556", AT, "star")]),
        ("75.33", 3, [("556", AT, "star")]),
        ("75.33", None, []),
        (None, 4, []),
        (None, 5, [("556", AT, "star")]),
        ("100.01", 5, [("559", AT, "mean")]),
    ],
)
def test_minutes_say_what_the_sheets_come_to(
    mean: str | None, star: int | None, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """26/2026, điều 3.3: the star goes by the mean total. Two seats of 75 and one of 76 are 75.33."""
    facts = held(result(mean=mean, star=star), chu_tich={"4.2": 4})
    assert facts.found(nothing_asked) == found


def test_a_mean_is_compared_as_the_rule_set_rounds_it(nothing_asked: Sheets) -> None:
    facts = held(result(mean="75.67"), chu_tich={"4.2": 4}, uy_vien_1={"4.2": 4})
    assert facts.found(nothing_asked) == []


def test_a_star_above_its_minima_is_a_warning(nothing_asked: Sheets) -> None:
    """26/2026, Phụ lục II: 3.4 asks for 2 points at four stars; two of three seats gave 1."""
    missed = {"chu_tich": {"3.4": 1}, "uy_vien_1": {"3.4": 1}}
    assert held(result(mean="74.33", star=4), **missed).found(nothing_asked) == [("557", AT, "star")]
    assert held(result(mean="74.33", star=3), **missed).found(nothing_asked) == []
    assert held(result(mean="74.33", star=2), **missed).found(nothing_asked) == [("556", AT, "star")]
    assert held(result(mean="74.33", star=5), **missed).found(nothing_asked) == [("556", AT, "star")]
    told = held(result(mean="74.33", star=4), **missed).diagnostics(nothing_asked)[0]
    assert told.facts["title"] == "3.4"
    one_of_three = held(result(mean="74.67", star=4), chu_tich={"3.4": 1})
    assert one_of_three.found(nothing_asked) == []


def test_a_star_between_the_minima_and_the_mean_is_above_the_minima(nothing_asked: Sheets) -> None:
    top = {code: int(law_sheet(nothing_asked, code)) for code in COFFEE} | {"4.1": 2}
    facts = held(result(mean="97", star=4), chu_tich=top, uy_vien_1=top, uy_vien_2=top)
    assert facts.found(nothing_asked) == [("557", AT, "star")]


def law_sheet(sheets: Sheets, code: str) -> Decimal:
    """The most points of a criterion of the coffee sheet."""
    sheet = sheets(law().rule_set("2026-26"), 13)
    assert sheet is not None
    return next(one.max for one in sheet.criteria if one.key == code)


def test_nothing_is_classified_after_a_knock_out(nothing_asked: Sheets) -> None:
    """A member declares what the sheet cannot tell by points: imported raw material."""
    sheets = council(seats())
    declared = tuple(
        replace(entry, knocked_out=True) if entry.criterion == "1.1" else entry for entry in sheets.entries
    )
    facts = Facts(events=[FILED, SENT], councils=[replace(sheets, entries=declared)])
    assert facts.found(nothing_asked) == [("514", SHEETS, ""), ("557", AT, "star")]
    (_, told) = facts.diagnostics(nothing_asked)
    assert told.facts["expected"] == "không xếp hạng"
    english = told.code.message.filled(Language.EN, told.facts)
    assert "by the sheets it is no star at all" in english


@pytest.mark.parametrize(
    ("evaluation", "found"),
    [
        (result(seats=4, present=3), []),
        (result(seats=None, present=None), []),
        (result(seats=4, present=2), [("554", AT, "present")]),
        (result(seats=4, present=4), [("554", AT, "present")]),
        (result(seats=2, present=3), [("555", AT, "present")]),
        (result(seats=5, present=3), [("522", SHEETS, "")]),
        (result(minutes=None), [("552", AT, "minutes")]),
        (result(minutes=None, mean=None, star=None), []),
    ],
)
def test_attendance_and_minutes(
    evaluation: Evaluation, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    assert held(evaluation).found(nothing_asked) == found


def test_seats_too_far_apart_discuss_again(nothing_asked: Sheets) -> None:
    """Other provinces' rules: at most 10 points between two members."""
    far = held(result(mean="71.33"), chu_tich={"7": 0, "8": 2, "9": 1, "10": 1, "2.1": 0})
    assert [one[:2] for one in far.found(nothing_asked)] == [("521", SHEETS)]


def test_rows_of_the_council_are_held_against_the_sheet(nothing_asked: Sheets) -> None:
    facts = held(result(), chu_tich={"1.1": 4})
    assert facts.found(nothing_asked) == [("502", SHEETS, "points")]
    sheets = council(seats())
    without = replace(sheets, entries=sheets.entries[:-1])
    facts = Facts(events=[FILED, SENT], councils=[without])
    assert facts.found(nothing_asked) == [("511", SHEETS, "")]
    assert replace(facts, unsound=(SHEETS,)).found(nothing_asked) == []


def test_sheets_belong_to_a_recorded_meeting(nothing_asked: Sheets) -> None:
    facts = Facts(events=[FILED, SENT], evaluations=[result(number="3")])
    assert facts.found(nothing_asked) == [("551", SHEETS, "")]
    assert replace(facts, evaluations=[result(number="02")]).found(nothing_asked) == []
    assert replace(facts, evaluations=[], unsound=(AT,)).found(nothing_asked) == []


def test_a_meeting_stands_once(nothing_asked: Sheets) -> None:
    facts = Facts(events=[FILED, SENT], evaluations=[result(), result(number="02", line=3)])
    assert facts.found(nothing_asked) == [("558", AT, "round")]
    assert [one.where.line for one in facts.diagnostics(nothing_asked)] == [3]


# --- without every sheet at hand ----------------------------------------------------------------


@pytest.mark.parametrize(("star", "found"), [(5, ["556"]), (4, []), (3, []), (1, [])])
def test_without_sheets_a_minimum_may_have_lowered_the_star(
    star: int, found: list[str], nothing_asked: Sheets
) -> None:
    facts = Facts(events=[FILED, SENT], evaluations=[result(star=star)], councils=[])
    assert [one[0] for one in facts.found(nothing_asked)] == found


@pytest.mark.parametrize(
    ("mean", "star", "found"),
    [
        ("89", 4, []),
        ("89.5", 4, []),
        ("89.5", 5, []),
        ("89.5", 3, ["556"]),
        ("90", 4, ["556"]),
        ("60", 2, ["556"]),
        ("60", 3, []),
    ],
)
def test_1048_has_no_minima_and_leaves_gaps(
    mean: str, star: int, found: list[str], nothing_asked: Sheets
) -> None:
    """1048 prints 70–89 and 90–100; what lies between is the council's to decide."""
    filed = event("submitted", "2021-03-01", "district", application="2021-1")
    sent = event("forwarded", "2021-04-20", "district", application="2021-1")
    facts = Facts(
        id="2021-1",
        sheet=14,
        product_set=None,
        events=[filed, sent],
        claims=[],
        evaluations=[result("province", "1", "2021-06-01", mean, star)],
        councils=[],
    )
    assert [one[0] for one in facts.found(nothing_asked)] == found


def test_totals_by_part_tell_no_minimum(nothing_asked: Sheets) -> None:
    """148: only totals by part are recorded; its asterisks are not known."""
    filed = event("submitted", "2024-03-01", "district", application="2024-1")
    sheets = {"chu-tich": {"A": Decimal(32), "B": Decimal(19), "C": Decimal(24)}}
    facts = Facts(
        id="2024-1",
        events=[filed],
        claims=[],
        evaluations=[result("district", "1", "2024-05-01", "75", 3, seats=1, present=1)],
        councils=[council(sheets, "district", "1")],
    )
    assert facts.found(nothing_asked) == []
    other = replace(facts, evaluations=[result("district", "1", "2024-05-01", "75.5", 4, seats=1, present=1)])
    assert other.found(nothing_asked) == [("553", AT, "mean")]


def test_points_that_our_sheet_lacks_may_be_in_the_minutes(nothing_asked: Sheets) -> None:
    """1048, bộ 10: two points are not known, so that the minutes may have two more."""
    filed = event("submitted", "2021-03-01", "district", application="2021-1")
    sheet = nothing_asked(law().rule_set("2019-1048"), 10)
    assert sheet is not None
    points = {"chu-tich": {one.key: one.levels[-1] for one in sheet.criteria}}
    total = sum(points["chu-tich"].values(), Decimal(0))
    assert total == 98
    for mean, found in (("98", []), ("100", []), ("97.99", ["553"])):
        facts = Facts(
            id="2021-1",
            sheet=10,
            product_set=None,
            events=[filed],
            claims=[],
            evaluations=[result("district", "1", "2021-05-01", mean, 5, seats=1, present=1)],
            councils=[council(points, "district", "1")],
        )
        assert [one[0] for one in facts.found(nothing_asked)] == found


def test_what_is_kept_of_a_council_is_its_outcome(nothing_asked: Sheets) -> None:
    judge = Judge(law(), nothing_asked)
    (kept,) = judged(Facts().product(), judge)[0].applications[0].councils
    assert kept.entries == ()
    assert kept.outcome is not None
    assert (kept.outcome.mean, kept.outcome.star, len(kept.outcome.totals)) == (Decimal(75), 4, 3)
    broken = held(result(), chu_tich={"1.1": 4}).product()
    (lost,) = judged(broken, judge)[0].applications[0].councils
    assert (lost.entries, lost.outcome) == ((), None)
