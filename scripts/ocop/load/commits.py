"""Read a registry out of Git's objects, without checking anything out.

What a contributor submits is only ever read as data: no attribute, filter, hook or setting takes effect.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location
from ocop.load.tree import (
    MAX_DEPTH,
    Entry,
    Folder,
    Tree,
    admits,
    within_limits,
)
from ocop.source import clipped, spelt

_REVISION = re.compile(r"[0-9A-Za-z_][0-9A-Za-z._/@^~-]{0,250}")
_NOTHING = "0" * 40
_SUBMODULE, _LINK = 0o160000, stat.S_IFLNK
# Replacement objects, lazy fetching and the machine's settings could each make another text of a commit.
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "protocol.allow=never",
    "log.diffMerges=first-parent",
    "log.showRoot=true",
    "log.showSignature=false",
)
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(Exception):
    """Git cannot say what was asked: a revision that is not there, a broken repository, no git at all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a commit: its mode as Git has it, the id of its bytes, and how many they are."""

    mode: int
    oid: str
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs between two commits; a side that has none is None. Sizes are not known: 0."""

    path: str
    before: Listed | None
    after: Listed | None


class Repository:
    """A Git repository's objects, all bytes coming through one long-lived process; close it when done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._batch: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._batch is not None:
            self._batch.communicate()

    def commit(self, revision: str) -> str:
        """Return the full id of the commit that `revision` names; GitError when there is none."""
        if not _REVISION.fullmatch(revision):
            raise GitError(f"“{revision}” không phải tên một phiên bản (not a revision)")
        return self._lines("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")[
            0
        ]

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit where two lines of history part; GitError when they have nothing in common."""
        return self._lines("merge-base", one, other)[0]

    def tree_of(self, commit: str, path: str) -> str:
        """Return the id of the tree under `path`, or "" when there is none."""
        found = self._fields("ls-tree", "-z", "--full-tree", commit, "--", path)
        return found[0].split("\t")[0].split()[2] if found else ""

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """Return every path that differs, renames as a deletion and an addition, in the order of paths."""
        fields = self._fields("diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", before, after)
        found = []
        for facts, path in zip(fields[::2], fields[1::2], strict=True):
            mode_before, mode_after, oid_before, oid_after, _ = facts.lstrip(":").split(" ")
            sides = ((mode_before, oid_before), (mode_after, oid_after))
            was, now = (None if oid == _NOTHING else Listed(int(mode, 8), oid, 0) for mode, oid in sides)
            found.append(Change(path, was, now))
        return tuple(found)

    def listing(self, commit: str, paths: Sequence[str] = (), *, sized: bool = True) -> dict[str, Listed]:
        """Return every file of a commit, or those at and below `paths`; unless `sized`, with size 0."""
        found: dict[str, Listed] = {}
        form = ("-l",) if sized else ()
        for line in self._fields("ls-tree", "-r", "-z", *form, "--full-tree", commit, "--", *paths):
            facts, _, path = line.partition("\t")
            mode, _, oid, *size = facts.split()
            found[path] = Listed(int(mode, 8), oid, int(size[0]) if size and size[0].isdigit() else 0)
        return found

    def matching_lines(
        self, commit: str, expressions: Sequence[str], *patterns: str
    ) -> Iterator[tuple[str, int, str]]:
        """Yield path, number and text of each line of a commit's files that fits an extended expression.

        `patterns` are Git's glob patterns of paths. One process reads all: far quicker than file by file.
        """
        wanted = [word for one in expressions for word in ("-e", one)]
        words = ("grep", "-z", "-n", "--no-color", "--text", "-E", *wanted, commit, "--")
        found = self._run((*words, *(f":(glob){pattern}" for pattern in patterns)), nothing=1)
        for line in found.split("\n"):
            named, _, rest = line.partition("\0")
            number, _, text = rest.partition("\0")
            if number.isdigit():
                yield named.partition(":")[2], int(number), text

    def shallow(self) -> bool:
        """Whether the history was cut short when it was fetched, so that its first commit is none."""
        return self._lines("rev-parse", "--is-shallow-repository") == ["true"]

    def additions(self, commit: str, *patterns: str) -> str:
        """Return every change to the files that fit, as patches, the latest commit first.

        Before each commit's patches stands a line of the character 1 and the commit's seconds since 1970.
        `patterns` are Git's glob patterns of paths.
        """
        form = ("--format=%x01%ct", "--patch", "--unified=0", "--no-renames", "--relative", "--text")
        plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
        paths = (f":(glob){pattern}" for pattern in patterns)
        return self._run(("log", *form, *plain, commit, "--", *paths))

    def touched(self, commit: str, *patterns: str) -> str:
        """Return the files that fit and were added, changed or deleted, the latest commit first.

        Fields end in the character 0: for a commit the character 1 and its seconds since 1970, then, after a
        line break, each file's path. `patterns` are Git's glob patterns of paths.
        """
        form = ("--format=%x01%ct", "--name-only", "-z", "--no-renames", "--relative")
        return self._run(("log", *form, commit, "--", *(f":(glob){pattern}" for pattern in patterns)))

    def main_line(self, commit: str, since: str, *patterns: str) -> str:
        """Return what each commit of the main line changed, oldest first; only those after `since` if given.

        The main line follows first parents. Fields end in the character 0: for a commit the character 1, its
        id, a blank and its seconds since 1970; for each file Git's raw line and the path. Renames are a
        deletion and an addition. `patterns` are Git's glob patterns of paths.
        """
        span = f"{since}..{commit}" if since else commit
        form = ("--format=%x01%H %ct", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative", "-m")
        paths = (f":(glob){pattern}" for pattern in patterns)
        return self._run(("log", "--first-parent", "--reverse", *form, span, "--", *paths))

    def goes_on(self, earlier: str, later: str) -> bool:
        """Whether the main line of `later` leads through `earlier`."""
        try:
            newer = self._lines("rev-list", "--first-parent", "--parents", f"{earlier}..{later}")
        except GitError:
            return False
        return bool(newer) and newer[-1].split()[1:2] == [earlier]

    def blob(self, oid: str, limit: int) -> bytes:
        """Return at most `limit` bytes of an object; OSError when it is missing."""
        batch = self._reader()
        if batch.stdin is None or batch.stdout is None:
            raise GitError("git cat-file has no pipes")
        batch.stdin.write(f"{oid}\n".encode())
        batch.stdin.flush()
        head = batch.stdout.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - id, kind, size
            raise OSError(errno.ENOENT, "không có trong kho Git (not in the repository)")
        size = int(head[2])
        content = batch.stdout.read(min(size, limit))
        left = size - len(content) + 1
        while left > 0:
            left -= len(batch.stdout.read(min(left, 1 << 16))) or left
        return content

    def sized(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the changes with the size of what stands there afterwards."""
        oids = [change.after.oid for change in changes if change.after and change.after.mode != _SUBMODULE]
        asked = "".join(f"{oid}\n" for oid in oids)
        told = self._run(("cat-file", "--batch-check=%(objectsize)"), asked).split()
        sizes = dict(zip(oids, (int(one) if one.isdigit() else 0 for one in told), strict=False))
        return tuple(
            Change(
                one.path,
                one.before,
                Listed(one.after.mode, one.after.oid, sizes.get(one.after.oid, 0)) if one.after else None,
            )
            for one in changes
        )

    def _reader(self) -> subprocess.Popen[bytes]:
        if self._batch is None:
            self._batch = subprocess.Popen(  # noqa: S603 - fixed words; ids are Git's own
                self._command(("cat-file", "--batch")),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        return self._batch

    def _command(self, words: Sequence[str]) -> list[str]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        literal = () if words[0] in {"grep", "log"} else ("--literal-pathspecs",)
        return ["git", "-C", str(self._folder), *literal, *settings, *words]

    def _run(self, words: Sequence[str], asked: str = "", nothing: int = 0) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - fixed words; revisions are checked, paths follow "--"
                self._command(words),
                input=asked.encode(),
                capture_output=True,
                check=False,
                env=_environment(),
            )
        except OSError as error:
            raise GitError(f"không chạy được git (git cannot be run): {error}") from error
        if done.returncode not in {0, nothing}:
            said = done.stderr.decode("utf-8", "replace").strip() or " ".join(words)
            raise GitError(f"git: {clipped(said)}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def _lines(self, *words: str) -> list[str]:
        return self._run(words).splitlines()

    def _fields(self, *words: str) -> list[str]:
        return [field for field in self._run(words).split("\0") if field]


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}


class CommitTree(Tree):
    """A registry as a commit, or a mixture of two, has it; only what `listing` names is there."""

    def __init__(self, repository: Repository, listing: Mapping[str, Listed]) -> None:
        self._repository = repository
        self._listing = listing
        self._below: dict[str, dict[str, Listed | None]] = {}
        for path, listed in listing.items():
            parent, _, name = path.rpartition("/")
            self._below.setdefault(parent, {})[name] = listed
            while parent:
                parent, _, name = parent.rpartition("/")
                if name in self._below.setdefault(parent, {}):
                    break
                self._below[parent][name] = None

    def folder(self, path: str) -> Folder:
        """Return what lies under `path`, or an empty folder when there is nothing."""
        top = Folder(path)
        self._fill(top, 0)
        return top

    def _fill(self, folder: Folder, depth: int) -> None:
        names = self._below.get(folder.path, {})
        seen: dict[str, str] = {}
        for name in _admitted(folder, names):
            if not admits(folder, name, seen):
                continue
            listed = names[name]
            if listed is not None:
                self._add(folder, name, listed)
            elif depth + 1 >= MAX_DEPTH:
                child = folder.folders[name] = Folder(f"{folder.path}/{name}")
                facts = {"expected": str(MAX_DEPTH)}
                folder.found.append(Diagnostic(identity.TOO_DEEP, Location(child.path), facts))
            else:
                child = folder.folders[name] = Folder(f"{folder.path}/{name}")
                self._fill(child, depth + 1)

    @staticmethod
    def _add(folder: Folder, name: str, listed: Listed) -> None:
        path, facts = f"{folder.path}/{name}", {"found": clipped(name)}
        if listed.mode == _SUBMODULE:
            folder.found.append(Diagnostic(identity.SUBMODULE, Location(spelt(path)), facts))
        elif stat.S_IFMT(listed.mode) == _LINK:
            folder.found.append(Diagnostic(identity.SYMLINK, Location(spelt(path)), facts))
        else:
            if listed.mode & 0o111:
                folder.found.append(Diagnostic(identity.EXECUTABLE, Location(spelt(path)), facts))
            folder.files[name] = Entry(path, listed.size, f"{listed.oid}:{listed.mode:o}")

    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` bytes of a file; OSError when the commit or its bytes are missing."""
        listed = self._listing.get(path)
        if listed is None:
            raise FileNotFoundError(errno.ENOENT, f"{path} is not in the commit")
        return self._repository.blob(listed.oid, limit)

    def digest(self, path: str) -> str:
        """Return a digest of every file below `path`."""
        below = f"{path}/"
        named = sorted((name, one.oid) for name, one in self._listing.items() if name.startswith(below))
        return repr(named)


def _admitted(folder: Folder, names: Mapping[str, Listed | None]) -> Iterator[str]:
    """The names to take, in the order of a folder on disk."""
    ordered = sorted(names, key=lambda name: (name.casefold(), name.swapcase()))
    folders = [name for name in ordered if names[name] is None]
    files = [name for name in ordered if names[name] is not None]
    return within_limits(folder, folders, files)
