"""What the registry can be filtered by: the choices of each facet and how many products each would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ocop.site.views.places import communes_today, former_districts
from ocop.site.views.state_names import STATE_LABELS
from ocop.site.views.world import ProductRow, World
from ocop.spelling import slug, syllable_key

UNKNOWN = "khong-ro"
"""The value of a facet where no source says it."""

_IN_FORCE = ("in_force", "Mọi trạng thái còn hiệu lực")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice; `count` is None where it depends on the reader's day and only the browser can tell."""

    value: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing to filter by: the parameter in the address, its label, its choices under their headings.

    A blank heading stands for none.
    """

    name: str
    label: str
    headings: tuple[tuple[str, tuple[Option, ...]], ...]


def facets(world: World) -> tuple[Facet, ...]:
    """Every facet in which the products differ, in the order of the page."""
    rows, law, labels = world.rows, world.site.law, world.labels
    stars = sorted({row.star for row in rows if row.star}, reverse=True)
    years = sorted({row.year for row in rows if row.year}, reverse=True)
    types = {row.producer_type_id for row in rows if row.producer_type_id}
    # Every commune and district of the rows stands in the list of units: the views look them up there.
    here = {unit.code: unit.name for unit in communes_today(law.units)}
    old = {unit.code: unit.name for unit in former_districts(law.units)}
    states = tuple(
        Option(value=value, label=label, count=None) for value, label in (_IN_FORCE, *STATE_LABELS.items())
    )
    found = (
        _facet("sao", "Hạng sao", rows, [(str(star), f"{star} sao") for star in stars]),
        Facet(name="trang-thai", label="Trạng thái", headings=(("", states),)),
        _classes(rows),
        _facet("xa", "Xã, phường", rows, _by_name(here)),
        _facet("huyen", "Huyện cũ", rows, _by_name(old)),
        _facet(
            "loai",
            "Loại chủ thể",
            rows,
            _by_name({one: labels.term("producer-types", one) for one in types}),
        ),
        _facet("nam", "Năm công nhận", rows, [(str(year), str(year)) for year in years]),
    )
    return tuple(one for one in found if sum(len(options) for _, options in one.headings) > 1)


def facet_values(row: ProductRow, name: str) -> tuple[str, ...]:
    """Under which values of the facet `name` a product falls; the state is the browser's to tell."""
    values: Mapping[str, Iterable[object]] = {
        "sao": (row.star,),
        "nhom": (_value(row.group), _value(row.set)),
        "xa": (row.place.now_code,),
        "huyen": (row.place.district_code,),
        "loai": (row.producer_type_id,),
        "nam": (row.year,),
    }
    return tuple(dict.fromkeys(str(value) for value in values[name] if value)) or (UNKNOWN,)


def _facet(name: str, label: str, rows: Iterable[ProductRow], labels: list[tuple[str, str]]) -> Facet:
    return Facet(name=name, label=label, headings=(("", tuple(_options(name, rows, labels))),))


def _options(name: str, rows: Iterable[ProductRow], labels: list[tuple[str, str]]) -> Iterator[Option]:
    """The choices that any product has, and at the end that of the products no source speaks about."""
    counts = Counter(value for row in rows for value in facet_values(row, name))
    for value, label in (*labels, (UNKNOWN, "Nguồn không nêu")):
        if counts[value]:
            yield Option(value=value, label=label, count=counts[value])


def _classes(rows: Iterable[ProductRow]) -> Facet:
    """Groups and sets by their names: readers look for coffee, not for coffee as one edition numbered it."""
    groups = {_value(row.group): row.group for row in rows if row.group}
    sets = {_value(row.set): row.set for row in rows if row.set and _value(row.set) not in groups}
    of_groups = tuple(_options("nhom", rows, _by_name(groups)))
    of_sets = tuple(one for one in _options("nhom", rows, _by_name(sets)) if one.value != UNKNOWN)
    headings = (("Nhóm sản phẩm", of_groups), ("Bộ sản phẩm", of_sets))
    return Facet(name="nhom", label="Nhóm, bộ", headings=tuple(one for one in headings if one[1]))


@lru_cache(maxsize=256)
def _value(label: str) -> str:
    return slug(label)


def _by_name(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(labels.items(), key=lambda option: syllable_key(option[1]))
