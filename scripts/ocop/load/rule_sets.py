"""Turn a rule set's document into the law's values; runs only on what the schema has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ocop.diagnostics import Text
from ocop.law import (
    Band,
    Cause,
    Confidence,
    Council,
    Deadline,
    DocumentRequirement,
    Duty,
    Extension,
    Grounds,
    MinimaReading,
    RoundRule,
    RuleSet,
    Setting,
    StarMinima,
    Transition,
    Validity,
    Window,
)
from ocop.model import Level
from ocop.source import Value


def rule_set_value(value: Mapping[str, Value]) -> RuleSet:
    """Return the rule set in a document that its schema has passed; a wrong kind in it is a TypeError."""
    bands, revocation, rounds = (_mapping(value[key]) for key in ("bands", "revocation", "rounds"))
    return RuleSet(
        id=_string(value["id"]),
        number=_string(value["number"]),
        title=_text(value["title"]),
        issuer=_string(value["issuer"]),
        signed_on=_day(value["signed_on"]),
        in_force_from=_day(value["in_force_from"]),
        in_force_to=_optional_day(value["in_force_to"]),
        lapses_on=_optional_day(value["lapses_on"]),
        amends=_optional(value["amends"]),
        replaces=_strings(value["replaces"]),
        summary=_text(value["summary"]),
        grounds=_grounds(value),
        bands=tuple(_band(item) for item in _each(bands["items"])),
        bands_grounds=_grounds(bands),
        duties=tuple(_duty(item) for item in _each(value["duties"])),
        validity=_validity(_mapping(value["validity"])),
        window=None if value["window"] is None else _window(_mapping(value["window"])),
        extension=None if value["extension"] is None else _extension(_mapping(value["extension"])),
        transitions=tuple(_transition(item) for item in _each(value["transitions"])),
        revocation_causes=tuple(_cause(item) for item in _each(revocation["items"])),
        revocation_grounds=_grounds(revocation),
        rounds=tuple(_round(item, _grounds(rounds)) for item in _each(rounds["items"])),
        rounds_grounds=_grounds(rounds),
        deadlines=tuple(_deadline(item) for item in _each(value["deadlines"])),
        council=_council(_mapping(value["council"])),
        documents=tuple(_documents(value["documents"])),
        star_minima=_star_minima(value.get("star_minima")),
        unknown=tuple(_text(item) for item in _values(value["unknown"])),
    )


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError(f"not a mapping: {value!r}")
    return value


def _each(value: Value) -> Iterator[Mapping[str, Value]]:
    for item in _values(value):
        yield _mapping(item)


def _values(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return value


def _string(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value


def _optional(value: Value) -> str | None:
    return None if value is None else _string(value)


def _integer(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a whole number: {value!r}")
    return value


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(_integer(value))


def _day(value: Value) -> date:
    return date.fromisoformat(_string(value))


def _optional_day(value: Value) -> date | None:
    return None if value is None else _day(value)


def _level(value: Value) -> Level | None:
    return None if value is None else Level(_string(value))


def _strings(value: Value) -> tuple[str, ...]:
    return tuple(_string(item) for item in _values(value))


def _stars(value: Value) -> tuple[int, ...]:
    return tuple(_integer(item) for item in _values(value))


def _text(value: Value) -> Text:
    both = _mapping(value)
    return Text(_string(both["vi"]), _string(both["en"]))


def _grounds(value: Mapping[str, Value]) -> Grounds:
    """Return the grounds that stand beside a fact or a group of facts."""
    grounds = _mapping(value["grounds"])
    return Grounds(
        citation=_string(grounds["citation"]),
        confidence=Confidence(_string(grounds["confidence"])),
        source=_optional(grounds["source"]),
        note=_optional(grounds["note"]),
    )


def _band(item: Mapping[str, Value]) -> Band:
    return Band(
        star=_integer(item["star"]),
        low=_number(item["low"]),
        high=_number(item["high"]),
        high_included=item["high_included"] is True,
    )


def _duty(item: Mapping[str, Value]) -> Duty:
    points = item["forwards_from_points"]
    return Duty(
        level=Level(_string(item["level"])),
        evaluates=item["evaluates"] is True,
        forwards_from_points=None if points is None else _number(points),
        forwards_to=_level(item["forwards_to"]),
        recognises_stars=_stars(item["recognises_stars"]),
        recognised_by=_optional(item["recognised_by"]),
        grounds=_grounds(item),
        task=_text(item["task"]),
    )


def _validity(item: Mapping[str, Value]) -> Validity:
    return Validity(months=_integer(item["months"]), grounds=_grounds(item))


def _window(item: Mapping[str, Value]) -> Window:
    return Window(
        opens_days_before=_integer(item["opens_days_before"]),
        closes_days_before=_integer(item["closes_days_before"]),
        grounds=_grounds(item),
    )


def _extension(item: Mapping[str, Value]) -> Extension:
    return Extension(
        max_days=_integer(item["max_days"]),
        issued_before=_day(item["issued_before"]),
        grounds=_grounds(item),
    )


def _transition(item: Mapping[str, Value]) -> Transition:
    return Transition(
        id=_string(item["id"]),
        text=_text(item["text"]),
        until=_optional_day(item["until"]),
        grounds=_grounds(item),
    )


def _cause(item: Mapping[str, Value]) -> Cause:
    return Cause(id=_string(item["id"]), letter=_optional(item["letter"]), text=_text(item["text"]))


def _round(item: Mapping[str, Value], grounds: Grounds) -> RoundRule:
    return RoundRule(
        level=Level(_string(item["level"])),
        number=_integer(item["number"]),
        proposals_before=_optional(item["proposals_before"]),
        results_before=_optional(item["results_before"]),
        results_next_year=item["results_next_year"] is True,
        stars=_stars(item["stars"]),
        grounds=grounds,
    )


def _deadline(item: Mapping[str, Value]) -> Deadline:
    return Deadline(
        id=_string(item["id"]),
        level=_level(item["level"]),
        days=_integer(item["days"]),
        working_days=item["working_days"] is True,
        text=_text(item["text"]),
        grounds=_grounds(item),
    )


def _council(item: Mapping[str, Value]) -> Council:
    return Council(
        max_spread_points=_setting(_mapping(item["max_spread_points"])),
        quorum_share=_setting(_mapping(item["quorum_share"])),
        decimals=_setting(_mapping(item["decimals"])),
    )


def _star_minima(value: Value) -> StarMinima | None:
    if value is None:
        return None
    item = _mapping(value)
    return StarMinima(reading=MinimaReading(_string(item["reading"])), grounds=_grounds(item))


def _setting(item: Mapping[str, Value]) -> Setting:
    value = item["value"]
    return Setting(value=None if value is None else _number(value), grounds=_grounds(item))


def _documents(value: Value) -> Iterator[DocumentRequirement]:
    for group in _each(value):
        grounds = _grounds(group)
        for item in _each(group["items"]):
            yield DocumentRequirement(
                document_type=_string(item["type"]),
                prepared_by=_level(item["prepared_by"]),
                applications=_strings(item["applications"]),
                mandatory=item["mandatory"] is True,
                grounds=grounds,
                stars=_stars(item.get("stars", [])),
                except_groups=_strings(item.get("except_groups", [])),
            )
