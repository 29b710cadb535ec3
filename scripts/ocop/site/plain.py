"""Pages with no theme: all they need stands inside them, so they cost one request and outlive any engine.

The policy in the head names each inline style and script by its digest; nothing else may run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from ocop.site.page import NAME, SiteInput
from ocop.site.pages.poured import Head
from ocop.site.render import rendered

_INLINE = Path(__file__).parent / "inline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A page without a theme: its head, where it stands, and the scripts it carries.

    `canonical` is the full address of the page that search engines should keep, blank when they should keep
    none. `card` is the full address of the picture that stands for the page where it is shared. `pictures`
    allows files of this site to be shown.
    """

    head: Head
    address: str
    canonical: str = ""
    card: str = ""
    scripts: Sequence[str] = ()
    pictures: bool = False


@cache
def inline(name: str) -> str:
    """The style or script `inline/<name>` as it will stand in pages."""
    return (_INLINE / name).read_text("utf-8").strip()


def plain_page(page: Plain, template: str, site: SiteInput, /, **values: object) -> str:
    """The whole page; `template` gives what stands in its main part."""
    content = rendered(template, page.address, **values)
    frame = {"link": values["link"]} if "link" in values else {}
    return "".join(
        (
            '<!doctype html>\n<html lang="vi">\n<head>\n',
            _head(page),
            "</head>\n<body>\n",
            rendered("_plain_header", page.address, notice=site.notice_shown, **frame),
            '<main id="noi-dung"><article>\n',
            content,
            "</article></main>\n",
            rendered("_plain_footer", page.address, **frame),
            *(f"<script>{script}</script>\n" for script in page.scripts),
            "</body>\n</html>\n",
        )
    )


def _head(page: Plain) -> str:
    style = inline("plain.css")
    title, description = escape(page.head.title), escape(page.head.description)
    found = (
        f'<link rel="canonical" href="{escape(page.canonical)}">\n'
        if page.canonical
        else '<meta name="robots" content="noindex">\n'
    )
    return (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(page, style)}">\n'
        f"<title>{title} – {NAME}</title>\n"
        f'<meta name="description" content="{description}">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"{found}{_shared(page)}<style>{style}</style>\n"
    )


def _shared(page: Plain) -> str:
    """What messengers show of the page."""
    if not page.card:
        return ""
    return (
        f'<meta property="og:site_name" content="{NAME}">\n'
        f'<meta property="og:title" content="{escape(page.head.title)}">\n'
        f'<meta property="og:description" content="{escape(page.head.description)}">\n'
        f'<meta property="og:url" content="{escape(page.canonical)}">\n'
        f'<meta property="og:image" content="{escape(page.card)}">\n'
        '<meta name="twitter:card" content="summary_large_image">\n'
    )


def _policy(page: Plain, style: str) -> str:
    scripts = " ".join(map(_named, page.scripts)) or "'none'"
    pictures = "data: 'self'" if page.pictures else "data:"
    # Whoever looks the page over from within, as Lighthouse does, may read the site's robots.txt.
    return (
        f"default-src 'none'; style-src {_named(style)}; script-src {scripts}; img-src {pictures}; "
        f"connect-src 'self'; form-action 'self'; base-uri 'none'"
    )


@cache
def _named(text: str) -> str:
    """How a policy names an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
