"""What a product's page shows: public fields only, and what is missing said as missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from ocop import model
from ocop.instruments import Place
from ocop.law import Law, RuleSet
from ocop.lookup import spaced
from ocop.model import Event, EventKind, OtherCertificate, Producer, Product, Record
from ocop.site.render import day
from ocop.site.story import story_html
from ocop.site.views.addresses import (
    document_address,
    producer_address,
    rule_set_address,
    verification_address,
)
from ocop.site.views.labels import Labels
from ocop.site.views.pictures import PictureView, picture_views
from ocop.site.views.places import PlaceView, lowered
from ocop.site.views.states import CertificateView, Standing
from ocop.site.views.world import ProductRow, World, effective_place, recognitions
from ocop.status.states import State

_OUTSIDE_ROUNDS = frozenset(
    {EventKind.PRODUCER_CHANGED, EventKind.SUPPORT_GIVEN, EventKind.PRODUCTION_STOPPED, EventKind.REVOKED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One public event of a product's history; blank is what the source does not say."""

    when: str
    label: str
    star: int | None = None
    level: str = ""
    decision: str = ""
    document_address: str = ""
    issuer: str = ""
    cause: str = ""
    names: str = ""
    rule_sets: tuple[tuple[str, str], ...] = ()
    source: str
    note: str = ""
    fate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductView:
    """Everything the template of a product's page may use."""

    id: str
    code: str
    code_address: str
    official_codes: tuple[str, ...]
    name: str
    name_en: str
    other_names: tuple[str, ...]
    packs: tuple[str, ...]
    producer_name: str
    producer_address: str
    producer_type: str
    producer_stated_type: str
    place: PlaceView
    group: str
    set: str
    summary: str
    shop_links: tuple[str, ...]
    trace_links: tuple[str, ...]
    certificates: tuple[OtherCertificate, ...]
    pictures: tuple[PictureView, ...]
    standing: Standing
    unconfirmed: str
    confirmed: str
    history: tuple[EventView, ...]
    unknowns: tuple[str, ...]
    story: Markup | None


def product_view(product: Product, world: World) -> ProductView:
    """The view of `product`."""
    labels, row = world.labels, world.row_of[product.id]
    producer = world.producer_of(product)
    return ProductView(
        id=product.id,
        code=spaced(row.code),
        code_address=verification_address(row.code),
        official_codes=tuple(given.code for given in product.codes),
        name=product.name,
        name_en=product.name_en or "",
        other_names=product.other_names,
        packs=product.packs,
        producer_name=row.producer_name,
        producer_address=producer_address(product.producer_id),
        producer_type=labels.term("producer-types", producer.type if producer else None),
        producer_stated_type=(producer.stated_type if producer else None) or "",
        place=row.place,
        group=labels.term("product-groups", product.product_group),
        set=labels.term("product-sets", product.product_set),
        summary=product.summary or "",
        shop_links=product.shop_links,
        trace_links=product.trace_links,
        certificates=product.certificates,
        pictures=picture_views(product),
        standing=row.standing,
        unconfirmed=unconfirmed(product.record),
        confirmed=confirmed(product.record, labels),
        history=_history(product, world),
        unknowns=tuple(_unknowns(product, producer, row)),
        story=story_html(product.story) if product.story else None,
    )


def _history(product: Product, world: World) -> tuple[EventView, ...]:
    """The public events in file order, and among them the day on which the commune became another."""
    labels, producer = world.labels, world.producer_of(product)
    shown = [(number, one) for number, one in enumerate(product.events) if labels.event_is_public(one.kind)]
    views = [
        replace(
            event_view(event, product, producer, labels, document_of(product, number, world)),
            fate=fate_of(event, world.row_of[product.id]),
        )
        for number, event in shown
    ]
    unit = world.site.law.units.get(effective_place(product, producer).commune or "")
    now = world.site.law.successor(unit.id) if unit else None
    if unit and now and unit.valid_to:
        before = [place for place, (_, event) in enumerate(shown, 1) if _is_before(event, unit.valid_to)]
        if before:
            views.insert(before[-1], _commune_changed(unit.name, now.name, unit.valid_to + timedelta(days=1)))
    return tuple(views)


def _is_before(event: Event, last: date) -> bool:
    """Whether an event is known to lie before the end of `last`."""
    return event.on <= last if event.on else event.year is not None and event.year < last.year


def fate_of(event: Event, row: ProductRow) -> str:
    """That a newer result took the place of what `event` recognised, and since when; blank when none did."""
    return next((_replaced_on(on) for one, on in row.standing.replaced if one is event), "")


def _replaced_on(on: date | None) -> str:
    return f"{State.SUPERSEDED.label.vi}{f' từ ngày {day(on)}' if on else ''}."


def _commune_changed(old: str, new: str, on: date) -> EventView:
    return EventView(
        when=day(on),
        label=f"Địa bàn sắp xếp lại: {lowered(old)} nay thuộc {lowered(new)}",
        source="danh mục địa bàn của sổ này",
    )


def unconfirmed(record: Record) -> str:
    """The sentence beside a gathered record, blank for a confirmed one."""
    if record.standing is model.Standing.CONFIRMED:
        return ""
    gathered = f" ngày {day(record.gathered_on)}" if record.gathered_on else ""
    return f"Bản ghi tập hợp từ nguồn công khai{gathered}; cơ quan quản lý chưa xác nhận."


def confirmed(record: Record, labels: Labels) -> str:
    """The sentence beside a confirmed record, blank for a gathered one."""
    if record.standing is not model.Standing.CONFIRMED:
        return ""
    by = f" {labels.agency(record.confirmed_by)}" if record.confirmed_by else " Cơ quan quản lý"
    on = f" ngày {day(record.confirmed_on)}" if record.confirmed_on else ""
    return f"{by.strip()} xác nhận bản ghi này{on}."


def document_of(product: Product, number: int, world: World) -> str:
    """Where the register of documents has what the product's `number`th event rests on, blank for nothing."""
    found = world.site.instruments.of_event(Place(product.id, number))
    return document_address(found.key) if found else ""


def event_view(
    event: Event, product: Product, producer: Producer | None, labels: Labels, document: str = ""
) -> EventView:
    """The view of one event; `document` is the address of the decision it rests on.

    The star of a proposal is told in its label: it is asked for, not given.
    """
    label, star = labels.event(event.kind), event.star
    if event.kind is EventKind.FORWARDED and star is not None:
        label, star = f"{label}, đề nghị xét {star} sao", None
    return EventView(
        when=_when(event),
        label=label,
        star=star,
        level=labels.level(event.level),
        decision=event.decision or "",
        document_address=document,
        issuer=labels.agency(event.issuer),
        cause=cause_in_words(event.cause, labels.law),
        names=_names(event, product, producer),
        rule_sets=tuple((act.number, rule_set_address(act.id)) for act in rule_sets_of(event, labels.law)),
        source=event.source or "",
        note=event.note or "",
    )


def _when(event: Event) -> str:
    if event.on is not None:
        round_year = f" (đợt đánh giá năm {event.year})" if event.year and event.year != event.on.year else ""
        return f"{day(event.on)}{round_year}"
    if event.year is not None:
        year = "Năm" if event.kind in _OUTSIDE_ROUNDS else "Đợt đánh giá năm"
        return f"{year} {event.year} – nguồn không nêu ngày"
    return "Nguồn không nêu ngày và năm"


def cause_in_words(identifier: str | None, law: Law) -> str:
    """A cause of revocation as the act that has it words it, blank for None."""
    found = law.revocation_cause(identifier)
    return found.text.vi if found else identifier or ""


def _names(event: Event, product: Product, producer: Producer | None) -> str:
    parts = []
    if event.product_name and event.product_name != product.name:
        parts.append(f"Tên sản phẩm khi đó: {event.product_name}.")
    if event.producer_name and event.kind is EventKind.PRODUCER_CHANGED:
        parts.append(f"Chủ thể từ đó: {event.producer_name}.")
    elif event.producer_name and (producer is None or event.producer_name != producer.name):
        parts.append(f"Chủ thể theo nguồn: {event.producer_name}.")
    return " ".join(parts)


def rule_sets_of(event: Event, law: Law) -> tuple[RuleSet, ...]:
    """The rule sets an event can have fallen under: one for a day, maybe more for a year."""
    if event.on is not None:
        days = [event.on]
    elif event.year is not None:
        starts = [act.in_force_from for act in law.rule_sets]
        first, last = date(event.year, 1, 1), date(event.year + 1, 12, 31)
        days = [first, *(start for start in starts if first < start <= last)]
    else:
        return ()
    found = [law.rule_set_on(one) for one in days]
    return tuple(act for index, act in enumerate(found) if act is not None and act not in found[:index])


def _unknowns(product: Product, producer: Producer | None, row: ProductRow) -> Iterator[str]:
    """What no source tells of the product, and of the recognition that its state rests on."""
    place, held = row.place, row.standing.certificate
    if producer is None or producer.name is None:
        yield "Chủ thể: nguồn không nêu tên."
    elif producer.type is None:
        yield "Loại hình của chủ thể: nguồn chỉ gọi tên, chưa rõ đăng ký theo loại nào."
    if not place.then and not place.now:
        yield "Xã, phường: nguồn không nêu." if place.district else "Địa bàn: nguồn không nêu xã, huyện."
    if product.product_group is None:
        yield "Nhóm sản phẩm: chưa xếp theo bộ tiêu chí nào."
    if held is None and row.standing.state.id == State.UNDETERMINED.value:
        yield "Kết quả đánh giá: chỉ biết đã nộp hồ sơ, sổ chưa tìm thấy kết quả."
    if held is not None:
        yield from _unknown_of(held, product, row)


def _unknown_of(held: CertificateView, product: Product, row: ProductRow) -> Iterator[str]:
    if not held.decision:
        yield "Số quyết định công nhận: nguồn không nêu."
    if held.decided_on is None:
        yield "Ngày công nhận: nguồn không nêu ngày, nên ngày hết giá trị chưa tính được chắc chắn."
    if not any(event.valid_through for event in recognitions(product)):
        yield "Ngày hết giá trị in trên giấy chứng nhận: sổ chưa có."
    if row.star is None:
        yield "Hạng sao: nguồn nói đã công nhận mà không nêu mấy sao."
