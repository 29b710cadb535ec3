"""Family 7: a year's plan and what is recorded of its outcome."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

UNKNOWN_ITEM = Code(
    id="OCOP-701",
    severity=Severity.ERROR,
    title=Text("Kết quả của mục không có trong kế hoạch", "Outcome of something not in the plan"),
    message=Text(
        "“Chỉ tiêu, nội dung hoặc đợt” (item) ghi “{found}”, nhưng plan.yml không có mục nào mang mã đó.",
        "“item” is “{found}”, but no target, activity or round of plan.yml has that id.",
    ),
    hint=Text("Gần nhất: {nearest}. Sửa mã ở cột “item”.", "Nearest: {nearest}. Mend the id under “item”."),
)
LOW_ABOVE_HIGH = Code(
    id="OCOP-702",
    severity=Severity.ERROR,
    title=Text("Mức thấp nhất lớn hơn mức cao nhất", "Lower bound above the upper one"),
    message=Text(
        "Chỉ tiêu “{title}”: mức thấp nhất (low) {found} lớn hơn mức cao nhất (high) {expected}.",
        "Target “{title}”: the lower bound (low) {found} is above the upper bound (high) {expected}.",
    ),
    hint=Text(
        "Đổi chỗ hai số hoặc sửa theo văn bản kế hoạch.", "Swap the two or mend them after the plan's text."
    ),
)
REVERSED_WINDOW = Code(
    id="OCOP-703",
    severity=Severity.ERROR,
    title=Text("Thời gian kết thúc trước khi bắt đầu", "Window ends before it begins"),
    message=Text(
        "“{title}”: từ (from) {found} đến hết (to) {expected} là khoảng thời gian ngược.",
        "“{title}”: {found} to {expected} runs backwards.",
    ),
    hint=Text("Sửa “from” hoặc “to” theo văn bản kế hoạch.", "Mend “from” or “to” after the plan's text."),
)
NO_SUCH_DAY = Code(
    id="OCOP-704",
    severity=Severity.ERROR,
    title=Text("Thời gian không có trong lịch", "No such date"),
    message=Text(
        "“{title}”: “{found}” ({field}) không có trong lịch.",
        "“{title}”: “{found}” ({field}) is not in the calendar.",
    ),
    hint=Text(
        "Viết năm, năm-tháng hoặc năm-tháng-ngày có thật, ví dụ 2023-04.",
        "Write a year, year-month or year-month-day that exists, for example 2023-04.",
    ),
)
NO_DENOMINATOR = Code(
    id="OCOP-705",
    severity=Severity.ERROR,
    title=Text("Tỷ lệ không có mẫu số", "Percentage of nothing"),
    message=Text(
        "Chỉ tiêu tỷ lệ “{title}” không ghi “Mẫu số” (denominator): tính trên tổng số nào.",
        "The percentage “{title}” has no denominator: it does not say of what it is taken.",
    ),
    hint=Text("Thêm dòng “denominator: …” nêu tên mẫu số.", "Add a line “denominator: …” naming the whole."),
)
NO_BOUND = Code(
    id="OCOP-706",
    severity=Severity.ERROR,
    title=Text("Chỉ tiêu thiếu mức phải đạt", "Target without its bounds"),
    message=Text(
        "Chỉ tiêu “{title}” thuộc loại {expected} nhưng không ghi “{part}” ({field}).",
        "Target “{title}” is a {expected} but has no {part} ({field}).",
    ),
    hint=Text(
        "Thêm “{field}: …” theo kế hoạch; kế hoạch không ghi số thì thêm “low_basis: implied” và ghi chú.",
        "Add “{field}: …” after the plan; when the plan gives no number add “low_basis: implied” and a note.",
    ),
)
DUPLICATE_ID = Code(
    id="OCOP-707",
    severity=Severity.ERROR,
    title=Text("Mã dùng hai lần trong kế hoạch", "Id used twice in the plan"),
    message=Text(
        "Mã “{found}” đã được dùng ở dòng {expected}.", "The id “{found}” is already used on line {expected}."
    ),
    hint=Text(
        "Đặt mã khác; chỉ tiêu, nội dung và đợt dùng chung một dãy mã.",
        "Choose another; targets, activities and rounds share one set of ids.",
    ),
)
UNKNOWN_COUNTER = Code(
    id="OCOP-708",
    severity=Severity.ERROR,
    title=Text("Bộ đếm không có", "Unknown counter"),
    message=Text(
        "Chỉ tiêu “{title}” dùng bộ đếm (measure.counter) “{found}”, sổ không có bộ đếm nào tên như vậy.",
        "Target “{title}” uses the counter (measure.counter) “{found}”, which does not exist.",
    ),
    hint=Text("Gần nhất: {nearest}. Các bộ đếm: {expected}.", "Nearest: {nearest}. Counters: {expected}."),
)
WRONG_COUNTER = Code(
    id="OCOP-709",
    severity=Severity.ERROR,
    title=Text("Bộ đếm không hợp loại chỉ tiêu", "Counter unfit for the target"),
    message=Text(
        "Chỉ tiêu “{title}” thuộc loại {expected}, không đo được bằng bộ đếm (measure.counter) “{found}”.",
        "Target “{title}” is a {expected} and cannot be measured by the counter (measure.counter) “{found}”.",
    ),
    hint=Text(
        "Chỉ tiêu tỷ lệ cần bộ đếm tỷ lệ, chỉ tiêu số lượng cần bộ đếm số lượng. Hợp loại: {nearest}.",
        "A percentage needs a share counter, other kinds a number counter. Fitting: {nearest}.",
    ),
)
UNKNOWN_PART = Code(
    id="OCOP-710",
    severity=Severity.ERROR,
    title=Text("Dẫn tới mục không có trong kế hoạch", "Reference to a missing part of the plan"),
    message=Text(
        "“{title}”: “{part}” ({field}) ghi “{found}”, nhưng kế hoạch không có mục nào mang mã đó.",
        "“{title}”: {field} is “{found}”, which the plan does not have.",
    ),
    hint=Text(
        "Gần nhất: {nearest}. Sửa mã hoặc thêm mục còn thiếu.", "Nearest: {nearest}. Mend it or add the part."
    ),
)
WRONG_FOLDER = Code(
    id="OCOP-711",
    severity=Severity.ERROR,
    title=Text("Năm kế hoạch khác tên thư mục", "Plan year differs from its folder"),
    message=Text(
        "“Năm kế hoạch” (year) là {found} nhưng kế hoạch nằm trong thư mục {expected}.",
        "The plan is for {found} but lies in the folder {expected}.",
    ),
    hint=Text("Sửa “year” hoặc đổi tên thư mục.", "Mend “year” or rename the folder."),
)
NO_SOURCE = Code(
    id="OCOP-721",
    severity=Severity.WARNING,
    title=Text("Con số không có nguồn", "Figure without a source"),
    message=Text(
        "“{title}” ghi {found} nhưng không có “Nguồn” (source); chưa có minh chứng nên chưa kết luận.",
        "“{title}” has the value {found} but no source; without evidence it decides nothing.",
    ),
    hint=Text(
        "Điền cột “source” bằng địa chỉ trang công khai hoặc số, ngày văn bản.",
        "Fill in “source” with a public address or a document's number and date.",
    ),
)
WRONG_UNIT = Code(
    id="OCOP-722",
    severity=Severity.ERROR,
    title=Text("Đơn vị khác đơn vị của chỉ tiêu", "Unit differs from the target's"),
    message=Text(
        "“{title}” ghi “Đơn vị” (unit) là “{found}”, chỉ tiêu tính bằng “{expected}”.",
        "“{title}” is in “{found}”, the target in “{expected}”.",
    ),
    hint=Text(
        "Sửa đơn vị; nếu con số đo một việc khác thì đổi “role” thành context.",
        "Mend the unit; when the figure measures something else, set “role” to context.",
    ),
)
NOTHING_SAID = Code(
    id="OCOP-723",
    severity=Severity.ERROR,
    title=Text("Dòng kết quả không có giá trị", "Reported row without a value"),
    message=Text(
        "“{title}” ghi là đã có số liệu nhưng “Giá trị” (value) và “Ngày thực hiện” (done_on) đều trống.",
        "“{title}” is marked as reported, but both “value” and “done_on” are blank.",
    ),
    hint=Text(
        "Điền giá trị hoặc ngày; nếu chưa tìm thấy, ghi “no_figure”.", "Fill one in, or write “no_figure”."
    ),
)
VALUE_OF_NOTHING = Code(
    id="OCOP-724",
    severity=Severity.ERROR,
    title=Text("Chưa có số liệu nhưng có giá trị", "No figure, yet a value"),
    message=Text(
        "“{title}” ghi là chưa có số liệu (no_figure) nhưng lại có giá trị {found}.",
        "“{title}” is marked as having no figure, yet holds {found}.",
    ),
    hint=Text(
        "Xóa giá trị hoặc ghi “reported” kèm nguồn.", "Delete the value or write “reported” with its source."
    ),
)
PART_ABOVE_WHOLE = Code(
    id="OCOP-725",
    severity=Severity.ERROR,
    title=Text("Tử số lớn hơn mẫu số", "Part larger than the whole"),
    message=Text(
        "“{title}”: giá trị (value) {found} lớn hơn tổng số (out_of) {expected}.",
        "“{title}”: {found} (value) out of {expected} (out_of).",
    ),
    hint=Text("Kiểm tra lại hai con số trong nguồn.", "Check both figures in the source."),
)
FIGURE_UNDATED = Code(
    id="OCOP-726",
    severity=Severity.WARNING,
    title=Text("Con số không ghi ngày", "Figure without a date"),
    message=Text(
        "“{title}” không ghi “Số liệu đến” (as_of), nên không dùng để kết luận.",
        "“{title}” does not say as of when it holds (“as_of”), so it decides nothing.",
    ),
    hint=Text(
        "Ghi ngày, tháng hoặc năm của số liệu theo nguồn.",
        "Give the day, month or year of the figure after its source.",
    ),
)
FIGURES_DISAGREE = Code(
    id="OCOP-727",
    severity=Severity.NOTE,
    title=Text("Hai nguồn nói khác nhau về kết quả", "Two sources disagree about the outcome"),
    message=Text(
        "“{title}” là {found}, nhưng dòng {expected} ghi {nearest}.",
        "“{title}” is {found}, but line {expected} says {nearest}.",
    ),
    hint=Text(
        "Giữ cả hai dòng và tìm văn bản gốc; tiến độ chỉ kết luận khi hai số cho cùng kết quả.",
        "Keep both rows and look for the original paper; a state is given only if both lead to the same.",
    ),
)
NO_DAY_NEEDED = Code(
    id="OCOP-728",
    severity=Severity.ERROR,
    title=Text("Kết quả của một việc mà không có ngày", "Deed without a day"),
    message=Text(
        "“{title}” là kết quả của một việc có thời hạn, nhưng không ghi “Ngày thực hiện” (done_on).",
        "“{title}” is the outcome of something with a deadline, but has no day (done_on).",
    ),
    hint=Text(
        "Ghi ngày đã làm xong; nếu chỉ là số liên quan thì đổi “role” thành context.",
        "Give the day it was done; when the figure is only related, set “role” to context.",
    ),
)

CODES = (
    UNKNOWN_ITEM,
    LOW_ABOVE_HIGH,
    REVERSED_WINDOW,
    NO_SUCH_DAY,
    NO_DENOMINATOR,
    NO_BOUND,
    DUPLICATE_ID,
    UNKNOWN_COUNTER,
    WRONG_COUNTER,
    UNKNOWN_PART,
    WRONG_FOLDER,
    NO_SOURCE,
    WRONG_UNIT,
    NOTHING_SAID,
    VALUE_OF_NOTHING,
    PART_ABOVE_WHOLE,
    FIGURE_UNDATED,
    FIGURES_DISAGREE,
    NO_DAY_NEEDED,
)
