"""The part of a page that tells what was put right, in both engines, with a long past and with none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from lxml import html

from ocop.load.registry import load
from ocop.site.build import BuildReport, build
from ocop.site.engine import Engine
from tests.repositories import committed, git, initialised
from tests.site.conftest import Visitors, served
from tests.site.every_state import AS_OF, every_state, surroundings
from tests.site.links import broken
from tests.site.looks import over_the_edge, unfolded, unsuitable
from tests.site.mini import tree

_BASE = "https://ocop.example/so/"
_REPOSITORY = "https://kho.example/so"
_PRODUCT = "san-pham/htx-moi-trang-thai/con-hieu-luc/"
_FIXED = "san-pham/htx-moi-trang-thai/het-han/"
_PRODUCER = "chu-the/htx-moi-trang-thai/"
_TIMES = 14


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry in Git, one product of which was renamed fourteen times and one put right once."""
    root = surroundings(initialised(tmp_path_factory.mktemp("past") / "tree"))
    every_state(root)
    (root / ".gitignore").write_text("/site*\n/.cache\n", "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('repo_url: ""', f"repo_url: {_REPOSITORY}/"), "utf-8"
    )
    committed(root)
    product = root / "dossiers/htx-moi-trang-thai/con-hieu-luc/product.yml"
    text = product.read_text("utf-8")
    for number in range(_TIMES):
        product.write_text(re.sub("name: .*", f"name: Hàng <b>{number}</b> & {{{{ 7*7 }}}}", text), "utf-8")
        committed(root)
    history = root / "dossiers/htx-moi-trang-thai/het-han/history.csv"
    history.write_text(history.read_text("utf-8").replace("136/QĐ-UBND", "137/QĐ-UBND"), "utf-8")
    committed(root)
    return root


def built(root: Path, name: str, engine: Engine = Engine.MKDOCS) -> BuildReport:
    """The site of `root`, in a folder of its own."""
    return build(
        root,
        as_of=AS_OF,
        read=partial(load, root),
        engine=engine,
        output=root / name,
        base_url=_BASE,
        workers=1,
    )


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return built(root, "site").output


def part(site: Path, address: str) -> list[str]:
    """The words from the heading to the next one, a line for each paragraph."""
    page = html.parse(str(site / address / "index.html"))
    found = page.xpath("//h2[@id='so-da-sua'] | //h2[@id='so-da-sua']/following-sibling::*")
    lines = []
    for one in found:
        if one.tag == "h2" and one.get("id") != "so-da-sua":
            break
        inner = one.xpath(".//summary | .//p | .//*[@class='timeline__when']") or [one]
        lines += [" ".join(str(each.xpath("string()")).split()) for each in inner]
    return lines


def test_a_product_put_right_once(site: Path, root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")
    assert part(site, _FIXED) == [
        "Sổ đã sửa gì",
        "Ghi vào sổ ngày 20/11/2026; từ đó đã sửa 1 lần, lần gần nhất ngày 20/11/2026.",
        "Xem lần sửa",
        "20/11/2026",
        "Công nhận ngày 15/01/2020 – Số quyết định: 136/QĐ-UBND → 137/QĐ-UBND",
        f"Phiên bản {commit[:10]}",
        "Chỉ kể phần công khai. Chữ mà bản ghi hôm nay không còn giữ thì không nhắc lại ở đây.",
    ]
    links = re.findall(r'href="([^"]*/commit/[^"]*)"', (site / _FIXED / "index.html").read_text("utf-8"))
    assert links == [f"{_REPOSITORY}/commit/{commit}"]


def test_a_long_past_has_a_page_of_its_own(site: Path) -> None:
    lines = part(site, _PRODUCT)
    assert lines[1:3] == [
        "Ghi vào sổ ngày 20/11/2026; từ đó đã sửa 14 lần, lần gần nhất ngày 20/11/2026.",
        "Xem 10 lần sửa gần nhất",
    ]
    assert sum(line.startswith("Phiên bản") for line in lines) == 10
    assert lines[-1] == "Xem cả 14 lần sửa"
    page = (site / _PRODUCT / "thay-doi/index.html").read_text("utf-8")
    assert page.count('class="timeline__when"') == _TIMES
    assert "Tên sản phẩm: đổi thành “Hàng &lt;b&gt;13&lt;/b&gt; &amp; {{ 7*7 }}”" in page
    assert page.count("<p>Tên sản phẩm: đã đổi</p>") == _TIMES - 1, "names since given up are not repeated"
    assert f"{_PRODUCT}thay-doi/" not in (site / "sitemap.xml").read_text("utf-8")
    assert not (site / _FIXED / "thay-doi").exists()
    assert list(broken(site, _BASE)) == []


def test_a_producer_never_changed(site: Path) -> None:
    assert part(site, _PRODUCER)[:2] == [
        "Sổ đã sửa gì",
        "Ghi vào sổ ngày 20/11/2026; từ đó phần công khai chưa sửa lần nào.",
    ]


@pytest.fixture
def past_address(site: Path) -> Iterator[str]:
    """Where the site with a past is served."""
    yield from served(site)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_past_are_within_reach_of_all(scheme: str, visitors: Visitors, past_address: str) -> None:
    visitor = visitors.come(width=320, scheme=scheme)
    paths = (_PRODUCT, f"{_PRODUCT}thay-doi/", _PRODUCER)
    for path in paths:
        page = unfolded(visitor, past_address + path)
        assert over_the_edge(page, path) == []
        assert unsuitable(page, path) == []
    assert visitor.errors == []


def test_both_engines_tell_the_same(site: Path, root: Path) -> None:
    other = built(root, "site-other", Engine.ZENSICAL).output
    for address in (_PRODUCT, _FIXED, _PRODUCER):
        assert part(other, address) == part(site, address)
    articles = [
        re.findall(r"<h1>.*?</ol>", (one / _PRODUCT / "thay-doi/index.html").read_text("utf-8"), re.DOTALL)
        for one in (site, other)
    ]
    assert articles[0] == articles[1] != []


def test_a_second_build_is_the_same_and_a_clone_builds_the_same(
    site: Path, root: Path, tmp_path: Path
) -> None:
    report = built(root, "site")
    assert (report.published.rendered, report.engine_ran) == (0, False)
    before = tree(site)
    git(tmp_path, "clone", "-q", root.as_uri(), str(tmp_path / "clone"))
    assert tree(built(tmp_path / "clone", "site").output) == before


def test_only_the_pages_of_a_record_put_right_are_rendered_again(root: Path, site: Path) -> None:
    assert built(root, "site").published.rendered == 0
    product = root / "dossiers/htx-moi-trang-thai/thu-hoi/product.yml"
    text = product.read_text("utf-8")
    product.write_text(f"{text}\n# Một dòng ghi chú\n", "utf-8")
    committed(root)
    built(root, "site")
    assert "chưa sửa lần nào" in part(site, "san-pham/htx-moi-trang-thai/thu-hoi/")[1]
    product.write_text(text, "utf-8")
    committed(root)
    assert part(built(root, "site").output, _FIXED) == part(site, _FIXED)


def test_without_a_past_the_site_is_built_and_says_so(root: Path, site: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), str(tmp_path / "shallow"))
    shallow = built(tmp_path / "shallow", "site").output
    sentence = "Bản dựng này không kèm lịch sử của sổ, nên không kể được các lần sửa."
    for address in (_PRODUCT, _FIXED, _PRODUCER):
        assert part(shallow, address)[:2] == ["Sổ đã sửa gì", sentence]
        assert "Phiên bản" not in " ".join(part(shallow, address))
    assert set(tree(site)) - set(tree(shallow)) == {f"{_PRODUCT}thay-doi/index.html"}
