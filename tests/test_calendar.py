"""The programme's dates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop import calendar
from ocop.load.law import read_law
from ocop.load.tree import FolderTree

WORKING = read_law(FolderTree(Path(__file__).parents[1]))[0].working_calendar


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2020-01-15", 36, "2023-01-15"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-08-31", 1, "2023-09-30"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-12-31", 14, "2025-02-28"),
        ("2023-11-30", 1, "2023-12-30"),
        ("2023-01-31", -1, "2022-12-31"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_a_term_in_months_ends_on_the_corresponding_day(day: str, months: int, expected: str) -> None:
    """Bộ luật Dân sự, Điều 148 khoản 3."""
    assert calendar.months_after(date.fromisoformat(day), months).isoformat() == expected


@given(st.dates(), st.integers(-50_000, 50_000))
def test_adding_months_never_fails(day: date, months: int) -> None:
    later = calendar.months_after(day, months)
    assert later.day <= day.day or later == date.max


@given(st.dates(), st.integers(-9_999_999_999, 9_999_999_999))
def test_adding_days_never_fails(day: date, days: int) -> None:
    assert isinstance(calendar.days_after(day, days), date)


def test_the_filing_window_counts_back_from_the_last_valid_day() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a: not earlier than 180 and not later than 120 days before."""
    window = calendar.filing_window(date(2027, 3, 31), 180, 120)
    assert (window.first, window.last) == (date(2026, 10, 2), date(2026, 12, 1))
    assert date(2026, 10, 1) not in window
    assert date(2026, 12, 1) in window


@pytest.mark.parametrize(
    ("before", "last"),
    [("04-30", "04-29"), ("06-30", "06-29"), ("10-30", "10-29"), ("12-30", "12-29"),
     ("07-30", "07-29"), ("09-30", "09-29"), ("01-30", "01-29"), ("03-30", "03-29")],
)  # fmt: skip
def test_before_a_day_closes_the_day_before(before: str, last: str) -> None:
    """26/2026/QĐ-TTg, Điều 5: “trước ngày 30 tháng 4” is done by 29 April."""
    assert calendar.closing_day(calendar.yearly(before, 2027)).isoformat() == f"2027-{last}"


def test_a_yearly_leap_day_falls_back_to_the_28th() -> None:
    assert calendar.yearly("02-29", 2027) == date(2027, 2, 28)
    assert calendar.yearly("02-29", 2028) == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["2-29", "13-01", "00-10", "04-31", "", "04-30+1"])
def test_what_is_no_month_and_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month and day"):
        calendar.yearly(text, 2027)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-11", "2023-11-01", "2023-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-11-14", "2023-11-14", "2023-11-14"),
    ],
)
def test_a_partial_date_has_an_earliest_and_a_latest_day(text: str, first: str, last: str) -> None:
    period = calendar.partial(text)
    assert period == calendar.Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "23", "2023-13", "2023-02-30", "0000", "14/11/2023", "2023-11-14T00"])
def test_what_is_no_date_has_none(text: str) -> None:
    assert calendar.partial(text) is None


def test_month_windows() -> None:
    assert calendar.months_of(2023, 4, 5) == calendar.Period(date(2023, 4, 1), date(2023, 5, 31))
    assert calendar.months_of(2023, 12, 2) == calendar.Period(date(2023, 12, 1), date(2024, 2, 29))
    assert calendar.year_of(2023) == calendar.Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("day", "table", "citation", "decree"),
    [
        ("2022-08-01", "01/08/2022", "01/8/2022", "ngày 01 tháng 8 năm 2022"),
        ("2022-09-29", "29/09/2022", "29/9/2022", "ngày 29 tháng 9 năm 2022"),
        ("2023-10-05", "05/10/2023", "05/10/2023", "ngày 05 tháng 10 năm 2023"),
        ("2023-02-07", "07/02/2023", "07/02/2023", "ngày 07 tháng 02 năm 2023"),
        ("2020-01-15", "15/01/2020", "15/01/2020", "ngày 15 tháng 01 năm 2020"),
        ("2023-03-08", "08/03/2023", "08/3/2023", "ngày 08 tháng 3 năm 2023"),
    ],
)
def test_official_forms(day: str, table: str, citation: str, decree: str) -> None:
    """Nghị định 30/2020/NĐ-CP: a zero before days under 10 and months 1 and 2."""
    given_day = date.fromisoformat(day)
    assert calendar.in_table(given_day) == table
    assert calendar.in_citation(given_day) == citation
    assert calendar.in_decree(given_day) == decree


def test_english_form() -> None:
    assert calendar.in_english(date(2022, 8, 5)) == "5 August 2022"


# --- working days


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-10-05", 15, "2026-10-26"),  # three ordinary weeks from a Monday
        ("2026-10-03", 1, "2026-10-05"),  # from a Saturday
        ("2026-02-06", 15, "2026-03-06"),  # across Tết: five days off
        ("2026-02-13", 1, "2026-02-23"),  # nine days in a row
        ("2025-12-31", 2, "2026-01-06"),  # 1 and 2 January off
        ("2026-01-09", 1, "2026-01-10"),  # a Saturday worked in exchange
        ("2026-08-21", 3, "2026-08-25"),  # another one
        ("2026-08-28", 1, "2026-09-03"),  # National Day
        ("2026-11-23", 1, "2026-11-25"),  # Vietnam Culture Day
        ("2026-12-20", 15, "2027-01-11"),  # into a year that is known only in part
        ("2026-10-05", 0, "2026-10-05"),
    ],
)  # fmt: skip
def test_working_days_leave_out_weekends_and_holidays(day: str, count: int, expected: str) -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 2: fifteen working days; Bộ luật Dân sự, Điều 147."""
    found = calendar.working_days_after(date.fromisoformat(day), count, WORKING)
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize("day", ["2018-06-01", "2018-12-28", "2027-01-20", "2027-08-25", "2027-12-31"])
def test_working_days_cannot_be_counted_through_days_that_are_not_known(day: str) -> None:
    assert calendar.working_days_after(date.fromisoformat(day), 15, WORKING) is None


@given(st.dates(date(2019, 1, 1), date(2026, 11, 1)), st.integers(0, 40))
def test_counting_back_finds_the_last_day_in_time(day: date, count: int) -> None:
    start = calendar.working_days_before(day, count, WORKING)
    if start is None:
        assert day < date(2019, 4, 1)
        return
    ends = calendar.working_days_after(start, count, WORKING)
    later = calendar.working_days_after(start + timedelta(days=1), count, WORKING)
    assert ends is not None
    assert later is not None
    assert ends <= day
    assert later > day


@given(st.dates(), st.integers(0, 400))
def test_counting_working_days_never_fails(day: date, count: int) -> None:
    for found in (
        calendar.working_days_after(day, count, WORKING),
        calendar.working_days_before(day, count, WORKING),
    ):
        assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-05", date(2023, 12, 5)),
        ("2023-12-05 00:00:00", date(2023, 12, 5)),
        ("5/12/2023", date(2023, 12, 5)),
        ("05-12-2023", date(2023, 12, 5)),
        ("ngày 05/12/2023", date(2023, 12, 5)),
        ("ngày 5 tháng 12 năm 2023", date(2023, 12, 5)),
        ("5/12/23", None),
        ("12/2023", None),
        ("45265", None),
        ("30/02/2023", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, expected: date | None) -> None:
    assert calendar.day_written(text) == expected
