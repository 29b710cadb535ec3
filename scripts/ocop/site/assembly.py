"""Everything the site consists of, as pieces: what people wrote, what the registry adds, and the sitemap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from pathlib import Path

from ocop.site.engine import Built, is_shell
from ocop.site.page import Fragment, Page, SiteError
from ocop.site.pour import Shells, by_name, markers, poured
from ocop.site.publish import Piece

_SEARCH_ENGINES_SKIP = frozenset({"404.html"})


def assembled(built: Built, contents: Iterable[Page | Fragment], ground: str) -> list[Piece]:
    """Every file of the site, not yet rendered.

    `ground` is a digest of what every page depends on and no key need mention: our code and templates, the
    law. SiteError when a marker has no fragment, a fragment no marker, or a page no shell.
    """
    pages: list[Page] = []
    loose: list[Fragment] = []
    for content in contents:
        if isinstance(content, Page):
            pages.append(content)
        else:
            loose.append(content)
    fragments = by_name(loose)
    _refuse_unplaced(built, fragments)
    shells = Shells(lambda path: (built.folder / path).read_text("utf-8"), built.base_url, fragments)
    pieces = [*_written(built, fragments, ground), *(_poured(page, shells, ground) for page in pages)]
    pieces.append(_sitemap(built.base_url, [piece.path for piece in pieces]))
    return pieces


def _refuse_unplaced(built: Built, fragments: Mapping[str, Fragment]) -> None:
    asked: set[str] = set()
    for path in built.files:
        if path.endswith(".html"):
            asked.update(markers((built.folder / path).read_text("utf-8"), path))
    unplaced = sorted(set(fragments) - asked)
    if unplaced:
        raise SiteError(f"no page under docs/ has a marker for: {', '.join(unplaced)}")


def _written(built: Built, fragments: Mapping[str, Fragment], ground: str) -> Iterator[Piece]:
    for path, digest in built.files.items():
        if is_shell(path):
            continue
        file = built.folder / path
        names = markers(file.read_text("utf-8"), path) if path.endswith(".html") else []
        missing = [name for name in names if name not in fragments]
        if missing:
            raise SiteError(f"{path} asks for unknown fragments: {', '.join(missing)}")
        if names:
            key = _key(ground, digest, *(fragments[name].key for name in names))
            yield Piece(path, key, partial(_filled, file, fragments))
        else:
            yield Piece(path, digest, file.read_bytes)


def _filled(file: Path, fragments: Mapping[str, Fragment]) -> bytes:
    return poured(file.read_text("utf-8"), fragments).encode()


def _poured(page: Page, shells: Shells, ground: str) -> Piece:
    path = f"{page.address}index.html" if page.address.endswith("/") or not page.address else page.address
    if not page.shell:
        return Piece(path, _key(ground, page.key), partial(_bytes, page))
    shell = shells.fitting(page)
    key = _key(ground, page.key, shell.digest, page.title, page.description)
    return Piece(path, key, lambda: shell.fill(page).encode())


def _bytes(page: Page) -> bytes:
    content = page.content()
    return content.encode() if isinstance(content, str) else content


def _sitemap(base_url: str, paths: Iterable[str]) -> Piece:
    """The published pages for search engines; without dates, since nobody knows when a text last changed."""
    addresses = sorted(
        path.removesuffix("index.html")
        for path in paths
        if path.endswith(".html") and path not in _SEARCH_ENGINES_SKIP
    )
    entries = "".join(f"<url><loc>{escape(base_url + address)}</loc></url>\n" for address in addresses)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    ).encode()
    return Piece("sitemap.xml", _key(hashlib.sha256(content).hexdigest()), lambda: content)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
