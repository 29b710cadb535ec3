"""Family 3, from 350: lists of recognitions brought in by `ocop import recognitions`."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

LIST_DELIMITER = Code(
    id="OCOP-350",
    severity=Severity.NOTE,
    title=Text("Danh sách phân cách bằng dấu chấm phẩy", "List separated by semicolons"),
    message=Text(
        "Danh sách phân cách bằng {found}; đã đọc như vậy.",
        "The list is separated by {found} and was read so.",
    ),
    hint=Text("Không phải sửa gì.", "Nothing to do."),
)
LIST_COLUMN_UNKNOWN = Code(
    id="OCOP-351",
    severity=Severity.WARNING,
    title=Text("Cột không nhận ra", "Column not recognised"),
    message=Text(
        "Không nhận ra cột “{field}” của danh sách; nội dung cột này không được nhập.",
        "The list's column “{field}” is not known; what it holds was not imported.",
    ),
    hint=Text(
        "Nếu cột này cần nhập, đổi tên nó theo một trong các cột: {expected}. Gần nhất: {nearest}.",
        "If it matters, rename it to one of: {expected}. Nearest: {nearest}.",
    ),
)
LIST_COLUMN_MISSING = Code(
    id="OCOP-352",
    severity=Severity.ERROR,
    title=Text("Danh sách thiếu cột", "List lacks a column"),
    message=Text(
        "Danh sách thiếu cột “{title}” ({field}).", "The list lacks the column “{title}” ({field})."
    ),
    hint=Text(
        "Thêm cột “{title}” rồi nhập lại. Việc công nhận ghi một trong các từ: {expected}.",
        "Add the column “{title}” and import again. Events are one of: {expected}.",
    ),
)
LIST_CELL = Code(
    id="OCOP-353",
    severity=Severity.ERROR,
    title=Text("Ô không đọc được", "Cell cannot be read"),
    message=Text(
        "“{title}” ({field}) ghi “{found}”, phải là {expected}; cả dòng không được nhập.",
        "“{title}” ({field}) says “{found}” but must be {expected}; the row was not imported.",
    ),
    hint=Text(
        "Sửa ô này, hoặc để trống nếu nguồn không nói, rồi nhập lại.",
        "Mend the cell, or leave it blank when the source is silent, and import again.",
    ),
)
EVENT_UNKNOWN = Code(
    id="OCOP-354",
    severity=Severity.ERROR,
    title=Text("Không rõ việc gì", "Event not known"),
    message=Text(
        "Cột việc công nhận (event) ghi “{found}”, không rõ là việc gì; cả dòng không được nhập.",
        "The event “{found}” is not known; the row was not imported.",
    ),
    hint=Text(
        "Dùng một trong các từ: {expected}. Gần nhất: {nearest}.",
        "Use one of: {expected}. Nearest: {nearest}.",
    ),
)
UNIT_UNRESOLVED = Code(
    id="OCOP-355",
    severity=Severity.WARNING,
    title=Text("Đơn vị hành chính chưa rõ", "Administrative unit not resolved"),
    message=Text(
        "“{found}” ({field}) chưa đối chiếu được với danh mục đơn vị hành chính; chỉ giữ tên trong ghi chú.",
        "“{found}” ({field}) could not be matched with the list of units; only its name was kept, in a note.",
    ),
    hint=Text(
        "Ghi cả tên huyện (trước 01/07/2025) hoặc sửa tên xã. Gần nhất: {nearest}.",
        "Add the district (before 1 July 2025) or correct the name. Nearest: {nearest}.",
    ),
)
WORD_UNRESOLVED = Code(
    id="OCOP-356",
    severity=Severity.WARNING,
    title=Text("Từ chưa có trong danh mục", "Word not in the lists"),
    message=Text(
        "“{title}” ({field}) ghi “{found}”, chưa có trong {expected}; mã để trống.",
        "“{title}” ({field}) says “{found}”, which {expected} does not hold; the code stays blank.",
    ),
    hint=Text(
        "Sửa ô, hoặc thêm cách gọi này vào danh mục. Gần nhất: {nearest}.",
        "Correct the cell or add the wording to the list. Nearest: {nearest}.",
    ),
)
JOIN_INVALID = Code(
    id="OCOP-357",
    severity=Severity.ERROR,
    title=Text("Quyết định ghép không dùng được", "Joining decision cannot be used"),
    message=Text(
        "Dòng này của bảng quyết định ghép bị bỏ qua: “{field}” ghi “{found}”, phải là {expected}.",
        "This joining decision was left out: “{field}” says “{found}” but must be {expected}.",
    ),
    hint=Text("Sửa dòng này rồi nhập lại.", "Mend the row and import again."),
)
ROW_DIFFERS = Code(
    id="OCOP-358",
    severity=Severity.WARNING,
    title=Text("Khác với dòng đã có trong hồ sơ", "Differs from the recorded row"),
    message=Text(
        "Danh sách ghi {found}, còn hồ sơ {expected}; hồ sơ được giữ nguyên.",
        "The list says {found}, the dossier {expected}; the dossier was left as it is.",
    ),
    hint=Text(
        "Đối chiếu với nguồn. Nếu là hai lần công nhận khác nhau, thêm dòng mới vào history.csv bằng tay.",
        "Compare with the source. If these are two recognitions, add the new row to history.csv by hand.",
    ),
)
DOSSIER_UNREADABLE = Code(
    id="OCOP-359",
    severity=Severity.ERROR,
    title=Text("Hồ sơ đang có lỗi, chưa nhập được", "A faulty dossier stands in the way"),
    message=Text(
        "“{found}” đang có lỗi nên không biết đã ghi những gì; chưa nhập dòng nào.",
        "“{found}” is faulty, so what it already records is unknown; nothing was imported.",
    ),
    hint=Text("Chạy `ocop check`, sửa hồ sơ này rồi nhập lại.", "Run `ocop check`, mend it, import again."),
)

CODES = (
    LIST_DELIMITER,
    LIST_COLUMN_UNKNOWN,
    LIST_COLUMN_MISSING,
    LIST_CELL,
    EVENT_UNKNOWN,
    UNIT_UNRESOLVED,
    WORD_UNRESOLVED,
    JOIN_INVALID,
    ROW_DIFFERS,
    DOSSIER_UNREADABLE,
)
