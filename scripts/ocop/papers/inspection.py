"""Look at one paper's file: whether it may be recorded at all, and the digest that stands for it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ocop.codes import papers as codes
from ocop.diagnostics import Code, Diagnostic, Location, Severity, Text
from ocop.load.tree import unreadable, weight
from ocop.papers import kinds
from ocop.papers.kinds import Kind
from ocop.papers.text_layers import has_macros, texts
from ocop.rules.private_papers import LABELS, kind_named, private_sign
from ocop.source import clipped, spelt

MAX_PAPER_BYTES = 200 * 1024 * 1024
_CHUNK = 1024 * 1024
# How far a product's folder of pictures lies below the root, and its name there.
_PICTURES = (0, "dossiers"), (3, "images")

# Told how many bytes of how many are read.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What was seen of a file; `sha256` is empty when it was refused."""

    shown: str
    name: str
    sha256: str
    found: tuple[Diagnostic, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the paper must not be recorded."""
        return any(one.code.severity is Severity.ERROR for one in self.found)


class _RefusedError(Exception):
    """Carries the reason why a paper is not taken."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.id)
        self.diagnostic = diagnostic


def inspected(file: Path, shown: str, root: Path, progress: Progress | None = None) -> Paper:
    """Return what one file is, called `shown` in messages; files inside the registry at `root` are refused.

    Refused, too: whatever is no regular file, is empty or over `MAX_PAPER_BYTES`, programs, documents with
    macros, archives, and papers about people, told by name and by what text they carry. The file is read in
    pieces and never changed.
    """
    inspection = _Inspection(spelt(shown), file.name)
    try:
        size = inspection.size_of(file, root)
        with _opened(file) as stream:
            sha256 = _digest(stream, size, progress)
            warnings = tuple(inspection.of_content(stream))
    except _RefusedError as refused:
        return Paper(shown=shown, name=file.name, sha256="", found=(refused.diagnostic,))
    except OSError as error:
        found = (unreadable(inspection.shown, error),)
        return Paper(shown=shown, name=file.name, sha256="", found=found)
    return Paper(shown=shown, name=file.name, sha256=sha256, found=warnings)


def digest_of(file: Path, size: int, progress: Progress | None = None) -> str:
    """Return a regular file's SHA-256, read in pieces; OSError when the machine refuses or it is no file."""
    with _opened(file) as stream:
        return _digest(stream, size, progress)


def _opened(file: Path) -> BinaryIO:
    """Open a file without following a link or waiting at a pipe that took its place meanwhile."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(file, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{file}: not a regular file")
    return os.fdopen(descriptor, "rb")


def _digest(stream: BinaryIO, size: int, progress: Progress | None) -> str:
    digest, read = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        read += len(chunk)
        if progress is not None:
            progress(read, size)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Inspection:
    shown: str
    name: str

    def _refuse(self, code: Code, **facts: Text | str) -> None:
        raise _RefusedError(self._diagnostic(code, **facts))

    def _diagnostic(self, code: Code, **facts: Text | str) -> Diagnostic:
        said: dict[str, str] = {"title": clipped(self.name)}
        for slot, fact in facts.items():
            if isinstance(fact, Text):
                said |= {slot: fact.vi, f"{slot}_en": fact.en}
            else:
                said[slot] = fact
        return Diagnostic(code, Location(self.shown), said)

    def size_of(self, file: Path, root: Path) -> int:
        """Return the size of a file that may be opened."""
        details = _details(file)
        if details is None or not stat.S_ISREG(details.st_mode):
            self._refuse(codes.NOT_A_PAPER, found=_standing(details))
        place = _place_inside(file, root)
        if place is not None:
            self._refuse(codes.PAPER_IN_REPOSITORY, found=clipped(place))
        size = details.st_size if details is not None else 0
        private = kind_named(self.name)
        if private is not None:
            self._refuse(codes.PRIVATE_PAPER, found=LABELS[private])
        claimed = kinds.named_kind(self.name)
        if claimed is None:
            ending = kinds.extension(self.name)
            seen = Text(f"tệp đuôi “.{clipped(ending)}”", f"a “.{clipped(ending)}” file")
            self._refuse_type(seen if ending else Text("tệp không có đuôi", "a file without an extension"))
        elif not claimed.is_paper:
            self._refuse_type(claimed.name)
        if not size:
            self._refuse(codes.EMPTY_PAPER)
        if size > MAX_PAPER_BYTES:
            found, expected = (weight(one) for one in (size, MAX_PAPER_BYTES))
            self._refuse(
                codes.HEAVY_PAPER,
                found=Text(found, found.replace(",", ".")),
                expected=Text(expected, expected.replace(",", ".")),
            )
        return size

    def _refuse_type(self, seen: Text) -> None:
        self._refuse(codes.NOT_PAPER_TYPE, found=seen, expected=", ".join(kinds.TAKEN) + "…")

    def of_content(self, stream: BinaryIO) -> Iterator[Diagnostic]:
        """Refuse by content, or yield what is odd about it."""
        stream.seek(0)
        actual, claimed = kinds.content_kind(stream.read(kinds.HEAD_BYTES)), kinds.named_kind(self.name)
        if has_macros(actual, stream):
            self._refuse_type(kinds.MACROS.name)
        if not actual.is_paper:
            self._refuse_type(actual.name)
        for text in texts(_layered(actual, claimed), stream):
            sign = private_sign(text)
            if sign is not None:
                self._refuse(codes.PRIVATE_CONTENT, found=sign.seen, expected=LABELS[sign.kind])
        if claimed is not None and not _fits(claimed, actual):
            yield self._diagnostic(codes.DISGUISED_PAPER, found=actual.name, expected=claimed.name)


def _layered(actual: Kind, claimed: Kind | None) -> Kind:
    """Return how to look for text: by what the content is, and plain text also by name."""
    return kinds.TEXT if claimed is kinds.TEXT and actual is kinds.UNKNOWN else actual


def _fits(claimed: Kind, actual: Kind) -> bool:
    # Films come in too many containers to tell them all.
    return claimed is actual or (claimed is kinds.FILM and actual is kinds.UNKNOWN)


def _details(file: Path) -> os.stat_result | None:
    try:
        return file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _standing(details: os.stat_result | None) -> Text:
    if details is None:
        return Text("không có ở đó", "is not there")
    if stat.S_ISDIR(details.st_mode):
        return Text("là thư mục", "is a folder")
    if stat.S_ISLNK(details.st_mode):
        return Text("là liên kết tượng trưng", "is a symbolic link")
    return Text("là ống dẫn, ổ cắm hoặc thiết bị của máy", "is a pipe, socket or device")


def _place_inside(file: Path, root: Path) -> str | None:
    """Return where in the registry a file lies, or None outside it and among the pictures of a product."""
    try:
        inside = (file.parent.resolve() / file.name).relative_to(root.resolve())
    except ValueError:
        return None
    parts = inside.parts
    if len(parts) == 5 and all(parts[place] == name for place, name in _PICTURES):  # noqa: PLR2004 - dossiers/a/b/images/c
        return None
    return inside.as_posix()
