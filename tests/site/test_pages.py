"""The built site as files: every link leads somewhere, and nothing that is not for the public is in it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from ocop.codes import CATALOGUE
from ocop.load.registry import load
from ocop.site.build import build
from ocop.site.page import Fragment
from ocop.site.pages.catalogue import catalogue_pages
from ocop.site.views.state_names import STATE_LABELS
from tests.site.conftest import HARM
from tests.site.every_state import AS_OF, CANARY, REPOSITORY, STATES, every_state, surroundings
from tests.site.named_registry import NAMES
from tests.site.worlds import world

_HOST = "https://site.invalid/"
_BROUGHT = "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"
_TEXTS = frozenset({".html", ".json", ".ndjson", ".csv", ".svg", ".xml", ".ics", ".txt", ".js", ".css"})


@cache
def _tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text("utf-8"))


def _pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix().removesuffix("index.html"), _tree(path)


def test_every_link_inside_the_site_leads_somewhere(real_site: Path) -> None:
    broken = []
    for address, tree in _pages(real_site):
        if address == "404.html":
            continue  # its links are absolute, since it is shown at any address
        for target in tree.xpath("//@href | //@src | //form/@action"):
            absolute = urlsplit(urljoin(_HOST + address, target))
            if absolute.netloc != "site.invalid":
                continue
            path = real_site / unquote(absolute.path).lstrip("/")
            file = path / "index.html" if path.is_dir() else path
            if not file.is_file():
                broken.append(f"{address}: {target}")
            elif absolute.fragment and file.suffix == ".html":
                names = set(_tree(file).xpath("//@id"))
                if absolute.fragment not in names:
                    broken.append(f"{address}: no #{absolute.fragment} in {absolute.path}")
    assert not broken, "\n".join(sorted(set(broken))[:40])


def test_every_page_has_a_title_a_description_and_one_heading(real_site: Path) -> None:
    for address, tree in _pages(real_site):
        assert tree.xpath("string(//title)").strip(), address
        assert tree.xpath("string(//meta[@name='description']/@content)").strip(), address
        assert len(tree.xpath("//h1")) == 1, address
        assert tree.get("lang") == ("en" if address.startswith("en/") else "vi"), address
        assert len(tree.xpath("//main")) == 1, address
        names = tree.xpath("//@id")
        assert len(names) == len(set(names)), address
        assert "OCOP-" not in html.tostring(tree.find("head"), encoding="unicode"), address


def test_titles_of_records_tell_them_apart(real_site: Path) -> None:
    titles = [
        tree.xpath("string(//title)")
        for address, tree in _pages(real_site)
        if address.startswith("san-pham/")
    ]
    assert len(titles) >= len(STATES)
    assert all(" – Sổ đăng ký OCOP Quảng Trị" in title for title in titles)


def test_no_page_runs_a_script_of_its_own_or_another_s(real_site: Path) -> None:
    plain = 0
    for address, tree in _pages(real_site):
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "unsafe" not in policy, address
        assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')]"), address
        if tree.xpath("//style"):
            # A page without a theme has all it needs inside, and its policy names each piece.
            plain += 1
            assert not tree.xpath("//script/@src | //link[@rel='stylesheet']"), address
            named = {_digest(one.text) for one in tree.xpath("//style | //script")}
            assert named == set(re.findall(r"'sha256-[^']+'", policy)), address
            assert "default-src 'none'" in policy, address
            continue
        # What a browser keeps as data it never runs.
        for script in tree.xpath("//script[not(@type='application/ld+json')]"):
            assert script.get("src") and not (script.text or "").strip(), address  # noqa: PT018
            assert not urlsplit(script.get("src")).netloc, address
        assert "script-src 'self'" in policy, address
    assert plain > len(STATES)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_markup_in_a_dossier_never_becomes_markup(hostile_site: Path) -> None:
    seen = 0
    for address, tree in _pages(hostile_site):
        text = tree.text_content()
        seen += HARM in text
        assert not tree.xpath(
            "//article//img[not(@src='../tem.svg')] | //@onerror"
            " | //article//script[not(@type='application/ld+json')]"
        ), address
        for target in tree.xpath("//@href[not(parent::link[@rel='icon'])]"):
            assert not target.lower().lstrip().startswith(("javascript:", "data:")), address
        assert "49" not in re.findall(r"\{\{ (\d+) \}\}", text), address
    assert seen >= 4


def test_what_is_not_for_the_public_is_nowhere(real_site: Path) -> None:
    """An evaluation that was not passed is internal: its row, note and source stay out of every file."""
    for path in real_site.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    page = _tree(real_site / "san-pham/htx-moi-trang-thai/khong-dat/index.html")
    words = page.xpath("string(//article)")
    assert "Chưa được công nhận" in words
    assert "không đạt" not in words.replace("khong-dat", "").lower()
    points = page.xpath("string(//section[@class='verdict']//@data-states)")
    assert set(re.findall(r":([a-z_]+)", points)) == {"not_recognised"}


def test_pages_show_only_fields_marked_public() -> None:
    """Each field of the registry that a view reads is listed here and is public in its schema."""
    read = {
        "product": {
            "name",
            "name_en",
            "other_names",
            "codes",
            "packs",
            "product_group",
            "product_set",
            "summary",
            "summary_en",
            "shop_links",
            "trace_links",
            "certificates",
            "pictures",
            "place",
            "record",
        },
        "producer": {"name", "name_en", "type", "stated_type", "former_names", "place", "website", "record"},
    }
    for kind, fields in read.items():
        properties = json.loads((REPOSITORY / f"schemas/{kind}.schema.json").read_text("utf-8"))["properties"]
        assert fields <= set(properties)
        assert {properties[name]["x-visibility"] for name in fields} == {"public"}
    table = json.loads((REPOSITORY / "schemas/history.table.json").read_text("utf-8"))
    assert {column["x-visibility"] for column in table["fields"]} == {"public"}


@pytest.mark.parametrize("name", list(STATES))
def test_each_state_stands_on_its_page_with_its_reason(name: str, real_site: Path) -> None:
    page = _tree(real_site / f"san-pham/htx-moi-trang-thai/{name}/index.html")
    badge = page.xpath("//section[@class='verdict']//span[contains(@class, 'state--')]")[0]
    assert f"state--{STATES[name][1]}" in badge.get("class")
    labels = json.loads(page.xpath("string(//@data-state-labels)"))
    assert badge.text_content() == labels[STATES[name][1]]
    assert page.xpath("string(//*[@data-state-reason])").strip()


def test_a_gathered_record_says_so_and_what_is_missing_is_said(real_site: Path) -> None:
    page = _tree(real_site / "san-pham/htx-moi-trang-thai/chua-ro/index.html")
    words = page.xpath("string(//article)")
    assert "cơ quan quản lý chưa xác nhận" in words
    assert "nguồn không nêu" in words
    assert "Chưa biết chính xác ngày hết giá trị" in words


def test_the_notice_stands_on_every_page(real_site: Path) -> None:
    for address, tree in _pages(real_site):
        words = (
            "Not an official site" if address.startswith("en/") else "Không phải cổng thông tin chính thức"
        )
        assert words in tree.xpath("string(//aside[@class='notice'])"), address


def test_every_code_has_its_place_in_the_catalogue(real_site: Path) -> None:
    names = set(_tree(real_site / "loi/index.html").xpath("//section/@id"))
    assert {code.id for code in CATALOGUE} <= names


def test_every_text_of_the_site_is_composed(real_site: Path) -> None:
    """Unicode form NFC, so that search and copies of what is shown compare equal."""
    seen = Counter[str]()
    for path in sorted(real_site.rglob("*")):
        if path.suffix in _TEXTS:
            text = path.read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), path
            seen[path.suffix] += not text.isascii()
    assert set(seen) >= {".html", ".json", ".ndjson", ".csv", ".svg", ".xml", ".ics"}
    assert seen[".html"] > 100


def test_the_example_of_a_decomposed_name_shows_its_marks() -> None:
    (page,) = (one for one in catalogue_pages(world()) if isinstance(one, Fragment))
    text = page.content()
    assert isinstance(text, str)
    assert r"images/a\u0309nh.jpg: lỗi OCOP-109" in text
    assert unicodedata.is_normalized("NFC", text)


def test_pages_stay_light(real_site: Path) -> None:
    for path in (real_site / "san-pham").rglob("*.html"):
        assert path.stat().st_size < 60_000, path
    assert (REPOSITORY / "docs/assets/ocop.css").stat().st_size <= 26_000
    everywhere = ("rows.js", "scheme.js", "search.js", "state.js")
    assert sum(_packed(name) for name in everywhere) <= 7_000
    assert _packed("registry.js") <= 6_000
    assert _packed("search.css") <= 2_000


def test_the_registry_alone_brings_the_script_that_filters_it(real_site: Path) -> None:
    for address, tree in _pages(real_site):
        names = [source.rpartition("/")[2] for source in tree.xpath("//script/@src")]
        if names:  # a page without a theme brings what it needs inside
            assert names[:3] == ["scheme.js", "state.js", "search.js"], address
        assert ("registry.js" in names) == bool(tree.xpath("//form[@id='loc']")), address


def _packed(asset: str) -> int:
    return len(gzip.compress((REPOSITORY / "docs/assets" / asset).read_bytes(), 6))


def test_what_a_page_brings_before_it_is_touched_is_light(real_site: Path) -> None:
    """At most 15 KB for a product's page, and 100 KB for any page with its styles, scripts and pictures."""
    sizes: dict[Path, int] = {}

    def packed(path: Path) -> int:
        if path not in sizes:
            sizes[path] = len(gzip.compress(path.read_bytes(), 6, mtime=0))
        return sizes[path]

    kinds = Counter[str]()
    for address, tree in _pages(real_site):
        path = real_site / address / "index.html" if address != "404.html" else real_site / address
        brought = tree.xpath(_BROUGHT)
        files = {
            (real_site if one.startswith("/") else path.parent) / one.partition("?")[0].lstrip("/")
            for one in brought
            if not one.startswith("data:")
        }
        modules = {real_site / "assets" / "rows.js"} if tree.xpath("//script[@type='module']") else set()
        weight = packed(path) + sum(packed(one) for one in {one.resolve() for one in files | modules})
        assert weight <= 100_000, (address, weight)
        kind = address.partition("/")[0]
        kinds[kind] += 1
        assert kind != "san-pham" or packed(path) <= 15_000, (address, packed(path))
    assert kinds["san-pham"] > 60
    assert len(kinds) >= 18


@pytest.mark.parametrize("name", ["real_site", "long_site"])
def test_the_menu_holds_what_the_settings_name_and_no_product(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(name)
    nav = (REPOSITORY / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2].partition("\n\n")[0]
    wanted = re.findall(r"  - ([^:]+): (.*?)(?:index)?\.md", nav)
    assert len(wanted) == len(nav.splitlines()) == 10
    seen = 0
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        menu = re.search(r'<nav aria-label="Các mục chính">.*?</nav>', path.read_text("utf-8"), re.DOTALL)
        if menu is None:
            assert address.startswith(("v/", "en/")), address
            continue
        links = html.fromstring(menu[0]).xpath("//a")
        targets = [urljoin(_HOST + address, link.get("href")).removeprefix(_HOST) for link in links]
        told = [" ".join(link.text_content().split()) for link in links]
        assert list(zip(told, targets, strict=True)) == wanted, address
        seen += 1
    assert seen > 100


def test_the_registry_lists_names_as_a_dictionary_does(named_site: Path) -> None:
    rows = _tree(named_site / "so-dang-ky/index.html").xpath("//table[@data-registry]/tbody/tr/th/a/text()")
    assert tuple(rows) == NAMES
    (listed,) = named_site.rglob("rows.json")
    assert tuple(json.loads(listed.read_text("utf-8"))["name"]) == NAMES


def test_every_data_file_is_offered(real_site: Path) -> None:
    offered = set(_tree(real_site / "du-lieu/index.html").xpath("//a[@download]/@href"))
    there = {path.name for path in (real_site / "du-lieu").iterdir() if path.is_file()}
    assert offered == there - {"index.html"}


def test_the_method_page_explains_every_state(real_site: Path) -> None:
    words = _tree(real_site / "gioi-thieu/index.html").xpath("//table//td[1]/text()")
    assert set(STATE_LABELS.values()) == {word.strip() for word in words}


def test_one_setting_turns_the_notice_off(tmp_path: Path) -> None:
    root = surroundings(tmp_path / "tree")
    every_state(root)
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("unofficial_notice: true", "unofficial_notice: false")
    )
    site = build(root, as_of=AS_OF, read=partial(load, root), workers=1).output
    for _, tree in _pages(site):
        assert not tree.xpath("//aside[@class='notice']")
