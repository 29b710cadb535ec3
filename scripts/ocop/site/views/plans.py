"""A plan's progress as its page shows it: every figure with its date, its source and what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocop import calendar
from ocop.calendar import Period
from ocop.diagnostics import Language
from ocop.plan.events import SetAside, Unit
from ocop.plan.model import Actual, Qualifier, Status, Target, TargetKind
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
from ocop.site.render import day, number
from ocop.site.views import parts
from ocop.site.views.addresses import list_address, producer_address, product_address
from ocop.site.views.intervals import Interval, interval
from ocop.site.views.world import World

_NOT_OVER = "Đang trong thời hạn"
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
class Listing:
    """The records behind a figure: how many, those a page may name, and the page of all when it may not."""

    number: int
    named: tuple[Linked, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A target with what was wanted and what has come of it."""

    id: str
    name: str
    state: ProgressState
    wanted: str
    actual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView(Outcome):
    """Everything the page shows of one target."""

    section: str
    low_implied: bool
    actual_as_of: str
    period: str
    interval: Interval | None
    how: str
    formula: str
    condition: str
    conflict: bool
    late: str
    notes: tuple[str, ...]
    reported: tuple[SourceRow, ...]
    context: tuple[Quantity, ...]
    missing: tuple[str, ...]
    counted: Listing
    out_of: int | None
    set_aside: Listing


def progress_state(state: State, count: int = 0) -> ProgressState:
    """The words for a state."""
    return ProgressState(id=state.value, label=state.label.vi, count=count)


def shown_state(state: State, *, recorded: bool) -> ProgressState:
    """The words for the state of something of which a record may tell; without one only time runs."""
    if state is State.IN_PROGRESS and not recorded:
        return ProgressState(id=state.value, label=_NOT_OVER, count=0)
    return progress_state(state)


def state_of(one: TargetProgress | ActivityProgress | RoundProgress) -> ProgressState:
    """The words for how something of the plan stands, by what is on record of it."""
    headline = one.headline if isinstance(one, TargetProgress) else None
    return shown_state(one.state, recorded=bool(headline or one.evidence))


def tally_view(progress: PlanProgress) -> tuple[ProgressState, ...]:
    """How many targets stand in each state."""
    return tuple(progress_state(state, count) for state, count in tally(progress.targets).items())


def outcome(progress: TargetProgress) -> Outcome:
    """What reports say of a target."""
    target, headline = progress.target, progress.headline
    return Outcome(
        id=target.id,
        name=target.name,
        state=state_of(progress),
        wanted=_wanted(target),
        actual=_figure_text(headline, target) if headline else "",
    )


def target_view(progress: TargetProgress, page: str, world: World) -> TargetView:
    """The view of one target for the plan's page, which stands at `page`."""
    target, headline, count = progress.target, progress.headline, progress.count
    known = outcome(progress)
    return TargetView(
        id=known.id,
        name=known.name,
        section=f"mục {target.passage.section}, gạch đầu dòng {target.passage.bullet}",
        state=known.state,
        wanted=known.wanted,
        low_implied=target.low is not None and target.low_basis.value == "implied",
        actual=known.actual,
        actual_as_of=day(headline.known_through) if headline and headline.known_through else "",
        period=period_text(progress.period),
        interval=interval(target, headline),
        how=target.measure.how,
        formula=say(progress.formula),
        condition=target.condition or "",
        conflict=progress.conflict,
        late=late_text(progress.late_by, progress.late_at_most),
        notes=tuple(say(note) for note in progress.notes),
        reported=reported_rows(progress),
        context=tuple(quantity(reading, world) for reading in progress.context),
        missing=tuple(row.title for row in progress.missing),
        counted=listing(count.units if count else (), list_address(page, target.id), world),
        out_of=count.total if count else None,
        set_aside=listing(count.set_aside if count else (), list_address(page, target.id, aside=True), world),
    )


def reported_rows(progress: TargetProgress) -> tuple[SourceRow, ...]:
    """What sources report of a target, those that decide nothing with the reason."""
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
        value = f"{number(shown.count.number)}/{number(shown.count.total)} ({value})"
    amount = shown.amount
    if amount.low is not None and amount.high is None:
        return f"ít nhất {value} (đếm trong sổ)"
    # A share of an incomplete register may be too high as well as too low.
    return f"{value} (đếm trong sổ{', chưa đủ để kết luận' if amount.exact is None else ''})"


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


def listing(records: Sequence[Unit] | Sequence[SetAside], address: str, world: World) -> Listing:
    """The first of `records` by name; `address` is the page of all, which only a long list has."""
    return Listing(
        number=len(records),
        named=tuple(linked(one, world) for one in records[: parts.NAMED]),
        address=address if is_long(records) else "",
    )


def is_long(records: Sequence[object]) -> bool:
    """Whether a page may not name all of `records`, so that they have a page of their own."""
    return len(records) > parts.NAMED


def linked(record: Unit | SetAside, world: World) -> Linked:
    """A counted record as a link to its product's page or to its producer's, what is set aside with why."""
    unit, reason = (record.unit, record.reason.vi) if isinstance(record, SetAside) else (record, "")
    when = day(unit.on) if unit.on else f"năm {unit.year}" if unit.year else ""
    row = world.row_of.get(unit.id)
    if row is not None:
        return Linked(name=row.name, address=row.address, when=when, reason=reason)
    producer = world.site.registry.producers.get(unit.id)
    name = (producer.name if producer else None) or unit.id
    address = producer_address(unit.id) if producer and producer.name else product_address(unit.id)
    return Linked(name=name, address=address, when=when, reason=reason)
