"""The canonical form of CSV: the schema's columns, the writer's records."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ocop import spelling
from ocop.canonical.tables import canonical_table
from ocop.diagnostics import Severity
from ocop.source import read_table

COLUMNS = ("on", "event", "note")


def canonical(text: str) -> str:
    """The canonical form of a text that must have one."""
    written, found = canonical_table("x.csv", text, COLUMNS)
    assert written is not None, found
    return written


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda cell: spelling.unsafe_characters(cell) is None and "\r" not in cell and "\0" not in cell
)


@given(
    st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5),
    st.permutations([*COLUMNS, "lạ"]),
    st.sampled_from(["excel", "unix"]),
)
def test_any_table_keeps_its_records(rows: list[list[str]], header: list[str], dialect: str) -> None:
    text = io.StringIO()
    csv.writer(text, dialect=dialect, lineterminator="\n").writerows([header, *rows])
    before, found = read_table("x.csv", text.getvalue())
    assert before is not None
    assume(not any(one.code.severity is Severity.ERROR for one in found))
    written = canonical(text.getvalue())
    after, found = read_table("x.csv", written)
    assert after is not None
    assert not any(one.code.severity is Severity.ERROR for one in found)
    assert [row.cells for row in after.rows] == [row.cells for row in before.rows]
    assert after.header == (*COLUMNS, "lạ")
    assert canonical(written) == written


def test_columns_take_the_schemas_order_and_quotes_go() -> None:
    text = 'note,"on", event\n"a, b","2026-01-02",recognised\n\n,,"x"\n'
    assert canonical(text) == 'on,event,note\n2026-01-02,recognised,"a, b"\n,x,\n'


def test_records_keep_their_order() -> None:
    text = "on,event,note\n2026-02-01,b,\n2026-01-01,a,\n"
    assert canonical(text) == text


@pytest.mark.parametrize("text", ["on;event;note\n", "on,event\na\n", 'on,event\n"a,b\n', "on,on\n"])
def test_what_cannot_be_read_soundly_has_no_canonical_form(text: str) -> None:
    written, found = canonical_table("x.csv", text, COLUMNS)
    assert written is None
    assert found
