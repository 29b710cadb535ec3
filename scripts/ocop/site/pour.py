"""Shells: pages as the engine built them, taken apart once and filled as often as there are pages of a kind.

In `docs/_shell/<shell>.md` the words OCOP-TITLE, OCOP-DESCRIPTION, OCOP-ADDRESS and OCOP-CARD stand for those
of the page poured, the last two being addresses from the site's root; its content comes in the place of
`<div data-ocop-pour="<shell>"></div>`. The shell's own full address (the canonical link) is turned into the
page's.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from ocop.site.page import Fragment, Page, SiteError

_MARKER = re.compile(r'<div data-ocop-pour="([a-z0-9-]+)"\s*>\s*</div>')
_LINK = re.compile(r'(\s(?:href|src|action|poster|data-[a-z-]*(?:href|src|url))=")([^"]*)(?=")')
_SCOPE = re.compile(r'(new URL\(")([^"]*)(?=",\s*location\))')
_CONFIGURATION = re.compile(r'(<script id="__config" type="application/json">)(.*?)(?=</script>)', re.DOTALL)
_CONTENTS_FIRST = re.compile(r'(<nav class="contents".*?</nav>)(\s*)(<h1\b.*?</h1>)', re.DOTALL)
_CODE = re.compile(r"<pre\b.*?</pre>|(?<=<code>)[^<]+(?=</code>)", re.DOTALL)
_FOLDER = re.compile(r"(?<=\w/)(?=[^\s/])")
# A longer word of code does not surely fit on a page 320 px wide.
_FITTING = 24
_TOKENS = ("OCOP-TITLE", "OCOP-DESCRIPTION", "OCOP-ADDRESS", "OCOP-CARD")
_TITLE, _DESCRIPTION, _ADDRESS, _CARD, _CONTENT = range(5)


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell made ready for pages of one depth: `texts` with one of a page's values after each but the last.

    `digest` tells two shells apart, whatever the depth.
    """

    texts: tuple[str, ...]
    slots: tuple[int, ...]
    digest: str

    def fill(self, page: Page) -> str:
        """The whole page; its content is rendered now, title and description are escaped."""
        content = page.content()
        if isinstance(content, bytes):
            raise SiteError(f"{page.address}: a page with a shell is text, not bytes")
        values = (escape(page.title), escape(page.description), page.address, escape(page.card), content)
        parts = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            parts += (values[slot], text)
        return "".join(parts)


class Shells:
    """Every shell of one build, each read once and fitted once for each depth that asks for it."""

    def __init__(self, read: Callable[[str], str], base_url: str, fragments: Mapping[str, Fragment]) -> None:
        self._read = read
        self._base_url = base_url
        self._fragments = fragments
        self._fitted: dict[tuple[str, int], Shell] = {}

    def fitting(self, page: Page) -> Shell:
        """The shell for `page`, its links turned to the depth of the page's address."""
        depth = page.address.count("/")
        if (page.shell, depth) not in self._fitted:
            self._fitted[page.shell, depth] = self._fit(page.shell, depth)
        return self._fitted[page.shell, depth]

    def _fit(self, name: str, depth: int) -> Shell:
        address = f"_shell/{name}/"
        try:
            html = self._read(f"{address}index.html")
        except OSError as error:
            raise SiteError(f"there is no shell docs/_shell/{name}.md") from error
        found = markers(html, address)
        if name not in found:
            raise SiteError(f'docs/_shell/{name}.md lacks its <div data-ocop-pour="{name}"></div>')
        html = poured(html, {other: self._fragments[other] for other in found if other in self._fragments})
        unfilled = [other for other in markers(html, address) if other != name]
        if unfilled:
            raise SiteError(f"docs/_shell/{name}.md asks for unknown fragments: {', '.join(unfilled)}")
        return parsed(moved(html, address, depth), name, self._base_url)


def parsed(html: str, name: str, base_url: str) -> Shell:
    """Take a built shell apart at its marker, its tokens and its own address; only the marker is required."""
    if len(markers(html, name)) != 1:
        raise SiteError(f"shell {name} must hold its marker and no other")
    own_address = f"{base_url}_shell/{name}/"
    if any(
        token in script for token in _TOKENS for script in re.findall(r"<script.*?</script>", html, re.DOTALL)
    ):
        raise SiteError(f"shell {name} holds a token inside a script, where it cannot be escaped")
    pieces = re.split(
        f"({_MARKER.pattern.replace('(', '(?:')}|{'|'.join(_TOKENS)}|{re.escape(own_address)})", html
    )
    texts, slots = [pieces[0]], list[int]()
    for token, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if token == own_address:
            texts[-1] += base_url
        slots.append(_slot(token))
        texts.append(text)
    return Shell(tuple(texts), tuple(slots), hashlib.sha256(html.encode()).hexdigest()[:20])


def _slot(token: str) -> int:
    if token in _TOKENS:
        return (_TITLE, _DESCRIPTION, _ADDRESS, _CARD)[_TOKENS.index(token)]
    return _CONTENT if token.startswith("<div") else _ADDRESS


def markers(html: str, place: str) -> list[str]:
    """The names asked for in a built page, in order; SiteError when one is malformed or stands twice."""
    names: list[str] = _MARKER.findall(html)
    if html.count("<div data-ocop-pour") != len(names):
        raise SiteError(f'{place}: a marker must read <div data-ocop-pour="name"></div>')
    if len(set(names)) != len(names):
        raise SiteError(f"{place}: marker {max(names, key=names.count)} stands twice")
    return names


def readied(html: str) -> str:
    """A page written by hand, with what neither Markdown nor an engine gives it.

    The heading stands before the list of contents. Blocks of code, which scroll where they are too wide, can
    be reached by keyboard. Options and names of files within a line stay whole, paths break at their folders.
    """
    return _CODE.sub(_readied_code, _CONTENTS_FIRST.sub(r"\3\2\1", html))


def _readied_code(found: re.Match[str]) -> str:
    start, bracket, rest = found[0].partition(">")
    if start.startswith("<pre"):
        return found[0] if " tabindex=" in start else f'{start} tabindex="0"{bracket}{rest}'
    return re.sub(r"\S+", _readied_word, found[0])


def _readied_word(found: re.Match[str]) -> str:
    if len(found[0]) > _FITTING:
        return "<wbr>".join(map(_whole, _FOLDER.split(found[0])))
    return _whole(found[0])


def _whole(word: str) -> str:
    """A line breaks behind each hyphen, unless the word is told to stay whole while it fits."""
    return f'<span class="whole">{word}</span>' if "-" in word and len(word) <= _FITTING else word


def poured(html: str, fragments: Mapping[str, Fragment]) -> str:
    """A built page with the content of `fragments` in place of their markers; other markers stay."""

    def content(found: re.Match[str]) -> str:
        fragment = fragments.get(found[1])
        return found[0] if fragment is None else fragment.content()

    return _MARKER.sub(content, html)


def by_name(fragments: Iterable[Fragment]) -> dict[str, Fragment]:
    """Fragments by their names; SiteError when two share one."""
    named: dict[str, Fragment] = {}
    for fragment in fragments:
        if named.setdefault(fragment.name, fragment) is not fragment:
            raise SiteError(f"two fragments are called {fragment.name}")
    return named


def moved(html: str, address: str, depth: int) -> str:
    """A page built at `address` with every relative link of its theme made right for another depth."""
    if address.count("/") == depth:
        return html

    def moved_match(found: re.Match[str]) -> str:
        return found[1] + _moved_link(found[2], address, depth)

    def moved_configuration(found: re.Match[str]) -> str:
        configuration: dict[str, object] = json.loads(found[2])
        for key in ("base", "search"):
            link = configuration.get(key)
            if isinstance(link, str):
                configuration[key] = _moved_link(link, address, depth)
        return found[1] + json.dumps(configuration, sort_keys=True).replace("<", "\\u003c")

    html = _LINK.sub(moved_match, html)
    return _CONFIGURATION.sub(moved_configuration, _SCOPE.sub(moved_match, html))


def _moved_link(link: str, address: str, depth: int) -> str:
    if (
        not link
        or link[0] in "/#?"
        or re.match(r"[a-z][a-z0-9+.-]*:", link)
        or any(word in link for word in _TOKENS)
    ):
        return link
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.DOTALL).groups()  # type: ignore[union-attr]
    target = posixpath.normpath(posixpath.join(address, path))
    if target.startswith(".."):
        raise SiteError(f"a link of the shell {address} leads out of the site: {link}")
    if f"{target}/" == address:
        return link
    target = "" if target == "." else target + "/" * path.endswith("/")
    turned = "../" * depth + target
    if not path.endswith("/"):
        turned = turned.rstrip("/") or "."
    return turned + mark + rest
