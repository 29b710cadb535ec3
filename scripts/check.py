"""Judges one pull request inside a workflow, by the tree it runs in, and tells whose fault a failure is.

`fetch` brings the proposed commit in as objects only, `review` judges it, `preview` draws what it changes.
Nothing proposed is checked out or run. What is judged comes in the environment, never in a command line that
a shell reads: CHECK_BASE and CHECK_HEAD (commit ids), CHECK_NUMBER (of the pull request; blank in a merge
queue), CHECK_AUTHOR (login; blank: only what holds for everybody is asked), CHECK_REPORTS (folder for the
results), CHECK_CATALOGUE (address of the page that explains the codes; may be blank).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLEAN, FAULTY, FAILED = 0, 1, 2
# Long enough for the largest change that is read at all, short enough that nobody waits for a run that hangs.
SECONDS_ALLOWED = 300
HELD = "refs/ocop/head"

_OID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?")
_REPORTS = {"json": "review.json", "markdown": "review.md"}
_VERDICT = "review/1"

SYSTEM_TITLE = "Lỗi hệ thống, không phải lỗi của hồ sơ"
SYSTEM_SENTENCE = (
    "Công cụ không xét được lần gửi này. Hồ sơ chưa được kết luận đúng hay sai và người gửi không phải làm "
    "gì: người giữ công cụ xem nhật ký rồi chạy lại. (The tool failed; the submission has not been judged.)"
)
FAULTS_SENTENCE = (
    "Lỗi của hồ sơ: xem từng lỗi và cách sửa trong phần tóm tắt của lần chạy này. "
    "(The submission has errors; the summary of this run shows each with its remedy.)"
)


class SystemFailure(Exception):
    """The tool, not the submission, is at fault; its sentence is for whoever keeps the tool."""


def given(environment: Mapping[str, str], name: str, shape: re.Pattern[str], *, blank: bool = False) -> str:
    """Return a value from the environment when it has the shape it must have."""
    value = environment.get(name, "")
    if not (shape.fullmatch(value) or (blank and not value)):
        raise SystemFailure(f"{name} is not of the form {shape.pattern}")
    return value


def fetch(environment: Mapping[str, str]) -> int:
    """Bring the proposed commit in under a name of ours; SystemFailure when it is not there any more."""
    head = given(environment, "CHECK_HEAD", _OID)
    number = given(environment, "CHECK_NUMBER", _NUMBER, blank=True)
    source = f"refs/pull/{number}/head" if number else head
    # By number where there is one: not every server hands out a commit by its id. Objects only: nothing runs.
    command = ("git", "-C", str(ROOT), "fetch", "--quiet", "--no-tags", "--no-recurse-submodules")
    done = _ran((*command, "--no-write-fetch-head", "origin", f"+{source}:{HELD}"))
    if done.returncode:
        raise SystemFailure(f"git fetch: {done.stderr.strip()}")
    if _ran(("git", "-C", str(ROOT), "cat-file", "-e", f"{head}^{{commit}}")).returncode:
        raise SystemFailure(f"{head} is no longer part of the pull request: a newer run judges the newer one")
    return CLEAN


def review(environment: Mapping[str, str]) -> int:
    """Judge the change; annotations go to the log, the whole report to the summary and the folder."""
    reports = _folder(environment)
    author = given(environment, "CHECK_AUTHOR", _LOGIN, blank=True)
    words = ["review", *_range(environment), "--format", "github"]
    words += ["--author", author] if author else []
    words += ["--catalogue", environment.get("CHECK_CATALOGUE", "")]
    for form, name in _REPORTS.items():
        (reports / name).unlink(missing_ok=True)
        words += ["--write", f"{form}={reports / name}"]
    done = _asked(words)
    passes = _passes(reports / _REPORTS["json"])
    # A crashed interpreter also ends with 1: only a report that says the same is a verdict.
    if done.returncode not in {CLEAN, FAULTY} or passes is not (done.returncode == CLEAN):
        raise SystemFailure(done.stderr.strip() or f"ocop review ended with {done.returncode}")
    sys.stdout.write(done.stdout)
    _summarise(environment, (reports / _REPORTS["markdown"]).read_text("utf-8"))
    if done.returncode == FAULTY:
        print(FAULTS_SENTENCE)
    return done.returncode


def preview(environment: Mapping[str, str]) -> int:
    """Draw the pages that the change affects; failing to is said, but is no verdict on the submission."""
    target = _folder(environment) / "xem-truoc"
    done = _asked(["preview", *_range(environment), "--output", str(target)])
    if done.returncode:
        print(_command("warning", "Không dựng được bản xem trước", done.stderr.strip()))
        _summarise(environment, "Không dựng được bản xem trước; việc xét hồ sơ không bị ảnh hưởng.\n")
    else:
        sys.stdout.write(done.stdout)
    return CLEAN


STEPS: Mapping[str, Callable[[Mapping[str, str]], int]] = {
    "fetch": fetch,
    "review": review,
    "preview": preview,
}


def _range(environment: Mapping[str, str]) -> list[str]:
    base, head = (given(environment, name, _OID) for name in ("CHECK_BASE", "CHECK_HEAD"))
    return ["--base", base, "--head", head]


def _folder(environment: Mapping[str, str]) -> Path:
    folder = Path(environment["CHECK_REPORTS"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _ran(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=SECONDS_ALLOWED,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SystemFailure(str(error)) from error


def _asked(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Ask the tool that stands beside this interpreter, about the tree this file stands in."""
    return _ran((sys.executable, "-m", "ocop.cli", "--root", str(ROOT), *words))


def _passes(file: Path) -> bool | None:
    """Return what a report says, or None when there is no report that could be believed."""
    try:
        report = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    known = isinstance(report, dict) and report.get("schema") == _VERDICT
    return bool(report["passes"]) if known and isinstance(report.get("passes"), bool) else None


def _summarise(environment: Mapping[str, str], text: str) -> None:
    file = environment.get("GITHUB_STEP_SUMMARY", "")
    if file:
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(text)


def _command(kind: str, title: str, body: str) -> str:
    """A workflow command; what could end it, or begin another, is spelt as GitHub asks."""
    title, body = (
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A") for text in (title, body)
    )
    # A comma would begin the next property, a colon the body.
    title = title.replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} title={title}::{body}"


def main(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one step: 0 when it went well, 1 for errors in the submission, 2 when the tool failed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if len(words) != 1 or words[0] not in STEPS:
        print(f"Cách dùng (usage): check.py {'|'.join(STEPS)}", file=sys.stderr)
        return FAILED
    try:
        return STEPS[words[0]](environment)
    except (SystemFailure, OSError, KeyError) as failure:
        print(_command("error", SYSTEM_TITLE, f"{SYSTEM_SENTENCE} [{words[0]}: {failure}]"))
        _summarise(environment, f"## {SYSTEM_TITLE}\n\n{SYSTEM_SENTENCE}\n")
        return FAILED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], os.environ))
