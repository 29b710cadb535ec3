"""Levels of government by name, and until when each of them existed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop import calendar
from ocop.codes import procedure
from ocop.diagnostics import Diagnostic, Location, Text
from ocop.law import Law
from ocop.model import Level


def named(level: Level, law: Law) -> Text:
    """Return a level as it stands in the middle of a sentence."""
    term = law.lists.get("levels", {}).get(level.value)
    label = term.label if term else Text(level.value, level.value)
    return Text(label.vi.lower(), label.en.lower())


def last_day(level: Level, law: Law) -> date | None:
    """Return the last day on which a level existed, None while it stands."""
    term = law.lists.get("levels", {}).get(level.value)
    ended = calendar.partial(term.attributes.get("valid_to", "")) if term else None
    return ended.last if ended else None


def level_stands(level: Level, day: date, law: Law, *, label: str, where: Location) -> Iterator[Diagnostic]:
    """Yield a problem when `level`, written under the title `label` at `where`, had ended by `day`."""
    ended = last_day(level, law)
    if ended is not None and day > ended:
        facts = {
            "label": label,
            "field": where.field,
            "title": named(level, law).vi,
            "found": level.value,
            "expected": calendar.in_table(ended),
        }
        yield Diagnostic(procedure.LEVEL_ENDED, where, facts)
