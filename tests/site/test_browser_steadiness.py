"""Pages stand still while they load: nothing that is being read is pushed away by what comes later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.conftest import Visitor, Visitors
from tests.site.looks import DIFFERENT

pytestmark = pytest.mark.browser

_MOST = 0.02
_LATE = 150
_LOOK_ON = 1_000
# Shifts that nobody's touch called for, each with the beginning of what moved.
_WATCH = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput).forEach(one => {
        const node = one.sources[0] && one.sources[0].node;
        window.shifts.push([one.value, node ? (node.outerHTML || node.textContent).slice(0, 80) : ""]);
    })).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def watched(visitors: Visitors) -> Iterator[Visitor]:
    """A telephone that keeps account of shifts; a page's scripts come later than its first picture."""
    visitor = visitors.come(width=360)
    visitor.context.add_init_script(_WATCH)
    visitor.context.route(_is_late, _late)
    yield visitor
    visitor.context.unroute_all(behavior="wait")


def _is_late(url: str) -> bool:
    """Whether this is a script that the first picture does not wait for, as it does for the scheme's."""
    return url.endswith(".js") and not url.endswith("/scheme.js")


def _late(route: Route) -> None:
    route.request.frame.page.wait_for_timeout(_LATE)
    route.fallback()


def _jumpy(page: Page) -> Iterator[str]:
    """By how much a page shifted, if by more than it may, and the beginning of what moved most."""
    shifts: list[tuple[float, str]] = page.evaluate("window.shifts")
    total = sum(value for value, _ in shifts)
    if total > _MOST:
        yield f"{page.url} {total:.3f}: {max(shifts)[1]}"


def test_nothing_jumps_while_a_page_loads(watched: Visitor, address: str) -> None:
    jumpy: list[str] = []
    for group in watched.side_by_side([address + path for path in DIFFERENT]):
        watched.page.wait_for_timeout(_LOOK_ON)
        for _, page in group:
            jumpy.extend(_jumpy(page))
    assert not jumpy, "\n".join(jumpy)


def test_a_jump_is_seen(watched: Visitor, address: str) -> None:
    """Control: what is put above the text after it has been painted is counted, in every tab."""
    for group in watched.side_by_side([address + path for path in DIFFERENT[:3]]):
        watched.page.wait_for_timeout(_LOOK_ON)
        for _, page in group:
            page.evaluate(
                """() => {
                    const late = document.createElement("p");
                    late.style.height = "20rem";
                    document.querySelector("article").prepend(late);
                }"""
            )
        watched.page.wait_for_timeout(_LOOK_ON)
        assert [len(list(_jumpy(page))) for _, page in group] == [1, 1, 1]


def test_the_menu_of_a_phone_covers_nothing_before_it_is_folded(visitors: Visitors, address: str) -> None:
    page = visitors.come(width=360).page
    held: list[Route] = []
    page.route(_is_late, lambda route: held.append(route))  # noqa: PLW0108 - only functions are taken
    page.goto(address, wait_until="commit")
    page.locator("article h1").wait_for()
    expect(page.locator(".menu > summary")).to_be_visible()
    assert page.locator(".menu").get_attribute("open") is not None, "nothing has run yet"
    expect(page.locator(".menu a").first).to_be_hidden()
    # Not unrouted, as that lets the held ones go by itself: whichever came second would fail.
    page.route(_is_late, lambda route: route.continue_())
    for route in held:
        route.continue_()
    page.locator(".menu[data-folds]:not([open])").wait_for()
