"""The list of producers and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ocop.model import Producer
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import PRODUCERS, producer_address
from ocop.site.views.places import PlaceView, place_view
from ocop.site.views.products import confirmed, unconfirmed
from ocop.site.views.world import World
from ocop.spelling import syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducerRow:
    """A producer in the list, with how many of its products' stars are in force."""

    name: str
    address: str
    type: str
    place_text: str
    products: int
    in_force: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducerView:
    """Everything the template of a producer's page may use."""

    id: str
    title: str
    type: str
    stated_type: str
    place: PlaceView
    former_names: tuple[str, ...]
    website: str
    unconfirmed: str
    confirmed: str


def producer_pages(world: World) -> Iterator[Page | Fragment]:
    """The list fragment, then a page for every producer that some source names."""
    yield Fragment(name="producers", key=world.key("producers"), content=lambda: _list(world))
    for producer in _named(world):
        prints = world.prints(world.rows_of_producer.get(producer.id, ()))
        yield poured_page(
            "producer",
            producer_address(producer.id),
            Head(
                title=producer.name or "",
                description=f"{producer.name}: sản phẩm OCOP, hạng sao và thời hạn giấy chứng nhận.",
            ),
            world.record_key("producer", world.producer_print(producer.id), *prints),
            partial(_page, world, producer),
        )


def _named(world: World) -> tuple[Producer, ...]:
    named = (one for one in world.site.registry.producers.values() if one.name)
    return tuple(sorted(named, key=lambda one: (syllable_key(one.name or ""), one.id)))


def _list(world: World) -> str:
    rows = [_row(world, producer) for producer in _named(world)]
    nameless = sum(not row.producer_name for row in world.rows)
    return rendered("producers", PRODUCERS, rows=rows, nameless=nameless, as_of=world.site.as_of)


def _row(world: World, producer: Producer) -> ProducerRow:
    rows = world.rows_of_producer.get(producer.id, ())
    return ProducerRow(
        name=producer.name or "",
        address=producer_address(producer.id),
        type=world.labels.term("producer-types", producer.type),
        place_text=place_view(producer.place, world.site.law).text,
        products=len(rows),
        in_force=sum(row.standing.in_force for row in rows),
    )


def _page(world: World, producer: Producer) -> str:
    view = ProducerView(
        id=producer.id,
        title=producer.name or "",
        type=world.labels.term("producer-types", producer.type),
        stated_type=producer.stated_type or "",
        place=place_view(producer.place, world.site.law),
        former_names=tuple(
            f"{former.name}, đến {former.until}" if former.until else former.name
            for former in producer.former_names
        ),
        website=producer.website or "",
        unconfirmed=unconfirmed(producer.record),
        confirmed=confirmed(producer.record, world.labels),
    )
    return rendered(
        "producer",
        producer_address(producer.id),
        producer=view,
        products=world.rows_of_producer.get(producer.id, ()),
        as_of=world.site.as_of,
    )
