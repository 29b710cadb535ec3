"""A registry read out of Git's objects says what the same registry on disk says."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from ocop.codes import identity, system
from ocop.load import registry
from ocop.load.commits import CommitTree, GitError, Repository
from ocop.load.tree import FolderTree, Tree
from ocop.report import as_json
from tests.cases_of import REPOSITORY, Case, _law_under, bad_cases
from tests.repositories import committed, git, initialised, with_entries

# What Git does not keep: pipes, empty folders, and what the machine refuses to read.
_NOT_IN_GIT = {
    identity.NOT_A_FILE.id,
    identity.SPECIAL_FILE.id,
    identity.SUBMODULE.id,
    identity.TOO_DEEP.id,
    system.UNREADABLE.id,
}
_PLAIN = [
    case
    for case in bad_cases()
    if case.code not in _NOT_IN_GIT
    and not any((case.folder / name).exists() for name in ("schemas", "import.csv", "scores.csv"))
]


def judged(tree: Tree) -> str:
    """Everything that is wrong with a tree by this repository's law."""
    with mock.patch.object(registry, "read_law", _law_under):
        loaded = registry.Reader(FolderTree(REPOSITORY)).load(tree)
    return as_json(loaded.diagnostics, date(2026, 11, 26))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return initialised(tmp_path / "repository")


@pytest.mark.parametrize("case", _PLAIN, ids=lambda case: case.folder.name)
def test_a_commit_is_judged_as_the_folder_is(case: Case, repository: Path) -> None:
    case.laid_out(repository)
    commit = committed(repository)
    with Repository(repository) as objects:
        tree = CommitTree(objects, objects.listing(commit))
        assert judged(tree) == judged(FolderTree(repository))


def test_this_repository_reads_the_same_either_way(repository: Path) -> None:
    for name in ("dossiers", "schemas", "plan"):
        shutil.copytree(REPOSITORY / name, repository / name)
    commit = committed(repository)
    with Repository(repository) as objects:
        tree = CommitTree(objects, objects.listing(commit))
        folder = FolderTree(repository)
        mine, theirs = registry.Reader(tree).load(tree), registry.Reader(folder).load(folder)
    assert (mine.registry, mine.diagnostics, mine.plans) == (
        theirs.registry,
        theirs.diagnostics,
        theirs.plans,
    )


def test_what_no_folder_can_hold_is_refused(repository: Path) -> None:
    committed(repository)
    deep = "dossiers/" + "/".join("a" * 1 for _ in range(12)) + "/product.yml"
    commit = with_entries(
        repository,
        ("120000", "dossiers/hop-tac-xa/tra/story.md", b"../../../../etc/passwd"),
        ("160000", "dossiers/hop-tac-xa/goi", b"1" * 40),
        ("100644", deep, b"x: 1\n"),
        ("100755", "dossiers/hop-tac-xa/producer.yml", b"schema: producer/1\n"),
        ("100644", "dossiers/hop-tac-xa/\u202etx.yml", b"x: 1\n"),
    )
    with Repository(repository) as objects:
        found = CommitTree(objects, objects.listing(commit)).folder("dossiers")
    codes = {one.code for folder in found.walk() for one in folder.found}
    assert codes == {
        identity.SYMLINK,
        identity.SUBMODULE,
        identity.TOO_DEEP,
        identity.EXECUTABLE,
        identity.UNSAFE_NAME,
    }


def test_changes_name_both_sides(repository: Path) -> None:
    (repository / "mot.txt").write_text("1", "utf-8")
    (repository / "hai.txt").write_text("2", "utf-8")
    before = committed(repository)
    (repository / "mot.txt").rename(repository / "ba.txt")
    (repository / "hai.txt").write_text("22", "utf-8")
    after = committed(repository)
    with Repository(repository) as objects:
        changes = objects.sized(objects.changes(before, after))
        assert [(one.path, one.before is None, one.after is None) for one in changes] == [
            ("ba.txt", True, False),
            ("hai.txt", False, False),
            ("mot.txt", False, True),
        ]
        assert changes[1].after is not None
        assert changes[1].after.size == 2
        assert objects.blob(changes[1].after.oid, 1) == b"2"
        assert objects.blob(changes[1].after.oid, 9) == b"22"


@pytest.mark.parametrize("revision", ["khong-co", "--help", "-x", "a b", "$(id)", "", "HEAD;ls"])
def test_a_revision_that_is_none_is_said_so(repository: Path, revision: str) -> None:
    committed(repository)
    with Repository(repository) as objects, pytest.raises(GitError):
        objects.commit(revision)


def test_settings_of_the_repository_change_nothing(repository: Path) -> None:
    """What a clone's own settings or attributes could do to a text: none of it is done."""
    (repository / "a.txt").write_bytes(b"mot\r\nhai\n")
    (repository / ".gitattributes").write_text("*.txt text eol=lf filter=evil\n", "utf-8")
    git(repository, "config", "filter.evil.smudge", "touch evil")
    commit = committed(repository)
    with Repository(repository) as objects:
        listed = objects.listing(commit, ["a.txt"])
        assert objects.blob(listed["a.txt"].oid, 99) == b"mot\nhai\n"
    assert not (repository / "evil").exists()


def test_a_missing_object_is_an_unreadable_file(repository: Path) -> None:
    (repository / "a.txt").write_text("1", "utf-8")
    commit = committed(repository)
    with Repository(repository) as objects:
        with pytest.raises(OSError, match="not in the repository"):
            objects.blob("1" * 40, 10)
        assert objects.blob(objects.listing(commit)["a.txt"].oid, 10) == b"1"
