"""The label a producer prints: a QR symbol, the code and the address below it, nothing that can go stale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from ocop.lookup import spaced
from ocop.site.pdf_file import ADVANCE, INK, POINTS_A_MILLIMETRE, Drawing, bar, pdf_file, shown
from ocop.site.symbol import QUIET, Symbol, symbol_of
from ocop.site.views.addresses import CODES, spoken, verification_address

_LARGEST, _SMALL = Decimal("5.2"), Decimal("3.4")
_LEAST_PRINT = Decimal("1.75")  # millimetres, five points


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text below the symbol, in modules; `width` holds it to the symbol's in any font."""

    text: str
    baseline: Decimal
    size: Decimal
    width: Decimal
    bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """Everything the template of a label may use; lengths are in modules but for `millimetres`."""

    code: str
    symbol: Symbol
    lines: tuple[Line, ...]
    height: Decimal
    millimetres: int

    @property
    def readable(self) -> int:
        """The width in millimetres from which even the smallest line is as large as print may be."""
        smallest = min(line.size for line in self.lines)
        return math.ceil(_LEAST_PRINT * self.symbol.side / smallest)


def label_view(code: str, base_url: str) -> LabelView:
    """The label that leads to the verification page of `code` under `base_url`."""
    symbol = symbol_of(base_url + verification_address(code))
    # The text takes the place below the quiet zone, which stays empty on all four sides.
    below = Decimal(symbol.side)
    lines: list[Line] = []
    for text, largest in (
        (spaced(code), _LARGEST),
        (spoken(base_url), _SMALL),
        (f"/{CODES}{code}/", _SMALL),
    ):
        width = Decimal(symbol.side - 2 * QUIET)
        size = min(largest, (width / (len(text) * ADVANCE)).quantize(Decimal("0.01")))
        below += size
        lines.append(
            Line(
                text=text,
                baseline=below,
                size=size,
                width=min(width, (len(text) * size * ADVANCE).quantize(Decimal("0.01"))),
                bold=not lines,
            )
        )
    return LabelView(
        code=spaced(code),
        symbol=symbol,
        lines=tuple(lines),
        height=below + QUIET,
        millimetres=symbol.millimetres,
    )


def label_pdf(label: LabelView) -> str:
    """The same label as a PDF, as wide as the smallest that a common printer still draws well."""
    drawing = [INK, *(bar(x, -row - 1, length) for x, row, length in label.symbol.runs), Drawing("f")]
    for line in label.lines:
        left = (label.symbol.side - len(line.text) * line.size * ADVANCE) / 2
        drawing.append(shown(line.text, left, -line.baseline, line.size, bold=line.bold))
    unit = label.millimetres * POINTS_A_MILLIMETRE / label.symbol.side
    return pdf_file(f"Tem tra cứu {label.code}", Decimal(label.symbol.side), label.height, unit, drawing)
