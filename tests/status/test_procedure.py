"""Who acts next in a procedure, and by when, under the acts as the repository has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.model import Application, ApplicationKind, Evaluation, Event, Form, Level, Product
from ocop.status import NextStep, Stage, status
from ocop.status.procedure import onward, receiving_level, rounds_open_on
from tests.builders import event, product


@pytest.fixture(scope="module")
def law() -> Law:
    """The law as the repository has it, its working calendar included."""
    return read_law(FolderTree(Path(__file__).parents[2]))[0]


def applied(*events: Event, evaluations: tuple[Evaluation, ...] = ()) -> Product:
    """A product with one application, which all its events name."""
    path = "dossiers/an-xuan/cao-ca-gai-leo/2026-1"
    form = Form(values={}, origin=DocumentOrigin(f"{path}/application.yml"))
    application = Application(
        id="2026-1", path=path, kind=ApplicationKind.FIRST, registration=form, evaluations=evaluations
    )
    named = (replace(one, application="2026-1") for one in events)
    return replace(product(*named), applications=(application,))


def met(level: str, on: str, mean: str | None = None, star: int | None = None) -> Evaluation:
    """A council's result."""
    return Evaluation(
        level=Level(level),
        round="1",
        met_on=date.fromisoformat(on),
        mean=Decimal(mean) if mean else None,
        star=star,
        origin=RowOrigin("evaluations.csv", 2, "", ()),
    )


def next_of(given: Product, law: Law, day: str) -> NextStep:
    """The next step on `day`."""
    found = status(given, law, date.fromisoformat(day)).next_step
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("filed", "until"),
    [
        ("2026-10-05", date(2026, 10, 26)),
        ("2026-08-20", date(2026, 9, 14)),  # a Saturday worked, three days off
        ("2026-11-20", date(2026, 12, 14)),  # 24 November off
        ("2027-01-20", None),  # Tết 2027 is not settled yet
    ],
)
def test_the_communes_last_day_is_counted_in_working_days(filed: str, until: date | None, law: Law) -> None:
    """26/2026/QĐ-TTg, Điều 7 khoản 2."""
    step = next_of(applied(event("submitted", filed, level="commune")), law, filed)
    assert step.who.vi == "UBND cấp xã"
    assert (step.until, step.citation) == (until, "26/2026/QĐ-TTg, Điều 7 khoản 2")


RESULTS = (
    # act, council, mean, who is next, whether it decides
    ("2021-11-01", "district", "72", "Hội đồng cấp huyện", False),
    ("2021-11-01", "province", "72", "Chủ tịch UBND cấp tỉnh", True),
    ("2021-11-01", "province", "95", "Hội đồng và UBND cấp tỉnh", False),
    ("2024-11-01", "district", "55", "Chủ tịch UBND cấp huyện", True),
    ("2024-11-01", "district", "72", "Hội đồng cấp huyện", False),
    ("2024-11-01", "province", "69.99", "Chủ tịch UBND cấp huyện", True),
    ("2024-11-01", "province", "70", "Chủ tịch UBND cấp tỉnh", True),
    ("2025-11-01", "province", "55", "Chủ tịch UBND cấp tỉnh", True),
    ("2026-11-01", "province", "89.99", "Chủ tịch UBND cấp tỉnh", True),
    ("2026-11-01", "province", "90", "Hội đồng và UBND cấp tỉnh", False),
    ("2026-11-01", "ministry", "90", "Bộ trưởng", True),
    ("2026-11-01", "ministry", "85", "Chủ tịch UBND cấp tỉnh", True),
)


@pytest.mark.parametrize(("day", "level", "mean", "who", "decides"), RESULTS)
def test_a_result_is_decided_on_or_forwarded_by_the_act(
    day: str,
    level: str,
    mean: str,
    who: str,
    decides: bool,  # noqa: FBT001 - a parameter of the test
    law: Law,
) -> None:
    """1048, 148, 1489: duties; 26/2026/QĐ-TTg, Điều 4 khoản 1, Điều 7 khoản 3 và 4."""
    filed = date.fromisoformat(day) - timedelta(days=20)
    given = applied(event("submitted", filed), evaluations=(met(level, day, mean),))
    found = status(given, law, date.fromisoformat(day))
    assert found.stage is Stage.EVALUATED
    assert found.next_step is not None
    assert found.next_step.who.vi == who
    assert found.next_step.action.vi.startswith("Ra quyết định" if decides else "Gửi hồ sơ")


def test_a_proposal_to_the_ministry_has_its_round(law: Law) -> None:
    """26/2026/QĐ-TTg, Điều 5: before 30 January for the ministry's second round."""
    step = next_of(
        applied(event("submitted", "2026-10-01"), evaluations=(met("province", "2026-11-10", "92"),)),
        law,
        "2026-11-20",
    )
    assert (step.until, step.citation) == (date(2027, 1, 29), "26/2026/QĐ-TTg, Điều 5")


def test_a_total_between_two_bands_waits_for_the_minutes_to_tell_the_star(law: Law) -> None:
    """1048 prints 70–89 and 90–100."""
    given = applied(event("submitted", "2021-10-01"), evaluations=(met("province", "2021-11-01", "89.5"),))
    assert next_of(given, law, "2021-11-02").action.vi.startswith("Ghi điểm trung bình hoặc hạng sao")


def test_an_application_under_way_is_led_by_the_act_it_was_filed_under(law: Law) -> None:
    """26/2026/QĐ-TTg, Điều 12 khoản 2 điểm a: until 21 July 2026."""
    given = applied(event("submitted", "2026-05-20", level="commune"))
    assert next_of(given, law, "2026-06-01").citation.startswith("1489/QĐ-TTg")
    later = applied(event("submitted", "2026-05-22", level="commune"))
    assert next_of(later, law, "2026-06-01").citation == "26/2026/QĐ-TTg, Điều 7 khoản 2"


def test_levels_follow_each_other_as_the_act_has_them(law: Law) -> None:
    receiving = [receiving_level(act) for act in law.rule_sets]
    assert receiving == [Level.DISTRICT, Level.DISTRICT, Level.COMMUNE, Level.COMMUNE]
    act = law.rule_set("2026-26")
    assert onward(Level.PROVINCE, 2, act) is None
    assert [one.rule.number for one in rounds_open_on(date(2026, 4, 30), Level.PROVINCE, act)] == [2, 1, 2]
    assert rounds_open_on(date(2026, 4, 29), Level.PROVINCE, act)[0].results_on == date(2026, 6, 29)
    assert rounds_open_on(date.max, Level.PROVINCE, act) == ()
