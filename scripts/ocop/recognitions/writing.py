"""Dossier files as text: the flat YAML and the CSV that the importer writes, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

Plain = None | str | date | Sequence["Plain"] | Mapping[str, "Plain"]

# Text that YAML reads as text without quotes: begins with a letter, no mark that means something to YAML.
_BARE = re.compile(r"[^\W\d_](?:[\w ,.;/()%&+–-]*[\w.)%])?")
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def yaml_text(document: Mapping[str, Plain]) -> str:
    """Return `document` as YAML in the order given; what is None or empty is left out."""
    return "".join(_lines(document, 0))


def _lines(mapping: Mapping[str, Plain], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for key, value in mapping.items():
        if value is None or value == "" or (isinstance(value, Sequence | Mapping) and not value):
            continue
        if isinstance(value, str | date):
            yield f"{indent}{key}: {_scalar(value)}\n"
        elif isinstance(value, Mapping):
            inner = list(_lines(value, depth + 1))
            yield from (f"{indent}{key}:\n", *inner) if inner else ()
        else:
            yield f"{indent}{key}:\n"
            for item in value:
                yield from _item(item, depth + 1)


def _item(item: Plain, depth: int) -> Iterable[str]:
    indent = "  " * depth
    if isinstance(item, Mapping):
        for number, line in enumerate(_lines(item, depth + 1)):
            yield f"{indent}- {line.lstrip()}" if number == 0 else line
    elif isinstance(item, str | date):
        yield f"{indent}- {_scalar(item)}\n"


def _scalar(value: str | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if _BARE.fullmatch(value) and value.lower() not in _NOT_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return records as CSV: commas, quotes only where needed, each line closed by a line feed."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
