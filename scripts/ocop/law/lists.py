"""Administrative units, closed lists, forms and the working calendar, as read from `schemas/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.diagnostics import Text
from ocop.model import ApplicationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point on the map in decimal degrees east and north, and who says so."""

    longitude: Decimal
    latitude: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative unit in one edition of the official list; `valid_to` is its last day.

    `also_written` are spellings of the same name that people search by (Đakrông for Đa Krông); `position` is
    the longitude and latitude of its middle in degrees, where a source gives them.
    """

    id: str
    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: date
    valid_to: date | None
    also_written: tuple[str, ...] = ()
    position: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """An old unit became (part of) a new one; `to_unit` is None when the source names no successor."""

    from_unit: str
    to_unit: str | None
    on: date
    is_default: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a closed list under `schemas/lists/`: its code, both labels and its other columns."""

    id: str
    label: Text
    attributes: Mapping[str, str]

    def stands_on(self, day: date) -> bool:
        """Say whether `day` lies within the columns `valid_from` and `valid_to`; a blank one is no bound."""
        first, last = self.attributes.get("valid_from"), self.attributes.get("valid_to")
        begun = not first or date.fromisoformat(first) <= day
        return begun and (not last or day <= date.fromisoformat(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One item of a form that a document type asks for: the file and dotted key it is filled in at.

    `needed` says whether the form is incomplete without it, for the kinds in `needed_for` (none: all).
    `example` is a value as YAML has it, blank when none is known.
    """

    document_type: str
    file: str
    key: str
    title: str
    description: str
    needed: bool = False
    needed_for: tuple[ApplicationKind, ...] = ()
    basis: str = ""
    example: str = ""

    def is_needed(self, kind: ApplicationKind) -> bool:
        """Say whether an application of `kind` is incomplete without this item."""
        return self.needed and (not self.needed_for or kind in self.needed_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which weekdays are off and which weekend days are worked, in the `years` that are known.

    `days_unsettled` are those of which nobody knows yet: the Prime Minister fixes Tết year by year.
    """

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()
    days_unsettled: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
