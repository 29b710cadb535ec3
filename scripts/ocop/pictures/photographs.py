"""Photographs from people's cameras: whether they can be shown, and what is left of them when they are.

The bytes are a stranger's. What they claim of themselves is held against limits before anything is unpacked,
and whatever the library makes of them, only dots come out: no place, no name, no camera, no colour profile.
"""

from __future__ import annotations

import hashlib
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import PIL
from PIL import ExifTags, Image, ImageCms, ImageOps

from ocop.model import Sight
from ocop.pictures.sizes import WIDTHS, Size, fitted

MOST_DOTS = 40_000_000
"""What a photograph may unpack to: 40 megapixels are 160 MB of memory."""
MOST_BYTES = 60_000
"""What a photograph weighs at most when it is published."""

# The library's own limit is a warning first; ours is one number, and is looked at before unpacking.
Image.MAX_IMAGE_PIXELS = None
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
# Each scan of a progressive JPEG is a pass over all its dots; cameras and programs write about ten.
_MOST_SCANS = 100
_SCAN = b"\xff\xda"
_TURNED = frozenset({5, 6, 7, 8})
# How finely a picture is shown, the first that is light enough; only noise needs to be made coarser.
_TRIALS = (*((1, quality) for quality in (80, 72, 64, 56, 48, 40, 30, 20)), (2, 40), (4, 40))
_WITH_ALPHA = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})


class Fault(StrEnum):
    """Why a photograph cannot be shown."""

    OTHER_KIND = "other_kind"
    BROKEN = "broken"
    TOO_MANY_DOTS = "too_many_dots"


class Unfit(Exception):
    """A photograph that cannot be shown; `size` is what it claims, where it got so far."""

    def __init__(self, fault: Fault, size: Size | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.size = size


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What a photograph shows, and whether its file tells where it was taken."""

    sight: Sight
    located: bool


def examined(name: str, content: bytes) -> Examined:
    """Look at a file's photograph; `Unfit` when it cannot be shown. The whole of it is unpacked once."""
    with _opened(name, content) as image:
        exif = image.getexif()
        whole = _upright(image)
        located = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
        seen = _seen(image, fitted(whole, WIDTHS[-1]))
    recipe = f"{PIL.__version__} {WIDTHS} {_TRIALS} {MOST_BYTES} {whole.width}x{whole.height}\n"
    digest = hashlib.blake2b(recipe.encode() + seen.tobytes(), digest_size=8)
    sight = Sight(width=whole.width, height=whole.height, fingerprint=digest.hexdigest())
    return Examined(sight=sight, located=located)


def rendition(name: str, content: bytes, size: Size) -> bytes:
    """The photograph as WebP, upright, of a given size and at most `MOST_BYTES` heavy; `Unfit` as above."""
    with _opened(name, content) as image:
        seen = _seen(image, size)
    packed = b""
    for coarseness, quality in _TRIALS:
        coarse = (max(1, size.width // coarseness), max(1, size.height // coarseness))
        shown = seen if coarseness == 1 else seen.resize(coarse).resize(seen.size)
        packed = _packed(shown, quality)
        if len(packed) <= MOST_BYTES:
            break
    return packed


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[Image.Image]:
    """The image in a file, not yet unpacked; whatever goes wrong with it is its own fault."""
    kind = _FORMATS["." + name.rpartition(".")[2]]
    if kind == "WEBP":
        _refuse_large(_webp_size(content))
    if content.count(_SCAN) > _MOST_SCANS:
        raise Unfit(Fault.BROKEN)
    try:
        # Warnings are for programmers; a stranger's picture should not write into the log.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=(kind,)) as image:
            _refuse_large(Size(*image.size))
            yield image
    except Unfit:
        raise
    except PIL.UnidentifiedImageError as error:
        raise Unfit(Fault.OTHER_KIND) from error
    except Exception as error:
        raise Unfit(Fault.BROKEN) from error


def _refuse_large(size: Size | None) -> None:
    if size is not None and size.dots > MOST_DOTS:
        raise Unfit(Fault.TOO_MANY_DOTS, size)


def _webp_size(content: bytes) -> Size | None:
    """What a WebP claims in its head, since the library makes room for it all on opening; None if unclear."""
    kind, head = content[12:16], content[20:30]
    if content[8:12] != b"WEBP" or len(head) < 10:  # noqa: PLR2004 - the longest of the three heads
        return None
    if kind == b"VP8X":
        return Size(1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little"))
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return Size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[6:10])
        return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def _upright(image: Image.Image) -> Size:
    width, height = image.size
    turned = image.getexif().get(ExifTags.Base.Orientation) in _TURNED
    return Size(height, width) if turned else Size(width, height)


def _seen(image: Image.Image, goal: Size) -> Image.Image:
    """The dots of an image at a size, upright, in the screen's own colours, on white."""
    upright = _upright(image)
    turned = image.size != (upright.width, upright.height)
    box = (goal.height, goal.width) if turned else (goal.width, goal.height)
    profile = image.info.get("icc_profile")
    # A JPEG can be unpacked at an eighth of its size and more; four times the goal keeps it sharp.
    image.draft(None, (box[0] * 2, box[1] * 2))
    if image.mode in {"1", "P"} or "transparency" in image.info:
        image = image.convert("RGBA")
    small = ImageOps.exif_transpose(image.resize(box, Image.Resampling.LANCZOS, reducing_gap=3.0))
    if small.mode in _WITH_ALPHA:
        small = small.convert("RGBA")
        white = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(white, small).convert("RGB")
    small = _in_screen_colours(small, profile)
    # Made anew from its dots, so that nothing the file said of itself can come along.
    return Image.frombytes("RGB", small.size, small.tobytes())


def _in_screen_colours(image: Image.Image, profile: object) -> Image.Image:
    if isinstance(profile, bytes) and profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            found = ImageCms.ImageCmsProfile(BytesIO(profile))
            changed = ImageCms.profileToProfile(
                image, found, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            changed = None  # a profile that fits nothing is no reason to show nothing
        if changed is not None:
            return changed
    return image.convert("RGB")


def _packed(image: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", quality=quality, method=4)
    return written.getvalue()
