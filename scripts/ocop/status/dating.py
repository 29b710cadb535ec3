"""When events may have happened, for records whose source gives only a year or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.law import Law
from ocop.model import RECOGNITIONS, Event, EventKind

# An evaluation of one year may be decided in the next.
_YEARS = range(date.min.year, date.max.year)
_NEEDS_RULES = RECOGNITIONS | {EventKind.REVOKED}


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with the first and the last day on which it may have happened.

    `latest` None means that it may as well be yet to come: only a revocation without date or year.
    """

    event: Event
    order: int
    earliest: date
    latest: date | None

    @property
    def exact(self) -> bool:
        """Whether the source gives the day itself."""
        return self.event.on is not None


def own_bounds(event: Event, law: Law) -> tuple[date, date] | None:
    """Return the first and last possible day by the event's own words, or None when it is undated.

    Year Y means from 1 January of Y, but not before the programme's first rule set, to 31 December of
    the year after, but not past the end printed on the certificate.
    """
    if event.on is not None:
        return event.on, event.on
    if event.year is None or event.year not in _YEARS:
        return None
    earliest, latest = date(event.year, 1, 1), date(event.year + 1, 12, 31)
    if event.kind in _NEEDS_RULES and law.rule_sets:
        begin = law.rule_sets[0].in_force_from
        earliest = begin if earliest < begin <= latest else earliest
    if event.kind in RECOGNITIONS and event.valid_through is not None:
        latest = event.valid_through if earliest <= event.valid_through < latest else latest
    return earliest, latest


@dataclass(frozen=True, slots=True)
class Placement:
    """A history placed in time: `dated` in file order, and with their order what has neither day nor year.

    A revocation without day or year stands in both when something is recorded before it.
    """

    dated: tuple[Dated, ...]
    undated: tuple[tuple[int, Event], ...]

    @property
    def exact(self) -> bool:
        """Whether every day is known, so that there is but one course of events."""
        return not self.undated and all(item.exact for item in self.dated)

    def by(self, day: date) -> Placement:
        """Return what had happened, or may have happened, by `day`; the undated may have."""
        return Placement(tuple(item for item in self.dated if item.earliest <= day), self.undated)


def placement(events: Sequence[Event], law: Law) -> Placement:
    """Return `events`, in file order, each placed as narrowly as its neighbours allow.

    Rows stand in the order in which things happened, so a year cannot reach back past the row before
    nor forward past the row after; a row that contradicts this is left as its own words have it.
    """
    bounds = [own_bounds(event, law) for event in events]
    found: list[Dated] = []
    for order, (event, bound) in enumerate(zip(events, bounds, strict=True)):
        if event.on is not None:
            found.append(Dated(event, order, event.on, event.on))
        elif bound is not None:
            earliest = max([bound[0], *(past.earliest for past in found if past.earliest <= bound[1])])
            ends = (end[1] for end in bounds[order + 1 :] if end is not None and end[1] >= earliest)
            found.append(Dated(event, order, earliest, min([bound[1], *ends])))
        elif event.kind is EventKind.REVOKED and found:
            found.append(Dated(event, order, max(past.earliest for past in found), None))
    undated = ((order, event) for order, event in enumerate(events) if bounds[order] is None)
    return Placement(tuple(found), tuple(undated))
