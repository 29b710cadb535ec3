"""Tell at little cost which records are certainly sound, so that frictionless need see only the others.

frictionless stays the judge: a proof here means that it would find nothing in a record. A field with anything
whose meaning is not copied here proves nothing about cells that are not blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ocop.source import Row

_Proof = Callable[[str], bool]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?")
_BOOLEANS = frozenset({"true", "True", "TRUE", "1", "false", "False", "FALSE", "0"})


class Proofs:
    """What proves the records of one table sound; `fields` are those that frictionless would be given."""

    def __init__(self, fields: Sequence[Mapping[str, Any]]) -> None:
        self._columns = [
            (str(field["name"]), field.get("constraints", {}).get("required") is True, _proof(field))
            for field in fields
        ]
        self._usable = all(
            field.get("constraints", {}).get("required") in {None, True, False} for field in fields
        )

    def doubtful(self, rows: Sequence[Row]) -> list[int]:
        """Return the numbers of the records that are not proved sound, counted from 0."""
        return [number for number, row in enumerate(rows) if not (self._usable and self._sound(row.cells))]

    def _sound(self, cells: Mapping[str, str]) -> bool:
        blank = True
        for name, required, holds in self._columns:
            cell = cells.get(name, "")
            if cell:
                blank = False
                if not holds(cell):
                    return False
            elif required:
                return False
        return not blank


def _proof(field: Mapping[str, Any]) -> _Proof:
    constraints = {key: value for key, value in field.get("constraints", {}).items() if key != "required"}
    kind, form = field.get("type"), field.get("format", "default")
    if kind == "string" and form == "default":
        return _text(constraints)
    if kind == "date" and form in {"default", "%Y-%m-%d"} and not constraints:
        return _is_day
    if kind == "integer" and form == "default":
        return _number(_INTEGER, constraints)
    if kind == "number" and form == "default":
        return _number(_NUMBER, constraints)
    if kind == "boolean" and form == "default" and not constraints:
        return _BOOLEANS.__contains__
    return _nothing


def _nothing(_cell: str) -> bool:
    return False


def _is_day(cell: str) -> bool:
    try:
        return _DAY.fullmatch(cell) is not None and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _text(constraints: Mapping[str, Any]) -> _Proof:
    if constraints.keys() - {"enum", "minLength", "maxLength", "pattern"}:
        return _nothing
    least, most = constraints.get("minLength", 0), constraints.get("maxLength", 1_000_000)
    choices, pattern = constraints.get("enum"), constraints.get("pattern", "")
    if type(least) is not int or type(most) is not int or not isinstance(pattern, str):
        return _nothing
    if choices is not None and not (isinstance(choices, list) and all(type(one) is str for one in choices)):
        return _nothing
    allowed = None if choices is None else frozenset(choices)
    try:
        # The library wants a match of "^pattern$", which any match of the whole is.
        shape = re.compile(pattern).fullmatch if "pattern" in constraints else None
    except re.error:
        return _nothing
    return lambda cell: (
        least <= len(cell) <= most
        and (allowed is None or cell in allowed)
        and (shape is None or shape(cell) is not None)
    )


def _number(shape: re.Pattern[str], constraints: Mapping[str, Any]) -> _Proof:
    low, high = constraints.get("minimum"), constraints.get("maximum")
    bounds = {type(bound) for bound in (low, high)}
    if constraints.keys() - {"minimum", "maximum"} or bounds - {int, type(None)}:
        return _nothing

    def holds(cell: str) -> bool:
        if shape.fullmatch(cell) is None:
            return False
        value = Decimal(cell)
        return (low is None or value >= low) and (high is None or value <= high)

    return holds
