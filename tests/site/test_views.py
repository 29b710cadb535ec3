"""What views make of the registry: places then and now, the rules of a date, words for what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.model import EventKind, Place, Producer, Record, Registry, Standing
from ocop.site.answers import Answers
from ocop.site.page import SiteInput
from ocop.site.views.addresses import unit_address
from ocop.site.views.labels import Labels
from ocop.site.views.places import communes_today, former_districts, place_view
from ocop.site.views.products import rule_sets_of
from ocop.site.views.stars import star_meanings, star_rules
from ocop.site.views.state_names import STATE_LABELS, public_name
from ocop.site.views.states import standing
from ocop.site.views.world import World
from ocop.status import State
from tests.builders import event, product

_ROOT = Path(__file__).resolve().parents[2]
_AS_OF = date(2026, 11, 23)


@cache
def _law() -> Law:
    return read_law(FolderTree(_ROOT))[0]


def test_a_commune_of_before_is_shown_with_what_it_became() -> None:
    huong_phung = next(
        unit.id for unit in _law().units.values() if unit.name == "Xã Hướng Phùng" and unit.valid_to
    )
    view = place_view(Place(commune=huong_phung), _law())
    assert view.text == "xã Hướng Phùng (trước 01/07/2025: xã Hướng Phùng, huyện Hướng Hóa)"
    assert view.district_address == "dia-ban/huyen-cu/huyen-huong-hoa/"
    assert view.now_address.startswith("dia-ban/")


def test_a_district_alone_does_not_become_a_commune() -> None:
    view = place_view(Place(district="2020-468"), _law())
    assert (view.now, view.district) == ("", "huyện Cam Lộ")
    assert view.text == "trước 01/07/2025: huyện Cam Lộ"


def test_an_unknown_place_is_not_stated() -> None:
    assert place_view(Place(), _law()).text == "nguồn không nêu"
    assert place_view(Place(commune="2020-0"), _law()).text == "nguồn không nêu"


def test_a_commune_without_a_known_successor_keeps_its_old_name() -> None:
    gio_chau = next(unit.id for unit in _law().units.values() if unit.name == "Xã Gio Châu")
    view = place_view(Place(commune=gio_chau), _law())
    assert (view.now, view.then) == ("", "xã Gio Châu")


def test_every_unit_has_an_address_of_its_own() -> None:
    units = (*communes_today(_law().units), *former_districts(_law().units))
    addresses = {unit_address(unit) for unit in units}
    assert len(communes_today(_law().units)) == 78
    assert len(addresses) == len(units) == 88
    assert all(address.isascii() and address == address.lower() for address in addresses)


@pytest.mark.parametrize(
    ("on", "year", "acts"),
    [
        ("2020-01-15", None, ["2019-1048"]),
        ("2023-11-14", None, ["2023-148"]),
        ("2025-11-01", None, ["2025-1489"]),
        ("2026-05-22", None, ["2026-26"]),
        (None, 2020, ["2019-1048"]),
        (None, 2022, ["2019-1048", "2023-148"]),
        (None, None, []),
    ],
)
def test_an_event_names_the_rule_sets_it_can_fall_under(
    on: str | None, year: int | None, acts: list[str]
) -> None:
    found = rule_sets_of(event("recognised", on, year=year), _law())
    assert [act.id for act in found] == acts


def test_pages_know_one_word_for_what_was_never_recognised() -> None:
    assert public_name(State.NOT_REGISTERED) == public_name(State.NOT_RECOGNISED) == "not_recognised"
    assert {public_name(state) for state in State} - {"superseded"} == set(STATE_LABELS)


def test_internal_events_leave_no_trace_in_a_standing() -> None:
    labels = Labels(_law())
    failed = product(event("submitted", "2026-08-01"), event("not_passed", "2026-09-01", level="province"))
    shown = standing(failed, Answers(_law(), _AS_OF), labels)
    assert shown.state.id == "not_recognised"
    assert shown.state.points == "-:not_recognised"
    assert shown.state.steps == ()
    assert "đạt" not in shown.state.sentence
    assert not labels.event_is_public(EventKind.NOT_PASSED)
    assert not labels.event_is_public("unheard_of")


def test_a_year_gives_a_latest_end_and_no_exact_one() -> None:
    shown = standing(product(event("recognised", year=2021, star=3)), Answers(_law(), _AS_OF), Labels(_law()))
    assert shown.certificate is not None
    assert (shown.valid_through, shown.at_most) == (None, date(2025, 12, 31))
    assert "từ 01/01/2024 đến 31/12/2025" in shown.certificate.basis


def test_a_printed_end_is_told_from_a_computed_one() -> None:
    labels = Labels(_law())
    printed = product(event("recognised", "2025-11-01", star=4, through="2028-10-31", basis="printed"))
    computed = product(event("recognised", "2025-11-01", star=4))
    one, other = (standing(each, Answers(_law(), _AS_OF), labels) for each in (printed, computed))
    assert one.valid_through == date(2028, 10, 31)
    assert other.valid_through == date(2028, 11, 1)
    assert one.certificate is not None
    assert "in trên" in one.certificate.basis
    assert other.certificate is not None
    assert "sổ này tính" in other.certificate.basis


@pytest.mark.parametrize(
    ("day", "star", "body"),
    [
        (date(2025, 2, 28), 5, "Bộ Nông nghiệp và Phát triển nông thôn"),
        (date(2025, 3, 1), 5, "Bộ Nông nghiệp và Môi trường"),
        (date(2025, 6, 30), 3, "Ủy ban nhân dân cấp huyện"),
        (date(2025, 7, 1), 3, "Cấp huyện"),
        (date(2025, 7, 6), 3, "Ủy ban nhân dân tỉnh Quảng Trị"),
    ],
)
def test_a_star_is_explained_with_the_body_of_the_day(
    registry_of_one: SiteInput, day: date, star: int, body: str
) -> None:
    """Nghị quyết 176/2025/QH15; from 01/07/2025 148 still named a level of which no body was left."""
    world = World(replace(registry_of_one, as_of=day), _ROOT)
    rules = star_rules(world)
    assert rules is not None
    assert {one.star: one.recognised_by.vi for one in rules.levels}[star] == body
    (meaning,) = (one.text for one in star_meanings(world) if one.star == star)
    assert meaning.endswith(f" do {body} công nhận.")


def test_a_page_s_key_follows_the_day(registry_of_one: SiteInput) -> None:
    first = World(registry_of_one, _ROOT)
    second = World(replace(registry_of_one, as_of=date(2026, 11, 24)), _ROOT)
    assert first.record_key("product", "x") == World(registry_of_one, _ROOT).record_key("product", "x")
    assert first.record_key("product", "x") != second.record_key("product", "x")
    assert first.record_key("product", "x") != first.record_key("product", "y")


@pytest.fixture
def registry_of_one() -> SiteInput:
    """A registry with one producer and one product."""
    made = product(event("recognised", "2025-11-01", star=4))
    producer = Producer(
        id=made.producer_id,
        name="HTX Ví dụ",
        type=None,
        record=Record(standing=Standing.GATHERED),
        origin=made.origin,
    )
    return SiteInput(
        registry=Registry(producers={producer.id: producer}, products={made.id: made}),
        law=_law(),
        plans={},
        diagnostics=(),
        fingerprints={made.id: "1"},
        as_of=_AS_OF,
        base_url="https://example.org/",
        notice_shown=True,
    )
