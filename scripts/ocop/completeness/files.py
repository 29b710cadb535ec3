"""The columns of the tables that items add rows to and their titles, as the table schemas have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ocop.completeness.inquiry import HISTORY_FILE
from ocop.diagnostics import Text
from ocop.model import (
    CLAIMS_FILE,
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    EVIDENCE_FILE,
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
)

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        HISTORY_FILE: (
            "on", "year", "event", "level", "round", "application", "star", "decision", "issuer",
            "valid_through", "valid_through_basis", "cause", "product_name", "producer_name", "source",
            "note",
        ),
        CLAIMS_FILE: ("criterion", "option", "points", "grounds", "evidence"),
        EVIDENCE_FILE: (
            "id", "type", "title", "number", "issuer", "issued_on", "expires_on", "prepared_by", "criteria",
            "sha256", "kept_at", "visibility", "note",
        ),
        EVALUATIONS_FILE: (
            "level", "round", "met_on", "seats", "present", "mean", "star", "minutes", "minutes_on", "note",
        ),
    }
)  # fmt: skip

# The least that each form's file must hold.
BEGINNINGS: Mapping[str, str] = MappingProxyType(
    {
        REGISTRATION_FILE: "schema: application/1\n",
        SELF_ASSESSMENT_FILE: "schema: self-assessment/1\n",
        COMMUNE_REVIEW_FILE: "schema: commune-review/1\n",
    }
)

# What the columns that must be filled are called.
TITLES: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        HISTORY_FILE: {
            "on": Text("Ngày", "Day"),
            "decision": Text("Số quyết định", "Decision number"),
            "source": Text("Nguồn", "Source"),
        },
        CLAIMS_FILE: {
            "points": Text("Điểm", "Points"),
            "option": Text("Mức chọn", "Level chosen"),
            "evidence": Text("Minh chứng", "Evidence"),
        },
        EVIDENCE_FILE: {
            "type": Text("Loại giấy tờ", "Type of paper"),
            "title": Text("Tên giấy tờ", "Title"),
            "number": Text("Số", "Number"),
            "issued_on": Text("Ngày cấp", "Day of issue"),
            "expires_on": Text("Có giá trị đến hết ngày", "Last valid day"),
        },
        EVALUATIONS_FILE: {
            "round": Text("Đợt", "Round"),
            "met_on": Text("Ngày họp", "Day of the meeting"),
            "seats": Text("Số thành viên", "Seats"),
            "present": Text("Số phiếu chấm", "Sheets handed in"),
            "mean": Text("Điểm trung bình", "Mean"),
            "star": Text("Hạng sao theo biên bản", "Star by the minutes"),
            "minutes": Text("Số biên bản", "Number of the minutes"),
            "minutes_on": Text("Ngày biên bản", "Day of the minutes"),
        },
    }
)


def named(file: str, columns: Sequence[str]) -> Text:
    """Return the columns by title and key, as `Ngày (on), Nguồn (source)`."""
    titles = [(TITLES[file][name], name) for name in columns]
    return Text(
        ", ".join(f"{title.vi} ({name})" for title, name in titles),
        ", ".join(f"{title.en} ({name})" for title, name in titles),
    )
