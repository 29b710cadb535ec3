"""Family 0: a file's bytes, encoding and characters."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

NOT_UTF8 = Code(
    id="OCOP-001",
    severity=Severity.ERROR,
    title=Text("Tệp không phải UTF-8", "File is not UTF-8"),
    message=Text(
        "Tệp không đọc được theo UTF-8: byte {found} ở vị trí này không hợp lệ.",
        "The file is not valid UTF-8: byte {found} at this place.",
    ),
    hint=Text(
        "Mở tệp bằng trình soạn thảo và lưu lại với mã hóa “UTF-8” (Excel: “CSV UTF-8”).",
        "Open the file in an editor and save it as “UTF-8” (Excel: “CSV UTF-8”).",
    ),
)
UTF16 = Code(
    id="OCOP-002",
    severity=Severity.ERROR,
    title=Text("Tệp lưu theo UTF-16", "File is UTF-16"),
    message=Text(
        "Tệp được lưu theo UTF-16 (kiểu “Unicode Text” của Excel), không phải UTF-8.",
        "The file is saved as UTF-16 (Excel's “Unicode Text”), not UTF-8.",
    ),
    hint=Text(
        "Lưu lại tệp với mã hóa “UTF-8” (Excel: chọn “CSV UTF-8 (phân cách bằng dấu phẩy)”).",
        "Save the file again as “UTF-8” (Excel: choose “CSV UTF-8 (Comma delimited)”).",
    ),
)
LEGACY_ENCODING = Code(
    id="OCOP-003",
    severity=Severity.ERROR,
    title=Text("Chữ gõ theo bảng mã cũ", "Text typed in a legacy encoding"),
    message=Text(
        "Chữ “{found}” có vẻ gõ theo bảng mã cũ {encoding}, người đọc sẽ thấy sai chữ.",
        "“{found}” looks like text in the legacy encoding {encoding}; readers would see garbage.",
    ),
    hint=Text(
        "Chuyển chữ sang Unicode (Unikey: Công cụ → Chuyển mã, nguồn {encoding}, đích Unicode) rồi dán lại.",
        "Convert the text from {encoding} to Unicode (Unikey's converter does it) and paste it again.",
    ),
)
NOT_NFC = Code(
    id="OCOP-004",
    severity=Severity.NOTE,
    title=Text("Chữ Unicode tổ hợp", "Decomposed Unicode text"),
    message=Text(
        "“{found}” viết bằng Unicode tổ hợp (NFD); hệ thống đã đọc như Unicode dựng sẵn (NFC).",
        "“{found}” is written as decomposed Unicode (NFD); it was read as composed Unicode (NFC).",
    ),
    hint=Text(
        "Không bắt buộc sửa. Muốn sửa: đặt bộ gõ ở “Unicode dựng sẵn” rồi gõ lại dòng này.",
        "No action needed. To mend it, type the line again with the input method set to composed Unicode.",
    ),
)
CONTROL_CHARACTER = Code(
    id="OCOP-005",
    severity=Severity.ERROR,
    title=Text("Ký tự điều khiển", "Control character"),
    message=Text(
        "Ở đây có ký tự điều khiển {found}, mắt thường không nhìn thấy.",
        "There is a control character {found} here, which the eye does not see.",
    ),
    hint=Text(
        "Xóa ký tự này rồi gõ lại chữ quanh nó; nó thường đi theo khi chép từ PDF hoặc phần mềm khác.",
        "Delete it and retype the text around it; it usually comes along when copying from a PDF.",
    ),
)
BIDI_CONTROL = Code(
    id="OCOP-006",
    severity=Severity.ERROR,
    title=Text("Ký tự đảo chiều hoặc ẩn", "Direction or zero-width character"),
    message=Text(
        "Ở đây có ký tự ẩn {found}: nó có thể làm chữ hiển thị khác với nội dung thật.",
        "There is a hidden character {found} here: it can make text look different from what it is.",
    ),
    hint=Text("Xóa ký tự này và gõ lại đoạn chữ quanh nó.", "Delete it and retype the text around it."),
    basis="Unicode TR36, TR39",
)
TOO_LARGE = Code(
    id="OCOP-007",
    severity=Severity.ERROR,
    title=Text("Tệp quá lớn", "File too large"),
    message=Text(
        "Tệp nặng {found}, vượt mức {expected} cho loại tệp này; nội dung không được đọc.",
        "The file is {found}, over the limit of {expected} for its kind; it was not read.",
    ),
    hint=Text(
        "Bỏ phần thừa hoặc giảm cỡ ảnh; bản quét và tài liệu gốc giữ ở cơ quan, không để trong kho.",
        "Remove what is not needed or shrink the picture; scans and originals stay outside the repository.",
    ),
)
EMPTY_FILE = Code(
    id="OCOP-008",
    severity=Severity.ERROR,
    title=Text("Tệp rỗng", "Empty file"),
    message=Text("Tệp không có nội dung nào.", "The file has no content at all."),
    hint=Text("Điền nội dung theo hướng dẫn, hoặc xóa tệp.", "Fill it in as the guide shows, or delete it."),
)
BYTE_ORDER_MARK = Code(
    id="OCOP-009",
    severity=Severity.NOTE,
    title=Text("Dấu BOM ở đầu tệp", "Byte order mark"),
    message=Text(
        "Tệp bắt đầu bằng dấu BOM của Excel; hệ thống đã bỏ qua dấu này.",
        "The file starts with Excel's byte order mark; it was skipped.",
    ),
    hint=Text(
        "Không bắt buộc sửa. Muốn sửa: lưu tệp là “UTF-8” không có BOM.",
        "No action needed. To mend it, save the file as “UTF-8” without BOM.",
    ),
)
TOO_MANY_VALUES = Code(
    id="OCOP-010",
    severity=Severity.ERROR,
    title=Text("Tệp có quá nhiều giá trị", "File holds too much"),
    message=Text(
        "Tệp có hơn {expected}, quá nhiều cho một tệp; nội dung không được đọc.",
        "The file holds more than {expected}, too many for one file; it was not read.",
    ),
    hint=Text(
        "Bỏ phần không thuộc hồ sơ, hoặc chia nội dung ra các hồ sơ riêng.",
        "Remove what does not belong to the dossier, or split it into several.",
    ),
)
PILED_MARKS = Code(
    id="OCOP-011",
    severity=Severity.ERROR,
    title=Text("Quá nhiều dấu chồng lên một chữ", "Marks piled on a letter"),
    message=Text(
        "Ở đây có hơn {expected} dấu ({found}) chồng lên một chữ; nội dung không được đọc.",
        "More than {expected} marks ({found}) are piled on one letter here; the file was not read.",
    ),
    hint=Text("Xóa các dấu thừa và gõ lại chữ ấy.", "Delete the marks and type the letter again."),
    basis="Unicode UAX 15",
)

LFS_POINTER = Code(
    id="OCOP-012",
    severity=Severity.ERROR,
    title=Text("Con trỏ Git LFS thay cho tệp", "Git LFS pointer in place of a file"),
    message=Text(
        "Đây chỉ là con trỏ Git LFS, không phải nội dung của tệp; kho này không dùng LFS.",
        "This is only a Git LFS pointer, not the file's content; this repository does not use LFS.",
    ),
    hint=Text(
        "Tắt LFS cho tệp này (git lfs untrack), thêm lại tệp thật rồi gửi.",
        "Turn LFS off for it (git lfs untrack), add the real file again and submit that.",
    ),
)

CODES = (
    NOT_UTF8,
    UTF16,
    LEGACY_ENCODING,
    NOT_NFC,
    CONTROL_CHARACTER,
    BIDI_CONTROL,
    TOO_LARGE,
    EMPTY_FILE,
    BYTE_ORDER_MARK,
    TOO_MANY_VALUES,
    PILED_MARKS,
    LFS_POINTER,
)
