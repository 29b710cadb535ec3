"""The list of places, a page for each commune of today and for each former district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ocop.law import Unit
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import PLACES, unit_address
from ocop.site.views.places import communes_today, former_districts, lowered
from ocop.site.views.world import ProductRow, World
from ocop.spelling import syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit in a list; `formerly` names what it was made of."""

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
    predecessors: tuple[Predecessor, ...]
    successors: tuple[tuple[str, str], ...]


def place_pages(world: World) -> Iterator[Page | Fragment]:
    """The list fragment, then the pages of communes and former districts."""
    units = world.site.law.units
    yield Fragment(name="places", key=world.key("places"), content=lambda: _list(world))
    for unit in (*communes_today(units), *former_districts(units)):
        yield poured_page(
            "commune",
            unit_address(unit),
            Head(
                title=unit.name,
                description=f"Sản phẩm OCOP của {lowered(unit.name)}, tỉnh Quảng Trị: hạng sao và hiệu lực.",
            ),
            world.record_key("commune", unit.id, *world.prints(_rows_in(world, unit))),
            partial(_page, world, unit),
        )


def _list(world: World) -> str:
    units, rows = world.site.law.units, world.rows_of_unit
    communes = [
        UnitRow(
            name=unit.name,
            address=unit_address(unit),
            formerly=", ".join(lowered(old.name) for old in world.site.law.predecessors(unit.id)),
            count=len(rows.get(unit.code, ())),
        )
        for unit in _sorted(communes_today(units))
    ]
    districts = [
        UnitRow(
            name=unit.name,
            address=unit_address(unit),
            formerly="",
            count=len(rows.get(f"huyen-{unit.code}", ())),
        )
        for unit in _sorted(former_districts(units))
    ]
    return rendered("communes", PLACES, communes=communes, districts=districts)


def _sorted(units: tuple[Unit, ...]) -> list[Unit]:
    """By the name proper, so that wards and communes stand in one alphabet."""
    return sorted(units, key=lambda unit: (syllable_key(unit.name.partition(" ")[2]), unit.id))


def _rows_in(world: World, unit: Unit) -> tuple[ProductRow, ...]:
    former = unit.valid_to is not None
    return world.rows_of_unit.get(f"huyen-{unit.code}" if former else unit.code, ())


def _page(world: World, unit: Unit) -> str:
    former = unit.valid_to is not None
    rows = _rows_in(world, unit)
    placed = [row for row in rows if row.place.now_code]
    return rendered(
        "commune",
        unit_address(unit),
        unit=UnitView(
            name=unit.name,
            code=unit.code,
            former_district=former,
            predecessors=() if former else _predecessors(world, unit),
            successors=_successors(world, unit) if former else (),
        ),
        products=placed,
        district_only=[row for row in rows if not row.place.now_code],
        as_of=world.site.as_of,
    )


def _predecessors(world: World, unit: Unit) -> tuple[Predecessor, ...]:
    law = world.site.law
    found = []
    for old in law.predecessors(unit.id):
        district = law.units.get(old.parent or "")
        is_district = old.kind in {"rural_district", "provincial_town", "provincial_city"}
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


def _successors(world: World, district: Unit) -> tuple[tuple[str, str], ...]:
    law = world.site.law
    old = {unit.id for unit in law.units.values() if unit.parent == district.id} | {district.id}
    ids = {change.to_unit for change in law.unit_changes if change.from_unit in old and change.to_unit}
    units = tuple(law.units[one] for one in ids if one in law.units)
    return tuple((lowered(unit.name), unit_address(unit)) for unit in _sorted(units))
