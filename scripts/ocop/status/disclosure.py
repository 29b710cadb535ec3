"""What the public may know of the records: an application that came to nothing leaves no trace."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ocop.law import Law
from ocop.model import RECOGNITIONS, Event, EventKind, Picture, Product, Registry
from ocop.status.filing import with_evaluations
from ocop.status.replay import certificate

_ENDING = frozenset({EventKind.NOT_PASSED, EventKind.NOT_SELECTED})
_SUCCEEDING = RECOGNITIONS | {EventKind.WITHDRAWN}
_LEADING = frozenset(
    {
        EventKind.IDEA_REGISTERED,
        EventKind.SURVEYED,
        EventKind.SELECTED,
        EventKind.DOSSIER_COMPLETED,
        EventKind.SUBMITTED,
        EventKind.FORWARDED,
    }
)


def disclosed(registry: Registry, law: Law) -> Registry:
    """Return the registry without applications, internal acts, what led up to a failure and closed pictures.

    Kinds of events are public or internal by `schemas/lists/event-kinds.csv`; one it lacks is internal.
    """
    public = _public_kinds(law)
    products = {key: _disclosed(product, law, public) for key, product in registry.products.items()}
    return replace(registry, products=products)


def tellable(event: Event, law: Law, shown: Collection[Event]) -> bool:
    """Whether an event that a record has, or had at any time, may be told of today.

    `shown` are the record's events that the public sees today. A step of an application may be told only
    while it is among them: the application may have come to nothing since.
    """
    if event.kind not in _public_kinds(law) or (event.kind in _LEADING and event not in shown):
        return False
    return event.kind not in RECOGNITIONS or _gives_certificate(event, law)


def _public_kinds(law: Law) -> frozenset[str]:
    kinds = law.lists.get("event-kinds", {})
    return frozenset(kind for kind, term in kinds.items() if term.attributes.get("visibility") == "public")


def _disclosed(product: Product, law: Law, public: frozenset[str]) -> Product:
    hidden = {id(event) for event in _unsuccessful(product, law)}
    events = tuple(event for event in product.events if event.kind in public and id(event) not in hidden)
    if not product.applications and not product.pictures and len(events) == len(product.events):
        return product
    return replace(product, events=events, applications=(), pictures=tuple(_open_pictures(product)))


def _open_pictures(product: Product) -> Iterator[Picture]:
    """Yield the pictures that may be published, without the consent that opens them.

    Bộ luật Dân sự 91/2015/QH13, Điều 32: none without it.
    """
    for picture in product.pictures:
        if picture.consent is not None and picture.sight is not None:
            yield replace(picture, consent=None)


def _unsuccessful(product: Product, law: Law) -> Iterator[Event]:
    """Yield the acts that led to a result without recognition, and a recognition that gives no certificate.

    26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a. An act that names no application may belong to any.
    """
    pending: list[Event] = []
    for event in _in_order(with_evaluations(product, law), len(product.events)):
        if event.kind in _LEADING:
            pending.append(event)
            continue
        powerless = event.kind in RECOGNITIONS and not _gives_certificate(event, law)
        if event.kind not in _ENDING and event.kind not in _SUCCEEDING:
            continue
        ended = [one for one in pending if _same_application(one, event)]
        pending = [one for one in pending if one not in ended]
        if powerless or event.kind in _ENDING:
            yield from ended
        if powerless:
            yield event


def _same_application(one: Event, other: Event) -> bool:
    return one.application is None or other.application is None or one.application == other.application


def _gives_certificate(event: Event, law: Law) -> bool:
    day = event.on or (date(event.year, 12, 31) if event.year else None)
    return day is None or certificate(event, 0, day, law) is not None


def _in_order(events: Sequence[Event], recorded: int) -> list[Event]:
    """Return the history with each council's result before the first act of a later day."""
    derived, history = events[: len(events) - recorded], list(events[len(events) - recorded :])
    for result in derived:
        later = (
            place
            for place, event in enumerate(history)
            if event.on is not None and result.on is not None and event.on > result.on
        )
        history.insert(next(later, len(history)), result)
    return history
