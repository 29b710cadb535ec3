"""Places as readers know them: the unit of today, and the commune and district of before 01/07/2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.law import Law, Unit
from ocop.model import Place
from ocop.site.views.addresses import unit_address

_COMMUNE_KINDS = frozenset({"ward", "commune", "township", "special_zone"})
DISTRICT_KINDS = frozenset({"provincial_city", "provincial_town", "rural_district"})
_TWO_WORD_KINDS = ("Thị trấn ", "Thị xã ", "Thành phố ", "Đặc khu ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place then and now; a field is blank where no source says it.

    `also` names further units of today that took part of the old commune.
    """

    now: str = ""
    now_kind: str = ""
    now_code: str = ""
    now_address: str = ""
    then: str = ""
    district: str = ""
    district_code: str = ""
    district_address: str = ""
    also: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The place in one line of plain text, for tables and search."""
        before = ", ".join(part for part in (self.then, self.district) if part)
        if not self.now:
            return f"trước 01/07/2025: {before}" if before else "nguồn không nêu"
        return f"{self.now} (trước 01/07/2025: {before})" if before else self.now


def lowered(name: str) -> str:
    """A unit's name inside a sentence: `xã Hướng Phùng`."""
    return name[:1].lower() + name[1:]


def proper_name(name: str) -> str:
    """A unit's name without the word or two for its kind: `Hướng Phùng` of `Xã Hướng Phùng`."""
    return (
        name.partition(" ")[2].partition(" ")[2]
        if name.startswith(_TWO_WORD_KINDS)
        else name.partition(" ")[2]
    )


def place_view(place: Place, law: Law) -> PlaceView:
    """`place` with what became of it; an unknown id counts as not stated."""
    commune = law.units.get(place.commune or "")
    district = law.units.get(place.district or "")
    if commune is not None and commune.valid_to is not None and district is None:
        district = law.units.get(commune.parent or "")
    base = commune or district
    now = law.successor(base.id) if base else None
    then = commune if commune is not None and commune is not now else None
    others = _other_successors(then.id, now, law) if then else ()
    return PlaceView(
        now=lowered(now.name) if now else "",
        now_kind=now.kind if now else "",
        now_code=now.code if now else "",
        now_address=unit_address(now) if now else "",
        then=lowered(then.name) if then else "",
        district=lowered(district.name) if district else "",
        district_code=district.code if district else "",
        district_address=unit_address(district) if district else "",
        also=others,
    )


def _other_successors(unit_id: str, main: Unit | None, law: Law) -> tuple[str, ...]:
    ids = {change.to_unit for change in law.unit_changes if change.from_unit == unit_id and change.to_unit}
    units = [law.units[identifier] for identifier in ids if identifier in law.units]
    return tuple(sorted(lowered(unit.name) for unit in units if unit is not main))


def communes_today(units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """The communes, wards and special zones that stand today."""
    return tuple(unit for unit in units.values() if unit.valid_to is None and unit.kind in _COMMUNE_KINDS)


def former_districts(units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """The districts, towns and cities abolished on 01/07/2025."""
    return tuple(unit for unit in units.values() if unit.valid_to is not None and unit.kind in DISTRICT_KINDS)
