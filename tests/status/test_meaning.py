"""What the events mean for a product, act by act and case by case."""

from __future__ import annotations

from datetime import date

import pytest

from ocop.law import Law
from ocop.model import Basis, Event, EventKind, Level, Standing
from ocop.status import Stage, State, Status, status, timeline
from tests.builders import event, law, product

TODAY = "2026-11-23"

# An Xuân's cà gai leo: 3 sao năm 2019, 4 sao năm 2020, đổi chủ thể, trình 5 sao 2022, 5 sao năm 2024.
AN_XUAN = (
    event("recognised", "2020-01-15", year=2019, star=3, level="province", decision="136/QĐ-UBND"),
    event("producer_changed", year=2020),
    event("upgraded", year=2020, star=4, level="province"),
    event("forwarded", year=2022, star=5, level="province"),
    event("upgraded", year=2024, star=5, level="ministry"),
)
# Khe Sanh Coffee: 3 sao năm 2019, 4 sao không rõ năm, 5 sao năm 2024.
KHE_SANH = (
    event("recognised", "2020-01-15", year=2019, star=3, level="province", decision="136/QĐ-UBND"),
    event("recognised", star=4),
    event("forwarded", year=2024, star=5, level="province"),
    event("upgraded", year=2024, star=5, level="ministry"),
)


def answer(events: tuple[Event, ...], day: str = TODAY) -> Status:
    """The answer for a product with these events."""
    return status(product(*events), law(), date.fromisoformat(day))


def state(events: tuple[Event, ...], day: str = TODAY) -> State:
    """Only the state."""
    return answer(events, day).state


def points(*events: Event) -> str:
    """The change points, as a page has them."""
    return timeline(product(*events), law()).encoded()


@pytest.mark.parametrize(
    ("day", "expected", "star"),
    [
        ("2020-01-14", State.NOT_REGISTERED, None),
        ("2020-01-15", State.VALID, None),
        ("2021-12-30", State.VALID, None),
        ("2021-12-31", State.VALID, 4),
        ("2023-01-15", State.VALID, 4),
        ("2023-01-16", State.UNDETERMINED, None),
        ("2023-12-31", State.UNDETERMINED, None),
        ("2024-01-01", State.VALID, None),
        ("2025-01-01", State.UNDETERMINED, None),
        ("2025-12-31", State.VALID, 5),
        (TODAY, State.VALID, 5),
        ("2027-01-01", State.VALID, 5),
        ("2027-01-02", State.UNDETERMINED, None),
        ("2028-12-31", State.UNDETERMINED, None),
        ("2029-01-01", State.EXPIRED, None),
    ],
)
def test_an_xuan_day_by_day(day: str, expected: State, star: int | None) -> None:
    span = timeline(product(*AN_XUAN), law()).on(date.fromisoformat(day))
    assert (span.state, span.star) == (expected, star)


def test_an_xuan_tells_each_recognition_apart() -> None:
    first, second, third = answer(AN_XUAN).recognitions
    assert (first.state, first.decided_on, first.valid_through) == (
        State.SUPERSEDED, date(2020, 1, 15), date(2023, 1, 15)
    )  # fmt: skip
    assert second.decided_between is not None
    assert second.decided_between.first == date(2020, 1, 15)
    assert third.state is State.VALID
    assert third.valid_through is None
    assert third.valid_through_between is not None
    assert third.valid_through_between.last == date(2028, 12, 31)


def test_a_proposal_for_five_stars_leaves_four_standing() -> None:
    events = (
        event("recognised", "2021-06-01", star=4),
        event("forwarded", "2022-11-01", star=5, level="province"),
    )
    found = answer(events, "2023-01-01")
    assert (found.state, found.star, found.stage, found.stage_level) == (
        State.VALID, 4, Stage.FORWARDED, Level.PROVINCE
    )  # fmt: skip


def test_khe_sanh_is_undetermined_where_only_the_undated_recognition_could_tell() -> None:
    assert state(KHE_SANH, "2021-01-01") is State.VALID
    assert state(KHE_SANH, "2023-06-01") is State.UNDETERMINED
    found = answer(KHE_SANH)
    assert (found.state, found.star) == (State.VALID, 5)
    assert any("không ghi ngày và năm" in notice.vi for notice in found.notices)


def test_a_recognition_without_date_or_year_tells_nothing() -> None:
    found = answer((event("recognised", star=4),))
    assert found.state is State.UNDETERMINED
    assert [one.star for one in found.recognitions] == [4]
    assert found.next_step is not None
    assert found.next_step.who.vi == "Đơn vị giữ sổ"


def test_an_undated_recognition_does_not_touch_what_dated_facts_prove() -> None:
    events = (event("recognised", "2025-01-15", star=3), event("recognised", star=4))
    assert state(events) is State.VALID


def test_a_new_recognition_closes_the_earlier_one_on_its_day() -> None:
    events = (event("recognised", "2024-03-01", star=3), event("upgraded", "2025-06-01", star=4))
    found = answer(events)
    assert [one.state for one in found.recognitions] == [State.SUPERSEDED, State.VALID]
    assert found.recognitions[0].ended_on == date(2025, 6, 1)
    assert points(*events).startswith("-:not_registered;2024-03-01:valid:3;2025-06-01:valid:4;")


def test_a_lower_star_at_re_evaluation_counts() -> None:
    events = (event("recognised", "2023-04-01", star=4), event("re_recognised", "2026-03-01", star=3))
    assert answer(events).star == 3


def test_a_recognition_after_expiry_is_a_new_certificate() -> None:
    events = (event("recognised", "2020-01-15", star=3), event("recognised", "2024-01-15", star=3))
    assert points(*events).startswith(
        "-:not_registered;2020-01-15:valid:3;2023-01-16:expired;2024-01-15:valid:3"
    )
    assert answer(events).recognitions[0].state is State.EXPIRED


def test_a_recognition_after_revocation_is_a_new_certificate() -> None:
    events = (
        event("recognised", "2024-01-15", star=3),
        event("revoked", "2025-01-15", decision="9/QĐ-UBND", cause="mark_misused"),
        event("recognised", "2026-01-15", star=4),
    )
    assert [one.state for one in answer(events).recognitions] == [State.REVOKED, State.VALID]
    assert state(events, "2025-06-01") is State.REVOKED


def test_failing_a_re_evaluation_does_not_end_a_running_certificate() -> None:
    events = (
        event("recognised", "2024-01-15", star=3),
        event("submitted", "2026-08-01"),
        event("not_passed", "2026-10-01", level="province"),
    )
    assert state(events) is State.VALID
    assert state(events, "2027-01-15") is State.VALID
    assert state(events, "2027-01-16") is State.EXPIRED


def test_a_re_evaluation_of_two_stars_does_not_end_a_running_certificate() -> None:
    events = (event("recognised", "2024-01-15", star=3), event("re_recognised", "2026-10-01", star=2))
    assert (state(events), len(answer(events).recognitions)) == (State.VALID, 1)


@pytest.mark.parametrize("star", [1, 2])
def test_one_and_two_stars_give_no_certificate(star: int) -> None:
    """26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a."""
    found = answer((event("recognised", "2026-10-01", star=star),))
    assert (found.state, found.star, found.recognitions) == (State.NOT_RECOGNISED, None, ())


def test_a_blank_star_is_valid_with_an_unknown_star() -> None:
    found = answer((event("recognised", "2025-01-15"),))
    assert (found.state, found.star) == (State.VALID, None)
    assert any("mấy sao" in notice.vi for notice in found.notices)


def test_revocation_carries_its_decision_and_cause() -> None:
    """26/2026/QĐ-TTg, Điều 8."""
    events = (
        event("recognised", "2025-01-15", star=3),
        event("revoked", "2026-09-01", decision="77/QĐ-UBND", cause="law_breached"),
    )
    found = answer(events)
    assert found.state is State.REVOKED
    assert "77/QĐ-UBND" in found.reason.vi
    assert any(step.citation.endswith("điểm c") for step in found.steps if step.kind is EventKind.REVOKED)
    assert state(events, "2026-08-31") is State.VALID
    assert state(events, "2030-01-01") is State.REVOKED


def test_what_has_lapsed_is_not_revoked() -> None:
    events = (
        event("recognised", "2020-01-15", star=3),
        event("revoked", "2023-05-31", decision="1/QĐ-UBND", cause="other_conclusion"),
    )
    found = answer(events)
    assert found.state is State.EXPIRED
    assert any("1/QĐ-UBND" in notice.vi for notice in found.notices)


def test_a_revocation_of_unknown_day_leaves_nothing_certain() -> None:
    events = (event("recognised", "2025-01-15", star=3), event("revoked"))
    assert state(events) is State.UNDETERMINED
    assert state(events, "2025-01-14") is State.NOT_REGISTERED


@pytest.mark.parametrize(("star", "who"), [(3, "Chủ tịch UBND cấp tỉnh"), (5, "Bộ trưởng")])
def test_production_stopped_leads_to_revocation_in_fifteen_days(star: int, who: str) -> None:
    """26/2026/QĐ-TTg, Điều 8 khoản 2 and khoản 4."""
    found = answer((event("recognised", "2025-01-15", star=star), event("production_stopped", "2026-11-10")))
    assert found.state is State.VALID
    assert found.next_step is not None
    assert (found.next_step.who.vi, found.next_step.until) == (who, date(2026, 11, 25))
    assert found.notices


@pytest.mark.parametrize(
    ("day", "through", "standing", "told"),
    [
        ("2026-11-15", "2026-11-14", Standing.GATHERED, True),
        ("2027-05-13", "2026-11-14", Standing.GATHERED, True),
        ("2027-05-14", "2026-11-14", Standing.GATHERED, False),
        ("2026-11-14", "2026-11-14", Standing.GATHERED, False),
        ("2026-11-15", "2026-11-14", Standing.CONFIRMED, False),
        ("2026-05-21", "2026-05-20", Standing.GATHERED, False),
        ("2026-05-22", "2026-05-20", Standing.GATHERED, True),
    ],
)
def test_an_ended_certificate_may_stand_where_nobody_knows_what_was_filed(
    day: str, through: str, standing: Standing, *, told: bool
) -> None:
    """26/2026/QĐ-TTg, Điều 12 khoản 3, in force from 22/05/2026: at most 180 days past the end."""
    given = event("recognised", "2023-11-20", star=3, through=through, basis="printed")
    found = status(product(given, standing=standing), law(), date.fromisoformat(day))
    notices = [notice.vi for notice in found.notices if "Điều 12 khoản 3" in notice.vi]
    assert bool(notices) == told
    assert all(through != "2026-11-14" or "muộn nhất hết ngày 13/05/2027" in one for one in notices)


def test_a_certificate_of_today_s_act_does_not_outlive_its_end() -> None:
    given = event("recognised", "2026-05-22", star=3, through="2029-05-22", basis="printed")
    found = status(product(given), law(), date(2029, 5, 23))
    assert found.state is State.EXPIRED
    assert not [notice for notice in found.notices if "Điều 12 khoản 3" in notice.vi]


def test_a_change_of_producer_keeps_the_certificate() -> None:
    events = (event("recognised", "2025-01-15", star=3), event("producer_changed", "2026-01-15"))
    assert answer(events).star == 3
    assert EventKind.PRODUCER_CHANGED in {step.kind for step in answer(events).steps}


def test_the_future_is_not_replayed() -> None:
    events = (event("recognised", "2025-01-15", star=3), event("upgraded", "2027-01-15", star=4))
    found = answer(events)
    assert (found.star, found.until, len(found.recognitions)) == (3, date(2027, 7, 18), 1)


@pytest.mark.parametrize(
    ("kinds", "expected", "stage"),
    [
        ((), State.NOT_REGISTERED, Stage.NONE),
        (("idea_registered",), State.PREPARING, Stage.IDEA),
        (("idea_registered", "surveyed"), State.PREPARING, Stage.SURVEYED),
        (("idea_registered", "selected"), State.PREPARING, Stage.SELECTED),
        (("idea_registered", "not_selected"), State.NOT_RECOGNISED, Stage.NONE),
        (("selected", "support_given"), State.PREPARING, Stage.PREPARING),
        (("dossier_completed",), State.PREPARING, Stage.PREPARING),
        (("submitted",), State.UNDER_REVIEW, Stage.SUBMITTED),
        (("submitted", "support_given"), State.UNDER_REVIEW, Stage.SUBMITTED),
        (("submitted", "returned"), State.PREPARING, Stage.RETURNED),
        (("submitted", "forwarded"), State.UNDER_REVIEW, Stage.FORWARDED),
        (("submitted", "forwarded", "not_passed"), State.NOT_RECOGNISED, Stage.NONE),
        (("submitted", "withdrawn"), State.NOT_RECOGNISED, Stage.NONE),
        (("producer_changed",), State.NOT_REGISTERED, Stage.NONE),
        (("revoked",), State.NOT_REGISTERED, Stage.NONE),
        (("production_stopped",), State.NOT_REGISTERED, Stage.NONE),
    ],
)
def test_before_any_certificate(kinds: tuple[str, ...], expected: State, stage: Stage) -> None:
    events = tuple(event(kind, date(2026, 9, day)) for day, kind in enumerate(kinds, start=1))
    found = answer(events)
    assert (found.state, found.stage) == (expected, stage)


def test_an_application_without_a_result_lapses_with_its_rule_set() -> None:
    """26/2026/QĐ-TTg, Điều 11 khoản 2: decision 148 ends on 21 July 2026."""
    assert points(event("submitted", "2025-03-01")) == (
        "-:not_registered;2025-03-01:under_review;2026-07-22:undetermined"
    )
    assert answer((event("submitted", "2025-03-01"),)).stage is Stage.UNKNOWN


@pytest.mark.parametrize(
    ("filed", "forwarded", "until"),
    [
        ("2027-03-01", "2027-04-29", date(2027, 6, 29)),
        ("2027-03-01", "2027-04-30", date(2027, 12, 29)),
        ("2027-03-01", "2027-10-30", date(2028, 6, 29)),
    ],
)
def test_a_proposal_is_answered_in_the_round_it_is_in_time_for(
    filed: str, forwarded: str, until: date
) -> None:
    """26/2026/QĐ-TTg, Điều 5."""
    events = (event("submitted", filed), event("forwarded", forwarded, level="commune"))
    step = answer(events, "2027-11-01").next_step
    assert step is not None
    assert (step.who.vi, step.until) == ("Hội đồng và UBND cấp tỉnh", until)


def test_a_proposal_for_re_evaluation_is_answered_in_45_days() -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm g."""
    events = (
        event("recognised", "2024-06-01", star=3),
        event("submitted", "2027-01-04"),
        event("forwarded", "2027-01-20", level="commune"),
    )
    step = answer(events, "2027-02-01").next_step
    assert step is not None
    assert step.until == date(2027, 3, 6)


@pytest.mark.parametrize(
    ("day", "until", "article"),
    [
        ("2026-01-01", date(2027, 1, 15), "1489/QĐ-TTg"),
        ("2026-06-01", date(2026, 9, 17), "Điều 7 khoản 6 điểm a"),
        ("2026-08-01", date(2026, 9, 17), "Điều 7 khoản 6 điểm a"),
        ("2026-09-18", date(2027, 1, 15), "Điều 12 khoản 3"),
        ("2027-01-16", None, "26/2026/QĐ-TTg"),
    ],
)
def test_the_next_step_of_a_running_certificate(day: str, until: date | None, article: str) -> None:
    step = answer((event("recognised", "2024-01-15", star=3),), day).next_step
    assert step is not None
    assert step.who.vi == "Chủ thể"
    assert (step.until, step.citation.endswith(article)) == (until, True)


@pytest.mark.parametrize(
    ("given", "day", "told"),
    [
        (
            event("recognised", "2024-01-15", star=3), "2026-10-01",
            ("muộn nhất hết 15/01/2027", "tối đa 180 ngày", "không nói rõ"),
        ),
        (
            event("recognised", year=2024, star=3), TODAY,
            ("trên giấy chứng nhận của mình", "từ 180 đến 120 ngày", "chưa biết ngày"),
        ),
    ],
)  # fmt: skip
def test_a_producer_is_told_what_to_do_and_what_nobody_has_settled(
    given: Event, day: str, told: tuple[str, ...]
) -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a and Điều 12 khoản 3."""
    step = answer((given,), day).next_step
    assert step is not None
    assert all(part in step.action.vi for part in told), step.action.vi
    assert "{" not in step.action.vi + step.action.en


@pytest.mark.parametrize(("kind", "told"), [("recognised", "Có lần công nhận"), ("forwarded", "Có việc")])
def test_what_has_neither_day_nor_year_is_called_what_it_is(kind: str, told: str) -> None:
    assert answer((event(kind, star=4, level="province"),)).reason.vi.startswith(told)


def test_a_printed_end_beats_the_computed_one() -> None:
    found = answer((event("recognised", "2025-01-15", star=3, through="2027-12-31", basis="printed"),))
    assert found.current is not None
    assert (found.current.valid_through, found.current.basis) == (date(2027, 12, 31), Basis.PRINTED)


def test_a_printed_end_narrows_the_year() -> None:
    (one,) = answer((event("recognised", year=2024, star=3, through="2025-06-30"),)).recognitions
    assert one.decided_between is not None
    assert one.decided_between.last == date(2025, 6, 30)


@pytest.mark.parametrize(
    "given",
    [
        event("recognised", "2019-08-20", star=3),
        event("recognised", "2025-01-15", star=3, through="2024-01-15", basis="printed"),
    ],
    ids=["before any rule set", "ends before it begins"],
)
def test_an_end_that_cannot_be_known_leaves_it_undetermined(given: Event) -> None:
    assert state((given,), "2018-01-01") is State.NOT_REGISTERED
    assert state((given,)) is State.UNDETERMINED


def test_without_any_rule_set_nothing_fails() -> None:
    lawless = Law(rule_sets=(), units={}, unit_changes=(), lists={})
    for events in (AN_XUAN, KHE_SANH):
        found = status(product(*events), lawless, date(2026, 11, 23))
        assert found.state is State.UNDETERMINED
        assert found.next_step is None
