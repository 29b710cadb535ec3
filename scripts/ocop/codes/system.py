"""Family 9: the machine got in the way of one file; nobody's data is at fault."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

UNREADABLE = Code(
    id="OCOP-901",
    severity=Severity.ERROR,
    title=Text("Máy không đọc được tệp", "File could not be read"),
    message=Text(
        "Máy không đọc được tệp hoặc thư mục này: {found}.",
        "The machine could not read this file or folder: {found}.",
    ),
    hint=Text(
        "Đây là lỗi của máy, không phải của người nộp: hãy kiểm tra quyền đọc và ổ đĩa rồi chạy lại.",
        "This is the machine's fault, not the submitter's: check permissions and disk, then run again.",
    ),
)

CODES = (UNREADABLE,)
