"""Who a person is on a day, how far that reaches, and what is let pass until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.codes import documents, policy
from ocop.diagnostics import Diagnostic, Location
from ocop.load.roles import read_permissions
from ocop.load.tree import FolderTree
from ocop.model import Place
from ocop.policy import Member, Roles, Waiver, Zone, without_waived
from tests.cases_of import REPOSITORY

TODAY = date(2026, 11, 26)
DISTRICTS_END = date(2025, 6, 30)
CONSULTANT = Member(login="Tu-Van-A", role="consultant", producers=frozenset({"htx-a"}))


def table(*members: Member) -> Roles:
    """The repository's roles with these people in them."""
    return replace(read_permissions(FolderTree(REPOSITORY)).roles, members=members)


def ids(roles: Roles, login: str, on: date = TODAY) -> list[str]:
    """A person's roles on a day, by id."""
    return [role.id for role, _ in roles.of(login, on)]


def test_logins_are_compared_without_case() -> None:
    assert ids(table(CONSULTANT), "tu-van-a") == ["consultant"]


def test_who_is_not_in_the_table_is_a_guest() -> None:
    assert ids(table(CONSULTANT), "nguoi-la") == ["guest"]


def test_a_role_begins_and_ends_with_its_days_included() -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    roles = table(replace(CONSULTANT, role="province_office", valid_from=first, valid_to=last))
    for on, expected in (
        (first - timedelta(1), "guest"),
        (first, "province_office"),
        (last, "province_office"),
        (last + timedelta(1), "guest"),
    ):
        assert ids(roles, "tu-van-a", on) == [expected], on


def test_the_districts_part_ended_with_the_districts() -> None:
    """Districts were done away with on 1 July 2025."""
    roles = table(replace(CONSULTANT, role="district_office"))
    assert ids(roles, "tu-van-a", DISTRICTS_END) == ["district_office"]
    assert ids(roles, "tu-van-a", DISTRICTS_END + timedelta(1)) == ["guest"]
    writers = [{one.id for one in roles.writers(Zone.COUNCIL, on)} for on in (DISTRICTS_END, TODAY)]
    assert writers[0] - writers[1] == {"district_office"}


def test_one_person_may_have_several_parts() -> None:
    roles = table(CONSULTANT, replace(CONSULTANT, role="council_secretary"))
    assert ids(roles, "tu-van-a") == ["consultant", "council_secretary"]


def test_a_role_that_is_not_defined_gives_nothing() -> None:
    assert ids(table(replace(CONSULTANT, role="king")), "tu-van-a") == ["guest"]


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        ({}, True),
        ({"producers": frozenset({"htx-a"})}, True),
        ({"producers": frozenset({"htx-b"})}, False),
        ({"communes": frozenset({"2025-19429"})}, True),
        ({"communes": frozenset({"2025-19430"})}, False),
        ({"districts": frozenset({"2020-465"})}, True),
        ({"districts": frozenset({"2020-466"})}, False),
        ({"producers": frozenset({"htx-a"}), "communes": frozenset({"2025-19430"})}, False),
    ],
)
def test_a_scope_reaches_so_far(scope: dict[str, frozenset[str]], *, reached: bool) -> None:
    member = Member(login="a", role="commune_office", **scope)  # type: ignore[arg-type]
    places = (Place(district="2020-465"), Place(commune="2025-19429"))
    assert member.reaches("htx-a", places) is reached
    assert member.reaches("htx-a", ()) is (reached and not (member.communes or member.districts))


def test_who_makes_a_producer_s_dossiers_is_assigned_only_while_the_part_lasts() -> None:
    ended = replace(CONSULTANT, login="cu", valid_to=date(2026, 1, 1))
    office = replace(CONSULTANT, login="vp", role="province_office")
    assert table(CONSULTANT, ended, office).assigned("htx-a", TODAY) == ("Tu-Van-A",)
    assert table(CONSULTANT).assigned("htx-b", TODAY) == ()


# --- waivers


WAIVER = Waiver(
    code=policy.PAST_REWRITTEN.id,
    path="dossiers/a/b",
    until=TODAY,
    reason="Sửa lỗi nhập theo biên bản",
    approved_by="so-nong-nghiep",
)


def problem(path: str = "dossiers/a/b/history.csv", code: str = "") -> Diagnostic:
    """A rewritten past at a path."""
    chosen = documents.NOT_ALLOWED if code else policy.PAST_REWRITTEN
    return Diagnostic(chosen, Location(path, 2, 1), {})


def test_a_waiver_lets_its_code_pass_at_and_below_its_path_alone() -> None:
    let = (problem(), problem("dossiers/a/b"))
    kept = (problem("dossiers/a/bc/history.csv"), problem("dossiers/a"), problem(code="other"))
    assert without_waived((*let, *kept), [WAIVER], TODAY) == (kept, (WAIVER,))


def test_a_waiver_that_is_not_needed_is_not_said() -> None:
    assert without_waived((), [WAIVER], TODAY) == ((), ())


@given(st.integers(-400, 400))
def test_a_waiver_ends(days: int) -> None:
    kept, used = without_waived([problem()], [WAIVER], TODAY + timedelta(days))
    assert (kept == ()) == (days <= 0) == (used == (WAIVER,))
