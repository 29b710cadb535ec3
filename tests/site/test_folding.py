"""The browser folds letters and makes addresses exactly as Python does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from ocop import spelling
from tests.site.conftest import Visitors
from tests.site.search_registry import rows_of
from tests.test_spelling import GOLDEN_ORDER, VOCABULARY

pytestmark = pytest.mark.browser

# White space to one of the two languages only; a dossier with any of them is refused when it is read.
_NOT_IN_DOSSIERS = set("\x1c\x1d\x1e\x1f\x85\ufeff")
# Blocks whose letters turn up in names; their case and marks have been settled for many versions of Unicode.
_LETTERS = [
    chr(code)
    for first, last in ((0, 0x24F), (0x250, 0x36F), (0x370, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x206F))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) not in {"Cn", "Cs"} and chr(code) not in _NOT_IN_DOSSIERS
]
_CALL = """async ([address, texts]) => {
  const { fold, slug } = await import(address);
  return texts.map(text => [fold(text), slug(text)]);
}"""


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every letter by itself and between others, and names as registries have them."""
    names = [row["name"] for table in ("products", "producers") for row in rows_of(table)]
    names += [*GOLDEN_ORDER, *VOCABULARY, " ".join(VOCABULARY[:60]), "Đ" * 90, "một hai " * 12, "—", ""]
    apart = [unicodedata.normalize("NFD", name) for name in names]
    return [
        *_LETTERS,
        *(f"a{letter}B {letter}" for letter in _LETTERS),
        *names,
        *apart,
        *map(str.upper, names),
    ]


@pytest.fixture
def page(visitors: Visitors, search_address: str) -> Page:
    """A page that may load the site's scripts."""
    return visitors.come().open(search_address)


def _answers(page: Page, texts: list[str]) -> list[tuple[str, str]]:
    script = page.evaluate("new URL('assets/rows.js', location.href).href")
    return [tuple(answer) for answer in page.evaluate(_CALL, [script, texts])]


def test_every_letter_and_name_folds_alike(page: Page, texts: list[str]) -> None:
    expected = [(spelling.folded(text), spelling.slug(text)) for text in texts]
    found = _answers(page, texts)
    assert [pair for pair in zip(texts, expected, found, strict=True) if pair[1] != pair[2]] == []
    assert len(texts) > 3000


def test_random_text_folds_alike(page: Page) -> None:
    drawn: list[str] = []

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(st.lists(st.text(st.sampled_from(_LETTERS), max_size=120), max_size=8))
    def draw(texts: list[str]) -> None:
        drawn.extend(texts)

    draw()
    expected = [(spelling.folded(text), spelling.slug(text)) for text in drawn]
    assert _answers(page, drawn) == expected
    assert len(drawn) > 400


def test_every_key_for_d_is_one_letter(page: Page) -> None:
    typed = ["đ", "Đ", "ð", "Ð", "\u0189", "\u0256", "d", "D"]
    assert {fold for fold, _ in _answers(page, typed)} == {"d"}
