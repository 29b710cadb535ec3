"""The words for where a product stands and how far its application has come."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ocop.diagnostics import Text


class State(StrEnum):
    """Where a product or one of its recognitions stands on a day; exactly one holds.

    `superseded` is said of a single recognition, never of a product as a whole.
    """

    NOT_REGISTERED = "not_registered"
    PREPARING = "preparing"
    UNDER_REVIEW = "under_review"
    NOT_RECOGNISED = "not_recognised"
    VALID = "valid"
    RE_EVALUATION_DUE = "re_evaluation_due"
    EXTENDED = "extended"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> Text:
        """The state in words, as every page and answer shows it."""
        return STATE_LABELS[self]

    @property
    def in_force(self) -> bool:
        """Whether the product may carry its stars in this state."""
        return self in IN_FORCE


class Stage(StrEnum):
    """How far an application has come, beside the state of a certificate that may still run."""

    NONE = "none"
    IDEA = "idea"
    SURVEYED = "surveyed"
    SELECTED = "selected"
    PREPARING = "preparing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    EVALUATED = "evaluated"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The stage in words."""
        return STAGE_LABELS[self]


IN_FORCE = frozenset({State.VALID, State.RE_EVALUATION_DUE, State.EXTENDED})

STATE_LABELS: Mapping[State, Text] = MappingProxyType(
    {
        State.NOT_REGISTERED: Text("Chưa có trong sổ", "Not in the register"),
        State.PREPARING: Text("Đang chuẩn bị hồ sơ", "Dossier in preparation"),
        State.UNDER_REVIEW: Text("Đang đánh giá", "Under evaluation"),
        State.NOT_RECOGNISED: Text("Chưa được công nhận", "Not recognised"),
        State.VALID: Text("Còn hiệu lực", "Valid"),
        State.RE_EVALUATION_DUE: Text(
            "Trong kỳ nộp hồ sơ phân hạng lại", "Valid, in the filing window for re-evaluation"
        ),
        State.EXTENDED: Text(
            "Quá 36 tháng, tạm còn hiệu lực khi chờ kết quả", "Past its term, still valid until the result"
        ),
        State.EXPIRED: Text("Hết hiệu lực", "Expired"),
        State.SUPERSEDED: Text("Đã thay bằng kết quả mới", "Replaced by a newer result"),
        State.REVOKED: Text("Bị thu hồi", "Revoked"),
        State.UNDETERMINED: Text("Chưa đủ dữ liệu để kết luận", "Not enough data to tell"),
    }
)

STAGE_LABELS: Mapping[Stage, Text] = MappingProxyType(
    {
        Stage.NONE: Text("Không có hồ sơ đang xét", "No application under way"),
        Stage.IDEA: Text("Đã đăng ký ý tưởng", "Idea registered"),
        Stage.SURVEYED: Text("Đã khảo sát", "Surveyed"),
        Stage.SELECTED: Text("Đã được lựa chọn", "Selected"),
        Stage.PREPARING: Text("Đang hoàn thiện hồ sơ", "Preparing the dossier"),
        Stage.SUBMITTED: Text("Đã nộp hồ sơ", "Submitted"),
        Stage.RETURNED: Text("Được trả lại để hoàn thiện", "Returned for completion"),
        Stage.FORWARDED: Text("Đã chuyển lên cấp trên", "Forwarded to the level above"),
        Stage.EVALUATED: Text("Hội đồng đã đánh giá, chờ quyết định", "Evaluated, awaiting the decision"),
        Stage.UNKNOWN: Text("Chưa rõ bước đang ở", "Stage not known"),
    }
)
