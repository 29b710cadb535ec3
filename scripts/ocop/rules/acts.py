"""What acts and other documents say of each other: which one amends or replaces which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop import spelling
from ocop.codes import documents
from ocop.diagnostics import Diagnostic, Location

_EXPECTED = "schemas/rules/, schemas/lists/instruments.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One document named by another under `field`; `later` of the two amends or replaces `earlier`."""

    title: str
    field: str
    named: str
    later: str
    earlier: str
    where: Location


def tie_problems(ties: Iterable[Tie], known: Collection[str]) -> Iterator[Diagnostic]:
    """Yield each tie that leads nowhere, then the first of each ring of documents that replace each other."""
    sound: list[Tie] = []
    for tie in ties:
        if tie.named in known:
            sound.append(tie)
            continue
        facts = {"title": tie.title, "field": tie.field, "found": tie.named, "expected": _EXPECTED}
        facts["nearest"] = spelling.nearest(tie.named, known) or "–"
        yield Diagnostic(documents.UNKNOWN_REFERENCE, tie.where, facts)
    yield from documents_do_not_go_round(sound)


def documents_do_not_go_round(ties: Sequence[Tie]) -> Iterator[Diagnostic]:
    """What replaces or amends another document is never, in the end, replaced or amended by it."""
    earlier: dict[str, list[str]] = {}
    for tie in ties:
        earlier.setdefault(tie.later, []).append(tie.earlier)
    told: set[str] = set()
    for tie in ties:
        path = _path(tie.earlier, tie.later, earlier)
        if path and told.isdisjoint(path):
            told.update(path)
            facts = {"title": tie.title, "field": tie.field, "found": " → ".join((tie.later, *path))}
            yield Diagnostic(documents.GOES_ROUND, tie.where, facts)


def _path(start: str, goal: str, earlier: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return one way from `start` to ever earlier documents that ends at `goal`, empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        for one in earlier.get(way[-1], ()):
            if one not in seen:
                seen.add(one)
                ways.append((*way, one))
    return ()
