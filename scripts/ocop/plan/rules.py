"""What a plan and its outcome must satisfy beyond the shape of their files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ocop import calendar, spelling
from ocop.codes import documents, planning
from ocop.diagnostics import Diagnostic, Location
from ocop.law import Law
from ocop.plan import evidence
from ocop.plan.counters import COUNTERS, counter
from ocop.plan.model import (
    QUANTITIES,
    Actual,
    MeasuredFrom,
    Plan,
    Role,
    Status,
    Target,
    TargetKind,
)
from ocop.plan.paper import Anchor
from ocop.plan.references import parts_exist, windows


def plan_problems(plan: Plan, law: Law) -> Iterator[Diagnostic]:
    """Yield everything wrong with a plan and its outcome, rule by rule."""
    yield from plan_lies_in_its_year(plan)
    yield from ids_are_unique(plan)
    yield from parts_exist(plan)
    for target in plan.targets:
        yield from bounds_are_sound(target)
        yield from counter_fits(target)
    yield from windows_run_forward(plan)
    yield from scopes_are_listed(plan, law)
    for actual in plan.actuals:
        yield from row_says_something(actual)
    yield from rows_fit_their_items(plan)
    yield from results_agree(plan)


def plan_lies_in_its_year(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem when the folder is not named after the plan's year."""
    if plan.id != str(plan.year):
        facts = {"found": str(plan.year), "expected": plan.id}
        yield Diagnostic(planning.WRONG_FOLDER, plan.anchor.at("year"), facts)


def ids_are_unique(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each id used again; agencies and time lines have id sets of their own."""
    items = [(one.id, one.anchor) for one in plan.targets]
    items += [(one.id, one.anchor) for one in plan.activities]
    items += [(one.id, one.anchor) for one in plan.rounds]
    agencies = [(one.id, one.anchor) for one in plan.agencies]
    windows = [(one.id, one.anchor) for one in plan.shared_windows]
    for group in (items, agencies, windows):
        first: dict[str, Location] = {}
        for identifier, anchor in group:
            where = anchor.at("id")
            if identifier in first:
                facts = {"found": identifier, "expected": str(first[identifier].line)}
                yield Diagnostic(planning.DUPLICATE_ID, where, facts, (first[identifier],))
            first.setdefault(identifier, where)


def bounds_are_sound(target: Target) -> Iterator[Diagnostic]:
    """Yield problems of what is to be reached: a missing bound, a reversed range, a share of nothing."""
    facts = {"title": target.name, **_kind(target)}
    needed: tuple[tuple[str, Decimal | None], ...] = ()
    if target.kind in QUANTITIES - {TargetKind.DELIVERABLE}:
        needed = (("low", target.low),)
    if target.kind is TargetKind.RANGE:
        needed = (*needed, ("high", target.high))
    for field, bound in needed:
        if bound is None:
            part, part_en = (
                ("Mức thấp nhất", "lower bound") if field == "low" else ("Mức cao nhất", "upper bound")
            )
            named = {"field": field, "part": part, "part_en": part_en}
            yield Diagnostic(planning.NO_BOUND, target.anchor.at(), {**facts, **named})
    if target.low is not None and target.high is not None and target.low > target.high:
        reversed_range = {"title": target.name, "found": str(target.low), "expected": str(target.high)}
        yield Diagnostic(planning.LOW_ABOVE_HIGH, target.anchor.at("low"), reversed_range)
    if target.kind is TargetKind.PERCENT and not target.denominator:
        yield Diagnostic(planning.NO_DENOMINATOR, target.anchor.at(), {"title": target.name})


def _kind(target: Target) -> dict[str, str]:
    return {"expected": target.kind.label.vi, "expected_en": target.kind.label.en}


def counter_fits(target: Target) -> Iterator[Diagnostic]:
    """Yield a problem when a target's counter does not exist or counts another kind of thing."""
    if target.measure.measured_from is not MeasuredFrom.REGISTRY:
        return
    name = target.measure.counter or ""
    known = [one.id for one in COUNTERS]
    chosen = counter(name)
    where = target.anchor.at("measure.counter")
    facts = {"title": target.name, "found": name or "–"}
    if chosen is None:
        nearest = spelling.nearest(name, known) or "–"
        facts |= {"expected": ", ".join(known), "nearest": nearest}
        yield Diagnostic(planning.UNKNOWN_COUNTER, where, facts)
        return
    share = target.kind is TargetKind.PERCENT
    if chosen.is_share is not share or target.kind not in QUANTITIES:
        fitting = ", ".join(one.id for one in COUNTERS if one.is_share is share)
        facts |= {**_kind(target), "nearest": fitting}
        yield Diagnostic(planning.WRONG_COUNTER, where, facts)


def windows_run_forward(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each window or period that runs backwards or names no date of the calendar."""
    spans = [(title, one.first, one.last, one.anchor) for title, one in windows(plan)]
    for target in plan.targets:
        period = Anchor(target.anchor.document, f"{target.anchor.pointer}.period")
        spans.append((target.name, target.first, target.last, period))
    for title, first, last, anchor in spans:
        ends = [(key, text) for key, text in (("from", first), ("to", last)) if text]
        wrong = [(key, text) for key, text in ends if calendar.partial(text) is None]
        for key, text in wrong:
            yield Diagnostic(
                planning.NO_SUCH_DAY, anchor.at(key), {"title": title, "field": key, "found": text}
            )
        begins, closes = calendar.partial(first or ""), calendar.partial(last or "")
        if begins and closes and begins.first > closes.last:
            facts = {"title": title, "found": first or "", "expected": last or ""}
            yield Diagnostic(planning.REVERSED_WINDOW, anchor.at("from"), facts)


def scopes_are_listed(plan: Plan, law: Law) -> Iterator[Diagnostic]:
    """Yield a problem when the province or a row's unit is not in the list of administrative units."""
    named = [("Tỉnh", "province", plan.province, plan.anchor.at("province"))]
    named += [("Phạm vi", "scope", actual.scope, actual.origin.at("scope")) for actual in plan.actuals]
    for title, key, unit, where in named:
        if unit is not None and unit not in law.units:
            nearest = spelling.nearest(unit, law.units) or "–"
            facts = {"title": title, "field": key, "found": unit, "nearest": nearest}
            facts["expected"] = "schemas/lists/administrative-units.csv"
            yield Diagnostic(documents.UNKNOWN_REFERENCE, where, facts)


def row_says_something(actual: Actual) -> Iterator[Diagnostic]:
    """Yield problems of one row by itself: a figure missing, unwanted, unsourced or undated."""
    title, value = actual.title, actual.value
    shown = str(actual.done_on or value)
    said = value is not None or actual.done_on is not None
    if actual.status is Status.REPORTED and not said:
        yield Diagnostic(planning.NOTHING_SAID, actual.origin.at("value"), {"title": title})
    if actual.status is Status.NO_FIGURE and said:
        yield Diagnostic(
            planning.VALUE_OF_NOTHING, actual.origin.at("value"), {"title": title, "found": shown}
        )
    if actual.status is Status.REPORTED and said and not actual.source:
        yield Diagnostic(planning.NO_SOURCE, actual.origin.at("source"), {"title": title, "found": shown})
    if actual.as_of and calendar.partial(actual.as_of) is None:
        facts = {"title": title, "field": "as_of", "found": actual.as_of}
        yield Diagnostic(planning.NO_SUCH_DAY, actual.origin.at("as_of"), facts)
    elif actual.status is not Status.NO_FIGURE and said and actual.known is None:
        yield Diagnostic(planning.FIGURE_UNDATED, actual.origin.at("as_of"), {"title": title})
    if value is not None and actual.out_of is not None and value > actual.out_of:
        facts = {"title": title, "found": str(value), "expected": str(actual.out_of)}
        yield Diagnostic(planning.PART_ABOVE_WHOLE, actual.origin.at("value"), facts)


def rows_fit_their_items(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a problem for each row about nothing in the plan, or that cannot measure what it is about."""
    targets = {one.id: one for one in plan.targets}
    kinds = {one.id: one.kind for one in plan.activities} | {one.id: TargetKind.DATED for one in plan.rounds}
    known = [*targets, *kinds]
    for actual in plan.actuals:
        if actual.item not in known:
            facts = {"found": actual.item, "nearest": spelling.nearest(actual.item, known) or "–"}
            yield Diagnostic(planning.UNKNOWN_ITEM, actual.origin.at("item"), facts)
        elif actual.role is Role.RESULT and actual.status is Status.REPORTED:
            target = targets.get(actual.item)
            if target is not None:
                yield from _unit_fits(actual, target)
            kind = target.kind if target else kinds[actual.item]
            if kind is TargetKind.DATED and actual.done_on is None and actual.value is not None:
                yield Diagnostic(planning.NO_DAY_NEEDED, actual.origin.at("done_on"), {"title": actual.title})


def _unit_fits(actual: Actual, target: Target) -> Iterator[Diagnostic]:
    if actual.value is None or target.kind not in QUANTITIES:
        return
    expected = target.unit
    if target.kind is TargetKind.PERCENT and actual.out_of is None:
        expected = "%"
    if expected and actual.unit and actual.unit.casefold() != expected.casefold():
        facts = {"title": actual.title, "found": actual.unit, "expected": expected}
        yield Diagnostic(planning.WRONG_UNIT, actual.origin.at("unit"), facts)


def results_agree(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a note where two sources give contradicting figures or days for the same result."""
    results = [one for one in plan.actuals if one.role is Role.RESULT and one.status is Status.REPORTED]
    for number, later in enumerate(results):
        for earlier in results[:number]:
            same = (earlier.item, earlier.measure, earlier.scope) == (later.item, later.measure, later.scope)
            pair = (earlier, later)
            if same and (evidence.disagree(pair) or evidence.disagreeing_days(pair)):
                facts = {
                    "title": later.title,
                    "found": str(later.done_on or later.value),
                    "expected": str(earlier.origin.line),
                    "nearest": str(earlier.done_on or earlier.value),
                }
                place = "done_on" if later.done_on else "value"
                related = (earlier.origin.at(place),)
                yield Diagnostic(planning.FIGURES_DISAGREE, later.origin.at(place), facts, related)
                break
