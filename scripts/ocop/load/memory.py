"""Remember what was read, so that a run after a small change reads only what changed.

The memory is a convenience under `.cache/`: when it is missing, from another version, or damaged,
everything is read again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ocop.codes import BY_ID, system
from ocop.diagnostics import Diagnostic, Location
from ocop.load.dossiers import Unit
from ocop.model import Producer, Product


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    code: str
    where: Location
    facts: dict[str, str]
    related: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    stamp: str
    digest: str
    producer: Producer | None
    product: Product | None
    found: tuple[_Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memories:
    version: str
    units: dict[str, _Memory]


def remembered(path: Path, version: str) -> Mapping[str, Unit]:
    """Return what was remembered under the same `version`, or nothing."""
    try:
        memories = msgspec.msgpack.decode(path.read_bytes(), type=_Memories)
    except (OSError, msgspec.DecodeError):
        return {}
    if memories.version != version:
        return {}
    return {key: _unit(memory) for key, memory in memories.units.items()}


def remember(path: Path, version: str, units: Mapping[str, Unit]) -> None:
    """Write the memory whole or not at all; a folder that cannot be written is no failure.

    What the machine refused to read once may be read the next time, so that it is not remembered.
    """
    lasting = {
        key: _memory(unit)
        for key, unit in units.items()
        if not any(one.code is system.UNREADABLE for one in unit.found)
    }
    memories = _Memories(version=version, units=lasting)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(msgspec.msgpack.encode(memories))
        temporary.replace(path)


def _unit(memory: _Memory) -> Unit:
    return Unit(
        stamp=memory.stamp,
        digest=memory.digest,
        producer=memory.producer,
        product=memory.product,
        found=tuple(Diagnostic(BY_ID[one.code], one.where, one.facts, one.related) for one in memory.found),
    )


def _memory(unit: Unit) -> _Memory:
    return _Memory(
        stamp=unit.stamp,
        digest=unit.digest,
        producer=unit.producer,
        product=unit.product,
        found=tuple(
            _Problem(code=one.code.id, where=one.where, facts=dict(one.facts), related=one.related)
            for one in unit.found
        ),
    )
