"""Family 4: the papers of an application (minh chứng) and the claims that rest on them."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

EXPIRES_BEFORE_ISSUE = Code(
    id="OCOP-411",
    severity=Severity.ERROR,
    title=Text("Giấy tờ hết giá trị trước ngày cấp", "A paper that ends before it is issued"),
    message=Text(
        "“Có giá trị đến hết ngày” (expires_on) là {found}, trước “Ngày cấp” (issued_on) {expected}.",
        "“Valid through” (expires_on) is {found}, before the “Day of issue” (issued_on) {expected}.",
    ),
    hint=Text(
        "Đối chiếu với giấy rồi sửa một trong hai ngày; giấy không có hạn thì để trống expires_on.",
        "Compare with the paper and correct one of the days; leave expires_on blank when it has no end.",
    ),
)
EXPIRED_WHEN_RELIED_ON = Code(
    id="OCOP-412",
    severity=Severity.ERROR,
    title=Text("Giấy tờ đã hết giá trị khi dùng", "A paper that had expired when it was relied on"),
    message=Text(
        "“Có giá trị đến hết ngày” (expires_on) của “{title}” là {found}, mà {deed} ngày {expected}.",
        "“Valid through” (expires_on) of “{title}” is {found}, but {deed} on {expected}.",
    ),
    hint=Text(
        "Ghi giấy còn giá trị vào ngày đó thay cho giấy này; nếu ghi nhầm ngày thì sửa ngày.",
        "Record a paper that was valid on that day instead; if the day was mistyped, correct it.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6 khoản 1",
)
ISSUED_TOO_LATE = Code(
    id="OCOP-413",
    severity=Severity.ERROR,
    title=Text("Giấy tờ cấp sau khi đã dùng", "A paper issued after it was relied on"),
    message=Text(
        "“Ngày cấp” (issued_on) của “{title}” là {found}, sau khi {deed} ngày {expected}.",
        "“Day of issue” (issued_on) of “{title}” is {found}, after {deed} on {expected}.",
    ),
    hint=Text(
        "Sửa ngày nếu ghi nhầm. Giấy bổ sung sau khi hồ sơ bị trả lại thì ghi thêm dòng returned và dòng "
        "submitted mới ở history.csv.",
        "Correct the day if it was mistyped. For a paper added after the dossier was returned, record the "
        "rows returned and the new submitted in history.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6",
)
MORE_OPEN_THAN_ITS_TYPE = Code(
    id="OCOP-414",
    severity=Severity.ERROR,
    title=Text("Giấy tờ nội bộ ghi là công khai", "An internal paper marked public"),
    message=Text(
        "“Mức công khai” (visibility) của “{title}” là {found}, mà loại giấy tờ {type} ở mức {expected}.",
        "“Visibility” (visibility) of “{title}” is {found}, but papers of the type {type} are {expected}.",
    ),
    hint=Text(
        "Ghi internal: loại giấy tờ này có thể chứa dữ liệu cá nhân hoặc số liệu kinh doanh.",
        "Write internal: this type of paper may hold personal data or business figures.",
    ),
)
LEVEL_WITHOUT_PART = Code(
    id="OCOP-415",
    severity=Severity.WARNING,
    title=Text("Giấy tờ của cấp không có phần việc", "A paper of a level that has no part"),
    message=Text(
        "“Cấp lập” (prepared_by) là {title} ({found}); theo {act}, phần việc thuộc {levels} ({expected}).",
        "“Prepared by” (prepared_by) is {found}; under {act} these levels have a part: {expected}.",
    ),
    hint=Text(
        "Xem giấy do cấp nào lập rồi sửa; giấy của chủ thể thì để trống prepared_by.",
        "See which level prepared the paper and correct it; leave prepared_by blank for the producer's own.",
    ),
    basis="1048/QĐ-TTg; 148/QĐ-TTg, Phụ lục II; 1489/QĐ-TTg; 26/2026/QĐ-TTg, Điều 6 và Điều 7",
)
UNKNOWN_CRITERION_SERVED = Code(
    id="OCOP-416",
    severity=Severity.ERROR,
    title=Text("Minh chứng cho tiêu chí không có trong phiếu", "Evidence for a criterion not on the sheet"),
    message=Text(
        "“Dùng cho tiêu chí” (criteria) ghi {found}; phiếu chỉ có các tiêu chí {expected}.",
        "“Serves criteria” (criteria) has {found}; the sheet only has {expected}.",
    ),
    hint=Text(
        "Gần nhất: {nearest}. Sửa mã theo phiếu in bằng lệnh ocop sheet.",
        "Nearest: {nearest}. Mend the code by the sheet that ocop sheet prints.",
    ),
)
UNKNOWN_EVIDENCE = Code(
    id="OCOP-417",
    severity=Severity.ERROR,
    title=Text("Dẫn tới minh chứng không có", "A citation of evidence that is not there"),
    message=Text(
        "“Minh chứng” (evidence) dẫn tới “{found}”, mà evidence.csv không có mã này.",
        "“Evidence” (evidence) cites “{found}”, which evidence.csv does not have.",
    ),
    hint=Text(
        "Gần nhất: {nearest}. Sửa mã, hoặc thêm giấy tờ đó vào evidence.csv.",
        "Nearest: {nearest}. Mend the id, or add the paper to evidence.csv.",
    ),
)
CLAIM_WITHOUT_EVIDENCE = Code(
    id="OCOP-418",
    severity=Severity.ERROR,
    title=Text("Tự chấm điểm mà không có minh chứng", "A score claimed without its evidence"),
    message=Text(
        "“Minh chứng” (evidence) của tiêu chí {field} “{title}”, tự chấm {found} điểm, chưa có giấy tờ nào "
        "thuộc loại: {expected}.",
        "“Evidence” (evidence) of criterion {field} “{title}”, claimed at {found} points, has no paper of "
        "the types: {expected}.",
    ),
    hint=Text(
        "Ghi mã giấy tờ vào cột “evidence” (chưa có thì thêm vào evidence.csv); không có giấy thì hạ điểm.",
        "Enter the paper's id under “evidence”, with its row in evidence.csv; lower the claim without one.",
    ),
    basis="26/2026/QĐ-TTg, Phụ lục III, Mẫu số 02, phần III và danh mục minh chứng",
)

CODES: tuple[Code, ...] = (
    EXPIRES_BEFORE_ISSUE,
    EXPIRED_WHEN_RELIED_ON,
    ISSUED_TOO_LATE,
    MORE_OPEN_THAN_ITS_TYPE,
    LEVEL_WITHOUT_PART,
    UNKNOWN_CRITERION_SERVED,
    UNKNOWN_EVIDENCE,
    CLAIM_WITHOUT_EVIDENCE,
)
