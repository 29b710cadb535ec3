"""Names of places: which old one is which unit today, and which names belong to more than one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocop.law import Law, Unit
from ocop.site.views.addresses import OLD_NAMES, unit_address
from ocop.site.views.places import DISTRICT_KINDS, lowered, proper_name
from ocop.spelling import slug, syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit by its full name, with the page that shows it and the time it stood."""

    name: str
    address: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldName:
    """A unit of before 01/07/2025 with what it became; `partly` for those that took only a part of it.

    `became` is empty when no source names a successor. `also` are other places of the same name.
    """

    anchor: str
    name: str
    district: str
    district_address: str
    became: tuple[Named, ...]
    partly: bool
    also: tuple[Named, ...]


def old_names(law: Law) -> tuple[OldName, ...]:
    """Every district and commune of before 01/07/2025, in the order of the dictionary."""
    alike = namesakes(law)
    units = [unit for unit in law.units.values() if unit.valid_to is not None and unit.kind != "province"]
    units.sort(key=lambda unit: (syllable_key(proper_name(unit.name)), unit.id))
    return tuple(_old_name(unit, law, alike) for unit in units)


def _old_name(unit: Unit, law: Law, alike: Mapping[str, Sequence[Unit]]) -> OldName:
    district = law.units.get(unit.parent or "") if unit.kind not in DISTRICT_KINDS else None
    became = successors(unit, law)
    return OldName(
        anchor=old_anchor(unit),
        name=unit.name,
        district=lowered(district.name) if district else "",
        district_address=unit_address(district) if district else "",
        became=tuple(_named(one, law) for one in became),
        partly=len(became) > 1 and unit.kind not in DISTRICT_KINDS,
        also=tuple(_named(one, law) for one in alike.get(unit.id, ())),
    )


def successors(unit: Unit, law: Law) -> tuple[Unit, ...]:
    """The units of today that an old one, or a commune of an old district, went into; the main one first."""
    old = {unit.id} | {one.id for one in law.units.values() if one.parent == unit.id}
    changes = [change for change in law.unit_changes if change.from_unit in old and change.to_unit]
    changes.sort(key=lambda change: not change.is_default)
    ids = dict.fromkeys(change.to_unit for change in changes if change.to_unit)
    found = [law.units[one] for one in ids if one in law.units and law.units[one].valid_to is None]
    if unit.kind in DISTRICT_KINDS:
        found.sort(key=lambda one: (syllable_key(proper_name(one.name)), one.id))
    return tuple(found)


def namesakes(law: Law) -> Mapping[str, tuple[Unit, ...]]:
    """For each unit the others that bear its name and are another place.

    A commune that went on under its name is not its own namesake; a district and a commune called after it
    are, since they cover different ground.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in law.units.values():
        groups.setdefault(proper_name(unit.name), []).append(unit)
    found: dict[str, tuple[Unit, ...]] = {}
    for units in groups.values():
        for unit in units:
            others = tuple(one for one in units if one is not unit and not _same_place(unit, one, law))
            if others:
                found[unit.id] = others
    return found


def _same_place(one: Unit, other: Unit, law: Law) -> bool:
    """Whether one unit went on as the other, at the same level of government."""
    old, new = (one, other) if one.valid_to is not None else (other, one)
    if old.valid_to is None or new.valid_to is not None:
        return False
    if (old.kind in DISTRICT_KINDS) or (old.kind == "province") != (new.kind == "province"):
        return False
    heir = law.successor(old.id)
    return heir is not None and heir.id == new.id


def named_alike(unit: Unit, law: Law) -> tuple[Named, ...]:
    """The other places that bear the name of `unit`, each with its page."""
    return tuple(_named(one, law) for one in namesakes(law).get(unit.id, ()))


def elsewhere(unit: Unit, law: Law) -> str:
    """Places of the same name that the lists do not hold, as `schemas/lists/tiles.csv` has them."""
    entry = law.lists.get("tiles", {}).get(unit.id)
    return entry.attributes["homonym_vi"] if entry else ""


def old_anchor(unit: Unit) -> str:
    """A unit's place on the page of old names."""
    return f"{slug(unit.name)}-{unit.code}"


def _named(unit: Unit, law: Law) -> Named:
    district = law.units.get(unit.parent or "") if unit.valid_to is not None else None
    within = f", {lowered(district.name)}" if district is not None and district.kind in DISTRICT_KINDS else ""
    if unit.kind == "province":
        address = ""
    elif unit.valid_to is None or unit.kind in DISTRICT_KINDS:
        address = unit_address(unit)
    else:
        address = f"{OLD_NAMES}#{old_anchor(unit)}"
    return Named(
        name=lowered(unit.name) + within,
        address=address,
        when="nay" if unit.valid_to is None else "trước 01/07/2025",
    )
