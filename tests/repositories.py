"""Small real Git repositories for tests, written without touching anybody's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "Người thử",
    "GIT_AUTHOR_EMAIL": "thu@example.org",
    "GIT_COMMITTER_NAME": "Người thử",
    "GIT_COMMITTER_EMAIL": "thu@example.org",
    "GIT_AUTHOR_DATE": "2026-11-20T08:00:00+07:00",
    "GIT_COMMITTER_DATE": "2026-11-20T08:00:00+07:00",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str, stdin: bytes = b"", who: Mapping[str, str] | None = None) -> str:
    """What git prints when it is run in `folder`; a failure of git fails the test."""
    environment = {**os.environ, **_WHO, **(who or {})}
    done = subprocess.run(
        ("git", "-C", str(folder), *words), input=stdin, capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def initialised(folder: Path) -> Path:
    """An empty repository in `folder`, on a branch `main`, that keeps bytes as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "core.autocrlf", "false")
    git(folder, "config", "core.precomposeUnicode", "false")
    return folder


def committed(folder: Path, message: str = "Change") -> str:
    """Commit everything below `folder`, ignored or not; returns the commit's id."""
    git(folder, "add", "-A", "-f", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def with_entries(folder: Path, *entries: tuple[str, str, bytes]) -> str:
    """Commit on top of HEAD files that no folder could hold: (mode, path, content); returns the commit's id.

    A path with `..` or other tricks is put in as it is; mode 160000 takes a commit id as its content.
    """
    lines = []
    for mode, path, content in entries:
        if mode == "160000":
            oid = content.decode()
        else:
            oid = git(folder, "hash-object", "-w", "--stdin", stdin=content)
        lines.append(f"{mode} {oid}\t{path}\0".encode("utf-8", "surrogateescape"))
    git(folder, "update-index", "-z", "--index-info", stdin=b"".join(lines))
    tree = git(folder, "write-tree")
    commit = git(folder, "commit-tree", tree, "-p", "HEAD", "-m", "Change")
    git(folder, "update-ref", "HEAD", commit)
    return commit
