"""The sitemap's dates: the last commit of what a page shows, and never of what it keeps to itself."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from ocop.load.last_changes import LastChanges, last_changes
from ocop.load.registry import load
from ocop.site.build import build
from ocop.status.disclosure import disclosed
from tests.site.every_state import AS_OF, HEADER, REPOSITORY, every_state, surroundings

_PRODUCT = "htx-mau/gao"
_RECOGNISED = "2024-05-01,2024,recognised,province,1,,3,15/QĐ-UBND,,,,,,,https://example.vn/a,"
_REVOKED = "2026-03-01,,revoked,province,,,,16/QĐ-UBND,,,,,,,https://example.vn/b,"
_RECORD = "record:\n  standing: gathered\n"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A tree under Git whose commits are made at the times a test says."""

    root: Path

    def git(self, *words: str, when: str = "2026-01-01T00:00:00Z") -> str:
        """What Git answers, with nobody's own settings."""
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_COMMITTER_DATE": when,
            "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        }
        author = ("-c", "user.name=Người Thử", "-c", "user.email=thu@example.invalid")
        return subprocess.run(
            ("git", "-C", str(self.root), *author, *words),
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ).stdout.strip()

    def commit(self, when: str, **files: str) -> str:
        """Write files of the product (`/` is `__`, the last dot `_`) and commit them; the commit's id."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            path = self.root / "dossiers" / _PRODUCT / f"{stem.replace('__', '/')}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        self.git("add", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Một lần", when=when)
        return self.git("rev-parse", "HEAD")

    def told(self) -> tuple[date | None, date | None]:
        """When product and producer last changed, as the public may know."""
        loaded = load(self.root, schemas_root=REPOSITORY)
        found = last_changes(self.root, self.git("rev-parse", "HEAD"))
        product = disclosed(loaded.registry, loaded.law).products[_PRODUCT]
        return found.of_product(product), found.of_producer("htx-mau")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A producer and a product with one recognition, committed on 02/01/2026."""
    found = Kept(tmp_path)
    found.git("init", "--quiet")
    (tmp_path / "dossiers/htx-mau").mkdir(parents=True)
    (tmp_path / "dossiers/htx-mau/producer.yml").write_text(
        f"schema: producer/1\nname: HTX Mẫu\ntype: cooperative\n{_RECORD}", "utf-8"
    )
    found.commit(
        # Already the next day in Vietnam.
        "2026-01-01T18:00:00Z",
        product_yml=f"schema: product/1\nname: Gạo\n{_RECORD}",
        history_csv=f"{HEADER}\n{_RECOGNISED}\n",
    )
    return found


def test_a_record_is_as_old_as_its_last_commit_in_vietnam(kept: Kept) -> None:
    assert kept.told() == (date(2026, 1, 2), date(2026, 1, 2))
    kept.commit("2026-02-03T01:00:00Z", story_md="Chuyện kể.\n")
    assert kept.told() == (date(2026, 2, 3), date(2026, 1, 2))
    (kept.root / "README.md").write_text("Không phải hồ sơ\n", "utf-8")
    kept.commit("2026-03-03T01:00:00Z")
    assert kept.told() == (date(2026, 2, 3), date(2026, 1, 2))
    kept.commit(
        "2026-04-03T01:00:00Z",
        history_csv=f"{HEADER}\n{_RECOGNISED}\n{_REVOKED}\n",
    )
    assert kept.told() == (date(2026, 4, 3), date(2026, 1, 2))
    kept.commit("2026-05-03T01:00:00Z", history_csv=f"{HEADER}\n{_RECOGNISED.replace('15/QĐ', '17/QĐ')}\n")
    assert kept.told() == (date(2026, 5, 3), date(2026, 1, 2)), "a row put right is a change"


def test_what_is_kept_inside_leaves_no_date(kept: Kept) -> None:
    submitted = "2026-02-01,,submitted,commune,,2026-1,,,,,,,,,https://example.vn/a,"
    kept.commit("2026-02-02T01:00:00Z", history_csv=f"{HEADER}\n{_RECOGNISED}\n{submitted}\n")
    assert kept.told()[0] == date(2026, 2, 2), "under review, which is public"
    failed = "2026-03-01,,not_passed,province,,2026-1,2,,,,,,,,https://example.vn/k,"
    kept.commit("2026-03-02T01:00:00Z", history_csv=f"{HEADER}\n{_RECOGNISED}\n{submitted}\n{failed}\n")
    assert kept.told()[0] == date(2026, 1, 2), "neither the failure nor what led up to it"
    kept.commit("2026-04-02T01:00:00Z", **{"2026-1__application_yml": "schema: application/1\n"})
    assert kept.told()[0] == date(2026, 1, 2)


def test_text_that_looks_like_a_patch_dates_nothing_else(kept: Kept) -> None:
    kept.commit(
        "2026-06-01T01:00:00Z", story_md="++ b/dossiers/htx-mau/producer.yml\n\x01999999999\n@@ -1 +1 @@\n"
    )
    assert kept.told()[1] == date(2026, 1, 2)


def test_nothing_is_told_where_nothing_is_known(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> None:
    head = kept.commit("2026-02-03T01:00:00Z", story_md="Chuyện kể.\n")
    assert last_changes(kept.root, head) != LastChanges()
    assert last_changes(kept.root, "") == LastChanges()
    assert last_changes(kept.root, "0" * 40) == LastChanges()
    elsewhere = tmp_path_factory.mktemp("nowhere")
    assert last_changes(elsewhere, head) == LastChanges()
    kept.git("clone", "--quiet", "--depth", "1", kept.root.as_uri(), str(elsewhere / "shallow"))
    assert last_changes(elsewhere / "shallow", head) == LastChanges(), "its first commit is none"
    kept.git("clone", "--quiet", kept.root.as_uri(), str(elsewhere / "whole"))
    assert last_changes(elsewhere / "whole", head) == last_changes(kept.root, head)


def test_the_sitemap_tells_what_git_tells(tmp_path: Path) -> None:
    kept = Kept(surroundings(tmp_path / "tree"))
    every_state(kept.root)
    kept.git("init", "--quiet")
    (kept.root / ".gitignore").write_text("site\n.cache\n", "utf-8")
    commit = kept.commit("2026-03-01T01:00:00Z")
    folder = kept.root / "dossiers/htx-moi-trang-thai"
    (folder / "con-hieu-luc/story.md").write_text("Ở Khe Sanh.\n", "utf-8")
    commit = kept.commit("2026-04-01T01:00:00Z")
    for written in ("huong-dan", "quy-dinh", "hang-sao"):
        with (kept.root / "docs" / written / "index.md").open("a", encoding="utf-8") as page:
            page.write("\nThêm một câu.\n")
    commit = kept.commit("2026-05-01T01:00:00Z")
    with (kept.root / "plan/2023/plan.yml").open("a", encoding="utf-8") as plan:
        plan.write("# Xem lại.\n")
    commit = kept.commit("2026-06-01T01:00:00Z")

    def sitemap(name: str) -> bytes:
        make = partial(build, kept.root, as_of=AS_OF, read=partial(load, kept.root), workers=1)
        return (make(commit=commit, output=tmp_path / name).output / "sitemap.xml").read_bytes()

    content = sitemap("one")
    assert content == sitemap("two")
    told = {
        re.sub("^https?://[^/]+/", "", one.findtext(f"{_SITEMAP}loc")): one.findtext(f"{_SITEMAP}lastmod")
        for one in etree.fromstring(content)
    }
    assert told["san-pham/htx-moi-trang-thai/con-hieu-luc/"] == "2026-04-01"
    assert told["san-pham/htx-moi-trang-thai/het-han/"] == "2026-03-01"
    assert told["chu-the/htx-moi-trang-thai/"] == "2026-04-01", "its page lists the product"
    assert told["so-dang-ky/"] == told["thay-doi/"] == "2026-04-01", "they list the product"
    assert told["quy-dinh/2026-26/"] == "2026-03-01"
    assert told["huong-dan/tu-van/"] == "2026-03-01"
    assert told["huong-dan/"] == told["quy-dinh/"] == told["hang-sao/"] == "2026-05-01", "written that day"
    assert told["ke-hoach/2023/"] == told[""] == told["ke-hoach/"] == "2026-06-01"
    # In this tree nobody knows since when the codes stand in the catalogue; to look a code up is a form.
    assert [address for address, day in told.items() if day is None] == ["loi/", "v/"]
    for address, day in told.items():
        if address.startswith("san-pham/"):
            product = folder / address.split("/")[2]
            files = [product / name for name in ("product.yml", "story.md", "history.csv")]
            (stamp,) = kept.git("log", "-1", "--format=%cs", "--", *map(str, files)).splitlines()
            assert day == stamp
