"""The engine builds what people wrote, once; both engines leave shells that can be filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ocop.site.engine import Engine, built, listed
from ocop.site.page import Page, SiteError
from ocop.site.pour import Shells
from tests.site.mini import BASE_URL, tree, written


@pytest.fixture(scope="module", params=Engine)
def mini(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Engine]:
    engine = Engine(request.param)
    return written(tmp_path_factory.mktemp(engine)), engine


def test_an_unchanged_tree_does_not_start_the_engine(mini: tuple[Path, Engine]) -> None:
    root, engine = mini
    first = built(root, root / "cache", engine)
    assert first.base_url == BASE_URL
    again = built(root, root / "cache", engine)
    assert (again.fresh, again.folder, again.files) == (False, first.folder, first.files)
    assert {"index.html", "so/index.html", "_shell/product/index.html", "404.html"} <= set(first.files)


def test_every_change_of_what_it_reads_starts_the_engine(mini: tuple[Path, Engine]) -> None:
    root, engine = mini
    folders = {built(root, root / "cache", engine).folder}
    for name, text in (("docs/so/index.md", "\nThêm.\n"), ("mkdocs.yml", "\ncopyright: Của chung\n")):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)
        staged = built(root, root / "cache", engine)
        assert staged.fresh
        folders.add(staged.folder)
    assert len(folders) == 3
    assert built(root, root / "cache", engine, "https://example.net/").base_url == "https://example.net/"
    assert len(list((root / "cache").iterdir())) == 1


def test_the_same_tree_gives_the_same_bytes(mini: tuple[Path, Engine], tmp_path: Path) -> None:
    root, engine = mini
    elsewhere = written(tmp_path)
    for name in ("docs/so/index.md", "mkdocs.yml"):
        (elsewhere / name).write_bytes((root / name).read_bytes())
    assert built(elsewhere, tmp_path / "cache", engine).files == built(root, root / "cache", engine).files


def test_nothing_needless_is_kept(mini: tuple[Path, Engine]) -> None:
    root, engine = mini
    staged = built(root, root / "cache", engine)
    assert not [path for path in staged.files if path.endswith(".map") or "lunr" in path or "sitemap" in path]
    assert tree(staged.folder).keys() == staged.files.keys() | {".files.json"}


def test_built_shells_can_be_filled(mini: tuple[Path, Engine]) -> None:
    root, engine = mini
    staged = built(root, root / "cache", engine)
    shells = Shells(lambda path: (staged.folder / path).read_text("utf-8"), staged.base_url, {})
    page = Page(  # noqa: S604 - a shell of ours, not one that runs commands
        address="san-pham/x/y/",
        shell="product",
        title="Tên & tên",
        description="Mô tả",
        key="",
        content=lambda: "<p>Nội dung</p>",
    )
    html = shells.fitting(page).fill(page)
    assert "<title>Tên &amp; tên" in html
    assert f'<link rel="canonical" href="{staged.base_url}san-pham/x/y/">' in html
    assert re.search(r'"base": ?"\.\./\.\./\.\."', html)
    assert "<p>Nội dung</p>" in html
    assert "OCOP-" not in html
    assert "_shell" not in html
    for link in re.findall(r'(?:href|src)="(\.\./[^"]*)"', html):
        assert link.startswith(("../../../", "../../..")), link


@pytest.mark.parametrize("engine", Engine)
def test_a_failing_engine_is_quoted(tmp_path: Path, engine: Engine) -> None:
    root = written(tmp_path)
    (root / "docs/index.md").write_text("# A\n\n[x](khong-co.md)\n", "utf-8")
    with pytest.raises(SiteError, match=r"(?s)failed with status 1.*khong-co"):
        built(root, root / "cache", engine)
    assert not list((root / "cache").iterdir())


def test_configuration_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="cannot be read"):
        built(tmp_path, tmp_path / "cache")
    root = written(tmp_path)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("!ENV [OCOP_BASE_URL, ", "").replace('/"]', '/"'), "utf-8"
    )
    with pytest.raises(SiteError, match="must come from OCOP_BASE_URL"):
        built(root, root / "cache", base_url="https://example.net/")
    with pytest.raises(SiteError, match="plain ASCII"):
        built(written(tmp_path / "idn"), tmp_path / "cache", base_url="https://sổ.example/")
    with pytest.raises(SiteError, match="site_url"):
        listed(root / "docs")
