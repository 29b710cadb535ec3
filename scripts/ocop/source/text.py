"""From a file's bytes to text that can be trusted: UTF-8, composed, without hidden characters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping

from ocop import spelling
from ocop.codes import reading
from ocop.diagnostics import Code, Diagnostic, Location

_CLIP = 80
_MARKS_ON_A_LETTER = 30
_NO_LETTERS = re.compile(rf"[^\w\x00-\x7f]{{{_MARKS_ON_A_LETTER},}}")


def spelt(text: str) -> str:
    """Return `text` on one line, its invisible characters spelt out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def clipped(text: str) -> str:
    """Return `text` on one line, its invisible characters spelt out, cut to what a message can carry."""
    shown = spelt(text[: _CLIP + 1])
    return shown if len(text) <= _CLIP else shown[:_CLIP] + "…"


def decoded(path: str, content: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the NFC text of a UTF-8 file, or None when it cannot be trusted, with what was found."""
    if _is_utf16(content):
        return None, (Diagnostic(reading.UTF16, Location(path)),)
    found: list[Diagnostic] = []
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        found.append(Diagnostic(reading.BYTE_ORDER_MARK, Location(path, 1, 1)))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_undecodable(path, content, error.start),)
    if not text.strip():
        return None, (*found, Diagnostic(reading.EMPTY_FILE, Location(path)))
    hidden = hidden_character(text)
    if hidden is not None:
        position, code, name = hidden
        return None, (*found, Diagnostic(code, _place(path, text[:position]), {"found": name}))
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        piled = piled_marks(text)
        if piled is not None:
            position, facts = piled
            return None, (*found, Diagnostic(reading.PILED_MARKS, _place(path, text[:position]), facts))
        if not unicodedata.is_normalized("NFC", text):
            found.append(_decomposed(path, text))
            text = unicodedata.normalize("NFC", text)
        found.extend(_legacy(path, text))
    return text, tuple(found)


def hidden_character(text: str) -> tuple[int, Code, str] | None:
    """Return the place (0-based), code and name of the first character that the eye does not see."""
    unsafe = spelling.unsafe_characters(text)
    if unsafe is None:
        return None
    position, name = unsafe
    control = unicodedata.category(text[position]) == "Cc"
    code = reading.CONTROL_CHARACTER if control else reading.BIDI_CONTROL
    return position, code, name.removesuffix(" CONTROL CHARACTER")


def _is_utf16(content: bytes) -> bool:
    """Tell UTF-16 by its mark, or by the empty half of its first two Latin letters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    head = content[:4]
    return b"\0\0" in {head[0::2], head[1::2]} and head.count(0) < len(head)


def piled_marks(text: str) -> tuple[int, Mapping[str, str]] | None:
    """Return where more marks are piled on one letter than any language does, with the facts to say so.

    Unicode's stream-safe limit (UAX 15, D4); beyond it composing takes time in the square of the pile.
    """
    for run in _NO_LETTERS.finditer(text):
        marks = 0
        for position in range(run.start(), run.end()):
            marks = marks + 1 if unicodedata.combining(text[position]) else 0
            if marks > _MARKS_ON_A_LETTER:
                return position, {"found": _name(text[position]), "expected": str(_MARKS_ON_A_LETTER)}
    return None


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _undecodable(path: str, content: bytes, position: int) -> Diagnostic:
    """Tell text in a legacy encoding, saved byte for byte, from bytes that are no text we know."""
    for diagnostic in _legacy(path, content.decode("latin-1")):
        return diagnostic
    before = content[:position].decode("utf-8")
    return Diagnostic(reading.NOT_UTF8, _place(path, before), {"found": f"0x{content[position]:02X}"})


def _place(path: str, before: str) -> Location:
    return Location(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _decomposed(path: str, text: str) -> Diagnostic:
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            for word in re.finditer(r"\S+", line):
                if not unicodedata.is_normalized("NFC", word.group()):
                    shown = clipped(unicodedata.normalize("NFC", word.group()))
                    where = Location(path, number, word.start() + 1)
                    return Diagnostic(reading.NOT_NFC, where, {"found": shown})
    return Diagnostic(reading.NOT_NFC, Location(path, 1, 1), {"found": "…"})


def _legacy(path: str, text: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(text.split("\n"), 1):
        encoding = None if line.isascii() else spelling.mis_encoding(line)
        if encoding is not None:
            facts = {"found": clipped(line.strip()), "encoding": encoding}
            yield Diagnostic(reading.LEGACY_ENCODING, Location(path, number, 1), facts)
            return
