"""The tools that read the source, each run as a person would run it: one command judges everything."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOWS = tuple(sorted(str(path) for path in (ROOT / ".github" / "workflows").glob("*.yml")))

FORMS = tuple(sorted(str(path) for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")))

TOOLS: dict[str, Sequence[str]] = {
    "ruff": ("ruff", "check", "--quiet"),
    "ruff-format": ("ruff", "format", "--quiet", "--check"),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"),
    "zizmor": ("zizmor", "--offline", "--no-progress", "--quiet", "--persona", "pedantic", ".github"),
    "actionlint": ("actionlint", "-oneline"),
    "workflow-schema": ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS),
    "issue-form-schema": ("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *FORMS),
    "issue-config-schema": (
        "check-jsonschema",
        "--builtin-schema",
        "vendor.github-issue-config",
        ".github/ISSUE_TEMPLATE/config.yml",
    ),
    "dependabot-schema": (
        "check-jsonschema",
        "--builtin-schema",
        "vendor.dependabot",
        ".github/dependabot.yml",
    ),
    "shellcheck": ("shellcheck", ".ci/run"),
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_the_tool_finds_nothing(command: Sequence[str]) -> None:
    # The tools beside this interpreter are those of the lock file; actionlint looks for shellcheck there too.
    # A workflow's own token would send zizmor to the network.
    environment = {
        **{name: text for name, text in os.environ.items() if name not in {"GH_TOKEN", "GITHUB_TOKEN"}},
        "PATH": os.pathsep.join((str(BIN), os.environ.get("PATH", ""))),
    }
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
