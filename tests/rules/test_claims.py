"""Own scores: read on the right sheet, by option or by points, and complete once filed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ocop.model import Claim
from ocop.scoring import Sheets
from tests.rules.facts import COFFEE, FILED, Facts, claim, event, law, proven_by

AT = "self-assessment.csv"


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


def claims(*changed: Claim, without: str = "") -> list[Claim]:
    """Sound claims with some rows in place of those of the same criterion."""
    by_code = {one.criterion: one for one in changed}
    return [
        by_code.get(code, claim(code, points))
        for code, points in COFFEE.items()
        if code not in without.split()
    ]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (claim("1.1", option=3), []),
        (claim("1.1", 3, option=3), []),
        (claim("1.1", 3, option=2), [("544", AT, "points")]),
        (claim("1.1", option=4), [("543", AT, "option")]),
        (claim("1.1", 4), [("502", AT, "points")]),
        (claim("4.1", 0), [("512", AT, "points")]),
        (claim("5.1", 0), [("513", AT, "points")]),
    ],
)
def test_a_row_is_an_option_of_its_criterion(
    changed: Claim, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    assert Facts(claims=claims(changed)).found(nothing_asked) == found


def test_a_criterion_of_another_sheet_is_told_once(nothing_asked: Sheets) -> None:
    """The criterion meant is then missing too, but mending the code mends both."""
    misspelt = [replace(one, criterion="1.9") if one.criterion == "1.1" else one for one in claims()]
    assert Facts(claims=misspelt).found(nothing_asked) == [("501", AT, "criterion")]
    assert Facts(claims=[*claims(), claim("1.1", 3)]).found(nothing_asked) == [("503", AT, "criterion")]


def test_a_knock_out_stands_at_its_row(nothing_asked: Sheets) -> None:
    """26/2026, Phụ lục II, bộ 16: 0 points in a sensory item stop the evaluation."""
    facts = Facts(sheet=16, product_set="2026-26/16", events=[FILED], evaluations=[], councils=[])
    sheet = nothing_asked(law().rule_set("2026-26"), 16)
    assert sheet is not None
    facts.claims = [claim(one.key, 0 if one.key == "6.2" else one.levels[-1]) for one in sheet.criteria]
    assert facts.found(nothing_asked) == [("514", AT, "points")]


# --- which sheet --------------------------------------------------------------------------------


def test_the_sheet_is_that_of_the_product_s_set(nothing_asked: Sheets) -> None:
    contradicting = Facts(product_set="2026-26/12")
    assert contradicting.found(nothing_asked) == [("542", "application.yml", "sheet")]
    assert Facts(product_set="2019-1048/14").found(nothing_asked) == []
    assert Facts(product_set=None).found(nothing_asked) == []


def test_an_older_application_may_have_been_scored_as_something_else(nothing_asked: Sheets) -> None:
    older = Facts(product_set="2026-26/12", later=("2026-10",))
    assert older.found(nothing_asked) == [("542", "application.yml", "sheet")]
    assert [one.where.path for one in older.diagnostics(nothing_asked)] == [
        "dossiers/hop-tac-xa-mau/ca-phe-mau/2026-10/application.yml"
    ]


def test_a_number_without_sheet_is_told_and_nothing_else(nothing_asked: Sheets) -> None:
    assert Facts(sheet=27).found(nothing_asked) == [("541", "application.yml", "sheet")]
    assert Facts(sheet=None, product_set=None).found(nothing_asked) == []


PARTS = [claim("A", 32), claim("B", 19), claim("C", 24)]


def test_without_sheets_parts_are_claimed(nothing_asked: Sheets) -> None:
    """148 has no sheets; that they are missing is nothing a dossier could mend."""
    filed = event("submitted", "2024-03-01", "district", application="2024-1")
    facts = Facts(id="2024-1", events=[filed], claims=PARTS, evaluations=[], councils=[])
    assert facts.found(nothing_asked) == []
    over = replace(facts, claims=[claim("A", 41), *PARTS[1:]])
    assert over.found(nothing_asked) == [("504", AT, "points")]


def test_points_that_our_copy_of_a_sheet_lacks_are_no_fault(nothing_asked: Sheets) -> None:
    """1048, bộ 10: two points of the printed sheet are not known."""
    filed = event("submitted", "2021-03-01", "district", application="2021-1")
    facts = Facts(id="2021-1", sheet=10, product_set=None, events=[filed], evaluations=[], councils=[])
    sheet = nothing_asked(law().rule_set("2019-1048"), 10)
    assert sheet is not None
    assert sheet.missing_points == 2
    facts.claims = [claim(one.key, one.levels[-1]) for one in sheet.criteria]
    assert facts.found(nothing_asked) == []


# --- which act ----------------------------------------------------------------------------------


@pytest.mark.parametrize("identifier", ["2025-1", "2026-1", "2027-3"])
def test_a_draft_is_read_by_the_act_it_can_be_meant_for(identifier: str, nothing_asked: Sheets) -> None:
    """A draft of 2025 may be filed under 1489, by parts, or later under 26/2026, by criteria."""
    draft = Facts(id=identifier, events=[], evaluations=[], councils=[])
    assert draft.found(nothing_asked) == []
    assert replace(draft, claims=claims(claim("1.1", 4))).found(nothing_asked) == [("502", AT, "points")]
    by_parts = replace(draft, claims=PARTS).found(nothing_asked)
    assert (by_parts == []) is (identifier != "2027-3")


def test_an_idea_is_not_yet_a_filing(nothing_asked: Sheets) -> None:
    idea = event("idea_registered", "2026-02-10", "commune")
    assert Facts(events=[idea], evaluations=[], councils=[]).found(nothing_asked) == []


def test_a_pending_application_moves_on_with_its_act(nothing_asked: Sheets) -> None:
    """26/2026, điều 12.2a: filed before 22/05/2026, not finished by 21/07/2026."""
    filed = event("submitted", "2026-05-10", "commune")
    again = event("forwarded", "2026-08-14", "commune")
    assert Facts(events=[filed, again], evaluations=[], councils=[]).found(nothing_asked) == []
    in_time = Facts(events=[filed], claims=PARTS, evaluations=[], councils=[])
    assert in_time.found(nothing_asked) == []


def test_decimals_of_a_part_are_kept(nothing_asked: Sheets) -> None:
    filed = event("submitted", "2024-03-01", "district", application="2024-1")
    facts = Facts(id="2024-1", events=[filed], evaluations=[], councils=[])
    facts.claims = [claim("A", Decimal("39.99")), claim("B", 25), claim("C", 35)]
    assert facts.found(nothing_asked) == []
