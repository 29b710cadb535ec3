"""Every link of a built site, followed: files, folders and fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LINKS = {"href", "src", "action", "poster", "data-src"}


def broken(site: Path, base_url: str) -> Iterator[str]:
    """Links within the site that lead nowhere, each as `page: link`, as if it stood at `base_url`."""
    pages = {
        path.relative_to(site).as_posix(): html.parse(str(path)) for path in sorted(site.rglob("*.html"))
    }
    ids = {path: set(page.xpath("//@id | //a/@name")) for path, page in pages.items()}
    for path, page in pages.items():
        address = urljoin(base_url, path.removesuffix("index.html"))
        for link in sorted(set(page.xpath("|".join(f"//@{name}" for name in sorted(_LINKS))))):
            target = urljoin(address, link)
            if not target.startswith(base_url):
                if urlsplit(target).netloc == urlsplit(base_url).netloc:
                    yield f"{path}: {link} leads out of the site"
                continue
            parts = urlsplit(target.removeprefix(base_url))
            file = unquote(parts.path)
            file += "index.html" if not file or file.endswith("/") else ""
            if not (site / file).is_file():
                yield f"{path}: {link}"
            elif parts.fragment and unquote(parts.fragment) not in ids.get(file, {parts.fragment}):
                yield f"{path}: {link} (no such id)"


def alternates(site: Path) -> dict[str, dict[str, str]]:
    """What each page says stands at which address in which language, for pages that say so."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        links = html.parse(str(path)).xpath("//head/link[@rel='alternate'][@hreflang]")
        told = {link.get("hreflang"): link.get("href") for link in links}
        assert len(told) == len(links), path
        if told:
            found[path.relative_to(site).as_posix().removesuffix("index.html")] = told
    return found


def foreign(site: Path) -> Iterator[str]:
    """Everything a page would fetch from another host, each as `page: address`."""
    for path in sorted(site.rglob("*.html")):
        page = html.parse(str(path))
        fetched = page.xpath(
            "//@src | //link[not(@rel='canonical' or @rel='license' or @hreflang)]/@href | //@srcset"
            " | //object/@data"
        )
        yield from (f"{path}: {address}" for address in fetched if _EXTERNAL.match(address))
    for path in sorted(site.rglob("*.css")):
        found = re.findall(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""", path.read_text("utf-8"))
        yield from (f"{path}: {address}" for address in found)
