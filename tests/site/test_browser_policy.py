"""The Content-Security-Policy of every page is strict, and nothing a page does needs what it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from ocop.load.registry import load
from ocop.site.build import build
from ocop.site.engine import Engine
from tests.site.conftest import Visitor, Visitors, served
from tests.site.every_state import AS_OF, every_state, surroundings
from tests.site.looks import DIFFERENT

pytestmark = pytest.mark.browser

_PAGES = (*DIFFERENT, "khong-co-trang-nay/")
_THEMED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
LISTEN = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event => {
        window.violations.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sourceFile);
    });
"""
_TOUCH = """() => {
    document.querySelectorAll("details").forEach(one => { one.open = true });
    document.querySelectorAll("button[data-scheme-toggle]").forEach(one => { one.click(); one.click() });
}"""


@pytest.fixture(scope="module")
def zensical_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a product in every state as the other engine builds it."""
    root = surroundings(tmp_path_factory.mktemp("zensical"))
    every_state(root)
    site = build(root, as_of=AS_OF, read=partial(load, root), engine=Engine.ZENSICAL, workers=1).output
    yield from served(site)


def watched(visitor: Visitor) -> Visitor:
    """A visitor whose browser keeps account of what the pages' policies stopped."""
    visitor.context.add_init_script(LISTEN)
    return visitor


def violations(visitor: Visitor, urls: Sequence[str]) -> Iterator[str]:
    """What the pages' policies stopped while they were read and their menus were used."""
    for group in visitor.side_by_side(urls):
        for _, page in group:
            page.evaluate(_TOUCH)
        visitor.rest()
        for url, page in group:
            found: list[str] = page.evaluate("window.violations")
            yield from (f"{url} {one}" for one in found)


def searched(visitor: Visitor, address: str) -> list[str]:
    """What was stopped while a reader searched from the home page and filtered the registry."""
    page = visitor.page
    page.goto(address)
    page.locator("#tim").fill("san pham")
    page.locator("#tim").press("Enter")
    page.wait_for_url("**/so-dang-ky/?q=*")
    if page.locator(".filters__fold").is_visible():
        page.locator(".filters__fold").click()
    page.locator("#loc-sao").select_option("4")
    page.wait_for_url("**sao=4*")
    page.locator("#loc-q").fill("hieu luc")
    visitor.rest()
    page.locator("[data-registry] tbody tr").first.wait_for()
    found: list[str] = page.evaluate("window.violations")
    return found


@pytest.mark.parametrize(
    ("site", "width", "scheme"), [("address", 360, "dark"), ("zensical_address", 1280, "light")]
)
def test_no_page_does_what_its_policy_forbids(
    site: str, width: int, scheme: str, visitors: Visitors, request: pytest.FixtureRequest
) -> None:
    """By either engine; `test_browser_whole` goes through all pages, touching nothing."""
    visitor, address = watched(visitors.come(width=width, scheme=scheme)), request.getfixturevalue(site)
    stopped = [*violations(visitor, [address + path for path in _PAGES]), *searched(visitor, address)]
    assert stopped == []
    assert visitor.refused == []
    assert [one for one in visitor.errors if "Security Policy" in one] == []
    assert len(visitor.requests) > len(_PAGES)


@pytest.mark.parametrize(
    ("deed", "directive"),
    [
        ("one = document.createElement('script'); one.text = 'window.ran = 1'", "script-src-elem"),
        ("one = document.createElement('style'); one.textContent = 'p{}'", "style-src-elem"),
        ("one = document.createElement('p'); one.setAttribute('style', 'color:red')", "style-src-attr"),
        ("one = document.createElement('p'); one.setAttribute('onclick', '1')", "script-src-attr"),
        ("one = new Image(); one.src = 'https://example.org/a.png'", "img-src"),
        ("one = document.createElement('iframe'); one.src = 'https://example.org/'", "frame-src"),
        ("one = document.createElement('p'); fetch('https://example.org/').catch(() => 0)", "connect-src"),
    ],
)
def test_what_is_forbidden_is_stopped_and_seen(
    deed: str, directive: str, visitors: Visitors, address: str
) -> None:
    """Control: the account above is not empty because nobody keeps it."""
    visitor = watched(visitors.come())
    page = visitor.open(f"{address}so-dang-ky/")
    page.evaluate(f"() => {{ let one; {deed}; document.body.append(one) }}")
    page.wait_for_function("window.violations.length > 0")
    assert page.evaluate("window.violations")[0].split(" ")[0] == directive
    assert page.evaluate("window.ran") is None
    assert visitor.refused == [], "it did not even get as far as asking"


def test_data_for_machines_is_no_script(visitors: Visitors, address: str) -> None:
    visitor = watched(visitors.come())
    page = visitor.open(f"{address}san-pham/htx-moi-trang-thai/con-hieu-luc/")
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert page.evaluate("window.violations") == []


def test_every_page_begins_with_the_policy(real_site: Path) -> None:
    plain = 0
    for path in real_site.rglob("*.html"):
        tree = etree.parse(path, etree.HTMLParser(encoding="utf-8"))
        (policy,) = tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
        # A policy holds from where it stands on: nothing that loads or runs may come before it.
        before = tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/preceding-sibling::*")
        assert {one.tag for one in before} <= {"meta"}, path
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == "'none'"
        assert rules["form-action"] == "'self'"
        if policy != _THEMED:
            plain += 1
            assert re.fullmatch(r"'none'|(?:'sha256-[\w+/=]+' ?)+", rules["script-src"]), path
            assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["style-src"]), path
            assert path.name == "404.html" or path.is_relative_to(real_site / "v"), path
    assert plain > 50
