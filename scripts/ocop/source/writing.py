"""Values as the plainest text that reads back as those values: YAML scalars and CSV records."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import yaml

from ocop.source.documents import read_document

# Begins with a letter and holds no mark that means something to YAML: no need to ask the reader.
_BARE = re.compile(r"[^\W\d_](?:[\w ,.;/()%&+–-]*[\w.)%])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_DAY = "tag:yaml.org,2002:timestamp"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str) -> str:
    """Return `text` bare where the reader takes it for this text without a remark, else in double quotes.

    What other YAML programs would take for a number or a truth value is quoted too. Days stay bare.
    """
    if _BARE.fullmatch(text):
        return quoted(text) if text.lower() in _WORDS else text
    return text if _reads_back(text) else quoted(text)


def quoted(text: str) -> str:
    """Return `text` in double quotes, what does not show spelt out."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x1_0000 else f"\\U{ord(character):08x}"  # noqa: PLR2004 - the first that needs more than four digits


def _reads_back(text: str) -> bool:
    if not text or "\n" in text or "\r" in text:
        return False
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    if any(tag != _DAY and shape.match(text) for tag, shape in resolvers):
        return False
    document, found = read_document("", f"value: {text}\nitems:\n  - {text}\n")
    return document is not None and not found and document.value == {"value": text, "items": [text]}


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return records as CSV: commas, quotes only where needed, each line closed by a line feed."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
