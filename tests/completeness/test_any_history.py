"""Whatever stands in an application's history and results, there is one step and a sound list."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.completeness import Step, lacking_when_filed, next_application, report, todo
from ocop.diagnostics import Language
from ocop.model import Evaluation, EventKind, Level, Product
from ocop.status import status
from tests.completeness.dossiers import changed, draft, law, place, sheets, with_events
from tests.status.test_histories import random_day, random_event

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "todo.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
COUNCILS = (Level.DISTRICT, Level.PROVINCE, Level.MINISTRY)


def random_product(chance: Random) -> Product:
    """A product whose application has gone through anything, in any order."""
    kinds = ("first", "upgrade", "re_evaluation")
    product = changed(draft(chance.choice(kinds), target=chance.choice((None, 3, 4, 5))),
                      sheet=chance.choice((None, 1, 13, 14, 26)))  # fmt: skip
    events = [random_event(chance, exact=chance.random() < 0.8) for _ in range(chance.randrange(7))]
    named = (replace(one, application=chance.choice(("2026-1", "2026-1", None))) for one in events)
    evaluations = tuple(random_evaluation(chance) for _ in range(chance.randrange(4)))
    return changed(with_events(product, *named), evaluations=evaluations)


def random_evaluation(chance: Random) -> Evaluation:
    """Any council's result, however incomplete."""
    return Evaluation(
        level=chance.choice(COUNCILS),
        round=str(chance.randrange(1, 4)),
        met_on=chance.choice((None, random_day(chance))),
        mean=chance.choice((None, Decimal(chance.randrange(0, 10_001)) / 100)),
        star=chance.choice((None, None, 1, 2, 3, 4, 5)),
        origin=place("2026-1/evaluations.csv"),
    )


@settings(max_examples=1_500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**53))
def test_there_is_one_step_and_a_sound_list_for_any_history(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret hangs on it
    product, as_of = random_product(chance), random_day(chance)
    (application,) = product.applications
    answers = [
        todo(product, application, law(), sheets(), as_of),
        next_application(product, law(), as_of),
    ]
    VALIDATOR.validate(json.loads(report.as_json(answers, as_of)))
    for language in Language:
        assert report.as_text(answers, language)
        assert report.as_table(answers, language)
    lacking_when_filed(product, application, law(), sheets())
    status(product, law(), as_of)
    first = answers[0]
    if first.rule_set is not None and first.step.is_open:
        assert first.required, "an open step asks for something"
    if first.step is Step.DONE:
        assert any(one.kind in {EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED}
                   for one in product.events)  # fmt: skip


def test_the_far_ends_of_time_are_no_trouble() -> None:
    for day in (date.min, date(1, 12, 31), date(9998, 1, 1), date.max):
        answer = todo(draft(), draft().applications[0], law(), sheets(), day)
        assert answer.step is Step.PREPARE
