"""Every problem the registry can report, in both languages, with its basis in law or standard."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ocop.codes import certificates, documents, identity, privacy, procedure, reading, system, tables
from ocop.diagnostics import Code

CATALOGUE: tuple[Code, ...] = (
    *reading.CODES,
    *identity.CODES,
    *documents.CODES,
    *tables.CODES,
    *certificates.CODES,
    *procedure.CODES,
    *privacy.CODES,
    *system.CODES,
)

BY_ID: Mapping[str, Code] = MappingProxyType({code.id: code for code in CATALOGUE})
