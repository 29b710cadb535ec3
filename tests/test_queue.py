"""The review queue and the reminders, as functions of a register and a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ocop.diagnostics import RowOrigin
from ocop.law import Law
from ocop.model import ApplicationKind, Event, EventKind, Level, Product
from ocop.policy.queue import review_queue
from ocop.policy.reminders import (
    FILED,
    GONE,
    OVER,
    RENEWED,
    REVOKED,
    no_longer_due,
    reminders,
    without_known_end,
)
from ocop.report.nightly import (
    queue_as_json,
    queue_as_markdown,
    reminder_as_markdown,
    reminder_title,
)
from ocop.status.disclosure import disclosed
from tests.cases_of import read

CASE = Path(__file__).parent / "cases" / "good" / "application"
COFFEE = "hop-tac-xa-mau/ca-phe-mau"
ENDS = date(2029, 11, 10)
HOSTILE = "::error::@everyone <img onerror=x> | `a` <!-- ocop:review -->\n[x](y)"


@pytest.fixture(scope="module")
def law() -> Law:
    """The law of this repository."""
    return read(CASE).law


@pytest.fixture(scope="module")
def coffee() -> Product:
    """A product that filed on 3 August 2026 and was recognised on 10 November."""
    return read(CASE).registry.products[COFFEE]


def by(product: Product, *events: Event) -> Product:
    """The product with more behind it."""
    return replace(product, events=(*product.events, *events))


def event(kind: EventKind, on: date, **more: object) -> Event:
    """One more act."""
    origin = RowOrigin(f"dossiers/{COFFEE}/history.csv", 9, "", ())
    return replace(Event(kind=kind, on=on, level=Level.PROVINCE, origin=origin), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "who", "since", "days", "until"),
    [
        (date(2026, 8, 5), "UBND cấp xã", date(2026, 8, 3), 2, date(2026, 8, 22)),
        (date(2026, 8, 20), "Hội đồng và UBND cấp tỉnh", date(2026, 8, 14), 6, date(2026, 12, 29)),
        (date(2026, 10, 25), "Chủ tịch UBND cấp tỉnh", date(2026, 10, 20), 5, None),
    ],
)  # fmt: skip
def test_who_waits_for_whom_since_when_and_until_when(
    law: Law, coffee: Product, as_of: date, who: str, since: date, days: int, until: date | None
) -> None:
    (one,) = review_queue([coffee], law, as_of)
    assert (one.who.vi, one.since, one.days, one.until, one.is_overdue) == (who, since, days, until, False)
    assert one.citation.startswith("26/2026/QĐ-TTg")


def test_the_last_day_is_in_time_and_the_next_is_late(law: Law, coffee: Product) -> None:
    waiting = replace(coffee, events=coffee.events[:1], applications=())
    last = date(2026, 8, 22)
    assert [one.is_overdue for one in review_queue([waiting], law, last)] == [False]
    assert [one.is_overdue for one in review_queue([waiting], law, last + timedelta(days=1))] == [True]


def test_nobody_waits_before_filing_or_after_the_decision(law: Law, coffee: Product) -> None:
    assert review_queue([coffee], law, date(2026, 8, 2)) == ()
    assert review_queue([coffee], law, date(2026, 11, 10)) == ()


def test_the_first_to_come_is_the_first(law: Law, coffee: Product) -> None:
    filed = coffee.events[0]
    later = replace(coffee, id="a/b", events=(replace(filed, on=date(2026, 8, 4)),), applications=())
    first = replace(coffee, id="x/y", events=(filed,), applications=())
    unknown = replace(coffee, id="a/a", events=(replace(filed, on=None),), applications=())
    queue = review_queue([later, unknown, first], law, date(2026, 8, 5))
    dated = [(one.position, one.product) for one in queue if one.since]
    assert dated == [(1, "x/y"), (2, "a/b")]


def test_the_public_queue_does_not_tell_that_a_council_has_met(law: Law, coffee: Product) -> None:
    registry = read(CASE).registry
    public = disclosed(replace(registry, products={COFFEE: replace(coffee, events=coffee.events[:2])}), law)
    as_of = date(2026, 10, 25)
    whole = review_queue([replace(coffee, events=coffee.events[:2])], law, as_of)
    shown = review_queue(public.products.values(), law, as_of)
    assert [one.stage.value for one in whole] == ["evaluated"]
    assert [one.stage.value for one in shown] == ["forwarded"]


def test_the_queue_reads_as_a_table_and_as_json(law: Law, coffee: Product) -> None:
    as_of = date(2026, 8, 30)
    queue = review_queue([replace(coffee, events=coffee.events[:1], applications=())], law, as_of)
    assert queue_as_markdown(queue, as_of).splitlines() == [
        "## Hàng chờ thẩm định (tính đến hết ngày 30/08/2026)",
        "",
        "### UBND cấp xã: 1 hồ sơ, **1 quá hạn**",
        "",
        "| Thứ tự | Sản phẩm | Bước | Chờ từ ngày | Số ngày | Hạn chót | Căn cứ |",
        "| ---: | --- | --- | --- | ---: | --- | --- |",
        (
            "| 1 | `Cà phê Mẫu Thử Nghiệm` (`hop-tac-xa-mau/ca-phe-mau`) | Đã nộp hồ sơ | 03/08/2026 | 27 "
            "| **22/08/2026 (quá hạn)** | `26/2026/QĐ-TTg, Điều 7 khoản 2` |"
        ),
    ]
    told = json.loads(queue_as_json(queue, as_of))
    assert told["as_of"] == "2026-08-30"
    assert told["waiting"][0] | {"action": ""} == {
        "position": 1,
        "product": COFFEE,
        "name": "Cà phê Mẫu Thử Nghiệm",
        "stage": "submitted",
        "who": "UBND cấp xã",
        "action": "",
        "since": "2026-08-03",
        "days": 27,
        "until": "2026-08-22",
        "overdue": True,
        "citation": "26/2026/QĐ-TTg, Điều 7 khoản 2",
    }


def test_an_empty_queue_says_so() -> None:
    assert "Không có hồ sơ nào đang chờ." in queue_as_markdown((), date(2026, 8, 30))


def test_a_hostile_name_is_text(law: Law, coffee: Product) -> None:
    evil = replace(coffee, name=HOSTILE, events=coffee.events[:1], applications=())
    as_of = date(2026, 8, 5)
    row = queue_as_markdown(review_queue([evil], law, as_of), as_of).splitlines()[-1]
    assert row.startswith(
        "| 1 | ``::error::@everyone <img onerror=x> \\| `a` <!-- ocop:review --> ⏎ [x](y)``"
    )
    (reminder,) = reminders([replace(coffee, name=HOSTILE)], law, date(2029, 6, 1))
    title = reminder_title(reminder)
    assert "@" not in title
    assert "\n" not in title
    assert "``::error::@everyone" in reminder_as_markdown(reminder)


@pytest.mark.parametrize(
    ("as_of", "ends"),
    [
        (date(2029, 5, 13), []),
        (date(2029, 5, 14), [ENDS]),
        (date(2029, 7, 13), [ENDS]),
        (date(2029, 7, 14), [ENDS]),
        (ENDS, [ENDS]),
        (date(2029, 11, 11), []),
    ],
)
def test_a_holder_is_reminded_from_the_window_s_first_day_to_the_certificate_s_last(
    law: Law, coffee: Product, as_of: date, ends: list[date]
) -> None:
    assert [one.valid_through for one in reminders([coffee], law, as_of)] == ends
    assert (no_longer_due(coffee, ENDS, law, as_of) is None) is bool(ends)


def test_a_reminder_says_what_by_when_and_why(law: Law, coffee: Product) -> None:
    (one,) = reminders([coffee], law, date(2029, 6, 1))
    assert reminder_title(one) == "Nhắc phân hạng lại trước 10/11/2029: Cà phê Mẫu Thử Nghiệm"
    words = reminder_as_markdown(one)
    assert "từ ngày **14/05/2029** đến hết ngày **13/07/2029**" in words
    assert "26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a" in words
    assert "mục II.2.2" in words


def test_a_reminder_is_settled_by_filing_renewal_revocation_and_the_end(law: Law, coffee: Product) -> None:
    as_of = date(2029, 6, 20)
    again = replace(
        coffee.applications[0],
        id="2029-1",
        path=f"dossiers/{COFFEE}/2029-1",
        kind=ApplicationKind.RE_EVALUATION,
        evaluations=(),
    )
    filed = event(EventKind.SUBMITTED, date(2029, 6, 1), application="2029-1", level=Level.COMMUNE)
    by_paper = replace(by(coffee, filed), applications=(*coffee.applications, again))
    renewed = by(coffee, event(EventKind.RE_RECOGNISED, date(2029, 6, 15), star=4))
    revoked = by(coffee, event(EventKind.REVOKED, date(2029, 6, 15)))
    assert no_longer_due(coffee, ENDS, law, as_of) is None
    assert no_longer_due(by_paper, ENDS, law, as_of) is FILED
    assert no_longer_due(by(coffee, filed), ENDS, law, as_of) is FILED
    assert no_longer_due(renewed, ENDS, law, as_of) is RENEWED
    assert no_longer_due(revoked, ENDS, law, as_of) is REVOKED
    assert no_longer_due(coffee, ENDS, law, date(2029, 12, 1)) is OVER
    assert no_longer_due(None, ENDS, law, as_of) is GONE
    assert reminders([by_paper, renewed, revoked], law, as_of) == ()


def test_a_dossier_that_was_sent_back_is_due_once_more(law: Law, coffee: Product) -> None:
    filed = event(EventKind.SUBMITTED, date(2029, 6, 1), application="2029-1", level=Level.COMMUNE)
    back = event(EventKind.RETURNED, date(2029, 6, 10), application="2029-1", level=Level.COMMUNE)
    assert len(reminders([by(coffee, filed, back)], law, date(2029, 6, 20))) == 1


def test_a_certificate_of_which_only_the_year_is_known_is_counted_as_not_to_be_reminded(
    law: Law, coffee: Product
) -> None:
    recognised = replace(coffee.events[-1], on=None, year=2024)
    vague = replace(coffee, events=(recognised,), applications=())
    as_of = date(2026, 11, 26)
    assert without_known_end([vague, replace(coffee, id="a/b")], law, as_of) == (COFFEE,)
    assert reminders([vague], law, as_of) == ()
    assert without_known_end([coffee], law, date(2030, 6, 1)) == ()
