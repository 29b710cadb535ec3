"""The deadlines page in a real browser: what is next by the reader's day in Vietnam, and in sight at once."""

from __future__ import annotations

import pytest

from tests.site.conftest import Visitors

pytestmark = pytest.mark.browser

_PAGE = "han-nop/"
# 23:59:59 and 00:00 in Vietnam around the end of 29/04/2027, the last day of “trước ngày 30/4”.
_LAST_MOMENT, _TOO_LATE = "2027-04-29T16:59:59Z", "2027-04-29T17:00:00Z"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_next_deadline_is_in_sight_at_once(
    javascript: bool,  # noqa: FBT001 - a parameter of the test
    visitors: Visitors,
    address: str,
) -> None:
    visitor = visitors.come(width=360, javascript=javascript)
    visitor.page.set_viewport_size({"width": 360, "height": 640})
    page = visitor.open(address + _PAGE)
    card = page.locator("[data-next]").first
    box = card.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert "/20" in card.inner_text()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("zone", ["Etc/GMT+8", "UTC", "Pacific/Kiritimati"])
def test_a_deadline_passes_at_midnight_in_vietnam(zone: str, visitors: Visitors, address: str) -> None:
    visitor = visitors.come(zone=zone)
    page = visitor.page
    page.clock.set_fixed_time(_LAST_MOMENT)
    visitor.open(address + _PAGE)
    row = page.locator("[data-closes='2027-04-29']")
    card = page.locator("[data-next='province-proposals']")
    assert row.locator("[data-left]").inner_text() == "hôm nay là ngày cuối"
    assert "29/04/2027" in card.inner_text()
    page.clock.set_fixed_time(_TOO_LATE)
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert row.locator("[data-left]").inner_text() == "đã qua"
    assert "is-past" in (row.get_attribute("class") or "")
    assert "29/10/2027" in card.inner_text()
    assert "tại ngày 30/04/2027" in page.locator("caption[data-today]").inner_text()


@pytest.mark.parametrize("day", ["2026-11-23", "2027-02-10", "2027-05-01", "2027-12-29"])
def test_the_card_in_front_is_the_nearest_day_there_is(day: str, visitors: Visitors, address: str) -> None:
    visitor = visitors.come()
    visitor.page.clock.set_fixed_time(f"{day}T03:00:00Z")
    page = visitor.open(address + _PAGE)
    closing: list[str] = page.eval_on_selector_all(
        "[data-closes]", "rows => rows.map(row => row.dataset.closes)"
    )
    nearest = min(one for one in closing if one >= day)
    shown = page.locator("[data-next-day]").first.inner_text()
    assert shown == "/".join(reversed(nearest.split("-")))


def test_a_page_nobody_rebuilt_for_years_admits_it(visitors: Visitors, address: str) -> None:
    visitor = visitors.come()
    visitor.page.clock.set_fixed_time("2031-01-01T03:00:00Z")
    page = visitor.open(address + _PAGE)
    assert set(page.locator("[data-left]").all_inner_texts()) == {"đã qua"}
    assert page.locator("[data-next-day]").all_inner_texts() == ["", "", ""]
    assert all("không còn hạn nào" in text for text in page.locator("[data-next-text]").all_inner_texts())


def test_without_javascript_the_page_names_the_day_it_speaks_of(visitors: Visitors, address: str) -> None:
    page = visitors.come(javascript=False).open(address + _PAGE)
    assert "tại ngày dựng trang 23/11/2026" in page.locator("p[data-today]").inner_text()
    assert set(page.locator("[data-left]").all_inner_texts()) == {"chưa đến hạn"}
