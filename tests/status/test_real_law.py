"""The rule sets that tests are built on say what the files under `schemas/rules/` say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocop.law import Law, RuleSet
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from tests import builders


@pytest.fixture(scope="module")
def real() -> Law:
    """The law as the repository has it."""
    return read_law(FolderTree(Path(__file__).parents[2]))[0]


def essence(act: RuleSet) -> dict[str, object]:
    """What states are worked out from."""
    window, extension = act.window, act.extension
    return {
        "id": act.id,
        "number": act.number,
        "from": act.in_force_from,
        "to": act.in_force_to,
        "lapses": act.lapses_on,
        "months": act.validity.months,
        "window": window and (window.opens_days_before, window.closes_days_before, window.grounds.citation),
        "extension": extension and (extension.max_days, extension.issued_before, extension.grounds.citation),
        "causes": [(cause.id, cause.letter) for cause in act.revocation_causes],
        "duties": [(duty.level, duty.forwards_to, duty.recognises_stars) for duty in act.duties],
        "rounds": [
            (one.level, one.number, one.proposals_before, one.results_before, one.results_next_year)
            for one in act.rounds
        ],
        "deadlines": [
            (one.id, one.level, one.days, one.working_days, one.grounds.citation) for one in act.deadlines
        ],
    }


def test_the_same_acts(real: Law) -> None:
    built = builders.law()
    assert [act.id for act in real.rule_sets] == [act.id for act in built.rule_sets]
    for mine, theirs in zip(built.rule_sets, real.rule_sets, strict=True):
        assert essence(mine) == essence(theirs)


def test_the_same_levels(real: Law) -> None:
    built = builders.law().lists["levels"]
    for identifier, term in real.lists["levels"].items():
        assert built[identifier].label == term.label
        assert built[identifier].attributes["valid_to"] == (term.attributes.get("valid_to") or "")
