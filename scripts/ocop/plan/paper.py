"""The signed paper behind a plan: its number, what it rests on, who is to do what, and where it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.diagnostics import DocumentOrigin, Location
from ocop.model import Level


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a part of the plan stands in its file: the document's places and the part's own path."""

    document: DocumentOrigin
    pointer: str

    def at(self, key: str = "") -> Location:
        """Return the place of the part's `key`, or of the part itself."""
        return self.document.at(".".join(filter(None, (self.pointer, key))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place in the signed paper: its section and the number of the bullet, from 1."""

    section: str
    bullet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """Why a target no longer applies, and on what ground."""

    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A named list that the plan adds to an activity, such as what support consists of."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """From how many points, included, a dossier goes on, and to whom."""

    from_points: Decimal
    star: int | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body the plan names, under its full name and the short one the plan uses.

    `level` is that of the government it is part of; a body of a level below the province stands for one
    in every unit of that level.
    """

    id: str
    name: str
    short_name: str | None = None
    level: Level | None = None
    note: str | None = None
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A paper the plan rests on or mentions, and the sections that cite it."""

    number: str | None
    type: str
    issued_on: date | None
    issuer: str | None
    title: str
    role: str
    note: str | None
    cited_in: tuple[str, ...]
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One bullet of the plan's purposes, requirements, aims or duties."""

    passage: Passage
    text: str
    tasks: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """What part IV asks of one agency, bullet by bullet."""

    section: str
    agency: str
    assigned_to: str | None
    text: str | None
    duties: tuple[Statement, ...]
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line of “Nơi nhận”, as printed."""

    name: str
    purpose: str | None
    note: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """To whom the plan is reported, and where difficulties are to be sent."""

    text: str
    reported_to: str | None
    feedback_to: str | None
    feedback_through: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The signed paper behind the plan; the `printed_…` fields say what the copy at hand shows instead."""

    type: str
    number: str
    issued_on: date
    issued_at: str | None
    issuer: str
    source: str
    printed_number: str | None = None
    printed_issued_on: str | None = None
    printed_note: str | None = None
    signed_for: str | None = None
    signatory_title: str | None = None
    signatory: str | None = None
    anchor: Anchor
