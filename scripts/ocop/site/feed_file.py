"""Feeds of what happened, for readers that look by themselves: Atom (RFC 4287) and JSON Feed 1.1.

An entry is dated by what it tells of, not by the build: two builds of one registry give the same bytes,
and a build of the next day differs only when something happened on that day.
"""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from ocop.site.page import SiteError

ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
# Names made from one fixed name stay when the site moves to another address.
_OWNER = uuid.uuid5(uuid.NAMESPACE_OID, "so-dang-ky-ocop-quang-tri")
_VERSION = "https://jsonfeed.org/version/1.1"
_AUTHOR = "Sổ đăng ký OCOP Quảng Trị"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened. `key` names it for ever; `page` and `source` are full addresses.

    `source` is blank when no address tells of it.
    """

    key: str
    on: date
    title: str
    text: str
    kind: str
    kind_label: str
    page: str
    source: str = ""

    @property
    def id(self) -> str:
        """A name found nowhere else, the same in every build and at every address of the site."""
        return f"urn:uuid:{uuid.uuid5(_OWNER, self.key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What both forms of a feed say; addresses are full, and `since` dates a feed without entries."""

    key: str
    title: str
    description: str
    page: str
    licence: str
    entries: Sequence[Entry]
    since: date

    @property
    def updated(self) -> date:
        """The day of the newest entry."""
        return max((one.on for one in self.entries), default=self.since)


def newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries in the order of feeds; SiteError when two have one key."""
    key, times = next(iter(Counter(one.key for one in entries).most_common(1)), ("", 0))
    if times > 1:
        raise SiteError(f"{times} feed entries are called {key}")
    return tuple(sorted(entries, key=lambda one: (-one.on.toordinal(), one.key)))


def atom_file(feed: Feed, address: str) -> bytes:
    """The feed as Atom, to be found at the full `address`."""
    name = uuid.uuid5(_OWNER, feed.key)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
        f"<id>urn:uuid:{name}</id>\n<title>{_text(feed.title)}</title>\n"
        f"<subtitle>{_text(feed.description)}</subtitle>\n<updated>{_moment(feed.updated)}</updated>\n"
        f"<author><name>{_AUTHOR}</name></author>\n<rights>{_text(feed.licence)}</rights>\n"
        f'<link rel="self" type="{ATOM_TYPE}" href="{_text(address)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{_text(feed.page)}"/>\n'
    )
    entries = ("".join(_atom_entry(one)) for one in feed.entries)
    return f"{head}{''.join(entries)}</feed>\n".encode()


def _atom_entry(one: Entry) -> Iterator[str]:
    moment = _moment(one.on)
    yield f"<entry>\n<id>{one.id}</id>\n<title>{_text(one.title)}</title>\n"
    yield f"<published>{moment}</published>\n<updated>{moment}</updated>\n"
    yield f'<link rel="alternate" type="text/html" href="{_text(one.page)}"/>\n'
    if one.source:
        yield f'<link rel="via" href="{_text(one.source)}"/>\n'
    yield f'<category term="{_text(one.kind)}" label="{_text(one.kind_label)}"/>\n'
    yield f'<content type="text">{_text(one.text)}</content>\n</entry>\n'


def json_feed_file(feed: Feed, address: str) -> bytes:
    """The feed as JSON Feed, to be found at the full `address`."""
    content = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": address,
        "description": feed.description,
        "language": "vi",
        "authors": [{"name": _AUTHOR}],
        "items": [_json_item(one) for one in feed.entries],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(one: Entry) -> dict[str, object]:
    source = {"external_url": one.source} if one.source else {}
    moment = _moment(one.on)
    return {
        "id": one.id,
        "url": one.page,
        **source,
        "title": one.title,
        "content_text": one.text,
        "date_published": moment,
        "date_modified": moment,
        "tags": [one.kind_label],
    }


def _moment(when: date) -> str:
    """The beginning of a day in Vietnam (RFC 3339)."""
    return f"{when.isoformat()}T00:00:00+07:00"


def _text(value: str) -> str:
    return escape(_CONTROLS.sub("", value))
