"""What counts from the registry, and what is set aside with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ocop.calendar import Period
from ocop.model import Event, Product
from ocop.plan.counters import COUNTERS, Count, Question, counter
from tests import builders
from tests.plan import plans

event = builders.event
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
LATER = date(2026, 11, 23)


def counted(
    name: str, *products: Product, as_of: date = LATER, types: dict[str, str | None] | None = None
) -> Count:
    measure = plans.counted(
        counter=name, stars=(3, 4), recognised_from=2020, recognised_to=2022, producer_type="cooperative"
    )
    if name == "re_evaluated_products":
        measure = replace(measure, recognised_to=2020)
    chosen = counter(name)
    assert chosen is not None
    return chosen.count(
        plans.registry(*products, types=types), Question(measure=measure, period=YEAR, as_of=as_of)
    )


def new(*events: Event, as_of: date = LATER) -> Count:
    return counted("newly_recognised_products", plans.recognised("a/x", *events), as_of=as_of)


def reasons(count: Count) -> list[str]:
    return [one.reason.en for one in count.set_aside]


def test_a_first_recognition_of_the_year_counts_with_its_record() -> None:
    count = new(event("recognised", "2023-11-14", star=3))
    (unit,) = count.units
    assert (unit.id, unit.on, unit.year) == ("a/x", date(2023, 11, 14), 2023)
    assert (unit.where.path, unit.where.line) == ("dossiers/a/x/history.csv", 2)


@pytest.mark.parametrize("kind", ["upgraded", "re_recognised", "forwarded", "submitted", "revoked"])
def test_only_a_first_recognition_counts(kind: str) -> None:
    assert new(event(kind, "2023-11-14", star=4)).number == 0


@pytest.mark.parametrize("star", [1, 2, 5])
def test_only_the_asked_stars_count(star: int) -> None:
    assert new(event("recognised", "2023-11-14", star=star)).number == 0


def test_a_recognition_without_a_star_is_set_aside() -> None:
    count = new(event("recognised", "2023-11-14"))
    assert (count.number, reasons(count)) == (0, ["The source gives no star"])


def test_the_exact_day_goes_before_the_evaluation_year() -> None:
    assert new(event("recognised", "2023-01-10", year=2022, star=3)).number == 1
    late = new(event("recognised", "2024-01-10", year=2023, star=3))
    assert (late.number, reasons(late)) == (0, ["Decided after the plan's period"])


def test_what_has_only_a_year_counts_under_it_once_it_is_over() -> None:
    given = event("recognised", year=2023, star=3)
    assert new(given, as_of=date(2023, 12, 30)).number == 0
    count = new(given, as_of=date(2023, 12, 31))
    assert (count.number, count.units[0].on, count.units[0].year) == (1, None, 2023)


def test_what_is_yet_to_happen_does_not_count() -> None:
    given = event("recognised", "2023-11-14", star=3)
    assert new(given, as_of=date(2023, 11, 13)).number == 0
    assert new(given, as_of=date(2023, 11, 14)).number == 1


def test_a_product_recognised_before_is_not_new() -> None:
    count = new(event("recognised", year=2020, star=3), event("recognised", "2023-11-14", star=3))
    assert (count.number, reasons(count)) == (0, ["Had been recognised before"])


def test_a_product_with_an_undated_recognition_may_not_be_new() -> None:
    count = new(event("recognised", star=4), event("recognised", "2023-11-14", star=3))
    assert (count.number, reasons(count)) == (0, ["A recognition without a year may be earlier"])


def test_a_product_counts_once() -> None:
    given = (event("recognised", "2023-03-14", star=3), event("recognised", "2023-11-14", star=3))
    assert new(*given).number == 1


def test_a_record_without_source_or_decision_is_set_aside() -> None:
    bare = builders.product(event("recognised", "2023-11-14", star=3), identifier="a/x")
    count = counted("newly_recognised_products", bare)
    assert (count.number, reasons(count)) == (0, ["No evidence: neither source nor decision"])


def test_producers_count_once_and_by_type() -> None:
    first = event("recognised", "2023-11-14", star=3)
    products = [plans.recognised(name, first) for name in ("a/x", "a/y", "b/x", "c/x", "d/x")]
    count = counted(
        "producers_with_new_products", *products, types={"a": "cooperative", "b": "household", "c": None}
    )
    assert [unit.id for unit in count.units] == ["a", "d"]
    assert count.units[0].product_id == "a/x"
    assert reasons(count) == ["The producer's type is not known"]


def test_upgrades_count_within_the_period_for_products_recognised_in_the_years() -> None:
    first = event("recognised", "2020-01-15", star=3)
    inside = plans.recognised("a/x", first, event("upgraded", "2023-06-01", star=4))
    after = plans.recognised("b/x", first, event("upgraded", year=2024, star=5))
    before = plans.recognised("c/x", first, event("upgraded", year=2021, star=4))
    old = plans.recognised(
        "d/x", event("recognised", "2019-12-31", star=3), event("upgraded", "2023-06-01", star=4)
    )
    undated = plans.recognised("e/x", first, event("upgraded", star=4))
    count = counted("upgraded_products", inside, after, before, old, undated)
    assert [unit.id for unit in count.units] == ["a/x"]
    assert reasons(count) == ["Decided after the plan's period", "The year is not known"]


def test_re_evaluation_is_counted_out_of_what_was_recognised_that_year() -> None:
    first = event("recognised", "2020-01-15", star=3)
    again = plans.recognised("a/x", first, event("re_recognised", "2023-02-01", star=3))
    raised = plans.recognised("b/x", first, event("upgraded", year=2024, star=5))
    raised_then = plans.recognised("c/x", first, event("upgraded", year=2020, star=4))
    idle = plans.recognised("d/x", event("recognised", year=2020, star=3))
    other = plans.recognised("e/x", event("recognised", year=2021, star=3), event("re_recognised", year=2024))
    count = counted("re_evaluated_products", again, raised, raised_then, idle, other)
    assert [unit.id for unit in count.units] == ["a/x", "b/x"]
    assert (count.number, count.total) == (2, 4)
    earlier = counted("re_evaluated_products", again, raised, as_of=date(2023, 2, 1))
    assert (earlier.number, earlier.total) == (1, 2)


def test_a_dossier_without_a_shop_link_is_not_a_product_without_a_shop() -> None:
    linked = replace(
        plans.recognised("a/x", event("recognised", year=2021, star=3)),
        shop_links=("https://example.vn/gian-hang",),
    )
    silent = plans.recognised("b/x", event("recognised", star=3))
    unknown = plans.recognised("c/x", event("submitted", "2023-02-01"))
    count = counted("products_with_shop_links", linked, silent, unknown)
    assert (count.number, count.total) == (1, 2)
    assert [one.unit.id for one in count.set_aside] == ["b/x"]


def test_counters_have_unique_names() -> None:
    assert len({one.id for one in COUNTERS}) == len(COUNTERS)
    assert counter("no_such_counter") is None
