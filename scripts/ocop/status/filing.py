"""An application seen with the events that name it: when it was filed, and which act governs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.law import Law, RuleSet
from ocop.model import RECOGNITIONS, Application, Evaluation, Event, EventKind, Level, Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One application with its product's events that carry its id, in the order of the history."""

    application: Application
    events: tuple[Event, ...]
    law: Law

    @staticmethod
    def of(product: Product, application: Application, law: Law) -> Filing:
        """Return the filing of one of the product's applications."""
        events = tuple(event for event in product.events if event.application == application.id)
        return Filing(application=application, events=events, law=law)

    def event(self, kind: EventKind, level: Level | None = None) -> Event | None:
        """Return the latest event of `kind`, at `level` when one is given."""
        return next(
            (one for one in reversed(self.events) if one.kind is kind and level in {None, one.level}), None
        )

    @property
    def filed_on(self) -> date | None:
        """The day on which the application was first handed in, None while it is a draft or undated."""
        days = (one.on for one in self.events if one.kind is EventKind.SUBMITTED and one.on is not None)
        return min(days, default=None)

    @property
    def is_filed(self) -> bool:
        """Whether the history tells of a filing that was not returned since."""
        last = next((one for one in reversed(self.events) if one.kind in _TURNS), None)
        return last is not None and last.kind is not EventKind.RETURNED

    @property
    def recognition(self) -> Event | None:
        """The recognition this application led to."""
        return next((one for one in reversed(self.events) if one.kind in RECOGNITIONS), None)

    def rule_set_on(self, day: date | None) -> RuleSet | None:
        """Return the act that judges the application on `day`, by default on the day of its filing.

        None when there is neither, or no act was in force yet.
        """
        asked = day or self.filed_on
        return self.law.governing(self.application.kind, self.filed_on, asked) if asked else None

    def meeting(self, level: Level, round_number: str) -> Evaluation | None:
        """Return the recorded result of a council's round."""
        return next(
            (
                one
                for one in self.application.evaluations
                if one.level is level and one.round.lstrip("0") == round_number.lstrip("0")
            ),
            None,
        )


_TURNS = (
    frozenset({EventKind.SUBMITTED, EventKind.RETURNED, EventKind.FORWARDED, EventKind.NOT_PASSED})
    | RECOGNITIONS
)


def star_of(evaluation: Evaluation, rule_set: RuleSet | None) -> int | None:
    """Return the star of a result: the minuted one, else that of its mean by the bands."""
    if evaluation.star is not None or evaluation.mean is None or rule_set is None:
        return evaluation.star
    return rule_set.star_of(Decimal(evaluation.mean))


def with_evaluations(product: Product, law: Law) -> tuple[Event, ...]:
    """Return the product's events with those that its councils' results amount to, before the history's own.

    A dated result is an evaluation under way; one whose star no level recognises is a failed application
    (26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a), unless the history says so itself.
    """
    if not any(application.evaluations for application in product.applications):
        return product.events
    derived = [event for application in product.applications
               for event in _derived(Filing.of(product, application, law))]  # fmt: skip
    return (*derived, *product.events)


def _derived(filing: Filing) -> Iterator[Event]:
    for evaluation in filing.application.evaluations:
        if evaluation.met_on is None:
            continue
        rule_set = filing.rule_set_on(evaluation.met_on)
        star = star_of(evaluation, rule_set)
        failed = star is not None and rule_set is not None and rule_set.recognising_level(star) is None
        if failed and filing.event(EventKind.NOT_PASSED, evaluation.level) is not None:
            continue
        yield Event(
            kind=EventKind.NOT_PASSED if failed else EventKind.EVALUATED,
            on=evaluation.met_on,
            level=evaluation.level,
            round=evaluation.round,
            application=filing.application.id,
            star=None if failed else star,
            origin=evaluation.origin,
        )
