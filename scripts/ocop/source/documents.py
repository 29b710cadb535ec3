"""YAML mappings with the place of every value; of YAML itself only the plainest part is let in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import yaml

from ocop import spelling
from ocop.codes import documents, reading
from ocop.diagnostics import Code, Diagnostic, DocumentOrigin, Location
from ocop.source.text import clipped, hidden_character, piled_marks
from ocop.source.words import syntax_problem

Value = None | bool | int | Decimal | str | Sequence["Value"] | Mapping[str, "Value"]

MAX_YAML_DEPTH = 20
MAX_YAML_VALUES = 10_000
_YAML_TAGS = "tag:yaml.org,2002:"
_PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,9}")
# Octal, hexadecimal, with separators, in exponents: numbers to some programs, not to others.
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0[0-9_]+|0o[0-7]+|0x[0-9a-fA-F_]+|[0-9]+_[0-9_]+|[0-9.]+[eE][-+]?[0-9]+)"
)
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+")
_PLAIN_WORDS: Mapping[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}
_OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "on", "y", "true"), "true"),
    **dict.fromkeys(("no", "off", "n", "false"), "false"),
    "null": "null",
}


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

    def _refuse_too_many(self) -> NoReturn:
        limit = f"{MAX_YAML_VALUES:,}"
        facts = {"expected": f"{limit.replace(',', '.')} giá trị", "expected_en": f"{limit} values"}
        raise _RefusedError(Diagnostic(reading.TOO_MANY_VALUES, Location(self.path), facts))

    def _value(self, pointer: str, depth: int) -> Value:
        event = self._next()
        if len(self.marks) > 2 * MAX_YAML_VALUES:
            self._refuse_too_many()
        self.marks[pointer] = self._place(event)
        if not isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
            anchor = event.anchor if isinstance(event, yaml.AliasEvent) else ""
            self._refuse(documents.ALIAS, event, found=clipped(f"*{anchor}"))
        if event.anchor is not None:
            self._refuse(documents.ALIAS, event, found=clipped(f"&{event.anchor}"))
        if event.tag is not None:
            self._refuse(documents.TAG, event, found=clipped(event.tag.replace(_YAML_TAGS, "!!")))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event) if not event.style else self._quoted(event)
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
                where = Location(self.path, *place, clipped(child))
                self.found.append(Diagnostic(documents.DUPLICATE_KEY, where, facts))
                self._value(f"{child}\0{len(self.found)}", depth + 1)
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
        return self._quoted(event)

    def _quoted(self, event: yaml.ScalarEvent) -> str:
        """Return a text whose escapes may say what the file itself must not hold."""
        text = str(event.value)
        if event.style != '"':
            return text
        hidden, piled = hidden_character(text), piled_marks(text)
        if hidden is not None:
            _, code, name = hidden
            self._refuse(code, event, found=name)
        if piled is not None:
            self._refuse(reading.PILED_MARKS, event, **piled[1])
        return spelling.composed(text)

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        text: str = event.value
        if text in _PLAIN_WORDS:
            return _PLAIN_WORDS[text]
        if text[0].isdigit() or text[0] in "+-":
            if _PLAIN_INTEGER.fullmatch(text):
                return int(text)
            if _PLAIN_DECIMAL.fullmatch(text):
                return Decimal(text)
            if _OTHER_NUMBER.fullmatch(text) or _SEXAGESIMAL.fullmatch(text):
                self._ambiguous(event, "một con số khác", "another number")
        elif text.lower() in _OTHER_WORDS:
            self._ambiguous(event, *[_OTHER_WORDS[text.lower()]] * 2)
        return text

    def _ambiguous(self, event: yaml.ScalarEvent, taken_for: str, taken_for_en: str) -> None:
        facts = {"found": clipped(event.value), "expected": taken_for, "expected_en": taken_for_en}
        where = Location(self.path, *self._place(event))
        self.found.append(Diagnostic(documents.AMBIGUOUS_SCALAR, where, facts))


def read_document(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return the mapping in a YAML text with its places, or None, and every problem found."""
    builder = _Builder(path, text)
    try:
        value = builder.document()
    except _RefusedError as refused:
        return None, (*builder.found, refused.diagnostic)
    except yaml.YAMLError as error:
        place, problem, problem_en = syntax_problem(error)
        facts = {"found": problem, "found_en": problem_en}
        return None, (*builder.found, Diagnostic(documents.YAML_SYNTAX, Location(path, *place), facts))
    if not isinstance(value, Mapping):
        where = Location(path, *builder.marks.get("", (1, 1)))
        return None, (*builder.found, Diagnostic(documents.NOT_A_MAPPING, where, _kind(value)))
    return Document(value, DocumentOrigin(path, builder.marks)), tuple(builder.found)


def _kind(value: Value) -> Mapping[str, str]:
    if value is None:
        return {"found": "không có dòng nào như vậy", "found_en": "has no such line"}
    if isinstance(value, list):
        return {"found": "là một danh sách", "found_en": "is a list"}
    return {"found": "chỉ có một giá trị", "found_en": "holds a single value"}
