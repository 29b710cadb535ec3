"""Shells are taken apart once and filled often, and refuse what they cannot fill."""

from __future__ import annotations

import time

import pytest

from ocop.site.page import Fragment, Page, SiteError, relative
from ocop.site.pour import Shells, markers, moved, parsed, poured, readied

BASE = "https://example.org/so/"
SHELL = """<html><head><title>OCOP-TITLE - Sổ</title><meta name="description" content="OCOP-DESCRIPTION">
<link rel="canonical" href="https://example.org/so/_shell/product/">
<link rel="stylesheet" href="../../assets/a.css"><link rel="icon" href="../../assets/i.svg">
<script>__md_scope=new URL("../..",location)</script></head>
<body data-address="OCOP-ADDRESS"><a href="../..">Đầu</a><a href="../../so/#x">Sổ</a><a href="./">Đây</a>
<a href="#noi-dung">Bỏ qua</a><a href="https://example.com/">Ngoài</a><a href="mailto:a@example.com">Thư</a>
<main><div data-ocop-pour="product"></div></main>
<script id="__config" type="application/json">{"base": "../..", "search": "../../assets/w.js"}</script>
<script src="../../assets/a.js"></script></body></html>
"""


def page(address: str = "san-pham/x/y/", content: str = "<p>Nội dung</p>", title: str = "Tên") -> Page:
    return Page(  # noqa: S604 - a shell of ours, not one that runs commands
        address=address, shell="product", title=title, description="Mô tả", key="1", content=lambda: content
    )


def shells(html: str = SHELL, fragments: dict[str, Fragment] | None = None) -> Shells:
    return Shells({"_shell/product/index.html": html}.__getitem__, BASE, fragments or {})


def filled(one: Page, html: str = SHELL) -> str:
    return shells(html).fitting(one).fill(one)


def test_a_page_takes_the_place_of_its_marker_and_tokens() -> None:
    html = filled(page())
    assert "<title>Tên - Sổ</title>" in html
    assert 'content="Mô tả"' in html
    assert "<main><p>Nội dung</p></main>" in html
    assert 'data-address="san-pham/x/y/"' in html
    assert '<link rel="canonical" href="https://example.org/so/san-pham/x/y/">' in html
    assert "OCOP-" not in html
    assert "_shell" not in html


def test_links_of_the_theme_follow_the_depth_of_the_page() -> None:
    html = filled(page("san-pham/x/y/"))
    assert 'href="../../../assets/a.css"' in html
    assert 'src="../../../assets/a.js"' in html
    assert '<a href="../../..">' in html
    assert '<a href="../../../so/#x">' in html
    assert 'new URL("../../..",location)' in html
    assert '"base": "../../.."' in html
    assert '"search": "../../../assets/w.js"' in html
    shallow = filled(page("x/"))
    assert 'href="../assets/a.css"' in shallow
    assert '<a href="..">' in shallow
    top = filled(page("x.html"))
    assert 'href="assets/a.css"' in top
    assert '<a href=".">' in top


@pytest.mark.parametrize("same", ['"./"', '"#noi-dung"', '"https://example.com/"', '"mailto:a@example.com"'])
def test_links_that_do_not_depend_on_depth_stay(same: str) -> None:
    assert same in filled(page("a/b/c/d/"))


def test_a_page_of_the_depth_of_its_shell_changes_no_link() -> None:
    assert moved(SHELL, "_shell/product/", 2) == SHELL


def test_titles_and_descriptions_are_escaped_and_content_is_not_read_again() -> None:
    html = filled(page(title="</title><script>alert(1)</script>", content="OCOP-TITLE <b>in đậm</b>"))
    assert "<script>alert" not in html
    assert "&lt;/title&gt;&lt;script&gt;" in html
    assert "<main>OCOP-TITLE <b>in đậm</b></main>" in html


def test_replacement_text_is_never_taken_for_a_pattern() -> None:
    assert r"\g<0> \1 \n" in filled(page(content=r"\g<0> \1 \n"))
    fragment = Fragment(name="f", key="", content=lambda: r"\g<0> \1")
    assert poured('<div data-ocop-pour="f"></div>', {"f": fragment}) == r"\g<0> \1"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (SHELL.replace('<div data-ocop-pour="product"></div>', ""), "lacks its"),
        (SHELL.replace("<main>", '<main><div data-ocop-pour="product"></div>'), "twice"),
        (SHELL.replace("<main>", '<main><div data-ocop-pour="other"></div>'), "unknown fragments: other"),
        (SHELL.replace('pour="product">', 'pour="product" class="a">'), "must read"),
        (SHELL.replace("new URL", "'OCOP-TITLE';new URL"), "inside a script"),
        (SHELL.replace("../../so/", "../../../so/"), "out of the site"),
    ],
)
def test_a_shell_that_cannot_be_filled_is_refused(broken: str, words: str) -> None:
    with pytest.raises(SiteError, match=words):
        filled(page(), broken)


def test_a_missing_shell_is_named() -> None:
    def read(path: str) -> str:
        raise FileNotFoundError(path)

    with pytest.raises(SiteError, match=r"docs/_shell/product\.md"):
        Shells(read, BASE, {}).fitting(page())


def test_a_shell_may_hold_fragments_beside_its_marker() -> None:
    html = SHELL.replace("<main>", '<div data-ocop-pour="note"></div><main>')
    note = Fragment(name="note", key="1", content=lambda: "<p>Ghi chú</p>")
    one = page()
    assert "<p>Ghi chú</p><main><p>Nội dung" in shells(html, {"note": note}).fitting(one).fill(one)


def test_a_page_with_a_shell_is_text() -> None:
    one = Page(  # noqa: S604 - a shell of ours, not one that runs commands
        address="x/", shell="product", key="", content=lambda: b""
    )
    with pytest.raises(SiteError, match="not bytes"):
        shells().fitting(one).fill(one)


def test_markers_are_those_of_the_page_and_not_those_it_writes_about() -> None:
    assert markers("<p>&lt;div data-ocop-pour=</p><div data-ocop-pour='x'>"[:20], "x") == []
    assert markers('<div data-ocop-pour="a-1"></div><div data-ocop-pour="b"> </div>', "x") == ["a-1", "b"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<pre><code>a-b\n</code></pre>", '<pre tabindex="0"><code>a-b\n</code></pre>'),
        ('<pre class="x"><code>a</code></pre>', '<pre class="x" tabindex="0"><code>a</code></pre>'),
        ('<pre tabindex="0"><code>a</code></pre>',) * 2,
        ("<code>ocop check</code> – <code>stated_type</code>",) * 2,
        ("<code>check --head REV</code>", '<code>check <span class="whole">--head</span> REV</code>'),
        ("<code>self-assessment.csv</code>", '<code><span class="whole">self-assessment.csv</span></code>'),
        (
            "<code>schemas/lists/code-schemes.csv</code>",
            '<code>schemas/<wbr>lists/<wbr><span class="whole">code-schemes.csv</span></code>',
        ),
        ("<code>a-word-longer-than-a-narrow-line</code>",) * 2,
        ("<p>văn-bản thường, tests/cases/good/application</p>",) * 2,
        (
            '<nav class="contents"><p>Mục</p></nav>\n\n<h1 id="a">Đầu</h1><p>Chữ</p>',
            '<h1 id="a">Đầu</h1>\n\n<nav class="contents"><p>Mục</p></nav><p>Chữ</p>',
        ),
        ('<nav class="contents"></nav><p>Chữ</p><h1>Đầu</h1>',) * 2,
    ],
)
def test_a_written_page_gets_what_markdown_cannot_give(written: str, shown: str) -> None:
    assert readied(written) == shown


def test_filling_takes_well_under_a_millisecond() -> None:
    shell = parsed(SHELL + "<p>Đuôi</p>" * 2000, "product", BASE)
    pages = [page(f"san-pham/x/{number}/", "<p>Nội dung</p>" * 1000) for number in range(200)]
    started = time.process_time()
    for one in pages:
        shell.fill(one)
    assert (time.process_time() - started) / len(pages) < 0.001


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("", "", "./"),
        ("", "so/", "so/"),
        ("so/", "", "../"),
        ("so/", "so/", "./"),
        ("so/", "so/#x", "#x"),
        ("a/b/", "a/c/#x", "../c/#x"),
        ("a/b/", "a/", "../"),
        ("a/b/", "du-lieu/rows.json", "../../du-lieu/rows.json"),
        ("a/x.json", "a/b/", "b/"),
        ("404.html", "so/", "so/"),
    ],
)
def test_relative_links_lead_from_one_address_to_another(source: str, target: str, link: str) -> None:
    assert relative(source, target) == link
