"""The one Jinja environment: what it escapes, refuses and writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

import ocop.site
from ocop.site import render
from ocop.site.story import story_html

_PACKAGE = Path(ocop.site.__file__).parent


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (1234567, "1.234.567"),
        (Decimal("1234567.89"), "1.234.567,89"),
        (Decimal("50.00"), "50"),
        (Decimal("99.5"), "99,5"),
        (Decimal("1E+2"), "100"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(amount: int | Decimal, text: str) -> None:
    assert render.number(amount) == text


def test_days_keep_their_zeros() -> None:
    assert render.day(date(2026, 1, 5)) == "05/01/2026"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://",
        "https://[",
        "quyết định 136",
        "",
        None,
        "file:///etc/passwd",
    ],
)
def test_only_web_addresses_become_links(text: str | None) -> None:
    assert render.web_address(text) is None


def test_web_addresses_stay_as_they_are() -> None:
    assert render.web_address(" https://baoquangtri.vn/a?b=c ") == "https://baoquangtri.vn/a?b=c"
    assert render.host("https://www.baoquangtri.vn/a") == "baoquangtri.vn"


def test_templates_escape_and_tolerate_no_unknown_name() -> None:
    environment = render._environment()
    assert environment.from_string("{{ x }}").render(x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ y }}").render()


def test_no_template_switches_escaping_off() -> None:
    for path in _PACKAGE.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape" not in text, path.name
        assert "<script" not in text, path.name
        assert " style=" not in text, path.name
        assert " on" not in {f" {word[:2]}" for word in text.split() if "='" in word}, path.name


def test_only_the_sanitiser_marks_html_as_safe() -> None:
    users = {
        path.relative_to(_PACKAGE).as_posix()
        for path in _PACKAGE.rglob("*.py")
        if "trusted(" in path.read_text("utf-8") or "Markup(" in path.read_text("utf-8")
    }
    assert users == {"render.py", "story.py"}


def test_a_story_keeps_its_paragraphs_lists_and_links() -> None:
    html = story_html("# Chuyện\n\nỞ **Khe Sanh**, [mùa hái](https://example.vn/).\n\n- một\n- hai\n")
    assert isinstance(html, Markup)
    assert "<h3>Chuyện</h3>" in html
    assert "<strong>Khe Sanh</strong>" in html
    assert '<a href="https://example.vn/" rel="nofollow noopener">mùa hái</a>' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        '<a href="https://a.vn" onclick="alert(1)">x</a>',
        "<iframe src=https://a.vn></iframe>",
        "<style>body{display:none}</style>",
        '<p style="position:fixed">x</p>',
        '<p id="noi-dung" class="verdict">x</p>',
        "![x](https://a.vn/x.png)",
        "<form action=https://a.vn><input></form>",
        "<svg><script>alert(1)</script></svg>",
        "<h1>To</h1>",
    ],
)
def test_a_story_can_neither_act_nor_pretend(text: str) -> None:
    html = str(story_html(text)).lower()
    for forbidden in (
        "<script", "onerror", "onclick", "javascript:", "data:", "<img", "<iframe", "<style", "style=",
        "id=", "class=", "<form", "<input", "<svg", "<h1", "alert(1)<",
    ):  # fmt: skip
        assert forbidden not in html
