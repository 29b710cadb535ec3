"""The steps together: written pages, shells and registry become one site, again and again the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest

from ocop.cli import main
from ocop.law import Law
from ocop.load.registry import Loaded
from ocop.model import Registry
from ocop.site.build import BuildReport, build, pour_into
from ocop.site.engine import Engine
from ocop.site.page import Fragment, SiteError
from ocop.site.serve import serve, server
from tests.site import mini
from tests.site.every_state import every_state, surroundings
from tests.site.mini import AS_OF, BASE_URL, tree, written

ROOT = Path(__file__).parent.parent.parent


def loaded() -> Loaded:
    """An empty registry: the pages of these tests are made up."""
    law = Law(rule_sets=(), units={}, unit_changes=(), lists={})
    registry = Registry(producers={}, products={})
    return Loaded(
        registry=registry,
        law=law,
        sheets=lambda _rule_set, _number: None,
        plans={},
        diagnostics=(),
        fingerprints={},
        reused=0,
    )


def built(root: Path, *, count: int = 5, edition: str = "1", engine: Engine = Engine.MKDOCS) -> BuildReport:
    return build(
        root,
        as_of=AS_OF,
        read=loaded,
        contents=lambda _: mini.contents(count, edition),
        engine=engine,
        workers=1,
    )


@pytest.fixture(scope="module")
def engines_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = written(tmp_path_factory.mktemp("mini"))
    for engine in Engine:
        built(root, engine=engine)
    return root


@pytest.fixture
def root(engines_kept: Path, tmp_path: Path) -> Path:
    """A tree whose engine has nothing to do."""
    shutil.copytree(
        engines_kept, tmp_path / "r", symlinks=True, ignore=shutil.ignore_patterns("slots", "site")
    )
    shutil.copytree(
        engines_kept / ".cache/ocop/site/engine", tmp_path / "r/.cache/ocop/site/engine", dirs_exist_ok=True
    )
    return tmp_path / "r"


def test_the_second_build_does_next_to_nothing(root: Path) -> None:
    first = built(root)
    assert (first.engine_ran, first.base_url, first.output) == (False, BASE_URL, root / "site")
    assert first.published.rendered == first.published.files
    again = built(root)
    assert (again.published.rendered, again.published.written) == (0, 0)
    changed = built(root, edition="2")
    assert changed.published.rendered == 3
    assert set(changed.seconds) == {"engine", "load", "pages", "publish"}


@pytest.mark.parametrize("engine", Engine)
def test_the_same_input_gives_the_same_bytes(root: Path, tmp_path: Path, engine: Engine) -> None:
    built(root, engine=engine)
    first = tree(root / "site")
    built(root, engine=engine, edition="2", count=3)
    built(root, engine=engine)
    assert tree(root / "site") == first
    elsewhere = written(tmp_path / "elsewhere")
    built(elsewhere, engine=engine)
    assert tree(elsewhere / "site") == first


def test_both_engines_give_the_same_addresses_and_content(root: Path) -> None:
    sites = {}
    for engine in Engine:
        built(root, engine=engine)
        sites[engine] = {
            path: main_text((root / "site" / path).read_text("utf-8"))
            for path in tree(root / "site")
            if "html" in path
        }
    assert sites[Engine.MKDOCS] == sites[Engine.ZENSICAL]


def main_text(html: str) -> str:
    """The words of a page's main part."""
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert article
    return " ".join(re.sub(r"<[^>]*>", " ", article[0]).split())


def test_a_build_that_fails_leaves_the_site(root: Path) -> None:
    built(root)
    before = tree(root / "site")
    with pytest.raises(SiteError, match="no page under docs"):
        build(
            root,
            as_of=AS_OF,
            read=loaded,
            contents=lambda _: [*mini.contents(5), Fragment(name="x", key="", content=str)],
        )
    assert tree(root / "site") == before


def test_steps_are_told_as_they_end(root: Path) -> None:
    told: list[str] = []
    build(root, as_of=AS_OF, read=loaded, contents=lambda _: mini.contents(600), say=told.append)
    assert [line.split(":")[0] for line in told if "giây" in line] == [
        "mkdocs",
        "đọc hồ sơ",
        "chuẩn bị",
        "công bố",
    ]
    assert any(line.startswith("còn ") for line in told)


def test_an_output_elsewhere_has_a_workshop_of_its_own(root: Path, tmp_path: Path) -> None:
    report = build(
        root, as_of=AS_OF, read=loaded, contents=lambda _: mini.contents(2), output=tmp_path / "out" / "site"
    )
    built(root)
    assert report.output == tmp_path / "out" / "site"
    assert (tmp_path / "out/site/index.html").is_file()
    assert len(list((root / ".cache/ocop/site/slots").iterdir())) == 2


def test_plain_mkdocs_is_completed(root: Path) -> None:
    built(root)
    published = tree(root / "site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "315532800"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", "plain"],
        cwd=root,
        env=environment,
        check=True,
    )
    pour_into(root / "plain", root, as_of=AS_OF, read=loaded, contents=lambda _: mini.contents(5))
    assert tree(root / "plain") == published


def test_serving_follows_changes_and_keeps_the_last_good_site(root: Path) -> None:
    stopped, told = threading.Event(), list[str]()
    addressed = threading.Event()

    def say(line: str) -> None:
        told.append(line)
        if line.startswith("http"):
            addressed.set()

    serving = threading.Thread(
        target=partial(serve, root, root / "site", partial(built, root), port=0, say=say, stopped=stopped)
    )
    serving.start()
    try:
        assert addressed.wait(30)
        address = told[0].split()[0]
        assert "<p>5 sản phẩm</p>" in fetched(address)
        (root / "docs/so/index.md").write_text(
            '# Sổ\n\n<div data-ocop-pour="registry"></div>\n\nĐổi rồi\n', "utf-8"
        )
        until(lambda: "Đổi rồi" in fetched(f"{address}so/"))
        (root / "docs/so/index.md").write_text("# Sổ không còn chỗ rót\n", "utf-8")
        until(lambda: any("no page under docs" in line for line in told))
        assert "Đổi rồi" in fetched(f"{address}so/")
    finally:
        stopped.set()
        serving.join()


def test_an_unknown_address_shows_the_page_for_it(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("Không có trang này", "utf-8")
    pages = server(tmp_path, 0)
    thread = threading.Thread(target=pages.serve_forever)
    thread.start()
    try:
        with pytest.raises(urllib.error.HTTPError) as raised:
            fetched(f"http://127.0.0.1:{pages.server_port}/x/")
        assert raised.value.code == 404
        assert raised.value.read().decode() == "Không có trang này"
        raised.value.close()
    finally:
        pages.shutdown()
        pages.server_close()
        thread.join()


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def until(true: object, seconds: float = 30) -> None:
    assert callable(true)
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("product.yml", "schema: product/1\n", "schema: product/1\nhue: đỏ\n", "OCOP-211"),
        ("product.yml", "schema: product/1\n", "schema: product/1\nphone: Số kín\n", "OCOP-803"),
        ("product.yml", "name: Sản phẩm", "name: Gọi 0912 345 678 Sản phẩm", "OCOP-802"),
        ("history.csv", ",note\n", ",note,hue\n", "OCOP-303"),
    ],
)
def test_what_must_not_be_published_stops_a_build(
    file: str, old: str, new: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has yet allowed it to be shown: the old site stays, and the fault is the data's."""
    root = surroundings(tmp_path)
    every_state(root)
    words = ["--root", str(root), "build", "--as-of", AS_OF.isoformat()]
    assert main(words) == 0
    before = tree(root / "site")
    path = root / "dossiers/htx-moi-trang-thai/con-hieu-luc" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    capsys.readouterr()
    assert main(words) == 1
    told = capsys.readouterr().err
    assert code in told
    assert f"con-hieu-luc/{file}:" in told
    assert "Chưa dựng trang" in told
    assert tree(root / "site") == before
