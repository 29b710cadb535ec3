"""The drawings of targets and of the year: nothing leaves its frame, no figure looks like nought."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.calendar import Period
from ocop.plan.judgement import UNKNOWN, Amount
from ocop.plan.results import Figure
from ocop.plan.words import State
from ocop.site.views.intervals import Interval, interval
from ocop.site.views.plans import shown_state, target_view
from ocop.site.views.timeline import axis, lane
from tests.builders import event
from tests.plan import plans
from tests.site.worlds import world

AFTER = date(2024, 6, 30)


def drawn(
    value: str | None,
    *,
    amount: Amount | None = None,
    low: str = "25",
    high: str | None = "30",
    kind: str = "range",
) -> Interval:
    """The drawing of a figure against bounds."""
    exact = None if value is None else Fraction(value)
    figure = Figure(
        value=exact,
        amount=amount or Amount(low=exact, high=exact),
        known_through=AFTER,
        state=State.NO_DATA,
        decides=True,
    )
    found = interval(plans.target(kind, low, high), figure if value is not None else None)
    assert found is not None
    return found


def test_the_interval_is_drawn_to_scale() -> None:
    found = drawn("27")
    assert (found.low.at, found.high and found.high.at, found.band) == ("75.76%", "90.91%", "15.15%")
    assert found.actual is not None
    assert (found.actual.at, found.actual.text) == ("81.82%", "27")
    assert (found.low.text, found.high and found.high.text) == ("25", "30")
    assert (found.sure, found.open_ended) == (True, False)


def test_nobody_is_said_to_work_on_what_no_record_tells_of() -> None:
    assert shown_state(State.IN_PROGRESS, recorded=True).label == State.IN_PROGRESS.label.vi
    assert shown_state(State.IN_PROGRESS, recorded=False).label == "Đang trong thời hạn"
    assert shown_state(State.NO_DATA, recorded=False).label == State.NO_DATA.label.vi


def test_no_figure_is_unlike_nought() -> None:
    nothing, nought = drawn(None), drawn("0")
    assert nothing.actual is None
    assert nought.actual is not None
    assert (nought.actual.at, nought.actual.text, nought.actual.anchor) == ("0%", "0", "start")


@pytest.mark.parametrize(
    ("amount", "text", "sure", "open_ended"),
    [
        (Amount(low=Fraction(9)), "≥ 9", True, True),
        (Amount(low=Fraction(9), low_open=True), "> 9", True, True),
        (Amount(high=Fraction(9)), "≤ 9", False, False),
        (Amount(high=Fraction(9), high_open=True), "< 9", False, False),
        (UNKNOWN, "chưa chắc: 9", False, True),
    ],
)
def test_a_figure_says_what_it_leaves_open(
    amount: Amount,
    text: str,
    sure: bool,  # noqa: FBT001 - a parameter of the test
    open_ended: bool,  # noqa: FBT001 - the same
) -> None:
    found = drawn("9", amount=amount)
    assert found.actual is not None
    assert (found.actual.text, found.sure, found.open_ended) == (text, sure, open_ended)


def test_a_figure_beyond_the_drawing_is_cut_and_says_so() -> None:
    found = drawn("300")
    assert found.actual is not None
    assert (found.actual.at, found.actual.anchor, found.actual.text) == ("100%", "end", "300 →")
    assert (found.rest, found.open_ended) == ("0%", False)


def test_a_single_bound_has_no_band() -> None:
    found = drawn("1", low="2", high=None, kind="at_least")
    assert (found.band, found.high, found.low.at) == ("", None, "90.91%")


def test_percentages_are_cut_off_not_rounded() -> None:
    found = drawn("99.99", low="100", high=None, kind="percent")
    assert found.actual is not None
    assert found.actual.text == "99,9 %"


def test_what_has_no_bounds_is_not_drawn() -> None:
    assert interval(plans.target("all_year", None, None), None) is None


@given(
    st.decimals(0, 10**7, places=3),
    st.decimals(Decimal("0.001"), 10**6, places=3),
    st.decimals(0, 10**6, places=3),
)
def test_nothing_leaves_the_frame(value: Decimal, low: Decimal, more: Decimal) -> None:
    found = drawn(str(value), low=str(low), high=str(low + more) if more else None)
    assert found.actual is not None
    marks = [found.low, found.actual, *([found.high] if found.high else [])]
    assert all(0 <= float(mark.at.removesuffix("%")) <= 100 for mark in marks)
    end = float(found.low.at.removesuffix("%")) + float((found.band or "0%").removesuffix("%"))
    assert end <= 100.02


def test_the_year_s_line_has_twelve_months_and_the_day_of_the_build() -> None:
    found = axis(2023, date(2023, 7, 2))
    assert [month for month, _ in found.months] == list(range(1, 13))
    assert found.months[0][1] == "0%"
    assert (found.as_of, found.as_of_anchor) == ("49.86%", "middle")
    assert found.as_of_text == "tính đến 02/07/2023"


@pytest.mark.parametrize(
    ("as_of", "at", "anchor", "text"),
    [
        (date(2026, 11, 26), "100%", "end", "tính đến 26/11/2026 →"),
        (date(2022, 12, 1), "0%", "start", "← tính đến 01/12/2022"),
        (date(2023, 12, 31), "99.73%", "end", "tính đến 31/12/2023"),
    ],
)
def test_a_day_outside_the_year_stands_at_its_edge(as_of: date, at: str, anchor: str, text: str) -> None:
    found = axis(2023, as_of)
    assert (found.as_of, found.as_of_anchor, found.as_of_text) == (at, anchor, text)


def test_windows_stand_below_one_another_and_a_delay_is_a_line() -> None:
    april = Period(date(2023, 4, 1), date(2023, 4, 30))
    found = lane(2023, [april, Period(date(2023, 4, 1), date(2023, 11, 30))])
    assert [one.y for one in found.windows] == [5, 19]
    assert found.height == 34
    late = lane(2023, [april], deeds=[date(2023, 8, 4)])
    (delay,) = late.delays
    assert delay.x == "32.6%"
    assert late.deeds == ("58.9%",)


def test_what_is_done_in_time_or_all_year_has_no_delay() -> None:
    april = Period(date(2023, 4, 1), date(2023, 4, 30))
    year = Period(date(2023, 1, 1), date(2023, 12, 31))
    assert lane(2023, [april], deeds=[date(2023, 4, 30)]).delays == ()
    assert lane(2023, [year], all_year=True, deeds=[date(2023, 5, 1)]).delays == ()
    assert lane(2023, [], limits=[date(2023, 10, 4)], deeds=[date(2023, 11, 14)]).delays != ()


def test_a_deed_of_another_year_is_not_drawn() -> None:
    assert lane(2023, [], deeds=[date(2024, 5, 14)]).deeds == ()


@given(st.dates(date(2022, 1, 1), date(2024, 12, 31)), st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_no_stretch_leaves_the_year(one: date, other: date) -> None:
    found = lane(2023, [Period(min(one, other), max(one, other))], deeds=[one], limits=[other])
    for stretch in (*found.windows, *found.delays):
        start = float(stretch.x.removesuffix("%"))
        assert 0 <= start <= 100
        assert start + float(stretch.width.removesuffix("%")) <= 101.01


def test_a_share_counted_in_an_incomplete_register_is_no_minimum() -> None:
    """One of two may be more than the truth as well as less: more products may belong to the whole."""
    measure = plans.counted(counter="re_evaluated_products", recognised_from=2020, recognised_to=2020)
    target = plans.target("percent", "100", None, when="2023-2026", measure=measure)
    registry = plans.registry(
        plans.recognised("a/x", event("recognised", "2020-06-01", star=3)),
        plans.recognised(
            "b/y", event("recognised", "2020-06-01", star=3), event("re_recognised", "2023-05-01", star=3)
        ),
    )
    here = world(registry=registry, plans={2023: plans.plan(target)})
    (found,) = here.site.answers.progress(here.site.plans[2023], registry).targets
    view = target_view(found, "ke-hoach/2023/", here)
    assert view.actual == "1/2 (50 %) (đếm trong sổ, chưa đủ để kết luận)"
    assert [one.address for one in view.counted.named] == ["san-pham/b/y/"]
    assert view.out_of == 2
    assert view.interval is not None
    assert (view.interval.sure, view.interval.open_ended) == (False, True)
