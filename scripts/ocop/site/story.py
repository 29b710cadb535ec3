"""A product's story: Markdown from the dossier, then an allow-list, so that nothing it holds can act."""

from __future__ import annotations

import markdown
import nh3
from markupsafe import Markup

from ocop.site.render import trusted

_TAGS = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "h4", "a", "hr"})
_LOWERED = {f"h{level}": f"h{min(level + 2, 4)}" for level in range(1, 7)}


def story_html(text: str) -> Markup:
    """`story.md` as HTML: headings lowered below the page's own, links http(s) only, pictures dropped."""
    html = markdown.markdown(text, extensions=["sane_lists"], output_format="html")
    for tag, lower in sorted(_LOWERED.items(), reverse=True):
        html = html.replace(f"<{tag}>", f"<{lower}>").replace(f"</{tag}>", f"</{lower}>")
    return trusted(
        nh3.clean(
            html,
            tags=set(_TAGS),
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="nofollow noopener",
        )
    )
