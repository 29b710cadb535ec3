"""Golden queries over a fixed registry in a real browser: nothing is missed, and the right comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Page, expect

from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.spelling import folded
from tests.site.conftest import Visitors
from tests.site.every_state import REPOSITORY
from tests.site.search_oracle import exact_words, found_by, texts_of
from tests.site.search_registry import GoldenQuery, golden_queries, rows_of

pytestmark = pytest.mark.browser

_ASKED_FOR = (
    "no-marks",
    "d",
    "nfd",
    "tone",
    "code",
    "official",
    "old-district",
    "prefix",
    "eth",
    "same-thing",
    "star",
)
_CALL = """async ([base, texts, most]) => {
  const { rows } = await import(base + "assets/rows.js");
  const registry = await rows({ action: base + "so-dang-ky/" });
  const address = ({ kind, at }) => kind === "unit" ? registry.unitAddress(registry.units[at])
    : kind === "producer" ? registry.producerAddress(at) : registry.address(at);
  return texts.map(text => registry.suggest(text, most).found.map(one => address(one).slice(base.length)));
}"""


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(FolderTree(REPOSITORY))[0]


@pytest.fixture(scope="module")
def queries(law: Law) -> tuple[GoldenQuery, ...]:
    return tuple(golden_queries(law))


@pytest.fixture
def page(visitors: Visitors, search_address: str) -> Page:
    return visitors.come().open(search_address + "gioi-thieu/")


def _answers(page: Page, base: str, texts: Sequence[str], most: int = 10) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(_CALL, [base, list(texts), most])
    return found


def test_there_are_enough_golden_queries_of_each_kind(queries: tuple[GoldenQuery, ...]) -> None:
    counts = Counter(query.kind for query in queries)
    assert len(queries) >= 80
    assert {kind: counts[kind] for kind in _ASKED_FOR if counts[kind] < 10} == {}
    assert len({(query.kind, query.text) for query in queries}) == len(queries)
    assert all(query.relevant for query in queries)


def test_golden_queries_are_answered_in_full_and_in_order(
    queries: tuple[GoldenQuery, ...], page: Page, search_address: str
) -> None:
    """Of ten answers: every relevant one, ten at most; of the first five, as far as so many are relevant."""
    answers = _answers(page, search_address, [query.text for query in queries])
    missed, precisions = [], []
    for query, found in zip(queries, answers, strict=True):
        due = min(10, len(query.relevant))
        if len(query.relevant & set(found)) < due:
            missed.append((query.kind, query.text, sorted(query.relevant - set(found))))
        first = found[: min(5, len(query.relevant))]
        precisions.append(len(query.relevant & set(first)) / len(first))
    assert missed == []
    assert sum(precisions) / len(precisions) >= 0.95


def test_what_is_written_as_typed_comes_first(
    queries: tuple[GoldenQuery, ...], page: Page, search_address: str, law: Law
) -> None:
    """An answer that has every word with its marks never stands below one that has not."""
    texts = texts_of(rows_of("products"), rows_of("producers"), law)
    asked = [query.text for query in queries if query.text != folded(query.text)]
    wrong = []
    for text, found in zip(asked, _answers(page, search_address, asked, most=200), strict=True):
        exact = [exact_words(text, texts[address]) for address in found]
        if sorted(exact, reverse=True) != exact:
            wrong.append((text, list(zip(found, exact, strict=True))))
    assert wrong == []
    assert len(asked) >= 60


def test_exactly_what_the_rule_says_is_found(
    queries: tuple[GoldenQuery, ...], page: Page, search_address: str, law: Law
) -> None:
    wrong = []
    for starred in (False, True):
        kinds = {"star"} if starred else {one.kind for one in queries} - {"code", "official", "star"}
        asked = [query.text for query in queries if query.kind in kinds]
        texts = texts_of(rows_of("products"), rows_of("producers"), law, coded=False, starred=starred)
        products = {address: text for address, text in texts.items() if address.startswith("san-pham/")}
        for text, found in zip(asked, _answers(page, search_address, asked, most=200), strict=True):
            difference = {address for address in found if address in products} ^ found_by(text, products)
            if difference:
                wrong.append((text, sorted(difference)))
    assert wrong == []


def test_its_own_name_comes_before_another_word_for_it(page: Page, search_address: str) -> None:
    names = {f"/{row['folder']}/": row["name"].lower() for row in rows_of("products")}
    for typed, own in (("cà phê", 6), ("coffee", 2), ("honey", 1), ("mat ong", 4), ("pepper", 1)):
        (found,) = _answers(page, search_address, [typed])
        bear = [folded(typed) in folded(names[f"/{one.split('/')[2]}/"]) for one in found]
        assert bear == [True] * own + [False] * (len(found) - own), typed
        assert len(found) > own


def test_a_product_is_found_by_its_own_name(page: Page, search_address: str) -> None:
    """However the name is typed, the first product with that name leads."""
    folders = {row["key"]: row["folder"] for row in rows_of("producers")}
    names: Mapping[str, str] = {
        f"san-pham/{folders[row['producer']]}/{row['folder']}/": row["name"] for row in rows_of("products")
    }
    for typed in (str, folded, str.upper, lambda name: folded(name).replace(" ", "  ")):
        answers = _answers(page, search_address, [typed(name) for name in names.values()])
        firsts = [next(one for one in found if one in names) for found in answers]
        assert [names[first] for first in firsts] == list(names.values())


@pytest.mark.parametrize("kind", [*_ASKED_FOR, "marks", "producer", "commune"])
def test_the_box_shows_what_the_search_finds(
    kind: str, queries: tuple[GoldenQuery, ...], page: Page, search_address: str
) -> None:
    query = next(query for query in queries if query.kind == kind)
    (expected,) = _answers(page, search_address, [query.text])
    page.locator("#tim-nhanh").fill(query.text)
    options = page.locator("#tim-nhanh-list [role=option]")
    expect(options).to_have_count(len(expected) + 1)
    shown = options.evaluate_all("all => all.map(one => one.dataset.href)")
    assert [address.removeprefix(search_address) for address in shown[:-1]] == expected
    assert "so-dang-ky/?q=" in shown[-1]
