"""Every page of the site opened in one window after another, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.site.conftest import NOWHERE
from tests.site.every_state import AS_OF
from tests.site.test_browser_policy import LISTEN

pytestmark = pytest.mark.browser

# What a page says of states: their words, and whether a line that can be seen names the day they are of.
_TOLD = """() => [
    [...document.querySelectorAll("[data-states]")].map(one => one.textContent.trim()),
    [...document.querySelectorAll("[data-as-of]")].filter(one => one.checkVisibility())
        .map(one => one.textContent),
]"""


def _addresses(site: Path) -> list[str]:
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")
    )


def _source(site: Path, path: str) -> str:
    return (site / path / ("" if path.endswith(".html") else "index.html")).read_text("utf-8")


def _failure(request: Request) -> Iterator[str]:
    """What went wrong with a request, unless the page was left while its icon, fetched last, was coming."""
    if (request.failure, request.url.rpartition("/")[2]) != ("net::ERR_ABORTED", "favicon.svg"):
        yield f"{request.failure} {request.url}"


@pytest.fixture(params=[True, False], ids=["javascript", "bare"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A small window for all pages."""
    context = browser.new_context(
        viewport={"width": 360, "height": 240},
        java_script_enabled=bool(request.param),
        proxy=NOWHERE,
    )
    yield context.new_page()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("page", [True], indirect=True)
def test_no_page_fails_or_asks_elsewhere(page: Page, real_site: Path, address: str) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.add_init_script(LISTEN)
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("requestfailed", lambda request: faults.extend(_failure(request)))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    addresses = _addresses(real_site)
    for path in addresses:
        page.goto(address + path)
        faults += [f"/{path} {one}" for one in page.evaluate("window.violations")]
    assert not faults, "\n".join(faults)
    assert not [url for url in asked if not url.startswith((address, "data:"))]
    assert len(addresses) > 500
    assert len(asked) > 3 * len(addresses)


@pytest.mark.slow
@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_javascript_every_state_is_told_with_its_day(
    page: Page, real_site: Path, address: str
) -> None:
    faults = []
    paths = [path for path in _addresses(real_site) if "data-states=" in _source(real_site, path)]
    for path in paths:
        page.goto(address + path)  # what can be seen is known when the styles are there
        words, days = page.evaluate(_TOLD)
        assert words, path
        if not all(re.search(r"\w{3}", word) for word in words):
            faults.append(f"/{path}: a state without words")
        if not any(f"{AS_OF:%d/%m/%Y}" in day for day in days):
            faults.append(f"/{path}: states without their day")
    assert not faults, "\n".join(faults)
    assert len(paths) > 100
