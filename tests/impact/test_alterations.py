"""How two versions of a file differ in what they say: never in form, order or spacing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ocop.impact import Alteration, Alterations, FileFacts, Rows, alterations, paired

_WORDS = st.text("abcđ ", min_size=1, max_size=4)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.sampled_from(("recognised", "revoked")),
            "on": st.sampled_from(("", "2026-01-02")),
            "note": _WORDS,
        }
    ),
    max_size=6,
)


def table(rows: list[dict[str, str]]) -> FileFacts:
    """A table of these rows."""
    return FileFacts(path="history.csv", records=tuple(rows), lines={})


def form(**values: str) -> FileFacts:
    """A form of these values; `__` in a key stands for the dot."""
    return FileFacts(
        path="product.yml", values={key.replace("__", "."): one for key, one in values.items()}, lines={}
    )


@given(_ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(rows: list[dict[str, str]], chance: object) -> None:
    other = list(rows)
    assert hasattr(chance, "shuffle")
    chance.shuffle(other)
    spaced = [{name: f" {cell}  " for name, cell in reversed(row.items())} for row in other]
    assert not alterations(table(rows), table(spaced))


@given(_ROWS, _ROWS)
def test_rows_that_went_and_came_make_one_of_the_other(
    old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    def cells(rows: list[dict[str, str]]) -> Counter[tuple[tuple[str, str], ...]]:
        return Counter(
            tuple(sorted((name, " ".join(cell.split())) for name, cell in row.items() if cell.split()))
            for row in rows
        )

    found = alterations(table(old), table(new)).rows
    gone = Counter(row for one in found for row in one.gone)
    come = Counter(row for one in found for row in one.come)
    assert cells(old) - gone + come == cells(new)
    assert not gone & come
    pairs = [pair for one in found for pair in paired(one)]
    assert Counter(old for old, _ in pairs if old is not None) == gone
    assert Counter(new for _, new in pairs if new is not None) == come
    assert all(dict(old)["event"] == dict(new)["event"] for old, new in pairs if old and new)


def test_a_row_put_right_is_known_by_its_day_before_its_number() -> None:
    one = {"event": "recognised", "on": "2020-01-15", "decision": "1/QĐ"}
    other = {"event": "recognised", "on": "2023-01-16", "decision": "2/QĐ"}
    (rows,) = alterations(table([one, other]), table([other | {"decision": "1/QĐ"}])).rows
    pairs = [tuple(dict(row or ()) for row in pair) for pair in paired(rows)]
    assert pairs == [(other, other | {"decision": "1/QĐ"}), (one, {})]


def test_a_certificate_put_right_is_known_by_its_number_before_its_name() -> None:
    old = [{"name": "VietGAP", "number": "1"}, {"name": "VietGAP", "number": "2"}, {"name": "HACCP"}]
    new = [{"name": "VietGAP trồng trọt", "number": "2"}, {"name": "HACCP", "number": "3"}]
    sides = (
        form(
            **{f"certificates__{at}__{key}": text for at, one in enumerate(side) for key, text in one.items()}
        )
        for side in (old, new)
    )
    (rows,) = alterations(*sides).rows
    pairs = [tuple(dict(row or ()) for row in pair) for pair in paired(rows)]
    assert pairs == [(old[1], new[0]), (old[2], new[1]), (old[0], {})]


def test_values_and_items_of_lists() -> None:
    before = form(
        schema="product/1", name="Gạo", packs__0="a", packs__1="b", codes__0__scheme="s", codes__0__code="1"
    )
    after = form(
        schema="product/2", name=" Gạo\nthơm", packs__0="b", codes__0__code="2", codes__0__scheme="s"
    )
    assert alterations(before, after) == Alterations(
        values=(Alteration(key="name", before="Gạo", after="Gạo thơm"),),
        rows=(
            Rows(key="packs", gone=((("", "a"),),), come=()),
            Rows(
                key="codes",
                gone=((("code", "1"), ("scheme", "s")),),
                come=((("code", "2"), ("scheme", "s")),),
            ),
        ),
    )
    assert alterations(None, before).values == (Alteration(key="name", before="", after="Gạo"),)
    assert not alterations(None, None)
