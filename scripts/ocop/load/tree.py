"""List a folder as a contributor could have filled it, and read from it only what is safe to read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from ocop import spelling
from ocop.codes import identity, reading, system
from ocop.diagnostics import Diagnostic, Location
from ocop.source import clipped, decoded, spelt

_Item = TypeVar("_Item")

MAX_DEPTH = 8
MAX_FOLDERS_IN_FOLDER = 50_000
MAX_FILES_IN_FOLDER = 500
_KIBI = 1024
# What a schema or a list of ours may weigh, in bytes.
_OWN_LIMIT = 16 * _KIBI * _KIBI
# What a file may weigh, in bytes, by name or else by kind; anything else is listed but never read.
SIZE_LIMITS = {
    "history.csv": 256 * _KIBI,
    ".yml": 256 * _KIBI,
    ".csv": 4 * _KIBI * _KIBI,
    ".md": 256 * _KIBI,
    ".json": _KIBI * _KIBI,
    ".jpg": 5 * _KIBI * _KIBI,
    ".png": 5 * _KIBI * _KIBI,
    ".webp": 5 * _KIBI * _KIBI,
}
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_REASONS = {
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.ENOENT: "tệp biến mất trong lúc đang đọc",
    errno.EIO: "ổ đĩa báo lỗi",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file below the root: its path with forward slashes, size in bytes, and a change stamp."""

    path: str
    size: int
    stamp: str


@dataclass(slots=True)
class Folder:
    """What one folder holds, by name, in sorted order; `found` is what is wrong with the names themselves."""

    path: str
    files: dict[str, Entry] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def lacks(self, name: str) -> bool:
        """Say whether nothing stands under `name`: no file, no folder, nothing that was refused."""
        refused = {self.path, f"{self.path}/{name}"}
        here = name in self.files or name in self.folders
        return not here and not any(one.where.path in refused for one in self.found)

    def walk(self) -> Iterator[Folder]:
        """Yield this folder and every one below it."""
        yield self
        for folder in self.folders.values():
            yield from folder.walk()


class Tree(ABC):
    """A registry that can be listed and read, wherever its bytes lie."""

    @abstractmethod
    def folder(self, path: str) -> Folder:
        """Return what lies under `path`, or an empty folder when there is nothing."""

    @abstractmethod
    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` bytes of a file; OSError when they cannot be had."""

    @abstractmethod
    def digest(self, path: str) -> str:
        """Return a digest of every file below `path`."""

    def content(self, entry: Entry) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        """Return a file's bytes, or None with the reason it was not read."""
        limit = _limit(entry.path)
        if entry.size > limit:
            facts = {"found": weight(entry.size), "expected": weight(limit)}
            facts |= {f"{slot}_en": fact.replace(",", ".") for slot, fact in facts.items()}
            return None, (Diagnostic(reading.TOO_LARGE, Location(entry.path), facts),)
        try:
            content = self.read(entry.path, limit)
        except OSError as error:
            return None, (unreadable(entry.path, error),)
        if content.startswith(_LFS_POINTER):
            return None, (Diagnostic(reading.LFS_POINTER, Location(entry.path)),)
        return content, ()

    def text(self, entry: Entry) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """Return a file's text, or None with the reason it cannot be trusted."""
        content, found = self.content(entry)
        if content is None:
            return None, found
        return decoded(entry.path, content)

    def required(self, path: str) -> str:
        """Return the text of a file of the registry's own; OSError when it is missing or unreadable."""
        return self.read(path, _OWN_LIMIT).decode("utf-8")


class FolderTree(Tree):
    """A registry on disk; symbolic links are never followed and special files never opened."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, path: str) -> Folder:
        """Return what lies under `path`, or an empty folder when there is nothing."""
        top = Folder(path)
        start = self.root / path
        if start.is_symlink():
            top.found.append(Diagnostic(identity.SYMLINK, Location(path), {"found": clipped(path)}))
        elif start.is_dir():
            self._fill(top, 0)
        return top

    def _fill(self, folder: Folder, depth: int) -> None:
        try:
            # Text, not Path: a registry has 50,000 names, and joining paths took a fifth of the listing.
            with os.scandir(f"{self.root}/{folder.path}") as listing:
                entries = sorted(listing, key=_order)
        except OSError as error:
            folder.found.append(unreadable(folder.path, error))
            return
        seen: dict[str, str] = {}
        for entry in _admitted(folder, entries):
            self._take(folder, entry, seen, depth)

    def _take(self, folder: Folder, entry: os.DirEntry[str], seen: dict[str, str], depth: int) -> None:
        name, path = entry.name, f"{folder.path}/{entry.name}"
        if not admits(folder, name, seen):
            return
        if entry.is_symlink():
            facts = {"found": clipped(name)}
            folder.found.append(Diagnostic(identity.SYMLINK, Location(spelt(path)), facts))
        elif entry.is_dir(follow_symlinks=False):
            if os.path.lexists(f"{self.root}/{path}/.git"):
                facts = {"found": clipped(name)}
                folder.found.append(Diagnostic(identity.SUBMODULE, Location(spelt(path)), facts))
            else:
                self._descend(folder, name, path, depth)
        else:
            self._add(folder, entry, path)

    def _descend(self, folder: Folder, name: str, path: str, depth: int) -> None:
        child = Folder(path)
        folder.folders[name] = child
        if depth + 1 >= MAX_DEPTH:
            facts = {"expected": str(MAX_DEPTH)}
            folder.found.append(Diagnostic(identity.TOO_DEEP, Location(path), facts))
        else:
            self._fill(child, depth + 1)

    def _add(self, folder: Folder, entry: os.DirEntry[str], path: str) -> None:
        try:
            details = entry.stat(follow_symlinks=False)
        except OSError as error:
            folder.found.append(unreadable(path, error))
            return
        if not stat.S_ISREG(details.st_mode):
            facts = {"found": clipped(entry.name)}
            folder.found.append(Diagnostic(identity.SPECIAL_FILE, Location(path), facts))
            return
        if os.name == "posix" and details.st_mode & 0o111:
            folder.found.append(
                Diagnostic(identity.EXECUTABLE, Location(path), {"found": clipped(entry.name)})
            )
        folder.files[entry.name] = Entry(path, details.st_size, f"{details.st_size}:{details.st_mtime_ns}")

    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` bytes of a file; OSError when the machine refuses."""
        with open(f"{self.root}/{path}", "rb", buffering=0) as stream:  # noqa: PTH123 - 50,000 times a run
            return stream.read(limit)

    def digest(self, path: str) -> str:
        """Return a digest of every file below `path`, links followed: the tool's own files may be linked."""
        digest = hashlib.blake2b(digest_size=16)
        for file in sorted((self.root / path).rglob("*")):
            if file.is_file():
                digest.update(file.name.encode("utf-8", "surrogateescape"))
                digest.update(file.read_bytes())
        return digest.hexdigest()


def admits(folder: Folder, name: str, seen: dict[str, str]) -> bool:
    """Say whether a name may stand in `folder` beside those `seen`; if not, the folder's problems say why."""
    path = f"{folder.path}/{name}"
    if not name.isascii() or not name.isprintable():
        plain = name.isprintable() and spelling.composed(name) == name
        if not plain or spelling.unsafe_characters(name):
            facts = {"found": clipped(name)}
            folder.found.append(Diagnostic(identity.UNSAFE_NAME, Location(spelt(path)), facts))
            return False
    folded = name.casefold()
    if folded in seen:
        facts = {"found": clipped(name), "expected": clipped(seen[folded])}
        folder.found.append(Diagnostic(identity.CASE_COLLISION, Location(spelt(path)), facts))
        return False
    seen[folded] = name
    return True


def _limit(path: str) -> int:
    """What the file may weigh, in bytes."""
    name = path.rpartition("/")[2]
    return SIZE_LIMITS.get(name, SIZE_LIMITS.get(PurePosixPath(name).suffix, 0))


def _admitted(folder: Folder, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """The entries to take, in order."""
    folders: list[os.DirEntry[str]] = []
    files: list[os.DirEntry[str]] = []
    for entry in entries:
        (folders if entry.is_dir(follow_symlinks=False) else files).append(entry)
    return within_limits(folder, folders, files)


def within_limits(folder: Folder, folders: Sequence[_Item], files: Sequence[_Item]) -> Iterator[_Item]:
    """Yield what to take of a folder; of a kind over its limit none, as any choice would be chance."""
    for kind, limit, unit, unit_en in (
        (folders, MAX_FOLDERS_IN_FOLDER, "thư mục", "folders"),
        (files, MAX_FILES_IN_FOLDER, "tệp", "files"),
    ):
        if len(kind) <= limit:
            yield from kind
        else:
            folder.found.append(_too_many(folder.path, len(kind), limit, (unit, unit_en)))


def _too_many(path: str, count: int, limit: int, unit: tuple[str, str]) -> Diagnostic:
    """Return the problem of a folder with `count` files or folders; `unit` in Vietnamese and English."""
    vi, en = unit
    facts = {"found": f"{count} {vi}", "found_en": f"{count} {en}", "expected": str(limit)}
    return Diagnostic(identity.TOO_MANY_FILES, Location(path), facts)


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    """Sort by name; of names that differ only by case, the one in small letters comes first."""
    return entry.name.casefold(), entry.name.swapcase()


def unreadable(path: str, error: OSError) -> Diagnostic:
    """Return what the machine's refusal to read a file means to people."""
    reason = error.strerror or str(error)
    facts = {"found": clipped(_REASONS.get(error.errno or 0, f"“{reason}”")), "found_en": clipped(reason)}
    return Diagnostic(system.UNREADABLE, Location(path), facts)


def weight(size: int) -> str:
    """Return a size in bytes as people read it, decimal comma included."""
    if size < _KIBI:
        return f"{size} B"
    if size < _KIBI * _KIBI:
        return f"{size / _KIBI:.0f} KB"
    return f"{size / _KIBI / _KIBI:.1f} MB".replace(".", ",")
