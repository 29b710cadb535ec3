"""Family 6: the procedure; who decided, in which order and on what ground."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

LEVEL_NOT_ENTITLED = Code(
    id="OCOP-601",
    severity=Severity.ERROR,
    title=Text("Cấp không có thẩm quyền công nhận", "A level that may not recognise"),
    message=Text(
        "“Cấp” (level) là {title} ({found}); hạng {star} sao khi đó do {entitled} ({expected}) công nhận, "
        "theo {act}.",
        "“Level” (level) is {found}; {star} stars were then recognised by: {expected}, under {act}.",
    ),
    hint=Text(
        "Xem nơi ký quyết định rồi sửa cấp, hạng sao hoặc ngày. Chỉ đề nghị lên trên thì ghi forwarded.",
        "See who signed and correct the level, the star or the date. A mere proposal is forwarded.",
    ),
    basis="1048/QĐ-TTg; 148/QĐ-TTg, Phụ lục II; 1489/QĐ-TTg; 26/2026/QĐ-TTg, Điều 4 khoản 1",
)
LEVEL_ENDED = Code(
    id="OCOP-602",
    severity=Severity.ERROR,
    title=Text("Cấp không còn tồn tại", "A level that had ended"),
    message=Text(
        "“{label}” ({field}) là {title} ({found}), nhưng cấp này kết thúc sau ngày {expected}.",
        "“{label}” ({field}) is {found}, but that level ended after {expected}.",
    ),
    hint=Text(
        "Từ 01/07/2025 chỉ còn xã, tỉnh và trung ương: sửa cấp hoặc ngày.",
        "Since 1 July 2025 there are commune, province and ministry: correct the level or the date.",
    ),
    basis="1489/QĐ-TTg",
)
REVOKED_WITHOUT_GROUND = Code(
    id="OCOP-603",
    severity=Severity.ERROR,
    title=Text("Thu hồi thiếu lý do hoặc quyết định", "A revocation without cause or decision"),
    message=Text(
        "Việc thu hồi chưa có “{title}” ({field}).",
        "The revocation has no “{field}”.",
    ),
    hint=Text(
        "Ghi số quyết định (decision) và mã lý do (cause); chưa có đủ cả hai thì chưa ghi là thu hồi.",
        "Enter the decision and the cause's code; do not record a revocation before both are known.",
    ),
    basis="26/2026/QĐ-TTg, Điều 8",
)
UNKNOWN_CAUSE = Code(
    id="OCOP-604",
    severity=Severity.ERROR,
    title=Text("Lý do thu hồi không có trong quy định", "An unknown cause of revocation"),
    message=Text(
        "“Lý do thu hồi” (cause) là “{found}”, không có trong bộ quy định.",
        "“Cause” (cause) is “{found}”, which no rule set has.",
    ),
    hint=Text("Gần nhất: {nearest}. Các mã: {expected}.", "Nearest: {nearest}. Codes: {expected}."),
    basis="26/2026/QĐ-TTg, Điều 8 khoản 1",
)
OUT_OF_ORDER = Code(
    id="OCOP-605",
    severity=Severity.WARNING,
    title=Text("Dòng không theo thứ tự thời gian", "A row out of order"),
    message=Text(
        "Dòng ghi {found} đứng sau dòng ghi {expected}.",
        "The row of {found} stands after the row of {expected}.",
    ),
    hint=Text(
        "Chuyển dòng này lên trước, để tệp đi từ việc cũ đến việc mới.",
        "Move the row up, so that the file runs from old to new.",
    ),
)
NOT_HIGHER = Code(
    id="OCOP-606",
    severity=Severity.ERROR,
    title=Text("Nâng hạng mà sao không cao hơn", "An upgrade that is not higher"),
    message=Text(
        "Việc “Nâng hạng” ghi {found} sao, trong khi hạng trước đó là {expected} sao.",
        "The upgrade gives {found} stars, while the product already had {expected}.",
    ),
    hint=Text(
        "Sửa hạng sao; nếu là đánh giá lại sau 36 tháng thì ghi re_recognised.",
        "Correct the star; if it was a re-evaluation after 36 months, record re_recognised.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 5",
)
EARLIER_RECOGNITION_MISSING = Code(
    id="OCOP-607",
    severity=Severity.WARNING,
    title=Text("Thiếu lần công nhận trước", "The earlier recognition is missing"),
    message=Text(
        "Việc “{title}” ({event}) cần có lần công nhận trước, nhưng sổ không có.",
        "“{event}” follows an earlier recognition, which the register lacks.",
    ),
    hint=Text(
        "Bổ sung dòng recognised của lần trước; nếu đây là lần đầu thì ghi recognised.",
        "Add the earlier recognised row; if this was the first, record recognised.",
    ),
)
NO_RUNNING_CERTIFICATE = Code(
    id="OCOP-608",
    severity=Severity.WARNING,
    title=Text("Không có giấy chứng nhận còn hiệu lực", "No certificate was running"),
    message=Text(
        "Việc “{title}” ({event}) cần giấy chứng nhận còn hiệu lực; khi đó sản phẩm ở trạng thái "
        "“{state}” ({found}).",
        "“{event}” needs a running certificate; the product was then “{found}”.",
    ),
    hint=Text(
        "Bổ sung lần công nhận còn thiếu hoặc sửa ngày. Giấy đã hết hạn giữ trạng thái “Hết hiệu lực”.",
        "Add the missing recognition or correct the date. A lapsed certificate stays “Expired”.",
    ),
    basis="26/2026/QĐ-TTg, Điều 8",
)
FORWARDED_WITHOUT_LEVEL = Code(
    id="OCOP-609",
    severity=Severity.WARNING,
    title=Text("Chuyển lên cấp trên mà không rõ cấp nào chuyển", "Forwarded by no known level"),
    message=Text(
        "Việc “Chuyển lên cấp trên” chưa có “Cấp” (level).", "The row forwarded has no “level” (level)."
    ),
    hint=Text(
        "Ghi cấp đã chuyển hồ sơ: commune, district hoặc province.",
        "Enter the level that forwarded the dossier: commune, district or province.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 2 điểm b và khoản 3 điểm e",
)
RECOGNISED_TWICE = Code(
    id="OCOP-610",
    severity=Severity.ERROR,
    title=Text("Hai lần công nhận cùng ngày", "Recognised twice on one day"),
    message=Text(
        "Ngày {found} đã có một lần công nhận ở {expected}.",
        "There is already a recognition of {found}, at {expected}.",
    ),
    hint=Text(
        "Một quyết định chỉ ghi một dòng: xóa dòng thừa hoặc sửa ngày.",
        "One decision is one row: delete one of the two or correct the date.",
    ),
)
BEFORE_PROGRAMME = Code(
    id="OCOP-611",
    severity=Severity.ERROR,
    title=Text("Công nhận trước khi có bộ tiêu chí", "Recognised before there were criteria"),
    message=Text(
        "Lần công nhận ghi {found}, trước bộ tiêu chí đầu tiên có hiệu lực từ {expected}.",
        "The recognition is of {found}, before the first criteria, in force from {expected}.",
    ),
    hint=Text("Kiểm tra lại ngày hoặc năm theo quyết định.", "Check the date or year against the decision."),
    basis="1048/QĐ-TTg",
)
YEAR_CONTRADICTS_DATE = Code(
    id="OCOP-612",
    severity=Severity.ERROR,
    title=Text("Năm đánh giá không khớp ngày", "The evaluation year contradicts the date"),
    message=Text(
        "“Năm đánh giá” (year) là {found} mà “Ngày” (on) là {expected}.",
        "“Evaluation year” (year) is {found}, but “Date” (on) is {expected}.",
    ),
    hint=Text(
        "Năm đánh giá bằng năm của ngày ký, hoặc năm liền trước khi quyết định ký sang năm sau.",
        "It is the year of the date, or the one before when the decision was signed in the next year.",
    ),
)
EVENT_UNDATED = Code(
    id="OCOP-613",
    severity=Severity.NOTE,
    title=Text("Việc không rõ ngày và năm", "An event without date or year"),
    message=Text(
        "Việc “{title}” ({event}) không có “Ngày” (on) và “Năm đánh giá” (year): "
        "không xếp được vào thời gian.",
        "“{event}” has neither “Date” (on) nor “Evaluation year” (year), so it cannot be placed in time.",
    ),
    hint=Text("Ghi ngày, hoặc ít nhất ghi năm.", "Enter the date, or at the least the year."),
)
NUMBER_UNREADABLE = Code(
    id="OCOP-614",
    severity=Severity.WARNING,
    title=Text("Số quyết định không đọc được", "The decision's number cannot be read"),
    message=Text(
        "“Số quyết định” (decision) ghi “{found}”: không đọc được số và ký hiệu, "
        "nên sổ văn bản không dẫn tới quyết định nào.",
        "“Decision” (decision) is “{found}”: it has no number and symbol to look up in the register.",
    ),
    hint=Text(
        "Ghi số và ký hiệu như in trên quyết định, ví dụ 136/QĐ-UBND.",
        "Enter number and symbol as the decision prints them, for example 136/QĐ-UBND.",
    ),
)
NUMBER_OF_TWO_DAYS = Code(
    id="OCOP-615",
    severity=Severity.WARNING,
    title=Text("Một số quyết định hai ngày ký", "One decision's number with two days"),
    message=Text(
        "Quyết định {found} (issuer là {agency}) ở đây ghi ngày {day}, ở hồ sơ khác ghi ngày {expected}.",
        "Decision {found} (issuer {agency}) bears the day {day} here and {expected} in another dossier.",
    ),
    hint=Text(
        "Mỗi năm một cơ quan chỉ có một quyết định mang số ấy: đối chiếu rồi sửa ngày hoặc số.",
        "A body gives each number once a year: compare, then correct the day or the number.",
    ),
)

CODES: tuple[Code, ...] = (
    LEVEL_NOT_ENTITLED,
    LEVEL_ENDED,
    REVOKED_WITHOUT_GROUND,
    UNKNOWN_CAUSE,
    OUT_OF_ORDER,
    NOT_HIGHER,
    EARLIER_RECOGNITION_MISSING,
    NO_RUNNING_CERTIFICATE,
    FORWARDED_WITHOUT_LEVEL,
    RECOGNISED_TWICE,
    BEFORE_PROGRAMME,
    YEAR_CONTRADICTS_DATE,
    EVENT_UNDATED,
    NUMBER_UNREADABLE,
    NUMBER_OF_TWO_DAYS,
)
