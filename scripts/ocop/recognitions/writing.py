"""Dossier files as text: the plain YAML that importer and forms write, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ocop.source import scalar

Plain = None | str | int | date | Sequence["Plain"] | Mapping[str, "Plain"]


def yaml_text(document: Mapping[str, Plain]) -> str:
    """Return `document` as YAML in the order given; what is None or empty is left out."""
    return "".join(_lines(document, 0))


def _lines(mapping: Mapping[str, Plain], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for key, value in mapping.items():
        if value is None or value == "" or (isinstance(value, Sequence | Mapping) and not value):
            continue
        if isinstance(value, str | int | date):
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
    elif isinstance(item, str | int | date):
        yield f"{indent}- {_scalar(item)}\n"


def _scalar(value: str | int | date) -> str:
    if isinstance(value, int):
        return str(value).lower()  # True is a whole number, too
    return value.isoformat() if isinstance(value, date) else scalar(value)
