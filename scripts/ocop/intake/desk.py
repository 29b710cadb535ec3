"""Answer a form: a branch with its files and a pull request, or what to mend, in the one comment under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.intake.reception import Received
from ocop.report.markdown import quoted
from ocop.report.problems import SEVERITY_LABELS

# By this line, alone at the very top, the one comment of ours under a form is found again.
MARKER = "<!-- ocop:intake -->"
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?")
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One form as GitHub has it: its number, who sent it, and its text."""

    number: int
    author: str
    body: str


class Desk(Protocol):
    """What answering a form needs of GitHub; doing any of it twice leaves what doing it once leaves."""

    def put_branch(self, branch: str, files: Mapping[str, bytes], message: str) -> None:
        """Let `branch` be the default branch's head with one commit that adds `files`; nothing else stays."""

    def put_pull_request(self, branch: str, title: str, body: str) -> int:
        """Return the number of the one open pull request from `branch`, with these words now."""

    def put_comment(self, number: int, marker: str, body: str) -> None:
        """Let the one comment of ours that begins with `marker` under an issue say `body`."""


def taken_in(issue: Issue, receive: Callable[[bytes], Received], desk: Desk, catalogue: str = "") -> Received:
    """Read one form and answer it; with errors nothing but the comment is touched.

    What the desk raises passes through, before the comment claims anything: a run again does the rest.
    """
    outcome = receive(issue.body.encode("utf-8", "replace"))
    if not outcome.is_sound:
        desk.put_comment(issue.number, MARKER, faults_said(outcome.found, catalogue))
        return outcome
    author = issue.author if _LOGIN.fullmatch(issue.author) else ""
    branch = f"phieu/{issue.number}"
    title = f"Phiếu #{issue.number}: {outcome.product}"
    message = f"{title}\n\nCloses #{issue.number}\n" + (f"Submitted-by: {author}\n" if author else "")
    files = {path: text.encode() for path, text in outcome.files.items()}
    desk.put_branch(branch, files, message)
    request = desk.put_pull_request(branch, title, request_said(issue.number, author, outcome))
    desk.put_comment(issue.number, MARKER, thanks_said(request, outcome))
    return outcome


def request_said(number: int, author: str, outcome: Received) -> str:
    """Return the words of the pull request; who filled the form in is named, not called."""
    who = f"người gửi {quoted(author)}" if author else "người gửi không rõ"
    files = "\n".join(f"- {quoted(path)}" for path in outcome.files)
    return (
        f"Lập từ phiếu #{number}, {who}. Máy chép câu trả lời vào tệp, không thêm dữ kiện nào.\n\n"
        f"{files}\n\n"
        "Người gửi sửa phiếu thì nhánh này được lập lại từ phiếu: đừng sửa tay trên nhánh.\n\n"
        f"Closes #{number}\n"
    )


def thanks_said(request: int, outcome: Received) -> str:
    """Return the answer to a form without errors."""
    notes = f"\n{_table(outcome.found, '')}" if outcome.found else ""
    return (
        f"{MARKER}\n## Đã nhận phiếu\n\n"
        f"Hồ sơ {quoted(outcome.product)} chờ thẩm định ở #{request}. Muốn sửa thì sửa chính phiếu này.\n"
        f"{notes}"
    )


def faults_said(found: tuple[Diagnostic, ...], catalogue: str) -> str:
    """Return the answer to a form with errors: what to mend, answer by answer."""
    errors = sum(one.code.severity is Severity.ERROR for one in found)
    return (
        f"{MARKER}\n## Phiếu cần sửa {errors} chỗ\n\n"
        "Bấm “Edit” ở đầu phiếu, sửa các mục dưới đây rồi lưu; máy đọc lại ngay. Không cần mở phiếu mới.\n\n"
        f"{_table(found, catalogue)}"
    )


def _table(found: tuple[Diagnostic, ...], catalogue: str) -> str:
    rows = [_row(one, catalogue) for one in found[:_MOST_SHOWN]]
    more = f"\nVà {len(found) - _MOST_SHOWN} vấn đề nữa.\n" if len(found) > _MOST_SHOWN else ""
    head = "| Mục | Mức | Điều sai và cách sửa | Mã |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"{row}\n" for row in rows) + more


def _row(one: Diagnostic, catalogue: str) -> str:
    """One fault; our own sentences stand as they are, every fact in them inside a code span."""
    facts = {slot: fact if fact == "–" else quoted(fact) for slot, fact in one.facts.items()}
    message = one.code.message.filled(Language.VI, facts).replace("\n", " ")
    hint = one.code.hint.filled(Language.VI, facts).replace("\n", " ").strip()
    code = f"[{one.code.id}]({catalogue}#{one.code.id})" if catalogue else one.code.id
    place = quoted(one.where.field) if one.where.field else "cả phiếu"
    return f"| {place} | {SEVERITY_LABELS[one.code.severity].vi} | {message}<br>→ {hint} | {code} |"
