"""Read YAML and CSV text so that every value keeps its place; refuse what is unsafe."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import yaml

from ocop import spelling
from ocop.codes import documents, reading, tables
from ocop.diagnostics import Code, Diagnostic, DocumentOrigin, Location, RowOrigin

Value = None | bool | int | Decimal | str | Sequence["Value"] | Mapping[str, "Value"]

MAX_YAML_DEPTH = 20
_PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,9}")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+")
_PLAIN_WORDS: Mapping[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}
_OLD_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})
_CLIP = 80


def clipped(text: str) -> str:
    """Return `text` on one line, its invisible characters spelt out, cut to what a message can carry."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: _CLIP + 1])
    return shown if len(text) <= _CLIP else shown[:_CLIP] + "…"


def decoded(path: str, content: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the NFC text of a UTF-8 file, or None when it cannot be trusted, with what was found."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or content[1:2] == b"\0":
        return None, (Diagnostic(reading.UTF16, Location(path)),)
    found: list[Diagnostic] = []
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        found.append(Diagnostic(reading.BYTE_ORDER_MARK, Location(path, 1, 1)))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_undecodable(path, content, error.start),)
    if not text.strip():
        return None, (*found, Diagnostic(reading.EMPTY_FILE, Location(path)))
    unsafe = spelling.unsafe_characters(text)
    if unsafe is not None:
        position, name = unsafe
        control = unicodedata.category(text[position]) == "Cc"
        code = reading.CONTROL_CHARACTER if control else reading.BIDI_CONTROL
        return None, (*found, Diagnostic(code, _place(path, text[:position]), {"found": name}))
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            found.append(_decomposed(path, text))
            text = unicodedata.normalize("NFC", text)
        found.extend(_legacy(path, text))
    return text, tuple(found)


def _undecodable(path: str, content: bytes, position: int) -> Diagnostic:
    """Tell text in a legacy encoding, saved byte for byte, from bytes that are no text we know."""
    for diagnostic in _legacy(path, content.decode("latin-1")):
        return diagnostic
    before = content[:position].decode("utf-8")
    return Diagnostic(reading.NOT_UTF8, _place(path, before), {"found": f"0x{content[position]:02X}"})


def _place(path: str, before: str) -> Location:
    return Location(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _decomposed(path: str, text: str) -> Diagnostic:
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            for word in re.finditer(r"\S+", line):
                if not unicodedata.is_normalized("NFC", word.group()):
                    shown = clipped(unicodedata.normalize("NFC", word.group()))
                    return Diagnostic(
                        reading.NOT_NFC, Location(path, number, word.start() + 1), {"found": shown}
                    )
    return Diagnostic(reading.NOT_NFC, Location(path, 1, 1), {"found": "…"})


def _legacy(path: str, text: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(text.split("\n"), 1):
        encoding = None if line.isascii() else spelling.mis_encoding(line)
        if encoding is not None:
            facts = {"found": clipped(line.strip()), "encoding": encoding}
            yield Diagnostic(reading.LEGACY_ENCODING, Location(path, number, 1), facts)
            return


# --- YAML ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file's mapping with the places of its values; the place of a key is at `<pointer>:`."""

    value: Mapping[str, Value]
    origin: DocumentOrigin


class _RefusedError(Exception):
    """Carries the one diagnostic that makes a YAML file unreadable."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.id)
        self.diagnostic = diagnostic


class _Builder:
    """Builds plain values from the parser's events, refusing what YAML should not do here."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.parser = yaml.CSafeLoader(text)
        self.marks: dict[str, tuple[int, int]] = {}
        self.found: list[Diagnostic] = []

    def document(self) -> Value:
        """Return the value of the only document."""
        parser = self.parser
        try:
            self._next()  # the stream's start
            if parser.check_event(yaml.StreamEndEvent):
                return None
            self._next()  # the document's start
            value = self._value("", 0)
            self._next()  # the document's end
            if not parser.check_event(yaml.StreamEndEvent):
                self._refuse(documents.MULTIPLE_DOCUMENTS, self._next())
        finally:
            parser.dispose()
        return value

    def _next(self) -> yaml.Event:
        event = self.parser.get_event()
        if event is None:
            raise yaml.YAMLError("unexpected end")
        return event

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _refuse(self, code: Code, event: yaml.Event, **facts: str) -> NoReturn:
        raise _RefusedError(Diagnostic(code, Location(self.path, *self._place(event)), facts))

    def _value(self, pointer: str, depth: int) -> Value:
        event = self._next()
        self.marks[pointer] = self._place(event)
        if not isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
            anchor = event.anchor if isinstance(event, yaml.AliasEvent) else ""
            self._refuse(documents.ALIAS, event, found=clipped(f"*{anchor}"))
        if event.anchor is not None:
            self._refuse(documents.ALIAS, event, found=clipped(f"&{event.anchor}"))
        if event.tag is not None:
            self._refuse(documents.TAG, event, found=clipped(event.tag))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event) if not event.style else str(event.value)
        if depth >= MAX_YAML_DEPTH:
            self._refuse(documents.NESTED_TOO_DEEP, event, expected=str(MAX_YAML_DEPTH))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(pointer, depth)
        return self._mapping(pointer, depth)

    def _sequence(self, pointer: str, depth: int) -> Value:
        items: list[Value] = []
        while not self.parser.check_event(yaml.SequenceEndEvent):
            items.append(self._value(f"{pointer}.{len(items)}" if pointer else str(len(items)), depth + 1))
        self._next()
        return items

    def _mapping(self, pointer: str, depth: int) -> Value:
        mapping: dict[str, Value] = {}
        while not self.parser.check_event(yaml.MappingEndEvent):
            event = self._next()
            key = self._key(event)
            child = f"{pointer}.{key}" if pointer else key
            place = self._place(event)
            if key in mapping:
                facts = {"field": clipped(key), "expected": str(self.marks[child + ":"][0])}
                where = Location(self.path, *place, child)
                self.found.append(Diagnostic(documents.DUPLICATE_KEY, where, facts))
                self._value(child + "\0", depth + 1)
                continue
            self.marks[child + ":"] = place
            mapping[key] = self._value(child, depth + 1)
        self._next()
        return mapping

    def _key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(documents.ALIAS, event, found=clipped(f"*{event.anchor}"))
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or not event.value:
            self._refuse(documents.KEY_NOT_TEXT, event)
        if event.anchor is not None or (event.value == "<<" and not event.style):
            self._refuse(documents.ALIAS, event, found=clipped(event.anchor or event.value))
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        text: str = event.value
        if text in _PLAIN_WORDS:
            return _PLAIN_WORDS[text]
        if text[0].isdigit() or text[0] in "+-":
            if _PLAIN_INTEGER.fullmatch(text):
                return int(text)
            if _PLAIN_DECIMAL.fullmatch(text):
                return Decimal(text)
            if _LEADING_ZERO.fullmatch(text) or _SEXAGESIMAL.fullmatch(text):
                self._ambiguous(event, "một con số khác (another number)")
        elif text.lower() in _OLD_BOOLEANS:
            self._ambiguous(event, "true/false")
        return text

    def _ambiguous(self, event: yaml.ScalarEvent, taken_for: str) -> None:
        facts = {"found": clipped(event.value), "expected": taken_for}
        where = Location(self.path, *self._place(event))
        self.found.append(Diagnostic(documents.AMBIGUOUS_SCALAR, where, facts))


def read_document(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return the mapping in a YAML text with its places, or None, and every problem found."""
    builder = _Builder(path, text)
    try:
        value = builder.document()
    except _RefusedError as refused:
        return None, (*builder.found, refused.diagnostic)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(path, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))
        facts = {"found": clipped(str(error.problem or error.context or "?"))}
        return None, (*builder.found, Diagnostic(documents.YAML_SYNTAX, where, facts))
    except yaml.YAMLError as error:
        facts = {"found": clipped(str(error))}
        return None, (*builder.found, Diagnostic(documents.YAML_SYNTAX, Location(path, 1, 1), facts))
    if not isinstance(value, Mapping):
        kind = "danh sách (a list)" if isinstance(value, list) else "một giá trị đơn (a single value)"
        where = Location(path, *builder.marks.get("", (1, 1)))
        return None, (*builder.found, Diagnostic(documents.NOT_A_MAPPING, where, {"found": kind}))
    return Document(value, DocumentOrigin(path, builder.marks)), tuple(builder.found)


# --- CSV ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV record: its cells under the header's names, and its place."""

    cells: Mapping[str, str]
    origin: RowOrigin


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file's header and records."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def header_origin(self) -> RowOrigin:
        """The place of the header itself, cell by cell."""
        return RowOrigin(self.path, 1, ",".join(self.header), self.header)


def read_table(path: str, text: str) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the records of a comma-separated text, or None, and every problem of its form.

    A record with a wrong number of cells is reported and left out; the others are kept.
    """
    lines = text.splitlines(keepends=True) if "\x0b" not in text else text.split("\n")
    first = lines[0]
    for delimiter, name in ((";", "dấu chấm phẩy “;”"), ("\t", "dấu tab")):
        if first.count(delimiter) > first.count(","):
            where = Location(path, 1, first.index(delimiter) + 1)
            return None, (Diagnostic(tables.WRONG_DELIMITER, where, {"found": name}),)
    reader = csv.reader(io.StringIO(text), strict=True)
    found: list[Diagnostic] = []
    rows: list[Row] = []
    header: tuple[str, ...] = ()
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if not header:
                header = tuple(cell.strip() for cell in cells)
                repeated = sorted({name for name in header if header.count(name) > 1})
                if repeated:
                    facts = {"field": clipped(repeated[0])}
                    return None, (Diagnostic(tables.DUPLICATE_COLUMN, Location(path, 1, 1), facts),)
                continue
            if not cells or not any(cells):
                found.append(Diagnostic(tables.BLANK_RECORD, Location(path, start, 1)))
                continue
            if len(cells) != len(header):
                facts = {"found": str(len(cells)), "expected": str(len(header))}
                found.append(Diagnostic(tables.WRONG_CELL_COUNT, Location(path, start, 1), facts))
                continue
            raw = lines[start - 1] if end == start else "".join(lines[start - 1 : end])
            rows.append(Row(dict(zip(header, cells, strict=True)), RowOrigin(path, start, raw, header)))
    except csv.Error:
        found.append(Diagnostic(tables.BROKEN_QUOTE, Location(path, end + 1, 1)))
        if not header:
            return None, tuple(found)
    return Table(path, header, tuple(rows)), tuple(found)
