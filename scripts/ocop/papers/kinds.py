"""Which kinds of file a paper can be, told by extension and by first bytes, and which it must never be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ocop.diagnostics import Text

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content with its name; `is_paper` when evidence may be of it."""

    name: Text
    is_paper: bool = True


PDF = Kind(Text("PDF", "a PDF"))
JPEG = Kind(Text("ảnh JPEG", "a JPEG picture"))
PNG = Kind(Text("ảnh PNG", "a PNG picture"))
WEBP = Kind(Text("ảnh WebP", "a WebP picture"))
GIF = Kind(Text("ảnh GIF", "a GIF picture"))
TIFF = Kind(Text("ảnh TIFF", "a TIFF picture"))
BMP = Kind(Text("ảnh BMP", "a BMP picture"))
HEIF = Kind(Text("ảnh HEIF", "a HEIF picture"))
OFFICE = Kind(Text("tài liệu văn phòng", "an office document"))
OLD_OFFICE = Kind(Text("tài liệu văn phòng kiểu cũ", "an old office document"))
RTF = Kind(Text("tài liệu RTF", "an RTF document"))
TEXT = Kind(Text("văn bản thuần", "plain text"))
FILM = Kind(Text("phim hoặc ghi âm", "a film or sound recording"))
PROGRAM = Kind(Text("chương trình chạy được", "a program"), is_paper=False)
MACROS = Kind(Text("tài liệu có macro", "a document with macros"), is_paper=False)
ARCHIVE = Kind(Text("tệp nén", "an archive"), is_paper=False)
UNKNOWN = Kind(Text("nội dung không rõ loại", "content of no known kind"))

_EXTENSIONS: Mapping[Kind, Sequence[str]] = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg"),
    PNG: ("png",),
    WEBP: ("webp",),
    GIF: ("gif",),
    TIFF: ("tif", "tiff"),
    BMP: ("bmp",),
    HEIF: ("heic", "heif"),
    OFFICE: ("docx", "xlsx", "pptx", "odt", "ods", "odp"),
    OLD_OFFICE: ("doc", "xls", "ppt"),
    RTF: ("rtf",),
    TEXT: ("txt", "csv", "md", "xml"),
    FILM: ("mp4", "m4v", "mov", "m4a", "mp3", "wav", "avi", "mkv", "webm"),
    PROGRAM: (
        *("exe", "com", "scr", "pif", "dll", "msi", "msp", "msix", "appx", "cpl", "bat", "cmd", "ps1", "vbs"),
        *(
            "vbe",
            "js",
            "jse",
            "wsf",
            "wsh",
            "hta",
            "jar",
            "apk",
            "ipa",
            "app",
            "dmg",
            "pkg",
            "deb",
            "rpm",
            "run",
        ),
        *(
            "sh",
            "bash",
            "py",
            "pyw",
            "pl",
            "rb",
            "php",
            "lnk",
            "url",
            "reg",
            "inf",
            "chm",
            "svg",
            "html",
            "htm",
        ),
    ),
    MACROS: ("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "xll", "pptm", "potm", "ppsm", "ppam", "sldm"),
    ARCHIVE: ("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "img"),
}
_BY_EXTENSION = {extension: kind for kind, extensions in _EXTENSIONS.items() for extension in extensions}
# One extension of each kind that is taken, to tell people.
TAKEN = tuple(extensions[0] for kind, extensions in _EXTENSIONS.items() if kind.is_paper)

# First bytes, most telling first; a program counts as one whatever its name says.
_BEGINNINGS: Sequence[tuple[bytes, Kind]] = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", GIF),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", RTF),
    (b"PK\x03\x04", OFFICE),
    (b"ID3", FILM),
    (b"\xff\xfb", FILM),
    (b"\xff\xf3", FILM),
    (b"\x1aE\xdf\xa3", FILM),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif"})


def extension(name: str) -> str:
    """Return a name's extension in small letters without its dot; blanks and dots at its end do not count."""
    return PurePath(name.rstrip(" .")).suffix.lower().removeprefix(".")


def named_kind(name: str) -> Kind | None:
    """Return the kind that a file's name claims, or None for an extension that papers do not have."""
    return _BY_EXTENSION.get(extension(name))


def content_kind(head: bytes) -> Kind:
    """Return the kind that a file's first bytes show."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[:4] == b"RIFF":
        return WEBP if head[8:12] == b"WEBP" else FILM
    if head[4:8] == b"ftyp":
        return HEIF if head[8:12] in _HEIF_BRANDS else FILM
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return BMP
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return TEXT if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 27 for byte in head)  # noqa: PLR2004 - control bytes no text has
