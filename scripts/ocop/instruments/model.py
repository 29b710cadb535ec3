"""An official document (văn bản) as the registry knows it, and what in the registry rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop.diagnostics import Text
from ocop.spelling import slug

UNKNOWN = "khong-ro"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What tells documents apart: numbers begin anew with each issuer and each year.

    `issuer` is a code of `agencies.csv`, else the name as written; `year` that of signing, `dot-2023` when
    only the evaluation year is known. Both are blank when nothing is known.
    """

    issuer: str
    year: str
    number: str

    def __str__(self) -> str:
        """The document's place below `van-ban/`, which never changes."""
        return "/".join((slug(self.issuer) or UNKNOWN, self.year or UNKNOWN, self.number))


class Family(StrEnum):
    """Why the registry knows a document; one of several families belongs to the first."""

    LAW = "law"
    PLAN = "plan"
    DECISION = "decision"

    @property
    def label(self) -> Text:
        """The family in words."""
        return _FAMILIES[self]


_FAMILIES = {
    Family.LAW: Text("quy định", "rules"),
    Family.PLAN: Text("kế hoạch và căn cứ của kế hoạch", "plans and what they rest on"),
    Family.DECISION: Text("quyết định về sản phẩm", "decisions on products"),
}


class Tie(StrEnum):
    """How a plan stands to a document."""

    PAPER = "paper"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """A plan that is the document, or cites it in `sections`."""

    year: int
    tie: Tie
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A target, activity or round whose outcome a source tells of by naming the document."""

    year: int
    item: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One event of one product: the product's id and the event's number in its history, from 0."""

    product_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One document. Blank is what no source says.

    `days` are the days of signing that records give: one, unless records disagree. `in_force_to` is the last
    day of any effect; `in_force` says that the registry itself still judges by it. `amended_by` and
    `replaced_by` say from which day.
    """

    key: Key
    family: Family
    type: str
    number: str
    issuer: str
    days: tuple[date, ...] = ()
    title: str = ""
    rule_set: str | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    amends: tuple[Key, ...] = ()
    replaces: tuple[Key, ...] = ()
    amended_by: tuple[Key, ...] = ()
    replaced_by: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    plans: tuple[InPlan, ...] = ()
    told: tuple[Told, ...] = ()
    events: tuple[Place, ...] = ()

    @property
    def signed_on(self) -> date | None:
        """The day of signing, None when records give none or several."""
        return self.days[0] if len(self.days) == 1 else None


class Lack(StrEnum):
    """Why a recognition leads to no document."""

    NOT_STATED = "not_stated"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> Text:
        """The reason in words."""
        return _LACKS[self]


_LACKS = {
    Lack.NOT_STATED: Text("nguồn không nêu số quyết định", "the source gives no decision"),
    Lack.UNREADABLE: Text(
        "số quyết định ghi trong hồ sơ không đọc được", "the recorded number cannot be read"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """A recognition or revocation that leads to no document."""

    place: Place
    lack: Lack
