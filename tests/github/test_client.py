"""The client against the double: sequences, faults, and what must never happen twice."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from ocop.github import GitHub, GitHubError, Settings
from tests.github.conftest import running, settings_of
from tests.github.double import Fault, GitHubDouble
from tests.repositories import committed, git

MARKER = "<!-- ocop:review -->"
HOSTILE = (
    "::error::x%0A::set-output name=a::b",
    "@everyone @ocop-thu/giu-cong-cu",
    "<img src=x onerror=alert(1)>",
    "<!-- ocop:review -->\n",
    "[a](javascript:alert(1)) | b | `c` \u202e",
)


def test_nothing_leaves_this_machine() -> None:
    with pytest.raises(PermissionError), socket.socket() as one:
        one.connect(("192.0.2.1", 443))


def test_the_api_may_lie_under_a_prefix(registry: Path, prefix: str) -> None:
    for hub in running(GitHubDouble(registry, prefix)):
        assert GitHub(settings_of(hub)).default_branch == "main"
        assert hub.calls == ["GET /repos/ocop-thu/so-dang-ky"]


def test_a_comment_is_made_once_then_edited_in_place(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    hub.say(1, "an", "chào")
    assert github.keep_comment(1, MARKER, f"{MARKER}\nmột\n")
    assert not github.keep_comment(1, MARKER, f"{MARKER}\nmột\n")
    assert github.keep_comment(1, MARKER, f"{MARKER}\nhai\n")
    assert hub.events == ["comment 1", "edit comment 1002"]
    assert [one.body for one in hub.comments_of(1)] == ["chào", f"{MARKER}\nhai\n"]


def test_a_marker_in_somebody_elses_comment_is_not_heard(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    forged = hub.say(1, "an", f"{MARKER}\n## Máy không thấy lỗi")
    github.keep_comment(1, MARKER, f"{MARKER}\nthật\n")
    assert forged.body == f"{MARKER}\n## Máy không thấy lỗi"
    assert [one.author for one in hub.comments_of(1)] == ["an", "github-actions[bot]"]


def test_a_marker_that_we_quote_further_down_is_not_taken_for_ours(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    hub.say(1, "github-actions[bot]", f"Trích: {MARKER}\n")
    github.keep_comment(1, MARKER, f"{MARKER}\nthật\n")
    assert len(hub.comments_of(1)) == 2


def test_our_comment_is_found_beyond_the_first_hundred(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    for number in range(230):
        hub.say(1, "an" if number % 2 else None, f"câu {number}")
    hub.say(1, "github-actions[bot]", f"{MARKER}\r\ncũ\r\n")
    assert github.keep_comment(1, MARKER, f"{MARKER}\nmới\n")
    assert hub.events == ["edit comment 1231"]


@pytest.mark.parametrize("lost", [{"cut": True}, {"status": 502}])
def test_a_comment_whose_answer_was_lost_is_not_written_twice(
    hub: GitHubDouble, github: GitHub, lost: dict[str, Any]
) -> None:
    hub.issue("an", "x", "")
    hub.planned.append(Fault("POST", ".*/comments", after=True, **lost))
    assert github.keep_comment(1, MARKER, f"{MARKER}\nmột\n")
    assert hub.events == ["comment 1"]


def test_a_comment_that_was_not_made_is_made_at_the_second_try(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    hub.planned.append(Fault("POST", ".*/comments", 500))
    github.keep_comment(1, MARKER, f"{MARKER}\nmột\n")
    assert hub.events == ["comment 1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_goes_through_as_it_is(hub: GitHubDouble, github: GitHub, text: str) -> None:
    hub.issue("an", "x", "")
    github.comment(1, text)
    assert [one.body for one in github.comments(1)] == [text]


@pytest.mark.parametrize(
    ("headers", "status", "pauses"),
    [
        ({"Retry-After": "7"}, 403, [7.0]),
        ({"Retry-After": "7"}, 429, [7.0]),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1030"}, 403, [31.0]),
        ({}, 500, [1.0]),
        ({"Retry-After": "9"}, 503, [9.0]),
    ],
)
def test_a_passing_trouble_is_waited_for(
    hub: GitHubDouble, headers: dict[str, str], status: int, pauses: list[float]
) -> None:
    waited: list[float] = []
    github = GitHub(settings_of(hub, waited.append, now=lambda: 1000.0))
    hub.planned.append(Fault("GET", ".*", status, headers=headers))
    assert github.default_branch == "main"
    assert waited == pauses


def test_a_refusal_that_says_no_time_is_given_a_minute(hub: GitHubDouble) -> None:
    waited: list[float] = []
    github = GitHub(settings_of(hub, waited.append))
    hub.planned.append(Fault("GET", ".*", 403, message="You have exceeded a secondary rate limit."))
    assert (github.default_branch, waited) == ("main", [60.0])


def test_a_refusal_for_calling_too_often_is_waited_for_even_when_writing(hub: GitHubDouble) -> None:
    waited: list[float] = []
    github = GitHub(settings_of(hub, waited.append))
    hub.issue("an", "x", "")
    hub.planned.append(Fault("POST", ".*", 403, headers={"Retry-After": "2"}))
    github.comment(1, "một")
    assert (waited, hub.events) == ([2.0], ["comment 1"])


def test_too_long_a_wait_is_not_begun(hub: GitHubDouble) -> None:
    waited: list[float] = []
    github = GitHub(settings_of(hub, waited.append, now=lambda: 0.0))
    late = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "3600"}
    hub.planned.append(Fault("GET", ".*", 403, headers=late))
    with pytest.raises(GitHubError, match="hạn chế số lần gọi"):
        _ = github.default_branch
    assert waited == []


def test_patience_has_an_end(hub: GitHubDouble) -> None:
    waited: list[float] = []
    github = GitHub(settings_of(hub, waited.append))
    hub.planned.append(Fault("GET", ".*", 502, times=99))
    with pytest.raises(GitHubError, match="trục trặc") as raised:
        _ = github.default_branch
    assert (raised.value.status, waited, len(hub.calls)) == (502, [1.0, 2.0, 4.0], 4)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "sai hoặc hết hạn"),
        (403, "không có quyền"),
        (404, "không có"),
        (409, "chen vào"),
        (410, "tắt"),
        (422, "không nhận"),
    ],
)
def test_a_refusal_is_told_at_once(hub: GitHubDouble, github: GitHub, status: int, words: str) -> None:
    hub.planned.append(Fault("GET", ".*", status, message="::error::hư\n@everyone"))
    with pytest.raises(GitHubError, match=words) as raised:
        _ = github.default_branch
    assert len(hub.calls) == 1
    assert str(raised.value).endswith(f"HTTP {status}: ::error::hư @everyone")


def test_a_slow_answer_is_asked_for_again(hub: GitHubDouble) -> None:
    github = GitHub(settings_of(hub, read_seconds=0.2))
    hub.planned.append(Fault("GET", ".*", 200, seconds=0.6))
    assert github.default_branch == "main"
    assert len(hub.calls) == 2


def test_a_server_that_never_answers_is_told_of(hub: GitHubDouble, github: GitHub) -> None:
    hub.planned.append(Fault("GET", ".*", cut=True, times=99))
    with pytest.raises(GitHubError, match="Không nối được"):
        _ = github.default_branch


def test_an_answer_without_its_parts_is_told_of(hub: GitHubDouble, github: GitHub) -> None:
    hub.planned.append(Fault("GET", ".*/pulls/1", 200))
    with pytest.raises(GitHubError, match="thiếu phần cần"):
        github.pull_request(1)


def test_a_page_that_fails_fails_the_list(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "")
    for number in range(150):
        hub.say(1, "an", f"câu {number}")
    hub.before_call = lambda _method, _path: (
        hub.planned.append(Fault("GET", ".*/comments", 404)) if len(hub.calls) == 2 else None
    )
    with pytest.raises(GitHubError):
        github.comments(1)


def test_the_next_page_is_never_fetched_from_another_server(hub: GitHubDouble, github: GitHub) -> None:
    github._caller._session.base_url = "https://elsewhere.example.org"
    with pytest.raises(GitHubError, match="máy chủ khác"):
        github.issue(1)
    assert hub.calls == []


def test_a_moved_repository_is_told_of(hub: GitHubDouble, github: GitHub) -> None:
    hub.planned.append(Fault("POST", ".*", 307, headers={"Location": f"{hub.base_url}/elsewhere"}))
    with pytest.raises(GitHubError, match="đổi tên"):
        github.comment(1, "một")
    assert len(hub.calls) == 1


@pytest.mark.parametrize(
    ("repository", "url", "token"),
    [
        ("a/b/c", "https://api.github.com", "t"),
        ("../x", "https://api.github.com", "t"),
        ("a/b", "http://api.github.com", "t"),
        ("a/b", "https://me@api.github.com", "t"),
        ("a/b", "file:///etc/passwd", "t"),
        ("a/b", "https://api.github.com", ""),
    ],
)
def test_the_token_goes_nowhere_but_to_github(repository: str, url: str, token: str) -> None:
    with pytest.raises(GitHubError):
        Settings(repository=repository, api_url=url, token=token)
    with pytest.raises(GitHubError):
        Settings.of_environment(repository, {"GITHUB_TOKEN": token, "GITHUB_API_URL": url})


def test_the_token_is_not_shown() -> None:
    secret = "k" * 8
    assert secret not in repr(Settings(repository="a/b", token=secret))


def test_labels_are_made_once_and_foreign_ones_left(hub: GitHubDouble, github: GitHub) -> None:
    hub.issue("an", "x", "", labels=["của người khác"])
    for _ in range(2):
        github.ensure_label("can-sua", "d93f0b", "Có lỗi")
        github.add_labels(1, ["can-sua"])
    github.remove_label(1, "can-sua")
    github.remove_label(1, "can-sua")
    assert github.labels(1) == ("của người khác",)
    assert hub.events == ["new label can-sua", "label 1: +can-sua", "label 1: +can-sua", "label 1: -can-sua"]


def test_a_label_made_by_a_call_whose_answer_was_lost_is_as_good(hub: GitHubDouble, github: GitHub) -> None:
    hub.planned.append(Fault("POST", ".*/labels", cut=True, after=True))
    github.ensure_label("can-sua", "d93f0b", "Có lỗi")
    assert hub.events == ["new label can-sua"]


def test_a_pull_request_is_found_by_its_head_alone(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    head = git(registry, "rev-parse", "HEAD")
    hub.pull("an", "f" * 40)
    hub.pull("an", head, state="closed")
    hub.pull("an", head, head_owner="an")
    hub.pull("an", head, base="main", branch="khac")
    hub.issue("an", "x", "")
    assert [one.number for one in github.pull_requests_at(head)] == [4, 3]
    assert github.pull_requests_at("e" * 40) == ()


def test_a_pull_request_counts_more_than_a_hundred_files(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    git(registry, "checkout", "-q", "-b", "lon")
    for number in range(120):
        (registry / f"{number}.txt").write_text("x", "utf-8")
    hub.pull("an", committed(registry), "lon")
    assert github.pull_request(1).files == 120


def test_an_intake_done_twice_is_done_once(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    tip = github.branch_commit("main")
    assert tip == git(registry, "rev-parse", "main")
    for _ in range(2):
        github.create_branch("tiep-nhan/1", tip)
        who = {"name": "An", "email": "an@example.org"}
        github.put_file("dossiers/a/b c.yml", "tên: Đ\n".encode(), "tiep-nhan/1", "Nhận", who)
        made = github.open_pull_request("Hồ sơ", "tiep-nhan/1", "")
        tip = github.branch_commit("tiep-nhan/1") or ""
        if len(hub.events) == 3:
            git(registry, "update-ref", "refs/heads/kept", tip)
            assert made.number == 1
    assert hub.events == [
        "new branch refs/heads/tiep-nhan/1",
        "put tiep-nhan/1:dossiers/a/b c.yml",
        "open pull 1",
    ]
    assert github.branch_commit("khong-co") is None
    assert git(registry, "log", "-1", "--format=%an %s", "tiep-nhan/1") == "An Nhận"


def test_a_file_put_by_a_call_whose_answer_was_lost_is_as_good(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    hub.planned.append(Fault("PUT", ".*", 502, after=True))
    assert github.put_file("a.txt", b"a", "main", "Put")
    assert hub.events == ["put main:a.txt"]
    assert not github.put_file("a.txt", b"a", "main", "Put")
    assert github.put_file("a.txt", b"b", "main", "Put")
    assert github.file("a.txt", "main") == (b"b", git(registry, "rev-parse", "main:a.txt"))


def test_makers_are_those_with_an_account(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    tip = git(registry, "rev-parse", "main")
    assert github.makers(".", tip) == frozenset()
    hub.logins["thu@example.org"] = "an"
    assert github.makers(".", tip) == {"an"}
    assert github.makers("dossiers/a/b", tip) == frozenset()
