"""Tables as CSV that spreadsheets open as they are: marked as UTF-8, with no cell they would calculate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ocop.site.tables import Cell

# Excel opens UTF-8 as something else unless the file begins with this mark; data packages allow it.
_MARK = "\ufeff"
# A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text again. One that
# already begins with apostrophes gets one more, so that taking one away always gives back what was meant.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def csv_file(header: Iterable[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file, its lines ended as RFC 4180 has them."""
    content = io.BytesIO()
    text = io.TextIOWrapper(content, encoding="utf-8", newline="")
    text.write(_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_spreadsheet_safe(cell) for cell in row] for row in rows)
    text.flush()
    return content.getvalue()


def _spreadsheet_safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
