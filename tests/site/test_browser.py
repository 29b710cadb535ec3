"""Every kind of page in a real browser: reachable by all, on any width, and asking nothing of strangers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.conftest import Visitors
from tests.site.every_state import STATES

pytestmark = pytest.mark.browser

_STATES = "san-pham/htx-moi-trang-thai"
# One page of each kind, and a product in each state.
KINDS = (
    "",
    "so-dang-ky/",
    *(f"{_STATES}/{name}/" for name in STATES),
    "chu-the/",
    "chu-the/htx-moi-trang-thai/",
    "dia-ban/",
    "dia-ban/19429-xa-khe-sanh/",
    "dia-ban/huyen-cu/huyen-huong-hoa/",
    "ke-hoach/",
    "ke-hoach/2023/",
    "quy-dinh/",
    "quy-dinh/2026-26/",
    "loi/",
    "huong-dan/",
    "huong-dan/tu-van/",
    "huong-dan/tham-dinh/",
    "huong-dan/van-phong/",
    "huong-dan/lap-trinh/",
    "du-lieu/",
    "gioi-thieu/",
    "404.html",
)


# The states differ in one badge, whose colours the registry shows too.
_ALIKE = tuple(f"{_STATES}/{name}/" for name in STATES if name not in {"con-hieu-luc", "khong-dat"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(width: int, scheme: str, visitors: Visitors, address: str) -> None:
    visitor, axe = visitors.come(width=width, scheme=scheme), Axe()
    found = []
    for path in (kind for kind in KINDS if kind not in _ALIKE):
        page = visitor.open(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for violation in axe.run(page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            found.append(f"/{path} {violation['id']}: {nodes}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_over_the_edge(width: int, visitors: Visitors, address: str) -> None:
    visitor = visitors.come(width=width)
    wide = []
    for path in KINDS:
        page = visitor.open(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide.append(f"/{path}: {over} px")
    assert not wide, "\n".join(wide)


def test_nothing_is_asked_of_another_host_and_nothing_fails(visitors: Visitors, address: str) -> None:
    visitor = visitors.come()
    for path in KINDS:
        visitor.open(address + path)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.refused == []
    assert visitor.errors == []
    assert len(visitor.requests) > len(KINDS)


def test_targets_are_large_enough(visitors: Visitors, address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 px, except links within a line of text."""
    visitor = visitors.come(width=360)
    small = []
    for path in KINDS:
        page = visitor.open(address + path)
        small += page.evaluate(
            """path => [...document.querySelectorAll(
                'button, input, select, summary, .menu a, .footer a, .crumbs a'
            )].filter(one => one.checkVisibility() && (one.getBoundingClientRect().height < 24
                    || one.getBoundingClientRect().width < 24))
            .map(one => path + ' ' + one.outerHTML.slice(0, 80))""",
            path,
        )
    assert not small, "\n".join(small)


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
        page = visitor.open(f"{address}{_STATES}/{name}/")
        badge = page.locator(".verdict .state")
        assert f"state--{state}" in (badge.get_attribute("class") or "")
        assert "tại ngày 23/11/2026" in page.locator(".verdict").inner_text()
    page = visitor.open(f"{address}{_STATES}/con-hieu-luc/")
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
        visitor.open(f"{address}{_STATES}/con-hieu-luc/")
        assert page.locator(".verdict .state").inner_text() == state


def test_state_words_do_not_lean_on_colour(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address + "so-dang-ky/")
    words = set(page.locator("[data-registry] .state").all_inner_texts())
    assert len(words) == len(STATES)
    assert all(re.search(r"\w{3}", word) for word in words)


def test_stars_are_read_as_words(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(f"{address}{_STATES}/con-hieu-luc/")
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
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.harm") is None, path
        assert page.locator("img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    assert seen >= 4
    assert visitor.refused == []


def test_paper_is_white_whatever_the_screen(visitors: Visitors, address: str) -> None:
    page = visitors.come(scheme="dark").open(f"{address}{_STATES}/con-hieu-luc/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".menu", ".scheme", ".crumbs", ".footer nav", "#bao-sai"):
        assert page.locator(hidden).first.is_hidden(), hidden
