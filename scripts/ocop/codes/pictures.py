"""Family 4, from 470: a product's pictures, and whether they can be shown and may be."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

_PRIVACY = "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP"

PICTURE_BROKEN = Code(
    id="OCOP-470",
    severity=Severity.ERROR,
    title=Text("Tệp ảnh không mở được", "Picture that does not open"),
    message=Text(
        "“{found}” không mở được như một tệp ảnh {expected}: tệp hỏng, thiếu phần cuối hoặc là loại khác.",
        "“{found}” does not open as {expected}: it is damaged, cut short or of another kind.",
    ),
    hint=Text(
        "Mở ảnh gốc bằng chương trình xem ảnh, lưu lại thành JPEG rồi thay tệp; chỉ đổi đuôi là không đủ.",
        "Open the original in a viewer, save it as JPEG and replace this file. Renaming it is not enough.",
    ),
)
PICTURE_TOO_LARGE = Code(
    id="OCOP-471",
    severity=Severity.ERROR,
    title=Text("Ảnh có quá nhiều điểm", "Picture of too many dots"),
    message=Text(
        "“{found}” rộng {width} × cao {height} điểm, vượt mức {expected} triệu điểm; ảnh không được mở.",
        "“{found}” has {width} × {height} dots, over the limit of {expected} million; it was not opened.",
    ),
    hint=Text(
        "Thu ảnh còn khoảng 2000 điểm mỗi chiều rồi thay tệp này; trang chỉ dùng đến 720.",
        "Shrink it to about 2000 dots a side and replace this file; the site uses 720.",
    ),
)
PICTURE_MISSING = Code(
    id="OCOP-472",
    severity=Severity.ERROR,
    title=Text("Không có tệp ảnh đã ghi", "Picture that is not there"),
    message=Text(
        "“{title}” ({field}) ghi “{found}” nhưng images/ không có tệp ấy.",
        "“{title}” ({field}) names “{found}”, which is not in images/.",
    ),
    hint=Text(
        "Thêm tệp vào images/, sửa tên, hoặc xóa mục này. Tên gần nhất: “{nearest}”.",
        "Add the file to images/, correct the name, or delete the entry. The nearest name: “{nearest}”.",
    ),
)
PICTURE_UNLISTED = Code(
    id="OCOP-473",
    severity=Severity.NOTE,
    title=Text("Ảnh chưa được tả", "Picture nobody described"),
    message=Text(
        "“{found}” nằm trong images/ nhưng chưa ghi ở mục pictures của product.yml, nên không lên trang.",
        "“{found}” lies in images/ but is not under pictures in product.yml, so it is not published.",
    ),
    hint=Text(
        "Muốn đăng thì ghi tên tệp, lời tả và đồng ý vào mục pictures; không thì xóa tệp.",
        "To publish it, enter its name, a description and the consent under pictures; else delete the file.",
    ),
)
PICTURE_WITHOUT_CONSENT = Code(
    id="OCOP-474",
    severity=Severity.NOTE,
    title=Text("Ảnh chưa có đồng ý đăng", "Picture without consent"),
    message=Text(
        "“{found}” chưa có mục consent, nên không lên trang.",
        "“{found}” has no consent entered, so it is not published.",
    ),
    hint=Text(
        "Khi người giữ quyền và mọi người nhận ra được trong ảnh đã ký đồng ý thì ghi ngày, nơi giữ bản ký.",
        "When the holder of the rights and all who can be recognised have signed, enter day and place.",
    ),
    basis="Bộ luật Dân sự 91/2015/QH13, Điều 32; Luật 91/2025/QH15",
)
PICTURE_LOCATED = Code(
    id="OCOP-475",
    severity=Severity.ERROR,
    title=Text("Ảnh còn tọa độ nơi chụp", "Picture that tells where it was taken"),
    message=Text(
        "“{found}” còn chứa tọa độ nơi chụp (GPS), có thể chỉ tới nhà của một người.",
        "“{found}” still holds the place where it was taken (GPS), which may be somebody's home.",
    ),
    hint=Text(
        "Xóa vị trí (Windows: Properties → Details → Remove Properties; điện thoại: tắt vị trí khi chia sẻ), "
        "thay tệp, và bỏ tệp cũ khỏi mọi commit của nhánh: Git không quên được.",
        "Remove the place (Windows: Properties → Details → Remove Properties; telephones: share without it), "
        "replace the file, and take the old one out of every commit of the branch: Git cannot forget.",
    ),
    basis=_PRIVACY,
)

CODES = (
    PICTURE_BROKEN,
    PICTURE_TOO_LARGE,
    PICTURE_MISSING,
    PICTURE_UNLISTED,
    PICTURE_WITHOUT_CONSENT,
    PICTURE_LOCATED,
)
