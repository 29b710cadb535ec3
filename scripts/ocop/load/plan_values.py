"""Turn a plan and its outcome, once their schemas have passed them, into the core's values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ocop.load.part import Part
from ocop.model import Level
from ocop.plan.model import (
    Activity,
    Actual,
    LowBasis,
    Measure,
    MeasuredFrom,
    Plan,
    Qualifier,
    Role,
    Round,
    SharedWindow,
    Status,
    Target,
    TargetKind,
    Window,
)
from ocop.plan.paper import (
    Agency,
    Detail,
    Forwarding,
    NotApplicable,
    Paper,
    Passage,
    Recipient,
    Reference,
    Reporting,
    Responsibility,
    Statement,
)
from ocop.source import Document, Row


def plan_value(folder: str, document: Document) -> Plan:
    """Return the plan in a `plan.yml` that its schema has passed, without its outcome."""
    root = Part.of(document)
    shared = tuple(_shared_window(part) for part in root.parts("shared_windows"))
    by_id = {one.id: one.window for one in shared}
    reporting = root.part("reporting")
    return Plan(
        id=folder,
        year=root.integer("year") or 0,
        title=root.text("title"),
        province=root.maybe("province"),
        paper=_paper(root.part("document"), root.part("signature")),
        agencies=tuple(_agency(part) for part in root.parts("agencies")),
        references=tuple(_reference(part) for part in root.parts("references")),
        purposes=tuple(_statement(part) for part in root.parts("purposes")),
        requirements=tuple(_statement(part) for part in root.parts("requirements")),
        aims=tuple(_statement(part) for part in root.parts("aims")),
        targets=tuple(_target(part) for part in root.parts("targets")),
        shared_windows=shared,
        sections=tuple((part.text("id"), part.text("name")) for part in root.parts("sections")),
        activities=tuple(_activity(part, by_id) for part in root.parts("activities")),
        rounds=tuple(_round(part) for part in root.parts("rounds")),
        funding_sources=root.part("funding").texts("sources"),
        funding_note=root.part("funding").maybe("note"),
        responsibilities=tuple(_responsibility(part) for part in root.parts("responsibilities")),
        reporting=_reporting(reporting) if reporting else None,
        recipients=tuple(_recipient(part) for part in root.parts("recipients")),
        anchor=root.anchor,
    )


def actual_value(row: Row) -> Actual:
    """Return the outcome in a record of `actuals.csv` that its schema has passed."""
    cells = row.cells
    value, out_of, done_on = cells.get("value"), cells.get("out_of"), cells.get("done_on")
    return Actual(
        item=cells["item"],
        measure=cells["measure"],
        title=cells["title"],
        role=Role(cells["role"]),
        status=Status(cells["status"]),
        value=Decimal(value) if value else None,
        out_of=Decimal(out_of) if out_of else None,
        unit=cells.get("unit") or None,
        done_on=date.fromisoformat(done_on) if done_on else None,
        qualifier=Qualifier(cells.get("qualifier") or "exact"),
        as_of=cells.get("as_of") or None,
        scope=cells.get("scope") or None,
        source=cells.get("source") or None,
        note=cells.get("note") or None,
        origin=row.origin,
    )


def _passage(part: Part) -> Passage:
    place = part.part("place")
    return Passage(section=place.text("section"), bullet=place.integer("bullet") or 0)


def _window(part: Part, name: str | None = None) -> Window:
    return Window(
        first=part.maybe("from"),
        last=part.maybe("to"),
        before=part.day("before"),
        all_year=part.values.get("all_year") is True,
        set_by=part.maybe("set_by"),
        name=name,
        anchor=part.anchor,
    )


def _measure(part: Part) -> Measure:
    return Measure(
        measured_from=MeasuredFrom(part.text("from")),
        how=part.text("how"),
        counter=part.maybe("counter"),
        stars=part.integers("stars"),
        recognised_from=part.part("recognised").integer("from"),
        recognised_to=part.part("recognised").integer("to"),
        producer_type=part.maybe("producer_type"),
        complete=part.maybe("coverage") == "complete",
        coverage_note=part.maybe("coverage_note"),
    )


def _target(part: Part) -> Target:
    ground, period, when = part.part("not_applicable"), part.part("period"), part.part("when")
    return Target(
        id=part.text("id"),
        passage=_passage(part),
        name=part.text("name"),
        kind=TargetKind(part.text("kind")),
        unit=part.maybe("unit"),
        low=part.number("low"),
        high=part.number("high"),
        low_basis=LowBasis(part.maybe("low_basis") or "stated"),
        denominator=part.maybe("denominator"),
        first=period.maybe("from"),
        last=period.maybe("to"),
        window=_window(when) if when else None,
        measure=_measure(part.part("measure")),
        lead=part.maybe("lead"),
        condition=part.maybe("condition"),
        not_applicable=NotApplicable(reason=ground.text("reason"), source=ground.text("source"))
        if ground
        else None,
        note=part.maybe("note"),
        anchor=part.anchor,
    )


def _shared_window(part: Part) -> SharedWindow:
    name = part.text("name")
    return SharedWindow(
        id=part.text("id"),
        passage=_passage(part),
        name=name,
        window=_window(part.part("when"), name),
        anchor=part.anchor,
    )


def _activity(part: Part, shared: Mapping[str, Window]) -> Activity:
    own, names = part.part("when"), part.texts("shared_windows")
    windows = (_window(own),) if own else tuple(shared[name] for name in names if name in shared)
    return Activity(
        id=part.text("id"),
        passage=_passage(part),
        name=part.text("name"),
        kind=TargetKind(part.text("kind")),
        windows=windows,
        shared_windows=names,
        rounds=part.texts("rounds"),
        lead=part.maybe("lead"),
        serves=part.texts("serves"),
        tasks=part.texts("tasks"),
        details=tuple(
            Detail(name=one.text("name"), items=one.texts("items")) for one in part.parts("details")
        ),
        note=part.maybe("note"),
        anchor=part.anchor,
    )


def _round(part: Part) -> Round:
    forwards = part.part("forwards")
    return Round(
        id=part.text("id"),
        passage=_passage(part),
        name=part.text("name"),
        level=Level(part.text("level")),
        number=part.integer("number") or 0,
        before=part.day("before") or date.min,
        eligible=part.texts("for"),
        received_by=part.maybe("received_by"),
        evaluated_by=part.maybe("evaluated_by"),
        forwarding=Forwarding(
            from_points=forwards.number("from_points") or Decimal(0),
            star=forwards.integer("star"),
            to=forwards.text("to"),
        )
        if forwards
        else None,
        anchor=part.anchor,
    )


def _paper(part: Part, signature: Part) -> Paper:
    printed = part.part("as_printed")
    return Paper(
        type=part.text("type"),
        number=part.text("number"),
        issued_on=part.day("issued_on") or date.min,
        issued_at=part.maybe("issued_at"),
        issuer=part.text("issuer"),
        source=part.text("source"),
        printed_number=printed.maybe("number"),
        printed_issued_on=printed.maybe("issued_on"),
        printed_note=printed.maybe("note"),
        signed_for=signature.maybe("signed_for"),
        signatory_title=signature.maybe("title"),
        signatory=signature.maybe("name"),
        anchor=part.anchor,
    )


def _agency(part: Part) -> Agency:
    level = part.maybe("level")
    return Agency(
        id=part.text("id"),
        name=part.text("name"),
        short_name=part.maybe("short_name"),
        level=Level(level) if level else None,
        note=part.maybe("note"),
        anchor=part.anchor,
    )


def _reference(part: Part) -> Reference:
    return Reference(
        number=part.maybe("number"),
        type=part.text("type"),
        issued_on=part.day("issued_on"),
        issuer=part.maybe("issuer"),
        title=part.text("title"),
        role=part.text("role"),
        note=part.maybe("note"),
        cited_in=part.texts("cited_in"),
        anchor=part.anchor,
    )


def _statement(part: Part, section: str | None = None) -> Statement:
    passage = (
        _passage(part) if section is None else Passage(section=section, bullet=part.integer("bullet") or 0)
    )
    return Statement(
        passage=passage,
        text=part.text("statement"),
        tasks=part.texts("tasks"),
        references=part.texts("references"),
        targets=part.texts("targets"),
        anchor=part.anchor,
    )


def _responsibility(part: Part) -> Responsibility:
    section = part.text("section")
    return Responsibility(
        section=section,
        agency=part.text("agency"),
        assigned_to=part.maybe("assigned_to"),
        text=part.maybe("statement"),
        duties=tuple(_statement(duty, section) for duty in part.parts("duties")),
        anchor=part.anchor,
    )


def _reporting(part: Part) -> Reporting:
    return Reporting(
        text=part.text("statement"),
        reported_to=part.maybe("reported_to"),
        feedback_to=part.maybe("feedback_to"),
        feedback_through=part.maybe("feedback_through"),
        anchor=part.anchor,
    )


def _recipient(part: Part) -> Recipient:
    return Recipient(
        name=part.text("name"), purpose=part.maybe("purpose"), note=part.maybe("note"), anchor=part.anchor
    )
