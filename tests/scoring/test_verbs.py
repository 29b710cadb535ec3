"""`ocop sheet` and `ocop score` as programs and people meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocop.cli import main
from tests.scoring.sheets_of import ROOT, sheet, top_points


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def scores(folder: Path, **changed: str) -> str:
    """A file of full marks on sheet 13 but for `changed` (`_` in names for the dot in codes)."""
    points = {code: str(one) for code, one in top_points(sheet("2026-26", 13)).items()}
    points |= {code.removeprefix("c").replace("_", "."): one for code, one in changed.items()}
    path = folder / "diem.csv"
    path.write_text(
        "criterion,points\n" + "".join(f"{code},{one}\n" for code, one in points.items()), "utf-8"
    )
    return str(path)


def test_a_sheet_prints_as_json_in_printed_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "2026-26", "13", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rule_set"], answer["sheet"], answer["product_set"]) == (
        "2026-26",
        13,
        "Sản phẩm cà phê, ca cao",
    )
    assert [one["code"] for one in answer["criteria"]] == [one.code for one in sheet("2026-26", 13).criteria]
    first = answer["criteria"][0]
    assert (first["part"], first["section"], first["name"], first["max"]) == (
        "A",
        "1",
        "Nguồn nguyên liệu",
        3,
    )
    assert first["options"][1] == {
        "points": 2,
        "min_star": 3,
        "case": None,
        "label": "Từ 50 đến dưới 75 % nguyên liệu trong tỉnh",
    }
    assert first["knockouts"] == ["Loại nếu nguyên liệu nhập khẩu toàn bộ hoặc không rõ nguồn gốc"]


def test_a_sheet_prints_its_oddities(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "2019-1048", "10"]) == 0
    text = capsys.readouterr().out
    assert "phiếu thiếu 2 điểm" in text
    assert main(["sheet", "2026-26", "4"]) == 0
    assert "CHÚ Ý (7): Mức thứ ba in 13 điểm" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2023-148", "5"), "chỉ ghi được tổng điểm từng phần: A 40, B 25, C 35"),
        (("2019-1048", "3"), "chỉ ghi được tổng điểm từng phần: A 35, B 25, C 40"),
        (("2026-26", "27"), "không có phiếu số 27 (có 1–26)"),
        (("2027-1", "1"), "Không có bộ quy định “2027-1”"),
    ],
)
def test_a_sheet_that_nobody_has_is_said_to_be_missing(
    arguments: tuple[str, str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sheet", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err


def test_a_score_says_what_limits_the_star(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scores(tmp_path, c3_5="1", c4_1="2", c5_1="3", c1_5="2", c4_2="0", c4_3="0", c5_3="1", c7="3")
    arguments = ["score", "--rule-set", "2026-26", "--sheet", "13", path]
    assert main([*arguments, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["parts"] == {"A": 37, "B": 8, "C": 33}
    assert (answer["total"], answer["star"], answer["star_by_points"]) == (78, 3, 4)
    assert answer["limited_by"] == ["3.5", "4.1", "5.1"]
    assert answer["problems"] == []
    assert [(one["criterion"], one["to"]) for one in answer["next_star"]["raise"]] == [
        ("3.5", 2),
        ("4.1", 3),
        ("5.1", 5),
    ]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert "Tổng: 78 điểm (A 37 · B 8 · C 33)\nHạng: 3 sao\nĐủ điểm 4 sao; thiếu: 3.5 Nhãn hiệu" in text


def test_points_that_no_option_gives_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scores(tmp_path, c4_2="2")
    assert main(["score", "--rule-set", "2026-26", "--sheet", "13", path, "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["severity"]) for one in answer["problems"]] == [("OCOP-502", "error")]
    assert answer["total"] == 96


@pytest.mark.parametrize("cell", ["hai", "1,5", "-1", "1e1", "=1+1", "NaN"])
def test_points_that_are_no_number_are_an_error(
    cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scores(tmp_path, c4_2=f'"{cell}"')
    assert main(["score", "--rule-set", "2026-26", "--sheet", "13", path]) == 1
    assert "OCOP-3" in capsys.readouterr().out


def test_a_council_is_scored_by_its_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hoi-dong.csv"
    rows = [("chu-tich", "A", 38), ("chu-tich", "B", 20), ("chu-tich", "C", 30)]
    rows += [("uy-vien-1", "A", 37), ("uy-vien-1", "B", 20), ("uy-vien-1", "C", 30)]
    text = "".join(f"{seat},{part},{points}\n" for seat, part, points in rows)
    path.write_text("seat,criterion,points\n" + text, "utf-8")
    arguments = ["score", "--rule-set", "2023-148", "--sheet", "13", "--seats", "3", str(path)]
    assert main([*arguments, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total"], answer["star"], answer["spread"]) == (87.5, 4, 1)
    assert answer["seats"] == {"chu-tich": 88, "uy-vien-1": 87}
    assert [one["code"] for one in answer["problems"]] == ["OCOP-517", "OCOP-522"]


def test_a_file_that_is_not_there_is_nobodys_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--rule-set", "2026-26", "--sheet", "13", "khong-co.csv"]) == 2
    assert "không có tệp này" in capsys.readouterr().err
