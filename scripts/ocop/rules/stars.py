"""Which stars a council's result may stand for, as far as its mean and its sheets tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from ocop.diagnostics import Text
from ocop.law import MinimaReading, RuleSet
from ocop.model import Evaluation
from ocop.rules.hearing import Hearing
from ocop.scoring import Sheet
from ocop.scoring.score import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stars:
    """The stars of a result under the act of its meeting.

    `by_points` are those of the mean: one, or the two on either side of a gap that the act leaves between
    its bands. `possible` are those that minima and knock-outs leave, none at all after a knock-out;
    `limited_by` names the criteria that lowered them.
    """

    act: RuleSet
    mean: Decimal
    by_points: tuple[int, ...]
    possible: tuple[int, ...]
    limited_by: tuple[str, ...] = ()

    @staticmethod
    def of(result: Evaluation, hearing: Hearing) -> Stars | None:
        """Return the stars of a recorded result, None without an act or a mean that can be one.

        With every seat's sheet at hand the minima are settled. Without, a star below that of the mean may
        be right wherever the sheet has minima, or is not known.
        """
        act = hearing.filing.rule_set_on(result.met_on)
        tally = hearing.tally_of(result)
        mean = result.mean
        if mean is None and tally is not None and tally.is_complete:
            mean = tally.result.score.total
        highest = highest_points(act)
        if act is None or highest is None or mean is None or mean > highest:
            return None
        by_points = _by_points(act, mean)
        if tally is not None and tally.is_complete and tally.sheet.is_known:
            score = tally.result.score
            if not score.limited_by:
                return Stars(act=act, mean=mean, by_points=by_points, possible=by_points)
            star = score.star
            left: tuple[int, ...] = () if star is None else (min(star, by_points[-1]),)
            return Stars(act=act, mean=mean, by_points=by_points, possible=left, limited_by=score.limited_by)
        number = hearing.application.sheet
        sheet = hearing.judge.sheets(act, number) if number is not None else None
        possible = tuple(range(1, by_points[-1] + 1)) if _may_lower(sheet, act) else by_points
        return Stars(act=act, mean=mean, by_points=by_points, possible=possible)


def highest_points(act: RuleSet | None) -> Decimal | None:
    """Return the most points there are under an act, None without one."""
    return max(band.high for band in act.bands) if act else None


def _by_points(act: RuleSet, mean: Decimal) -> tuple[int, ...]:
    """Return the star of `mean`, or of the bands beside it where the act's own leave a gap."""
    star = act.star_of(mean)
    if star is not None:
        return (star,)
    below = max((band.star for band in act.bands if band.high <= mean), default=None)
    above = min((band.star for band in act.bands if band.low > mean), default=None)
    return tuple(one for one in (below, above) if one is not None)


def _may_lower(sheet: Sheet | None, act: RuleSet) -> bool:
    """Say whether minima can bring a star below that of the points; those of an unknown sheet may.

    A knock-out does not lower a star: what is knocked out is not classified at all.
    """
    if sheet is None or not sheet.is_known:
        return True
    return reading_of(act) is not MinimaReading.POINTS_ONLY and any(
        option.min_star is not None for criterion in sheet.criteria for option in criterion.options
    )


def words_of(stars: Collection[int]) -> Text:
    """Return stars in words: “4 sao”, “3 hoặc 4 sao”; none means that nothing is classified."""
    if not stars:
        return Text("không xếp hạng", "no star at all")
    listed = [str(star) for star in sorted(stars)]
    return Text(f"{' hoặc '.join(listed)} sao", f"{' or '.join(listed)} stars")
