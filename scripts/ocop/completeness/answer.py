"""What is still missing, as items that a person or a program can carry out one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from ocop.diagnostics import Text
from ocop.law import RuleSet
from ocop.model import ApplicationKind, Level

_NO_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Step(StrEnum):
    """The next step of an application; exactly one holds."""

    PREPARE = "prepare"
    FILE = "file"
    COMMUNE_REVIEW = "commune_review"
    EVALUATION = "evaluation"
    FORWARDING = "forwarding"
    DECISION = "decision"
    DONE = "done"
    ENDED = "ended"

    @property
    def is_open(self) -> bool:
        """Whether the application still awaits something."""
        return self not in {Step.DONE, Step.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateFile:
    """Create a file with this content, the least that makes it sound."""

    file: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKey:
    """Fill in a dotted key of a YAML file; `example` is a value as YAML has it, blank when none is known."""

    file: str
    key: str
    title: str
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRow:
    """Add a row to a CSV file that has these `columns`; where the file is missing, create it.

    `cells` are given, `blank` ones must be filled, `optional` ones may be; `choices` are the only values that
    will do in a blank cell.
    """

    file: str
    columns: tuple[str, ...]
    cells: Mapping[str, str]
    blank: tuple[str, ...]
    optional: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_CHOICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FillCells:
    """Fill the `blank` cells of the row on `line`, told apart by the cells in `row`."""

    file: str
    line: int
    row: Mapping[str, str]
    blank: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_CHOICES)


Edit: TypeAlias = CreateFile | SetKey | AddRow | FillCells


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: by whom (`role` None is the producer), how, and on which ground.

    What is not `required` is advice.
    """

    role: Level | None
    action: Text
    edit: Edit
    citation: str
    required: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """The next step of an application and everything that is missing for it.

    `application` and `kind` are None for a product without one. `level` is the level that the step is about,
    `role` who has to act, None the producer. `until` is the last day, included.
    """

    as_of: date
    product: str
    name: str
    application: str | None
    kind: ApplicationKind | None
    step: Step
    level: Level | None
    role: Level | None
    until: date | None
    citation: str
    rule_set: RuleSet | None
    items: tuple[Item, ...]
    notices: tuple[Text, ...] = ()

    @property
    def is_overdue(self) -> bool:
        """Whether the step should have been taken by now."""
        return self.step.is_open and self.until is not None and self.until < self.as_of

    @property
    def required(self) -> tuple[Item, ...]:
        """The items without which the step cannot be taken."""
        return tuple(item for item in self.items if item.required)

    @property
    def advised(self) -> tuple[Item, ...]:
        """The items that only help."""
        return tuple(item for item in self.items if not item.required)
