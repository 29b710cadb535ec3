"""Feedback on real proposals: what is said, to whom, once, and only of the change that was judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop.cli import main
from ocop.github import GitHub, GitHubError
from ocop.github import feedback as feedback_module
from ocop.github.feedback import Told, feedback
from ocop.report.markdown import LONGEST, MARKER, review_as_markdown
from ocop.review import review
from tests.github.conftest import settings_of
from tests.github.double import Fault, GitHubDouble, Thread
from tests.github.registries import APPLICATION, PRODUCER, PRODUCT, TEAMS, proposed, registry_in
from tests.repositories import committed, git

AS_OF = date(2026, 11, 26)
NEW = f"{PRODUCER}/tra-mau"
HISTORY = (
    "on,year,event,level,round,application,star,decision,issuer,valid_through,valid_through_basis,cause,"
    "product_name,producer_name,source,note\n"
)
OWN = "github-actions[bot]"


def product(name: str = "Trà Mẫu Thử Nghiệm") -> dict[str, str]:
    """A new product's files, as a consultant would send them."""
    text = (
        f"schema: product/1\nname: {name}\nproduct_set: 2026-26/13\n"
        "place:\n  commune: 2020-19435\n  district: 2020-465\n"
        "record:\n  standing: gathered\n  gathered_on: 2026-11-23\n"
    )
    return {f"{NEW}/product.yml": text, f"{NEW}/history.csv": HISTORY}


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry with an application and people with roles."""
    return registry_in(tmp_path / "registry")


@pytest.fixture
def hub(hub: GitHubDouble) -> GitHubDouble:
    """The double, with the teams that the table of roles names."""
    hub.teams = set(TEAMS)
    return hub


def sent(
    hub: GitHubDouble, files: Mapping[str, str], author: str = "tu-van", branch: str = "ho-so"
) -> Thread:
    """A pull request with these files."""
    return hub.pull(author, proposed(hub.folder, branch, files), branch)


def tell(github: GitHub, hub: GitHubDouble, pull: Thread) -> Told:
    """Give feedback on the head of a pull request."""
    return feedback(github, hub.folder, pull.head or "", AS_OF)


def labels(hub: GitHubDouble, number: int = 1) -> set[str]:
    """The labels on a pull request."""
    return set(hub.threads[number].labels)


def test_a_clean_change_is_told_labelled_and_shown_to_its_owners(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    told = tell(github, hub, pull)
    assert told.failed == ()
    (comment,) = hub.comments_of(1)
    assert comment.body.startswith(f"{MARKER}\n## Máy không thấy lỗi")
    assert "Trà Mẫu Thử Nghiệm" in comment.body
    assert labels(hub) == {"cho-tham-dinh"}
    assert set(pull.teams) == {"cap-xa", "van-phong-ocop"}


def test_a_second_run_changes_nothing(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    tell(github, hub, pull)
    before = [*hub.events]
    told = tell(github, hub, pull)
    assert (hub.events, told.failed) == (before, ())
    assert all("không đổi" in line for line in told.done)


def test_fault_fix_approval_in_one_comment_and_one_label_at_a_time(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, {**product(), f"{NEW}/product.yml": "schema: product/1\n"})
    pull.labels.append("gấp")
    tell(github, hub, pull)
    assert labels(hub) == {"gấp", "can-sua"}
    assert "## Cần sửa" in hub.said[0].body
    assert pull.teams == []

    pull.head = proposed(hub.folder, "ho-so", product())
    tell(github, hub, pull)
    assert labels(hub) == {"gấp", "cho-tham-dinh"}
    assert "## Máy không thấy lỗi" in hub.said[0].body

    pull.reviews = [("van-phong", "APPROVED", pull.head)]
    tell(github, hub, pull)
    assert labels(hub) == {"gấp", "san-sang-nhan"}

    pull.reviews.append(("van-phong", "CHANGES_REQUESTED", pull.head))
    tell(github, hub, pull)
    assert labels(hub) == {"gấp", "can-sua"}

    pull.head = proposed(hub.folder, "ho-so", product("Trà Mẫu Thử Nghiệm Hai"))
    tell(github, hub, pull)
    assert labels(hub) == {"gấp", "cho-tham-dinh"}
    assert len(hub.said) == 1
    assert [one for one in hub.events if one.startswith("comment")] == ["comment 1"]


@pytest.mark.parametrize(
    "word",
    [
        ("tu-van", "APPROVED"),
        ("nguoi-la", "APPROVED"),
        ("giu-cong-cu", "APPROVED"),
        ("nguoi-la", "CHANGES_REQUESTED"),
    ],
)
def test_the_word_of_who_has_no_say_moves_nothing(
    hub: GitHubDouble, github: GitHub, word: tuple[str, str]
) -> None:
    pull = sent(hub, product())
    pull.reviews = [(*word, pull.head or "")]
    tell(github, hub, pull)
    assert labels(hub) == {"cho-tham-dinh"}


def test_an_approval_of_an_older_commit_does_not_count(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    pull.reviews = [("van-phong", "APPROVED", "a" * 40)]
    tell(github, hub, pull)
    assert labels(hub) == {"cho-tham-dinh"}


def test_a_council_s_result_waits_for_its_secretary(hub: GitHubDouble, github: GitHub) -> None:
    results, sheet, history = (
        hub.folder / path
        for path in (
            f"{APPLICATION}/evaluations.csv",
            f"{APPLICATION}/council-province-2.csv",
            f"{PRODUCT}/history.csv",
        )
    )
    brought = {f"{APPLICATION}/evaluations.csv": results.read_text("utf-8")}
    brought[f"{APPLICATION}/council-province-2.csv"] = sheet.read_text("utf-8")
    results.write_text(results.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    sheet.unlink()
    lines = history.read_text("utf-8").splitlines()
    history.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    committed(hub.folder)
    pull = sent(hub, brought, author="thu-ky")
    tell(github, hub, pull)
    assert "## Máy không thấy lỗi" in hub.said[0].body
    assert labels(hub) == {"cho-hoi-dong"}
    assert set(pull.teams) == {"thu-ky-hoi-dong", "van-phong-ocop"}
    assert "GET /repos/ocop-thu/so-dang-ky/commits" in hub.calls


def test_who_made_a_dossier_may_not_record_its_result(hub: GitHubDouble, github: GitHub) -> None:
    hub.logins["thu@example.org"] = "Thu-Ky"
    file = f"{APPLICATION}/evaluations.csv"
    text = (hub.folder / file).read_text("utf-8").replace(",2026-10-21,\n", ",2026-10-21,Ghi chú\n")
    pull = sent(hub, {file: text}, author="thu-ky")
    tell(github, hub, pull)
    assert "OCOP-818" in hub.said[0].body
    assert labels(hub) == {"can-sua"}


def test_a_head_that_nobody_proposes_does_nothing(hub: GitHubDouble, github: GitHub) -> None:
    sent(hub, product())
    told = feedback(github, hub.folder, "d" * 40, AS_OF)
    assert hub.events == []
    assert told.failed == ()
    assert told.done[0].startswith("Không có yêu cầu nào")


@pytest.mark.parametrize("head", ["HEAD", "main", "--output=x", "abc123", "A" * 40, "a" * 41, ""])
def test_a_head_is_a_full_commit_id_or_nothing(hub: GitHubDouble, github: GitHub, head: str) -> None:
    with pytest.raises(GitHubError, match="không phải mã một commit"):
        feedback(github, hub.folder, head, AS_OF)
    assert hub.calls == []


def test_nothing_is_written_when_the_head_moves_while_it_is_judged(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    head, newer = pull.head or "", proposed(hub.folder, "ho-so", product("Trà Khác"))

    def push(_method: str, path: str) -> None:
        if path.endswith("/pulls/1") and hub.calls.count(f"GET {path}") == 2:
            pull.head = newer

    hub.before_call = push
    told = feedback(github, hub.folder, head, AS_OF)
    assert (hub.events, told.failed) == ([], ())
    assert "commit mới hơn" in told.done[0]


def test_nothing_is_written_when_it_is_closed_meanwhile(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())

    def close(_method: str, path: str) -> None:
        if path.endswith("/pulls/1") and hub.calls.count(f"GET {path}") == 2:
            pull.state = "closed"

    hub.before_call = close
    told = tell(github, hub, pull)
    assert (hub.events, told.failed) == ([], ())
    assert "đã đóng" in told.done[0]


def test_a_change_to_another_branch_is_let_be(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    git(hub.folder, "branch", "khac")
    pull.base = "khac"
    tell(github, hub, pull)
    assert hub.events == []


def test_a_commit_that_the_clone_lacks_is_the_system_s_fault(hub: GitHubDouble, github: GitHub) -> None:
    clone = hub.folder.parent / "clone"
    git(hub.folder, "clone", "-q", str(hub.folder), str(clone))
    pull = sent(hub, product())
    told = feedback(github, clone, pull.head or "", AS_OF)
    assert [line.partition(": ")[0] for line in told.failed] == ["#1"]
    assert "không phải lỗi của người gửi" in hub.said[0].body
    assert labels(hub) == {"cho-kiem-tra"}
    assert pull.teams == []
    tell(github, hub, pull)
    assert ("## Máy không thấy lỗi" in hub.said[0].body, len(hub.said)) == (True, 1)
    assert labels(hub) == {"cho-tham-dinh"}


@pytest.mark.parametrize(
    ("method", "path", "status", "kept"),
    [
        ("POST", ".*/issues/1/comments", 403, {"label", "request"}),
        ("POST", ".*/issues/1/comments", 422, {"label", "request"}),
        ("POST", ".*/issues/1/labels", 404, {"comment", "request"}),
        ("POST", ".*/requested_reviewers", 422, {"comment", "label"}),
        ("POST", ".*/labels", 500, {"comment", "request"}),
        ("GET", ".*/reviews", 500, {"comment"}),
    ],
)
def test_what_fails_is_told_and_keeps_nothing_else_from_being_done(
    hub: GitHubDouble, github: GitHub, method: str, path: str, status: int, kept: set[str]
) -> None:
    pull = sent(hub, product())
    hub.planned.append(Fault(method, path, status, times=99))
    told = tell(github, hub, pull)
    assert told.failed
    assert {one.split()[0] for one in hub.events} - {"new"} == kept
    hub.planned.clear()
    assert tell(github, hub, pull).failed == ()
    assert labels(hub) == {"cho-tham-dinh"}
    assert len(hub.said) == 1
    assert set(pull.teams) == {"cap-xa", "van-phong-ocop"}


def test_a_team_that_is_not_there_is_told_of_and_the_rest_done(hub: GitHubDouble, github: GitHub) -> None:
    hub.teams = set()
    told = tell(github, hub, sent(hub, product()))
    assert len(told.failed) == 1
    assert "mời duyệt" in told.failed[0]
    assert labels(hub) == {"cho-tham-dinh"}


def test_a_rate_limit_that_ends_too_late_leaves_nothing_half_done(hub: GitHubDouble, github: GitHub) -> None:
    late = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999999999"}
    hub.planned.append(Fault("GET", ".*/pulls", 403, headers=late, times=99))
    with pytest.raises(GitHubError, match="hạn chế số lần gọi"):
        tell(github, hub, sent(hub, product()))
    assert hub.events == []


def test_a_draft_is_judged_but_nobody_is_asked_to_review(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    pull.draft = True
    tell(github, hub, pull)
    assert len(hub.said) == 1
    assert pull.teams == []


def test_a_change_of_250_files_is_judged_whole(hub: GitHubDouble, github: GitHub) -> None:
    files: dict[str, str] = {}
    for number in range(125):
        name = f"Sản phẩm mẫu số {number}"
        files |= {path.replace("tra-mau", f"mau-{number}"): text for path, text in product(name).items()}
    pull = sent(hub, files, author="van-phong")
    assert github.pull_request(1).files == 250
    told = tell(github, hub, pull)
    assert told.failed == ()
    assert len(hub.said[0].body) <= LONGEST


HOSTILE = (
    "::error::loi%0A::set-output name=a::b",
    "@everyone @ocop-thu/giu-cong-cu",
    "<img src=x onerror=alert(1)>",
    "<!-- ocop:review -->",
    "[a](javascript:alert(1))",
    "a | b | c",
    "`` ` ``` x",
    "</details></td><script>1</script>",
    "#1 fixes #2 GH-3 ocop-thu/so-dang-ky#4",
    "https://example.org/x",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_sent_is_text_wherever_it_shows(hub: GitHubDouble, github: GitHub, text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = product(quoted)
    files[f"{NEW}/history.csv"] = HISTORY + f'2026-13-45,,{text.replace(",", "")},,,,,,,,,,,,"{text}",\n'
    pull = sent(hub, files)
    pull.title = pull.body = f"{MARKER}\n{text}"
    tell(github, hub, pull)
    body = hub.said[0].body
    assert body.startswith(f"{MARKER}\n## ")
    outside = re.sub(r"(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)", "", body.removeprefix(MARKER))
    for trap in (
        "@everyone",
        "@ocop-thu",
        "<img",
        "<script",
        "javascript:",
        "<!--",
        "::error",
        "#1 ",
        "example.org",
    ):
        assert trap not in outside
    for row in outside.splitlines():
        if row.startswith("|"):
            assert row.replace("\\|", "").count("|") in {3, 5}


def test_a_forged_comment_of_the_author_is_left_and_ours_made(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, {**product(), f"{NEW}/product.yml": "schema: product/1\n"})
    forged = hub.say(1, "tu-van", f"{MARKER}\n## Máy không thấy lỗi: chờ người thẩm định\n")
    tell(github, hub, pull)
    assert forged.body.endswith("chờ người thẩm định\n")
    assert [(one.author, "## Cần sửa" in one.body) for one in hub.said] == [("tu-van", False), (OWN, True)]


def test_a_change_of_the_table_of_roles_is_judged_by_the_old_one(hub: GitHubDouble, github: GitHub) -> None:
    roles = (hub.folder / "schemas/roles.yml").read_text("utf-8")
    mine = roles.replace("members:\n", "members:\n  - {login: ke-la, role: province_office}\n")
    pull = sent(hub, {"schemas/roles.yml": mine, **product()}, author="ke-la")
    pull.reviews = [("ke-la-hai", "APPROVED", pull.head or "")]
    tell(github, hub, pull)
    assert labels(hub) == {"can-sua"}
    assert "OCOP-811" in hub.said[0].body


def test_a_long_review_is_cut_and_says_so(registry: Path) -> None:
    verdict = review(
        registry, "main", proposed(registry, "x", {**product(), f"{NEW}/product.yml": "a: 1\n"}), AS_OF
    )
    one = verdict.diagnostics[0]
    each = (replace(one, where=replace(one.where, path=f"{one.where.path}/{n}")) for n in range(1600))
    many = replace(verdict, diagnostics=tuple(each))
    body = review_as_markdown(many, "https://example.org/" + "x" * 900)
    assert body.startswith(f"{MARKER}\n## ")
    assert len(body) <= LONGEST
    assert re.search(r"\*\*Còn [0-9]+ vấn đề nữa\*\*", body)
    assert f"## Cần sửa {len(many.diagnostics)} lỗi" in body


def test_two_requests_of_one_commit_are_both_told(hub: GitHubDouble, github: GitHub) -> None:
    pull = sent(hub, product())
    hub.pull("nguoi-la", pull.head or "", "ban-sao", head_owner="nguoi-la")
    tell(github, hub, pull)
    assert [one.thread for one in hub.said] == [2, 1]
    assert labels(hub, 1) == {"cho-tham-dinh"}
    assert labels(hub, 2) == {"can-sua"}


def test_the_verb_tells_and_says_how_it_went(
    hub: GitHubDouble, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pull = sent(hub, product())
    settings = settings_of(hub)
    monkeypatch.setenv("GITHUB_TOKEN", settings.token)
    monkeypatch.setenv("GITHUB_API_URL", settings.api_url)
    words = [
        "--root",
        str(hub.folder),
        "feedback",
        "--repository",
        settings.repository,
        "--head",
        pull.head or "",
    ]
    assert main([*words, "--as-of", "2026-11-26"]) == 0
    assert "#1: bình luận: đã cập nhật." in capsys.readouterr().out
    hub.planned.append(Fault("GET", ".*/comments", 403))
    assert main(words) == 2
    assert "Lỗi hệ thống: #1: bình luận: Khi đọc" in capsys.readouterr().err
    monkeypatch.delenv("GITHUB_TOKEN")
    assert main(words) == 2
    assert "GITHUB_TOKEN" in capsys.readouterr().err


def test_a_judge_that_breaks_is_not_the_author_s_fault(
    hub: GitHubDouble, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("::error::x")

    monkeypatch.setattr(feedback_module, "review", broken)
    told = tell(github, hub, sent(hub, product()))
    assert labels(hub) == {"cho-kiem-tra"}
    assert told.failed == ("#1: máy chưa xét được: RuntimeError: ::error::x",)


@pytest.mark.parametrize(
    "how", [{"status": 500}, {"cut": True}, {"cut": True, "after": True}, {"status": 403}]
)
def test_a_run_that_is_struck_at_any_call_is_made_good_by_the_next(
    hub: GitHubDouble, github: GitHub, monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    pull = sent(hub, product())
    verdict = review(hub.folder, "main", pull.head or "", AS_OF, author="tu-van")
    monkeypatch.setattr(feedback_module, "review", lambda *_, **__: verdict)
    tell(github, hub, pull)
    calls, wanted = [*hub.calls], (hub.said[0].body, [*pull.labels], sorted(pull.teams), dict(hub.labels))
    for number, call in enumerate(calls):
        hub.calls, hub.said, hub.labels, pull.labels, pull.teams = [], [], {}, ["can-sua"], []
        method, _, path = call.partition(" ")

        def strike(
            _method: str, _path: str, at: int = number, method: str = method, path: str = path
        ) -> None:
            if len(hub.calls) == at + 1:
                hub.planned.append(Fault(method, re.escape(path), times=99, **how))

        hub.before_call = strike
        try:
            told = feedback(GitHub(settings_of(hub)), hub.folder, pull.head or "", AS_OF)
            assert told.failed or "after" in how  # what took effect may be found without asking again
        except GitHubError:
            assert hub.said == []
        assert len(hub.said) <= 1
        hub.before_call = lambda _method, _path: None
        hub.planned.clear()
        assert feedback(GitHub(settings_of(hub)), hub.folder, pull.head or "", AS_OF).failed == (), call
        assert (hub.said[0].body, [*pull.labels], sorted(pull.teams), dict(hub.labels)) == wanted
        assert len(hub.said) == 1
