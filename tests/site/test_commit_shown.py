"""The commit that a site claims to show: only when what is shown is in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ocop.cli.verbs import _commit


def git(root: Path, *words: str) -> str:
    """What Git answers, with nobody's own settings."""
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    author = ("-c", "user.name=Người Thử", "-c", "user.email=thu@example.invalid")
    return subprocess.run(
        ("git", "-C", str(root), *author, *words),
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ).stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with one record, committed."""
    record = tmp_path / "dossiers" / "htx-mau" / "producer.yml"
    record.parent.mkdir(parents=True)
    record.write_text("name: HTX Mẫu\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Một bản ghi")
    return tmp_path


def test_a_tree_as_committed_tells_its_commit(root: Path) -> None:
    (root / "README.md").write_text("Không phải dữ liệu\n", "utf-8")
    assert _commit(root) == git(root, "rev-parse", "HEAD")
    assert len(_commit(root)) == 40


@pytest.mark.parametrize("path", ["dossiers/htx-mau/producer.yml", "dossiers/htx-khac/producer.yml"])
def test_records_that_are_in_no_commit_tell_none(path: str, root: Path) -> None:
    target = root / path
    target.parent.mkdir(exist_ok=True)
    target.write_text("name: HTX Khác\n", "utf-8")
    assert _commit(root) == ""


def test_outside_git_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert _commit(tmp_path) == ""
