"""A filing window opens and closes on the right day, and every day has its phase."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.calendar import Period
from ocop.model import Event
from ocop.status import Phase, Renewal, possible_end, renewal, status
from tests.builders import event, law, product

DAY = timedelta(days=1)
AS_OF = date(2026, 11, 26)

# The decision's day, then by hand: the last valid day, the first and the last day for filing.
# 180 and 120 days are counted back from the last valid day, both included (Điều 7 khoản 6 điểm a).
CASES = [
    ("2024-01-15", "2027-01-15", "2026-07-19", "2026-09-17"),
    ("2024-02-29", "2027-02-28", "2026-09-01", "2026-10-31"),
    ("2024-03-31", "2027-03-31", "2026-10-02", "2026-12-01"),
    ("2024-05-25", "2027-05-25", "2026-11-26", "2027-01-25"),
    ("2024-05-26", "2027-05-26", "2026-11-27", "2027-01-26"),
    ("2024-03-26", "2027-03-26", "2026-09-27", "2026-11-26"),
    ("2024-03-25", "2027-03-25", "2026-09-26", "2026-11-25"),
    ("2025-02-28", "2028-02-28", "2027-09-01", "2027-10-31"),
    ("2025-03-01", "2028-03-01", "2027-09-03", "2027-11-02"),
    ("2025-08-28", "2028-08-28", "2028-03-01", "2028-04-30"),
]


def renewal_of(decided: str, as_of: date = AS_OF) -> Renewal:
    """What lies ahead of a certificate of that day."""
    found = renewal(status(product(event("recognised", decided, star=3)), law(), as_of))
    assert found is not None
    return found


@pytest.mark.parametrize(("decided", "ends", "opens", "closes"), CASES)
def test_the_window_stands_where_a_calendar_puts_it(decided: str, ends: str, opens: str, closes: str) -> None:
    found = renewal_of(decided)
    assert found.ends_on == date.fromisoformat(ends)
    assert found.window == Period(date.fromisoformat(opens), date.fromisoformat(closes))


@pytest.mark.parametrize(("decided", "ends", "opens", "closes"), CASES)
def test_it_opens_and_closes_on_the_right_day(decided: str, ends: str, opens: str, closes: str) -> None:
    found = renewal_of(decided)
    first, last, end = (date.fromisoformat(text) for text in (opens, closes, ends))
    expected = [
        (first - 61 * DAY, Phase.LATER),
        (first - 60 * DAY, Phase.SOON),
        (first - DAY, Phase.SOON),
        (first, Phase.OPEN),
        (last, Phase.OPEN),
        (last + DAY, Phase.MISSED),
        (end, Phase.MISSED),
        (end + DAY, Phase.ENDED),
    ]
    assert [(day, found.phase(day)) for day, _ in expected] == expected


@given(st.dates(date(2024, 1, 1), date(2026, 11, 26)), st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_a_day_is_in_the_window_when_it_lies_180_to_120_days_before_the_end(decided: date, day: date) -> None:
    found = renewal(status(product(event("recognised", decided, star=4)), law(), AS_OF))
    assert found is not None
    left = (found.ends_on - day).days
    assert (found.phase(day) is Phase.OPEN) == (120 <= left <= 180)
    assert (found.phase(day) is Phase.ENDED) == (left < 0)
    assert (found.phase(day) in {Phase.SOON, Phase.LATER}) == (left > 180)


def test_a_printed_end_moves_the_window() -> None:
    given_end = product(event("recognised", "2024-05-01", star=3, through="2027-04-30", basis="printed"))
    found = renewal(status(given_end, law(), AS_OF))
    assert found is not None
    assert found.window == Period(date(2026, 11, 1), date(2026, 12, 31))


def test_a_filing_without_result_is_told() -> None:
    filed = product(
        event("recognised", "2024-05-01", star=3), event("submitted", "2026-11-10", level="commune")
    )
    found = renewal(status(filed, law(), AS_OF))
    assert found is not None
    assert found.filed_on == date(2026, 11, 10)
    assert renewal_of("2024-05-01").filed_on is None


def test_a_filing_that_came_to_nothing_is_not_told() -> None:
    returned = product(
        event("recognised", "2024-05-01", star=3),
        event("submitted", "2026-11-10", level="commune"),
        event("returned", "2026-11-20", level="commune"),
    )
    found = renewal(status(returned, law(), AS_OF))
    assert found is not None
    assert found.filed_on is None


def test_the_name_of_a_certificate_counts_recognitions_and_outlives_a_corrected_date() -> None:
    def third(on: str) -> Renewal | None:
        return renewal(
            status(
                product(
                    event("recognised", "2020-01-15", star=3),
                    event("re_recognised", "2023-01-10", star=3),
                    event("upgraded", on, star=4),
                ),
                law(),
                AS_OF,
            )
        )

    one, other = third("2024-06-01"), third("2024-06-02")
    assert one is not None
    assert other is not None
    assert one.ordinal == other.ordinal == 3
    assert one.ends_on != other.ends_on


@pytest.mark.parametrize(
    "events",
    [
        (event("recognised", "2020-01-15", star=3),),
        (event("recognised", "2024-05-01", star=3), event("revoked", "2026-08-01", level="province")),
        (event("recognised", year=2024, star=3),),
        (event("recognised", star=3),),
        (event("submitted", "2026-10-01", level="commune"),),
        (event("recognised", "2024-05-01", star=2),),
    ],
)
def test_without_a_running_certificate_and_an_exact_end_there_is_none(events: tuple[Event, ...]) -> None:
    assert renewal(status(product(*events), law(), AS_OF)) is None


def test_before_the_act_that_sets_windows_there_is_none() -> None:
    """26/2026/QĐ-TTg is in force from 22/05/2026."""
    given_product = product(event("recognised", "2023-11-14", star=3))
    assert renewal(status(given_product, law(), date(2026, 5, 21))) is None
    assert renewal(status(given_product, law(), date(2026, 5, 22))) is not None


def test_of_a_year_only_the_span_of_the_end_is_known() -> None:
    by_year = status(product(event("recognised", year=2024, star=3)), law(), AS_OF)
    assert possible_end(by_year) == Period(date(2027, 1, 1), date(2028, 12, 31))
    assert possible_end(status(product(event("recognised", "2024-05-01", star=3)), law(), AS_OF)) is None
    assert possible_end(status(product(event("recognised", year=2019, star=3)), law(), AS_OF)) is None
    assert possible_end(status(product(event("recognised", star=3)), law(), AS_OF)) is None


def test_the_year_ahead_has_both_its_ends() -> None:
    found = renewal_of("2024-05-01")
    days = [found.ends_on + DAY, found.ends_on, found.ends_on - 365 * DAY, found.ends_on - 366 * DAY]
    assert [found.ends_within_a_year_of(day) for day in days] == [False, True, True, False]
