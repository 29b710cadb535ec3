"""What each star means under the rule set in force on the day of the build."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.law import Band, RuleSet
from ocop.site.render import number
from ocop.site.views.world import World

_CERTIFIED = (3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class StarMeaning:
    """One star with its band and who recognises it, in a sentence or two."""

    star: int
    text: str


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
    by = world.labels.agency(duty.recognised_by) or world.labels.level(duty.level)
    return f"{points} Theo quy định hiện hành do {by} công nhận."
