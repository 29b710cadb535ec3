"""Family 4, papers on their way into `evidence.csv`: what is recorded, and what must not be."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

_PRIVACY = "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP"

PAPER_IN_REPOSITORY = Code(
    id="OCOP-451",
    severity=Severity.ERROR,
    title=Text("Giấy tờ nằm trong kho", "Paper inside the repository"),
    message=Text(
        "“{title}” nằm trong kho hồ sơ ({found}); kho công khai không giữ giấy tờ, chỉ ghi mã băm.",
        "“{title}” lies inside the repository ({found}), which is public and holds no papers, only digests.",
    ),
    hint=Text(
        "Chuyển tệp ra thư mục ngoài kho rồi ghi lại; chỉ ảnh công bố được nằm trong images/ của sản phẩm. "
        "Nếu tệp đã vào commit, xóa nó khỏi mọi commit của nhánh: Git không quên được.",
        "Move it to a folder outside and record it from there; only pictures for publication lie in a "
        "product's images/. If it was committed, remove it from every commit: Git cannot forget.",
    ),
    basis=_PRIVACY,
)
NOT_A_PAPER = Code(
    id="OCOP-452",
    severity=Severity.ERROR,
    title=Text("Không phải tệp giấy tờ", "Not a paper's file"),
    message=Text(
        "“{title}” {found}; mỗi minh chứng là một tệp thường.",
        "“{title}” {found}; each paper is a regular file.",
    ),
    hint=Text(
        "Chỉ rõ từng tệp, ví dụ giay-to/*.pdf; với liên kết thì chỉ tệp mà nó trỏ tới.",
        "Name the files themselves, for example papers/*.pdf; for a link the file it points to.",
    ),
)
EMPTY_PAPER = Code(
    id="OCOP-453",
    severity=Severity.ERROR,
    title=Text("Tệp giấy tờ trống", "Empty paper"),
    message=Text("“{title}” không có nội dung (0 byte).", "“{title}” is empty (0 bytes)."),
    hint=Text(
        "Quét hoặc chép lại giấy tờ này; thường do chép dở hoặc đồng bộ chưa xong.",
        "Scan or copy it again; copying or syncing was probably cut short.",
    ),
)
HEAVY_PAPER = Code(
    id="OCOP-454",
    severity=Severity.ERROR,
    title=Text("Tệp giấy tờ quá nặng", "Paper too large"),
    message=Text(
        "“{title}” nặng {found}, vượt mức {expected}.",
        "“{title}” weighs {found}, over the limit of {expected}.",
    ),
    hint=Text(
        "Quét ở 200–300 dpi hoặc nén phim lại; hồ sơ điện tử phải gửi qua mạng được.",
        "Scan at 200–300 dpi or compress the film; an electronic dossier has to travel.",
    ),
)
PRIVATE_PAPER = Code(
    id="OCOP-455",
    severity=Severity.ERROR,
    title=Text("Giấy tờ cá nhân, theo tên tệp", "Private paper, by its name"),
    message=Text(
        "Theo tên, “{title}” là {found}; loại giấy này không ghi vào hồ sơ.",
        "By its name “{title}” is {found}, which dossiers do not record.",
    ),
    hint=Text(
        "Giữ giấy này ở cơ sở. Thay bằng văn bản không nêu từng người, ví dụ xác nhận của UBND cấp xã về số "
        "lao động địa phương. Nếu tên tệp gây hiểu nhầm thì đổi tên tệp.",
        "Keep it at the producer's. Record a paper that names nobody instead, such as the commune's "
        "confirmation of the number of local workers. If the name misleads, rename the file.",
    ),
    basis=_PRIVACY,
)
PRIVATE_CONTENT = Code(
    id="OCOP-456",
    severity=Severity.ERROR,
    title=Text("Giấy tờ cá nhân, theo nội dung", "Private paper, by its content"),
    message=Text(
        "Trong “{title}” có {found}: dấu hiệu của {expected}; loại giấy này không ghi vào hồ sơ.",
        "“{title}” holds {found}, a sign of {expected}, which dossiers do not record.",
    ),
    hint=Text(
        "Dùng bản không nêu từng người, hoặc bản đã che các số này, rồi ghi lại.",
        "Use a version that names nobody, or one with these numbers blacked out, and record that.",
    ),
    basis=_PRIVACY,
)
NOT_PAPER_TYPE = Code(
    id="OCOP-457",
    severity=Severity.ERROR,
    title=Text("Loại tệp không nhận", "File type not taken"),
    message=Text(
        "“{title}” là {found}; minh chứng không nhận loại tệp này.",
        "“{title}” is {found}, a type of file that is not taken as evidence.",
    ),
    hint=Text(
        "Lưu giấy tờ thành PDF hoặc ảnh; tệp nén thì giải nén rồi ghi từng tệp. Đuôi được nhận: {expected}",
        "Save the paper as PDF or picture; unpack an archive and record each file. Taken: {expected}",
    ),
)
DISGUISED_PAPER = Code(
    id="OCOP-458",
    severity=Severity.WARNING,
    title=Text("Đuôi tệp không khớp nội dung", "Extension and content disagree"),
    message=Text(
        "“{title}” có đuôi của {expected} nhưng nội dung là {found}; vẫn ghi.",
        "“{title}” is named as {expected} but its content is {found}; it was recorded all the same.",
    ),
    hint=Text(
        "Mở tệp xem có đúng giấy tờ không, rồi sửa đuôi. Nếu lưu lại thì mã băm đổi: ghi lại tệp mới.",
        "Open it to see whether it is the right paper, then correct the extension. Saving it again changes "
        "the digest: record the new file then.",
    ),
)
ALREADY_RECORDED = Code(
    id="OCOP-459",
    severity=Severity.NOTE,
    title=Text("Giấy tờ đã ghi rồi", "Paper already recorded"),
    message=Text(
        "“{title}” đã được ghi là {found}; không ghi thêm dòng nào.",
        "“{title}” is recorded already as {found}; no row was added.",
    ),
    hint=Text(
        "Muốn đổi thông tin của giấy tờ này, sửa dòng {found} trong evidence.csv.",
        "To change what is said of it, edit the row {found} of evidence.csv.",
    ),
)

CODES = (
    PAPER_IN_REPOSITORY,
    NOT_A_PAPER,
    EMPTY_PAPER,
    HEAVY_PAPER,
    PRIVATE_PAPER,
    PRIVATE_CONTENT,
    NOT_PAPER_TYPE,
    DISGUISED_PAPER,
    ALREADY_RECORDED,
)
