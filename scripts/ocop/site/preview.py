"""Only the pages that a proposed change affects, as a folder that opens from disk with no network.

What is proposed is read out of Git's objects and rendered by this tree's own code and templates, under the
law of the base. The engine plays no part: the pages stand in a shell of our own.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from pathlib import Path

from ocop.load.commits import CommitTree, Repository
from ocop.load.histories import Histories
from ocop.load.registry import Reader
from ocop.review.proposal import Proposal
from ocop.site.build import site_input
from ocop.site.page import Fragment, Page, SiteError, relative
from ocop.site.pages.places import place_pages
from ocop.site.pages.plans import plan_pages
from ocop.site.pages.producers import producer_pages
from ocop.site.pages.products import product_pages
from ocop.site.views.world import World

# By this file a folder is known for a preview, which the next one may replace.
MANIFEST = "ban-xem-truoc.json"
# More pages than a reviewer opens; an import of a whole list is looked at on the site.
MOST_PAGES = 120

_KINDS: tuple[tuple[str, str, Callable[[World], Iterator[Page | Fragment]]], ...] = (
    ("product", "Sản phẩm", product_pages),
    ("producer", "Chủ thể", producer_pages),
    ("commune", "Địa bàn", place_pages),
    ("plan", "Kế hoạch", plan_pages),
)
_STYLES = ("ocop.css", "plan.css", "product.css")
_ADDRESS = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)+")
_LINK = re.compile(r'\s(href|src|action|formaction|poster|srcset)="([^"]*)"')
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = ' title="Trang này không đổi nên không có trong bản xem trước"'
_LABEL = "Bản xem trước"
_WARNING = "chưa được nhận vào sổ, không có giá trị tra cứu hay chứng minh"
# Nothing is fetched and nothing runs, whatever a page holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A page that the change makes or alters."""

    kind: str
    address: str
    title: str
    is_new: bool
    content: Callable[[], str | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What was drawn, and how many pages more are affected than are drawn."""

    pages: tuple[Affected, ...]
    left_out: int


def preview(root: Path, base: str, head: str, output: Path, as_of: date) -> Preview:
    """Draw the pages that the commit `head` would change in `base`, replacing an earlier preview at `output`.

    GitError when a commit cannot be read, LoadError when the base's schemas cannot be used, SiteError when
    something else than a preview stands at `output`.
    """
    if output.exists() and not (output / MANIFEST).is_file() and (output.is_file() or any(output.iterdir())):
        raise SiteError(f"{output}: đã có tệp khác ở đây (something else stands there)")
    with Repository(root) as repository:
        proposal = Proposal.between(repository, base, head)
        listing = repository.listing(proposal.base, ("dossiers", "plan"))
        reader = Reader(CommitTree(repository, repository.listing(proposal.base, ("schemas",))))
        worlds = []
        for side in (listing, proposal.laid_over(listing)):
            loaded = reader.load(CommitTree(repository, side))
            worlds.append(
                World(site_input(root, loaded, "https://xem-truoc.invalid/", as_of, "", Histories()), root)
            )
        found = tuple(affected(*worlds))
        drawn = Preview(pages=found[:MOST_PAGES], left_out=max(len(found) - MOST_PAGES, 0))
        files = dict(_files(drawn, root, proposal, as_of))
    shutil.rmtree(output, ignore_errors=True)
    for path, text in files.items():
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    return drawn


def affected(before: World, after: World) -> Iterator[Affected]:
    """Yield the pages of `after` that `before` has not, or has with other content, in the order of kinds."""
    for kind, _, pages in _KINDS:
        known = {page.address: page for page in _of_kind(pages(before), kind)}
        for page in _of_kind(pages(after), kind):
            old = known.get(page.address)
            # The key tells most pages apart without rendering them; some keys stand for the whole registry.
            if old is not None and (old.key == page.key or old.content() == page.content()):
                continue
            yield Affected(
                kind=kind,
                address=page.address,
                title=page.title,
                is_new=old is None,
                content=page.content,
            )


def _of_kind(pages: Iterator[Page | Fragment], kind: str) -> Iterator[Page]:
    for page in pages:
        if isinstance(page, Page) and page.shell == kind and _ADDRESS.fullmatch(page.address):
            yield page


def _files(drawn: Preview, root: Path, proposal: Proposal, as_of: date) -> Iterator[tuple[str, str]]:
    style = "\n".join((root / "docs" / "assets" / name).read_text("utf-8") for name in _STYLES)
    addresses = frozenset(page.address for page in drawn.pages)
    for page in drawn.pages:
        content = page.content()
        if isinstance(content, bytes):
            raise SiteError(f"{page.address}: a page with a shell is text, not bytes")
        home = posixpath.relpath("index.html", page.address)
        yield (
            f"{page.address}index.html",
            _shell(page.title, style, home, offline(content, page.address, addresses)),
        )
    yield "index.html", _shell("Trang nào đổi", style, "index.html", _index(drawn, proposal, as_of))
    listed = [{"address": page.address, "kind": page.kind, "new": page.is_new} for page in drawn.pages]
    manifest = {
        "schema": "preview/1",
        "base": proposal.base,
        "head": proposal.head,
        "pages": listed,
        "left_out": drawn.left_out,
    }
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def offline(html: str, address: str, addresses: frozenset[str]) -> str:
    """Return a page's content with links that work from disk: to pages of the preview, and out to sources."""

    def turned(found: re.Match[str]) -> str:
        name, link = found[1], unescape(found[2])
        if name != "href":
            return ""
        if link.startswith("#") or re.match(r"https?://", link):
            return found[0]
        path, _, fragment = link.partition("#")
        target = posixpath.normpath(posixpath.join(address, path))
        if f"{target}/" not in addresses or "?" in path:
            return _OUTSIDE
        there = relative(address, f"{target}/index.html") + (f"#{fragment}" if fragment else "")
        return f' href="{escape(there)}"'

    return _LINK.sub(turned, _SCRIPT.sub("", html))


def _shell(title: str, style: str, home: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{_LABEL}: {escape(title)}</title>
<style>
{style}
body {{ margin: 0; }}
*, ::before, ::after {{ box-sizing: border-box; }}
.xem-truoc {{ margin: 0; position: sticky; top: 0; z-index: 9; background: var(--ochre-wash); color: var(--ochre); border-bottom: 3px double var(--ochre); padding: .6rem 1.25rem; }}
.xem-truoc a {{ color: inherit; }}
.md-typeset a:not([href]) {{ color: inherit; text-decoration: none; }}
</style>
</head>
<body>
<p class="xem-truoc" role="note"><strong>{_LABEL}</strong> – {_WARNING}. <a href="{escape(home)}">Các trang đổi</a></p>
<div class="md-container"><div class="md-main"><div class="md-main__inner md-grid">
<main class="md-content"><article class="md-content__inner md-typeset">
{content}
</article></main>
</div></div></div>
</body>
</html>
"""  # noqa: E501 - the lines of a page, not of a program


def _index(drawn: Preview, proposal: Proposal, as_of: date) -> str:
    change = f"bản <code>{proposal.head[:12]}</code> vào <code>{proposal.base[:12]}</code>"
    promise = (
        f"Nếu nhận thay đổi này ({change}), các trang dưới đây sẽ như trong bản xem trước, "
        f"tính đến hết ngày {as_of:%d/%m/%Y}."
    )
    parts = [
        "<h1>Trang nào đổi</h1>",
        f"<p>{promise}</p>",
    ]
    for kind, label, _ in _KINDS:
        parts += _list(label, [page for page in drawn.pages if page.kind == kind])
    if not drawn.pages:
        parts.append("<p>Không trang sản phẩm, chủ thể, địa bàn hay kế hoạch nào đổi.</p>")
    if drawn.left_out:
        parts.append(f"<p>Và {drawn.left_out} trang nữa, không dựng ở đây.</p>")
    return "\n".join(parts)


def _list(label: str, pages: Sequence[Affected]) -> Iterator[str]:
    if pages:
        marks: Mapping[bool, str] = {True: ' <span class="mark">mới</span>', False: ""}
        yield f"<h2>{label}</h2>\n<ul>"
        for page in pages:
            link = f'<a href="{escape(page.address)}index.html">{escape(page.title)}</a>'
            yield f"<li>{link}{marks[page.is_new]}</li>"
        yield "</ul>"
