"""Instructions and notices in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ocop import calendar
from ocop.completeness.answer import Step
from ocop.completeness.files import named
from ocop.completeness.inquiry import HISTORY_FILE
from ocop.diagnostics import Text
from ocop.law import FormField
from ocop.model import EVALUATIONS_FILE, EVIDENCE_FILE, ApplicationKind, EventKind, Evidence, Level
from ocop.scoring import Criterion
from ocop.scoring.words import points_shown
from ocop.status.next_step import AUTHORITIES, CHAIRS, PRODUCER
from ocop.status.words import DEEDS

# The cells that a new paper changes in the row of the old one.
RENEWED = ("number", "issued_on", "expires_on")
STEP_LABELS: Mapping[Step, Text] = MappingProxyType(
    {
        Step.PREPARE: Text("Chuẩn bị hồ sơ", "Prepare the dossier"),
        Step.FILE: Text("Nộp hồ sơ", "File the application"),
        Step.COMMUNE_REVIEW: Text("UBND cấp xã xem xét", "Review by the commune"),
        Step.EVALUATION: Text("Hội đồng đánh giá, phân hạng", "Evaluation by the council"),
        Step.FORWARDING: Text("Gửi hồ sơ lên cấp trên", "Forward to the level above"),
        Step.DECISION: Text("Ra quyết định công nhận", "Decide on the recognition"),
        Step.DONE: Text("Đã được công nhận", "Recognised"),
        Step.ENDED: Text("Đã kết thúc, không được công nhận", "Ended without recognition"),
    }
)
LEVEL_LABELS: Mapping[Level, Text] = MappingProxyType(
    {
        Level.COMMUNE: Text("cấp xã", "commune"),
        Level.DISTRICT: Text("cấp huyện", "district"),
        Level.PROVINCE: Text("cấp tỉnh", "province"),
        Level.MINISTRY: Text("cấp trung ương", "ministry"),
    }
)
KIND_LABELS: Mapping[ApplicationKind, Text] = MappingProxyType(
    {
        ApplicationKind.FIRST: Text("lần đầu", "first evaluation"),
        ApplicationKind.UPGRADE: Text("nâng hạng", "upgrade"),
        ApplicationKind.RE_EVALUATION: Text("phân hạng lại", "re-evaluation"),
    }
)
NO_WORKING_CALENDAR = Text(
    "Chưa có lịch nghỉ lễ, tết cho quãng này nên chưa đếm được ngày làm việc.",
    "The public holidays of this time are not known yet, so working days cannot be counted.",
)
NO_TERM = Text(
    "Chưa tìm được mốc thời gian của bước này trong {act}; hỏi cơ quan tham mưu quản lý OCOP cấp tỉnh.",
    "No date for this step is known from {act}; ask the provincial OCOP body.",
)
DOSSIER_UNKNOWN = Text(
    "Chưa tìm được thành phần hồ sơ theo {act}: danh mục này chỉ gồm điều đã biết và điều cần để tính.",
    "The dossier under {act} was not found: this list has what is known and what computing needs.",
)
NO_SHEET = Text(
    "Chưa tìm được phiếu tiêu chí theo {act}: chỉ ghi tổng điểm từng phần A, B, C.",
    "The scoring sheets of {act} were not found: enter totals of parts A, B and C.",
)
NO_ACT = Text("Ngày này chưa có bộ quy định nào có hiệu lực.", "No rule set was in force on this day.")
SUBMIT_AFTERWARDS = Text(
    "Đủ các mục cần có thì sổ sẽ nhắc ghi ngày nộp.",
    "Once everything needed is there, you will be asked for the day of filing.",
)
LATEST_FILING = Text(
    "Nộp chậm nhất ngày này thì UBND cấp xã có đủ {days} ngày làm việc để gửi {to} chậm nhất ngày {closes}.",
    "Filing by this day leaves the commune its {days} working days to propose to the {to} by {closes}.",
)
WINDOW_AHEAD = Text(
    "Kỳ nộp hồ sơ phân hạng lại: từ ngày {first} đến hết ngày {last}.",
    "Filing window for re-evaluation: {first} to {last}.",
)
WINDOW_OVER = Text(
    "Kỳ nộp hồ sơ phân hạng lại đã qua sau ngày {last}; hỏi cơ quan tham mưu quản lý OCOP cấp tỉnh.",
    "The filing window for re-evaluation was over after {last}; ask the provincial OCOP body.",
)
OWN_SCORE = Text(
    "Tự chấm {total} điểm: {star}.",
    "Own score {total}: {star}.",
)
COUNCIL_FILE = Text(
    "Phiếu của từng thành viên ghi ở {file} (seat,criterion,points); sổ tự tính trung bình để đối chiếu.",
    "Each member's sheet goes into {file} (seat,criterion,points); the mean is worked out for comparison.",
)
SCORE_YOURSELF = Text(
    "Tự chấm điểm trong self-assessment.csv, mỗi tiêu chí (hoặc mỗi phần A, B, C) một dòng.",
    "Enter the own scores in self-assessment.csv, a row for each criterion (or each part A, B, C).",
)
MAY_RETURN = Text(
    "Hồ sơ chưa đủ thì ghi complete: false; sổ sẽ nhắc ghi việc trả lại (returned).",
    "If the dossier is incomplete enter complete: false; you will be asked to record its return.",
)
TARGET_STAR = Text(
    "Điền “Hạng sao mong muốn” (target_star) để sổ chỉ ra còn thiếu yêu cầu nào. Ví dụ: target_star: 4",
    "Fill in the star aimed at (target_star) to be told which minima fail. For example target_star: 4",
)
NOT_CURRENT = Text(
    "Giấy chứng nhận của lượt này nay không còn là giấy đang dùng.",
    "The certificate of this application is no longer the current one.",
)
LACKING_SINCE_FILING = Text(
    "Hồ sơ đã nộp khi còn thiếu; bổ sung các mục của chủ thể dưới đây.",
    "The dossier was filed incomplete; add the producer's items below.",
)


def filled(text: Text, vi: Mapping[str, str], en: Mapping[str, str] | None = None) -> Text:
    """Return `text` with its slots filled, the English ones from `en` where they differ."""
    return Text(text.vi.format_map(vi), text.en.format_map({**vi, **(en or {})}))


def dated(text: Text, **days: date) -> Text:
    """Return `text` with its slots filled by days as each language writes them."""
    return filled(
        text,
        {name: calendar.in_table(day) for name, day in days.items()},
        {name: calendar.in_english(day) for name, day in days.items()},
    )


def actor(role: Level | None, step: Step | None = None) -> Text:
    """Return who acts in that role; on a recognition the level's chair decides."""
    if role is None:
        return PRODUCER
    return CHAIRS.get(role, AUTHORITIES[role]) if step is Step.DECISION else AUTHORITIES[role]


def create_file(name: str) -> Text:
    """Return the instruction to begin a form's file."""
    return Text(
        f"Tạo tệp {name} (nếu đã có thì sửa lỗi trong tệp: ocop check).",
        f"Create the file {name} (where it is there, mend it: ocop check).",
    )


def fill_key(one: FormField) -> Text:
    """Return the instruction to fill in an item of a form."""
    leaf = one.key.rpartition(".")[2]
    example = f" Ví dụ: {leaf}: {one.example}" if one.example else ""
    english = f" For example {leaf}: {one.example}" if one.example else ""
    return Text(
        f"Điền “{one.title}” ({one.key}): {one.description}{example}",
        f"Fill in “{one.title}” ({one.key}).{english}",
    )


def score_criterion(criterion: Criterion) -> Text:
    """Return the instruction to score a criterion, with its levels."""
    levels = ", ".join(points_shown(level) for level in criterion.levels)
    return Text(
        f"Tự chấm tiêu chí {criterion.key} “{criterion.name}”: ghi Điểm (points), các mức {levels}; "
        "hoặc để trống điểm mà ghi Mức chọn (option), đếm từ 1.",
        f"Score criterion {criterion.key}: Points (points), one of {levels}; or leave them blank and enter "
        "the Level chosen (option), counted from 1.",
    )


def score_part(code: str, name: str, top: str) -> Text:
    """Return the instruction to enter the total of a part whose criteria are not known."""
    return Text(
        f"Ghi Điểm (points) phần {code} “{name}”, từ 0 đến {top}.",
        f"Enter the Points (points) of part {code}, 0 to {top}.",
    )


def add_paper(types: Sequence[tuple[str, Text]], criteria: Sequence[str]) -> Text:
    """Return the instruction to record a paper of one of these types, for the criteria that need it."""
    vi = " hoặc ".join(f"“{label.vi}” ({kind})" for kind, label in types)
    en = " or ".join(f"“{label.en}” ({kind})" for kind, label in types)
    vi += f" cho tiêu chí {', '.join(criteria)}" if criteria else ""
    en += f" for {', '.join(criteria)}" if criteria else ""
    return Text(
        f"Thêm giấy tờ {vi}: ghi Tên giấy tờ (title), và số, nơi cấp, ngày cấp, hạn nếu có.",
        f"Record the paper {en}: its Title (title), and number, issuer and days where it has them.",
    )


def renew_paper(paper: Evidence) -> Text:
    """Return the instruction to replace a paper that is no longer valid."""
    day, cells = paper.expires_on or date.max, named(EVIDENCE_FILE, RENEWED)
    return Text(
        f"Giấy tờ {paper.id} “{paper.title or paper.type}” hết giá trị sau ngày {calendar.in_table(day)}: "
        f"thay bằng giấy mới, ghi {cells.vi}.",
        f"Paper {paper.id} ended after {calendar.in_english(day)}: enter the new one, {cells.en}.",
    )


def cite_paper(key: str, papers: Sequence[str]) -> Text:
    """Return the instruction to cite a paper that is there."""
    shown = ", ".join(papers)
    return Text(
        f"Ghi Minh chứng (evidence) của tiêu chí {key}: {shown}.",
        f"Cite the Evidence (evidence) of criterion {key}: {shown}.",
    )


def record_event(kind: EventKind, blank: Sequence[str]) -> Text:
    """Return the instruction to record what happened in the product's history."""
    deed, cells = DEEDS[kind], named(HISTORY_FILE, blank)
    return Text(
        f"Thêm một dòng cho việc “{deed.vi}” ({kind.value}), ghi {cells.vi}.",
        f"Add a row for “{deed.en}” ({kind.value}), with {cells.en}.",
    )


def enter_result(level: Level, blank: Sequence[str]) -> Text:
    """Return the instruction to enter what a council's meeting came to."""
    cells = named(EVALUATIONS_FILE, blank)
    return Text(
        f"Ghi kết quả Hội đồng {LEVEL_LABELS[level].vi} theo biên bản: {cells.vi}.",
        f"Enter the result of the {LEVEL_LABELS[level].en} council from its minutes: {cells.en}.",
    )


def complete_result(level: Level, blank: Sequence[str]) -> Text:
    """Return the instruction to complete a council's result."""
    cells = named(EVALUATIONS_FILE, blank)
    return Text(
        f"Bổ sung kết quả Hội đồng {LEVEL_LABELS[level].vi}: {cells.vi}.",
        f"Complete the result of the {LEVEL_LABELS[level].en} council: {cells.en}.",
    )


def begin_application(kind: ApplicationKind) -> Text:
    """Return the instruction to begin an application of that kind."""
    return Text(
        f"Mở lượt đăng ký đánh giá {KIND_LABELS[kind].vi}: tạo application.yml với kind: {kind.value}.",
        f"Begin an application ({KIND_LABELS[kind].en}): create application.yml with kind: {kind.value}.",
    )
