"""Where a lot is traced and what others certify: on the page, in the open data, and never as markup."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from lxml import html

from ocop.site.exports import FOLDER
from tests.site.conftest import HARM
from tests.site.every_state import REPOSITORY, SLY_LINK, TRACE_LINK

_STATES = "htx-moi-trang-thai"
_HEADING = "Giấy chứng nhận khác"


def _page(site: Path, product: str) -> html.HtmlElement:
    return html.fromstring((site / "san-pham" / product / "index.html").read_text("utf-8"))


def _lines(page: html.HtmlElement) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = page.xpath("//h2[@id='giay-chung-nhan-khac']/following-sibling::ul[1]/li")
    return found


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _rows(site: Path) -> dict[str, dict[str, str]]:
    with (site / FOLDER / "products.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_a_product_s_page_tells_its_certificates_as_their_sources_do(real_site: Path) -> None:
    page = _page(real_site, f"{_STATES}/con-hieu-luc")
    assert [_words(line) for line in _lines(page)] == [
        (
            "VietGAP, số 12-MAU/2025, nơi cấp: Tổ chức Chứng nhận Mẫu, có giá trị đến hết ngày 31/03/2026 "
            "· Nguồn: example.vn"
        ),
        "HACCP · Nguồn: example.org",
    ]
    links = [link for line in _lines(page) for link in line.xpath(".//a")]
    assert [link.get("href") for link in links] == ["https://example.vn/vietgap", "http://example.org/haccp"]
    assert {link.get("rel") for link in links} == {"nofollow noopener"}


def test_a_day_gone_by_is_told_without_a_word_on_today(real_site: Path) -> None:
    page = _page(real_site, f"{_STATES}/con-hieu-luc")
    told = " ".join(_words(line) for line in _lines(page))
    assert not any(word in told for word in ("còn", "hết hạn", "hiệu lực"))
    assert not [
        line for line in _lines(page) if line.xpath(".//@data-states | .//*[contains(@class, 'state')]")
    ]


def test_a_product_s_page_leads_to_where_a_lot_is_traced(real_site: Path) -> None:
    page = _page(real_site, f"{_STATES}/con-hieu-luc")
    (there,) = page.xpath("//dt[.='Truy xuất nguồn gốc']/following-sibling::dd[1]//a")
    assert (there.get("href"), there.text) == (TRACE_LINK, "truy-xuat.example.vn")


def test_nothing_is_said_where_nothing_is_known(real_site: Path) -> None:
    words = _page(real_site, f"{_STATES}/het-han").xpath("string(//article)")
    assert _HEADING not in words
    assert "Truy xuất" not in words


def test_markup_and_sly_addresses_stay_text(hostile_site: Path) -> None:
    page = _page(hostile_site, "ke-xau/san-pham-xau")
    (line,) = _lines(page)
    assert line.xpath("string(strong)") == HARM
    assert line.text_content().count(HARM) == 3
    (trace,) = page.xpath("//dt[.='Truy xuất nguồn gốc']/following-sibling::dd[1]//a")
    for link in (*line.xpath(".//a"), trace):
        assert link.get("href") == SLY_LINK
        assert set(link.keys()) == {"class", "href", "rel"}


def test_the_open_data_has_both(real_site: Path, hostile_site: Path) -> None:
    rows = _rows(real_site)
    row = rows[f"{_STATES}/con-hieu-luc"]
    assert row["trace_links"] == TRACE_LINK
    assert row["certificates"] == ("VietGAP; 12-MAU/2025; Tổ chức Chứng nhận Mẫu; 2026-03-31 | HACCP")
    assert (rows[f"{_STATES}/het-han"]["trace_links"], rows[f"{_STATES}/het-han"]["certificates"]) == ("", "")
    (sly,) = json.loads((hostile_site / FOLDER / "products.json").read_text("utf-8"))
    assert (sly["trace_links"], sly["certificates"]) == (SLY_LINK, "; ".join([HARM] * 3))


def test_the_open_data_say_how_a_certificate_is_written(real_site: Path) -> None:
    package = json.loads((real_site / FOLDER / "datapackage.json").read_text("utf-8"))
    (products,) = (one for one in package["resources"] if one["name"] == "products")
    column = {one["name"]: one for one in products["schema"]["fields"]}["certificates"]
    schema = json.loads((REPOSITORY / "schemas/product.schema.json").read_text("utf-8"))["properties"]
    assert column["title"] == schema["certificates"]["title"] == _HEADING
    assert "tên; số; nơi cấp; ngày cuối" in column["description"]
