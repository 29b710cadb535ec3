"""The events in records' pasts that may be told of today: the others are gone before any page is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ocop.diagnostics import RowOrigin
from ocop.impact import Cells, Rows, plain
from ocop.law import Law
from ocop.load.dossiers import HISTORY_FILE
from ocop.load.histories import Histories, Touch
from ocop.load.values import event_value
from ocop.model import Event, Registry
from ocop.source import Row
from ocop.status.disclosure import tellable

_PICTURES = "pictures"
_NOWHERE = RowOrigin("", 0, "", ())


def told_histories(histories: Histories, disclosed: Registry, law: Law) -> Histories:
    """Return the histories of what is in the `disclosed` registry, with no event outside today's fence."""
    records: dict[str, tuple[Touch, ...]] = {}
    for key, touches in histories.records.items():
        if key in disclosed.producers:
            records[key] = touches
        elif key in disclosed.products:
            shown = [_bare(event) for event in disclosed.products[key].events] if len(touches) > 1 else []
            records[key] = tuple(_told(one, shown, law) for one in touches)
    return replace(histories, records=records)


def _told(touch: Touch, shown: Collection[Event], law: Law) -> Touch:
    if touch.file != HISTORY_FILE:
        # Whether a picture may be shown is for its consent to say, and consents are not for the public.
        rows = tuple(one for one in touch.altered.rows if one.key != _PICTURES)
        return replace(touch, altered=replace(touch.altered, rows=rows))
    rows = tuple(
        Rows(key=one.key, gone=_inside(one.gone, shown, law), come=_inside(one.come, shown, law))
        for one in touch.altered.rows
    )
    return replace(touch, altered=replace(touch.altered, rows=rows))


def _inside(rows: Sequence[Cells], shown: Collection[Event], law: Law) -> tuple[Cells, ...]:
    return tuple(row for row in rows if _may_be_told(row, shown, law))


def _may_be_told(row: Cells, shown: Collection[Event], law: Law) -> bool:
    try:
        event = event_value(Row(dict(row), _NOWHERE))
    except (KeyError, ValueError):
        return False
    return tellable(event, law, shown)


def _bare(event: Event) -> Event:
    """An event as it would be read from a history's alterations."""
    return replace(
        event,
        decision=plain(event.decision or "") or None,
        product_name=plain(event.product_name or "") or None,
        producer_name=plain(event.producer_name or "") or None,
        source=plain(event.source or "") or None,
        note=plain(event.note or "") or None,
        origin=_NOWHERE,
    )
