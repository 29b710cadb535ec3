"""What the register of documents shows of each: its citation, its force, and what rests on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.calendar import in_citation
from ocop.diagnostics import Location
from ocop.instruments import Force, Instrument, Key, Tie, force_on, line_of_force
from ocop.plan.model import Plan
from ocop.site.render import day
from ocop.site.views.addresses import document_address, plan_address, rule_set_address
from ocop.site.views.products import fate_of
from ocop.site.views.world import ProductRow, World

FORCE_LABELS = json.dumps(
    {force.value: force.label.vi for force in Force}, ensure_ascii=False, separators=(",", ":")
)
_MOST_SOURCES = 12

Counted = Mapping[Location, tuple[tuple[int, str, str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceView:
    """A state of force for a badge: `points` let a browser find the state of another day."""

    id: str
    label: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document named on another's page."""

    citation: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in a list; `since` tells from when it is amended, replaced or ended, in one sentence."""

    name: str
    address: str
    about: str
    issuer: str
    signed: str
    force: ForceView | None
    since: tuple[str, ...]
    products: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingEvent:
    """One event of a product that a document decided."""

    row: ProductRow
    label: str
    star: int | None
    fate: str
    producer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingItem:
    """A part of a plan that a document is cited in or fulfils, in words."""

    text: str
    how: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Everything the template of a document's page may use, the products apart."""

    row: DocumentRow
    citation: str
    type: str
    number: str
    days: tuple[str, ...]
    in_force_from: date | None
    in_force_to: date | None
    rule_set_address: str
    amends: tuple[DocumentLink, ...]
    amended_by: tuple[DocumentLink, ...]
    replaces: tuple[DocumentLink, ...]
    replaced_by: tuple[DocumentLink, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    more_sources: int
    items: tuple[RestingItem, ...]


def citation(one: Instrument, *, about: bool = True) -> str:
    """How papers cite a document: type, number, day in their own form, issuer, and what it is about."""
    signed = f" ngày {in_citation(one.signed_on)}" if one.signed_on else ""
    issuer = f" của {one.issuer}" if one.issuer else ""
    return f"{one.type} số {one.number}{signed}{issuer}{_about(one) if about else ''}"


def _about(one: Instrument) -> str:
    if not one.title:
        return ""
    return f" {one.title}" if one.title[0].islower() else f": {one.title}"


def document_name(one: Instrument) -> str:
    """A document by type and number, for lists and headings."""
    return f"{one.type} {one.number}"


def document_row(one: Instrument, world: World) -> DocumentRow:
    """The document as lists show it."""
    known = world.site.instruments.instruments
    return DocumentRow(
        name=document_name(one),
        address=document_address(one.key),
        about=one.title,
        issuer=one.issuer,
        signed=" hoặc ".join(day(each) for each in one.days),
        force=force_view(one, world),
        since=tuple(_since(one, known)),
        products=len({place.product_id for place in one.events}),
    )


def force_view(one: Instrument, world: World) -> ForceView | None:
    """The state of force on the day of the build, None for what has none."""
    line = line_of_force(one, world.site.instruments.instruments)
    force = force_on(line, world.site.as_of)
    if force is None:
        return None
    points = ";".join(f"{start.isoformat() if start else '-'}:{state.value}" for start, state in line)
    return ForceView(id=force.value, label=force.label.vi, points=points)


def _since(one: Instrument, known: Mapping[Key, Instrument]) -> Iterator[str]:
    """Dated sentences, true on whatever day they are read."""
    for key in one.amended_by:
        other = known[key]
        yield f"Được sửa đổi bằng {citation(other, about=False)}."
    for key in one.replaced_by:
        other = known[key]
        begins = other.in_force_from
        from_day = f", từ ngày {day(begins)}" if begins and begins != other.signed_on else ""
        yield f"Thay bằng {citation(other, about=False)}{from_day}."
    if one.in_force_to:
        yield f"Hết hiệu lực sau ngày {day(one.in_force_to)}."


def document_view(one: Instrument, world: World, counted: Counted) -> DocumentView:
    """The view of a document's page; `counted` are the events that targets count."""
    shown = one.sources[:_MOST_SOURCES]
    return DocumentView(
        row=document_row(one, world),
        citation=citation(one),
        type=one.type,
        number=one.number,
        days=tuple(day(each) for each in one.days),
        in_force_from=one.in_force_from,
        in_force_to=one.in_force_to,
        rule_set_address=rule_set_address(one.rule_set) if one.rule_set else "",
        amends=_links(one.amends, world),
        amended_by=_links(one.amended_by, world),
        replaces=_links(one.replaces, world),
        replaced_by=_links(one.replaced_by, world),
        notes=one.notes,
        sources=shown,
        more_sources=len(one.sources) - len(shown),
        items=tuple(_items(one, world, counted)),
    )


def _links(keys: tuple[Key, ...], world: World) -> tuple[DocumentLink, ...]:
    known = world.site.instruments.instruments
    return tuple(
        DocumentLink(citation=citation(known[key], about=False), address=document_address(key))
        for key in keys
    )


def resting_events(one: Instrument, world: World) -> list[RestingEvent]:
    """What a document decided, product by product in the order of the dictionary."""
    products = world.site.registry.products
    places = sorted(one.events, key=lambda place: (world.row_of[place.product_id].rank, place.number))
    found = []
    for place in places:
        row, event = world.row_of[place.product_id], products[place.product_id].events[place.number]
        found.append(
            RestingEvent(
                row=row,
                label=world.labels.event(event.kind),
                star=event.star,
                fate=fate_of(event, row),
                producer=event.producer_name or row.producer_name,
            )
        )
    return found


def _items(one: Instrument, world: World, counted: Counted) -> Iterator[RestingItem]:
    for cited in one.plans:
        plan = world.site.plans[cited.year]
        paper = f"{plan.paper.type} số {plan.paper.number} (năm {plan.year})"
        if cited.tie is Tie.PAPER:
            how = "chính là văn bản này; trang kế hoạch có từng chỉ tiêu, việc và kết quả"
        else:
            how = f"dẫn văn bản này ở {_sections(cited.sections)}" if cited.sections else "dẫn văn bản này"
        yield RestingItem(text=paper, how=how, address=plan_address(cited.year))
    for told in one.told:
        name, anchor = _item(world.site.plans[told.year], told.item)
        yield RestingItem(
            text=name,
            how=f"kế hoạch năm {told.year}, kết quả: {told.title}",
            address=f"{plan_address(told.year)}#{anchor}",
        )
    for year, target, name, count in _targets(one, world, counted):
        yield RestingItem(
            text=name,
            how=f"chỉ tiêu của kế hoạch năm {year}, tính {count} lần công nhận theo văn bản này",
            address=f"{plan_address(year)}#chi-tieu-{target}",
        )


def _sections(sections: tuple[str, ...]) -> str:
    named = ["phần căn cứ" if section == "preamble" else f"mục {section}" for section in sections]
    return ", ".join(named)


def _item(plan: Plan, identifier: str) -> tuple[str, str]:
    groups = (("chi-tieu", plan.targets), ("viec", plan.activities), ("dot", plan.rounds))
    for anchor, items in groups:
        for item in items:
            if item.id == identifier:
                return item.name, f"{anchor}-{identifier}"
    return identifier, "noi-dung-thuc-hien"


def _targets(one: Instrument, world: World, counted: Counted) -> Iterator[tuple[int, str, str, int]]:
    """The targets that count recognitions which rest on the document, with how many of them."""
    products = world.site.registry.products
    found: dict[tuple[int, str, str], int] = {}
    for place in one.events:
        where = products[place.product_id].events[place.number].origin.at("event")
        for target in counted.get(where, ()):
            found[target] = found.get(target, 0) + 1
    for (year, identifier, name), count in found.items():
        yield year, identifier, name, count


def counted_events(world: World) -> Counted:
    """By the place of an event, the targets that count its product for it: year, id and name."""
    found: dict[Location, list[tuple[int, str, str]]] = {}
    for plan in world.site.plans.values():
        for target in world.site.answers.progress(plan, world.site.registry).targets:
            for unit in target.count.units if target.count else ():
                if unit.id != unit.product_id:
                    continue  # a producer is counted once, whichever of its products comes first
                found.setdefault(unit.where, []).append((plan.year, target.target.id, target.target.name))
    return {where: tuple(targets) for where, targets in found.items()}
