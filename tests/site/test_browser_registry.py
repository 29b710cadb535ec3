"""Finding, filtering and sorting in the registry, as readers do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from ocop.spelling import syllable_key
from tests.site.conftest import Visitors

pytestmark = pytest.mark.browser

_ROWS = "[data-registry] tbody tr"
_COUNT = "[data-count]"


@pytest.fixture
def registry(visitors: Visitors, address: str) -> Iterator[Page]:
    """The registry page, ready."""
    visitor = visitors.come()
    yield visitor.open(address + "so-dang-ky/")
    assert visitor.errors == []


def _rows(page: Page) -> Locator:
    """The rows of the table, once it stands still."""
    expect(page.locator("[data-registry]")).not_to_have_attribute("aria-busy", "true")
    return page.locator(_ROWS)


def _names(page: Page) -> list[str]:
    return _rows(page).locator("th").all_inner_texts()


def _search(page: Page, text: str) -> list[str]:
    page.locator("#loc-q").fill(text)
    return _names(page)


@pytest.mark.parametrize("typed", ["cà phê", "ca phe", "CA PHE", "ca\u0300 phe\u0302", "  ca   phe "])
def test_marks_case_and_decomposed_letters_do_not_matter(typed: str, registry: Page) -> None:
    found = _search(registry, typed)
    assert found == _search(registry, "cà phê")
    assert found
    assert all("cà phê" in name.lower() for name in found[:2])


def test_the_table_is_not_done_while_what_was_just_typed_waits(visitors: Visitors, address: str) -> None:
    page = visitors.come().page
    page.clock.install(time=datetime(2026, 11, 23, tzinfo=UTC))
    page.goto(address + "so-dang-ky/")
    page.clock.pause_at(datetime(2026, 11, 24, tzinfo=UTC))
    table, total = page.locator("[data-registry]"), page.locator(_COUNT)
    page.locator("#loc-q").focus()
    expect(total).to_contain_text("/")  # the list is there, its rows wait for the next pictures
    page.locator("#loc-q").fill("ca phe")
    page.clock.run_for(60)
    assert table.get_attribute("aria-busy") == "true"
    page.clock.resume()
    expect(table).to_have_attribute("aria-busy", "false")
    assert all("cà phê" in name.lower() for name in page.locator(f"{_ROWS} th").all_inner_texts()[:2])


def test_every_form_of_d_is_one_letter(registry: Page) -> None:
    wanted = _search(registry, "dau")
    assert wanted == _search(registry, "ðau")
    assert set(_search(registry, "đậu")) == set(wanted)
    assert any(name.startswith("Dầu") for name in wanted)
    assert any("đậu" in name.lower() for name in wanted)


def test_old_and_new_tone_places_are_equal(registry: Page) -> None:
    assert set(_search(registry, "vĩnh hòa")) == set(_search(registry, "vĩnh hoà")) != set()


def test_letters_with_their_marks_come_first(registry: Page) -> None:
    assert _search(registry, "dầu")[0].startswith("Dầu")
    assert "đậu" in _search(registry, "đậu")[0].lower()


def test_old_districts_are_found(registry: Page) -> None:
    found = _search(registry, "huong hoa")
    assert found
    for place in registry.locator(f"{_ROWS} td[data-label='Địa bàn']").all_inner_texts()[:3]:
        assert "Hướng Hóa" in place


def test_filters_combine_and_are_kept_in_the_address(registry: Page) -> None:
    everything = registry.locator(_ROWS).count()
    registry.select_option("#loc-trang-thai", "expired")
    registry.select_option("#loc-sao", "3")
    rows = _rows(registry)
    assert 0 < rows.count() < everything
    assert all("3 sao" in text and "Hết hiệu lực" in text for text in rows.all_inner_texts())
    assert "trang-thai=expired" in registry.url
    names, url = _names(registry), registry.url
    registry.goto(url)
    expect(registry.locator(_ROWS)).to_have_count(len(names))
    assert _names(registry) == names
    assert registry.locator("#loc-sao").input_value() == "3"


def test_choices_tell_how_many_they_would_leave(registry: Page) -> None:
    for name in ("loc-sao", "loc-trang-thai", "loc-huyen", "loc-loai", "loc-nam", "loc-xa"):
        registry.locator(f"#{name}").focus()
        expect(registry.locator("#loc-trang-thai option[value=valid]")).to_contain_text("(")
        assert _rows(registry).first.is_visible()  # and with them the counts after the choice before
        options = registry.locator(f"#{name} option")
        labels = [(one.get_attribute("value") or "", one.inner_text()) for one in options.all()]
        for value, label in labels[1:6]:
            registry.select_option(f"#{name}", value)
            assert label.endswith(f"({_rows(registry).count()})"), (name, label)
        registry.select_option(f"#{name}", "")


def test_the_count_is_live_and_spoken(registry: Page) -> None:
    count = registry.locator(_COUNT)
    assert count.get_attribute("aria-live") == "polite"
    everything = registry.locator(_ROWS).count()
    assert count.inner_text() == f"{everything} / {everything} sản phẩm"
    found = _search(registry, "ca phe")
    assert count.inner_text() == f"{len(found)} / {everything} sản phẩm"


def test_nothing_found_says_so_and_offers_a_way_on(registry: Page) -> None:
    _search(registry, "ca phe")
    registry.select_option("#loc-sao", "3")
    _search(registry, "ca phe zzz")
    assert _rows(registry).count() == 0
    help_text = registry.locator("[data-nothing]").inner_text()
    assert "không có nghĩa là hàng giả" in help_text
    registry.locator("[data-relax] button").first.click()
    assert _rows(registry).count() > 0
    assert registry.locator("[data-nothing]").is_hidden()


@pytest.mark.parametrize("key", ["ten", "sao", "trang-thai", "nam"])
def test_each_column_sorts_and_the_address_tells_how(key: str, registry: Page) -> None:
    head = registry.locator(f"th[data-key={key}]")
    ways = []
    for _ in range(2):
        head.get_by_role("button").click()
        rows = _rows(registry).all_inner_texts()
        ways.append(head.get_attribute("aria-sort"))
        assert f"{key}" in registry.url
        registry.reload()
        assert _rows(registry).all_inner_texts() == rows
        assert head.get_attribute("aria-sort") == ways[-1]
    assert sorted(map(str, ways)) == ["ascending", "descending"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "none")
    assert "sap-xep" not in registry.url


@pytest.mark.parametrize("width", [360, 768])
def test_cards_too_are_sorted_by_what_one_can_see(width: int, visitors: Visitors, address: str) -> None:
    page = visitors.come(width=width).open(f"{address}so-dang-ky/")
    head = page.locator("th[data-key=sao]")
    button = head.get_by_role("button")
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["x"] + box["width"] <= width
    button.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert "★" in _rows(page).first.inner_text()
    # Where no script runs there is nothing to press: the heads are for listeners alone.
    page.evaluate("document.documentElement.className = 'no-js'")
    expect(page.locator("[data-registry] thead")).to_have_css("clip-path", "inset(50%)")


def test_columns_sort_both_ways_and_say_so(registry: Page) -> None:
    head = registry.locator("th[data-key='sao']")
    head.locator("button").focus()
    registry.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    words = _rows(registry).locator("td[data-label='Hạng']").all_inner_texts()
    stars = [int(one[0]) if one[0].isdigit() else 0 for one in words]
    assert stars == sorted(stars, reverse=True)
    assert len(set(stars)) > 3
    registry.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert "sap-xep=sao" in registry.url


def test_names_stand_in_dictionary_order(registry: Page) -> None:
    names = _names(registry)
    assert names == sorted(names, key=syllable_key)


def test_a_long_registry_has_pages_without_a_script(visitors: Visitors, long_address: str) -> None:
    visitor = visitors.come(javascript=False)
    page = visitor.open(long_address + "so-dang-ky/")
    assert page.locator(_ROWS).count() == 200
    page.locator("[data-pager] a", has_text="3").click()
    assert page.url.endswith("/so-dang-ky/trang-3/")
    assert page.locator(_ROWS).count() == 50


@pytest.mark.parametrize("start", ["so-dang-ky/", "so-dang-ky/trang-2/"])
def test_searching_a_long_registry_searches_all_of_it(
    start: str, visitors: Visitors, long_address: str
) -> None:
    visitor = visitors.come()
    page = visitor.open(long_address + start)
    assert not any("trang-3" in url for url in visitor.requests)
    page.select_option("#loc-sao", "3")
    count = page.locator(_COUNT)
    expect(count).to_contain_text("/ 450 sản phẩm")
    told = int(count.inner_text().split(" / ")[0])
    assert told > 200
    assert _rows(page).count() == 100
    page.locator("[data-more] button").click()
    expect(page.locator(_ROWS)).to_have_count(200)
    for link in page.locator(f"{_ROWS} th a").all()[:200:40]:
        answer = page.request.get(page.evaluate("one => one.href", link.element_handle()))
        assert answer.status == 200
    assert visitor.errors == []
