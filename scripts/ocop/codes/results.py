"""Family 5: what is claimed, scored and minuted in an application, held against each other."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

NO_SUCH_SHEET = Code(
    id="OCOP-541",
    severity=Severity.ERROR,
    title=Text("Bộ sản phẩm không có phiếu chấm", "A product set without a scoring sheet"),
    message=Text(
        "“Số bộ sản phẩm” (sheet) là {found}, mà {act} không có phiếu của bộ này.",
        "“Number of the product set” (sheet) is {found}, but {act} has no sheet of that number.",
    ),
    hint=Text(
        "Xem số bộ trong schemas/lists/product-sets.csv, theo bộ quy định của ngày nộp hồ sơ.",
        "Look the number up in schemas/lists/product-sets.csv, under the rule set of the day of filing.",
    ),
    basis="26/2026/QĐ-TTg, Phụ lục I và Phụ lục II",
)
SHEET_CONTRADICTS_SET = Code(
    id="OCOP-542",
    severity=Severity.ERROR,
    title=Text("Số bộ sản phẩm không khớp sản phẩm", "The sheet is not that of the product's set"),
    message=Text(
        "“Số bộ sản phẩm” (sheet) là {found}, mà “Bộ sản phẩm” (product_set) ở product.yml là {expected}.",
        "“Number of the product set” (sheet) is {found}, but product.yml has {expected} (product_set).",
    ),
    hint=Text(
        "Chọn bộ đúng rồi sửa chỗ kia: bộ sản phẩm quyết định phiếu chấm và bộ quản lý ngành.",
        "Settle the set and correct the other: it decides the scoring sheet and the managing ministry.",
    ),
    basis="26/2026/QĐ-TTg, Phụ lục I",
)
NO_SUCH_OPTION = Code(
    id="OCOP-543",
    severity=Severity.ERROR,
    title=Text("Mức chọn không có trong phiếu", "An option that the sheet does not have"),
    message=Text(
        "“Mức chọn” (option) của tiêu chí {field} “{title}” là {found}; phiếu có các mức 1 đến {expected}.",
        "“Option” (option) of criterion {field} “{title}” is {found}; the sheet has options 1 to {expected}.",
    ),
    hint=Text(
        "Đếm mức theo thứ tự in trong phiếu, từ 1; hoặc để trống và ghi điểm vào cột “points”.",
        "Count the options as printed, from 1; or leave it blank and give the points under “points”.",
    ),
)
OPTION_CONTRADICTS_POINTS = Code(
    id="OCOP-544",
    severity=Severity.ERROR,
    title=Text("Mức chọn và điểm không khớp", "Option and points contradict"),
    message=Text(
        "“Điểm” (points) của tiêu chí {field} “{title}” là {found}, mà mức {option} (option) cho "
        "{expected} điểm.",
        "“Points” (points) of criterion {field} “{title}” are {found}, but option {option} (option) gives "
        "{expected}.",
    ),
    hint=Text(
        "Sửa mức hoặc điểm; chỉ ghi một trong hai là đủ.",
        "Correct the option or the points; one of the two is enough.",
    ),
)
SHEETS_WITHOUT_RESULT = Code(
    id="OCOP-551",
    severity=Severity.ERROR,
    title=Text("Có phiếu chấm mà không có kết quả họp", "Council sheets without a recorded meeting"),
    message=Text(
        "Có phiếu chấm của hội đồng {title}, đợt {found}, mà evaluations.csv không có cuộc họp đó.",
        "There are sheets of the {title} council, round {found}, but evaluations.csv lacks that meeting.",
    ),
    hint=Text(
        "Thêm dòng vào evaluations.csv (cấp, đợt, ngày họp, điểm trung bình, số biên bản), hoặc sửa tên tệp "
        "cho đúng cấp và đợt.",
        "Add the row to evaluations.csv (level, round, day, mean, minutes), or rename the file after its "
        "level and round.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 3",
)
RESULT_WITHOUT_MINUTES = Code(
    id="OCOP-552",
    severity=Severity.ERROR,
    title=Text("Có điểm mà không có biên bản", "Scores without minutes"),
    message=Text(
        "“Số biên bản” (minutes) trống, mà hội đồng {title} đợt {found} đã có kết quả.",
        "“Minutes” (minutes) is blank, but the {title} council's round {found} has a result.",
    ),
    hint=Text(
        "Ghi số biên bản hoặc báo cáo của hội đồng; chưa có thì chưa ghi điểm và hạng sao.",
        "Enter the number of the council's minutes or report; until there are any, enter no result.",
    ),
    basis="1048/QĐ-TTg, hồ sơ chuyển cấp trên; 26/2026/QĐ-TTg, Điều 6 khoản 3",
)
MEAN_DIFFERS = Code(
    id="OCOP-553",
    severity=Severity.ERROR,
    title=Text("Điểm trung bình khác phiếu chấm", "The minuted mean is not that of the sheets"),
    message=Text(
        "“Điểm trung bình” (mean) là {found}, mà các phiếu trong {title} cho {expected}.",
        "“Mean” (mean) is {found}, but the sheets in {title} come to {expected}.",
    ),
    hint=Text(
        "Đối chiếu biên bản với từng phiếu rồi sửa chỗ sai. Điểm trung bình lấy {decimals} số lẻ.",
        "Compare the minutes with each sheet and mend what is wrong. The mean has {decimals} decimals.",
    ),
    basis="26/2026/QĐ-TTg, Điều 3 khoản 3",
)
PRESENT_DIFFERS = Code(
    id="OCOP-554",
    severity=Severity.ERROR,
    title=Text("Số phiếu chấm không khớp", "Another number of sheets than minuted"),
    message=Text(
        "“Số phiếu chấm” (present) là {found}, mà {title} có phiếu của {expected} thành viên.",
        "“Sheets handed in” (present) is {found}, but {title} has the sheets of {expected} members.",
    ),
    hint=Text(
        "Bổ sung phiếu còn thiếu, bỏ phiếu thừa, hoặc sửa số ở evaluations.csv.",
        "Add the missing sheets, remove those too many, or correct the number in evaluations.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 3 khoản 3",
)
MORE_PRESENT_THAN_SEATS = Code(
    id="OCOP-555",
    severity=Severity.ERROR,
    title=Text("Số phiếu chấm nhiều hơn số thành viên", "More sheets than seats"),
    message=Text(
        "“Số phiếu chấm” (present) là {found}, nhiều hơn “Số thành viên” (seats) là {expected}.",
        "“Sheets handed in” (present) is {found}, more than the “Seats” (seats), {expected}.",
    ),
    hint=Text(
        "Sửa theo biên bản và quyết định thành lập hội đồng.",
        "Correct it by the minutes and the decision that set up the council.",
    ),
)
STAR_NOT_OF_MEAN = Code(
    id="OCOP-556",
    severity=Severity.ERROR,
    title=Text("Hạng sao không ứng với điểm", "A star that is not that of the mean"),
    message=Text(
        "“Hạng sao theo biên bản” (star) là {found}, mà {mean} điểm trung bình ứng với {expected} ({act}).",
        "“Minuted star” (star) is {found}, but a mean of {mean} gives {expected} under {act}.",
    ),
    hint=Text(
        "Đối chiếu biên bản rồi sửa hạng hoặc điểm. Chỉ xếp thấp hơn khi phiếu chấm thiếu yêu cầu tối thiểu.",
        "Correct the star or the mean by the minutes. A lower star needs a minimum that the sheets miss.",
    ),
    basis="1048/QĐ-TTg; 148/QĐ-TTg; 26/2026/QĐ-TTg, Điều 3 khoản 3",
)
STAR_ABOVE_MINIMA = Code(
    id="OCOP-557",
    severity=Severity.WARNING,
    title=Text("Hạng sao cao hơn yêu cầu tối thiểu", "A star above what the minima allow"),
    message=Text(
        "“Hạng sao theo biên bản” (star) là {found}, mà phiếu chấm cho {expected}, vướng tiêu chí {title}.",
        "“Minuted star” (star) is {found}, but by the sheets it is {expected}: held back by {title}.",
    ),
    hint=Text(
        "Xem lại các tiêu chí này trong biên bản. Hội đồng đã quyết như vậy thì ghi lý do ở cột “note”.",
        "Look these criteria up in the minutes. If the council so decided, give its reason under “note”.",
    ),
    basis="26/2026/QĐ-TTg, Phụ lục II, ghi chú dấu sao; hệ quả khi thiếu là cách hiểu của sổ",
)
EVALUATED_TWICE = Code(
    id="OCOP-558",
    severity=Severity.ERROR,
    title=Text("Một cuộc họp ghi hai lần", "One meeting recorded twice"),
    message=Text(
        "Kết quả của hội đồng {title}, đợt {found}, đã có ở dòng {expected}.",
        "The result of the {title} council, round {found}, already stands on line {expected}.",
    ),
    hint=Text(
        "Giữ dòng đúng với biên bản và xóa dòng kia; họp lần khác thì ghi đợt khác.",
        "Keep the row that agrees with the minutes; another meeting has another round.",
    ),
)
MEAN_ABOVE_MAXIMUM = Code(
    id="OCOP-559",
    severity=Severity.ERROR,
    title=Text("Điểm trung bình quá mức tối đa", "A mean above the maximum"),
    message=Text(
        "“Điểm trung bình” (mean) là {found}, quá mức tối đa {expected} điểm.",
        "“Mean” (mean) is {found}, above the maximum of {expected} points.",
    ),
    hint=Text("Sửa theo biên bản.", "Correct it by the minutes."),
    basis="26/2026/QĐ-TTg, Điều 3 khoản 3",
)

CODES: tuple[Code, ...] = (
    NO_SUCH_SHEET,
    SHEET_CONTRADICTS_SET,
    NO_SUCH_OPTION,
    OPTION_CONTRADICTS_POINTS,
    SHEETS_WITHOUT_RESULT,
    RESULT_WITHOUT_MINUTES,
    MEAN_DIFFERS,
    PRESENT_DIFFERS,
    MORE_PRESENT_THAN_SEATS,
    STAR_NOT_OF_MEAN,
    STAR_ABOVE_MINIMA,
    EVALUATED_TWICE,
    MEAN_ABOVE_MAXIMUM,
)
