"""What is wrong with a history: contradictions are errors, gaps are not."""

from __future__ import annotations

import pytest

from ocop.codes import certificates, procedure
from ocop.diagnostics import Code, Severity
from ocop.model import Event, Standing
from ocop.status import problems
from tests.builders import event, law, product

FIRST = event("recognised", "2026-06-20", star=3, level="province")


def found(*events: Event, standing: Standing = Standing.GATHERED) -> set[Code]:
    """The kinds of problem in a history."""
    return {one.code for one in problems(product(*events, standing=standing), law())}


SOUND = (
    (),
    (FIRST,),
    (event("recognised", "2020-01-15", year=2019, star=3, level="province"),),
    (event("recognised", "2023-11-14", star=3, level="district"),),
    (event("recognised", "2025-06-30", star=3, level="district"),),
    (event("recognised", "2023-03-15", year=2022, star=3, level="province"),),
    (event("recognised", "2026-06-20", star=4, level="province", through="2029-06-20", basis="printed"),),
    (FIRST, event("revoked", "2026-10-01", decision="9/QĐ-UBND", cause="mark_misused")),
    (FIRST, event("upgraded", "2026-12-01", star=4, level="province")),
    (event("recognised", "2023-01-10", star=4), event("re_recognised", "2025-12-01", star=3)),
    (event("recognised", year=2021, star=3), event("upgraded", year=2022, star=4)),
    (event("recognised", year=2023), event("revoked", "2025-01-01", decision="1/QĐ", cause="mark_misused")),
    (FIRST, event("submitted", "2029-01-05"), event("forwarded", "2029-01-20", level="commune")),
)


@pytest.mark.parametrize("events", SOUND)
def test_a_sound_history_has_no_problem(events: tuple[Event, ...]) -> None:
    assert found(*events) == set()


BROKEN = (
    (
        certificates.ENDS_BEFORE_DECISION,
        (event("recognised", year=2025, through="2024-12-31", basis="printed"),),
    ),
    (certificates.END_DIFFERS, (event("recognised", "2026-06-20", through="2029-06-21", basis="authority"),)),
    (certificates.END_WITHOUT_BASIS, (event("recognised", "2026-06-20", through="2029-06-20"),)),
    (certificates.BASIS_WITHOUT_END, (event("recognised", "2026-06-20", basis="printed"),)),
    (certificates.STAR_WITHOUT_CERTIFICATE, (event("recognised", "2026-06-20", star=1),)),
    (certificates.RECOGNITION_UNDATED, (event("recognised", star=3),)),
    (procedure.LEVEL_NOT_ENTITLED, (event("recognised", "2024-03-15", star=3, level="province"),)),
    (procedure.LEVEL_NOT_ENTITLED, (event("recognised", "2020-03-15", star=3, level="district"),)),
    (procedure.LEVEL_NOT_ENTITLED, (event("recognised", "2026-06-20", star=5, level="province"),)),
    (procedure.LEVEL_ENDED, (event("recognised", "2025-07-01", star=3, level="district"),)),
    (procedure.LEVEL_ENDED, (event("surveyed", year=2026, level="district"),)),
    (procedure.REVOKED_WITHOUT_GROUND, (FIRST, event("revoked", "2026-10-01", decision="9/QĐ-UBND"))),
    (procedure.REVOKED_WITHOUT_GROUND, (FIRST, event("revoked", "2026-10-01", cause="mark_misused"))),
    (procedure.UNKNOWN_CAUSE, (FIRST, event("revoked", "2026-10-01", decision="9/QĐ-UBND", cause="misuse"))),
    (procedure.OUT_OF_ORDER, (FIRST, event("surveyed", "2026-06-19"))),
    (procedure.OUT_OF_ORDER, (FIRST, event("surveyed", year=2024))),
    (procedure.NOT_HIGHER, (FIRST, event("upgraded", "2026-10-01", star=3, level="province"))),
    (procedure.EARLIER_RECOGNITION_MISSING, (event("re_recognised", "2026-10-01", star=3),)),
    (procedure.NO_RUNNING_CERTIFICATE, (event("production_stopped", "2026-10-01"),)),
    (
        procedure.NO_RUNNING_CERTIFICATE,
        (event("recognised", "2020-01-15", star=3), event("production_stopped", "2023-01-16")),
    ),
    (
        procedure.NO_RUNNING_CERTIFICATE,
        (
            FIRST,
            event("revoked", "2026-10-01", decision="9/QĐ-UBND", cause="mark_misused"),
            event("production_stopped", "2026-10-02"),
        ),
    ),
    (procedure.FORWARDED_WITHOUT_LEVEL, (event("forwarded", "2026-10-01"),)),
    (procedure.RECOGNISED_TWICE, (FIRST, event("recognised", "2026-06-20", star=4))),
    (procedure.BEFORE_PROGRAMME, (event("recognised", "2019-08-20", star=3),)),
    (procedure.BEFORE_PROGRAMME, (event("recognised", year=2017, star=3),)),
    (procedure.YEAR_CONTRADICTS_DATE, (event("recognised", "2026-06-20", year=2024),)),
    (procedure.YEAR_CONTRADICTS_DATE, (event("recognised", "2026-06-20", year=2027),)),
    (procedure.EVENT_UNDATED, (FIRST, event("surveyed"))),
)


@pytest.mark.parametrize(("code", "events"), BROKEN, ids=lambda part: getattr(part, "id", ""))
def test_a_broken_history_is_told_by_its_code_alone(code: Code, events: tuple[Event, ...]) -> None:
    assert found(*events) == {code}


def test_a_star_is_asked_for_only_once_the_office_has_confirmed() -> None:
    nameless = event("recognised", "2026-06-20")
    assert found(nameless) == set()
    assert found(nameless, standing=Standing.CONFIRMED) == {certificates.STAR_MISSING}


def test_every_code_is_shown_here() -> None:
    shown = {code for code, _ in BROKEN} | {certificates.STAR_MISSING}
    # What a decision's number says of documents is checked by ocop.rules.decisions.
    of_documents = {procedure.NUMBER_UNREADABLE, procedure.NUMBER_OF_TWO_DAYS}
    assert shown == {*certificates.CODES, *procedure.CODES} - of_documents


def test_gaps_never_fail_a_check() -> None:
    gaps = (
        event("re_recognised", year=2022),
        event("forwarded", year=2022),
        event("recognised"),
        event("producer_changed"),
        event("production_stopped", year=2023),
    )
    assert all(code.severity is not Severity.ERROR for code in found(*gaps))


def test_a_problem_stands_at_its_cell() -> None:
    (one,) = problems(product(FIRST, event("upgraded", "2026-10-01", star=3, level="province")), law())
    assert (one.where.line, one.where.field) == (3, "star")
