"""Each code has a registry that breaks it and nothing else, with the exact text people read."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from ocop.codes import CATALOGUE
from ocop.load.registry import load
from tests.cases_of import CASES, EXPECTED, REPOSITORY, Case, bad_cases

SECONDS_ALLOWED = 2.0


@pytest.mark.parametrize("case", bad_cases(), ids=lambda case: case.folder.name)
def test_a_bad_case_yields_exactly_its_text(case: Case, tmp_path: Path) -> None:
    started = time.monotonic()
    text = case.report(tmp_path / "registry")
    elapsed = time.monotonic() - started
    if os.environ.get("OCOP_UPDATE"):
        (case.folder / EXPECTED).write_text(text, "utf-8")
    assert text == case.expected
    assert elapsed < SECONDS_ALLOWED


@pytest.mark.parametrize("case", bad_cases(), ids=lambda case: case.folder.name)
def test_a_bad_case_breaks_only_its_own_code(case: Case, tmp_path: Path) -> None:
    found = {one.code.id for one in case.laid_out(tmp_path / "registry").diagnostics}
    assert found == {case.code}


@pytest.mark.parametrize("code", [code.id for code in CATALOGUE])
def test_every_code_has_its_bad_case(code: str) -> None:
    assert code in {case.code for case in bad_cases()}


@pytest.mark.parametrize("folder", sorted((CASES / "good").iterdir()), ids=lambda folder: folder.name)
def test_a_good_registry_yields_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "registry")
    assert load(tmp_path / "registry", schemas_root=REPOSITORY).diagnostics == ()
