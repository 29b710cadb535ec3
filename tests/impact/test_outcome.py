"""Where products and plans stand on both sides of a change, each as the verbs themselves say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from ocop.completeness import Step, todo
from ocop.diagnostics import Language, Location
from ocop.impact import FactChange, Impact, Side, Turn, impact, plan_changes
from ocop.load.plans import read_plans
from ocop.load.tree import FolderTree
from ocop.model import Product, Registry
from ocop.plan import Plan
from ocop.report.changes import Verdict, product_lines, review_as_text
from ocop.report.markdown import review_as_markdown
from ocop.status import State, status
from tests.cases_of import REPOSITORY
from tests.completeness.dossiers import PRODUCT, changed, draft, event, law, sheets, with_events
from tests.completeness.test_steps import FILED_2026, prepared

AS_OF = date(2026, 11, 26)


@cache
def plans() -> dict[int, Plan]:
    tree = FolderTree(REPOSITORY)
    return dict(read_plans(tree, tree, law())[0])


def side(*products: Product) -> Side:
    return Side(registry=Registry(producers={}, products={one.id: one for one in products}), plans=plans())


def told(before: Side, after: Side, **facts: tuple[FactChange, ...]) -> Impact:
    named = {path.replace("__", "/"): one for path, one in facts.items()}
    return impact(before, after, named, law(), sheets(), AS_OF)


def recognised(on: str, star: str, kind: str = "recognised") -> Product:
    row = replace(event(kind, on, "province", star=star, decision="1/QĐ-MAU"), application=None)
    return with_events(replace(draft(), applications=()), row)


# --- products


def test_no_change_is_nothing() -> None:
    one = side(prepared("2026-10-01"), recognised("2023-12-20", "3"))
    assert told(one, one) == Impact(as_of=AS_OF)
    assert list(plan_changes(one, one, law(), AS_OF)) == []


def test_a_state_and_a_star_are_told_on_both_sides() -> None:
    before, after = recognised("2025-06-01", "3"), recognised("2025-06-01", "3")
    after = with_events(after, event("upgraded", "2026-11-10", "province", star="4"))
    (one,) = told(side(before), side(after)).products
    assert one.before is not None
    assert one.after is not None
    assert one.before.status == status(before, law(), AS_OF)
    assert one.after.status == status(after, law(), AS_OF)
    assert (one.before.status.star, one.after.status.star) == (3, 4)
    assert ("Hạng sao", "3 sao → 4 sao") in list(product_lines(one))


def test_a_product_that_is_new_or_gone_has_one_side() -> None:
    (new,) = told(side(), side(draft())).products
    (gone,) = told(side(draft()), side()).products
    assert new.before is gone.after is None
    assert new.after is not None
    assert new.after.status.state is State.NOT_REGISTERED
    assert dict(product_lines(new))["Trạng thái"].startswith("không có trong sổ → ")


def test_facts_go_to_their_product_and_the_rest_apart() -> None:
    def fact(path: str) -> tuple[FactChange, ...]:
        return (
            FactChange(turn=Turn.CHANGED, where=Location(path, 2, 1), title="Tên", before="A", after="B"),
        )

    product, plan = f"dossiers/{PRODUCT}/product.yml", "plan/2023/plan.yml"
    both = side(draft())
    found = impact(both, both, {product: fact(product), plan: fact(plan)}, law(), sheets(), AS_OF)
    assert [one.facts for one in found.products] == [fact(product)]
    assert found.others == fact(plan)


def test_a_score_says_what_limits_the_star() -> None:
    claimed = prepared("2026-10-01")
    (one,) = told(side(draft()), side(claimed)).products
    assert one.before is not None
    assert one.after is not None
    assert one.before.score is None
    assert one.after.score is not None
    assert one.after.score.total > 0
    words = dict(product_lines(one))["Tự chấm"]
    assert words.startswith("– → ")
    assert all(limit in words for limit in one.after.score.limited_by)


# --- what is still missing


def test_what_is_missing_is_the_list_of_the_latest_open_application() -> None:
    before, after = draft(), changed(draft(), sheet=13)
    (one,) = told(side(before), side(after)).products
    assert one.before is not None
    assert one.after is not None
    for outlook, product in ((one.before, before), (one.after, after)):
        (application,) = product.applications
        assert outlook.todo == todo(product, application, law(), sheets(), AS_OF)
    lines = dict(product_lines(one))
    assert lines["Lượt 2026-1"] == "Chuẩn bị hồ sơ"
    assert lines["Đến lượt"].startswith("Chủ thể")
    assert "Việc tiếp theo" not in lines, "the list says it with more of it"


def test_filing_moves_the_step_the_turn_and_the_count() -> None:
    ready = prepared("2026-10-01")
    (one,) = told(side(ready), side(with_events(ready, *FILED_2026))).products
    assert one.before is not None
    assert one.before.todo is not None
    assert one.after is not None
    assert one.after.todo is not None
    assert (one.before.todo.step, one.after.todo.step) == (Step.FILE, Step.EVALUATION)
    lines = dict(product_lines(one))
    assert lines["Lượt 2026-1"] == "Nộp hồ sơ → Hội đồng đánh giá, phân hạng"
    was, now = len(one.before.todo.required), len(one.after.todo.required)
    assert lines["Còn thiếu"] == (f"{was} mục → {now} mục" if was != now else f"{now} mục")
    assert "chậm nhất hết ngày 29/12/2026" in lines["Đến lượt"]


def test_an_application_that_ended_needs_nothing() -> None:
    filed = with_events(prepared("2026-10-01"), *FILED_2026)
    failed = with_events(filed, event("not_passed", "2026-11-20", "province"))
    (one,) = told(side(filed), side(failed)).products
    assert one.after is not None
    assert one.after.todo is None
    assert dict(product_lines(one))["Lượt 2026-1"].endswith("→ không có lượt nào đang mở")


def test_what_is_missing_is_said_in_text_and_comment() -> None:
    found = told(side(), side(draft()))
    (one,) = found.products
    assert one.after is not None
    assert one.after.todo is not None
    verdict = Verdict(base="a" * 40, head="b" * 40, paths=["x"], diagnostics=(), impact=found)
    text, comment = review_as_text(verdict, Language.VI), review_as_markdown(verdict)
    first = one.after.todo.required[0]
    assert f"application.yml: {first.action.vi}" in text
    assert f"<summary>Còn thiếu {len(one.after.todo.required)} mục</summary>" in comment
    assert "`2026-1/application.yml`" in comment


# --- plans


def test_a_recognition_of_the_year_moves_the_year_s_figures_alone() -> None:
    before, after = side(), side(recognised("2023-12-20", "3"))
    found = {(one.year, one.item): one for one in plan_changes(before, after, law(), AS_OF)}
    target = found[2023, "new-products"]
    assert (target.figure_before, target.figure_after) == ("–", "≥ 1 sản phẩm")
    assert (target.linked_before, target.linked_after) == (0, 1)
    assert target.asked == "25–30 sản phẩm"
    later = {one.item for one in plan_changes(before, side(recognised("2024-01-02", "3")), law(), AS_OF)}
    assert "new-products" not in later
    five = {one.item for one in plan_changes(before, side(recognised("2023-12-20", "5")), law(), AS_OF)}
    assert "new-products" not in five, "the plan counts three and four stars"


def test_another_product_adds_to_what_was_counted() -> None:
    one = recognised("2023-12-20", "3")
    other = replace(one, id="htx-mau/tra-mau")
    found = {each.item: each for each in plan_changes(side(one), side(one, other), law(), AS_OF)}
    assert found["new-products"].figure_before == "≥ 1 sản phẩm"
    assert found["new-products"].figure_after == "≥ 2 sản phẩm"


@given(st.dates(date(2022, 6, 1), date(2024, 6, 1)), st.integers(1, 5))
def test_there_and_back_moves_a_plan_by_the_same(on: date, star: int) -> None:
    before, after = side(), side(recognised(on.isoformat(), str(star)))
    there, back = plan_changes(before, after, law(), AS_OF), plan_changes(after, before, law(), AS_OF)
    forth = [(one.item, one.figure_before, one.figure_after) for one in there]
    assert forth == [(one.item, one.figure_after, one.figure_before) for one in back]


def test_a_recognition_without_evidence_is_not_counted() -> None:
    one = recognised("2023-12-20", "3")
    bare = replace(one, events=tuple(replace(each, decision=None) for each in one.events))
    found = {each.item for each in plan_changes(side(), side(bare), law(), AS_OF)}
    assert "new-products" not in found
