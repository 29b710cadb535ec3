"""What a change does to facts: every value that differs, once, under its title and at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from ocop.impact import FactChange, FileFacts, Turn, fact_changes

TITLES = {"name": "Tên", "place.commune": "Xã", "other_names": "Tên khác", "star": "Sao", "on": "Ngày"}
_KEYS = st.sampled_from(["name", "place.commune", "other_names.0", "other_names.1", "record.note"])
_CELLS = st.text("ab ", max_size=2)
_VALUES = st.dictionaries(_KEYS, st.text("ab", min_size=1, max_size=2))
_RECORDS = st.lists(st.fixed_dictionaries({"id": _CELLS, "on": _CELLS, "star": _CELLS}), max_size=5)


def document(values: Mapping[str, str], path: str = "dossiers/a/b/product.yml") -> FileFacts:
    return FileFacts(path=path, values=values, lines={key: n for n, key in enumerate(values, start=2)})


def table(records: Sequence[Mapping[str, str]], path: str = "dossiers/a/b/history.csv") -> FileFacts:
    return FileFacts(path=path, records=records, lines={str(n): n + 2 for n in range(len(records))})


def told(before: FileFacts | None, after: FileFacts | None) -> list[tuple[str, str, str, str, int]]:
    found = fact_changes(before, after, TITLES)
    return [(one.turn.value, one.title, one.before, one.after, one.where.line) for one in found]


# --- documents


def test_a_value_is_added_changed_or_removed_under_its_title() -> None:
    before = document({"name": "A", "place.commune": "1"})
    after = document({"name": "B", "other_names.0": "C"})
    assert told(before, after) == [
        ("changed", "Tên", "A", "B", 2),
        ("added", "Tên khác 1", "", "C", 3),
        ("removed", "Xã", "1", "", 3),
    ]


def test_a_key_without_a_title_is_named_as_it_is() -> None:
    assert told(None, document({"x.y": "1"})) == [("added", "x.y", "", "1", 2)]


def test_what_is_within_an_item_of_a_list_has_its_own_title_and_the_item_s_number() -> None:
    found = fact_changes(None, document({"codes.1.code": "44-1"}), {"codes": "Mã", "codes.*.code": "Mã số"})
    assert [one.title for one in found] == ["Mã số 2"]


def test_a_new_file_adds_all_and_a_deleted_one_removes_all() -> None:
    one = document({"name": "A", "place.commune": "1"})
    assert [row[0] for row in told(None, one)] == ["added", "added"]
    assert [row[0] for row in told(one, None)] == ["removed", "removed"]
    assert told(None, None) == []


def test_a_file_that_cannot_be_read_says_nothing_of_its_values() -> None:
    unread = FileFacts(path="dossiers/a/b/product.yml", lines={})
    assert told(None, unread) == []


# --- tables


def test_a_row_without_a_key_is_added_or_removed_whole() -> None:
    rows = [{"on": "2023-01-01", "star": "3"}, {"on": "2024-01-01", "star": ""}]
    assert told(table(rows[:1]), table(rows)) == [("added", "Dòng", "", "Ngày: 2024-01-01", 3)]
    assert told(table(rows), table(rows[:1])) == [("removed", "Dòng", "Ngày: 2024-01-01", "", 3)]
    assert told(table(rows), table(rows[::-1])) == [], "the order of rows is no fact"


def test_equal_rows_are_told_apart_by_their_number() -> None:
    row = {"on": "2023-01-01", "star": "3"}
    assert [one[0] for one in told(table([row]), table([row, row]))] == ["added"]
    assert told(table([row, row]), table([row, row])) == []


def test_a_row_with_a_key_is_changed_cell_by_cell() -> None:
    path = "dossiers/a/b/2026-1/evidence.csv"
    before = table([{"id": "mc-1", "on": "1", "star": ""}, {"id": "mc-2", "on": "1", "star": ""}], path)
    after = table([{"id": "mc-2", "on": "1", "star": "4"}, {"id": "mc-1", "on": "2", "star": ""}], path)
    found = list(fact_changes(before, after, TITLES))
    assert [(one.record, one.title, one.turn, one.before, one.after) for one in found] == [
        ("mc-2", "Sao", Turn.ADDED, "", "4"),
        ("mc-1", "Ngày", Turn.CHANGED, "1", "2"),
    ]
    assert [one.where.line for one in found] == [2, 3]


# --- properties


@given(_VALUES)
def test_no_change_of_a_document_is_nothing(values: Mapping[str, str]) -> None:
    assert told(document(values), document(dict(reversed(list(values.items()))))) == []


@given(_VALUES, _VALUES)
def test_what_is_told_of_a_document_makes_the_one_into_the_other(
    before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    values = dict(before)
    for one in fact_changes(document(before), document(after), TITLES):
        assert one.before == values.get(one.where.field, "")
        if one.turn is Turn.REMOVED:
            del values[one.where.field]
        else:
            values[one.where.field] = one.after
    assert values == dict(after)


@given(_RECORDS)
def test_no_change_of_a_table_is_nothing(records: list[Mapping[str, str]]) -> None:
    assert told(table(records), table(records)) == []
    assert told(table(records, "x/evidence.csv"), table(records, "x/evidence.csv")) == []


@given(_RECORDS, _RECORDS)
def test_rows_told_of_make_the_one_table_into_the_other(
    before: list[Mapping[str, str]], after: list[Mapping[str, str]]
) -> None:
    rows = sorted(map(_said, before))
    for one in fact_changes(table(before), table(after), {}):
        if one.turn is Turn.REMOVED:
            rows.remove(_in_order(one.before))
        else:
            rows.append(_in_order(one.after))
    assert sorted(rows) == sorted(map(_said, after))


def _said(record: Mapping[str, str]) -> str:
    return _in_order("; ".join(f"{name}: {cell}" for name, cell in record.items() if cell))


def _in_order(said: str) -> str:
    return "; ".join(sorted(said.split("; ")))


@given(
    st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), st.tuples(_CELLS, _CELLS)),
    st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), st.tuples(_CELLS, _CELLS)),
)
def test_cells_told_of_make_the_one_keyed_table_into_the_other(
    before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]
) -> None:
    was, now = (table(_keyed(side), "x/evidence.csv") for side in (before, after))
    cells = {(key, name): cell for key, row in before.items() for name, cell in _named(row)}
    for one in fact_changes(was, now, {}):
        _apply(one, cells)
    wanted = {(key, name): cell for key, row in after.items() for name, cell in _named(row)}
    kept = {place: cell for place, cell in cells.items() if cell and place[0] in after}
    assert kept == {place: cell for place, cell in wanted.items() if cell}


def _named(row: tuple[str, str]) -> list[tuple[str, str]]:
    return list(zip(("on", "star"), row, strict=True))


def _keyed(side: Mapping[str, tuple[str, str]]) -> list[Mapping[str, str]]:
    return [{"id": key, **dict(_named(row))} for key, row in side.items()]


def _apply(one: FactChange, cells: dict[tuple[str, str], str]) -> None:
    if one.where.field:
        assert cells.get((one.record, one.where.field), "") == one.before
        cells[one.record, one.where.field] = one.after
    elif one.turn is Turn.ADDED:
        for said in filter(None, one.after.split("; ")):
            name, _, cell = said.partition(": ")
            if name != "id":
                cells[one.record, name] = cell
