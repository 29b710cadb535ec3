"""A plan's progress as its page shows it: every figure with its date, its source and what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.calendar import Period
from ocop.diagnostics import Language
from ocop.plan.model import Actual, Qualifier, Status, Target, TargetKind
from ocop.plan.results import Figure, PlanProgress, Reading, TargetProgress, tally
from ocop.plan.words import Sentence, State, figure, percent
from ocop.site.render import day, number
from ocop.site.views.addresses import producer_address, product_address
from ocop.site.views.bars import Bar, bar
from ocop.site.views.world import World

_QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.OVER: "trên ",
    Qualifier.AT_LEAST: "ít nhất ",
    Qualifier.UNDER: "dưới ",
    Qualifier.AT_MOST: "nhiều nhất ",
    Qualifier.ABOUT: "khoảng ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressState:
    """A state of progress in words, and how many items are in it when it stands in a tally."""

    id: str
    label: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What one source says, with its date."""

    title: str
    text: str
    as_of: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One related quantity; several rows stand side by side, `conflict` when they disagree."""

    title: str
    scope: str
    conflict: bool
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A record that was counted, or set aside with the reason."""

    name: str
    address: str
    when: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """Everything the page shows of one target."""

    id: str
    name: str
    section: str
    state: ProgressState
    wanted: str
    low_implied: bool
    actual: str
    actual_as_of: str
    period: str
    bar: Bar | None
    formula: str
    condition: str
    conflict: bool
    late: str
    notes: tuple[str, ...]
    reported: tuple[SourceRow, ...]
    context: tuple[Quantity, ...]
    missing: tuple[str, ...]
    counted: tuple[Linked, ...]
    out_of: int | None
    set_aside: tuple[Linked, ...]


def progress_state(state: State, count: int = 0) -> ProgressState:
    """The words for a state."""
    return ProgressState(id=state.value, label=state.label.vi, count=count)


def tally_view(progress: PlanProgress) -> tuple[ProgressState, ...]:
    """How many targets stand in each state."""
    return tuple(progress_state(state, count) for state, count in tally(progress.targets).items())


def target_view(progress: TargetProgress, world: World) -> TargetView:
    """The view of one target."""
    target, headline, count = progress.target, progress.headline, progress.count
    return TargetView(
        id=target.id,
        name=target.name,
        section=f"mục {target.passage.section}, gạch đầu dòng {target.passage.bullet}",
        state=progress_state(progress.state),
        wanted=_wanted(target),
        low_implied=target.low is not None and target.low_basis.value == "implied",
        actual=_figure_text(headline, target) if headline else "",
        actual_as_of=day(headline.known_through) if headline and headline.known_through else "",
        period=period_text(progress.period),
        bar=bar(target, headline, _wanted(target)),
        formula=say(progress.formula),
        condition=target.condition or "",
        conflict=progress.conflict,
        late=late_text(progress.late_by, progress.late_at_most),
        notes=tuple(say(note) for note in progress.notes),
        reported=_reported(progress),
        context=tuple(quantity(reading, world) for reading in progress.context),
        missing=tuple(row.title for row in progress.missing),
        counted=tuple(_linked(unit.id, unit.on, unit.year, world) for unit in count.units) if count else (),
        out_of=count.total if count else None,
        set_aside=tuple(
            _linked(aside.unit.id, aside.unit.on, aside.unit.year, world, aside.reason.vi)
            for aside in count.set_aside
        )
        if count
        else (),
    )


def _reported(progress: TargetProgress) -> tuple[SourceRow, ...]:
    rows = [(one.actual, one.reason.vi if one.reason else "") for one in progress.figures if one.actual]
    rows += [(row, "") for row in progress.evidence if row not in [known for known, _ in rows]]
    return tuple(source_row(row, reason=reason) for row, reason in rows)


def say(sentence: Sentence) -> str:
    """A sentence in Vietnamese."""
    return sentence.within(Language.VI)


def period_text(period: Period | None) -> str:
    """Days as `01/01/2023 – 31/12/2023`, blank when another body sets them."""
    if period is None:
        return ""
    return f"{calendar.in_table(period.first)} – {calendar.in_table(period.last)}"


def late_text(late_by: int | None, at_most: int | None) -> str:
    """How late a deed came."""
    if late_by is not None:
        return f"chậm {late_by} ngày"
    return f"chậm nhiều nhất {at_most} ngày" if at_most is not None else ""


def unit_text(target: Target) -> str:
    """The unit with a leading space; percentages are in percent whatever is counted."""
    if target.kind is TargetKind.PERCENT:
        return " %"
    return f" {target.unit}" if target.unit else ""


def _wanted(target: Target) -> str:
    unit = unit_text(target)
    if target.low is None:
        return "làm cả năm" if target.kind is TargetKind.ALL_YEAR else "hoàn thành trong kỳ"
    if target.high is not None:
        return f"{number(target.low)}–{number(target.high)}{unit}"
    word = "ít nhất " if target.kind is TargetKind.AT_LEAST else ""
    return f"{word}{number(target.low)}{unit}"


def _figure_text(shown: Figure, target: Target) -> str:
    if shown.value is None:
        return ""
    exact = percent(shown.value / 100) if target.kind is TargetKind.PERCENT else figure(shown.value)
    value = f"{number(exact)}{unit_text(target)}"
    if shown.actual is not None:
        return _QUALIFIERS[shown.actual.qualifier] + value
    if shown.count is not None and shown.count.total is not None:
        value = f"{shown.count.number}/{shown.count.total} ({value})"
    open_ended = shown.amount.high is None and not target.measure.complete
    return f"ít nhất {value} (đếm trong sổ)" if open_ended else f"{value} (đếm trong sổ)"


def source_row(row: Actual, *, title: str = "", reason: str = "") -> SourceRow:
    """One row of `actuals.csv` in words; `title` only where the reader does not see it otherwise."""
    if row.status is Status.NOT_DONE:
        text = "nguồn nói chưa làm"
    elif row.done_on is not None:
        text = f"{'muộn nhất ' if row.qualifier is Qualifier.AT_MOST else ''}{day(row.done_on)}"
    elif row.value is not None:
        part = f"/{number(row.out_of)}" if row.out_of is not None else ""
        text = f"{_QUALIFIERS[row.qualifier]}{number(row.value)}{part} {row.unit or ''}".strip()
    else:
        text = "chưa có số liệu"
    return SourceRow(
        title=title,
        text=text,
        as_of="" if row.done_on else _as_of(row.as_of),
        source=row.source or "",
        note=" ".join(f"{part.rstrip('.')}." for part in (row.note, reason) if part),
    )


def _as_of(written: str | None) -> str:
    """`2024-05-14`, `2024-05` or `2024` as readers write them."""
    return "/".join(reversed(written.split("-"))) if written else ""


def quantity(reading: Reading, world: World) -> Quantity:
    """A related quantity with what each source says of it."""
    unit = world.site.law.units.get(reading.scope or "")
    rows: Sequence[Actual] = reading.actuals
    titles = {row.title for row in rows}
    return Quantity(
        title=reading.title,
        scope=unit.name if unit else "",
        conflict=reading.conflict,
        rows=tuple(source_row(row, title=row.title if len(titles) > 1 else "") for row in rows),
    )


def _linked(identifier: str, on: date | None, year: int | None, world: World, reason: str = "") -> Linked:
    when = day(on) if on else f"năm {year}" if year else ""
    row = world.row_of.get(identifier)
    if row is not None:
        return Linked(name=row.name, address=row.address, when=when, reason=reason)
    producer = world.site.registry.producers.get(identifier)
    name = (producer.name if producer else None) or identifier
    address = producer_address(identifier) if producer and producer.name else product_address(identifier)
    return Linked(name=name, address=address, when=when, reason=reason)
