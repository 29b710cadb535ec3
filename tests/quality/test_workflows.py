"""What every workflow must keep to (R1 to R7, R9, R19 and R24), and proof that breaking a rule is seen."""

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
# What starts each workflow, and why. Anything that is not here fails, as does an entry that nothing uses.
TRIGGERS: dict[str, dict[str, str]] = {
    "check.yml": {
        "pull_request": "a submission is judged when it is opened and whenever it changes",
        "merge_group": "a required check that does not report holds the queue up for ever",
    },
    "feedback.yml": {"workflow_run": "answers once check.yml has ended, with main's code"},
    "intake.yml": {"issues": "a form is an issue; its text is read through the API by main's code"},
    "nightly.yml": {
        "schedule": "time alone changes what stands",
        "workflow_dispatch": "the office can have a night's duties done again",
    },
    "publish.yml": {
        "push": "main alone is published",
        "workflow_call": "nightly.yml has the site built for the new day",
    },
    "quality.yml": {
        "pull_request": "the toolchain's own tests judge a change before it is merged",
        "merge_group": "a required check that does not report holds the queue up for ever",
        "push": "main is tested as merged",
    },
}
# File name: why a privileged event may start it. It still checks out nothing but its own default branch.
EXCUSED: dict[str, str] = {
    "feedback.yml": "a fork's own run may not write; this one runs main only, fetches the head as objects, "
    "and hands it to a reader that never runs, installs or configures by it",
    "intake.yml": "people without Git have no other door; the issue's words reach no shell, no path and no "
    "command, only a pure parser and the API",
}
# Workflow and job: what it may do beyond reading the tree, and why. The rest of the world it may not touch.
PERMISSIONS: dict[tuple[str, str], dict[str, str]] = {
    ("feedback.yml", "feedback"): {
        "issues: write": "labels of a pull request are labels of an issue",
        "pull-requests: write": "keeps the one comment and asks for reviews",
    },
    ("nightly.yml", "duties"): {
        "issues: write": "keeps reminders and the one issue about main",
        "pull-requests: read": "the queue of who waits is made from them",
    },
    ("nightly.yml", "site"): {
        "attestations: write": "lent to publish.yml's deploy job, which has its own protected environment",
        "id-token: write": "lent to the same job",
        "pages: write": "lent to the same job",
    },
    ("publish.yml", "deploy"): {
        "attestations: write": "records where the site was built",
        "id-token: write": "proves to Pages and to the record which workflow this is",
        "pages: write": "puts the site online",
    },
}
# Jobs without a protected environment that may write all the same, and why.
UNGUARDED: dict[tuple[str, str], str] = {
    ("feedback.yml", "feedback"): "runs for every submission, so that nobody could approve each; holds no "
    "secret, and its token can change words and labels only",
    ("nightly.yml", "duties"): "runs by night with nobody to approve; its token can change issues only",
    ("nightly.yml", "site"): "calls publish.yml, whose deploy job is guarded itself",
}
ACTIONS: dict[str, str] = {
    "actions/attest": "records where the site was built",
    "actions/checkout": "fetches the tree",
    "actions/create-github-app-token": "a pull request opened with the workflow's own token starts no check",
    "actions/deploy-pages": "puts the site online",
    "actions/download-artifact": "hands the site from one job of a run to the next",
    "actions/setup-python": "takes the oldest Python that is supported",
    "actions/upload-artifact": "keeps a submission's report and preview for its author",
    "actions/upload-pages-artifact": "hands the site to Pages",
}

PINNED = re.compile(
    r"uses:\s+(?:(?:\.|\$)/\S+|[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*|docker://\S+@sha256:[0-9a-f]{64})$"
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
    condition = str(step.get("if", ""))
    if "steps." in condition and not re.search(r"!cancelled\(\)|failure\(\)|always\(\)", condition):
        yield "R19 a step that looks at another's end says that it runs after a failure, too"
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


def grant_violations(name: str, key: str, job: dict[str, object]) -> Iterator[str]:
    """What one job may do, or uses, that no list of ours gives a reason for."""
    granted = {f"{what}: {level}" for what, level in permissions(job)} - {"contents: read"}
    if granted - PERMISSIONS.get((name, key), {}).keys():
        yield "R2 a permission without a written reason"
    writes = any(not one.endswith((": read", ": none")) for one in granted)
    if writes and not environment(job) and (name, key) not in UNGUARDED:
        yield "R2 only a job in a protected environment may write"
    for step in (job, *steps(job)):
        action = str(step.get("uses", "")).partition("@")[0]
        if action and not action.startswith(("./", "$/")) and action not in ACTIONS:
            yield "R4 an action without a written reason"


def job_violations(job: dict[str, object], *, by_pull_request: bool) -> Iterator[str]:
    """The rules that one job breaks."""
    shown = yaml.safe_dump(job, width=10_000)
    if by_pull_request and permissions(job) - {("contents", "read")}:
        yield "R2 a pull request's job may only read the tree"
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
    if events.keys() - TRIGGERS.get(name, {}).keys():
        yield "R1 a trigger without a written reason"
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
    jobs = {key: mapping(job) for key, job in mapping(workflow.get("jobs")).items()}
    yield from line_violations(text)
    yield from trigger_violations(name, workflow)
    if workflow.get("permissions") != {}:
        yield "R2 a workflow starts with no permission at all"
    for key, job in jobs.items():
        yield from grant_violations(name, key, job)
        yield from job_violations(job, by_pull_request="pull_request" in triggers(workflow))
        inputs = [mapping(step.get("with")) for step in steps(job)]
        refs = [given.get("ref") for given in inputs if "persist-credentials" in given]
        if name == "check.yml" and refs != ["${{ env.CHECK_BASE }}"]:
            yield "R9 a submission is judged by the tree it is meant for, and by no other"
        if name in EXCUSED and any({"ref", "repository"} & given.keys() for given in inputs):
            yield "R1 an excused workflow checks out its own base only"


def test_there_are_workflows() -> None:
    assert set(TRIGGERS) == {path.name for path in WORKFLOWS}


def test_every_reason_is_for_something_that_is_there() -> None:
    used: set[object] = set()
    for path in WORKFLOWS:
        workflow = mapping(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506
        used |= {(path.name, event) for event in triggers(workflow)}
        used |= {path.name} if PRIVILEGED & triggers(workflow).keys() else set()
        for key, node in mapping(workflow["jobs"]).items():
            job = mapping(node)
            used |= {(path.name, key, f"{what}: {level}") for what, level in permissions(job)}
            used |= {(path.name, key)} if not environment(job) else set()
            used |= {str(step.get("uses", "")).partition("@")[0] for step in steps(job)}
    listed = {(name, event) for name, events in TRIGGERS.items() for event in events}
    granted = {(*job, one) for job, ones in PERMISSIONS.items() for one in ones}
    assert {*listed, *granted, *EXCUSED, *UNGUARDED, *ACTIONS} - used == set()


def test_every_entry_of_a_list_gives_its_reason() -> None:
    reasons = [reason for events in TRIGGERS.values() for reason in events.values()]
    reasons += [reason for ones in PERMISSIONS.values() for reason in ones.values()]
    reasons += [*EXCUSED.values(), *UNGUARDED.values(), *ACTIONS.values()]
    assert [reason for reason in reasons if len(reason.split()) < 3] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_keeps_every_rule(path: Path) -> None:
    assert sorted(set(violations(path.name, path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("rule", "name", "sound", "broken"),
    [
        ("R1", "quality.yml", "  pull_request:\n", "  pull_request_target:\n"),
        ("R1", "quality.yml", "  merge_group:\n", "  merge_group:\n  issue_comment:\n"),
        ("R1", "quality.yml", "persist-credentials: false", "allow-unsafe-pr-checkout: true"),
        ("R1", "quality.yml", "  merge_group:\n", "  merge_group:\n  workflow_dispatch:\n"),
        ("R1", "check.yml", "  pull_request:\n", "  pull_request:\n  pull_request_target:\n"),
        ("R1", "publish.yml", "  workflow_call:\n", "  workflow_call:\n  issues:\n"),
        ("R1", "feedback.yml", "          fetch-depth: 0\n", "          ref: ${{ env.CHECK_HEAD }}\n"),
        ("R1", "intake.yml", "  issues:\n", "  issue_comment:\n  issues:\n"),
        ("R2", "check.yml", "contents: read ", "pull-requests: write "),
        ("R2", "feedback.yml", "contents: read ", "contents: write "),
        ("R2", "feedback.yml", "issues: write ", "id-token: write "),
        ("R2", "nightly.yml", "pull-requests: read ", "pull-requests: write "),
        ("R2", "intake.yml", "contents: read ", "contents: write "),
        ("R3", "check.yml", "run: make setup", "run: make setup\n        env: {T: '${{ secrets.T }}'}"),
        ("R3", "intake.yml", "    environment: tiep-nhan\n", ""),
        ("R4", "check.yml", "actions/setup-python@", "somebody/setup-python@"),
        ("R5", "intake.yml", '--issue "$ISSUE"', "--title '${{ github.event.issue.title }}'"),
        ("R6", "check.yml", 'python-version: "3.11"', 'python-version: "3.11"\n          cache: pip'),
        ("R9", "check.yml", "          ref: ${{ env.CHECK_BASE }}\n", ""),
        ("R9", "check.yml", "ref: ${{ env.CHECK_BASE }}", "ref: ${{ env.CHECK_HEAD }}"),
        ("R19", "check.yml", "!cancelled() && ", ""),
        ("R19", "check.yml", "  merge_group:\n", ""),
        ("R19", "check.yml", "  pull_request:\n", "  pull_request:\n    paths-ignore: [docs/**]\n"),
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
