"""The search box of every page: light until touched, for keyboards too, honest when it has nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, Route, expect

from ocop.lookup import lookup_code, spaced
from tests.site.conftest import HARM, Visitor, Visitors
from tests.site.looks import KINDS, over_the_edge, unsuitable

pytestmark = pytest.mark.browser

_BOX, _LIST = "#tim-nhanh", "#tim-nhanh-list"
_OPTIONS = f"{_LIST} [role=option]"
_STATUS = "form[data-search] [role=status]"
_PAGE = "gioi-thieu/"
_ASSETS = Path(__file__).parents[2] / "docs" / "assets"


def _typed(page: Page, text: str) -> Page:
    page.locator(_BOX).fill(text)
    expect(page.locator(_OPTIONS).first).to_be_visible()
    return page


def _fetched(visitor: Visitor) -> list[str]:
    return [url for url in visitor.requests if url.endswith("rows.json")]


def test_every_page_has_a_box_and_fetches_nothing_for_it(visitors: Visitors, address: str) -> None:
    visitor = visitors.come()
    # Pages without a theme bring what they need and no more; an address that asks needs the list at once.
    themed = [kind for kind in KINDS if kind != "404.html" and not kind.startswith("v/") and "?" not in kind]
    for group in visitor.side_by_side([address + path for path in themed]):
        visitor.rest()
        for url, page in group:
            # Suggestions are in Vietnamese: English pages have the box without them.
            form = "form[role=search]" if url.startswith(f"{address}en/") else "form[data-search], form#loc"
            boxes = page.locator(form)
            assert boxes.count() >= 1, url
            assert all(box.get_attribute("action") for box in boxes.all()), url
            assert page.locator("input[name=q]").first.is_visible(), url
    assert _fetched(visitor) == []


def test_the_list_is_fetched_once_on_focus(visitors: Visitors, address: str) -> None:
    visitor = visitors.come()
    page = visitor.open(address + _PAGE)
    with page.expect_response("**/so-dang-ky/rows.json"):
        page.locator(_BOX).focus()
    _typed(page, "ca phe")
    _typed(page, "nuoc mam")
    assert len(_fetched(visitor)) == 1
    assert visitor.errors == []


def test_the_box_is_a_combobox(visitors: Visitors, search_address: str) -> None:
    page = visitors.come().open(search_address + _PAGE)
    box, options = page.locator(_BOX), page.locator(_OPTIONS)
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    assert box.get_attribute("aria-controls") == _LIST.removeprefix("#")
    assert page.locator("label[for=tim-nhanh]").inner_text()
    _typed(page, "ca phe")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(_STATUS).inner_text() == "8 sản phẩm khớp"
    total = options.count()
    for place in (0, 1):
        page.keyboard.press("ArrowDown")
        active = box.get_attribute("aria-activedescendant")
        assert active == options.nth(place).get_attribute("id")
        assert page.locator(f"{_LIST} [aria-selected=true]").count() == 1
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == options.nth(total - 1).get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "", "past the last stands the box itself"
    assert page.evaluate("document.activeElement.id") == "tim-nhanh"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "ca phe"
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()


def test_enter_opens_the_marked_answer(visitors: Visitors, search_address: str) -> None:
    page = _typed(visitors.come().open(search_address + _PAGE), "tinh bot nghe do")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/san-pham/co-so-san-xuat-mau-duong-son/tinh-bot-nghe-do/")
    assert page.locator("h1").inner_text() == "Tinh bột nghệ đỏ"


_CODE = lookup_code("htx-nong-san-gia-dinh-khe-sanh/ca-phe-bot-khe-sanh")


@pytest.mark.parametrize("typed", [_CODE, spaced(_CODE).lower(), f" {spaced(_CODE).replace(' ', '-')} "])
def test_a_code_on_a_label_leads_to_its_page(typed: str, visitors: Visitors, search_address: str) -> None:
    visitor = visitors.come()
    page = _typed(visitor.open(search_address + _PAGE), typed)
    assert page.locator(_OPTIONS).all_text_contents() == [f"Tra mã {_CODE} Mã trên tem"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-dang-ky/?q=*")
    page.locator("[data-relax]").get_by_text(f"Tra mã {_CODE}").click()
    page.wait_for_url(f"**/v/{_CODE}/")
    assert "Cà phê bột Khe Sanh" in page.locator("h1").inner_text()


def test_a_word_as_long_as_a_code_is_none(visitors: Visitors, search_address: str) -> None:
    page = visitors.come().open(search_address + _PAGE)
    for typed in ("nghephane", "123456789", f"{_CODE}B", _CODE[:-1]):
        page.locator(_BOX).fill(typed)
        expect(page.locator(_STATUS)).to_contain_text("Không thấy")


def test_enter_alone_and_the_last_answer_lead_to_all_of_them(visitors: Visitors, search_address: str) -> None:
    visitor = visitors.come()
    page = _typed(visitor.open(search_address + _PAGE), "ca phe")
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-dang-ky/?q=ca+phe")
    expect(page.locator("[data-count]")).to_have_text("8 / 96 sản phẩm")
    page = _typed(visitor.open(search_address + _PAGE), "ca phe")
    page.locator(_OPTIONS).last.click()
    page.wait_for_url("**/so-dang-ky/?q=ca+phe")


def test_places_and_producers_answer_too(visitors: Visitors, search_address: str) -> None:
    visitor = visitors.come()
    page = _typed(visitor.open(search_address + _PAGE), "mỹ thuỷ")
    place = page.locator(_OPTIONS, has_text="Địa bàn").first
    assert "xã Mỹ Thủy" in place.inner_text()
    assert "gồm xã" in place.inner_text()
    place.click()
    page.wait_for_url("**/dia-ban/19741-xa-my-thuy/")
    page = _typed(visitor.open(search_address + _PAGE), "giả định cửa việt")
    producer = page.locator(_OPTIONS, has_text="Chủ thể").first
    assert "7 sản phẩm" in producer.inner_text()
    producer.click()
    page.wait_for_url("**/chu-the/co-so-che-bien-gia-dinh-cua-viet/")


def test_answers_tell_the_state_of_the_reader_s_day(visitors: Visitors, address: str) -> None:
    page = visitors.come().page
    for day, state in (("2028-11-01", "Còn hiệu lực"), ("2028-11-02", "Hết hiệu lực")):
        page.clock.set_fixed_time(f"{day}T05:00:00+07:00")
        page.goto(address + _PAGE)
        _typed(page, "con hieu luc")
        assert state in page.locator(_OPTIONS, has_text="con-hieu-luc").inner_text()


def test_nothing_found_is_said_and_is_no_verdict(visitors: Visitors, search_address: str) -> None:
    page = visitors.come().open(search_address + _PAGE)
    page.locator(_BOX).fill("zzzz")
    expect(page.locator(_STATUS)).to_contain_text("chưa kết luận được thật hay giả")
    assert page.locator(_OPTIONS).count() == 0
    assert page.locator(_BOX).get_attribute("aria-expanded") == "false"
    page.locator(_BOX).fill("")
    expect(page.locator(_STATUS)).to_be_hidden()


def test_a_list_that_does_not_come_is_said_and_tried_again(visitors: Visitors, search_address: str) -> None:
    visitor = visitors.come()
    visitor.context.route("**/rows.json", lambda route: route.abort())
    page = visitor.open(search_address + _PAGE)
    page.locator(_BOX).fill("ca phe")
    expect(page.locator(_STATUS)).to_contain_text("Chưa lấy được danh sách")
    visitor.context.unroute("**/rows.json")
    _typed(page, "ca phe k")


def test_who_began_before_the_script_came_is_answered(visitors: Visitors, search_address: str) -> None:
    visitor = visitors.come()
    held: list[Route] = []
    visitor.context.route("**/search.js", lambda route: held.append(route))  # noqa: PLW0108 - not a builtin
    page = visitor.page
    page.goto(search_address + _PAGE, wait_until="commit")
    page.locator(_BOX).focus()
    page.keyboard.type("ca phe")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(_OPTIONS).first).to_be_visible()


def test_without_a_script_the_box_leads_to_the_registry(visitors: Visitors, address: str) -> None:
    page = visitors.come(javascript=False, width=360).open(address + _PAGE)
    assert page.locator(_BOX).is_visible()
    page.locator(_BOX).fill("cà phê")
    page.locator(_BOX).press("Enter")
    page.wait_for_url("**/so-dang-ky/?q=c%C3%A0+ph%C3%AA")
    assert page.locator("[data-registry] tbody tr").first.is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
def test_the_open_list_is_in_order(width: int, scheme: str, visitors: Visitors, search_address: str) -> None:
    """No axe finding, nothing over the edge, large enough to touch."""
    visitor = visitors.come(width=width, scheme=scheme)
    for path, box in ((_PAGE, _BOX), ("", "#tim"), ("dia-ban/", "#tim-xa")):
        page = visitor.open(search_address + path)
        page.locator(box).fill("khe sanh")
        options = page.locator(f"{box}-list [role=option]")
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert over_the_edge(page, path) == []
        assert unsuitable(page, path) == []
        heights = options.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= 24
        panel = page.locator(".suggest:not([hidden])").bounding_box()
        assert panel is not None
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_menu_of_a_narrow_screen_opens_beside_the_box(
    width: int, visitors: Visitors, address: str
) -> None:
    page = visitors.come(width=width).open(address + _PAGE)
    page.locator(".menu summary").click()
    links = page.locator(".menu nav a")
    assert links.count() == 10
    for link in links.all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    links.last.click()
    page.wait_for_url("**/gioi-thieu/")


def test_a_strict_policy_holds_while_searching(visitors: Visitors, search_address: str) -> None:
    """No style attribute, no script of the page's own, nothing refused."""
    visitor = visitors.come()
    page = _typed(visitor.open(search_address + _PAGE), "ca phe")
    page.keyboard.press("ArrowDown")
    assert page.locator("[style]").count() == 0
    assert page.locator("script:not([src])").count() == 0
    visitor.open(search_address + "so-dang-ky/?q=ca+phe&sao=4")
    expect(page.locator("[data-count]")).to_contain_text("/ 96")
    assert page.locator("[style]").count() == 0
    assert visitor.errors == []
    assert visitor.refused == []
    for name in ("rows.js", "search.js", "registry.js"):
        source = (_ASSETS / name).read_text("utf-8")
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", ".style"):
            assert forbidden not in source, (name, forbidden)


def test_markup_in_names_stays_text(visitors: Visitors, hostile_address: str) -> None:
    visitor = visitors.come()
    page = _typed(visitor.open(hostile_address + _PAGE), "script")
    assert HARM.split("{{", maxsplit=1)[0] in page.locator(_OPTIONS).first.inner_text()
    visitor.open(hostile_address + "so-dang-ky/?q=script")
    expect(page.locator("[data-count]")).to_have_text("1 / 1 sản phẩm")
    visitor.open(hostile_address + "so-dang-ky/?q=%3Cimg%20src=x%20onerror=%22window.harm=1%22%3E+zzz")
    expect(page.locator("[data-nothing]")).to_be_visible()
    assert page.evaluate("window.harm") is None
    assert page.locator("img").count() == 0
    assert visitor.refused == []


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_the_search_is_light(search_site: Path) -> None:
    """At most 5 KB of script; a page at rest under 100 KB with all it brings along."""
    assert _packed(_ASSETS / "rows.js") + _packed(_ASSETS / "search.js") <= 5_000
    for page in ("index.html", "so-dang-ky/index.html", "gioi-thieu/index.html"):
        tree = html.parse(str(search_site / page))
        brought = tree.xpath("//script/@src | //link[@rel='stylesheet']/@href")
        files = {(search_site / page).parent / one.partition("?")[0] for one in brought}
        files.add(search_site / "assets" / "rows.js")
        assert all(one.resolve().is_file() for one in files)
        assert sum(map(_packed, files)) + _packed(search_site / page) <= 100_000
