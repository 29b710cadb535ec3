"""The geometry of a target's bar: a track, the interval asked for and, when known, how far it came."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ocop.plan.model import Target
from ocop.plan.results import Figure

WIDTH = 340
_MARGIN = Fraction(11, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Lengths in units of a drawing `WIDTH` wide; `actual` None means no figure, which is not nought.

    `capped` says that the figure goes beyond the drawing; its number stands beside it.
    `label` words the bounds.
    """

    low: int
    high: int
    actual: int | None
    capped: bool
    label: str


def bar(target: Target, headline: Figure | None, label: str) -> Bar | None:
    """The bar of a target that has bounds, or None; `label` stands under the bounds."""
    if target.low is None or not target.low:
        return None
    low = Fraction(target.low)
    high = Fraction(target.high) if target.high is not None else low
    scale = high * _MARGIN
    value = headline.value if headline is not None else None
    return Bar(
        low=_length(low, scale),
        high=_length(high, scale),
        actual=None if value is None else _length(value, scale),
        capped=value is not None and value > scale,
        label=label,
    )


def _length(value: Fraction, scale: Fraction) -> int:
    return int(max(Fraction(0), min(value / scale, Fraction(1))) * WIDTH)
