"""Words of others in GitHub's Markdown: shown as they are, and unable to act as anything but text."""

from __future__ import annotations

import re

from ocop.report.problems import plain

_CLIP = 160
_RUN = re.compile(r"`+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&:])")


def quoted(text: str, longest: int = _CLIP) -> str:
    """Return `text` as a code span: no mention, link, HTML, table border or Markdown in it has any effect."""
    shown = plain(text.replace("\n", " ⏎ ")).strip()
    if len(shown) > longest:
        shown = shown[: longest - 1] + "…"
    if not shown:
        return "–"
    fence = "`" * (max((len(run) for run in _RUN.findall(shown)), default=0) + 1)
    pad = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{pad}{shown.replace('|', chr(92) + '|')}{pad}{fence}"


def safe(text: str) -> str:
    """Our own words: only what Markdown would take for more than text is escaped, and nobody is called."""
    return _SPECIAL.sub(r"\\\1", plain(text.replace("@", "(a)")))
