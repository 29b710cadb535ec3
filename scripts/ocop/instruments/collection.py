"""Bringing together what law, plans and histories say of documents, each document once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ocop.citations import Citation, citation_written, citations_in
from ocop.instruments.model import (
    Family,
    InPlan,
    Instrument,
    Key,
    Lack,
    Nameless,
    Place,
    Tie,
    Told,
)
from ocop.law import Law, RuleSet, Term
from ocop.model import RECOGNITIONS, Event, EventKind, Registry
from ocop.plan.model import Plan
from ocop.spelling import slug

_DECIDED = RECOGNITIONS | {EventKind.REVOKED}


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A document while it is put together; what comes first wins, lists grow."""

    key: Key
    family: Family
    type: str
    number: str
    issuer: str
    title: str = ""
    rule_set: str | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    days: set[date] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    amends: set[Key] = field(default_factory=set)
    replaces: set[Key] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    plans: list[InPlan] = field(default_factory=list)
    told: dict[Told, None] = field(default_factory=dict)
    events: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every document by key, the events that lead to one or to none, and keys by number."""

    instruments: Mapping[Key, Instrument]
    nameless: tuple[Nameless, ...]
    of_event: Mapping[Place, Key]
    by_number: Mapping[str, tuple[Key, ...]]


class Collector:
    """Puts the documents together, those of the law first, then those of the plans."""

    def __init__(self, law: Law) -> None:
        """`law` names the bodies too."""
        self._law = law
        self._entries: dict[Key, _Entry] = {}
        self._agencies = dict(_wordings(law.lists.get("agencies", {}).values()))
        self._of_event: dict[Place, Key] = {}
        self._nameless: list[Nameless] = []

    def collected(self, registry: Registry, plans: Mapping[int, Plan]) -> Found:
        """Return everything; a collector is used once."""
        self._acts()
        for plan in plans.values():
            self._papers(plan)
        by_number = self._numbers()
        for plan in plans.values():
            self._outcomes(plan, by_number)
        self._decisions(registry)
        instruments = {one.key: one for one in sorted(map(_instrument, self._entries.values()), key=_order)}
        return Found(
            instruments=_tied_back(instruments),
            nameless=tuple(self._nameless),
            of_event=self._of_event,
            by_number=by_number,
        )

    def _numbers(self) -> Mapping[str, tuple[Key, ...]]:
        found: dict[str, list[Key]] = {}
        for key in self._entries:
            found.setdefault(key.number, []).append(key)
        return {number: tuple(sorted(keys)) for number, keys in found.items()}

    # The law

    def _acts(self) -> None:
        acts = {act.id: self._act(act) for act in self._law.rule_sets}
        rows = self._law.lists.get("instruments", {})
        others = {name: self._row(term) for name, term in rows.items()}
        known = {**acts, **others}
        for act in self._law.rule_sets:
            entry = acts[act.id]
            entry.amends |= {known[one].key for one in (act.amends,) if one in known}
            entry.replaces |= {known[one].key for one in act.replaces if one in known}
        for name, term in rows.items():
            entry = others[name]
            if (earlier := known.get(term.attributes["amends"])) is not None:
                entry.amends.add(earlier.key)
            if (later := known.get(term.attributes["replaced_by"])) is not None:
                later.replaces.add(entry.key)

    def _act(self, act: RuleSet) -> _Entry:
        citation = citation_written(act.number)
        entry = self._entry(act.issuer, citation, act.number, Family.LAW, act.signed_on)
        entry.title, entry.rule_set = act.title.vi, act.id
        entry.in_force_from = act.in_force_from
        entry.in_force_to = act.lapses_on or act.in_force_to
        for text in (act.grounds.source, *(rule.grounds.source for rule in act.transitions)):
            if text:
                entry.sources[text] = None
        if act.grounds.note:
            entry.notes[act.grounds.note] = None
        return entry

    def _row(self, term: Term) -> _Entry:
        cells = term.attributes
        citation = citation_written(cells["number"])
        signed = _day(cells["issued_on"])
        entry = self._entry(cells["issuer"], citation, cells["number"], Family.LAW, signed)
        entry.type = cells["type"]
        entry.title = entry.title or term.label.vi
        entry.in_force_from, entry.in_force_to = _day(cells["in_force_from"]), _day(cells["in_force_to"])
        entry.sources[cells["source"]] = None
        if cells["note"]:
            entry.notes[cells["note"]] = None
        return entry

    # The plans

    def _papers(self, plan: Plan) -> None:
        paper = plan.paper
        named = plan.agency(paper.issuer)
        entry = self._entry(
            named.name if named else paper.issuer,
            citation_written(paper.number),
            paper.number,
            Family.PLAN,
            paper.issued_on,
        )
        entry.type, entry.title = paper.type, entry.title or plan.title
        entry.sources[paper.source] = None
        entry.plans.append(InPlan(year=plan.year, tie=Tie.PAPER))
        for reference in plan.references:
            if not reference.number:
                continue
            entry = self._entry(
                reference.issuer or "",
                citation_written(reference.number),
                reference.number,
                Family.PLAN,
                reference.issued_on,
            )
            entry.type, entry.title = reference.type, entry.title or reference.title
            if reference.note:
                entry.notes[reference.note] = None
            entry.plans.append(InPlan(year=plan.year, tie=Tie.REFERENCE, sections=reference.cited_in))

    def _outcomes(self, plan: Plan, by_number: Mapping[str, tuple[Key, ...]]) -> None:
        for actual in plan.actuals:
            for citation in citations_in(f"{actual.title}; {actual.note or ''}"):
                day = citation.on or actual.done_on
                keys = [
                    key
                    for key in by_number.get(citation.key, ())
                    if day is None or key.year in (str(day.year), "")
                ]
                if len(keys) == 1:
                    told = Told(year=plan.year, item=actual.item, title=actual.title)
                    self._entries[keys[0]].told[told] = None

    # The products

    def _decisions(self, registry: Registry) -> None:
        waiting: list[tuple[Place, Event, Citation]] = []
        for product in registry.products.values():
            for number, event in enumerate(product.events):
                place = Place(product.id, number)
                citation = citation_written(event.decision) if event.decision else None
                if citation is None:
                    if event.kind in _DECIDED:
                        lack = Lack.UNREADABLE if event.decision else Lack.NOT_STATED
                        self._nameless.append(Nameless(place=place, lack=lack))
                elif event.on or citation.on or citation.year:
                    self._rests(place, event, citation, event.on or citation.on)
                else:
                    waiting.append((place, event, citation))
        dated: dict[tuple[str, str], list[_Entry]] = {}
        for entry in self._entries.values():
            dated.setdefault((entry.key.issuer, entry.key.number), []).append(entry)
        for place, event, citation in waiting:
            same = dated.get((self._issuer(event.issuer or ""), citation.key), ())
            of_round = [entry for entry in same if event.year in entry.years]
            if len(of_round) == 1:
                self._rest_on(of_round[0], place, event)
            else:
                self._rests(place, event, citation, None)

    def _rests(self, place: Place, event: Event, citation: Citation, day: date | None) -> None:
        year = "" if day or citation.year or not event.year else f"dot-{event.year}"
        entry = self._entry(event.issuer or "", citation, event.decision or "", Family.DECISION, day, year)
        entry.years |= {year for year in (event.year, day.year if day else None) if year}
        self._rest_on(entry, place, event)

    def _rest_on(self, entry: _Entry, place: Place, event: Event) -> None:
        entry.events.append(place)
        self._of_event[place] = entry.key
        if event.source:
            entry.sources[event.source] = None

    # Entries

    def _entry(
        self,
        issuer: str,
        citation: Citation | None,
        number: str,
        family: Family,
        day: date | None,
        year: str = "",
    ) -> _Entry:
        issuer_key = self._issuer(issuer)
        printed = citation.year if citation else None
        key = Key(
            issuer=issuer_key,
            year=year or str(printed or (day.year if day else "")),
            number=citation.key if citation else slug(number),
        )
        entry = self._entries.get(key)
        if entry is None:
            agency = self._law.lists.get("agencies", {}).get(issuer_key)
            entry = self._entries[key] = _Entry(
                key=key,
                family=family,
                type=citation.type if citation else "",
                number=citation.written if citation else number,
                issuer=agency.label.vi if agency else issuer,
            )
        if day is not None:
            entry.days.add(day)
        return entry

    def _issuer(self, written: str) -> str:
        """The code of a body under any of its names, else what stands for the name in an address."""
        name = slug(written)
        return self._agencies.get(name, name)


def _wordings(terms: Iterable[Term]) -> Iterator[tuple[str, str]]:
    for term in terms:
        for wording in (term.attributes.get("short_vi", ""), term.label.vi, term.id):
            if wording:
                yield slug(wording), term.id


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _instrument(entry: _Entry) -> Instrument:
    return Instrument(
        key=entry.key,
        family=entry.family,
        type=entry.type or "Văn bản",
        number=entry.number,
        issuer=entry.issuer,
        days=tuple(sorted(entry.days)),
        title=entry.title,
        rule_set=entry.rule_set,
        in_force_from=entry.in_force_from,
        in_force_to=entry.in_force_to,
        amends=tuple(sorted(entry.amends)),
        replaces=tuple(sorted(entry.replaces)),
        notes=tuple(entry.notes),
        sources=tuple(entry.sources),
        plans=tuple(entry.plans),
        told=tuple(entry.told),
        events=tuple(sorted(entry.events)),
    )


def _order(one: Instrument) -> tuple[int, date, Key]:
    began = one.days[0] if one.days else one.in_force_from or date.min
    return list(Family).index(one.family), began, one.key


def _tied_back(instruments: dict[Key, Instrument]) -> Mapping[Key, Instrument]:
    """Let the earlier documents know the later ones."""
    amended: dict[Key, list[Key]] = {}
    replaced: dict[Key, list[Key]] = {}
    for one in instruments.values():
        for ties, back in ((one.amends, amended), (one.replaces, replaced)):
            for earlier in ties:
                back.setdefault(earlier, []).append(one.key)
    for key in {*amended, *replaced}:
        instruments[key] = replace(
            instruments[key],
            amended_by=tuple(amended.get(key, ())),
            replaced_by=tuple(replaced.get(key, ())),
        )
    return instruments
