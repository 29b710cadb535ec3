"""Measurements as text: one table, then how each tool compares at the largest size."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence

from tests.bench_measure import Measure

_HEADS = (
    ("việc", "task"),
    ("cỡ", "size"),
    ("số sản phẩm", "products"),
    ("giây", "wall s"),
    ("giây CPU", "CPU s"),
    ("MB đỉnh", "peak MB"),
    ("MB cùng lúc", "MB at once"),
    ("ms/sản phẩm", "ms/product"),
    ("M→L theo CPU", "by CPU"),
    ("ghi chú", "note"),
)
# What is compared with what: our command, then the others that do part of its work.
_PAIRS = (
    ("ocop check, cold", ("check-jsonschema (YAML)", "frictionless (CSV packages)")),
    ("ocop review, 1 changed", ("check-jsonschema (YAML)", "check-jsonschema, a process a file")),
    ("ocop build, cold", ("Hugo (product pages)", "MkDocs Material (product pages)")),
)


def table(measures: Sequence[Measure]) -> str:
    """Return every measurement on its line, sizes of one task together."""
    by_task: dict[str, list[Measure]] = {}
    for measure in measures:
        by_task.setdefault(measure.task, []).append(measure)
    rows = [tuple(vi for vi, _ in _HEADS), tuple(en for _, en in _HEADS)]
    for of_task in by_task.values():
        medium = next((one for one in of_task if one.size == "M"), None)
        rows += [_row(measure, medium) for measure in of_task]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(2, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column in {0, 1, len(row) - 1} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _row(measure: Measure, medium: Measure | None) -> tuple[str, ...]:
    notes = []
    if measure.failed:
        notes.append(f"THẤT BẠI (failed) {measure.failed}")
    if measure.scale > 1:
        sample = round(measure.products / measure.scale)
        notes.append(f"mẫu {sample}, nhân {measure.scale:.1f} (sample, scaled)")
    growth = ""
    if measure.size == "L" and medium and not measure.failed and medium.cpu and measure.cpu:
        growth = f"×{measure.cpu_each / medium.cpu_each:.2f}"
    return (
        measure.task,
        measure.size,
        str(measure.products),
        f"{measure.wall:.2f}",
        f"{measure.cpu:.2f}" if measure.cpu else "",
        f"{measure.peak:.0f}" if measure.peak else "",
        f"{measure.together:.0f}" if measure.together else "",
        f"{measure.each:.3f}",
        growth,
        "; ".join(notes),
    )


_CAVEATS = """\
Đỉnh bộ nhớ là của tiến trình lớn nhất; cùng lúc là của mọi tiến trình, phần dùng chung chỉ tính một lần.
Các bộ dựng khác chỉ dựng trang sản phẩm; `ocop build` dựng cả trang chủ thể, địa bàn, tra cứu và dữ liệu mở.
Các bước lồng bên dưới một lệnh là phần của lệnh ấy.
(Peak memory is the largest process's; at once is what all processes held, what they share counted once.
The other builders make product pages only; `ocop build` also makes producers, places, the search and open
data. Indented steps are parts of the command above them.)"""


def closing(measures: Sequence[Measure], seconds: float) -> str:
    """Return the comparisons, where and how long all this ran, and what the numbers do not say."""
    lines = [""]
    sizes = {measure.size: measure.products for measure in measures}
    if sizes:
        size = max(sizes, key=lambda one: sizes[one])
        lines += _compared([one for one in measures if one.size == size and not one.failed], size)
    machine = f"{platform.platform(terse=True)}, Python {platform.python_version()}, {os.cpu_count()} CPU"
    lines += [_CAVEATS, f"{machine}; tổng cộng (in all) {seconds / 60:.1f} phút (min)"]
    return "\n".join(lines)


def _compared(measures: Sequence[Measure], size: str) -> Iterable[str]:
    by_task = {measure.task: measure for measure in measures}
    for ours, others in _PAIRS:
        for other in others:
            if ours in by_task and other in by_task:
                mine, theirs = by_task[ours], by_task[other]
                yield (
                    f"{size}: {other} / {ours} = ×{theirs.wall / mine.wall:.2f} giây (wall), "
                    f"×{theirs.cpu / mine.cpu:.2f} CPU, ×{theirs.peak / mine.peak:.2f} MB"
                )
