"""The tile maps and the old names: every unit linked, named, counted as in the table, and told apart."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from ocop.law import Unit
from ocop.site.views.addresses import unit_address
from ocop.site.views.place_names import named_alike, namesakes, old_names, successors
from ocop.site.views.places import communes_today, former_districts, proper_name
from ocop.site.views.tiles import TileMap, tile_map
from ocop.spelling import initial
from tests.site.conftest import Visitors
from tests.site.worlds import law, world

MAPS = {"communes": communes_today(law().units), "districts": former_districts(law().units)}


@cache
def page(site: Path, address: str) -> html.HtmlElement:
    """A page of the built site."""
    return html.fromstring((site / address / "index.html").read_text("utf-8"))


def drawings(site: Path) -> dict[str, html.HtmlElement]:
    """The two maps as they stand on the page of places."""
    communes, districts = page(site, "dia-ban").xpath("//svg[@class='tiles']")
    return {"communes": communes, "districts": districts}


def unit(name: str, *, today: bool) -> Unit:
    """The unit of a full name in one of the two editions."""
    (found,) = (one for one in law().units.values() if one.name == name and (one.valid_to is None) == today)
    return found


@pytest.mark.parametrize(("name", "expected"), [("communes", 78), ("districts", 10)])
def test_every_unit_has_one_tile_in_a_cell_of_its_own(name: str, expected: int) -> None:
    found: TileMap = tile_map(name, MAPS[name], world())
    assert len(found.tiles) == len(MAPS[name]) == expected
    assert {tile.unit_id for tile in found.tiles} == {one.id for one in MAPS[name]}
    assert len({(tile.x, tile.y) for tile in found.tiles}) == expected
    for tile in found.tiles:
        assert 0 <= tile.x <= tile.x + found.tile_width <= found.width
        assert 0 <= tile.y <= tile.y + found.tile_height <= found.height


def test_the_ten_districts_lie_as_the_neighbours_do() -> None:
    """Cồn Cỏ off the coast in the north-east, Hướng Hóa in the west, Vĩnh Linh north, Hải Lăng south-east."""
    where = {
        tile.unit_id: (tile.x, tile.y) for tile in tile_map("districts", MAPS["districts"], world()).tiles
    }
    places = {law().units[one].name: spot for one, spot in where.items()}
    west = min(places, key=lambda one: places[one][0])
    assert west == "Huyện Hướng Hóa"
    assert places["Huyện Cồn Cỏ"] == (max(x for x, _ in places.values()), min(y for _, y in places.values()))
    assert places["Huyện Vĩnh Linh"][1] < places["Huyện Cam Lộ"][1] < places["Huyện Đa Krông"][1]
    assert places["Huyện Hải Lăng"][1] == max(y for _, y in places.values())


@pytest.mark.parametrize("name", ["communes", "districts"])
def test_every_tile_is_a_named_link_to_its_own_page(name: str, real_site: Path) -> None:
    drawing = drawings(real_site)[name]
    assert drawing.get("role") == "group"
    assert drawing.xpath("string(title)").strip()
    links = drawing.xpath(".//a")
    assert len(links) == len(MAPS[name])
    for link in links:
        one = law().units[link.get("data-unit")]
        assert urljoin("dia-ban/", link.get("href")) == unit_address(one)
        assert (real_site / unit_address(one) / "index.html").is_file()
        assert link.xpath("string(title)").startswith(f"{one.name}: ")


@pytest.mark.parametrize("name", ["communes", "districts"])
def test_the_table_says_the_same_numbers(name: str, real_site: Path) -> None:
    drawn = {
        link.get("href"): link.xpath("string(text[contains(@class, 'tile__count')])")
        for link in drawings(real_site)[name].xpath(".//a")
    }
    table = {
        row.xpath("string(th/a/@href)"): row.xpath("string(td[@data-label='Sản phẩm'])")
        for row in page(real_site, "dia-ban").xpath(f"//table[@data-twin='{name}']/tbody/tr")
    }
    assert drawn == table
    (total,) = page(real_site, "dia-ban").xpath(f"//table[@data-twin='{name}']/tfoot/tr/td[last()]/text()")
    assert int(total) == sum(int(number) for number in table.values() if number != "–")
    spoken = [link.xpath("string(title)") for link in drawings(real_site)[name].xpath(".//a")]
    said = [text for text in spoken if "chưa có" not in text]
    assert len(said) == len([number for number in drawn.values() if number != "–"]) > 0


def test_communes_and_what_is_known_of_no_commune_make_up_the_registry(real_site: Path) -> None:
    listed = page(real_site, "dia-ban").text_content()
    (placed,) = page(real_site, "dia-ban").xpath("//table[@data-twin='communes']/tfoot/tr/td[last()]/text()")
    (unplaced,) = re.findall(r"không kể (\d+) sản phẩm mà nguồn chưa cho biết xã", listed)
    assert int(placed) + int(unplaced) == len(list((real_site / "san-pham").glob("*/*/index.html")))


def test_the_half_that_was_not_gathered_is_not_said_to_be_empty(real_site: Path, long_site: Path) -> None:
    told = "chưa tập hợp dữ liệu của phần Quảng Bình cũ"
    assert told in page(real_site, "dia-ban").text_content()
    assert "phần Quảng Bình cũ chưa được tập hợp" in page(real_site, "").text_content()
    bare = [
        path.parent.name
        for path in (real_site / "dia-ban").glob("*/index.html")
        if told in html.fromstring(path.read_text("utf-8")).text_content()
    ]
    north = [one for one in communes_today(law().units) if not law().predecessors(one.id)]
    assert len(bare) == len(north) > 30
    for path in (long_site / "index.html", *(long_site / "dia-ban").rglob("index.html")):
        text = path.read_text("utf-8")
        assert told not in text, path
        assert "chưa được tập hợp" not in text, path


def test_the_maps_are_light(real_site: Path) -> None:
    text = "".join(html.tostring(one, encoding="unicode") for one in drawings(real_site).values())
    assert len(gzip.compress(text.encode(), mtime=0)) <= 15_000


def test_each_letter_leads_to_the_first_old_name_under_it(real_site: Path) -> None:
    tree = page(real_site, "dia-ban/ten-cu")
    order = {row.get("id"): place for place, row in enumerate(tree.xpath("//tbody/tr"))}
    letters = tree.xpath("//nav[@aria-label='Theo chữ cái đầu']//a")
    places = [order[link.get("href").removeprefix("#")] for link in letters]
    names = [proper_name(text) for text in tree.xpath("//tbody/tr/th/text()")]
    shown = [link.text.replace("Tên là số", "#") for link in letters]
    assert places == sorted(places)
    assert shown == list(dict.fromkeys(map(initial, names)))
    assert shown == [initial(names[place]) for place in places]
    assert all(initial(names[place - 1]) != letter for place, letter in zip(places, shown, strict=True))


def test_every_old_name_leads_to_what_it_became(real_site: Path) -> None:
    rows = page(real_site, "dia-ban/ten-cu").xpath("//tbody/tr")
    old = [one for one in law().units.values() if one.valid_to is not None and one.kind != "province"]
    assert len(rows) == len(old) == 135
    for row in rows:
        links = row.xpath("td[@data-label='Nay là']/a/@href")
        if not links:
            assert "nguồn không nêu" in row.text_content()
        for link in links:
            assert (
                real_site / unquote(urlsplit(urljoin("dia-ban/ten-cu/", link)).path) / "index.html"
            ).is_file()
    without = sorted(row.xpath("string(th)") for row in rows if not row.xpath("td[@data-label='Nay là']/a"))
    assert without == [
        "Xã Gio Châu", "Xã Gio Việt", "Xã Hải Quế", "Xã Linh Hải", "Xã Triệu Lăng", "Xã Triệu Vân",
    ]  # fmt: skip


def test_an_old_commune_became_what_the_list_of_changes_says() -> None:
    found = {(one.name, one.district): [unit.name for unit in one.became] for one in old_names(law())}
    assert found["Xã Hướng Phùng", "huyện Hướng Hóa"] == ["xã Hướng Phùng"]
    assert found["Phường 1", "thành phố Đông Hà"] == ["phường Đông Hà"]
    assert found["Phường 1", "thị xã Quảng Trị"] == ["phường Quảng Trị"]
    assert found["Huyện Cồn Cỏ", ""] == ["đặc khu Cồn Cỏ"]
    assert "xã Khe Sanh" in found["Huyện Hướng Hóa", ""]


def test_every_district_s_communes_make_up_today_s_thirty_seven() -> None:
    """Bộ Nội vụ, 26/04/2025: the area of the former Quảng Trị has 37 units now."""
    found = {one.id for district in MAPS["districts"] for one in successors(district, law())}
    assert len(found) == 37


def test_names_of_several_places_are_told_apart(real_site: Path) -> None:
    town, ward = unit("Thị xã Quảng Trị", today=False), unit("Phường Quảng Trị", today=True)
    alike = {one.name for one in named_alike(ward, law())}
    assert {"thị xã Quảng Trị", "tỉnh Quảng Trị"} <= alike
    words = page(real_site, unit_address(ward)).xpath("string(//article)")
    assert "Dễ nhầm tên với" in words
    assert "thị xã Quảng Trị" in words
    assert page(real_site, unit_address(ward)).xpath(
        f"//a[contains(@href, '{unit_address(town).split('/')[-2]}')]"
    )
    ninh = page(real_site, unit_address(unit("Xã Quảng Ninh", today=True))).xpath("string(//article)")
    assert "huyện Quảng Ninh, tỉnh Quảng Bình (trước 01/07/2025); tỉnh Quảng Ninh." in ninh


def test_a_commune_that_kept_its_name_is_no_namesake_of_itself() -> None:
    assert named_alike(unit("Xã Hướng Phùng", today=True), law()) == ()
    vinh_linh = {one.name for one in named_alike(unit("Xã Vĩnh Linh", today=True), law())}
    assert vinh_linh == {"huyện Vĩnh Linh"}


def test_being_alike_is_mutual() -> None:
    alike = namesakes(law())
    pairs = {(one, other.id) for one, others in alike.items() for other in others}
    assert pairs
    assert {(other, one) for one, other in pairs} == pairs
    assert all(
        proper_name(law().units[one].name) == proper_name(law().units[other].name) for one, other in pairs
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Phường Quảng Trị", "Quảng Trị"),
        ("Thị xã Quảng Trị", "Quảng Trị"),
        ("Tỉnh Quảng Trị", "Quảng Trị"),
        ("Đặc khu Cồn Cỏ", "Cồn Cỏ"),
        ("Thị trấn Khe Sanh", "Khe Sanh"),
        ("Phường 1", "1"),
    ],
)
def test_a_name_without_its_kind(name: str, expected: str) -> None:
    assert proper_name(name) == expected


_LEGIBLE = """() => [...document.querySelectorAll(".tile")].flatMap(tile => {
  const box = tile.querySelector("rect").getBoundingClientRect();
  return [...tile.querySelectorAll("text")].map(text => {
    const own = text.getBoundingClientRect();
    return [tile.querySelector("title").textContent, own.height, own.left - box.left, box.right - own.right];
  });
})"""
_CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = color => {
    paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  return [...document.querySelectorAll(".tile")].map(tile => {
    const one = light(getComputedStyle(tile.querySelector("rect")).fill);
    const other = light(getComputedStyle(tile.querySelector("text")).fill);
    return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
  });
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_names_fit_their_tiles_and_can_be_read(width: int, visitors: Visitors, address: str) -> None:
    page_shown = visitors.come(width=width).open(f"{address}dia-ban/")
    measured: list[tuple[str, float, float, float]] = page_shown.evaluate(_LEGIBLE)
    assert len(measured) > 2 * 88
    assert [one for one in measured if one[1] < 11 or one[2] < 0 or one[3] < 0] == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_depth_of_colour(scheme: str, visitors: Visitors, address: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1; axe does not look into drawings."""
    page_shown = visitors.come(scheme=scheme).open(f"{address}dia-ban/")
    ratios: list[float] = page_shown.evaluate(_CONTRAST)
    assert len(ratios) == 88
    assert min(ratios) >= 4.5


@pytest.mark.browser
def test_tiles_are_reached_and_shown_from_the_keyboard(visitors: Visitors, address: str) -> None:
    page_shown = visitors.come(width=360).open(f"{address}dia-ban/")
    first = page_shown.locator(".tile").first
    first.focus()
    page_shown.keyboard.press("Tab")
    focused = page_shown.evaluate("document.activeElement.querySelector('title').textContent")
    assert focused.startswith("Xã Tuyên Lâm: ")
    stroke = page_shown.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth")
    assert stroke == "3px"
    page_shown.keyboard.press("Enter")
    page_shown.wait_for_url("**/dia-ban/18958-xa-tuyen-lam/")
