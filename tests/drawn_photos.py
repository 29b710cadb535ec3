"""Pictures of packs that nobody sells, drawn by code in the place of photographs."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw, ImageFilter

TURNS = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
"""EXIF's orientations that cameras write, with how the sensor saw an upright scene."""


def pack(width: int = 2000, height: int = 1500, shade: int = 0) -> Image.Image:
    """A brown bag on a table, blue above and wooden below, with something like a camera's noise."""
    scene = Image.new("RGB", (width, height), (196, 214, 222))
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, height * 2 // 3, width, height), fill=(170, 120, 74))
    for row in range(height * 2 // 3, height, max(1, height // 40)):
        pen.line((0, row, width, row + height // 90), fill=(150, 102, 60), width=max(1, height // 300))
    left, top, right, bottom = width * 35 // 100, height // 6, width * 65 // 100, height * 5 // 6
    pen.rounded_rectangle((left, top, right, bottom), width // 60, fill=(110 + shade, 68, 40 + shade))
    pen.rectangle((left, top + height // 8, right, top + height // 5), fill=(226, 172, 82))
    middle = (left + right) // 2
    pen.ellipse(
        (middle - width // 14, height // 2 - width // 14, middle + width // 14, height // 2 + width // 14),
        fill=(31, 70, 54),
    )
    grain = random.Random(width).randbytes(width * height)  # noqa: S311 - a camera's grain, not a secret
    noise = Image.frombytes("L", (width, height), grain).filter(ImageFilter.GaussianBlur(1))
    return Image.blend(scene, noise.convert("RGB"), 0.08)


def jpeg(scene: Image.Image, *, orientation: int = 1, place: bool = False, owner: str = "") -> bytes:
    """The scene as a camera held so would write it, perhaps with the place and the owner's name."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if owner:
        exif[ExifTags.Base.Artist] = owner
        exif[ExifTags.Base.Copyright] = owner
    if place:
        degrees = ((16.0, 45.0, 11.0), (107.0, 5.0, 23.0))
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: degrees[0], 3: "E", 4: degrees[1], 29: owner})
    turn = TURNS[orientation]
    sensed = scene.transpose(turn) if turn is not None else scene
    written = BytesIO()
    sensed.save(written, "JPEG", quality=88, exif=exif, comment=owner.encode())
    return written.getvalue()


def hollow_png(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to nothing to show for it."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1000))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def with_photos(product: Path, photos: dict[str, bytes], *, consent: bool = True) -> None:
    """Put photos into a product's folder and describe each in its record."""
    lines = ["pictures:"]
    (product / "images").mkdir(exist_ok=True)
    for number, (name, content) in enumerate(photos.items(), start=1):
        (product / "images" / name).write_bytes(content)
        lines += [f"  - file: {name}", f"    alt: Túi sản phẩm giả định số {number} đặt trên bàn gỗ"]
        lines += [f"    caption: Mặt trước của túi, kiểu {number}.", "    credit: Tổ chụp ảnh Giả Định"]
        if consent:
            lines += ["    consent:", "      given_on: 2019-08-17", "      people: none"]
            lines += ["      kept_at: Văn phòng Giả Định"]
    record = product / "product.yml"
    record.write_text(record.read_text("utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n", "utf-8")
