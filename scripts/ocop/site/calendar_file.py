"""Calendar files (RFC 5545): days to keep in mind, with a reminder, in the form every phone takes in.

An entry lasts the whole day, because the acts speak of days and name no hour; only the reminder has an
hour, that of Vietnam. Two builds of one registry give the same bytes: the stamp is the day of the build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from ocop.calendar import days_after
from ocop.site.page import SiteError

_VIETNAM = timezone(timedelta(hours=7))
_REMINDER_AT = time(8)
_OWNER = "so-dang-ky-ocop-quang-tri"
_PRODUCT = f"-//{_OWNER}//Lich//VI"
_LINE_BYTES = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# Everything RFC 5545 lets no text hold; line ends have become spaces or `\\n` by then.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Ho_Chi_Minh",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One day to keep in mind. `key` says what it is the day of, and stays when the day is corrected.

    `remind_on` is the day of the reminder, None when there is none; `page` is a full address.
    """

    key: str
    on: date
    title: str
    text: str
    page: str
    remind_on: date | None = None


def calendar_file(name: str, occasions: Iterable[Occasion], *, as_of: date, address: str) -> bytes:
    """A whole calendar called `name`, found at the full `address`; SiteError when a key stands twice."""
    entries = sorted(occasions, key=lambda one: (one.on, one.key))
    key, times = next(iter(Counter(one.key for one in entries).most_common(1)), ("", 0))
    if times > 1:
        raise SiteError(f"{times} calendar entries are called {key}")
    stamp = _moment(as_of, time.min)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        f"SOURCE;VALUE=URI:{address}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *_ZONE,
        *(line for one in entries for line in _entry(one, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _entry(one: Occasion, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.key)}@{_OWNER}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(one.on)}"
    if one.on < date.max:
        yield f"DTEND;VALUE=DATE:{_day(days_after(one.on, 1))}"
    yield f"SUMMARY:{_text(one.title)}"
    yield f"DESCRIPTION:{_text(one.text)}"
    yield f"URL:{one.page}"
    yield "TRANSP:TRANSPARENT"
    if one.remind_on is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(one.title)}"
        yield f"TRIGGER;VALUE=DATE-TIME:{_moment(one.remind_on, _REMINDER_AT)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(day: date, hour: time) -> str:
    """A moment of Vietnam's clock as universal time, which needs no rule of any zone."""
    return datetime.combine(day, hour, _VIETNAM).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    lines = "\n".join(value.splitlines())
    return _CONTROLS.sub("", lines).translate(_ESCAPES)


def _folded(line: str) -> str:
    """`line` broken after at most 75 bytes each, never inside a letter."""
    parts, room = [""], _LINE_BYTES
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = _LINE_BYTES - 1
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts)
