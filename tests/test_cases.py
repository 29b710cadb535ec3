"""Each code has a registry that breaks it and nothing else, with the exact text people read."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from ocop.codes import BY_ID, CATALOGUE
from ocop.diagnostics import Code, Language
from tests.cases_of import CASES, EXPECTED, Case, bad_cases, in_vietnamese, read

SECONDS_ALLOWED = 2.0
_SLOT = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("case", bad_cases(), ids=lambda case: case.folder.name)
def test_a_bad_case_breaks_only_its_own_code_and_says_so(case: Case, tmp_path: Path) -> None:
    inquiry = case.laid_out(tmp_path / "registry")
    started = time.process_time()
    found = inquiry()
    elapsed = time.process_time() - started
    text = in_vietnamese(found)
    if os.environ.get("OCOP_UPDATE"):
        (case.folder / EXPECTED).write_text(text, "utf-8")
    assert [one.code.id for one in found] == [case.code]
    assert text == case.expected
    assert elapsed < SECONDS_ALLOWED
    code, facts = BY_ID[case.code], found[0].facts
    for language in Language:
        message = code.message.filled(language, facts)
        assert "–" not in message.replace(" – ", " "), f"a slot of the message has no fact: {message}"
        assert not message.endswith("..")


@pytest.mark.parametrize("code", [code.id for code in CATALOGUE])
def test_every_code_has_its_bad_case(code: str) -> None:
    assert code in {case.code for case in bad_cases()}


def test_no_number_is_given_twice_and_none_lies_outside_its_family() -> None:
    ids = [code.id for code in CATALOGUE]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("OCOP-[0-9]{3}", one) for one in ids)


@pytest.mark.parametrize("code", CATALOGUE, ids=lambda code: code.id)
def test_both_languages_of_a_code_speak_of_the_same_facts(code: Code) -> None:
    assert set(_SLOT.findall(code.message.en)) <= set(_SLOT.findall(code.message.vi))
    assert set(_SLOT.findall(code.hint.en)) <= set(_SLOT.findall(code.hint.vi))


@pytest.mark.parametrize("code", CATALOGUE, ids=lambda code: code.id)
def test_the_words_of_a_code_are_sentences(code: Code) -> None:
    for text in (code.message, code.hint):
        for wording in (text.vi, text.en):
            assert wording
            assert wording.endswith((".", "{description}", "{expected}")), wording
            assert "  " not in wording
    for title in (code.title.vi, code.title.en):
        assert title
        assert not title.endswith(".")


@pytest.mark.parametrize("folder", sorted((CASES / "good").iterdir()), ids=lambda folder: folder.name)
def test_a_good_registry_yields_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "registry")
    assert read(tmp_path / "registry").diagnostics == ()
