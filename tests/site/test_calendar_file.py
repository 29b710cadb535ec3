"""What calendar files hold is read back by a library that is not ours."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.site.calendar_file import Occasion, calendar_file
from ocop.site.page import SiteError

AS_OF = date(2026, 11, 26)
ADDRESS = "https://ocop.example/han-nop/x.ics"
VIETNAM = timezone(timedelta(hours=7))


def occasion(
    key: str = "a", on: date = AS_OF, title: str = "Hạn nộp", text: str = "", remind_on: date | None = None
) -> Occasion:
    """An entry of which a test says only what it is about."""
    return Occasion(key=key, on=on, title=title, text=text, page="https://ocop.example/", remind_on=remind_on)


def read(file: bytes) -> icalendar.Calendar:
    """The calendar as another program understands it."""
    found = icalendar.Calendar.from_ical(file)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_a_day_is_a_whole_day_in_any_zone() -> None:
    (event,) = read(
        calendar_file("Lịch", [occasion(on=date(2027, 4, 29))], as_of=AS_OF, address=ADDRESS)
    ).events
    assert (event.start, event.end) == (date(2027, 4, 29), date(2027, 4, 30))
    assert event["TRANSP"] == "TRANSPARENT"


def test_the_reminder_rings_by_the_clock_of_vietnam() -> None:
    file = calendar_file("Lịch", [occasion(remind_on=date(2027, 4, 22))], as_of=AS_OF, address=ADDRESS)
    (event,) = read(file).events
    (alarm,) = event.walk("VALARM")
    rings_at = datetime(2027, 4, 22, 8, tzinfo=VIETNAM).astimezone(UTC)
    assert f"{rings_at:%Y%m%dT%H%M%SZ}" == "20270422T010000Z"
    assert alarm.to_ical().decode().count("TRIGGER;VALUE=DATE-TIME:20270422T010000Z") == 1


def test_the_calendar_names_itself_its_zone_and_its_address() -> None:
    found = read(calendar_file("Hạn nộp OCOP Quảng Trị", [], as_of=AS_OF, address=ADDRESS))
    assert found["X-WR-CALNAME"] == found["NAME"] == "Hạn nộp OCOP Quảng Trị"
    assert found["X-WR-TIMEZONE"] == "Asia/Ho_Chi_Minh"
    assert found["SOURCE"] == ADDRESS
    (zone,) = found.walk("VTIMEZONE")
    (standard,) = zone.walk("STANDARD")
    lines = standard.to_ical().decode().splitlines()
    assert {"TZOFFSETFROM:+0700", "TZOFFSETTO:+0700"} <= set(lines)


def test_an_empty_calendar_still_has_a_component() -> None:
    """RFC 5545, 3.6: a calendar without any is not well formed; a commune may have nothing due."""
    assert len(read(calendar_file("Lịch", [], as_of=AS_OF, address=ADDRESS)).subcomponents) == 1


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(SiteError, match="2 calendar entries are called a"):
        calendar_file("Lịch", [occasion(), occasion(on=date(2027, 1, 1))], as_of=AS_OF, address=ADDRESS)


def test_the_order_given_does_not_matter() -> None:
    entries = [occasion(key="b"), occasion(key="a"), occasion(key="c", on=date(2026, 1, 1))]
    one = calendar_file("Lịch", entries, as_of=AS_OF, address=ADDRESS)
    assert one == calendar_file("Lịch", reversed(entries), as_of=AS_OF, address=ADDRESS)
    assert re.findall(rb"UID:(.)@", one) == [b"c", b"a", b"b"]


@given(title=st.text(max_size=200), text=st.text(max_size=400), on=st.dates())
def test_any_text_comes_back_and_no_line_is_too_long(title: str, text: str, on: date) -> None:
    file = calendar_file("Lịch", [occasion(title=title, text=text, on=on)], as_of=AS_OF, address=ADDRESS)
    lines = file.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"[\x00-\x08\x0a-\x0c\x0e-\x1f\x7f]", file.replace(b"\r\n", b""))
    (event,) = read(file).events
    for given_text, shown in ((title, event["SUMMARY"]), (text, event.get("DESCRIPTION", ""))):
        plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(given_text.splitlines()))
        assert str(shown) == plain
    assert event.start == on
