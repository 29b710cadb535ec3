"""Family 5: scoring sheets and the points given on them."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

UNKNOWN_CRITERION = Code(
    id="OCOP-501",
    severity=Severity.ERROR,
    title=Text("Tiêu chí không có trong phiếu", "Criterion not on the sheet"),
    message=Text(
        "Phiếu không có tiêu chí “{found}”; phiếu có {expected}.",
        "The sheet has no criterion “{found}”; it has {expected}.",
    ),
    hint=Text(
        "Gần nhất: {nearest}. Sửa mã ở cột “criterion”, hoặc xem phiếu bằng lệnh ocop sheet.",
        "Nearest: {nearest}. Mend the code under “criterion”, or look at the sheet with ocop sheet.",
    ),
)
NOT_AN_OPTION = Code(
    id="OCOP-502",
    severity=Severity.ERROR,
    title=Text("Điểm không phải một mức của tiêu chí", "Points that no option gives"),
    message=Text(
        "Tiêu chí {field} “{title}” được cho {found} điểm; phiếu chỉ có các mức {expected}.",
        "Criterion {field} “{title}” was given {found} points; the sheet only has {expected}.",
    ),
    hint=Text("Chọn đúng một mức in trong phiếu.", "Choose one of the levels on the sheet."),
)
REPEATED_CRITERION = Code(
    id="OCOP-503",
    severity=Severity.ERROR,
    title=Text("Tiêu chí được chấm hai lần", "Criterion scored twice"),
    message=Text(
        "Tiêu chí {found} đã được chấm ở dòng {expected}.",
        "Criterion {found} is already scored on line {expected}.",
    ),
    hint=Text("Giữ một dòng cho mỗi tiêu chí của một người chấm.", "Keep one row a criterion and scorer."),
)
PART_OUT_OF_RANGE = Code(
    id="OCOP-504",
    severity=Severity.ERROR,
    title=Text("Điểm của phần quá mức tối đa", "Part above its maximum"),
    message=Text(
        "Phần {field} được cho {found} điểm; tối đa là {expected}.",
        "Part {field} was given {found} points; its maximum is {expected}.",
    ),
    hint=Text("Kiểm tra lại tổng điểm của phần này.", "Check this part's total."),
)
UNSCORED = Code(
    id="OCOP-511",
    severity=Severity.WARNING,
    title=Text("Còn tiêu chí chưa chấm", "Criteria left unscored"),
    message=Text(
        "Chưa có điểm ở {found} trong số {expected} mục của phiếu; tạm tính 0. Ghế chấm: {title}.",
        "No points for {found} of the sheet's {expected} rows; counted as 0. Seat: {title}.",
    ),
    hint=Text(
        "Chấm đủ mọi tiêu chí trước khi lấy kết quả.", "Score every criterion before using the result."
    ),
)
NO_ZERO_OPTION = Code(
    id="OCOP-512",
    severity=Severity.WARNING,
    title=Text("Phiếu không in mức 0 điểm", "The sheet prints no level of 0 points"),
    message=Text(
        "Tiêu chí {field} “{title}” được cho 0 điểm; phiếu chỉ in mức {expected}. Tính là không đạt mức nào.",
        "Criterion {field} “{title}” was given 0; the sheet prints only {expected}. Counted as none reached.",
    ),
    hint=Text(
        "Nếu đúng là không đạt mức nào thì giữ nguyên; nếu quên chấm thì chọn một mức.",
        "Leave it when no level is reached; choose one if it was forgotten.",
    ),
)
NOT_APPLICABLE = Code(
    id="OCOP-513",
    severity=Severity.WARNING,
    title=Text("Chấm tiêu chí chưa áp dụng", "Criterion that does not apply"),
    message=Text(
        "Tiêu chí {field} “{title}” có {found} điểm, nhưng chỉ áp dụng khi tiêu chí {expected} trên 0 điểm.",
        "Criterion {field} “{title}” has {found} points but applies only when {expected} is above 0.",
    ),
    hint=Text(
        "Xem lại hai tiêu chí: không có câu chuyện sản phẩm thì không chấm cấu trúc câu chuyện.",
        "Look at both: without a product story its structure is not scored.",
    ),
)
KNOCKED_OUT = Code(
    id="OCOP-514",
    severity=Severity.WARNING,
    title=Text("Sản phẩm thuộc trường hợp bị loại", "Product is knocked out"),
    message=Text(
        "Tiêu chí {field} “{title}”: {found}. Không xếp hạng dù tổng là {expected} điểm.",
        "Criterion {field} “{title}”: {found}. No star whatever the total ({expected}).",
    ),
    hint=Text(
        "Kiểm tra lại minh chứng của điều kiện này; còn vướng thì sản phẩm không được đánh giá tiếp.",
        "Check the evidence for this condition; while it stands the product goes no further.",
    ),
)
GAP_BETWEEN_BANDS = Code(
    id="OCOP-515",
    severity=Severity.WARNING,
    title=Text("Tổng điểm rơi vào khoảng văn bản không xếp hạng", "Total between the printed bands"),
    message=Text(
        "{found} điểm không thuộc hạng nào theo {title}: {expected}.",
        "{found} points fall into no band of {title}: {expected}.",
    ),
    hint=Text(
        "Văn bản bỏ trống khoảng này; hội đồng phải quyết định và ghi vào biên bản.",
        "The act leaves this gap; the council must decide and minute it.",
    ),
)
INCOMPLETE_SHEET = Code(
    id="OCOP-516",
    severity=Severity.WARNING,
    title=Text("Phiếu còn thiếu điểm", "Incomplete sheet"),
    message=Text(
        "Bản đọc được của {title} thiếu {found} điểm, nên tổng có thể thấp hơn thực tế.",
        "The known text of {title} lacks {found} points, so the total may be too low.",
    ),
    hint=Text("Đối chiếu với phiếu in của quyết định.", "Compare with the printed sheet of the act."),
)
PARTS_ONLY = Code(
    id="OCOP-517",
    severity=Severity.NOTE,
    title=Text("Chưa tìm được phiếu, chỉ ghi tổng theo phần", "No sheet: totals by part only"),
    message=Text(
        "Chưa tìm được phiếu {title}: chỉ ghi được tổng từng phần ({expected}), không xét mức tối thiểu.",
        "The sheet {title} was not found: only part totals can be recorded ({expected}), without minima.",
    ),
    hint=Text(
        "Cột “criterion” ghi A, B, C; không lấy phiếu của quyết định khác thay vào.",
        "Write A, B, C under “criterion”; never stand another act's sheet in for it.",
    ),
)
SPREAD = Code(
    id="OCOP-521",
    severity=Severity.WARNING,
    title=Text("Điểm của thành viên lệch quá mức", "Members too far apart"),
    message=Text(
        "Hai thành viên {title} lệch {found} điểm, quá {expected} điểm.",
        "Members {title} differ by {found} points, more than {expected}.",
    ),
    hint=Text("Hội đồng thảo luận rồi chấm lại.", "The council discusses and scores again."),
    basis="Quy chế hội đồng của tỉnh khác (Tây Ninh, Đồng Tháp); quy chế của Quảng Trị chưa rõ",
)
NO_QUORUM = Code(
    id="OCOP-522",
    severity=Severity.WARNING,
    title=Text("Chưa đủ số thành viên chấm", "Too few members scored"),
    message=Text(
        "Mới có {found} thành viên chấm; cần ít nhất {expected} số thành viên.",
        "Only {found} members have scored; at least {expected} of them must.",
    ),
    hint=Text(
        "Bổ sung phiếu của thành viên còn thiếu hoặc họp lại.", "Add the missing sheets or meet again."
    ),
    basis="Quy chế hội đồng của tỉnh khác (Tây Ninh); quy chế của Quảng Trị chưa rõ",
)
UNKNOWN_BLOCK = Code(
    id="OCOP-531",
    severity=Severity.ERROR,
    title=Text("Phiếu dẫn tới khối không có", "Sheet refers to a missing block"),
    message=Text(
        "Tiêu chí {field} dẫn tới khối “{found}”, blocks.yml không có khối này.",
        "Criterion {field} refers to the block “{found}”, which blocks.yml does not have.",
    ),
    hint=Text(
        "Gần nhất: {nearest}. Sửa mã khối hoặc thêm khối.", "Nearest: {nearest}. Mend it or add the block."
    ),
)
SUMS_DISAGREE = Code(
    id="OCOP-532",
    severity=Severity.ERROR,
    title=Text("Điểm tối đa không bằng tổng các mục con", "Maximum differs from the sum below it"),
    message=Text(
        "Ghi tối đa {found} điểm, nhưng các mục con cộng lại là {expected}.",
        "The maximum says {found} points, but what stands below adds up to {expected}.",
    ),
    hint=Text("Đối chiếu với phụ lục của quyết định.", "Compare with the act's annex."),
)

CODES = (
    UNKNOWN_CRITERION,
    NOT_AN_OPTION,
    REPEATED_CRITERION,
    PART_OUT_OF_RANGE,
    UNSCORED,
    NO_ZERO_OPTION,
    NOT_APPLICABLE,
    KNOCKED_OUT,
    GAP_BETWEEN_BANDS,
    INCOMPLETE_SHEET,
    PARTS_ONLY,
    SPREAD,
    NO_QUORUM,
    UNKNOWN_BLOCK,
    SUMS_DISAGREE,
)
