"""Exceptions somebody granted: each with its reason, its approver and the day it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One problem that is let pass at and below a path, through a last day."""

    code: str
    path: str
    until: date
    reason: str
    approved_by: str

    def covers(self, one: Diagnostic, on: date) -> bool:
        """Say whether a problem found on that day is let pass."""
        below = one.where.path == self.path or one.where.path.startswith(f"{self.path}/")
        return self.code == one.code.id and below and on <= self.until


def without_waived(
    found: Iterable[Diagnostic], waivers: Sequence[Waiver], on: date
) -> tuple[tuple[Diagnostic, ...], tuple[Waiver, ...]]:
    """Return the problems that no waiver covers, and the waivers that were used."""
    kept: list[Diagnostic] = []
    used: dict[Waiver, None] = {}
    for one in found:
        waiver = next((each for each in waivers if each.covers(one, on)), None)
        if waiver is None:
            kept.append(one)
        else:
            used[waiver] = None
    return tuple(kept), tuple(used)
