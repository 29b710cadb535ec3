"""Compare a folder of papers with an application's records: what is there, missing, changed or unknown.

A record whose digest no file has is *changed* when exactly one unrecorded file points to it and to no other
record: by the record's id at the beginning of its name, else by the record's title, else by the record's
number. Without such a pointer it is *missing*, and the file *unknown*: nothing is guessed.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ocop import spelling
from ocop.model import Evidence
from ocop.papers.inspection import Progress, digest_of

MAX_FILES = 5_000
MAX_DEPTH = 12
MAX_BYTES = 50 * 1024**3
# Left behind by systems and office programs, never papers.
_DROPPINGS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_DROPPED = ("~$", "._")
_SHORTEST_NUMBER = 3


class FolderTooLargeError(Exception):
    """The folder is no folder of papers: too many files, too deep or too heavy to read in a sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file of the folder by its path below it; without `sha256` it could not be read, for `reason`."""

    path: str
    sha256: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record and the file that seems to be its paper in another version; `by` is what points to it."""

    row: Evidence
    file: FoundFile
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a folder holds of what is recorded.

    `matched` gives each record its files, by id; `duplicates` are files of the same bytes; `unhashed` are
    records that have no digest to compare; `unread` are files that could not be read.
    """

    matched: Mapping[str, tuple[FoundFile, ...]]
    missing: tuple[Evidence, ...]
    changed: tuple[Change, ...]
    unknown: tuple[FoundFile, ...]
    duplicates: tuple[tuple[FoundFile, ...], ...]
    unhashed: tuple[Evidence, ...]
    unread: tuple[FoundFile, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the folder holds every recorded paper as recorded, and nothing else; twice is no harm."""
        return not (self.missing or self.changed or self.unknown or self.unread)


def compared(rows: Sequence[Evidence], files: Iterable[FoundFile]) -> Verification:
    """Compare records with files; both keep their order."""
    by_digest: dict[str, list[FoundFile]] = {}
    unread: list[FoundFile] = []
    for file in files:
        (by_digest.setdefault(file.sha256, []) if file.sha256 else unread).append(file)
    recorded = {row.sha256 for row in rows if row.sha256}
    missing = [row for row in rows if row.sha256 and row.sha256 not in by_digest]
    unknown = [file for digest, found in by_digest.items() if digest not in recorded for file in found]
    changed = list(_changes(missing, unknown))
    for change in changed:
        missing.remove(change.row)
        unknown.remove(change.file)
    return Verification(
        matched={row.id: tuple(by_digest[row.sha256]) for row in rows if row.sha256 in by_digest},
        missing=tuple(missing),
        changed=tuple(changed),
        unknown=tuple(unknown),
        duplicates=tuple(tuple(found) for found in by_digest.values() if len(found) > 1),
        unhashed=tuple(row for row in rows if not row.sha256),
        unread=tuple(unread),
    )


def _changes(missing: Sequence[Evidence], unknown: Sequence[FoundFile]) -> Iterator[Change]:
    """Yield the pairs of a record and a file that point to each other alone, the surest pointers first."""
    rows = list(missing)
    files = [(file, spelling.slug(PurePosixPath(file.path).stem, 255)) for file in unknown]
    for by, points in (("id", _by_id), ("title", _by_title), ("number", _by_number)):
        pairs = [(row, file) for row in rows for file in files if points(row, file[1])]
        times = Counter([id(one) for pair in pairs for one in pair])
        for row, file in pairs:
            if times[id(row)] == times[id(file)] == 1:
                rows.remove(row)
                files.remove(file)
                yield Change(row=row, file=file[0], by=by)


def _by_id(row: Evidence, words: str) -> bool:
    return words == row.id or words.startswith(f"{row.id}-")


def _by_title(row: Evidence, words: str) -> bool:
    return bool(words) and words == spelling.slug(row.title or "", 255)


def _by_number(row: Evidence, words: str) -> bool:
    number = spelling.slug(row.number or "", 255)
    telling = len(number) >= _SHORTEST_NUMBER and any(character.isdigit() for character in number)
    return telling and f"-{number}-" in f"-{words}-"


# --- the folder ---------------------------------------------------------------------------------


def files_below(folder: Path, progress: Progress | None = None) -> Iterator[FoundFile]:
    """Yield every regular file below a folder with its digest, by path; links and devices are not read.

    FolderTooLargeError when it goes beyond `MAX_FILES`, `MAX_DEPTH` or `MAX_BYTES`.
    """
    listed = sorted(_listed(folder, "", 0), key=lambda one: one[0])
    total, done = sum(size for _, size, _ in listed), 0
    if total > MAX_BYTES:
        raise FolderTooLargeError(f"hơn {MAX_BYTES // 1024**3} GB")
    for path, size, reason in listed:
        if reason:
            yield FoundFile(path=path, reason=reason)
            continue
        told = _after(done, total, progress)
        try:
            yield FoundFile(path=path, sha256=digest_of(folder / path, size, told))
        except OSError as error:
            yield FoundFile(path=path, reason=error.strerror or str(error))
        done += size


def _after(done: int, total: int, progress: Progress | None) -> Progress | None:
    """Return what tells of one file's bytes as part of all."""
    if progress is None:
        return None
    return lambda read, _size: progress(min(done + read, total), total)


def _listed(folder: Path, below: str, depth: int) -> list[tuple[str, int, str]]:
    """Return path, size and why it cannot be read, for everything that is no folder."""
    if depth > MAX_DEPTH:
        raise FolderTooLargeError(f"hơn {MAX_DEPTH} cấp thư mục")
    found: list[tuple[str, int, str]] = []
    try:
        with os.scandir(folder / below) as listing:
            entries = list(listing)
    except OSError as error:
        return [(below or ".", 0, error.strerror or str(error))]
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            found += _listed(folder, path, depth + 1)
        elif entry.name.lower() not in _DROPPINGS and not entry.name.startswith(_DROPPED):
            details = entry.stat(follow_symlinks=False)
            regular = stat.S_ISREG(details.st_mode)
            found.append((path, details.st_size, "" if regular else "không phải tệp thường"))
        if len(found) > MAX_FILES:
            raise FolderTooLargeError(f"hơn {MAX_FILES} tệp")
    return found
