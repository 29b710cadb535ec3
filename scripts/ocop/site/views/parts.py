"""How long a list a page may show, and a longer one cut into parts with an address each.

A page is read on a telephone: whatever the registry's size, none may take more than 100 KB to fetch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

# Rows of a table on one page of a list that goes on over several.
ROWS = 500
# Records named beside a figure; the whole list has a page of its own when there are more.
NAMED = 100
# Recognitions in a printed report, five sheets of them.
RECOGNISED = 200
# Products on the home page that have to file.
DUE = 100
# The most urgent certificates of an expiring list that is shared out by commune.
URGENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Row]):
    """A page's share of a list: its rows, its number from 1, and where each of the parts stands."""

    rows: tuple[Row, ...]
    number: int
    addresses: tuple[str, ...]

    @property
    def before(self) -> int:
        """How many rows stand in the parts before this one."""
        return (self.number - 1) * ROWS

    @property
    def address(self) -> str:
        """Where this part stands."""
        return self.addresses[self.number - 1]


def parts(rows: Sequence[Row], address: Callable[[int], str], least: int = 1) -> tuple[Part[Row], ...]:
    """`rows` in pages of `ROWS`, the n-th at `address(n)`; `least` so many, the last of them empty."""
    count = max(least, number_of_parts(rows))
    addresses = tuple(address(number) for number in range(1, count + 1))
    return tuple(
        Part(rows=tuple(rows[(number - 1) * ROWS : number * ROWS]), number=number, addresses=addresses)
        for number in range(1, count + 1)
    )


def number_of_parts(rows: Sequence[object]) -> int:
    """How many pages `rows` take; one when there are none."""
    return max(1, -(-len(rows) // ROWS))


def later(address: str, number: int) -> str:
    """The address of the `number`-th page of a list whose first stands at `address`."""
    return address if number == 1 else f"{address}trang-{number}/"
