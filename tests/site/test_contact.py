"""Where the office has a telephone, a tap calls it, from every page that says whom to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from ocop.diagnostics import DocumentOrigin
from ocop.model import Product, Record, Registry, Standing
from ocop.site.page import Page
from ocop.site.pages import PAGE_KINDS
from ocop.site.views.world import World
from tests.site.worlds import ROOT, world

_OFFICE, _NUMBER = "Văn phòng thử", "0233 000.000"


def _contents(contact: str, number: str) -> dict[str, str]:
    """Everything a site of one product is made of, by address or name of fragment."""
    product = Product(
        id="ho-b/tieu",
        producer_id="ho-b",
        name="Tiêu",
        record=Record(standing=Standing.GATHERED),
        origin=DocumentOrigin("x.yml"),
    )
    registry = Registry(producers={}, products={product.id: product})
    site = replace(world(registry=registry).site, contact=contact, contact_phone=number, cards_drawn=False)
    made = (one for kind in PAGE_KINDS for one in kind(World(site, ROOT)))
    contents = ((one.address if isinstance(one, Page) else one.name, one.content()) for one in made)
    return {name: content for name, content in contents if isinstance(content, str)}


@pytest.mark.parametrize("name", ["san-pham/ho-b/tieu/", "404.html", "v/", "report", "report-english"])
def test_a_tap_calls_the_office(name: str) -> None:
    tree = html.fromstring(_contents(_OFFICE, _NUMBER)[name])
    (link,) = tree.xpath("//a[starts-with(@href, 'tel:')]")
    assert (link.get("href"), link.text) == ("tel:0233000000", _NUMBER)
    assert _OFFICE in tree.text_content()


def test_no_page_calls_nobody() -> None:
    assert not [name for name, content in _contents("", "").items() if "tel:" in content]
