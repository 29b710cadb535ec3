"""Turn a rule set's document into the law's values; runs only on what the schema has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

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
from ocop.load.checked import each, items, mapping, number, optional_text, text, whole
from ocop.model import ApplicationKind, Level
from ocop.source import Value


def rule_set_value(value: Mapping[str, Value]) -> RuleSet:
    """Return the rule set in a document that its schema has passed; a wrong kind in it is a TypeError."""
    bands, revocation, rounds = (mapping(value[key]) for key in ("bands", "revocation", "rounds"))
    return RuleSet(
        id=text(value["id"]),
        number=text(value["number"]),
        title=_text(value["title"]),
        issuer=text(value["issuer"]),
        signed_on=_day(value["signed_on"]),
        in_force_from=_day(value["in_force_from"]),
        in_force_to=_optional_day(value["in_force_to"]),
        lapses_on=_optional_day(value["lapses_on"]),
        amends=optional_text(value["amends"]),
        replaces=_strings(value["replaces"]),
        summary=_text(value["summary"]),
        grounds=_grounds(value),
        bands=tuple(_band(item) for item in each(bands["items"])),
        bands_grounds=_grounds(bands),
        duties=tuple(_duty(item) for item in each(value["duties"])),
        validity=_validity(mapping(value["validity"])),
        window=None if value["window"] is None else _window(mapping(value["window"])),
        extension=None if value["extension"] is None else _extension(mapping(value["extension"])),
        transitions=tuple(_transition(item) for item in each(value["transitions"])),
        revocation_causes=tuple(_cause(item) for item in each(revocation["items"])),
        revocation_grounds=_grounds(revocation),
        rounds=tuple(_round(item, _grounds(rounds)) for item in each(rounds["items"])),
        rounds_grounds=_grounds(rounds),
        deadlines=tuple(_deadline(item) for item in each(value["deadlines"])),
        council=_council(mapping(value["council"])),
        documents=tuple(_documents(value["documents"])),
        star_minima=_star_minima(value.get("star_minima")),
        unknown=tuple(_text(item) for item in items(value["unknown"])),
    )


def _day(value: Value) -> date:
    return date.fromisoformat(text(value))


def _optional_day(value: Value) -> date | None:
    return None if value is None else _day(value)


def _level(value: Value) -> Level | None:
    return None if value is None else Level(text(value))


def _strings(value: Value) -> tuple[str, ...]:
    return tuple(text(item) for item in items(value))


def _kinds(value: Value) -> tuple[ApplicationKind, ...]:
    return tuple(ApplicationKind(one) for one in _strings(value))


def _stars(value: Value) -> tuple[int, ...]:
    return tuple(whole(item) for item in items(value))


def _text(value: Value) -> Text:
    both = mapping(value)
    return Text(text(both["vi"]), text(both["en"]))


def _grounds(value: Mapping[str, Value]) -> Grounds:
    """Return the grounds that stand beside a fact or a group of facts."""
    grounds = mapping(value["grounds"])
    return Grounds(
        citation=text(grounds["citation"]),
        confidence=Confidence(text(grounds["confidence"])),
        source=optional_text(grounds["source"]),
        note=optional_text(grounds["note"]),
    )


def _band(item: Mapping[str, Value]) -> Band:
    return Band(
        star=whole(item["star"]),
        low=number(item["low"]),
        high=number(item["high"]),
        high_included=item["high_included"] is True,
    )


def _duty(item: Mapping[str, Value]) -> Duty:
    points = item["forwards_from_points"]
    return Duty(
        level=Level(text(item["level"])),
        evaluates=item["evaluates"] is True,
        forwards_from_points=None if points is None else number(points),
        forwards_to=_level(item["forwards_to"]),
        recognises_stars=_stars(item["recognises_stars"]),
        recognised_by=optional_text(item["recognised_by"]),
        grounds=_grounds(item),
        task=_text(item["task"]),
    )


def _validity(item: Mapping[str, Value]) -> Validity:
    return Validity(months=whole(item["months"]), grounds=_grounds(item))


def _window(item: Mapping[str, Value]) -> Window:
    return Window(
        opens_days_before=whole(item["opens_days_before"]),
        closes_days_before=whole(item["closes_days_before"]),
        grounds=_grounds(item),
    )


def _extension(item: Mapping[str, Value]) -> Extension:
    return Extension(
        max_days=whole(item["max_days"]),
        issued_before=_day(item["issued_before"]),
        grounds=_grounds(item),
    )


def _transition(item: Mapping[str, Value]) -> Transition:
    return Transition(
        id=text(item["id"]),
        text=_text(item["text"]),
        until=_optional_day(item["until"]),
        grounds=_grounds(item),
        applications=_kinds(item.get("applications", [])),
    )


def _cause(item: Mapping[str, Value]) -> Cause:
    return Cause(id=text(item["id"]), letter=optional_text(item["letter"]), text=_text(item["text"]))


def _round(item: Mapping[str, Value], grounds: Grounds) -> RoundRule:
    return RoundRule(
        level=Level(text(item["level"])),
        number=whole(item["number"]),
        proposals_before=optional_text(item["proposals_before"]),
        results_before=optional_text(item["results_before"]),
        results_next_year=item["results_next_year"] is True,
        stars=_stars(item["stars"]),
        grounds=grounds,
    )


def _deadline(item: Mapping[str, Value]) -> Deadline:
    return Deadline(
        id=text(item["id"]),
        level=_level(item["level"]),
        days=whole(item["days"]),
        working_days=item["working_days"] is True,
        text=_text(item["text"]),
        grounds=_grounds(item),
    )


def _council(item: Mapping[str, Value]) -> Council:
    return Council(
        max_spread_points=_setting(mapping(item["max_spread_points"])),
        quorum_share=_setting(mapping(item["quorum_share"])),
        decimals=_setting(mapping(item["decimals"])),
    )


def _star_minima(value: Value) -> StarMinima | None:
    if value is None:
        return None
    item = mapping(value)
    return StarMinima(reading=MinimaReading(text(item["reading"])), grounds=_grounds(item))


def _setting(item: Mapping[str, Value]) -> Setting:
    value = item["value"]
    return Setting(value=None if value is None else number(value), grounds=_grounds(item))


def _documents(value: Value) -> Iterator[DocumentRequirement]:
    for group in each(value):
        grounds = _grounds(group)
        for item in each(group["items"]):
            yield DocumentRequirement(
                document_type=text(item["type"]),
                prepared_by=_level(item["prepared_by"]),
                applications=_kinds(item["applications"]),
                mandatory=item["mandatory"] is True,
                grounds=grounds,
                stars=_stars(item.get("stars", [])),
                except_groups=_strings(item.get("except_groups", [])),
            )
