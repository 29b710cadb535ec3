"""Small pictures made byte by byte, with something written into every place where metadata can hide."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

Write = Callable[[str], str]


def jpeg(written: Write) -> bytes:
    """A grey JPEG of 8 × 8 dots with EXIF, XMP, IPTC and a comment; `written` gives each field's text."""
    segments = [
        _segment(0xE1, b"Exif\0\0" + _exif(written)),
        _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _xmp(written).encode()),
        _segment(0xED, _iptc(written)),
        _segment(0xFE, written("JPEG comment").encode()),
        _segment(0xDB, bytes([0]) + bytes([1] * 64)),
        _segment(0xC0, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
        # One code in each table: “no difference” and “end of block”.
        _segment(0xC4, bytes([0x00, 1, *[0] * 15, 0])),
        _segment(0xC4, bytes([0x10, 1, *[0] * 15, 0])),
        _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
    ]
    return b"\xff\xd8" + b"".join(segments) + b"\x3f" + b"\xff\xd9"


def png(written: Write) -> bytes:
    """A grey PNG of one dot with tEXt, zTXt, iTXt (plain and compressed), eXIf and XMP."""
    international = b"Description\0\x01\0vi\0Mo ta\0" + zlib.compress(written("PNG iTXt compressed").encode())
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Author\0" + written("PNG tEXt").encode("latin-1")),
        (b"zTXt", b"Comment\0\0" + zlib.compress(written("PNG zTXt").encode("latin-1"))),
        (b"iTXt", b"Title\0\0\0vi\0\0" + written("PNG iTXt").encode()),
        (b"iTXt", international),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _xmp(written).encode()),
        (b"eXIf", _exif(written)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def webp(written: Write) -> bytes:
    """A WebP of one dot (lossless) with EXIF and XMP."""
    dot = bytes.fromhex("2f00000000 07d0fffef7bfff81 88e87f0000".replace(" ", ""))
    extended = struct.pack("<I", 0x0C) + bytes(6)
    chunks = [
        (b"VP8X", extended),
        (b"VP8L", dot),
        (b"EXIF", _exif(written)),
        (b"XMP ", _xmp(written).encode()),
    ]
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _exif(written: Write) -> bytes:
    """A TIFF block: description, artist, copyright, a user's comment, and Windows' fields in UTF-16."""
    fields = [
        (0x010E, 2, written("EXIF ImageDescription").encode() + b"\0"),
        (0x013B, 2, written("EXIF Artist").encode() + b"\0"),
        (0x8298, 2, written("EXIF Copyright").encode() + b"\0"),
        (0x9286, 7, b"UNICODE\0" + written("EXIF UserComment").encode("utf-16-le")),
        (0x9C9C, 1, written("EXIF XPComment").encode("utf-16-le") + b"\0\0"),
        (0x9C9D, 1, written("EXIF XPAuthor").encode("utf-16-le") + b"\0\0"),
    ]
    entries, values = b"", b""
    first = 8 + 2 + 12 * len(fields) + 4
    for tag, kind, content in fields:
        entries += struct.pack("<HHII", tag, kind, len(content), first + len(values))
        values += content
    return b"II*\0" + struct.pack("<IH", 8, len(fields)) + entries + struct.pack("<I", 0) + values


def _xmp(written: Write) -> str:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' photoshop:City="{written("XMP City")}"><dc:creator>{written("XMP creator")}</dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )


def _iptc(written: Write) -> bytes:
    """A Photoshop resource with IPTC's by-line, caption and place (2:80, 2:120, 2:92)."""
    records = b""
    for number, name in ((80, "IPTC By-line"), (120, "IPTC Caption"), (92, "IPTC Sub-location")):
        text = written(name).encode()
        records += bytes([0x1C, 2, number]) + struct.pack(">H", len(text)) + text
    padding = b"\0" * (len(records) % 2)
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + padding
