"""The facts of one application, sound unless a test says otherwise, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis.vendor.pretty import RepresentationPrinter

from ocop.codes import completeness
from ocop.diagnostics import Diagnostic, DocumentOrigin, RowOrigin
from ocop.law import Law, RuleSet
from ocop.load.criteria import SheetReader
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.model import (
    Application,
    ApplicationKind,
    Claim,
    CouncilSheets,
    Evaluation,
    Event,
    EventKind,
    Evidence,
    Form,
    Level,
    Product,
    Record,
    ScoreEntry,
    Standing,
)
from ocop.rules import Judge, judged
from ocop.scoring import Sheet, Sheets
from tests.cases_of import REPOSITORY

ID = "hop-tac-xa-mau/ca-phe-mau"
Found = list[tuple[str, str, str]]
_READER = SheetReader(FolderTree(REPOSITORY))


@cache
def law() -> Law:
    """The repository's own law."""
    whole, found = read_law(FolderTree(REPOSITORY))
    assert found == ()
    return whole


def proven_by(papers: Mapping[str, tuple[str, ...]]) -> Sheets:
    """The repository's sheets, of which only the criteria in `papers` ask for papers, of these types."""

    def sheet(rule_set: RuleSet, number: int) -> Sheet | None:
        found = _READER.sheet(rule_set, number)
        if found is None:
            return None
        parts = tuple(
            replace(
                part,
                sections=tuple(
                    replace(
                        section,
                        criteria=tuple(replace(c, evidence=papers.get(c.key, ())) for c in section.criteria),
                    )
                    for section in part.sections
                ),
            )
            for part in found.parts
        )
        return replace(found, parts=parts)

    return sheet


def day(text: str) -> date:
    """`2026-08-03` as a date."""
    return date.fromisoformat(text)


def row(file: str, columns: str, line: int = 2) -> RowOrigin:
    """A place in one of the application's tables; tests look at the column only."""
    return RowOrigin(file, line, "", tuple(columns.split()))


def event(
    kind: str,
    on: str | date,
    level: str | None = None,
    star: int | None = None,
    *,
    application: str | None = "2026-1",
    through: str | None = None,
) -> Event:
    """One row of the history, of this application unless it says otherwise."""
    return Event(
        kind=EventKind(kind),
        on=on if isinstance(on, date) else day(on),
        level=Level(level) if level else None,
        application=application,
        star=star,
        valid_through=day(through) if through else None,
        origin=row("history.csv", "on event level application star"),
    )


def result(  # noqa: PLR0913 - a row has many cells
    level: str = "province",
    number: str = "2",
    met_on: str | date | None = "2026-10-20",
    mean: str | Decimal | None = "75",
    star: int | None = 4,
    *,
    seats: int | None = 4,
    present: int | None = 3,
    minutes: str | None = "01/BB-MAU",
    line: int = 2,
) -> Evaluation:
    """One row of `evaluations.csv`."""
    return Evaluation(
        level=Level(level),
        round=number,
        met_on=day(met_on) if isinstance(met_on, str) else met_on,
        seats=seats,
        present=present,
        mean=Decimal(mean) if mean is not None else None,
        star=star,
        minutes=minutes,
        origin=row("evaluations.csv", "level round met_on seats present mean star minutes", line),
    )


def claim(
    criterion: str,
    points: int | str | Decimal | None = None,
    option: int | None = None,
    evidence: Iterable[str] = (),
) -> Claim:
    """One row of the own scores."""
    return Claim(
        criterion=criterion,
        option=option,
        points=Decimal(points) if points is not None else None,
        evidence=tuple(evidence),
        origin=row("self-assessment.csv", "criterion option points grounds evidence"),
    )


def paper(
    identifier: str,
    document_type: str = "test_report",
    issued: str | date | None = None,
    expires: str | date | None = None,
    *,
    by: str | None = None,
    criteria: Iterable[str] = (),
    public: bool = False,
) -> Evidence:
    """One row of `evidence.csv`."""
    return Evidence(
        id=identifier,
        type=document_type,
        title="Giấy mẫu",
        issued_on=day(issued) if isinstance(issued, str) else issued,
        expires_on=day(expires) if isinstance(expires, str) else expires,
        prepared_by=Level(by) if by else None,
        criteria=tuple(criteria),
        public=public,
        origin=row("evidence.csv", "id type issued_on expires_on prepared_by criteria visibility"),
    )


def council(
    seats: Mapping[str, Mapping[str, Decimal]], level: str = "province", number: str = "2"
) -> CouncilSheets:
    """The sheets of these seats."""
    path = f"dossiers/{ID}/2026-1/council-{level}-{number}.csv"
    entries = [
        ScoreEntry(criterion=code, points=given, seat=seat, origin=row(path, "seat criterion points", line))
        for seat, points in seats.items()
        for line, (code, given) in enumerate(points.items(), 2)
    ]
    return CouncilSheets(level=Level(level), round=number, path=path, entries=tuple(entries))


# Coffee under 26/2026, 75 points and every minimum of four stars.
COFFEE: Mapping[str, Decimal] = {
    "1.1": Decimal(3), "1.2": Decimal(1), "1.3": Decimal(2), "1.4": Decimal(2),
    "1.5": Decimal(2), "1.6": Decimal(2), "1.7": Decimal(1), "2.1": Decimal(3),
    "2.2": Decimal(2), "2.3": Decimal(3), "2.4": Decimal(1), "3.1": Decimal(3),
    "3.2": Decimal(1), "3.3": Decimal(2), "3.4": Decimal(2), "3.5": Decimal(2),
    "4.1": Decimal(3), "4.2": Decimal(3), "4.3": Decimal(3), "5.1": Decimal(5),
    "5.2": Decimal(2), "5.3": Decimal(3), "6.1.1": Decimal(2), "6.1.2": Decimal(2),
    "6.1.3": Decimal(2), "6.1.4": Decimal(1), "6.1.5": Decimal(1), "6.2.1": Decimal(1),
    "6.2.2": Decimal(1), "7": Decimal(3), "8": Decimal(4), "9": Decimal(3),
    "10": Decimal(2), "11": Decimal(2),
}  # fmt: skip
FILED = event("submitted", "2026-08-03", "commune")
SENT = event("forwarded", "2026-08-14", "commune")
RECOGNISED = event("recognised", "2026-11-10", "province", 4)


@dataclass(slots=True, kw_only=True, repr=False)
class Facts:
    """What was recorded of one application and its product."""

    kind: str = "first"
    id: str = "2026-1"
    sheet: int | None = 13
    product_set: str | None = "2026-26/13"
    target_star: int | None = None
    events: list[Event] = field(default_factory=lambda: [FILED, SENT, RECOGNISED])
    claims: list[Claim] = field(default_factory=lambda: [claim(code, one) for code, one in COFFEE.items()])
    evidence: list[Evidence] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=lambda: [result()])
    councils: list[CouncilSheets] = field(
        default_factory=lambda: [council(dict.fromkeys(("chu-tich", "uy-vien-1", "uy-vien-2"), COFFEE))]
    )
    unsound: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def __repr__(self) -> str:
        events = [f"{one.on} {one.kind} {one.level} {one.star}" for one in self.events]
        met = [f"{one.met_on} {one.level} {one.round} {one.mean} {one.star}" for one in self.evaluations]
        claims = " ".join(f"{one.criterion}={one.points or one.option}" for one in self.claims)
        papers = [f"{one.type} {one.issued_on} {one.expires_on} {one.prepared_by}" for one in self.evidence]
        return (
            f"{self.kind} {self.id} sheet {self.sheet}, {events}, met {met}, claims {claims}, papers {papers}"
        )

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: FBT001 - Hypothesis calls it
        """Show a counter-example in a few lines, not in forty thousand characters."""
        del cycle
        printer.text(repr(self))

    def application(self) -> Application:
        """The application of these facts."""
        path = f"dossiers/{ID}/{self.id}"
        return Application(
            id=self.id,
            path=path,
            kind=ApplicationKind(self.kind),
            sheet=self.sheet,
            target_star=self.target_star,
            registration=Form(values={}, origin=DocumentOrigin(f"{path}/application.yml")),
            claims=tuple(self.claims),
            evidence=tuple(self.evidence),
            evaluations=tuple(self.evaluations),
            councils=tuple(self.councils),
            unsound=self.unsound,
        )

    def product(self) -> Product:
        """The product with this application, and bare ones called `later`."""
        mine = self.application()
        others = (Facts(id=one, claims=[], evaluations=[], councils=[]).application() for one in self.later)
        return Product(
            id=ID,
            producer_id="hop-tac-xa-mau",
            name="Cà phê Mẫu",
            product_set=self.product_set,
            record=Record(standing=Standing.GATHERED),
            events=tuple(self.events),
            applications=(mine, *others),
            origin=DocumentOrigin(f"dossiers/{ID}/product.yml"),
        )

    def diagnostics(self, sheets: Sheets = _READER.sheet) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with these facts, but for what such bare ones lack of a whole dossier."""
        found = judged(self.product(), Judge(law(), sheets))[1]
        return tuple(one for one in found if one.code not in completeness.CODES)

    def found(self, sheets: Sheets = _READER.sheet) -> Found:
        """The problems as code, file and column or key, in order."""
        return sorted(
            (one.code.id.removeprefix("OCOP-"), one.where.path.rpartition("/")[2], one.where.field)
            for one in self.diagnostics(sheets)
        )
