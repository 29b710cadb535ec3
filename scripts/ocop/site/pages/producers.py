"""The list of producers and a page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from ocop.model import Producer
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.pages.record_histories import MOST_SHOWN, history_pages
from ocop.site.render import rendered
from ocop.site.views.addresses import PRODUCERS, history_address, producer_address, producers_address
from ocop.site.views.parts import Part, parts
from ocop.site.views.places import PlaceView, place_view
from ocop.site.views.products import confirmed, unconfirmed
from ocop.site.views.record_history import RecordHistory
from ocop.site.views.structured_data import data_block, producer_node, trail_node
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
    name_en: str
    website: str
    unconfirmed: str
    confirmed: str


def producer_pages(world: World) -> Iterator[Page | Fragment]:
    """The list, then a page for every producer that some source names."""
    named = _named(world)
    yield from _lists(named, world)
    for producer in named:
        history = cache(partial(world.record_histories.of_producer, producer))
        key = (world.producer_print(producer.id), world.history_key(producer.id))
        address = producer_address(producer.id)
        prints = world.prints(world.rows_of_producer.get(producer.id, ()))
        yield poured_page(
            "producer",
            address,
            Head(
                title=producer.name or "",
                description=f"{producer.name}: sản phẩm OCOP, hạng sao và thời hạn giấy chứng nhận.",
            ),
            world.record_key("producer", *key, *prints),
            partial(_page, world, producer, history),
            changed_on=world.producer_changed_on(producer.id),
        )
        if world.record_histories.at_most(producer.id) > MOST_SHOWN:
            yield from history_pages(
                world,
                "producer",
                (producer.name or "", address),
                ("Chủ thể", PRODUCERS),
                world.record_key("history", *key),
                history,
            )


def _named(world: World) -> tuple[Producer, ...]:
    named = (one for one in world.site.registry.producers.values() if one.name)
    return tuple(sorted(named, key=lambda one: (syllable_key(one.name or ""), one.id)))


def _lists(named: Sequence[Producer], world: World) -> Iterator[Page | Fragment]:
    """The list as a fragment of its hand-written page, and as pages of their own from the second part on."""
    key, changed_on = world.key("producers"), world.registry_changed_on
    first, *others = parts(named, producers_address)
    yield Fragment(
        name="producers", key=key, content=partial(_list, first, len(named), world), changed_on=changed_on
    )
    for part in others:
        yield poured_page(
            "producer",
            part.address,
            Head(
                title=f"Chủ thể, trang {part.number}",
                description=f"Chủ thể có sản phẩm OCOP trong sổ đăng ký Quảng Trị, xếp theo vần, trang "
                f"{part.number} trên {len(part.addresses)}.",
            ),
            key,
            partial(_list, part, len(named), world),
            changed_on=changed_on,
        )


def _list(part: Part[Producer], total: int, world: World) -> str:
    return rendered(
        "producers",
        part.address,
        part=part,
        rows=[_row(world, producer) for producer in part.rows],
        total=total,
        nameless=sum(not row.producer_name for row in world.rows),
        as_of=world.site.as_of,
    )


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


def _page(world: World, producer: Producer, history: Callable[[], RecordHistory]) -> str:
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
        name_en=producer.name_en or "",
        website=producer.website or "",
        unconfirmed=unconfirmed(producer.record),
        confirmed=confirmed(producer.record, world.labels),
    )
    address = producer_address(producer.id)
    page = rendered(
        "producer",
        address,
        producer=view,
        products=world.rows_of_producer.get(producer.id, ()),
        history=history(),
        history_address=history_address(address),
        most_shown=MOST_SHOWN,
        repo_url=world.site.repo_url,
        as_of=world.site.as_of,
    )
    node = producer_node(
        view.title,
        address,
        world,
        place=view.place.now,
        former=tuple(former.name for former in producer.former_names),
        website=view.website,
    )
    return page + data_block([node, trail_node([("Chủ thể", PRODUCERS), (view.title, address)], world)])
