"""The command: its verbs, its exit status, and what it says when it is the tool that failed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ocop import cli
from ocop.codes import CATALOGUE
from tests.cases_of import REPOSITORY, SOUND, follow, read

PRODUCER = "dossiers/hop-tac-xa-mau"
PRODUCT = f"{PRODUCER}/ca-phe-mau"
BROKEN = {"text": {f"{PRODUCT}/product.yml": "name: [\n"}}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound registry that is also the current folder; its law is the repository's, read only once."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    (root / "schemas").mkdir()
    monkeypatch.setattr(cli.verbs, "load", lambda where, **_others: read(where))
    monkeypatch.delenv("OCOP_DEBUG", raising=False)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> int:
    """The status of one command, those that argparse ends included."""
    try:
        return cli.main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def ocop(*arguments: str, **others: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on the repository's own schemas."""
    environment = {name: value for name, value in os.environ.items() if name != "OCOP_DEBUG"} | others
    command = (sys.executable, "-m", "ocop.cli", *arguments)
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with schemas of its own, as a clone has them."""
    root = tmp_path_factory.mktemp("whole") / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    follow(BROKEN, root)
    return root


# --- check


def test_a_sound_registry_is_clean(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--root", str(root), "check") == cli.CLEAN
    assert capsys.readouterr() == ("Không có lỗi nào.\n", "")


def test_an_error_in_the_data_is_status_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow(BROKEN, root)
    assert run("check") == cli.FAULTY
    output, errors = capsys.readouterr()
    assert f"{PRODUCT}/product.yml:2:1: lỗi OCOP-201: " in output
    assert errors == ""


@pytest.mark.parametrize(
    "recipe",
    [
        {"text": {f"{PRODUCT}/story.md": "\ufeffCâu chuyện\n"}},
        {"blank_lines": {f"{PRODUCT}/history.csv": 1}},
    ],
    ids=["note", "warning"],
)
def test_notes_and_warnings_alone_are_no_failure(recipe: dict[str, dict[str, str | int]], root: Path) -> None:
    follow(recipe, root)
    assert run("check") == cli.CLEAN


def test_english_on_request(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow(BROKEN, root)
    assert run("check", "--lang", "en") == cli.FAULTY
    output = capsys.readouterr().out
    assert "error OCOP-201: The YAML cannot be read here: did not find expected node content." in output
    assert "1 error(s)" in output


def test_json_carries_the_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow(BROKEN, root)
    assert run("check", "--format", "json", "--as-of", "2026-01-31") == cli.FAULTY
    found = json.loads(capsys.readouterr().out)
    assert found["as_of"] == "2026-01-31"
    assert [one["code"] for one in found["diagnostics"]] == ["OCOP-201"]


def test_github_gets_its_commands(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow(BROKEN, root)
    assert run("check", "--format", "github") == cli.FAULTY
    assert capsys.readouterr().out.startswith(
        f"::error file={PRODUCT}/product.yml,line=2,col=1,title=OCOP-201 "
    )


@pytest.mark.parametrize(
    ("paths", "status"),
    [
        (["dossiers"], cli.FAULTY),
        ([PRODUCER], cli.FAULTY),
        ([f"{PRODUCT}/"], cli.FAULTY),
        ([f"{PRODUCT}/product.yml"], cli.FAULTY),
        (["."], cli.FAULTY),
        (["plan/../dossiers"], cli.FAULTY),
        (["plan", PRODUCT], cli.FAULTY),
        (["plan"], cli.CLEAN),
        ([f"{PRODUCT}/history.csv"], cli.CLEAN),
        (["dossiers/hop-tac-xa"], cli.CLEAN),
    ],
)
def test_only_what_lies_below_the_paths_is_reported(paths: Sequence[str], status: int, root: Path) -> None:
    follow(BROKEN, root)
    (root / "dossiers" / "hop-tac-xa").mkdir()
    shutil.copy(root / PRODUCER / "producer.yml", root / "dossiers" / "hop-tac-xa")
    assert run("check", *paths) == status


def test_paths_are_taken_from_where_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(BROKEN, root)
    monkeypatch.chdir(root / PRODUCT)
    assert run("check", "product.yml") == cli.FAULTY
    assert run("check", "history.csv") == cli.CLEAN
    assert run("check", "../../../plan") == cli.CLEAN


def test_a_root_behind_a_link_is_the_same_root(root: Path, tmp_path: Path) -> None:
    follow(BROKEN, root)
    (tmp_path / "link").symlink_to(root)
    assert run("--root", str(tmp_path / "link"), "check", str(tmp_path / "link" / PRODUCT)) == cli.FAULTY


@pytest.mark.parametrize("path", ["nowhere", "dossiers/nobody", "..", "/"])
def test_a_path_that_is_not_in_the_registry_is_status_2(
    path: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--root", str(root), "check", path) == cli.FAILED
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("Lỗi hệ thống, không phải lỗi của người nộp: ")


# --- when the tool fails


def test_no_registry_here_is_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check") == cli.FAILED
    assert "không thấy kho hồ sơ" in capsys.readouterr().err


def test_broken_schemas_are_the_tools_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    (tmp_path / "schemas" / "product.schema.json").write_text("{", "utf-8")
    assert run("--root", str(tmp_path), "check", "--no-cache") == cli.FAILED
    assert "schemas/" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("debug", [False, True])
def test_what_nobody_foresaw_is_said_without_a_traceback_unless_asked_for(
    debug: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stumble(*_arguments: object, **_others: object) -> None:
        raise ZeroDivisionError("lỗi\n\x1b[2J")

    monkeypatch.setattr(cli.verbs, "load", stumble)
    if debug:
        monkeypatch.setenv("OCOP_DEBUG", "1")
        with pytest.raises(ZeroDivisionError):
            run("check")
        return
    assert run("check") == cli.FAILED
    errors = capsys.readouterr().err
    assert "ZeroDivisionError" in errors
    assert "Traceback" not in errors
    assert "\x1b" not in errors


@pytest.mark.usefixtures("root")
def test_an_interruption_is_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: object, **_others: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.verbs, "load", interrupted)
    assert run("check") == cli.FAILED
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu. (Interrupted.)\n"


# --- explain and help


@pytest.mark.parametrize("asked", ["OCOP-210", "ocop-210", "210", " 210 "])
def test_a_code_is_explained_however_it_is_written(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", asked) == cli.CLEAN
    assert capsys.readouterr().out.startswith("OCOP-210 · lỗi · Thiếu mục bắt buộc\n")


def test_a_code_is_explained_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "OCOP-210", "--lang", "en") == cli.CLEAN
    assert capsys.readouterr().out.startswith("OCOP-210 · error · Required item missing\n")


def test_every_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for code in CATALOGUE:
        assert run("explain", code.id) == cli.CLEAN
    assert capsys.readouterr().err == ""


def test_an_unknown_code_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "OCOP-2100") == cli.FAILED
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors == "Không có mã “OCOP-2100”. Gần nhất: OCOP-210. (No such code.)\n"
    assert run("explain", "x" * 40) == cli.FAILED
    assert "Gần nhất" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        *(
            (verb, "--help")
            for verb in ("check", "explain", "status", "todo", "plan", "import", "build", "serve")
        ),
        ("import", "recognitions", "--help"),
    ],
    ids=" ".join,
)
def test_help_works(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == cli.CLEAN
    assert capsys.readouterr().out.startswith("usage: ocop")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("chek",),
        ("check", "--as-of", "2026-02-30"),
        ("check", "--format", "xml"),
        ("check", "--lang", "fr"),
        ("plan", "x"),
    ],
)
def test_a_command_that_cannot_be_understood_is_status_2(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == cli.FAILED
    output, errors = capsys.readouterr()
    assert output == ""
    assert "ocop" in errors


# --- in a process of its own


def test_the_command_runs_and_remembers(whole: Path) -> None:
    first = ocop("--root", str(whole), "check")
    assert (first.returncode, first.stderr) == (cli.FAULTY, "")
    assert list((whole / ".cache" / "ocop").iterdir())
    again = ocop("--root", str(whole), "check")
    fresh = ocop("--root", str(whole), "check", "--no-cache")
    assert first.stdout == again.stdout == fresh.stdout
    assert (again.returncode, fresh.returncode) == (cli.FAULTY, cli.FAULTY)


def test_a_terminal_that_knows_only_ascii_gets_vietnamese_all_the_same(whole: Path) -> None:
    done = ocop("--root", str(whole), "check", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == cli.FAULTY
    assert "lỗi OCOP-201" in done.stdout


@pytest.mark.parametrize("faults", [1, 400], ids=["a little output", "more than a pipe holds"])
def test_a_reader_who_leaves_early_is_no_failure(faults: int, tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    rows = (SOUND / PRODUCT / "history.csv").read_text("utf-8").splitlines()
    follow({"text": {f"{PRODUCT}/history.csv": "\n".join([rows[0], *["một ô"] * faults]) + "\n"}}, root)
    with subprocess.Popen(
        (sys.executable, "-m", "ocop.cli", "--root", str(root), "check"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()
    assert errors == ""
    assert process.returncode in {cli.CLEAN, cli.FAULTY}
