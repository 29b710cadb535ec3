"""Every kind of page in a real browser: reachable by all, on any width, and asking nothing of strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ocop.lookup import lookup_code
from tests.site.conftest import Visitors
from tests.site.every_state import STATES
from tests.site.looks import (
    COLOURS,
    DIFFERENT,
    KINDS,
    ROOM,
    STATE_PAGES,
    over_the_edge,
    too_small,
    torn_words,
    unfolded,
    unsuitable,
)

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on all kinds of pages in one window."""

    unsuitable: list[str] = field(default_factory=list)
    over_the_edge: list[str] = field(default_factory=list)
    torn_words: list[str] = field(default_factory=list)
    too_small: list[str] = field(default_factory=list)


# What axe is asked in windows of a width and scheme: all that can differ from one before it.
_WINDOWS = {
    (320, "light"): ROOM,
    (360, "light"): (),
    (360, "dark"): COLOURS,
    (1280, "light"): (),
    (1280, "dark"): COLOURS,
}
# What it is asked with `--every-window`: everything, everywhere.
_EVERY_WINDOW = [(width, scheme) for width in (320, 360, 1280) for scheme in ("light", "dark")]
_WIDEST, _TELEPHONE = (1280, "light"), (360, "light")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Open the windows that were asked for, each once for all that is looked at in it."""
    if "look" in metafunc.fixturenames:
        windows = _EVERY_WINDOW if metafunc.config.getoption("every_window") else _WINDOWS
        metafunc.parametrize("look", windows, indirect=True, ids=str, scope="module")


def _twice_as_large(page: Page, path: str, seen: Look) -> None:
    """WCAG 1.4.4: only the text grows, the window's width and so the page's arrangement stay."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    seen.over_the_edge.extend(over_the_edge(page, f"{path} twice as large"))
    page.evaluate("document.documentElement.style.fontSize = ''")


def _on_a_tablet(page: Page, path: str, seen: Look) -> None:
    page.set_viewport_size({"width": 768, "height": 800})
    seen.over_the_edge.extend(over_the_edge(page, f"{path} on a tablet"))
    seen.torn_words.extend(torn_words(page, f"{path} on a tablet"))
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture(scope="module")
def look(request: pytest.FixtureRequest, browser: Browser, address: str) -> Look:
    """Every kind of page, opened once in a window of one width and scheme."""
    width, scheme = request.param
    everything = request.config.getoption("every_window")
    visitors, seen = Visitors(browser, []), Look()
    visitor = visitors.come(width=width, scheme=scheme)
    for path in KINDS:
        page = unfolded(visitor, address + path)
        seen.over_the_edge.extend(over_the_edge(page, path))
        seen.too_small.extend(too_small(page, path))
        seen.torn_words.extend(torn_words(page, path))
        if request.param in {_WIDEST, _TELEPHONE}:
            _twice_as_large(page, path, seen)
        if request.param == _WIDEST:
            _on_a_tablet(page, path, seen)
        if everything or path in DIFFERENT:
            seen.unsuitable.extend(unsuitable(page, path, () if everything else _WINDOWS[request.param]))
    visitors.leave()
    return seen


def test_axe_finds_nothing(look: Look) -> None:
    assert not look.unsuitable, "\n".join(look.unsuitable)


def test_nothing_runs_over_the_edge(look: Look) -> None:
    assert not look.over_the_edge, "\n".join(look.over_the_edge)


def test_no_word_of_a_table_is_torn_in_two(look: Look) -> None:
    assert not look.torn_words, "\n".join(look.torn_words)


def test_a_word_that_is_torn_is_seen(visitors: Visitors, address: str) -> None:
    page = visitors.come(width=1280).open(f"{address}quy-dinh/")
    page.evaluate(
        """() => document.querySelectorAll("td").forEach(cell => {
            cell.style.overflowWrap = "anywhere";
            cell.closest("table").style.width = "20rem";
        })"""
    )
    assert torn_words(page, "quy-dinh/")


def test_targets_are_large_enough(look: Look) -> None:
    """WCAG 2.2, 2.5.8."""
    assert not look.too_small, "\n".join(look.too_small)


def test_axe_finds_nothing_on_the_second_page_of_a_list(visitors: Visitors, long_address: str) -> None:
    page = unfolded(visitors.come(width=360), f"{long_address}so-dang-ky/trang-2/")
    assert unsuitable(page, "so-dang-ky/trang-2/") == []


def test_axe_sees_a_small_target(visitors: Visitors, address: str) -> None:
    """Control: the rule for targets is really asked."""
    page = visitors.come(width=360).open(address)
    page.evaluate(
        """for (const _ of [1, 2]) {
            const one = document.createElement("button");
            one.style.cssText = "width: 9px; height: 9px; padding: 0; border: 0; display: block";
            document.querySelector("article").append(Object.assign(one, { ariaLabel: "nhỏ" }));
        }"""
    )
    assert [one.split(" ")[1] for one in unsuitable(page, "")] == ["target-size:"]


def test_the_site_is_usable_from_the_keyboard(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.locator("#tim").focus()
    page.keyboard.type("ca phe")
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-dang-ky/?q=ca+phe")
    assert page.locator("#loc-q").input_value() == "ca phe"


def test_the_scheme_chosen_is_kept(visitors: Visitors, address: str) -> None:
    visitor = visitors.come(scheme="light")
    page = visitor.open(address)
    page.locator("[data-scheme-toggle]").click()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    visitor.open(address + "quy-dinh/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 21, 18)"


def test_without_javascript_pages_say_the_day_they_speak_of(visitors: Visitors, address: str) -> None:
    visitor = visitors.come(javascript=False, width=360)
    for name, (_, state) in STATES.items():
        page = visitor.open(f"{address}{STATE_PAGES}/{name}/")
        badge = page.locator(".verdict .state")
        assert f"state--{state}" in (badge.get_attribute("class") or "")
        assert "tại ngày 23/11/2026" in page.locator(".verdict").inner_text()
    page = visitor.open(f"{address}{STATE_PAGES}/con-hieu-luc/")
    assert "Có giá trị đến hết 01/11/2028" in page.locator(".verdict").inner_text()
    page = visitor.open(address + "so-dang-ky/")
    assert page.locator("#loc").is_hidden()
    assert page.locator("[data-registry] tbody tr").count() >= len(STATES)
    assert page.locator("nav[aria-label='Các mục chính'] a").first.is_visible()


@pytest.mark.parametrize("zone", ["Etc/GMT+8", "UTC", "Pacific/Kiritimati"])
def test_the_state_turns_by_the_reader_s_day_in_vietnam(zone: str, visitors: Visitors, address: str) -> None:
    visitor = visitors.come(zone=zone)
    page = visitor.page
    # 23:59 and 00:00 in Vietnam around the end of 01/11/2028.
    for instant, state in (
        ("2028-11-01T16:59:00Z", "Còn hiệu lực"),
        ("2028-11-01T17:00:00Z", "Hết hiệu lực"),
    ):
        page.clock.set_fixed_time(instant)
        visitor.open(f"{address}{STATE_PAGES}/con-hieu-luc/")
        assert page.locator(".verdict .state").inner_text() == state


_WITH_STATES = (
    "so-dang-ky/",
    f"{STATE_PAGES}/con-hieu-luc/",
    "chu-the/htx-moi-trang-thai/",
    "dia-ban/19429-xa-khe-sanh/",
    f"v/{lookup_code('htx-moi-trang-thai/con-hieu-luc')}/",
)


@pytest.mark.parametrize("path", _WITH_STATES)
def test_beside_every_state_stands_the_data_s_own_day(path: str, visitors: Visitors, address: str) -> None:
    page = visitors.come(javascript=False).open(address + path)
    told = " ".join(page.locator("[data-as-of]").first.inner_text().split())
    assert "tại ngày 23/11/2026, theo dữ liệu của sổ đến 23/11/2026" in told
    assert page.locator("[data-stale]").is_hidden()
    visitor = visitors.come(zone="Asia/Ho_Chi_Minh")
    for instant, day, stale in (
        ("2026-12-23T16:59:00Z", "23/12/2026", False),
        ("2026-12-23T17:00:00Z", "24/12/2026", True),
    ):
        visitor.page.clock.set_fixed_time(instant)
        page = visitor.open(address + path)
        told = " ".join(page.locator("[data-as-of]").first.inner_text().split())
        assert f"tại ngày {day}, theo dữ liệu của sổ đến 23/11/2026" in told
        assert page.locator("[data-stale]").is_visible() == stale


def test_state_words_do_not_lean_on_colour(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address + "so-dang-ky/")
    words = set(page.locator("[data-registry] .state").all_inner_texts())
    assert len(words) == len(STATES)
    assert all(re.search(r"\w{3}", word) for word in words)


def test_stars_are_read_as_words(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(f"{address}{STATE_PAGES}/con-hieu-luc/")
    spoken = page.locator(".verdict .stars").evaluate(
        "one => [...one.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join('').trim()"
    )
    assert spoken == "4 sao"
    assert page.locator(".verdict .stars__glyphs").get_attribute("aria-hidden") == "true"


def test_markup_in_a_dossier_stays_text(visitors: Visitors, hostile_address: str, hostile_site: Path) -> None:
    visitor = visitors.come()
    pages = sorted(hostile_site.rglob("*.html"))
    seen = 0
    for path in pages:
        if "window.harm" not in path.read_text("utf-8"):
            continue
        seen += 1
        page = visitor.open(
            hostile_address + path.relative_to(hostile_site).as_posix().removesuffix("index.html")
        )
        visitor.rest()
        assert page.evaluate("window.harm") is None, path
        assert page.locator("img:not([src='../tem.svg'])").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    assert seen >= 4
    assert visitor.refused == []


def test_paper_is_white_whatever_the_screen(visitors: Visitors, address: str) -> None:
    page = visitors.come(scheme="dark").open(f"{address}{STATE_PAGES}/con-hieu-luc/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".menu", ".scheme", ".crumbs", ".footer nav", "#bao-sai"):
        assert page.locator(hidden).first.is_hidden(), hidden
