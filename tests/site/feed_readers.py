"""Readers of feeds that take only what the specifications allow (RFC 4287, RFC 3339, JSON Feed 1.1)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
# Element: (fewest, most) times in its parent; RFC 4287, 4.1.1 and 4.1.2.
_IN_FEED = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "subtitle": (0, 1),
    "rights": (0, 1),
    "author": (1, 99),
    "link": (1, 99),
    "entry": (0, 10**6),
}
_IN_ENTRY = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "published": (0, 1),
    "content": (1, 1),
    "link": (1, 99),
    "category": (0, 99),
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_NAME = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_JSON_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "language": str,
    "authors": list,
    "items": list,
}
_JSON_ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_text": str,
    "date_published": str,
    "date_modified": str,
    "tags": list,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry as either form of a feed has it."""

    id: str
    title: str
    text: str
    page: str
    source: str
    published: datetime
    updated: datetime
    label: str


def atom(content: bytes) -> tuple[datetime, list[Item]]:
    """When an Atom feed was updated, and its entries; AssertionError when it is not valid."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{_ATOM}feed"
    _hold(feed, _IN_FEED)
    assert all(one.findtext(f"{_ATOM}name") for one in feed.findall(f"{_ATOM}author"))
    assert _NAME.fullmatch(feed.findtext(f"{_ATOM}id"))
    assert {one.get("rel") for one in feed.findall(f"{_ATOM}link")} >= {"self", "alternate"}
    items = []
    for entry in feed.findall(f"{_ATOM}entry"):
        _hold(entry, _IN_ENTRY)
        kinds = Counter(one.get("rel", "alternate") for one in entry.findall(f"{_ATOM}link"))
        assert kinds["alternate"] == 1
        assert set(kinds) <= {"alternate", "via"}
        links = {one.get("rel"): one.get("href") for one in entry.findall(f"{_ATOM}link")}
        category = entry.find(f"{_ATOM}category")
        assert category.get("term")
        assert entry.find(f"{_ATOM}content").get("type") == "text"
        item = Item(
            id=entry.findtext(f"{_ATOM}id"),
            title=entry.findtext(f"{_ATOM}title"),
            text=entry.findtext(f"{_ATOM}content"),
            page=links["alternate"],
            source=links.get("via", ""),
            published=_moment(entry.findtext(f"{_ATOM}published")),
            updated=_moment(entry.findtext(f"{_ATOM}updated")),
            label=category.get("label"),
        )
        items.append(item)
    _check(items)
    return _moment(feed.findtext(f"{_ATOM}updated")), items


def json_feed(content: bytes) -> list[Item]:
    """The items of a JSON Feed; AssertionError when it is not valid."""
    feed = json.loads(content)
    _typed(feed, _JSON_FEED, {"version", "title", "items"})
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(set(one) <= {"name", "url", "avatar"} and one for one in feed["authors"])
    assert _ADDRESS.fullmatch(feed["feed_url"])
    items = []
    for one in feed["items"]:
        _typed(one, _JSON_ITEM, {"id", "content_text"})
        item = Item(
            id=one["id"],
            title=one["title"],
            text=one["content_text"],
            page=one["url"],
            source=one.get("external_url", ""),
            published=_moment(one["date_published"]),
            updated=_moment(one["date_modified"]),
            label=one["tags"][0],
        )
        items.append(item)
    _check(items)
    return items


def _hold(parent: etree._Element, allowed: Mapping[str, tuple[int, int]]) -> None:
    counts = Counter(one.tag.removeprefix(_ATOM) for one in parent)
    assert set(counts) <= set(allowed), counts
    for name, (fewest, most) in allowed.items():
        assert fewest <= counts[name] <= most, (name, counts[name])


def _typed(found: Mapping[str, object], types: Mapping[str, type], required: set[str]) -> None:
    assert required <= set(found) <= set(types), found.keys()
    for name, value in found.items():
        assert isinstance(value, types[name]), name


def _moment(text: str) -> datetime:
    assert _MOMENT.fullmatch(text), text
    return datetime.fromisoformat(text)


def _check(items: list[Item]) -> None:
    assert len({one.id for one in items}) == len(items)
    for one in items:
        assert _NAME.fullmatch(one.id), one.id
        assert _ADDRESS.fullmatch(one.page), one.page
        assert not one.source or _ADDRESS.fullmatch(one.source), one.source
        assert one.title.strip()
        assert one.text.strip()
        assert one.updated >= one.published
