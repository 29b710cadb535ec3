"""All of the law that rules are made of, and which act governs what on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ocop.law.acts import Cause, RuleSet
from ocop.law.lists import FormField, Term, Unit, UnitChange, WorkingCalendar
from ocop.model import ApplicationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Everything under `schemas/` that rules are made of; `rule_sets` in order of entry into force.

    `forms` gives the items of each form by document type.
    """

    rule_sets: tuple[RuleSet, ...]
    units: Mapping[str, Unit]
    unit_changes: tuple[UnitChange, ...]
    lists: Mapping[str, Mapping[str, Term]]
    forms: Mapping[str, tuple[FormField, ...]] = field(default_factory=dict)
    working_calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    def rule_set_on(self, day: date) -> RuleSet | None:
        """Return the rule set in force on `day` (the latest one begun), or None before the first."""
        begun = [rule_set for rule_set in self.rule_sets if rule_set.in_force_from <= day]
        return begun[-1] if begun else None

    def governing(self, kind: ApplicationKind, filed_on: date | None, on: date) -> RuleSet | None:
        """Return the rule set that judges on `on` an application filed on `filed_on` (None: not filed yet).

        An application stays under the act of its filing day until a later act's transition for its kind is
        over, or, where none is known, until its own act lapses. An act that only amends takes over at once.
        26/2026/QĐ-TTg, Điều 12 khoản 2.
        """
        held = self.rule_set_on(filed_on) if filed_on is not None and filed_on <= on else None
        if held is None:
            return self.rule_set_on(on)
        for later in self.rule_sets:
            if not held.in_force_from < later.in_force_from <= on:
                continue
            ends = next(
                (rule.until for rule in later.transitions if kind in rule.applications), held.lapses_on
            )
            if later.amends == held.id or (ends is not None and ends < on):
                held = later
        return held

    def rule_set(self, identifier: str) -> RuleSet:
        """Return the rule set called `identifier`; KeyError when there is none."""
        return {rule_set.id: rule_set for rule_set in self.rule_sets}[identifier]

    def revocation_cause(self, identifier: str | None) -> Cause | None:
        """Return the cause called `identifier` as the newest act that has it words it, or None.

        A revocation may be older than the first act to list its causes.
        """
        causes = (cause for act in reversed(self.rule_sets) for cause in act.revocation_causes)
        return next((cause for cause in causes if cause.id == identifier), None)

    def agency_on(self, identifier: str | None, day: date) -> Term | None:
        """Return the agency that on `day` does the work of `identifier`: itself, or who took over from it.

        An act goes on naming a body that ended while it was in force. None when no such body stands that day:
        districts ended on 30/06/2025 without a successor. Nghị quyết 176/2025/QH15, by `agencies.csv`.
        """
        agencies, passed = self.lists.get("agencies", {}), set[str]()
        agency = agencies.get(identifier or "")
        while agency is not None and not agency.stands_on(day):
            passed.add(agency.id)
            heir = agency.attributes.get("successor", "")
            agency = agencies.get(heir) if heir not in passed else None
        return agency

    def successor(self, unit_id: str) -> Unit | None:
        """Return the unit that `unit_id` mostly became, the unit itself when it still stands, or None."""
        unit = self.units.get(unit_id)
        if unit is None or unit.valid_to is None:
            return unit
        changes = [change for change in self.unit_changes if change.from_unit == unit_id and change.to_unit]
        changes.sort(key=lambda change: not change.is_default)
        return self.units.get(changes[0].to_unit or "") if changes else None

    def predecessors(self, unit_id: str) -> tuple[Unit, ...]:
        """Return the units that became (part of) `unit_id`, by id."""
        ids = sorted({change.from_unit for change in self.unit_changes if change.to_unit == unit_id})
        return tuple(self.units[identifier] for identifier in ids if identifier in self.units)
