"""Turn what the schemas have passed into the registry's values; a wrong kind here is the tool's fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ocop.load.part import Part
from ocop.model import (
    Application,
    Basis,
    Event,
    EventKind,
    FormerName,
    Level,
    OfficialCode,
    OtherCertificate,
    Picture,
    PictureConsent,
    Place,
    Producer,
    Product,
    Record,
    Sight,
    Standing,
)
from ocop.source import Document, Row


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _place(part: Part) -> Place:
    return Place(commune=part.maybe("commune"), district=part.maybe("district"))


def _record(part: Part) -> Record:
    return Record(
        standing=Standing(part.text("standing")),
        gathered_on=part.day("gathered_on"),
        confirmed_on=part.day("confirmed_on"),
        confirmed_by=part.maybe("confirmed_by"),
        note=part.maybe("note"),
    )


def _picture(part: Part, sights: Mapping[str, Sight]) -> Picture:
    consent = part.part("consent")
    given_on = consent.day("given_on")
    return Picture(
        file=part.text("file"),
        alt=part.text("alt"),
        caption=part.maybe("caption"),
        credit=part.maybe("credit"),
        consent=PictureConsent(
            given_on=given_on, people=consent.text("people"), kept_at=consent.text("kept_at")
        )
        if given_on
        else None,
        sight=sights.get(part.text("file")),
    )


def _certificate(part: Part) -> OtherCertificate:
    return OtherCertificate(
        name=part.text("name"),
        number=part.maybe("number"),
        issuer=part.maybe("issuer"),
        valid_through=part.day("valid_through"),
        source=part.text("source"),
    )


def producer_value(key: str, document: Document) -> Producer:
    """Return the producer in a `producer.yml` that its schema has passed."""
    part = Part.of(document)
    return Producer(
        id=key,
        name=part.maybe("name"),
        name_en=part.maybe("name_en"),
        type=part.maybe("type"),
        stated_type=part.maybe("stated_type"),
        former_names=tuple(
            FormerName(name=former.text("name"), type=former.maybe("type"), until=former.maybe("until"))
            for former in part.parts("former_names")
        ),
        place=_place(part.part("place")),
        website=part.maybe("website"),
        record=_record(part.part("record")),
        origin=part.anchor.document,
    )


def product_value(
    key: str,
    document: Document,
    events: tuple[Event, ...],
    story: str | None,
    applications: tuple[Application, ...] = (),
    sights: Mapping[str, Sight] = MappingProxyType({}),
) -> Product:
    """Return the product in a `product.yml` that its schema has passed; `sights` are by file of a picture."""
    part = Part.of(document)
    return Product(
        id=key,
        producer_id=key.partition("/")[0],
        name=part.text("name"),
        name_en=part.maybe("name_en"),
        other_names=part.texts("other_names"),
        codes=tuple(
            OfficialCode(scheme=given.text("scheme"), code=given.text("code"))
            for given in part.parts("codes")
        ),
        packs=part.texts("packs"),
        product_group=part.maybe("product_group"),
        product_set=part.maybe("product_set"),
        summary=part.maybe("summary"),
        summary_en=part.maybe("summary_en"),
        shop_links=part.texts("shop_links"),
        trace_links=part.texts("trace_links"),
        certificates=tuple(_certificate(one) for one in part.parts("certificates")),
        pictures=tuple(_picture(one, sights) for one in part.parts("pictures")),
        place=_place(part.part("place")),
        record=_record(part.part("record")),
        story=story,
        events=events,
        applications=applications,
        origin=part.anchor.document,
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
