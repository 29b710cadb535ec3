"""Cut lists in a real browser: their pages within reach of all, and filters that find the right page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import Page

from tests.site.conftest import Visitors
from tests.site.looks import over_the_edge, unfolded, unsuitable

pytestmark = pytest.mark.browser

# One page of each kind, and a later one where the first looks different.
KINDS = (
    "",
    "chu-the/",
    "chu-the/danh-sach/2/",
    "dia-ban/huyen-cu/huyen-huong-hoa/",
    "dia-ban/huyen-cu/huyen-huong-hoa/trang-2/",
    "ke-hoach/2023/",
    "ke-hoach/2023/dem/re-evaluation-2020/",
    "ke-hoach/2023/dem/products-online/khong-dem/trang-2/",
    "ke-hoach/2023/bao-cao/ca-nam/",
    "ke-hoach/2023/bao-cao/ca-nam/dem/new-products/",
    "sap-het-han/",
    "sap-het-han/chua-ro/",
)
_VIETNAM = timezone(timedelta(hours=7))
_TODAY = datetime(2026, 11, 26, 12, tzinfo=_VIETNAM)
_LIST = "sap-het-han/"


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    width: int, scheme: str, visitors: Visitors, cut_address: str
) -> None:
    visitor, found = visitors.come(width=width, scheme=scheme), []
    for path in KINDS:
        page = unfolded(visitor, cut_address + path)
        found += over_the_edge(page, path)
        found += unsuitable(page, path)
    assert not found, "\n".join(found)
    assert visitor.errors == []
    assert visitor.refused == []


def test_the_pages_of_a_list_are_large_enough_to_tap(visitors: Visitors, cut_address: str) -> None:
    visitor = visitors.come(width=360)
    for path in ("chu-the/", "dia-ban/huyen-cu/huyen-huong-hoa/trang-2/"):
        page = visitor.open(cut_address + path)
        boxes = page.eval_on_selector_all(
            ".pages a, .pages [aria-current]",
            "all => all.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))",
        )
        assert len(boxes) > 1
        assert min(boxes) >= 24


def test_the_pager_leads_through_the_whole_list(visitors: Visitors, cut_address: str) -> None:
    page = visitors.come(javascript=False).open(cut_address + "chu-the/")
    pager = "nav[aria-label='Các trang của danh sách chủ thể']"
    count = page.locator(f"{pager} li").count()
    seen: Counter[str] = Counter()
    for number in range(1, count + 1):
        assert page.locator(f"{pager} [aria-current=page]").inner_text().split() == ["Trang", str(number)]
        seen.update(page.locator("tbody th").all_inner_texts())
        if number < count:
            page.locator(f"{pager} a", has_text=str(number + 1)).first.click()
            page.wait_for_url(f"**/chu-the/danh-sach/{number + 1}/")
    assert max(seen.values()) == 1
    assert f"{len(seen)} chủ thể" in page.inner_text("article")


def commune_with_rows(page: Page) -> tuple[str, str]:
    """The code of a commune in the filter of the main page, and where its own page stands."""
    options: list[list[str]] = page.eval_on_selector_all(
        "#loc-xa option[data-page]", "all => all.map(one => [one.value, one.dataset.page, one.textContent])"
    )
    code, target, _ = next(one for one in options if not one[2].endswith("(0)") and one[0] != "chua-ro")
    return code, target


def test_a_commune_is_found_on_its_own_page_by_filter_and_by_address(
    visitors: Visitors, cut_address: str
) -> None:
    visitor = visitors.come()
    visitor.page.clock.set_fixed_time(_TODAY)
    page = visitor.open(cut_address + _LIST)
    code, target = commune_with_rows(page)
    page.select_option("#loc-ky", "later")
    assert page.url.endswith(f"{_LIST}?ky=later")
    page.select_option("#loc-xa", code)
    page.wait_for_url(f"**/{_LIST}{target}?ky=later")
    assert page.locator("#loc-xa").input_value() == code
    assert page.locator("#loc-ky").input_value() == "later"
    page.go_back()
    page.wait_for_url(f"**/{_LIST}?ky=later")
    assert page.locator("#loc-xa").input_value() == ""
    visitor.open(f"{cut_address}{_LIST}?xa={code}&ky=open")
    page.wait_for_url(f"**/{_LIST}{target}?ky=open")
    page.click("button[type='reset']")
    page.wait_for_url(f"**/{_LIST}{target}")
    codes = page.eval_on_selector_all("[data-list] tbody tr", "all => all.map(one => one.dataset.xa)")
    assert set(codes) == {code}
    assert page.locator("[data-list] tbody tr:visible").count() == len(codes)
    page.select_option("#loc-xa", "")
    page.wait_for_url(f"**/{_LIST}")


def test_a_commune_s_page_filters_by_phase(visitors: Visitors, cut_address: str) -> None:
    visitor = visitors.come()
    visitor.page.clock.set_fixed_time(_TODAY)
    _, target = commune_with_rows(visitor.open(cut_address + _LIST))
    page = visitor.open(cut_address + _LIST + target)
    phases: Counter[str] = Counter(
        page.eval_on_selector_all("[data-list] [data-phase]", "all => all.map(one => one.dataset.phase)")
    )
    assert phases
    for phase, count in phases.items():
        page.select_option("#loc-ky", phase)
        assert page.locator("[data-list] tbody tr:visible").count() == count
        assert page.inner_text("[data-count]").startswith(f"{count} / {phases.total()} giấy chứng nhận")
        assert page.url.endswith(f"{_LIST}{target}?ky={phase}")


def test_an_unknown_commune_leaves_the_reader_where_he_is(visitors: Visitors, cut_address: str) -> None:
    page = visitors.come().open(f"{cut_address}{_LIST}?xa=khong-co")
    assert page.locator("#loc-xa").input_value() == ""
    assert page.locator("[data-list] tbody tr:visible").count() > 0


def test_without_javascript_a_table_leads_to_every_commune(visitors: Visitors, cut_address: str) -> None:
    page = visitors.come(javascript=False).open(cut_address + _LIST)
    link = page.locator("[data-places] th a").first
    name = link.inner_text()
    link.click()
    assert name in page.locator("h1").inner_text()
    assert "tại ngày dựng trang" in page.locator("[data-today]").inner_text()
