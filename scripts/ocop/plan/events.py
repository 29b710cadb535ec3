"""Which dated events count within a period, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.calendar import Period
from ocop.diagnostics import Location, Origin, Text
from ocop.model import Event, Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One counted thing: a product or a producer, with the record that makes it count.

    `on` is None when the record has only a year, under which it is then counted. `origin` and `field` say
    where the record stands; its line and column are found when asked for, as of most units nobody asks.
    """

    id: str
    product_id: str
    origin: Origin
    field: str
    on: date | None = None
    year: int | None = None

    @property
    def where(self) -> Location:
        """The place of the record that counts."""
        return self.origin.at(self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A record that looks as if it counted but does not, and why."""

    unit: Unit
    reason: Text


NO_STAR = Text("Nguồn không ghi hạng sao", "The source gives no star")
NO_EVIDENCE = Text(
    "Chưa có minh chứng: không ghi nguồn hay quyết định", "No evidence: neither source nor decision"
)
EARLIER = Text("Đã được công nhận trước đó", "Had been recognised before")
UNDATED = Text(
    "Có một lần công nhận không rõ năm, nên chưa biết lần nào trước",
    "A recognition without a year may be earlier",
)
AFTER = Text("Quyết định sau kỳ kế hoạch", "Decided after the plan's period")
NO_YEAR = Text("Không rõ năm", "The year is not known")
NO_TYPE = Text("Chưa rõ loại hình chủ thể", "The producer's type is not known")
NO_LINK = Text("Hồ sơ chưa ghi liên kết gian hàng", "The dossier records no shop link")


def counted_year(event: Event) -> int | None:
    """Return the year an event counts under: that of its day, else the evaluation year."""
    return event.on.year if event.on else event.year


def known_by(event: Event, as_of: date) -> bool:
    """Return whether the event certainly lies on or before a day.

    What has only a year is taken as known once that year is over.
    """
    if event.on is not None:
        return event.on <= as_of
    return event.year is not None and date(event.year, 12, 31) <= as_of


def lies_in(event: Event | Unit, period: Period) -> bool:
    """Return whether the event counts within a period: by its day, or by its year when it has none."""
    if event.on is not None:
        return event.on in period
    return event.year is not None and period.first.year <= event.year <= period.last.year


def why_not_first(event: Event, recognitions: Sequence[Event], stars: Sequence[int]) -> Text | None:
    """Return why a recognition within the period is not taken as the product's first, or None when it is."""
    others = [counted_year(other) for other in recognitions if other is not event]
    if any(year is not None and year < year_or_nought(event) for year in others) or any(
        other.on and event.on and other.on < event.on for other in recognitions
    ):
        return EARLIER
    if None in others:
        return UNDATED
    if stars and event.star is None:
        return NO_STAR
    return _unevidenced(event)


def why_not_later(event: Event, first: Event, *, last_year: int | None = None) -> Text | None:
    """Return why an event does not count as coming after a recognition, or None when it does."""
    if counted_year(event) is None:
        return NO_YEAR
    if last_year is not None and year_or_nought(event) <= last_year:
        return EARLIER
    later = event.on > first.on if event.on and first.on else year_or_nought(event) > year_or_nought(first)
    if not later:
        return EARLIER
    return _unevidenced(event)


def _unevidenced(event: Event) -> Text | None:
    return None if event.source or event.decision else NO_EVIDENCE


def year_or_nought(event: Event) -> int:
    """Return the year an event counts under, nought when it has none."""
    return counted_year(event) or 0


def unit_of(product: Product, event: Event) -> Unit:
    """Return the product as counted by one of its events."""
    return Unit(
        id=product.id,
        product_id=product.id,
        origin=event.origin,
        field="event",
        on=event.on,
        year=counted_year(event),
    )
