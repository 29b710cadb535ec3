"""Where products and plans stand before a change and after it: a pure function of two registries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.completeness import Todo, todo
from ocop.diagnostics import Language
from ocop.impact.facts import FactChange
from ocop.law import Law
from ocop.model import Application, Claim, Product, Registry, ScoreEntry
from ocop.plan import Plan
from ocop.plan.engine import progress
from ocop.plan.results import TargetProgress
from ocop.plan.wording import asked, figure_text
from ocop.scoring import Score, Sheets, score, seats_of
from ocop.status import Filing, Status, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a change, as far as it is touched."""

    registry: Registry
    plans: Mapping[int, Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where one product stands on one side: its status, and the own score of its latest application.

    `todo` is what its latest open application still needs, None when none is open.
    """

    status: Status
    application: Application | None = None
    score: Score | None = None
    todo: Todo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductImpact:
    """What a change does to one product; a side on which it does not exist is None."""

    id: str
    name: str
    before: Outlook | None
    after: Outlook | None
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One target of a plan whose figure or state moves; `linked` counts the records behind it."""

    year: int
    item: str
    name: str
    asked: str
    figure_before: str
    figure_after: str
    state_before: str
    state_after: str
    linked_before: int
    linked_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """All that a change does, as of one day."""

    as_of: date
    products: tuple[ProductImpact, ...] = ()
    others: tuple[FactChange, ...] = ()
    plans: tuple[PlanChange, ...] = ()


def impact(
    before: Side,
    after: Side,
    facts: Mapping[str, tuple[FactChange, ...]],
    law: Law,
    sheets: Sheets,
    as_of: date,
) -> Impact:
    """Return what a change does to products, given the `facts` that differ by file path."""
    found = []
    names = sorted({*before.registry.products, *after.registry.products})
    of_products: set[str] = set()
    for name in names:
        inside = {path: one for path, one in facts.items() if path.startswith(f"dossiers/{name}/")}
        of_products.update(inside)
        one = _product(name, before.registry, after.registry, tuple(inside.values()), law, sheets, as_of)
        if one is not None:
            found.append(one)
    others = tuple(change for path, one in sorted(facts.items()) if path not in of_products for change in one)
    return Impact(as_of=as_of, products=tuple(found), others=others)


def _product(
    name: str,
    before: Registry,
    after: Registry,
    facts: tuple[tuple[FactChange, ...], ...],
    law: Law,
    sheets: Sheets,
    as_of: date,
) -> ProductImpact | None:
    was, now = before.products.get(name), after.products.get(name)
    shown = now or was
    if shown is None or (was == now and not facts):
        return None
    return ProductImpact(
        id=name,
        name=shown.name,
        before=_outlook(was, law, sheets, as_of) if was else None,
        after=_outlook(now, law, sheets, as_of) if now else None,
        facts=tuple(change for one in facts for change in one),
    )


def _outlook(product: Product, law: Law, sheets: Sheets, as_of: date) -> Outlook:
    applications = sorted(product.applications, key=lambda one: _order(one.id), reverse=True)
    latest = applications[0] if applications else None
    lists = (todo(product, one, law, sheets, as_of) for one in applications)
    return Outlook(
        status=status(product, law, as_of),
        application=latest,
        score=own_score(product, latest, law, sheets, as_of) if latest else None,
        todo=next((one for one in lists if one.step.is_open), None),
    )


def _order(identifier: str) -> tuple[int, ...]:
    return tuple(int(part) for part in identifier.split("-"))


def own_score(
    product: Product, application: Application, law: Law, sheets: Sheets, as_of: date
) -> Score | None:
    """Return what an application scores by its own assessment, or None without claims or sheet."""
    rule_set = Filing.of(product, application, law).rule_set_on(as_of)
    number = application.sheet
    sheet = sheets(rule_set, number) if rule_set is not None and number is not None else None
    if rule_set is None or sheet is None or not application.claims:
        return None
    levels = {one.key: [option.points for option in one.options] for one in sheet.criteria}
    entries = [_entry(claim, levels) for claim in application.claims]
    seats, _ = seats_of(sheet, entries, application.path)
    return score(sheet, rule_set, seats[0].points, seats[0].knocked_out)


def _entry(claim: Claim, levels: Mapping[str, list[Decimal]]) -> ScoreEntry:
    points = claim.points
    known = levels.get(claim.criterion, [])
    if points is None and claim.option is not None and claim.option <= len(known):
        points = known[claim.option - 1]
    return ScoreEntry(criterion=claim.criterion, points=points, origin=claim.origin)


def plan_changes(before: Side, after: Side, law: Law, as_of: date) -> Iterator[PlanChange]:
    """Yield the targets whose figure, linked records or state move, plan by plan."""
    for year in sorted({*before.plans, *after.plans}):
        old = {one.target.id: one for one in _targets(year, before, law, as_of)}
        for one in _targets(year, after, law, as_of):
            other = old.get(one.target.id)
            if _shown(one) != (_shown(other) if other else None):
                yield _plan_change(year, other, one)


def _targets(year: int, side: Side, law: Law, as_of: date) -> tuple[TargetProgress, ...]:
    plan = side.plans.get(year)
    return progress(plan, side.registry, law, as_of).targets if plan is not None else ()


def _shown(one: TargetProgress) -> tuple[str, str, int]:
    units = one.count.units if one.count is not None else ()
    return _figure(one), one.state.label.vi, len(units)


def _figure(one: TargetProgress) -> str:
    counted = next((figure for figure in one.figures if figure.count is not None), one.headline)
    return figure_text(counted, one.target, Language.VI) if counted is not None else "–"


def _plan_change(year: int, before: TargetProgress | None, after: TargetProgress) -> PlanChange:
    old = _shown(before) if before else ("–", "–", 0)
    new = _shown(after)
    return PlanChange(
        year=year,
        item=after.target.id,
        name=after.target.name,
        asked=asked(after.target, Language.VI),
        figure_before=old[0],
        figure_after=new[0],
        state_before=old[1],
        state_after=new[1],
        linked_before=old[2],
        linked_after=new[2],
    )
