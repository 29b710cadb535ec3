"""The browser's look-up of today's state gives what Python says, whatever clock and zone the reader has."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ocop.model import Product
from ocop.status import STATE_LABELS, timeline
from tests.builders import event, law, product
from tests.status.test_histories import random_history

REPOSITORY = Path(__file__).parents[2]
SCRIPT = REPOSITORY / "docs" / "assets" / "state.js"
CLOCK = REPOSITORY / "tests" / "golden" / "clock.csv"
VIETNAM = timezone(timedelta(hours=7))
ZONES = ("America/Anchorage", "Etc/GMT+8", "UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati")
LABELS = {state.value: label.vi for state, label in STATE_LABELS.items()}
READ = """() => [...document.querySelectorAll(".state")].map(
  e => [e.dataset.state, e.dataset.star, e.textContent])"""


def clock_products() -> list[Product]:
    """Every different history of the table of days, and some that are odd or imprecise."""
    seen: dict[tuple[str, ...], Product] = {}
    with CLOCK.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            events = [event("recognised", row["decided"], star=3, through=row["printed"])]
            events += [event("submitted", row["filed"])] if row["filed"] else []
            if row["result"]:
                kind, on = row["result"].split()
                events.append(event(kind, on, star=4 if kind == "re_recognised" else None))
            seen[tuple(list(row.values())[1:5])] = product(*events)
    return [*seen.values(), *(random_history(seed, exact=False) for seed in range(40))]


def clock_days() -> list[date]:
    """Every day of the table."""
    with CLOCK.open(encoding="utf-8", newline="") as stream:
        days = {date.fromisoformat(row["day"]) for row in csv.DictReader(stream)}
    return sorted(days | {date(2028, 2, 29), date(2026, 12, 23), date(2026, 12, 24)})


def instants(day: date) -> Iterator[datetime]:
    """The first and the last moment of a day in Việt Nam."""
    first = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    yield first
    yield first + timedelta(hours=23, minutes=59, seconds=59)


def page_of(products: list[Product]) -> str:
    """A page as a site has it: states of the day it was built, and every change beside them."""
    built = date(2026, 11, 23)
    lines = []
    for one in products:
        line = timeline(one, law())
        state = line.on(built).state
        lines.append(
            f'<section><b class="state state--{state}" data-states="{line.encoded()}">{state.label.vi}</b>'
            f"<i data-state-reason>{escape(line.on(built).reason.vi)}</i></section>"
        )
    return (
        f'<body data-state-labels="{escape(json.dumps(LABELS))}">{"".join(lines)}'
        "<p data-as-of>Trạng thái tại ngày 23/11/2026, theo dữ liệu đến 23/11/2026.</p>"
        '<p data-stale="2026-11-23" hidden>Dữ liệu đã cũ.</p></body>'
    )


def test_the_script_is_small_enough_to_be_read_and_sent() -> None:
    assert len(SCRIPT.read_bytes()) <= 1000


@pytest.mark.browser
@pytest.mark.parametrize("zone", ZONES)
def test_the_browser_and_python_agree(browser: Browser, zone: str) -> None:
    products = clock_products()
    lines = [timeline(one, law()) for one in products]
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.set_content(page_of(products))
    page.clock.set_fixed_time(datetime(2026, 11, 23, 5, tzinfo=VIETNAM))
    page.add_script_tag(path=SCRIPT)
    for day in clock_days():
        spans = [line.on(day) for line in lines]
        expected = [
            [span.state.value, str(span.star) if span.star else "", span.state.label.vi] for span in spans
        ]
        for instant in instants(day):
            page.clock.set_fixed_time(instant)
            page.evaluate("dispatchEvent(new Event('pageshow'))")
            assert page.evaluate(READ) == expected, instant
            told = f"Trạng thái tại ngày {day:%d/%m/%Y}, theo dữ liệu đến 23/11/2026."
            assert page.inner_text("[data-as-of]") == told
            assert page.is_visible("[data-stale]") == ((day - date(2026, 11, 23)).days > 30), instant
    context.close()


def shown(page: Page) -> tuple[str | None, str | None]:
    """The one state's words and its class."""
    return page.text_content(".state"), page.get_attribute(".state", "class")


@pytest.mark.browser
def test_the_flip_needs_no_rebuild_and_takes_the_stale_reason_away(browser: Browser) -> None:
    given = product(event("recognised", "2024-01-15", star=3))
    context = browser.new_context(timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.set_content(page_of([given]))
    page.clock.set_fixed_time(datetime(2027, 1, 15, 23, 59, 59, tzinfo=VIETNAM))
    page.add_script_tag(path=SCRIPT)
    assert shown(page) == ("Còn hiệu lực", "state state--valid")
    assert page.query_selector("[data-state-reason]") is not None
    page.clock.set_fixed_time(datetime(2027, 1, 16, tzinfo=VIETNAM))
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert shown(page) == ("Hết hiệu lực", "state state--expired")
    assert page.query_selector("[data-state-reason]") is None
    context.close()


@pytest.mark.browser
def test_without_labels_or_script_the_page_keeps_its_own_words(browser: Browser) -> None:
    given = page_of([product(event("recognised", "2020-01-15", star=3))])
    for javascript in (True, False):
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        script = SCRIPT.read_text("utf-8")
        page.set_content(given.replace("data-state-labels", "data-none") + f"<script>{script}</script>")
        assert shown(page) == ("Hết hiệu lực", "state state--expired")
        if not javascript:
            assert page.inner_text("[data-as-of]").endswith("23/11/2026.")
        context.close()
