"""Producers, products and their dated events, as read from `dossiers/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.model.application import Application
from ocop.model.terms import Basis, EventKind, Level, Standing


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
    """A producer (chủ thể). `id` is the folder name; `name` is None when no source names it.

    `name_en` is the English name it uses itself, never a translation of ours.
    """

    id: str
    name: str | None
    name_en: str | None = None
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
class OfficialCode:
    """A code given to a product, with its scheme (`schemas/lists/code-schemes.csv`).

    What the numbers mean depends on the scheme: 44 was Quảng Bình under one and is Quảng Trị under the next.
    """

    scheme: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCertificate:
    """A certificate beside that of OCOP (VietGAP, HACCP, …) as `source`, a public address, tells of it.

    None is what the source does not say. Whether it still holds is not for this registry to judge.
    """

    name: str
    number: str | None = None
    issuer: str | None = None
    valid_through: date | None = None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureConsent:
    """That whoever holds the rights agreed to publication, and so did everybody who can be recognised.

    Bộ luật Dân sự 91/2015/QH13, Điều 32. `people` is `none` when nobody can be recognised, else `agreed`.
    """

    given_on: date
    people: str
    kept_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a picture's file shows when it stands upright: width and height in dots.

    `fingerprint` tells two sights apart, whatever else their files hold; it changes when the same sight would
    be published in other bytes.
    """

    width: int
    height: int
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as `product.yml` describes it; `sight` is None when no file of it can be shown."""

    file: str
    alt: str
    caption: str | None = None
    credit: str | None = None
    consent: PictureConsent | None = None
    sight: Sight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product (sản phẩm). `id` is `<producer folder>/<product folder>` and never changes.

    `name_en` and `summary_en` are English that somebody answers for, never a translation of ours. What is
    remembered of `applications` may be taken apart only when somebody looks at them.
    """

    id: str
    producer_id: str
    name: str
    name_en: str | None = None
    other_names: tuple[str, ...] = ()
    codes: tuple[OfficialCode, ...] = ()
    packs: tuple[str, ...] = ()
    product_group: str | None = None
    product_set: str | None = None
    summary: str | None = None
    summary_en: str | None = None
    shop_links: tuple[str, ...] = ()
    trace_links: tuple[str, ...] = ()
    certificates: tuple[OtherCertificate, ...] = ()
    pictures: tuple[Picture, ...] = ()
    place: Place = Place()
    record: Record
    story: str | None = None
    events: tuple[Event, ...] = ()
    applications: Sequence[Application] = ()
    origin: DocumentOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Every producer and product that could be read, by id, in sorted order."""

    producers: Mapping[str, Producer]
    products: Mapping[str, Product]
