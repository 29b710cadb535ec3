"""What must never enter a repository that cannot forget: numbers and addresses that lead to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ocop.codes import privacy
from ocop.diagnostics import Code, Diagnostic, Location

_ADDRESS = re.compile(r"https?://\S+")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
# Mobile numbers and landlines as numbered today; a tax code of ten digits starts otherwise.
_PHONE = re.compile(r"(?<![0-9./-])(?:\+?84|0)[ .]?(?:[35789](?:[ .]?[0-9]){8}|2(?:[ .]?[0-9]){9})(?![0-9])")
# Bounded, and tried only where a word begins, so that no text takes more than linear time.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_DETECTORS: tuple[tuple[Code, re.Pattern[str]], ...] = (
    (privacy.IDENTITY_NUMBER, _IDENTITY),
    (privacy.PHONE_NUMBER, _PHONE),
    (privacy.EMAIL_ADDRESS, _EMAIL),
)

# One text a person typed: its Vietnamese title, its key, the text and where it stands.
Typed = tuple[str, str, str | None, Callable[[str], Location]]


def no_personal_data(texts: Iterable[Typed]) -> Iterator[Diagnostic]:
    """Yield each text that seems to hold an identity number, a telephone number or an e-mail address.

    Luật 91/2025/QH15: what is published cannot be taken back from Git's history.
    """
    for title, key, text, place in texts:
        if not text or (text.isalpha() and "@" not in text):
            continue
        bare = _ADDRESS.sub(" ", text)
        for code, pattern in _DETECTORS:
            hit = pattern.search(bare)
            if hit is not None:
                shown = hit.group()[:3] + "…"
                yield Diagnostic(code, place(key), {"title": title, "field": key, "found": shown})


def identity_number(text: str) -> str | None:
    """Return the first identity number in a text."""
    hit = _IDENTITY.search(_ADDRESS.sub(" ", text))
    return hit.group() if hit is not None else None


def contacts(text: str) -> frozenset[str]:
    """Return the telephone numbers in a text, without spaces, and the beginnings of e-mail addresses."""
    bare = _ADDRESS.sub(" ", text)
    numbers = {hit.group().replace(" ", "").replace(".", "") for hit in _PHONE.finditer(bare)}
    return frozenset(numbers | {hit.group().lower() for hit in _EMAIL.finditer(bare)})
