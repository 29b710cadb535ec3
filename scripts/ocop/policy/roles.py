"""Who has which part: roles, the people who have them, and how far each reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ocop.diagnostics import Text
from ocop.model import Level, Place
from ocop.policy.zones import Zone

GUEST = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part in the procedure; `records` are the words of `recorded_by` in the list of event kinds.

    `team` is the team that reviews what this role answers for, when it has one.
    """

    id: str
    label: Text
    writes: frozenset[Zone]
    records: frozenset[str]
    evaluates: bool
    many_producers: bool
    team: str | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person in one role, by login; empty lists of producers, communes and districts mean: all."""

    login: str
    role: str
    producers: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    level: Level | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Say whether the person has the role on that day, both ends included."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def reaches(self, producer: str, places: tuple[Place, ...]) -> bool:
        """Say whether a producer with these places lies within the member's scope."""
        if self.producers and producer not in self.producers:
            return False
        if self.communes and not any(place.commune in self.communes for place in places):
            return False
        return not self.districts or any(place.district in self.districts for place in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The table of `schemas/roles.yml`."""

    organisation: str
    roles: Mapping[str, Role]
    members: tuple[Member, ...] = ()

    def of(self, login: str, on: date) -> tuple[tuple[Role, Member], ...]:
        """Return a person's roles on a day; somebody without one is a guest.

        Logins are compared without case, as GitHub does.
        """
        found = []
        for member in self.members:
            role = self.roles.get(member.role)
            if role is None or member.login.casefold() != login.casefold() or not member.is_valid(on):
                continue
            if role.valid_to is None or on <= role.valid_to:
                found.append((role, member))
        guest = self.roles.get(GUEST)
        if not found and guest is not None:
            found.append((guest, Member(login=login, role=GUEST)))
        return tuple(found)

    def assigned(self, producer: str, on: date) -> tuple[str, ...]:
        """Return the logins of those who make dossiers for a producer by name, on a day."""
        return tuple(
            member.login
            for member in self.members
            if producer in member.producers
            and member.is_valid(on)
            and (role := self.roles.get(member.role)) is not None
            and not role.evaluates
        )

    def writers(self, zone: Zone, on: date) -> tuple[Role, ...]:
        """Return the roles that write a kind of file on a day."""
        return tuple(
            role
            for role in self.roles.values()
            if zone in role.writes and (role.valid_to is None or on <= role.valid_to)
        )
