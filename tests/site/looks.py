"""Looking at pages of every kind in a browser: what does not suit everybody, and what runs over the edge."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ocop.lookup import lookup_code
from tests.site.conftest import Visitor
from tests.site.every_state import STATES

STATE_PAGES = "san-pham/htx-moi-trang-thai"
# One page of each kind, and a product in each state.
KINDS = (
    "",
    "so-dang-ky/",
    "so-dang-ky/?q=khong-co-trong-so",
    "so-dang-ky/?sao=4",
    *(f"{STATE_PAGES}/{name}/" for name in STATES),
    "chu-the/",
    "chu-the/htx-moi-trang-thai/",
    "dia-ban/",
    "dia-ban/ten-cu/",
    "dia-ban/19429-xa-khe-sanh/",
    "dia-ban/huyen-cu/huyen-huong-hoa/",
    "ke-hoach/",
    "ke-hoach/2023/",
    "ke-hoach/2023/bao-cao/",
    "ke-hoach/2023/bao-cao/quy-4/",
    "ke-hoach/2023/bao-cao/quy-4/ubnd-cap-huyen/",
    "ke-hoach/2023/bao-cao/quy-4/huyen-vinh-linh/",
    "han-nop/",
    "sap-het-han/",
    "quy-dinh/",
    "quy-dinh/2026-26/",
    "van-ban/",
    "van-ban/chua-ro-quyet-dinh/",
    "van-ban/prime-minister/2023/148-qd-ttg/",
    "van-ban/quang-tri-people-committee/2020/136-qd-ubnd/",
    "van-ban/quang-tri-people-committee/2023/357-qd-ubnd/",
    "loi/",
    "huong-dan/",
    "huong-dan/gui-ho-so/",
    "huong-dan/ho-so-mau/",
    "huong-dan/phan-hoi-mau/",
    "huong-dan/quan-tri/",
    "huong-dan/tu-van/",
    "huong-dan/tham-dinh/",
    "huong-dan/van-phong/",
    "huong-dan/lap-trinh/",
    "du-lieu/",
    "du-lieu/tu-dien/",
    "thay-doi/",
    "gioi-thieu/",
    "hang-sao/",
    "thuat-ngu/",
    "bao-sai-sot/",
    "en/",
    "en/visitors/",
    "en/stars/",
    "en/glossary/",
    "en/report/",
    "404.html",
    "v/",
    f"v/{lookup_code('htx-moi-trang-thai/con-hieu-luc')}/",
    f"v/{lookup_code('htx-moi-trang-thai/con-hieu-luc')}/tem/",
)
# The states differ in one badge, whose colours the registry shows too.
_ALIKE = {f"{STATE_PAGES}/{name}/" for name in STATES if name not in {"con-hieu-luc", "khong-dat"}}
# One page of each kind.
DIFFERENT = tuple(kind for kind in KINDS if kind not in _ALIKE)

# Beside its usual rules axe judges the size of targets (WCAG 2.2, 2.5.8).
_AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# All that can turn out otherwise in another scheme of colours, and in a narrower window.
COLOURS = ("color-contrast", "link-in-text-block")
ROOM = ("target-size", "scrollable-region-focusable")
# Only a list has so many parts side by side. Those are drawn alike, and what axe takes for each of them
# grows with their number.
_CUT = """() => document.querySelectorAll("*").forEach(one => {
    [...one.children].slice(100).forEach(later => later.remove());
})"""


_TORN = r"""() => [...document.querySelectorAll("th, td")].flatMap(cell => {
    const found = [];
    if (!cell.checkVisibility()) return found;
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        for (const word of text.data.matchAll(/(?<!\S)[\p{L}\p{M}\p{N}\/]{2,12}(?=[,;:.)]?(?:\s|$))/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const parts = [...range.getClientRects()].filter(one => one.width > 0);
            const torn = new Set(parts.map(one => one.top)).size > 1;
            if (torn && !text.parentElement.closest("code")) found.push(word[0]);
        }
    }
    return found;
})"""


def unfolded(visitor: Visitor, url: str) -> Page:
    """A page with what its address asks for found, and everything that can be unfolded shown."""
    page = visitor.open(url)
    page.locator("[data-registry][aria-busy=true]").wait_for(state="detached")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    return page


def unsuitable(page: Page, path: str, only: Sequence[str] = ()) -> list[str]:
    """What axe holds against a page by `only` these rules, or all; of a long list it sees the beginning."""
    page.evaluate(_CUT)
    options = _AXE | ({"runOnly": list(only)} if only else {})
    return [
        f"/{path} {one['id']}: {'; '.join(node['html'][:160] for node in one['nodes'][:3])}"
        for one in Axe().run(page, options=options).response["violations"]
    ]


def over_the_edge(page: Page, path: str) -> list[str]:
    """By how much a page is wider than the window."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"/{path}: {over} px"] if over > 0 else []


def torn_words(page: Page, path: str) -> list[str]:
    """Words and days in tables that begin on one line and end on the next; names for machines may."""
    found: list[str] = page.evaluate(_TORN)
    return [f"/{path}: {word}" for word in found]


def too_small(page: Page, path: str) -> Sequence[str]:
    """What has to be touched and is less than 24 px wide or high, except links within a line of text."""
    found: list[str] = page.evaluate(
        """path => [...document.querySelectorAll(
            'button, input, select, summary, .menu a, .footer a, .crumbs a'
        )].filter(one => one.checkVisibility() && (one.getBoundingClientRect().height < 24
                || one.getBoundingClientRect().width < 24))
        .map(one => `/${path} ${one.outerHTML.slice(0, 80)}`)""",
        path,
    )
    return found
