"""The plan of 2023 stands in `plan/2023/` in full, with the numbers and days of the signed text."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from ocop.diagnostics import Language
from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.tree import FolderTree
from ocop.plan import Plan, as_json, as_text, progress
from ocop.plan.model import LowBasis, MeasuredFrom, Role, Status, TargetKind
from ocop.plan.wording import window_text
from ocop.plan.words import State
from tests.plan import plans

REPOSITORY = Path(__file__).resolve().parents[2]
TREE = FolderTree(REPOSITORY)
AFTER = date(2024, 6, 30)


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(TREE)[0]


@pytest.fixture(scope="module")
def plan(law: Law) -> Plan:
    return read_plans(TREE, TREE, law)[0][2023]


def test_the_plan_and_its_outcome_have_no_problems(law: Law) -> None:
    assert read_plans(TREE, TREE, law)[1] == ()


def test_the_number_is_the_published_one_and_the_blanks_are_told(plan: Plan) -> None:
    paper = plan.paper
    assert (paper.number, paper.issued_on) == ("240/KH-SNN", date(2023, 2, 7))
    assert (paper.printed_number, paper.printed_issued_on) == ("/KH-SNN", "ngày … tháng 02 năm 2023")
    assert paper.source.startswith("https://sonnptnt.quangtri.gov.vn/")


# II.1: bullet, kind, low, high, as the plan prints them; ours are marked implied.
TARGETS = [
    ("broadcast-reports", 1, "range", 8, 10),
    ("newspaper-issues", 1, "range", 12, 18),
    ("web-items", 1, "range", 60, 80),
    ("training-classes", 2, "range", 5, 7),
    ("new-products", 3, "range", 25, 30),
    ("re-evaluation-2020", 3, "percent", 100, None),
    ("upgrades-2020-2022", 3, "at_least", 1, None),
    ("five-star-coffee-project", 4, "deliverable", 1, None),
    ("community-tourism-project", 4, "deliverable", 1, None),
    ("cooperatives-with-products", 5, "range", 4, 6),
    ("registrants-advised", 6, "percent", 100, None),
    ("products-online", 7, "percent", 100, None),
    ("trade-promotion", 7, "all_year", None, None),
    ("exhibition-event", 7, "deliverable", 1, None),
]


def test_all_fourteen_targets_stand_with_their_numbers(plan: Plan) -> None:
    found = [
        (one.id, one.passage.bullet, one.kind.value, one.low, one.high)
        for one in plan.targets
        if one.passage.section == "II.1"
    ]
    assert found == [
        (identifier, bullet, kind, low and Decimal(low), high and Decimal(high))
        for identifier, bullet, kind, low, high in TARGETS
    ]
    assert len(plan.targets) == len(TARGETS) == 14


def test_bounds_that_the_plan_does_not_print_are_marked(plan: Plan) -> None:
    implied = {one.id for one in plan.targets if one.low_basis is LowBasis.IMPLIED}
    assert implied == {"re-evaluation-2020", "upgrades-2020-2022"}
    assert all(one.note for one in plan.targets if one.id in implied)


def test_every_bullet_of_part_two_one_has_its_targets(plan: Plan) -> None:
    assert [aim.passage.bullet for aim in plan.aims] == [1, 2, 3, 4, 5, 6, 7]
    assert [one for aim in plan.aims for one in aim.targets] == [one.id for one in plan.targets]


# II.2: bullets a section, and the windows as the plan words them.
ACTIVITIES = {
    "2-1-1": "tháng 4 năm 2023",
    "2-1-2": "cả năm",
    "2-1-3": "tháng 6 – 10 năm 2023",
    "2-2-1": "tháng 2 – 3 năm 2023",
    "2-2-2": "tháng 3 – 4 năm 2023",
    "2-3-1": "tháng 4 – 5 năm 2023; tháng 6 – 8 năm 2023; tháng 7 – 11 năm 2023; tháng 4 – 11 năm 2023",
    "2-3-2": "tháng 4 – 5 năm 2023; tháng 6 – 8 năm 2023; tháng 7 – 11 năm 2023; tháng 4 – 11 năm 2023",
    "2-4-1": "cả năm",
    "2-4-2": "cả năm",
    "2-4-3": "cả năm",
    "2-4-4": "cả năm",
    "2-4-5": "cả năm",
    "2-4-6": "cả năm",
    "2-5-1": "trước ngày 20/03/2023; trước ngày 05/10/2023",
    "2-5-2": "trước ngày 31/03/2023; trước ngày 30/11/2023",
    "2-5-3": "tháng 2 – 3 năm 2023; kế hoạch không ghi ngày",
    "2-6-1": "tháng 2 – 3 năm 2023",
    "2-6-2": "cả năm",
    "2-6-3": "cả năm",
}


def test_every_bullet_of_part_two_two_stands_with_its_time(plan: Plan, law: Law) -> None:
    answer = progress(plan, plans.EMPTY, law, AFTER)
    found = {
        one.activity.id: "; ".join(window_text(each.window, Language.VI) for each in one.windows)
        for one in answer.activities
    }
    assert found == ACTIVITIES
    assert all(
        one.id == f"{one.passage.section.replace('.', '-')}-{one.passage.bullet}" for one in plan.activities
    )
    assert [section for section, _ in plan.sections] == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]


def test_a_time_line_over_several_bullets_is_one_window(plan: Plan) -> None:
    shared = {one.id: one.window for one in plan.shared_windows}
    for activity in plan.activities:
        assert [shared[name] for name in activity.shared_windows] == (
            list(activity.windows) if activity.shared_windows else []
        )
    assert sum(activity.shared_windows == ("2-4-all-year",) for activity in plan.activities) == 6


def test_both_rounds_stand_at_both_levels(plan: Plan) -> None:
    found = [(one.level.value, one.number, str(one.before), str(one.closes_on)) for one in plan.rounds]
    assert found == [
        ("district", 1, "2023-03-20", "2023-03-19"),
        ("district", 2, "2023-10-05", "2023-10-04"),
        ("province", 1, "2023-03-31", "2023-03-30"),
        ("province", 2, "2023-11-30", "2023-11-29"),
    ]
    for one in plan.rounds:
        assert len(one.eligible) == (2 if one.number == 1 else 1)
        assert one.forwarding is not None
        assert (one.forwarding.from_points, one.forwarding.star) == (Decimal(50), 3)


def test_every_responsibility_stands_bullet_by_bullet(plan: Plan) -> None:
    found = {one.section: [duty.passage.bullet for duty in one.duties] for one in plan.responsibilities}
    assert found == {"IV.1": [1, 2, 3, 4], "IV.2": [1, 2, 3], "IV.3": [1, 2, 3, 4, 5, 6]}


def test_head_and_foot_of_the_paper_stand(plan: Plan) -> None:
    assert [one.number for one in plan.references] == [
        "180/KH-UBND",
        "109/QĐ-UBND",
        "919/QĐ-TTg",
        "168-KL/TU",
        None,
    ]
    assert [str(one.issued_on) for one in plan.references[:4]] == [
        "2022-09-29",
        "2023-01-16",
        "2022-08-01",
        "2021-11-04",
    ]
    assert (len(plan.purposes), len(plan.requirements), len(plan.funding_sources)) == (2, 2, 2)
    assert len(plan.recipients) == 11
    assert (plan.paper.signed_for, plan.paper.signatory_title) == ("KT. Giám đốc", "Phó Giám đốc")


def test_every_actual_that_was_gathered_is_there(plan: Plan) -> None:
    reported = [one for one in plan.actuals if one.status is Status.REPORTED]
    missing = [one for one in plan.actuals if one.status is Status.NO_FIGURE]
    assert (len(reported), len(missing)) == (33, 6)
    assert all(one.source and one.as_of for one in reported)
    assert all(one.value is None and one.role is Role.RESULT for one in missing)


def test_related_figures_decide_nothing(plan: Plan, law: Law) -> None:
    answer = progress(plan, plans.EMPTY, law, date(2026, 11, 23))
    online = next(one for one in answer.targets if one.target.id == "products-online")
    assert [str(one.actuals[0].value) for one in online.context] == ["95"]
    assert not any(figure.actual for target in answer.targets for figure in target.figures)
    assert answer.reached == 0


def test_conflicting_base_figures_stand_side_by_side(plan: Plan, law: Law) -> None:
    answer = progress(plan, plans.EMPTY, law, AFTER)
    clashes = {
        reading.measure: [str(one.value) for one in reading.actuals]
        for target in answer.targets
        for reading in target.context
        if reading.conflict
    }
    assert clashes == {"products_total_before": ["115", "119"], "producers_total": ["75", "76", "76"]}


def test_what_is_known_of_2023(plan: Plan, law: Law) -> None:
    answer = progress(plan, plans.EMPTY, law, AFTER)
    activities = {one.activity.id: one for one in answer.activities}
    assert (activities["2-1-1"].state, activities["2-1-1"].late_by) == (State.ACHIEVED, 96)
    assert (activities["2-6-1"].state, activities["2-6-1"].late_by) == (State.ACHIEVED, None)
    second = next(one for one in answer.rounds if one.round.id == "district-2")
    assert (second.state, second.expected_scopes) == (State.NO_DATA, 10)
    assert [(one.name, one.late_at_most) for one in second.scopes] == [("Huyện Vĩnh Linh", 41)]


def test_targets_are_counted_from_the_registry_where_they_can_be(plan: Plan) -> None:
    counted = {one.id for one in plan.targets if one.measure.measured_from is MeasuredFrom.REGISTRY}
    assert counted == {
        "new-products",
        "re-evaluation-2020",
        "upgrades-2020-2022",
        "cooperatives-with-products",
        "products-online",
    }
    assert all(one.measure.coverage_note for one in plan.targets if one.id in counted)
    assert {one.kind for one in plan.targets} == set(TargetKind) - {TargetKind.DATED}


@pytest.mark.parametrize("as_of", ["2022-12-31", "2023-03-20", "2023-12-31", "2026-11-23"])
def test_the_json_has_its_published_form_and_the_text_its_sources(plan: Plan, law: Law, as_of: str) -> None:
    answer = progress(plan, plans.new_products(27), law, date.fromisoformat(as_of))
    schema = json.loads((REPOSITORY / "schemas" / "plan-progress.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(as_json(answer)))
    for language in Language:
        text = as_text(answer, language)
        assert text.endswith("\n")
        assert all(one.target.name in text for one in answer.targets)
        assert "{" not in text
        assert all(line == line.rstrip() for line in text.splitlines())
    assert as_text(answer) == as_text(progress(plan, plans.new_products(27), law, date.fromisoformat(as_of)))


def test_every_property_of_the_plans_schemas_is_described_in_vietnamese() -> None:
    def walk(node: object, path: str) -> list[str]:
        lacking: list[str] = []
        if isinstance(node, dict):
            for name, inner in node.get("properties", {}).items():
                if isinstance(inner, dict) and "$ref" not in inner:
                    lacking += [
                        f"{path}.{name}"
                        for key in ("title", "description", "x-visibility")
                        if key not in inner
                    ]
            for key, inner in node.items():
                if key not in {"allOf", "oneOf"}:
                    lacking += walk(inner, f"{path}.{key}")
        elif isinstance(node, list):
            lacking += [one for inner in node for one in walk(inner, path)]
        return lacking

    for name in ("plan.schema.json", "plan-progress.schema.json"):
        schema = json.loads((REPOSITORY / "schemas" / name).read_text("utf-8"))
        assert walk(schema, name) == []
