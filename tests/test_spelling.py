"""Vietnamese letters as readers, phones, old workbooks and mischief-makers write them."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop import spelling

# Written by hand in the order of a Vietnamese dictionary, one name a line.
GOLDEN_ORDER = tuple((Path(__file__).parent / "golden" / "names.txt").read_text("utf-8").splitlines())

# Product, place and office words as they stand in OCOP papers, and some plain English for contrast.
_WORDS = """
    cà phê bột hạt rang xay cao chè vằng gai leo dầu lạc đậu phộng mè gừng nghệ tinh bột ngũ cốc gạo lứt
    hữu cơ sạch nước mắm ruốc tôm cá bống khô mực một nắng muối ớt tỏi đen măng dầm chua chuối sấy dẻo mứt
    chanh dây mít trà túi lọc hoa cúc mật ong rừng rượu men lá nếp bánh tét lọc ướt tráng bún tươi miến
    dong hạt tiêu sen tươi khô tim ném kiệu dưa muối rau má tía tô sả chanh bồ kết tràm trầm hương nấm
    linh chi đỏ bào ngư gà thả vườn trứng vịt thịt lợn bò một nắng giò chả nem chua tương ớt tranh gạo mây
    tre đan nón lá thổ cẩm hợp tác xã tổ hợp tác công ty trách nhiệm hữu hạn một thành viên cổ phần hộ
    kinh doanh cơ sở sản xuất chế biến nông nghiệp dịch vụ thương mại xuất nhập khẩu dược liệu thủy sản
    lâm nghiệp ủy ban nhân dân tỉnh huyện thị trấn phường xã thôn khóm đặc khu quyết định công nhận phân
    hạng sản phẩm đạt sao năm đợt đánh giá hồ sơ minh chứng giấy chứng nhận hội đồng báo cáo tự đánh giá
    phiếu đăng ký kế hoạch chỉ tiêu kết quả thu hồi nâng hạng người tiêu dùng truyền thống quê hương biển
    đảo núi đồi suối ruộng làng nghề vùng nguyên liệu bản địa ngày tháng giữ gìn nguồn gốc xuất xứ chất
    lượng an toàn thực phẩm nghiên cứu phát triển thị trường khuyến khích ngoài trong trước sau được không
    những của và với cho từ đến theo bằng các mỗi nhiều ít rất lớn nhỏ mới cũ cộng đồng thương hiệu bao bì
    nhãn mác truy xuất tem điện tử gian hàng trưng bày hội chợ quảng bá liên kết Vĩnh Linh Hải Lăng Triệu
    Phong Cam Lộ Gio Linh Hướng Hóa Đông Hà Khe Sanh Lao Bảo Cửa Tùng Hồ Xá Diên Sanh Quảng Bình Lệ Thủy
    Bố Trạch Minh Hóa Tuyên Hóa Đồng Hới Phong Nha Quỳnh Giang Huỳnh Thúy Nguyễn Phước Uyên quýt khuya
    khuỷu thuở huơ quạnh nguệch ngoạc loắt choắt xoong giếng giêng giữa yến yếm ỷ lại
"""
VOCABULARY = tuple(_WORDS.split())
_ENGLISH_WORDS = (
    "one commune product coffee pepper honey rice star decision valid through and of the with from"
)
ENGLISH = tuple(_ENGLISH_WORDS.split())
FOREIGN = (
    "café crème brûlée, résumé, naïve, Citroën",
    "El Niño, jalapeño, mañana, señor, piña colada",
    "São Paulo, Bogotá, Curaçao, Zürich, Malmö, Køge, Århus",
    "Société Générale; maître d'hôtel; garçon; fête; hors d'œuvre",
    "Größe, Brötchen, Müller, schön, grün",
    "5 µm mesh, 25 °C ± 2, 30 × 40 cm, ½ kg, 250 g ¼",
    "© 2026 OCOP® · § 4 ¶ 2 «coffee» £5 ¥300 ¢5",
    "Ðông Hà và Ðakrông",
)
TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def to_tcvn3(text: str) -> str:
    """Write `text` as the .VnTime typefaces did, each byte read back as Latin-1."""
    table = {
        letter: chr(code)
        for letters, codes in (
            ("ăâêôơưđ", (0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE)),
            ("ĂÂÊÔƠƯĐ", (0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7)),
            ("àảãáạ", range(0xB5, 0xBA)),
            ("ằẳẵắ", range(0xBB, 0xBF)),
            ("ặầẩẫấậè", range(0xC6, 0xCD)),
            ("ẻẽéẹềểễếệìỉ", range(0xCE, 0xD9)),
            ("ĩíịò", range(0xDC, 0xE0)),
            ("ỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", [c for c in range(0xE1, 0xFF) if c != 0xF0]),
        )
        for letter, code in zip(letters, codes, strict=True)
    }
    # Capitals with a tone were typed in small-letter codes and shown by a capital typeface (.VnTimeH).
    return "".join(table.get(letter) or table.get(letter.lower()) or letter for letter in text)


def to_vni(text: str) -> str:
    """Write `text` as the VNI typefaces did: the vowel, then its mark as another Latin-1 letter."""
    marks = dict(zip(TONE_MARKS, "øùõûï", strict=True))
    hats = dict(zip(TONE_MARKS, "àáãåä", strict=True)) | {"": "â"}
    bows = dict(zip(TONE_MARKS, "èéüúë", strict=True)) | {"": "ê"}
    horned = {"ơ": "ô", "ư": "ö"}
    single = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
    written = []
    for letter in text:
        small = letter.lower()
        apart = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in apart if mark in TONE_MARKS), "")
        if small in single:
            code = single[small]
        elif "\u0302" in apart:
            code = apart[0] + hats[tone]
        elif "\u0306" in apart:
            code = apart[0] + bows[tone]
        elif "\u031b" in apart:
            code = horned[unicodedata.normalize("NFC", apart[0] + "\u031b")] + marks.get(tone, "")
        else:
            code = apart[0] + marks.get(tone, "")
        written.append(code.upper() if letter != small else code)
    return "".join(written)


def lines(count: int, words: tuple[str, ...], seed: int, shortest: int = 3) -> list[str]:
    """Return `count` invented lines of `shortest` to 12 words, the same for the same seed."""
    choice = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    return [" ".join(choice.choices(words, k=choice.randint(shortest, 12))) for _ in range(count)]


def legacy_lines() -> list[str]:
    """Return Vietnamese lines that a legacy encoding cannot write in plain ASCII."""
    small = [line for line in lines(1200, VOCABULARY, seed=3) if not line.isascii()]
    return small + [line.title() for line in small[:300]] + [line.upper() for line in small[:300]]


def test_decomposed_text_is_composed_and_other_text_left_alone() -> None:
    assert spelling.composed(unicodedata.normalize("NFD", "Quảng Trị")) == "Quảng Trị"
    assert spelling.composed("Quảng Trị") == "Quảng Trị"


def test_marks_apart_from_their_letters_can_be_shown() -> None:
    assert spelling.with_marks_shown("a\u0309nh Quảng \u212b") == r"a\u0309nh Quảng \u212b"
    assert spelling.with_marks_shown("ảnh") == "ảnh"


@given(st.text(alphabet="aăâeêoôơuưđ Ả\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u212b"))
def test_shown_marks_leave_a_text_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", spelling.with_marks_shown(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hướng Hoá", "huong hoa"),
        ("Hướng Hóa", "huong hoa"),
        ("ĐAKRÔNG", "dakrong"),
        ("Ðakrông", "dakrong"),
        ("\u0189akrông", "dakrong"),
        ("  Cà \t phê\u00a0 ", "ca phe"),
        (unicodedata.normalize("NFD", "Lệ Thuỷ"), "le thuy"),
        ("100% Arabica", "100% arabica"),
    ],
)
def test_folding_is_what_people_type_on_a_phone(text: str, expected: str) -> None:
    assert spelling.folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hộ kinh doanh DVSX Nông lâm nghiệp Ta Lư", "ho-kinh-doanh-dvsx-nong-lam-nghiep-ta-lu"),
        ("Khe Sanh Coffee (bột 100% Arabica)", "khe-sanh-coffee-bot-100-arabica"),
        ("—", ""),
        ("Đ" * 90, "d" * 80),
        ("một hai " * 12, "-".join(["mot", "hai"] * 10)),
    ],
)
def test_slugs_are_plain_and_bounded(text: str, expected: str) -> None:
    assert spelling.slug(text) == expected


@given(st.text())
def test_a_slug_is_a_safe_name_and_its_own_slug(text: str) -> None:
    name = spelling.slug(text)
    assert len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert spelling.slug(name) == name


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ái Tử", "A"), ("Ân", "Â"), ("Ấm", "Â"), ("Đakrông", "Đ"), ("đỏ", "Đ"), ("Ưng", "Ư"), ("1", "#")],
)
def test_a_name_stands_under_a_letter_without_its_tone(name: str, letter: str) -> None:
    assert spelling.initial(name) == spelling.initial(unicodedata.normalize("NFD", name)) == letter


def test_names_sort_by_syllable_then_tone() -> None:
    assert len(set(GOLDEN_ORDER)) >= 130
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - as above
        shuffled = chance.sample(GOLDEN_ORDER, len(GOLDEN_ORDER))
        apart = [unicodedata.normalize(chance.choice(("NFC", "NFD")), name) for name in shuffled]
        assert tuple(map(spelling.composed, sorted(apart, key=spelling.syllable_key))) == GOLDEN_ORDER


def test_tones_stand_in_dictionary_order() -> None:
    names = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "măng", "mâm"]
    backwards = names[::-1]
    assert sorted(backwards, key=spelling.syllable_key) == names


def test_numbers_sort_by_value_and_before_letters() -> None:
    names = ["Phường 2", "Phường 10", "Phường An Đôn"]
    backwards = names[::-1]
    assert sorted(backwards, key=spelling.syllable_key) == names


def test_either_way_of_placing_a_tone_sorts_alike() -> None:
    assert sorted(["Hoà Bình", "Hòa An", "Hoà Cát"], key=spelling.syllable_key) == [
        "Hòa An",
        "Hoà Bình",
        "Hoà Cát",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chả cá", "chả  CÁ", True),
        ("Hoà Bình", "Hòa-Bình", True),
        ("Chả cá", "Chả cà", False),
        ("Ðakrông", "Đakrông", True),
    ],
)
def test_names_sound_alike_whatever_their_case_and_punctuation(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case's answer
    assert (spelling.sound(one) == spelling.sound(other)) is same


@given(st.lists(st.text(alphabet="aăâdđeêoôơuưAĂĐ àảãáạ\u0301-", max_size=8)))
def test_sorting_never_depends_on_the_order_before(names: list[str]) -> None:
    key = spelling.syllable_key
    assert sorted(sorted(names), key=key) == sorted(sorted(names, reverse=True), key=key) or len(
        set(map(spelling.composed, names)),
    ) < len(set(names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cµ phª", "TCVN3"),
        ("N\xadíc m¾m", "TCVN3"),
        ("Caø pheâ", "VNI"),
        ("NÖÔÙC MAÉM", "VNI"),
        ("Cà phê", None),
        ("Hà Nam, Hà Tây", None),
        ("Quảng Trị", None),
        (unicodedata.normalize("NFD", "Cà phê Hướng Hóa"), None),
    ],
)
def test_legacy_encodings_are_named(text: str, expected: str | None) -> None:
    assert spelling.mis_encoding(text) == expected


@pytest.mark.parametrize(("encoding", "encode"), [("TCVN3", to_tcvn3), ("VNI", to_vni)])
def test_at_least_99_percent_of_legacy_lines_are_flagged(encoding: str, encode: object) -> None:
    assert callable(encode)
    written = [encode(line) for line in legacy_lines()]
    assert len(written) >= 200
    missed = [line for line in written if spelling.mis_encoding(line) != encoding]
    assert len(missed) <= len(written) * 0.01, missed[:10]


@pytest.mark.parametrize(("encoding", "encode"), [("TCVN3", to_tcvn3), ("VNI", to_vni)])
def test_short_legacy_values_are_flagged_too(encoding: str, encode: object) -> None:
    assert callable(encode)
    names = [line for line in lines(600, VOCABULARY, seed=5, shortest=2) if len(line.split()) <= 3]
    written = [encode(line) for line in names if not line.isascii()]
    missed = [line for line in written if spelling.mis_encoding(line) != encoding]
    assert len(missed) <= len(written) * 0.03, missed[:10]


def test_clean_lines_are_left_alone() -> None:
    # Half the lines use only words whose letters Latin-1 has too: the hard case.
    latin = tuple(word for word in VOCABULARY if all(ord(letter) < 256 for letter in word))
    clean = [
        *lines(2000, VOCABULARY, seed=7, shortest=1),
        *lines(2000, latin, seed=11, shortest=1),
        *lines(500, latin + ENGLISH, seed=13, shortest=1),
        *(f"{left}; {right}" for left in FOREIGN for right in lines(70, latin + ENGLISH, seed=17)),
    ]
    assert len(clean) >= 5000
    flagged = [line for line in clean if spelling.mis_encoding(line)]
    assert len(flagged) <= len(clean) * 0.001, flagged[:10]


def test_every_word_of_the_vocabulary_is_a_syllable() -> None:
    assert [word for word in VOCABULARY if not spelling._is_syllable(word)] == []


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("Da Krong", ("Huyện Cam Lộ", "Đa Krông"), "Đa Krông"),
        ("recognized", ("submitted", "recognised", "revoked"), "recognised"),
        ("zzz", ("submitted", "recognised"), None),
        ("x", (), None),
    ],
)
def test_the_nearest_choice_is_offered_only_when_near(
    word: str,
    choices: tuple[str, ...],
    expected: str | None,
) -> None:
    assert spelling.nearest(word, choices) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cà phê\tbột\r\nhạt\n", None),
        ("\ufeffname: Cà phê", None),
        ("Cà\u202ephê", (2, "U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("Cà\u2066phê", (2, "U+2066 LEFT-TO-RIGHT ISOLATE")),
        ("Cà\u200bphê", (2, "U+200B ZERO WIDTH SPACE")),
        ("Cà\ufeffphê", (2, "U+FEFF ZERO WIDTH NO-BREAK SPACE")),
        ("Cà\x00phê", (2, "U+0000 CONTROL CHARACTER")),
        ("Cà\rphê", (2, "U+000D CONTROL CHARACTER")),
        ("Cà\x85phê", (2, "U+0085 CONTROL CHARACTER")),
    ],
)
def test_invisible_characters_are_found_and_named(text: str, expected: tuple[int, str] | None) -> None:
    assert spelling.unsafe_characters(text) == expected
