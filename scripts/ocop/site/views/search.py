"""What a browser needs to search and filter the registry, in as few bytes as one file can have it.

Columns instead of records, and tables of what many products share. An address is left out where it is the
slug of the name. States are those from the day of the build on: no reader comes from before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from ocop.law import Unit
from ocop.model import Event, Producer, Product
from ocop.site.views.facets import facet_values
from ocop.site.views.places import PlaceView, communes_today, former_districts, lowered, proper_name
from ocop.site.views.state_names import STATE_LABELS
from ocop.site.views.world import ProductRow, World
from ocop.spelling import folded, slug, syllable_key

_JOINT = " | "
_AS_ITS_PRODUCER = -1
_WORD = re.compile(r"\w+")
# Labels say one, readers type another. Trà and chè do not stand for each other: chè is a dish too.
_SAME_THING = (
    ("coffee", "cà phê"),
    ("tea", "trà"),
    ("tea", "chè"),
    ("honey", "mật ong"),
    ("rice", "gạo"),
    ("pepper", "hồ tiêu", "hạt tiêu"),
)
_PRODUCT = ("name", "folder", "other", "producer", "place", "standing", "year", "class", "code", "official")
_PRODUCER = ("producer_name", "producer_folder", "producer_former", "producer_type", "producer_place")

Key = TypeVar("Key")


class _Numbered(Generic[Key]):
    """Different values in the order in which they first came."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}

    def number(self, value: Key) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._numbers)


def search_file(world: World) -> str:
    """The JSON that `docs/assets/rows.js` reads, rows in dictionary order.

    A line a key, those that take work first: the browser works while the rest is on its way.
    """
    file, units = _File(world), world.site.law.units.values()
    products = [file.product(row) for row in world.rows]
    for producer in sorted(world.site.registry.producers.values(), key=_by_name):
        if producer.name:
            file.producers.number(producer.id)
    producers = [file.producer(producer_id) for producer_id in file.producers]
    columns = {**_columns(_PRODUCT, products), **_columns(_PRODUCER, producers)}
    content = {
        "as_of": world.site.as_of.isoformat(),
        **{name: columns.pop(name) for name in ("name", "producer_name", "other", "producer_former")},
        **columns,
        "standings": [list(one) for one in file.standings],
        "classes": [list(one) for one in file.classes],
        "codes": list(file.codes),
        "places": [[one.now, one.now_code, one.then, one.district, one.district_code] for one in file.places],
        "units": list(_units(world)),
        "spellings": dict(_spellings(units)),
        "types": dict(_types(world)),
        "states": STATE_LABELS,
    }
    lines = (
        json.dumps({key: value}, ensure_ascii=False, separators=(",", ":")) for key, value in content.items()
    )
    return "{" + "\n,".join(line[1:-1] for line in lines) + "\n}\n"


class _File:
    """The tables that rows point into, growing as rows are written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.producers = _Numbered[str]()
        self.places = _Numbered[PlaceView]()
        self.standings = _Numbered[tuple[int, str]]()
        self.classes = _Numbered[tuple[str, ...]]()
        self.codes = _Numbered[str]()

    def product(self, row: ProductRow) -> tuple[object, ...]:
        """One product in the order of the columns."""
        product = self._world.site.registry.products[row.id]
        producer = self._world.producer_of(product)
        events = [one for one in product.events if self._world.labels.event_is_public(one.kind)]
        own = row.place != self._place_of(producer)
        return (
            _line(row.name),
            _unless_slug(row.id.rpartition("/")[2], row.name),
            _line(_JOINT.join((*_other_names(product, producer, events), *_in_other_words(product, events)))),
            self.producers.number(row.producer_id),
            self.places.number(row.place) if own else _AS_ITS_PRODUCER,
            self.standings.number((row.star or 0, _points_from(row.standing.state.points, self._as_of))),
            row.year or 0,
            self.classes.number(facet_values(row, "nhom")),
            self.codes.number(_JOINT.join(dict.fromkeys(one.decision for one in events if one.decision))),
            _JOINT.join(given.code for given in product.codes),
        )

    def producer(self, producer_id: str) -> tuple[object, ...]:
        """One producer in the order of the columns; all but the folder is blank when no source names it."""
        producer = self._world.site.registry.producers.get(producer_id)
        name = (producer.name if producer else None) or ""
        return (
            _line(name),
            _unless_slug(producer_id, name),
            _line(_JOINT.join(former.name for former in producer.former_names)) if producer else "",
            (producer.type if producer else None) or "",
            self.places.number(self._place_of(producer)),
        )

    @property
    def _as_of(self) -> str:
        return self._world.site.as_of.isoformat()

    def _place_of(self, producer: Producer | None) -> PlaceView:
        return self._world.place(producer.place) if producer else PlaceView()


def _columns(names: tuple[str, ...], rows: list[tuple[object, ...]]) -> Mapping[str, list[object]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _by_name(producer: Producer) -> tuple[str, str]:
    return syllable_key(producer.name or ""), producer.id


def _line(text: str) -> str:
    """`text` without line breaks: the browser folds a whole column at a time, a line a row."""
    return text.replace("\n", " ")


def _unless_slug(folder: str, name: str) -> str:
    return "" if folder == slug(name) else folder


def _other_names(product: Product, producer: Producer | None, events: Sequence[Event]) -> Iterator[str]:
    """What a product or its producer is called besides: in English, in the record, in papers of the time."""
    own = (product.name, (producer.name if producer else None) or "")
    english = filter(None, (product.name_en, producer.name_en if producer else None))
    papers = (name for event in events for name in (event.product_name, event.producer_name) if name)
    others = [name for name in (*product.other_names, *english, *papers) if name not in own]
    known = {folded(name) for name in own} if others else set()
    for name in others:
        if folded(name) not in known:
            known.add(folded(name))
            yield name


def _in_other_words(product: Product, events: Sequence[Event]) -> Iterable[str]:
    """Words for the same thing as a word in one of the product's names, which none of them has."""
    names = (product.name, product.name_en, *product.other_names, *(event.product_name for event in events))
    words = _WORD.findall(" | ".join(filter(None, names)).lower())
    text = f" {' '.join(words)} "
    groups = ([(word, f" {word} " in text) for word in group] for group in _SAME_THING)
    return dict.fromkeys(
        word for group in groups if any(said for _, said in group) for word, said in group if not said
    )


def _points_from(points: str, day: str) -> str:
    """The state of `day` and every later change: `valid;2027-01-16:expired`."""
    parts = [point.rpartition(":")[0] if point[-1].isdigit() else point for point in points.split(";")]
    later = [point for point in parts if point[0] != "-" and point[: len(day)] > day]
    current = parts[len(parts) - len(later) - 1].partition(":")[2]
    kept = [current, *later]
    # A change of star alone is no change of state.
    return ";".join(
        point for place, point in enumerate(kept) if not place or _state(kept[place - 1]) != _state(point)
    )


def _state(point: str) -> str:
    return point.rpartition(":")[2]


def _types(world: World) -> Iterator[tuple[str, list[str]]]:
    """The kinds of producer with their label and the short forms people write for it."""
    for identifier, term in world.site.law.lists.get("producer-types", {}).items():
        yield identifier, [term.label.vi, term.attributes.get("aliases", "").replace("|", _JOINT)]


def _spellings(units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """By a unit's name as pages write it, how else it is written, and how phones write it: in one word."""
    for unit in units:
        proper = proper_name(unit.name)
        together = (proper.replace(" ", ""),) if " " in proper else ()
        if others := (*map(lowered, unit.also_written), *together):
            yield lowered(unit.name), _JOINT.join(others)


def _units(world: World) -> Iterator[list[str]]:
    """Every place that has a page: name, code, what it was made of. A former district's has three digits."""
    law = world.site.law
    for unit in (*communes_today(law.units), *former_districts(law.units)):
        old = () if unit.valid_to else law.predecessors(unit.id)
        names = dict.fromkeys(lowered(one.name) for one in old)
        yield [lowered(unit.name), unit.code, _JOINT.join(names)]
