"""Points as people and programs read them."""

from __future__ import annotations

from decimal import Decimal


def points_shown(points: Decimal) -> str:
    """Return points without idle zeros and with the decimal comma that Vietnamese readers expect."""
    text = f"{points.normalize():f}"
    return text.replace(".", ",")


def points_plain(points: Decimal) -> int | float:
    """Return points as a JSON number: whole when they are whole."""
    return int(points) if points == points.to_integral_value() else float(points)
