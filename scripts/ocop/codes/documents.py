"""Family 2: YAML documents, their form and what their fields may hold."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

YAML_SYNTAX = Code(
    id="OCOP-201",
    severity=Severity.ERROR,
    title=Text("YAML sai cú pháp", "YAML syntax"),
    message=Text("Không đọc được YAML ở chỗ này: {found}.", "The YAML cannot be read here: {found}."),
    hint=Text(
        "Thụt lề bằng dấu cách cho thẳng hàng, để một dấu cách sau “:”, đóng đủ dấu nháy; "
        "chữ có “: ” ở giữa thì đặt trong dấu nháy.",
        "Indent evenly with spaces, put a space after each “:”, close quotes; quote text that holds “: ”.",
    ),
    basis="YAML 1.2",
)
DUPLICATE_KEY = Code(
    id="OCOP-202",
    severity=Severity.ERROR,
    title=Text("Khóa ghi hai lần", "Duplicate key"),
    message=Text(
        "Khóa “{field}” đã có ở dòng {expected}.", "Key “{field}” already stands on line {expected}."
    ),
    hint=Text("Giữ một dòng, xóa dòng kia.", "Keep one of the lines and delete the other."),
)
ALIAS = Code(
    id="OCOP-203",
    severity=Severity.ERROR,
    title=Text("Neo hoặc bí danh YAML", "YAML anchor or alias"),
    message=Text(
        "Neo (&), bí danh (*) và khóa gộp (<<) của YAML không được dùng: “{found}”.",
        "YAML anchors (&), aliases (*) and merge keys (<<) are not allowed: “{found}”.",
    ),
    hint=Text(
        "Viết lại giá trị đầy đủ. Nếu chữ thật sự bắt đầu bằng & hoặc *, đặt nó trong dấu nháy.",
        "Write the value out. If the text really starts with & or *, put it in quotes.",
    ),
)
TAG = Code(
    id="OCOP-204",
    severity=Severity.ERROR,
    title=Text("Thẻ YAML", "YAML tag"),
    message=Text("Thẻ kiểu “{found}” của YAML không được dùng.", "The YAML tag “{found}” is not allowed."),
    hint=Text(
        "Xóa thẻ; nếu là chữ thật, đặt trong dấu nháy.", "Delete the tag; if it is text, put it in quotes."
    ),
)
NESTED_TOO_DEEP = Code(
    id="OCOP-205",
    severity=Severity.ERROR,
    title=Text("YAML lồng quá sâu", "YAML nested too deep"),
    message=Text("Các mục lồng nhau quá {expected} tầng.", "Items are nested more than {expected} deep."),
    hint=Text("Viết lại theo mẫu trong hướng dẫn.", "Write it again as the guide shows."),
)
NOT_A_MAPPING = Code(
    id="OCOP-206",
    severity=Severity.ERROR,
    title=Text("Tệp không gồm các dòng “khóa: giá trị”", "File is not made of “key: value” lines"),
    message=Text(
        "Tệp phải gồm các dòng “khóa: giá trị”, nhưng tệp này {found}.",
        "The file must consist of “key: value” lines, but this one {found}.",
    ),
    hint=Text("Viết lại theo mẫu trong hướng dẫn.", "Write it again as the guide shows."),
)
KEY_NOT_TEXT = Code(
    id="OCOP-207",
    severity=Severity.ERROR,
    title=Text("Khóa không phải chữ", "Key is not text"),
    message=Text("Khóa ở đây không phải là một từ đơn giản.", "The key here is not a plain word."),
    hint=Text(
        "Dùng khóa như trong mẫu, không dùng danh sách hay dấu ?.",
        "Use keys as in the template, no lists or “?”.",
    ),
)
MULTIPLE_DOCUMENTS = Code(
    id="OCOP-208",
    severity=Severity.ERROR,
    title=Text("Nhiều tài liệu trong một tệp", "Several documents in one file"),
    message=Text(
        "Dấu “---” thứ hai mở một tài liệu nữa trong tệp.", "A second “---” starts another document."
    ),
    hint=Text("Tách thành tệp riêng hoặc xóa dòng “---”.", "Split the file or delete the “---” line."),
)
AMBIGUOUS_SCALAR = Code(
    id="OCOP-209",
    severity=Severity.WARNING,
    title=Text("Giá trị dễ bị đọc nhầm", "Ambiguous value"),
    message=Text(
        "“{found}” không có dấu nháy: phần mềm khác có thể đọc thành {expected}.",
        "“{found}” is not quoted: other software may read it as {expected}.",
    ),
    hint=Text('Đặt trong dấu nháy: "{found}".', 'Put it in quotes: "{found}".'),
    basis="YAML 1.1 / 1.2",
)
MISSING_KEY = Code(
    id="OCOP-210",
    severity=Severity.ERROR,
    title=Text("Thiếu mục bắt buộc", "Required item missing"),
    message=Text("Thiếu mục “{title}” ({field}).", "The item “{title}” ({field}) is missing."),
    hint=Text("Thêm dòng “{field}: …”. {description}", "Add a line “{field}: …”."),
)
UNKNOWN_KEY = Code(
    id="OCOP-211",
    severity=Severity.ERROR,
    title=Text("Mục không có trong mẫu", "Unknown item"),
    message=Text("Không có mục nào tên “{field}” ở đây.", "There is no item called “{field}” here."),
    hint=Text(
        "Tên gần nhất: “{nearest}”. Các mục được phép: {expected}.",
        "Nearest: “{nearest}”. Allowed: {expected}.",
    ),
)
WRONG_TYPE = Code(
    id="OCOP-212",
    severity=Severity.ERROR,
    title=Text("Sai kiểu giá trị", "Wrong kind of value"),
    message=Text(
        "“{title}” ({field}) phải là {expected}, nhưng {found}.",
        "“{title}” ({field}) must be {expected}, but {found}.",
    ),
    hint=Text(
        'Sửa thành {expected}; mã gồm toàn chữ số thì đặt trong dấu nháy, ví dụ "0123".',
        'Make it {expected}; a code made of digits goes in quotes, for example "0123".',
    ),
)
NOT_ALLOWED = Code(
    id="OCOP-213",
    severity=Severity.ERROR,
    title=Text("Giá trị không có trong danh mục", "Value not in the list"),
    message=Text(
        "“{title}” ({field}) không nhận giá trị “{found}”.",
        "“{title}” ({field}) does not take the value “{found}”.",
    ),
    hint=Text(
        "Gần nhất: “{nearest}”. Giá trị được phép: {expected}.",
        "Nearest: “{nearest}”. Allowed: {expected}.",
    ),
)
WRONG_FORM = Code(
    id="OCOP-214",
    severity=Severity.ERROR,
    title=Text("Sai cách viết", "Wrong form"),
    message=Text(
        "“{title}” ({field}) viết sai mẫu: “{found}”.",
        "“{title}” ({field}) is not in the required form: “{found}”.",
    ),
    hint=Text("{description} Máy kiểm theo mẫu {expected}", "The form asked for: {expected}"),
)
NO_SUCH_DATE = Code(
    id="OCOP-215",
    severity=Severity.ERROR,
    title=Text("Ngày không có thật", "No such date"),
    message=Text(
        "“{title}” ({field}): “{found}” không phải là một ngày có trong lịch.",
        "“{title}” ({field}): “{found}” is not a date of the calendar.",
    ),
    hint=Text(
        "Đối chiếu ngày với văn bản gốc; viết năm-tháng-ngày, ví dụ 2026-02-28.",
        "Check the date in the original paper; write year-month-day, for example 2026-02-28.",
    ),
)
WRONG_LENGTH = Code(
    id="OCOP-216",
    severity=Severity.ERROR,
    title=Text("Quá dài, quá ngắn hoặc để trống", "Too long, too short or blank"),
    message=Text(
        "“{title}” ({field}) có {found}, phải có {expected}.",
        "“{title}” ({field}) has {found}; it must have {expected}.",
    ),
    hint=Text(
        "Viết lại cho đủ hoặc cho gọn. Nếu chưa biết thì bỏ cả dòng.",
        "Write more or less. If it is not known, drop the line.",
    ),
)
OUT_OF_RANGE = Code(
    id="OCOP-217",
    severity=Severity.ERROR,
    title=Text("Số ngoài khoảng cho phép", "Number out of range"),
    message=Text(
        "“{title}” ({field}) là {found}, phải {expected}.",
        "“{title}” ({field}) is {found}; it must be {expected}.",
    ),
    hint=Text("Kiểm tra lại con số trong văn bản gốc.", "Check the figure in the original paper."),
)
REPEATED_ITEM = Code(
    id="OCOP-218",
    severity=Severity.ERROR,
    title=Text("Mục lặp trong danh sách", "Repeated list item"),
    message=Text(
        "Danh sách “{title}” ({field}) ghi “{found}” hai lần.",
        "The list “{title}” ({field}) holds “{found}” twice.",
    ),
    hint=Text("Xóa mục lặp.", "Delete the repeated item."),
)
OTHER_SHAPE = Code(
    id="OCOP-219",
    severity=Severity.ERROR,
    title=Text("Không đúng mẫu", "Shape not allowed"),
    message=Text(
        "“{title}” ({field}) phải {expected}.",
        "“{title}” ({field}) must {expected}.",
    ),
    hint=Text("{description} Xem mẫu trong hướng dẫn.", "See the template in the guide."),
)
UNKNOWN_REFERENCE = Code(
    id="OCOP-220",
    severity=Severity.ERROR,
    title=Text("Mã không có trong danh mục", "Code not in its list"),
    message=Text(
        "“{title}” ({field}): mã “{found}” không có trong {expected}.",
        "“{title}” ({field}): code “{found}” is not in {expected}.",
    ),
    hint=Text(
        "Mã gần nhất: “{nearest}”. Tra mã trong {expected}.",
        "Nearest: “{nearest}”. Look it up in {expected}.",
    ),
)
PLACE_MISMATCH = Code(
    id="OCOP-221",
    severity=Severity.ERROR,
    title=Text("Xã không thuộc huyện đã ghi", "Commune not in the district given"),
    message=Text(
        "“{title}” ({field}): {found} không thuộc {expected}.",
        "“{title}” ({field}): {found} does not belong to {expected}.",
    ),
    hint=Text(
        "Sửa mã xã hoặc mã huyện theo quyết định. Xã đã ghi thuộc {nearest}.",
        "Mend the code of the commune or of the district. The commune given belongs to {nearest}.",
    ),
    basis="Danh mục đơn vị hành chính, schemas/lists/administrative-units.csv",
)
GOES_ROUND = Code(
    id="OCOP-222",
    severity=Severity.ERROR,
    title=Text("Văn bản thay, sửa lẫn nhau thành vòng", "Documents replace each other in a ring"),
    message=Text(
        "“{title}” ({field}): các văn bản thay hoặc sửa nhau thành vòng: {found}.",
        "“{title}” ({field}): these documents replace or amend each other in a ring: {found}.",
    ),
    hint=Text(
        "Văn bản sau thay hoặc sửa văn bản trước: bỏ chiều ghi ngược.",
        "A later document replaces or amends an earlier one: take out what is the wrong way round.",
    ),
)

CODES = (
    YAML_SYNTAX,
    DUPLICATE_KEY,
    ALIAS,
    TAG,
    NESTED_TOO_DEEP,
    NOT_A_MAPPING,
    KEY_NOT_TEXT,
    MULTIPLE_DOCUMENTS,
    AMBIGUOUS_SCALAR,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
    NOT_ALLOWED,
    WRONG_FORM,
    NO_SUCH_DATE,
    WRONG_LENGTH,
    OUT_OF_RANGE,
    REPEATED_ITEM,
    OTHER_SHAPE,
    UNKNOWN_REFERENCE,
    PLACE_MISMATCH,
    GOES_ROUND,
)
