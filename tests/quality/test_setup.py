"""The set-up script: what it tells a person, and what it takes for Chromium."""

import subprocess
import sys
from pathlib import Path

import pytest

import setup

ROOT = Path(__file__).resolve().parents[2]


def test_the_chromium_that_is_told_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "chromium"
    told.touch()
    monkeypatch.setenv("OCOP_CHROMIUM", str(told))
    assert setup.ensured_browser() == str(told)


def test_a_chromium_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(setup.Refusal, match="OCOP_CHROMIUM trỏ tới tệp không có"):
        setup.ensured_browser()


def test_without_chromium_a_person_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OCOP_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(setup.Refusal, match=r"^Các bài thử cần Chromium\..*\n.*chromium fonts-noto-core"):
        setup.ensured_browser()


def test_an_old_python_without_a_newer_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(setup.Refusal, match=r"^Cần Python 3\.11 trở lên"):
        setup.newer_python()


def test_without_venv_a_person_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
    monkeypatch.setattr("venv.EnvBuilder.create", fail)
    with pytest.raises(
        setup.Refusal, match=r"^Không tạo được môi trường .*apt-get install python3\.\d+-venv"
    ):
        setup.create_venv()


def test_the_lock_file_decides_whether_there_is_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in setup.LOCKS.values():
        (tmp_path / name).write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    before = setup.lock_digest("run")
    assert before == setup.lock_digest("run")
    (tmp_path / "requirements.txt").write_text("one==2\n", encoding="utf-8")
    assert before != setup.lock_digest("run")


def test_a_tools_setting_does_not_reinstall_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "pyproject.toml"
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    project.write_text("[project]\nname = 'a'\n\n[tool.ruff]\nline-length = 1\n", encoding="utf-8")
    before = setup.project_digest()
    project.write_text("[project]\nname = 'a'\n\n[tool.ruff]\nline-length = 2\n", encoding="utf-8")
    assert before == setup.project_digest()
    project.write_text("[project]\nname = 'b'\n\n[tool.ruff]\nline-length = 2\n", encoding="utf-8")
    assert before != setup.project_digest()


def test_the_list_of_tasks_speaks_vietnamese_first() -> None:
    shown = subprocess.run(
        ("make", "--no-print-directory"), cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout
    assert shown.startswith("Cách dùng: make <lệnh>")
    for task in ("setup", "site", "serve", "check", "test", "bench", "lint", "format", "clean"):
        assert f"\n  {task} " in shown


def test_the_interpreter_is_new_enough() -> None:
    assert sys.version_info >= setup.OLDEST
