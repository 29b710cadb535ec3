"""Which reported rows may decide something, which are only shown, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.plan.judgement import Deed, amount_of
from ocop.plan.model import Actual, Plan, Qualifier, Role, Status
from ocop.plan.results import Reading
from ocop.plan.words import Sentence

UNEVIDENCED = Text("Chưa có minh chứng: không ghi nguồn", "No evidence: the row names no source")
UNDATED = Text("Không ghi ngày của số liệu", "The row does not date its figure")
PARTIAL_SCOPE = Text("Chỉ nói về một phần địa bàn", "Covers only part of the province")
_NOTE = Text("{note}", "{note}")


def remark(note: str) -> Sentence:
    """Return a note as the plan or a row words it; such notes are in Vietnamese only."""
    return Sentence(_NOTE, {"note": note})


def is_known(actual: Actual, as_of: date) -> bool:
    """Return whether a row could be known on a day: the deed done, or the figure's date wholly past."""
    if actual.done_on is not None:
        return actual.done_on <= as_of
    return actual.known is None or actual.known.last <= as_of


def covers_province(actual: Actual, plan: Plan) -> bool:
    """Return whether a row speaks of the whole province."""
    return actual.scope is None or actual.scope == plan.province


def results(actuals: Iterable[Actual], as_of: date) -> tuple[Actual, ...]:
    """Return the rows meant to measure their item that say something and could be known on a day."""
    return tuple(
        actual
        for actual in actuals
        if actual.role is Role.RESULT and actual.status is not Status.NO_FIGURE and is_known(actual, as_of)
    )


def missing(actuals: Iterable[Actual]) -> tuple[Actual, ...]:
    """Return the rows that say no figure was found, which is not a figure of nought."""
    return tuple(actual for actual in actuals if actual.status is Status.NO_FIGURE)


def deeds(rows: Iterable[Actual]) -> tuple[Deed, ...]:
    """Return the days on which sources say that something was done."""
    return tuple(
        Deed(done_on=row.done_on, at_latest=row.qualifier is not Qualifier.EXACT)
        for row in rows
        if row.done_on is not None and row.status is Status.REPORTED and row.source
    )


def tells_of_doing(rows: Iterable[Actual], period: Period) -> bool:
    """Return whether a source says that something was done within a period."""
    return any(
        row.done_on in period
        if row.done_on is not None
        else bool(row.value) and row.known is not None and row.known.last >= period.first
        for row in rows
        if row.status is Status.REPORTED and row.source
    )


def tells_of_not_doing(rows: Iterable[Actual], period: Period | None) -> bool:
    """Return whether a source says, at or after the end of a period, that something was not done."""
    return period is not None and any(
        row.known is not None and row.known.last >= period.last
        for row in rows
        if row.status is Status.NOT_DONE and row.source
    )


def disagreeing_days(rows: Sequence[Actual]) -> bool:
    """Return whether two sources give different exact days for the same deed."""
    said: dict[tuple[str, str | None], set[date]] = {}
    for row in rows:
        if row.done_on is not None and row.qualifier is Qualifier.EXACT and row.source:
            said.setdefault((row.measure, row.scope), set()).add(row.done_on)
    return any(len(days) > 1 for days in said.values())


def readings(actuals: Iterable[Actual], as_of: date) -> tuple[Reading, ...]:
    """Return related and base figures, what sources say of one quantity side by side."""
    groups: dict[tuple[str, str | None, Role], list[Actual]] = {}
    for actual in actuals:
        if actual.role is not Role.RESULT and is_known(actual, as_of):
            groups.setdefault((actual.measure, actual.scope, actual.role), []).append(actual)
    return tuple(
        Reading(
            measure=measure,
            title=group[0].title,
            scope=scope,
            actuals=tuple(group),
            conflict=disagree(group),
        )
        for (measure, scope, _), group in groups.items()
    )


def disagree(group: Sequence[Actual]) -> bool:
    """Return whether figures for the same time contradict each other."""
    return any(
        one.value is not None
        and two.value is not None
        and same_time(one, two)
        and amount_of(Fraction(one.value), one.qualifier).contradicts(
            amount_of(Fraction(two.value), two.qualifier)
        )
        for index, one in enumerate(group)
        for two in group[index + 1 :]
    )


def same_time(one: Actual, two: Actual) -> bool:
    """Return whether the dates of two figures, as far as they are known, may be the same day."""
    if one.known is None or two.known is None:
        return True
    return one.known.first <= two.known.last and two.known.first <= one.known.last
