"""Papers: listed, in force when relied on, of a level with a part, and behind every claim."""

from __future__ import annotations

import pytest

from ocop.diagnostics import Language
from ocop.scoring import Sheets
from tests.rules.facts import FILED, RECOGNISED, SENT, Facts, claim, event, paper, proven_by

AT = "evidence.csv"


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


@pytest.mark.parametrize(
    ("issued", "expires", "found"),
    [
        ("2026-04-02", None, []),
        ("2026-08-03", "2026-08-03", []),
        ("2026-08-04", None, [("413", AT, "issued_on")]),
        ("2026-04-02", "2026-08-02", [("412", AT, "expires_on")]),
        (None, "2026-08-02", [("412", AT, "expires_on")]),
        ("2026-04-02", "2026-04-01", [("411", AT, "expires_on")]),
        ("2026-04-02", "2026-04-02", [("412", AT, "expires_on")]),
        (None, None, []),
    ],
)
def test_a_paper_is_in_force_on_the_day_of_filing(
    issued: str | None, expires: str | None, found: list[tuple[str, str, str]], nothing_asked: Sheets
) -> None:
    """26/2026, điều 6.1c: papers with a term are renewed by the filing; its last day still counts."""
    assert Facts(evidence=[paper("mc-01", issued=issued, expires=expires)]).found(nothing_asked) == found


def test_what_was_returned_may_be_completed(nothing_asked: Sheets) -> None:
    late = paper("mc-01", issued="2026-08-20")
    returned = event("returned", "2026-08-10", "commune")
    again, sent = event("submitted", "2026-08-25", "commune"), event("forwarded", "2026-09-01", "commune")
    facts = Facts(evidence=[late], events=[FILED, returned, again, sent, RECOGNISED])
    assert facts.found(nothing_asked) == []
    waiting = Facts(evidence=[late], events=[FILED, returned], evaluations=[], councils=[])
    assert waiting.found(nothing_asked) == []


@pytest.mark.parametrize(
    ("by", "issued", "found"),
    [
        ("commune", "2026-08-14", []),
        ("commune", "2026-08-15", ["413"]),
        ("province", "2026-11-10", []),
        ("province", "2026-11-11", ["413"]),
    ],
)
def test_a_level_s_paper_is_there_when_that_level_acts(
    by: str, issued: str, found: list[str], nothing_asked: Sheets
) -> None:
    """Điều 6.2, 6.3: the commune's papers go up with its proposal; the province decides on its own."""
    kind = {"commune": "commune_proposal", "province": "council_report"}[by]
    facts = Facts(evidence=[paper("a", kind, issued, by=by)])
    assert [one[0] for one in facts.found(nothing_asked)] == found


def test_a_certificate_may_follow_its_decision(nothing_asked: Sheets) -> None:
    facts = Facts(evidence=[paper("a", "certificate", "2026-11-20", by="province", public=True)])
    assert facts.found(nothing_asked) == []


def test_a_level_that_has_not_acted_yet_may_still_be_writing(nothing_asked: Sheets) -> None:
    facts = Facts(
        evidence=[paper("a", "commune_proposal", "2026-08-20", by="commune")],
        events=[FILED],
        evaluations=[],
        councils=[],
    )
    assert facts.found(nothing_asked) == []


def test_a_draft_relies_on_nothing_yet(nothing_asked: Sheets) -> None:
    facts = Facts(evidence=[paper("mc-01", expires="2020-01-01")], events=[], evaluations=[], councils=[])
    assert facts.found(nothing_asked) == []


def test_a_district_s_paper_after_its_end(nothing_asked: Sheets) -> None:
    """Districts ended on 30/06/2025."""
    old = {"id": "2025-1", "claims": [], "evaluations": [], "councils": []}
    filed = event("submitted", "2025-05-20", "district", application="2025-1")
    good = paper("a", "district_proposal", "2025-06-30", by="district")
    bad = paper("a", "district_proposal", "2025-07-01", by="district")
    assert Facts(evidence=[good], events=[filed], **old).found(nothing_asked) == []  # type: ignore[arg-type]
    facts = Facts(evidence=[bad], events=[filed], **old)  # type: ignore[arg-type]
    assert facts.found(nothing_asked) == [("602", AT, "prepared_by")]
    (told,) = facts.diagnostics(nothing_asked)
    assert "“Cấp lập” (prepared_by) là cấp huyện (district)" in told.code.message.filled(
        Language.VI, told.facts
    )


def test_a_district_has_no_part_in_what_was_filed_after_it(nothing_asked: Sheets) -> None:
    facts = Facts(evidence=[paper("a", "district_proposal", "2025-01-10", by="district")])
    assert facts.found(nothing_asked) == [("415", AT, "prepared_by")]


def test_types_and_visibility_keep_to_the_list(nothing_asked: Sheets) -> None:
    papers = [
        paper("a", "test_report", public=True),
        paper("b", "growth", public=True),
        paper("c", "testreport"),
    ]
    assert Facts(evidence=papers).found(nothing_asked) == [("220", AT, "type"), ("414", AT, "visibility")]


def test_papers_serve_criteria_that_the_sheet_has(nothing_asked: Sheets) -> None:
    facts = Facts(evidence=[paper("a", criteria=("6.1.1", "1.9", "12"))])
    (told,) = facts.diagnostics(nothing_asked)
    assert (told.code.id, told.facts["found"]) == ("OCOP-416", "1.9, 12")
    unknown = Facts(
        id="2024-1",
        events=[event("submitted", "2024-03-01", "district", application="2024-1")],
        evidence=[paper("a", criteria=("1.9",))],
        claims=[],
        evaluations=[],
        councils=[],
    )
    assert unknown.found(nothing_asked) == []


# --- claims and the papers behind them ----------------------------------------------------------

ASKED = proven_by({"1.1": ("raw_material_origin", "quality_management"), "3.4": ("growth",)})
FULL = [one for one in Facts().claims if one.criterion not in {"1.1", "3.4"}]


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        (("nguyen-lieu",), []),
        (("kiem-nghiem", "haccp"), []),
        (("kiem-nghiem",), [("418", "self-assessment.csv", "evidence")]),
        ((), [("418", "self-assessment.csv", "evidence")]),
        (("nguyen-lieuu",), [("417", "self-assessment.csv", "evidence")]),
    ],
)
def test_a_claim_rests_on_one_paper_of_a_fitting_type(
    cited: tuple[str, ...], found: list[tuple[str, str, str]]
) -> None:
    papers = [
        paper("nguyen-lieu", "raw_material_origin"),
        paper("haccp", "quality_management"),
        paper("kiem-nghiem", "test_report"),
        paper("tai-chinh", "growth", criteria=("3.4",)),
    ]
    facts = Facts(claims=[*FULL, claim("1.1", 3, evidence=cited), claim("3.4", 2)], evidence=papers)
    assert facts.found(ASKED) == found


def test_what_claims_nothing_needs_no_paper() -> None:
    zero = [one if one.criterion != "1.5" else claim("1.5", 0) for one in Facts().claims]
    assert Facts(claims=zero).found(proven_by({"1.5": ("raw_material_origin",)})) == []


def test_a_draft_without_papers_is_a_matter_of_the_to_do_list() -> None:
    assert Facts(events=[], evaluations=[], councils=[]).found(ASKED) == []
    returned = [FILED, event("returned", "2026-08-10", "commune")]
    assert Facts(events=returned, evaluations=[], councils=[]).found(ASKED) == []
    filed = Facts(events=[FILED, SENT], evaluations=[], councils=[]).found(ASKED)
    assert [one[0] for one in filed] == ["418", "418"]


def test_what_could_not_be_read_is_not_called_missing() -> None:
    assert Facts(unsound=("evidence.csv",)).found(ASKED) == []
    cited = [claim("1.1", 3, evidence=("a",)), *Facts().claims[1:]]
    assert Facts(claims=cited, unsound=("evidence.csv",)).found(ASKED) == []


def test_the_types_wanted_are_named_in_both_languages() -> None:
    told = Facts().diagnostics(ASKED)[0]
    assert "Tăng trưởng sản xuất, kinh doanh (growth)" in {
        one.facts["expected"] for one in Facts().diagnostics(ASKED)
    }
    english = told.code.message.filled(Language.EN, told.facts)
    assert "Origin of raw material and supply chain (raw_material_origin)" in english
