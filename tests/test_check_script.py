"""The steps of check.yml on real repositories: what is proposed is fetched as objects, judged, never run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocop.cli import main
from tests.repositories import committed, git, initialised

REPOSITORY = Path(__file__).parent.parent
MINIMAL = REPOSITORY / "tests" / "cases" / "good" / "minimal"
PRODUCT = next(path.relative_to(MINIMAL) for path in sorted(MINIMAL.rglob("product.yml")))


class Run:
    """A base checked out as the workflow does it, a pull request number 7 in its origin, an environment."""

    def __init__(self, folder: Path) -> None:
        self.origin = initialised(folder / "origin")
        shutil.copytree(MINIMAL, self.origin, dirs_exist_ok=True)
        shutil.copytree(REPOSITORY / "schemas", self.origin / "schemas")
        (self.origin / "scripts").mkdir()
        shutil.copy(REPOSITORY / "scripts" / "check.py", self.origin / "scripts")
        self.base = committed(self.origin)
        self.tree = folder / "tree"
        git(folder, "clone", "-q", "--branch", "main", str(self.origin), str(self.tree))
        self.reports, self.summary = folder / "reports", folder / "summary.md"
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY / "scripts"),
            "CHECK_BASE": self.base,
            "CHECK_HEAD": self.base,
            "CHECK_NUMBER": "7",
            "CHECK_AUTHOR": "",
            "CHECK_CATALOGUE": "https://so-ocop.example/loi/",
            "CHECK_REPORTS": str(self.reports),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    def propose(self, path: str, text: str) -> None:
        """Let the pull request hold one file with this text."""
        git(self.origin, "checkout", "-q", "-b", "proposal")
        (self.origin / path).parent.mkdir(parents=True, exist_ok=True)
        (self.origin / path).write_text(text, "utf-8")
        self.environment["CHECK_HEAD"] = committed(self.origin)
        git(self.origin, "checkout", "-q", "main")
        git(self.origin, "update-ref", "refs/pull/7/head", "proposal")
        git(self.origin, "branch", "-q", "-D", "proposal")

    def step(self, name: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run one step as the workflow runs it."""
        return subprocess.run(
            (sys.executable, str(self.tree / "scripts" / "check.py"), name),
            env={**self.environment, **changed},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A sound base with nothing proposed yet."""
    return Run(tmp_path)


def test_a_sound_submission_ends_with_0_and_its_report_is_kept(run: Run) -> None:
    product = (MINIMAL / PRODUCT).read_text("utf-8")
    run.propose(str(PRODUCT), product.replace("record:", "summary: Làm từ gạo của xã.\nrecord:"))
    assert run.step("fetch").returncode == 0
    done = run.step("review")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((run.reports / "review.json").read_text("utf-8"))["passes"] is True
    assert run.summary.read_text("utf-8") == (run.reports / "review.md").read_text("utf-8")


def test_faults_of_the_submission_end_with_1_and_are_said_to_be_its_own(run: Run) -> None:
    run.propose(str(PRODUCT), "schema: product/1\nname: A\n")
    run.step("fetch")
    done = run.step("review")
    assert done.returncode == 1
    assert f"::error file={PRODUCT}" in done.stdout
    assert "Lỗi của hồ sơ" in done.stdout
    assert "Lỗi hệ thống" not in done.stdout + run.summary.read_text("utf-8")
    assert "https://so-ocop.example/loi/" in run.summary.read_text("utf-8")


def test_what_is_proposed_is_never_laid_out_nor_run(run: Run) -> None:
    run.propose("scripts/check.py", "raise SystemExit(0)\n")
    before = (run.tree / "scripts" / "check.py").read_bytes()
    assert run.step("fetch").returncode == 0
    assert (run.tree / "scripts" / "check.py").read_bytes() == before
    assert git(run.tree, "status", "--porcelain") == ""
    assert git(run.tree, "rev-parse", "refs/ocop/head") == run.environment["CHECK_HEAD"]


def test_a_merge_queue_s_commit_is_fetched_by_its_id(run: Run) -> None:
    run.propose(str(PRODUCT), "schema: product/1\nname: A\n")
    git(run.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    assert run.step("fetch", CHECK_NUMBER="").returncode == 0
    assert git(run.tree, "rev-parse", "refs/ocop/head") == run.environment["CHECK_HEAD"]


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("fetch", {"CHECK_HEAD": "0" * 40}),
        ("fetch", {"CHECK_HEAD": "main"}),
        ("fetch", {"CHECK_NUMBER": "8"}),
        ("fetch", {"CHECK_NUMBER": "7/head --upload-pack=touch"}),
        ("review", {"CHECK_HEAD": "0" * 40}),
        ("review", {"CHECK_BASE": "--output=x"}),
        ("review", {"CHECK_AUTHOR": "$(id)"}),
    ],
)
def test_what_the_tool_cannot_do_is_nobody_s_fault(run: Run, step: str, changed: dict[str, str]) -> None:
    run.propose(str(PRODUCT), "schema: product/1\nname: A\n")
    run.step("fetch")
    done = run.step(step, **changed)
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=Lỗi hệ thống%2C không phải lỗi của hồ sơ::")
    assert done.stdout.count("\n") == 1
    assert "người gửi không phải làm gì" in run.summary.read_text("utf-8")
    assert "Cần sửa" not in run.summary.read_text("utf-8")


def test_a_tool_that_crashes_with_1_is_not_taken_for_a_verdict(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "ocop"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('broken')\n", "utf-8")
    done = run.step("review", PYTHONPATH=str(broken.parent))
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=Lỗi hệ thống")


def test_an_old_report_is_not_taken_for_a_new_one(run: Run) -> None:
    run.step("review")
    assert (run.reports / "review.json").is_file()
    done = run.step("review", CHECK_HEAD="0" * 40)
    assert done.returncode == 2
    assert not (run.reports / "review.json").exists()


def test_a_preview_that_cannot_be_drawn_is_said_and_fails_nobody(run: Run) -> None:
    run.propose(str(PRODUCT), "schema: product/1\nname: A\n")
    run.step("fetch")
    done = run.step("preview")  # this base has no docs/assets to draw with
    assert done.returncode == 0
    assert done.stdout.startswith("::warning title=Không dựng được bản xem trước::")
    assert "việc xét hồ sơ không bị ảnh hưởng" in run.summary.read_text("utf-8")


@pytest.mark.parametrize("wanted", ["xml=a.xml", "json", "json=", "=a.json"])
def test_a_form_that_no_report_has_is_refused(wanted: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["review", "--base", "main", "--head", "main", "--write", wanted])
    assert ended.value.code == 2
    assert "DẠNG=TỆP" in capsys.readouterr().err


def test_an_unknown_step_is_refused(run: Run) -> None:
    assert run.step("merge").returncode == 2
