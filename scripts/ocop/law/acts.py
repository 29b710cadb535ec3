"""What one act on evaluating OCOP products fixes, as read from `schemas/rules/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ocop.diagnostics import Text
from ocop.model import ApplicationKind, Level


class Confidence(StrEnum):
    """How well a fact of law is known; shown beside it wherever it is used."""

    FULL_TEXT = "full_text"
    EXCERPT = "excerpt"
    THIRD_PARTY = "third_party"
    MEMORY = "memory"
    INFERENCE = "inference"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a fact rests on: the citation (act, article), where it was read and how surely."""

    citation: str
    confidence: Confidence
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The totals that make a star: `low` ≤ total, and total < `high` (≤ `high` for the top band)."""

    star: int
    low: Decimal
    high: Decimal
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one level does: evaluate, forward from `forwards_from_points`, recognise `recognises_stars`.

    `evaluates` means that a council of this level scores; a level may review and forward without it.
    """

    level: Level
    evaluates: bool
    forwards_from_points: Decimal | None
    forwards_to: Level | None
    recognises_stars: tuple[int, ...]
    recognised_by: str | None
    grounds: Grounds
    task: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How long a recognition holds, in months from the decision."""

    months: int
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When to file for re-evaluation: `opens_days_before` to `closes_days_before` expiry, both included."""

    opens_days_before: int
    closes_days_before: int
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """How long an older certificate may outlive its end while a filed application awaits its result."""

    max_days: int
    issued_before: date
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A dated rule for what began under an earlier rule set; `until` is the last day, when there is one.

    Pending applications of the kinds in `applications` stay under the rule set they were filed under through
    `until`.
    """

    id: str
    text: Text
    until: date | None
    grounds: Grounds
    applications: tuple[ApplicationKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A ground for revoking a certificate, with its letter in the act."""

    id: str
    letter: str | None
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRule:
    """A yearly round: proposals *before* one day, results *before* another (`MM-DD`, perhaps next year's)."""

    level: Level
    number: int
    proposals_before: str | None
    results_before: str | None
    results_next_year: bool
    stars: tuple[int, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How many days a step may take at `level`, or at any level when that is None."""

    id: str
    level: Level | None
    days: int
    working_days: bool
    text: Text
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A council setting (spread in points, quorum as a share, decimals) with where it was found."""

    value: Decimal | None
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """How a council works out its result: largest allowed spread, quorum and rounding."""

    max_spread_points: Setting
    quorum_share: Setting
    decimals: Setting


class MinimaReading(StrEnum):
    """What follows when a total fits a star but one of its minimum requirements fails."""

    LOWER_TO_HIGHEST_MET = "lower_to_highest_met"
    POINTS_ONLY = "points_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class StarMinima:
    """How this registry reads the minima printed as asterisks; the acts do not spell out the consequence."""

    reading: MinimaReading
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRequirement:
    """One document asked for: by whom, for which kind of application, mandatory or supporting.

    `prepared_by` None is the producer. `stars` limits it to proposals for those stars (none: all);
    products of `except_groups` need not bring it.
    """

    document_type: str
    prepared_by: Level | None
    applications: tuple[ApplicationKind, ...]
    mandatory: bool
    grounds: Grounds
    stars: tuple[int, ...] = ()
    except_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One act on evaluating and classifying OCOP products, with what it fixes.

    `in_force_from` and `in_force_to` are the first and the last day on which new applications fall
    under it; `lapses_on` is its last day of any effect, transitions included.
    """

    id: str
    number: str
    title: Text
    issuer: str
    signed_on: date
    in_force_from: date
    in_force_to: date | None
    lapses_on: date | None
    amends: str | None
    replaces: tuple[str, ...]
    summary: Text
    grounds: Grounds
    bands: tuple[Band, ...]
    bands_grounds: Grounds
    duties: tuple[Duty, ...]
    validity: Validity
    window: Window | None
    extension: Extension | None
    transitions: tuple[Transition, ...]
    revocation_causes: tuple[Cause, ...]
    revocation_grounds: Grounds | None
    rounds: tuple[RoundRule, ...]
    council: Council
    documents: tuple[DocumentRequirement, ...]
    unknown: tuple[Text, ...]
    rounds_grounds: Grounds | None = None
    deadlines: tuple[Deadline, ...] = ()
    star_minima: StarMinima | None = None

    def duty_of(self, level: Level) -> Duty | None:
        """Return what `level` does under this act, or None when it has no part."""
        return next((duty for duty in self.duties if duty.level is level), None)

    def star_of(self, total: Decimal) -> int | None:
        """Return the star whose band holds `total`, or None where the act's own bands leave a gap."""
        for band in self.bands:
            if band.low <= total and (total < band.high or (band.high_included and total == band.high)):
                return band.star
        return None

    def recognising_level(self, star: int) -> Level | None:
        """Return the level entitled to recognise `star`, or None when no certificate is given for it."""
        return next((duty.level for duty in self.duties if star in duty.recognises_stars), None)
