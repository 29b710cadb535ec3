"""The canonical form of YAML says what the file said, keeps its comments, and is its own canonical form."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ocop import spelling
from ocop.canonical.documents import canonical_document
from ocop.diagnostics import Severity
from ocop.recognitions.writing import yaml_text
from ocop.source import Value, quoted, read_document, read_layout, scalar

KEYS = ("schema", "name", "place", "record", "note", "items")


def order(_path: Sequence[object]) -> Iterable[str]:
    """The same keys in the same order at every depth."""
    return KEYS


def canonical(text: str) -> str:
    """The canonical form of a text that must have one."""
    written, found = canonical_document("x.yml", text, order)
    assert written is not None, found
    return written


def canonical_of(text: str) -> str:
    """As `canonical`, of a text indented in the test's source."""
    return canonical(textwrap.dedent(text))


def sorted_by_key(value: Value) -> object:
    """A value in which the order of keys no longer counts, but the kind of every scalar does."""
    if isinstance(value, Mapping):
        return {key: sorted_by_key(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [sorted_by_key(one) for one in value]
    return (type(value).__name__, str(value))


def comments(text: str) -> list[str]:
    """Every comment of a text, sorted."""
    return sorted(note.text for note in read_layout(text).notes if note.text)


def hold_against(text: str) -> None:
    """What must hold of every readable text."""
    document, found = read_document("x.yml", text)
    assume(document is not None and not any(one.code.severity is Severity.ERROR for one in found))
    assert document is not None
    written = canonical(text)
    again, left = read_document("x.yml", written)
    assert again is not None
    assert sorted_by_key(again.value) == sorted_by_key(document.value)
    assert left == ()
    assert comments(written) == comments(text)
    assert canonical(written) == written
    assert written.endswith("\n")
    assert not written.startswith("\n")


# --- any document -------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
    lambda text: (
        spelling.unsafe_characters(text) is None and spelling.composed(text) == text and "\r" not in text
    )
)
LINES = st.lists(TEXTS, min_size=1, max_size=4).map("\n".join)
NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS | LINES
COMMENTS = st.sampled_from(["", "# a", "# b: 1", "#c: [", "# - d", '# "e', "#"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A YAML text in any style: quotes, blocks and braces, odd indentation, comments anywhere."""
    return "\n".join(_noise(draw) + _mapping(draw, 0, 0)) + draw(
        st.sampled_from(["", "\n", "\n\n", "\n# end"])
    )


def _noise(draw: st.DrawFn) -> list[str]:
    return [
        " " * draw(st.integers(0, 6)) + comment if comment else ""
        for comment in draw(st.lists(COMMENTS, max_size=2))
    ]


def _behind(draw: st.DrawFn) -> str:
    comment = draw(COMMENTS)
    return f" {comment}" if comment else ""


def _mapping(draw: st.DrawFn, indent: int, depth: int) -> list[str]:
    keys = draw(st.lists(st.sampled_from((*KEYS, "other", "Khoá lạ")), min_size=1, max_size=4, unique=True))
    lines: list[str] = []
    for key in keys:
        lines += _noise(draw) if lines else []
        lines += _member(draw, " " * indent + f"{key}:", indent, depth)
    return lines


def _member(draw: st.DrawFn, opening: str, indent: int, depth: int) -> list[str]:
    kind = draw(st.integers(0, 9)) if depth < 3 else 9
    deeper = indent + draw(st.integers(1, 4))
    if kind == 0:
        return [opening + _behind(draw), *_noise(draw), *_mapping(draw, deeper, depth + 1)]
    if kind == 1:
        return [opening + _behind(draw), *_noise(draw), *_items(draw, deeper, depth + 1)]
    if kind == 2:
        return [f"{opening} {_flow(draw, depth)}{_behind(draw)}"]
    first, *others = _scalar_lines(draw, draw(SCALARS))
    behind = _behind(draw) if not others or first[0] in "|>" else ""
    return [f"{opening} {first}{behind}", *(" " * deeper + line if line else "" for line in others)]


def _items(draw: st.DrawFn, indent: int, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines += _noise(draw) if lines else []
        if draw(st.booleans()):
            inner = _mapping(draw, indent + 2, depth)
            lines += [" " * indent + "- " + inner[0].lstrip(), *inner[1:]]
        else:
            lines += _member(draw, " " * indent + "-", indent, depth)
    return lines


def _flow(draw: st.DrawFn, depth: int) -> str:
    values = draw(st.lists(st.one_of(NUMBERS.map(_number), TEXTS.map(quoted)), max_size=3))
    if draw(st.booleans()):
        return "[" + ", ".join(values) + "]"
    inner = ["[]", "{}"] if depth < 3 else []
    return "{" + ", ".join(f"k{number}: {one}" for number, one in enumerate([*values, *inner])) + "}"


def _number(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else f"{value:f}"


def _scalar_lines(draw: st.DrawFn, value: Value) -> list[str]:
    if value is None:
        return [draw(st.sampled_from(["", "~", "null"]))] if draw(st.booleans()) else ["null"]
    if isinstance(value, bool):
        return [str(value).lower()]
    if not isinstance(value, str):
        assert isinstance(value, int | Decimal)
        return [_number(value)]
    style = draw(st.sampled_from(["plain", "double", "single", "|", "|-", ">", ">-", ">+"]))
    lines = value.split("\n")
    if style in {"plain", "double"} or any(line != line.strip() or not line for line in lines):
        return [scalar(value) if style == "plain" else quoted(value)]
    if style == "single":
        return (
            ["'" + value.replace("'", "''").replace("\n", "\n\n") + "'"]
            if "\n" not in value
            else [quoted(value)]
        )
    return [style, *lines]


@given(documents())
def test_any_document_keeps_its_meaning_and_its_comments(text: str) -> None:
    hold_against(text)


PIECES = st.sampled_from(
    [
        "schema: x/1", "name:", "items:", "  - a", "- a", "  - name: 1", "    note: 2", "  name: 1",
        "  # c", "# d", "      # e", "  note: |", "     text", "", "      more", "  place: >-",
        'n: "q\\n z"', "cc: []", "s: 'it''s'", "# ---", "z: # t", "- # u", "  - - v", "x: yes", "y: 1.50",
        "t: [1, # f", "  2] # g", "u: {", "}", "w: plain", "   continued # h", '"💩": ~', "? q", "aa: |+",
        "bb: >", "  #foo:", "   ", "---", "...", "  - # i", "    j: k", "dd: {} # l",
        "v: >-\n  a\n  b\n\n   c", "%YAML 1.1", "hh: - x", "e:\n- f: 1\n  # in\n  g: 2\n# out",
        "ff: |2\n    x\n   y", 'gg: "a\n  b # no"', "ii: 'a", "  b'", "m: {a: 1, b: [x, 'y']} # m",
    ]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=8).map("\n".join))
@example("items:\n- # u\n  - # i\n    j: k\n")
@example("items:\n- a\n# of the next key\nname: b\n# of the file's end")
@example("z: # t\n  continued # h\n")
@example("--- # head\nname: b\n... # tail\n")
def test_whatever_can_be_read_can_be_written(text: str) -> None:
    hold_against(text)


@given(TEXTS | LINES)
@example("2020")
@example("0101")
@example("=")
@example(".5")
@example("- ")
@example("? a")
@example("null")
@example("a: b")
@example("\u00a0")
@example("\ufffe")
def test_a_scalar_reads_back_as_its_text(text: str) -> None:
    document, found = read_document("x.yml", f"name: {scalar(text)}\nitems:\n  - {scalar(text)}\n")
    assert document is not None
    assert document.value == {"name": text, "items": [text]}
    assert found == ()


@given(TEXTS.filter(bool), st.lists(TEXTS.filter(bool), min_size=1, max_size=3))
def test_what_the_importer_writes_is_canonical(text: str, items: list[str]) -> None:
    assume("\n" not in text and not any("\n" in one for one in items))
    written = yaml_text({"name": text, "record": {"note": text}, "items": items})
    assert canonical(written) == written


HOSTILE = {
    "one long line": "items: [" + ", ".join("'ă: #'" for _ in range(9_000)) + "]\n",
    "comments": "# ă\n" * 40_000 + "name: 1\n",
    "blank lines": "name: 1\n" + "\n" * 100_000 + "note: 2\n",
    "comments in a list": "items: [" + ",#\n".join("1" for _ in range(9_000)) + "]\n",
    "comments at every depth": "record:\n"
    + "".join(f"  k{n}: 1\n{' ' * (n % 7)}# x\n" for n in range(9_000)),
    "a folded text": "note: >\n" + "  x\n" * 50_000,
    "a quoted text": 'note: "' + "x\n" * 50_000 + '"\n',
    "blanks before a comment": "name: 'x'" + " " * 200_000 + "# c\n",
    "blanks in a text": "note: |\n  x" + " \n" * 80_000,
    "deep": "".join(" " * depth + "record:\n" for depth in range(19)) + " " * 20 + "name: 1\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_stalls_the_formatter(text: str) -> None:
    started = time.process_time()
    canonical(text)
    assert time.process_time() - started < 10


# --- what it looks like -------------------------------------------------------------------------


def test_keys_take_the_schemas_order_and_bring_their_comments() -> None:
    text = canonical_of("""\
        # Về cả tệp.

        # Về bản ghi.
        record: {note: x, name: "Cà phê"}   # thu thập
        "name": 'HTX Mẫu'
        lạ: 1
        schema: x/1
        # cuối tệp
        """)
    assert text == textwrap.dedent("""\
        # Về cả tệp.

        schema: x/1
        name: HTX Mẫu
        # Về bản ghi.
        record:  # thu thập
          name: Cà phê
          note: x
        lạ: 1
        # cuối tệp
        """)


def test_what_is_commented_out_can_be_brought_back_by_deleting_its_mark() -> None:
    scaffold = textwrap.dedent("""\
        schema: x/1
        # Bản ghi
        #record:
          # Tên
          #name:
          # Ghi chú
          #note: x
        """)
    assert canonical(scaffold) == scaffold
    begun = scaffold.replace("#record", "record").replace("#note", "note")
    assert canonical(begun) == textwrap.dedent("""\
        schema: x/1
        # Bản ghi
        record:
          # Tên
          #name:
          # Ghi chú
          note: x
        """)
    named = scaffold.replace("#record", "record").replace("#name:", "name: z")
    assert canonical(named) == textwrap.dedent("""\
        schema: x/1
        # Bản ghi
        record:
          # Tên
          name: z
          # Ghi chú
          #note: x
        """)


def test_long_texts_keep_the_breaks_their_writer_chose() -> None:
    text = canonical_of("""\
        note:  >-
             Một đoạn dài
             hai dòng.

             Đoạn sau.


        name: "dòng một\\ndòng hai"
        """)
    assert text == textwrap.dedent("""\
        name: |-
          dòng một
          dòng hai
        note: >-
          Một đoạn dài
          hai dòng.

          Đoạn sau.
        """)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"2020-19435"', "2020-19435"),
        ('"2026-11-23"', "2026-11-23"),
        ("'0123'", '"0123"'),
        ("0123", '"0123"'),
        ('"true"', '"true"'),
        ("Yes", '"Yes"'),
        ('"a: b"', '"a: b"'),
        ("'a #b'", '"a #b"'),
        ('"https://example.org/a?b=c#d"', "https://example.org/a?b=c#d"),
        ('"136/QĐ-UBND"', "136/QĐ-UBND"),
        ('""', '""'),
        ("1.50", "1.50"),
        ("~", "null"),
        ("'a\n\n  b'", "|-\n  a\n  b"),
        ('"a "', '"a "'),
        ('"\\ta\\u00a0"', '"\\ta\\u00a0"'),
    ],
)
def test_quotes_stand_only_where_the_reader_needs_them(written: str, expected: str) -> None:
    assert canonical(f"name: {written}\n") == f"name: {expected}\n"


@pytest.mark.parametrize("text", ["name: [\n", "name: 1\nname: 2\n", "- a\n", "name: &a x\n", "a: !!str 1\n"])
def test_what_cannot_be_read_soundly_has_no_canonical_form(text: str) -> None:
    written, found = canonical_document("x.yml", text, order)
    assert written is None
    assert any(one.code.severity is Severity.ERROR for one in found)
