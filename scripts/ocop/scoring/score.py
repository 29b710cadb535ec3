"""Add up one scorer's points and find the star: by the bands, by the minima, and after knock-outs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop.law import MinimaReading, RuleSet
from ocop.scoring.sheet import Criterion, Knockout, Section, Sheet, ZeroPoints


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A criterion below the minimum of a star, with the level that would meet it."""

    criterion: Criterion
    minimum: Decimal

    @property
    def label(self) -> str:
        """What the minimum asks for."""
        return self.criterion.label_of(self.minimum)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnockedOut:
    """A criterion at which the product is excluded, and the condition it met."""

    criterion: Criterion
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points added up and the star they give.

    `star_by_points` looks at the total alone and is None in a gap that the act leaves between two bands;
    `star` also heeds knock-outs (None when there is one) and the minima. `unmet` are the minima of
    `star_by_points` that fail, whether or not the rule set lowers the star for them.
    """

    total: Decimal
    parts: Mapping[str, Decimal]
    sections: Mapping[str, Decimal]
    points: Mapping[str, Decimal]
    star: int | None
    star_by_points: int | None
    unmet: tuple[Unmet, ...] = ()
    knocked_out: tuple[KnockedOut, ...] = ()

    @property
    def limited_by(self) -> tuple[str, ...]:
        """The criteria that keep the star below what the total would give, in the sheet's order."""
        if self.knocked_out:
            return tuple(dict.fromkeys(one.criterion.key for one in self.knocked_out))
        if self.star == self.star_by_points:
            return ()
        return tuple(one.criterion.key for one in self.unmet)


def score(
    sheet: Sheet, rule_set: RuleSet, points: Mapping[str, Decimal], declared: Sequence[str] = ()
) -> Score:
    """Return the score of `points` by criterion key (by part code when the sheet is not known).

    What was not scored counts 0. `declared` names the criteria whose knock-out condition the product meets.
    """
    sums = added_up(sheet, points, declared)
    star_by_points = rule_set.star_of(sums.total)
    star, unmet = star_by_minima(sheet, rule_set, star_by_points, reached(points))
    return Score(
        total=sums.total,
        parts=sums.parts,
        sections=sums.sections,
        points=points,
        star=None if sums.knocked_out else star,
        star_by_points=star_by_points,
        unmet=unmet,
        knocked_out=sums.knocked_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """One scorer's points added up, before anything is made of them."""

    total: Decimal
    parts: Mapping[str, Decimal]
    sections: Mapping[str, Decimal]
    points: Mapping[str, Decimal]
    knocked_out: tuple[KnockedOut, ...]


def added_up(sheet: Sheet, points: Mapping[str, Decimal], declared: Sequence[str]) -> Sums:
    """Return the sums of `points` by section, by part and in all, and the knock-outs that stand."""
    parts = {
        part.code: _sum(points, [part.code, *(one.key for one in part.criteria)]) for part in sheet.parts
    }
    sections = {
        section.code: _sum(points, [one.key for one in section.criteria])
        for part in sheet.parts
        for section in part.sections
    }
    return Sums(
        total=sum(parts.values(), Decimal(0)),
        parts=parts,
        sections=sections,
        points=points,
        knocked_out=tuple(_knocked_out(sheet, declared, points.get)),
    )


def _sum(points: Mapping[str, Decimal], criteria: Sequence[str]) -> Decimal:
    return sum((points.get(code, Decimal(0)) for code in criteria), Decimal(0))


def reached(points: Mapping[str, Decimal]) -> Callable[[str, Decimal], bool]:
    """Return the question whether a criterion has at least so many points."""
    return lambda code, minimum: points.get(code, Decimal(0)) >= minimum


def star_by_minima(
    sheet: Sheet, rule_set: RuleSet, star: int | None, is_reached: Callable[[str, Decimal], bool]
) -> tuple[int | None, tuple[Unmet, ...]]:
    """Return the highest star up to `star` whose minima all hold, and the minima of `star` that fail.

    26/2026/QĐ-TTg, Phụ lục II: the asterisks are minimum requirements. That failing one lowers the star is
    this registry's reading, switched by the rule set's `star_minima`.
    """
    if star is None:
        return None, ()
    failing = tuple(unmet_minima(sheet, star, is_reached))
    if reading_of(rule_set) is MinimaReading.POINTS_ONLY:
        return star, failing
    while star > 1 and any(unmet_minima(sheet, star, is_reached)):
        star -= 1
    return star, failing


def reading_of(rule_set: RuleSet) -> MinimaReading:
    """Return how the rule set reads minima; by points alone where it does not say."""
    return rule_set.star_minima.reading if rule_set.star_minima else MinimaReading.POINTS_ONLY


def unmet_minima(sheet: Sheet, star: int, is_reached: Callable[[str, Decimal], bool]) -> Iterator[Unmet]:
    """Yield the criteria that fail a minimum of `star`, in the sheet's order."""
    for criterion, minimum in sheet.minima_of(star):
        if not is_reached(criterion.key, minimum):
            yield Unmet(criterion=criterion, minimum=minimum)


def _knocked_out(
    sheet: Sheet, declared: Sequence[str], given: Callable[[str], Decimal | None]
) -> Iterator[KnockedOut]:
    for part in sheet.parts:
        for section in part.sections:
            for criterion in section.criteria:
                if criterion.key in declared:
                    label = criterion.knockouts[0].label if criterion.knockouts else criterion.name
                    yield KnockedOut(criterion=criterion, label=label)
                for knockout in criterion.knockouts:
                    for culprit in _in_reach(criterion, knockout, section):
                        if given(culprit.key) == 0:
                            yield KnockedOut(criterion=culprit, label=knockout.label)


def _in_reach(criterion: Criterion, knockout: Knockout, section: Section) -> tuple[Criterion, ...]:
    """Return the criteria at any of which 0 points knock the product out."""
    if knockout.zero_points_in is ZeroPoints.SECTION:
        return section.criteria
    return (criterion,) if knockout.zero_points_in is ZeroPoints.CRITERION else ()
