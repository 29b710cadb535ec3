"""What the public may know: an application that came to nothing leaves no trace, one that succeeded does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.model import (
    Application,
    ApplicationKind,
    Evaluation,
    Event,
    EventKind,
    Form,
    Level,
    Product,
    Registry,
)
from ocop.status import State, status
from ocop.status.disclosure import disclosed
from tests.builders import event, product

TODAY = date(2026, 11, 23)


@cache
def law() -> Law:
    """The law of this repository, with its list of event kinds."""
    return read_law(FolderTree(Path(__file__).parents[2]))[0]


def of(application: str, one: Event) -> Event:
    """The event as an act of an application."""
    return replace(one, application=application)


def shown(made: Product) -> Product:
    """What remains of a product for the public."""
    return disclosed(Registry(producers={}, products={made.id: made}), law()).products[made.id]


def kinds(*events: Event) -> list[str]:
    """The kinds of the events that remain."""
    return [one.kind.value for one in shown(product(*events)).events]


def evaluated(made: Product, application: str, *, star: int, on: str) -> Product:
    """The product with an application that one council has evaluated."""
    path = f"dossiers/{made.id}/{application}"
    evaluation = Evaluation(
        level=Level.PROVINCE,
        round="2",
        met_on=date.fromisoformat(on),
        mean=Decimal("47.83"),
        star=star,
        origin=RowOrigin(f"{path}/evaluations.csv", 2, "", ()),
    )
    form = Form(values={"kind": "first"}, origin=DocumentOrigin(f"{path}/application.yml"))
    application_of = Application(
        id=application,
        path=path,
        kind=ApplicationKind.FIRST,
        registration=form,
        evaluations=(evaluation,),
    )
    return replace(made, applications=(*made.applications, application_of))


FILED = (
    event("idea_registered", "2026-02-02"),
    of("2026-1", event("submitted", "2026-07-01", level="commune")),
    of("2026-1", event("forwarded", "2026-07-15", level="commune", star=4)),
)


def test_an_open_application_shows_its_public_acts() -> None:
    assert kinds(*FILED) == ["idea_registered", "submitted", "forwarded"]


@pytest.mark.parametrize("kind", ["returned", "evaluated"])
def test_an_internal_act_alone_is_left_out(kind: str) -> None:
    assert kinds(*FILED, event(kind, "2026-08-01", level="province")) == [
        "idea_registered",
        "submitted",
        "forwarded",
    ]


@pytest.mark.parametrize("named", ["2026-1", None])
def test_a_failure_takes_what_led_up_to_it_along(named: str | None) -> None:
    failed = replace(event("not_passed", "2026-09-01", level="province", star=2), application=named)
    made = product(*FILED, failed)
    assert shown(made).events == ()
    assert status(made, law(), TODAY).state is State.NOT_RECOGNISED
    assert status(shown(made), law(), TODAY).since is None


def test_a_failure_that_only_the_council_s_result_tells_of_counts_too() -> None:
    made = evaluated(product(*FILED), "2026-1", star=2, on="2026-09-01")
    assert shown(made).events == ()
    assert shown(made).applications == ()


def test_a_result_that_may_lead_to_stars_shows_neither_itself_nor_its_day() -> None:
    made = evaluated(product(*FILED), "2026-1", star=4, on="2026-09-01")
    assert [one.kind.value for one in shown(made).events] == ["idea_registered", "submitted", "forwarded"]
    assert status(shown(made), law(), TODAY) == status(product(*FILED), law(), TODAY)


def test_an_idea_that_was_not_chosen_goes_with_its_survey() -> None:
    assert kinds(*FILED[:1], event("surveyed", "2026-03-01"), event("not_selected", "2026-04-01")) == []


def test_a_failed_upgrade_leaves_the_certificate_alone() -> None:
    recognised = event("recognised", "2025-03-03", star=3, level="province")
    held = product(event("submitted", "2025-01-06"), recognised)
    tried = product(
        *held.events,
        *FILED[1:],
        of("2026-1", event("not_passed", "2026-09-01", level="province")),
    )
    assert [one.kind for one in shown(tried).events] == [EventKind.SUBMITTED, EventKind.RECOGNISED]
    assert status(shown(tried), law(), TODAY).steps == status(held, law(), TODAY).steps


def test_one_application_s_failure_does_not_hide_another() -> None:
    other = of("2026-2", event("submitted", "2026-10-01", level="commune"))
    failed = of("2026-1", event("not_passed", "2026-09-01", level="province"))
    assert kinds(*FILED, failed, other) == ["submitted"]
    assert kinds(*FILED, replace(other, on=date(2026, 7, 2)), failed) == ["submitted"]


def test_below_ninety_at_the_ministry_only_the_star_that_was_given_shows() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 4: the province may recognise 4 stars from the ministry's result."""
    events = (
        *FILED,
        of("2026-1", event("forwarded", "2026-08-01", level="province", star=5)),
        of("2026-1", event("not_passed", "2026-09-01", level="ministry")),
        of("2026-1", event("recognised", "2026-10-01", level="province", star=4)),
    )
    assert kinds(*events) == ["recognised"]


def test_one_or_two_stars_are_a_failure_however_they_are_recorded() -> None:
    """26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a: neither decision nor certificate."""
    assert kinds(*FILED, of("2026-1", event("recognised", "2026-09-01", level="province", star=2))) == []
    by_year = event("recognised", year=2024, level="province", star=1)
    assert kinds(by_year) == []


def test_an_extension_is_not_lost_when_a_dossier_is_sent_back() -> None:
    """26/2026/QĐ-TTg, Điều 12 khoản 3: the filing keeps the certificate, and a return does not end it."""
    events = (
        event("recognised", "2023-10-02", star=3, level="district"),
        event("submitted", "2026-09-01", level="commune"),
        event("returned", "2026-09-10", level="commune"),
    )
    made = product(*events)
    assert status(made, law(), TODAY).state is State.EXTENDED
    assert status(shown(made), law(), TODAY).state is State.EXTENDED


def test_a_registry_without_anything_internal_is_the_same_one() -> None:
    made = product(event("recognised", "2025-11-01", star=4))
    assert shown(made) is made
    twice = shown(evaluated(product(*FILED), "2026-1", star=2, on="2026-09-01"))
    assert shown(twice) is twice
