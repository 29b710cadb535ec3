"""Cards that stand for a page where its address is shared: 1200 × 630 dots, sixteen colours, some kilobytes.

A card is drawn in levels of grey that are places on scales: ink on paper, cream on the band, gold on paper.
Letters blend along their scale, so that one table turns levels into colours. What cards share, their head and
their foot, is drawn and packed once; only the rows between are a card's own.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from ocop.pictures.lettering import Face, covered

WIDTH, HEIGHT = 1200, 630
STARS = 5

_MARGIN = 72
_ROOM = WIDTH - 2 * _MARGIN
_BAND, _WEAVE = 104, 14
# Places on the scales, and the colours that lie at them.
_PAPER, _LINE, _SOFT, _INK = 0, 1, 5, 6
_GREEN, _CREAM = 7, 10
_PALE_GOLD, _GOLD, _CLAY, _DARK_CLAY, _STRAW = range(11, 16)
_SCALES = (
    ((251, 246, 234), (42, 33, 28), 7),
    ((31, 70, 54), (253, 246, 227), 4),
    ((221, 176, 124), (190, 105, 14), 2),
    ((184, 83, 45), (184, 83, 45), 1),
    ((122, 44, 21), (122, 44, 21), 1),
    ((226, 172, 82), (226, 172, 82), 1),
)
# What a title may be set in, and how tall it may stand at that.
_TITLE_SIZES = (76, 68, 60, 50)
_TITLE_LINES, _TITLE_HEIGHT, _TITLE_TOP = 3, 180, 202
_LEADING = 1.2
_BODY_STEP, _BODY_FOOT = 46, 480
# The first row that is a card's own, and the first that is none: no letter of either side crosses them.
_OWN_TOP, _OWN_END = 190, 566
# A row of a file begins with a byte that says it stands as it is: two dots of nought.
_ROW_HEAD = 2
_PACKING = 3
"""How hard zlib tries; beyond it a card takes half as long again for a tenth of its weight."""
_STAR_ROOM = STARS * 50 + 16
# The leaves of the register's sign: where each begins and ends, in a square of 64.
_LEAVES = (
    (37, 25, 41, 10),
    (36, 32, 48, 23),
    (34, 42, 47, 35),
    (36, 30, 26, 17),
    (34, 38, 21, 28),
    (33, 48, 20, 40),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says; blank lines are left out.

    `star` draws that many of five stars before `rank`; None draws none. `until` stands large at the foot,
    `note` small beneath it, `address` opposite to the note.
    """

    register: str
    rank: str
    star: int | None
    title: str
    lines: tuple[str, ...]
    until: str
    note: str
    address: str


def drawn(card: Card) -> bytes:
    """The card as a PNG, the same bytes for the same words."""
    ground = _ground(card.register, card.star, card.rank, card.note, card.address)
    own = ground.own.copy()
    pen = ImageDraw.Draw(own)
    lines = [_BODY.cut(line, _ROOM) for line in map(covered, card.lines) if line]
    face, title = _set(covered(card.title))
    step = round(face.size * _LEADING)
    height = step * len(title) + _BODY_STEP * len(lines)
    # A short title leaves room above it too.
    above = min(28, max(0, (_BODY_FOOT - _TITLE_TOP - height) // 3))
    baseline = _TITLE_TOP - _OWN_TOP + face.size + above
    for line in title:
        face.write(pen, (_MARGIN, baseline), line, _INK)
        baseline += step
    baseline += 58 - step
    for line in lines:
        _BODY.write(pen, (_MARGIN, baseline), line, _SOFT)
        baseline += _BODY_STEP
    _UNTIL.write(pen, (_MARGIN, 552 - _OWN_TOP), _UNTIL.cut(card.until, _ROOM), _INK)
    return _file(ground, own)


_REGISTER, _RANK, _BODY = Face("Bold", 38), Face("Bold", 36), Face("Medium", 34)
_UNTIL, _SMALL = Face("Bold", 40), Face("Medium", 25)
_TITLES = tuple(Face("Bold", size) for size in _TITLE_SIZES)


def _set(title: str) -> tuple[Face, list[str]]:
    """The title in lines, in the largest face in which it fits; the last line is cut when it fits in none."""
    face, lines = _TITLES[-1], list[str]()
    for face in _TITLES:
        lines = face.broken(title, _ROOM)
        if len(lines) * face.size * _LEADING <= _TITLE_HEIGHT:
            break
    if len(lines) > _TITLE_LINES:
        rest = " ".join(lines[_TITLE_LINES - 1 :])
        lines = [*lines[: _TITLE_LINES - 1], face.cut(rest, _ROOM)]
    return face, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What thousands of cards have in common: the rows a card draws upon, and those around them, packed.

    `checksum` is that of the head's rows, `foot_rows` are needed to go on with it.
    """

    own: Image.Image
    head: bytes
    checksum: int
    foot: bytes
    foot_rows: bytes


@lru_cache(maxsize=32)
def _ground(register: str, star: int | None, rank: str, note: str, address: str) -> _Ground:
    levels = _common(register, star, rank, note, address)
    head = _rows(levels.crop((0, 0, WIDTH, _OWN_TOP)))
    foot = _rows(levels.crop((0, _OWN_END, WIDTH, HEIGHT)))
    return _Ground(
        own=levels.crop((0, _OWN_TOP, WIDTH, _OWN_END)),
        head=_packed(head),
        checksum=zlib.adler32(head),
        foot=_packed(foot),
        foot_rows=foot,
    )


def _common(register: str, star: int | None, rank: str, note: str, address: str) -> Image.Image:
    """Paper, band and weave, and the words at the head and the foot."""
    ground = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(ground)
    pen.rectangle((0, 0, WIDTH, _BAND), fill=_GREEN)
    _sprig(ground, _MARGIN + 30, _BAND // 2)
    _REGISTER.write(pen, (_MARGIN + 84, 66), register, _CREAM)
    _weave(pen)
    pen.line((_MARGIN, 496, WIDTH - _MARGIN, 496), fill=_LINE, width=2)
    if star:
        _stars(ground, star)
    _RANK.write(pen, (_MARGIN + (_STAR_ROOM if star else 0), 180), rank, _INK)
    _SMALL.write(pen, (_MARGIN, 600), note, _SOFT)
    shown = _SMALL.cut(address, _ROOM - _SMALL.length(note) - 40)
    _SMALL.write(pen, (WIDTH - _MARGIN - _SMALL.length(shown), 600), shown, _SOFT)
    return ground


def _weave(pen: ImageDraw.ImageDraw) -> None:
    """The woven edge beneath the band."""
    top, bottom = _BAND, _BAND + _WEAVE
    pen.rectangle((0, top, WIDTH, bottom), fill=_STRAW)
    for left in range(0, WIDTH, 60):
        for start, level in ((0, _CLAY), (30, _DARK_CLAY)):
            pen.rectangle((left + start, top + 3, left + start + 20, bottom - 3), fill=level)


def _stars(ground: Image.Image, star: int) -> None:
    """Five stars, so many of them filled."""
    scale, side = 4, 44
    for number in range(STARS):
        mask = Image.new("L", (side * scale, side * scale), 0)
        pen = ImageDraw.Draw(mask)
        outline = list(_star_points(side * scale / 2, side * scale / 2 - 2))
        if number < star:
            pen.polygon(outline, fill=255)
        else:
            pen.line([*outline, *outline[:2]], fill=255, width=2 * scale, joint="curve")
        small = mask.resize((side, side), Image.Resampling.BOX)
        levels = small.point([(_PAPER, _PALE_GOLD, _GOLD)[level * 3 // 256] for level in range(256)])
        ground.paste(levels, (_MARGIN + number * (side + 6), 144))


def _star_points(middle: float, radius: float) -> Iterator[tuple[float, float]]:
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = pi * (corner / 5 - 0.5)
        yield middle + reach * cos(angle), middle + reach * sin(angle)


def _sprig(ground: Image.Image, across: int, down: int) -> None:
    """The register's sign: an ear of rice in a ring."""
    scale, side = 4, 64
    sign = Image.new("L", (side * scale, side * scale), _GREEN)
    pen = ImageDraw.Draw(sign)
    edge = side * scale - 1
    pen.ellipse((0, 0, edge, edge), outline=_CREAM, width=2 * scale)
    pen.line(
        [(32 * scale, 55 * scale), (33 * scale, 42 * scale), (37 * scale, 26 * scale)], fill=_CREAM, width=7
    )
    for foot_x, foot_y, tip_x, tip_y in _LEAVES:
        along, up = (tip_x - foot_x) * scale, (tip_y - foot_y) * scale
        sides = [(0.0, 0.0), (0.3, 0.24), (0.6, 0.24), (1.0, 0.0), (0.6, -0.24), (0.3, -0.24)]
        leaf = [
            (foot_x * scale + far * along - wide * up, foot_y * scale + far * up + wide * along)
            for far, wide in sides
        ]
        pen.polygon(leaf, fill=_CREAM)
    small = sign.resize((side, side), Image.Resampling.BOX)
    ground.paste(small, (across - side // 2, down - side // 2))


@cache
def _head() -> bytes:
    """How the file of every card begins: what it is, its size, four bits a dot, and the colours."""
    palette = bytes(
        round(low + (high - low) * step / max(1, count - 1))
        for first, last, count in _SCALES
        for step in range(count)
        for low, high in zip(first, last, strict=True)
    )
    form = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", form) + _chunk(b"PLTE", palette)


def _file(ground: _Ground, own: Image.Image) -> bytes:
    """The PNG, written here: the library would take twice as long for a larger file, and packs it whole."""
    rows = _rows(own)
    checksum = zlib.adler32(ground.foot_rows, zlib.adler32(rows, ground.checksum))
    packed = (b"\x78\x9c", ground.head, _packed(rows), ground.foot, b"\x03\x00", struct.pack(">I", checksum))
    return _head() + _chunk(b"IDAT", b"".join(packed)) + _chunk(b"IEND", b"")


def _rows(levels: Image.Image) -> bytes:
    """Rows as a PNG holds them: four bits a dot, after a byte that says they are as they are."""
    headed = levels.crop((-_ROW_HEAD, 0, WIDTH, levels.height))
    headed.putpalette(b"")
    return headed.tobytes("raw", "P;4")


def _packed(rows: bytes) -> bytes:
    """A part of a stream (RFC 1951) that looks back to nothing before it and ends at a whole byte."""
    packer = zlib.compressobj(_PACKING, wbits=-zlib.MAX_WBITS)
    return packer.compress(rows) + packer.flush(zlib.Z_SYNC_FLUSH)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
