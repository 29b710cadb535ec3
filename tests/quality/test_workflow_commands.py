"""Every command that a workflow, or a step of one, gives to `ocop` is one that the tool understands."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from ocop.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = tuple(sorted((ROOT / ".github" / "workflows").glob("*.y*ml")))
_CALL = re.compile(r"(?:^|[\s;&|(])(?:\S*/)?ocop\s+(?P<words>[^;&|)]*)")
# What a value from the environment looks like by the time it reaches the tool.
_SAMPLES: Mapping[str, str] = {
    "REPOSITORY": "chu/kho",
    "GITHUB_REPOSITORY": "chu/kho",
    "ISSUE": "12",
    "CHECK_HEAD": "b" * 40,
    "CHECK_BASE": "a" * 40,
}


def scripts_of(text: str) -> list[str]:
    """Every shell script of a workflow's steps, a continued line joined."""
    jobs = yaml.safe_load(text)["jobs"].values()
    runs = [step["run"] for job in jobs for step in job.get("steps", ()) if "run" in step]
    return [run.replace("\\\n", " ") for run in runs]


def commands_of(script: str) -> list[list[str]]:
    """The words after `ocop` in each call of it, with the environment's values filled in."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("#")]
    calls = [found["words"] for line in lines for found in _CALL.finditer(line)]
    return [[_filled(word) for word in shlex.split(call)] for call in calls]


def _filled(word: str) -> str:
    return re.sub(r"\$\{?(\w+)\}?", lambda found: _SAMPLES[found[1]], word)


def understood(words: Sequence[str]) -> bool:
    """Whether the real parser takes the words, without a shortened option."""
    try:
        arguments = parser().parse_args(words)
    except SystemExit:
        return False
    known = {name for action in _verb_actions(arguments.verb) for name in action}
    return all(word.partition("=")[0] in known for word in words if word.startswith("--"))


def _verb_actions(verb: str) -> list[Sequence[str]]:
    top = parser()
    verbs = next(action for action in top._actions if action.dest == "verb")
    assert isinstance(verbs.choices, dict)
    return [action.option_strings for one in (top, verbs.choices[verb]) for action in one._actions]


def test_every_command_of_a_workflow_is_understood() -> None:
    found = [
        (path.name, words)
        for path in WORKFLOWS
        for script in scripts_of(path.read_text("utf-8"))
        for words in commands_of(script)
    ]
    assert {(name, words[0]) for name, words in found} >= {
        ("feedback.yml", "feedback"),
        ("intake.yml", "intake"),
        ("nightly.yml", "nightly"),
    }
    assert [one for one in found if not understood(one[1])] == []


def test_a_command_that_is_not_there_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    script = '# ocop none\n.venv/bin/ocop intake --repository "$REPOSITORY" \\\n  --number "$ISSUE" && ocop x'
    commands = commands_of(script.replace("\\\n", " "))
    assert commands == [["intake", "--repository", "chu/kho", "--number", "12"], ["x"]]
    assert not any(map(understood, commands))
    assert not understood(["intake", "--repo", "chu/kho", "--issue", "12"]), "shortened"
    assert understood(["intake", "--repository", "chu/kho", "--issue", "12"])
    capsys.readouterr()


def _check_script() -> ModuleType:
    described = importlib.util.spec_from_file_location("check_script", ROOT / "scripts" / "check.py")
    assert described is not None
    assert described.loader is not None
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


@pytest.mark.parametrize("author", ["", "tu-van", "ai-do[bot]"])
@pytest.mark.parametrize("catalogue", ["", "https://so-ocop.example/loi/"])
def test_every_call_of_the_check_script_is_understood(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, author: str, catalogue: str
) -> None:
    script = _check_script()
    calls: list[list[str]] = []

    def ran(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        calls.append(list(command))
        return subprocess.CompletedProcess(command, 2, "", "")

    monkeypatch.setattr(script, "_ran", ran)
    environment = {
        "CHECK_BASE": "a" * 40,
        "CHECK_HEAD": "b" * 40,
        "CHECK_NUMBER": "7",
        "CHECK_AUTHOR": author,
        "CHECK_CATALOGUE": catalogue,
        "CHECK_REPORTS": str(tmp_path),
    }
    for step in script.STEPS.values():
        try:
            step(environment)
        except script.SystemFailure:
            continue
    asked = [words[words.index("ocop.cli") + 1 :] for words in calls if "ocop.cli" in words]
    assert [words[2] for words in asked] == ["review", "preview"]
    assert [words for words in asked if not understood(words)] == []
