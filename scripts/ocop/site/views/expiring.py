"""Certificates that end within a year, by commune: when to file for re-evaluation, for calendars too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.calendar import Period
from ocop.law import Unit, Window
from ocop.site.calendar_file import Occasion
from ocop.site.render import day
from ocop.site.views import parts
from ocop.site.views.addresses import EXPIRING, unit_address
from ocop.site.views.places import PlaceView, communes_today
from ocop.site.views.world import ProductRow, World, recognitions
from ocop.site.xlsx_file import Value
from ocop.spelling import syllable_key
from ocop.status import Phase, Renewal, State
from ocop.status.renewal import YEAR_AHEAD

COLUMNS = (
    "STT", "Sản phẩm", "Hạng sao", "Chủ thể", "Xã, phường nay", "Huyện cũ", "Nộp từ ngày", "Nộp đến hết ngày",
    "Có giá trị đến hết ngày", "Đã nộp hồ sơ ngày", "Mã sản phẩm", "Trang",
)  # fmt: skip
_REMINDER_DAYS = 14
NOWHERE = "chua-ro"
SHOWN = (Phase.OPEN, Phase.SOON, Phase.MISSED, Phase.LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiringRow:
    """A certificate with the days for filing; `phase` and the words `left` are of the day of the build."""

    product: ProductRow
    renewal: Renewal
    phase: Phase
    left: str
    commune: str

    @property
    def code(self) -> str:
        """The commune's code for the filter; a place of its own for what no source puts in a commune."""
        return self.product.place.now_code or NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainRow:
    """A certificate that may end within the year: between which days, no source says when.

    `file_by` is between which days the last one for filing lies, None where no act sets one; `over` says in
    words whether it has passed, and stays true on later days.
    """

    product: ProductRow
    between: Period
    file_by: Period | None
    over: str

    @property
    def code(self) -> str:
        """As that of an `ExpiringRow`."""
        return self.product.place.now_code or NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """Products of whose certificate nothing can be said.

    `recognised` with neither day nor year, `unrecognised` without any recognition on record, and what is
    `unclear` for another cause.
    """

    recognised: int
    unrecognised: int
    unclear: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.recognised + self.unrecognised + self.unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneCount:
    """A commune with the numbers of its certificates in both lists and its own calendar, if it has one.

    `page` is where its rows stand when the list is split, blank otherwise.
    """

    code: str
    name: str
    address: str
    calendar: str
    page: str
    count: int
    uncertain: int


def expiring(world: World) -> tuple[ExpiringRow, ...]:
    """The certificates that run on the day of the build and end within a year, by commune, then by day."""
    return tuple(sorted(_listed(world, world.rows), key=_order))


def listed_in(world: World, rows: Sequence[ProductRow]) -> int:
    """How many of `rows` stand in the list."""
    return sum(1 for _ in _listed(world, rows))


def _listed(world: World, rows: Sequence[ProductRow]) -> Iterator[ExpiringRow]:
    as_of = world.site.as_of
    for row in rows:
        ahead = world.site.answers.renewal(world.site.registry.products[row.id])
        if ahead is not None and ahead.ends_within_a_year_of(as_of):
            yield ExpiringRow(
                product=row,
                renewal=ahead,
                phase=ahead.phase(as_of),
                left=_left(ahead, as_of),
                commune=_commune(row),
            )


def _left(ahead: Renewal, as_of: date) -> str:
    """How long until what comes next; `expiring.js` says the same of the reader's own day."""
    match ahead.phase(as_of):
        case Phase.SOON:
            return f"mở sau {(ahead.window.first - as_of).days} ngày"
        case Phase.OPEN if as_of == ahead.window.last:
            return "hôm nay là ngày cuối"
        case Phase.OPEN:
            return f"còn {(ahead.window.last - as_of).days} ngày"
        case Phase.MISSED:
            return f"giấy còn {(ahead.ends_on - as_of).days} ngày"
        case _:
            return ""


def uncertain(world: World) -> tuple[UncertainRow, ...]:
    """The certificates of which only a span is known that touches the coming year, the earliest first."""
    as_of = world.site.as_of
    year = Period(as_of, calendar.days_after(as_of, YEAR_AHEAD))
    act = world.site.law.rule_set_on(as_of)
    found = []
    for row in world.rows:
        between = world.site.answers.possible_end(world.site.registry.products[row.id])
        if between is not None and between.first <= year.last and between.last >= year.first:
            file_by = _file_by(between, act.window) if act and act.window else None
            found.append(
                UncertainRow(product=row, between=between, file_by=file_by, over=_over(file_by, as_of))
            )
    return tuple(sorted(found, key=lambda one: (one.between.first, one.product.rank)))


def _file_by(between: Period, window: Window) -> Period:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a: so many days before the end, whichever day that is."""
    days = window.closes_days_before
    return Period(calendar.days_after(between.first, -days), calendar.days_after(between.last, -days))


def _over(file_by: Period | None, as_of: date) -> str:
    if file_by is None or as_of <= file_by.first:
        return ""
    return "đã qua" if as_of > file_by.last else "có thể đã qua"


def undated(world: World) -> Undated:
    """How many products there are of whose certificate not even a span of days is known, by the cause."""
    products, answers = world.site.registry.products, world.site.answers
    causes = Counter[str]()
    for row in world.rows:
        product = products[row.id]
        if row.standing.state.id != State.UNDETERMINED.value or answers.possible_end(product) is not None:
            continue
        given = recognitions(product)
        if any(event.on is None and event.year is None for event in given):
            causes["recognised"] += 1
        else:
            causes["unclear" if given else "unrecognised"] += 1
    return Undated(
        recognised=causes["recognised"], unrecognised=causes["unrecognised"], unclear=causes["unclear"]
    )


def is_split(world: World) -> bool:
    """Whether either list is too long for one page, so that each commune has a page of its own."""
    return max(listed_in(world, world.rows), len(uncertain(world))) > parts.ROWS


def most_urgent(rows: Sequence[ExpiringRow]) -> tuple[ExpiringRow, ...]:
    """What must be filed next: open windows by their last day, then those that open soon, then the rest."""
    return tuple(
        sorted(rows, key=lambda row: (SHOWN.index(row.phase), row.renewal.window.last, row.product.rank))
    )[: parts.URGENT]


def communes(
    world: World, rows: Sequence[ExpiringRow], unsure: Sequence[UncertainRow], *, split: bool
) -> tuple[CommuneCount, ...]:
    """The places that occur among `rows`, or in either list when it is split, by name with their numbers."""
    units = {unit.code: unit for unit in communes_today(world.site.law.units)}
    sure, doubtful = Counter(row.code for row in rows), Counter(row.code for row in unsure)
    listed: list[ExpiringRow | UncertainRow] = [*rows, *(unsure if split else ())]
    places = {row.code: row.product.place for row in listed}
    return tuple(
        CommuneCount(
            code=code,
            name=units[code].name if code in units else "Chưa rõ xã, phường",
            address=unit_address(units[code]) if code in units else "",
            calendar=commune_calendar(units[code]) if code in units else "",
            page=commune_list(code, world, split=True) if split else "",
            count=sure[code],
            uncertain=doubtful[code],
        )
        for code in sorted(places, key=lambda code: _place_order(places[code]))
    )


def commune_list(code: str, world: World, *, split: bool) -> str:
    """Where the rows of a commune are to be seen: on a page of its own, or filtered in the one list."""
    if not split:
        return f"{EXPIRING}?xa={code}"
    unit = next((one for one in communes_today(world.site.law.units) if one.code == code), None)
    return f"{commune_calendar(unit).removesuffix('.ics')}/" if unit else f"{EXPIRING}{NOWHERE}/"


def commune_calendar(unit: Unit) -> str:
    """Where a commune's own calendar stands."""
    return f"{EXPIRING}{unit_address(unit).strip('/').rpartition('/')[2]}.ics"


def occasions(rows: Iterable[ExpiringRow], world: World) -> Iterator[Occasion]:
    """For each certificate the first and the last day for filing."""
    act = world.site.law.rule_set_on(world.site.as_of)
    ground = f"\nCăn cứ: {act.window.grounds.citation}." if act and act.window else ""
    for row in rows:
        window, ends_on = row.renewal.window, row.renewal.ends_on
        producer = f" ({row.product.producer_name})" if row.product.producer_name else ""
        text = (
            f"Nộp hồ sơ phân hạng lại cho UBND cấp xã từ {day(window.first)} đến hết {day(window.last)}. "
            f"Giấy chứng nhận có giá trị đến hết {day(ends_on)}.{ground}"
        )
        key = f"{row.product.id.replace('/', '.')}.{row.renewal.ordinal}"
        page = world.site.base_url + row.product.address
        yield Occasion(
            key=f"{key}.opens",
            on=window.first,
            title=f"Mở kỳ nộp hồ sơ phân hạng lại: {row.product.name}{producer}",
            text=text,
            page=page,
            remind_on=window.first,
        )
        yield Occasion(
            key=f"{key}.closes",
            on=window.last,
            title=f"Ngày cuối nộp hồ sơ phân hạng lại: {row.product.name}{producer}",
            text=text,
            page=page,
            remind_on=calendar.days_after(window.last, -_REMINDER_DAYS),
        )


def table(rows: Sequence[ExpiringRow], world: World) -> Iterator[tuple[Value, ...]]:
    """The list as cells under `COLUMNS`."""
    for number, row in enumerate(rows, start=1):
        yield (
            number,
            row.product.name,
            row.renewal.star,
            row.product.producer_name or None,
            row.product.place.now or None,
            row.product.place.district or None,
            row.renewal.window.first,
            row.renewal.window.last,
            row.renewal.ends_on,
            row.renewal.filed_on,
            row.product.id,
            world.site.base_url + row.product.address,
        )


def _commune(row: ProductRow) -> str:
    if row.place.now:
        return row.place.now
    return f"chưa rõ xã, {row.place.district} cũ" if row.place.district else "nguồn không nêu"


def _order(row: ExpiringRow) -> tuple[bool, str, str, date, int]:
    """By the commune's name proper, what no source puts in a commune last, and within one by urgency."""
    return *_place_order(row.product.place), row.renewal.window.last, row.product.rank


def _place_order(place: PlaceView) -> tuple[bool, str, str]:
    name = place.now.partition(" ")[2]
    return not name, syllable_key(name), place.now_code or NOWHERE
