"""The plan's pages in a real browser: on paper, without JavaScript, and light."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.site.conftest import Visitors
from tests.site.every_state import REPOSITORY

_REPORT = "ke-hoach/2023/bao-cao/ca-nam/ubnd-cap-huyen/"


@pytest.mark.browser
def test_paper_has_room_to_write_and_the_screen_does_not(visitors: Visitors, address: str) -> None:
    page = visitors.come(scheme="dark").open(address + _REPORT)
    blank, sign = page.locator("td.report__blank").first, page.locator(".report__sign")
    assert blank.is_hidden()
    assert sign.is_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    assert blank.is_visible()
    assert sign.is_visible()
    for hidden in ("[data-print]", "nav.jump", ".crumbs", ".menu"):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.browser
@pytest.mark.parametrize("path", ["ke-hoach/2023/", "ke-hoach/2023/bao-cao/quy-4/", _REPORT])
def test_nothing_runs_over_the_edge_of_a_sheet(path: str, visitors: Visitors, address: str) -> None:
    """A4 less its margins is 178 mm wide, which is 673 px."""
    page = visitors.come(width=673).open(address + path)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 673


@pytest.mark.browser
def test_the_print_button_prints_and_needs_javascript(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address + _REPORT)
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") == 1
    bare = visitors.come(javascript=False).open(address + _REPORT)
    assert bare.locator("[data-print]").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_letters_in_the_drawings_keep_their_size(width: int, visitors: Visitors, address: str) -> None:
    page = visitors.come(width=width).open(address + "ke-hoach/2023/")
    heights: list[float] = page.eval_on_selector_all(
        ".interval text, .months text", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 13
    outside = page.evaluate(
        """() => [...document.querySelectorAll(".interval text")].filter(text => {
          const own = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
          return own.right > frame.right + 1 || own.left < frame.left - 1;
        }).length"""
    )
    assert outside == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("ke-hoach/2023/", ("lane__bar", "interval__actual", "interval__none", "lane__delay")),
        ("dia-ban/", ("tile--0", "tile--1", "tile--2")),
    ],
)
def test_the_legend_is_painted_as_the_drawing_is(
    path: str, names: tuple[str, ...], visitors: Visitors, address: str
) -> None:
    page = visitors.come(scheme="dark").open(address + path)
    for name in names:
        paints: list[list[str]] = page.evaluate(
            """name => {
              const rect = one => one.matches("rect") ? one : one.querySelector("rect");
              const all = [...document.querySelectorAll("." + name)].map(rect);
              const paint = one => [getComputedStyle(one).fill, getComputedStyle(one).strokeDasharray];
              const shown = all.filter(one => !one.classList.contains("lane__bar--year"));
              const inside = one => !!one.closest(".legend");
              return [paint(shown.find(inside)), paint(shown.find(one => !inside(one)))];
            }""",
            name,
        )
        assert paints[0] == paints[1], name


def test_what_these_pages_add_is_light(real_site: Path) -> None:
    assets = REPOSITORY / "docs/assets"
    assert (assets / "plan.css").stat().st_size <= 12_000
    assert (assets / "deadlines.js").stat().st_size <= 2_000
    assert (assets / "expiring.js").stat().st_size <= 3_700
    assert (assets / "print.js").stat().st_size <= 500
    for path in (real_site / "ke-hoach").rglob("*.html"):
        assert len(gzip.compress(path.read_bytes(), mtime=0)) <= 25_000, path
