"""Answering a form against a desk that only remembers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from ocop.intake import Issue, Received, received, taken_in
from ocop.intake.desk import MARKER
from ocop.load.tree import FolderTree
from tests.intake_forms import FIRST_ANSWERS, REPOSITORY, filled, forms

SOUND = filled(forms()[0], FIRST_ANSWERS)
EVIL = "::error::%0A @everyone <img src=x onerror=alert(1)> <!-- ocop:intake --> [a](http://b) | ``` ~~~"


class Paper:
    """A desk that remembers what it was told, and can refuse."""

    def __init__(self, refusing: str = "") -> None:
        self.branches: dict[str, Mapping[str, bytes]] = {}
        self.messages: dict[str, str] = {}
        self.requests: dict[str, tuple[int, str, str]] = {}
        self.comments: dict[int, str] = {}
        self.refusing = refusing

    def _do(self, name: str) -> None:
        if name == self.refusing:
            raise ConnectionError(name)

    def put_branch(self, branch: str, files: Mapping[str, bytes], message: str) -> None:
        self._do("branch")
        self.branches[branch], self.messages[branch] = files, message

    def put_pull_request(self, branch: str, title: str, body: str) -> int:
        self._do("request")
        number = self.requests[branch][0] if branch in self.requests else 50 + len(self.requests)
        self.requests[branch] = (number, title, body)
        return number

    def put_comment(self, number: int, marker: str, body: str) -> None:
        self._do("comment")
        assert marker == MARKER
        assert body.startswith(f"{MARKER}\n")
        self.comments[number] = body


def receive(content: bytes) -> Received:
    """What a text makes of a registry with one product."""
    return received(
        "phieu.md",
        content,
        FolderTree(REPOSITORY / "tests" / "cases" / "good" / "minimal"),
        received_on=date(2026, 11, 23),
        source="Phiếu #9",
        judge=FolderTree(REPOSITORY),
    )


def test_a_sound_form_becomes_a_branch_a_pull_request_and_a_thank_you() -> None:
    desk = Paper()
    outcome = taken_in(Issue(number=9, author="nguoi-gui", body=SOUND), receive, desk)
    assert outcome.is_sound
    assert list(desk.branches) == ["phieu/9"]
    assert desk.messages["phieu/9"].endswith("\n\nCloses #9\nSubmitted-by: nguoi-gui\n")
    number, title, body = desk.requests["phieu/9"]
    assert title == "Phiếu #9: hop-tac-xa-hu-cau-thu-phieu/tra-gung-hu-cau"
    assert "`nguoi-gui`" in body
    assert f"#{number}" in desk.comments[9]


def test_doing_it_twice_is_doing_it_once() -> None:
    desk = Paper()
    issue = Issue(number=9, author="nguoi-gui", body=SOUND)
    taken_in(issue, receive, desk)
    before = (dict(desk.branches), dict(desk.requests), dict(desk.comments))
    taken_in(issue, receive, desk)
    assert (desk.branches, desk.requests, desk.comments) == before


def test_a_faulty_form_gets_its_faults_and_touches_nothing_else() -> None:
    desk = Paper()
    taken_in(Issue(number=9, author="x", body=SOUND.replace("10/02/2026", "10/13/2026")), receive, desk)
    assert (desk.branches, desk.requests) == ({}, {})
    assert "OCOP-829" in desk.comments[9]
    assert "sửa 1 chỗ" in desk.comments[9]
    taken_in(Issue(number=9, author="x", body=SOUND), receive, desk)
    assert "Đã nhận phiếu" in desk.comments[9]


def test_one_bad_form_never_holds_up_another() -> None:
    desk = Paper()
    for number, body in enumerate(("", "\x00", "###", EVIL * 900, SOUND), 1):
        taken_in(Issue(number=number, author="x", body=body), receive, desk)
    assert list(desk.branches) == ["phieu/5"]
    assert set(desk.comments) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("refusing", ["branch", "request"])
def test_what_github_refuses_is_never_told_as_done(refusing: str) -> None:
    desk = Paper(refusing)
    with pytest.raises(ConnectionError):
        taken_in(Issue(number=9, author="x", body=SOUND), receive, desk)
    assert desk.comments == {}
    desk.refusing = ""
    taken_in(Issue(number=9, author="x", body=SOUND), receive, desk)
    assert "Đã nhận phiếu" in desk.comments[9]


@pytest.mark.parametrize("name", list(FIRST_ANSWERS))
def test_nothing_that_was_answered_acts_in_a_comment_or_a_request(name: str) -> None:
    desk = Paper()
    body = filled(forms()[0], {**FIRST_ANSWERS, name: EVIL})
    taken_in(Issue(number=9, author=EVIL, body=body), receive, desk)
    said = [*desk.comments.values(), *(text for _, *texts in desk.requests.values() for text in texts)]
    for text in [*said, *desk.messages.values()]:
        outside = "".join(text.replace("\\|", "").split("`")[::2]).removeprefix(MARKER)
        assert not any(live in outside for live in ("<img", "@everyone", "::error", "](http", "<!--", "~~~"))
        assert "Submitted-by" not in text
