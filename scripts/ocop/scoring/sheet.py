"""A scoring sheet: parts, sections and criteria with the points each option is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, DocumentOrigin
from ocop.law import RuleSet

STARS = range(1, 6)


class ZeroPoints(StrEnum):
    """Where 0 points alone knock a product out, as the sheet words it."""

    CRITERION = "criterion"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One level of a criterion in our own words; `min_star` is the star whose asterisks stand behind it."""

    points: Decimal
    label: str
    min_star: int | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knockout:
    """A condition that excludes a product; without `zero_points_in` only the scorer can declare it."""

    label: str
    zero_points_in: ZeroPoints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One of two alternatives of a criterion, of which the scorer chooses one."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of the sheet; `needs_points_in` is the criterion that must be above 0 for this one to apply.

    `implied_options` marks a row printed with points alone, to which this registry added the level 0.
    `occurrence` is above 1 where the source gives one code to several criteria. `evidence` names the types
    of paper of which one must prove what is claimed; none where the product's sample alone shows it.
    `key` is the code, told apart from earlier criteria of the same code: `6.1.3`, then `6.1.3/2`. `levels`
    are the different points an option gives, ascending. Both are worked out once: a council's sheets ask
    for them thousands of times.
    """

    code: str
    name: str
    max: Decimal
    options: tuple[Option, ...]
    occurrence: int = 1
    group: str | None = None
    knockouts: tuple[Knockout, ...] = ()
    cases: tuple[Case, ...] = ()
    needs_points_in: str | None = None
    requirement: str | None = None
    note: str | None = None
    implied_options: bool = False
    commune_review: bool = False
    evidence: tuple[str, ...] = ()
    key: str = field(init=False, repr=False, compare=False)
    levels: tuple[Decimal, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        key = self.code if self.occurrence == 1 else f"{self.code}/{self.occurrence}"
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "levels", tuple(sorted({option.points for option in self.options})))

    def minimum_for(self, star: int) -> Decimal | None:
        """Return the fewest points that `star` asks for here, the minima of lower stars included."""
        marked = [one.points for one in self.options if one.min_star is not None and one.min_star <= star]
        return max(marked, default=None)

    def label_of(self, points: Decimal) -> str:
        """Return the wording of the first option worth `points`, or nothing when there is none."""
        return next((option.label for option in self.options if option.points == points), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A sub-heading inside a section that has a maximum of its own, as 6.1 “Ngoại hình”."""

    code: str
    name: str
    max: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered section of a part."""

    code: str
    name: str
    max: Decimal
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Part A, B or C; without sections when the sheet itself was never found."""

    code: str
    name: str
    max: Decimal
    sections: tuple[Section, ...] = ()

    @property
    def criteria(self) -> Iterator[Criterion]:
        """The part's criteria in printed order."""
        for section in self.sections:
            yield from section.criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Something odd in print and how it is read; about the whole sheet when `criterion` is None."""

    note: str
    criterion: str | None = None
    option: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sheet of one product set under one rule set, with what is odd or missing in it.

    `missing_points` is how many of the act's points the known text lacks. `criteria` are those of every part
    in printed order, gathered once, as are the minima of each star.
    """

    rule_set: str
    number: int
    product_set: str | None
    citation: str
    max: Decimal
    parts: tuple[Part, ...]
    missing_points: Decimal = Decimal(0)
    excluded_when: tuple[str, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    criteria: tuple[Criterion, ...] = field(init=False, repr=False, compare=False)
    _minima: Mapping[int, tuple[tuple[Criterion, Decimal], ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        criteria = tuple(criterion for part in self.parts for criterion in part.criteria)
        minima = {
            star: tuple(
                (criterion, minimum)
                for criterion in criteria
                if (minimum := criterion.minimum_for(star)) is not None
            )
            for star in STARS
        }
        object.__setattr__(self, "criteria", criteria)
        object.__setattr__(self, "_minima", minima)

    def minima_of(self, star: int) -> tuple[tuple[Criterion, Decimal], ...]:
        """Return the criteria that `star` asks something of, with the fewest points, in printed order."""
        return self._minima[star]

    @property
    def is_known(self) -> bool:
        """Whether the criteria are known; if not, only totals by part can be recorded."""
        return any(part.sections for part in self.parts)

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the act's sheet is missing."""
        return self.is_known and not self.missing_points

    def cited(self, criterion: str) -> str:
        """Return where the exact words of a criterion stand in the act."""
        return f"{self.citation}, tiêu chí {criterion}"


# How the core asks for a rule set's sheet by its number; None when there is no such sheet or it is broken.
Sheets = Callable[[RuleSet, int], Sheet | None]


def sheet_problems(sheet: Sheet, origin: DocumentOrigin) -> Iterator[Diagnostic]:
    """Yield the maxima that their parts do not add up to, each at its own place in the sheet's file."""
    if sheet.is_known:
        yield from _sum_problem(origin, "max", sheet.max, sum((part.max for part in sheet.parts), Decimal(0)))
    for p, part in enumerate(sheet.parts):
        if not part.sections:
            continue
        place = f"parts.{p}"
        total = sum((section.max for section in part.sections), Decimal(0))
        yield from _sum_problem(origin, f"{place}.max", part.max, total)
        for s, section in enumerate(part.sections):
            total = sum((criterion.max for criterion in section.criteria), Decimal(0))
            yield from _sum_problem(origin, f"{place}.sections.{s}.max", section.max, total)
            for g, group in enumerate(section.groups):
                members = (one.max for one in section.criteria if one.group == group.code)
                pointer = f"{place}.sections.{s}.groups.{g}.max"
                yield from _sum_problem(origin, pointer, group.max, sum(members, Decimal(0)))


def _sum_problem(
    origin: DocumentOrigin, pointer: str, stated: Decimal, total: Decimal
) -> Iterator[Diagnostic]:
    if stated != total:
        facts = {"found": str(stated), "expected": str(total)}
        yield Diagnostic(codes.SUMS_DISAGREE, origin.at(pointer), facts)
