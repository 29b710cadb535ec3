"""Applications in memory, and an editor that carries out an item on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from ocop.completeness import AddRow, CreateFile, FillCells, Item, SetKey
from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law, RuleSet
from ocop.load.criteria import SheetReader
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.model import (
    Application,
    ApplicationKind,
    Claim,
    Evaluation,
    Event,
    EventKind,
    Evidence,
    Form,
    Level,
    Product,
    Record,
    Standing,
)
from ocop.scoring import Sheet, Sheets

ROOT = Path(__file__).parents[2]
PRODUCT = "htx-mau/ca-phe-mau"


@cache
def law() -> Law:
    """The law as the repository has it."""
    return read_law(FolderTree(ROOT))[0]


@cache
def sheets() -> Sheets:
    """The scoring sheets as the repository has them."""
    return SheetReader(FolderTree(ROOT)).sheet


def with_evidence(types: Mapping[str, tuple[str, ...]]) -> Sheets:
    """The repository's sheets, where these criteria, and no others, ask for a paper of one of these types."""

    def proved(sheet: Sheet) -> Sheet:
        parts = tuple(
            replace(
                part,
                sections=tuple(
                    replace(
                        section,
                        criteria=tuple(
                            replace(one, evidence=types.get(one.key, ())) for one in section.criteria
                        ),
                    )
                    for section in part.sections
                ),
            )
            for part in sheet.parts
        )
        return replace(sheet, parts=parts)

    def found(rule_set: RuleSet, number: int) -> Sheet | None:
        sheet = sheets()(rule_set, number)
        return proved(sheet) if sheet is not None else None

    return found


def place(file: str, line: int = 2) -> RowOrigin:
    """Where a row stands."""
    return RowOrigin(f"dossiers/{PRODUCT}/{file}", line, "", ())


def form(file: str, values: Mapping[str, str]) -> Form:
    """A form as filled in."""
    return Form(values=values, origin=DocumentOrigin(f"dossiers/{PRODUCT}/2026-1/{file}"))


def draft(kind: str = "first", *, target: int | None = None) -> Product:
    """A product with one application of which nothing is filled in."""
    path = f"dossiers/{PRODUCT}/2026-1"
    application = Application(
        id="2026-1",
        path=path,
        kind=ApplicationKind(kind),
        target_star=target,
        registration=form("application.yml", {"kind": kind}),
    )
    return Product(
        id=PRODUCT,
        producer_id="htx-mau",
        name="Cà phê Mẫu",
        record=Record(standing=Standing.GATHERED),
        applications=(application,),
        origin=DocumentOrigin(f"dossiers/{PRODUCT}/product.yml"),
    )


def event(kind: str, on: str | None, level: str | None = None, **others: str) -> Event:
    """One row of the history that names the application."""
    star = others.get("star")
    return Event(
        kind=EventKind(kind),
        on=date.fromisoformat(on) if on else None,
        level=Level(level) if level else None,
        application="2026-1",
        star=int(star) if star else None,
        decision=others.get("decision"),
        origin=place("history.csv"),
    )


def with_events(product: Product, *events: Event) -> Product:
    """The product with these rows after its own."""
    return replace(product, events=(*product.events, *events))


def changed(product: Product, **parts: object) -> Product:
    """The product with these parts of its application replaced."""
    (application,) = product.applications
    return replace(product, applications=(replace(application, **parts),))  # type: ignore[arg-type]


# --- the editor


class Person:
    """Somebody who answers what an item leaves open; days are `today`."""

    def __init__(self, today: date, numbers: Mapping[str, str] | None = None) -> None:
        self.today = today
        self.numbers = {"sheet": "13", **(numbers or {})}

    def value(self, name: str, choices: Sequence[str] = ()) -> str:
        """The answer for a key or a blank cell."""
        leaf = name.rpartition(".")[2]
        if leaf in self.numbers:
            return self.numbers[leaf]
        if choices:
            return choices[0]
        if leaf == "on" or leaf.endswith("_on"):
            return self.today.isoformat()
        ticks = {"electronic_copy", "pledge", "complete"}
        return "true" if leaf in ticks else {"mean": "75", "points": "20", "seats": "7"}.get(leaf, "5")

    def carry_out(self, product: Product, item: Item) -> Product:
        """The product after the item is done as it says."""
        edit = item.edit
        (application,) = product.applications
        if isinstance(edit, CreateFile):
            return self._form(product, edit.file, {})
        if isinstance(edit, SetKey):
            values = dict(_form(application, edit.file).values)
            values[edit.key] = self.value(edit.key)
            product = self._form(product, edit.file, values)
            return changed(product, sheet=int(values[edit.key])) if edit.key == "sheet" else product
        if isinstance(edit, AddRow):
            blank = {name: self.value(name, edit.choices.get(name, ())) for name in edit.blank}
            return _added(product, _name(edit.file), {**edit.cells, **blank})
        return self._filled(product, edit)

    def _form(self, product: Product, file: str, values: Mapping[str, str]) -> Product:
        part = {
            "application.yml": "registration",
            "self-assessment.yml": "self_assessment",
            "commune-review.yml": "commune_review",
        }[_name(file)]
        return changed(product, **{part: form(_name(file), values)})

    def _filled(self, product: Product, edit: FillCells) -> Product:
        (application,) = product.applications
        blank = {name: self.value(name, edit.choices.get(name, ())) for name in edit.blank}
        if _name(edit.file) == "evidence.csv":
            later = self.today.replace(year=self.today.year + 1)
            papers = tuple(
                replace(one, expires_on=later) if one.id == edit.row["id"] else one
                for one in application.evidence
            )
            return changed(product, evidence=papers)
        if _name(edit.file) == "evaluations.csv":
            kept = tuple(
                one
                for one in application.evaluations
                if (one.level.value, one.round) != (edit.row["level"], edit.row["round"])
            )
            (old,) = (one for one in application.evaluations if one not in kept)
            new = _evaluation({**edit.row, **blank}, old)
            return changed(product, evaluations=(*kept, new))
        claims = tuple(
            _claim({"criterion": one.criterion, **blank}, one)
            if one.origin.line == edit.line and one.criterion == edit.row["criterion"]
            else one
            for one in application.claims
        )
        return changed(product, claims=claims)


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _form(application: Application, file: str) -> Form:
    return application.forms[_name(file)]


def _added(product: Product, file: str, cells: Mapping[str, str]) -> Product:
    (application,) = product.applications
    if file == "history.csv":
        row = event(
            cells["event"], cells["on"], cells.get("level"),
            **{name: cells[name] for name in ("star", "decision") if name in cells},
        )  # fmt: skip
        return with_events(product, row)
    if file == "evidence.csv":
        paper = Evidence(
            id=cells["id"],
            type=cells["type"],
            title=cells["title"],
            prepared_by=Level(cells["prepared_by"]) if "prepared_by" in cells else None,
            origin=place("2026-1/evidence.csv", len(application.evidence) + 2),
        )
        return changed(product, evidence=(*application.evidence, paper))
    if file == "evaluations.csv":
        return changed(product, evaluations=(*application.evaluations, _evaluation(cells, None)))
    claim = _claim(cells, None, len(application.claims) + 2)
    return changed(product, claims=(*application.claims, claim))


def _claim(cells: Mapping[str, str], old: Claim | None, line: int = 2) -> Claim:
    known = old or Claim(criterion=cells["criterion"], origin=place("2026-1/self-assessment.csv", line))
    points = Decimal(cells["points"]) if "points" in cells else known.points
    cited = tuple(cells["evidence"].split("|")) if "evidence" in cells else known.evidence
    return replace(known, points=points, evidence=cited)


def _evaluation(cells: Mapping[str, str], old: Evaluation | None) -> Evaluation:
    known = old or Evaluation(
        level=Level(cells["level"]), round=cells["round"], origin=place("2026-1/evaluations.csv")
    )
    days = {name: date.fromisoformat(cells[name]) for name in ("met_on", "minutes_on") if name in cells}
    whole = {name: int(cells[name]) for name in ("seats", "present", "star") if name in cells}
    mean = Decimal(cells["mean"]) if "mean" in cells else known.mean
    minutes = cells.get("minutes", known.minutes)
    return replace(known, mean=mean, minutes=minutes, **days, **whole)  # type: ignore[arg-type]
