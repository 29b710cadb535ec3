"""What a change would do, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop.completeness import Item, Todo
from ocop.completeness.words import STEP_LABELS, actor
from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.impact import FactChange, Impact, Outlook, PlanChange, ProductImpact, Turn
from ocop.policy import Waiver
from ocop.report.problems import as_text, plain, problem_plain, summary_line
from ocop.scoring import Score, points_plain, points_shown

REVIEW_SCHEMA = "review/1"
_TURNS: Mapping[Turn, str] = {Turn.ADDED: "thêm", Turn.CHANGED: "sửa", Turn.REMOVED: "bỏ"}
_NOTHING = "–"
# So many missing items are told one by one; `ocop todo` has them all.
MOST_MISSING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judged change: the ids of both commits, the files it touches, what is wrong and what it does.

    `waived` are the exceptions of the base that let something pass.
    """

    base: str
    head: str
    paths: Sequence[str]
    diagnostics: Sequence[Diagnostic]
    impact: Impact | None
    waived: Sequence[Waiver] = ()

    @property
    def passes(self) -> bool:
        """Whether nothing stands in the way of a person's look."""
        return all(one.code.severity is not Severity.ERROR for one in self.diagnostics)


def star_said(star: int | None) -> str:
    """Return a star as a person reads it, a dash when there is none."""
    return f"{star} sao" if star is not None else _NOTHING


def moved(before: str, after: str) -> str:
    """Return `a → b`, or the one value when nothing moves."""
    return after if before == after else f"{before or _NOTHING} → {after or _NOTHING}"


def state_said(outlook: Outlook | None, *, known: bool) -> str:
    """Return the state of one side in words; a product that is there may be too broken to be read."""
    if outlook is not None:
        return outlook.status.state.label.vi
    return "chưa đọc được vì còn lỗi" if known else "không có trong sổ"


def score_said(outlook: Outlook | None) -> str:
    """Return the own score of one side: total, star, and what limits it."""
    score = outlook.score if outlook is not None else None
    if score is None:
        return _NOTHING
    limited = f", vướng {', '.join(score.limited_by)}" if score.limited_by else ""
    return f"{points_shown(score.total)} điểm, {star_said(score.star)}{limited}"


def next_said(outlook: Outlook | None) -> str:
    """Return whose turn it is, for what and until when."""
    step = outlook.status.next_step if outlook is not None else None
    if step is None:
        return _NOTHING
    until = f", chậm nhất hết ngày {step.until:%d/%m/%Y}" if step.until else ""
    return f"{step.who.vi}: {step.action.vi.rstrip('.')}{until}"


def product_lines(one: ProductImpact) -> Iterator[tuple[str, str]]:
    """Yield the lines about a product that may be worth saying: a label and what moves."""
    kept = one.after is None and not any(_is_deletion(fact) for fact in one.facts)
    yield "Trạng thái", moved(state_said(one.before, known=False), state_said(one.after, known=kept))
    stars = [star_said(side.status.star) if side else _NOTHING for side in (one.before, one.after)]
    if set(stars) != {_NOTHING}:
        yield "Hạng sao", moved(*stars)
    scores = score_said(one.before), score_said(one.after)
    if set(scores) != {_NOTHING}:
        yield "Tự chấm", moved(*scores)
    sides = (one.before, one.after)
    was, now = (side.todo if side is not None else None for side in sides)
    if was is not None or now is not None:
        named = " → ".join(dict.fromkeys(each.application or _NOTHING for each in (was, now) if each))
        yield f"Lượt {named}", moved(step_said(was), step_said(now))
        yield "Còn thiếu", moved(missing_said(was), missing_said(now))
    if now is not None:
        yield "Đến lượt", turn_said(now)
    elif one.after is not None and one.after.status.next_step is not None:
        yield "Việc tiếp theo", next_said(one.after)


def step_said(answer: Todo | None) -> str:
    """Return the step at which an open application stands."""
    return STEP_LABELS[answer.step].vi if answer is not None else "không có lượt nào đang mở"


def missing_said(answer: Todo | None) -> str:
    """Return how many things an open application cannot do without."""
    return f"{len(answer.required)} mục" if answer is not None else _NOTHING


def turn_said(answer: Todo) -> str:
    """Return who has to act on an open application and until when."""
    who = actor(answer.role, answer.step).vi
    if answer.until is None:
        return who
    late = " (đã quá hạn)" if answer.is_overdue else ""
    return f"{who}, chậm nhất hết ngày {answer.until:%d/%m/%Y}{late}"


def missing(one: ProductImpact) -> tuple[Item, ...]:
    """Return what the product's open application still cannot do without once the change is in."""
    return one.after.todo.required if one.after is not None and one.after.todo is not None else ()


def item_said(item: Item, product: str) -> str:
    """Return one missing thing: the file, what to do there."""
    return f"{item.edit.file.removeprefix(f'dossiers/{product}/')}: {item.action.vi}"


def waiver_said(one: Waiver) -> str:
    """Return what is let pass, why, by whom and until when."""
    where = f"{one.code} ở {one.path} đến hết ngày {one.until:%d/%m/%Y}"
    return f"Được miễn {where}: {one.reason} ({one.approved_by})"


def _is_deletion(fact: FactChange) -> bool:
    return (
        fact.turn is Turn.REMOVED and fact.where.path.endswith("/product.yml") and fact.where.field == "name"
    )


def plan_said(one: PlanChange) -> str:
    """Return what moves in one target: figure, what is asked, state."""
    state = moved(one.state_before, one.state_after)
    return f"{moved(one.figure_before, one.figure_after)} / {one.asked} ({state})"


def fact_said(one: FactChange) -> str:
    """Return one changed fact in a clause."""
    if one.turn is Turn.CHANGED:
        return f"{one.before} → {one.after}"
    return one.after or one.before


def review_as_text(verdict: Verdict, language: Language) -> str:
    """Return the whole review as a person reads it in a terminal: faults, then what the change does."""
    lines = [as_text(verdict.diagnostics, language).rstrip()]
    lines += [waiver_said(one) for one in verdict.waived]
    impact = verdict.impact
    if impact is None:
        return "\n".join(map(plain, lines)) + "\n"
    lines += ["", f"THAY ĐỔI NÀY LÀM GÌ (tính đến hết ngày {impact.as_of:%d/%m/%Y})"]
    for product in impact.products:
        lines.append(f"{product.name} ({product.id})")
        lines += [f"  {label}: {words}" for label, words in product_lines(product)]
        lines += [f"    - {item_said(item, product.id)}" for item in missing(product)[:MOST_MISSING]]
        if len(missing(product)) > MOST_MISSING:
            lines.append(f"    - và {len(missing(product)) - MOST_MISSING} mục nữa: ocop todo {product.id}")
        lines += [f"    {_fact_line(fact)}" for fact in product.facts]
    lines += [f"{_fact_line(fact)}" for fact in impact.others]
    for one in impact.plans:
        lines.append(f"Kế hoạch {one.year} – {one.name}: {plan_said(one)}")
    if not (impact.products or impact.others or impact.plans):
        lines.append("Không đổi dữ kiện nào của hồ sơ hay kế hoạch.")
    return "\n".join(plain(line) for line in "\n".join(lines).split("\n")) + "\n"


def _fact_line(fact: FactChange) -> str:
    record = f" [{fact.record}]" if fact.record else ""
    return f"{_TURNS[fact.turn]} {fact.title}{record}: {fact_said(fact)} ({fact.where})"


def review_as_json(verdict: Verdict) -> str:
    """Return the review as JSON, in the form of `schemas/review.schema.json`."""
    impact = verdict.impact
    answer = {
        "schema": REVIEW_SCHEMA,
        "base": verdict.base,
        "head": verdict.head,
        "passes": verdict.passes,
        "summary": summary_line(verdict.diagnostics, Language.VI),
        "paths": list(verdict.paths),
        "diagnostics": [problem_plain(one) for one in verdict.diagnostics],
        "waived": [
            {"code": one.code, "path": one.path, "until": one.until.isoformat(), "reason": one.reason}
            for one in verdict.waived
        ],
        "impact": None
        if impact is None
        else {
            "as_of": impact.as_of.isoformat(),
            "products": [_product_plain(one) for one in impact.products],
            "others": [_fact_plain(one) for one in impact.others],
            "plans": [_plan_plain(one) for one in impact.plans],
        },
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _product_plain(one: ProductImpact) -> Mapping[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "before": _outlook_plain(one.before),
        "after": _outlook_plain(one.after),
        "facts": [_fact_plain(fact) for fact in one.facts],
    }


def _outlook_plain(one: Outlook | None) -> Mapping[str, object] | None:
    if one is None:
        return None
    step = one.status.next_step
    return {
        "state": one.status.state.value,
        "star": one.status.star,
        "application": one.application.id if one.application else None,
        "score": _score_plain(one.score) if one.score else None,
        "next_step": None
        if step is None
        else {
            "who": step.who.vi,
            "action": step.action.vi,
            "until": step.until.isoformat() if step.until else None,
            "citation": step.citation,
        },
        "todo": _todo_plain(one.todo) if one.todo else None,
    }


def _todo_plain(one: Todo) -> Mapping[str, object]:
    return {
        "application": one.application,
        "step": one.step.value,
        "label": STEP_LABELS[one.step].vi,
        "who": actor(one.role, one.step).vi,
        "until": one.until.isoformat() if one.until else None,
        "overdue": one.is_overdue,
        "citation": one.citation,
        "missing": len(one.required),
        "items": [
            {
                "file": item.edit.file,
                "action": item.action.vi,
                "who": actor(item.role).vi,
                "required": item.required,
                "until": item.until.isoformat() if item.until else None,
                "citation": item.citation,
            }
            for item in one.items
        ],
    }


def _score_plain(one: Score) -> Mapping[str, object]:
    return {"total": points_plain(one.total), "star": one.star, "limited_by": list(one.limited_by)}


def _fact_plain(one: FactChange) -> Mapping[str, object]:
    return {
        "turn": one.turn.value,
        "path": one.where.path,
        "line": one.where.line,
        "field": one.where.field,
        "record": one.record,
        "title": one.title,
        "before": one.before,
        "after": one.after,
    }


def _plan_plain(one: PlanChange) -> Mapping[str, object]:
    return {
        "year": one.year,
        "item": one.item,
        "name": one.name,
        "asked": one.asked,
        "figure": {"before": one.figure_before, "after": one.figure_after},
        "state": {"before": one.state_before, "after": one.state_after},
        "linked": {"before": one.linked_before, "after": one.linked_after},
    }
