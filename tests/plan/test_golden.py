"""The progress engine against a table that people can read: `tests/golden/progress.csv`.

`rows` lists what was recorded, apart by ` | `: a figure with its sign and date (`>95%@2023-12-31`,
`9999/10000@2023`), `d` and a day for a deed, `x@` for “not done”, `-` for “no figure found”, ` ?` after
it for a row without a source, `n4` or `N4` for four products in an incomplete or complete registry. `percent`
and `of_high` are the shares of the lower and the upper bound as shown.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ocop.diagnostics import Language
from ocop.plan import progress
from ocop.plan.words import STATE_LABELS, percent
from tests.plan import plans

GOLDEN = Path(__file__).parent.parent / "golden" / "progress.csv"
with GOLDEN.open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))
ENOUGH = 100


def shown(share: Fraction | None) -> str:
    return "" if share is None else f"{percent(share).normalize():f}"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_golden_case(case: dict[str, str]) -> None:
    parts = [part for part in case["rows"].split(" | ") if part]
    counts = [part for part in parts if part[0] in "nN"]
    measure = plans.counted(complete=counts[0][0] == "N", stars=(3, 4)) if counts else None
    registry = plans.new_products(int(counts[0][1:])) if counts else plans.EMPTY
    target = plans.target(case["kind"], case["low"], case["high"], when=case["window"], measure=measure)
    rows = [plans.row(part, line=line) for line, part in enumerate(parts, 2) if part not in counts]
    plan = plans.plan(target, rows=rows)
    (answer,) = progress(plan, registry, plans.law(), date.fromisoformat(case["as_of"])).targets
    late = str(answer.late_by or "") + (f"≤{answer.late_at_most}" if answer.late_at_most else "")
    found = {
        "word": answer.state.label.within(Language.VI),
        "percent": shown(answer.share),
        "of_high": shown(answer.high_share),
        "late": late,
        "conflict": "yes" if answer.conflict else "",
    }
    assert found == {key: case[key] for key in found}


def test_there_are_enough_cases_of_every_kind_and_word() -> None:
    assert len(CASES) >= ENOUGH
    assert {case["kind"] for case in CASES} == {
        "range", "at_least", "percent", "deliverable", "dated", "all_year",
    }  # fmt: skip
    assert {case["word"] for case in CASES} == {label.vi for label in STATE_LABELS.values()}
    assert len({case["case"] for case in CASES}) == len(CASES)


def test_the_words_are_the_nine_that_were_asked_for() -> None:
    assert [label.vi for label in STATE_LABELS.values()] == [
        "Đạt",
        "Vượt",
        "Đang thực hiện",
        "Chậm so với mốc",
        "Quá hạn chưa đạt",
        "Chưa đến kỳ",
        "Chưa có số liệu",
        "Không tính được",
        "Không áp dụng",
    ]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(200, 201), "99.5"),
        (Fraction(999_999, 1_000_000), "99.9"),
        (Fraction(1), "100.0"),
        (Fraction(31, 30), "103.3"),
        (Fraction(0), "0"),
        (Fraction(1, 3000), "0.03"),
    ],
)
def test_a_percentage_is_cut_off(share: Fraction, expected: str) -> None:
    assert percent(share) == Decimal(expected)
