"""Whatever stands in a history: one state for every day, and no crash."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.diagnostics import Language
from ocop.model import RECOGNITIONS, Basis, Event, EventKind, Level, Product
from ocop.status import IN_FORCE, State, problems, report, status, timeline
from tests.builders import event, law, product

FIRST, LAST = date(2018, 1, 1), date(2032, 12, 31)
TURNING_DAYS = (
    date(2019, 8, 21), date(2023, 2, 24), date(2024, 2, 29), date(2025, 7, 6), date(2026, 5, 21),
    date(2026, 5, 22), date(2026, 7, 21), date.min, date.max,
)  # fmt: skip
YEARS = (*range(2017, 2032), 0, 1, 9998, 9999, 10_000)
KINDS = (*EventKind, *RECOGNITIONS, *RECOGNITIONS, EventKind.SUBMITTED)
CAUSES = ("mark_misused", "production_stopped", "no_such_cause", None)


def random_day(chance: Random) -> date:
    """Mostly any day of the programme, sometimes one on which something turns."""
    if chance.random() < 0.1:
        return chance.choice(TURNING_DAYS)
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def random_event(chance: Random, *, exact: bool) -> Event:
    """One event, possible or not; `exact` gives it a day."""
    through = random_day(chance).isoformat() if chance.random() < 0.2 else None
    return event(
        chance.choice(sorted(KINDS)),
        random_day(chance) if exact or chance.random() < 0.6 else None,
        year=chance.choice((None, chance.choice(YEARS))),
        star=chance.choice((None, 1, 2, 3, 3, 4, 4, 5)),
        level=chance.choice((None, *Level)),
        decision=chance.choice((None, "12/QĐ-UBND")),
        through=through,
        basis=chance.choice((None, *Basis)),
        cause=chance.choice(CAUSES),
    )


def random_history(seed: int, *, exact: bool) -> Product:
    """Up to eight events, in a sensible order or in none."""
    chance = Random(seed)  # noqa: S311 - no secret hangs on it
    events = [random_event(chance, exact=exact) for _ in range(chance.randrange(9))]
    if chance.random() < 0.5:
        events.sort(key=lambda one: (one.on.year if one.on else one.year or 0, str(one.on)))
    return product(*events)


def revoked_history(seed: int) -> Product:
    """Anything at all, then a certificate, which is revoked while it runs: with decision and cause."""
    chance = Random(seed)  # noqa: S311 - as above
    day = date(2019, 9, 1) + timedelta(days=chance.randrange(3500))
    before = [one for one in random_history(seed, exact=True).events if one.on and one.on < day]
    given = event("recognised", day, star=chance.choice((3, 4, 5)), decision="11/QĐ-UBND")
    known = sorted(cause.id for act in law().rule_sets for cause in act.revocation_causes)
    end = day + timedelta(days=chance.randrange(1, 1000))
    decision = f"{chance.randrange(1, 999)}/QĐ-UBND"
    taken = event("revoked", end, decision=decision, cause=chance.choice(known))
    return product(*before, given, taken)


SEEDS = st.integers(0, 2**53)
HISTORIES = st.builds(random_history, SEEDS, exact=st.booleans())
EXACT_HISTORIES = st.builds(random_history, SEEDS, exact=st.just(value=True))
DAYS = SEEDS.map(lambda seed: random_day(Random(seed)))  # noqa: S311 - as above
REVOKED = st.builds(revoked_history, SEEDS)
EXACT_EVENTS = SEEDS.map(lambda seed: random_event(Random(seed), exact=True))  # noqa: S311 - as above


def thorough(examples: int) -> settings:
    """Many examples, however slow the machine, the same ones each time."""
    checks = [HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=checks)


@thorough(10_000)
@given(HISTORIES)
def test_spans_partition_all_time(history: Product) -> None:
    spans = timeline(history, law()).spans
    assert spans[0].first is None
    assert spans[-1].last is None
    for before, after in itertools.pairwise(spans):
        assert before.last is not None
        assert after.first == before.last + timedelta(days=1)
        assert before.first is None or before.first <= before.last
    assert all(span.state is not State.SUPERSEDED for span in spans)
    assert all(span.state in IN_FORCE for span in spans if span.star is not None)


@thorough(500)
@given(HISTORIES, st.lists(DAYS, min_size=1, max_size=5))
def test_a_look_up_in_the_change_points_gives_the_same_state(history: Product, days: list[date]) -> None:
    line = timeline(history, law())
    points = line.change_points()
    assert points[0][0] is None
    for day in days:
        held = [point for point in points if point[0] is None or point[0] <= day][-1]
        span = line.on(day)
        assert day in span
        assert sum(day in other for other in line.spans) == 1
        assert held[1:] == (span.state, span.star)
        change = line.next_change(day)
        later = [first for first, _, _ in points if first is not None and first > day]
        assert change == (later[0] if later else None)


@thorough(500)
@given(HISTORIES, DAYS)
def test_any_day_has_an_answer_in_both_languages(history: Product, as_of: date) -> None:
    answer = status(history, law(), as_of)
    assert answer.state is not State.SUPERSEDED
    assert answer.reason.vi
    assert "{" not in answer.reason.vi + answer.reason.en
    assert answer.since is None or answer.since <= as_of
    assert answer.until is None or answer.until >= as_of
    assert len([one for one in answer.recognitions if one is answer.current]) <= 1
    for language in Language:
        assert history.name in report.as_text([(history, answer)], language)
    assert report.as_json([(history, answer)], as_of)


@thorough(500)
@given(HISTORIES)
def test_checking_never_fails_and_says_what_it_means(history: Product) -> None:
    for one in problems(history, law()):
        for text in (one.code.title, one.code.message, one.code.hint):
            for language in Language:
                assert "{" not in text.filled(language, one.facts)
        assert one.where.path.endswith("history.csv")


@thorough(500)
@given(HISTORIES, EXACT_EVENTS, DAYS)
def test_what_happens_later_does_not_change_an_earlier_day(
    history: Product, later: Event, as_of: date
) -> None:
    if later.on is None or later.on <= as_of:
        return
    extended = product(*history.events, later)
    before, after = timeline(history, law()).on(as_of), timeline(extended, law()).on(as_of)
    assert (after.state, after.star) == (before.state, before.star)
    answers = status(history, law(), as_of), status(extended, law(), as_of)
    assert answers[0].state is answers[1].state
    if all(one.on is not None for one in history.events):
        assert answers[0].steps == answers[1].steps


@thorough(500)
@given(HISTORIES, DAYS)
def test_an_answer_is_the_timelines(history: Product, as_of: date) -> None:
    span, answer = timeline(history, law()).on(as_of), status(history, law(), as_of)
    assert (answer.state, answer.star) == (span.state, span.star)


@thorough(500)
@given(REVOKED, st.integers(0, 4000))
def test_a_revoked_product_shows_its_decision_and_cause(history: Product, days_later: int) -> None:
    revocation = history.events[-1]
    assert revocation.on is not None
    answer = status(history, law(), revocation.on + timedelta(days_later))
    assert answer.state is State.REVOKED
    assert str(revocation.decision) in answer.reason.vi
    assert str(revocation.decision) in answer.reason.en
    (told,) = [notice for notice in answer.notices if "Lý do thu hồi" in notice.vi]
    assert str(revocation.cause) in told.vi
    assert str(revocation.cause) in told.en
    assert EventKind.REVOKED in {step.kind for step in answer.steps}


@thorough(500)
@given(EXACT_HISTORIES)
def test_a_certificate_never_outlives_its_end_by_more_than_the_extension(history: Product) -> None:
    for span in timeline(history, law()).spans:
        held = span.certificate
        if span.state in IN_FORCE and held is not None and held.valid_through is not None:
            assert span.last is not None
            longest = timedelta(days=180 if span.state is State.EXTENDED else 0)
            assert span.last - held.valid_through <= longest
            assert (span.first or date.min) >= held.decided_on
