"""What is done every night: queue, reminders, what ails the main branch, and the open pull requests anew.

Each step stands alone: one that fails is told and keeps no other from being done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ocop.diagnostics import Severity
from ocop.github.client import GitHub
from ocop.github.feedback import refreshed
from ocop.github.session import GitHubError
from ocop.github.values import Issue
from ocop.load.registry import Loaded, LoadError
from ocop.policy.queue import review_queue
from ocop.policy.reminders import Reminder, no_longer_due, reminders, without_known_end
from ocop.report.markdown import quoted
from ocop.report.nightly import (
    main_as_markdown,
    queue_as_json,
    queue_as_markdown,
    reminder_as_markdown,
    reminder_title,
)
from ocop.report.problems import plain
from ocop.status.disclosure import disclosed

REMINDER_LABEL, MAIN_LABEL = "nhac-phan-hang-lai", "nhanh-chinh-loi"
MAIN_MARKER, CLOSING_MARKER = "<!-- ocop:main -->", "<!-- ocop:closing -->"
_REOPENED = "Theo sổ, lại đến lúc phải nộp: mở lại phiếu."
MAIN_TITLE = "Nhánh chính đang có lỗi"
_REMINDER = re.compile(
    r"<!-- ocop:reminder product=([a-z0-9-]+/[a-z0-9-]+) valid_through=(\d{4}-\d\d-\d\d) -->\n"
)
# GitHub slows down who writes too much at once; what is left waits for the next night.
MOST_NEW_ISSUES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What was done, what failed, and whether the main branch is free of errors (None: not known)."""

    done: tuple[str, ...]
    failed: tuple[str, ...]
    is_clean: bool | None


def nightly(
    github: GitHub,
    read: Callable[[], Loaded],
    as_of: date,
    *,
    clone: Path,
    output: Path | None = None,
    catalogue: str = "",
) -> Night:
    """Do every step; `read` loads the main branch, which is the HEAD of `clone`.

    `output` is the folder for the queue, if it is wanted.
    """
    done: list[str] = []
    failed: list[str] = []
    loaded: Loaded | None = None
    why = ""
    try:
        loaded = read()
    except LoadError as error:
        why = plain(str(error))
        failed.append(f"đọc nhánh chính: {why}")
    steps: list[tuple[str, Callable[[], str]]] = [
        ("nhánh chính", lambda: _main_told(github, loaded, why, catalogue)),
    ]
    if loaded is not None:
        whole = loaded
        steps.append(("nhắc phân hạng lại", lambda: _reminded(github, whole, as_of)))
        if output is not None:
            folder = output
            steps.append(("hàng chờ", lambda: _queue_written(whole, as_of, folder)))
    steps.append(("yêu cầu đang mở", lambda: _refreshed(github, clone, as_of, catalogue)))
    for name, step in steps:
        try:
            done.append(f"{name}: {step()}")
        except Exception as error:  # noqa: BLE001 - no step may keep the others from being done
            told = str(error) if isinstance(error, GitHubError) else f"{type(error).__name__}: {error}"
            failed.append(f"{name}: {plain(told)}")
    return Night(done=tuple(done), failed=tuple(failed), is_clean=_is_clean(loaded))


def _is_clean(loaded: Loaded | None) -> bool | None:
    if loaded is None:
        return None
    return all(one.code.severity is not Severity.ERROR for one in loaded.diagnostics)


def _refreshed(github: GitHub, clone: Path, as_of: date, catalogue: str) -> str:
    told = refreshed(github, clone, as_of, catalogue=catalogue)
    if told.failed:
        raise GitHubError("; ".join(told.failed[:5]))
    return f"đã xét lại, {sum('đã cập nhật' in line for line in told.done)} chỗ đổi."


def _queue_written(loaded: Loaded, as_of: date, folder: Path) -> str:
    """Write what all may know of the queue."""
    public = disclosed(loaded.registry, loaded.law)
    queue = review_queue(public.products.values(), loaded.law, as_of)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "queue.json").write_text(queue_as_json(queue, as_of), "utf-8", newline="\n")
    (folder / "queue.md").write_text(queue_as_markdown(queue, as_of), "utf-8", newline="\n")
    return f"{len(queue)} hồ sơ đang chờ."


# --- issues


def _main_told(github: GitHub, loaded: Loaded | None, why: str, catalogue: str) -> str:
    """Keep one issue while the main branch has errors or cannot be read; close it once it is clean."""
    standing = [one for one in github.issues(MAIN_LABEL) if one.body.startswith(f"{MAIN_MARKER}\n")]
    if loaded is not None and _is_clean(loaded):
        for one in standing:
            _close(github, one, "Nhánh chính đã hết lỗi.")
        return "không có lỗi." if not standing else "đã hết lỗi, đóng phiếu."
    if loaded is not None:
        words = main_as_markdown(loaded.diagnostics, catalogue)
    else:
        words = f"Không đọc được nhánh chính (lỗi hệ thống): {quoted(why)}\n"
    body = f"{MAIN_MARKER}\n{words}"
    if standing:
        for spare in standing[1:]:
            _close(github, spare, f"Trùng với #{standing[0].number}.")
        return _kept(github, standing[0], MAIN_TITLE, body)
    github.ensure_label(MAIN_LABEL, "b60205", "Nhánh chính không qua được kiểm tra")
    made = _opened(github, MAIN_TITLE, body, MAIN_LABEL, MAIN_MARKER)
    return f"có lỗi, mở phiếu #{made.number}."


def _kept(github: GitHub, issue: Issue, title: str, body: str) -> str:
    if (issue.title, issue.body.rstrip()) == (title, body.rstrip()):
        return f"phiếu #{issue.number} không đổi."
    github.edit_issue(issue.number, title, body)
    return f"đã cập nhật phiếu #{issue.number}."


def _opened(github: GitHub, title: str, body: str, label: str, marker: str) -> Issue:
    """Open an issue once: one whose answer was lost is looked for before another is opened."""
    try:
        return github.open_issue(title, body, [label])
    except GitHubError as error:
        if not error.uncertain:
            raise
    found = next((one for one in github.issues(label) if one.body.startswith(f"{marker}\n")), None)
    return found or github.open_issue(title, body, [label])


def _close(github: GitHub, issue: Issue, why: str) -> None:
    """Say why and close; said only once, even when closing has to be tried again."""
    github.keep_comment(issue.number, CLOSING_MARKER, f"{CLOSING_MARKER}\n{why}\n")
    github.close_issue(issue.number)


# --- reminders


def _reminded(github: GitHub, loaded: Loaded, as_of: date) -> str:
    """Open, renew, close and open again; what a person closed stays closed."""
    products, law = loaded.registry.products, loaded.law
    known = dict(_reminders_known(github.issues(REMINDER_LABEL, "all")))
    wanted = {(one.product, one.valid_through): one for one in reminders(products.values(), law, as_of)}
    problems: list[str] = []
    changed = 0
    for key, issue in known.items():
        if key in wanted and not issue.is_open:
            changed += _one(problems, lambda: _reopened(github, issue, wanted[key]))  # noqa: B023 - as below
        if not issue.is_open:
            continue
        if key in wanted:
            changed += _one(problems, lambda: _renewed(github, issue, wanted[key]))  # noqa: B023 - called at once
            continue
        if key[0] not in products and not _is_clean(loaded):
            continue  # its record may only be unreadable today
        why = no_longer_due(products.get(key[0]), key[1], law, as_of)
        if why is not None:
            said = why.vi
            changed += _one(problems, lambda: _settled(github, issue, said))  # noqa: B023 - called at once
    missing = [one for key, one in wanted.items() if key not in known]
    opened = _opened_all(github, missing[:MOST_NEW_ISSUES], problems)
    left = len(missing) - len(missing[:MOST_NEW_ISSUES])
    if problems:
        raise GitHubError(f"{len(problems)} phiếu chưa xong: {'; '.join(problems[:5])}")
    more = f", {left} để đêm sau" if left else ""
    unknown = len(without_known_end(products.values(), law, as_of))
    if unknown:
        more += f", {unknown} giấy chưa rõ ngày hết hạn nên chưa nhắc được"
    return f"mở {opened}{more}, sửa hoặc đóng {changed}, đang nhắc {len(wanted)}."


def _one(problems: list[str], act: Callable[[], bool]) -> int:
    """Do one thing about one issue; a failure is kept for the end."""
    try:
        return int(act())
    except GitHubError as error:
        problems.append(str(error))
        return 0


def _opened_all(github: GitHub, missing: Sequence[Reminder], problems: list[str]) -> int:
    if missing:
        says = "Giấy chứng nhận vào kỳ phân hạng lại: báo cho chủ thể"
        github.ensure_label(REMINDER_LABEL, "fef2c0", says)
    opened = 0
    for one in missing:
        opened += _one(problems, lambda: _begun(github, one))  # noqa: B023 - called at once
    return opened


def _begun(github: GitHub, one: Reminder) -> bool:
    marker = reminder_marker(one)
    _opened(github, reminder_title(one), _body(one), REMINDER_LABEL, marker)
    return True


def _renewed(github: GitHub, issue: Issue, one: Reminder) -> bool:
    return "không đổi" not in _kept(github, issue, reminder_title(one), _body(one))


def _reopened(github: GitHub, issue: Issue, one: Reminder) -> bool:
    """Open again what we had closed and is due once more: an application was sent back, say."""
    said = github.own_comment(issue.number, CLOSING_MARKER)
    if said is None or said.body.rstrip().endswith(_REOPENED):
        return False
    github.reopen_issue(issue.number)
    github.keep_comment(issue.number, CLOSING_MARKER, f"{CLOSING_MARKER}\n{_REOPENED}\n")
    _kept(github, issue, reminder_title(one), _body(one))
    return True


def _settled(github: GitHub, issue: Issue, why: str) -> bool:
    _close(github, issue, why)
    return True


def reminder_marker(one: Reminder) -> str:
    """Return the line by which the reminder of one certificate is found again."""
    return f"<!-- ocop:reminder product={one.product} valid_through={one.valid_through.isoformat()} -->"


def _body(one: Reminder) -> str:
    return f"{reminder_marker(one)}\n{reminder_as_markdown(one)}"


def _reminders_known(issues: Sequence[Issue]) -> Iterator[tuple[tuple[str, date], Issue]]:
    """Yield each reminder with what it is of; of two for one certificate the open one or the later."""
    for one in sorted(issues, key=lambda issue: (issue.is_open, issue.number)):
        found = _REMINDER.match(one.body)
        if found:
            yield (found[1], date.fromisoformat(found[2])), one
