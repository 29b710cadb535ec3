"""The text layer of a PDF as office programs and browsers write it; a scan without one has no text.

Only what such files use is understood: Flate and ASCII85 streams, object streams, fonts whose `ToUnicode`
maps say what their codes mean. Anything else yields no text and no error.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

_STREAM_BYTES = 2 * 1024 * 1024
_ALL_BYTES = 8 * 1024 * 1024
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d{1,9})\s+\d{1,5}\s+R")
_FONTS_INLINE = re.compile(rb"/Font\s*<<([^<>]{0,65536})>>")
_FONTS_APART = re.compile(rb"/Font\s+(\d{1,9})\s+\d{1,5}\s+R")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]{1,120})\s+(\d{1,9})\s+\d{1,5}\s+R")
_RANGES = re.compile(rb"begin(bfchar|bfrange)((?:(?!begin|endbf).)*+)endbf", re.DOTALL)
_CODE_LENGTH = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_ENTRY = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\[\]]*)\]")
_TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*+\)?|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]+|[-+.0-9]+|T[jJdDmfL*]|BT|ET|['\"\[\]]|[A-Za-z*]+",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}
# More codes than the largest font has letters.
_MOST_CODES = 65_536
# For the whole file: a page of text has some thousands, placed letter by letter some 20,000.
_MOST_TOKENS = 400_000

# What codes mean: their length in bytes, and a text for each.
_Map = tuple[int, Mapping[int, str]]


@dataclass(slots=True)
class _File:
    """The objects of a PDF: dictionaries by number, and streams already decoded."""

    dictionaries: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    left: int = _ALL_BYTES


def pdf_text(content: bytes) -> Iterator[str]:
    """Yield the text of each page or drawing in a PDF, line by line as far as lines can be told."""
    file = _File()
    places = [(int(found[1]), found.end()) for found in _OBJECT.finditer(content)]
    ends = [*(start for _, start in places[1:]), len(content)]
    for (number, start), end in zip(places, ends, strict=False):
        _take(file, number, content[start:end])
    for number in list(file.streams):
        if b"/ObjStm" in file.dictionaries[number]:
            _unpack(file, number)
    fonts = _fonts(file)
    left = _MOST_TOKENS
    for number, stream in file.streams.items():
        if left > 0 and b"BT" in stream and b"/ObjStm" not in file.dictionaries[number]:
            tokens = [found.group() for found in islice(_TOKEN.finditer(stream), left)]
            left -= len(tokens)
            yield _page(tokens, fonts)


def _take(file: _File, number: int, body: bytes) -> None:
    begins = _STREAM.search(body)
    file.dictionaries[number] = body[: begins.start()] if begins else body[:_STREAM_BYTES]
    if begins is None or file.left <= 0:
        return
    decoded = _decoded(file.dictionaries[number], body[begins.end() : body.rfind(b"endstream")])
    if decoded is not None:
        file.streams[number] = decoded
        file.left -= len(decoded)


def _decoded(dictionary: bytes, raw: bytes) -> bytes | None:
    """Undo a stream's filters, or return None for one that holds a picture or is encrypted."""
    if any(word in dictionary for word in (b"DCTDecode", b"JPXDecode", b"CCITTFax", b"JBIG2", b"/Image")):
        return None
    try:
        if b"ASCII85Decode" in dictionary:
            raw = base64.a85decode(raw.strip().removesuffix(b"~>"))
        if b"FlateDecode" in dictionary:
            raw = zlib.decompressobj().decompress(raw, _STREAM_BYTES)
    except (zlib.error, ValueError):
        return None
    return raw[:_STREAM_BYTES]


def _unpack(file: _File, number: int) -> None:
    """Take the objects out of an object stream: pairs of number and place, then the objects."""
    first = re.search(rb"/First\s+(\d{1,9})", file.dictionaries[number])
    if first is None:
        return
    body, begin = file.streams[number], int(first[1])
    pairs = [int(one) for one in body[:begin].split() if one.isdigit() and len(one) < 10]  # noqa: PLR2004 - as above
    places = list(zip(pairs[0::2], pairs[1::2], strict=False))
    ends = [*(start for _, start in places[1:]), len(body) - begin]
    for (inner, start), end in zip(places, ends, strict=False):
        file.dictionaries.setdefault(inner, body[begin + start : begin + end])


def _fonts(file: _File) -> Mapping[bytes, _Map]:
    """Return the maps of the fonts by the name that pages call them; a name of several fonts has none."""
    named: dict[bytes, set[int]] = {}
    for dictionary in file.dictionaries.values():
        bodies = [found[1] for found in _FONTS_INLINE.finditer(dictionary)]
        bodies += [file.dictionaries.get(int(found[1]), b"") for found in _FONTS_APART.finditer(dictionary)]
        for body in bodies:
            for reference in _REFERENCE.finditer(body):
                named.setdefault(reference[1], set()).add(int(reference[2]))
    maps: dict[bytes, _Map] = {}
    for name, numbers in named.items():
        found = _TO_UNICODE.search(file.dictionaries.get(min(numbers), b"")) if len(numbers) == 1 else None
        if found is not None:
            maps[name] = _map(file.streams.get(int(found[1]), b""))
    return maps


def _map(stream: bytes) -> _Map:
    length = _CODE_LENGTH.search(stream)
    texts: dict[int, str] = {}
    for kind, body in _RANGES.findall(stream):
        if len(texts) >= _MOST_CODES:
            break
        entries = [(found[1], found[2]) for found in _ENTRY.finditer(body)]
        if kind == b"bfchar":
            for code, text in zip(entries[0::2], entries[1::2], strict=False):
                texts[_number(code[0])] = _utf16(text[0])
        else:
            for low, high, text in zip(entries[0::3], entries[1::3], entries[2::3], strict=False):
                _fill(texts, _number(low[0]), _number(high[0]), text)
    return (len(length[1]) // 2 if length else 2), texts


def _fill(texts: dict[int, str], low: int, high: int, target: tuple[bytes | None, bytes | None]) -> None:
    if target[1] is not None:
        each = re.findall(rb"<([0-9A-Fa-f\s]*)>", target[1])
        texts.update((low + step, _utf16(one)) for step, one in enumerate(each))
        return
    begin = _utf16(target[0])
    for step in range(min(high - low + 1, _MOST_CODES - len(texts)) if begin else 0):
        last = ord(begin[-1]) + step
        texts[low + step] = begin[:-1] + (chr(last) if last < 0x11_0000 else "")  # noqa: PLR2004 - past the last letter


def _number(digits: bytes | None) -> int:
    return int(bytes(digits or b"0").translate(None, b" \t\r\n")[:8] or b"0", 16)


def _hex(digits: bytes | None) -> bytes:
    plain = bytes(digits or b"").translate(None, b" \t\r\n")
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _utf16(digits: bytes | None) -> str:
    return _hex(digits).decode("utf-16-be", "ignore")


def _page(tokens: Iterable[bytes], fonts: Mapping[bytes, _Map]) -> str:
    pieces: list[str] = []
    font: _Map | None = None
    operands: list[bytes] = []
    for token in tokens:
        if token == b"Tf":
            names = [one for one in operands if one.startswith(b"/")]
            font = fonts.get(names[-1][1:]) if names else None
        elif token in {b"Tj", b"TJ", b"'", b'"'}:
            pieces += [_shown(one, font) for one in operands if one[:1] in {b"(", b"<"}]
        elif token in {b"Td", b"TD"}:
            pieces.append(_gap(operands, pieces[-1] if pieces else ""))
        elif token in {b"Tm", b"T*", b"ET"}:
            pieces.append("\n")
        elif token[:1] in b"(</[]+-." or token[:1].isdigit():
            operands.append(token)
            continue
        operands.clear()
    return "".join(pieces)


def _gap(move: list[bytes], shown: str) -> str:
    """Return what a move stands for: along the line a space, but not after a letter placed on its own."""
    if move[-1:] not in ([b"0"], [b"0.0"]):
        return "\n"
    return " " if len(shown) > 1 else ""


def _shown(token: bytes, font: _Map | None) -> str:
    if token.startswith(b"<"):
        codes = _hex(token[1:-1])
    else:
        inside = token.removeprefix(b"(").removesuffix(b")")
        codes = _ESCAPE.sub(lambda found: _unescaped(found[1]), inside)
    if font is None:
        return codes.decode("latin-1")
    length, texts = font
    return "".join(
        texts.get(int.from_bytes(codes[place : place + length]), "") for place in range(0, len(codes), length)
    )


def _unescaped(escape: bytes) -> bytes:
    if escape[:1] in b"01234567":
        return bytes([int(escape, 8) & 0xFF])
    return _ESCAPED.get(escape, b"" if escape.endswith(b"\n") else escape)
