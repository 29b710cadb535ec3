"""One problem said in several ways: as text, as JSON, as GitHub's commands; never as a command of its own."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop import report
from ocop.codes import CATALOGUE, documents, identity, reading, tables
from ocop.diagnostics import Code, Diagnostic, Language, Location, Severity, Text
from tests.cases_of import REPOSITORY, bad_cases

AS_OF = date(2026, 11, 23)
ATTACK = "::error::@everyone <img src=x onerror=alert(1)>\r\n::set-output name=a::b%0A\x1b[2J\u202e"
SCHEMA = json.loads((REPOSITORY / "schemas" / "check-report.schema.json").read_text("utf-8"))


def problem(
    found: str = "x", path: str = "dossiers/a/b/product.yml", code: Code = documents.NOT_ALLOWED
) -> Diagnostic:
    """A problem that says `found` of a field."""
    facts = {"title": "Tên", "field": "name", "found": found, "nearest": "y", "expected": "y, z"}
    return Diagnostic(code, Location(path, 3, 7, "name"), facts)


def outputs(*diagnostics: Diagnostic) -> list[str]:
    """The same problems in every form that goes to a terminal or a log."""
    texts = [report.as_text(diagnostics, language) for language in Language]
    return [*texts, *(report.as_annotations(diagnostics, language) for language in Language)]


# --- text


def test_a_problem_is_said_with_its_place_weight_code_and_remedy() -> None:
    assert report.as_text([problem()], Language.VI) == (
        "dossiers/a/b/product.yml:3:7: lỗi OCOP-213: “Tên” (name) không nhận giá trị “x”.\n"
        "    Cách sửa: Gần nhất: “y”. Giá trị được phép: y, z.\n"
        "1 lỗi, 0 cảnh báo, 0 ghi chú trong 1 tệp.\n"
    )


def test_english_has_its_own_words() -> None:
    assert report.as_text([problem()], Language.EN) == (
        "dossiers/a/b/product.yml:3:7: error OCOP-213: “Tên” (name) does not take the value “x”.\n"
        "    How to mend: Nearest: “y”. Allowed: y, z.\n"
        "1 error(s), 0 warning(s), 0 note(s) in 1 file(s).\n"
    )


def test_nothing_wrong_is_said_too() -> None:
    assert report.as_text([], Language.VI) == "Không có lỗi nào.\n"
    assert report.as_annotations([], Language.EN) == "No problems found.\n"


def test_a_place_without_line_is_the_file() -> None:
    found = Diagnostic(reading.EMPTY_FILE, Location("dossiers/a/b/story.md"))
    assert report.as_text([found], Language.VI).startswith("dossiers/a/b/story.md: lỗi OCOP-008: ")


@given(st.text(max_size=60))
def test_no_text_can_drive_a_terminal(found: str) -> None:
    for output in outputs(problem(found), problem(path=found or "x")):
        assert all(letter.isprintable() or letter == "\n" for letter in output)


def test_a_problem_keeps_to_its_lines_whatever_it_holds() -> None:
    output = report.as_text([problem(ATTACK)], Language.VI)
    assert len(output.splitlines()) == 3
    assert not any(line.startswith("::") for line in output.splitlines())


def test_facts_are_not_filled_again() -> None:
    output = report.as_text([problem("{expected} {0} {title.__class__}")], Language.VI)
    assert "không nhận giá trị “{expected} {0} {title.__class__}”" in output


def test_repeats_are_said_once_and_in_order() -> None:
    first = problem(path="a.yml")
    later = Diagnostic(tables.BLANK_RECORD, Location("a.yml", 10, 1))
    other = problem(path="b.yml")
    assert report.in_order([other, later, first, first]) == (first, later, other)


# --- GitHub


def test_an_annotation_is_one_command_that_github_reads_back() -> None:
    (line, _summary) = report.as_annotations([problem()], Language.VI).splitlines()
    assert line == (
        "::error file=dossiers/a/b/product.yml,line=3,col=7,"
        "title=OCOP-213 Giá trị không có trong danh mục::“Tên” (name) không nhận giá trị “x”. "
        "Gần nhất: “y”. Giá trị được phép: y, z."
    )


def unescaped(text: str) -> str:
    """What GitHub makes of a command's text."""
    for escaped, plain in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


def test_a_name_cannot_become_a_command() -> None:
    output = report.as_annotations([problem(ATTACK)], Language.VI)
    lines = output.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=")
    assert lines[0].count("::error ") == 1
    assert "%0A" not in lines[0].replace("%250A", "")
    body = lines[0].split("::", 2)[2]
    assert "\n" not in unescaped(body)


@given(st.text(max_size=40))
def test_a_path_cannot_break_out_of_its_property(path: str) -> None:
    (line, *_) = report.as_annotations([problem(path=f"dossiers/{path}")], Language.VI).split("\n")
    found = re.fullmatch(r"::error file=([^,:]*),line=3,col=7,title=[^:,]*::.*", line)
    assert found
    assert unescaped(found.group(1)).startswith("dossiers/")


def test_a_place_without_line_has_no_line() -> None:
    found = Diagnostic(identity.SYMLINK, Location("dossiers/a"), {"found": "a"})
    assert report.as_annotations([found], Language.VI).startswith("::error file=dossiers/a,title=OCOP-101 ")


def test_each_weight_has_its_own_command_and_its_own_ten() -> None:
    found = [
        problem(path=f"{number:02}.yml", code=code)
        for number in range(15)
        for code in (documents.NOT_ALLOWED, tables.BLANK_RECORD, reading.NOT_NFC)
    ]
    lines = report.as_annotations(found, Language.VI).splitlines()
    assert [
        sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning", "notice")
    ] == [
        10,
        10,
        10,
    ]
    assert lines[-1] == "15 lỗi, 15 cảnh báo, 15 ghi chú trong 15 tệp."


# --- JSON


def validate(text: str) -> None:
    """Hold a report against its published schema, formats included."""
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        json.loads(text)
    )


def test_the_report_in_json_has_the_form_it_promises() -> None:
    validate(report.as_json([], AS_OF))
    validate(report.as_json([problem(ATTACK), Diagnostic(identity.SYMLINK, Location("x"))], AS_OF))


def test_every_bad_case_in_json_has_the_form_it_promises(tmp_path: Path) -> None:
    found = [one for case in bad_cases()[::9] for one in case.found(tmp_path / case.code)]
    text = report.as_json(found, AS_OF)
    validate(text)
    assert [one["code"] for one in json.loads(text)["diagnostics"]] == [one.code.id for one in found]


def test_json_says_everything_in_both_languages() -> None:
    related = Diagnostic(
        tables.CELL_REPEATED, Location("a.csv", 2, 1), {"found": "x"}, (Location("a.csv", 1, 4),)
    )
    report_of = json.loads(report.as_json([problem(), related], AS_OF))
    assert report_of["as_of"] == "2026-11-23"
    assert report_of["summary"] == {"errors": 2, "warnings": 0, "notes": 0, "files": 2}
    first, second = report_of["diagnostics"]
    assert first["message"] == {
        "vi": "“Tên” (name) không nhận giá trị “x”.",
        "en": "“Tên” (name) does not take the value “x”.",
    }
    assert (first["path"], first["line"], first["column"], first["field"]) == (
        "dossiers/a/b/product.yml",
        3,
        7,
        "name",
    )
    assert second["related"] == ["a.csv:1:4"]


# --- words


def test_a_fact_may_have_words_of_its_own_in_english() -> None:
    text = Text("phải là {expected}", "must be {expected}")
    facts = {"expected": "số", "expected_en": "a number"}
    assert text.filled(Language.VI, facts) == "phải là số"
    assert text.filled(Language.EN, facts) == "must be a number"


def test_a_sentence_about_what_is_not_known_is_left_out_unless_it_is_all_there_is() -> None:
    text = Text("Gần nhất: {nearest}. Xem {expected}.", "Nearest: {nearest}. See {expected}.")
    assert text.filled(Language.VI, {"expected": "a.csv"}) == "Xem a.csv."
    assert text.filled(Language.VI, {"nearest": "–", "expected": "a.csv"}) == "Xem a.csv."
    assert text.filled(Language.VI, {}) == "Gần nhất: –. Xem –."


@pytest.mark.parametrize("code", CATALOGUE, ids=lambda code: code.id)
def test_every_code_has_an_entry(code: Code) -> None:
    for language in Language:
        entry = report.entry(code, language)
        assert entry.startswith(f"{code.id} · ")
        assert code.title.vi in entry
        assert code.title.en in entry
        assert (code.basis in entry) is True
    assert code.severity in Severity
