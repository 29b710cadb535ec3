"""What a plan's figures rest on: every source with what it is used for, and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.plan.model import Actual, Role
from ocop.plan.results import PlanProgress
from ocop.site.views.plans import SourceRow, reported_rows, source_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One thing a source is used for."""

    title: str
    anchor: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source with its uses; `figures` is how many rows come from it."""

    source: str
    uses: tuple[Use, ...]
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """One quantity or deed that sources tell differently, each version beside the others."""

    title: str
    item: str
    anchor: str
    rows: tuple[SourceRow, ...]


_ROLES = {Role.RESULT: "kết quả", Role.BASELINE: "số nền", Role.CONTEXT: "liên quan"}


def sources(found: PlanProgress) -> tuple[SourceView, ...]:
    """The sources in the order in which the plan's outcome first names them."""
    anchors = _anchors(found)
    rows: dict[str, list[Actual]] = {}
    for row in found.plan.actuals:
        if row.source:
            rows.setdefault(row.source, []).append(row)
    return tuple(
        SourceView(
            source=source,
            figures=len(used),
            uses=tuple(
                dict.fromkeys(
                    Use(title=anchors[row.item][1], anchor=anchors[row.item][0], role=_ROLES[row.role])
                    for row in used
                    if row.item in anchors
                )
            ),
        )
        for source, used in rows.items()
    )


def conflicts(found: PlanProgress) -> tuple[ConflictView, ...]:
    """Everything sources disagree on, targets first."""
    return tuple(_conflicts(found))


def _conflicts(found: PlanProgress) -> Iterator[ConflictView]:
    for target in found.targets:
        anchor = f"chi-tieu-{target.target.id}"
        if target.conflict:
            yield ConflictView(
                title="Kết quả của chỉ tiêu",
                item=target.target.name,
                anchor=anchor,
                rows=reported_rows(target),
            )
        for reading in target.context:
            if reading.conflict:
                yield ConflictView(
                    title=reading.title,
                    item=target.target.name,
                    anchor=anchor,
                    rows=tuple(source_row(row, title=row.title) for row in reading.actuals),
                )
    for activity in found.activities:
        if activity.conflict:
            yield ConflictView(
                title="Ngày làm",
                item=activity.activity.name,
                anchor=f"viec-{activity.activity.id}",
                rows=tuple(source_row(row, title=row.title) for row in activity.evidence),
            )


def _anchors(found: PlanProgress) -> dict[str, tuple[str, str]]:
    """Where on the plan's page each item stands, and its name."""
    return {
        **{one.target.id: (f"chi-tieu-{one.target.id}", one.target.name) for one in found.targets},
        **{one.activity.id: (f"viec-{one.activity.id}", one.activity.name) for one in found.activities},
        **{one.round.id: (f"dot-{one.round.id}", one.round.name) for one in found.rounds},
    }
