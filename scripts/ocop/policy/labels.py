"""Which of our labels a proposed change carries: a function of where it stands, never of what it carried.

The first row of `LABELS` whose condition holds decides, whatever label was there before; so a label set by
hand, or by a run that failed half-way, is put right by the next run. Other labels are nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ocop.diagnostics import Text


class Label(StrEnum):
    """The labels of the machine; a change carries exactly one of them."""

    UNCHECKED = "cho-kiem-tra"
    FAULTY = "can-sua"
    READY = "san-sang-nhan"
    COUNCIL = "cho-hoi-dong"
    REVIEW = "cho-tham-dinh"


@dataclass(frozen=True, slots=True)
class Looks:
    """How a label looks, when it is set and whose turn it then is; GitHub takes 100 letters of `says`."""

    colour: str
    says: str
    when: Text
    turn: Text


LABELS: Mapping[Label, Looks] = MappingProxyType(
    {
        Label.UNCHECKED: Looks(
            "bfd4f2",
            "Máy chưa xét được: lỗi hệ thống, không phải lỗi của người gửi",
            Text("máy chưa xét được commit mới nhất", "the latest commit could not be judged"),
            Text("người giữ công cụ", "the maintainers"),
        ),
        Label.FAULTY: Looks(
            "d93f0b",
            "Còn lỗi máy thấy, hoặc người duyệt yêu cầu sửa",
            Text(
                "máy thấy lỗi, hoặc người có vai trò duyệt yêu cầu sửa commit mới nhất",
                "there are faults, or a reviewer with a role wants the latest commit changed",
            ),
            Text("người gửi", "the author"),
        ),
        Label.READY: Looks(
            "0e8a16",
            "Máy không thấy lỗi, người phụ trách mọi tệp đã duyệt",
            Text(
                "không lỗi, và mỗi tệp đều có người của nhóm phụ trách duyệt ở commit mới nhất",
                "no fault, and for every file a member of a team that owns it approved the latest commit",
            ),
            Text("người có quyền nhận", "whoever may merge"),
        ),
        Label.COUNCIL: Looks(
            "5319e7",
            "Có kết quả hội đồng: chờ thư ký hội đồng xác nhận",
            Text(
                "không lỗi, có tệp kết quả hay phiếu chấm của hội đồng",
                "no fault, and it has a council's results",
            ),
            Text("thư ký hội đồng", "the council's secretary"),
        ),
        Label.REVIEW: Looks(
            "fbca04",
            "Máy không thấy lỗi: chờ người thẩm định",
            Text("không lỗi, chưa đủ người duyệt", "no fault, approvals are missing"),
            Text("nhóm phụ trách các tệp", "the teams that own the files"),
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a change stands: facts about its latest commit alone.

    `is_judged`: the machine came to a verdict; `has_council`: a file of a council's results is touched.
    """

    is_judged: bool
    is_faulty: bool = False
    changes_wanted: bool = False
    is_approved: bool = False
    has_council: bool = False


def label_of(standing: Standing) -> Label:
    """Return the one label that a change carries."""
    if not standing.is_judged:
        return Label.UNCHECKED
    if standing.is_faulty or standing.changes_wanted:
        return Label.FAULTY
    if standing.is_approved:
        return Label.READY
    return Label.COUNCIL if standing.has_council else Label.REVIEW


def label_changes(present: Iterable[str], wanted: Label) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels to add and those to take away; only the machine's own are ever taken away."""
    there = set(present)
    added = () if wanted.value in there else (wanted.value,)
    return added, tuple(one.value for one in Label if one is not wanted and one.value in there)


def labels_as_markdown() -> str:
    """Return the machine as a table, the first row that holds deciding."""
    rows = [f"| `{label.value}` | {looks.when.vi} | {looks.turn.vi} |" for label, looks in LABELS.items()]
    return "\n".join(("| Nhãn | Khi (hàng đầu tiên đúng) | Đến lượt |", "| --- | --- | --- |", *rows)) + "\n"
