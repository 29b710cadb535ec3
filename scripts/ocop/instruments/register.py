"""Every document that law, plans and histories name, each once, with what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ocop.citations import citation_written
from ocop.instruments.collection import Collector, Found
from ocop.instruments.model import Instrument, Key, Nameless, Place
from ocop.law import Law
from ocop.model import Registry
from ocop.plan.model import Plan


class Register:
    """The register of documents of one registry, law and set of plans, worked out when first asked."""

    def __init__(self, registry: Registry, law: Law, plans: Mapping[int, Plan]) -> None:
        """Only what `registry` holds is looked at: hand over what the public may see."""
        self._registry, self._law, self._plans = registry, law, plans

    @property
    def instruments(self) -> Mapping[Key, Instrument]:
        """The documents by key, those of law and plans first, each family in order of time."""
        return self._found.instruments

    @property
    def nameless(self) -> tuple[Nameless, ...]:
        """Every recognition and revocation that leads to no document, by product."""
        return self._found.nameless

    def of_event(self, place: Place) -> Instrument | None:
        """The document that an event rests on, None when it names none."""
        key = self._found.of_event.get(place)
        return self.instruments[key] if key else None

    def of_rule_set(self, identifier: str) -> Instrument | None:
        """The document of a rule set."""
        return next((one for one in self.instruments.values() if one.rule_set == identifier), None)

    def cited(self, number: str | None, year: int | None = None) -> Instrument | None:
        """The one document of the law and the plans that a number means, None when none or several do."""
        citation = citation_written(number) if number else None
        found = self._found.by_number.get(citation.key, ()) if citation else ()
        fitting = [key for key in found if year is None or key.year == str(year)]
        return self.instruments[fitting[0]] if len(fitting) == 1 else None

    @cached_property
    def _found(self) -> Found:
        return Collector(self._law).collected(self._registry, self._plans)
