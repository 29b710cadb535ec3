"""Answer one form on GitHub: read the issue as data, put branch, pull request and comment as they must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from ocop.github.client import GitHub
from ocop.github.feedback import Told
from ocop.github.session import GitHubError
from ocop.intake import FORM_LABEL, Issue, received, taken_in
from ocop.intake.desk import MARKER
from ocop.load.tree import FolderTree
from ocop.report.markdown import LONGEST
from ocop.report.problems import plain

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# GitHub takes 256 letters; a product's id may be longer.
_LONGEST_TITLE = 250
_CUT = "\n\nDanh sách dài quá nên được rút ngắn: sửa những mục trên rồi lưu, máy báo tiếp phần còn lại.\n"
_BROKEN = f"""{MARKER}
## Máy chưa đọc được phiếu: lỗi hệ thống, không phải lỗi của người gửi

Việc tiếp theo thuộc **người giữ công cụ**: xem nhật ký của lần chạy rồi cho chạy lại.
Người gửi chưa cần làm gì.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHubDesk:
    """The desk on GitHub; what is as it must be already is left alone, so that no approval is lost.

    Whatever GitHub refuses comes as GitHubError; calling again goes on where the last call stopped.
    """

    github: GitHub

    def put_branch(self, branch: str, files: Mapping[str, bytes], message: str) -> None:
        """Let `branch` be one commit with `files` on the default branch, as that is now or was last time."""
        tip = self.github.branch_commit(branch)
        if tip is not None and self._holds(tip, files, message):
            return
        head = self.github.branch_commit(self.github.default_branch)
        if head is None:
            raise GitHubError("Kho chưa có commit nào ở nhánh chính (the default branch is empty)")
        parent = self.github.git_commit(head)
        commit = self.github.commit_on(parent, self.github.tree_with(parent, files), message)
        if tip is None:
            self.github.create_branch(branch, commit)
        else:
            self.github.move_branch(branch, commit)

    def _holds(self, tip: str, files: Mapping[str, bytes], message: str) -> bool:
        """Say whether a commit adds these very files, under this message, and nothing else."""
        made = self.github.git_commit(tip)
        if len(made.parents) != 1 or made.message.rstrip() != message.rstrip():
            return False
        return self.github.tree_with(self.github.git_commit(made.parents[0]), files) == made.tree

    def put_pull_request(self, branch: str, title: str, body: str) -> int:
        """Return the number of the one open pull request from `branch`, with these words now."""
        title = title[:_LONGEST_TITLE]
        found = self.github.pull_request_from(branch)
        if found is None or not found.is_open:
            return self.github.open_pull_request(title, branch, body).number
        shown = self.github.issue(found.number)  # a pull request's words are those of its issue
        if (shown.title, shown.body.rstrip()) != (title, body.rstrip()):
            self.github.edit_issue(found.number, title, body)
        return found.number

    def put_comment(self, number: int, marker: str, body: str) -> None:
        """Let the one comment of ours that begins with `marker` under an issue say `body`, or most of it."""
        if len(body) > LONGEST:
            body = body[:LONGEST].rpartition("\n")[0] + _CUT
        self.github.keep_comment(number, marker, body)


def take_form(
    github: GitHub,
    root: Path,
    number: int,
    *,
    as_of: date | None = None,
    source: str = "",
    catalogue: str = "",
) -> Told:
    """Answer the form that is issue `number`, by the registry in `root`; any other issue is left alone.

    The form counts as received on the day it was opened, in Vietnam, unless `as_of` says otherwise:
    reading it again another day makes the same files. GitHubError when the issue cannot be read at all.
    """
    issue = github.issue(number)
    if FORM_LABEL not in issue.labels or not issue.is_open:
        return Told(done=(f"#{number}: không phải phiếu đăng ký đang mở, để nguyên.",))
    receive = partial(
        received,
        f"phieu-{number}.md",
        tree=FolderTree(root),
        received_on=as_of or issue.opened_at.astimezone(_VIETNAM).date(),
        source=source or f"Phiếu #{number} của kho {github.settings.repository}",
    )
    desk = GitHubDesk(github=github)
    form = Issue(number=number, author=issue.author, body=issue.body)
    try:
        outcome = taken_in(form, receive, desk, catalogue)
    except GitHubError as error:
        return Told(failed=(f"#{number}: {error}",))
    except Exception as error:  # noqa: BLE001 - the sender is told, whatever broke, that it was not the form
        why = f"#{number}: máy chưa đọc được phiếu: {plain(f'{type(error).__name__}: {error}')}"
        return Told(failed=(why, *_apologised(desk, number)))
    if outcome.is_sound:
        return Told(done=(f"#{number}: đã lập hồ sơ {outcome.product} ở nhánh phieu/{number}.",))
    return Told(done=(f"#{number}: phiếu có {len(outcome.found)} vấn đề, đã báo người gửi.",))


def _apologised(desk: GitHubDesk, number: int) -> tuple[str, ...]:
    try:
        desk.put_comment(number, MARKER, _BROKEN)
    except GitHubError as error:
        return (f"#{number}: {error}",)
    return ()
