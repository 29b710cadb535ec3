"""The text that a file carries beside its pictures, as far as it can be had cheaply and in bounds."""

from __future__ import annotations

import codecs
import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ocop.papers import kinds
from ocop.papers.kinds import Kind
from ocop.papers.pdf_text import pdf_text

# A paper's text is a few pages; beyond these bounds nothing more is read, so that no file can stall a run.
_TEXT_BYTES = 2 * 1024 * 1024
_MEMBER_BYTES = 4 * 1024 * 1024
_PDF_BYTES = 32 * 1024 * 1024
_MEMBERS = 5_000
_DIRECTORY_BYTES = 4 * 1024 * 1024
_LAYERS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml"
    r"|ppt/slides/slide\d+\.xml|content\.xml"
)
# Where a cell, a line or a paragraph ends.
_ENDS = re.compile(r"</(?:w:p|w:tc|a:p|si|c|row|text:p|table:table-cell)>|<(?:w:tab|w:br|text:tab)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_MACRO_MEMBER = re.compile(
    r"(?:^|/)vbaProject\.bin$|^Basic/.+/(?!script-lb\.)[^/]+\.xml$|^Scripts/.+", re.IGNORECASE
)


def has_macros(kind: Kind, stream: BinaryIO) -> bool:
    """Say whether an office document carries macros; one that cannot be taken apart does not."""
    stream.seek(0)
    if kind is kinds.OLD_OFFICE:
        return _holds(stream, _MACRO_STREAM)
    names = _member_names(stream) if kind is kinds.OFFICE else ()
    return any(_MACRO_MEMBER.search(name) for name in names)


def texts(kind: Kind, stream: BinaryIO) -> Iterator[str]:
    """Yield the pieces of text in a file; none for pictures, films and what is not understood."""
    stream.seek(0)
    if kind is kinds.TEXT:
        yield _decoded(stream.read(_TEXT_BYTES))
    elif kind is kinds.RTF:
        yield stream.read(_TEXT_BYTES).decode("latin-1")
    elif kind is kinds.OFFICE:
        yield from _office_texts(stream)
    elif kind is kinds.PDF:
        yield from pdf_text(stream.read(_PDF_BYTES))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")


def _holds(stream: BinaryIO, wanted: bytes) -> bool:
    tail = b""
    while chunk := stream.read(1024 * 1024):
        if wanted in tail + chunk:
            return True
        tail = chunk[-len(wanted) :]
    return False


def _member_names(stream: BinaryIO) -> list[str]:
    archive = _archive(stream)
    if archive is None:
        return []
    with archive:
        return archive.namelist()


def _archive(stream: BinaryIO) -> zipfile.ZipFile | None:
    """Open a zip whose directory is of an office document's size; the library would read any."""
    end = _directory_end(stream)
    if end is None:
        return None
    members, size = end
    if members > _MEMBERS or size > _DIRECTORY_BYTES:
        return None
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def _directory_end(stream: BinaryIO) -> tuple[int, int] | None:
    """Return how many members a zip says it has, and how many bytes its directory takes."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    stream.seek(0)
    if place < 0 or len(tail) < place + 16:
        return None
    return int.from_bytes(tail[place + 10 : place + 12], "little"), int.from_bytes(
        tail[place + 12 : place + 16], "little"
    )


def _office_texts(stream: BinaryIO) -> Iterator[str]:
    archive = _archive(stream)
    if archive is None:
        return
    left = _MEMBER_BYTES * 2
    with archive:
        for name in archive.namelist():
            if left <= 0 or not _LAYERS.fullmatch(name):
                continue
            try:
                with archive.open(name) as member:
                    content = member.read(min(left, _MEMBER_BYTES))
            except (
                zipfile.BadZipFile,
                zlib.error,
                OSError,
                ValueError,
                RuntimeError,
                EOFError,
                NotImplementedError,
            ):
                continue
            left -= len(content)
            broken = _ENDS.sub("\n", content.decode("utf-8", "replace"))
            yield html.unescape(_TAG.sub("", broken))[:_TEXT_BYTES]
