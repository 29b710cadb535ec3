"""What kind of file a path is, so that a rule about who may write it can be said in a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ocop.diagnostics import Text
from ocop.model import (
    CLAIMS_FILE,
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    EVIDENCE_FILE,
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
)


class Zone(StrEnum):
    """One kind of file; the words are those of `writes` in `schemas/roles.yml`."""

    PRODUCER = "producer"
    PRODUCT = "product"
    STORY = "story"
    PICTURE = "picture"
    HISTORY = "history"
    REGISTRATION = "registration"
    SELF_ASSESSMENT = "self_assessment"
    CLAIMS = "claims"
    EVIDENCE = "evidence"
    COMMUNE_REVIEW = "commune_review"
    EVALUATIONS = "evaluations"
    COUNCIL = "council"
    JOINS = "joins"
    PLAN = "plan"
    TOOLS = "tools"
    LAW = "law"
    RULES = "rules"
    ROLES = "roles"
    WORKFLOWS = "workflows"
    OWNERS = "owners"
    PAGES = "pages"

    @property
    def label(self) -> Text:
        """The kind of file in words."""
        return _LABELS[self]

    @property
    def is_data(self) -> bool:
        """Whether such a file is part of the record; the others are what the record is judged by."""
        return self not in _NOT_DATA


_LABELS: Mapping[Zone, Text] = MappingProxyType(
    {
        Zone.PRODUCER: Text("bản ghi chủ thể", "a producer's record"),
        Zone.PRODUCT: Text("bản ghi sản phẩm", "a product's record"),
        Zone.STORY: Text("câu chuyện sản phẩm", "a product's story"),
        Zone.PICTURE: Text("ảnh sản phẩm", "a product's picture"),
        Zone.HISTORY: Text("lịch sử sản phẩm", "a product's history"),
        Zone.REGISTRATION: Text("phiếu đăng ký", "the registration form"),
        Zone.SELF_ASSESSMENT: Text("báo cáo tự đánh giá", "the self-assessment"),
        Zone.CLAIMS: Text("bảng tự chấm điểm", "the own scores"),
        Zone.EVIDENCE: Text("bảng minh chứng", "the evidence"),
        Zone.COMMUNE_REVIEW: Text("báo cáo của cấp xã", "the commune's review"),
        Zone.EVALUATIONS: Text("kết quả hội đồng", "the councils' results"),
        Zone.COUNCIL: Text("phiếu chấm của hội đồng", "the council's sheets"),
        Zone.JOINS: Text("quyết định ghép hồ sơ", "decisions on joining records"),
        Zone.PLAN: Text("kế hoạch và kết quả", "plans and their results"),
        Zone.TOOLS: Text("công cụ", "the tools"),
        Zone.LAW: Text("bộ quy định, danh mục, phiếu tiêu chí", "rule sets, lists and scoring sheets"),
        Zone.RULES: Text("lược đồ kiểm tra", "the schemas"),
        Zone.ROLES: Text("bảng vai trò và miễn trừ", "roles and waivers"),
        Zone.WORKFLOWS: Text("quy trình tự động", "the workflows"),
        Zone.OWNERS: Text("danh sách người duyệt", "the code owners"),
        Zone.PAGES: Text("trang viết tay", "the hand-written pages"),
    }
)
_NOT_DATA = frozenset({Zone.TOOLS, Zone.LAW, Zone.RULES, Zone.ROLES, Zone.WORKFLOWS, Zone.OWNERS, Zone.PAGES})
_OF_APPLICATION: Mapping[str, Zone] = {
    REGISTRATION_FILE: Zone.REGISTRATION,
    SELF_ASSESSMENT_FILE: Zone.SELF_ASSESSMENT,
    CLAIMS_FILE: Zone.CLAIMS,
    EVIDENCE_FILE: Zone.EVIDENCE,
    COMMUNE_REVIEW_FILE: Zone.COMMUNE_REVIEW,
    EVALUATIONS_FILE: Zone.EVALUATIONS,
}
_OF_PRODUCT = {"product.yml": Zone.PRODUCT, "history.csv": Zone.HISTORY, "story.md": Zone.STORY}
_COUNCIL = re.compile(r"council-[a-z]+-[0-9]+\.csv")
_ALONE: Mapping[str, Zone] = {
    **dict.fromkeys(("schemas/roles.yml", "schemas/waivers.csv"), Zone.ROLES),
    **dict.fromkeys((".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"), Zone.OWNERS),
}
_AT_THE_TOP = {"plan": Zone.PLAN, ".github": Zone.WORKFLOWS, "docs": Zone.PAGES}
_PRODUCT_DEPTH, _APPLICATION_DEPTH = 4, 5


def zone_of(path: str) -> Zone:
    """Return what kind of file stands at a path of the repository."""
    parts = path.split("/")
    if path in _ALONE:
        return _ALONE[path]
    if parts[0] == "dossiers":
        return _of_dossier(parts)
    if parts[0] == "schemas":
        return Zone.LAW if len(parts) > 2 else Zone.RULES  # noqa: PLR2004 - schemas/<folder>/<file>
    return _AT_THE_TOP.get(parts[0], Zone.TOOLS)


def _of_dossier(parts: list[str]) -> Zone:
    name, depth = parts[-1], len(parts)
    if depth < _PRODUCT_DEPTH:
        return Zone.JOINS if depth == 2 else Zone.PRODUCER  # noqa: PLR2004 - dossiers/joins.csv
    if depth == _PRODUCT_DEPTH:
        return _OF_PRODUCT.get(name, Zone.PRODUCT)
    if parts[3] == "images":
        return Zone.PICTURE
    if depth == _APPLICATION_DEPTH and _COUNCIL.fullmatch(name):
        return Zone.COUNCIL
    return _OF_APPLICATION.get(name, Zone.PRODUCT)


def producer_of(path: str) -> str | None:
    """Return the producer's folder that a path belongs to, or None outside the dossiers."""
    parts = path.split("/")
    return parts[1] if parts[0] == "dossiers" and len(parts) > 2 else None  # noqa: PLR2004
