"""What each star means under the rule set in force on the day of the build."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.diagnostics import Text
from ocop.law import Band, Duty, RuleSet
from ocop.site.render import english_number, number
from ocop.site.views.addresses import rule_set_address
from ocop.site.views.world import World

_CERTIFIED = (3, 4, 5)
_PARTS_OF_ACTS = (
    ("Điều", "Article"),
    ("khoản", "clause"),
    ("điểm", "point"),
    ("Phụ lục", "Annex"),
    (" và ", " and "),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StarMeaning:
    """One star with its band and who recognises it, in a sentence or two."""

    star: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarLevel:
    """One star in both languages: its points, who recognises it, and the articles that say so."""

    star: int
    points: Text
    recognised_by: Text
    citations: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarRules:
    """The stars under the rule set of a day; `months` is how long a certificate holds."""

    number: str
    address: str
    levels: tuple[StarLevel, ...]
    months: int
    months_citation: Text


def star_rules(world: World) -> StarRules | None:
    """The stars that come with a certificate on the day of the build, None before the first rule set."""
    act = world.site.law.rule_set_on(world.site.as_of)
    if act is None:
        return None
    return StarRules(
        number=act.number,
        address=rule_set_address(act.id),
        levels=tuple(_level(band, act, world) for band in reversed(act.bands) if band.star in _CERTIFIED),
        months=act.validity.months,
        months_citation=cited(act.validity.grounds.citation),
    )


def cited(citation: str) -> Text:
    """A citation in both languages: `26/2026/QĐ-TTg, Điều 3 khoản 3` is `…, Article 3 clause 3`."""
    english = citation
    for own, other in _PARTS_OF_ACTS:
        english = english.replace(own, other)
    return Text(citation, english)


def _level(band: Band, act: RuleSet, world: World) -> StarLevel:
    duty = next((duty for duty in act.duties if band.star in duty.recognises_stars), None)
    grounds = (act.bands_grounds, *((duty.grounds,) if duty else ()))
    low, high = band.low, band.high
    return StarLevel(
        star=band.star,
        points=Text(
            f"từ {number(low)} đến {'' if band.high_included else 'dưới '}{number(high)} điểm",
            f"{english_number(low)} to {'' if band.high_included else 'under '}{english_number(high)} points",
        ),
        recognised_by=_recognising(duty, world) if duty else Text("", ""),
        citations=tuple(cited(one.citation) for one in grounds),
    )


def _recognising(duty: Duty, world: World) -> Text:
    """The body that recognises on the day of the build, or its level where no such body stands that day."""
    law = world.site.law
    by = law.agency_on(duty.recognised_by, world.site.as_of) or law.lists["levels"].get(duty.level.value)
    return by.label if by else Text(duty.level.value, duty.level.value)


def star_meanings(world: World) -> tuple[StarMeaning, ...]:
    """The stars that come with a certificate, lowest first; empty before the first rule set."""
    act = world.site.law.rule_set_on(world.site.as_of)
    if act is None:
        return ()
    bands = {band.star: band for band in act.bands}
    return tuple(
        StarMeaning(star=star, text=_text(bands[star], act, world)) for star in _CERTIFIED if star in bands
    )


def _text(band: Band, act: RuleSet, world: World) -> str:
    below = "" if band.high_included else "dưới "
    points = f"Từ {number(band.low)} đến {below}{number(band.high)} điểm trên thang 100."
    duty = next((duty for duty in act.duties if band.star in duty.recognises_stars), None)
    if duty is None:
        return points
    return f"{points} Theo quy định hiện hành do {_recognising(duty, world).vi} công nhận."
