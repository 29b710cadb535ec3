"""The sizes in which a photograph is published; no library is needed to reckon with them."""

from __future__ import annotations

from dataclasses import dataclass

WIDTHS = (360, 720)
"""How wide a published photograph is in dots, at most: for a telephone, and for sharp or large screens."""

_TALLEST = 4 / 3


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in dots."""

    width: int
    height: int

    @property
    def dots(self) -> int:
        """How many dots there are."""
        return self.width * self.height


def fitted(whole: Size, width: int) -> Size:
    """The largest size of the same shape within `width` and a height of a third more; never enlarged."""
    scale = min(1.0, width / whole.width, width * _TALLEST / whole.height)
    return Size(max(1, round(whole.width * scale)), max(1, round(whole.height * scale)))


def published(whole: Size) -> tuple[Size, ...]:
    """The sizes in which a photograph is published, the smallest first; a small photograph has but one."""
    return tuple(dict.fromkeys(fitted(whole, width) for width in WIDTHS))
