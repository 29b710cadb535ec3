"""The rows of a product's history that an application's steps end with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ocop.completeness import words
from ocop.completeness.answer import AddRow, Item
from ocop.completeness.files import COLUMNS
from ocop.completeness.inquiry import HISTORY_FILE, Inquiry
from ocop.model import EventKind, Level


def event_item(  # noqa: PLR0913 - a row has many cells
    inquiry: Inquiry,
    kind: EventKind,
    role: Level | None,
    *,
    level: Level | None,
    citation: str,
    blank: tuple[str, ...] = ("on",),
    cells: Mapping[str, str] | None = None,
    until: date | None = None,
    required: bool = True,
) -> Item:
    """Return the item that records an event of the application in the product's history."""
    given = {"event": kind.value, "application": inquiry.application.id, **(cells or {})}
    if level is not None:
        given["level"] = level.value
    columns = COLUMNS[HISTORY_FILE]
    return Item(
        role=role,
        action=words.record_event(kind, blank),
        edit=AddRow(
            file=inquiry.history,
            columns=columns,
            cells={name: given[name] for name in columns if name in given},
            blank=blank,
            optional=tuple(one for one in ("source", "note") if one not in blank),
        ),
        citation=citation,
        required=required,
        until=until,
    )
