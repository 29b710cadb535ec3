"""Every problem the registry can report, in both languages, with its basis in law or standard."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ocop.codes import (
    certificates,
    documents,
    identity,
    importing,
    planning,
    privacy,
    procedure,
    reading,
    scoring,
    system,
    tables,
)
from ocop.diagnostics import Code

CATALOGUE: tuple[Code, ...] = (
    *reading.CODES,
    *identity.CODES,
    *documents.CODES,
    *tables.CODES,
    *importing.CODES,
    *certificates.CODES,
    *scoring.CODES,
    *procedure.CODES,
    *planning.CODES,
    *privacy.CODES,
    *system.CODES,
)

BY_ID: Mapping[str, Code] = MappingProxyType({code.id: code for code in CATALOGUE})
