"""Family 8: what must never enter a public repository that cannot forget."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

IDENTITY_NUMBER = Code(
    id="OCOP-801",
    severity=Severity.ERROR,
    title=Text("Có số định danh cá nhân", "Personal identity number"),
    message=Text(
        "“{title}” ({field}) chứa dãy 12 chữ số ({found}) giống số căn cước.",
        "“{title}” ({field}) holds a 12-digit sequence ({found}) that looks like an identity number.",
    ),
    hint=Text(
        "Xóa dãy số khỏi mọi commit của nhánh trước khi gửi: Git không quên được.",
        "Remove it from every commit of the branch before submitting: Git cannot forget.",
    ),
    basis="Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP",
)
PHONE_NUMBER = Code(
    id="OCOP-802",
    severity=Severity.ERROR,
    title=Text("Có số điện thoại", "Telephone number"),
    message=Text(
        "“{title}” ({field}) chứa dãy số ({found}) giống số điện thoại.",
        "“{title}” ({field}) holds {found}, which looks like a telephone number.",
    ),
    hint=Text(
        "Xóa số điện thoại; kho công khai không có mục cho số điện thoại cá nhân.",
        "Remove it; the public repository has no field for personal telephone numbers.",
    ),
    basis="Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP",
)
FORBIDDEN_FIELD = Code(
    id="OCOP-803",
    severity=Severity.ERROR,
    title=Text("Mục bị cấm", "Forbidden item"),
    message=Text(
        "“{field}” là dữ liệu cá nhân hoặc nội bộ; hồ sơ công khai không có mục hay cột này.",
        "“{field}” is personal or internal data; a public dossier has no such item or column.",
    ),
    hint=Text(
        "Xóa mục này và giá trị của nó khỏi mọi commit của nhánh trước khi gửi.",
        "Delete the item and its value from every commit of the branch before submitting.",
    ),
    basis="Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP, Điều 4",
)
EMAIL_ADDRESS = Code(
    id="OCOP-804",
    severity=Severity.ERROR,
    title=Text("Có địa chỉ thư điện tử", "E-mail address"),
    message=Text(
        "“{title}” ({field}) chứa địa chỉ thư điện tử ({found}).",
        "“{title}” ({field}) holds an e-mail address ({found}).",
    ),
    hint=Text(
        "Xóa địa chỉ; thay bằng trang liên hệ công khai nếu có.",
        "Remove it; give a public contact page if there is one.",
    ),
    basis="Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP",
)

CODES = (IDENTITY_NUMBER, PHONE_NUMBER, FORBIDDEN_FIELD, EMAIL_ADDRESS)
