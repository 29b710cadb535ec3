"""What a person may change, and how; each refusal says how to submit it instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ocop.codes import policy as codes
from ocop.diagnostics import Diagnostic, Location
from ocop.impact import FileFacts
from ocop.law import Law
from ocop.model import Place
from ocop.policy.past import Record, additions, rewritings
from ocop.policy.roles import Member, Role, Roles
from ocop.policy.zones import Zone, producer_of, zone_of

_MADE = frozenset({Zone.REGISTRATION, Zone.SELF_ASSESSMENT, Zone.CLAIMS})
_EVALUATED = frozenset({Zone.COMMUNE_REVIEW, Zone.EVALUATIONS, Zone.COUNCIL})
_KEPT = frozenset({Zone.HISTORY, Zone.EVALUATIONS, Zone.COUNCIL})
_DELETABLE = frozenset({Zone.STORY, Zone.PICTURE})
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedChange:
    """A change and its author, as policy sees it.

    `files` gives each touched path with its facts before and after (None: not there, or no facts). `deleted`
    are paths that are no more; `drafts` the folders of applications that were never filed. `places` gives
    what is known of where producers are; `makers` the logins of those who made an application's files so far,
    by its folder. Without an author only what holds for everybody is asked.
    """

    author: str | None
    on: date
    files: Mapping[str, tuple[FileFacts | None, FileFacts | None]]
    deleted: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    makers: Mapping[str, frozenset[str]] = field(default_factory=dict)


def policy_problems(change: ProposedChange, roles: Roles, law: Law) -> Iterator[Diagnostic]:
    """Yield what may not be changed so, by this author or by anybody."""
    yield from _mixed(change)
    yield from _past(change)
    yield from _deleted(change)
    if change.author is not None:
        held = roles.of(change.author, change.on)
        yield from _files(change, held, roles)
        yield from _events(change, held, law)
        yield from _scope(change, held, roles)
        yield from _producers(change, held)
        yield from _own_dossier(change, roles)


def _whole(path: str) -> Location:
    return Location(path)


def _mixed(change: ProposedChange) -> Iterator[Diagnostic]:
    zones = {path: zone_of(path) for path in sorted(change.files)}
    if any(zone.is_data for zone in zones.values()):
        others = [(path, zone) for path, zone in zones.items() if not zone.is_data]
        for path, zone in others[:_SHOWN]:
            facts = {"found": path, "title": zone.label.vi, "title_en": zone.label.en}
            yield Diagnostic(codes.MIXED_CHANGE, _whole(path), facts)


def _past(change: ProposedChange) -> Iterator[Diagnostic]:
    for path, (before, after) in sorted(change.files.items()):
        if before is None or before.records is None or zone_of(path) not in _KEPT or path in change.deleted:
            continue
        records = after.records if after is not None and after.records is not None else ()
        for one in rewritings(before.records, records):
            line = after.lines.get(str(one.now), 0) if after is not None and one.now is not None else 0
            now = _told(records[one.now]) if one.now is not None else "–"
            facts = {"found": now if now != "–" else "(không còn)", "expected": _told(one.was)}
            facts |= {"found_en": now if now != "–" else "(gone)"}
            yield Diagnostic(codes.PAST_REWRITTEN, Location(path, line, 1 if line else 0), facts)


def _told(record: Record) -> str:
    return ", ".join(cell for cell in record.values() if cell)[:120] or "–"


def _deleted(change: ProposedChange) -> Iterator[Diagnostic]:
    for path in sorted(change.deleted):
        zone, folder = zone_of(path), path.rpartition("/")[0]
        if zone.is_data and zone not in _DELETABLE and folder not in change.drafts:
            yield Diagnostic(codes.RECORD_DELETED, _whole(path), {"found": path})


def _named(roles: Sequence[Role]) -> dict[str, str]:
    vi = ", ".join(dict.fromkeys(role.label.vi for role in roles)) or "–"
    en = ", ".join(dict.fromkeys(role.label.en for role in roles)) or "–"
    return {"expected": vi, "expected_en": en}


def _as(held: Sequence[tuple[Role, Member]]) -> dict[str, str]:
    vi = ", ".join(dict.fromkeys(role.label.vi for role, _ in held))
    en = ", ".join(dict.fromkeys(role.label.en for role, _ in held))
    return {"role": vi, "role_en": en}


def _files(change: ProposedChange, held: Sequence[tuple[Role, Member]], roles: Roles) -> Iterator[Diagnostic]:
    for path in sorted(change.files):
        zone = zone_of(path)
        if not zone.is_data or any(zone in role.writes for role, _ in held):
            continue
        facts = {"found": path, "title": zone.label.vi, "title_en": zone.label.en}
        facts |= _as(held) | _named(roles.writers(zone, change.on))
        yield Diagnostic(codes.FILE_NOT_YOURS, _whole(path), facts)


def _events(change: ProposedChange, held: Sequence[tuple[Role, Member]], law: Law) -> Iterator[Diagnostic]:
    """Yield added rows of a history that the author's roles do not record."""
    records = frozenset[str]().union(*(role.records for role, _ in held))
    kinds = law.lists.get("event-kinds", {})
    levels = law.lists.get("levels", {})
    for path, (before, after) in sorted(change.files.items()):
        if zone_of(path) is not Zone.HISTORY or after is None or after.records is None:
            continue
        known = before.records if before is not None and before.records is not None else ()
        for number in additions(known, after.records):
            term = kinds.get(after.records[number].get("event", ""))
            allowed = term.attributes.get("recorded_by", "").split("|") if term else []
            if term is None or records & set(allowed):
                continue
            labels = [levels[one].label if one in levels else None for one in allowed]
            facts = {"found": term.id, "title": term.label.vi, **_as(held)}
            facts["expected"] = ", ".join(one.vi for one in labels if one) or "–"
            facts["expected_en"] = ", ".join(one.en for one in labels if one) or "–"
            where = Location(path, after.lines.get(str(number), 0), 1, "event")
            yield Diagnostic(codes.EVENT_NOT_YOURS, where, facts)


def _touched(change: ProposedChange) -> Mapping[str, str]:
    """Each producer's folder that is touched, with the first path in it."""
    found: dict[str, str] = {}
    for path in sorted(change.files):
        producer = producer_of(path)
        if producer is not None:
            found.setdefault(producer, path)
    return found


def _scope(change: ProposedChange, held: Sequence[tuple[Role, Member]], roles: Roles) -> Iterator[Diagnostic]:
    for producer, path in _touched(change).items():
        places = change.places.get(producer, ())
        others = roles.assigned(producer, change.on)
        mine = any(
            member.reaches(producer, places) and (role.evaluates or member.producers or not others)
            for role, member in held
        )
        if not mine:
            facts = {"found": producer, **_as(held), "expected": _reach(held), "expected_en": _reach_en(held)}
            yield Diagnostic(codes.OUTSIDE_SCOPE, _whole(path), facts)


def _reach(held: Sequence[tuple[Role, Member]]) -> str:
    parts = [sorted({*member.producers, *member.communes, *member.districts}) for _, member in held]
    return ", ".join(one for part in parts for one in part) or "chủ thể chưa giao cho người khác"


def _reach_en(held: Sequence[tuple[Role, Member]]) -> str:
    parts = [sorted({*member.producers, *member.communes, *member.districts}) for _, member in held]
    return ", ".join(one for part in parts for one in part) or "producers not given to others"


def _producers(change: ProposedChange, held: Sequence[tuple[Role, Member]]) -> Iterator[Diagnostic]:
    touched = _touched(change)
    if len(touched) > 1 and not any(role.many_producers for role, _ in held):
        names = sorted(touched)
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        facts = {"found": str(len(names)), "title": shown}
        yield Diagnostic(codes.MANY_PRODUCERS, _whole(touched[names[1]]), facts)


def _own_dossier(change: ProposedChange, roles: Roles) -> Iterator[Diagnostic]:
    """Yield evaluations by who made the dossier: in this change, before it, or by assignment."""
    author = (change.author or "").casefold()
    made_now = {path.rpartition("/")[0] for path in change.files if zone_of(path) in _MADE}
    for path in sorted(change.files):
        zone, folder = zone_of(path), path.rpartition("/")[0]
        if zone not in _EVALUATED:
            continue
        makers = {one.casefold() for one in change.makers.get(folder, ())}
        makers |= {one.casefold() for one in roles.assigned(producer_of(path) or "", change.on)}
        if folder in made_now or author in makers:
            facts = {"found": change.author or "–", "title": zone.label.vi, "title_en": zone.label.en}
            yield Diagnostic(codes.AUTHOR_EVALUATES, _whole(path), facts)
