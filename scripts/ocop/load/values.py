"""Turn what the schemas have passed into the registry's values; a wrong kind here is the tool's fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ocop.diagnostics import DocumentOrigin
from ocop.model import (
    Basis,
    Event,
    EventKind,
    FormerName,
    Level,
    Place,
    Producer,
    Product,
    Record,
    Standing,
)
from ocop.source import Document, Row, Value


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Value) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _origin(document: Document) -> DocumentOrigin:
    """Return the places of values only; those of keys have done their duty in the schema check."""
    marks = {key: mark for key, mark in document.origin.marks.items() if not key.endswith(":")}
    return DocumentOrigin(document.origin.path, marks)


def _place(value: Value) -> Place:
    place = _mapping(value)
    return Place(commune=_text(place.get("commune")), district=_text(place.get("district")))


def _record(value: Value) -> Record:
    record = _mapping(value)
    return Record(
        standing=Standing(_text(record.get("standing")) or ""),
        gathered_on=_day(record.get("gathered_on")),
        confirmed_on=_day(record.get("confirmed_on")),
        confirmed_by=_text(record.get("confirmed_by")),
        note=_text(record.get("note")),
    )


def _former_names(value: Value) -> Iterator[FormerName]:
    for item in value if isinstance(value, list) else ():
        former = _mapping(item)
        yield FormerName(
            name=_text(former.get("name")) or "",
            type=_text(former.get("type")),
            until=_text(former.get("until")),
        )


def producer_value(key: str, document: Document) -> Producer:
    """Return the producer in a `producer.yml` that its schema has passed."""
    value = document.value
    return Producer(
        id=key,
        name=_text(value.get("name")),
        type=_text(value.get("type")),
        stated_type=_text(value.get("stated_type")),
        former_names=tuple(_former_names(value.get("former_names"))),
        place=_place(value.get("place")),
        website=_text(value.get("website")),
        record=_record(value.get("record")),
        origin=_origin(document),
    )


def product_value(key: str, document: Document, events: tuple[Event, ...], story: str | None) -> Product:
    """Return the product in a `product.yml` that its schema has passed."""
    value = document.value
    return Product(
        id=key,
        producer_id=key.partition("/")[0],
        name=_text(value.get("name")) or "",
        other_names=_texts(value.get("other_names")),
        product_group=_text(value.get("product_group")),
        product_set=_text(value.get("product_set")),
        summary=_text(value.get("summary")),
        shop_links=_texts(value.get("shop_links")),
        place=_place(value.get("place")),
        record=_record(value.get("record")),
        story=story,
        events=events,
        origin=_origin(document),
    )


def event_value(row: Row) -> Event:
    """Return the event in a record of `history.csv` that its schema has passed."""
    cells = row.cells
    level, basis = cells.get("level"), cells.get("valid_through_basis")
    year, star = cells.get("year"), cells.get("star")
    return Event(
        kind=EventKind(cells["event"]),
        on=_day(cells.get("on")),
        year=int(year) if year else None,
        level=Level(level) if level else None,
        round=cells.get("round") or None,
        application=cells.get("application") or None,
        star=int(star) if star else None,
        decision=cells.get("decision") or None,
        issuer=cells.get("issuer") or None,
        valid_through=_day(cells.get("valid_through")),
        valid_through_basis=Basis(basis) if basis else None,
        cause=cells.get("cause") or None,
        product_name=cells.get("product_name") or None,
        producer_name=cells.get("producer_name") or None,
        source=cells.get("source") or None,
        note=cells.get("note") or None,
        origin=row.origin,
    )
