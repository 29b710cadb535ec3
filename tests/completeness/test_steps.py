"""Which step an application stands at, whose turn it is, by when, and what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ocop.completeness import (
    AddRow,
    CreateFile,
    FillCells,
    Item,
    SetKey,
    Step,
    Todo,
    lacking_when_filed,
    next_application,
    todo,
)
from ocop.model import Claim, Evaluation, Event, Evidence, Level, Product
from tests.completeness.dossiers import (
    Person,
    changed,
    draft,
    event,
    form,
    law,
    place,
    sheets,
    with_events,
    with_evidence,
)


def listed(product: Product, day: str) -> Todo:
    """The list of the one application on `day`."""
    return todo(product, product.applications[0], law(), sheets(), date.fromisoformat(day))


def prepared(day: str, kind: str = "first", sheet: int = 13) -> Product:
    """A dossier with all that filing needs."""
    product, person = draft(kind), Person(date.fromisoformat(day), {"sheet": str(sheet)})
    for _ in range(8):
        answer = listed(product, day)
        if answer.step is Step.FILE:
            return product
        for item in answer.required:
            product = person.carry_out(product, item)
    raise AssertionError("the list never ends")


def met(level: str, on: str | None, mean: str | None, number: str = "1", **others: object) -> Evaluation:
    """A council's result with its minutes."""
    day = date.fromisoformat(on) if on else None
    whole = {"seats": 7, "present": 7, "minutes": "01/BB", "minutes_on": day, **others}
    return Evaluation(
        level=Level(level), round=number, met_on=day, mean=Decimal(mean) if mean else None,
        origin=place("2026-1/evaluations.csv"), **whole,  # type: ignore[arg-type]
    )  # fmt: skip


def rows(answer: Todo) -> list[tuple[str, str]]:
    """The event and level of each history row that is needed."""
    return [
        (item.edit.cells["event"], item.edit.cells.get("level", ""))
        for item in answer.required
        if isinstance(item.edit, AddRow) and item.edit.file.endswith("history.csv")
    ]


def papers(answer: Todo) -> list[str]:
    """The types of paper to be recorded."""
    return [
        item.edit.cells.get("type", "")
        for item in answer.items
        if isinstance(item.edit, AddRow) and item.edit.file.endswith("evidence.csv")
    ]


def keys(answer: Todo, *, required: bool = True) -> list[str]:
    """The keys to be filled in."""
    items = answer.required if required else answer.advised
    return [item.edit.key for item in items if isinstance(item.edit, SetKey)]


def criteria(answer: Todo) -> list[str]:
    """The criteria to be scored."""
    return [
        item.edit.cells["criterion"]
        for item in answer.items
        if isinstance(item.edit, AddRow) and "criterion" in item.edit.cells
    ]


# --- what filing asks for, act by act


def test_the_forms_of_2026_are_asked_for_and_the_yearly_cycle_is_advised() -> None:
    """26/2026/QĐ-TTg, Điều 6 khoản 1: Mẫu số 01 and 02."""
    answer = listed(draft(), "2026-09-01")
    assert answer.step is Step.PREPARE
    assert "registration.pledge" in keys(answer)
    assert "general.registration_number" in keys(answer)
    assert not [key for key in keys(answer) if key.startswith(("idea", "business_plan", "organisation"))]
    assert "survey.surveyed_on" in keys(answer, required=False)
    creations = [item.edit.file for item in answer.required if isinstance(item.edit, CreateFile)]
    assert creations == ["dossiers/htx-mau/ca-phe-mau/2026-1/self-assessment.yml"]


def test_the_forms_of_1048_are_the_idea_the_plan_and_the_profile() -> None:
    """1048/QĐ-TTg: biểu 01, 03, 04, business registration and five samples."""
    product = changed(draft(), sheet=14)
    answer = listed(product, "2021-03-01")
    asked = {key.partition(".")[0] for key in keys(answer)}
    assert asked == {"sheet", "idea", "business_plan", "organisation_profile"}
    assert papers(answer) == ["business_registration", "samples"]
    assert len(criteria(answer)) == len(set(criteria(answer))) == 33
    assert "6.1.3/2" in criteria(answer)


def test_tourism_brings_no_samples() -> None:
    """1048/QĐ-TTg: five samples, except for services."""
    assert papers(listed(changed(draft(), sheet=26), "2021-03-01")) == ["business_registration"]


@pytest.mark.parametrize("day", ["2024-03-01", "2025-09-01"])
def test_where_the_dossier_is_not_known_only_what_computing_needs_is_asked_for(day: str) -> None:
    """148 and 1489: no sheets, documents known for re-evaluation alone."""
    answer = listed(changed(draft(), sheet=13), day)
    assert (keys(answer), papers(answer), criteria(answer)) == (["sheet"], [], ["A", "B", "C"])
    assert any("Chưa tìm được thành phần hồ sơ" in notice.vi for notice in answer.notices)
    again = listed(draft("re_evaluation"), day)
    assert {"registration.pledge", "changes", "signed_on"} <= set(keys(again))


def test_changes_are_to_be_shown_for_an_upgrade_and_a_re_evaluation_only() -> None:
    """26/2026/QĐ-TTg, Điều 6 khoản 1 điểm b và c."""
    found = {kind: "changes" in keys(listed(draft(kind), "2026-09-01"))
             for kind in ("first", "upgrade", "re_evaluation")}  # fmt: skip
    assert found == {"first": False, "upgrade": True, "re_evaluation": True}


def test_a_tick_that_says_no_is_still_missing() -> None:
    product = prepared("2026-09-01")
    values = {**product.applications[0].registration.values, "registration.electronic_copy": "false"}
    assert keys(listed(changed(product, registration=form("application.yml", values)), "2026-09-01")) == [
        "registration.electronic_copy"
    ]


def test_a_score_may_be_given_by_its_level_and_a_code_printed_twice_written_twice() -> None:
    """1048/QĐ-TTg, bộ 14: two criteria are numbered 6.1.3."""
    rows = tuple(
        replace(claim(code, "0"), points=None, option=2) for code in ("1.1", "6.1.3", "6.1.3", "nowhere")
    )
    answer = listed(changed(draft(), sheet=14, claims=rows), "2021-03-01")
    assert {"1.1", "6.1.3", "6.1.3/2"}.isdisjoint(criteria(answer))
    assert len(criteria(answer)) == 30


def test_a_row_without_a_score_is_to_be_filled() -> None:
    bare = replace(claim("1.1", "0"), points=None)
    answer = listed(changed(draft(), sheet=13, claims=(bare,)), "2026-09-01")
    filled = [item.edit for item in answer.required if isinstance(item.edit, FillCells)]
    assert [(edit.line, edit.row, edit.blank) for edit in filled] == [(3, {"criterion": "1.1"}, ("points",))]
    assert filled[0].choices == {"points": ("1", "2", "3")}


# --- papers


def claim(key: str, points: str, *evidence: str) -> Claim:
    """One row of the own scores."""
    return Claim(
        criterion=key,
        points=Decimal(points),
        evidence=evidence,
        origin=place("2026-1/self-assessment.csv", 3),
    )


def paper(identifier: str, kind: str, expires_on: str | None = None) -> Evidence:
    """One paper of the producer's."""
    return Evidence(
        id=identifier,
        type=kind,
        expires_on=date.fromisoformat(expires_on) if expires_on else None,
        origin=place("2026-1/evidence.csv", 4),
    )


def about_papers(product: Product, *, day: str = "2026-09-01") -> list[Item]:
    """What is asked about papers where 1.1 and 1.2 need one."""
    proved = with_evidence({"1.1": ("raw_material_origin",), "1.2": ("raw_material_origin", "test_report")})
    answer = todo(product, product.applications[0], law(), proved, date.fromisoformat(day))
    return [
        item
        for item in answer.required
        if item.edit.file.endswith("evidence.csv")
        or (isinstance(item.edit, FillCells) and "evidence" in item.edit.blank)
    ]


def test_a_score_above_zero_needs_a_paper_and_a_zero_does_not() -> None:
    product = changed(draft(), sheet=13, claims=(claim("1.1", "0"), claim("1.2", "0")))
    assert about_papers(product) == []
    (item,) = about_papers(changed(product, claims=(claim("1.1", "3"), claim("1.2", "1"))))
    assert isinstance(item.edit, AddRow)
    assert (item.edit.cells["type"], item.edit.cells["criteria"]) == ("raw_material_origin", "1.1")


def test_a_paper_that_is_there_only_has_to_be_cited() -> None:
    product = changed(
        draft(), sheet=13, claims=(claim("1.2", "1", "mc-09"),),
        evidence=(paper("mc-02", "test_report"), paper("mc-09", "awards")),
    )  # fmt: skip
    (item,) = about_papers(product)
    assert isinstance(item.edit, FillCells)
    assert (item.edit.line, item.edit.row) == (3, {"criterion": "1.2"})
    assert item.edit.choices == {"evidence": ("mc-09|mc-02",)}


def test_a_cited_paper_that_is_not_recorded_is_asked_for_by_its_id() -> None:
    product = changed(draft(), sheet=13, claims=(claim("1.1", "3", "mc-07"), claim("1.2", "1", "mc-07")))
    (item,) = about_papers(product)
    assert isinstance(item.edit, AddRow)
    assert item.edit.cells["id"] == "mc-07"
    assert (item.edit.cells["type"], item.edit.cells["criteria"]) == ("raw_material_origin", "1.1|1.2")


@pytest.mark.parametrize(("day", "asked"), [("2026-08-31", 0), ("2026-09-01", 1)])
def test_a_paper_counts_through_its_last_day(day: str, asked: int) -> None:
    product = changed(
        draft(), sheet=13, claims=(claim("1.1", "3", "mc-01"),),
        evidence=(paper("mc-01", "raw_material_origin", "2026-08-31"),),
    )  # fmt: skip
    found = about_papers(product, day=day)
    assert len(found) == asked
    for item in found:
        assert isinstance(item.edit, FillCells)
        assert item.edit.row == {"id": "mc-01"}
        assert "31/08/2026" in item.action.vi


# --- the star aimed at


def test_what_the_aimed_at_star_asks_for_is_advice() -> None:
    """26/2026/QĐ-TTg, Phụ lục II: minima of four stars."""
    product = changed(prepared("2026-09-01"), target_star=4)
    low = tuple(
        replace(one, points=Decimal(0)) if one.criterion in {"3.4", "3.5"} else one
        for one in product.applications[0].claims
    )
    answer = listed(changed(product, claims=low), "2026-09-01")
    assert answer.step is Step.FILE
    advised = [item for item in answer.advised if isinstance(item.edit, FillCells)]
    named = {item.edit.row["criterion"] for item in advised if isinstance(item.edit, FillCells)}
    assert {"3.4", "3.5"} <= named
    assert any("Để đạt 4 sao: tiêu chí 3.5" in item.action.vi for item in advised)
    assert any(notice.vi.startswith("Tự chấm") for notice in answer.notices)


def test_without_an_aim_the_aim_is_advised() -> None:
    assert "target_star" in keys(listed(draft(), "2026-09-01"), required=False)
    assert "target_star" not in keys(listed(draft(target=4), "2026-09-01"), required=False)


# --- by when


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ("2026-08-03", "2026-10-08"),  # 15 working days before the end of 29 October
        ("2026-10-08", "2026-10-08"),
        ("2026-10-09", "2027-04-07"),  # the next round: 16 April is off
        ("2026-03-02", None),  # under 1489: no round is known
    ],
)
def test_a_first_application_is_filed_early_enough_for_the_round(day: str, until: str | None) -> None:
    """26/2026/QĐ-TTg, Điều 5 và Điều 7 khoản 2: proposals before 30 April and 30 October."""
    answer = listed(draft(), day)
    assert answer.until == (date.fromisoformat(until) if until else None)


def test_a_re_evaluation_is_filed_in_its_window() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a: 180 to 120 days before the end."""
    held = replace(event("recognised", "2024-06-01", "province", star="3"), application=None)
    product = with_events(draft("re_evaluation"), held)
    found = {day: listed(product, day) for day in ("2026-11-01", "2026-12-20", "2027-02-10")}
    assert {day: answer.until for day, answer in found.items()} == {
        "2026-11-01": date(2027, 2, 1),
        "2026-12-20": date(2027, 2, 1),
        "2027-02-10": date(2027, 6, 1),
    }
    assert "03/12/2026" in found["2026-11-01"].notices[0].vi
    assert "đã qua" in found["2027-02-10"].notices[0].vi


# --- once filed


def test_the_commune_has_fifteen_working_days_and_may_hand_the_dossier_back() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 2 điểm a và b."""
    product = with_events(prepared("2026-10-01"), event("submitted", "2026-10-05", "commune"))
    answer = listed(product, "2026-10-06")
    assert (answer.step, answer.role, answer.until) == (
        Step.COMMUNE_REVIEW, Level.COMMUNE, date(2026, 10, 26)
    )  # fmt: skip
    assert papers(answer) == ["commune_proposal", "samples"]
    assert rows(answer) == [("forwarded", "commune")]
    assert answer.citation == "26/2026/QĐ-TTg, Điều 7 khoản 2"
    refused = changed(product, commune_review=form("commune-review.yml", {"complete": "false"}))
    assert rows(listed(refused, "2026-10-06")) == [("returned", "commune")]


def test_a_step_that_is_late_says_so() -> None:
    product = with_events(prepared("2026-10-01"), event("submitted", "2026-10-05", "commune"))
    late = {day: listed(product, day).is_overdue for day in ("2026-10-26", "2026-10-27")}
    assert late == {"2026-10-26": False, "2026-10-27": True}


def test_the_days_run_from_the_latest_filing() -> None:
    events = (
        event("submitted", "2026-10-05", "commune"),
        event("returned", "2026-10-08", "commune"),
        event("submitted", "2026-10-12", "commune"),
    )
    product = with_events(prepared("2026-10-01"), *events)
    assert listed(product, "2026-10-09").step is Step.FILE
    assert listed(product, "2026-10-13").until == date(2026, 11, 2)


def evaluated(day: str, *events: Event, evaluations: tuple[Evaluation, ...]) -> Product:
    """A complete dossier with this course."""
    return changed(with_events(prepared(day), *events), evaluations=evaluations)


FILED_2026 = (
    event("submitted", "2026-10-05", "commune"),
    event("forwarded", "2026-10-20", "commune"),
)


def test_the_council_has_until_the_end_of_its_round() -> None:
    """26/2026/QĐ-TTg, Điều 5: the result of round 2 before 30 December."""
    answer = listed(evaluated("2026-10-01", *FILED_2026, evaluations=()), "2026-11-01")
    assert (answer.step, answer.level, answer.until) == (Step.EVALUATION, Level.PROVINCE, date(2026, 12, 29))
    (item,) = answer.required
    assert isinstance(item.edit, AddRow)
    assert item.edit.cells == {"level": "province", "round": "2"}


def test_a_re_evaluation_is_answered_in_45_days() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm g."""
    held = replace(event("recognised", "2024-06-01", "province", star="3"), application=None)
    product = with_events(prepared("2026-12-20", "re_evaluation"), held)
    product = with_events(
        product,
        event("submitted", "2027-01-04", "commune"),
        event("forwarded", "2027-01-18", "commune"),
    )
    assert listed(product, "2027-01-20").until == date(2027, 3, 4)


def test_a_result_that_is_only_begun_is_to_be_completed() -> None:
    begun = met("province", None, None, "2", minutes=None, minutes_on=None)
    answer = listed(evaluated("2026-10-01", *FILED_2026, evaluations=(begun,)), "2026-12-10")
    (item,) = answer.required
    assert isinstance(item.edit, FillCells)
    assert item.edit.blank == ("met_on", "mean", "minutes", "minutes_on")


@pytest.mark.parametrize(
    ("mean", "step", "level", "row"),
    [
        ("49.99", Step.ENDED, Level.PROVINCE, None),
        ("50", Step.DECISION, Level.PROVINCE, "recognised"),
        ("89.99", Step.DECISION, Level.PROVINCE, "recognised"),
        ("90", Step.FORWARDING, Level.PROVINCE, "forwarded"),
    ],
)
def test_the_mean_leads_on(mean: str, step: Step, level: Level, row: str | None) -> None:
    """26/2026/QĐ-TTg, Điều 3 khoản 3, Điều 4 khoản 1."""
    product = evaluated("2026-10-01", *FILED_2026, evaluations=(met("province", "2026-12-08", mean, "2"),))
    answer = listed(product, "2026-12-09")
    assert (answer.step, answer.level) == (step, level)
    assert [kind for kind, _ in rows(answer)] == ([row] if row else [])


def test_five_stars_take_their_papers_to_the_ministry() -> None:
    """26/2026/QĐ-TTg, Điều 6 khoản 3 điểm a; Điều 5: before 30 January."""
    product = evaluated("2026-10-01", *FILED_2026, evaluations=(met("province", "2026-12-08", "93", "2"),))
    answer = listed(product, "2026-12-09")
    assert papers(answer) == [
        "province_proposal", "advisory_group_report", "council_report", "result_approval", "samples"
    ]  # fmt: skip
    assert answer.until == date(2027, 1, 29)


def test_below_ninety_at_the_ministry_the_province_decides() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 4."""
    results = (met("province", "2026-12-08", "93", "2"), met("ministry", "2027-03-10", "88", "2"))
    going = event("forwarded", "2026-12-20", "province", star="5")
    product = evaluated("2026-10-01", *FILED_2026, going, evaluations=results)
    assert listed(product, "2027-01-05").level is Level.MINISTRY
    answer = listed(product, "2027-03-11")
    assert (answer.step, answer.level, rows(answer)) == (
        Step.DECISION, Level.PROVINCE, [("recognised", "province")]
    )  # fmt: skip


def test_a_total_between_two_bands_asks_the_council_for_the_star() -> None:
    """1048/QĐ-TTg prints 70–89 and 90–100."""
    events = (event("submitted", "2021-06-01", "district"), event("forwarded", "2021-07-20", "district"))
    results = (met("district", "2021-07-01", "75"), met("province", "2021-10-01", "89.5"))
    product = evaluated("2021-05-01", *events, evaluations=results)
    answer = listed(product, "2021-10-02")
    (item,) = answer.required
    assert answer.step is Step.EVALUATION
    assert isinstance(item.edit, FillCells)
    assert (item.edit.row["level"], item.edit.blank) == ("province", ("star",))


def test_the_district_forwards_from_its_own_mark_even_in_a_gap() -> None:
    """1048/QĐ-TTg: the district forwards from 50 points; 69.5 lies in no band."""
    events = (event("submitted", "2021-06-01", "district"),)
    product = evaluated("2021-05-01", *events, evaluations=(met("district", "2021-07-01", "69.5"),))
    answer = listed(product, "2021-07-02")
    assert (answer.step, rows(answer)) == (Step.FORWARDING, [("forwarded", "district")])
    assert papers(answer) == ["district_proposal", "council_minutes"]


def test_minutes_that_were_not_entered_are_asked_for_with_the_decision() -> None:
    bare = met("province", "2026-12-08", "80", "2", minutes=None, minutes_on=None)
    answer = listed(evaluated("2026-10-01", *FILED_2026, evaluations=(bare,)), "2026-12-09")
    first = answer.required[0].edit
    assert isinstance(first, FillCells)
    assert first.blank == ("minutes", "minutes_on")


@pytest.mark.parametrize(("kind", "row"), [("upgrade", "upgraded"), ("re_evaluation", "re_recognised")])
def test_the_decision_is_recorded_as_the_kind_of_application_has_it(kind: str, row: str) -> None:
    product = changed(
        with_events(prepared("2026-10-01", kind), *FILED_2026),
        evaluations=(met("province", "2026-12-08", "80", "2"),),
    )
    (item,) = listed(product, "2026-12-09").required
    assert isinstance(item.edit, AddRow)
    assert item.edit.cells == {
        "event": row, "level": "province", "application": "2026-1", "star": "4",
        "issuer": "quang_tri_people_committee",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "issuer"),
    [("2025-02-28", "mard"), ("2025-03-01", "mae"), ("2025-07-05", "mae"), ("2025-07-06", "mae")],
)
def test_five_stars_are_decided_by_the_ministry_of_the_day(day: str, issuer: str) -> None:
    """Nghị quyết 176/2025/QH15: from 01/03/2025 another ministry does what 148 gave the former one."""
    assert decided(met("ministry", "2025-02-20", "95"), day)["issuer"] == issuer


def test_no_district_that_had_ended_is_offered_as_issuer() -> None:
    """148 gave the district 3 stars through 05/07/2025; they ended on 30/06/2025, without a successor."""
    result = met("district", "2025-02-20", "60")
    assert decided(result, "2025-06-30")["issuer"] == "district_people_committee"
    assert "issuer" not in decided(result, "2025-07-01")


def decided(result: Evaluation, day: str) -> Mapping[str, str]:
    """The cells given of the recognition to be recorded on `day`, after this council's result."""
    product = changed(
        with_events(
            prepared("2024-10-01"),
            event("submitted", "2024-10-05", "district"),
            *(
                event("forwarded", f"2024-{month}-20", level, star="5")
                for month, level in (("11", "district"), ("12", "province"))
                if result.level is Level.MINISTRY
            ),
        ),
        evaluations=(result,),
    )
    (item,) = listed(product, day).required
    assert isinstance(item.edit, AddRow)
    return item.edit.cells


def test_what_is_dated_later_is_not_seen() -> None:
    product = evaluated("2026-10-01", *FILED_2026, evaluations=(met("province", "2026-12-08", "80", "2"),))
    steps = [listed(product, day).step for day in ("2026-10-01", "2026-10-10", "2026-11-01", "2026-12-08")]
    assert steps == [Step.FILE, Step.COMMUNE_REVIEW, Step.EVALUATION, Step.DECISION]


def test_a_dossier_filed_with_the_district_goes_on_with_the_commune_once_districts_ended() -> None:
    """1489/QĐ-TTg amends the procedure of 148 at once."""
    product = with_events(prepared("2025-05-01"), event("submitted", "2025-06-20", "district"))
    assert listed(product, "2025-06-21").role is Level.DISTRICT
    assert listed(product, "2025-08-01").role is Level.COMMUNE


@pytest.mark.parametrize("kind", ["not_passed", "withdrawn"])
def test_an_application_may_end_without_a_star(kind: str) -> None:
    product = with_events(prepared("2026-10-01"), *FILED_2026, event(kind, "2026-12-09", "province"))
    answer = listed(product, "2026-12-10")
    assert (answer.step, answer.items) == (Step.ENDED, ())
    assert not answer.step.is_open


def test_an_application_filed_incomplete_keeps_asking_for_what_it_lacked() -> None:
    product = with_events(draft(), event("submitted", "2026-10-05", "commune"))
    answer = listed(product, "2026-10-06")
    own = [item for item in answer.items if item.role is None]
    assert answer.step is Step.COMMUNE_REVIEW
    assert {"registration.pledge", "signed_on"} <= {
        item.edit.key for item in own if isinstance(item.edit, SetKey)
    }
    assert any("khi còn thiếu" in notice.vi for notice in answer.notices)


def lacking(product: Product) -> list[str]:
    """The files, keys or criteria that a filed application should have had."""
    found = []
    for item in lacking_when_filed(product, product.applications[0], law(), sheets()):
        file = item.edit.file.rpartition("/")[2]
        named = item.edit.cells.get("criterion", file) if isinstance(item.edit, AddRow) else file
        found.append(item.edit.key if isinstance(item.edit, SetKey) else named)
    return found


def test_of_a_file_that_is_not_there_only_that_is_told() -> None:
    """26/2026/QĐ-TTg, Điều 6 khoản 1."""
    complete = with_events(prepared("2026-10-01"), event("submitted", "2026-10-05", "commune"))
    assert lacking(complete) == []
    assert lacking(changed(complete, self_assessment=None)) == ["self-assessment.yml"]
    assert lacking(changed(complete, claims=())) == ["self-assessment.csv"]
    assert lacking(changed(complete, claims=complete.applications[0].claims[1:])) == ["1.1"]
    empty = changed(complete, self_assessment=form("self-assessment.yml", {}))
    assert len(lacking(empty)) == 12
    unread = ("self-assessment.yml",)
    assert lacking(changed(complete, self_assessment=None, unsound=unread)) == []


def test_mandatory_papers_are_lacking() -> None:
    """1048/QĐ-TTg: business registration and samples."""
    complete = with_events(prepared("2021-05-01"), event("submitted", "2021-06-01", "district"))
    assert lacking(complete) == []
    assert lacking(changed(complete, evidence=())) == ["evidence.csv", "evidence.csv"]


def test_only_the_act_of_the_day_of_filing_counts() -> None:
    """What is asked for is what the act of that day asked for."""
    sparse = changed(draft(), sheet=13, claims=(claim("A", "30"), claim("B", "20"), claim("C", "25")))
    assert "registration.pledge" in lacking(with_events(sparse, event("submitted", "2026-10-05", "commune")))
    assert lacking(with_events(sparse, event("submitted", "2024-10-05", "district"))) == ["sheet"]
    assert lacking(with_events(sparse, event("submitted", None, "commune"))) == []


def test_a_paper_out_of_date_was_not_lacking_it_has_a_rule_of_its_own() -> None:
    product = prepared("2026-10-01")
    proved = with_evidence({"1.1": ("raw_material_origin",)})
    row = replace(product.applications[0].claims[0], points=Decimal(3), evidence=("mc-01",))
    claims = (row, *product.applications[0].claims[1:])
    for last in ("2026-10-05", "2026-10-04"):
        given = changed(product, claims=claims, evidence=(paper("mc-01", "raw_material_origin", last),))
        filed = with_events(given, event("submitted", "2026-10-05", "commune"))
        assert lacking_when_filed(filed, filed.applications[0], law(), proved) == ()


# --- after a recognition, and without an application


RECOGNISED = event("recognised", "2026-12-21", "province", star="4", decision="1/QĐ")


def test_after_a_recognition_the_window_is_told_and_then_an_application_begun() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a."""
    product = evaluated(
        "2026-10-01", *FILED_2026, RECOGNISED, evaluations=(met("province", "2026-12-08", "80", "2"),)
    )
    early, open_ = listed(product, "2027-01-01"), listed(product, "2029-07-01")
    assert (early.step, early.until, early.items) == (Step.DONE, date(2029, 8, 23), ())
    (item,) = open_.items
    assert not item.required
    assert item.edit == CreateFile(
        file="dossiers/htx-mau/ca-phe-mau/2029-1/application.yml",
        content="schema: application/1\nkind: re_evaluation\n",
    )


def test_a_certificate_that_was_replaced_asks_for_nothing() -> None:
    later = replace(event("upgraded", "2027-06-01", "ministry", star="5"), application="2027-1")
    product = with_events(prepared("2026-10-01"), *FILED_2026, RECOGNISED, later)
    answer = listed(product, "2027-07-01")
    assert (answer.step, answer.items) == (Step.DONE, ())
    assert "không còn là giấy đang dùng" in answer.notices[0].vi


def test_a_product_without_an_application_may_begin_one() -> None:
    nothing = replace(draft(), applications=())
    answer = next_application(nothing, law(), date(2026, 11, 23))
    assert (answer.step, answer.application) == (Step.PREPARE, None)
    (item,) = answer.required
    assert item.edit == CreateFile(
        file="dossiers/htx-mau/ca-phe-mau/2026-1/application.yml",
        content="schema: application/1\nkind: first\n",
    )
    held = replace(event("recognised", "2024-06-01", "province", star="4"), application=None)
    running = next_application(with_events(nothing, held), law(), date(2026, 11, 23))
    assert (running.step, running.until, running.items) == (Step.DONE, date(2027, 2, 1), ())


def test_before_any_act_there_is_nothing_to_ask_for() -> None:
    answer = listed(draft(), "2018-01-01")
    assert answer.items == ()
    assert answer.rule_set is None
