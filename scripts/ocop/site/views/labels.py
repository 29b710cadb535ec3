"""The Vietnamese words of codes: levels, agencies, documents, confidence."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.law import Confidence, Grounds, Law
from ocop.model import Level

_CONFIDENCE = {
    Confidence.FULL_TEXT: "đã đọc toàn văn",
    Confidence.EXCERPT: "mới đọc trích đoạn",
    Confidence.THIRD_PARTY: "theo bên thứ ba",
    Confidence.MEMORY: "theo hiểu biết chung, chưa kiểm chứng",
    Confidence.INFERENCE: "suy luận của sổ này",
    Confidence.UNKNOWN: "chưa tìm thấy",
}
_APPLICATIONS = {"first": "lần đầu", "re_evaluation": "phân hạng lại", "upgrade": "nâng hạng"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsView:
    """What a fact of law rests on, in words."""

    citation: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Look-ups of Vietnamese labels; a code the lists do not know is shown as it stands."""

    law: Law

    def term(self, list_name: str, identifier: str | None) -> str:
        """The label of `identifier` in `schemas/lists/<list_name>.csv`, blank for None."""
        if identifier is None:
            return ""
        entry = self.law.lists.get(list_name, {}).get(identifier)
        return entry.label.vi if entry else identifier

    def agency(self, identifier: str | None) -> str:
        """An issuing body."""
        return self.term("agencies", identifier)

    def level(self, level: Level | None) -> str:
        """A level of government."""
        return self.term("levels", level.value if level else None)

    def document(self, identifier: str) -> str:
        """A document of a dossier."""
        return self.term("document-types", identifier)

    def event(self, kind: str) -> str:
        """What happened to a product."""
        return self.term("event-kinds", kind)

    def event_is_public(self, kind: str) -> bool:
        """Whether the list of event kinds lets the public see `kind`; an unlisted kind stays hidden."""
        entry = self.law.lists.get("event-kinds", {}).get(kind)
        return entry is not None and entry.attributes.get("visibility") == "public"

    def rule_set(self, identifier: str) -> str:
        """A rule set by its number, as papers cite it."""
        return self.law.rule_set(identifier).number

    def applications(self, kinds: tuple[str, ...]) -> str:
        """The kinds of application a document is asked for."""
        return ", ".join(_APPLICATIONS.get(kind, kind) for kind in kinds) or "mọi trường hợp"

    def groups(self, identifiers: tuple[str, ...]) -> str:
        """Product groups by name."""
        return ", ".join(self.term("product-groups", one).lower() for one in identifiers)

    def grounds(self, grounds: Grounds) -> GroundsView:
        """Citation, where it was read and how surely."""
        return GroundsView(
            citation=grounds.citation,
            confidence=_CONFIDENCE[grounds.confidence],
            source=grounds.source or "",
            note=grounds.note or "",
        )
