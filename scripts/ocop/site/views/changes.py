"""What happened to products on known days: stars given, renewed, raised, taken back, and run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ocop.calendar import in_citation
from ocop.model import RECOGNITIONS, Event, EventKind, Product
from ocop.site.answers import Expiry
from ocop.site.feed_file import Entry, newest_first
from ocop.site.render import day, web_address
from ocop.site.views.products import cause_in_words, unconfirmed
from ocop.site.views.state_names import STATE_LABELS
from ocop.site.views.world import ProductRow, World
from ocop.status import State

TOLD = RECOGNITIONS | {EventKind.REVOKED}


def changes(world: World) -> tuple[Entry, ...]:
    """Every change whose day is known and not later than that of the build, the newest first."""
    found = (one for product in world.site.registry.products.values() for one in _of(product, world))
    return newest_first(tuple(found))


def _of(product: Product, world: World) -> Iterator[Entry]:
    row = world.row_of[product.id]
    named = Counter[str]()
    for event in product.events:
        if event.kind not in TOLD or event.on is None or event.on > world.site.as_of:
            continue
        if not world.labels.event_is_public(event.kind):
            continue
        # By the day, not by a count: an older event found later must not rename those after it.
        key = f"{product.id}/{event.kind.value}/{event.on.isoformat()}"
        named[key] += 1
        label = world.labels.event(event.kind)
        yield Entry(
            key=key if named[key] == 1 else f"{key}/{named[key]}",
            on=event.on,
            title=_title(label, event.star, row),
            text=_sentences(_told(event, world), product, row),
            kind=event.kind.value,
            kind_label=label,
            page=world.site.base_url + row.address,
            source=web_address(event.source) or "",
        )
    for expiry in world.site.answers.expiries(product):
        yield _expired(expiry, product, row, world)


def _expired(expiry: Expiry, product: Product, row: ProductRow, world: World) -> Entry:
    label = STATE_LABELS[State.EXPIRED.value]
    star = f" {expiry.star} sao" if expiry.star else ""
    told = [
        f"Giấy chứng nhận{star} có giá trị đến hết ngày {day(expiry.valid_through)}.",
        f"Từ ngày {day(expiry.on)} sản phẩm không được dùng hạng sao ấy nữa nếu không có kết quả mới.",
    ]
    return Entry(
        key=f"{product.id}/expired/{expiry.on.isoformat()}",
        on=expiry.on,
        title=_title(label, expiry.star, row),
        text=_sentences(told, product, row),
        kind=State.EXPIRED.value,
        kind_label=label,
        page=world.site.base_url + row.address,
    )


def _title(label: str, star: int | None, row: ProductRow) -> str:
    return f"{label}{f', {star} sao' if star else ''}: {row.name}"


def _told(event: Event, world: World) -> list[str]:
    issuer = f" của {world.labels.agency(event.issuer)}" if event.issuer else ""
    when = f" ngày {in_citation(event.on)}" if event.on else ""
    told = [
        f"Theo Quyết định số {event.decision}{when}{issuer}."
        if event.decision
        else "Nguồn không nêu số quyết định."
    ]
    if event.kind in RECOGNITIONS and event.valid_through is not None:
        told.append(f"Có giá trị đến hết ngày {day(event.valid_through)}.")
    if event.cause:
        told.append(f"Lý do: {cause_in_words(event.cause, world.site.law).rstrip('.')}.")
    return told


def _sentences(told: list[str], product: Product, row: ProductRow) -> str:
    producer = f"Chủ thể: {row.producer_name}." if row.producer_name else "Nguồn không nêu chủ thể."
    place = f"Địa bàn: {row.place.now}." if row.place.now else ""
    return " ".join(filter(None, (*told, producer, place, unconfirmed(product.record))))
