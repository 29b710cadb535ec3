"""What was recorded stays: rows are added and blanks filled in, nothing is altered or taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A record that is no longer there as it was; `now` is the number of the one in its place, if any."""

    was: Record
    now: int | None


def extends(after: Record, before: Record) -> bool:
    """Say whether `after` says all that `before` says, and perhaps more."""
    return all(after.get(name, "") == cell for name, cell in before.items() if cell)


def rewritings(before: Sequence[Record], after: Sequence[Record]) -> Iterator[Rewriting]:
    """Yield the records of `before` that have no equal or fuller one in `after`, in the same order."""
    place = 0
    for record in before:
        found = next((number for number in range(place, len(after)) if extends(after[number], record)), None)
        if found is None:
            yield Rewriting(record, place if place < len(after) else None)
        else:
            place = found + 1


def additions(before: Sequence[Record], after: Sequence[Record]) -> Iterator[int]:
    """Yield the numbers of the records of `after` that extend none of `before`."""
    left = list(before)
    for number, record in enumerate(after):
        known = next((place for place, one in enumerate(left) if extends(record, one)), None)
        if known is None:
            yield number
        else:
            del left[: known + 1]
