"""Recorded facts: what may be added to them, and what counts as rewriting them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocop.policy.past import Record, additions, extends, rewritings

_CELLS = st.sampled_from(["", "a", "b"])
_RECORD = st.fixed_dictionaries({"on": _CELLS, "event": _CELLS})
_RECORDS = st.lists(_RECORD, max_size=5)
A, B = {"on": "a", "event": ""}, {"on": "b", "event": ""}


def test_a_blank_may_be_filled_and_a_row_added_anywhere() -> None:
    filled = {"on": "a", "event": "b"}
    assert list(rewritings([A], [filled])) == []
    assert list(rewritings([A, B], [B, A, A, B])) == []
    assert list(additions([A], [B, filled])) == [0]


def test_altering_emptying_removing_and_reordering_are_told() -> None:
    for after in ([B], [{"on": "", "event": ""}], [], [{"on": "", "event": "a"}]):
        (one,) = rewritings([A], after)
        assert one.was == A
        assert one.now == (0 if after else None)
    assert [one.was for one in rewritings([A, B], [B, A])] == [B]


@given(_RECORDS)
def test_what_stays_is_neither_rewritten_nor_new(records: list[Record]) -> None:
    assert list(rewritings(records, records)) == []
    assert list(additions(records, records)) == []


@given(_RECORDS, st.lists(st.tuples(st.integers(0, 9), _RECORD), max_size=4))
def test_adding_rows_rewrites_nothing(records: list[Record], added: list[tuple[int, Record]]) -> None:
    after = list(records)
    for place, one in added:
        after.insert(min(place, len(after)), one)
    assert list(rewritings(records, after)) == []


@given(_RECORDS, _RECORDS)
def test_without_a_rewriting_every_row_stands_in_its_order(before: list[Record], after: list[Record]) -> None:
    if list(rewritings(before, after)):
        return
    rest = iter(after)
    assert all(any(extends(one, row) for one in rest) for row in before)


@given(_RECORDS, st.integers(0, 4))
def test_a_row_that_said_something_and_is_gone_is_told(records: list[Record], place: int) -> None:
    kept = [one for number, one in enumerate(records) if number != place]
    gone = records[place] if place < len(records) else None
    if gone is not None and any(gone.values()) and not any(extends(one, gone) for one in kept):
        assert gone in [one.was for one in rewritings(records, kept)]


@given(_RECORDS, _RECORDS)
def test_every_new_number_is_of_a_row_that_is_there(before: list[Record], after: list[Record]) -> None:
    found = list(additions(before, after))
    assert found == sorted(set(found))
    assert all(0 <= number < len(after) for number in found)
    assert len(after) - len(found) <= len(before)


@given(_RECORD, _RECORD, _RECORD)
def test_extending_is_an_order(one: Record, other: Record, third: Record) -> None:
    assert extends(one, one)
    if extends(one, other) and extends(other, third):
        assert extends(one, third)
