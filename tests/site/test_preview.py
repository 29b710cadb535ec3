"""The pages that a change affects, from real repositories to files that open with no network."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ocop.cli import main
from ocop.site.page import SiteError
from ocop.site.preview import MANIFEST, offline, preview
from tests.repositories import committed, git, initialised, with_entries

REPOSITORY = Path(__file__).parents[2]
MINIMAL = REPOSITORY / "tests" / "cases" / "good" / "minimal"
PRODUCER, PRODUCT = "dossiers/hop-tac-xa-mau", "dossiers/hop-tac-xa-mau/ca-phe-mau"
PAGE = "san-pham/hop-tac-xa-mau/ca-phe-mau"
ON = date(2026, 11, 23)
EVIL = "Trà <img src=x onerror=alert(1)> </title><script>alert(1)</script> javascript:alert(1) @everyone"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound registry, committed as `main`, with what the site is made from."""
    folder = initialised(tmp_path / "registry")
    shutil.copytree(MINIMAL, folder, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    shutil.copytree(REPOSITORY / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    committed(folder)
    return folder


def proposed(root: Path, files: Mapping[str, str]) -> str:
    """A commit beside `main` that holds these files; the tree on disk is left as `main` has it."""
    git(root, "checkout", "-q", "-B", "proposal", "main")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    head = committed(root)
    git(root, "checkout", "-q", "main")
    return head


def renamed(root: Path, name: str) -> Mapping[str, str]:
    """The product's file with another name."""
    text = (root / PRODUCT / "product.yml").read_text("utf-8")
    line = f"name: {json.dumps(name, ensure_ascii=False)}"
    return {f"{PRODUCT}/product.yml": re.sub(r"(?m)^name: .*$", lambda _: line, text)}


def drawn(root: Path, head: str) -> dict[str, str]:
    """The files of the preview of `head`, by path."""
    output = root.parent / "preview"
    preview(root, "main", head, output, ON)
    return {
        path.relative_to(output).as_posix(): path.read_text("utf-8")
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def test_only_what_the_change_affects_is_drawn_and_labelled(root: Path) -> None:
    files = drawn(root, proposed(root, renamed(root, "Cà phê Đổi Tên")))
    assert f"{PAGE}/index.html" in files
    assert "chu-the/hop-tac-xa-mau/index.html" in files
    assert not any(path.startswith("ke-hoach/") for path in files)
    kinds = {path.split("/")[0] for path in files} - {"index.html", MANIFEST}
    assert kinds == {"san-pham", "chu-the", "dia-ban"}
    for path, text in files.items():
        if path.endswith(".html"):
            assert "<strong>Bản xem trước</strong>" in text, path
            assert "<title>Bản xem trước: " in text
    assert "Cà phê Đổi Tên" in files[f"{PAGE}/index.html"]
    assert "Cà phê Đổi Tên" in files["index.html"]
    assert sum(map(len, files.values())) < 500_000


def test_the_same_change_gives_the_same_bytes_and_replaces_what_stood_there(root: Path) -> None:
    head = proposed(root, renamed(root, "Cà phê Đổi Tên"))
    first = drawn(root, head)
    assert drawn(root, head) == first
    assert f"{PAGE}/index.html" not in drawn(root, "main")


def test_a_change_of_the_plan_draws_the_plan(root: Path) -> None:
    plan = root / "plan" / "2026" / "actuals.csv"
    text = (root / "plan" / "2026" / "plan.yml").read_text("utf-8")
    title = re.sub(r"(?m)^title: .*$", "title: Kế hoạch Đổi Tên", text, count=1)
    assert title != text
    assert plan.is_file()
    files = drawn(root, proposed(root, {"plan/2026/plan.yml": title}))
    assert [path for path in files if path.endswith(".html")] == ["index.html", "ke-hoach/2026/index.html"]
    assert "Kế hoạch Đổi Tên" in files["ke-hoach/2026/index.html"]


def test_a_new_product_is_marked_as_new(root: Path) -> None:
    files = {
        f"{PRODUCER}/tra-mau/product.yml": (root / PRODUCT / "product.yml").read_text("utf-8"),
        f"{PRODUCER}/tra-mau/history.csv": (root / PRODUCT / "history.csv").read_text("utf-8"),
    }
    made = drawn(root, proposed(root, files))
    listed = json.loads(made[MANIFEST])["pages"]
    assert {"address": "san-pham/hop-tac-xa-mau/tra-mau/", "kind": "product", "new": True} in listed
    assert '<span class="mark">mới</span>' in made["index.html"]


def test_every_link_leads_to_a_page_of_the_preview_or_out_to_a_source(root: Path) -> None:
    files = drawn(root, proposed(root, renamed(root, "Cà phê Đổi Tên")))
    seen = 0
    for path, text in files.items():
        for link in re.findall(r'href="([^"]*)"', text) if path.endswith(".html") else ():
            if link.startswith(("https://", "http://", "#")):
                continue
            seen += 1
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.split("#")[0]))
            assert target in files, (path, link)
    assert seen > len(files)


def test_nothing_that_was_proposed_can_act(root: Path) -> None:
    story = f"# {EVIL}\n\n[x](javascript:alert(1)) <script>alert(1)</script> ![y](https://so-ocop.example/z.png)\n"
    files = drawn(root, proposed(root, {**renamed(root, EVIL), f"{PRODUCT}/story.md": story}))
    assert "&lt;img src=x" in files[f"{PAGE}/index.html"]
    for path, text in files.items():
        if path.endswith(".html"):
            assert "default-src 'none'" in text
            assert not re.search(r"<(script|img|iframe|object|link|base|form)\b", text), path
            assert not re.search(r"<[^>]*\s(on\w+|src|srcset)=", text), path
            assert 'href="javascript' not in text


def test_templates_and_schemas_of_the_proposal_play_no_part(root: Path) -> None:
    files = {
        **renamed(root, "Cà phê Đổi Tên"),
        "docs/assets/ocop.css": "@import 'https://so-ocop.example/x.css';",
        "schemas/product.schema.json": "{}",
        "mkdocs.yml": "site_name: '[]'\n",
    }
    text = drawn(root, proposed(root, files))[f"{PAGE}/index.html"]
    assert "@import" not in text
    assert "Cà phê Đổi Tên" in text


def test_paths_that_lead_elsewhere_write_nothing_there(root: Path) -> None:
    record = (root / PRODUCT / "product.yml").read_bytes()
    git(root, "checkout", "-q", "-B", "tricks", "main")
    head = with_entries(
        root,
        ("100644", "dossiers/hop-tac-xa-mau/Ca Phe/product.yml", record),
        ("120000", "dossiers/hop-tac-xa-mau/lien-ket", b"../../.."),
    )
    git(root, "checkout", "-q", "-f", "main")
    files = drawn(root, head)
    assert all(re.fullmatch(r"[a-z0-9/_-]+\.(html|json)", path) for path in files)


def test_something_else_is_never_deleted(root: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "thesis.txt").write_text("x", "utf-8")
    with pytest.raises(SiteError):
        preview(root, "main", "main", tmp_path / "kept", ON)
    assert (tmp_path / "kept" / "thesis.txt").is_file()


def test_the_verb_says_how_many_pages_and_an_unknown_commit_is_the_tool_s_matter(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = proposed(root, renamed(root, "Cà phê Đổi Tên"))
    words = ["--root", str(root), "preview", "--base", "main", "--output", str(tmp_path / "out")]
    assert main([*words, "--head", head, "--as-of", "2026-11-23"]) == 0
    assert "trang đổi" in capsys.readouterr().out
    assert main([*words, "--head", "0" * 40]) == 2
    assert "Lỗi hệ thống" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("html", "turned"),
    [
        ('<a href="../b/">x</a>', '<a href="../b/index.html">x</a>'),
        ('<a href="../b/#c">x</a>', '<a href="../b/index.html#c">x</a>'),
        ('<a href="#c">x</a>', '<a href="#c">x</a>'),
        ('<a href="https://so-ocop.example/">x</a>', '<a href="https://so-ocop.example/">x</a>'),
        ('<a href="javascript:alert(1)">x</a>', None),
        ('<a href="../../../../etc/">x</a>', None),
        ('<a href="../c/">x</a>', None),
        ('<img src="https://so-ocop.example/x.png">', "<img>"),
        ("<script>alert(1)</script >x", "x"),
    ],
)
def test_links_are_turned_for_a_disk(html: str, turned: str | None) -> None:
    made = offline(html, "p/a/", frozenset({"p/a/", "p/b/"}))
    assert made == turned if turned is not None else "href" not in made


@pytest.mark.browser
def test_it_opens_from_disk_with_nothing_fetched(browser: Browser, root: Path, tmp_path: Path) -> None:
    output = tmp_path / "preview"
    preview(root, "main", proposed(root, renamed(root, "Cà phê Đổi Tên")), output, ON)
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto((output / "index.html").as_uri())
    page.get_by_role("link", name="Cà phê Đổi Tên").first.click()
    page.get_by_role("heading", level=1, name="Cà phê Đổi Tên").wait_for()
    assert page.locator(".xem-truoc").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Các trang đổi").click()
    assert {url.split(":")[0] for url in asked} == {"file"}
    assert all(url.endswith("index.html") for url in asked)
    assert faults == []
    page.close()
