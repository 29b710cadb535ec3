"""What stands behind a code, as files: which product, said in full, in one small file for each code."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from ocop.load.registry import load
from ocop.lookup import is_lookup_code, lookup_code, spaced
from ocop.model import Product
from tests.site.conftest import COMMIT, HARM
from tests.site.every_state import OFFICIAL, STATES

_STATES = "htx-moi-trang-thai"


@cache
def _products(root: Path) -> tuple[Product, ...]:
    return tuple(load(root).registry.products.values())


def _pages(site: Path) -> Iterator[tuple[Product, Path]]:
    """Each product of the site with its verification page; the site stands beside its registry."""
    for product in _products(site.parent):
        yield product, site / "v" / lookup_code(product.id) / "index.html"


def _words(path: Path) -> str:
    return " ".join(html.fromstring(path.read_text("utf-8")).xpath("string(//article)").split())


def _page(site: Path, name: str) -> Path:
    return site / "v" / lookup_code(f"{_STATES}/{name}") / "index.html"


def test_every_product_has_a_small_page_of_its_own_that_names_it_and_no_other(real_site: Path) -> None:
    seen = 0
    for product, path in _pages(real_site):
        seen += 1
        words = _words(path)
        assert len(gzip.compress(path.read_bytes())) <= 10_000, product.id
        assert "Mã này chỉ nói về sản phẩm này" in words, product.id
        assert words.count(" ".join(product.name.split())) >= 2, product.id
        assert "Quy cách" in words, product.id
        assert spaced(lookup_code(product.id)) in words, product.id
        assert "127.0.0.1:8000" in words, product.id
        assert f"đến ngày 23/11/2026, phiên bản {COMMIT}" in words, product.id
        assert f"san-pham/{product.id}/" in path.read_text("utf-8"), product.id
    assert seen > len(STATES) + 50


@pytest.mark.parametrize("name", list(STATES))
def test_the_page_says_what_the_product_s_own_page_says(name: str, real_site: Path) -> None:
    here = html.fromstring(_page(real_site, name).read_text("utf-8"))
    there = html.fromstring((real_site / "san-pham" / _STATES / name / "index.html").read_text("utf-8"))
    badge = "//section[@class='verdict']//span[contains(@class, 'state--')]"
    assert here.xpath(f"string({badge})").strip() == there.xpath(f"string({badge})").strip()
    assert here.xpath(f"string({badge}/@data-states)") == there.xpath(f"string({badge}/@data-states)")
    reason = "string(//*[@data-state-reason])"
    assert here.xpath(reason) == there.xpath(reason) != ""
    assert f"state--{STATES[name][1]}" in here.xpath(f"string({badge}/@class)")


def test_a_recognised_product_s_page_is_complete(real_site: Path) -> None:
    words = _words(_page(real_site, "con-hieu-luc"))
    for told in (
        "4 sao",
        "Có giá trị đến hết 01/11/2028",
        "Theo Quyết định số 12/QĐ-UBND ngày 01/11/2025",
        "túi 500 g; hộp 12 gói",
        "HTX Mọi trạng thái",
        "Xã Khe Sanh, tỉnh Quảng Trị",
        *OFFICIAL,
        "Trạng thái trên là trạng thái tại ngày 23/11/2026, theo dữ liệu của sổ đến 23/11/2026",
        f"phiên bản {COMMIT}",
    ):
        assert told in words, told


def test_a_revocation_s_decision_and_cause_stand_on_both_pages(real_site: Path) -> None:
    pages = (_page(real_site, "thu-hoi"), real_site / "san-pham" / _STATES / "thu-hoi" / "index.html")
    for path in pages:
        (verdict,) = html.fromstring(path.read_text("utf-8")).xpath("//section[@class='verdict']")
        told = " ".join(verdict.text_content().split())
        assert "Bị thu hồi" in told, path
        assert "Giấy chứng nhận bị thu hồi ngày 01/08/2026 theo Quyết định 16/QĐ-UBND." in told, path
        assert "Lý do thu hồi: Dùng nhãn hiệu OCOP không đúng quy định." in told, path
    assert "Lý do: Dùng nhãn hiệu OCOP không đúng quy định" in _words(pages[1]), "in the course of events"


def test_the_producer_s_other_products_each_stand_with_their_own_state(real_site: Path) -> None:
    page = html.fromstring(_page(real_site, "con-hieu-luc").read_text("utf-8"))
    kin = {
        item.xpath("string(a/@href)"): item.xpath("string(.//span/@data-states)")
        for item in page.xpath("//ul[@class='kin']/li")
    }
    expected = {f"../{lookup_code(f'{_STATES}/{name}')}/" for name in STATES if name != "con-hieu-luc"}
    assert kin.keys() == expected
    assert all(kin.values())


def test_products_of_no_known_producer_are_not_said_to_be_of_one(real_site: Path) -> None:
    shared = [path for product, path in _pages(real_site) if product.producer_id == "chua-ro-chu-the"]
    assert shared
    for path in shared:
        assert "Sản phẩm khác của" not in _words(path)


def test_an_official_code_leads_to_the_same_page(real_site: Path) -> None:
    own = _page(real_site, "con-hieu-luc")
    canonical = f"http://127.0.0.1:8000/v/{own.parent.name}/"
    sitemap = (real_site / "sitemap.xml").read_text("utf-8")
    assert canonical in sitemap
    for code in OFFICIAL:
        alias = real_site / "v" / code / "index.html"
        assert _words(alias) == _words(own)
        assert html.fromstring(alias.read_text("utf-8")).xpath("//link[@rel='canonical']/@href") == [
            canonical
        ]
        assert code not in sitemap


def test_codes_are_our_own_or_of_a_listed_scheme(real_site: Path) -> None:
    folders = {path.name for path in (real_site / "v").iterdir() if path.is_dir()}
    assert {name for name in folders if not is_lookup_code(name)} == set(OFFICIAL)


def test_only_what_was_once_recognised_has_labels(real_site: Path) -> None:
    for name, (_, state) in STATES.items():
        folder = _page(real_site, name).parent
        never = state in {"not_recognised", "under_review", "preparing"}
        for made in ("tem.svg", "tem.pdf", "tem/index.html"):
            assert (folder / made).exists() == (not never), name
        assert ("tờ tem" in _words(folder / "index.html")) == (not never), name


@pytest.mark.parametrize(
    ("name", "wise"), [("con-hieu-luc", True), ("cho-ket-qua", True), ("het-han", False), ("thu-hoi", False)]
)
def test_a_sheet_warns_who_would_print_labels_for_no_certificate(
    name: str, real_site: Path, *, wise: bool
) -> None:
    code = lookup_code(f"htx-moi-trang-thai/{name}")
    tree = html.parse(str(real_site / "v" / code / "tem" / "index.html"))
    buttons = tree.xpath("//a[contains(@class, 'button')]/@class")
    assert len(buttons) == 2
    assert ["button--quiet" in one for one in buttons] == [not wise] * 2
    assert ("Chưa nên in tem lúc này" in tree.getroot().text_content()) is not wise


def test_a_sheet_of_a_trial_site_says_not_to_print_it(real_site: Path) -> None:
    assert "Bản thử, đừng in lên bao bì" in _words(_page(real_site, "con-hieu-luc").parent / "tem/index.html")


def test_the_codes_for_the_page_that_looks_for_near_ones_are_complete(real_site: Path) -> None:
    listed = json.loads((real_site / "v/codes.json").read_text("utf-8"))
    assert listed["as_of"] == "2026-11-23"
    rows = {row[0]: row[1:] for row in listed["codes"]}
    assert rows.keys() == {lookup_code(product.id) for product, _ in _pages(real_site)}
    own = lookup_code(f"{_STATES}/con-hieu-luc")
    assert rows[own] == ["Sản phẩm con-hieu-luc", "HTX Mọi trạng thái", *OFFICIAL]


def test_the_open_data_have_the_codes(real_site: Path) -> None:
    text = (real_site / "du-lieu/products.csv").read_text("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert {row["code"] for row in rows.values()} == {lookup_code(one) for one in rows}
    row = rows[f"{_STATES}/con-hieu-luc"]
    assert row["official_codes"] == " | ".join(OFFICIAL)
    assert row["packs"] == "túi 500 g | hộp 12 gói"


def test_the_product_s_page_leads_to_its_code(real_site: Path) -> None:
    page = html.fromstring(
        (real_site / "san-pham" / _STATES / "con-hieu-luc" / "index.html").read_text("utf-8")
    )
    code = lookup_code(f"{_STATES}/con-hieu-luc")
    assert page.xpath(f"//dd/a[@href='../../../v/{code}/']/text()") == [spaced(code)]


def test_a_dossier_s_markup_stays_text_behind_its_code(hostile_site: Path) -> None:
    page = html.fromstring(
        (hostile_site / "v" / lookup_code("ke-xau/san-pham-xau") / "index.html").read_text("utf-8")
    )
    assert page.xpath("string(//h1)") == HARM
    assert page.xpath("count(//article//script | //article//img | //@onerror)") == 0


def test_the_not_found_page_is_small_and_calls_nothing_counterfeit(real_site: Path) -> None:
    content = (real_site / "404.html").read_bytes()
    assert len(gzip.compress(content)) <= 15_000
    for path in real_site.rglob("*.html"):
        if path.name == "404.html" or path.is_relative_to(real_site / "v"):
            assert not re.search("hàng (giả|nhái)", path.read_text("utf-8"), re.IGNORECASE), path
    words = _words(real_site / "404.html")
    assert words.count("đến ngày 23/11/2026") >= 6
    assert "Hỏi ai?" in words
