"""Find an administrative unit from the way a list writes its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ocop import spelling
from ocop.law import Law, Unit
from ocop.model import Place

_COMMUNES = frozenset({"ward", "commune", "township", "special_zone"})
_DISTRICTS = frozenset({"provincial_city", "provincial_town", "rural_district"})
_PREFIXES = (
    "thi-tran-",
    "thi-xa-",
    "thanh-pho-",
    "dac-khu-",
    "phuong-",
    "huyen-",
    "xa-",
    "tp-",
    "tx-",
    "tt-",
)


def _plain(name: str) -> str:
    """Return a unit's name as it is compared: folded, in one word (Đa Krông is Đakrông)."""
    return spelling.slug(name).replace("-", "")


def _bare(name: str) -> str:
    """Return a unit's name without the word for its kind."""
    folded = spelling.slug(name)
    prefix = next((one for one in _PREFIXES if folded.startswith(one)), "")
    return folded.removeprefix(prefix).replace("-", "")


class Gazetteer:
    """The units of every edition, by every way their names are written."""

    def __init__(self, law: Law) -> None:
        self.units = law.units
        self._full: dict[str, list[Unit]] = {}
        self._short: dict[str, list[Unit]] = {}
        for unit in law.units.values():
            self._full.setdefault(_plain(unit.name), []).append(unit)
            self._short.setdefault(_bare(unit.name), []).append(unit)

    @property
    def province_names(self) -> frozenset[str]:
        """The folded names of the provinces, without the word for their kind."""
        provinces = (unit for unit in self.units.values() if unit.kind == "province")
        return frozenset(spelling.folded(unit.name).removeprefix("tinh ") for unit in provinces)

    def place(
        self, commune: str, district: str, span: tuple[date, date] | None
    ) -> tuple[Place, tuple[str, ...]]:
        """Return what `commune` and `district` name within `span`, and which of the two stayed unclear.

        A name that fits several units is unclear: nothing is chosen for the reader.
        """
        unclear: list[str] = []
        found_district = self._only(self._called(district, _DISTRICTS, span)) if district else None
        if district and found_district is None:
            unclear.append("district")
        candidates = self._called(commune, _COMMUNES, span) if commune else []
        if found_district is not None:
            candidates = [unit for unit in candidates if unit.parent == found_district.id]
        elif district:
            candidates = []
        found_commune = self._only(candidates)
        if commune and found_commune is None:
            unclear.append("commune")
        if found_district is None and found_commune is not None:
            parent = self.units.get(found_commune.parent or "")
            found_district = parent if parent is not None and parent.kind in _DISTRICTS else None
        return (
            Place(
                commune=found_commune.id if found_commune else None,
                district=found_district.id if found_district else None,
            ),
            tuple(unclear),
        )

    def nearest(self, name: str) -> str | None:
        """Return the unit name closest to `name`."""
        return spelling.nearest(name, sorted({unit.name for unit in self.units.values()}))

    def _called(self, name: str, kinds: frozenset[str], span: tuple[date, date] | None) -> list[Unit]:
        tables: Iterable[tuple[Mapping[str, list[Unit]], str]] = (
            (self._full, _plain(name)),
            (self._short, _bare(name)),
            (self._short, _plain(name)),
        )
        for table, key in tables:
            units = [unit for unit in table.get(key, ()) if unit.kind in kinds and _stood(unit, span)]
            exact = [unit for unit in units if spelling.sound(unit.name) == spelling.sound(name)]
            if units:
                return exact or units
        return []

    @staticmethod
    def _only(units: list[Unit]) -> Unit | None:
        return units[0] if len(units) == 1 else None


def _stood(unit: Unit, span: tuple[date, date] | None) -> bool:
    if span is None:
        return True
    first, last = span
    return unit.valid_from <= last and (unit.valid_to is None or unit.valid_to >= first)
