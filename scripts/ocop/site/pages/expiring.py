"""The expiring list: one page, or one a commune; rows for spreadsheets, calendars for all and each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from ocop.law import Unit
from ocop.site.calendar_file import calendar_file
from ocop.site.csv_file import csv_file
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.tables import day as iso
from ocop.site.views import parts
from ocop.site.views.addresses import EXPIRING
from ocop.site.views.expiring import (
    COLUMNS,
    SHOWN,
    CommuneCount,
    ExpiringRow,
    UncertainRow,
    commune_calendar,
    communes,
    expiring,
    is_split,
    most_urgent,
    occasions,
    table,
    uncertain,
    undated,
)
from ocop.site.views.parts import Part
from ocop.site.views.places import communes_today, lowered
from ocop.site.views.world import World
from ocop.site.xlsx_file import Value, measured_sheet, xlsx_file
from ocop.status import Phase
from ocop.status.renewal import SOON, YEAR_AHEAD

CALENDAR = f"{EXPIRING}sap-het-han.ics"
CSV = f"{EXPIRING}sap-het-han.csv"
XLSX = f"{EXPIRING}sap-het-han.xlsx"
_PHASES = tuple((phase.value, phase.label.vi) for phase in SHOWN)
_LABELS = {phase.value: phase.label.vi for phase in Phase}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The certificates with a day and those without, and the places they belong to."""

    rows: tuple[ExpiringRow, ...]
    uncertain: tuple[UncertainRow, ...]
    places: tuple[CommuneCount, ...]
    split: bool


def expiring_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragment of the page, its rows as files, and the calendars: of each commune, so that all stay.

    Lists too long for one page are shared out among pages of the communes.
    """
    key = world.key("expiring")
    lists = _lists(world)
    yield Fragment(
        name="expiring",
        key=key,
        content=partial(_page, world, lists),
        changed_on=world.registry_changed_on,
    )
    yield Page(address=XLSX, shell="", key=key, content=lambda: _workbook(world, lists.rows))
    yield Page(address=CSV, shell="", key=key, content=lambda: _csv(world, lists.rows))
    yield Page(
        address=CALENDAR,
        shell="",
        key=key,
        content=lambda: _calendar(world, lists.rows, "Hạn nộp phân hạng lại OCOP Quảng Trị", CALENDAR),
    )
    for unit in communes_today(world.site.law.units):
        yield Page(
            address=commune_calendar(unit),
            shell="",
            key=key,
            content=partial(_calendar_of_commune, world, lists, unit),
        )
    for place in lists.places if lists.split else ():
        yield from _commune_pages(world, lists, place, key)


def _lists(world: World) -> Lists:
    rows, unsure, split = expiring(world), uncertain(world), is_split(world)
    return Lists(rows=rows, uncertain=unsure, places=communes(world, rows, unsure, split=split), split=split)


def _page(world: World, lists: Lists) -> str:
    return rendered(
        "expiring",
        EXPIRING,
        **_common(world, lists),
        rows=most_urgent(lists.rows) if lists.split else lists.rows,
        total=len(lists.rows),
        uncertain=lists.uncertain[: parts.URGENT] if lists.split else lists.uncertain,
        uncertain_in_all=len(lists.uncertain),
        undated=undated(world),
        calendar_address=world.site.base_url + CALENDAR,
        calendar=CALENDAR,
    )


def _common(world: World, lists: Lists) -> dict[str, object]:
    """What the page of the list and those of its communes both show."""
    act = world.site.law.rule_set_on(world.site.as_of)
    return {
        "as_of": world.site.as_of,
        "communes": lists.places,
        "split": lists.split,
        "phases": _PHASES,
        "labels": _LABELS,
        "window": act.window if act else None,
        "soon": SOON,
        "year": YEAR_AHEAD,
        "home": EXPIRING,
        "csv": CSV,
        "xlsx": XLSX,
    }


def _workbook(world: World, rows: Sequence[ExpiringRow]) -> bytes:
    """The list for a spreadsheet, with days as days, and a sheet that says when and where it comes from."""
    about: list[tuple[str, Value]] = [
        ("Nội dung", f"Giấy chứng nhận OCOP hết hạn trong {YEAR_AHEAD} ngày tới"),
        ("Lập tại ngày", world.site.as_of),
        ("Phiên bản", world.site.commit or "không rõ"),
        ("Nơi lấy", world.site.base_url + EXPIRING),
        ("Ô trống", "Nguồn không nêu"),
    ]
    return xlsx_file(
        [
            measured_sheet("Sắp hết hạn", COLUMNS, list(table(rows, world))),
            measured_sheet("Về bảng này", ["Mục", "Nội dung"], about),
        ]
    )


def _csv(world: World, rows: Sequence[ExpiringRow]) -> bytes:
    cells = ([iso(one) if isinstance(one, date) else one for one in row] for row in table(rows, world))
    return csv_file(COLUMNS, cells)


def _commune_pages(world: World, lists: Lists, place: CommuneCount, key: str) -> Iterator[Page]:
    """The rows of a commune; so many that they need several pages come from places nobody knows closer."""
    address = partial(parts.later, place.page)
    rows = [row for row in lists.rows if row.code == place.code]
    unsure = [row for row in lists.uncertain if row.code == place.code]
    pages = max(parts.number_of_parts(rows), parts.number_of_parts(unsure))
    both = zip(parts.parts(rows, address, pages), parts.parts(unsure, address, pages), strict=True)
    for part, doubtful in both:
        number = f", trang {part.number}" if part.number > 1 else ""
        yield poured_page(
            "expiring-commune",
            part.address,
            Head(
                title=f"Giấy chứng nhận sắp hết hạn: {place.name}{number}",
                description=f"Sản phẩm OCOP của {lowered(place.name)} sắp đến kỳ hoặc đang trong kỳ nộp hồ "
                f"sơ phân hạng lại{number}.",
            ),
            key,
            partial(_commune_page, world, lists, place, (part, doubtful)),
            changed_on=world.registry_changed_on,
        )


def _commune_page(
    world: World, lists: Lists, place: CommuneCount, both: tuple[Part[ExpiringRow], Part[UncertainRow]]
) -> str:
    part, doubtful = both
    return rendered(
        "expiring_commune", part.address, **_common(world, lists), place=place, part=part, doubtful=doubtful
    )


def _calendar_of_commune(world: World, lists: Lists, unit: Unit) -> bytes:
    own = tuple(row for row in lists.rows if row.code == unit.code)
    return _calendar(world, own, f"Hạn nộp phân hạng lại OCOP, {lowered(unit.name)}", commune_calendar(unit))


def _calendar(world: World, rows: tuple[ExpiringRow, ...], name: str, address: str) -> bytes:
    return calendar_file(
        name, occasions(rows, world), as_of=world.site.as_of, address=world.site.base_url + address
    )
