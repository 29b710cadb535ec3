"""A document taken apart mapping by mapping, each value as the kind that its schema has promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ocop.diagnostics import DocumentOrigin
from ocop.plan.paper import Anchor
from ocop.source import Document, Value


class Part:
    """One mapping of the document with its place; reads each key as the kind the schema promises."""

    __slots__ = ("anchor", "values")

    def __init__(self, values: Value, anchor: Anchor) -> None:
        self.values: Mapping[str, Value] = values if isinstance(values, Mapping) else {}
        self.anchor = anchor

    @staticmethod
    def of(document: Document) -> Part:
        """The whole document; the places of its keys have done their duty in the schema check."""
        marks = {key: mark for key, mark in document.origin.marks.items() if not key.endswith(":")}
        return Part(document.value, Anchor(DocumentOrigin(document.origin.path, marks), ""))

    def __bool__(self) -> bool:
        return bool(self.values)

    def _anchored(self, pointer: str) -> Anchor:
        return Anchor(self.anchor.document, ".".join(filter(None, (self.anchor.pointer, pointer))))

    def part(self, key: str) -> Part:
        """The mapping under `key`, empty when there is none."""
        return Part(self.values.get(key), self._anchored(key))

    def parts(self, key: str) -> Iterator[Part]:
        """The mappings listed under `key`."""
        listed = self.values.get(key)
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            yield Part(item, self._anchored(f"{key}.{number}"))

    def maybe(self, key: str) -> str | None:
        """The text under `key`, or None; a number or truth value is no text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def text(self, key: str) -> str:
        """The text under `key`, empty when there is none."""
        return self.maybe(key) or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts listed under `key`."""
        listed = self.values.get(key)
        return tuple(item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, str))

    def number(self, key: str) -> Decimal | None:
        """The number under `key`, exact."""
        value = self.values.get(key)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def integer(self, key: str) -> int | None:
        """The whole number under `key`."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def integers(self, key: str) -> tuple[int, ...]:
        """The whole numbers listed under `key`."""
        listed = self.values.get(key)
        return tuple(item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, int))

    def day(self, key: str) -> date | None:
        """The day under `key`."""
        value = self.maybe(key)
        return date.fromisoformat(value) if value else None
