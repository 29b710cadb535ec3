"""What a dossier is judged by."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.law import Law
from ocop.scoring import Sheets


@dataclass(frozen=True, slots=True)
class Judge:
    """The law, and the scoring sheets that are read when an application first needs them."""

    law: Law
    sheets: Sheets
