"""Photographs come out upright, light and bare, and nothing a stranger sends can stop the tool."""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from ocop.pictures.photographs import MOST_BYTES, Fault, Unfit, examined, rendition
from ocop.pictures.sizes import WIDTHS, Size, fitted, published
from tests.drawn_photos import TURNS, hollow_png, jpeg, pack
from tests.site import pictures as tiny

OWNER = "Chủ Máy Ảnh Giả Định"


def _seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def _written(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _noise(width: int, height: int) -> Image.Image:
    dots = random.Random(2026).randbytes(width * height * 3)  # noqa: S311 - noise, not a secret
    return Image.frombytes("RGB", (width, height), dots)


def _webp(width: int, height: int) -> bytes:
    """A WebP whose canvas claims a size far beyond its one dot."""
    whole = bytearray(tiny.webp(lambda _: "x"))
    canvas = whole.index(b"VP8X") + 12
    whole[canvas : canvas + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(whole)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_way_of_holding_the_camera_gives_the_same_upright_picture(orientation: int, width: int) -> None:
    scene = pack(1200, 900)
    content = jpeg(scene, orientation=orientation)
    sight = examined("a.jpg", content).sight
    assert (sight.width, sight.height) == (1200, 900)
    seen = _seen(rendition("a.jpg", content, fitted(Size(1200, 900), width)))
    assert seen.size == (width, width * 3 // 4)
    sky, table = seen.getpixel((width // 20, 8)), seen.getpixel((width // 20, seen.height - 8))
    assert isinstance(sky, tuple)
    assert isinstance(table, tuple)
    assert sky[2] > sky[0] + 10, "sky is above"
    assert table[0] > table[2] + 40, "wood is below"


def test_a_published_picture_holds_dots_and_nothing_else() -> None:
    content = jpeg(pack(), place=True, owner=OWNER)
    assert OWNER.encode() in content
    assert examined("a.jpg", content).located
    for size in published(Size(2000, 1500)):
        packed = rendition("a.jpg", content, size)
        assert packed[12:16] in {b"VP8 ", b"VP8L"}, "a bare WebP has one chunk, and it is the picture"
        assert len(packed) == 20 + struct.unpack("<I", packed[16:20])[0]
        assert OWNER.encode() not in packed
        assert not Image.open(BytesIO(packed)).info.keys() & {"exif", "xmp", "icc_profile", "comment"}
    assert not examined("a.jpg", jpeg(pack(), owner=OWNER)).located


@pytest.mark.parametrize(
    ("name", "made"),
    [("a.jpg", tiny.jpeg), ("a.png", tiny.png), ("a.webp", tiny.webp)],
    ids=["jpeg", "png", "webp"],
)
def test_what_is_written_beside_a_picture_changes_nothing(
    name: str, made: Callable[[Callable[[str], str]], bytes]
) -> None:
    one, other = made(lambda field: f"mot {field}"), made(lambda field: f"hai {field}")
    assert one != other
    assert examined(name, one) == examined(name, other)
    assert rendition(name, one, Size(1, 1)) == rendition(name, other, Size(1, 1))


def test_the_same_picture_gives_the_same_bytes_and_another_another_name() -> None:
    content = jpeg(pack(shade=10))
    size = Size(720, 540)
    assert rendition("a.jpg", content, size) == rendition("a.jpg", content, size)
    assert examined("a.jpg", content) == examined("a.jpg", content)
    assert examined("a.jpg", content).sight.fingerprint != examined("a.jpg", jpeg(pack())).sight.fingerprint


@pytest.mark.parametrize("shape", [(720, 960), (960, 720), (3000, 400), (400, 3000)])
def test_even_noise_stays_within_its_weight(shape: tuple[int, int]) -> None:
    content = _written(_noise(*shape), "PNG")
    for size in published(Size(*shape)):
        packed = rendition("a.png", content, size)
        assert len(packed) <= MOST_BYTES
        assert _seen(packed).size == (size.width, size.height)


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_sizes_keep_the_shape_and_never_grow(width: int, height: int) -> None:
    whole = Size(width, height)
    for room in WIDTHS:
        size = fitted(whole, room)
        assert 1 <= size.width <= min(room, width)
        assert 1 <= size.height <= min(room * 4 / 3 + 1, height)
        scale = size.width / width if width >= height else size.height / height
        assert abs(size.width - width * scale) <= 1
        assert abs(size.height - height * scale) <= 1
    sizes = published(whole)
    assert len(set(sizes)) == len(sizes) in {1, 2}


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("RGBA", (200, 30, 30, 0), "PNG", (255, 255, 255)),
        ("LA", (0, 0), "PNG", (255, 255, 255)),
        ("RGBA", (200, 30, 30, 255), "WEBP", (200, 30, 30)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("L", 90, "JPEG", (90, 90, 90)),
        ("CMYK", (0, 0, 0, 255), "JPEG", (0, 0, 0)),
    ],
)
def test_every_kind_of_dots_is_shown_on_white(
    mode: str, colour: tuple[int, ...] | int, kind: str, seen: tuple[int, int, int]
) -> None:
    content = _written(Image.new(mode, (40, 40), colour), kind)
    name = {"PNG": "a.png", "JPEG": "a.jpg", "WEBP": "a.webp"}[kind]
    found = _seen(rendition(name, content, Size(40, 40))).getpixel((20, 20))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 8 for one, other in zip(found, seen, strict=True)), found


def test_a_colour_profile_is_applied_and_dropped_and_a_wrong_one_ignored() -> None:
    plain = Image.new("RGB", (40, 40), (180, 90, 60))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wrong = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (srgb, wrong, b"rubbish"):
        packed = rendition("a.png", _written(plain, "PNG", icc_profile=profile), Size(40, 40))
        found = _seen(packed).getpixel((20, 20))
        assert isinstance(found, tuple)
        assert all(abs(one - other) <= 8 for one, other in zip(found, (180, 90, 60), strict=True))
        assert b"ICCP" not in packed


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", hollow_png(30_000, 30_000)),
        ("a.png", hollow_png(2_000_000_000, 2)),
        ("a.webp", _webp(16_000, 16_000)),
        ("a.webp", _webp(16_777_216, 16_777_216)),
    ],
)
def test_a_picture_that_would_swell_is_refused_before_it_is_unpacked(name: str, content: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Unfit) as caught:
        examined(name, content)
    assert caught.value.fault is Fault.TOO_MANY_DOTS
    assert caught.value.size is not None
    assert time.process_time() - started < 0.5


def test_a_picture_of_countless_passes_is_refused() -> None:
    whole = _written(pack(400, 300), "JPEG", progressive=True)
    assert examined("a.jpg", whole).sight.width == 400
    last = whole.rindex(b"\xff\xda")
    with pytest.raises(Unfit):
        examined("a.jpg", whole[:-2] + whole[last:-2] * 200 + whole[-2:])


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.jpg", b"", Fault.OTHER_KIND),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.OTHER_KIND),
        ("a.jpg", hollow_png(1, 1), Fault.OTHER_KIND),
        ("a.png", jpeg(pack(80, 60)), Fault.OTHER_KIND),
        ("a.jpg", jpeg(pack(800, 600))[:-4000], Fault.BROKEN),
        ("a.png", hollow_png(400, 400), Fault.BROKEN),
        ("a.webp", tiny.webp(lambda _: "x")[:40], Fault.BROKEN),
    ],
)
def test_what_is_no_picture_of_its_name_is_refused(name: str, content: bytes, fault: Fault) -> None:
    with pytest.raises(Unfit) as caught:
        examined(name, content)
    assert caught.value.fault is fault


_SOUND = {
    "a.jpg": jpeg(pack(64, 48), place=True, owner=OWNER),
    "a.png": _written(pack(64, 48), "PNG"),
    "a.webp": _written(pack(64, 48), "WEBP"),
}


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(_SOUND)), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=4)
)
def test_damage_of_any_kind_is_the_pictures_own_fault(name: str, damage: list[tuple[float, bytes]]) -> None:
    content = bytearray(_SOUND[name])
    for place, bytes_there in damage:
        start = int(place * len(content))
        content[start : start + len(bytes_there)] = bytes_there
    try:
        sight = examined(name, bytes(content)).sight
        size = fitted(Size(sight.width, sight.height), 720)
        packed = rendition(name, bytes(content), size)
    except Unfit:
        return
    assert _seen(packed).size == (size.width, size.height)
