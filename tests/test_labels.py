"""The machine of labels, and who owns which path."""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path

import pytest

from ocop.load.roles import read_permissions
from ocop.load.tree import FolderTree
from ocop.policy import LABELS, Label, Roles, Standing, code_owners, label_changes, label_of, owners_of
from ocop.policy.labels import labels_as_markdown

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 26)


def standings() -> list[Standing]:
    """Every standing there can be."""
    return [
        Standing(is_judged=a, is_faulty=b, changes_wanted=c, is_approved=d, has_council=e)
        for a, b, c, d, e in itertools.product((False, True), repeat=5)
    ]


def test_the_machine_is_written_down() -> None:
    decision = ROOT / "docs" / "decisions" / "0015-speaking-to-github.md"
    assert labels_as_markdown() in decision.read_text("utf-8")
    assert set(LABELS) == set(Label)


@pytest.mark.parametrize("standing", standings())
def test_the_first_row_that_holds_decides(standing: Standing) -> None:
    holds = {
        Label.UNCHECKED: not standing.is_judged,
        Label.FAULTY: standing.is_faulty or standing.changes_wanted,
        Label.READY: standing.is_approved,
        Label.COUNCIL: standing.has_council,
        Label.REVIEW: True,
    }
    assert label_of(standing) is next(label for label in LABELS if holds[label])


def test_nothing_faulty_or_unjudged_is_ever_ready() -> None:
    ready = [one for one in standings() if label_of(one) is Label.READY]
    assert len(ready) == 2
    assert all(one.is_judged and not one.is_faulty and not one.changes_wanted for one in ready)


@pytest.mark.parametrize("wanted", Label)
@pytest.mark.parametrize("present", [(), ("gấp",), ("can-sua", "gấp"), tuple(Label)])
def test_one_label_of_ours_is_left_and_foreign_ones_are_not_touched(
    wanted: Label, present: tuple[str, ...]
) -> None:
    added, removed = label_changes(present, wanted)
    after = (set(present) | set(added)) - set(removed)
    assert after & set(Label) == {wanted}
    assert after - set(Label) == set(present) - set(Label)
    assert label_changes(after, wanted) == ((), ())


def test_github_takes_every_label() -> None:
    for looks in LABELS.values():
        assert re.fullmatch("[0-9a-f]{6}", looks.colour)
        assert len(looks.says) <= 100


@pytest.fixture(scope="module")
def roles() -> Roles:
    """This repository's own table."""
    return read_permissions(FolderTree(ROOT)).roles


@pytest.mark.parametrize(
    ("path", "teams"),
    [
        ("README.md", {"giu-cong-cu"}),
        ("docs/index.md", {"giu-cong-cu"}),
        ("dossiers/a/producer.yml", {"van-phong-ocop"}),
        ("dossiers/a/b/history.csv", {"cap-xa", "van-phong-ocop"}),
        ("dossiers/a/b/images/history.csv", {"van-phong-ocop"}),
        ("dossiers/a/b/2026-1/evaluations.csv", {"thu-ky-hoi-dong", "van-phong-ocop"}),
        ("dossiers/a/b/2026-1/council-province-2.csv", {"thu-ky-hoi-dong", "van-phong-ocop"}),
        ("dossiers/a/b/2026-1/commune-review.yml", {"cap-xa", "van-phong-ocop"}),
        ("dossiers/joins.csv", {"van-phong-ocop"}),
        ("plan/2023/plan.yml", {"van-phong-ocop"}),
        ("x/plan/2023/plan.yml", {"giu-cong-cu"}),
        (".github/workflows/check.yml", {"giu-cong-cu"}),
        ("schemas/roles.yml", {"giu-cong-cu"}),
        ("dossiers/a\nb/c/history.csv", {"cap-xa", "van-phong-ocop"}),
    ],
)
def test_a_path_belongs_to_the_teams_that_codeowners_names(roles: Roles, path: str, teams: set[str]) -> None:
    assert owners_of([path], roles, AS_OF) == teams


def test_owners_of_many_paths_are_those_of_each(roles: Roles) -> None:
    assert owners_of(["README.md", "plan/2023/plan.yml"], roles, AS_OF) == {"giu-cong-cu", "van-phong-ocop"}
    assert owners_of([], roles, AS_OF) == frozenset()


def test_every_team_of_codeowners_is_told(roles: Roles) -> None:
    named = set(re.findall(r"@[\w-]+/([\w-]+)", code_owners(roles, AS_OF)))
    assert named == {role.team for role in roles.roles.values() if role.team}
