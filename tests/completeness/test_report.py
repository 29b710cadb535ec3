"""To-do lists as people and programs read them, and what they say about files."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from ocop import cli
from ocop.completeness import AddRow, Step, report, todo, words
from ocop.completeness.files import BEGINNINGS, COLUMNS, TITLES
from ocop.diagnostics import Language
from ocop.model import Product
from tests.cases_of import REPOSITORY, SOUND, follow, read
from tests.completeness.dossiers import changed, draft, event, law, sheets, with_events
from tests.completeness.test_steps import FILED_2026, listed, met, prepared

SCHEMAS = REPOSITORY / "schemas"
SCHEMA = json.loads((SCHEMAS / "todo.schema.json").read_text("utf-8"))
GOLDEN = REPOSITORY / "tests" / "golden" / "todo.txt"
AS_OF = date(2026, 11, 23)
PRODUCT = "dossiers/hop-tac-xa-mau/ca-phe-mau"


def courses() -> list[Product]:
    """Applications at every step there is."""
    result = met("province", "2026-11-02", "80", "2", minutes=None)
    complete = with_events(prepared("2026-10-01"), *FILED_2026)
    return [
        draft(),
        changed(draft(target=4), sheet=13),
        prepared("2026-10-01"),
        with_events(draft(), event("submitted", "2026-10-05", "commune")),
        complete,
        changed(complete, evaluations=(result,)),
        changed(complete, evaluations=(met("province", "2026-11-02", "95", "2"),)),
        changed(complete, evaluations=(met("province", "2026-11-02", "20", "2"),)),
        with_events(complete, event("recognised", "2026-11-10", "province", star="4")),
    ]


def test_the_json_keeps_to_its_published_schema_at_every_step() -> None:
    answers = [listed(one, AS_OF.isoformat()) for one in courses()]
    assert {answer.step for answer in answers} == set(Step)
    found = json.loads(report.as_json(answers, AS_OF))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    sorts = {item["edit"]["do"] for one in found["applications"] for item in one["items"]}
    assert sorts == {"create_file", "set_key", "add_row", "fill_cells"}


def test_the_schema_knows_every_step() -> None:
    properties = SCHEMA["properties"]["applications"]["items"]["properties"]
    assert properties["step"]["enum"] == [step.value for step in Step]
    assert set(words.STEP_LABELS) == set(Step)


@pytest.mark.parametrize("language", list(Language))
def test_no_line_is_longer_than_a_terminal_but_one_to_paste(language: Language) -> None:
    text = report.as_text((listed(one, AS_OF.isoformat()) for one in courses()), language)
    long = [line for line in text.splitlines() if len(line) > 80]
    assert all(re.fullmatch(r" {8}\S*,\S*", line) for line in long), long


def test_the_text_is_this_one() -> None:
    chosen = [courses()[1], courses()[3], courses()[5]]
    parts = [
        report.as_text([listed(one, AS_OF.isoformat()) for one in chosen], Language.VI),
        report.as_text([listed(courses()[5], AS_OF.isoformat())], Language.EN),
        report.as_table([listed(one, AS_OF.isoformat()) for one in courses()], Language.VI),
    ]
    text = "---\n".join(parts)
    if os.environ.get("OCOP_UPDATE"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", list(COLUMNS))
def test_rows_have_the_columns_that_their_schema_has(name: str) -> None:
    table = json.loads((SCHEMAS / name.replace(".csv", ".table.json")).read_text("utf-8"))
    titles = {field["name"]: field["title"] for field in table["fields"]}
    assert COLUMNS[name] == tuple(titles)
    assert {key: title.vi for key, title in TITLES[name].items()} == {
        key: titles[key] for key in TITLES[name]
    }


@pytest.mark.parametrize("name", list(BEGINNINGS))
def test_a_form_begins_with_its_schemas_name(name: str) -> None:
    schema = json.loads((SCHEMAS / name.replace(".yml", ".schema.json")).read_text("utf-8"))
    assert BEGINNINGS[name] == f"schema: {schema['properties']['schema']['const']}\n"


def test_every_needed_item_of_a_form_has_an_example() -> None:
    needed = [one for form in law().forms.values() for one in form if one.needed]
    assert len(needed) > 30
    assert [one.key for one in needed if not one.example] == []


def test_control_characters_are_spelled_out() -> None:
    product = draft()
    answer = todo(product, product.applications[0], law(), sheets(), AS_OF)
    wild = report.as_text([answer], Language.VI).replace("Cà phê Mẫu", "")
    assert "\x1b" not in wild
    assert report.as_table([], Language.EN) == "No application is open.\n"


# --- the verb


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound registry with one draft, whose law is the repository's."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    follow({"text": {f"{PRODUCT}/2026-1/application.yml": "schema: application/1\nkind: upgrade\n"}}, root)
    monkeypatch.setattr(cli.verbs, "load", lambda where, **_others: read(where))
    return root


def run(root: Path, *arguments: str) -> int:
    """The status of `ocop todo` with these arguments."""
    return cli.main(("--root", str(root), "todo", "--as-of", "2026-11-23", *arguments))


@pytest.mark.parametrize(
    "identity",
    ["hop-tac-xa-mau/ca-phe-mau", "hop-tac-xa-mau/ca-phe-mau/2026-1", f"{PRODUCT}/2026-1/"],
)
def test_an_application_is_asked_for_by_its_product_or_its_own_id(
    identity: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, identity) == cli.CLEAN
    output, errors = capsys.readouterr()
    assert output.startswith("Cà phê Mẫu Thử Nghiệm (hop-tac-xa-mau/ca-phe-mau/2026-1)\n  nâng hạng")
    assert errors == ""


def test_without_an_id_all_open_applications_are_listed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root) == cli.CLEAN
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Cà phê Mẫu Thử Nghiệm (hop-tac-xa-mau/ca-phe-mau/2026-1)"
    assert lines[1].startswith("  Chuẩn bị hồ sơ – Chủ thể; còn ")
    shutil.rmtree(root / PRODUCT / "2026-1")
    assert run(root) == cli.CLEAN
    assert capsys.readouterr().out == "Không có hồ sơ nào đang mở.\n"
    assert run(root, "hop-tac-xa-mau/ca-phe-mau") == cli.CLEAN
    assert "chưa có lượt đăng ký" in capsys.readouterr().out


def test_an_id_that_is_not_there_gets_the_nearest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "hop-tac-xa-mau/ca-phe-mau/2026-2") == cli.FAILED
    output, errors = capsys.readouterr()
    assert output == ""
    assert "Gần nhất: hop-tac-xa-mau/ca-phe-mau/2026-1." in errors


def test_files_with_errors_are_pointed_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow({"text": {f"{PRODUCT}/2026-1/self-assessment.yml": "schema: self-assessment/2\n"}}, root)
    assert run(root, "hop-tac-xa-mau/ca-phe-mau", "--format", "json") == cli.CLEAN
    output, errors = capsys.readouterr()
    assert json.loads(output)["schema"] == "todo/1"
    assert errors.startswith("Hồ sơ có 1 lỗi")


def test_a_pasted_row_has_its_cells_under_their_columns() -> None:
    for item in listed(prepared("2026-10-01"), "2026-10-01").required:
        assert isinstance(item.edit, AddRow)
        assert set(item.edit.cells) | set(item.edit.blank) | set(item.edit.optional) <= set(item.edit.columns)
