"""Family 4: certificates, their stars and their last valid day."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

ENDS_BEFORE_DECISION = Code(
    id="OCOP-401",
    severity=Severity.ERROR,
    title=Text("Hết giá trị trước khi được công nhận", "Ends before it begins"),
    message=Text(
        "“Có giá trị đến hết ngày” (valid_through) là {found}, trước quyết định công nhận ({expected}).",
        "“Valid through” (valid_through) is {found}, before the decision ({expected}).",
    ),
    hint=Text(
        "Đối chiếu với giấy chứng nhận rồi sửa một trong hai ngày.",
        "Compare with the certificate and correct one of the two dates.",
    ),
)
END_DIFFERS = Code(
    id="OCOP-402",
    severity=Severity.WARNING,
    title=Text("Ngày hết giá trị khác ngày tính được", "The recorded end differs from the computed one"),
    message=Text(
        "“Có giá trị đến hết ngày” (valid_through) là {found}; tính {months} tháng thì là {expected}.",
        "“Valid through” (valid_through) is {found}; by the term of {months} months it would be {expected}.",
    ),
    hint=Text(
        "Ngày ghi trong sổ được dùng. Kiểm tra lại với giấy chứng nhận; nếu đúng như in thì để nguyên.",
        "The recorded day is used. Check it against the certificate; leave it when that is what is printed.",
    ),
    basis="26/2026/QĐ-TTg, Điều 4 khoản 3",
)
END_WITHOUT_BASIS = Code(
    id="OCOP-403",
    severity=Severity.WARNING,
    title=Text("Chưa ghi căn cứ của ngày hết giá trị", "The end has no basis"),
    message=Text(
        "Có “Có giá trị đến hết ngày” (valid_through) {found} mà “Căn cứ của ngày cuối” "
        "(valid_through_basis) trống.",
        "“Valid through” (valid_through) is {found}, but its basis (valid_through_basis) is blank.",
    ),
    hint=Text(
        "Ghi printed nếu ngày in trên giấy, authority nếu cơ quan có thẩm quyền nêu.",
        "Write printed when the certificate bears the day, authority when the authority stated it.",
    ),
)
BASIS_WITHOUT_END = Code(
    id="OCOP-404",
    severity=Severity.ERROR,
    title=Text("Có căn cứ mà không có ngày hết giá trị", "A basis without an end"),
    message=Text(
        "“Căn cứ của ngày cuối” (valid_through_basis) là “{found}” mà “Có giá trị đến hết ngày” "
        "(valid_through) trống.",
        "The basis (valid_through_basis) is “{found}”, but “valid through” (valid_through) is blank.",
    ),
    hint=Text(
        "Ghi ngày, hoặc xóa căn cứ để sổ tự tính ngày cuối.",
        "Enter the day, or clear the basis so that the register computes it.",
    ),
)
STAR_MISSING = Code(
    id="OCOP-405",
    severity=Severity.ERROR,
    title=Text("Thiếu hạng sao ở bản ghi đã xác nhận", "A confirmed record lacks its star"),
    message=Text(
        "“Hạng sao” (star) trống ở việc “{title}” ({event}), trong khi bản ghi đã được cơ quan xác nhận.",
        "“Star” (star) is blank at “{event}”, while the office has confirmed the record.",
    ),
    hint=Text(
        "Ghi hạng sao theo quyết định; chưa có quyết định thì để record.standing là gathered.",
        "Enter the star of the decision; without the decision, leave record.standing at gathered.",
    ),
)
STAR_WITHOUT_CERTIFICATE = Code(
    id="OCOP-406",
    severity=Severity.ERROR,
    title=Text("Hạng sao không được công nhận", "A star that is not recognised"),
    message=Text(
        "“Hạng sao” (star) là {found}: theo {act}, hạng này không có quyết định công nhận.",
        "“Star” (star) is {found}: under {act} no decision recognises this star.",
    ),
    hint=Text(
        "Kết quả 1–2 sao ghi việc là not_passed và để trống hạng sao; nếu ghi nhầm thì sửa hạng sao.",
        "Record a result of 1–2 stars as not_passed without a star; if it was mistyped, correct the star.",
    ),
    basis="26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a",
)
RECOGNITION_UNDATED = Code(
    id="OCOP-407",
    severity=Severity.WARNING,
    title=Text("Lần công nhận không rõ ngày và năm", "A recognition without date or year"),
    message=Text(
        "Việc “{title}” ({event}) không có “Ngày” (on) và “Năm đánh giá” (year): không tính được hiệu lực.",
        "“{event}” has neither “Date” (on) nor “Evaluation year” (year), so its validity cannot be told.",
    ),
    hint=Text(
        "Tìm quyết định công nhận và ghi ngày ký; ít nhất ghi năm của đợt đánh giá.",
        "Find the decision and enter its date; at the least, enter the year of the evaluation.",
    ),
)

CODES: tuple[Code, ...] = (
    ENDS_BEFORE_DECISION,
    END_DIFFERS,
    END_WITHOUT_BASIS,
    BASIS_WITHOUT_END,
    STAR_MISSING,
    STAR_WITHOUT_CERTIFICATE,
    RECOGNITION_UNDATED,
)
