"""How synthetic records are written down: plain YAML and CSV, the same bytes for the same values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# A value of a document: text, a number, a truth value, a list of texts or a mapping of more values.
Value = str | int | bool | Sequence[str] | Mapping[str, "Value"]

_PLAIN = re.compile(r"[^\W\d_][^:#\n]*[^\s:#]|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:https?://)[a-z0-9./-]+")


def scalar(text: str) -> str:
    """Return a text as YAML, quoted where it must be."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def document(values: Mapping[str, Value]) -> str:
    """Return a mapping as a YAML document, in the order given."""
    return "\n".join(_lines(values, "")) + "\n"


def _lines(values: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, bool | int):
            yield f"{indent}{key}: {str(value).lower()}"
        elif isinstance(value, str):
            yield f"{indent}{key}: {scalar(value)}"
        else:
            yield f"{indent}{key}:"
            yield from (f"{indent}- {scalar(item)}" for item in value)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV; a column that a row lacks stays empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
