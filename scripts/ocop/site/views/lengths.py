"""Lengths in drawings as shares of their width, so that letters beside them keep their size on any screen."""

from __future__ import annotations

from fractions import Fraction


def inside(share: Fraction) -> Fraction:
    """`share` kept between nought and the whole."""
    return max(Fraction(0), min(share, Fraction(1)))


def in_percent(share: Fraction) -> str:
    """A share as SVG writes a length: `83.33%`."""
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".") + "%"
