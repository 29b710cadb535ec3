"""QR symbols: the strongest that stays small enough for a 15 mm label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4
"""Modules of white that a reader needs around a symbol (ISO/IEC 18004)."""

_LEAST_LEVEL = "q"  # a stain over a tenth of the symbol is more than level M can mend
# The standard has an encoder score all eight masks and take the best. For addresses like ours the scores of
# this one are 1.5 to 8 % off the best, of which a reader knows nothing; scoring would take most of the time.
_MASK = 7
_MODULES_A_MILLIMETRE = 3  # four dots of a 300 dpi printer each
_SMALLEST = 15
_DARK = re.compile(rb"\x01+")

Run = tuple[int, int, int]
"""Dark modules side by side: where they begin, their row counted from the top, and how many they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A QR symbol by its runs, row by row, and as a path of SVG; `side` counts its quiet zone."""

    side: int
    version: int
    level: str
    runs: tuple[Run, ...]
    path: str

    @property
    def millimetres(self) -> int:
        """The smallest width at which a common printer still draws its modules apart."""
        return max(_SMALLEST, -(-self.side // _MODULES_A_MILLIMETRE))


@lru_cache(maxsize=64)
def symbol_of(address: str) -> Symbol:
    """The symbol that leads to `address`, letter for letter."""
    content = address.encode()
    family = _Family.of(len(content))
    side = family.side
    runs = tuple(_runs(family.modules(content), side))
    return Symbol(
        side=side + 2 * QUIET,
        version=family.version,
        level=family.level,
        runs=runs,
        path="".join(_strokes(runs)),
    )


class _Family:
    """The symbols of all addresses of one length, of which the library is asked for only a few.

    Their masks and sizes are the same, and what lies between an address and its modules – padding, Reed and
    Solomon's code, masking – is linear over single bits: a bit of the address turned turns always the same
    modules (ISO/IEC 18004, 7.5 to 7.8). Encoding each address anew took a tenth of a build.
    """

    def __init__(self, length: int) -> None:
        self._first = b"." * length
        made = segno.make(self._first, error=_LEAST_LEVEL, mode="byte", mask=_MASK, micro=False)
        self.side = len(made.matrix)
        self.version, self.level = int(made.version), str(made.error)
        self._whole = _number(made)
        self._turned: dict[tuple[int, int], int] = {}

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, length: int) -> _Family:
        """The family of addresses of `length` bytes."""
        return cls(length)

    def modules(self, content: bytes) -> bytes:
        """The modules of the symbol for `content`, row by row, a byte each: 1 is dark."""
        whole = self._whole
        for place, byte in enumerate(content):
            turned = byte ^ self._first[place]
            if turned:
                whole ^= self._turn(place, turned)
        return whole.to_bytes(self.side * self.side, "big")

    def _turn(self, place: int, turned: int) -> int:
        """Which modules change when the bits `turned` of the byte at `place` do."""
        if (place, turned) not in self._turned:
            changed = bytearray(self._first)
            changed[place] ^= turned
            made = segno.make(bytes(changed), error=_LEAST_LEVEL, mode="byte", mask=_MASK, micro=False)
            self._turned[place, turned] = self._whole ^ _number(made)
        return self._turned[place, turned]


def _number(made: segno.QRCode) -> int:
    """A symbol's modules as one number, a byte for each."""
    return int.from_bytes(b"".join(bytes(row) for row in made.matrix), "big")


def _runs(modules: bytes, side: int) -> Iterator[Run]:
    for row in range(side):
        for dark in _DARK.finditer(modules, row * side, (row + 1) * side):
            yield dark.start() - row * side + QUIET, row + QUIET, dark.end() - dark.start()


def _strokes(runs: Iterable[Run]) -> Iterator[str]:
    """Strokes a module wide, drawn along the middle of each row."""
    end = line = 0
    for x, row, length in runs:
        yield f"m{x - end} 0h{length}" if row == line else f"M{x} {row}.5h{length}"
        end, line = x + length, row
