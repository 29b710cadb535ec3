"""Pages stand still while they load: nothing that is being read is pushed away by what comes later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.conftest import Visitors
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
def watched(visitors: Visitors) -> Iterator[Page]:
    """A telephone's page that keeps account of shifts; its scripts come later than its first picture."""
    page = visitors.come(width=360).page
    page.add_init_script(_WATCH)
    with _scripts_late(page):
        yield page


def _is_late(url: str) -> bool:
    """Whether this is a script that the first picture does not wait for, as it does for the scheme's."""
    return url.endswith(".js") and not url.endswith("/scheme.js")


@contextmanager
def _scripts_late(page: Page) -> Iterator[None]:
    def late(route: Route) -> None:
        page.wait_for_timeout(_LATE)
        route.fallback()

    page.route(_is_late, late)
    yield
    page.unroute_all(behavior="wait")


def _shifts(page: Page) -> list[tuple[float, str]]:
    page.wait_for_timeout(_LOOK_ON)
    found: list[tuple[float, str]] = page.evaluate("window.shifts")
    return found


def test_nothing_jumps_while_a_page_loads(watched: Page, address: str) -> None:
    jumpy = []
    for path in DIFFERENT:
        watched.goto(address + path)
        shifts = _shifts(watched)
        if sum(value for value, _ in shifts) > _MOST:
            jumpy.append(f"/{path} {sum(value for value, _ in shifts):.3f}: {max(shifts)[1]}")
    assert not jumpy, "\n".join(jumpy)


def test_a_jump_is_seen(watched: Page, address: str) -> None:
    """Control: what is put above the text after it has been painted is counted."""
    watched.goto(address + "gioi-thieu/")
    watched.wait_for_timeout(_LOOK_ON)
    watched.evaluate(
        """() => {
            const late = document.createElement("p");
            late.style.height = "20rem";
            document.querySelector("article").prepend(late);
        }"""
    )
    assert sum(value for value, _ in _shifts(watched)) > _MOST


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
