"""The owners of every path, as GitHub's CODEOWNERS file states them: made from the table of roles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ocop.policy.roles import Roles
from ocop.policy.zones import Zone

HEADER = """\
# Tệp này do `ocop owners` sinh ra từ schemas/roles.yml: đừng sửa tay, hãy sửa bảng vai trò.
# Made by `ocop owners` from schemas/roles.yml. The last line that fits a path decides.
"""
# A pattern for each kind of file, the general before the particular; the whole repository comes first.
_PATTERNS: tuple[tuple[str, Zone], ...] = (
    ("*", Zone.TOOLS),
    ("/docs/", Zone.PAGES),
    ("/dossiers/", Zone.PRODUCER),
    ("/dossiers/*/*/history.csv", Zone.HISTORY),
    ("/dossiers/*/*/*/commune-review.yml", Zone.COMMUNE_REVIEW),
    ("/dossiers/*/*/*/evaluations.csv", Zone.EVALUATIONS),
    ("/dossiers/*/*/*/council-*.csv", Zone.COUNCIL),
    ("/dossiers/joins.csv", Zone.JOINS),
    ("/plan/", Zone.PLAN),
    ("/schemas/", Zone.RULES),
    ("/schemas/rules/", Zone.LAW),
    ("/schemas/criteria/", Zone.LAW),
    ("/schemas/lists/", Zone.LAW),
    ("/schemas/roles.yml", Zone.ROLES),
    ("/schemas/waivers.csv", Zone.ROLES),
    ("/.github/", Zone.WORKFLOWS),
    ("/.github/CODEOWNERS", Zone.OWNERS),
)


def code_owners(roles: Roles, on: date) -> str:
    """Return the text of `.github/CODEOWNERS`; ValueError when a kind of file would have no owner."""
    rows = [(pattern, _owners(zone, roles, on)) for pattern, zone in _PATTERNS]
    width = max(len(pattern) for pattern, _ in rows)
    return HEADER + "".join(f"{pattern:<{width}} {' '.join(owners)}\n" for pattern, owners in rows)


def owners_of(paths: Iterable[str], roles: Roles, on: date) -> frozenset[str]:
    """Return the teams, by their short names, that answer for any of the paths: as CODEOWNERS has them."""
    zones = {_zone_of_pattern(path) for path in paths}
    return frozenset(team for zone in zones for team in _teams(zone, roles, on))


def _zone_of_pattern(path: str) -> Zone:
    """The kind of file of the last pattern that fits, as GitHub reads the file."""
    return next(zone for pattern, zone in reversed(_PATTERNS) if _fits(pattern, path))


def _fits(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    words = re.escape(pattern.removeprefix("/")).replace(r"\*", "[^/]*")
    return re.fullmatch(f"{words}.*" if pattern.endswith("/") else words, path, re.DOTALL) is not None


def _owners(zone: Zone, roles: Roles, on: date) -> tuple[str, ...]:
    teams = _teams(zone, roles, on)
    if not teams:
        raise ValueError(f"{zone.value}: no role with a team writes it")
    return tuple(f"@{roles.organisation}/{team}" for team in teams)


def _teams(zone: Zone, roles: Roles, on: date) -> tuple[str, ...]:
    """The teams that answer for a kind of file: those who write it and evaluate, else those who write it."""
    writers = [role for role in roles.writers(zone, on) if role.team is not None]
    chosen = [role for role in writers if role.evaluates] or writers
    return tuple(role.team for role in chosen if role.team is not None)
