"""A plan's progress as JSON, in the form of `schemas/plan-progress.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ocop.calendar import Period
from ocop.diagnostics import Language, Location, Text
from ocop.plan.counters import Count
from ocop.plan.events import Unit
from ocop.plan.model import Actual, Window
from ocop.plan.results import (
    ActivityProgress,
    Figure,
    PlanProgress,
    Reading,
    RoundProgress,
    TargetProgress,
    tally,
)
from ocop.plan.words import Sentence, State, figure, percent

PROGRESS_SCHEMA = "plan-progress/1"

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def as_json(progress: PlanProgress) -> str:
    """Return the answer as JSON text; exact shares as numerator and denominator, decimals as strings."""
    return json.dumps(as_mapping(progress), ensure_ascii=False, indent=2) + "\n"


def as_mapping(progress: PlanProgress) -> dict[str, Json]:
    """Return the answer as plain values."""
    plan, paper = progress.plan, progress.plan.paper
    issuer = plan.agency(paper.issuer)
    return {
        "schema": PROGRESS_SCHEMA,
        "as_of": progress.as_of.isoformat(),
        "plan": {
            "year": plan.year,
            "title": plan.title,
            "number": paper.number,
            "issued_on": paper.issued_on.isoformat(),
            "issuer": issuer.name if issuer else paper.issuer,
            "source": paper.source,
        },
        "summary": {
            "reached": progress.reached,
            "applicable": progress.applicable,
            "targets": {state.value: count for state, count in tally(progress.targets).items()},
            "activities": {state.value: count for state, count in tally(progress.activities).items()},
            "rounds": {state.value: count for state, count in tally(progress.rounds).items()},
        },
        "targets": [_target(one) for one in progress.targets],
        "activities": [_activity(one) for one in progress.activities],
        "rounds": [_round(one) for one in progress.rounds],
        "deadlines": [
            {"on": one.on.isoformat(), "item": one.item, "name": one.name} for one in progress.deadlines
        ],
    }


def _text(text: Text) -> dict[str, Json]:
    return {"vi": text.vi, "en": text.en}


def _sentence(sentence: Sentence) -> dict[str, Json]:
    return {language.value: sentence.within(language) for language in Language}


def _state(state: State) -> dict[str, Json]:
    return {"id": state.value, **_text(state.label)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _days(period: Period | None) -> dict[str, Json] | None:
    return None if period is None else {"from": _day(period.first), "to": _day(period.last)}


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _share(share: Fraction | None) -> dict[str, Json] | None:
    if share is None:
        return None
    return {
        "numerator": share.numerator,
        "denominator": share.denominator,
        "percent": _number(percent(share)),
    }


def _where(where: Location) -> dict[str, Json]:
    return {"path": where.path, "line": where.line, "column": where.column}


def _unit(unit: Unit) -> dict[str, Json]:
    return {
        "id": unit.id,
        "product": unit.product_id,
        "on": _day(unit.on),
        "year": unit.year,
        "where": _where(unit.where),
    }


def _count(count: Count | None) -> dict[str, Json] | None:
    if count is None:
        return None
    return {
        "number": count.number,
        "units": [_unit(unit) for unit in count.units],
        "total": count.total,
        "out_of": None if count.out_of is None else [_unit(unit) for unit in count.out_of],
        "set_aside": [{"unit": _unit(one.unit), "reason": _text(one.reason)} for one in count.set_aside],
    }


def _actual(actual: Actual) -> dict[str, Json]:
    return {
        "measure": actual.measure,
        "title": actual.title,
        "role": actual.role.value,
        "status": actual.status.value,
        "value": _number(actual.value),
        "out_of": _number(actual.out_of),
        "unit": actual.unit,
        "done_on": _day(actual.done_on),
        "qualifier": actual.qualifier.value,
        "as_of": actual.as_of,
        "scope": actual.scope,
        "source": actual.source,
        "note": actual.note,
        "where": _where(actual.origin.at("item")),
    }


def _figure(one: Figure) -> dict[str, Json]:
    return {
        "value": None if one.value is None else _number(figure(one.value)),
        "as_of": _day(one.known_through),
        "from": "actuals" if one.actual else "registry",
        "exact": one.amount.exact is not None,
        "state": _state(one.state),
        "usable": one.usable,
        "reason": _text(one.reason) if one.reason else None,
        "actual": _actual(one.actual) if one.actual else None,
    }


def _reading(one: Reading) -> dict[str, Json]:
    return {
        "measure": one.measure,
        "title": one.title,
        "conflict": one.conflict,
        "actuals": [_actual(actual) for actual in one.actuals],
    }


def _target(one: TargetProgress) -> dict[str, Json]:
    target, measure = one.target, one.target.measure
    return {
        "id": target.id,
        "name": target.name,
        "section": target.passage.section,
        "bullet": target.passage.bullet,
        "kind": target.kind.value,
        "unit": target.unit,
        "low": _number(target.low),
        "high": _number(target.high),
        "low_basis": target.low_basis.value,
        "denominator": target.denominator,
        "period": _days(one.period),
        "measured_from": measure.measured_from.value,
        "how": measure.how,
        "counter": measure.counter,
        "coverage": None if measure.counter is None else "complete" if measure.complete else "partial",
        "coverage_note": measure.coverage_note,
        "state": _state(one.state),
        "as_of": _day(one.headline.known_through) if one.headline else None,
        "figure": _number(figure(one.headline.value))
        if one.headline and one.headline.value is not None
        else None,
        "share": _share(one.share),
        "share_of_high": _share(one.high_share),
        "bar": _share(one.bar),
        "conflict": one.conflict,
        "late_by": one.late_by,
        "late_at_most": one.late_at_most,
        "formula": _sentence(one.formula),
        "notes": [_sentence(note) for note in one.notes],
        "figures": [_figure(each) for each in one.figures],
        "count": _count(one.count),
        "evidence": [_actual(row) for row in one.evidence],
        "context": [_reading(reading) for reading in one.context],
        "missing": [_actual(row) for row in one.missing],
    }


def _window(window: Window, days: Period | None, state: State) -> dict[str, Json]:
    return {
        "name": window.name,
        "from": window.first,
        "to": window.last,
        "before": _day(window.before),
        "all_year": window.all_year,
        "set_by": window.set_by,
        "days": _days(days),
        "state": _state(state),
    }


def _activity(one: ActivityProgress) -> dict[str, Json]:
    activity = one.activity
    return {
        "id": activity.id,
        "name": activity.name,
        "section": activity.passage.section,
        "bullet": activity.passage.bullet,
        "kind": activity.kind.value,
        "state": _state(one.state),
        "period": _days(one.period),
        "windows": [_window(each.window, each.days, each.state) for each in one.windows],
        "rounds": list(activity.rounds),
        "serves": list(activity.serves),
        "conflict": one.conflict,
        "late_by": one.late_by,
        "late_at_most": one.late_at_most,
        "evidence": [_actual(row) for row in one.evidence],
        "context": [_reading(reading) for reading in one.context],
        "notes": [_sentence(note) for note in one.notes],
    }


def _round(one: RoundProgress) -> dict[str, Json]:
    each = one.round
    return {
        "id": each.id,
        "name": each.name,
        "level": each.level.value,
        "number": each.number,
        "before": _day(each.before),
        "closes_on": _day(one.closes_on),
        "days_left": one.days_left,
        "for": list(each.eligible),
        "state": _state(one.state),
        "late_by": one.late_by,
        "late_at_most": one.late_at_most,
        "expected_scopes": one.expected_scopes,
        "scopes": [
            {
                "unit": scope.unit_id,
                "name": scope.name,
                "state": _state(scope.state),
                "late_by": scope.late_by,
                "late_at_most": scope.late_at_most,
                "evidence": [_actual(row) for row in scope.evidence],
            }
            for scope in one.scopes
        ],
        "evidence": [_actual(row) for row in one.evidence],
        "notes": [_sentence(note) for note in one.notes],
    }
