"""Family 4, evidence and completeness: what a filed application should have had."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

LACKING_WHEN_FILED = Code(
    id="OCOP-441",
    severity=Severity.ERROR,
    title=Text("Hồ sơ đã nộp mà còn thiếu", "Filed although something is missing"),
    message=Text(
        "Hồ sơ nộp ngày {found} theo {act} còn thiếu: {expected}",
        "The application filed on {found} under {act} lacks: {expected}",
    ),
    hint=Text(
        "Bổ sung mục này. Nếu nơi nhận đã trả hồ sơ thì ghi dòng returned: khi đó mục thiếu chỉ là việc cần "
        "làm, xem bằng ocop todo.",
        "Add it. If the dossier was handed back, record a row returned: then it is only something to do, see "
        "ocop todo.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6 khoản 1 và Điều 7 khoản 1",
)

CODES: tuple[Code, ...] = (LACKING_WHEN_FILED,)
