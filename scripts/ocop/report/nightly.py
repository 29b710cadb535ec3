"""What is told every night: the review queue, reminders, and what is wrong with the main branch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.policy.queue import Waiting
from ocop.policy.reminders import Reminder
from ocop.report.markdown import problems_as_markdown, quoted
from ocop.report.problems import plain, summary_line

QUEUE_SCHEMA = "queue/1"
_MOST_FAULTS = 50
_TITLE = 120
_NOTHING = "–"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else _NOTHING


def queue_as_json(queue: Sequence[Waiting], as_of: date) -> str:
    """Return the queue for programs."""
    rows = [
        {
            "position": one.position,
            "product": one.product,
            "name": one.name,
            "stage": one.stage.value,
            "who": one.who.vi,
            "action": one.action.vi,
            "since": one.since.isoformat() if one.since else None,
            "days": one.days,
            "until": one.until.isoformat() if one.until else None,
            "overdue": one.is_overdue,
            "citation": one.citation,
        }
        for one in queue
    ]
    answer = {"schema": QUEUE_SCHEMA, "as_of": as_of.isoformat(), "waiting": rows}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def queue_as_markdown(queue: Sequence[Waiting], as_of: date) -> str:
    """Return the queue for people, one table for each authority whose turn it is."""
    lines = [f"## Hàng chờ thẩm định (tính đến hết ngày {_day(as_of)})", ""]
    if not queue:
        lines += ["Không có hồ sơ nào đang chờ.", ""]
    for who, group in groupby(queue, key=lambda one: one.who.vi):
        waiting = list(group)
        late = sum(one.is_overdue for one in waiting)
        told = f", **{late} quá hạn**" if late else ""
        lines += [f"### {who}: {len(waiting)} hồ sơ{told}", ""]
        lines += ["| Thứ tự | Sản phẩm | Bước | Chờ từ ngày | Số ngày | Hạn chót | Căn cứ |"]
        lines += ["| ---: | --- | --- | --- | ---: | --- | --- |", *map(_row, waiting), ""]
    return "\n".join(lines)


def _row(one: Waiting) -> str:
    until = f"**{_day(one.until)} (quá hạn)**" if one.is_overdue else _day(one.until)
    days = one.days if one.days is not None else _NOTHING
    name = f"{quoted(one.name)} ({quoted(one.product)})"
    return (
        f"| {one.position} | {name} | {one.stage.label.vi} | {_day(one.since)} | {days} | {until} "
        f"| {quoted(one.citation)} |"
    )


def reminder_title(one: Reminder) -> str:
    """Return the title of a reminder; a name in it calls nobody."""
    name = plain(one.name.replace("@", "(a)").replace("\n", " "))
    return f"Nhắc phân hạng lại trước {_day(one.valid_through)}: {name[:_TITLE]}"


def reminder_as_markdown(one: Reminder) -> str:
    """Return what a holder has to do, by when, and on which ground."""
    through = f"**{_day(one.valid_through)}**"
    return f"""\
Giấy chứng nhận của {quoted(one.name)} (`dossiers/{one.product}`) có giá trị đến hết ngày {through}.

- Kỳ nộp hồ sơ phân hạng lại: từ ngày **{_day(one.window.first)}** đến hết ngày **{_day(one.window.last)}**.
- Việc cần làm: {one.action.vi}
- Ai làm: {one.who.vi}.
- Căn cứ: {quoted(one.citation)}; thông báo cho chủ thể là việc của kế hoạch (mục II.2.2).

Phiếu này tự đóng khi hồ sơ phân hạng lại được nộp, khi sản phẩm được công nhận lại hoặc bị thu hồi.
"""


def main_as_markdown(found: Sequence[Diagnostic], catalogue: str) -> str:
    """Return what is wrong with the main branch."""
    errors = [one for one in found if one.code.severity is Severity.ERROR]
    table = problems_as_markdown(errors, catalogue, _MOST_FAULTS)
    return f"""\
`ocop check` thấy lỗi ở nhánh chính. {summary_line(found, Language.VI)}

{table}
Phiếu này tự sửa mỗi đêm và tự đóng khi hết lỗi.
"""
