"""What every workflow must keep to (rules R1 to R7, R19 and R24), and proof that breaking a rule is seen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = tuple(sorted(FOLDER.glob("*.y*ml")))

# Triggers that give a stranger's words a token that can write.
PRIVILEGED = {
    "discussion",
    "discussion_comment",
    "issue_comment",
    "issues",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_target",
    "workflow_run",
}
# File name: the reason why it may use one of them. It still may not check out anything but its own base.
EXCUSED: dict[str, str] = {}

PINNED = re.compile(
    r"uses:\s+(?:\./\S+|[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*|docker://\S+@sha256:[0-9a-f]{64})$"
)


def mapping(node: object) -> dict[str, object]:
    """A YAML mapping, or an empty one where something else stands."""
    return {str(key): child for key, child in node.items()} if isinstance(node, dict) else {}


def sequence(node: object) -> list[object]:
    """A YAML sequence, or an empty one where something else stands."""
    return list(node) if isinstance(node, list) else []


def triggers(workflow: dict[str, object]) -> dict[str, object]:
    """The events that start a workflow, in whichever of the three forms they are written."""
    events = workflow.get("on")
    if isinstance(events, str):
        return {events: None}
    return mapping(events) or {str(event): None for event in sequence(events)}


def steps(job: dict[str, object]) -> list[dict[str, object]]:
    """A job's steps."""
    return [mapping(step) for step in sequence(job.get("steps"))]


def permissions(job: dict[str, object]) -> set[tuple[str, str]]:
    """What a job may do, as pairs; a word for everything becomes one pair."""
    granted = job.get("permissions", {})
    if isinstance(granted, str):
        return {("everything", granted)} if granted else set()
    return {(name, str(level)) for name, level in mapping(granted).items()}


def environment(job: dict[str, object]) -> str:
    """The protected environment that a job runs in, if any."""
    named = job.get("environment", "")
    return named if isinstance(named, str) else str(mapping(named).get("name", ""))


def step_violations(step: dict[str, object]) -> Iterator[str]:
    """The rules that one step breaks."""
    action, script, inputs = str(step.get("uses", "")), str(step.get("run", "")), mapping(step.get("with"))
    if "allow-unsafe-pr-checkout" in inputs:
        yield "R1 no unsafe checkout"
    if action.startswith("actions/checkout@") and inputs.get("persist-credentials") != "false":
        yield "R3 a checkout leaves no credentials behind"
    if re.search(r"\bpip3? install\b(?!.*--require-hashes)", script):
        yield "R4 Python is installed from a hash-locked file"
    if "${{" in script or "${{" in str(inputs.get("script", "")):
        yield "R5 values reach a script through env"
    if action.startswith("actions/cache") or "cache" in inputs:
        yield "R6 nothing is cached"


def job_violations(job: dict[str, object], *, by_pull_request: bool) -> Iterator[str]:
    """The rules that one job breaks."""
    shown = yaml.safe_dump(job, width=10_000)
    if by_pull_request and permissions(job) - {("contents", "read")}:
        yield "R2 a pull request's job may only read the tree"
    if any(level not in {"read", "none"} for _, level in permissions(job)) and not environment(job):
        yield "R2 only a job in a protected environment may write"
    if re.search(r"\bsecrets\b", shown) and (by_pull_request or not environment(job)):
        yield "R3 secrets belong to a protected environment, never to a pull request"
    if "timeout-minutes" not in job and "uses" not in job:
        yield "R7 a job ends in time"
    if "actions/deploy-pages@" in shown and (
        by_pull_request
        or environment(job) != "github-pages"
        or "github.ref == 'refs/heads/main'" not in str(job.get("if"))
    ):
        yield "R24 the site is deployed from main, in its protected environment"
    for step in steps(job):
        yield from step_violations(step)


def line_violations(text: str) -> Iterator[str]:
    """The rules that are read off single lines, comments and all."""
    for line in text.splitlines():
        if re.match(r"\s*(?:- )?uses:", line) and not PINNED.search(line):
            yield "R4 an action is pinned by its commit, with the version beside it"
        if re.match(r"\s*(?:- )?(?:image|container):\s*\S", line) and "@sha256:" not in line:
            yield "R4 a container is pinned by its digest"


def trigger_violations(name: str, workflow: dict[str, object]) -> Iterator[str]:
    """The rules about what starts a workflow, and how many of it run at a time."""
    events = triggers(workflow)
    if PRIVILEGED & events.keys() and name not in EXCUSED:
        yield "R1 a stranger's words start nothing that can write"
    group = str(mapping(workflow.get("concurrency")).get("group", ""))
    if not group or ("pull_request" in events and "github.event.pull_request.number" not in group):
        yield "R7 one run at a time for each pull request"
    if "pull_request" in events and "merge_group" not in events:
        yield "R19 a required check reports in the merge queue"
    if any({"paths", "paths-ignore"} & mapping(event).keys() for event in events.values()):
        yield "R19 a required check is never skipped by path"


def violations(name: str, text: str) -> Iterator[str]:
    """The rules that a workflow breaks, each by its number and a few words."""
    workflow = mapping(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - every scalar stays text
    jobs = [mapping(job) for job in mapping(workflow.get("jobs")).values()]
    yield from line_violations(text)
    yield from trigger_violations(name, workflow)
    if workflow.get("permissions") != {}:
        yield "R2 a workflow starts with no permission at all"
    for job in jobs:
        yield from job_violations(job, by_pull_request="pull_request" in triggers(workflow))
        inputs = [mapping(step.get("with")) for step in steps(job)]
        if name in EXCUSED and any({"ref", "repository"} & given.keys() for given in inputs):
            yield "R1 an excused workflow checks out its own base only"


def test_there_are_workflows() -> None:
    assert {"quality.yml", "publish.yml"} <= {path.name for path in WORKFLOWS}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_keeps_every_rule(path: Path) -> None:
    assert sorted(set(violations(path.name, path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("rule", "name", "sound", "broken"),
    [
        ("R1", "quality.yml", "  pull_request:\n", "  pull_request_target:\n"),
        ("R1", "quality.yml", "  merge_group:\n", "  merge_group:\n  issue_comment:\n"),
        ("R1", "quality.yml", "persist-credentials: false", "allow-unsafe-pr-checkout: true"),
        ("R2", "quality.yml", "permissions: {}", "permissions: read-all"),
        ("R2", "quality.yml", "permissions: {}\n", ""),
        ("R2", "quality.yml", "contents: read ", "contents: write "),
        ("R2", "quality.yml", "contents: read ", "id-token: write "),
        ("R2", "publish.yml", "      contents: read ", "      contents: write "),
        ("R3", "quality.yml", "persist-credentials: false", "fetch-depth: 1"),
        ("R3", "quality.yml", "run: bash .ci/run", "run: bash .ci/run\n        env: {T: '${{ secrets.T }}'}"),
        ("R3", "publish.yml", "run: make check", "run: make check\n        env: {T: '${{ secrets.T }}'}"),
        ("R4", "quality.yml", "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6"),
        ("R4", "quality.yml", " # v6.0.2", ""),
        ("R4", "quality.yml", "    runs-on:", "    container: debian:13\n    runs-on:"),
        ("R4", "quality.yml", "bash .ci/run", "pip install pytest"),
        ("R5", "quality.yml", "bash .ci/run", "echo ${{ github.event.pull_request.title }}"),
        ("R6", "quality.yml", 'python-version: "3.11"', 'python-version: "3.11"\n          cache: pip'),
        ("R7", "quality.yml", "    timeout-minutes: 30\n", ""),
        ("R7", "quality.yml", "${{ github.event.pull_request.number || github.ref }}", "all"),
        ("R19", "quality.yml", "  merge_group:\n", ""),
        ("R19", "quality.yml", "  pull_request:\n", "  pull_request:\n    paths: [scripts/**]\n"),
        ("R24", "publish.yml", "    if: github.ref == 'refs/heads/main'\n", ""),
        ("R24", "publish.yml", "name: github-pages\n      url", "name: elsewhere\n      url"),
        ("R24", "publish.yml", "  push:\n", "  pull_request:\n  merge_group:\n  push:\n"),
    ],
)
def test_breaking_a_rule_is_seen(rule: str, name: str, sound: str, broken: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert sound in text
    found = {violation.split()[0] for violation in violations(name, text.replace(sound, broken, 1))}
    assert rule in found


def test_every_update_waits_a_week() -> None:
    settings = mapping(yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8")))
    updates = [mapping(update) for update in sequence(settings["updates"])]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
    for update in updates:
        days = mapping(update["cooldown"])["default-days"]
        assert isinstance(days, int)
        assert days >= 7
