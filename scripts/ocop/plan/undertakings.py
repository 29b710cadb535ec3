"""How activities and rounds stand: by their windows and by what sources say was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.law import Law, Unit
from ocop.model import Level
from ocop.plan import evidence
from ocop.plan.judgement import Outcome, all_year_outcome, dated_outcome
from ocop.plan.model import Activity, Actual, Plan, Round, TargetKind, Window
from ocop.plan.results import ActivityProgress, RoundProgress, ScopeProgress, WindowProgress
from ocop.plan.words import Sentence, State

_DIFFERENT_DAYS = Text(
    "Các nguồn ghi ngày khác nhau; không tính số ngày chậm.",
    "The sources give different days; the delay is not worked out.",
)
_SET_BY = Text("Thời gian do {agency} ấn định; kế hoạch không ghi ngày.", "The dates are set by {agency}.")
_SOME_SCOPES = Text(
    "Mới có thông tin của {found}/{expected} huyện, thị xã, thành phố; chưa kết luận được cho toàn tỉnh.",
    "Only {found} of {expected} districts are known of, too few to tell for the province.",
)
_LATEST_DAY = Text(
    "Nguồn chỉ cho biết muộn nhất là ngày {day}, nên số ngày chậm là mức cao nhất có thể.",
    "The source only gives {day} as the latest possible day, so the delay is the longest possible.",
)


def undertaking_outcome(
    kind: TargetKind, period: Period | None, rows: Sequence[Actual], as_of: date
) -> Outcome:
    """Return how something to be done, by a date or all year, stands according to the rows about it."""
    undone = evidence.tells_of_not_doing(rows, period)
    if kind is TargetKind.ALL_YEAR and period is not None:
        done = evidence.tells_of_doing(rows, period)
        return all_year_outcome(period, as_of=as_of, evidenced=done, reported_undone=undone)
    outcome = dated_outcome(period, evidence.deeds(rows), as_of=as_of, reported_undone=undone)
    if evidence.disagreeing_days(rows):
        return Outcome(state=outcome.state)
    return outcome


def undertaking_notes(rows: Sequence[Actual], outcome: Outcome) -> tuple[Sentence, ...]:
    """Return what a reader must know about the rows behind an outcome."""
    notes = [Sentence(evidence.UNEVIDENCED) for row in rows if not row.source][:1]
    if evidence.disagreeing_days(rows):
        notes.append(Sentence(_DIFFERENT_DAYS))
    if outcome.late_at_most is not None:
        day = min(row.done_on for row in rows if row.done_on is not None and row.source)
        notes.append(Sentence(_LATEST_DAY, {"day": day}))
    return tuple(notes)


def activity_progress(
    activity: Activity, plan: Plan, rounds: Sequence[RoundProgress], as_of: date
) -> ActivityProgress:
    """Return how one bullet of the plan's activities stands on a day."""
    rows = evidence.results(plan.actuals_of(activity.id), as_of)
    own = [one for one in rounds if one.round.id in activity.rounds]
    windows = [*activity.windows, *(one.round.window for one in own)]
    days = [window.days(plan.year) for window in windows]
    period = _spanned(days)
    if own and not rows:
        outcome = Outcome(state=_state_of_rounds([one.state for one in own]))
    else:
        outcome = undertaking_outcome(activity.kind, period, rows, as_of)
    notes = [*undertaking_notes(rows, outcome), *_windows_set_elsewhere(windows, plan)]
    if activity.note:
        notes.append(evidence.remark(activity.note))
    return ActivityProgress(
        activity=activity,
        state=outcome.state,
        as_of=as_of,
        period=period,
        windows=tuple(
            WindowProgress(window=window, days=each, state=_window_state(each, outcome, as_of))
            for window, each in zip(windows, days, strict=True)
        ),
        evidence=rows,
        context=evidence.readings(plan.actuals_of(activity.id), as_of),
        notes=tuple(notes),
        conflict=evidence.disagreeing_days(rows),
        late_by=outcome.late_by,
        late_at_most=outcome.late_at_most,
    )


def _spanned(days: Iterable[Period | None]) -> Period | None:
    known = [each for each in days if each is not None]
    if not known:
        return None
    return Period(min(each.first for each in known), max(each.last for each in known))


def _window_state(days: Period | None, outcome: Outcome, as_of: date) -> State:
    if outcome.state.reached:
        return outcome.state
    return dated_outcome(days, (), as_of=as_of, reported_undone=outcome.state is State.OVERDUE).state


def _state_of_rounds(states: Sequence[State]) -> State:
    if all(state.reached for state in states):
        return State.ACHIEVED
    order = (State.OVERDUE, State.IN_PROGRESS, State.NO_DATA, State.INDETERMINABLE, State.NOT_DUE)
    return next((state for state in order if state in states), State.INDETERMINABLE)


def _windows_set_elsewhere(windows: Iterable[Window], plan: Plan) -> Iterable[Sentence]:
    for window in windows:
        if window.set_by is not None:
            agency = plan.agency(window.set_by)
            yield Sentence(_SET_BY, {"agency": agency.name if agency else window.set_by})


def round_progress(each: Round, plan: Plan, law: Law, as_of: date) -> RoundProgress:
    """Return how a round stands on a day.

    A round below the province is finished for the province when every unit of its level is known to
    have finished it; until then each unit known of is shown on its own.
    """
    period = each.window.days(plan.year)
    rows = evidence.results(plan.actuals_of(each.id), as_of)
    whole = [row for row in rows if evidence.covers_province(row, plan)]
    expected = _units_at(each, plan, law)
    scopes = tuple(_scopes(rows, whole, period, law, as_of))
    outcome = undertaking_outcome(TargetKind.DATED, period, whole, as_of)
    notes = list(undertaking_notes(whole, outcome))
    if not outcome.state.reached and scopes:
        if {unit.id for unit in expected} <= {
            one.unit_id for one in scopes if one.state.reached
        } and expected:
            late = [one.late_by or one.late_at_most or 0 for one in scopes]
            sure = all(one.late_at_most is None for one in scopes)
            worst = max(late) or None
            outcome = Outcome(
                state=State.ACHIEVED, late_by=worst if sure else None, late_at_most=None if sure else worst
            )
        else:
            facts = {"found": len(scopes), "expected": len(expected)}
            notes.append(Sentence(_SOME_SCOPES, facts))
    return RoundProgress(
        round=each,
        state=outcome.state,
        as_of=as_of,
        closes_on=each.closes_on,
        days_left=(each.closes_on - as_of).days,
        scopes=scopes,
        expected_scopes=len(expected),
        evidence=rows,
        notes=tuple(notes),
        late_by=outcome.late_by,
        late_at_most=outcome.late_at_most,
    )


def _scopes(
    rows: Sequence[Actual], whole: Sequence[Actual], period: Period | None, law: Law, as_of: date
) -> Iterable[ScopeProgress]:
    for scope in sorted({row.scope for row in rows if row not in whole and row.scope is not None}):
        said = [row for row in rows if row.scope == scope]
        outcome = undertaking_outcome(TargetKind.DATED, period, said, as_of)
        unit = law.units.get(scope)
        yield ScopeProgress(
            unit_id=scope,
            name=unit.name if unit else scope,
            state=outcome.state,
            evidence=tuple(said),
            late_by=outcome.late_by,
            late_at_most=outcome.late_at_most,
        )


def _units_at(each: Round, plan: Plan, law: Law) -> tuple[Unit, ...]:
    """Return the units that hold the round: the province's districts (or communes) on its last day."""
    if each.level not in {Level.DISTRICT, Level.COMMUNE}:
        return ()
    standing = [
        unit
        for unit in law.units.values()
        if unit.valid_from <= each.closes_on and (unit.valid_to is None or each.closes_on <= unit.valid_to)
    ]
    children = [unit for unit in standing if unit.parent == plan.province]
    if each.level is Level.COMMUNE:
        districts = {unit.id for unit in children}
        children = [unit for unit in standing if unit.parent in districts] or children
    return tuple(children)
