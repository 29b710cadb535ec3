"""What the records of producers and products, and the registry as a whole, must satisfy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ocop import spelling, status
from ocop.codes import documents, identity
from ocop.diagnostics import Diagnostic, Location, Text
from ocop.law import Law
from ocop.lookup import lookup_code, lookup_number
from ocop.model import OfficialCode, Place, Producer, Product, Record, Registry
from ocop.rules.decisions import decision_bears_a_number, numbers_are_of_one_day
from ocop.rules.personal_data import Typed, no_personal_data

# The parts an official code can have (`parts` of schemas/lists/code-schemes.csv); the first three are units.
_CODE_PARTS: Mapping[str, tuple[Text, re.Pattern[str]]] = {
    "province": (Text("mã tỉnh 2 chữ số", "province, 2 digits"), re.compile("[0-9]{2}")),
    "district": (Text("mã huyện 3 chữ số", "district, 3 digits"), re.compile("[0-9]{3}")),
    "commune": (Text("mã xã 5 chữ số", "commune, 5 digits"), re.compile("[0-9]{5}")),
    "serial": (Text("số thứ tự", "serial"), re.compile("[0-9]{1,4}")),
    "year": (Text("năm", "year"), re.compile("20[0-9]{2}")),
}
_UNIT_PARTS = frozenset({"province", "district", "commune"})


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
    said_of = ("Huyện, thị xã, thành phố", "place.district")
    yield from _within(place.commune, place.district, law, said_of, where)


def _within(
    commune_id: str | None,
    district_id: str | None,
    law: Law,
    said_of: tuple[str, str],
    where: Callable[[str], Location],
) -> Iterator[Diagnostic]:
    commune, district = law.units.get(commune_id or ""), law.units.get(district_id or "")
    if commune is None or district is None or commune.parent == district.id:
        return
    parent = law.units.get(commune.parent or "")
    facts = {"title": said_of[0], "field": said_of[1]}
    facts |= {"found": commune.name, "expected": district.name, "nearest": parent.name if parent else "–"}
    yield Diagnostic(documents.PLACE_MISMATCH, where(said_of[1]), facts)


def _record_problems(record: Record, law: Law, where: Callable[[str], Location]) -> Iterator[Diagnostic]:
    key = "record.confirmed_by"
    yield from code_is_listed(
        law, "agencies", record.confirmed_by, title="Cơ quan xác nhận", key=key, place=where
    )


def official_code_is_sound(
    given: OfficialCode, law: Law, where: Callable[[str], Location], key: str
) -> Iterator[Diagnostic]:
    """Yield what in an official code contradicts its scheme or names a unit that no list has."""
    yield from code_is_listed(
        law, "code-schemes", given.scheme, title="Cách đánh mã", key=f"{key}.scheme", place=where
    )
    scheme = law.lists.get("code-schemes", {}).get(given.scheme)
    if scheme is None:
        return
    names, parts = scheme.attributes["parts"].split("-"), given.code.split("-")
    title, field = "Mã sản phẩm chính thức", f"{key}.code"
    if len(names) != len(parts) or not all(
        _CODE_PARTS[name][1].fullmatch(part) for name, part in zip(names, parts, strict=True)
    ):
        forms = [_CODE_PARTS[name][0] for name in names]
        facts = {"title": title, "field": field, "found": given.code, "nearest": scheme.attributes["example"]}
        facts["expected"] = ", ".join(form.vi for form in forms)
        facts["expected_en"] = "; ".join(form.en for form in forms)
        yield Diagnostic(identity.CODE_FORM, where(field), facts)
        return
    units = {
        name: f"{scheme.attributes['edition']}-{part}"
        for name, part in zip(names, parts, strict=True)
        if name in _UNIT_PARTS
    }
    for unit in units.values():
        yield from code_is_listed(law, "administrative-units", unit, title=title, key=field, place=where)
    yield from _within(units.get("commune"), units.get("district"), law, (title, field), where)


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
            ("Tên tiếng Anh", "name_en", producer.name_en, at),
            ("Loại hình theo cách gọi của nguồn", "stated_type", producer.stated_type, at),
            ("Ghi chú", "record.note", producer.record.note, at),
            *(
                ("Tên khi đó", f"former_names.{number}.name", former.name, at)
                for number, former in enumerate(producer.former_names)
            ),
        )
    )


def record_problems(product: Product, law: Law) -> Iterator[Diagnostic]:
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
    for number, given in enumerate(product.codes):
        yield from official_code_is_sound(given, law, at, f"codes.{number}")
    yield from _record_problems(product.record, law, at)
    for event in product.events:
        where = event.origin.at
        yield from code_is_listed(
            law, "agencies", event.issuer, title="Cơ quan ban hành", key="issuer", place=where
        )
        yield from decision_bears_a_number(event)
    yield from no_personal_data(_product_texts(product))
    yield from status.problems(product, law)


def _product_texts(product: Product) -> Iterator[Typed]:
    at = product.origin.at
    yield ("Tên sản phẩm", "name", product.name, at)
    yield ("Tên tiếng Anh", "name_en", product.name_en, at)
    for number, name in enumerate(product.other_names):
        yield ("Tên khác", f"other_names.{number}", name, at)
    for number, pack in enumerate(product.packs):
        yield ("Quy cách được công nhận", f"packs.{number}", pack, at)
    yield ("Giới thiệu ngắn", "summary", product.summary, at)
    for number, paper in enumerate(product.certificates):
        yield ("Tên giấy", f"certificates.{number}.name", paper.name, at)
        yield ("Số giấy", f"certificates.{number}.number", paper.number, at)
        yield ("Nơi cấp", f"certificates.{number}.issuer", paper.issuer, at)
    for number, picture in enumerate(product.pictures):
        yield ("Lời tả ảnh", f"pictures.{number}.alt", picture.alt, at)
        yield ("Chú thích", f"pictures.{number}.caption", picture.caption, at)
        yield ("Ảnh của", f"pictures.{number}.credit", picture.credit, at)
    yield ("Giới thiệu ngắn bằng tiếng Anh", "summary_en", product.summary_en, at)
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
    """Yield what is wrong only when records are seen together: a product, producer or code entered twice."""
    products: dict[tuple[str, str], Product] = {}
    for product in registry.products.values():
        first = products.setdefault((product.producer_id, spelling.sound(product.name)), product)
        if first is not product:
            facts = {"found": product.name, "expected": first.id}
            related = (first.origin.at("name"),)
            yield Diagnostic(identity.DUPLICATE_PRODUCT, product.origin.at("name"), facts, related)
    yield from codes_are_of_one_product(registry)
    yield from numbers_are_of_one_day(registry.products.values())
    producers: dict[str, Producer] = {}
    for producer in registry.producers.values():
        if producer.name is None:
            continue
        known = producers.setdefault(spelling.folded(producer.name), producer)
        if known is not producer:
            facts = {"found": producer.name, "expected": known.id}
            related = (known.origin.at("name"),)
            yield Diagnostic(identity.DUPLICATE_PRODUCER, producer.origin.at("name"), facts, related)


def codes_are_of_one_product(registry: Registry) -> Iterator[Diagnostic]:
    """Yield each official or look-up code that leads to more than one product."""
    official: dict[str, Product] = {}
    worked_out: dict[int, Product] = {}
    for product in registry.products.values():
        for number, given in enumerate(product.codes):
            first = official.setdefault(given.code, product)
            if first is not product:
                key = f"codes.{number}.code"
                facts = {"found": given.code, "expected": first.id}
                yield Diagnostic(
                    identity.CODE_TWICE, product.origin.at(key), facts, (first.origin.at("codes"),)
                )
        first = worked_out.setdefault(lookup_number(product.id), product)
        if first is not product:
            facts = {"found": lookup_code(product.id), "expected": first.id}
            yield Diagnostic(identity.LOOKUP_CODE_TWICE, product.origin.at(""), facts, (first.origin.at(""),))
