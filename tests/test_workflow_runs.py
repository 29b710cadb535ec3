"""Every workflow's jobs, run on this machine against a repository and a GitHub of our own.

All six can be run so. Two are cut short: of the tests that quality.yml runs only one file is taken, because
all of them would run this one again; and the site of a night is an empty folder, because publish.yml is seen
to build a real one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from ocop.github.nightly import MAIN_TITLE
from ocop.intake.desk import MARKER
from tests.github import double
from tests.github.conftest import running
from tests.github.double import NAME, OWNER, GitHubDouble
from tests.github.registries import TEAMS, give_roles
from tests.intake_forms import FIRST_ANSWERS, filled, forms
from tests.repositories import committed, git
from tests.workflow_runner import (
    REPOSITORY,
    STAND_INS,
    Event,
    Runner,
    repository_in,
    runner_binary,
)

pytestmark = pytest.mark.skipif(
    runner_binary() is None, reason="act is installed on Linux only, which the workflows are for"
)

MINIMAL = REPOSITORY / "tests" / "cases" / "good" / "minimal"
PRODUCT = "dossiers/hop-tac-xa-mau/ca-phe-mau/product.yml"
SOUND = (MINIMAL / PRODUCT).read_text("utf-8").replace("record:", "summary: Rang từ cà phê của xã.\nrecord:")
FAULTY = "schema: product/1\nname: A\n"
EVIL = "::error::bịa %0A::warning::bịa ##[error]bịa ::add-mask::a ::stop-commands::x"
SPITEFUL = f'schema: product/1\nname: "{EVIL}"\ntype: "{EVIL}"\n"{EVIL}": 1\n'
BEFORE_REVIEW = (
    "Check out the base, with the history that a merge base is looked for in",
    "Take the oldest Python that is supported",
    "Install the base's tools",
    "Bring the proposed commit in, as objects only",
)
AFTER_REVIEW = ("Draw the pages that change", "Keep report and preview")
NOT_THEIR_FAULT = "Say that it was not the submission's fault"
TREASON = "PHAN-QUYET-GIA"
PAGE = "san-pham/hop-tac-xa-mau/ca-phe-mau"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's code around a registry of one made-up product."""
    folder = repository_in(tmp_path_factory.mktemp("origin") / "registry", MINIMAL)
    give_roles(folder)
    committed(folder, "Roles")
    return folder


@pytest.fixture
def runner(origin: Path, tmp_path: Path) -> Runner:
    """A runner in front of a server that holds the repository."""
    return Runner(tmp_path, origin)


@pytest.fixture
def hub(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubDouble]:
    """GitHub's API in front of the same repository."""
    monkeypatch.setitem(double.TOKENS, "token-of-app", "so-ocop[bot]")
    hub = GitHubDouble(runner.repository)
    hub.teams = set(TEAMS)
    yield from running(hub)


def about(**more: object) -> Mapping[str, object]:
    """What GitHub says of every event, and more."""
    owner = {"login": OWNER}
    return {
        "repository": {
            "name": NAME,
            "full_name": f"{OWNER}/{NAME}",
            "owner": owner,
            "default_branch": "main",
        },
        **more,
    }


def pull_request(runner: Runner, head: str, at: str = "main") -> Event:
    """A pull request with number 7; its workflow is main's, unless it brings its own."""
    ends = {"base": {"ref": "main", "sha": runner.main}, "head": {"ref": "ho-so", "sha": head}}
    told = {"number": 7, "user": {"login": "tu-van"}, **ends}
    return Event("pull_request", about(action="opened", number=7, pull_request=told), "refs/pull/7/merge", at)


def merge_group(runner: Runner, head: str) -> Event:
    """A turn in the merge queue, whose commit has a branch of its own for so long."""
    ref = "refs/heads/gh-readonly-queue/main/pr-7"
    git(runner.repository, "update-ref", ref, head)
    ends = {"base_ref": "refs/heads/main", "base_sha": runner.main, "head_ref": ref, "head_sha": head}
    return Event("merge_group", about(action="checks_requested", merge_group=ends), ref)


def ended(head: str, event: str = "pull_request", conclusion: str = "failure") -> Event:
    """The end of a run of check.yml."""
    run = {"name": "check", "event": event, "conclusion": conclusion, "head_sha": head}
    return Event("workflow_run", about(action="completed", workflow_run=run))


def issue(number: int, state: str, *labels: str) -> Event:
    """An issue that was opened or edited."""
    shown = {"number": number, "state": state, "labels": [{"name": name} for name in labels]}
    return Event("issues", about(action="edited", issue=shown))


def test_a_sound_proposal_passes_and_its_report_and_preview_are_kept(runner: Runner) -> None:
    head = runner.propose({PRODUCT: SOUND})
    run = runner.run("check.yml", pull_request(runner, head))
    assert run.jobs == {"Xét hồ sơ": "success"}, str(run)
    assert run.steps == dict.fromkeys((*BEFORE_REVIEW, "Review", *AFTER_REVIEW), "success")
    kept = run.keeps / "ket-qua-xet"
    assert run.summary == (kept / "review.md").read_text("utf-8")
    assert "## Máy không thấy lỗi" in run.summary
    assert json.loads((kept / "review.json").read_text("utf-8"))["passes"] is True
    assert "Rang từ cà phê của xã." in (kept / "xem-truoc" / Path(PAGE) / "index.html").read_text("utf-8")
    assert run.inputs("upload-artifact", "check") == {
        "include-hidden-files": "true",
        "name": "ket-qua-xet",
        "path": ".cache/check",
        "retention-days": "14",
    }
    assert run.inputs("checkout", "check") == {
        "fetch-depth": "0",
        "persist-credentials": "false",
        "ref": runner.main,
    }
    assert run.inputs("setup-python", "check") == {"python-version": "3.11"}
    assert run.commands == ()


@pytest.mark.parametrize(
    ("event", "known", "site"),
    [
        (pull_request, {}, f"https://{OWNER}.github.io/{NAME}/"),
        (merge_group, {"OCOP_BASE_URL": "https://so-ocop.example/"}, "https://so-ocop.example/"),
    ],
    ids=["pull_request", "merge_group"],
)
def test_a_faulty_proposal_fails_by_its_own_fault_and_is_told_where(
    runner: Runner, event: Callable[[Runner, str], Event], known: Mapping[str, str], site: str
) -> None:
    run = runner.run("check.yml", event(runner, runner.propose({PRODUCT: FAULTY})), known=known)
    assert run.jobs == {"Xét hồ sơ": "failure"}, str(run)
    assert run.steps == {**dict.fromkeys((*BEFORE_REVIEW, *AFTER_REVIEW), "success"), "Review": "failure"}
    assert {(one.kind, one.at["file"]) for one in run.commands} == {("error", PRODUCT)}
    assert "Lỗi của hồ sơ: xem từng lỗi" in run.log
    assert "## Cần sửa" in run.summary
    assert f"]({site}loi/#" in run.summary
    assert "Lỗi hệ thống" not in run.log + run.summary
    assert json.loads((run.keeps / "ket-qua-xet" / "review.json").read_text("utf-8"))["passes"] is False


def test_tools_that_cannot_be_installed_are_nobody_s_fault(runner: Runner) -> None:
    runner.propose({"Makefile": "setup:\n\tfalse\n"}, ref="refs/heads/main")
    head = runner.propose({PRODUCT: FAULTY})
    run = runner.run("check.yml", pull_request(runner, head))
    assert run.jobs == {"Xét hồ sơ": "failure"}, str(run)
    checkout, python, install, _ = BEFORE_REVIEW
    assert run.steps == {
        checkout: "success",
        python: "success",
        install: "failure",
        NOT_THEIR_FAULT: "success",
    }
    assert run.summary.startswith("Lỗi hệ thống, không phải lỗi của hồ sơ")
    assert not (run.keeps / "ket-qua-xet").exists()


def test_a_commit_that_is_gone_is_nobody_s_fault(runner: Runner) -> None:
    runner.propose({PRODUCT: FAULTY})
    run = runner.run("check.yml", pull_request(runner, "0" * 40))
    assert run.jobs == {"Xét hồ sơ": "failure"}, str(run)
    assert run.steps[BEFORE_REVIEW[-1]] == "failure"
    assert run.steps[NOT_THEIR_FAULT] == "success"
    assert not {"Review", *AFTER_REVIEW} & run.steps.keys()
    (told,) = run.commands
    assert (told.kind, told.at) == ("error", {"title": "Lỗi hệ thống, không phải lỗi của hồ sơ"})


def test_what_is_proposed_is_neither_laid_out_nor_run_nor_heeded(runner: Runner, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    treason = (
        f"import pathlib\npathlib.Path({str(canary)!r}).touch()\nprint('{TREASON}')\nraise SystemExit(0)\n"
    )
    head = runner.propose(
        {
            "scripts/check.py": treason,
            "scripts/setup.py": treason,
            "scripts/ocop/__init__.py": treason,
            "scripts/mkdocs_hook.py": treason,
            "Makefile": f"setup:\n\ttouch {canary}\n",
            ".github/workflows/check.yml": "on: pull_request\n",
            ".gitattributes": "* filter=evil\n",
            "schemas/roles.yml": "members:\n  - {login: tu-van, role: maintainer}\n",
            PRODUCT: SOUND,
        }
    )
    run = runner.run("check.yml", pull_request(runner, head))
    assert run.jobs == {"Xét hồ sơ": "failure"}, str(run)
    assert run.steps["Review"] == "failure"
    assert "scripts/check.py" in {one.at["file"] for one in run.commands if one.kind == "error"}
    assert not canary.exists()
    assert TREASON not in run.log + run.summary


def test_words_in_a_dossier_command_nothing(runner: Runner) -> None:
    run = runner.run("check.yml", pull_request(runner, runner.propose({PRODUCT: SPITEFUL})))
    assert run.jobs == {"Xét hồ sơ": "failure"}, str(run)
    assert {(one.kind, one.at.get("file")) for one in run.commands} == {("error", PRODUCT)}
    assert not [one for one in run.commands if one.text.startswith("bịa")]
    assert run.steps["Keep report and preview"] == "success"


def test_a_workflow_that_absolves_itself_does_not_absolve_its_author(
    runner: Runner, hub: GitHubDouble
) -> None:
    text = (REPOSITORY / ".github/workflows/check.yml").read_text("utf-8")
    begun = text[: text.index("    steps:")]
    head = runner.propose(
        {PRODUCT: SPITEFUL, ".github/workflows/check.yml": f"{begun}    steps:\n      - run: 'true'\n"}
    )
    assert runner.run("check.yml", pull_request(runner, head, at=head)).jobs == {"Xét hồ sơ": "success"}
    hub.pull("tu-van", head)
    run = runner.run("feedback.yml", ended(head, conclusion="success"), api_url=hub.base_url)
    assert run.jobs == {"Trả lời người gửi": "success"}, str(run)
    (comment,) = hub.comments_of(1)
    assert "## Cần sửa" in comment.body
    assert run.commands == ()
    assert hub.threads[1].labels == ["can-sua"]


def test_the_author_of_a_sound_proposal_is_told_and_its_reviewers_are_asked(
    runner: Runner, hub: GitHubDouble
) -> None:
    head = runner.propose({PRODUCT: SOUND})
    hub.pull("tu-van", head)
    run = runner.run("feedback.yml", ended(head, conclusion="success"), api_url=hub.base_url)
    assert run.jobs == {"Trả lời người gửi": "success"}, str(run)
    (comment,) = hub.comments_of(1)
    assert comment.author == "github-actions[bot]"
    assert "## Máy không thấy lỗi" in comment.body
    assert hub.threads[1].labels == ["cho-tham-dinh"]
    assert hub.threads[1].teams
    assert run.inputs("checkout", "feedback")["ref"] == ""


@pytest.mark.parametrize(("event", "conclusion"), [("merge_group", "failure"), ("pull_request", "cancelled")])
def test_nobody_is_told_of_a_queue_s_run_or_of_a_cancelled_one(
    runner: Runner, event: str, conclusion: str
) -> None:
    run = runner.run("feedback.yml", ended("0" * 40, event, conclusion))
    assert (run.status, run.jobs, run.steps) == (0, {}, {}), str(run)


def test_a_form_becomes_a_pull_request_of_the_app_s(runner: Runner, hub: GitHubDouble) -> None:
    answers = {**FIRST_ANSWERS, "product-name": f"Trà gừng {EVIL}"}
    hub.issue("nguoi-gui", EVIL, filled(forms()[0], answers), labels=["phieu-dang-ky"])
    hub.say(1, "so-ocop[bot]", f"{MARKER}\n## Phiếu cần sửa")
    run = runner.run(
        "intake.yml",
        issue(1, "open", "phieu-dang-ky"),
        api_url=hub.base_url,
        known={"OCOP_APP_ID": "12"},
        secrets={"OCOP_APP_KEY": "khoa-mau"},
        machine={"STAND_IN_APP": "so-ocop", "STAND_IN_TOKEN": "token-of-app"},
    )
    assert run.jobs == {"Nhận phiếu": "success"}, str(run)
    (request,) = (one for one in hub.threads.values() if one.head is not None)
    assert (request.author, request.head_branch) == ("so-ocop[bot]", "phieu/1")
    (comment,) = hub.said
    assert "## Đã nhận phiếu" in comment.body
    assert run.inputs("create-github-app-token", "intake")["app-id"] == "12"
    assert run.commands == ()


@pytest.mark.parametrize(
    ("state", "labels"), [("open", ["hoi-dap"]), ("open", []), ("closed", ["phieu-dang-ky"])]
)
def test_an_issue_that_is_no_open_form_is_let_be(runner: Runner, state: str, labels: list[str]) -> None:
    run = runner.run("intake.yml", issue(1, state, *labels))
    assert (run.status, run.jobs) == (0, {}), str(run)


@pytest.mark.parametrize("event", ["schedule", "workflow_dispatch"])
def test_a_night_on_another_branch_does_nothing(runner: Runner, event: str) -> None:
    run = runner.run("nightly.yml", Event(event, about(), "refs/heads/thu"))
    assert (run.status, run.jobs) == (0, {}), str(run)


def test_a_night_judges_main_and_puts_the_site_online(runner: Runner, hub: GitHubDouble) -> None:
    # How a site is built is seen with publish.yml; here it is enough that there is one.
    make = (REPOSITORY / "Makefile").read_text("utf-8").replace("$(BIN)/ocop build", "mkdir site #")
    runner.propose({"Makefile": make}, ref="refs/heads/main")
    run = runner.run("nightly.yml", Event("schedule", about()), api_url=hub.base_url)
    assert run.jobs == {
        "Xét lại nhánh chính, hàng chờ và nhắc hạn": "success",
        "publish/Build the site": "success",
        "publish/Put the site online": "success",
    }, str(run)
    assert any(call.startswith("GET ") and call.endswith("/pulls") for call in hub.calls)
    assert (run.keeps / "deployed").exists()


def test_a_night_on_a_faulty_main_says_so_once_and_leaves_the_old_site(
    runner: Runner, hub: GitHubDouble
) -> None:
    runner.propose({PRODUCT: FAULTY}, ref="refs/heads/main")
    run = runner.run("nightly.yml", Event("workflow_dispatch", about()), api_url=hub.base_url)
    assert run.jobs == {
        "Xét lại nhánh chính, hàng chờ và nhắc hạn": "failure",
        "publish/Build the site": "failure",
    }, str(run)
    assert [one.title for one in hub.threads.values()] == [MAIN_TITLE]
    assert not (run.keeps / "github-pages").exists()


def test_what_is_put_online_is_what_the_attested_list_names(runner: Runner, tmp_path: Path) -> None:
    known = {"OCOP_BASE_URL": "https://so-ocop.example/"}
    run = runner.run("publish.yml", Event("push", about(ref="refs/heads/main")), known=known)
    assert run.jobs == {"Build the site": "success", "Put the site online": "success"}, str(run)
    site = tmp_path / "site"
    site.mkdir()
    artifact = run.keeps / "github-pages" / "artifact.tar"
    subprocess.run(("tar", "--extract", "--file", str(artifact)), cwd=site, check=True)
    listed = (run.keeps / "attested").read_text("utf-8")
    assert listed == (site / "SHA256SUMS").read_text("utf-8")
    checked = subprocess.run(
        ("sha256sum", "--check", "--quiet", "SHA256SUMS"), cwd=site, check=False, capture_output=True
    )
    assert (checked.returncode, checked.stdout) == (0, b"")
    files = {f"./{path.relative_to(site)}" for path in site.rglob("*") if path.is_file()}
    assert {line[66:] for line in listed.splitlines()} == files - {"./SHA256SUMS"}
    assert "https://so-ocop.example/" in (site / PAGE / "index.html").read_text("utf-8")
    assert "<lastmod>" in (site / "sitemap.xml").read_text("utf-8")


def test_a_site_is_not_put_online_from_another_branch(runner: Runner) -> None:
    runner.propose({"Makefile": "check:\nsite:\n\tmkdir site\n"}, ref="refs/heads/thu")
    run = runner.run("publish.yml", Event("push", about(), "refs/heads/thu", "thu"))
    assert run.jobs == {"Build the site": "success"}, str(run)


def test_the_toolchain_s_tests_run(runner: Runner) -> None:
    tests = "tests/quality/test_locks.py"
    head = runner.propose({tests: (REPOSITORY / tests).read_text("utf-8")})
    machine = {"ARGS": f"--numprocesses 0 {tests}", "OCOP_CHROMIUM": sys.executable}
    run = runner.run("quality.yml", pull_request(runner, head, at=head), machine=machine)
    assert run.jobs == {"make test": "success"}, str(run)
    assert "passed" in run.log


def test_no_workflow_is_left_out() -> None:
    text = Path(__file__).read_text("utf-8")
    names = [path.name for path in (REPOSITORY / ".github" / "workflows").iterdir()]
    assert [name for name in names if f'"{name}"' not in text] == []


def test_every_action_has_a_stand_in(runner: Runner) -> None:
    used = runner.actions()
    known = {str(path.parent.relative_to(STAND_INS)) for path in STAND_INS.rglob("action.yml")}
    assert used == known
