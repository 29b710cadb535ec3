"""`ocop new`: what it begins is sound and canonical, and what `ocop todo` asks for; it overwrites nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from ocop import cli
from ocop.canonical import Formatter, formattable
from ocop.completeness import CreateFile, FillCells, SetKey, todo
from ocop.load.tree import FolderTree
from ocop.source import read_document
from tests.cases_of import follow, read

PRODUCT = "htx-nong-san-mau/tra-mau"
COFFEE = "hop-tac-xa-mau/ca-phe-mau"
KEY = re.compile(r"^( *)#([a-z_]+):$")


def new(kind: str, identifier: str, *arguments: str) -> int:
    """Begin something on a fixed day, unless another is given."""
    dated = () if "--on" in arguments else ("--on", "2026-11-26")
    return cli.main(["new", kind, identifier, *arguments, *dated])


def begun(*arguments: str, kind: str = "first") -> None:
    """A producer, a product and an application of it."""
    assert (
        new("producer", "htx-nong-san-mau", "--name", "HTX Nông sản Mẫu", "--type", "cooperative")
        == cli.CLEAN
    )
    assert new("product", PRODUCT, "--name", "Trà Mẫu") == cli.CLEAN
    assert new("application", PRODUCT, "--kind", kind, *arguments) == cli.CLEAN


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `dossiers/`."""
    files = (path for path in (root / "dossiers").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


# --- what it writes -----------------------------------------------------------------------------


def test_a_producer_and_a_product_begin_with_what_is_known(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        new("producer", "HTX Nông sản Mẫu", "--name", "HTX Nông sản Mẫu", "--type", "cooperative")
        == cli.CLEAN
    )
    output, errors = capsys.readouterr()
    assert output.splitlines() == [
        "Tên thư mục: htx-nong-san-mau",
        "Đã tạo dossiers/htx-nong-san-mau/producer.yml",
        "Tiếp theo:",
        '  ocop new product htx-nong-san-mau/ten-san-pham --name "Tên sản phẩm"',
    ]
    assert errors == ""
    text = (root / "dossiers/htx-nong-san-mau/producer.yml").read_text("utf-8")
    document, _ = read_document("producer.yml", text)
    assert document is not None
    assert document.value == {
        "schema": "producer/1",
        "name": "HTX Nông sản Mẫu",
        "type": "cooperative",
        "record": {"standing": "gathered", "gathered_on": "2026-11-26"},
    }
    assert "# Địa bàn. Đơn vị hành chính nơi sản xuất" in text
    assert "\n#place:\n" in text
    assert "\n  #commune:\n" in text
    assert "website" not in text
    assert new("product", "htx-nong-san-mau/Trà Mẫu", "--name", "Trà: Mẫu #1") == cli.CLEAN
    assert 'name: "Trà: Mẫu #1"\n' in (root / f"dossiers/{PRODUCT}/product.yml").read_text("utf-8")
    assert (root / f"dossiers/{PRODUCT}/history.csv").read_text("utf-8").count("\n") == 1
    assert read(root).diagnostics == ()


def test_an_application_has_a_row_for_every_criterion_and_every_key_to_fill(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun("--sheet", "13")
    folder = root / f"dossiers/{PRODUCT}/2026-1"
    assert sorted(path.name for path in folder.iterdir()) == [
        "application.yml",
        "evidence.csv",
        "self-assessment.csv",
        "self-assessment.yml",
    ]
    rows = (folder / "self-assessment.csv").read_text("utf-8").splitlines()
    assert rows[:3] == ["criterion,option,points,grounds,evidence", "1.1,,,,", "1.2,,,,"]
    assert len(rows) == 35
    text = (folder / "application.yml").read_text("utf-8")
    assert "\nkind: first\n" in text
    assert "\nsheet: 13\n" in text
    assert "26/2026/QĐ-TTg, Phụ lục III, Mẫu số 01" in text
    assert set(commented_keys(folder / "application.yml")) == {
        "target_star", "registration", "representative_role", "samples", "electronic_copy", "pledge",
        "signed_on",
    }  # fmt: skip
    assert "changes" not in (folder / "self-assessment.yml").read_text("utf-8")
    output = capsys.readouterr().out
    assert f"  ocop todo {PRODUCT}/2026-1 --as-of 2026-11-26\n" in output
    assert "  ocop sheet 2026-26 13\n" in output


def commented_keys(file: Path) -> Iterator[str]:
    """The keys that wait behind a mark."""
    for line in file.read_text("utf-8").splitlines():
        matched = KEY.match(line)
        if matched:
            yield matched[2]


@pytest.mark.parametrize(
    ("on", "arguments", "kind", "keys", "codes"),
    [
        ("2020-05-01", ["--sheet", "14"], "first", {"idea", "business_plan", "organisation_profile"}, 33),
        ("2020-05-01", ["--sheet", "3"], "first", {"idea", "business_plan", "organisation_profile"}, 3),
        ("2020-05-01", [], "first", {"sheet", "idea", "business_plan", "organisation_profile"}, 0),
        ("2023-06-01", [], "first", {"sheet"}, 3),
        ("2023-06-01", ["--sheet", "13"], "re_evaluation", {"registration"}, 3),
        ("2025-08-01", ["--sheet", "1"], "upgrade", set(), 3),
        ("2026-06-01", ["--sheet", "26"], "re_evaluation", {"registration"}, 32),
        ("2026-06-01", [], "upgrade", {"sheet", "registration"}, 0),
    ],
)
def test_each_act_asks_for_its_own(
    on: str, arguments: list[str], kind: str, keys: set[str], codes: int, root: Path
) -> None:
    begun(*arguments, "--on", on, kind=kind)
    (folder,) = (root / f"dossiers/{PRODUCT}").glob("20*-1")
    assert folder.name == f"{on[:4]}-1"
    asked = set(commented_keys(folder / "application.yml"))
    assert keys | {"target_star"} <= asked
    assert not (asked & {"idea", "business_plan", "organisation_profile", "registration", "sheet"}) - keys
    rows = (folder / "self-assessment.csv").read_text("utf-8").splitlines()[1:]
    assert len(rows) == codes
    if codes == 3:
        assert rows == ["A,,,,", "B,,,,", "C,,,,"]
    if kind != "first" and (folder / "self-assessment.yml").exists():
        assert "changes" in set(commented_keys(folder / "self-assessment.yml"))
    assert [one for one in read(root).diagnostics if one.code.severity.value == "error"] == []
    formatter = Formatter(FolderTree(root), root / "schemas")
    for entry in formattable(FolderTree(root).folder("dossiers")):
        assert formatter.formatted(entry).patch == ""


@pytest.mark.parametrize("on", ["2020-05-01", "2023-06-01", "2026-06-01"])
def test_what_is_left_to_do_stands_in_the_files(on: str, root: Path) -> None:
    begun("--sheet", "13", "--on", on, kind="first" if on != "2023-06-01" else "re_evaluation")
    loaded = read(root)
    product = loaded.registry.products[PRODUCT]
    (application,) = product.applications
    asked = todo(product, application, loaded.law, loaded.sheets, date.fromisoformat(on))
    keys = {
        name: set(commented_keys(root / application.path / name))
        for name in ("application.yml", "self-assessment.yml")
        if (root / application.path / name).exists()
    }
    for item in asked.required:
        edit = item.edit
        assert not isinstance(edit, CreateFile)
        if isinstance(edit, SetKey):
            name = edit.file.rpartition("/")[2]
            assert set(edit.key.split(".")) <= keys[name], edit.key
        if edit.file.endswith("self-assessment.csv"):
            assert isinstance(edit, FillCells)


@pytest.mark.parametrize("on", ["2020-05-01", "2026-06-01"])
def test_deleting_the_marks_and_filling_in_makes_sound_files(on: str, root: Path) -> None:
    begun("--sheet", "13", "--on", on, kind="first")
    (folder,) = (root / f"dossiers/{PRODUCT}").glob("20*-1")
    for file in folder.glob("*.yml"):
        schema = json.loads((root / "schemas" / file.name.replace(".yml", ".schema.json")).read_text("utf-8"))
        path: list[str] = []
        lines = []
        for line in file.read_text("utf-8").splitlines():
            matched = KEY.match(line)
            if matched is None:
                lines.append(line)
                continue
            path = [*path[: len(matched[1]) // 2], matched[2]]
            lines.append(f"{matched[1]}{matched[2]}: {answer(schema, path)}".rstrip())
        file.write_text("\n".join(lines) + "\n", "utf-8")
    assert [one.code.id for one in read(root).diagnostics] == []
    assert cli.main(["fmt"]) == cli.CLEAN
    assert [one.code.id for one in read(root).diagnostics] == []


def answer(schema: Mapping[str, object], path: list[str]) -> str:
    """A value that the schema allows at a path, nothing for a group."""
    node: Mapping[str, object] = schema
    for name in path:
        properties = node["properties"]
        assert isinstance(properties, dict)
        node = properties[name]
    if node.get("format") == "date":
        return "2020-01-02"
    if node.get("enum"):
        choices = node["enum"]
        assert isinstance(choices, list)
        return str(choices[0])
    kinds = {"object": "", "boolean": "true", "integer": "4", "array": "[trademark]", "string": "Chữ mẫu"}
    return kinds[str(node["type"])]


def test_the_sheet_comes_from_the_products_own_set(root: Path) -> None:
    assert new("application", "hop-tac-xa-mau/ca-phe-mau", "--kind", "upgrade") == cli.CLEAN
    assert "\nsheet: 13\n" in (root / "dossiers/hop-tac-xa-mau/ca-phe-mau/2026-1/application.yml").read_text(
        "utf-8"
    )


def test_numbers_go_on_after_the_highest(root: Path) -> None:
    product = "dossiers/hop-tac-xa-mau/ca-phe-mau"
    follow({"text": {f"{product}/2026-4/note.txt": "x"}}, root)
    assert new("application", "hop-tac-xa-mau/ca-phe-mau", "--kind", "upgrade") == cli.CLEAN
    assert (root / product / "2026-5" / "application.yml").exists()


# --- what it refuses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "recipe",
    [
        {"text": {"dossiers/htx-nong-san-mau/producer.yml": "schema: producer/1\n"}},
        {"text": {"dossiers/htx-nong-san-mau": "x"}},
        {"symlink": {"dossiers/htx-nong-san-mau": "hop-tac-xa-mau"}},
        {"symlink": {"dossiers/htx-nong-san-mau": "nowhere"}},
        {"folder": {"dossiers/htx-nong-san-mau": 0}},
    ],
)
def test_nothing_is_overwritten(
    recipe: dict[str, dict[str, str | int]], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(recipe, root)
    before = tree(root)
    assert (
        new("producer", "htx-nong-san-mau", "--name", "HTX Mẫu khác", "--type", "cooperative") == cli.FAULTY
    )
    assert tree(root) == before
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("Đã có dossiers/htx-nong-san-mau")


def test_what_stands_there_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("product", "hop-tac-xa-mau/ca-phe-mau", "--name", "Cà phê khác") == cli.FAULTY
    assert "Đã có dossiers/hop-tac-xa-mau/ca-phe-mau: history.csv, product.yml;" in capsys.readouterr().err
    begun("--sheet", "13")
    before = tree(root)
    capsys.readouterr()
    assert new("application", PRODUCT, "--sheet", "13") == cli.FAULTY
    assert tree(root) == before
    errors = capsys.readouterr().err
    assert f"Đã có dossiers/{PRODUCT}/2026-1: application.yml, evidence.csv" in errors
    assert "chưa nộp" in errors


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x", "OCOP-216"),
        ("x" * 201, "OCOP-216"),
        ("", "OCOP-216"),
        ("HTX 0912345678", "OCOP-802"),
        ("HTX 044201001234", "OCOP-801"),
        ("HTX\x1b[31m", "OCOP-005"),
        ("HTX\u202eMẫu", "OCOP-006"),
        ("C\xb5 ph\xaa M\xc9u Th\xf6 Nghi\xd6m", "OCOP-003"),
    ],
)
def test_a_name_that_check_would_refuse_is_not_written(
    name: str, code: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(root)
    assert new("producer", "htx-moi", "--name", name, "--type", "cooperative") == cli.FAULTY
    assert new("product", "hop-tac-xa-mau/moi", "--name", name) == cli.FAULTY
    assert tree(root) == before
    assert capsys.readouterr().err.count(code) == 2


def test_a_name_is_written_composed_and_a_product_only_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decomposed = unicodedata.normalize("NFD", "Hạt tiêu Mẫu")
    assert new("product", f"hop-tac-xa-mau/{decomposed}", "--name", decomposed) == cli.CLEAN
    assert "name: Hạt tiêu Mẫu\n" in (root / "dossiers/hop-tac-xa-mau/hat-tieu-mau/product.yml").read_text(
        "utf-8"
    )
    assert new("product", "hop-tac-xa-mau/tieu", "--name", "hạt tiêu  mẫu") == cli.FAULTY
    assert "OCOP-110" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["producer", "x", "--name", "HTX Mẫu", "--type", "coperative"], "Gần nhất: cooperative"),
        (["producer", "x", "--name", "HTX Mẫu", "--type", "HTX"], "Gần nhất: cooperative."),
        (["producer", "///", "--name", "HTX Mẫu", "--type", "cooperative"], "không thành tên thư mục"),
        (["producer", "💩", "--name", "HTX Mẫu", "--type", "cooperative"], "không thành tên thư mục"),
        (["product", "hop-tac-xa-mau", "--name", "Trà Mẫu"], "chủ-thể/sản-phẩm"),
        (["product", "a/b/c", "--name", "Trà Mẫu"], "chủ-thể/sản-phẩm"),
        (["product", "hop-tac-xa-mua/tra", "--name", "Trà Mẫu"], "Gần nhất: hop-tac-xa-mau"),
        (["product", "../tra", "--name", "Trà Mẫu"], "Không có chủ thể"),
        (["application", "hop-tac-xa-mau/ca-phe"], "Gần nhất: hop-tac-xa-mau/ca-phe-mau"),
        (["application", "../../x"], "Không có sản phẩm"),
        (["application", COFFEE], "thêm --kind"),
        (["application", COFFEE, "--kind", "upgrade", "--sheet", "27"], "không có phiếu số 27"),
        (["application", COFFEE, "--kind", "first", "--on", "2017-01-01"], "chưa có bộ quy định"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_status_2_and_writes_nothing(
    arguments: list[str], says: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(root)
    assert cli.main(["new", *arguments]) == cli.FAILED
    assert tree(root) == before
    assert says in capsys.readouterr().err


def test_a_faulty_dossier_is_told_from_a_missing_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow({"text": {"dossiers/hop-tac-xa-mau/producer.yml": "name: [\n"}}, root)
    assert new("product", "hop-tac-xa-mau/tra", "--name", "Trà Mẫu") == cli.FAILED
    assert "ocop check dossiers/hop-tac-xa-mau" in capsys.readouterr().err


def test_long_and_odd_names_make_slugs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("producer", "Công ty " * 30, "--name", "Công ty Mẫu", "--type", "enterprise") == cli.CLEAN
    (made,) = (path.name for path in (root / "dossiers").iterdir() if path.name.startswith("cong-ty"))
    assert len(made) <= 80
    assert f"Tên thư mục: {made}" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [["producer"], ["product"], ["application"], []])
def test_help_teaches_with_an_example(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["new", *verb, "--help"])
    assert end.value.code == 0
    assert f"  ocop new {' '.join(verb)}" in capsys.readouterr().out
