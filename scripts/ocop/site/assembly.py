"""Everything the site consists of, as pieces: what people wrote, what the registry adds, what robots read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

from ocop.load.last_changes import LastChanges, latest
from ocop.site.engine import Built, is_shell
from ocop.site.page import Fragment, Page, SiteError
from ocop.site.pour import Shells, by_name, markers, poured, readied
from ocop.site.publish import Piece

# The engine makes a page of that name, asked or not; the registry's own reads the code that was mistyped.
_REPLACED = frozenset({"404.html"})
_UNKNOWN = LastChanges()
MOST_ADDRESSES = 50_000
"""As many as a sitemap may hold by its protocol (sitemaps.org)."""


def assembled(
    built: Built,
    contents: Iterable[Page | Fragment],
    ground: str,
    changes: LastChanges = _UNKNOWN,
) -> list[Piece]:
    """Every file of the site, not yet rendered.

    `ground` is a digest of what every page depends on and no key need mention: our code and templates, the
    law. `changes` tell when what people wrote last changed. SiteError when a marker has no fragment, a
    fragment no marker, or a page no shell.
    """
    contents = tuple(contents)
    pages = {_path(one): one for one in contents if isinstance(one, Page)}
    fragments = by_name(one for one in contents if isinstance(one, Fragment))
    asked = _asked(built)
    places = _placed(asked, fragments)
    shells = Shells(lambda path: (built.folder / path).read_text("utf-8"), built.base_url, fragments)
    written = {
        piece.path: piece
        for piece in _written(built, asked, fragments, ground)
        if piece.path not in pages.keys() & _REPLACED
    }
    # In the order of the contents, for neighbours share what they compute; what has no content comes last.
    pieces: list[Piece] = []
    for content in contents:
        if isinstance(content, Page):
            pieces.append(_poured(content, shells, ground))
        elif (piece := written.pop(places[content.name], None)) is not None:
            pieces.append(piece)
    pieces += written.values()
    unlisted = _REPLACED | {path for path, page in pages.items() if not page.listed}
    days = _written_on(asked, fragments, changes) | {path: page.changed_on for path, page in pages.items()}
    listed = {one.path: days.get(one.path) for one in pieces if one.path not in unlisted}
    pieces += _sitemaps(built.base_url, listed)
    pieces.append(_robots(built.base_url))
    return pieces


def _asked(built: Built) -> Mapping[str, list[str]]:
    """The fragments that each built page asks for, shells included."""
    pages = (path for path in built.files if path.endswith(".html"))
    return {path: markers((built.folder / path).read_text("utf-8"), path) for path in pages}


def _placed(asked: Mapping[str, list[str]], fragments: Mapping[str, Fragment]) -> Mapping[str, str]:
    """The built file that asks for each fragment, the last where several do; SiteError when none does."""
    places = {name: path for path, names in asked.items() for name in names}
    unplaced = sorted(set(fragments) - set(places))
    if unplaced:
        raise SiteError(f"no page under docs/ has a marker for: {', '.join(unplaced)}")
    return places


def _written(
    built: Built, asked: Mapping[str, list[str]], fragments: Mapping[str, Fragment], ground: str
) -> Iterator[Piece]:
    for path, digest in built.files.items():
        if is_shell(path):
            continue
        file = built.folder / path
        if path not in asked:
            yield Piece(path, digest, file.read_bytes)
            continue
        names = asked[path]
        missing = [name for name in names if name not in fragments]
        if missing:
            raise SiteError(f"{path} asks for unknown fragments: {', '.join(missing)}")
        key = _key(ground, digest, *(fragments[name].key for name in names))
        yield Piece(path, key, partial(_filled, file, fragments))


def _written_on(
    asked: Mapping[str, list[str]], fragments: Mapping[str, Fragment], changes: LastChanges
) -> dict[str, date | None]:
    """When each hand-written page or one of its fragments last changed; None if one of them has no date."""
    days: dict[str, date | None] = {}
    for path, names in asked.items():
        if not is_shell(path):
            folder = f"docs/{path.removesuffix('index.html')}"
            own = changes.under(f"{folder}index.md", f"{folder.removesuffix('/')}.md")
            parts = (own, *(fragments[name].changed_on for name in names))
            days[path] = None if None in parts else latest(parts)
    return days


def _filled(file: Path, fragments: Mapping[str, Fragment]) -> bytes:
    return poured(readied(file.read_text("utf-8")), fragments).encode()


def _poured(page: Page, shells: Shells, ground: str) -> Piece:
    path = _path(page)
    if not page.shell:
        return Piece(path, _key(ground, page.key), partial(_bytes, page))
    shell = shells.fitting(page)
    key = _key(ground, page.key, shell.digest, page.title, page.description, page.card)
    return Piece(path, key, lambda: shell.fill(page).encode())


def _path(page: Page) -> str:
    """The file that a page is published as."""
    return f"{page.address}index.html" if page.address.endswith("/") or not page.address else page.address


def _bytes(page: Page) -> bytes:
    content = page.content()
    return content.encode() if isinstance(content, str) else content


def _sitemaps(base_url: str, days: Mapping[str, date | None]) -> Iterator[Piece]:
    """The published pages for search engines; dated only where a record's history tells when it changed.

    One file, or an index of several where there are more pages than one may hold.
    """
    pages = {path.removesuffix("index.html"): day for path, day in days.items() if path.endswith(".html")}
    entries = [
        f"<url><loc>{escape(base_url + address)}</loc>{_last_changed(day)}</url>\n"
        for address, day in sorted(pages.items())
    ]
    if len(entries) <= MOST_ADDRESSES:
        yield _whole("sitemap.xml", _listing("urlset", entries))
        return
    files: list[str] = []
    for start in range(0, len(entries), MOST_ADDRESSES):
        files.append(f"sitemap-{len(files) + 1}.xml")
        yield _whole(files[-1], _listing("urlset", entries[start : start + MOST_ADDRESSES]))
    listed = [f"<sitemap><loc>{escape(base_url + file)}</loc></sitemap>\n" for file in files]
    yield _whole("sitemap.xml", _listing("sitemapindex", listed))


def _listing(kind: str, entries: Iterable[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(entries)}</{kind}>\n".encode()


def _robots(base_url: str) -> Piece:
    """Nothing is kept from crawlers; they look for this file only at the root of a host."""
    return _whole("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode())


def _whole(path: str, content: bytes) -> Piece:
    return Piece(path, _key(hashlib.sha256(content).hexdigest()), lambda: content)


def _last_changed(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
