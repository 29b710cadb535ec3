"""Remember what was read, so that a run after a small change reads only what changed.

The memory is a convenience under `.cache/`: what is missing of it, from another version, or damaged, is read
again. It lies in several files, so that a small change rewrites a small part of it.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ocop.codes import BY_ID, system
from ocop.diagnostics import Diagnostic, Location
from ocop.load.dossiers import Unit
from ocop.model import Producer, Product

# Files that share the memory: at 20,000 products each takes 2 MB and some hundredths of a second to write.
_PARTS = 32


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
    """Return what was remembered under the same `version`, or nothing; `path` gives the files their stem."""
    decoder = msgspec.msgpack.Decoder(_Memories)
    units: dict[str, Unit] = {}
    for part in range(_PARTS):
        try:
            memories = decoder.decode(_file(path, part).read_bytes())
        except (OSError, msgspec.DecodeError):
            continue
        if memories.version == version:
            units.update((key, _unit(memory)) for key, memory in memories.units.items())
    return units


def remember(path: Path, version: str, known: Mapping[str, Unit], units: Mapping[str, Unit]) -> None:
    """Write what `units` holds beyond `known`, each file whole or not at all; failing to write is no failure.

    What the machine refused to read once may be read the next time, so that it is not remembered.
    """
    stale = {_part(key) for key in {*known, *units} if known.get(key) is not units.get(key)}
    lasting: dict[int, dict[str, _Memory]] = {part: {} for part in sorted(stale)}
    for key, unit in units.items():
        part = _part(key)
        if part in stale and not any(one.code is system.UNREADABLE for one in unit.found):
            lasting[part][key] = _memory(unit)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        for part, memories in lasting.items():
            target = _file(path, part)
            temporary = target.with_suffix(f".{os.getpid()}.tmp")
            temporary.write_bytes(msgspec.msgpack.encode(_Memories(version=version, units=memories)))
            temporary.replace(target)


def _file(path: Path, part: int) -> Path:
    return path.with_stem(f"{path.stem}-{part:02}")


def _part(key: str) -> int:
    """A producer's products lie in the file of the producer, since they change together."""
    return zlib.crc32(key.partition("/")[0].encode("utf-8", "surrogateescape")) % _PARTS


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
