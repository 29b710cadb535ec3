"""Forms on a GitHub of our own: one branch, one request and one comment, however a run is struck."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ocop.cli import main
from ocop.github import GitHub, GitHubError
from ocop.github import reception as reception_module
from ocop.github.feedback import Told
from ocop.github.reception import GitHubDesk, take_form
from ocop.intake import FORM_LABEL, received
from ocop.intake.desk import MARKER
from ocop.report.markdown import LONGEST
from tests.github.conftest import settings_of
from tests.github.double import NAME, OWNER, Fault, GitHubDouble, Thread
from tests.github.registries import registry_in
from tests.intake_forms import FIRST_ANSWERS, filled, forms
from tests.repositories import committed, git

SOUND = filled(forms()[0], FIRST_ANSWERS)
FAULTY = SOUND.replace("10/02/2026", "10/13/2026")
FOLDER = "dossiers/hop-tac-xa-hu-cau-thu-phieu"
EVIL = (
    "::error::%0A @everyone <img src=x onerror=alert(1)> <!-- ocop:intake --> [a](http://b) | ``` $(id) ~~~"
)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry with one product."""
    return registry_in(tmp_path / "registry", "minimal")


def form(hub: GitHubDouble, body: str = SOUND, author: str = "nguoi-gui") -> Thread:
    """A form that somebody sent."""
    return hub.issue(author, "Đăng ký ý tưởng", body, labels=[FORM_LABEL])


def take(hub: GitHubDouble, number: int = 1) -> Told:
    """Answer a form by the registry as it stands on the main branch."""
    return take_form(GitHub(settings_of(hub)), hub.folder, number)


def pulls(hub: GitHubDouble) -> list[Thread]:
    """Every pull request there is."""
    return [one for one in hub.threads.values() if one.head is not None]


def added(hub: GitHubDouble, branch: str = "phieu/1") -> set[str]:
    """The files in which a branch differs from the main one."""
    return set(git(hub.folder, "diff", "--name-only", f"main...{branch}").splitlines())


def state(hub: GitHubDouble) -> tuple[object, ...]:
    """All that a run leaves, but for ids that carry the hour."""
    requests = [(one.state, one.title, one.body, one.author, one.head_branch) for one in pulls(hub)]
    comments = [(one.thread, one.author, one.body) for one in hub.said]
    names = git(hub.folder, "branch", "--format=%(refname:short)").splitlines()
    trees = [(name, git(hub.folder, "rev-parse", f"{name}^{{tree}}")) for name in names]
    return requests, comments, trees


def test_a_sound_form_becomes_one_commit_one_pull_request_and_one_comment(hub: GitHubDouble) -> None:
    form(hub)
    told = take(hub)
    assert (told.failed, len(told.done)) == ((), 1)
    product = f"{FOLDER}/tra-gung-hu-cau"
    assert added(hub) == {f"{FOLDER}/producer.yml", f"{product}/product.yml", f"{product}/history.csv"}
    assert git(hub.folder, "rev-list", "--count", "main..phieu/1") == "1"
    message = git(hub.folder, "show", "-s", "--format=%B", "phieu/1")
    assert message.endswith("Closes #1\nSubmitted-by: nguoi-gui")
    assert "Phiếu #1 của kho" in git(hub.folder, "show", f"phieu/1:{product}/history.csv")
    (pull,) = pulls(hub)
    assert (pull.head_branch, pull.base) == ("phieu/1", "main")
    assert "`nguoi-gui`" in pull.body
    assert "@nguoi-gui" not in pull.body
    (comment,) = hub.said
    assert comment.thread == 1
    assert f"#{pull.number}" in comment.body


def test_the_day_of_receipt_is_the_day_the_form_was_opened(hub: GitHubDouble) -> None:
    form(hub)
    take(hub)
    text = git(hub.folder, "show", f"phieu/1:{FOLDER}/producer.yml")
    assert "gathered_on: 2026-11-20" in text


def test_a_second_run_changes_nothing(hub: GitHubDouble) -> None:
    form(hub)
    take(hub)
    before, tip = [*hub.events], git(hub.folder, "rev-parse", "phieu/1")
    assert take(hub).failed == ()
    assert (hub.events, git(hub.folder, "rev-parse", "phieu/1")) == (before, tip)


def test_what_others_merge_meanwhile_costs_no_approval(hub: GitHubDouble) -> None:
    form(hub)
    take(hub)
    tip = git(hub.folder, "rev-parse", "phieu/1")
    (hub.folder / "docs.md").write_text("khác\n", "utf-8")
    committed(hub.folder)
    take(hub)
    assert git(hub.folder, "rev-parse", "phieu/1") == tip


def test_an_edited_form_leaves_nothing_of_what_it_said_before(hub: GitHubDouble) -> None:
    one = form(hub)
    take(hub)
    one.body = filled(forms()[0], {**FIRST_ANSWERS, "product-name": "Trà sả Hư Cấu"})
    assert take(hub).failed == ()
    assert {path.rpartition("/")[0] for path in added(hub)} == {FOLDER, f"{FOLDER}/tra-sa-hu-cau"}
    assert git(hub.folder, "rev-list", "--count", "main..phieu/1") == "1"
    (pull,) = pulls(hub)
    assert pull.title.endswith("/tra-sa-hu-cau")
    assert "tra-gung" not in pull.body
    assert len(hub.said) == 1
    assert "tra-sa-hu-cau" in hub.said[0].body


def test_what_somebody_pushed_onto_the_branch_does_not_stay(hub: GitHubDouble) -> None:
    form(hub)
    take(hub)
    git(hub.folder, "checkout", "-q", "phieu/1")
    (hub.folder / "them.md").write_text("x\n", "utf-8")
    committed(hub.folder)
    git(hub.folder, "checkout", "-q", "main")
    take(hub)
    assert "them.md" not in added(hub)
    assert len(pulls(hub)) == 1


def test_a_faulty_form_is_answered_in_one_comment_and_mended_in_the_same(hub: GitHubDouble) -> None:
    one = form(hub, FAULTY)
    assert take(hub).failed == ()
    assert take(hub).failed == ()
    assert (pulls(hub), [said.thread for said in hub.said]) == ([], [1])
    assert "OCOP-829" in hub.said[0].body
    one.body = SOUND
    take(hub)
    assert len(hub.said) == 1
    assert hub.said[0].body.startswith(f"{MARKER}\n## Đã nhận phiếu")


def test_one_bad_form_never_holds_up_another(hub: GitHubDouble) -> None:
    for body in ("", "\x00", "###", EVIL * 500, SOUND):
        form(hub, body)
    for number in range(1, 6):
        assert take(hub, number).failed == ()
    assert [one.head_branch for one in pulls(hub)] == ["phieu/5"]
    assert [one.thread for one in hub.said] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("change", [{"labels": []}, {"state": "closed"}])
def test_what_is_no_open_form_is_left_alone(hub: GitHubDouble, change: Mapping[str, Any]) -> None:
    one = form(hub)
    for name, value in change.items():
        setattr(one, name, value)
    assert "để nguyên" in take(hub).done[0]
    assert hub.events == []


@pytest.mark.parametrize("name", list(FIRST_ANSWERS))
def test_what_was_sent_is_text_wherever_it_shows(hub: GitHubDouble, name: str) -> None:
    form(hub, filled(forms()[0], {**FIRST_ANSWERS, name: EVIL}), author="ke-la[bot]")
    hub.threads[1].title = EVIL
    assert take(hub).failed == ()
    said = [one.body for one in hub.said] + [text for one in pulls(hub) for text in (one.title, one.body)]
    for text in said:
        outside = "".join(text.replace("\\|", "").split("`")[::2]).removeprefix(MARKER)
        for live in ("<img", "@everyone", "::error", "](http", "<!--", "~~~", "$(id)"):
            assert live not in outside
    for pull in pulls(hub):
        assert re.fullmatch(r"Phiếu #1: [a-z0-9/-]+", pull.title)
        assert all(path.startswith("dossiers/") for path in added(hub))


def test_a_forged_comment_is_left_and_ours_made(hub: GitHubDouble) -> None:
    form(hub)
    hub.say(1, "nguoi-gui", f"{MARKER}\n## Đã nhận phiếu\n")
    take(hub)
    assert [one.author for one in hub.said] == ["nguoi-gui", "github-actions[bot]"]


def test_a_tool_that_breaks_is_not_the_sender_s_fault(
    hub: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("::error::x")

    form(hub)
    with monkeypatch.context() as patch:
        patch.setattr(reception_module, "received", broken)
        assert take(hub).failed == ("#1: máy chưa đọc được phiếu: RuntimeError: ::error::x",)
        assert "không phải lỗi của người gửi" in hub.said[0].body
    assert take(hub).failed == ()
    assert "Đã nhận phiếu" in hub.said[0].body
    assert len(hub.said) == 1


def test_a_comment_too_long_for_github_is_cut_at_a_line_and_says_so(
    hub: GitHubDouble, github: GitHub
) -> None:
    form(hub)
    GitHubDesk(github=github).put_comment(1, MARKER, f"{MARKER}\n" + "| một dòng |\n" * 9000)
    body = hub.said[0].body
    assert len(body) <= LONGEST + 200
    assert "rút ngắn" in body
    assert set(body.splitlines()[1:-2]) == {"| một dòng |"}


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every form but once: what is struck here is GitHub, not the reading."""
    outcomes: dict[bytes, Any] = {}
    real = received

    def remembered(path: str, content: bytes, **more: Any) -> Any:
        if content not in outcomes:
            outcomes[content] = real(path, content, **more)
        return outcomes[content]

    monkeypatch.setattr(reception_module, "received", remembered)


def anew(hub: GitHubDouble, *, edited: bool) -> None:
    """Let there be one form and nothing else; an edited one has been answered before."""
    hub.threads.clear()
    hub.said.clear()
    for name in git(hub.folder, "branch", "--format=%(refname:short)").splitlines():
        if name != "main":
            git(hub.folder, "update-ref", "-d", f"refs/heads/{name}")
    one = form(hub)
    if edited:
        one.body = filled(forms()[0], {**FIRST_ANSWERS, "product-name": "Trà sả Hư Cấu"})
        take(hub)
        one.body = SOUND
    hub.calls.clear()


def struck(hub: GitHubDouble, at: int, call: str, how: Mapping[str, Any]) -> Told:
    """What a run tells whose call number `at` fails, and goes on failing."""
    method, _, path = call.partition(" ")

    def strike(_method: str, _path: str) -> None:
        if len(hub.calls) == at + 1:
            hub.planned.append(Fault(method, re.escape(path), times=99, **how))

    hub.before_call = strike
    try:
        return take(hub)
    except GitHubError as error:
        assert at == 0, "only the form itself that cannot be read ends the run"
        return Told(failed=(str(error),))
    finally:
        hub.before_call = lambda _method, _path: None
        hub.planned.clear()


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("edited", [False, True], ids=["new", "edited"])
@pytest.mark.parametrize("how", [{"status": 500}, {"cut": True, "after": True}, {"status": 403}])
def test_a_run_that_is_struck_at_any_call_is_made_good_by_the_next(
    hub: GitHubDouble, how: dict[str, Any], *, edited: bool
) -> None:
    anew(hub, edited=edited)
    assert take(hub).failed == ()
    calls, wanted = [*hub.calls], state(hub)
    assert len(calls) > 8
    for number, call in enumerate(calls):
        anew(hub, edited=edited)
        told = struck(hub, number, call, how)
        assert told.failed or "after" in how  # what took effect may be found without asking again
        assert len(pulls(hub)) <= 1
        assert take(hub).failed == (), call
        assert state(hub) == wanted, call


def test_the_verb_answers_and_says_how_it_went(
    hub: GitHubDouble, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form(hub)
    form(hub, FAULTY)
    settings = settings_of(hub)
    monkeypatch.setenv("GITHUB_TOKEN", settings.token)
    monkeypatch.setenv("GITHUB_API_URL", settings.api_url)
    words = ["--root", str(hub.folder), "intake", "--repository", f"{OWNER}/{NAME}", "--issue"]
    assert main([*words, "1"]) == 0
    assert "đã lập hồ sơ" in capsys.readouterr().out
    assert main([*words, "2"]) == 0
    assert "đã báo người gửi" in capsys.readouterr().out
    hub.planned.append(Fault("GET", ".*/comments", 403))
    assert main([*words, "1"]) == 2
    assert "Lỗi hệ thống: #1: Khi" in capsys.readouterr().err
    assert main([*words, "99"]) == 2
    assert main(["--root", str(hub.folder), "intake", "--issue", "1"]) == 2
    assert "--repository" in capsys.readouterr().err
    for wrong in ("0", "1;id", "-1", "x"):
        with pytest.raises(SystemExit):
            main([*words, wrong])
