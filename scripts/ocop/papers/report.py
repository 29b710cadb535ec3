"""What a comparison of papers found, as text for people and as JSON in the form of its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ocop.model import Evidence
from ocop.papers.verification import FoundFile, Verification
from ocop.source import spelt

REPORT_SCHEMA = "evidence-report/1"
_POINTERS = {"id": "mã ở đầu tên tệp", "title": "tên giấy tờ", "number": "số giấy tờ"}


def as_text(answer: Verification) -> str:
    """Return the comparison as a person reads it: what needs doing first, the sum last."""
    lines: list[str] = []
    for heading, entries in _sections(answer):
        found = list(entries)
        if found:
            lines += [f"{heading} ({len(found)}):", *(f"  {entry}" for entry in found), ""]
    told = (
        f"{len(answer.matched)} khớp, {len(answer.changed)} đã đổi, {len(answer.missing)} thiếu, "
        f"{len(answer.unknown)} chưa ghi, {len(answer.unhashed)} dòng chưa có mã băm"
    )
    if answer.unread:
        told += f", {len(answer.unread)} tệp không đọc được"
    lines.append(f"{told}.")
    return "\n".join(lines) + "\n"


def _sections(answer: Verification) -> Iterator[tuple[str, Iterator[str]]]:
    yield (
        "Đã đổi: nội dung khác bản đã ghi",
        (
            f"{_named(one.row)} ← {_path(one.file)} (nhận ra theo {_POINTERS[one.by]})"
            for one in answer.changed
        ),
    )
    yield "Thiếu: đã ghi nhưng không có trong thư mục", map(_named, answer.missing)
    yield "Chưa ghi: có trong thư mục nhưng không có trong evidence.csv", map(_path, answer.unknown)
    yield (
        "Không đọc được",
        (f"{_path(file)}: {spelt(file.reason)}" for file in answer.unread),
    )
    yield (
        "Trùng: cùng một nội dung",
        (" = ".join(map(_path, files)) for files in answer.duplicates),
    )
    yield "Chưa có mã băm, không so được", map(_named, answer.unhashed)


def _named(row: Evidence) -> str:
    number = f" số {row.number}" if row.number else ""
    return spelt(f"{row.id} “{row.title or ''}”{number}")


def _path(file: FoundFile) -> str:
    return spelt(file.path)


def as_json(answer: Verification, application: str) -> str:
    """Return the comparison in the form of `schemas/evidence-report.schema.json`."""
    report = {
        "schema": REPORT_SCHEMA,
        "application": application,
        "clean": answer.is_clean,
        "matched": [
            {"id": identifier, "files": [_path(file) for file in files]}
            for identifier, files in answer.matched.items()
        ],
        "changed": [
            {
                **_record(one.row),
                "file": _path(one.file),
                "found_sha256": one.file.sha256,
                "by": one.by,
            }
            for one in answer.changed
        ],
        "missing": [_record(row) for row in answer.missing],
        "unknown": [{"file": _path(file), "sha256": file.sha256} for file in answer.unknown],
        "duplicates": [
            {"sha256": files[0].sha256, "files": [_path(file) for file in files]}
            for files in answer.duplicates
        ],
        "unhashed": [{"id": row.id, "title": row.title} for row in answer.unhashed],
        "unread": [{"file": _path(file), "reason": file.reason} for file in answer.unread],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _record(row: Evidence) -> Mapping[str, str | None]:
    return {"id": row.id, "title": row.title, "number": row.number, "sha256": row.sha256}
