"""Small files of many kinds, made by hand as the programs that write them would."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def office(members: Mapping[str, str]) -> bytes:
    """An office document: a zip of XML."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return whole.getvalue()


def word(*paragraphs: str) -> bytes:
    """A `.docx` with paragraphs, a word of which may be cut in two by formatting."""
    body = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in paragraph.split("^")) + "</w:p>"
        for paragraph in paragraphs
    )
    return office(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>"}
    )


def sheet(*rows: tuple[str | int, ...]) -> bytes:
    """An `.xlsx` whose texts are shared strings and whose numbers stand in the sheet."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    numbers = [cell for row in rows for cell in row if isinstance(cell, int)]
    return office(
        {
            "xl/sharedStrings.xml": "<sst>" + "".join(f"<si><t>{one}</t></si>" for one in texts) + "</sst>",
            "xl/worksheets/sheet1.xml": "<row>"
            + "".join(f"<c><v>{one}</v></c>" for one in numbers)
            + "</row>",
        }
    )


def pdf(content: bytes, *, to_unicode: bytes | None = None, packed: bool = False) -> bytes:
    """A PDF of one page; `to_unicode` says what the codes of its font mean, `packed` in an object stream."""
    stream = zlib.compress(content)
    pieces = [b"%PDF-1.7\n", _stream(4, b"/Filter /FlateDecode", stream)]
    resources = b"<< /Type /Page /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    font = b"<< /Type /Font /ToUnicode 6 0 R >>" if to_unicode else b"<< /Type /Font /BaseFont /Helvetica >>"
    if packed:
        body = b"3 0 5 %d " % len(resources)
        inner = zlib.compress(body + resources + font)
        pieces.append(_stream(7, b"/Type /ObjStm /N 2 /First %d /Filter /FlateDecode" % len(body), inner))
    else:
        pieces += [b"3 0 obj\n" + resources + b"\nendobj\n", b"5 0 obj\n" + font + b"\nendobj\n"]
    if to_unicode:
        pieces.append(_stream(6, b"", to_unicode))
    return b"".join(pieces)


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj\n<< /Length %d %s >>\nstream\n" % (number, len(content), entries)
    return head + content + b"\nendstream\nendobj\n"
