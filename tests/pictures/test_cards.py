"""Share cards: every Vietnamese letter, the right size, little weight, the same bytes, and quickly."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ocop.pictures import cards
from ocop.pictures.cards import HEIGHT, WIDTH, Card, drawn
from ocop.pictures.lettering import covered, has_letter, opened

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
ACCENTED = "".join(
    sorted(
        {
            letter
            for vowel, tone in product(_VOWELS, _TONES)
            for form in (vowel, vowel.upper())
            if not (letter := unicodedata.normalize("NFC", form + tone)).isascii()
        }
        | set("đĐ")
    )
)
SAMPLE = Card(
    register="Sổ đăng ký OCOP Quảng Trị",
    rank="Được công nhận 4 sao",
    star=4,
    title="Cà phê bột Giả Định rang mộc",
    lines=("Hợp tác xã Giả Định", "Xã Hướng Phùng, tỉnh Quảng Trị"),
    until="Có giá trị đến hết 16/01/2026",
    note="Thu thập từ nguồn công khai, chưa được xác nhận",
    address="so-ocop.example/quang-tri",
)
LONG = "Nước mắm Giả Định truyền thống ủ chượp mười hai tháng trong chum sành, chai thuỷ tinh 500 ml " * 2


def _opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def _has_ink(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    colours = image.convert("RGB").crop(box).getcolors(WIDTH * HEIGHT)
    assert colours is not None
    return any(colour != (251, 246, 234) for _, colour in colours)


def test_there_are_134_accented_letters() -> None:
    assert len(ACCENTED) == 134


@pytest.mark.parametrize("weight", ["Medium", "Bold"])
def test_no_letter_is_a_box(weight: str) -> None:
    """The font draws every letter otherwise than what stands for a missing one."""
    plain = "".join(map(chr, range(0x20, 0x7F)))
    others = "–—‘’“”•…‰₫™−×²³°½éàïüñç"
    missing = [one for one in ACCENTED + plain + others if not has_letter(one, weight)]
    assert missing == []
    assert not has_letter("漢", weight)
    shapes = {bytes(opened(weight, 40).getmask(letter)) for letter in ACCENTED}
    assert len(shapes) == 134, "no two letters look alike"


def test_what_the_font_lacks_is_left_out() -> None:
    assert covered("Trà 漢 vằng☕ Giả Định") == "Trà vằng Giả Định"
    assert drawn(replace(SAMPLE, title="Trà☕")) == drawn(replace(SAMPLE, title="Trà"))


@pytest.mark.parametrize(
    "card",
    [
        SAMPLE,
        replace(SAMPLE, title=LONG[:200], lines=(LONG[:200], LONG[:90]), until=LONG[:60]),
        replace(SAMPLE, title=ACCENTED, star=5),
        replace(SAMPLE, title="Ơ", lines=(), until="", note="", address="", rank="", star=None),
    ],
)
def test_a_card_has_its_size_its_weight_and_few_colours(card: Card) -> None:
    content = drawn(card)
    image = _opened(content)
    assert (image.size, image.format, image.mode) == ((1200, 630), "PNG", "P")
    assert len(content) <= 200_000
    assert len(content) <= 40_000, "20,000 of them are to fit beside the rest of a site"
    assert len(image.convert("RGB").getcolors(16) or ()) > 5
    assert not image.info.keys() - {"transparency"}


def test_the_same_words_give_the_same_bytes() -> None:
    first = drawn(SAMPLE)
    cards._ground.cache_clear()
    opened.cache_clear()
    assert drawn(SAMPLE) == first
    assert drawn(replace(SAMPLE, until="Có giá trị đến hết 17/01/2026")) != first


def test_stars_are_drawn_as_many_as_there_are() -> None:
    fillings = []
    for star in range(1, 6):
        image = _opened(drawn(replace(SAMPLE, star=star, rank=""))).convert("RGB")
        fillings.append(
            [image.getpixel((72 + 50 * place + 22, 144 + 23)) == (190, 105, 14) for place in range(5)]
        )
    assert fillings == [[place < star for place in range(5)] for star in range(1, 6)]
    bare = _opened(drawn(replace(SAMPLE, star=None, rank="")))
    assert not _has_ink(bare, (0, 130, WIDTH, 195))


def test_a_long_name_shrinks_then_breaks_then_ends_in_dots() -> None:
    sizes = [cards._set(LONG[:length].strip())[0].size for length in (12, 40, 60, 190)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) >= 3
    _, lines = cards._set(LONG[:190])
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert lines[-1].removesuffix("…").split()[-1] in LONG.replace(",", "").split(), "cut between words"
    _, (only,) = cards._set("Ă" * 200)
    assert only.endswith("…")


@settings(max_examples=120, deadline=None)
@given(
    st.text(st.sampled_from(ACCENTED + "abcWMiIl ,-"), max_size=200),
    st.text(st.sampled_from(ACCENTED + "abcWMiIl ,-"), max_size=200),
    st.text(max_size=60),
)
def test_whatever_it_says_a_card_keeps_its_margins(title: str, line: str, anything: str) -> None:
    card = replace(SAMPLE, title=title, lines=(line, anything), until=line, address=anything)
    image = _opened(drawn(replace(card, address=covered(anything))))
    assert image.size == (1200, 630)
    assert not _has_ink(image, (WIDTH - 66, 122, WIDTH, HEIGHT)), "the right margin"
    assert not _has_ink(image, (0, 122, 66, HEIGHT)), "the left margin"
    assert not _has_ink(image, (0, 613, WIDTH, HEIGHT)), "the lower margin"


def test_letters_set_one_by_one_stand_as_the_library_sets_them() -> None:
    """The quick way of writing draws what the slow way would."""
    from PIL import ImageDraw  # noqa: PLC0415 - only here is it needed

    text = "Nước mắm Giả Định Ỷ Ẵ"
    quick = Image.new("L", (1200, 120), 0)
    cards._TITLES[1].write(ImageDraw.Draw(quick), (20, 80), text, 6)
    slow = Image.new("L", (1200, 120), 0)
    ImageDraw.Draw(slow).text((20, 80), text, font=opened("Bold", 68), fill=6, anchor="ls")
    assert quick.tobytes() == slow.tobytes()


def test_a_card_is_drawn_in_far_less_than_a_sixth_of_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    many = [
        replace(
            SAMPLE, title=f"{LONG[: 20 + number]} {number}", star=3 + number % 3, lines=(f"HTX {number}",)
        )
        for number in range(60)
    ]
    drawn(SAMPLE)
    started = time.process_time()
    weight = sum(len(drawn(card)) for card in many)
    each = (time.process_time() - started) / len(many)
    with capsys.disabled():
        print(f"\na card: {each * 1000:.1f} ms, {weight / len(many) / 1000:.1f} KB")  # noqa: T201 - a figure to see
    assert each < 0.15
