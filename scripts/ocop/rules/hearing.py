"""One application before its judge: the product, the filing, and what was worked out once for every rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ocop.law import Law, RuleSet
from ocop.model import (
    CLAIMS_FILE,
    RECOGNITIONS,
    Application,
    CouncilSheets,
    Evaluation,
    Event,
    EventKind,
    Product,
)
from ocop.rules.councils import Tally, tally, without_rows
from ocop.rules.judge import Judge
from ocop.rules.own_scores import OwnScores, own_scores
from ocop.scoring import Sheet
from ocop.status import Filing

_PROCEDURE = (
    frozenset({EventKind.SUBMITTED, EventKind.RETURNED, EventKind.FORWARDED, EventKind.NOT_PASSED})
    | RECOGNITIONS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """An application with the act and sheet it was filled in by, its own scores and its councils' tallies.

    `rule_set` is None before the programme's first act; `sheet` and `own` are None when the application
    names no sheet that there is. `tallies` go with the application's councils, one by one.
    """

    product: Product
    filing: Filing
    judge: Judge
    rule_set: RuleSet | None
    sheet: Sheet | None
    own: OwnScores | None
    tallies: tuple[Tally | None, ...]

    @staticmethod
    def of(product: Product, application: Application, judge: Judge) -> Hearing:
        """Return the hearing of one of the product's applications."""
        filing = Filing.of(product, application, judge.law)
        readings = [_reading(application, act, judge) for act in _acts(product, filing)]
        rule_set, sheet, own = min(
            readings, key=lambda one: one[2].errors if one[2] else 0, default=(None, None, None)
        )
        return Hearing(
            product=product,
            filing=filing,
            judge=judge,
            rule_set=rule_set,
            sheet=sheet,
            own=own,
            tallies=tuple(tally(filing, sheets, judge) for sheets in application.councils),
        )

    @property
    def application(self) -> Application:
        """The application that is heard."""
        return self.filing.application

    @property
    def law(self) -> Law:
        """The law it is judged by."""
        return self.judge.law

    def is_whole(self, file: str) -> bool:
        """Say whether everything in one of the application's files could be read."""
        return file not in self.application.unsound

    def tally_of(self, evaluation: Evaluation) -> Tally | None:
        """Return the council sheets behind a recorded result, as far as they are there."""
        return next((one for one in self.tallies if one and one.meeting is evaluation), None)

    def events(self, *kinds: EventKind) -> Iterator[tuple[date, Event]]:
        """Yield the application's dated events of these kinds with their days, in file order."""
        for event in self.filing.events:
            if event.kind in kinds and event.on is not None:
                yield event.on, event

    def without_rows(self) -> Application:
        """Return the application with each council's outcome in place of its rows."""
        settled: list[CouncilSheets] = [
            without_rows(sheets, counted)
            for sheets, counted in zip(self.application.councils, self.tallies, strict=True)
        ]
        return replace(self.application, councils=tuple(settled))


_Reading = tuple[RuleSet | None, Sheet | None, OwnScores | None]


def _reading(application: Application, rule_set: RuleSet, judge: Judge) -> _Reading:
    sheet = judge.sheets(rule_set, application.sheet) if application.sheet is not None else None
    if sheet is None or not application.claims:
        return rule_set, sheet, None
    path = application.file(CLAIMS_FILE).path
    return rule_set, sheet, own_scores(sheet, rule_set, application.claims, path)


def _acts(product: Product, filing: Filing) -> list[RuleSet]:
    """Return the acts an application may have been filled in by, the likeliest first.

    Once filed these are the acts that governed it on its days: a pending one moves on to the next act when
    a transition ends (26/2026/QĐ-TTg, Điều 12 khoản 2). A draft, and what was returned, may be meant for
    any act open since then: no clock tells when it will be filed. Where several come into question, the
    one whose sheet takes the claims best is meant.
    """
    days = [event.on for event in filing.events if event.kind in _PROCEDURE and event.on is not None]
    days += [one.met_on for one in filing.application.evaluations if one.met_on is not None]
    governing = {act.id for day in days if (act := filing.rule_set_on(day)) is not None}
    found = [act for act in filing.law.rule_sets if act.id in governing]
    if filing.is_filed:
        return found
    year = max(days).year if days else int(filing.application.id[:4])
    of_the_set = (product.product_set or "").partition("/")[0]
    found += [
        act
        for act in reversed(filing.law.rule_sets)
        if act not in found and (act.in_force_to is None or act.in_force_to.year >= year)
    ]
    return found if days else sorted(found, key=lambda act: act.id != of_the_set)
