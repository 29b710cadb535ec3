"""The list of places, a page for each commune of today and for each former district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ocop.law import Unit
from ocop.load.last_changes import latest
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import OLD_NAMES, PLACES, unit_address
from ocop.site.views.expiring import commune_calendar, commune_list, is_split, listed_in
from ocop.site.views.parts import Part, later, parts
from ocop.site.views.place_counts import place_key
from ocop.site.views.place_names import Named, elsewhere, named_alike, old_names, successors
from ocop.site.views.places import DISTRICT_KINDS, communes_today, former_districts, lowered, proper_name
from ocop.site.views.tiles import count_of, is_half_gathered, tile_map
from ocop.site.views.world import ProductRow, World
from ocop.spelling import initial, syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit in a list; `formerly` names what it was made of, or for a district what it became."""

    name: str
    address: str
    formerly: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """A commune of before 01/07/2025; `partly` when only part of it came here."""

    name: str
    district: str
    district_address: str
    partly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """Everything the template of a place's page may use."""

    name: str
    code: str
    former_district: bool
    calendar: str
    predecessors: tuple[Predecessor, ...]
    successors: tuple[tuple[str, str], ...]
    alike: tuple[Named, ...]
    elsewhere: str


def place_pages(world: World) -> Iterator[Page | Fragment]:
    """The list fragment, then the pages of communes and former districts, of each as many as it needs."""
    units, split = world.site.law.units, is_split(world)
    drawn_up = world.site.changes.under("schemas/lists/administrative-")
    yield Fragment(
        name="places",
        key=world.key("places"),
        content=lambda: _list(world),
        changed_on=latest((world.registry_changed_on, drawn_up)),
    )
    yield Fragment(
        name="old-names",
        key=world.key("old-names"),
        content=lambda: _old_names(world),
        changed_on=drawn_up,
    )
    for unit in (*communes_today(units), *former_districts(units)):
        rows = _rows_in(world, unit)
        key = world.record_key("commune", unit.id, f"{split}", *world.prints(rows))
        changed_on = latest((world.rows_changed_on(rows), drawn_up))
        for part in parts(rows, partial(later, unit_address(unit))):
            number = f", trang {part.number}" if part.number > 1 else ""
            yield poured_page(
                "commune",
                part.address,
                Head(
                    title=f"{unit.name}{number}",
                    description=f"Sản phẩm OCOP của {lowered(unit.name)}, tỉnh Quảng Trị: hạng sao và hiệu "
                    f"lực{number}.",
                ),
                key,
                partial(_page, world, unit, part, split=split),
                changed_on=changed_on,
            )


def _list(world: World) -> str:
    units, law = world.site.law.units, world.site.law
    communes, districts = communes_today(units), former_districts(units)
    return rendered(
        "communes",
        PLACES,
        half_gathered=is_half_gathered(world),
        unplaced=len(world.rows) - sum(count_of(unit, world) for unit in communes),
        communes=[
            UnitRow(
                name=unit.name,
                address=unit_address(unit),
                formerly=", ".join(lowered(old.name) for old in law.predecessors(unit.id)),
                count=count_of(unit, world),
            )
            for unit in _sorted(communes)
        ],
        districts=[
            UnitRow(
                name=unit.name,
                address=unit_address(unit),
                formerly=", ".join(lowered(one.name) for one in successors(unit, law)),
                count=count_of(unit, world),
            )
            for unit in _sorted(districts)
        ],
        commune_map=tile_map("communes", communes, world),
        district_map=tile_map("districts", districts, world),
        old_names=OLD_NAMES,
        as_of=world.site.as_of,
    )


def _old_names(world: World) -> str:
    names = old_names(world.site.law)
    # From the last to the first, so that the first of each letter stays.
    firsts = {initial(proper_name(one.name)): one.anchor for one in reversed(names)}
    return rendered(
        "old_names",
        OLD_NAMES,
        names=names,
        initials=dict(reversed(firsts.items())),
        unknown=[one for one in names if not one.became],
    )


def _sorted(units: tuple[Unit, ...]) -> list[Unit]:
    """By the name proper, so that wards and communes stand in one alphabet."""
    return sorted(units, key=lambda unit: (syllable_key(proper_name(unit.name)), unit.id))


def _rows_in(world: World, unit: Unit) -> tuple[ProductRow, ...]:
    """The products of a place, those last of which only the former district is known."""
    rows = world.rows_of_unit.get(place_key(unit), ())
    return tuple(sorted(rows, key=lambda row: not row.place.now_code))


def _page(world: World, unit: Unit, part: Part[ProductRow], *, split: bool) -> str:
    former = unit.valid_to is not None
    rows = _rows_in(world, unit)
    return rendered(
        "commune",
        part.address,
        half_gathered=is_half_gathered(world),
        unit=UnitView(
            name=unit.name,
            code=unit.code,
            former_district=former,
            calendar="" if former else commune_calendar(unit),
            predecessors=() if former else _predecessors(world, unit),
            successors=tuple(
                (lowered(one.name), unit_address(one)) for one in successors(unit, world.site.law)
            )
            if former
            else (),
            alike=named_alike(unit, world.site.law),
            elsewhere=elsewhere(unit, world.site.law),
        ),
        address=unit_address(unit),
        part=part,
        total=len(rows),
        products=[row for row in part.rows if row.place.now_code],
        expiring=0 if former else listed_in(world, rows),
        expiring_address=commune_list(unit.code, world, split=split),
        district_only=[row for row in part.rows if not row.place.now_code],
        as_of=world.site.as_of,
    )


def _predecessors(world: World, unit: Unit) -> tuple[Predecessor, ...]:
    law = world.site.law
    found = []
    for old in law.predecessors(unit.id):
        district = law.units.get(old.parent or "")
        is_district = old.kind in DISTRICT_KINDS
        targets = {change.to_unit for change in law.unit_changes if change.from_unit == old.id}
        found.append(
            Predecessor(
                name=lowered(old.name),
                district="" if district is None or is_district else lowered(district.name),
                district_address="" if district is None or is_district else unit_address(district),
                partly=len(targets) > 1,
            )
        )
    return tuple(found)
