"""Reading text: every value keeps its place, and what is unsafe is refused."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocop.diagnostics import Diagnostic, Location
from ocop.source import MAX_COLUMNS, Document, Table, clipped, decoded, read_document, read_table, spelt

PATH = "dossiers/mau/mau/tep"


def sound(text: str) -> Document:
    """The document in a text without any fault."""
    document, found = read_document(PATH, text)
    assert found == ()
    assert document is not None
    return document


def only(found: tuple[Diagnostic, ...]) -> Diagnostic:
    """The one thing that was found."""
    (diagnostic,) = found
    return diagnostic


def at(document: Document, key: str) -> tuple[int, int]:
    """Where a value stands."""
    place = document.origin.at(key)
    return place.line, place.column


# --- YAML


def test_a_value_knows_its_line_and_column() -> None:
    text = "name: Cà phê\nplace:\n  commune: 2020-19435\n  district: 2020-465\n"
    document = sound(text)
    assert at(document, "name") == (1, 7)
    assert at(document, "place") == (3, 3)
    assert at(document, "place.commune") == (3, 12)
    assert at(document, "place.district:") == (4, 3)


def test_list_items_are_known_by_their_number() -> None:
    document = sound("former_names:\n  - name: A\n    until: 2020-01\n  - name: Bà Bé\n    until: 2021-01\n")
    assert at(document, "former_names.1.name") == (4, 11)
    assert at(document, "former_names.1.until") == (5, 12)


def test_columns_count_letters_not_bytes() -> None:
    assert at(sound("{ấ: ờ, ữ: b}"), "ữ") == (1, 11)


def test_a_key_that_is_not_there_stands_where_its_parent_does() -> None:
    document = sound("a: 1\nplace:\n  commune: x\n")
    assert at(document, "place.district") == (3, 3)
    assert document.origin.at("place.district").field == "place.district"
    assert at(document, "record.standing") == (1, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("4.50", Decimal("4.50")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-23", "2026-11-23"),
        ("2020-19435", "2020-19435"),
        ("1234567890123456789012", "1234567890123456789012"),
        (".5", ".5"),
        ("'12'", "12"),
        ('"true"', "true"),
        ('"a\\nb"', "a\nb"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
    ],
)
def test_plain_values_are_only_what_everyone_reads_alike(text: str, value: object) -> None:
    read = sound(f"key: {text}").value["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "0101243150",
        "+84",
        "017",
        "0o17",
        "0x1F",
        "1_000",
        "1e3",
        "12:30",
        "yes",
        "No",
        "ON",
        "y",
        "True",
        "Null",
    ],
)
def test_what_other_software_reads_otherwise_stays_text_with_a_warning(text: str) -> None:
    document, found = read_document(PATH, f"key: {text}")
    assert document is not None
    if text == "+84":
        assert found == ()
    else:
        assert only(found).code.id == "OCOP-209"
        assert only(found).where == Location(PATH, 1, 6)
    assert document.value["key"] == text


def test_every_problem_before_the_fatal_one_is_kept() -> None:
    document, found = read_document(PATH, "a: yes\na: 1\nb: *c\n")
    assert document is None
    assert [(one.code.id, one.where.line) for one in found] == [
        ("OCOP-209", 1),
        ("OCOP-202", 2),
        ("OCOP-203", 3),
    ]


def test_the_first_of_two_equal_keys_counts() -> None:
    document, found = read_document(PATH, "a: 1\nb:\n  c: 2\n  c: {d: 3}\n")
    assert document is not None
    assert document.value == {"a": 1, "b": {"c": 2}}
    assert only(found).facts["expected"] == "3"
    assert only(found).where == Location(PATH, 4, 3, "b.c")


def test_an_unclosed_quote_is_placed_where_it_opens() -> None:
    _, found = read_document(PATH, 'a: 1\nb: "x\nc: 3\n')
    assert only(found).where == Location(PATH, 2, 4)
    assert only(found).facts["found"] == "dấu nháy mở ở đây không được đóng"


def test_depth_counts_from_the_top() -> None:
    assert read_document(PATH, "a: " + "[" * 19 + "]" * 19)[1] == ()
    assert only(read_document(PATH, "a: " + "[" * 20 + "]" * 20)[1]).code.id == "OCOP-205"


# --- CSV


def table(text: str) -> Table:
    """The table in a text without any fault."""
    found, problems = read_table(PATH, text)
    assert problems == ()
    assert found is not None
    return found


def test_a_cell_knows_its_line_and_column() -> None:
    (row,) = table("on,event,note\n2026-01-01,recognised,ghi chú\n").rows
    assert row.cells == {"on": "2026-01-01", "event": "recognised", "note": "ghi chú"}
    assert row.origin.at("note") == Location(PATH, 2, 23, "note")
    assert row.origin.at("nothing") == Location(PATH, 2, 1, "nothing")


def test_cells_with_line_breaks_and_commas_keep_the_places_after_them() -> None:
    first, second = table('a,b,c\n"một, hai\nba ""bốn""",x,y\n1,2,3\n').rows
    assert first.cells["a"] == 'một, hai\nba "bốn"'
    assert first.origin.at("a") == Location(PATH, 2, 1, "a")
    assert first.origin.at("b") == Location(PATH, 3, 13, "b")
    assert first.origin.at("c") == Location(PATH, 3, 15, "c")
    assert second.origin.at("c") == Location(PATH, 4, 5, "c")


def test_a_header_with_quotes_and_blanks_keeps_its_places() -> None:
    found = table('"on", event ,note\n1,2,3\n')
    assert found.header == ("on", "event", "note")
    assert found.header_origin.at("note") == Location(PATH, 1, 14, "note")


def test_windows_line_ends_read_as_others_do() -> None:
    text, problems = decoded(PATH, "a,b\r\n1,ê\r\n".encode())
    assert problems == ()
    assert text is not None
    (row,) = table(text).rows
    assert row.cells == {"a": "1", "b": "ê"}


def test_blank_lines_above_the_header_are_passed_over() -> None:
    found, problems = read_table(PATH, "\n\na,b\n1,2\n")
    assert found is not None
    assert found.header_origin.at("b") == Location(PATH, 3, 3, "b")
    assert found.rows[0].origin.line == 4
    assert [(one.code.id, one.where.line) for one in problems] == [("OCOP-306", 1), ("OCOP-306", 2)]


def test_records_before_an_unclosed_quote_are_kept() -> None:
    found, problems = read_table(PATH, 'a,b\n1,2\n3,"4\n5,6\n')
    assert found is not None
    assert [row.cells["a"] for row in found.rows] == ["1"]
    assert only(problems).where == Location(PATH, 3, 1)


def test_a_repeated_column_is_placed_where_it_repeats() -> None:
    _, problems = read_table(PATH, "a,b,a\n")
    assert only(problems).where == Location(PATH, 1, 5, "a")


def test_sound_rows_leaves_out_a_record_with_a_wrong_second_line() -> None:
    found = table('a,b\n"x\ny",z\n1,2\n')
    assert [row.origin.line for row in found.sound_rows({3})] == [4]
    assert list(found.sound_rows({1})) == []


def test_one_cell_in_a_legacy_encoding_is_found_among_others() -> None:
    found, problems = read_table(PATH, "a,b\nQuyết định mẫu,Cµ phª MÉu\n")
    assert found is not None
    assert only(problems).code.id == "OCOP-003"
    assert only(problems).where == Location(PATH, 2, 16, "b")


def test_too_many_columns_are_refused() -> None:
    header = ",".join(f"c{number}" for number in range(MAX_COLUMNS + 1))
    assert only(read_table(PATH, header)[1]).code.id == "OCOP-010"


CELLS = st.lists(st.text(alphabet='ab"\n ,;êộ', max_size=6), min_size=3, max_size=3)


@given(st.lists(CELLS, max_size=5))
def test_what_was_written_as_csv_is_read_back_at_its_place(records: list[list[str]]) -> None:
    columns = ["c1", "c2", "c3", "c4"]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    full = [[*record, "x"] for record in records]
    writer.writerows(full)
    text = written.getvalue()
    found, _ = read_table(PATH, text)
    assert found is not None
    assert [list(row.cells.values()) for row in found.rows] == full
    lines = text.split("\n")
    for row in found.rows:
        for name, cell in row.cells.items():
            place = row.origin.at(name)
            rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
            quoted = '"' + cell.replace('"', '""') + '"'
            assert rest.startswith((quoted, cell + ",", cell + "\n"))


# --- text


def test_a_file_name_keeps_its_length_and_a_message_does_not() -> None:
    assert spelt("a" * 100 + "\u202e") == "a" * 100 + "\\u202e"
    assert clipped("a" * 100) == "a" * 80 + "…"
    assert clipped("a\nb\x1b") == "a\\u000ab\\u001b"


def test_what_an_escape_says_is_composed_too() -> None:
    assert sound('a: "ca\\u0300 phe\\u0302"\n').value["a"] == "cà phê"


def test_composed_text_is_what_comes_out() -> None:
    text, found = decoded(PATH, "ca\u0300 phe\u0302\n".encode())
    assert text == "cà phê\n"
    assert only(found).where == Location(PATH, 1, 1)


# --- whatever comes


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
@example(b"\0\0\0\0")
@example(b"\xff\xfe")
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    text, _ = decoded(PATH, content)
    if text is not None:
        read_document(PATH, text)
        read_table(PATH, text)


YAMLISH = st.text(alphabet="ab:-{}[]\"'&*!|>?%@`# \n\t,<~01.éộ\\", max_size=120)


@settings(max_examples=500, deadline=None)
@given(YAMLISH)
@example("&a *a")
@example("? ")
@example("--- !!binary |\n")
@example("%YAML 9.9\n---\n")
def test_no_yaml_makes_the_reader_stumble(text: str) -> None:
    document, found = read_document(PATH, text)
    assert document is not None or found
    lines = text.count("\n") + 1
    assert all(0 <= one.where.line <= lines + 1 for one in found)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet='ab,;"\n\r\t \x1c\x85éộ', max_size=120))
@example("")
@example("\r")
@example("a\x0bb,c\n")
def test_no_csv_makes_the_reader_stumble(text: str) -> None:
    found, problems = read_table(PATH, text)
    for row in found.rows if found else ():
        for name in row.cells:
            row.origin.at(name)
    assert found is not None or problems or not text.strip(" \n\r\t\x1c\x85")
