"""The file that the browser searches: small, the same every time, public only, true for days to come."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.registry import load
from ocop.load.tree import FolderTree
from ocop.model import Event, FormerName, Place, Producer, Record, Registry, Standing
from ocop.site.page import SiteInput
from ocop.site.views.search import search_file
from ocop.site.views.state_names import public_name
from ocop.site.views.world import World
from ocop.spelling import slug
from ocop.status import timeline
from ocop.status.disclosure import disclosed
from tests.builders import event
from tests.builders import product as made_product
from tests.site.every_state import AS_OF, CANARY, REPOSITORY, every_state
from tests.synthetic import generate


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(FolderTree(REPOSITORY))[0]


def _site(registry: Registry, law: Law, as_of: date = AS_OF) -> SiteInput:
    return SiteInput(
        registry=registry,
        law=law,
        plans={},
        diagnostics=(),
        fingerprints={},
        as_of=as_of,
        base_url="https://example.org/",
        notice_shown=True,
    )


def _content(registry: Registry, law: Law, as_of: date = AS_OF) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(search_file(World(_site(registry, law, as_of), REPOSITORY)))
    return found


def _column(content: Mapping[str, object], name: str) -> list[object]:
    return cast("list[object]", content[name])


def _one(law: Law, *events: Event, **fields: object) -> Mapping[str, object]:
    """The file of a registry of one product."""
    made = replace(made_product(*events), **fields)  # type: ignore[arg-type]
    producer = Producer(
        id=made.producer_id,
        name="HTX Ví Dụ",
        type="cooperative",
        former_names=(FormerName(name="Tổ hợp tác Ví Dụ"),),
        place=Place(commune="2020-19441"),
        record=Record(standing=Standing.GATHERED),
        origin=made.origin,
    )
    return _content(Registry(producers={producer.id: producer}, products={made.id: made}), law)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root = tmp_path_factory.mktemp("synthetic") / "tree"
    generate(root, 300, 7)
    every_state(root)
    return load(root).registry


def _ids(content: Mapping[str, object]) -> list[str]:
    def folder(table: str, at: int) -> str:
        return str(_column(content, f"{table}folder")[at] or slug(str(_column(content, f"{table}name")[at])))

    return [
        f"{folder('producer_', cast('int', producer))}/{folder('', at)}"
        for at, producer in enumerate(_column(content, "producer"))
    ]


def test_every_product_can_be_addressed(registry: Registry, law: Law) -> None:
    content = _content(registry, law)
    assert sorted(_ids(content)) == sorted(registry.products)
    columns = {"name", "folder", "other", "producer", "place", "standing", "year", "class", "code"}
    assert {len(_column(content, name)) for name in columns} == {len(registry.products)}
    producers = [name for name in content if name.startswith("producer_")]
    assert len(producers) == 5
    assert len({len(_column(content, name)) for name in producers}) == 1


def test_each_line_holds_one_key(registry: Registry, law: Law) -> None:
    """`rows.js` reads a line as soon as it is there, names before all else."""
    text = search_file(World(_site(registry, law), REPOSITORY))
    whole = json.loads(text)
    read: dict[str, object] = {}
    for line in text.splitlines():
        key = json.loads("{" + line[1:] + "}")
        assert len(key) <= 1
        read |= key
    assert read == whole
    assert list(read)[1:4] == ["name", "producer_name", "other"]


def test_states_are_right_on_every_day_to_come(registry: Registry, law: Law) -> None:
    content = _content(registry, law)
    standings = cast("list[tuple[int, str]]", content["standings"])
    shown = disclosed(registry, law).products
    checked = 0
    for identifier, number in zip(_ids(content), _column(content, "standing"), strict=True):
        first, *later = standings[cast("int", number)][1].split(";")
        changes = [point.split(":") for point in later]
        line = timeline(shown[identifier], law)
        turns = [day for day, _, _ in line.change_points() if day and day > AS_OF]
        for day in {AS_OF, *turns, *(turn - timedelta(days=1) for turn in turns), date(2099, 1, 1)}:
            told = [first, *(state for start, state in changes if start <= day.isoformat())][-1]
            assert told == public_name(line.on(day).state), (identifier, day)
            checked += 1
    assert checked > 900


def test_no_past_and_no_doubt_is_carried_along(registry: Registry, law: Law) -> None:
    for _, points in cast("list[tuple[int, str]]", _content(registry, law)["standings"]):
        first, *later = points.split(";")
        days = [point.partition(":")[0] for point in later]
        assert ":" not in first
        assert all(day > AS_OF.isoformat() for day in days)
        assert days == sorted(set(days))
        states = [first, *(point.partition(":")[2] for point in later)]
        assert all(one != other for one, other in pairwise(states))


def test_other_names_and_decisions_are_found_where_the_public_may_see_them(law: Law) -> None:
    given = event("recognised", "2020-01-15", star=3, decision="12/QĐ-UBND")
    content = _one(
        law,
        replace(given, product_name="Tên Thời Ấy", producer_name="Tổ Thời Ấy"),
        replace(event("not_passed", "2026-01-15"), decision=CANARY, product_name="Tên Thời Ấy"),
        other_names=("Tên Khác",),
    )
    assert _column(content, "other") == ["Tên Khác | Tên Thời Ấy | Tổ Thời Ấy"]
    assert content["codes"] == ["12/QĐ-UBND"]
    assert _column(content, "producer_former") == ["Tổ hợp tác Ví Dụ"]
    assert CANARY not in json.dumps(content)


def test_an_event_kept_inside_gives_no_name_away(law: Law) -> None:
    inside = replace(event("not_passed", "2026-01-15"), product_name=CANARY, producer_name=CANARY)
    assert CANARY not in json.dumps(_one(law, inside))


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("Ta Lư Coffee", "cà phê"),
        ("Cà phê bột - Nắng", "coffee"),
        ("Cà phê hạt Ta Lư Coffee", ""),
        ("GINGER TEA", "trà | chè"),
        ("Trà vỏ cà phê", "coffee | tea"),
        ("Cao chè vằng", "tea"),
        ("Hạt tiêu Cùa", "pepper | hồ tiêu"),
        ("Honey – rice", "mật ong | gạo"),
        ("Tinh dầu tràm, che nắng, gáo dừa, Teaser", ""),
    ],
)
def test_what_is_called_otherwise_too_is_found_by_either(name: str, also: str, law: Law) -> None:
    content = _one(law, name=name)
    assert _column(content, "other") == [also]
    assert _column(content, "name") == [name]


def test_a_maker_s_name_says_nothing_of_the_product(law: Law) -> None:
    given = event("recognised", "2020-01-15", star=3)
    content = _one(law, replace(given, product_name="Coffee", producer_name="Tổ Mật Ong"))
    assert _column(content, "other") == ["Coffee | Tổ Mật Ong | cà phê"]


def test_a_name_over_two_lines_stays_one_row(law: Law) -> None:
    content = _one(law, name="Bánh\nbột", other_names=("Một\nhai",))
    assert _column(content, "name") == ["Bánh bột"]
    assert _column(content, "other") == ["Một hai"]


def test_a_place_is_told_apart_only_where_it_is_not_the_producer_s(law: Law) -> None:
    same = _one(law)
    assert _column(same, "place") == [-1]
    assert same["places"] == [["xã Hướng Phùng", "19441", "xã Hướng Phùng", "huyện Hướng Hóa", "465"]]
    other = _one(law, place=Place(commune="2020-19429"))
    (number,) = _column(other, "place")
    assert cast("list[list[str]]", other["places"])[cast("int", number)][0] == "xã Khe Sanh"


def test_places_bring_every_spelling(law: Law) -> None:
    content = _one(law)
    spellings = cast("dict[str, str]", content["spellings"])
    assert spellings["huyện Đa Krông"] == "huyện Đakrông | ĐaKrông"
    assert spellings["thị trấn Khe Sanh"] == "KheSanh"
    assert spellings["đặc khu Cồn Cỏ"] == "CồnCỏ"
    assert "xã Lìa" not in spellings
    units = cast("list[list[str]]", content["units"])
    assert len(units) == 88
    assert units[[unit[1] for unit in units].index("19441")][0] == "xã Hướng Phùng"


def test_the_file_is_small_and_the_same_every_time(registry: Registry, law: Law, tmp_path: Path) -> None:
    text = search_file(World(_site(registry, law), REPOSITORY))
    other_order = Registry(
        producers=dict(sorted(registry.producers.items(), reverse=True)),
        products=dict(sorted(registry.products.items(), reverse=True)),
    )
    assert search_file(World(_site(other_order, law), tmp_path)) == text
    assert len(gzip.compress(text.encode(), 6)) <= 5_000 + 30 * len(registry.products)
