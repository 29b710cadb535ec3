"""The real pages and templates over a made-up registry: one whole site, with either engine."""

from __future__ import annotations

import gzip
import os
import random
import re
import signal
import subprocess
import sys
import time
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from lxml import html

from ocop.load.registry import load
from ocop.site.build import BuildReport, build
from ocop.site.engine import Engine
from tests.site.conftest import COMMIT
from tests.site.links import alternates, broken, foreign
from tests.site.mini import AS_OF, tree
from tests.synthetic import generate

BASE_URL = "https://ocop.example/kho/so/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registry")
    generate(folder, 60, 20231114)
    return folder


def built(root: Path, output: Path, engine: Engine = Engine.MKDOCS) -> BuildReport:
    return build(
        root,
        as_of=AS_OF,
        read=partial(load, root),
        engine=engine,
        output=output,
        base_url=BASE_URL,
        workers=1,
    )


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return built(root, root / "site").output


@pytest.fixture(scope="module")
def other_site(root: Path) -> Path:
    return built(root, root / "zensical", Engine.ZENSICAL).output


def test_every_link_leads_somewhere(site: Path) -> None:
    assert list(broken(site, BASE_URL)) == []


def test_every_link_leads_somewhere_with_the_other_engine(other_site: Path) -> None:
    # Zensical's theme always writes a skip link of its own; the site's style hides it in favour of ours.
    assert [one for one in broken(other_site, BASE_URL) if "#__skip" not in one] == []


def test_nothing_is_fetched_from_elsewhere(site: Path, other_site: Path) -> None:
    assert [*foreign(site), *foreign(other_site)] == []


def test_no_token_marker_or_shell_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = re.sub(r"<code.*?</code>", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"<div data-ocop-pour|OCOP-(?:TITLE|DESCRIPTION|ADDRESS)|_shell/", text), path


def test_every_page_is_in_the_sitemap_under_its_own_address(site: Path) -> None:
    told = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    pages = {path.removesuffix("index.html") for path in tree(site) if path.endswith(".html")} - {"404.html"}
    for address in [one for one in pages if re.search("^v/.+/tem/$", one)]:
        # A sheet of labels is for its producer; search engines should keep the page the labels lead to.
        page = html.parse(str(site / address / "index.html"))
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE_URL + address.removesuffix("tem/")]
        pages.remove(address)
    assert sorted(told) == sorted(BASE_URL + address for address in pages)
    for address in pages:
        page = html.parse(str(site / address / "index.html"))
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE_URL + address]
        assert page.xpath("count(/html/head/title)") == 1
        assert page.xpath("string(//meta[@name='description']/@content)").strip(), address


def test_both_engines_give_the_same_addresses_and_the_same_text(site: Path, other_site: Path) -> None:
    one, other = pages_of(site), pages_of(other_site)
    assert one.keys() == other.keys()
    differing = [path for path in one if one[path] != other[path]]
    assert len(differing) <= len(one) / 100, differing


def test_both_engines_say_the_same_of_the_real_registry(real_site: Path, tmp_path: Path) -> None:
    root = real_site.parent
    other_site = build(
        root,
        as_of=AS_OF,
        read=partial(load, root),
        engine=Engine.ZENSICAL,
        output=tmp_path / "zensical",
        workers=1,
        commit=COMMIT,
    ).output
    one, other = pages_of(real_site), pages_of(other_site)
    assert one.keys() == other.keys()
    assert len(one) > 300
    differing = [path for path in one if one[path] != other[path]]
    assert len(differing) <= len(one) / 100, differing
    assert _poured(real_site) == _poured(other_site)


def _poured(site: Path) -> set[str]:
    """Every address but the engine's own styles and scripts."""
    return {path for path in tree(site) if not path.startswith("assets/")}


def pages_of(site: Path) -> dict[str, str]:
    """The words of each page's main part."""
    return {path: words(site / path) for path in tree(site) if path.endswith(".html")}


def words(path: Path) -> str:
    article = re.search(r"<article.*?</article>", path.read_text("utf-8"), re.DOTALL)
    assert article, path
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?span[^>]*>", "", article[0]))).split())


def test_pages_of_two_languages_name_each_other(site: Path, other_site: Path) -> None:
    told = alternates(site)
    assert told == alternates(other_site)
    assert len(told) == 8, "home, stars, glossary, reports"
    for address, languages in told.items():
        own = "en" if address.startswith("en/") else "vi"
        assert languages.keys() == {"vi", "en", "x-default"}, address
        assert languages[own] == BASE_URL + address
        assert languages["x-default"] == languages["en"]
        for target in languages.values():
            # The other page says the very same, word by word.
            assert told[target.removeprefix(BASE_URL)] == languages, address
    assert len({one["en"] for one in told.values()}) == len(told) / 2
    for path in site.rglob("*.html"):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        assert html.parse(str(path)).xpath("string(/html/@lang)") == (
            "en" if address.startswith("en/") else "vi"
        ), address


def test_a_second_build_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    generate(tmp_path, 60, 20231114)
    again = built(tmp_path, tmp_path / "site")
    assert tree(again.output) == tree(site)


def test_an_unchanged_registry_renders_nothing(root: Path, site: Path) -> None:
    report = built(root, site)
    assert (report.engine_ran, report.published.rendered) == (False, 0)


def test_pages_stay_small(site: Path) -> None:
    for path in (site / "san-pham").rglob("index.html"):
        assert len(gzip.compress(path.read_bytes())) <= 15_000, path


def test_plain_mkdocs_gives_the_whole_site_and_leaves_the_published_one(tmp_path: Path, site: Path) -> None:
    generate(tmp_path, 60, 20231114)
    published = built(tmp_path, tmp_path / "site").output.resolve()
    before = tree(published)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    assert not (tmp_path / "site").is_symlink()
    assert tree(tmp_path / "site").keys() == tree(site).keys()
    assert tree(published) == before


@pytest.mark.slow
def test_killed_builds_leave_a_whole_site(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    started = time.monotonic()
    built(root, output)
    took = time.monotonic() - started
    whole = tree(output)
    code = (
        "import sys; from datetime import date; from functools import partial; from pathlib import Path;"
        "from ocop.load.registry import load; from ocop.site.build import build;"
        "root, output, day = sys.argv[1:]; root = Path(root);"
        "build(root, as_of=date.fromisoformat(day), read=partial(load, root), output=Path(output),"
        f"base_url={BASE_URL!r})"
    )
    chance, kills, day = random.Random(109), 0, 0  # noqa: S311 - moments, not secrets
    while kills < 20:
        day = day % 27 + 1
        # Another day makes other pages; the engine has to run anew every third time.
        if day % 3 == 0:
            with (root / "docs/gioi-thieu/index.md").open("a", encoding="utf-8") as page:
                page.write(f"\nLần {kills}.\n")
        process = subprocess.Popen([sys.executable, "-c", code, str(root), str(output), f"2026-12-{day:02}"])
        time.sleep(chance.uniform(0.2, 0.5 + took * 1.2))
        process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        kills += killed
        now = tree(output)
        if killed and now == whole:
            continue
        assert now.keys() == whole.keys(), "a build that ended in time has published the other day, whole"
        assert list(broken(output, BASE_URL)) == []
        products = [path for path in now if path.startswith("san-pham/") and path.endswith(".html")]
        days = {found for path in products for found in dated(output / path)}
        assert len(days) == 1
        whole = now


def dated(path: Path) -> set[str]:
    """The day of the build as a product's page tells it."""
    return set(re.findall(r"<p[^>]*data-as-of[^>]*>[^<]*?(\d\d/\d\d/\d{4})", path.read_text("utf-8")))


def test_the_environment_does_not_leak_into_pages(site: Path, root: Path) -> None:
    here = [str(root), str(Path.cwd()), str(Path.home())]
    for path in tree(site):
        content = (site / path).read_bytes()
        assert not [place for place in here if place.encode() in content], path
