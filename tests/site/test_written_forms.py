"""Days and numbers are written as Vietnamese readers write them: dd/mm/yyyy, and dots between thousands.

Two kinds of days stand otherwise: examples of what a file holds (in code, after “ví dụ” or “for example”,
or in a row whose first cell names the file's column in code), and the day in a quoted name of a document, as
its source has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.site.every_state import REPOSITORY

_UNREAD = "ancestor::script or ancestor::style or ancestor::template or ancestor::code or ancestor::pre"
_DAY = re.compile(r"(?<![\d/.-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})(?![\d/-])")
_WELL_WRITTEN = re.compile(r"\d\d/\d\d/\d{4}")
# With a zero before days under 10 and months 1 and 2 only (Nghị định 30/2020/NĐ-CP).
_AS_CITED = re.compile(r"\d\d/(?:0[12]|[3-9]|1[0-2])/\d{4}")
_EXAMPLE = re.compile(r"(?:ví dụ|for example) $")
_DOCUMENT = re.compile(r"số [\w./-]+ ngày $")
_COLUMN = "ancestor-or-self::td/preceding-sibling::*[1]/code"
_NUMBER = "contains(concat(' ', normalize-space(@class), ' '), ' number ')"
_BARE = re.compile(r"(?<![\d.,])\d{4}")

_TEMPLATES = REPOSITORY / "scripts/ocop/site/templates"
_CELL = re.compile(r'<td [^>]*class="number"[^>]*>(.*?)</td>')
# Text already, and the place in a list that no plan or page makes long.
_NEVER_BARE = {"table.rows", "loop.index"}


def ill_written_days(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Each day that is written otherwise, with what lets it be, blank for nothing."""
    for text in tree.xpath(f"//body//text()[not({_UNREAD})]"):
        for found in _DAY.finditer(text):
            element = text.getparent().text_content() if text.is_tail else ""
            before = " ".join(f"{element}{text[: found.start()]}".split()) + " "
            if _DOCUMENT.search(before):
                yield found[0], "document" if _AS_CITED.fullmatch(found[0]) else ""
            elif "-" in found[0]:
                example = _EXAMPLE.search(before) or text.getparent().xpath(_COLUMN)
                yield found[0], "example" if example else ""
            elif not _WELL_WRITTEN.fullmatch(found[0]):
                yield found[0], ""


def bare_numbers(tree: html.HtmlElement) -> list[str]:
    """What stands in cells of numbers with four digits and no dot among them."""
    cells = tree.xpath(f"//td[{_NUMBER}]")
    return [cell.text_content() for cell in cells if _BARE.search(cell.text_content())]


def test_every_day_and_number_of_every_page_is_well_written(real_site: Path) -> None:
    let_be, cells, days = Counter[str](), 0, 0
    for path in sorted(real_site.rglob("*.html")):
        tree = html.parse(str(path))
        found = list(ill_written_days(tree))
        assert [one for one, reason in found if not reason] == [], path
        let_be.update(reason for _, reason in found)
        assert bare_numbers(tree) == [], path
        cells += int(tree.xpath(f"count(//td[{_NUMBER}])"))
        days += len(_WELL_WRITTEN.findall(tree.getroot().text_content()))
    assert 0 < let_be["example"] < 20, let_be
    assert let_be["document"] > 100, let_be
    assert cells > 500
    assert days > 1000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>Có giá trị đến hết 2028-11-01.</p>", ""),
        ("<p>Ngày 1/11/2028.</p>", ""),
        ("<p>Từ 01/1/2028</p>", ""),
        ("<p>Quyết định ngày 1/1/2028</p>", ""),
        ("<table><tr><th>Ngày cấp</th><td>2028-11-01</td></tr></table>", ""),
        ("<p>Kế hoạch số 180/KH-UBND ngày 29/9/2022</p>", "document"),
        ("<p><a>Kế hoạch số 180/KH-UBND</a> ngày 05/10/2022</p>", "document"),
        ("<p>Kế hoạch số 180/KH-UBND ngày 29/09/2022</p>", ""),
        ("<p>Kế hoạch số 180/KH-UBND ngày 05/2/2022</p>", ""),
        ("<p>Viết năm-tháng-ngày, ví dụ 2026-02-28.</p>", "example"),
        ("<p>Write year-month-day, for example 2026-02-28.</p>", "example"),
        ("<table><tr><td>Ngày cấp <code>on</code></td><td>2028-11-01</td></tr></table>", "example"),
    ],
)
def test_an_ill_written_day_is_seen(body: str, reason: str) -> None:
    assert [found for _, found in ill_written_days(html.fromstring(f"<body>{body}</body>"))] == [reason]


@pytest.mark.parametrize("body", ["<p>01/11/2028 và 14-11</p>", "<p><code>2028-11-01</code></p>", "12/3/45"])
def test_other_days_are_let_be(body: str) -> None:
    assert list(ill_written_days(html.fromstring(f"<html><body>{body}</body></html>"))) == []


@pytest.mark.parametrize(
    ("number", "bare"), [("1234", True), ("12345 sản phẩm", True), ("1.234,5678", False)]
)
def test_a_bare_number_is_seen(number: str, *, bare: bool) -> None:
    cell = html.fromstring(f"<table><tr><td class='x number'>{number}</td><td>2026</td></tr></table>")
    assert bool(bare_numbers(cell)) == bare


def test_every_cell_of_numbers_would_have_its_dots() -> None:
    """The registry has no thousand of anything yet, so the templates are asked."""
    bare, seen = [], 0
    for path in sorted(_TEMPLATES.glob("*.html")):
        for cell in _CELL.findall(path.read_text("utf-8")):
            for expression in re.findall(r"\{\{ (.*?) \}\}", cell):
                seen += 1
                if expression not in _NEVER_BARE and "| number" not in expression:
                    bare.append(f"{path.name}: {expression}")
    assert bare == []
    assert seen > 10
