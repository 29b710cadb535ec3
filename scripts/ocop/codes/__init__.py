"""Every problem the registry can report, in both languages, with its basis in law or standard."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ocop.codes import (
    applications,
    certificates,
    completeness,
    documents,
    evidence,
    identity,
    importing,
    intake,
    papers,
    pictures,
    planning,
    policy,
    privacy,
    procedure,
    reading,
    results,
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
    *evidence.CODES,
    *completeness.CODES,
    *papers.CODES,
    *pictures.CODES,
    *scoring.CODES,
    *results.CODES,
    *procedure.CODES,
    *applications.CODES,
    *planning.CODES,
    *privacy.CODES,
    *policy.CODES,
    *intake.CODES,
    *system.CODES,
)

BY_ID: Mapping[str, Code] = MappingProxyType({code.id: code for code in CATALOGUE})
