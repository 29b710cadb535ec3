"""Rounds as deadlines: on the right days, under the right act, and the same in every calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from ocop import calendar
from ocop.law import WorkingCalendar
from ocop.site.page import Fragment, Page
from ocop.site.pages.deadlines import CALENDAR, deadline_pages
from ocop.site.pages.home import home_pages
from ocop.site.views.deadlines import deadlines, next_proposals
from ocop.site.views.world import World
from tests.site.worlds import AS_OF, ROOT, law, world

# “Trước ngày D”, as each paper words it, and the level and number of its round.
BOUNDARIES = [
    ("province", 1, "proposals", date(2027, 4, 30)),
    ("province", 1, "results", date(2027, 6, 30)),
    ("province", 2, "proposals", date(2027, 10, 30)),
    ("province", 2, "results", date(2027, 12, 30)),
    ("ministry", 1, "proposals", date(2027, 7, 30)),
    ("ministry", 1, "results", date(2027, 9, 30)),
    ("ministry", 2, "proposals", date(2027, 1, 30)),
    ("ministry", 2, "results", date(2027, 3, 30)),
]


@pytest.mark.parametrize(("level", "number", "part", "before"), BOUNDARIES)
def test_a_round_closes_at_the_end_of_the_day_before(
    level: str, number: int, part: str, before: date
) -> None:
    """26/2026/QĐ-TTg, Điều 5: every limit is a “trước ngày”."""
    key = f"2026-26.{level}-{number}.2027.{part}"
    (found,) = (one for one in deadlines(world()) if one.key == key)
    assert (found.on, found.before) == (before - timedelta(days=1), before)
    on_the_last_day, on_the_day_named = (
        {one.key for one in deadlines(world(day)) if one.on >= day} for day in (found.on, before)
    )
    assert key in on_the_last_day
    assert key not in on_the_day_named


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("district-1", date(2023, 3, 20)),
        ("district-2", date(2023, 10, 5)),
        ("province-1", date(2023, 3, 31)),
        ("province-2", date(2023, 11, 30)),
    ],
)
def test_the_rounds_of_2023_stand_as_history(key: str, before: date) -> None:
    """Kế hoạch 240/KH-SNN, mục 2.5."""
    (found,) = (one for one in deadlines(world()) if one.key == f"plan-2023.{key}")
    assert (found.on, found.before) == (before - timedelta(days=1), before)
    assert found.state is not None
    assert found.act == "Kế hoạch số 240/KH-SNN, mục 2.5"


def test_no_round_is_told_of_before_its_act_was_in_force() -> None:
    """The act is of 22/05/2026: its province's first round of 2026 had closed, the ministry's too."""
    keys = [one.key for one in deadlines(world()) if ".2026." in one.key and one.key.startswith("2026")]
    assert keys == [
        "2026-26.ministry-1.2026.proposals",
        "2026-26.ministry-1.2026.results",
        "2026-26.province-2.2026.proposals",
        "2026-26.province-2.2026.results",
    ]
    assert not [one for one in deadlines(world()) if ".2025." in one.key]


def test_a_later_act_takes_over_from_its_first_day() -> None:
    """A made-up successor of 01/06/2027: rounds closing before it stay the older act's."""
    newest = law().rule_sets[-1]
    later = replace(newest, id="2027-99", in_force_from=date(2027, 6, 1))
    both = replace(law(), rule_sets=(*law().rule_sets, later))
    found = calendar.rounds_between(both, 2027, 2027)
    assert [(act.id, days.rule.level.value, days.rule.number) for act, days in found] == [
        ("2026-26", "ministry", 2),
        ("2026-26", "province", 1),
        ("2027-99", "ministry", 1),
        ("2027-99", "province", 2),
    ]


def test_a_producer_is_told_by_when_the_commune_must_have_the_dossier() -> None:
    """15 working days (Điều 7 khoản 2) must still fit; counted here by hand for October 2026.

    From 09/10 to 29/10/2026 there are 15 working days: 9, 12-16, 19-23 and 26-29, none of them a holiday.
    """
    found = {one.key: one for one in deadlines(world())}
    october = found["2026-26.province-2.2026.proposals"]
    assert october.advice == "Để UBND cấp xã đủ 15 ngày làm việc, chủ thể nộp muộn nhất 08/10/2026."
    sunday = found[
        "2026-26.province-2.2027.proposals"
    ]  # the 10th is a Sunday, when no office takes a dossier
    assert sunday.advice.endswith("muộn nhất 08/10/2027.")
    assert found["2026-26.ministry-2.2027.proposals"].advice == ""
    assert found["2026-26.province-2.2026.results"].advice == ""
    text = icalendar.Calendar.from_ical(calendar_of(AS_OF)).to_ical().decode().replace("\r\n ", "")
    assert "chủ thể nộp muộn nhất 08/10/2026" in text


def test_where_the_holidays_are_not_settled_no_day_is_named() -> None:
    bare = replace(world().site, law=replace(law(), working_calendar=WorkingCalendar()))
    found = {one.key: one for one in deadlines(World(bare, ROOT))}
    advice = found["2026-26.province-1.2027.proposals"].advice
    assert (
        advice == "Chủ thể nộp cho UBND cấp xã sớm hơn ít nhất 15 ngày làm việc; lịch nghỉ năm ấy chưa chốt."
    )


def test_results_of_the_next_year_are_due_in_the_next_year() -> None:
    rule = replace(law().rule_sets[-1].rounds[1], results_before="02-28", results_next_year=True)
    days = calendar.round_days(rule, 2027)
    assert (days.proposals_by, days.results_by) == (date(2027, 10, 29), date(2028, 2, 27))
    assert calendar.round_days(replace(rule, proposals_before=None), 2027).decided_on == date(2028, 2, 27)


def calendar_of(as_of: date) -> bytes:
    """The calendar as the build of a day writes it."""
    (page,) = (one for one in deadline_pages(world(as_of)) if isinstance(one, Page))
    content = page.content()
    assert page.address == CALENDAR
    assert isinstance(content, bytes)
    return content


def test_the_calendar_holds_every_deadline_once() -> None:
    found = icalendar.Calendar.from_ical(calendar_of(AS_OF))
    told = {str(event["UID"]).partition("@")[0]: event.start for event in found.events}
    assert len(found.events) == len(told)
    assert told == {one.key: one.on for one in deadlines(world())}


def test_two_builds_give_the_same_bytes_and_a_later_one_the_same_names() -> None:
    assert calendar_of(AS_OF) == calendar_of(AS_OF)
    first, later = (
        {
            str(event["UID"]): (event.start, str(event["SUMMARY"]))
            for event in icalendar.Calendar.from_ical(calendar_of(day)).events
        }
        for day in (AS_OF, date(2027, 11, 26))
    )
    shared = first.keys() & later.keys()
    assert len(shared) >= 12
    assert {name: first[name] for name in shared} == {name: later[name] for name in shared}


def test_the_page_puts_the_nearest_day_of_each_kind_first() -> None:
    (fragment,) = (one for one in deadline_pages(world()) if isinstance(one, Fragment))
    html = fragment.content()
    cards = html[: html.index("</ul>")]
    order = [cards.index(text) for text in ("29/12/2026", "29/01/2027", "29/04/2027")]
    assert order == sorted(order)
    assert cards.count("next-day__date") == 3


def test_every_day_says_who_proposes_to_whom_or_that_the_round_is_held() -> None:
    """26/2026/QĐ-TTg, Điều 5 dates proposals and the holding of a round, not its decisions."""
    (fragment,) = (one for one in deadline_pages(world()) if isinstance(one, Fragment))
    text = fragment.content()
    assert re.findall(r'next-day__label">([^<]+)<', text) == [
        "Hạn tổ chức đợt đánh giá kế tiếp",
        "Hạn UBND cấp tỉnh đề nghị lên Bộ (5 sao)",
        "Hạn UBND cấp xã đề nghị lên tỉnh (3, 4 sao)",
    ]
    assert "Quy định không ấn định ngày ra quyết định công nhận." in text
    titles = {one.key: one.title for one in deadlines(world())}
    assert titles["2026-26.province-1.2027.proposals"] == (
        "Đợt 1 năm 2027, cấp tỉnh (3, 4 sao): hạn UBND cấp xã đề nghị lên tỉnh"
    )
    assert titles["2026-26.province-1.2027.results"].endswith(": hạn cuối tổ chức đánh giá")


def test_the_home_page_names_the_commune_s_day_and_the_producer_s() -> None:
    assert [(one.on, one.file_by) for one in next_proposals(world())] == [
        (date(2027, 1, 29), None),
        (date(2027, 4, 29), date(2027, 4, 7)),
        (date(2027, 7, 29), None),
        (date(2027, 10, 29), date(2027, 10, 8)),
    ]
    (fragment,) = home_pages(world())
    assert (
        "<strong>Muộn nhất hết 29/04/2027</strong>: UBND cấp xã đề nghị lên tỉnh, đợt 1 (3, 4 sao). "
        "Chủ thể nộp cho xã muộn nhất 07/04/2027." in str(fragment.content())
    )


def test_a_page_with_nothing_to_come_says_so() -> None:
    bare = world()
    lawless = replace(bare.site, law=replace(law(), rule_sets=()))
    (fragment, _) = deadline_pages(World(lawless, ROOT))
    assert isinstance(fragment, Fragment)
    assert "không còn hạn nào" in fragment.content()
