"""Papers about people, which must not be recorded: told by their name or by what is written in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from ocop import spelling
from ocop.diagnostics import Text
from ocop.rules.personal_data import contacts, identity_number


class PrivateKind(StrEnum):
    """What makes a paper one that stays with the people it speaks of."""

    WORKERS = "workers"
    IDENTITY = "identity"
    BANK = "bank"
    PAY = "pay"
    HEALTH = "health"
    CONTACTS = "contacts"


LABELS: Mapping[PrivateKind, Text] = {
    PrivateKind.WORKERS: Text("danh sách hay giấy tờ của người lao động", "a list or papers of workers"),
    PrivateKind.IDENTITY: Text("giấy tờ tùy thân", "identity papers"),
    PrivateKind.BANK: Text("giấy tờ ngân hàng", "bank papers"),
    PrivateKind.PAY: Text("bảng lương", "pay records"),
    PrivateKind.HEALTH: Text("giấy tờ sức khỏe", "health records"),
    PrivateKind.CONTACTS: Text("danh sách liên hệ của nhiều người", "a list of many people's contacts"),
}

# Words of a file's name, joined by hyphens or by nothing: `Bảng lương T5.xlsx`, `CCCD_mat_truoc.jpg`.
_NAMES = {
    PrivateKind.PAY: r"(?:bang|phieu|tien|thang)-?luong|bang-?thanh-?toan-?(?:tien-?)?luong|payroll|salary",
    PrivateKind.IDENTITY: (
        r"cccd|cmnd|can-?cuoc(?:-?cong-?dan)?|chung-?minh-?(?:nhan-?dan|thu)|ho-?chieu|passport"
        r"|(?:so-?)?ho-?khau|khai-?sinh|so-?yeu-?ly-?lich|ly-?lich-?(?:tu-?phap|tu-?thuat|ca-?nhan)"
        r"|(?:bang|giay-?phep)-?lai-?xe|dinh-?danh-?ca-?nhan"
    ),
    PrivateKind.WORKERS: (
        r"(?:danh-?sach|ds)-?(?:cac-?)?(?:nguoi-?)?"
        r"(?:lao-?dong|cong-?nhan|nhan-?vien|nhan-?cong|nhan-?su|xa-?vien|thanh-?vien)"
        r"|bang-?cham-?cong|hop-?dong-?lao-?dong|hdld|bhxh|bhyt|bao-?hiem-?(?:xa-?hoi|y-?te)"
    ),
    PrivateKind.BANK: (
        r"sao-?ke|(?:so-?)?tai-?khoan-?ngan-?hang|so-?tai-?khoan|stk|so-?tiet-?kiem|bank-?statement"
        r"|the-?(?:atm|tin-?dung|ngan-?hang)"
    ),
    PrivateKind.HEALTH: r"kham-?suc-?khoe|du-?suc-?khoe|(?:giay|phieu)-?suc-?khoe|benh-?an|kham-?benh",
}
_NAMED = {kind: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for kind, words in _NAMES.items()}

# A line that begins so is a heading; in the middle of a sentence the same words only mention such a paper.
_HEADINGS = {
    PrivateKind.PAY: "bảng (?:thanh toán )?(?:tiền )?lương|phiếu lương|bang (?:thanh toan )?tien luong",
    PrivateKind.WORKERS: (
        "(?:danh sách|danh sach) (?:các |cac )?(?:người |nguoi )?"
        "(?:lao động|lao dong|công nhân|cong nhan|nhân viên|nhan vien|thành viên|thanh vien|xã viên|xa vien)"
        "|bảng chấm công|bang cham cong|hợp đồng lao động|hop dong lao dong"
    ),
    PrivateKind.IDENTITY: (
        "căn cước(?: công dân)?$|can cuoc(?: cong dan)?$|chứng minh nhân dân$|sơ yếu lý lịch"
    ),
    PrivateKind.BANK: "sao kê|sao ke tai khoan",
    PrivateKind.HEALTH: "giấy khám sức kh(?:oẻ|ỏe)|giay kham suc khoe",
}
_HEADED = {kind: re.compile(rf"^[ \t]*(?:{words})", re.MULTILINE) for kind, words in _HEADINGS.items()}
_ACCOUNT = re.compile(
    r"(?:số tài khoản|so tai khoan|tài khoản số|tai khoan so|\bstk)\s{0,3}[:.]?\s{0,3}"
    r"([0-9](?:[ .-]?[0-9]){5,18})"
)
_OLD_IDENTITY = re.compile(r"(?:cccd|cmnd|căn cước|can cuoc)[^0-9\n]{0,20}([0-9]{9})(?![0-9])")
_COLUMNS = frozenset(
    {
        *("cccd", "cmnd", "số cccd", "so cccd", "số cmnd", "so cmnd", "căn cước", "can cuoc", "số căn cước"),
        *(
            "căn cước công dân",
            "số định danh",
            "so dinh danh",
            "ngày sinh",
            "ngay sinh",
            "năm sinh",
            "nam sinh",
        ),
        *("giới tính", "gioi tinh", "dân tộc", "dan toc", "lương", "mức lương", "muc luong", "tiền lương"),
        *("tien luong", "lương cơ bản", "luong co ban", "hệ số lương", "thực lĩnh", "thuc linh", "thực nhận"),
        *(
            "số tài khoản",
            "so tai khoan",
            "stk",
            "số bhxh",
            "so bhxh",
            "mã số bhxh",
            "ma so bhxh",
            "số sổ bhxh",
        ),
        *("hộ khẩu thường trú", "ho khau thuong tru", "chữ ký", "ký nhận", "ky nhan"),
    }
)
_CELL = re.compile(r"[^,;|\t\n]+")
_CELLS_READ = 200_000
# So many different numbers and addresses are no letterhead.
_MANY_CONTACTS = 8


@dataclass(frozen=True, slots=True)
class Sign:
    """What in a text tells that it is private; nothing of it is shown beyond its first characters."""

    kind: PrivateKind
    seen: Text


def kind_named(name: str) -> PrivateKind | None:
    """Return the kind of private paper that a file's name speaks of, whatever its spelling."""
    words = spelling.slug(name, 255)
    return next((kind for kind, pattern in _NAMED.items() if pattern.search(words)), None)


def private_sign(text: str) -> Sign | None:
    """Return the first sign that a text is private: a number that identifies someone, a heading, columns.

    Luật 91/2025/QH15. A business's own telephone and address on its letterhead are no such sign.
    """
    return next(_signs(spelling.composed(text)), None)


def _signs(text: str) -> Iterator[Sign]:
    number = identity_number(text)
    lower = text.lower()
    old = _OLD_IDENTITY.search(lower)
    shown = number or (old[1] if old else None)
    if shown is not None:
        seen = Text(
            f"dãy số {shown[:3]}… giống số định danh cá nhân", f"{shown[:3]}…, like an identity number"
        )
        yield Sign(PrivateKind.IDENTITY, seen)
    account = _ACCOUNT.search(lower)
    if account is not None:
        seen = Text(f"số tài khoản {account[1][:3]}…", f"a bank account number {account[1][:3]}…")
        yield Sign(PrivateKind.BANK, seen)
    for kind, pattern in _HEADED.items():
        heading = pattern.search(lower)
        if heading is not None:
            words = " ".join(heading.group().split())
            yield Sign(kind, Text(f"đề mục “{words}”", f"the heading “{words}”"))
    cells = (cell.group().strip(' ":.') for cell in islice(_CELL.finditer(lower), _CELLS_READ))
    columns = list(dict.fromkeys(cell for cell in cells if cell in _COLUMNS))
    if len(columns) > 1:
        words = "”, “".join(columns[:2])
        yield Sign(PrivateKind.WORKERS, Text(f"các cột “{words}”", f"the columns “{words}”"))
    if len(contacts(text)) >= _MANY_CONTACTS:
        seen = Text("nhiều số điện thoại, địa chỉ thư", "many telephone numbers and e-mail addresses")
        yield Sign(PrivateKind.CONTACTS, seen)
