"""Feeds over a life in Git: an entry keeps its name, form adds none, and a fact adds what it should."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ocop.load.registry import load
from ocop.site.page import Page
from ocop.site.pages.changes import change_pages
from ocop.site.views.addresses import CHANGES_ATOM, CHANGES_JSON
from tests.repositories import git
from tests.site.every_state import AS_OF, REPOSITORY
from tests.site.feed_readers import Item, atom, json_feed
from tests.site.replay import Keeper
from tests.site.worlds import BASE_URL, law, world

pytestmark = pytest.mark.slow

_COMMITS = 200
_LABELS = {kind: law().lists["event-kinds"][kind].label.vi for kind in ("recognised", "re_recognised")}
_EXPIRED = "Hết hiệu lực"
_PAGES = f"{BASE_URL}san-pham/"

# Product, label and day.
Fact = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Moment:
    """The feed as it was at a commit of a kind, and what it should have told."""

    commit: str
    kind: str
    items: list[Item]
    expected: Counter[Fact]

    @property
    def facts(self) -> Counter[Fact]:
        """What the feed told."""
        return Counter(map(fact, self.items))

    @property
    def ids(self) -> set[str]:
        """The names of its entries."""
        return {one.id for one in self.items}


def fact(item: Item) -> Fact:
    """What an entry tells."""
    return item.page.removeprefix(_PAGES).strip("/"), item.label, item.updated.date()


def feed(root: Path) -> list[Item]:
    """The entries of the feed of the records on disk, whose two forms say the same."""
    of = world(AS_OF, registry=load(root, schemas_root=REPOSITORY).registry, plans={})
    found = {one.address: one.content() for one in change_pages(of) if isinstance(one, Page)}
    in_atom, in_json = found[CHANGES_ATOM], found[CHANGES_JSON]
    assert isinstance(in_atom, bytes)
    assert isinstance(in_json, bytes)
    items = atom(in_atom)[1]
    assert items == json_feed(in_json)
    return items


def recounted(root: Path) -> Counter[Fact]:
    """What the feed should tell, from the tables on disk alone.

    Each recognition on its day; and each certificate, three years later, that no other had replaced by then.
    """
    return Counter(one for path in root.glob("dossiers/*/*/history.csv") for one in _recounted(path))


def _recounted(path: Path) -> Iterator[Fact]:
    product = f"{path.parent.parent.name}/{path.parent.name}"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["event"] in _LABELS]
    for row in rows:
        yield product, _LABELS[row["event"]], date.fromisoformat(row["on"])
    days = sorted({date.fromisoformat(row["on"]) for row in rows})
    for day, following in zip(days, [*days[1:], date.max], strict=True):
        ends_on = day.replace(year=day.year + 3)
        if ends_on < min(AS_OF, following):
            yield product, _EXPIRED, ends_on + timedelta(days=1)


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """The first commit and the 200 that followed it."""
    keeper = Keeper(tmp_path_factory.mktemp("life"), 3)
    keeper.begin(3, 3)
    first = git(keeper.root, "rev-parse", "HEAD")
    keeper.live(_COMMITS)
    clone = tmp_path_factory.mktemp("clone") / "clone"
    git(keeper.root, "clone", "-q", keeper.root.as_uri(), str(clone))
    found = []
    for commit, kind in ((first, "begun"), *keeper.lived):
        git(clone, "checkout", "-q", commit)
        found.append(Moment(commit, kind, feed(clone), recounted(clone)))
    return found


def test_the_feed_tells_every_fact_once_at_every_commit(moments: list[Moment]) -> None:
    assert len(moments) == _COMMITS + 1
    for one in moments:
        assert one.facts == one.expected, one.commit
        assert len(one.ids) == len(one.items), one.commit
    assert {label for one in moments for _, label, _ in one.facts} == {*_LABELS.values(), _EXPIRED}


def test_a_fact_keeps_its_name_and_no_name_is_given_to_another(moments: list[Moment]) -> None:
    names: dict[Fact, list[str]] = {}
    owners: dict[str, Fact] = {}
    for moment in moments:
        told: dict[Fact, set[str]] = {}
        for item in moment.items:
            told.setdefault(fact(item), set()).add(item.id)
            assert owners.setdefault(item.id, fact(item)) == fact(item), moment.commit
        for one, ids in told.items():
            known = names.setdefault(one, [])
            known.extend(sorted(ids - set(known)))
            assert ids == set(known[: len(ids)]), moment.commit
    assert len(owners) > 40


def test_form_and_what_is_not_public_change_no_byte_of_an_entry(moments: list[Moment]) -> None:
    seen = Counter[str]()
    for before, after in pairwise(moments):
        if after.kind in {"formatting", "fmt", "internal", "undone", "outside"}:
            seen[after.kind] += 1
            assert after.items == before.items, (after.kind, after.commit)
    assert seen["formatting"] + seen["fmt"] >= 40
    assert len(seen) == 5


def test_a_change_adds_and_takes_exactly_its_own_entries(moments: list[Moment]) -> None:
    added = taken = quiet = 0
    for before, after in pairwise(moments):
        fresh, gone = after.ids - before.ids, before.ids - after.ids
        assert len(fresh) == (after.expected - before.expected).total(), after.commit
        assert len(gone) == (before.expected - after.expected).total(), after.commit
        added, taken = added + bool(fresh), taken + bool(gone)
        quiet += after.kind == "real" and not fresh and not gone
    assert added >= 10
    assert taken >= 5
    assert quiet >= 20, "a new name or note of a product is no change of its star"
