"""Family 3: CSV tables, their header, records and cells."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

WRONG_DELIMITER = Code(
    id="OCOP-301",
    severity=Severity.ERROR,
    title=Text("Sai dấu phân cách", "Wrong delimiter"),
    message=Text(
        "Bảng phân cách bằng {found}; phải phân cách bằng dấu phẩy.",
        "The table is separated by {found}; it must be separated by commas.",
    ),
    hint=Text(
        "Đặt dấu phân cách danh sách của Windows là dấu phẩy rồi lưu “CSV UTF-8”, hoặc dùng LibreOffice.",
        "In Excel save “CSV UTF-8” with the Windows list separator set to a comma, or use LibreOffice.",
    ),
)
MISSING_COLUMN = Code(
    id="OCOP-302",
    severity=Severity.ERROR,
    title=Text("Thiếu cột", "Missing column"),
    message=Text("Bảng thiếu cột “{title}” ({field}).", "The table lacks the column “{title}” ({field})."),
    hint=Text(
        "Thêm cột “{field}” vào dòng đầu; ô chưa biết để trống.",
        "Add “{field}” to the header; unknown cells stay blank.",
    ),
)
UNKNOWN_COLUMN = Code(
    id="OCOP-303",
    severity=Severity.ERROR,
    title=Text("Cột không có trong mẫu", "Unknown column"),
    message=Text("Không có cột nào tên “{field}”.", "There is no column called “{field}”."),
    hint=Text(
        "Tên gần nhất: “{nearest}”. Các cột của bảng: {expected}.",
        "Nearest: “{nearest}”. The table's columns: {expected}.",
    ),
)
DUPLICATE_COLUMN = Code(
    id="OCOP-304",
    severity=Severity.ERROR,
    title=Text("Cột ghi hai lần", "Duplicate column"),
    message=Text(
        "Cột “{field}” có hai lần trong dòng đầu.", "The column “{field}” stands twice in the header."
    ),
    hint=Text("Dồn nội dung vào một cột rồi xóa cột kia.", "Bring all into one and delete the other."),
)
WRONG_CELL_COUNT = Code(
    id="OCOP-305",
    severity=Severity.ERROR,
    title=Text("Thừa hoặc thiếu ô", "Wrong number of cells"),
    message=Text(
        "Dòng này có {found} ô, phải có {expected}.",
        "This record has {found} cells; it must have {expected}.",
    ),
    hint=Text(
        "Ô có dấu phẩy bên trong phải đặt trong dấu nháy kép; ô trống vẫn giữ dấu phẩy.",
        "A cell with a comma inside goes in double quotes; blank cells keep their comma.",
    ),
    basis="RFC 4180",
)
BLANK_RECORD = Code(
    id="OCOP-306",
    severity=Severity.WARNING,
    title=Text("Dòng trống", "Blank record"),
    message=Text("Ở đây có một dòng trống.", "There is a blank line here."),
    hint=Text("Xóa dòng trống.", "Delete the blank line."),
)
BROKEN_QUOTE = Code(
    id="OCOP-307",
    severity=Severity.ERROR,
    title=Text("Dấu nháy kép không đóng", "Unclosed quote"),
    message=Text(
        "Dấu nháy kép mở ở dòng này không được đóng đúng chỗ; từ đây trở đi không đọc được.",
        "The double quote opened in this record is not closed properly; what follows cannot be read.",
    ),
    hint=Text(
        'Đóng dấu nháy kép; dấu nháy trong ô viết thành hai dấu: "".',
        'Close the quote; a quote inside a cell is written twice: "".',
    ),
    basis="RFC 4180",
)
CELL_TYPE = Code(
    id="OCOP-308",
    severity=Severity.ERROR,
    title=Text("Ô sai kiểu", "Wrong kind of cell"),
    message=Text(
        "Cột “{title}” ({field}) phải là {expected}, nhưng ô ghi “{found}”.",
        "Column “{title}” ({field}) must be {expected}, but the cell holds “{found}”.",
    ),
    hint=Text("Viết lại thành {expected}. {description}", "Write it as {expected}."),
)
CELL_REQUIRED = Code(
    id="OCOP-309",
    severity=Severity.ERROR,
    title=Text("Ô bắt buộc để trống", "Required cell blank"),
    message=Text(
        "Cột “{title}” ({field}) không được để trống.", "Column “{title}” ({field}) must not be blank."
    ),
    hint=Text("Điền ô này. {description}", "Fill in the cell."),
)
CELL_NOT_ALLOWED = Code(
    id="OCOP-310",
    severity=Severity.ERROR,
    title=Text("Ô ngoài danh mục", "Cell not in the list"),
    message=Text(
        "Cột “{title}” ({field}) không nhận giá trị “{found}”.",
        "Column “{title}” ({field}) does not take the value “{found}”.",
    ),
    hint=Text(
        "Gần nhất: “{nearest}”. Giá trị được phép: {expected}.",
        "Nearest: “{nearest}”. Allowed: {expected}.",
    ),
)
CELL_FORM = Code(
    id="OCOP-311",
    severity=Severity.ERROR,
    title=Text("Ô sai cách viết", "Cell in the wrong form"),
    message=Text(
        "Cột “{title}” ({field}): “{found}” viết sai mẫu.",
        "Column “{title}” ({field}): “{found}” is not in the required form.",
    ),
    hint=Text("{description} Máy kiểm theo mẫu {expected}", "The form asked for: {expected}"),
)
CELL_OUT_OF_RANGE = Code(
    id="OCOP-312",
    severity=Severity.ERROR,
    title=Text("Ô ngoài khoảng cho phép", "Cell out of range"),
    message=Text(
        "Cột “{title}” ({field}): “{found}” nằm ngoài khoảng cho phép ({expected}).",
        "Column “{title}” ({field}): “{found}” is out of range ({expected}).",
    ),
    hint=Text("Kiểm tra lại con số trong văn bản gốc.", "Check the figure in the original paper."),
)
CELL_DATE = Code(
    id="OCOP-313",
    severity=Severity.ERROR,
    title=Text("Ô không phải ngày có thật", "Cell is no date"),
    message=Text(
        "Cột “{title}” ({field}): “{found}” không phải là một ngày có trong lịch.",
        "Column “{title}” ({field}): “{found}” is not a date of the calendar.",
    ),
    hint=Text(
        "Đối chiếu ngày với văn bản gốc; viết năm-tháng-ngày, ví dụ 2026-02-28.",
        "Check the date in the original paper; write year-month-day, for example 2026-02-28.",
    ),
)
CELL_REPEATED = Code(
    id="OCOP-314",
    severity=Severity.ERROR,
    title=Text("Giá trị lặp ở cột phải khác nhau", "Repeated key"),
    message=Text(
        "Cột “{title}” ({field}): “{found}” đã có ở dòng {expected}.",
        "Column “{title}” ({field}): “{found}” already stands on line {expected}.",
    ),
    hint=Text("Mỗi dòng phải có giá trị riêng ở cột này.", "Each record needs its own value here."),
)
FORMULA = Code(
    id="OCOP-315",
    severity=Severity.ERROR,
    title=Text("Ô là công thức", "Cell is a formula"),
    message=Text(
        "Cột “{title}” ({field}): ô bắt đầu bằng “{found}” sẽ chạy như công thức khi mở bằng Excel.",
        "Column “{title}” ({field}): a cell starting with “{found}” runs as a formula in Excel.",
    ),
    hint=Text(
        "Ghi giá trị, không ghi công thức. Nếu là chữ thì bỏ ký tự ấy ở đầu ô.",
        "Write the value, not a formula. If it is text, drop that first character.",
    ),
    basis="OWASP CSV Injection",
)
CELL_LENGTH = Code(
    id="OCOP-316",
    severity=Severity.ERROR,
    title=Text("Ô quá dài hoặc quá ngắn", "Cell too long or too short"),
    message=Text(
        "Cột “{title}” ({field}) chỉ nhận {expected}, ô này có {found}.",
        "Column “{title}” ({field}) takes {expected}; this cell has {found}.",
    ),
    hint=Text("Viết lại cho vừa. {description}", "Write it to fit."),
)

CODES = (
    WRONG_DELIMITER,
    MISSING_COLUMN,
    UNKNOWN_COLUMN,
    DUPLICATE_COLUMN,
    WRONG_CELL_COUNT,
    BLANK_RECORD,
    BROKEN_QUOTE,
    CELL_TYPE,
    CELL_REQUIRED,
    CELL_NOT_ALLOWED,
    CELL_FORM,
    CELL_OUT_OF_RANGE,
    CELL_DATE,
    CELL_REPEATED,
    FORMULA,
    CELL_LENGTH,
)
