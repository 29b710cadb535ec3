"""A review as GitHub's Markdown, in which nothing a contributor wrote can act as anything but text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ocop.diagnostics import Language, Severity
from ocop.impact import FactChange, Impact, PlanChange, ProductImpact, Turn
from ocop.report.changes import (
    MOST_MISSING,
    Verdict,
    missing,
    moved,
    plan_said,
    product_lines,
    waiver_said,
)
from ocop.report.faults import MOST_FAULTS, problems_as_markdown
from ocop.report.problems import summary_line
from ocop.report.quoting import quoted, safe

__all__ = ["LONGEST", "MARKER", "MOST_FAULTS", "problems_as_markdown", "quoted", "review_as_markdown"]

# By this line, alone at the very top, the one comment of ours is found again.
MARKER = "<!-- ocop:review -->"
# GitHub takes 65,536 letters; some are left for what it counts otherwise than we do.
LONGEST = 60_000
_FOR_FAULTS, _FOR_WAIVERS = 40_000, 4_000
_MOST_FACTS, _MOST_PRODUCTS, _MOST_TARGETS = 60, 30, 40
_TURNS = {Turn.ADDED: "thêm", Turn.CHANGED: "sửa", Turn.REMOVED: "bỏ"}


def review_as_markdown(verdict: Verdict, catalogue: str = "", *, most: int = MOST_FAULTS) -> str:
    """Return the review as one comment of at most `LONGEST` letters: verdict, faults, what the change does.

    `catalogue` is the address of the page that explains the codes; without it codes are not linked. `most`
    is how many rows of faults there may be. What is left out is counted.
    """
    lines = [MARKER, *_head(verdict), ""]
    lines.append(problems_as_markdown(verdict.diagnostics, catalogue, most, _FOR_FAULTS))
    lines += _within((f"- {quoted(waiver_said(one))}\n" for one in verdict.waived), _FOR_WAIVERS)
    foot = f"<sub>Xét {verdict.head[:12]} so với {verdict.base[:12]}, theo luật của nhánh chính.</sub>\n"
    if verdict.impact is not None:
        left = LONGEST - sum(len(line) + 1 for line in lines) - len(foot)
        lines += _impact(verdict.impact, left)
    return "\n".join([*lines, foot])


def _within(blocks: Iterable[str], longest: int) -> Iterator[str]:
    """Yield the blocks, in order, that so many letters hold."""
    for block in blocks:
        longest -= len(block) + 1
        if longest < 0:
            return
        yield block


def _head(verdict: Verdict) -> Iterator[str]:
    if verdict.passes:
        yield "## Máy không thấy lỗi: chờ người thẩm định"
        yield ""
        yield "Việc tiếp theo thuộc **người thẩm định**: mở nguồn, đối chiếu dữ kiện, xem thay đổi làm gì."
    else:
        errors = sum(one.code.severity is Severity.ERROR for one in verdict.diagnostics)
        yield f"## Cần sửa {errors} lỗi trước khi thẩm định"
        yield ""
        yield "Việc tiếp theo thuộc **người gửi**: sửa các lỗi dưới đây rồi đẩy lên cùng nhánh."
    yield ""
    yield summary_line(verdict.diagnostics, Language.VI)


def _impact(impact: Impact, longest: int) -> Iterator[str]:
    """Yield what the change does: plans, then each product with its details as long as they fit."""
    head = f"## Thay đổi này làm gì (tính đến hết ngày {impact.as_of:%d/%m/%Y})\n"
    if not (impact.products or impact.others or impact.plans):
        head += "\nKhông đổi dữ kiện nào của hồ sơ hay kế hoạch.\n"
    plans = "".join(f"{line}\n" for line in _plans(impact.plans))
    yield head
    if plans:
        yield plans
    # What is said when products are left out needs room too.
    longest -= len(head) + len(plans) + 200
    told = 0
    for product in impact.products[:_MOST_PRODUCTS]:
        every = list(_product(product))
        blocks = list(_within(every, longest))
        if not blocks:
            break
        yield from blocks
        if len(blocks) < len(every):
            yield "Chi tiết của sản phẩm này dài quá nên không ghi ở đây.\n"
            longest -= 60
        longest -= sum(len(block) + 1 for block in blocks)
        told += 1
    if told < len(impact.products):
        yield f"Và {len(impact.products) - told} sản phẩm nữa.\n"
    if impact.others:
        yield from _within([_facts("Ngoài sản phẩm", impact.others, "")], longest)


def _plans(plans: Sequence[PlanChange]) -> Iterator[str]:
    if not plans:
        return
    yield "| Chỉ tiêu kế hoạch | Thực hiện / phải đạt |"
    yield "| --- | --- |"
    for one in plans[:_MOST_TARGETS]:
        yield f"| {one.year}: {quoted(one.name)} | {safe(plan_said(one))} |"
    if len(plans) > _MOST_TARGETS:
        yield f"| và {len(plans) - _MOST_TARGETS} chỉ tiêu nữa | |"


def _product(one: ProductImpact) -> Iterator[str]:
    """Yield what is said of one product, what matters most first: the table, what is missing, the facts."""
    lines = [f"| Sản phẩm | {quoted(one.name)}<br>{quoted(one.id)} |", "| --- | --- |"]
    lines += [f"| {safe(label)} | {safe(words)} |" for label, words in product_lines(one)]
    yield "\n".join(lines) + "\n"
    items = missing(one)
    if items:
        lines = [f"<details><summary>Còn thiếu {len(items)} mục</summary>", ""]
        folder = f"dossiers/{one.id}/"
        for item in items[:MOST_MISSING]:
            lines.append(f"- {quoted(item.edit.file.removeprefix(folder))}: {safe(item.action.vi)}")
        if len(items) > MOST_MISSING:
            lines.append(f"- và {len(items) - MOST_MISSING} mục nữa: {quoted(f'ocop todo {one.id}')}")
        yield "\n".join([*lines, "", "</details>"]) + "\n"
    if one.facts:
        counts = Counter(fact.turn for fact in one.facts)
        told = ", ".join(f"{_TURNS[turn]} {counts[turn]}" for turn in Turn if counts[turn])
        yield _facts(f"Dữ kiện: {told}", one.facts, f"dossiers/{one.id}/")


def _facts(title: str, facts: Sequence[FactChange], folder: str) -> str:
    lines = [f"<details><summary>{title}</summary>", ""]
    lines += ["| Việc | Mục | Trước → sau | Chỗ |", "| --- | --- | --- | --- |"]
    for fact in facts[:_MOST_FACTS]:
        record = f" ({quoted(fact.record)})" if fact.record else ""
        values = (
            moved(quoted(fact.before), quoted(fact.after))
            if fact.turn is Turn.CHANGED
            else quoted(fact.after or fact.before)
        )
        place = quoted(str(fact.where).removeprefix(folder))
        lines.append(f"| {_TURNS[fact.turn]} | {safe(fact.title)}{record} | {values} | {place} |")
    if len(facts) > _MOST_FACTS:
        lines.append(f"| | và {len(facts) - _MOST_FACTS} dữ kiện nữa | | |")
    return "\n".join([*lines, "", "</details>"]) + "\n"
