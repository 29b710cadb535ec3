"""What both kinds of schema share when they put a library's complaint into our words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ocop import spelling
from ocop.diagnostics import Text
from ocop.source import clipped

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KIND_NAMES: Mapping[str, Text] = {
    "string": Text("chữ", "text"),
    "integer": Text("số nguyên", "a whole number"),
    "number": Text("số", "a number"),
    "boolean": Text("true hoặc false", "true or false"),
    "array": Text(
        "danh sách (mỗi mục một dòng, bắt đầu bằng “- ”)", "a list (a line each, starting with “- ”)"
    ),
    "object": Text("nhóm các dòng “khóa: giá trị”", "a group of “key: value” lines"),
    "null": Text("để trống", "blank"),
    "date": Text("ngày dạng năm-tháng-ngày", "a date as year-month-day"),
}
_CHOICES_SHOWN = 24
# Keys and columns under which people put what a public repository must not hold.
_SENSITIVE = re.compile(
    "(so_)?(cccd|cmnd|can_cuoc|can_cuoc_cong_dan|dinh_danh|ho_chieu)|passport|(citizen|identity|id)_(id|number|card)"
    "|dan_toc|ethnic(ity)?|ton_giao|religion|gioi_tinh|gender|sex|ngay_sinh|nam_sinh|(birth|dob)(_?(date|day|year))?"
    "|(dia_chi_(nha|thuong_tru)|ho_khau|(home|permanent)_address)"
    "|(so_)?tai_khoan(_ngan_hang)?|bank(_account)?|luong|thu_nhap|salary|wage"
    "|(tele)?phone|mobile|(so_)?(dien_thoai|dt|sdt)|e?_?mail|thu_dien_tu"
)


def is_sensitive(name: str) -> bool:
    """Say whether a key or column of this name is made for what must never be public."""
    return _SENSITIVE.fullmatch(spelling.slug(name).replace("-", "_")) is not None


def said(slot: str, wording: Text) -> dict[str, str]:
    """Return a fact that has words of its own in each language."""
    return {slot: wording.vi, f"{slot}_en": wording.en}


def kinds_said(slot: str, kinds: Iterable[object]) -> dict[str, str]:
    """Return the kinds of value a schema names as a fact."""
    names = [KIND_NAMES.get(str(kind), Text(str(kind), str(kind))) for kind in kinds]
    return said(slot, Text(" hoặc ".join(one.vi for one in names), " or ".join(one.en for one in names)))


def shown(value: object) -> str:
    """Return a value as a person wrote it, clipped."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    return clipped(str(value))


def standing(value: object) -> Text:
    """Return what stands there in place of what should: `đang ghi “x”`, `đang để trống`."""
    if value is None:
        return Text("đang để trống", "is blank")
    if isinstance(value, Mapping):
        return Text("đang là một nhóm dòng “khóa: giá trị”", "is a group of “key: value” lines")
    if isinstance(value, list | tuple):
        return Text("đang là một danh sách", "is a list")
    return Text(f"đang ghi “{shown(value)}”", f"holds “{shown(value)}”")


def choices_shown(values: Iterable[object]) -> str:
    """Return the allowed values in a row, with their number when they are too many to show."""
    names = [shown(value) for value in values]
    more = f", … ({len(names)})" if len(names) > _CHOICES_SHOWN else ""
    return ", ".join(names[:_CHOICES_SHOWN]) + more


def nearest_shown(found: object, choices: Iterable[object]) -> str:
    """Return the allowed value that was most likely meant, or a dash."""
    return spelling.nearest(clipped(str(found)), [str(choice) for choice in choices]) or "–"


def described(schema: Any, key: str = "") -> dict[str, str]:
    """Return a field's title and description as facts; the key stands in for a missing title."""
    inner = schema if isinstance(schema, dict) else {}
    description = str(inner.get("description", ""))
    facts = {"title": str(inner.get("title", key or "?"))}
    return {**facts, "description": description} if description else facts
