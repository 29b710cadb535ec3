"""The words for how far a plan has come, and sentences whose numbers and dates are written last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from ocop import calendar
from ocop.diagnostics import Language, Text

_TENTH = 10


class State(StrEnum):
    """How far a target, an activity or a round has come by a day; exactly one holds."""

    ACHIEVED = "achieved"
    EXCEEDED = "exceeded"
    IN_PROGRESS = "in_progress"
    BEHIND = "behind"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    INDETERMINABLE = "indeterminable"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Text:
        """The state in words, as every page and answer shows it."""
        return STATE_LABELS[self]

    @property
    def reached(self) -> bool:
        """Whether the state counts in “7/14 chỉ tiêu đạt”."""
        return self in REACHED


REACHED = frozenset({State.ACHIEVED, State.EXCEEDED})

STATE_LABELS: Mapping[State, Text] = MappingProxyType(
    {
        State.ACHIEVED: Text("Đạt", "Met"),
        State.EXCEEDED: Text("Vượt", "Exceeded"),
        State.IN_PROGRESS: Text("Đang thực hiện", "Under way"),
        State.BEHIND: Text("Chậm so với mốc", "Behind pace"),
        State.OVERDUE: Text("Quá hạn chưa đạt", "Overdue, not met"),
        State.NOT_DUE: Text("Chưa đến kỳ", "Not yet due"),
        State.NO_DATA: Text("Chưa có số liệu", "No data yet"),
        State.INDETERMINABLE: Text("Không tính được", "Cannot be worked out"),
        State.NOT_APPLICABLE: Text("Không áp dụng", "Not applicable"),
    }
)

Fact = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Sentence:
    """A wording with its facts; numbers and dates are written in the reader's way only at the end."""

    text: Text
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    def within(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.text.filled(language, {key: written(fact, language) for key, fact in self.facts.items()})


def written(fact: Fact, language: Language) -> str:
    """Return a number, a day or a word as a reader of `language` expects it: `1.234,5`, `04/08/2023`."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, date):
        return calendar.in_table(fact) if language is Language.VI else calendar.in_english(fact)
    plain = f"{Decimal(fact).normalize():,f}"
    return plain.translate(str.maketrans(",.", ".,")) if language is Language.VI else plain


def percent(share: Fraction) -> Decimal:
    """Return a share in percent, cut off after one decimal and never rounded up.

    Two hundred out of two hundred and one is 99,5 %, not 100 %. A share above nought keeps the first
    digit it has, so that it is never shown as nought.
    """
    if share <= 0:
        return Decimal(0)
    scale = _TENTH
    while (hundredfold := int(share * 100 * scale)) == 0:
        scale *= 10
    return Decimal(hundredfold) / scale


def figure(value: Fraction, places: int = 3) -> Decimal:
    """Return a figure for reading: exact when it has at most that many decimals, else cut off there."""
    scale: int = 10**places
    return Decimal(int(value * scale)) / scale
