"""What all pages share, worked out once a build: labels, places, states, products by producer and place."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ocop.load.facts import Titles
from ocop.load.last_changes import latest
from ocop.load.tree import FolderTree
from ocop.lookup import lookup_code
from ocop.model import RECOGNITIONS, Event, Place, Producer, Product
from ocop.site.page import SiteInput
from ocop.site.views.addresses import producer_address, product_address
from ocop.site.views.labels import Labels
from ocop.site.views.places import PlaceView, place_view
from ocop.site.views.record_history import RecordHistories
from ocop.site.views.states import Standing, standing
from ocop.spelling import syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product as lists show it; `group` and `set` are names."""

    id: str
    code: str
    address: str
    name: str
    producer_id: str
    producer_name: str
    producer_address: str
    producer_type_id: str
    place: PlaceView
    standing: Standing
    year: int | None
    rank: int
    group: str
    set: str

    @property
    def star(self) -> int | None:
        """The star of the certificate the state speaks of, or the last one given."""
        return self.standing.star

    @property
    def place_text(self) -> str:
        """The place in one line."""
        return self.place.text


class World:
    """The site's input with everything derived from it that more than one page needs."""

    def __init__(self, site: SiteInput, root: Path) -> None:
        self.site = site
        self.root = root
        self.labels = Labels(site.law)
        self._places: dict[Place, PlaceView] = {}

    def key(self, *parts: str) -> str:
        """A fingerprint of the whole input and of `parts`; pages on single records use `record_key`."""
        return _digest(self._everything, *parts)

    def record_key(self, *parts: str) -> str:
        """A fingerprint of the day and of `parts`; code, templates and law are the machinery's to watch."""
        return _digest(self._common, *parts)

    @cached_property
    def _common(self) -> str:
        site = self.site
        whom = (site.contact, site.contact_phone, site.repo_url, site.report_email)
        return "\n".join((f"{site.as_of} {site.base_url} {site.notice_shown} {site.cards_drawn}", *whom))

    @cached_property
    def _everything(self) -> str:
        site = self.site
        products = "".join(f"{key}{value}" for key, value in sorted(site.fingerprints.items()))
        producers = "".join(map(self.producer_print, site.registry.producers))
        return _digest(self._common, products, producers, self.plans_print, site.commit)

    @cached_property
    def plans_print(self) -> str:
        """What pages that show something of the plans depend on of them."""
        return _digest(repr(self.site.plans))

    def prints(self, rows: Iterable[ProductRow]) -> Iterator[str]:
        """What rows depend on, apart from the day and the law: their products' and producers' files."""
        for row in rows:
            yield self.site.fingerprints.get(row.id, "")
            yield self.producer_print(row.producer_id)

    def producer_print(self, producer_id: str) -> str:
        """What a producer's page depends on of its own record."""
        producer = self.site.registry.producers.get(producer_id)
        return self.site.fingerprints.get(producer_id) or (repr(producer) if producer else "")

    def product_changed_on(self, product_id: str) -> date | None:
        """When the record of a product or of its producer last changed, as far as the public may know."""
        return self._products_changed_on[product_id]

    def producer_changed_on(self, producer_id: str) -> date | None:
        """When the record of a producer or of one of its products last changed."""
        own = self.site.changes.of_producer(producer_id)
        return latest((own, self.rows_changed_on(self.rows_of_producer.get(producer_id, ()))))

    @cached_property
    def _products_changed_on(self) -> Mapping[str, date | None]:
        changes, products = self.site.changes, self.site.registry.products.values()
        if not changes.files:
            return dict.fromkeys(self.site.registry.products)
        return {
            one.id: latest((changes.of_product(one), changes.of_producer(one.producer_id)))
            for one in products
        }

    def rows_changed_on(self, rows: Iterable[ProductRow]) -> date | None:
        """When the record of one of the products or of its producer last changed."""
        return latest(self._products_changed_on[row.id] for row in rows)

    @cached_property
    def registry_changed_on(self) -> date | None:
        """When any record last changed."""
        producers = map(self.site.changes.of_producer, self.site.registry.producers)
        return latest((self.rows_changed_on(self.rows), *producers))

    @cached_property
    def plans_changed_on(self) -> date | None:
        """When a plan, a record, or a list that plans are counted with last changed."""
        return latest((self.registry_changed_on, self.site.changes.under("plan/", "schemas/lists/")))

    @cached_property
    def record_histories(self) -> RecordHistories:
        """What was put right in each record, as far as it may be told today."""
        titles = Titles(FolderTree(self.root), public=True)
        return RecordHistories(self.site.histories, self.site.law, titles)

    def history_key(self, *record_ids: str) -> str:
        """What pages on records depend on of their past."""
        found = (one for record in record_ids for one in self.record_histories.commits_of(record))
        return " ".join((self.site.repo_url, *found))

    def standing_of(self, product: Product) -> Standing:
        """The product's state, certificate and reasons on the day of the build."""
        return self._standings[product.id]

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        site, labels = self.site, self.labels
        return {
            product.id: standing(product, site.answers, labels) for product in site.registry.products.values()
        }

    @cached_property
    def rows(self) -> tuple[ProductRow, ...]:
        """Every product in the order of the Vietnamese dictionary."""
        products = sorted(
            self.site.registry.products.values(), key=lambda one: (syllable_key(one.name), one.id)
        )
        return tuple(self._row(product, rank) for rank, product in enumerate(products))

    @cached_property
    def row_of(self) -> Mapping[str, ProductRow]:
        """The rows by product id."""
        return {row.id: row for row in self.rows}

    @cached_property
    def rows_of_producer(self) -> Mapping[str, tuple[ProductRow, ...]]:
        """The rows of each producer's products."""
        groups: defaultdict[str, list[ProductRow]] = defaultdict(list)
        for row in self.rows:
            groups[row.producer_id].append(row)
        return {producer: tuple(rows) for producer, rows in groups.items()}

    def producer_of(self, product: Product) -> Producer | None:
        """The product's producer, or None when its record could not be read."""
        return self.site.registry.producers.get(product.producer_id)

    def place(self, place: Place) -> PlaceView:
        """A place then and now; thousands of products share a few hundred."""
        if place not in self._places:
            self._places[place] = place_view(place, self.site.law)
        return self._places[place]

    def _row(self, product: Product, rank: int) -> ProductRow:
        producer = self.producer_of(product)
        place = self.place(effective_place(product, producer))
        years = [event.on.year if event.on else event.year for event in recognitions(product)]
        return ProductRow(
            id=product.id,
            code=lookup_code(product.id),
            address=product_address(product.id),
            name=product.name,
            producer_id=product.producer_id,
            producer_name=(producer.name if producer else None) or "",
            producer_address=producer_address(product.producer_id),
            producer_type_id=(producer.type if producer else None) or "",
            place=place,
            standing=self.standing_of(product),
            year=max((year for year in years if year), default=None),
            rank=rank,
            group=self._group(product),
            set=self.labels.term("product-sets", product.product_set),
        )

    def _group(self, product: Product) -> str:
        """The name of the product's group: that of its set where only the set is recorded."""
        found = self.site.law.lists.get("product-sets", {}).get(product.product_set or "")
        of_set = found.attributes.get("group") if found else None
        return self.labels.term("product-groups", product.product_group or of_set)

    @cached_property
    def rows_of_unit(self) -> Mapping[str, tuple[ProductRow, ...]]:
        """The rows by code of the commune of today, and by `huyen-<code>` of the former district."""
        groups: defaultdict[str, list[ProductRow]] = defaultdict(list)
        for row in self.rows:
            for key in self.place_keys(row.id):
                groups[key].append(row)
        return {unit: tuple(rows) for unit, rows in groups.items()}

    def place_keys(self, product_id: str) -> Iterator[str]:
        """The places a product belongs to, as `rows_of_unit` names them."""
        place = self.row_of[product_id].place
        if place.now_code:
            yield place.now_code
        if place.district_code:
            yield f"huyen-{place.district_code}"


def effective_place(product: Product, producer: Producer | None) -> Place:
    """Where a product is made: its own place when stated, else its producer's."""
    if product.place.commune or product.place.district or producer is None:
        return product.place
    return producer.place


def recognitions(product: Product) -> tuple[Event, ...]:
    """The events that gave or renewed a star."""
    return tuple(event for event in product.events if event.kind in RECOGNITIONS)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
