"""Read who may change what: the table of roles and the waivers that stand in the base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import spelling
from ocop.codes import policy as codes
from ocop.diagnostics import Diagnostic, Severity, Text
from ocop.load.documents import sound_document
from ocop.load.part import Part
from ocop.load.tree import Entry, Tree
from ocop.model import Level
from ocop.policy import Member, Role, Roles, Waiver, Zone
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import clipped, read_table

ROLES_FILE, WAIVERS_FILE = "roles.yml", "waivers.csv"
_NOBODY = Roles(organisation="", roles={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """Roles and waivers of one tree, with what is wrong with their files."""

    roles: Roles
    waivers: tuple[Waiver, ...]
    found: tuple[Diagnostic, ...]


def read_permissions(judge: Tree) -> Permissions:
    """Return the roles and waivers of a tree; FileNotFoundError when a file of them is missing.

    With a broken table nobody has a role and nothing is waived.
    """
    files = judge.folder("schemas").files
    roles, found = _roles(judge, files[ROLES_FILE] if ROLES_FILE in files else _missing(ROLES_FILE))
    waivers, more = _waivers(judge, files[WAIVERS_FILE] if WAIVERS_FILE in files else _missing(WAIVERS_FILE))
    return Permissions(roles=roles, waivers=waivers, found=(*found, *more))


def _missing(name: str) -> Entry:
    raise FileNotFoundError(f"schemas/{name} is missing")


def _roles(judge: Tree, entry: Entry) -> tuple[Roles, tuple[Diagnostic, ...]]:
    schema = DocumentSchema.parsed(judge.required("schemas/roles.schema.json"))
    document, problems = sound_document(judge, entry, schema)
    if document is None:
        return _NOBODY, problems
    found = list(problems)
    part = Part.of(document)
    roles = Roles(
        organisation=part.text("organisation"),
        roles={one.text("id"): _role(one) for one in part.parts("roles")},
        members=tuple(_member(one) for one in part.parts("members")),
    )
    for number, member in enumerate(roles.members):
        if member.role not in roles.roles:
            facts = {"field": member.login, "found": clipped(member.role)}
            facts["nearest"] = spelling.nearest(member.role, roles.roles) or "–"
            found.append(Diagnostic(codes.UNKNOWN_ROLE, document.origin.at(f"members.{number}.role"), facts))
    return roles, tuple(found)


def _role(part: Part) -> Role:
    label = part.part("label")
    return Role(
        id=part.text("id"),
        label=Text(label.text("vi"), label.text("en")),
        writes=frozenset(Zone(zone) for zone in part.texts("writes")),
        records=frozenset(part.texts("records")),
        evaluates=part.values.get("evaluates") is True,
        many_producers=part.values.get("many_producers") is True,
        team=part.maybe("team"),
        valid_to=part.day("valid_to"),
    )


def _member(part: Part) -> Member:
    level = part.maybe("level")
    return Member(
        login=part.text("login"),
        role=part.text("role"),
        producers=frozenset(part.texts("producers")),
        communes=frozenset(part.texts("communes")),
        districts=frozenset(part.texts("districts")),
        level=Level(level) if level else None,
        valid_from=part.day("valid_from"),
        valid_to=part.day("valid_to"),
    )


def _waivers(judge: Tree, entry: Entry) -> tuple[tuple[Waiver, ...], tuple[Diagnostic, ...]]:
    text, problems = judge.text(entry)
    if text is None:
        return (), problems
    table, more = read_table(entry.path, text)
    found = [*problems, *more]
    if table is None:
        return (), tuple(found)
    found.extend(TableSchema.parsed(judge.required("schemas/waivers.table.json")).problems([table]))
    bad = {one.where.line for one in found if one.code.severity is Severity.ERROR}
    rows: Iterator[dict[str, str]] = (dict(row.cells) for row in table.sound_rows(bad))
    waivers = tuple(
        Waiver(
            code=row["code"],
            path=row["path"].rstrip("/"),
            until=date.fromisoformat(row["until"]),
            reason=row["reason"],
            approved_by=row["approved_by"],
        )
        for row in rows
    )
    return waivers, tuple(found)
