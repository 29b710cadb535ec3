"""A target drawn: the interval the plan asks for, how far it came, and what is not known.

Lengths are percentages of the drawing's width, so that its letters keep their size on any screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ocop.plan.model import Target, TargetKind
from ocop.plan.results import Figure
from ocop.plan.words import figure, percent
from ocop.site.render import number
from ocop.site.views.lengths import in_percent, inside

_MARGIN = Fraction(11, 10)
_NEAR_EDGE = Fraction(1, 5)
_FAR_EDGE = Fraction(4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the scale with its words; `anchor` keeps the letters inside the drawing."""

    at: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Everything the drawing shows. `actual` None means no figure, which is drawn unlike nought.

    `band` is the interval's length, blank when the plan names a single bound. `sure` says that the figure is
    at least what is drawn; `open_ended`, that the true one may be larger, `rest` being the room for it.
    """

    low: Mark
    high: Mark | None
    band: str
    actual: Mark | None
    sure: bool
    open_ended: bool
    rest: str


def interval(target: Target, headline: Figure | None) -> Interval | None:
    """The drawing of a target that has bounds, or None."""
    if not target.low:
        return None
    low = Fraction(target.low)
    high = Fraction(target.high) if target.high is not None else low
    scale = high * _MARGIN
    known = headline if headline is not None and headline.value is not None else None
    value = Fraction(0) if known is None or known.value is None else known.value
    return Interval(
        low=_mark(low, scale, number(figure(low)), left_of_another=low < high),
        high=_mark(high, scale, number(figure(high))) if high > low else None,
        band=in_percent((high - low) / scale) if high > low else "",
        actual=None if known is None else _mark(value, scale, _words(target, known, value, scale)),
        sure=known is not None and known.amount.low is not None,
        open_ended=known is not None and known.amount.high is None and value < scale,
        rest=in_percent(1 - inside(value / scale)),
    )


def _words(target: Target, known: Figure, value: Fraction, scale: Fraction) -> str:
    """The figure with what it leaves open, and an arrow when it lies beyond the drawing."""
    shown = percent(value / 100) if target.kind is TargetKind.PERCENT else figure(value)
    amount = known.amount
    sign = ""
    if amount.exact is None:
        if amount.low is not None:
            sign = "> " if amount.low_open else "≥ "
        elif amount.high is not None:
            sign = "< " if amount.high_open else "≤ "
        else:
            sign = "chưa chắc: "
    unit = " %" if target.kind is TargetKind.PERCENT else ""
    return f"{sign}{number(shown)}{unit}{' →' if value > scale else ''}"


def _mark(value: Fraction, scale: Fraction, text: str, *, left_of_another: bool = False) -> Mark:
    share = inside(value / scale)
    anchor = "start" if share < _NEAR_EDGE else "end" if share > _FAR_EDGE or left_of_another else "middle"
    return Mark(at=in_percent(share), anchor=anchor, text=text)
