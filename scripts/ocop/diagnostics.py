"""What is wrong, where it stands, and how to put it right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

_UNKNOWN = "–"
_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


class Severity(StrEnum):
    """How much a problem weighs; fixed for each code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Language(StrEnum):
    """A language the registry speaks; Vietnamese comes first."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages, possibly with `{fact}` slots."""

    vi: str
    en: str

    def within(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.vi if language is Language.VI else self.en

    def filled(self, language: Language, facts: Mapping[str, str]) -> str:
        """Return the wording in `language` with its slots replaced by `facts`; an unknown slot by a dash.

        A fact whose words differ between the languages is recorded twice: `expected` and `expected_en`. A
        sentence about a fact that is not known is left out where others remain.
        """
        spoken = _Facts(facts)
        if language is Language.EN:
            spoken.update({key[:-3]: fact for key, fact in facts.items() if key.endswith("_en")})
        sentences = _sentences(self.within(language))
        known = [one for one, slots in sentences if all(spoken[slot] != _UNKNOWN for slot in slots)]
        return " ".join(known or [one for one, _ in sentences]).format_map(spoken)


@cache
def _sentences(wording: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A wording's sentences, each with the slots in it."""
    return tuple((one, tuple(_SLOT.findall(one))) for one in _SENTENCE_END.split(wording))


class _Facts(dict[str, str]):
    """Facts that never fail a message: what is not known shows as a dash."""

    def __missing__(self, key: str) -> str:
        """Stand in for a fact that was not recorded."""
        return _UNKNOWN


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: 1-based line and column, and the key or column name when there is one.

    `line` 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        """Return `path:line:column` as editors understand it."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class DocumentOrigin:
    """The places of one YAML document's values, keyed by dotted path (`place.commune`, `targets.2.low`)."""

    path: str
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def at(self, key: str) -> Location:
        """Return the place of `key`, or of its nearest recorded ancestor."""
        pointer = key
        while pointer and pointer not in self.marks:
            pointer = pointer.rpartition(".")[0]
        line, column = self.marks.get(pointer, (1, 1))
        return Location(self.path, line, column, key)


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """The place of one CSV record: its first line, its text as written and the header it stands under."""

    path: str
    line: int
    text: str
    header: tuple[str, ...]

    def at(self, column: str) -> Location:
        """Return the place of the record's cell under `column`, or of the record itself."""
        if column not in self.header:
            return Location(self.path, self.line, 1, column)
        line, offset, cell = self.line, 0, self.header.index(column)
        if '"' not in self.text:
            # One line, every comma a border: asked for 200,000 times when a large registry is built.
            cells = self.text.split(",", cell)
            if len(cells) > cell:
                return Location(self.path, line, len(self.text) - len(cells[-1]) + 1, column)
        line_start, quoted, remaining = 0, False, cell
        for offset, character in enumerate(self.text):
            if not remaining:
                break
            if character == '"':
                quoted = not quoted
            elif character == "\n":
                line, line_start = line + 1, offset + 1
            elif character == "," and not quoted:
                remaining -= 1
        else:
            offset = len(self.text)
        return Location(self.path, line, offset - line_start + 1, column)


Origin = DocumentOrigin | RowOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One kind of problem the registry can report.

    `message` and `hint` may use `{slots}` filled from a diagnostic's facts; `basis` cites the law or
    the standard behind the check, when there is one.
    """

    id: str
    severity: Severity
    title: Text
    message: Text
    hint: Text
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem found in the data: facts are stored, sentences are rendered last."""

    code: Code
    where: Location
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    related: tuple[Location, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place, then code, so that reports never depend on the order of checking."""
        return (self.where.path, self.where.line, self.where.column, self.code.id, self.where.field)
