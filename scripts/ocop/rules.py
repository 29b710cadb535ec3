"""What a dossier, and the registry as a whole, must satisfy beyond the shape of its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ocop import spelling, status
from ocop.codes import documents, identity, privacy
from ocop.diagnostics import Code, Diagnostic, Location
from ocop.law import Law
from ocop.model import Place, Producer, Product, Record, Registry

_ADDRESS = re.compile(r"https?://\S+")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
# Mobile numbers and landlines as numbered today; a tax code of ten digits starts otherwise.
_PHONE = re.compile(r"(?<![0-9./-])(?:\+?84|0)[ .]?(?:[35789](?:[ .]?[0-9]){8}|2(?:[ .]?[0-9]){9})(?![0-9])")
# Bounded, and tried only where a word begins, so that no text takes more than linear time.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_DETECTORS: tuple[tuple[Code, re.Pattern[str]], ...] = (
    (privacy.IDENTITY_NUMBER, _IDENTITY),
    (privacy.PHONE_NUMBER, _PHONE),
    (privacy.EMAIL_ADDRESS, _EMAIL),
)

# One text a person typed: its Vietnamese title, its key, the text and where it stands.
_Typed = tuple[str, str, str | None, Callable[[str], Location]]


def no_personal_data(texts: Iterable[_Typed]) -> Iterator[Diagnostic]:
    """Yield each text that seems to hold an identity number, a telephone number or an e-mail address.

    Luật 91/2025/QH15: what is published cannot be taken back from Git's history.
    """
    for title, key, text, place in texts:
        if not text or (text.isalpha() and "@" not in text):
            continue
        bare = _ADDRESS.sub(" ", text)
        for code, pattern in _DETECTORS:
            hit = pattern.search(bare)
            if hit is not None:
                shown = hit.group()[:3] + "…"
                yield Diagnostic(code, place(key), {"title": title, "field": key, "found": shown})


def code_is_listed(
    law: Law, list_name: str, value: str | None, *, title: str, key: str, place: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield a problem when `value` is not a code of `schemas/lists/<list_name>.csv`."""
    codes: Mapping[str, object] = (
        law.units if list_name == "administrative-units" else law.lists.get(list_name, {})
    )
    if value is None or value in codes:
        return
    facts = {
        "title": title,
        "field": key,
        "found": value,
        "expected": f"schemas/lists/{list_name}.csv",
        "nearest": spelling.nearest(value, codes) or "–",
    }
    yield Diagnostic(documents.UNKNOWN_REFERENCE, place(key), facts)


def commune_lies_in_district(
    place: Place, law: Law, where: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield a problem when a place's units are not listed or the commune is not part of the district."""
    list_name = "administrative-units"
    yield from code_is_listed(
        law, list_name, place.commune, title="Xã, phường, thị trấn, đặc khu", key="place.commune", place=where
    )
    yield from code_is_listed(
        law, list_name, place.district, title="Huyện, thị xã, thành phố", key="place.district", place=where
    )
    commune, district = law.units.get(place.commune or ""), law.units.get(place.district or "")
    if commune is None or district is None or commune.parent == district.id:
        return
    parent = law.units.get(commune.parent or "")
    facts = {"title": "Huyện, thị xã, thành phố", "field": "place.district"}
    facts |= {"found": commune.name, "expected": district.name, "nearest": parent.name if parent else "–"}
    yield Diagnostic(documents.PLACE_MISMATCH, where("place.district"), facts)


def _record_problems(record: Record, law: Law, where: Callable[[str], Location]) -> Iterator[Diagnostic]:
    key = "record.confirmed_by"
    yield from code_is_listed(
        law, "agencies", record.confirmed_by, title="Cơ quan xác nhận", key=key, place=where
    )


def producer_problems(producer: Producer, law: Law) -> Iterator[Diagnostic]:
    """Yield what in one producer's record contradicts the lists or should not be public."""
    at = producer.origin.at
    types = "producer-types"
    yield from code_is_listed(law, types, producer.type, title="Loại hình chủ thể", key="type", place=at)
    for number, former in enumerate(producer.former_names):
        key = f"former_names.{number}.type"
        yield from code_is_listed(law, types, former.type, title="Loại hình khi đó", key=key, place=at)
    yield from commune_lies_in_district(producer.place, law, at)
    yield from _record_problems(producer.record, law, at)
    yield from no_personal_data(
        (
            ("Tên chủ thể", "name", producer.name, at),
            ("Loại hình theo cách gọi của nguồn", "stated_type", producer.stated_type, at),
            ("Ghi chú", "record.note", producer.record.note, at),
            *(
                ("Tên khi đó", f"former_names.{number}.name", former.name, at)
                for number, former in enumerate(producer.former_names)
            ),
        )
    )


def product_problems(product: Product, law: Law) -> Iterator[Diagnostic]:
    """Yield what in one product's record and history contradicts the lists, the law or itself."""
    at = product.origin.at
    group, product_set = product.product_group, product.product_set
    yield from code_is_listed(
        law, "product-groups", group, title="Nhóm sản phẩm", key="product_group", place=at
    )
    yield from code_is_listed(
        law, "product-sets", product_set, title="Bộ sản phẩm", key="product_set", place=at
    )
    yield from commune_lies_in_district(product.place, law, at)
    yield from _record_problems(product.record, law, at)
    for event in product.events:
        where = event.origin.at
        yield from code_is_listed(
            law, "agencies", event.issuer, title="Cơ quan ban hành", key="issuer", place=where
        )
    yield from no_personal_data(_product_texts(product))
    yield from status.problems(product, law)


def _product_texts(product: Product) -> Iterator[_Typed]:
    at = product.origin.at
    yield ("Tên sản phẩm", "name", product.name, at)
    for number, name in enumerate(product.other_names):
        yield ("Tên khác", f"other_names.{number}", name, at)
    yield ("Giới thiệu ngắn", "summary", product.summary, at)
    yield ("Ghi chú", "record.note", product.record.note, at)
    story = product.origin.path.rpartition("/")[0] + "/story.md"
    yield ("Câu chuyện sản phẩm", "story.md", product.story, lambda _key: Location(story, 1, 1))
    for event in product.events:
        where = event.origin.at
        yield ("Ghi chú", "note", event.note, where)
        yield ("Tên sản phẩm theo nguồn", "product_name", event.product_name, where)
        yield ("Tên chủ thể theo nguồn", "producer_name", event.producer_name, where)
        yield ("Số quyết định", "decision", event.decision, where)
        yield ("Nguồn", "source", event.source, where)


def registry_problems(registry: Registry) -> Iterator[Diagnostic]:
    """Yield what is wrong only when records are seen together: one product or producer entered twice."""
    products: dict[tuple[str, str], Product] = {}
    for product in registry.products.values():
        first = products.setdefault((product.producer_id, spelling.sound(product.name)), product)
        if first is not product:
            facts = {"found": product.name, "expected": first.id}
            related = (first.origin.at("name"),)
            yield Diagnostic(identity.DUPLICATE_PRODUCT, product.origin.at("name"), facts, related)
    producers: dict[str, Producer] = {}
    for producer in registry.producers.values():
        if producer.name is None:
            continue
        known = producers.setdefault(spelling.folded(producer.name), producer)
        if known is not producer:
            facts = {"found": producer.name, "expected": known.id}
            related = (known.origin.at("name"),)
            yield Diagnostic(identity.DUPLICATE_PRODUCER, producer.origin.at("name"), facts, related)
