"""A PDF of one page drawn in black ink, to be placed by a printer's shop as it is.

Plain text from the first byte to the last (ISO 32000-1), so that a label weighs little and the same label is
always the same bytes: it carries no date and no name of a program.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NewType

Drawing = NewType("Drawing", str)
"""Operators of a page's content."""

POINTS_A_MILLIMETRE = Decimal(72) / Decimal("25.4")
INK = Drawing("0 0 0 1 k 0 0 0 1 K")
"""Black alone, on a press too: four inks over one another would blur what has to stay sharp."""
ADVANCE = Decimal("0.6")
"""How wide every letter of these fonts is, in its size."""
# Fonts that every reader of PDF has (ISO 32000-1, 9.6.2.2), so that none need be carried along.
_FONTS = {"F1": "Courier", "F2": "Courier-Bold"}


def shown(text: str, x: Decimal, y: Decimal, size: Decimal, *, bold: bool = False) -> Drawing:
    """ASCII text whose first letter begins at (x, y)."""
    font = "F2" if bold else "F1"
    return Drawing(f"BT /{font} {_number(size)} Tf {_number(x)} {_number(y)} Td {_literal(text)} Tj ET")


def bar(x: int, y: int, length: int) -> Drawing:
    """A bar one unit high whose lower left corner is (x, y)."""
    return Drawing(f"{x} {y} {length} 1 re")


def pdf_file(title: str, width: Decimal, height: Decimal, unit: Decimal, drawing: list[Drawing]) -> str:
    """The whole file: a page of `width` by `height` units of `unit` points.

    What is drawn is measured from its upper left corner, upwards, so that all of it lies below nought.
    """
    scale, top = _number(unit), _number(height * unit)
    content = "\n".join((f"{scale} 0 0 {scale} 0 {top} cm", *drawing))
    box = f"[0 0 {_number(width * unit)} {top}]"
    fonts = " ".join(f"/{name} {place} 0 R" for place, name in enumerate(_FONTS, start=6))
    resources = f"<< /Font << {fonts} >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R /Lang (vi) /ViewerPreferences << /DisplayDocTitle true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources {resources} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Title <{(chr(0xFEFF) + title).encode('utf-16-be').hex()}> >>",
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>" for font in _FONTS.values()),
    )
    file, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{file}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    )


def _number(value: Decimal) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _literal(text: str) -> str:
    """Text between brackets; ValueError when it holds what these fonts do not."""
    if not text.isascii() or not text.isprintable():
        raise ValueError(f"no letters for {text!a}")
    for sign in "\\()":
        text = text.replace(sign, f"\\{sign}")
    return f"({text})"
