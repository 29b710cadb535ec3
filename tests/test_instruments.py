"""The register of documents: each document once, each recognition in one place, and what replaces what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.diagnostics import Location
from ocop.instruments import Family, Force, Instrument, Key, Lack, Place, Register, force_on, line_of_force
from ocop.load.registry import Loaded, load
from ocop.model import RECOGNITIONS, Event, EventKind, Product, Registry
from ocop.rules.acts import Tie, documents_do_not_go_round, tie_problems
from tests.builders import event, product
from tests.synthetic import generate

ROOT = Path(__file__).resolve().parents[1]
DECIDED = RECOGNITIONS | {EventKind.REVOKED}
PROVINCE = "quang_tri_people_committee"


@cache
def _real() -> Loaded:
    return load(ROOT)


def _register(*products: Product) -> Register:
    return Register(Registry(producers={}, products={one.id: one for one in products}), _real().law, {})


def _one(identifier: str, *events: Event) -> Product:
    return product(*events, identifier=identifier)


def _recognised(
    decision: str | None, on: str | None = None, issuer: str | None = PROVINCE, *, year: int | None = None
) -> Event:
    return replace(event("recognised", on, star=3, decision=decision, year=year), issuer=issuer)


def _partition(loaded: Loaded) -> Register:
    """Check that each recognition and revocation is in exactly one of the two, and return the register."""
    register = Register(loaded.registry, loaded.law, loaded.plans)
    resting = [place for one in register.instruments.values() for place in one.events]
    nameless = [one.place for one in register.nameless]
    assert len(resting) == len(set(resting))
    assert len(nameless) == len(set(nameless))
    assert not set(resting) & set(nameless)
    every = {
        Place(one.id, number)
        for one in loaded.registry.products.values()
        for number, happened in enumerate(one.events)
        if happened.kind in DECIDED
    }
    assert every <= set(resting) | set(nameless)
    for place in every & set(resting):
        found = register.of_event(place)
        assert found is not None
        assert place in found.events
    assert all(register.of_event(place) is None for place in nameless)
    return register


def test_each_recognition_of_the_registry_leads_to_one_document_or_is_listed_as_lacking_one() -> None:
    register = _partition(_real())
    decisions = [one for one in register.instruments.values() if one.family is Family.DECISION]
    named = {
        (found.issuer, found.decision, found.on)
        for one in _real().registry.products.values()
        for found in one.events
        if found.decision
    }
    assert len(decisions) == len(named)


def test_each_recognition_of_a_large_registry_does_too(tmp_path: Path) -> None:
    generate(tmp_path, 300, 5)
    register = _partition(load(tmp_path))
    assert all(len(one.days) <= 1 for one in register.instruments.values())
    assert {one.lack for one in register.nameless} == {Lack.NOT_STATED}


def test_spellings_of_one_number_are_one_document() -> None:
    register = _register(
        _one("a/mot", _recognised("136/QĐ-UBND", "2020-01-15")),
        _one("a/hai", _recognised("QĐ số 0136/QD–UBND ngày 15/1/2020", "2020-01-15")),
        _one("a/ba", _recognised("136/qđ-ubnd ngày 15/01/2020")),
    )
    (found,) = [one for one in register.instruments.values() if one.family is Family.DECISION]
    assert (found.number, found.days, len(found.events)) == ("136/QĐ-UBND", (date(2020, 1, 15),), 3)


def test_a_number_of_another_year_or_body_is_another_document() -> None:
    register = _register(
        _one("a/mot", _recognised("5/QĐ-UBND", "2020-01-15")),
        _one("a/hai", _recognised("5/QĐ-UBND", "2021-01-15")),
        _one("a/ba", _recognised("5/QĐ-UBND", "2020-01-15", "vinh_linh_people_committee")),
        _one("a/bon", _recognised("5/QĐ-UBND", "2020-01-15", None)),
    )
    keys = [key for key, one in register.instruments.items() if one.family is Family.DECISION]
    assert sorted(map(str, keys)) == [
        "khong-ro/2020/5-qd-ubnd",
        "quang-tri-people-committee/2020/5-qd-ubnd",
        "quang-tri-people-committee/2021/5-qd-ubnd",
        "vinh-linh-people-committee/2020/5-qd-ubnd",
    ]


def test_an_undated_row_joins_the_one_document_of_its_round() -> None:
    dated = _one("a/mot", _recognised("136/QĐ-UBND", "2020-01-15", year=2019))
    same = _one("a/hai", _recognised("136/QĐ-UBND", year=2019))
    other = _one("a/ba", _recognised("136/QĐ-UBND", year=2022))
    unknown = _one("a/bon", _recognised("136/QĐ-UBND"))
    register = _register(dated, same, other, unknown)
    keys = {
        one.id: str(found.key)
        for one in (dated, same, other, unknown)
        if (found := register.of_event(Place(one.id, 0)))
    }
    body = "quang-tri-people-committee"
    assert keys == {
        "a/mot": f"{body}/2020/136-qd-ubnd",
        "a/hai": f"{body}/2020/136-qd-ubnd",
        "a/ba": f"{body}/dot-2022/136-qd-ubnd",
        "a/bon": f"{body}/khong-ro/136-qd-ubnd",
    }


def test_what_is_no_number_is_listed_as_unreadable() -> None:
    register = _register(_one("a/mot", _recognised("theo tờ trình", "2020-01-15")))
    assert [(one.place, one.lack) for one in register.nameless] == [(Place("a/mot", 0), Lack.UNREADABLE)]


def test_two_days_of_one_number_are_both_told() -> None:
    register = _register(
        _one("a/mot", _recognised("5/QĐ-UBND", "2020-01-15")),
        _one("a/hai", _recognised("5/QĐ-UBND", "2020-02-15")),
    )
    (found,) = [one for one in register.instruments.values() if one.family is Family.DECISION]
    assert found.days == (date(2020, 1, 15), date(2020, 2, 15))
    assert found.signed_on is None


# --- the law ------------------------------------------------------------------------------------


@cache
def _instruments() -> Mapping[Key, Instrument]:
    loaded = _real()
    return Register(loaded.registry, loaded.law, loaded.plans).instruments


def test_what_the_plan_cites_by_number_is_in_the_register() -> None:
    register = Register(_real().registry, _real().law, _real().plans)
    for plan in _real().plans.values():
        for reference in plan.references:
            if reference.number:
                found = register.cited(reference.number)
                assert found is not None
                assert plan.year in {one.year for one in found.plans}
    found = register.cited("357/QĐ-UBND", 2023)
    assert found is not None
    assert [one.item for one in found.told] == ["2-6-1"]


def test_no_document_leads_nowhere_and_none_replaces_itself_in_the_end() -> None:
    every = _instruments()
    ties = [
        Tie(
            title="",
            field="",
            named=str(earlier),
            later=str(one.key),
            earlier=str(earlier),
            where=Location(""),
        )
        for one in every.values()
        for earlier in (*one.amends, *one.replaces)
    ]
    assert len(ties) >= 7
    assert list(tie_problems(ties, {str(key) for key in every})) == []
    for one in every.values():
        assert all(one.key in every[key].replaced_by for key in one.replaces)
        assert all(one.key in every[key].amended_by for key in one.amends)


def test_every_superseded_document_ends_and_names_what_replaced_it() -> None:
    superseded = [one for one in _instruments().values() if one.replaced_by]
    assert {one.number for one in superseded} == {
        "1048/QĐ-TTg", "781/QĐ-TTg", "148/QĐ-TTg", "1489/QĐ-TTg", "13/2023/NĐ-CP",
    }  # fmt: skip
    for one in superseded:
        line = line_of_force(one, _instruments())
        assert line[-1][1] is Force.LAPSED
        assert force_on(line, date(2026, 11, 23)) is Force.LAPSED


@pytest.mark.parametrize(
    ("number", "day", "force"),
    [
        ("1048/QĐ-TTg", date(2019, 8, 20), Force.PENDING),
        ("1048/QĐ-TTg", date(2019, 8, 21), Force.IN_FORCE),
        ("1048/QĐ-TTg", date(2020, 6, 8), Force.AMENDED),
        ("1048/QĐ-TTg", date(2023, 2, 23), Force.AMENDED),
        ("1048/QĐ-TTg", date(2023, 2, 24), Force.LAPSED),
        ("148/QĐ-TTg", date(2025, 7, 5), Force.IN_FORCE),
        ("148/QĐ-TTg", date(2025, 7, 6), Force.AMENDED),
        ("148/QĐ-TTg", date(2026, 5, 22), Force.TRANSITIONAL),
        ("148/QĐ-TTg", date(2026, 7, 21), Force.TRANSITIONAL),
        ("148/QĐ-TTg", date(2026, 7, 22), Force.LAPSED),
        ("26/2026/QĐ-TTg", date(2026, 5, 21), Force.PENDING),
        ("26/2026/QĐ-TTg", date(2026, 5, 22), Force.IN_FORCE),
        ("13/2023/NĐ-CP", date(2025, 12, 31), Force.UNREPLACED),
        ("13/2023/NĐ-CP", date(2026, 1, 1), Force.LAPSED),
        ("357/QĐ-UBND", date(2026, 11, 23), Force.UNREPLACED),
        ("136/QĐ-UBND", date(2026, 11, 23), None),
    ],
)
def test_force_changes_on_the_day_it_should(number: str, day: date, force: Force | None) -> None:
    (one,) = [found for found in _instruments().values() if found.number == number]
    assert force_on(line_of_force(one, _instruments()), day) is force


_DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(_DAYS, st.none() | _DAYS, st.none() | _DAYS, st.none() | _DAYS, _DAYS)
@settings(max_examples=300)
def test_a_document_never_comes_back_to_life(
    begins: date, ends: date | None, amended: date | None, replaced: date | None, day: date
) -> None:
    keys = {name: Key("a", "2020", name) for name in ("one", "amending", "replacing")}

    def made(name: str, start: date | None) -> Instrument:
        return Instrument(
            key=keys[name], family=Family.LAW, type="Quyết định", number=name, issuer="", in_force_from=start
        )

    one = replace(
        made("one", begins),
        in_force_to=ends,
        rule_set="x",
        amended_by=(keys["amending"],) if amended else (),
        replaced_by=(keys["replacing"],) if replaced else (),
    )
    line = line_of_force(
        one, {keys["amending"]: made("amending", amended), keys["replacing"]: made("replacing", replaced)}
    )
    order = list(Force)
    ranks = [order.index(force) for _, force in line]
    assert ranks == sorted(set(ranks))
    end = ends or (replaced - timedelta(days=1) if replaced else None)
    if end and day > end:
        assert force_on(line, day) is Force.LAPSED
    if (end is None or day <= end) and day < begins:
        assert force_on(line, day) is not Force.LAPSED


_NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(_NAMES, _NAMES), max_size=14))
def test_a_ring_is_found_exactly_when_there_is_one(pairs: list[tuple[str, str]]) -> None:
    ties = [
        Tie(title="", field="", named=earlier, later=later, earlier=earlier, where=Location(""))
        for later, earlier in pairs
    ]
    assert bool(list(documents_do_not_go_round(ties))) == _has_ring(pairs)


def _has_ring(pairs: list[tuple[str, str]]) -> bool:
    """Take away, again and again, what replaces nothing: only rings are left."""
    left = set(pairs)
    while True:
        tops = {later for later, _ in left}
        kept = {(later, earlier) for later, earlier in left if earlier in tops}
        if kept == left:
            return bool(left)
        left = kept
