"""What changed: a page for people, a feed in two forms for readers that look by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from itertools import groupby

from ocop.site.feed_file import Entry, Feed, atom_file, json_feed_file
from ocop.site.page import Fragment, Page
from ocop.site.render import rendered
from ocop.site.views.addresses import CHANGES, CHANGES_ATOM, CHANGES_JSON
from ocop.site.views.changes import changes
from ocop.site.views.world import World

# Years of a province's changes; a feed that grew without end would be too much for a telephone.
MOST_ENTRIES = 1_000
_MOST_SHOWN = 100
_TITLE = "Thay đổi trong sổ đăng ký OCOP Quảng Trị"
_DESCRIPTION = (
    "Sản phẩm OCOP được công nhận, công nhận lại, nâng hạng; giấy chứng nhận bị thu hồi hay hết hiệu lực. "
    "Chỉ gồm việc có ngày cụ thể."
)


def change_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragment of the page, then both forms of the feed."""
    key = world.key("changes")
    feed = cache(partial(_feed, world))
    address = world.site.base_url
    yield Fragment(
        name="changes",
        key=key,
        content=lambda: _page(world, feed()),
        changed_on=world.registry_changed_on,
    )
    yield Page(
        address=CHANGES_ATOM, shell="", key=key, content=lambda: atom_file(feed(), address + CHANGES_ATOM)
    )
    yield Page(
        address=CHANGES_JSON,
        shell="",
        key=key,
        content=lambda: json_feed_file(feed(), address + CHANGES_JSON),
    )


def _feed(world: World) -> Feed:
    return Feed(
        key=CHANGES,
        title=_TITLE,
        description=_DESCRIPTION,
        page=world.site.base_url + CHANGES,
        licence="Creative Commons Ghi công 4.0 (CC BY 4.0)",
        entries=changes(world)[:MOST_ENTRIES],
        since=world.site.as_of,
    )


def _page(world: World, feed: Feed) -> str:
    shown = feed.entries[:_MOST_SHOWN]
    years = [(year, tuple(entries)) for year, entries in groupby(shown, lambda one: one.on.year)]
    return rendered(
        "changes",
        CHANGES,
        years=years,
        total=len(feed.entries),
        shown=len(shown),
        address_of=partial(_address, world),
        as_of=world.site.as_of,
        atom=CHANGES_ATOM,
        json_feed=CHANGES_JSON,
        atom_address=world.site.base_url + CHANGES_ATOM,
    )


def _address(world: World, entry: Entry) -> str:
    return entry.page.removeprefix(world.site.base_url)
