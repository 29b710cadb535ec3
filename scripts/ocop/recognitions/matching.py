"""Decide which rows of a list speak of one product: what is certain and what people decided, no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ocop import spelling
from ocop.model import Place, Product, Registry
from ocop.recognitions.cells import ListRow
from ocop.recognitions.decisions import UNNAMED, Decisions

_SLUG_LIMIT = 80
_DIGEST = 6


class Names:
    """Which spellings name one thing: marks may be missing, but chả cá and chả cà are two things."""

    def __init__(self, names: Iterable[str]) -> None:
        self._sounds: dict[str, set[str]] = {}
        for name in filter(None, names):
            self._sounds.setdefault(_plain(name), set()).add(spelling.sound(name))

    def key(self, name: str) -> str:
        """Return what all spellings of `name` share among the names given."""
        plain = _plain(name)
        unmarked = spelling.sound(plain)
        marked = self._sounds.get(plain, set()) - {unmarked}
        own = spelling.sound(name)
        return plain if len(marked) <= 1 or own == unmarked else f"{plain}|{own}"


def _plain(name: str) -> str:
    return spelling.slug(name, limit=1000) or name.casefold()


@dataclass(slots=True)
class Group:
    """One product: its folders, its names, the list's rows about it and the dossier it has already."""

    producer: str
    product: str
    names: set[str] = field(default_factory=set)
    rows: list[ListRow] = field(default_factory=list)
    existing: Product | None = None
    places: set[Place] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The product's folder below `dossiers/`."""
        return f"{self.producer}/{self.product}"


@dataclass(frozen=True, slots=True)
class Matched:
    """Every product of the registry and the list; `folders` gives the folder of each producer name."""

    groups: tuple[Group, ...]
    folders: Mapping[str, str]
    names: Names


def compatible(one: Place, other: Place) -> bool:
    """Say whether two places can be one: what both state is the same."""
    return (not one.commune or not other.commune or one.commune == other.commune) and (
        not one.district or not other.district or one.district == other.district
    )


def in_stable_order(rows: Iterable[ListRow]) -> list[ListRow]:
    """Return the rows in an order that depends on what they say, not on where they stand; repeats once."""
    distinct = {_content(row): row for row in sorted(rows, key=lambda row: -row.line)}
    return [distinct[content] for content in sorted(distinct)]


def _content(row: ListRow) -> tuple[str, ...]:
    facts = (
        *(row.product_name, row.producer_name, row.on or row.year, row.word, row.star, row.decision),
        *(row.source, row.note, row.stated_type, row.place, row.unclear_place, row.product_group),
        *(row.year, row.level, row.issuer, row.valid_through),
    )
    return tuple("" if fact is None else str(fact) for fact in facts)


def matched(rows: Iterable[ListRow], registry: Registry, decisions: Decisions) -> Matched:
    """Return every product with the rows that belong to it.

    Certain: the same product name and the same producer name, marks aside; or the same product name with
    the producer left blank when one product alone bears that name and the places do not disagree.
    """
    ordered = in_stable_order(rows)
    names = Names(_all_names(ordered, registry, decisions))
    folders = _producer_folders(ordered, registry, decisions, names)
    work = _Matching(registry, decisions, names, folders)
    for row in ordered:
        work.take_decided(row)
    for row in ordered:
        if row.producer_name:
            work.take_named(row)
    for row in ordered:
        if not row.producer_name:
            work.take_unnamed(row)
    return Matched(tuple(work.filed()), folders, names)


def _all_names(rows: Iterable[ListRow], registry: Registry, decisions: Decisions) -> Iterable[str]:
    for row in rows:
        yield row.product_name
        yield row.producer_name
    for decision in decisions.all:
        yield decision.product_name
        yield decision.producer_name
    for producer in registry.producers.values():
        yield producer.name or ""
        yield from (former.name for former in producer.former_names)
    for product in registry.products.values():
        yield from _product_names(product)


def _product_names(product: Product) -> Iterable[str]:
    yield product.name
    yield from product.other_names
    yield from (event.product_name for event in product.events if event.product_name)


def _producer_folders(
    rows: Iterable[ListRow], registry: Registry, decisions: Decisions, names: Names
) -> dict[str, str]:
    """Return the folder of every producer name's key: as decided, as it stands, or a new one."""
    folders: dict[str, str] = {}
    for decision in decisions.of_producers():
        folders.setdefault(names.key(decision.producer_name), decision.producer)
    for folder, producer in registry.producers.items():
        for name in (producer.name, *(former.name for former in producer.former_names)):
            if name:
                folders.setdefault(names.key(name), folder)
    taken = {UNNAMED, *registry.producers, *(one.producer for one in decisions.of_producers())}
    new = {names.key(row.producer_name): row.producer_name for row in rows if row.producer_name}
    for key in sorted(new.keys() - folders.keys()):
        folders[key] = _folder(new[key], key, taken)
    return folders


def _folder(name: str, key: str, taken: set[str]) -> str:
    """Return a folder name for `name` that is not taken yet, and take it."""
    folder = spelling.slug(name)
    if not folder or folder in taken:
        digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
        folder = f"{spelling.slug(name, _SLUG_LIMIT - _DIGEST - 1)}-{digest}".lstrip("-")
    taken.add(folder)
    return folder


def _may_be_of(group: Group, row: ListRow) -> bool:
    """Say whether the places of a product and a row do not disagree."""
    return all(compatible(row.place, place) for place in group.places)


def _is_of(group: Group, row: ListRow) -> bool:
    """Say whether a product without producer is the row's: a place in common, or the same source and year."""
    shared = any(
        (place.commune and place.commune == row.place.commune)
        or (place.district and place.district == row.place.district)
        for place in group.places
    )
    return _may_be_of(group, row) and (
        shared or bool(row.source and (row.source, row.year) in statements(group))
    )


def statements(group: Group) -> set[tuple[str, int | None]]:
    """Return which sources speak of a product, each with the year it speaks of."""
    events = group.existing.events if group.existing else ()
    return {
        *((row.source or row.decision, row.year) for row in group.rows if row.source or row.decision),
        *(
            (event.source or event.decision or "", event.year)
            for event in events
            if event.source or event.decision
        ),
    }


class _Matching:
    """Puts rows to products: by decision, then by names, then the nameless."""

    def __init__(
        self, registry: Registry, decisions: Decisions, names: Names, folders: Mapping[str, str]
    ) -> None:
        self.decisions, self.names, self.folders = decisions, names, folders
        self.groups: dict[str, Group] = {}
        self.fresh: dict[tuple[str, str], Group] = {}
        self.known: dict[tuple[str, str], Group] = {}
        self.named: dict[str, list[Group]] = {}
        for product_id, product in registry.products.items():
            group = Group(product.producer_id, product_id.partition("/")[2], existing=product)
            self.groups[product_id] = group
            producer = registry.producers.get(product.producer_id)
            group.places.add(product.place)
            if producer is not None and product.place == Place():
                group.places.add(producer.place)
            for name in _product_names(product):
                self._name(group, name)

    def _name(self, group: Group, name: str) -> None:
        key = self.names.key(name)
        group.names.add(name)
        self.known.setdefault((group.producer, key), group)
        bearers = self.named.setdefault(key, [])
        if group not in bearers:
            bearers.append(group)

    def _add(self, group: Group, row: ListRow) -> None:
        group.rows.append(row)
        group.places.add(row.place)
        self._name(group, row.product_name)

    def take_decided(self, row: ListRow) -> None:
        """Put `row` where a person put it, if anybody did."""
        product_id = self.decisions.product_of(row)
        if product_id is not None:
            producer, _, product = product_id.partition("/")
            self._add(self.groups.setdefault(product_id, Group(producer, product)), row)

    def take_named(self, row: ListRow) -> None:
        """Put a row that names its producer to that producer's product of that name."""
        if self.decisions.product_of(row) is None:
            self._add(self._bearing(self.folders[self.names.key(row.producer_name)], row), row)

    def take_unnamed(self, row: ListRow) -> None:
        """Put a row without producer to the only product of that name, else among those without producer."""
        if self.decisions.product_of(row) is not None:
            return
        key = self.names.key(row.product_name)
        bearers = self.named.get(key, [])
        nameless = [one for one in bearers if one.producer == UNNAMED]
        owned = [one for one in bearers if one.producer != UNNAMED]
        group = next((one for one in nameless if _is_of(one, row)), None)
        if group is None and len(owned) == 1 and _may_be_of(owned[0], row):
            group = owned[0]
        if group is None:
            tag = row.place.commune or row.place.district or row.source
            place = (UNNAMED, f"{key}|{tag}" if nameless else key)
            group = self.fresh.setdefault(place, Group(UNNAMED, ""))
        self._add(group, row)

    def _bearing(self, producer: str, row: ListRow) -> Group:
        name = row.product_name
        key = (producer, self.names.key(name))
        if key not in self.known:
            # A folder that a decision has already opened is the folder of the name it is called after.
            group = self.groups.get(f"{producer}/{spelling.slug(name)}") if key[1] == _plain(name) else None
            if group is None or group.existing is not None:
                group = self.fresh[key] = Group(producer, "")
            self._name(group, name)
        return self.known[key]

    def filed(self) -> Iterable[Group]:
        """Yield every group in order; new folders are named here, whatever the order of rows was."""
        taken: dict[str, set[str]] = {}
        for group in self.groups.values():
            taken.setdefault(group.producer, set()).add(group.product)
        for (producer, key), group in sorted(self.fresh.items(), key=lambda item: item[0]):
            name = min(group.names, key=spelling.syllable_key)
            group.product = _folder(name, key, taken.setdefault(producer, set()))
            self.groups[group.id] = group
        yield from (self.groups[group_id] for group_id in sorted(self.groups))
