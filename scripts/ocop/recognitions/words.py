"""How lists in circulation word their columns and events, and which words of a name say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ocop import spelling
from ocop.model import EventKind, Level


@dataclass(frozen=True, slots=True)
class Column:
    """A column the importer reads: its Vietnamese title, the longest text it takes, and other wordings."""

    title: str
    limit: int
    aliases: tuple[str, ...] = ()


COLUMNS: Mapping[str, Column] = {
    "product_name": Column(
        "Tên sản phẩm", 200, ("Sản phẩm", "Tên SP", "Tên sản phẩm OCOP", "Sản phẩm OCOP", "Tên SP OCOP")
    ),
    "producer_name": Column(
        "Tên chủ thể",
        200,
        ("Chủ thể", "Chủ thể sản xuất", "Tên chủ thể sản xuất", "Chủ thể OCOP", "Tên chủ thể OCOP"),
    ),
    "producer_type": Column(
        "Loại hình chủ thể", 100, ("Loại hình", "Loại chủ thể", "Loại hình tổ chức", "Loại hình sản xuất")
    ),
    "district": Column(
        "Huyện, thị xã, thành phố",
        100,
        ("Huyện", "Tên huyện", "Cấp huyện", "Huyện/thị xã", "Huyện/TX/TP", "Quận, huyện", "Huyện, thành phố"),
    ),
    "commune": Column(
        "Xã, phường, thị trấn",
        100,
        ("Xã", "Tên xã", "Cấp xã", "Xã, phường", "Xã, thị trấn", "Xã, phường, đặc khu"),
    ),
    "product_group": Column("Nhóm sản phẩm", 200, ("Nhóm", "Nhóm ngành", "Ngành hàng", "Ngành sản phẩm")),
    "star": Column(
        "Hạng sao", 60, ("Sao", "Số sao", "Hạng", "Xếp hạng", "Phân hạng", "Hạng đạt", "Phân hạng sao")
    ),
    "decision_number": Column(
        "Số quyết định",
        60,
        ("Quyết định", "Số QĐ", "Quyết định số", "Quyết định công nhận", "Số quyết định công nhận"),
    ),
    "decision_date": Column(
        "Ngày quyết định",
        60,
        ("Ngày QĐ", "Ngày ký", "Ngày ban hành", "Ngày công nhận", "Ngày tháng quyết định", "Ngày cấp"),
    ),
    "year": Column("Năm đánh giá", 60, ("Năm", "Năm công nhận", "Năm phân hạng", "Kỳ đánh giá", "Năm đạt")),
    "event": Column(
        "Việc công nhận", 100, ("Việc", "Sự kiện", "Hình thức", "Hình thức công nhận", "Loại công nhận")
    ),
    "level": Column("Cấp công nhận", 100, ("Cấp", "Cấp đánh giá", "Cấp có thẩm quyền")),
    "issuer": Column("Cơ quan ban hành", 200, ("Cơ quan công nhận", "Cơ quan quyết định", "Nơi ban hành")),
    "valid_through": Column(
        "Có giá trị đến hết ngày", 60, ("Hiệu lực đến", "Có giá trị đến", "Ngày hết hạn", "Hết hiệu lực")
    ),
    "source_url": Column("Nguồn", 500, ("Địa chỉ nguồn", "Nguồn tin", "Đường dẫn", "Link", "Source")),
    "note": Column("Ghi chú", 2000, ("Chú thích", "Notes")),
}
REQUIRED_COLUMNS = ("product_name", "event")
# Row numbers carry no fact and are passed over in silence.
IGNORED_COLUMNS = frozenset({"stt", "tt", "so-tt", "so-thu-tu", "no"})


@dataclass(frozen=True, slots=True)
class EventWord:
    """What one word for an event means here: its kind, and the level and star it implies."""

    kind: EventKind
    level: Level | None = None
    star: int | None = None
    aliases: tuple[str, ...] = ()


EVENTS: Mapping[str, EventWord] = {
    "recognised": EventWord(
        EventKind.RECOGNISED,
        aliases=("Công nhận", "Công nhận lần đầu", "Công nhận mới", "Đánh giá lần đầu", "recognized"),
    ),
    "re_recognised": EventWord(
        EventKind.RE_RECOGNISED,
        aliases=(
            "Công nhận lại",
            "Phân hạng lại",
            "Đánh giá lại",
            "Đánh giá, phân hạng lại",
            "re-recognized",
        ),
    ),
    "upgraded": EventWord(EventKind.UPGRADED, aliases=("Nâng hạng", "Nâng sao", "Nâng hạng sao")),
    "proposed_5_star": EventWord(
        EventKind.FORWARDED,
        Level.PROVINCE,
        5,
        ("Đề nghị 5 sao", "Tỉnh đề nghị 5 sao", "Đề xuất 5 sao", "Trình trung ương"),
    ),
    "district_evaluated": EventWord(
        EventKind.FORWARDED,
        Level.DISTRICT,
        aliases=("Huyện đánh giá", "Cấp huyện đánh giá", "Huyện đề nghị", "Trình tỉnh"),
    ),
}


def _by_wording(aliases: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {spelling.slug(wording): key for key, wordings in aliases.items() for wording in (key, *wordings)}


_COLUMN_WORDINGS = _by_wording({key: (column.title, *column.aliases) for key, column in COLUMNS.items()})
_EVENT_WORDINGS = _by_wording({key: word.aliases for key, word in EVENTS.items()})


def column_called(header: str) -> str | None:
    """Return the column that a header names, in code or Vietnamese, marks and case aside."""
    return _COLUMN_WORDINGS.get(spelling.slug(header))


def event_called(text: str) -> str | None:
    """Return the key in `EVENTS` that a cell means, or None."""
    return _EVENT_WORDINGS.get(spelling.slug(text))


# Legal forms and trades that many producers share; what is left tells one from another.
_COMMON_IN_NAMES = (
    "cong ty|trach nhiem huu han|tnhh|mot thanh vien|mtv|co phan|doanh nghiep tu nhan|dntn|hop tac xa|htx|"
    "to hop tac|tht|ho kinh doanh|hkd|ho san xuat|co so|cssx|dvsx|san xuat|kinh doanh|che bien|ban buon"
    "|ban le|thuong mai|dich vu|tong hop|nong lam nghiep|nong lam|nong nghiep|lam nghiep|thuy san|nong san"
    "|nn|duoc lieu|sach|huu co|va|cua|chi|anh|ong|ba"
)
_COMMON = re.compile(rf"\b(?:{_COMMON_IN_NAMES})\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, in order."""
    return tuple(_NOT_WORD.sub(" ", spelling.folded(name)).split())


def distinctive(producer_name: str, province_names: frozenset[str]) -> frozenset[str]:
    """Return the words of a producer's name that tell it from others of its trade and province."""
    text = " ".join(tokens(producer_name))
    for province in sorted(province_names):
        initials = "".join(word[0] for word in province.split())
        text = re.sub(rf"\b(?:{province}|{initials})\b", " ", text)
    return frozenset(_COMMON.sub(" ", text).split())
