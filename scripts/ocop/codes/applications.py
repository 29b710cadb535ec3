"""Family 6: an application against the calendar, the levels' duties and the product's history."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

NO_COUNCIL_AT_LEVEL = Code(
    id="OCOP-621",
    severity=Severity.ERROR,
    title=Text("Cấp không có hội đồng chấm", "A level without a council"),
    message=Text(
        "“Cấp” (level) là {title} ({found}); theo {act}, hội đồng chấm ở {levels} ({expected}).",
        "“Level” (level) is {found}; under {act} these levels have a council: {expected}.",
    ),
    hint=Text(
        "Xem biên bản là của hội đồng cấp nào rồi sửa cấp hoặc ngày họp.",
        "See whose minutes they are and correct the level or the day of the meeting.",
    ),
    basis="1048/QĐ-TTg; 148/QĐ-TTg, Phụ lục II; 1489/QĐ-TTg; 26/2026/QĐ-TTg, Điều 7",
)
MET_BEFORE_FILING = Code(
    id="OCOP-622",
    severity=Severity.ERROR,
    title=Text("Họp trước khi hồ sơ được nộp", "A meeting before the dossier was filed"),
    message=Text(
        "“Ngày họp” (met_on) là {found}, trước ngày nộp hồ sơ {expected}.",
        "“Day of the meeting” (met_on) is {found}, before the filing on {expected}.",
    ),
    hint=Text(
        "Sửa ngày họp ở evaluations.csv, hoặc ngày của dòng submitted ở history.csv.",
        "Correct the meeting in evaluations.csv, or the row submitted in history.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 1 đến khoản 3",
)
MET_BEFORE_PROPOSAL = Code(
    id="OCOP-623",
    severity=Severity.ERROR,
    title=Text("Họp trước khi cấp dưới chuyển hồ sơ", "A meeting before the level below proposed"),
    message=Text(
        "“Ngày họp” (met_on) là {found}, trước khi {title} chuyển hồ sơ lên ngày {expected}.",
        "“Day of the meeting” (met_on) is {found}, before the {title} forwarded the dossier on {expected}.",
    ),
    hint=Text(
        "Sửa ngày họp ở evaluations.csv, hoặc ngày của dòng forwarded ở history.csv.",
        "Correct the meeting in evaluations.csv, or the row forwarded in history.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 2 điểm b và khoản 3 điểm e",
)
RESULT_AFTER_ROUND = Code(
    id="OCOP-624",
    severity=Severity.WARNING,
    title=Text("Họp đánh giá sau hạn của đợt", "A meeting after the round's end"),
    message=Text(
        "“Ngày họp” (met_on) là {found}; đợt {round} của {title} phải tổ chức đánh giá trước ngày "
        "{expected}.",
        "“Day of the meeting” (met_on) is {found}; round {round} of the {title} ends before {expected}.",
    ),
    hint=Text(
        "Kiểm tra ngày họp và đợt; đúng là họp muộn thì để nguyên và ghi lý do ở cột “note”.",
        "Check the day and the round; if the meeting was late, leave it and give the reason under “note”.",
    ),
    basis="26/2026/QĐ-TTg, Điều 5",
)
PROPOSAL_AFTER_ROUND = Code(
    id="OCOP-625",
    severity=Severity.WARNING,
    title=Text("Đề nghị sau hạn nhận của đợt", "A proposal after the round's closing"),
    message=Text(
        "“Ngày” (on) {title} chuyển hồ sơ là {found}; đợt {round} chỉ nhận đề nghị trước ngày {expected}.",
        "“Date” (on) of the {title}'s proposal is {found}; round {round} takes them before {expected}.",
    ),
    hint=Text(
        "Kiểm tra ngày chuyển và đợt ở evaluations.csv; đúng là muộn thì để nguyên, ghi lý do ở cột “note”.",
        "Check the day and the round in evaluations.csv; if it was late, leave it and say why under “note”.",
    ),
    basis="26/2026/QĐ-TTg, Điều 5",
)
COMMUNE_TOO_SLOW = Code(
    id="OCOP-626",
    severity=Severity.WARNING,
    title=Text("Cấp xã chuyển hồ sơ quá thời hạn", "A dossier that the commune kept too long"),
    message=Text(
        "“Ngày” (on) cấp xã chuyển hồ sơ là {found}; nhận ngày {received} thì {days} ngày làm việc hết vào "
        "{expected}.",
        "“Date” (on) of the commune's proposal is {found}; received on {received}, its {days} working days "
        "ended on {expected}.",
    ),
    hint=Text(
        "Kiểm tra hai ngày. Hồ sơ đã trả lại để bổ sung thì ghi thêm dòng returned và dòng submitted mới; "
        "đúng là muộn thì ghi lý do ở cột “note”.",
        "Check both days. If the dossier was returned, record the rows returned and the new submitted; if it "
        "was late, say why under “note”.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 2",
)
DECIDED_BEFORE_MEETING = Code(
    id="OCOP-627",
    severity=Severity.ERROR,
    title=Text("Công nhận trước khi hội đồng họp", "A recognition before the council met"),
    message=Text(
        "“Ngày” (on) công nhận là {found}, trước khi hội đồng {title} họp ngày {expected}.",
        "“Date” (on) of the recognition is {found}, before the {title} council met on {expected}.",
    ),
    hint=Text(
        "Sửa ngày công nhận ở history.csv theo quyết định, hoặc ngày họp ở evaluations.csv theo biên bản.",
        "Correct the recognition in history.csv by the decision, or the meeting in evaluations.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 3 điểm e và khoản 4 điểm e",
)
RECOGNITION_NOT_OF_RESULT = Code(
    id="OCOP-628",
    severity=Severity.ERROR,
    title=Text("Hạng công nhận khác kết quả chấm", "A recognised star that the council did not give"),
    message=Text(
        "“Hạng sao” (star) được công nhận là {found}, mà theo kết quả của hội đồng {title} ({result}) "
        "phải là {expected}.",
        "“Star” (star) recognised is {found}; by the {title} council's result ({result}) it is {expected}.",
    ),
    hint=Text(
        "Đối chiếu quyết định với biên bản rồi sửa hạng ở history.csv hoặc kết quả ở evaluations.csv.",
        "Compare the decision with the minutes; correct the star in history.csv or the result.",
    ),
    basis="26/2026/QĐ-TTg, Điều 3 khoản 3, Điều 4 khoản 1 và Điều 7 khoản 4",
)
RECOGNITION_WITHOUT_RESULT = Code(
    id="OCOP-629",
    severity=Severity.WARNING,
    title=Text("Công nhận mà chưa ghi kết quả chấm", "A recognition without the council's result"),
    message=Text(
        "“Lượt đăng ký” (application) {found} đã được công nhận, mà evaluations.csv chưa có kết quả của hội "
        "đồng {title}.",
        "“Application” (application) {found} was recognised, but evaluations.csv lacks the {title} council's "
        "result.",
    ),
    hint=Text(
        "Thêm vào evaluations.csv dòng kết quả theo biên bản của hội đồng.",
        "Add the result to evaluations.csv from the council's minutes.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 3 và khoản 4",
)
FORWARDED_BELOW_POINTS = Code(
    id="OCOP-630",
    severity=Severity.WARNING,
    title=Text("Chuyển lên khi chưa đủ điểm", "Forwarded below the points for it"),
    message=Text(
        "Việc “Chuyển lên cấp trên” (forwarded) của {title} có điểm trung bình {found}; theo {act} phải từ "
        "{expected} điểm.",
        "The {title} forwarded the dossier (forwarded) with a mean of {found}; under {act} it takes "
        "{expected} points.",
    ),
    hint=Text(
        "Kiểm tra điểm ở evaluations.csv và dòng forwarded; đúng như vậy thì ghi lý do ở cột “note”.",
        "Check the mean in evaluations.csv and the row forwarded; if both are right, say why under “note”.",
    ),
    basis="1048/QĐ-TTg; 148/QĐ-TTg, Phụ lục II; 26/2026/QĐ-TTg, Điều 7 khoản 3 điểm e",
)
FIRST_BUT_CERTIFIED = Code(
    id="OCOP-631",
    severity=Severity.ERROR,
    title=Text("Đăng ký lần đầu khi đã được công nhận", "A first evaluation of a certified product"),
    message=Text(
        "“Loại đăng ký” (kind) là {found}, mà ngày nộp {filed} sản phẩm đang có giấy chứng nhận đến hết ngày "
        "{expected}.",
        "“Kind” (kind) is {found}, but on the day of filing, {filed}, a certificate was running through "
        "{expected}.",
    ),
    hint=Text(
        "Nâng hạng thì ghi upgrade, phân hạng lại thì ghi re_evaluation; hoặc sửa dòng công nhận cũ.",
        "Write upgrade for a higher star, re_evaluation before the end; or correct history.csv.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6 khoản 1",
)
NOTHING_TO_RENEW = Code(
    id="OCOP-632",
    severity=Severity.WARNING,
    title=Text("Thiếu lần công nhận trước lượt này", "No recognition before this application"),
    message=Text(
        "“Loại đăng ký” (kind) là {title} ({found}), mà sổ không có lần công nhận nào trước đó.",
        "“Kind” (kind) is {found}, but the register has no recognition before it.",
    ),
    hint=Text(
        "Bổ sung lần công nhận trước vào history.csv; nếu chưa từng được công nhận thì ghi first.",
        "Add the earlier recognition to history.csv; if there was none, write first.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6 khoản 1 điểm b và điểm c",
)
TARGET_NOT_HIGHER = Code(
    id="OCOP-633",
    severity=Severity.ERROR,
    title=Text("Nâng hạng mà không nhắm hạng cao hơn", "An upgrade that aims no higher"),
    message=Text(
        "“Hạng sao mong muốn” (target_star) là {found}, mà sản phẩm đã có {expected} sao.",
        "“Star aimed at” (target_star) is {found}, but the product already has {expected}.",
    ),
    hint=Text(
        "Ghi hạng cao hơn; nếu giữ hạng khi sắp hết 36 tháng thì “Loại đăng ký” là re_evaluation.",
        "Aim higher; to keep the star before its 36 months end, the kind is re_evaluation.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 5",
)
FILED_OUTSIDE_WINDOW = Code(
    id="OCOP-634",
    severity=Severity.WARNING,
    title=Text("Nộp phân hạng lại ngoài thời hạn", "A re-evaluation filed outside its window"),
    message=Text(
        "“Ngày” (on) nộp hồ sơ phân hạng lại là {found}; giấy chứng nhận đến hết ngày {through} thì nộp "
        "trong khoảng {expected}.",
        "“Date” (on) of filing for re-evaluation is {found}; for a certificate through {through} it lies "
        "within {expected}.",
    ),
    hint=Text(
        "Kiểm tra ngày nộp và ngày cuối của giấy chứng nhận; đúng như vậy thì hỏi cơ quan OCOP của tỉnh.",
        "Check the filing and the certificate's end; if both are right, ask the province's OCOP office.",
    ),
    basis="26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a; Điều 12 khoản 3",
)
RECOGNITION_OF_ANOTHER_KIND = Code(
    id="OCOP-635",
    severity=Severity.ERROR,
    title=Text("Việc công nhận khác loại đăng ký", "A recognition of another kind than applied for"),
    message=Text(
        "“Việc” (event) là {found}, mà “Loại đăng ký” (kind) của lượt {application} là {title}, "
        "dẫn tới {expected}.",
        "“Event” (event) is {found}, but the “Kind” (kind) of application {application} is {title}, "
        "which leads to {expected}.",
    ),
    hint=Text(
        "Sửa việc ở history.csv theo quyết định, hoặc “Loại đăng ký” ở application.yml theo phiếu đăng ký.",
        "Correct the event in history.csv by the decision, or the kind in application.yml by the form.",
    ),
    basis="26/2026/QĐ-TTg, Điều 6 khoản 1, Điều 7 khoản 5 và khoản 6",
)

CODES: tuple[Code, ...] = (
    NO_COUNCIL_AT_LEVEL,
    MET_BEFORE_FILING,
    MET_BEFORE_PROPOSAL,
    RESULT_AFTER_ROUND,
    PROPOSAL_AFTER_ROUND,
    COMMUNE_TOO_SLOW,
    DECIDED_BEFORE_MEETING,
    RECOGNITION_NOT_OF_RESULT,
    RECOGNITION_WITHOUT_RESULT,
    FORWARDED_BELOW_POINTS,
    FIRST_BUT_CERTIFIED,
    NOTHING_TO_RENEW,
    TARGET_NOT_HIGHER,
    FILED_OUTSIDE_WINDOW,
    RECOGNITION_OF_ANOTHER_KIND,
)
