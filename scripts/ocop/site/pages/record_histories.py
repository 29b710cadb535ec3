"""The page of every change to one record, for records whose own page cannot hold them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ocop.site.page import Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import history_address
from ocop.site.views.record_history import RecordHistory
from ocop.site.views.world import World

MOST_SHOWN = 10
"""How many changes a record's own page tells."""


def history_pages(
    world: World,
    kind: str,
    record: tuple[str, str],
    trail: tuple[str, str],
    key: str,
    history: Callable[[], RecordHistory],
) -> Iterator[Page]:
    """A page with every change, if there are more than the record's own page tells.

    `kind` is the shell's; `record` and `trail` are name and address of the record and of what lists it.
    """
    if len(history().revisions) <= MOST_SHOWN:
        return
    name, address = record
    yield poured_page(
        kind,
        history_address(address),
        Head(
            title=f"Sổ đã sửa gì: {name}",
            description=f"Mọi lần sửa phần công khai của bản ghi {name} trong sổ, theo ngày và theo mục.",
        ),
        key,
        partial(_page, world, record, trail, history),
        listed=False,
    )


def _page(
    world: World, record: tuple[str, str], trail: tuple[str, str], history: Callable[[], RecordHistory]
) -> str:
    return rendered(
        "record_history",
        history_address(record[1]),
        record=record,
        trail=trail,
        history=history(),
        repo_url=world.site.repo_url,
    )
