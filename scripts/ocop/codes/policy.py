"""Family 8, from 810: who may change what, and how much at once."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

CHANGE_TOO_LARGE = Code(
    id="OCOP-810",
    severity=Severity.ERROR,
    title=Text("Thay đổi quá lớn", "Change too large"),
    message=Text(
        "Thay đổi này đụng tới {found} tệp, quá mức {expected}; nội dung không được đọc.",
        "The change touches {found} files, more than {expected}; it was not read.",
    ),
    hint=Text(
        "Chia thành nhiều lần gửi, mỗi lần một chủ thể.",
        "Split it into several submissions, a producer each.",
    ),
)
MIXED_CHANGE = Code(
    id="OCOP-811",
    severity=Severity.ERROR,
    title=Text("Sửa hồ sơ cùng lúc với công cụ hay quy tắc", "Data changed together with the tools or rules"),
    message=Text(
        "Thay đổi này sửa hồ sơ và sửa luôn “{found}” ({title}); phần ấy không được dùng khi xét.",
        "The change touches dossiers and also “{found}” ({title}), which played no part in judging it.",
    ),
    hint=Text(
        "Tách làm hai lần gửi: một lần chỉ hồ sơ, một lần chỉ công cụ hay quy tắc.",
        "Split it in two: one submission with dossiers alone, one with tools or rules alone.",
    ),
)
FILE_NOT_YOURS = Code(
    id="OCOP-812",
    severity=Severity.ERROR,
    title=Text("Tệp thuộc việc của vai trò khác", "A file that another role writes"),
    message=Text(
        "“{found}” là {title}; vai trò {role} không ghi tệp này. Người ghi: {expected}.",
        "“{found}” is written by {expected}, not in the role of {role}.",
    ),
    hint=Text(
        "Bỏ tệp này khỏi lần gửi và nhờ người có vai trò ấy gửi riêng.",
        "Take the file out of this submission and let somebody of that role submit it.",
    ),
)
EVENT_NOT_YOURS = Code(
    id="OCOP-813",
    severity=Severity.ERROR,
    title=Text("Việc do vai trò khác ghi", "An event that another role records"),
    message=Text(
        "Dòng này ghi việc “{title}” ({found}); vai trò {role} không ghi việc này. Người ghi: {expected}.",
        "This row records “{found}”, which is recorded by {expected}, not in the role of {role}.",
    ),
    hint=Text(
        "Xóa dòng này khỏi lần gửi; cấp có thẩm quyền sẽ ghi kèm căn cứ.",
        "Take the row out of this submission; the level concerned records it with its grounds.",
    ),
)
OUTSIDE_SCOPE = Code(
    id="OCOP-814",
    severity=Severity.ERROR,
    title=Text("Ngoài phạm vi của người gửi", "Outside the author's scope"),
    message=Text(
        "“{found}” nằm ngoài phạm vi của người gửi với vai trò {role}: {expected}.",
        "“{found}” lies outside the author's scope in the role of {role}: {expected}.",
    ),
    hint=Text(
        "Chỉ gửi hồ sơ trong phạm vi của mình; phạm vi ghi ở schemas/roles.yml.",
        "Submit only within your own scope, which schemas/roles.yml states.",
    ),
)
MANY_PRODUCERS = Code(
    id="OCOP-815",
    severity=Severity.ERROR,
    title=Text("Nhiều chủ thể trong một lần gửi", "Several producers in one submission"),
    message=Text(
        "Thay đổi này đụng tới {found} chủ thể ({title}); mỗi lần gửi chỉ một chủ thể.",
        "The change touches {found} producers ({title}); a submission holds one.",
    ),
    hint=Text("Tách thành nhiều lần gửi, mỗi lần một chủ thể.", "Split it, a producer each."),
)
PAST_REWRITTEN = Code(
    id="OCOP-816",
    severity=Severity.ERROR,
    title=Text("Sửa hoặc xóa việc đã ghi", "A recorded fact altered or removed"),
    message=Text(
        "Việc đã ghi bị sửa hoặc xóa: “{found}”, trước là {expected}.",
        "A recorded fact is altered or removed: “{found}”, which was {expected}.",
    ),
    hint=Text(
        "Khôi phục dòng cũ. Ghi sai thì thêm một dòng mới đúng, có nguồn, và nói rõ ở “Ghi chú” (note).",
        "Restore the old row. If it was wrong, add a new, correct row with its source, and say so in “note”.",
    ),
)
RECORD_DELETED = Code(
    id="OCOP-817",
    severity=Severity.ERROR,
    title=Text("Xóa hồ sơ đã có", "A record deleted"),
    message=Text(
        "Tệp “{found}” của hồ sơ đã có bị xóa; hồ sơ không bao giờ bị xóa hay đổi thư mục.",
        "“{found}” of a known record is deleted; records are never deleted nor moved to another folder.",
    ),
    hint=Text(
        "Khôi phục tệp; muốn kết thúc thì ghi withdrawn, revoked hoặc production_stopped vào history.csv.",
        "Restore it. To end a record, add an event (withdrawn, revoked, production_stopped) to history.csv.",
    ),
)
AUTHOR_EVALUATES = Code(
    id="OCOP-818",
    severity=Severity.ERROR,
    title=Text("Người lập hồ sơ tự đánh giá", "The maker evaluates"),
    message=Text(
        "{found} lập hồ sơ này mà lại ghi {title}; người lập hồ sơ không đánh giá hồ sơ ấy.",
        "{found} made this dossier and now writes its evaluation ({title}); a maker never evaluates.",
    ),
    hint=Text(
        "Để người khác có vai trò đánh giá gửi phần này.",
        "Let another person with a role in evaluating submit this part.",
    ),
)
UNKNOWN_ROLE = Code(
    id="OCOP-819",
    severity=Severity.ERROR,
    title=Text("Bảng vai trò dẫn tới vai trò không có", "The table of roles names a role that is not there"),
    message=Text(
        "Thành viên {field} có vai trò “{found}”; roles.yml không có vai trò này.",
        "Member {field} has the role “{found}”, which roles.yml does not define.",
    ),
    hint=Text("Gần nhất: {nearest}. Sửa tên vai trò.", "Nearest: {nearest}. Mend the name."),
)

CODES = (
    CHANGE_TOO_LARGE,
    MIXED_CHANGE,
    FILE_NOT_YOURS,
    EVENT_NOT_YOURS,
    OUTSIDE_SCOPE,
    MANY_PRODUCERS,
    PAST_REWRITTEN,
    RECORD_DELETED,
    AUTHOR_EVALUATES,
    UNKNOWN_ROLE,
)
