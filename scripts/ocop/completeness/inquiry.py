"""An application as it is asked about: on one day, under the act that then judges it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ocop.diagnostics import Text
from ocop.law import DocumentRequirement, Law, RuleSet
from ocop.model import Application, Event, EventKind, Level, Product
from ocop.scoring import Sheet, Sheets
from ocop.status import Filing

HISTORY_FILE = "history.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One application on the day `on`; what happened later is not seen.

    `rule_set` is the act that judges it that day, `sheet` its scoring sheet, both None when there is none.
    """

    product: Product
    application: Application
    law: Law
    on: date
    rule_set: RuleSet | None
    sheet: Sheet | None
    events: tuple[Event, ...]

    @staticmethod
    def of(product: Product, application: Application, law: Law, sheets: Sheets, on: date) -> Inquiry:
        """Return the inquiry into one of the product's applications on `on`."""
        known = tuple(event for event in product.events if event.on is None or event.on <= on)
        seen = replace(product, events=known)
        filing = Filing.of(seen, application, law)
        rule_set = filing.rule_set_on(on)
        number = application.sheet
        sheet = sheets(rule_set, number) if rule_set is not None and number is not None else None
        return Inquiry(
            product=seen,
            application=application,
            law=law,
            on=on,
            rule_set=rule_set,
            sheet=sheet,
            events=filing.events,
        )

    def path(self, name: str) -> str:
        """Return the repository's path to one of the application's files."""
        return f"{self.application.path}/{name}"

    @property
    def history(self) -> str:
        """The repository's path to the product's history."""
        return f"dossiers/{self.product.id}/{HISTORY_FILE}"

    def last(self, kind: EventKind, level: Level | None = None) -> Event | None:
        """Return the application's latest event of `kind`, at `level` when one is given."""
        found = (one for one in reversed(self.events) if one.kind is kind and level in {None, one.level})
        return next(found, None)

    def documents(self, prepared_by: Level | None, star: int | None = None) -> Iterator[DocumentRequirement]:
        """Yield the documents that `prepared_by` must bring, for a proposal of `star` where that matters.

        26/2026/QĐ-TTg, Điều 6: tourism services bring no samples, five stars need more papers.
        """
        if self.rule_set is None:
            return
        groups = self._groups()
        for one in self.rule_set.documents:
            concerned = one.mandatory and one.prepared_by is prepared_by
            if concerned and self.application.kind in one.applications:
                for_star = not one.stars or star in one.stars
                # Which groups are spared cannot be told before the product's own group is.
                spared = bool(one.except_groups) and (not groups or groups.intersection(one.except_groups))
                if for_star and not spared:
                    yield one

    def _groups(self) -> frozenset[str]:
        act, number = self.rule_set, self.application.sheet
        term = self.law.lists.get("product-sets", {}).get(f"{act.id if act else ''}/{number}")
        group = term.attributes["group"] if term else self.product.product_group
        return frozenset({group} if group else ())

    def document_label(self, document_type: str) -> Text:
        """Return what a type of document is called."""
        term = self.law.lists.get("document-types", {}).get(document_type)
        return term.label if term else Text(document_type, document_type)
