"""What pages say to machines, in the words of schema.org: the same facts as to people, none added.

Stars are a certification, never `aggregateRating`, which means what buyers think. What a page says of
today goes stale in a copy, so that only last valid days are told, and a status only where it stays: revoked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from ocop.site.exports import FOLDER, LICENCE, TITLE, DataFile
from ocop.site.render import day, web_address
from ocop.site.views.addresses import DEADLINES, verification_address
from ocop.site.views.deadlines import Deadline
from ocop.site.views.products import ProductView
from ocop.site.views.states import Standing
from ocop.site.views.world import World
from ocop.site.xlsx_file import MEDIA_TYPE
from ocop.status import State

Node = Mapping[str, object]

_CONTEXT = "https://schema.org"
_BEST_STAR = 5
_PRODUCER, _PRODUCT, _REGISTRY = "#chu-the", "#san-pham", "#so-dang-ky"
_MEDIA_TYPES = {
    "xlsx": MEDIA_TYPE,
    "csv": "text/csv",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "": "text/plain",
}
# Whatever could end the script or begin a comment in it stands as its number; JSON readers see no difference.
_ESCAPES = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def data_block(nodes: Sequence[Node]) -> str:
    """The nodes as a script that browsers keep as data and never run, safe whatever the texts hold."""
    content = {"@context": _CONTEXT, "@graph": [_told(node) for node in nodes]}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _ESCAPES.items():  # str.translate takes ten times as long
        written = written.replace(letter, escaped)
    return f'\n<script type="application/ld+json">{written}</script>\n'


def product_node(product: ProductView, address: str, world: World) -> Node:
    """A product with the certification its page speaks of."""
    base = world.site.base_url
    producer = producer_node(product.producer_name, product.producer_address, world)
    return {
        "@type": "Product",
        "@id": f"{base}{address}{_PRODUCT}",
        "name": product.name,
        "alternateName": [*product.other_names, *filter(None, [product.name_en])],
        "description": product.summary,
        "category": product.group,
        "url": base + address,
        "image": [base + picture.largest.address for picture in product.pictures],
        "productID": product.id,
        "identifier": [_property("OCOP", code) for code in product.official_codes],
        "sameAs": base + verification_address(product.code.replace(" ", "")),
        "manufacturer": producer if product.producer_name else None,
        "hasCertification": _certification(product.standing),
    }


def _certification(standing: Standing) -> Node | None:
    paper = standing.certificate
    if paper is None:
        return None
    revoked = standing.state.id == State.REVOKED.value
    return {
        "@type": "Certification",
        "name": f"OCOP {standing.star} sao" if standing.star else "OCOP",
        "certificationIdentification": paper.decision,
        "certificationRating": _rating(standing.star),
        "certificationStatus": f"{_CONTEXT}/CertificationInactive" if revoked else None,
        "issuedBy": {"@type": "GovernmentOrganization", "name": paper.issuer} if paper.issuer else None,
        "validFrom": _day(paper.decided_on),
        "expires": _day(paper.valid_through),
    }


def _rating(star: int | None) -> Node | None:
    if star is None:
        return None
    return {"@type": "Rating", "ratingValue": star, "bestRating": _BEST_STAR, "worstRating": 1}


def producer_node(
    name: str, address: str, world: World, *, place: str = "", former: Sequence[str] = (), website: str = ""
) -> Node:
    """A producer; of its place only the commune is told, as on its page."""
    base = world.site.base_url
    commune = {
        "@type": "PostalAddress",
        "addressLocality": place,
        "addressRegion": "Quảng Trị",
        "addressCountry": "VN",
    }
    return {
        "@type": "Organization",
        "@id": f"{base}{address}{_PRODUCER}",
        "name": name,
        "alternateName": list(former),
        "url": base + address,
        "sameAs": web_address(website),
        "address": commune if place else None,
    }


def trail_node(trail: Sequence[tuple[str, str]], world: World) -> Node:
    """The way from the home page to a page, as names and addresses; the page itself is the last."""
    steps = chain([("Trang chủ", "")], trail)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": world.site.base_url + address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def deadline_node(one: Deadline, world: World) -> Node:
    """The last day of a part of a round, whole and in Vietnam; whoever sets it is named in the text."""
    base = world.site.base_url
    return {
        "@type": "Event",
        "@id": f"{base}{DEADLINES}#{one.key}",
        "name": one.title,
        "description": f"Trước ngày {day(one.before)}. {one.act}.",
        "startDate": _day(one.on),
        "endDate": _day(one.on),
        "url": base + DEADLINES,
        "location": {"@type": "AdministrativeArea", "name": "Tỉnh Quảng Trị"},
    }


def dataset_node(files: Sequence[DataFile], world: World) -> Node:
    """The open data with every file that can be taken away."""
    site = world.site
    return {
        "@type": "Dataset",
        "@id": f"{site.base_url}{FOLDER}#du-lieu",
        "name": f"{TITLE} tỉnh Quảng Trị",
        "description": (
            "Sản phẩm OCOP của tỉnh Quảng Trị: chủ thể, hạng sao, quyết định, thời hạn giấy chứng nhận, quá "
            "trình, kế hoạch và kết quả; mỗi việc có nguồn, ô trống là điều nguồn không nêu."
        ),
        "url": site.base_url + FOLDER,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "vi",
        "dateModified": _day(site.as_of),
        "version": site.commit,
        "keywords": ["OCOP", "Mỗi xã một sản phẩm", "Quảng Trị"],
        "spatialCoverage": "Tỉnh Quảng Trị, Việt Nam",
        "creator": {
            "@type": "Organization",
            "@id": site.base_url + _REGISTRY,
            "name": "Sổ đăng ký OCOP Quảng Trị",
            "url": site.base_url,
        },
        "distribution": [_download(one, site.base_url) for one in files],
    }


def _download(one: DataFile, base: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": one.name,
        "encodingFormat": _MEDIA_TYPES[one.name.rpartition(".")[2] if "." in one.name else ""],
        "contentUrl": f"{base}{FOLDER}{one.name}",
        "contentSize": f"{one.size} B",
        "sha256": one.sha256,
    }


def _property(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _told(node: Node) -> Node:
    """The node without what nobody knows."""
    found: dict[str, object] = {}
    for name, value in node.items():
        told = _told(value) if isinstance(value, Mapping) else value
        if isinstance(value, list):
            told = [_told(one) if isinstance(one, Mapping) else one for one in value]
        if told not in (None, "", []):
            found[name] = told
    return found
