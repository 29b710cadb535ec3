"""Pieces fit together, or the build says which do not."""

from __future__ import annotations

import re

import pytest

from ocop.site import assembly
from ocop.site.assembly import assembled
from ocop.site.engine import Built, built
from ocop.site.page import Fragment, Page, SiteError
from tests.site.mini import BASE_URL, contents, written


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = written(tmp_path_factory.mktemp("mini"))
    return built(root, root / "cache")


def test_the_site_is_written_pages_poured_pages_and_what_robots_read(staged: Built) -> None:
    files = {piece.path: piece for piece in assembled(staged, contents(3), "ground")}
    assert "san-pham/chu-the-0/san-pham-0/index.html" in files
    assert not [path for path in files if path.startswith("_shell")]
    assert files["du-lieu/rows.json"].content() == b'["1"]'
    home = files["index.html"].content().decode()
    assert "<p>3 sản phẩm</p>" in home
    assert "OCOP-TITLE" in home, "a written page may speak of the tokens"
    assert '<pre tabindex="0"><code>một khối mã' in home
    sitemap = files["sitemap.xml"].content().decode()
    assert f"<loc>{BASE_URL}</loc>" in sitemap
    assert f"<loc>{BASE_URL}san-pham/chu-the-0/san-pham-0/</loc>" in sitemap
    assert sitemap.count("<loc>") == 5
    assert "404" not in sitemap
    assert "_shell" not in sitemap
    robots = files["robots.txt"].content().decode().splitlines()
    assert robots == ["User-agent: *", "Allow: /", "", f"Sitemap: {BASE_URL}sitemap.xml"]


def test_more_pages_than_a_sitemap_may_hold_stand_in_several(
    staged: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(path: str) -> list[str]:
        return re.findall("<loc>(.+?)</loc>", files[path].content().decode())

    files = {piece.path: piece for piece in assembled(staged, contents(9), "ground")}
    whole = listed("sitemap.xml")
    monkeypatch.setattr(assembly, "MOST_ADDRESSES", 4)
    files = {piece.path: piece for piece in assembled(staged, contents(9), "ground")}
    parts = [address.removeprefix(BASE_URL) for address in listed("sitemap.xml")]
    assert parts == [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    assert [len(listed(part)) for part in parts[:-1]] == [4] * (len(parts) - 1)
    assert [address for part in parts for address in listed(part)] == whole


def test_keys_change_with_what_a_page_is_made_of_and_only_then(staged: Built) -> None:
    def keys(ground: str = "1", edition: str = "1", *extra: Page | Fragment) -> dict[str, str]:
        return {piece.path: piece.key for piece in assembled(staged, [*contents(3, edition), *extra], ground)}

    before = keys()
    assert keys() == before
    assert {path for path, key in keys(edition="2").items() if key != before[path]} == {
        "san-pham/chu-the-2/san-pham-2/index.html",
        "du-lieu/rows.json",
        "so/index.html",
    }
    groundless = {"sitemap.xml", "robots.txt"}
    assert {path for path, key in keys(ground="2").items() if key == before[path]} == {
        path for path in before if path.startswith("assets/") or path in groundless
    }
    more = Page(address="x.json", shell="", key="1", content=lambda: "")
    assert keys("1", "1", more)["sitemap.xml"] == before["sitemap.xml"]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([Fragment(name="nowhere", key="", content=str)], "no page under docs/ has a marker for: nowhere"),
        ([Fragment(name="figures", key="", content=str)], "two fragments are called figures"),
    ],
)
def test_a_fragment_has_one_place(staged: Built, pages: list[Fragment], words: str) -> None:
    with pytest.raises(SiteError, match=words):
        assembled(staged, [*contents(1), *pages], "")


def test_a_marker_needs_its_fragment(staged: Built) -> None:
    fragments = [one for one in contents(1) if isinstance(one, Page) or one.name != "registry"]
    with pytest.raises(SiteError, match=r"so/index\.html asks for unknown fragments: registry"):
        assembled(staged, fragments, "")
