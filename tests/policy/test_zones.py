"""Every path of the repository is of one kind, and has owners who are a second pair of eyes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.load.roles import read_permissions
from ocop.load.tree import FolderTree
from ocop.policy import Zone, code_owners, producer_of, zone_of
from tests.cases_of import CASES, REPOSITORY

TODAY = date(2026, 11, 26)
OWNERS = (REPOSITORY / ".github/CODEOWNERS").read_text("utf-8")
EXPECTED: Mapping[str, Zone] = {
    "dossiers/joins.csv": Zone.JOINS,
    "dossiers/a/producer.yml": Zone.PRODUCER,
    "dossiers/a/unheard-of.txt": Zone.PRODUCER,
    "dossiers/a/b/product.yml": Zone.PRODUCT,
    "dossiers/a/b/history.csv": Zone.HISTORY,
    "dossiers/a/b/story.md": Zone.STORY,
    "dossiers/a/b/images/1.jpg": Zone.PICTURE,
    "dossiers/a/b/2026-1/application.yml": Zone.REGISTRATION,
    "dossiers/a/b/2026-1/self-assessment.yml": Zone.SELF_ASSESSMENT,
    "dossiers/a/b/2026-1/self-assessment.csv": Zone.CLAIMS,
    "dossiers/a/b/2026-1/evidence.csv": Zone.EVIDENCE,
    "dossiers/a/b/2026-1/commune-review.yml": Zone.COMMUNE_REVIEW,
    "dossiers/a/b/2026-1/evaluations.csv": Zone.EVALUATIONS,
    "dossiers/a/b/2026-1/council-province-2.csv": Zone.COUNCIL,
    "plan/2023/plan.yml": Zone.PLAN,
    "plan/2023/actuals.csv": Zone.PLAN,
    "schemas/product.schema.json": Zone.RULES,
    "schemas/roles.yml": Zone.ROLES,
    "schemas/waivers.csv": Zone.ROLES,
    "schemas/lists/levels.csv": Zone.LAW,
    "schemas/rules/2026-26.yml": Zone.LAW,
    "schemas/criteria/2026-26/sheet-13.yml": Zone.LAW,
    ".github/workflows/check.yml": Zone.WORKFLOWS,
    ".github/CODEOWNERS": Zone.OWNERS,
    "CODEOWNERS": Zone.OWNERS,
    "docs/CODEOWNERS": Zone.OWNERS,
    "docs/index.md": Zone.PAGES,
    "mkdocs.yml": Zone.TOOLS,
    "scripts/ocop/cli/verbs.py": Zone.TOOLS,
    "tests/cases/bad/x/dossiers/a/b/history.csv": Zone.TOOLS,
    "Dossiers/a/b/product.yml": Zone.TOOLS,
    "pyproject.toml": Zone.TOOLS,
}


def tracked() -> tuple[str, ...]:
    """Every path that a clone of this repository has."""
    done = subprocess.run(("git", "ls-files", "-z"), cwd=REPOSITORY, check=True, capture_output=True)
    return tuple(name for name in done.stdout.decode("utf-8").split("\0") if name)


def owners_of(path: str) -> tuple[str, ...]:
    """The owners by the last line that fits, as GitHub reads the file."""
    found: tuple[str, ...] = ()
    for line in OWNERS.splitlines():
        if line and not line.startswith("#"):
            pattern, *owners = line.split()
            if _fits(pattern, path):
                found = tuple(owners)
    return found


def _fits(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    words = re.escape(pattern.removeprefix("/")).replace(r"\*", "[^/]*")
    return re.fullmatch(words + (".*" if pattern.endswith("/") else "(/.*)?"), path) is not None


@pytest.mark.parametrize("path", EXPECTED)
def test_a_path_is_of_its_kind(path: str) -> None:
    assert zone_of(path) is EXPECTED[path]


def test_every_kind_of_file_has_an_example_here() -> None:
    assert set(EXPECTED.values()) == set(Zone)


def test_every_path_of_the_repository_is_data_just_when_it_is_in_the_data_s_folders() -> None:
    for path in tracked():
        assert zone_of(path).is_data == path.startswith(("dossiers/", "plan/")), path


def test_every_file_of_an_application_has_a_kind_of_its_own() -> None:
    folder = CASES / "good/application"
    files = [path.relative_to(folder).as_posix() for path in folder.glob("dossiers/*/*/2026-1/*")]
    assert len(files) == len({zone_of(path) for path in files}) >= 7


def test_every_tracked_path_has_owners_and_so_would_any_new_one() -> None:
    for path in (*tracked(), *EXPECTED):
        assert owners_of(path), path


def test_the_owners_of_a_path_may_write_it() -> None:
    roles = read_permissions(FolderTree(REPOSITORY)).roles
    for path, zone in EXPECTED.items():
        if zone is Zone.OWNERS and path != ".github/CODEOWNERS":
            continue  # GitHub reads the one in .github first
        writing = {f"@{roles.organisation}/{one.team}" for one in roles.writers(zone, TODAY)}
        assert set(owners_of(path)) <= writing, path


def test_the_file_of_owners_is_the_one_made_from_the_roles() -> None:
    assert code_owners(read_permissions(FolderTree(REPOSITORY)).roles, TODAY) == OWNERS


@given(st.lists(st.text("ab.-đ", min_size=1, max_size=6), min_size=1, max_size=7).map("/".join))
def test_any_path_at_all_has_a_kind(path: str) -> None:
    assert isinstance(zone_of(path), Zone)
    inside = f"dossiers/{path}"
    assert zone_of(inside).is_data
    parts = path.split("/")
    assert producer_of(inside) == (parts[0] if len(parts) > 1 else None)
    assert producer_of(path) is None
