"""Structured data: of a pinned shape, saying what the page says, and never more."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import icalendar
import pytest
from lxml import etree

from ocop.load.registry import load
from ocop.lookup import lookup_code
from ocop.site.build import build
from ocop.site.views.structured_data import data_block
from tests.drawn_photos import jpeg, pack, with_photos
from tests.site.conftest import HARM
from tests.site.every_state import AS_OF, ENGLISH, OFFICIAL, STATES, every_state, surroundings

_BASE = "http://127.0.0.1:8000/"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"https?://\S+")
_OWN = re.compile(rf"{re.escape(_BASE)}[\w/.-]+")
# What each type of schema.org may hold here: the type of the value, "*" when it is a list of such.
_SHAPES: Mapping[str, Mapping[str, str]] = {
    "Product": {
        "@id": "url",
        "name": "text",
        "alternateName": "text*",
        "description": "text",
        "category": "text",
        "url": "url",
        "productID": "text",
        "identifier": "PropertyValue*",
        "sameAs": "url",
        "image": "own*",
        "manufacturer": "Organization",
        "hasCertification": "Certification",
    },
    "Certification": {
        "name": "text",
        "certificationIdentification": "text",
        "certificationRating": "Rating",
        "certificationStatus": "url",
        "issuedBy": "GovernmentOrganization",
        "validFrom": "day",
        "expires": "day",
    },
    "Rating": {"ratingValue": "number", "bestRating": "number", "worstRating": "number"},
    "GovernmentOrganization": {"name": "text"},
    "PropertyValue": {"propertyID": "text", "value": "text"},
    "Organization": {
        "@id": "url",
        "name": "text",
        "alternateName": "text*",
        "url": "url",
        "sameAs": "url",
        "address": "PostalAddress",
    },
    "PostalAddress": {"addressLocality": "text", "addressRegion": "text", "addressCountry": "text"},
    "BreadcrumbList": {"itemListElement": "ListItem*"},
    "ListItem": {"position": "number", "name": "text", "item": "url"},
    "Dataset": {
        "@id": "url",
        "name": "text",
        "description": "text",
        "url": "url",
        "license": "url",
        "isAccessibleForFree": "truth",
        "inLanguage": "text",
        "dateModified": "day",
        "version": "text",
        "keywords": "text*",
        "spatialCoverage": "text",
        "creator": "Organization",
        "distribution": "DataDownload*",
    },
    "Event": {
        "@id": "url",
        "name": "text",
        "description": "text",
        "startDate": "day",
        "endDate": "day",
        "url": "url",
        "location": "AdministrativeArea",
    },
    "AdministrativeArea": {"name": "text"},
    "DataDownload": {
        "name": "text",
        "encodingFormat": "text",
        "contentUrl": "url",
        "contentSize": "text",
        "sha256": "text",
    },
}
_REQUIRED: Mapping[str, frozenset[str]] = {
    "Product": frozenset({"@id", "name", "url", "productID"}),
    "Certification": frozenset({"name"}),
    "Organization": frozenset({"@id", "name", "url"}),
    "ListItem": frozenset({"position", "name", "item"}),
    "Event": frozenset({"name", "startDate", "location"}),
    "Dataset": frozenset({"name", "description", "license", "creator", "distribution", "dateModified"}),
    "DataDownload": frozenset({"encodingFormat", "contentUrl", "contentSize", "sha256"}),
}


def faults(value: object, kind: str, place: str = "") -> Iterator[str]:
    """Where `value` is not what schema.org, as pinned here, has for `kind`."""
    if kind.endswith("*"):
        if not isinstance(value, list) or not value:
            yield f"{place}: no list"
        else:
            for one in value:
                yield from faults(one, kind[:-1], place)
    elif kind in _SHAPES:
        if not isinstance(value, dict) or value.get("@type") != kind:
            yield f"{place}: no {kind}"
            return
        names = set(value) - {"@type"}
        yield from (f"{place}.{name}: not of {kind}" for name in sorted(names - set(_SHAPES[kind])))
        yield from (f"{place}.{name}: lacking" for name in sorted(_REQUIRED.get(kind, frozenset()) - names))
        for name in sorted(names & set(_SHAPES[kind])):
            yield from faults(value[name], _SHAPES[kind][name], f"{place}.{name}")
    elif kind in {"number", "truth"}:
        if type(value) is not {"number": int, "truth": bool}[kind]:
            yield f"{place}: no {kind}"
    else:
        form = {"url": _ADDRESS, "own": _OWN, "day": _DAY, "text": re.compile(r"(?s).*\S.*")}[kind]
        if not isinstance(value, str) or not form.fullmatch(value):
            yield f"{place}: {value!r} is no {kind}"


def graph(path: Path) -> list[dict[str, object]]:
    """The nodes of a page's one block of data."""
    (block,) = etree.parse(path, etree.HTMLParser(encoding="utf-8")).xpath(
        "//script[@type='application/ld+json']/text()"
    )
    content = json.loads(block)
    assert set(content) == {"@context", "@graph"}
    assert content["@context"] == "https://schema.org"
    nodes: list[dict[str, object]] = content["@graph"]
    return nodes


def words(path: Path) -> str:
    """What a reader sees of a page."""
    tree = etree.parse(path, etree.HTMLParser(encoding="utf-8"))
    return " ".join("".join(tree.xpath("//article//text()[not(ancestor::script)]")).split())


_PICTURED = {"con-hieu-luc": 2, "het-han": 1}


@pytest.fixture(scope="module")
def pictured_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site two of whose products have pictures, and one has a picture without consent."""
    root = surroundings(tmp_path_factory.mktemp("pictured"))
    every_state(root)
    folder = root / "dossiers/htx-moi-trang-thai"
    for name, count in _PICTURED.items():
        pictures = {f"{number}.jpg": jpeg(pack(1000, 750, 20 * number)) for number in range(count)}
        with_photos(folder / name, pictures)
    with_photos(folder / "thu-hoi", {"kin.jpg": jpeg(pack(400, 300))}, consent=False)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


def shown(path: Path) -> list[str]:
    """The files that a product's page shows as pictures."""
    tree = etree.parse(path, etree.HTMLParser(encoding="utf-8"))
    folder = path.parent.as_posix()
    return [f"{folder}/{one}" for one in tree.xpath("//article//img/@src")]


@pytest.mark.parametrize(("site", "certified"), [("real_site", 20), ("pictured_site", 5)])
def test_every_product_page_has_data_of_the_pinned_shape(
    site: str, certified: int, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(site)
    records = {one["id"]: one for one in json.loads((folder / "du-lieu/products.json").read_text("utf-8"))}
    seen = {}
    for path in sorted((folder / "san-pham").rglob("index.html")):
        product, trail = graph(path)
        assert not [*faults(product, "Product", str(path)), *faults(trail, "BreadcrumbList", str(path))]
        record, text = records[str(product["productID"])], words(path)
        assert product["name"] == record["name"]
        assert str(product["name"]) in text
        assert product["url"] == _BASE + path.parent.relative_to(folder).as_posix() + "/" == record["page"]
        paper = product.get("hasCertification")
        assert paper is None or isinstance(paper, dict)
        found = (paper or {}).get("expires")
        seen[record["id"]] = found
        if record["decided_on"] or record["valid_through"]:
            assert found == record["valid_through"]
        if found:
            year, month, day = found.split("-")
            assert f"có giá trị đến hết {day}/{month}/{year}" in text.replace("Có", "có")
        status = (paper or {}).get("certificationStatus")
        assert (status == "https://schema.org/CertificationInactive") == (record["state"] == "revoked")
        assert status is None or record["state"] == "revoked"
        manufacturer = product.get("manufacturer")
        assert (manufacturer["name"] if isinstance(manufacturer, dict) else None) == record["producer_name"]
    assert set(seen) == set(records)
    assert sum(bool(one) for one in seen.values()) >= certified


def test_the_data_names_the_pictures_that_the_page_shows(pictured_site: Path) -> None:
    told = {}
    for path in sorted((pictured_site / "san-pham").rglob("index.html")):
        product, _ = graph(path)
        images = product.get("image", [])
        assert isinstance(images, list)
        files = [pictured_site / one.removeprefix(_BASE) for one in images]
        assert all(one.is_file() for one in files)
        assert [one.as_posix() for one in files] == shown(path)
        told[path.parent.name] = len(images)
    assert {name: count for name, count in told.items() if count} == _PICTURED


def test_a_certified_product_is_told_like_this(real_site: Path) -> None:
    address = "san-pham/htx-moi-trang-thai/con-hieu-luc/"
    product, trail = graph(real_site / address / "index.html")
    producer = f"{_BASE}chu-the/htx-moi-trang-thai/"
    assert product == {
        "@type": "Product",
        "@id": f"{_BASE}{address}#san-pham",
        "name": "Sản phẩm con-hieu-luc",
        "alternateName": [ENGLISH[0]],
        "url": _BASE + address,
        "productID": "htx-moi-trang-thai/con-hieu-luc",
        "identifier": [{"@type": "PropertyValue", "propertyID": "OCOP", "value": code} for code in OFFICIAL],
        "sameAs": f"{_BASE}v/{lookup_code('htx-moi-trang-thai/con-hieu-luc')}/",
        "manufacturer": {
            "@type": "Organization",
            "@id": f"{producer}#chu-the",
            "name": "HTX Mọi trạng thái",
            "url": producer,
        },
        "hasCertification": {
            "@type": "Certification",
            "name": "OCOP 4 sao",
            "certificationIdentification": "12/QĐ-UBND",
            "certificationRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
            "issuedBy": {"@type": "GovernmentOrganization", "name": "Ủy ban nhân dân tỉnh Quảng Trị"},
            "validFrom": "2025-11-01",
            "expires": "2028-11-01",
        },
    }
    steps = trail["itemListElement"]
    assert isinstance(steps, list)
    assert [one["name"] for one in steps] == ["Trang chủ", "Sổ đăng ký", "Sản phẩm con-hieu-luc"]
    assert [one["position"] for one in steps] == [1, 2, 3]


@pytest.mark.parametrize("name", STATES)
def test_only_what_was_recognised_is_certified(name: str, real_site: Path) -> None:
    product, _ = graph(real_site / f"san-pham/htx-moi-trang-thai/{name}/index.html")
    assert ("hasCertification" in product) == (name not in {"dang-xet", "dang-lam", "khong-dat"})


def test_producers_and_the_data_page_have_theirs(real_site: Path) -> None:
    pages = [path for path in (real_site / "chu-the").rglob("index.html") if path.parent.name != "chu-the"]
    for path in pages:
        producer, trail = graph(path)
        assert not [*faults(producer, "Organization", str(path)), *faults(trail, "BreadcrumbList")]
    assert len(pages) > 20
    dataset, trail = graph(real_site / "du-lieu/index.html")
    assert not [*faults(dataset, "Dataset"), *faults(trail, "BreadcrumbList")]
    files = dataset["distribution"]
    assert isinstance(files, list)
    told = {one["contentUrl"].removeprefix(f"{_BASE}du-lieu/"): one for one in files}
    there = {path.name: path.read_bytes() for path in (real_site / "du-lieu").iterdir() if path.is_file()}
    assert set(told) == set(there) - {"index.html"}
    for name, one in told.items():
        assert one["sha256"] == hashlib.sha256(there[name]).hexdigest()
        assert one["contentSize"] == f"{len(there[name])} B"


def test_the_days_to_come_are_those_of_the_calendar(real_site: Path) -> None:
    events = graph(real_site / "han-nop/index.html")
    assert not [fault for one in events for fault in faults(one, "Event")]
    (file,) = (real_site / "han-nop").glob("*.ics")
    entries = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    coming = [
        (one.decoded("DTSTART").isoformat(), str(one["SUMMARY"]))
        for one in entries
        if one.decoded("DTSTART") >= AS_OF
    ]
    assert sorted((str(one["startDate"]), str(one["name"])) for one in events) == sorted(coming)
    assert len(coming) >= 4
    assert all(one["startDate"] == one["endDate"] for one in events)


def test_stars_are_never_told_as_what_buyers_think(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        assert not re.search(rb"aggregateRating|\"review|\"offers|ratingCount", path.read_bytes()), path


def test_the_shape_can_be_missed(real_site: Path) -> None:
    product, _ = graph(real_site / "san-pham/htx-moi-trang-thai/con-hieu-luc/index.html")
    paper = product["hasCertification"]
    assert isinstance(paper, dict)
    for wrong in (
        {**product, "aggregateRating": {"@type": "AggregateRating"}},
        {**product, "name": ""},
        {**product, "url": "san-pham/"},
        {**product, "image": []},
        {**product, "image": f"{_BASE}a.webp"},
        {**product, "image": ["/a.webp"]},
        {**product, "image": ["https://example.vn/a.webp"]},
        {**product, "hasCertification": {**paper, "expires": "01/11/2028"}},
        {key: value for key, value in product.items() if key != "productID"},
    ):
        assert len(list(faults(wrong, "Product"))) == 1


@pytest.mark.parametrize(
    "text", ["</script>", "<!--<script>", "&lt;", "\u2028\u2029", '"\\', HARM, "Ở “đây”"]
)
def test_a_text_cannot_leave_the_block(text: str) -> None:
    block = data_block([{"@type": "Product", "name": text, "none": None, "empty": "", "list": []}])
    inside = block.strip().removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside)["@graph"] == [{"@type": "Product", "name": text}]


def test_markup_in_a_dossier_stays_text_in_the_data(hostile_site: Path) -> None:
    product, _ = graph(hostile_site / "san-pham/ke-xau/san-pham-xau/index.html")
    assert product["name"] == HARM
    producer, _ = graph(hostile_site / "chu-the/ke-xau/index.html")
    assert producer["name"] == HARM
