"""The registry's words: producers, products and their dated events, as read from `dossiers/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop.diagnostics import DocumentOrigin, RowOrigin


class Level(StrEnum):
    """A level of government with a part in the procedure; `district` ended on 30/06/2025."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"


class EventKind(StrEnum):
    """What can happen to a product; the same words as in `schemas/lists/event-kinds.csv`."""

    IDEA_REGISTERED = "idea_registered"
    SURVEYED = "surveyed"
    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    SUPPORT_GIVEN = "support_given"
    DOSSIER_COMPLETED = "dossier_completed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    NOT_PASSED = "not_passed"
    RECOGNISED = "recognised"
    UPGRADED = "upgraded"
    RE_RECOGNISED = "re_recognised"
    PRODUCER_CHANGED = "producer_changed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    PRODUCTION_STOPPED = "production_stopped"


RECOGNITIONS = frozenset({EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED})


class Basis(StrEnum):
    """What the last valid day rests on."""

    PRINTED = "printed"
    COMPUTED = "computed"
    AUTHORITY = "authority"


class Standing(StrEnum):
    """Whether the office stands behind a record."""

    GATHERED = "gathered"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is, as ids of `schemas/lists/administrative-units.csv` (for example `2020-19597`)."""

    commune: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where a record comes from and whether the office has confirmed it."""

    standing: Standing
    gathered_on: date | None = None
    confirmed_on: date | None = None
    confirmed_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name a producer or product went by earlier, with its legal form then, for producers."""

    name: str
    type: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """A producer (chủ thể). `id` is the folder name; `name` is None when no source names it."""

    id: str
    name: str | None
    type: str | None
    stated_type: str | None = None
    former_names: tuple[FormerName, ...] = ()
    place: Place = Place()
    website: str | None = None
    record: Record
    origin: DocumentOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of `history.csv`.

    `on` is the exact day when known; `year` is the evaluation year a source gives (năm của đợt đánh
    giá), whose decision may be signed in the year after. Both may be missing. Events keep file order.
    """

    kind: EventKind
    on: date | None = None
    year: int | None = None
    level: Level | None = None
    round: str | None = None
    application: str | None = None
    star: int | None = None
    decision: str | None = None
    issuer: str | None = None
    valid_through: date | None = None
    valid_through_basis: Basis | None = None
    cause: str | None = None
    product_name: str | None = None
    producer_name: str | None = None
    source: str | None = None
    note: str | None = None
    origin: RowOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product (sản phẩm). `id` is `<producer folder>/<product folder>` and never changes."""

    id: str
    producer_id: str
    name: str
    other_names: tuple[str, ...] = ()
    product_group: str | None = None
    product_set: str | None = None
    summary: str | None = None
    shop_links: tuple[str, ...] = ()
    place: Place = Place()
    record: Record
    story: str | None = None
    events: tuple[Event, ...] = ()
    origin: DocumentOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Every producer and product that could be read, by id, in sorted order."""

    producers: Mapping[str, Producer]
    products: Mapping[str, Product]
