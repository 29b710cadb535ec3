"""Turn the files of an application, once their schemas have passed them, into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ocop.load.part import Part
from ocop.model import (
    Application,
    ApplicationKind,
    Claim,
    CouncilSheets,
    Evaluation,
    Evidence,
    Form,
    Level,
)
from ocop.source import Document, Row, Value


def application_value(
    path: str,
    registration: Document,
    *,
    self_assessment: Form | None,
    commune_review: Form | None,
    claims: tuple[Claim, ...],
    evidence: tuple[Evidence, ...],
    evaluations: tuple[Evaluation, ...],
    councils: tuple[CouncilSheets, ...],
) -> Application:
    """Return the application in the folder `path`."""
    part = Part.of(registration)
    return Application(
        id=path.rpartition("/")[2],
        path=path,
        kind=ApplicationKind(part.text("kind")),
        sheet=part.integer("sheet"),
        target_star=part.integer("target_star"),
        registration=form_value(registration),
        self_assessment=self_assessment,
        commune_review=commune_review,
        claims=claims,
        evidence=evidence,
        evaluations=evaluations,
        councils=councils,
    )


def form_value(document: Document) -> Form:
    """Return a form's single values by dotted key; what is blank is left out."""
    return Form(values=dict(_leaves("", document.value)), origin=Part.of(document).anchor.document)


def _leaves(prefix: str, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _leaves(f"{key}.", value)
        elif isinstance(value, list):
            if value:
                yield key, "|".join(map(_shown, value))
        elif value is not None:
            yield key, _shown(value)


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def claim_value(row: Row) -> Claim:
    """Return one row of `self-assessment.csv`."""
    cells = row.cells
    return Claim(
        criterion=cells["criterion"],
        option=_whole(cells.get("option")),
        points=_number(cells.get("points")),
        grounds=cells.get("grounds") or None,
        evidence=_listed(cells.get("evidence")),
        origin=row.origin,
    )


def evidence_value(row: Row) -> Evidence:
    """Return one row of `evidence.csv`."""
    cells = row.cells
    prepared_by = cells.get("prepared_by")
    return Evidence(
        id=cells["id"],
        type=cells["type"],
        title=cells.get("title") or None,
        number=cells.get("number") or None,
        issuer=cells.get("issuer") or None,
        issued_on=_day(cells.get("issued_on")),
        expires_on=_day(cells.get("expires_on")),
        prepared_by=Level(prepared_by) if prepared_by else None,
        criteria=_listed(cells.get("criteria")),
        sha256=cells.get("sha256") or None,
        kept_at=cells.get("kept_at") or None,
        public=cells.get("visibility") == "public",
        note=cells.get("note") or None,
        origin=row.origin,
    )


def evaluation_value(row: Row) -> Evaluation:
    """Return one row of `evaluations.csv`."""
    cells = row.cells
    return Evaluation(
        level=Level(cells["level"]),
        round=cells["round"],
        met_on=_day(cells.get("met_on")),
        seats=_whole(cells.get("seats")),
        present=_whole(cells.get("present")),
        mean=_number(cells.get("mean")),
        star=_whole(cells.get("star")),
        minutes=cells.get("minutes") or None,
        minutes_on=_day(cells.get("minutes_on")),
        note=cells.get("note") or None,
        origin=row.origin,
    )


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _whole(cell: str | None) -> int | None:
    return int(cell) if cell else None


def _number(cell: str | None) -> Decimal | None:
    return Decimal(cell) if cell else None


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
