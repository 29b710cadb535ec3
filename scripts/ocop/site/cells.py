"""The values of the open data, record by record, under the names of their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from ocop.instruments import Place
from ocop.law import Law
from ocop.lookup import lookup_code
from ocop.model import Event, OtherCertificate, Record
from ocop.model import Place as Whereabouts
from ocop.site.page import SiteInput
from ocop.site.tables import Cell, day
from ocop.site.views.addresses import document_address, unit_address
from ocop.site.views.places import communes_today
from ocop.site.views.world import effective_place

_JOINT = " | "


def products(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every product with its place then and now and its state on the day of the build."""
    for product in site.registry.products.values():
        producer = site.registry.producers.get(product.producer_id)
        yield {
            "id": product.id,
            "code": lookup_code(product.id),
            "official_codes": _JOINT.join(given.code for given in product.codes) or None,
            "name": product.name,
            "name_en": product.name_en,
            "other_names": _JOINT.join(product.other_names) or None,
            "packs": _JOINT.join(product.packs) or None,
            "producer_id": product.producer_id,
            "producer_name": producer.name if producer else None,
            "producer_type": producer.type if producer else None,
            "product_group": product.product_group,
            "product_set": product.product_set,
            "summary": product.summary,
            "summary_en": product.summary_en,
            "shop_links": _JOINT.join(product.shop_links) or None,
            "trace_links": _JOINT.join(product.trace_links) or None,
            "certificates": _JOINT.join(_in_parts(paper) for paper in product.certificates) or None,
            **_place_cells(effective_place(product, producer), site.law),
            **site.answers.cells(product),
            **_record_cells(product.record),
            "page": f"{site.base_url}san-pham/{product.id}/",
        }


def producers(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every producer with its place and the number of its products."""
    counts = Counter(product.producer_id for product in site.registry.products.values())
    for producer in site.registry.producers.values():
        yield {
            "id": producer.id,
            "name": producer.name,
            "name_en": producer.name_en,
            "type": producer.type,
            "stated_type": producer.stated_type,
            "former_names": _JOINT.join(former.name for former in producer.former_names) or None,
            **_place_cells(producer.place, site.law),
            "website": producer.website,
            "products": counts[producer.id],
            **_record_cells(producer.record),
            "page": f"{site.base_url}chu-the/{producer.id}/",
        }


def communes(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every commune of today, what it was made of, where it lies, and how many products it has."""
    products: Counter[Cell] = Counter()
    with_star: Counter[Cell] = Counter()
    for product in site.registry.products.values():
        producer = site.registry.producers.get(product.producer_id)
        place = _place_cells(effective_place(product, producer), site.law)["commune_now"]
        products[place] += 1
        with_star[place] += site.answers.cells(product)["star"] is not None
    for unit in communes_today(site.law.units):
        former = site.law.predecessors(unit.id)
        yield {
            "id": unit.id,
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind,
            "formerly": _JOINT.join(one.id for one in former) or None,
            "formerly_names": _JOINT.join(one.name for one in former) or None,
            "longitude": unit.position.longitude if unit.position else None,
            "latitude": unit.position.latitude if unit.position else None,
            "position_source": unit.position.source if unit.position else None,
            "products": products[unit.id],
            "with_star": with_star[unit.id],
            "page": f"{site.base_url}{unit_address(unit)}",
        }


def _in_parts(paper: OtherCertificate) -> str:
    """Name, number, issuer and last valid day, each in its place; what is unknown at the end falls away."""
    parts = (paper.name, paper.number, paper.issuer, day(paper.valid_through))
    return "; ".join(part or "" for part in parts).rstrip("; ")


def _place_cells(place: Whereabouts, law: Law) -> Mapping[str, Cell]:
    commune, district = law.units.get(place.commune or ""), law.units.get(place.district or "")
    now = law.successor(commune.id) if commune else None
    if district is None and commune is not None and commune.valid_to is not None:
        district = law.units.get(commune.parent or "")
    return {
        "commune": place.commune,
        "commune_name": commune.name if commune else None,
        "district": place.district,
        "district_name": district.name if district else None,
        "commune_now": now.id if now else None,
        "commune_now_name": now.name if now else None,
    }


def _record_cells(record: Record) -> Mapping[str, Cell]:
    return {
        "standing": record.standing.value,
        "gathered_on": day(record.gathered_on),
        "confirmed_on": day(record.confirmed_on),
        "confirmed_by": record.confirmed_by,
        "note": record.note,
    }


def documents(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every official document that the law, the plans and the histories name."""
    known = site.instruments.instruments
    for one in known.values():
        yield {
            "id": str(one.key),
            "family": one.family.value,
            "type": one.type,
            "number": one.number,
            "issuer": one.key.issuer or None,
            "issuer_name": one.issuer or None,
            "signed_on": day(one.signed_on),
            "title": one.title or None,
            "rule_set": one.rule_set,
            "in_force_from": day(one.in_force_from),
            "in_force_to": day(one.in_force_to),
            "amends": _JOINT.join(map(str, one.amends)) or None,
            "replaces": _JOINT.join(map(str, one.replaces)) or None,
            "replaced_by": _JOINT.join(map(str, one.replaced_by)) or None,
            "products": len({place.product_id for place in one.events}),
            "source": one.sources[0] if one.sources else None,
            "page": f"{site.base_url}{document_address(one.key)}",
        }


def history(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every event of a kind the public may see, by product, in file order."""
    kinds = site.law.lists.get("event-kinds", {})
    shown = {kind for kind, term in kinds.items() if term.attributes.get("visibility") == "public"}
    for product in site.registry.products.values():
        for number, event in enumerate(product.events):
            if event.kind in shown:
                document = site.instruments.of_event(Place(product.id, number))
                yield {
                    "product_id": product.id,
                    **_event_cells(event),
                    "document_id": str(document.key) if document else None,
                }


def _event_cells(event: Event) -> Mapping[str, Cell]:
    return {
        "on": day(event.on),
        "year": event.year,
        "event": event.kind.value,
        "level": event.level.value if event.level else None,
        "round": event.round,
        "application": event.application,
        "star": event.star,
        "decision": event.decision,
        "issuer": event.issuer,
        "valid_through": day(event.valid_through),
        "valid_through_basis": event.valid_through_basis.value if event.valid_through_basis else None,
        "cause": event.cause,
        "product_name": event.product_name,
        "producer_name": event.producer_name,
        "source": event.source,
        "note": event.note,
    }


def targets(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """Every target of every plan with how it stands on the day of the build."""
    for plan in site.plans.values():
        for found in site.answers.progress(plan, site.registry).targets:
            target = found.target
            value = found.headline.value if found.headline else None
            yield {
                "plan": plan.id,
                "item": target.id,
                "name": target.name,
                "kind": target.kind.value,
                "unit": target.unit,
                "low": target.low,
                "high": target.high,
                "state": found.state.value,
                "state_label": found.state.label.vi,
                "value": None if value is None else _rounded_down(value),
            }


def _rounded_down(value: Fraction) -> Cell:
    """Never more than was reached: a figure is not rounded up to its target."""
    hundredths = value.numerator * 100 // value.denominator
    return hundredths // 100 if hundredths % 100 == 0 else Decimal(hundredths) / 100


def actuals(site: SiteInput) -> Iterator[Mapping[str, Cell]]:
    """What sources say of the plans."""
    for plan in site.plans.values():
        for actual in plan.actuals:
            yield {
                "plan": plan.id,
                "item": actual.item,
                "measure": actual.measure,
                "title": actual.title,
                "role": actual.role.value,
                "status": actual.status.value,
                "value": actual.value,
                "out_of": actual.out_of,
                "unit": actual.unit,
                "done_on": day(actual.done_on),
                "qualifier": actual.qualifier.value,
                "as_of": actual.as_of,
                "scope": actual.scope,
                "source": actual.source,
                "note": actual.note,
            }
