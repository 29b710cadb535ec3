"""What both kinds of schema share when they put a library's complaint into our words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ocop import spelling
from ocop.source import clipped

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KIND_NAMES = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách (mỗi mục một dòng bắt đầu bằng “- ”)",
    "object": "nhóm các dòng “khoá: giá trị”",
    "null": "để trống",
    "date": "ngày dạng năm-tháng-ngày",
}
_CHOICES_SHOWN = 12


def shown(value: object) -> str:
    """Return a value as a person wrote it, clipped."""
    if value is None:
        return "(để trống)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return KIND_NAMES["object"]
    if isinstance(value, list | tuple):
        return "danh sách"
    return clipped(str(value))


def choices_shown(values: Iterable[object]) -> str:
    """Return the allowed values in a row, with their number when they are too many to show."""
    names = [shown(value) for value in values]
    more = f", … ({len(names)})" if len(names) > _CHOICES_SHOWN else ""
    return ", ".join(names[:_CHOICES_SHOWN]) + more


def nearest_shown(found: object, choices: Iterable[object]) -> str:
    """Return the allowed value that was most likely meant, or a dash."""
    return spelling.nearest(str(found), [str(choice) for choice in choices]) or "–"


def described(schema: Any, key: str = "") -> dict[str, str]:
    """Return a field's title and description as facts; the key stands in for a missing title."""
    inner = schema if isinstance(schema, dict) else {}
    return {"title": str(inner.get("title", key or "?")), "description": str(inner.get("description", ""))}
