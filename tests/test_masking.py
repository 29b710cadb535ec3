"""What must never have been written down is not said once more by the review that refuses it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ocop.diagnostics import Language
from ocop.report import as_annotations
from ocop.report.changes import review_as_json, review_as_text
from ocop.report.markdown import review_as_markdown
from ocop.review import review
from tests.cases_of import REPOSITORY, SOUND
from tests.repositories import committed, initialised

_PRODUCT = "dossiers/hop-tac-xa-mau/ca-phe-mau"
_TEXT = (SOUND / _PRODUCT / "product.yml").read_text("utf-8")
_HISTORY = (SOUND / _PRODUCT / "history.csv").read_text("utf-8")
_ROW = "2026-10-20,2026,upgraded,province,2,,4,02/QĐ-MAU,,,,,,,Quyết định mẫu,"
PHONE, IDENTITY, EMAIL = "0912 345 678", "045123456789", "nguoi.nao@example.org"
NAME = "name: Cà phê Mẫu Thử Nghiệm"


def _columned(text: str, name: str, cell: str) -> str:
    head, *rows = text.splitlines()
    return "".join(f"{line}\n" for line in (f"{head},{name}", *(f"{row},{cell}" for row in rows)))


SECRETS: dict[str, tuple[str, str, str, str]] = {
    "a phone under a forbidden key": ("product.yml", _TEXT + f"dien_thoai: {PHONE}\n", "803", PHONE),
    "one key further in": ("product.yml", _TEXT + f"dien_thoai:\n  nha:\n    - {PHONE}\n", "803", PHONE),
    "a phone in a text of many lines": (
        "product.yml", _TEXT + f"summary: >-\n  Gọi\n  {PHONE}\n  nhé\n", "802", PHONE,
    ),
    "a phone in a product's name": ("product.yml", _TEXT.replace(NAME, f"{NAME} {PHONE}"), "802", PHONE),
    "an identity number in a note": ("history.csv", _HISTORY + f"{_ROW}CCCD {IDENTITY}\n", "801", IDENTITY),
    "an address in a note": ("history.csv", _HISTORY + f"{_ROW}{EMAIL}\n", "804", EMAIL),
    "a forbidden column": ("history.csv", _columned(_HISTORY, "dien_thoai", PHONE), "803", PHONE),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound registry under the real law."""
    folder = initialised(tmp_path / "registry")
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    committed(folder)
    return folder


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("sent", [True, False], ids=["sent", "taken out"])
def test_personal_data_are_told_of_and_not_repeated(root: Path, name: str, *, sent: bool) -> None:
    file, text, code, secret = SECRETS[name]
    target = root / _PRODUCT / file
    sound = target.read_text("utf-8")
    sides = (sound, text) if sent else (text, sound)
    assert secret in text
    target.write_text(sides[0], "utf-8")
    base = committed(root, "Base")
    target.write_text(sides[1], "utf-8")
    verdict = review(root, base, committed(root), date(2026, 11, 26))
    assert (f"OCOP-{code}" in {one.code.id for one in verdict.diagnostics}) is sent
    shown = {
        "text": review_as_text(verdict, Language.VI),
        "json": review_as_json(verdict),
        "markdown": review_as_markdown(verdict),
        "github": as_annotations(verdict.diagnostics, Language.VI),
    }
    for form, answer in shown.items():
        assert secret not in answer, form
        assert secret.replace(" ", "") not in answer, form
        assert ("(đã che)" in answer) or form == "github", form


def test_another_file_of_the_same_change_is_told_in_full(root: Path) -> None:
    (root / _PRODUCT / "history.csv").write_text(f"{_HISTORY}{_ROW}CCCD {IDENTITY}\n", "utf-8")
    (root / _PRODUCT / "product.yml").write_text(f"{_TEXT}summary: Cà phê rang mộc\n", "utf-8")
    committed(root)
    verdict = review(root, "HEAD~1", "HEAD", date(2026, 11, 26))
    answer = review_as_markdown(verdict)
    assert "Cà phê rang mộc" in answer
    assert IDENTITY not in answer
