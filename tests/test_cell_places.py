"""A record knows where each of its cells stands, however the record is written."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from ocop.diagnostics import RowOrigin

CELLS = st.lists(st.text(alphabet='aă,"\n ', max_size=6), min_size=1, max_size=6)


@given(cells=CELLS, quoted=st.booleans(), ended=st.booleans())
def test_every_cell_begins_where_its_record_says(cells: list[str], *, quoted: bool, ended: bool) -> None:
    written = io.StringIO()
    every = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    needed = csv.writer(written, lineterminator="\n")
    (every if quoted else needed).writerow(cells)
    text = written.getvalue() if ended else written.getvalue().removesuffix("\n")
    header = tuple(f"column_{number}" for number in range(len(cells)))
    origin = RowOrigin("history.csv", 7, text, header)
    lines = text.split("\n")
    for number, cell in enumerate(cells):
        place = origin.at(header[number])
        rest = "\n".join([lines[place.line - 7][place.column - 1 :], *lines[place.line - 6 :]])
        # What begins there is this cell and those after it.
        assert next(csv.reader(io.StringIO(rest)), [""])[: len(cells) - number] == cells[number:] or not cell
        assert place.field == header[number]
