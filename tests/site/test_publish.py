"""A publication is whole, writes only what differs, and never touches the site that stands."""

from __future__ import annotations

import os
import tarfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from ocop.site.page import SiteError
from ocop.site.publish import Piece, Published, publish
from ocop.workers import WorkerError
from tests.site.mini import tree

SITE = {"index.html": "đầu", "a/index.html": "a", "a/b/index.html": "b", "404.html": "không có"}


def published(folder: Path, site: Mapping[str, str], *, rendered: list[str] | None = None) -> Published:
    """Publish pages whose key is their content."""

    def content(path: str, text: str) -> bytes:
        if rendered is not None:
            rendered.append(path)
        return text.encode()

    pieces = [Piece(path, text, partial(content, path, text)) for path, text in site.items()]
    return publish(pieces, folder / "site", folder / "slots")


def stands(folder: Path) -> dict[str, str]:
    site = folder / "site"
    return {path: (site / path).read_text("utf-8") for path in tree(site)}


def test_the_site_is_exactly_the_pieces(tmp_path: Path) -> None:
    outcome = published(tmp_path, SITE)
    assert stands(tmp_path) == SITE
    assert (outcome.rendered, outcome.written, outcome.files) == (4, 4, 4)
    assert outcome.size == sum(len(text.encode()) for text in SITE.values())
    assert not (tmp_path / "site").readlink().is_absolute()


def test_only_what_changed_is_rendered_and_written(tmp_path: Path) -> None:
    site = dict(SITE)
    published(tmp_path, site)
    for edition in range(4):
        site["a/index.html"] = f"bản {edition}"
        rendered: list[str] = []
        outcome = published(tmp_path, site, rendered=rendered)
        assert rendered == ["a/index.html"]
        assert stands(tmp_path) == site
        assert outcome.linked == (3 if edition == 0 else 0)


def test_a_new_key_with_the_same_bytes_writes_nothing(tmp_path: Path) -> None:
    outcomes = [
        publish([Piece("index.html", edition, lambda: b"x")], tmp_path / "site", tmp_path / "slots")
        for edition in "123"
    ]
    assert (outcomes[-1].rendered, outcomes[-1].written) == (1, 0)


def test_what_is_gone_is_deleted_with_its_empty_folders(tmp_path: Path) -> None:
    published(tmp_path, SITE)
    published(tmp_path, SITE)
    rest = {path: text for path, text in SITE.items() if not path.startswith("a/")}
    assert published(tmp_path, rest).deleted == 2
    assert stands(tmp_path) == rest
    assert not (tmp_path / "site" / "a").exists()


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    for _ in range(2):
        for site in ({"404.html": "", "a": "tệp"}, {"404.html": "", "a/index.html": "thư mục"}):
            published(tmp_path, site)
            assert stands(tmp_path) == site


def test_the_standing_site_never_changes_while_the_next_is_made(tmp_path: Path) -> None:
    published(tmp_path, SITE)
    published(tmp_path, SITE)
    standing = (tmp_path / "site").resolve()
    inodes = {path: (standing / path).stat().st_ino for path in tree(standing)}
    before = tree(standing)

    def look() -> bytes:
        assert tree(standing) == before
        return b"moi"

    pieces = [Piece(path, "khác", look) for path in SITE]
    publish(pieces, tmp_path / "site", tmp_path / "slots")
    assert tree(standing) == before
    assert {path: (standing / path).stat().st_ino for path in before} == inodes
    assert (tmp_path / "site").resolve() != standing


def test_a_failing_page_leaves_the_old_site(tmp_path: Path) -> None:
    published(tmp_path, SITE)

    def fail() -> bytes:
        raise ValueError("hỏng")

    with pytest.raises(ValueError, match="hỏng"):
        publish([Piece("index.html", "2", fail)], tmp_path / "site", tmp_path / "slots")
    assert stands(tmp_path) == SITE
    published(tmp_path, SITE | {"c.json": "{}"})
    assert stands(tmp_path) == SITE | {"c.json": "{}"}
    assert not list((tmp_path / "slots").glob(".rubbish-*"))


@pytest.mark.parametrize(
    "damage", ["delete a page", "cut a page short", "delete the link", "delete the workshop"]
)
def test_damage_is_repaired_by_the_next_publication(tmp_path: Path, damage: str) -> None:
    published(tmp_path, SITE)
    published(tmp_path, SITE)
    for folder in (tmp_path / "slots" / "a", tmp_path / "slots" / "b"):
        if damage == "delete a page":
            (folder / "a/index.html").unlink()
        elif damage == "cut a page short":
            (folder / "a/index.html").write_text("")
        elif damage == "delete the workshop":
            folder.rename(folder.with_name(f"{folder.name}-away"))
    if damage == "delete the link":
        (tmp_path / "site").unlink()
    published(tmp_path, SITE)
    assert stands(tmp_path) == SITE


def test_a_site_made_by_plain_mkdocs_gives_way(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "404.html").touch()
    published(tmp_path, SITE)
    assert stands(tmp_path) == SITE


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.odt").touch()
    with pytest.raises(SiteError, match="not a site"):
        published(tmp_path, SITE)
    assert (tmp_path / "site" / "thesis.odt").exists()


def test_without_symbolic_links_folders_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no symbolic links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    site = dict(SITE)
    for edition in range(4):
        site["a/index.html"] = f"bản {edition}"
        rendered: list[str] = []
        published(tmp_path, site, rendered=rendered)
        assert stands(tmp_path) == site
        assert not (tmp_path / "site").is_symlink()
        assert len(rendered) == (4 if edition == 0 else 1)
    # Killed between the two renames: the site is away, and the next publication brings it back.
    (tmp_path / "site").rename(tmp_path / "slots" / ("b" if (tmp_path / "slots" / "a").exists() else "a"))
    published(tmp_path, site)
    assert stands(tmp_path) == site


def test_the_site_can_be_packed_as_pages_artifacts_are(tmp_path: Path) -> None:
    published(tmp_path, SITE)
    with tarfile.open(tmp_path / "artifact.tar", "w", dereference=True) as archive:
        archive.add(f"{tmp_path}/site/", arcname=".")
    with tarfile.open(tmp_path / "artifact.tar") as archive:
        assert {name.removeprefix("./") for name in archive.getnames() if "html" in name} == set(SITE)
        assert all(member.isreg() or member.isdir() for member in archive.getmembers())


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "a//b", "a/", "", "Đ/x", "a b", ".", "a/./b", "a\\b", "a\n"]
)
def test_addresses_cannot_leave_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(SiteError, match="no address"):
        published(tmp_path, {path: ""})


def test_two_pages_cannot_share_an_address(tmp_path: Path) -> None:
    pieces = [Piece("x/index.html", key, lambda: b"") for key in "12"]
    with pytest.raises(SiteError, match="two pages"):
        publish(pieces, tmp_path / "site", tmp_path / "slots")


def test_workers_make_the_same_site(tmp_path: Path) -> None:
    left: list[int] = []
    pieces = [Piece(f"{number}/index.html", str(number), str(number).encode) for number in range(1500)]
    outcome = publish(pieces, tmp_path / "site", tmp_path / "slots", workers=2, tick=left.append)
    assert outcome.written == 1500
    assert stands(tmp_path) == {f"{number}/index.html": str(number) for number in range(1500)}
    assert left[-1] == 0


def test_a_worker_that_fails_or_dies_fails_the_publication(tmp_path: Path) -> None:
    here = os.getpid()

    def broken(fault: Callable[[], object]) -> bytes:
        if os.getpid() != here:
            fault()
        time.sleep(0.001)
        return b""

    published(tmp_path, SITE)
    for fault, words in ((lambda: 1 // 0, "ZeroDivisionError"), (lambda: os._exit(1), "ended before")):
        pieces = [Piece(f"{number}/index.html", "k", partial(broken, fault)) for number in range(1500)]
        with pytest.raises(WorkerError, match=words):
            publish(pieces, tmp_path / "site", tmp_path / "slots", workers=2)
        assert stands(tmp_path) == SITE
