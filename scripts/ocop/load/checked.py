"""Narrow a document's values to the kinds its schema has promised; a wrong kind here is the tool's fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ocop.source import Value


def mapping(value: Value) -> Mapping[str, Value]:
    """Return a mapping as such; TypeError otherwise."""
    if not isinstance(value, Mapping):
        raise TypeError(f"not a mapping: {value!r}")
    return value


def items(value: Value) -> list[Value]:
    """Return a list as such; TypeError otherwise."""
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return value


def each(value: Value) -> Iterator[Mapping[str, Value]]:
    """Yield the mappings of a list."""
    for item in items(value):
        yield mapping(item)


def text(value: Value) -> str:
    """Return text as such; TypeError otherwise."""
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value


def optional_text(value: Value) -> str | None:
    """Return text, or None for a null."""
    return None if value is None else text(value)


def whole(value: Value) -> int:
    """Return a whole number as such; TypeError otherwise."""
    if not isinstance(value, int):
        raise TypeError(f"not a whole number: {value!r}")
    return value


def number(value: Value) -> Decimal:
    """Return any plain number as a decimal."""
    return value if isinstance(value, Decimal) else Decimal(whole(value))
