"""The answer to an address that is none: what was typed, what it is near to, and whom to ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from ocop.lookup import lookup_code, spaced
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head
from ocop.site.plain import Plain, inline, plain_page
from ocop.site.views.addresses import CODE_LIST, CODES
from ocop.site.views.world import World

_NOT_FOUND = "404.html"
_SAMPLE = spaced(lookup_code("chu-the-vi-du/san-pham-vi-du"))


def not_found_pages(world: World) -> Iterator[Page | Fragment]:
    """The page for addresses that are none, the one to type a code into, and the codes both look through."""
    yield Page(
        address=CODE_LIST,
        shell="",
        key=world.record_key("codes", *world.prints(world.rows)),
        content=partial(_codes, world),
    )
    key = world.record_key("not found", world.site.contact, world.site.contact_phone)
    yield Page(address=_NOT_FOUND, shell="", key=key, content=partial(_page, world, _NOT_FOUND))
    yield Page(address=CODES, shell="", key=key, content=partial(_page, world, CODES))


def _codes(world: World) -> str:
    """Each product's look-up code, name and producer, then its official codes; a product a line."""
    products = world.site.registry.products
    lines = (
        json.dumps(
            [row.code, row.name, row.producer_name, *(given.code for given in products[row.id].codes)],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row in world.rows
    )
    return '{"as_of":"' + world.site.as_of.isoformat() + '","codes":[\n' + ",\n".join(lines) + "\n]}\n"


def _page(world: World, address: str) -> str:
    site = world.site
    root = urlsplit(site.base_url).path or "/"
    asking = address == CODES
    head = (
        Head(
            title="Tra mã trên tem",
            description="Gõ mã in trên bao bì để xem mã nói về sản phẩm nào và còn hiệu lực không.",
        )
        if asking
        else Head(
            title="Không tìm thấy trang", description="Địa chỉ hoặc mã này không có trong sổ đăng ký OCOP."
        )
    )
    page = Plain(
        head=head,
        address=address,
        canonical=site.base_url + CODES if asking else "",
        scripts=(inline("not_found.js"),),
    )
    schemes = {name: term.label.vi for name, term in site.law.lists["code-schemes"].items()}
    return plain_page(
        page,
        "not_found",
        site,
        # Shown at any address there is, so nothing in it can be relative.
        link=lambda target: root + target,
        root=root,
        code_list=CODE_LIST,
        sample=_SAMPLE,
        schemes=schemes,
        asking=asking,
        contact=site.contact,
        contact_phone=site.contact_phone,
        as_of=site.as_of,
    )
