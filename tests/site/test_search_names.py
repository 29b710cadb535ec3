"""On the page of results: whoever types the name of a place or a producer is shown the way to it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from ocop.spelling import slug
from tests.site.conftest import Visitor, Visitors
from tests.site.looks import over_the_edge, unsuitable

pytestmark = pytest.mark.browser

_LINKS = "#ten a"
_NOTHING = "[data-nothing]"
_CORRECTION = "Có phải"
# Types one name after another and reads the links and the ways on that it brings.
_ASK = """async names => {
  const form = document.getElementById("loc"), table = document.querySelector("[data-registry]"), seen = [];
  for (const name of names) {
    form.elements.q.value = name;
    form.requestSubmit();
    await new Promise(done => setTimeout(done, 55)); // no more than 200 addresses in 10 seconds
    while (table.ariaBusy === "true") { await new Promise(requestAnimationFrame); }
    const all = (selector, part) => [...document.querySelectorAll(selector)].map(one => one[part]);
    seen.push([all("#ten a", "href"), all("[data-nothing]:not([hidden]) button", "textContent")]);
  }
  return seen;
}"""


def _asked(visitor: Visitor, base: str, typed: str) -> Page:
    page = visitor.open(base + "so-dang-ky/?" + urlencode({"q": typed}))
    expect(page.locator("[data-registry]")).to_have_attribute("aria-busy", "false")
    return page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "Gio Linh",
            {
                "Địa bàn: xã Gio Linh, sổ chưa có sản phẩm": "dia-ban/19495-xa-gio-linh/",
                "Địa bàn: huyện Gio Linh (cũ), 12 sản phẩm": "dia-ban/huyen-cu/huyen-gio-linh/",
                "Chủ thể: Hộ kinh doanh Mẫu Gio Linh, Hộ sản xuất kinh doanh, 5 sản phẩm": (
                    "chu-the/ho-kinh-doanh-mau-gio-linh/"
                ),
            },
        ),
        (
            "huyen gio l",
            {"Địa bàn: huyện Gio Linh (cũ), 12 sản phẩm": "dia-ban/huyen-cu/huyen-gio-linh/"},
        ),
        (
            "Ðakrông",
            {
                "Địa bàn: xã Đakrông, sổ chưa có sản phẩm": "dia-ban/19564-xa-dakrong/",
                "Địa bàn: huyện Đa Krông (cũ), 8 sản phẩm": "dia-ban/huyen-cu/huyen-da-krong/",
            },
        ),
        (
            "khe s",
            {"Địa bàn: xã Khe Sanh, 7 sản phẩm": "dia-ban/19429-xa-khe-sanh/"},
        ),
        (
            "hải thượng",
            {
                "Địa bàn: xã Hải Lăng, sổ chưa có sản phẩm, gồm xã Hải Phú, xã Hải Thượng, xã Hải Lâm cũ": (
                    "dia-ban/19702-xa-hai-lang/"
                )
            },
        ),
        (
            "mẫu hòa bình",
            {
                "Chủ thể: Công ty TNHH Mẫu Hoà Bình, Doanh nghiệp, 6 sản phẩm": (
                    "chu-the/cong-ty-tnhh-mau-hoa-binh/"
                )
            },
        ),
        (
            "htx gia dinh le",
            {"Chủ thể: HTX Giả Định Lệ Thuỷ, Hợp tác xã, 5 sản phẩm": "chu-the/htx-gia-dinh-le-thuy/"},
        ),
        ("cà phê", {}),
        ("huyện", {}),
        ("công ty", {}),
        ("g", {}),
    ],
)
def test_who_bears_the_name_stands_above_the_rows(
    typed: str, told: dict[str, str], visitors: Visitors, search_address: str
) -> None:
    visitor = visitors.come()
    page = _asked(visitor, search_address, typed)
    assert page.locator("#ten + table [data-label='Hạng']").count() >= 1 or typed == "hải thượng"
    links = page.locator(_LINKS).evaluate_all("all => all.map(one => one.href)")
    assert [one.removeprefix(search_address) for one in links] == list(told.values())
    assert page.locator("#ten").inner_text().split("\n")[: len(told)] == list(told)
    if told:
        page.locator(_LINKS).last.click()
        page.wait_for_url("**/" + list(told.values())[-1])
    assert visitor.errors == []


@pytest.mark.parametrize("typed", ["Phong Nha", "xa tuyen lam", "Ba Đồn", "tuyenlam"])
def test_a_place_with_nothing_in_the_registry_is_no_slip(
    typed: str, visitors: Visitors, search_address: str
) -> None:
    page = _asked(visitors.come(), search_address, typed)
    told = page.locator(f"{_NOTHING} #ten")
    expect(told).to_contain_text("sổ chưa có sản phẩm")
    assert page.locator(_LINKS).count() == 1
    assert page.locator("[data-relax] button").all_inner_texts() == ["Xem cả sổ (96 sản phẩm)"]
    page.locator("#loc-q").fill("gio linh")
    expect(page.locator("#ten + table tbody tr").first).to_be_visible()
    page.locator("#loc-q").fill("ca phe")
    expect(page.locator(_LINKS)).to_have_count(0)
    page.locator("#loc-q").fill("")
    expect(page.locator("[data-count]")).to_have_text("96 / 96 sản phẩm")
    expect(page.locator(_LINKS)).to_have_count(0)


def test_no_name_is_taken_for_a_slip(visitors: Visitors, search_address: str, search_site: Path) -> None:
    """Of places today and before, and of producers: each leads to its bearer, at most three at a time."""
    file = json.loads((search_site / "so-dang-ky" / "rows.json").read_text("utf-8"))
    page = _asked(visitors.come(), search_address, "zzz")
    names: dict[str, set[str]] = {}
    for name, code, before in file["units"]:
        for one in (name, *filter(None, before.split(" | "))):
            names.setdefault(one, set()).add(f"/{code}-" if len(code) > 3 else f"/{slug(name)}/")
    for name, folder in zip(file["producer_name"], file["producer_folder"], strict=True):
        if name:
            names.setdefault(name, set()).add(f"/{folder or slug(name)}/")
    # Without the word for its kind a name is many a place's.
    proper = [name.partition(" ")[2] for name in names if name.startswith(("xã ", "phường ", "huyện "))]
    faults = []
    asked = [*names, *dict.fromkeys(one for one in proper if not one.isdigit())]
    for name, (links, offers) in zip(asked, page.evaluate(_ASK, asked), strict=True):
        if not 1 <= len(links) <= 3 or any(_CORRECTION in offer for offer in offers):
            faults.append((name, links, offers))
        if not any(address in link for link in links for address in names.get(name, {"/"})):
            faults.append((name, links, offers))
    assert faults == []
    assert len(asked) > 250


def test_a_place_among_other_words_is_no_slip_either(visitors: Visitors, search_address: str) -> None:
    page = _asked(visitors.come(), search_address, "nước mắm Đồng Hới")
    expect(page.locator(_NOTHING)).to_be_visible()
    assert _CORRECTION not in page.locator("[data-relax]").inner_text()
    page.locator("#loc-q").fill("nuoc mamm Mỹ Thủy")
    offer = page.locator("[data-relax] button").first
    expect(offer).to_contain_text("Có phải “nước mắm mỹ thủy”?")
    offer.click()
    assert page.locator("#loc-q").input_value() == "nước mắm mỹ thủy"
    expect(page.locator("[data-registry] tbody tr")).to_have_count(1)


def test_filters_alone_name_nobody(visitors: Visitors, search_address: str) -> None:
    page = visitors.come().open(search_address + "so-dang-ky/?sao=3&nam=2025&trang-thai=revoked")
    expect(page.locator("[data-count]")).to_have_text("0 / 96 sản phẩm")
    expect(page.locator(_NOTHING)).to_be_visible()
    assert page.locator(_LINKS).count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_line_is_in_order(width: int, scheme: str, visitors: Visitors, search_address: str) -> None:
    """No axe finding, nothing over the edge."""
    visitor = visitors.come(width=width, scheme=scheme)
    for typed in ("hải thượng", "đồng hới", "gio linh"):
        page = _asked(visitor, search_address, typed)
        expect(page.locator(_LINKS).first).to_be_visible()
        assert over_the_edge(page, typed) == []
        assert unsuitable(page, typed) == []
