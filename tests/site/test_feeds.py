"""Feeds: valid, complete, public only, dated by what happened, and the same names in every build."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.load.registry import load
from ocop.model import Event, EventKind, Producer, Product, Record, Registry, Standing
from ocop.site.feed_file import Entry, Feed, atom_file, json_feed_file, newest_first
from ocop.site.page import Page, SiteError, SiteInput
from ocop.site.pages.changes import change_pages
from ocop.site.views.addresses import CHANGES_ATOM, CHANGES_JSON
from ocop.site.views.changes import changes
from ocop.site.views.world import World
from ocop.status import State, status
from tests.site.every_state import AS_OF, REPOSITORY, every_state
from tests.site.feed_readers import Item, atom, json_feed
from tests.site.worlds import BASE_URL, world
from tests.synthetic import generate

_RECORD = Record(standing=Standing.GATHERED, gathered_on=date(2026, 11, 1))
_TOLD = {"recognised", "re_recognised", "upgraded", "revoked"}


def event(kind: str, on: str | None, **more: object) -> Event:
    """One row of a history."""
    day = date.fromisoformat(on) if on else None
    return Event(kind=EventKind(kind), on=day, origin=RowOrigin("history.csv", 2, "", ()), **more)  # type: ignore[arg-type]


def registry(*events: Event, name: str = "Gạo") -> Registry:
    """One product with a history."""
    producer = Producer(id="htx", name="HTX Mẫu", type=None, record=_RECORD, origin=DocumentOrigin("a.yml"))
    product = Product(
        id="htx/gao",
        producer_id="htx",
        name=name,
        record=_RECORD,
        events=events,
        origin=DocumentOrigin("b.yml"),
    )
    return Registry(producers={"htx": producer}, products={"htx/gao": product})


def told(*events: Event, as_of: date = AS_OF) -> list[tuple[str, str]]:
    """The day and kind of each entry."""
    return [(one.on.isoformat(), one.kind) for one in changes(world(as_of, registry=registry(*events)))]


def files(of: World) -> tuple[bytes, bytes]:
    """Both forms of the feed."""
    found = {one.address: one.content() for one in change_pages(of) if isinstance(one, Page)}
    both = found[CHANGES_ATOM], found[CHANGES_JSON]
    assert all(isinstance(one, bytes) for one in both)
    return both  # type: ignore[return-value]


_FIRST = event("recognised", "2023-11-14", star=3, decision="1/QĐ", source="https://example.vn/a")


@pytest.mark.parametrize(
    ("as_of", "kinds"),
    [
        ("2023-11-13", []),
        ("2023-11-14", ["recognised"]),
        ("2026-11-14", ["recognised"]),
        ("2026-11-15", ["expired", "recognised"]),
    ],
)
def test_an_entry_appears_on_its_day(as_of: str, kinds: list[str]) -> None:
    found = changes(world(date.fromisoformat(as_of), registry=registry(_FIRST)))
    assert [one.kind for one in found] == kinds
    assert [one.on.isoformat() for one in found] == ["2026-11-15", "2023-11-14"][2 - len(kinds) :]


def test_each_public_change_has_one_entry_and_nothing_else_has() -> None:
    assert told(
        event("submitted", "2022-03-01"),
        event("recognised", "2022-05-01", star=3),
        event("upgraded", "2024-05-01", star=4),
        event("producer_changed", "2024-06-01"),
        event("submitted", "2024-08-01"),
        event("not_passed", "2024-09-01", star=2),
        event("revoked", "2025-01-01"),
    ) == [("2025-01-01", "revoked"), ("2024-05-01", "upgraded"), ("2022-05-01", "recognised")]


def test_a_certificate_renewed_in_time_does_not_expire_and_one_renewed_late_does() -> None:
    late = event("re_recognised", "2025-03-01", star=3)
    assert told(event("recognised", "2022-01-10", star=3), late) == [
        ("2025-03-01", "re_recognised"),
        ("2025-01-11", "expired"),
        ("2022-01-10", "recognised"),
    ]
    assert "expired" not in dict(map(reversed, told(event("recognised", "2022-05-10", star=3), late)))  # type: ignore[arg-type]


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    assert told(event("recognised", None, year=2019, star=3)) == []
    assert told(event("recognised", None, star=3)) == []
    printed = event("recognised", None, year=2022, star=3, valid_through=date(2025, 6, 1))
    assert told(printed) == [("2025-06-02", "expired")], "a printed end is a day that is known"


def test_stars_that_give_no_certificate_and_acts_kept_inside_are_not_told() -> None:
    assert told(event("recognised", "2024-05-01", star=2)) == []
    assert told(event("not_selected", "2024-05-01"), event("returned", "2024-06-01")) == []


def test_names_of_entries_outlive_addresses_builds_and_older_finds() -> None:
    def ids(of: World) -> dict[str, str]:
        return {f"{one.kind} {one.on}": one.id for one in changes(of)}

    before = ids(world(AS_OF, registry=registry(_FIRST)))
    assert len(before) == 2
    assert ids(world(AS_OF, registry=registry(_FIRST))) == before
    assert ids(world(date(2030, 1, 1), registry=registry(_FIRST))) == before
    elsewhere = world(AS_OF, registry=registry(_FIRST, name="Gạo đổi tên")).site
    assert ids(World(replace(elsewhere, base_url="https://khac.example/"), REPOSITORY)) == before
    older = event("recognised", "2020-01-15", star=3)
    assert before.items() < ids(world(AS_OF, registry=registry(older, _FIRST))).items()
    twice = changes(world(AS_OF, registry=registry(_FIRST, _FIRST)))
    assert len({one.id for one in twice}) == len(twice) == 3


def _expected(site: SiteInput) -> Counter[tuple[str, str, str]]:
    """Page, kind and day of every change, counted along another way: recognition by recognition."""
    found: Counter[tuple[str, str, str]] = Counter()
    for product in site.registry.products.values():
        page = f"{BASE_URL}san-pham/{product.id}/"
        for one in product.events:
            if one.kind in _TOLD and one.on and one.on <= site.as_of:
                found[page, one.kind.value, one.on.isoformat()] += 1
        for each in status(product, site.law, site.as_of).recognitions:
            if each.state is State.EXPIRED and each.valid_through:
                day = each.valid_through + timedelta(days=1)
                while status(product, site.law, day).state is State.EXTENDED:
                    day += timedelta(days=1)
                # A star whose day no source gives may have followed: then nobody knows that it ran out.
                if status(product, site.law, day).state is State.EXPIRED:
                    found[page, "expired", day.isoformat()] += 1
    return found


@pytest.mark.parametrize("source", ["real", "synthetic"])
def test_the_feed_equals_a_recount(source: str, tmp_path: Path) -> None:
    if source == "real":
        every_state(tmp_path)
        first = load(REPOSITORY).registry
        second = load(tmp_path, schemas_root=REPOSITORY).registry
        found = Registry(
            producers={**first.producers, **second.producers}, products={**first.products, **second.products}
        )
    else:
        generate(tmp_path / "tree", 200, 7)
        found = load(tmp_path / "tree").registry
    of = world(AS_OF, registry=found)
    entries = Counter((one.page, one.kind, one.on.isoformat()) for one in changes(of))
    assert entries == _expected(of.site)
    assert {kind for _, kind, _ in entries} >= {"recognised", "expired", "revoked"}
    both = files(of)
    assert both == files(world(AS_OF, registry=found)), "two builds, the same bytes"
    updated, items = atom(both[0])
    assert items == json_feed(both[1])
    assert len(items) == entries.total()
    days = [one.updated for one in items]
    assert days == sorted(days, reverse=True)
    assert updated == days[0]


def test_entries_are_vietnamese_sentences_with_their_source() -> None:
    of = world(AS_OF, registry=registry(_FIRST))
    expired, recognised = atom(files(of)[0])[1]
    assert recognised == Item(
        id=recognised.id,
        title="Công nhận, 3 sao: Gạo",
        text=(
            "Theo Quyết định số 1/QĐ ngày 14/11/2023. Chủ thể: HTX Mẫu. Bản ghi tập hợp từ nguồn công khai "
            "ngày 01/11/2026; cơ quan quản lý chưa xác nhận."
        ),
        page=f"{BASE_URL}san-pham/htx/gao/",
        source="https://example.vn/a",
        published=recognised.published,
        updated=recognised.updated,
        label="Công nhận",
    )
    assert recognised.updated.isoformat() == "2023-11-14T00:00:00+07:00"
    assert expired.title == "Hết hiệu lực, 3 sao: Gạo"
    assert expired.text.startswith(
        "Giấy chứng nhận 3 sao có giá trị đến hết ngày 14/11/2026. Từ ngày 15/11/2026"
    )


def test_harmful_text_stays_text() -> None:
    name = "<script>alert(1)</script> & ]]> \"'"
    entry = event("recognised", "2026-05-01", star=3, source="javascript:alert(1)")
    both = files(world(AS_OF, registry=registry(entry, name=name)))
    (item,) = atom(both[0])[1]
    assert item == json_feed(both[1])[0]
    assert item.title.endswith(f": {name}")
    assert item.source == ""


def test_a_feed_without_entries_is_valid_and_two_entries_have_two_names() -> None:
    feed = Feed(
        key="k", title="T", description="D", page=BASE_URL, licence="L", entries=(), since=date(2026, 1, 2)
    )
    updated, items = atom(atom_file(feed, f"{BASE_URL}a.xml"))
    assert (updated.date(), items) == (date(2026, 1, 2), [])
    assert json_feed(json_feed_file(feed, f"{BASE_URL}a.json")) == []
    entry = Entry(key="k", on=AS_OF, title="T", text="X", kind="a", kind_label="A", page=BASE_URL)
    with pytest.raises(SiteError, match="2 feed entries are called k"):
        newest_first([entry, entry])


def test_the_readers_refuse_what_is_not_valid() -> None:
    of = world(AS_OF, registry=registry(_FIRST))
    good_atom, good_json = files(of)
    for old, new in ((b"<updated>", b"<updated>x"), (b"<author>", b"<editor>"), (b"urn:uuid", b"x:uuid")):
        with pytest.raises((AssertionError, etree.XMLSyntaxError)):
            atom(good_atom.replace(old, new))
    for old, new in (
        (b"version/1.1", b"version/1"),
        (b'"content_text"', b'"text"'),
        (b'"title"', b'"titel"'),
    ):
        with pytest.raises(AssertionError):
            json_feed(good_json.replace(old, new))


def test_a_reader_from_elsewhere_finds_the_same_entries_in_both_forms(real_site: Path) -> None:
    """What feedparser finds, which knows nothing of this project; `bozo` is its word for a faulty feed."""
    feed = feedparser.parse((real_site / "thay-doi/atom.xml").read_bytes())
    assert (feed.bozo, feed.version) == (False, "atom10")
    other = json.loads((real_site / "thay-doi/feed.json").read_text("utf-8"))
    told = [(one.id, one.title, one.link, one.published[:10]) for one in feed.entries]
    assert told == [
        (one["id"], one["title"], one["url"], one["date_published"][:10]) for one in other["items"]
    ]
    assert feed.feed.title == other["title"]
    assert len({one.id for one in feed.entries}) == len(told) > 40
    assert feedparser.parse((real_site / "thay-doi/atom.xml").read_bytes()[:-20]).bozo, "it can say no"


def test_every_page_with_the_theme_names_the_feeds(real_site: Path) -> None:
    seen = 0
    for path in sorted(real_site.rglob("*.html")):
        tree = etree.parse(path, etree.HTMLParser())
        if not tree.xpath("//header[@class='masthead']//nav[@aria-label='Các mục chính']"):
            continue
        seen += 1
        offered = tree.xpath("//head/link[@rel='alternate'][not(@hreflang)]")
        assert [one.get("type") for one in offered] == ["application/atom+xml", "application/feed+json"]
        for one in offered:
            assert (path.parent / one.get("href")).resolve().is_file(), path
    assert seen > 100
