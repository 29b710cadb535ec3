"""From which day a document is in force, amended, replaced or at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from ocop.diagnostics import Text
from ocop.instruments.model import Family, Instrument, Key


class Force(StrEnum):
    """What a document's own text is worth on a day."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    TRANSITIONAL = "transitional"
    UNREPLACED = "unreplaced"
    LAPSED = "lapsed"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    Force.PENDING: Text("Chưa có hiệu lực", "Not yet in force"),
    Force.IN_FORCE: Text("Còn hiệu lực", "In force"),
    Force.AMENDED: Text("Còn hiệu lực, đã được sửa đổi", "In force, as amended"),
    Force.TRANSITIONAL: Text("Đã được thay, còn dùng chuyển tiếp", "Replaced, in transitional use"),
    Force.UNREPLACED: Text("Chưa thấy văn bản thay thế", "No replacement known"),
    Force.LAPSED: Text("Đã hết hiệu lực", "No longer in force"),
}

Line = tuple[tuple[date | None, Force], ...]


def line_of_force(one: Instrument, known: Mapping[Key, Instrument]) -> Line:
    """Return the states of a document with the first day of each, None for ever before; empty for decisions.

    A decision on products is carried out once; what lasts are the certificates, each with an end of its own.
    """
    if one.family is not Family.LAW:
        return ()
    begins, ends = one.in_force_from, _end(one, known)
    running = Force.IN_FORCE if one.rule_set else Force.UNREPLACED
    points: list[tuple[date | None, Force]] = [(None, Force.PENDING if begins else running)]
    if begins:
        points.append((begins, running))
    points += [(day, Force.AMENDED) for day in _beginnings(one.amended_by, known)]
    replaced = next(_beginnings(one.replaced_by, known), None)
    if replaced and (ends is None or replaced <= ends):
        points.append((replaced, Force.TRANSITIONAL))
    if ends:
        points.append((ends + timedelta(days=1), Force.LAPSED))
    return _rising(points)


def force_on(line: Line, day: date) -> Force | None:
    """Return the state on a day, None where a document has none."""
    begun = [force for start, force in line if start is None or start <= day]
    return begun[-1] if begun else None


def _end(one: Instrument, known: Mapping[Key, Instrument]) -> date | None:
    """The last day of any effect: as recorded, else the eve of what replaces it."""
    if one.in_force_to:
        return one.in_force_to
    replaced = next(_beginnings(one.replaced_by, known), None)
    return replaced - timedelta(days=1) if replaced else None


def _beginnings(keys: tuple[Key, ...], known: Mapping[Key, Instrument]) -> Iterator[date]:
    """When the documents of `keys` came into force, or were signed when that is all that is known."""
    days = ((other.in_force_from or other.signed_on) for key in keys if (other := known.get(key)))
    yield from sorted(day for day in days if day)


def _rising(points: list[tuple[date | None, Force]]) -> Line:
    """The states in order of time and, what begins on one day, of finality; each change once."""
    order = list(Force)
    line: list[tuple[date | None, Force]] = []
    for start, force in sorted(points, key=lambda point: (point[0] or date.min, order.index(point[1]))):
        if line and order.index(force) < order.index(line[-1][1]):
            continue
        if line and line[-1][0] == start:
            line[-1] = (start, force)
        elif not line or line[-1][1] is not force:
            line.append((start, force))
    return tuple(line)
