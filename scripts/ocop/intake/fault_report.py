"""The form by which anybody says that a record is wrong: read by people, never turned into files."""

from __future__ import annotations

from ocop.intake.questions import PRODUCT_ID, Form, Kind, Question

FAULT_LABEL = "bao-sai-sot"


def _question(
    name: str, kind: Kind, label: str, description: str, *, required: bool = False, example: str = ""
) -> Question:
    return Question(
        file="",
        pointer=(name,),
        kind=kind,
        label=label,
        description=description,
        required=required,
        example=example,
    )


CODE = _question(
    "code",
    Kind.LINE,
    "Mã tra cứu (look-up code)",
    "Chín ký tự gồm chữ và số in trên tem hoặc ghi ở trang sản phẩm.",
)
COMMIT = _question(
    "commit",
    Kind.LINE,
    "Phiên bản dữ liệu (data version)",
    "Trang sản phẩm điền sẵn; để nguyên để người sửa biết bạn đã đọc bản nào.",
)
_WRONG = _question(
    "wrong",
    Kind.TEXT,
    "Điều chưa đúng (what is wrong)",
    "Chép lại chỗ sai, thiếu hoặc cũ.",
    required=True,
    example="Trang ghi có giá trị đến hết 15/01/2028, giấy chứng nhận in 14/01/2028.",
)
_BASIS = _question(
    "basis",
    Kind.TEXT,
    "Căn cứ (grounds)",
    "Số quyết định, ngày ký, cơ quan ký, hoặc địa chỉ trang nói điều đúng.",
    required=True,
)
FAULT_REPORT = Form(
    id="3-bao-sai-sot",
    name="Báo sai sót về một sản phẩm",
    description="Chỗ sai, thiếu hoặc cũ trên trang của một sản phẩm. (Report a problem with a record.)",
    introduction=(
        "Mọi điều ghi ở đây **ai cũng đọc được** và không xóa hẳn được. Không ghi số định danh, "
        "số điện thoại riêng, địa chỉ nhà của bất kỳ ai, không gửi giấy tờ nội bộ.\n\n"
        "Everybody can read what you write here. You may write in English; leave out personal data."
    ),
    questions=(PRODUCT_ID, CODE, COMMIT, _WRONG, _BASIS),
    label=FAULT_LABEL,
    opening="Sai sót",
)
