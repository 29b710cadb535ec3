"""What readers do without a mouse: menus, filters, more rows, printing."""

from __future__ import annotations

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Visitors

pytestmark = pytest.mark.browser

_ROWS = "[data-registry] tbody tr"
_PHONE = 360


def _tab_to(page: Page, selector: str, most: int = 40) -> int:
    """Press Tab until the element has the focus; returns how often."""
    for pressed in count(1):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("one => one === document.activeElement"):
            return pressed
        assert pressed < most, f"{selector} is out of reach of Tab"
    raise AssertionError


def test_the_menu_of_a_phone_opens_and_leads_on(visitors: Visitors, address: str) -> None:
    page = visitors.come(width=_PHONE).open(address)
    link = page.locator(".menu a").first
    assert link.is_hidden()
    assert _tab_to(page, ".menu > summary") <= 8
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.keyboard.press("Tab")
    assert link.evaluate("one => one === document.activeElement")
    target = link.evaluate("one => one.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert page.locator(".menu a").first.is_hidden(), "folded again on the next page"


def test_the_filters_of_a_phone_unfold_and_fold(visitors: Visitors, address: str) -> None:
    page = visitors.come(width=_PHONE).open(address + "so-dang-ky/")
    fold, stars = page.locator(".filters__fold"), page.locator("#loc-sao")
    expect(fold).to_have_attribute("aria-expanded", "false")
    assert stars.is_hidden()
    page.locator("#loc-q").focus()
    assert _tab_to(page, ".filters__fold") == 1, "folded filters take no Tab"
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    assert stars.is_visible()
    assert page.locator(f"#{fold.get_attribute('aria-controls')}").locator("#loc-sao").count() == 1
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.field') !== null")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(fold).to_have_attribute("aria-expanded", "false")
    assert stars.is_hidden()


@pytest.mark.parametrize(
    ("query", "expanded"),
    [("", "false"), ("?q=ca+phe", "false"), ("?sao=4", "true"), ("?q=ca+phe&trang-thai=expired", "true")],
)
def test_filters_in_the_address_are_not_hidden(
    query: str, expanded: str, visitors: Visitors, address: str
) -> None:
    page = visitors.come(width=_PHONE).open(f"{address}so-dang-ky/{query}")
    fold = page.locator(".filters__fold")
    expect(fold).to_have_attribute("aria-expanded", expanded)
    assert page.locator("#loc-sao").is_visible() == (expanded == "true")


def test_more_rows_come_where_the_reader_is(visitors: Visitors, long_address: str) -> None:
    visitor = visitors.come(width=_PHONE)
    page = visitor.open(long_address + "so-dang-ky/?sao=3")
    rows, more = page.locator(_ROWS), page.locator("[data-more] button")
    expect(rows).to_have_count(100)
    shown, total = 100, int(page.locator("[data-count]").inner_text().split(" / ")[0])
    while shown < total:
        more.focus()
        before = page.evaluate("scrollY")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(min(shown + 100, total))
        expect(rows.nth(shown).locator("th a")).to_be_focused()
        assert page.evaluate("scrollY") >= before - 10
        shown += 100
    assert more.is_hidden()
    names = rows.locator("th a").evaluate_all("all => all.map(one => one.href)")
    assert len(set(names)) == total
    assert visitor.errors == []


def test_the_list_of_ending_certificates_is_filtered(visitors: Visitors, long_address: str) -> None:
    page = visitors.come().open(long_address + "sap-het-han/")
    everything = page.locator("[data-list] tbody tr").count()
    _tab_to(page, "#loc-ky")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/sap-het-han/?ky=*")
    phase = page.locator("#loc-ky").input_value()
    visible = page.locator("[data-list] tbody tr:visible")
    assert 0 < visible.count() < everything
    assert set(visible.locator("[data-phase]").evaluate_all("all => all.map(one => one.dataset.phase)")) == {
        phase
    }
    assert page.locator("[data-count]").get_attribute("aria-live") == "polite"
    assert page.locator("[data-count]").inner_text().startswith(f"{visible.count()} / {everything} ")
    _tab_to(page, "[data-filters] button[type=reset]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sap-het-han/")
    expect(visible).to_have_count(everything)


def test_a_report_is_printed(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address + "ke-hoach/2023/bao-cao/quy-4/")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    _tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.evaluate("window.printed") == 2
