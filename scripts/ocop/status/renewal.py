"""Certificates on the way to their end: when re-evaluation may be filed, and how near that is on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop import calendar
from ocop.diagnostics import Text
from ocop.status.answer import Status
from ocop.status.states import IN_FORCE, Stage, State

# The registry's own marks, in days; no act speaks of them.
SOON = 60
YEAR_AHEAD = 365
_FILED = frozenset({Stage.SUBMITTED, Stage.FORWARDED})
_OPEN_ENDED = IN_FORCE | {State.UNDETERMINED}


class Phase(StrEnum):
    """How a day lies to a filing window and the end of its certificate; exactly one holds."""

    LATER = "later"
    SOON = "soon"
    OPEN = "open"
    MISSED = "missed"
    ENDED = "ended"

    @property
    def label(self) -> Text:
        """The phase in words."""
        return _LABELS[self]


_LABELS = {
    Phase.LATER: Text("Chưa đến kỳ nộp", "Window not near"),
    Phase.SOON: Text("Sắp mở kỳ nộp", "Window about to open"),
    Phase.OPEN: Text("Đang mở kỳ nộp", "Window open"),
    Phase.MISSED: Text("Kỳ nộp đã qua", "Window over, certificate still running"),
    Phase.ENDED: Text("Giấy chứng nhận đã hết giá trị", "Certificate ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """A running certificate whose last day is known exactly, with the days for filing its re-evaluation.

    `ordinal` counts the product's recognitions from 1 and names the certificate even when its dates are
    put right. `filed_on` is the day of a filing that has no result yet.
    """

    ordinal: int
    window: calendar.Period
    ends_on: date
    star: int | None
    filed_on: date | None

    def phase(self, day: date) -> Phase:
        """Return how `day` lies to the window, whose ends are both included.

        26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a.
        """
        if day > self.ends_on:
            return Phase.ENDED
        if day > self.window.last:
            return Phase.MISSED
        if day >= self.window.first:
            return Phase.OPEN
        return Phase.SOON if (self.window.first - day).days <= SOON else Phase.LATER

    def ends_within_a_year_of(self, day: date) -> bool:
        """Whether the certificate still runs on `day` and ends in the year that follows."""
        return 0 <= (self.ends_on - day).days <= YEAR_AHEAD


def renewal(answer: Status) -> Renewal | None:
    """Return the renewal ahead, or None without a running certificate, an exact end or a rule on windows."""
    current, window = answer.current, answer.window
    if current is None or window is None or current.valid_through is None:
        return None
    return Renewal(
        ordinal=answer.recognitions.index(current) + 1,
        window=window,
        ends_on=current.valid_through,
        star=answer.star or current.star,
        filed_on=answer.stage_since if answer.stage in _FILED else None,
    )


def possible_end(answer: Status) -> calendar.Period | None:
    """Return between which days a certificate that may still run ends, when the day is not known."""
    last = answer.current or (answer.recognitions[-1] if answer.recognitions else None)
    if last is None or answer.state not in _OPEN_ENDED or last.valid_through is not None:
        return None
    return last.valid_through_between
