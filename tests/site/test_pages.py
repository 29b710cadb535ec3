"""The built site as files: every link leads somewhere, and nothing that is not for the public is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from ocop.codes import CATALOGUE
from ocop.load.registry import load
from ocop.site.build import build
from ocop.site.views.state_names import STATE_LABELS
from tests.site.conftest import HARM
from tests.site.every_state import AS_OF, CANARY, REPOSITORY, STATES, every_state, surroundings

_HOST = "https://site.invalid/"


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
        assert tree.get("lang") == "vi", address
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
    for address, tree in _pages(real_site):
        for script in tree.xpath("//script"):
            assert script.get("src") and not (script.text or "").strip(), address  # noqa: PT018
            assert not urlsplit(script.get("src")).netloc, address
        assert not tree.xpath("//@style | //style | //@*[starts-with(name(), 'on')]"), address
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "script-src 'self'" in policy, address
        assert "unsafe" not in policy, address


def test_markup_in_a_dossier_never_becomes_markup(hostile_site: Path) -> None:
    seen = 0
    for address, tree in _pages(hostile_site):
        text = tree.text_content()
        seen += HARM in text
        assert not tree.xpath("//article//img | //article//script | //@onerror"), address
        for target in tree.xpath("//@href"):
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
            "other_names",
            "product_group",
            "product_set",
            "summary",
            "shop_links",
            "place",
            "record",
        },
        "producer": {"name", "type", "stated_type", "former_names", "place", "website", "record"},
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
        assert "Không phải cổng thông tin chính thức" in tree.xpath("string(//aside[@class='notice'])"), (
            address
        )


def test_every_code_has_its_place_in_the_catalogue(real_site: Path) -> None:
    names = set(_tree(real_site / "loi/index.html").xpath("//section/@id"))
    assert {code.id for code in CATALOGUE} <= names


def test_pages_stay_light(real_site: Path) -> None:
    for path in (real_site / "san-pham").rglob("*.html"):
        assert path.stat().st_size < 60_000, path
    assert (REPOSITORY / "docs/assets/ocop.css").stat().st_size <= 26_000
    scripts = [
        (REPOSITORY / "docs/assets" / name).stat().st_size
        for name in ("registry.js", "scheme.js", "state.js")
    ]
    assert sum(scripts) <= 16_000


def test_every_data_file_is_offered(real_site: Path) -> None:
    offered = set(_tree(real_site / "du-lieu/index.html").xpath("//a[@download]/@href"))
    assert offered == {path.name for path in (real_site / "du-lieu").iterdir()} - {"index.html"}


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
