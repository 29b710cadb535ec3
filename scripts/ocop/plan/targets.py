"""How a target stands: its figures, what each would make of it, and what they make of it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.model import Registry
from ocop.plan import evidence, explanation
from ocop.plan.counters import Counter, Question, counter
from ocop.plan.judgement import (
    UNKNOWN,
    Amount,
    amount_of,
    decides,
    quantity_state,
    state_without_figure,
)
from ocop.plan.model import QUANTITIES, Actual, MeasuredFrom, Plan, Status, Target, TargetKind
from ocop.plan.results import Figure, TargetProgress
from ocop.plan.undertakings import undertaking_notes, undertaking_outcome
from ocop.plan.words import State

_OLDER = Text("Đã có số liệu mới hơn", "A later figure is known")
_WRONG_UNIT = Text("Không cùng đơn vị với chỉ tiêu", "Not in the target's unit")
_NO_VALUE = Text("Không ghi giá trị", "The row gives no value")
_EMPTY_WHOLE = Text("Mẫu số bằng 0", "The denominator is nought")
_PACED = frozenset({TargetKind.RANGE, TargetKind.AT_LEAST})
_INDEFINITE = (State.IN_PROGRESS, State.INDETERMINABLE, State.NO_DATA, State.NOT_DUE)


def target_progress(target: Target, plan: Plan, registry: Registry, as_of: date) -> TargetProgress:
    """Return how a target stands on a day, from the registry's own records and from what was reported."""
    rows = plan.actuals_of(target.id)
    period = target.days(plan.year)
    if target.not_applicable is not None:
        progress = TargetProgress(
            target=target,
            state=State.NOT_APPLICABLE,
            as_of=as_of,
            period=period,
            formula=explanation.not_applicable(target.not_applicable),
        )
    elif target.kind in QUANTITIES:
        progress = _quantity(target, period, rows, _Place(plan, registry), as_of)
    else:
        progress = _undertaking(target, period, rows, as_of)
    notes = (*progress.notes, *explanation.notes(progress))
    return replace(
        progress,
        notes=notes,
        context=evidence.readings(rows, as_of),
        missing=evidence.missing(rows),
    )


class _Place:
    """The plan and the registry a target is judged in, kept together."""

    __slots__ = ("plan", "registry")

    def __init__(self, plan: Plan, registry: Registry) -> None:
        self.plan = plan
        self.registry = registry


def _undertaking(
    target: Target, period: Period | None, rows: Sequence[Actual], as_of: date
) -> TargetProgress:
    said = evidence.results(rows, as_of)
    outcome = undertaking_outcome(target.kind, period, said, as_of)
    return TargetProgress(
        target=target,
        state=outcome.state,
        as_of=as_of,
        period=period,
        conflict=evidence.disagreeing_days(said),
        formula=explanation.undertaking(target, period, said),
        notes=undertaking_notes(said, outcome),
        evidence=said,
        late_by=outcome.late_by,
        late_at_most=outcome.late_at_most,
    )


def _quantity(
    target: Target, period: Period | None, rows: Sequence[Actual], place: _Place, as_of: date
) -> TargetProgress:
    low = lower_bound(target)
    if period is None or low is None:
        formula = explanation.without_figure(target)
        return TargetProgress(
            target=target, state=State.INDETERMINABLE, as_of=as_of, period=period, formula=formula
        )
    figures: list[Figure] = []
    chosen = counter(target.measure.counter)
    if target.measure.measured_from is MeasuredFrom.REGISTRY and chosen is not None:
        question = Question(measure=target.measure, period=period, as_of=as_of)
        figures.append(_counted(target, chosen, place.registry, question))
    said = evidence.results(rows, as_of)
    figures.extend(_in_date_order([_reported(target, row, place.plan, (low, period, as_of)) for row in said]))
    state, conflict = _verdict(figures, period, as_of)
    headline = _headline(figures)
    contradicting = _contradicting(figures)
    value = headline.value if headline and not conflict else None
    high = None if target.high is None else Fraction(target.high)
    late = [row.done_on for row in said if row.done_on and row.source and state.reached]
    days_late = (min(late) - period.last).days if late else 0
    return TargetProgress(
        target=target,
        state=state,
        as_of=as_of,
        period=period,
        figures=tuple(figures),
        headline=headline,
        share=value / low if value is not None and low else None,
        high_share=value / high if value is not None and high else None,
        conflict=conflict or contradicting,
        formula=explanation.disagreement(figures)
        if conflict
        else explanation.quantity(target, headline, low),
        evidence=tuple(row for row in said if row.source),
        late_by=days_late if days_late > 0 else None,
    )


def lower_bound(target: Target) -> Fraction | None:
    """Return what must be reached, in the target's unit or in percent; one piece when nothing is said."""
    if target.low is not None:
        return Fraction(target.low)
    return Fraction(1) if target.kind is TargetKind.DELIVERABLE else None


def _judged(target: Target, figure: Figure, low: Fraction, period: Period, as_of: date) -> Figure:
    high = None if target.high is None else Fraction(target.high)
    state = quantity_state(
        figure.amount,
        (low, high),
        period,
        as_of=as_of,
        known_through=figure.known_through or as_of,
        paced=target.kind in _PACED,
    )
    return replace(figure, state=state, decides=decides(figure.amount, low))


def _counted(target: Target, chosen: Counter, registry: Registry, question: Question) -> Figure:
    """Return the registry's own count; an incomplete register bounds a number below, a share not at all."""
    count = chosen.count(registry, question)
    complete = target.measure.complete
    value = Fraction(count.number)
    period, as_of = question.period, question.as_of
    if count.total is not None:
        if not count.total:
            return Figure(
                value=None,
                amount=UNKNOWN,
                known_through=as_of,
                state=State.NOT_DUE if as_of < period.first else State.INDETERMINABLE,
                decides=False,
                reason=_EMPTY_WHOLE,
                count=count,
            )
        value = Fraction(100 * count.number, count.total)
        amount = Amount(low=value, high=value) if complete else UNKNOWN
    else:
        amount = Amount(low=value, high=value if complete else None)
    figure = Figure(
        value=value,
        amount=amount,
        known_through=as_of,
        state=state_without_figure(period, as_of),
        decides=False,
        count=count,
    )
    if not count.number and not complete:
        return replace(figure, value=None, amount=UNKNOWN)
    return _judged(target, figure, lower_bound(target) or Fraction(0), period, as_of)


def _reported(target: Target, row: Actual, plan: Plan, bounds: tuple[Fraction, Period, date]) -> Figure:
    low, period, as_of = bounds
    value, reason = _value(target, row)
    if reason is None:
        reason = _why_unusable(row, plan)
    known = row.known
    amount = amount_of(value, row.qualifier) if value is not None else UNKNOWN
    figure = Figure(
        value=value,
        amount=amount,
        known_through=known.last if known else None,
        state=state_without_figure(period, as_of),
        decides=False,
        usable=reason is None,
        reason=reason,
        actual=row,
    )
    if reason is None and value is not None:
        return _judged(target, figure, low, period, as_of)
    if reason is _EMPTY_WHOLE:
        state = State.NOT_DUE if as_of < period.first else State.INDETERMINABLE
        return replace(figure, usable=_why_unusable(row, plan) is None, state=state)
    return figure


def _why_unusable(row: Actual, plan: Plan) -> Text | None:
    if not row.source:
        return evidence.UNEVIDENCED
    if row.known is None:
        return evidence.UNDATED
    return None if evidence.covers_province(row, plan) else evidence.PARTIAL_SCOPE


def _value(target: Target, row: Actual) -> tuple[Fraction | None, Text | None]:
    """Return a row's figure in the target's unit or in percent, or why there is none."""
    if row.status is Status.NOT_DONE:
        return Fraction(0), None
    if row.value is None:
        deed = target.kind is TargetKind.DELIVERABLE and row.done_on is not None
        return (Fraction(1), None) if deed else (None, _NO_VALUE)
    in_percent = row.unit == "%"
    if target.kind is TargetKind.PERCENT:
        if row.out_of is not None:
            share = Fraction(row.value) * 100 / Fraction(row.out_of) if row.out_of else None
            return share, None if row.out_of else _EMPTY_WHOLE
        return (Fraction(row.value), None) if in_percent else (Fraction(row.value), _WRONG_UNIT)
    same = row.unit is None or target.unit is None or row.unit.casefold() == target.unit.casefold()
    return Fraction(row.value), None if same else _WRONG_UNIT


def _in_date_order(figures: list[Figure]) -> list[Figure]:
    """Return the figures, those replaced by a later one marked; where dates may be equal both stay."""
    usable = [one for one in figures if one.usable and one.actual is not None]
    known = [one.actual.known for one in usable if one.actual is not None and one.actual.known is not None]
    if not known:
        return figures
    latest = max(known, key=lambda days: days.last)
    return [
        replace(one, usable=False, decides=False, reason=_OLDER)
        if one.usable and one.actual and one.actual.known and one.actual.known.last < latest.first
        else one
        for one in figures
    ]


def _verdict(figures: Sequence[Figure], period: Period, as_of: date) -> tuple[State, bool]:
    """Return what the usable figures make of the target, and whether they lead to different answers."""
    usable = [one for one in figures if one.usable]
    if as_of < period.first or not usable:
        return state_without_figure(period, as_of), False
    deciding = {one.state for one in usable if one.decides}
    if len(deciding) == 1:
        return deciding.pop(), False
    if deciding:
        return State.INDETERMINABLE, True
    states = {one.state for one in usable}
    return next(state for state in _INDEFINITE if state in states), False


def _headline(figures: Sequence[Figure]) -> Figure | None:
    """Return the figure shown first: one that decides, else the first that may be used."""
    usable = [one for one in figures if one.usable and one.value is not None]
    return next((one for one in usable if one.decides), usable[0] if usable else None)


def _contradicting(figures: Sequence[Figure]) -> bool:
    usable = [one for one in figures if one.usable]
    return any(
        one.amount.contradicts(two.amount) for index, one in enumerate(usable) for two in usable[index + 1 :]
    )
