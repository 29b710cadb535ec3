"""The forms ask in the schemas' own words, ask enough, and stand as they would be made now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocop.cli import main
from ocop.intake import form_files
from ocop.intake.questions import FileSchemas
from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.source import read_document
from tests.intake_forms import REPOSITORY, everything, filled, forms, question


@pytest.fixture(scope="module")
def law() -> Law:
    """This repository's own law."""
    return read_law(FolderTree(REPOSITORY))[0]


def test_the_forms_in_the_repository_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(REPOSITORY), "forms", "--check"]) == 0, capsys.readouterr().err


def test_a_form_that_was_edited_by_hand_is_noticed_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "schemas").symlink_to(REPOSITORY / "schemas", target_is_directory=True)
    copied = {path.relative_to(REPOSITORY): path for path in (REPOSITORY / "schemas").rglob("*")}
    (tmp_path / "schemas").unlink()
    for name, path in copied.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            (tmp_path / name).write_bytes(path.read_bytes())
    (tmp_path / "dossiers").mkdir()
    assert main(["--root", str(tmp_path), "forms"]) == 0
    form = tmp_path / ".github" / "ISSUE_TEMPLATE" / "1-san-pham-moi.yml"
    sound = form.read_bytes()
    form.write_bytes(sound.replace(b"required: true", b"required: false"))
    assert main(["--root", str(tmp_path), "forms", "--check"]) == 1
    assert "1-san-pham-moi.yml" in capsys.readouterr().err
    assert main(["--root", str(tmp_path), "forms"]) == 0
    assert form.read_bytes() == sound


def test_every_form_reads_back_as_yaml_with_the_questions_in_order() -> None:
    for path, text in form_files(forms()).items():
        document, found = read_document(path, text)
        assert found == ()
        assert document is not None
        assert isinstance(document.value, dict)
        body = document.value.get("body", [])
        assert isinstance(body, list)
        labels = [one["attributes"].get("label") for one in body if isinstance(one, dict)]
        form = next((one for one in forms() if one.id in path), None)
        assert labels[1:] == [one.label for one in form.questions] if form else labels == []


def test_no_two_questions_of_a_form_look_alike() -> None:
    for form in forms():
        labels = [one.label.casefold() for one in form.questions]
        assert len(set(labels)) == len(labels)
        assert len({one.id for one in form.questions}) == len(form.questions)
        for one in form.questions:
            assert len({option.text for option in one.options}) == len(one.options)
            assert " ".join(one.label.split()) == one.label


def test_every_item_that_the_two_papers_need_is_asked(law: Law) -> None:
    """A field that a schema begins to need, but no form asks, fails here."""
    asked = {".".join(one.pointer) for one in forms()[1].questions}
    needed = {
        field.key
        for paper in ("registration_form", "idea_form")
        for field in law.forms[paper]
        if field.needed and field.file == "application.yml"
    }
    assert needed
    assert needed - asked == set()


def test_every_required_key_of_a_schema_is_asked_or_written_by_the_machine() -> None:
    schemas = FileSchemas.of(FolderTree(REPOSITORY))
    asked = {(one.file, one.pointer[0]) for form in forms() for one in form.questions if one.required}
    for file, schema in schemas.documents.items():
        required = set(schema.descriptor["required"]) - {"schema", "record"}
        assert {(file, key) for key in required} <= asked


def test_a_list_s_words_are_a_form_s_choices(law: Law) -> None:
    types = question("producer-type").options
    assert {one.value for one in types} == set(law.lists["producer-types"])
    communes = question("producer-place-commune").options
    assert len(communes) == 78
    assert all(law.units[str(one.value)].valid_to is None for one in communes)
    assert [one.value for one in question("application-sheet").options] == list(range(1, 27))
    assert [one.value for one in question("application-kind").options] == [
        "first",
        "upgrade",
        "re_evaluation",
    ]


def test_titles_are_the_schema_s(law: Law) -> None:
    schema = json.loads((REPOSITORY / "schemas" / "product.schema.json").read_text("utf-8"))
    assert question("product-name").label == f"Sản phẩm: {schema['properties']['name']['title']}"
    assert law.forms


def test_a_form_with_everything_answered_stays_within_what_github_takes() -> None:
    for form in forms():
        assert len(filled(form, everything(form))) < 65_536
        assert all(len(option.text) <= 200 for one in form.questions for option in one.options)
