"""Which papers prove which criterion: this registry's reading, held against the acts' own lists of papers."""

from __future__ import annotations

import csv
import json
from functools import cache

import pytest

from ocop.cli import main
from ocop.scoring import Sheet
from tests.scoring.sheets_of import NUMBERS, ROOT, rule_set, sheet, sheets

EVERY = [(identifier, number) for identifier, numbers in NUMBERS.items() for number in numbers]
_DECLARED = ["quality_declaration"]
_CERTIFIED = ["production_eligibility"]
_CONTROLLED = ["quality_management", "quality_control_records"]
# What has nothing to prove on a sheet; every other kind of paper of its act proves something there.
IDLE = {
    ("2026-26", 22): [*_CERTIFIED, "test_report"],
    ("2026-26", 23): [*_CERTIFIED, *_DECLARED, "test_report"],
    ("2026-26", 24): [*_CERTIFIED, *_DECLARED, "test_report"],
    ("2026-26", 25): [*_CERTIFIED, *_DECLARED, "test_report"],
    ("2026-26", 26): [
        "raw_material_origin", *_DECLARED, "test_report", "barcode_traceability", "quality_management",
    ],
    ("2019-1048", 19): ["product_standard"],
    ("2019-1048", 23): [*_CERTIFIED, "product_standard", "test_report", *_CONTROLLED],
    ("2019-1048", 24): [*_CERTIFIED, "product_standard", *_CONTROLLED],
    ("2019-1048", 25): [*_CERTIFIED, "product_standard", "test_report", *_CONTROLLED],
    ("2019-1048", 26): [
        *_DECLARED, "product_standard", "test_report", "codes_and_ip", "raw_material_origin", *_CONTROLLED,
    ],
}  # fmt: skip


@cache
def list_of(name: str) -> tuple[dict[str, str], ...]:
    with (ROOT / "schemas" / "lists" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def papers_of(identifier: str) -> list[str]:
    """The kinds of evidence an act asks a producer for, in its own order."""
    kinds = {row["id"]: row["kind"] for row in list_of("document-types")}
    asked = dict.fromkeys(one.document_type for one in rule_set(identifier).documents)
    return [one for one in asked if kinds[one] == "evidence"]


def proving(given: Sheet, paper: str) -> list[str]:
    return [one.key for one in given.criteria if paper in one.evidence]


def test_the_form_lists_fifteen_papers() -> None:
    """26/2026, Phụ lục III, Mẫu số 02; 1048 has 13 supporting papers and the business registration."""
    numbered = [row["id"] for row in list_of("document-types") if row["evidence_number"]]
    assert papers_of("2026-26") == numbered
    assert len(numbered) == 15
    assert len(papers_of("2019-1048")) == 14


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_a_criterion_names_only_papers_its_act_asks_for_in_the_acts_order(
    identifier: str, number: int
) -> None:
    known = papers_of(identifier)
    for one in sheet(identifier, number).criteria:
        assert list(one.evidence) == [paper for paper in known if paper in one.evidence], one.key


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_every_paper_proves_something_on_every_sheet_but_where_nothing_asks_for_it(
    identifier: str, number: int
) -> None:
    given = sheet(identifier, number)
    idle = [paper for paper in papers_of(identifier) if not proving(given, paper)]
    assert sorted(idle) == sorted(IDLE.get((identifier, number), []))


@pytest.mark.parametrize("identifier", NUMBERS)
def test_no_paper_is_idle_on_a_sheet_for_food_or_drink(identifier: str) -> None:
    edible = {f"{identifier}/I", f"{identifier}/II"}
    numbers = {int(row["number"]) for row in list_of("product-sets") if row["group"] in edible}
    assert len(numbers) in {17, 18}
    assert not {(identifier, number) for number in numbers} & set(IDLE)


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        ("business_registration", ["3.1"]),
        ("production_eligibility", ["9"]),
        ("raw_material_origin", ["1.1", "1.2", "1.5"]),
        ("environmental_protection", ["1.6", "1.7"]),
        ("local_labour", ["3.3"]),
        ("growth", ["3.4"]),
        ("intellectual_property", ["3.5"]),
        ("market_development", ["1.4", "4.1", "11"]),
        ("promotion", ["4.3", "11"]),
        ("product_story", ["5.1", "5.2", "5.3"]),
        ("quality_declaration", ["2.3", "8"]),
        ("test_report", ["8"]),
        ("barcode_traceability", ["2.3", "5.1"]),
        ("quality_management", ["1.2", "9", "11"]),
        ("awards", ["4.3"]),
    ],
)
def test_the_coffee_sheet_paper_by_paper(paper: str, codes: list[str]) -> None:
    assert proving(sheet("2026-26", 13), paper) == codes


@pytest.mark.parametrize(("identifier", "number"), EVERY)
def test_what_the_sample_alone_shows_needs_no_paper(identifier: str, number: int) -> None:
    """Smell, taste, colour and uniqueness are judged at the table; the representative's person never is."""
    for one in sheet(identifier, number).criteria:
        words = one.name.casefold()
        shown = words.startswith(("màu", "mùi", "vị", "tạp chất", "hình d", "tính độc đáo", "đại diện"))
        assert not (shown and one.evidence), one.key


@pytest.mark.parametrize(
    ("identifier", "criteria", "papers"), [("2026-26", 477, 653), ("2019-1048", 442, 574)]
)
def test_how_much_is_proved_by_paper(identifier: str, criteria: int, papers: int) -> None:
    proved = [one for given in sheets(identifier) for one in given.criteria if one.evidence]
    assert (len(proved), sum(len(one.evidence) for one in proved)) == (criteria, papers)


def test_a_sheet_prints_its_papers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["sheet", "2026-26", "13"]) == 0
    text = capsys.readouterr().out
    assert "do sổ đăng ký đối chiếu; có một loại là đủ" in text
    assert (
        "    2.3 Phong cách, ghi nhãn hàng hóa (tối đa 3)\n"
        "        Minh chứng: Công bố chất lượng; Mã số mã vạch, tem truy xuất nguồn gốc\n"
    ) in text
    assert text.count("Minh chứng: ") == 19
    assert main(["sheet", "2026-26", "13", "--format", "json"]) == 0
    answer = {one["code"]: one["evidence"] for one in json.loads(capsys.readouterr().out)["criteria"]}
    assert answer["2.3"] == ["quality_declaration", "barcode_traceability"]
    assert answer["7"] == []
