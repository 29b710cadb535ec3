"""The register of documents: its list, a page for each document, and what rests on none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from ocop.instruments import Family, Instrument, Lack, Nameless
from ocop.load.last_changes import latest
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import (
    DOCUMENTS,
    NAMELESS,
    document_address,
    documents_address,
    nameless_address,
)
from ocop.site.views.documents import (
    FORCE_LABELS,
    Counted,
    citation,
    counted_events,
    document_name,
    document_row,
    document_view,
    resting_events,
)
from ocop.site.views.products import EventView, event_view
from ocop.site.views.structured_data import data_block, trail_node
from ocop.site.views.world import ProductRow, World

ROWS_A_PAGE = 200
_TITLE = "Sổ văn bản"
_WRITTEN_LAW = ("schemas/rules/", "schemas/lists/instruments.csv")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamelessRow:
    """A recognition or revocation without a document, and what is known of it instead."""

    row: ProductRow
    event: EventView
    lack: str


class Once:
    """What no single page should work out anew, worked out when the first one needs it."""

    def __init__(self, world: World) -> None:
        self._world = world

    @cached_property
    def events(self) -> Counted:
        """The events that targets of plans count."""
        return counted_events(self._world)


def document_pages(world: World) -> Iterator[Page | Fragment]:
    """The list, the pages of the documents, then the recognitions that lead to none."""
    every = world.site.instruments.instruments.values()
    decisions = [one for one in every if one.family is Family.DECISION][::-1]
    count, key = _pages(decisions), world.key("documents")
    changed_on = latest((world.registry_changed_on, world.site.changes.under("plan/", *_WRITTEN_LAW)))
    yield Fragment(
        name="documents-first", key=key, content=partial(_list, world, decisions, 1), changed_on=changed_on
    )
    for number in range(2, count + 1):
        yield poured_page(
            "documents",
            documents_address(number),
            Head(
                title=f"{_TITLE}, trang {number}",
                description=f"Quyết định về sản phẩm OCOP Quảng Trị, trang {number} trên {count}.",
            ),
            key,
            partial(_list, world, decisions, number),
            changed_on=changed_on,
        )
    counted = Once(world)
    for one in every:
        yield from _document(world, one, counted)
    yield from _nameless(world)


def _pages(rows: Sequence[object]) -> int:
    return max(1, -(-len(rows) // ROWS_A_PAGE))


def _on(rows: Sequence[Row], number: int) -> Sequence[Row]:
    return rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]


def _list(world: World, decisions: Sequence[Instrument], number: int) -> str:
    register = world.site.instruments
    others = [one for one in register.instruments.values() if one.family is not Family.DECISION]
    lacks = Counter(one.lack for one in register.nameless)
    return rendered(
        "documents",
        documents_address(number),
        force_labels=FORCE_LABELS,
        groups=[
            (family, [document_row(one, world) for one in others if one.family is family][::-1])
            for family in (Family.LAW, Family.PLAN)
        ],
        decisions=[document_row(one, world) for one in _on(decisions, number)],
        total=len(decisions),
        based=sum(len(one.events) for one in decisions),
        lacks=[(lacks[lack], lack.label.vi) for lack in Lack if lacks[lack]],
        lacking=len(register.nameless),
        nameless=NAMELESS,
        page=number,
        addresses=[documents_address(one) for one in range(1, _pages(decisions) + 1)],
        as_of=world.site.as_of,
    )


def _document(world: World, one: Instrument, counted: Once) -> Iterator[Page]:
    rows = [world.row_of[place.product_id] for place in one.events]
    key = world.record_key("document", repr(one), world.plans_print, *world.prints(rows))
    changed_on = latest((world.rows_changed_on(rows), world.site.changes.under("plan/", *_WRITTEN_LAW)))
    count = _pages(one.events)
    for number in range(1, count + 1):
        further = f", trang {number}" if number > 1 else ""
        yield poured_page(
            "document",
            document_address(one.key, number),
            Head(
                title=f"{citation(one, about=False)}{further}",
                description=f"{citation(one)}: hiệu lực, nguồn, sản phẩm, kế hoạch dựa trên nó{further}.",
            ),
            key,
            partial(_page, world, one, number, counted),
            changed_on=changed_on,
        )


def _page(world: World, one: Instrument, number: int, counted: Once) -> str:
    address, first = document_address(one.key, number), document_address(one.key)
    page = rendered(
        "document",
        address,
        document=document_view(one, world, counted.events),
        events=_on(resting_events(one, world), number),
        decided=len(one.events),
        force_labels=FORCE_LABELS,
        page=number,
        addresses=[document_address(one.key, each) for each in range(1, _pages(one.events) + 1)],
        as_of=world.site.as_of,
    )
    return page + data_block([trail_node([(_TITLE, DOCUMENTS), (document_name(one), first)], world)])


def _nameless(world: World) -> Iterator[Page]:
    found = sorted(
        world.site.instruments.nameless,
        key=lambda one: (world.row_of[one.place.product_id].rank, one.place.number),
    )
    key = world.key("nameless")
    for number in range(1, _pages(found) + 1):
        further = f", trang {number}" if number > 1 else ""
        yield poured_page(
            "documents",
            nameless_address(number),
            Head(
                title=f"Công nhận chưa rõ quyết định{further}",
                description=f"Các lần công nhận, thu hồi mà sổ chưa biết số quyết định{further}.",
            ),
            key,
            partial(_nameless_page, world, found, number),
            changed_on=world.registry_changed_on,
        )


def _nameless_page(world: World, found: Sequence[Nameless], number: int) -> str:
    return rendered(
        "nameless",
        nameless_address(number),
        rows=[_nameless_row(one, world) for one in _on(found, number)],
        total=len(found),
        products=len({one.place.product_id for one in found}),
        page=number,
        addresses=[nameless_address(one) for one in range(1, _pages(found) + 1)],
        as_of=world.site.as_of,
    )


def _nameless_row(one: Nameless, world: World) -> NamelessRow:
    product = world.site.registry.products[one.place.product_id]
    event = product.events[one.place.number]
    return NamelessRow(
        row=world.row_of[product.id],
        event=event_view(event, product, world.producer_of(product), world.labels),
        lack=one.lack.label.vi,
    )
