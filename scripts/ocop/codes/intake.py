"""Family 8, from 821: forms filled in as issues."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

QUESTION_GONE = Code(
    id="OCOP-821",
    severity=Severity.ERROR,
    title=Text("Phiếu thiếu mục", "A question is gone from the form"),
    message=Text(
        "Phiếu không có đúng các mục của mẫu: không thấy mục “{found}”.",
        "The text does not have the form's questions: “{found}” is missing.",
    ),
    hint=Text(
        "Mở phiếu mới từ mẫu rồi chép câu trả lời sang; khi sửa phiếu, giữ nguyên các dòng bắt đầu bằng ###.",
        "Open a new form and copy the answers over; when editing, leave the lines with ### as they are.",
    ),
)
QUESTION_TWICE = Code(
    id="OCOP-822",
    severity=Severity.ERROR,
    title=Text("Câu trả lời chứa dòng giống tên mục", "An answer looks like a question"),
    message=Text(
        "Dòng “{found}” có hơn một lần trong phiếu, nên không biết đâu là câu trả lời của mục.",
        "The line “{found}” stands more than once, so that its answer cannot be told.",
    ),
    hint=Text(
        "Xóa dòng bắt đầu bằng ### nằm trong câu trả lời, rồi lưu phiếu.",
        "Delete the line with ### inside the answer and save the form.",
    ),
)
ANSWER_MISSING = Code(
    id="OCOP-823",
    severity=Severity.ERROR,
    title=Text("Mục bắt buộc bỏ trống", "A required answer is missing"),
    message=Text("Mục “{field}” bắt buộc mà đang trống.", "“{field}” is required and blank."),
    hint=Text("Sửa phiếu, điền mục này: {description}", "Edit the form and answer: {description}"),
)
FORM_TOO_LARGE = Code(
    id="OCOP-824",
    severity=Severity.ERROR,
    title=Text("Phiếu quá dài", "Form too large"),
    message=Text(
        "Phiếu dài {found} ký tự, quá mức {expected}; nội dung không được đọc.",
        "The form has {found} characters, more than {expected}; it was not read.",
    ),
    hint=Text(
        "Rút gọn câu trả lời; tài liệu dài thì để trong hồ sơ giấy.",
        "Shorten the answers; long documents belong to the paper dossier.",
    ),
)
CHOICE_UNKNOWN = Code(
    id="OCOP-825",
    severity=Severity.ERROR,
    title=Text("Câu trả lời không có trong danh sách", "Not one of the choices"),
    message=Text(
        "Mục “{field}”: “{found}” không phải một lựa chọn của mẫu phiếu.",
        "“{field}”: “{found}” is not one of the form's choices.",
    ),
    hint=Text(
        "Chép đúng một lựa chọn của mẫu. Gần nhất: {nearest}.", "Copy one of the choices. Nearest: {nearest}."
    ),
)
ONE_LINE_EXPECTED = Code(
    id="OCOP-826",
    severity=Severity.ERROR,
    title=Text("Câu trả lời dài hơn một dòng", "More than one line"),
    message=Text(
        "Mục “{field}” chỉ nhận một dòng mà có {found} dòng.",
        "“{field}” takes one line and has {found}.",
    ),
    hint=Text("Viết câu trả lời trên một dòng.", "Write the answer on one line."),
)
PRODUCT_STANDS = Code(
    id="OCOP-827",
    severity=Severity.ERROR,
    title=Text("Sản phẩm đã có trong sổ", "The product is in the registry already"),
    message=Text(
        "Sổ đã có sản phẩm “{found}” của chủ thể này.",
        "The registry already holds “{found}” of this producer.",
    ),
    hint=Text(
        "Muốn đăng ký đánh giá sản phẩm ấy thì dùng phiếu đăng ký đánh giá, với mã {found}.",
        "To have it evaluated, use the form for registering an evaluation, with the id {found}.",
    ),
)
PRODUCT_UNKNOWN = Code(
    id="OCOP-828",
    severity=Severity.ERROR,
    title=Text("Không có sản phẩm này trong sổ", "No such product"),
    message=Text(
        "Mục “{field}”: sổ không có sản phẩm “{found}”.", "“{field}”: there is no product “{found}”."
    ),
    hint=Text(
        "Chép mã ở địa chỉ trang của sản phẩm, dạng chu-the/san-pham. Gần nhất: {nearest}.",
        "Copy the id from the product's address, as producer/product. Nearest: {nearest}.",
    ),
)
ANSWER_NOT_READ = Code(
    id="OCOP-829",
    severity=Severity.ERROR,
    title=Text("Câu trả lời không đúng dạng", "An answer not understood"),
    message=Text(
        "Mục “{field}” cần {expected}, mà phiếu ghi “{found}”.",
        "“{field}” needs {expected}, but says “{found}”.",
    ),
    hint=Text("Sửa phiếu, ghi lại mục này: {description}", "Edit the form and answer again: {description}"),
)

CODES = (
    QUESTION_GONE,
    QUESTION_TWICE,
    ANSWER_MISSING,
    FORM_TOO_LARGE,
    CHOICE_UNKNOWN,
    ONE_LINE_EXPECTED,
    PRODUCT_STANDS,
    PRODUCT_UNKNOWN,
    ANSWER_NOT_READ,
)
