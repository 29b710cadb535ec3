"""Each rule about plans and outcomes: the good case yields nothing, the bad one its code at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ocop.codes import planning
from ocop.diagnostics import Code, Language
from ocop.plan import Plan
from ocop.plan.model import Role, Status, Target
from ocop.plan.paper import Forwarding, Passage, Statement
from ocop.plan.rules import plan_problems
from tests.plan import plans

LAW = plans.law(districts=3)


def sound() -> Plan:
    target = plans.target()
    line = plans.activity(plans.window("2023-04-2023-05"))
    rows = [plans.row("27@2023-12-31"), plans.row("d2023-04-20", "a", line=3), plans.row("-", line=4)]
    plan = plans.plan(target, activities=(line,), rounds=(plans.a_round("2023-10-05"),), rows=rows)
    return replace(plan, province="2020-461")


def with_target(**fields: object) -> Plan:
    return replace(sound(), targets=(replace(plans.target(), **fields),))  # type: ignore[arg-type]


def with_row(**fields: object) -> Plan:
    row = replace(plans.row("27@2023-12-31"), **fields)  # type: ignore[arg-type]
    return replace(sound(), actuals=(row,))


def with_window(text: str, **fields: object) -> Plan:
    window = replace(plans.window(text), **fields)  # type: ignore[arg-type]
    return replace(sound(), activities=(plans.activity(window),))


def with_activity(**fields: object) -> Plan:
    return replace(sound(), activities=(replace(sound().activities[0], **fields),))  # type: ignore[arg-type]


def percent(**fields: object) -> Target:
    return replace(plans.target("percent", "100", None), **fields)  # type: ignore[arg-type]


SHARE = plans.counted(counter="re_evaluated_products")
AIM = Statement(
    passage=Passage(section="II.1", bullet=1),
    text="Mục tiêu",
    targets=("lost",),
    anchor=plans.anchor("aims.0"),
)
BAD: list[tuple[Code, Callable[[], Plan], dict[str, str]]] = [
    (planning.UNKNOWN_ITEM, lambda: with_row(item="tt"), {"found": "tt"}),
    (planning.LOW_ABOVE_HIGH, lambda: with_target(low=Decimal(31)), {"found": "31", "expected": "30"}),
    (planning.REVERSED_WINDOW, lambda: with_window("2023-04", last="2023-03"), {"found": "2023-04"}),
    (planning.REVERSED_WINDOW, lambda: with_target(first="2024", last="2023"), {"expected": "2023"}),
    (planning.NO_SUCH_DAY, lambda: with_window("2023-04", last="2023-02-30"), {"found": "2023-02-30"}),
    (planning.NO_SUCH_DAY, lambda: with_row(as_of="2023-13"), {"found": "2023-13"}),
    (planning.NO_DENOMINATOR, lambda: plans.plan(percent(denominator=None)), {"title": "Chỉ tiêu mẫu"}),
    (planning.NO_BOUND, lambda: with_target(high=None), {"field": "high"}),
    (planning.NO_BOUND, lambda: plans.plan(percent(low=None)), {"field": "low"}),
    (planning.DUPLICATE_ID, lambda: plans.plan(plans.target(), plans.target()), {"found": "t"}),
    (planning.UNKNOWN_COUNTER, lambda: with_target(measure=plans.counted(counter="new")), {"found": "new"}),
    (planning.WRONG_COUNTER, lambda: with_target(measure=SHARE), {"found": "re_evaluated_products"}),
    (
        planning.WRONG_COUNTER,
        lambda: plans.plan(percent(measure=plans.counted())),
        {"expected_en": "percentage"},
    ),
    (planning.UNKNOWN_PART, lambda: with_activity(serves=("lost",)), {"field": "serves"}),
    (planning.UNKNOWN_PART, lambda: with_activity(shared_windows=("lost",)), {"field": "shared_windows"}),
    (planning.UNKNOWN_PART, lambda: with_activity(lead="so-khac"), {"field": "lead"}),
    (planning.UNKNOWN_PART, lambda: with_window("?", set_by="lost"), {"field": "set_by"}),
    (planning.UNKNOWN_PART, lambda: replace(sound(), aims=(AIM,)), {"field": "targets"}),
    (
        planning.UNKNOWN_PART,
        lambda: replace(
            sound(),
            rounds=(
                replace(
                    plans.a_round("2023-10-05"),
                    forwarding=Forwarding(from_points=Decimal(50), star=3, to="lost"),
                ),
            ),
        ),
        {"field": "forwards.to"},
    ),
    (planning.WRONG_FOLDER, lambda: replace(sound(), id="2024"), {"found": "2023", "expected": "2024"}),
    (planning.NO_SOURCE, lambda: with_row(source=None), {"found": "27"}),
    (planning.WRONG_UNIT, lambda: with_row(unit="hồ sơ"), {"found": "hồ sơ", "expected": "sản phẩm"}),
    (
        planning.WRONG_UNIT,
        lambda: plans.plan(percent(), rows=[plans.row("15 sản phẩm@2023")]),
        {"expected": "%"},
    ),
    (planning.NOTHING_SAID, lambda: with_row(value=None), {"title": "Số việc"}),
    (planning.VALUE_OF_NOTHING, lambda: with_row(status=Status.NO_FIGURE), {"found": "27"}),
    (planning.PART_ABOVE_WHOLE, lambda: plans.plan(percent(), rows=[plans.row("9/8@2023")]), {"found": "9"}),
    (planning.FIGURE_UNDATED, lambda: with_row(as_of=None), {"title": "Số việc"}),
    (
        planning.FIGURES_DISAGREE,
        lambda: replace(sound(), actuals=(plans.row("27@2023"), plans.row("28@2023-12-31", line=3))),
        {"found": "28", "nearest": "27", "expected": "2"},
    ),
    (
        planning.FIGURES_DISAGREE,
        lambda: replace(
            sound(), actuals=(plans.row("d2023-04-20", "a"), plans.row("d2023-04-21", "a", line=3))
        ),
        {"found": "2023-04-21", "nearest": "2023-04-20"},
    ),
    (planning.NO_DAY_NEEDED, lambda: with_row(item="a"), {"title": "Số việc"}),
]


def test_a_sound_plan_yields_nothing() -> None:
    assert list(plan_problems(sound(), LAW)) == []


@pytest.mark.parametrize(
    ("code", "plan", "facts"), BAD, ids=[f"{code.id}-{n}" for n, (code, _, _) in enumerate(BAD)]
)
def test_a_bad_plan_yields_its_code_alone(
    code: Code, plan: Callable[[], Plan], facts: dict[str, str]
) -> None:
    found = list(plan_problems(replace(plan(), province="2020-461"), LAW))
    assert [one.code.id for one in found] == [code.id]
    assert {key: found[0].facts[key] for key in facts} == facts
    assert found[0].where.path.startswith("plan/2023/")


def test_every_code_of_the_family_has_a_case() -> None:
    assert {code.id for code, _, _ in BAD} == {code.id for code in planning.CODES}


@pytest.mark.parametrize("code", planning.CODES, ids=lambda code: code.id)
@pytest.mark.parametrize("language", Language)
def test_messages_and_hints_use_only_the_facts_they_get(code: Code, language: Language) -> None:
    (plan, *_) = [plan for given, plan, _ in BAD if given is code]
    (found,) = plan_problems(replace(plan(), province="2020-461"), LAW)
    for text in (code.message, code.hint):
        said = text.filled(language, found.facts)
        assert said
        assert "{" not in said
        assert "–" not in said


def test_an_unknown_unit_is_reported_at_its_row() -> None:
    (found,) = plan_problems(with_row(scope="2020-999"), LAW)
    assert (found.code.id, found.where.field, found.facts["found"]) == ("OCOP-220", "scope", "2020-999")


def test_related_figures_may_disagree_without_a_note() -> None:
    rows = [plans.row("115@2023-08-04 baseline"), plans.row("119@2023 baseline", line=3)]
    assert list(plan_problems(replace(sound(), actuals=tuple(rows)), LAW)) == []
    assert {row.role for row in rows} == {Role.BASELINE}


def test_a_deliverable_needs_no_number() -> None:
    target = plans.target("deliverable", None, None)
    row = plans.actual(done_on=date(2023, 11, 20))
    plan = replace(plans.plan(target, rows=[row]), province=None)
    assert list(plan_problems(plan, LAW)) == []
