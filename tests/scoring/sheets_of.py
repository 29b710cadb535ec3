"""The repository's own sheets and rule sets, read once, and points to give on them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from ocop.law import RuleSet
from ocop.load.criteria import read_sheet
from ocop.load.law import read_rule_sets
from ocop.load.tree import FolderTree
from ocop.scoring import Sheet

ROOT = Path(__file__).parents[2]
NUMBERS = {"2026-26": range(1, 27), "2019-1048": [one for one in range(1, 27) if one != 3]}
THOROUGH = settings(max_examples=10_000, deadline=None)


@cache
def rule_set(identifier: str) -> RuleSet:
    """A rule set of `schemas/rules/`."""
    rule_sets, found = read_rule_sets(FolderTree(ROOT))
    assert found == ()
    return next(one for one in rule_sets if one.id == identifier)


@cache
def sheet(identifier: str, number: int) -> Sheet:
    """A sheet of `schemas/criteria/`, sound."""
    reading = read_sheet(FolderTree(ROOT), rule_set(identifier), number)
    assert reading.found == ()
    assert reading.sheet is not None
    return reading.sheet


@cache
def sheets(identifier: str) -> tuple[Sheet, ...]:
    """Every known sheet of a rule set."""
    return tuple(sheet(identifier, number) for number in NUMBERS[identifier])


_EVERY = [(identifier, number) for identifier, numbers in NUMBERS.items() for number in numbers]
_CHOICES = st.tuples(st.integers(0, len(_EVERY) - 1), st.sampled_from((0, 128, 230)))


def sheet_and_points(draw: st.DrawFn) -> tuple[Sheet, dict[str, Decimal]]:
    """Any of the 51 sheets with all its points, leaning towards full marks so that every star occurs.

    Few draws, one byte a criterion: drawing thirty choices one by one ten thousand times takes minutes.
    """
    place, lean = draw(_CHOICES)
    given = sheet(*_EVERY[place])
    chances = draw(_bytes(len(given.criteria)))
    return given, {
        one.key: one.levels[-1] if chance < lean else one.levels[chance % len(one.levels)]
        for one, chance in zip(given.criteria, chances, strict=True)
    }


@cache
def _bytes(count: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=count, max_size=count)


def top_points(given: Sheet) -> Mapping[str, Decimal]:
    """Full marks."""
    return {one.key: one.max for one in given.criteria}
