"""The repository's own sheets and rule sets, read once, and points to give on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from ocop.law import RuleSet
from ocop.load.criteria import SheetReader
from ocop.load.law import read_rule_sets
from ocop.load.tree import FolderTree
from ocop.scoring import Criterion, Sheet

ROOT = Path(__file__).parents[2]
NUMBERS = {"2026-26": range(1, 27), "2019-1048": [one for one in range(1, 27) if one != 3]}
THOROUGH = settings(max_examples=10_000, deadline=None)
_T = TypeVar("_T")


@cache
def rule_set(identifier: str) -> RuleSet:
    """A rule set of `schemas/rules/`."""
    rule_sets, found = read_rule_sets(FolderTree(ROOT))
    assert found == ()
    return next(one for one in rule_sets if one.id == identifier)


@cache
def sheet(identifier: str, number: int) -> Sheet:
    """A sheet of `schemas/criteria/`, sound."""
    reading = SheetReader(FolderTree(ROOT)).reading(rule_set(identifier), number)
    assert reading.found == ()
    assert reading.sheet is not None
    return reading.sheet


@cache
def sheets(identifier: str) -> tuple[Sheet, ...]:
    """Every known sheet of a rule set."""
    return tuple(sheet(identifier, number) for number in NUMBERS[identifier])


_EVERY = [(identifier, number) for identifier, numbers in NUMBERS.items() for number in numbers]
# How many of 256 chances give the lowest level, and up to which the highest: every star must occur.
_LEANS = ((170, 170), (0, 0), (0, 128), (0, 230))
# Bytes for a sheet, for points on its criteria, for six more seats and for an order of rows.
DRAWN = st.binary(min_size=160, max_size=160)


class Chances:
    """Choices taken one after the other from bytes that Hypothesis draws at once.

    Drawing the points of thirty criteria choice by choice, ten thousand times, takes minutes.
    """

    def __init__(self, drawn: bytes) -> None:
        self._left = iter(drawn)

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return next(self._left) % limit

    def one_of(self, choices: Sequence[_T]) -> _T:
        """One of `choices`, of which there are few."""
        return choices[self.below(len(choices))]

    def in_any_order(self, things: Sequence[_T]) -> list[_T]:
        """The same things in an order that two bytes choose."""
        order = list(things)
        Random(self.below(256) << 8 | self.below(256)).shuffle(order)  # noqa: S311 - any order will do
        return order


def sheet_and_points(chances: Chances) -> tuple[Sheet, dict[str, Decimal]]:
    """Any of the 51 sheets with all its points, leaning towards the lowest or the highest or neither."""
    given, (lowest, highest) = sheet(*chances.one_of(_EVERY)), chances.one_of(_LEANS)

    def level(one: Criterion) -> Decimal:
        chance = chances.below(256)
        if chance < lowest:
            return one.levels[0]
        return one.levels[-1] if chance < highest else one.levels[chance % len(one.levels)]

    return given, {one.key: level(one) for one in given.criteria}


def top_points(given: Sheet) -> Mapping[str, Decimal]:
    """Full marks."""
    return {one.key: one.max for one in given.criteria}
