"""An application for evaluation (lượt đăng ký đánh giá): its forms, evidence, own scores and councils."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.diagnostics import DocumentOrigin, Location, RowOrigin
from ocop.model.terms import ApplicationKind, Level

REGISTRATION_FILE = "application.yml"
SELF_ASSESSMENT_FILE = "self-assessment.yml"
CLAIMS_FILE = "self-assessment.csv"
EVIDENCE_FILE = "evidence.csv"
COMMUNE_REVIEW_FILE = "commune-review.yml"
EVALUATIONS_FILE = "evaluations.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as filled in: each single value, as text, under its dotted key (`registration.signed_on`).

    A list is one value, its items joined by `|`.
    """

    values: Mapping[str, str]
    origin: DocumentOrigin

    def day(self, key: str) -> date | None:
        """Return the day under `key`, which the form's schema has checked."""
        text = self.values.get(key)
        return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row of the self-assessment: the level chosen for a criterion, why, and the evidence cited.

    `option` counts the sheet's levels from 1; it or `points` is enough.
    """

    criterion: str
    option: int | None = None
    points: Decimal | None = None
    grounds: str | None = None
    evidence: tuple[str, ...] = ()
    origin: RowOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One paper (minh chứng) by its particulars; the paper itself stays outside the repository.

    `prepared_by` None is the producer. `expires_on` is its last valid day.
    """

    id: str
    type: str
    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    prepared_by: Level | None = None
    criteria: tuple[str, ...] = ()
    sha256: str | None = None
    kept_at: str | None = None
    public: bool = False
    note: str | None = None
    origin: RowOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What one council's meeting came to, as minuted: seats, sheets handed in, mean and star."""

    level: Level
    round: str
    met_on: date | None = None
    seats: int | None = None
    present: int | None = None
    mean: Decimal | None = None
    star: int | None = None
    minutes: str | None = None
    minutes_on: date | None = None
    note: str | None = None
    origin: RowOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntry:
    """One row of a score file; without `points` nothing was given, without `seat` one person scored all."""

    criterion: str
    points: Decimal | None
    origin: RowOrigin
    seat: str = ""
    knocked_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilOutcome:
    """What a council's sheets add up to: each seat's total, their mean, the star and what limits it."""

    totals: Mapping[str, Decimal]
    mean: Decimal
    star: int | None
    limited_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSheets:
    """The sheets of one council meeting (`council-<level>-<round>.csv`).

    The rows are let go once they are checked and added up: `outcome` remains, None when it cannot be told.
    """

    level: Level
    round: str
    path: str
    entries: tuple[ScoreEntry, ...] = ()
    outcome: CouncilOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One application. `id` is the folder name, unique within its product (`2026-1`).

    `sheet` is the number of the product set under the rule set that governs the application. The dates on
    which it was filed, forwarded and decided are events of the product that name this id. `unsound` names
    the files of which something could not be read: what seems to be missing may stand there.
    """

    id: str
    path: str
    kind: ApplicationKind
    sheet: int | None = None
    target_star: int | None = None
    registration: Form
    self_assessment: Form | None = None
    commune_review: Form | None = None
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    councils: tuple[CouncilSheets, ...] = ()
    unsound: tuple[str, ...] = ()

    def file(self, name: str) -> Location:
        """Return the place of one of the application's files, whether or not it is there yet."""
        return Location(f"{self.path}/{name}")

    @property
    def forms(self) -> Mapping[str, Form]:
        """The forms that are there, by the name of their file."""
        forms = {
            REGISTRATION_FILE: self.registration,
            SELF_ASSESSMENT_FILE: self.self_assessment,
            COMMUNE_REVIEW_FILE: self.commune_review,
        }
        return {name: form for name, form in forms.items() if form is not None}
