"""Remember what was read, so that a run after a small change reads only what changed.

The memory is a convenience under `.cache/`: what is missing of it, from another version, or damaged, is read
again. It lies in several files, so that a small change rewrites a small part of it.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypeVar, overload

import msgspec

from ocop.codes import BY_ID, system
from ocop.diagnostics import Diagnostic, Location
from ocop.load.unit import Unit
from ocop.model import Application, Producer, Product

# Files that share the memory: at 20,000 products each takes 2 MB and some hundredths of a second to write.
_PARTS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    code: str
    where: Location
    facts: dict[str, str]
    related: tuple[Location, ...]


Kept = TypeVar("Kept")
_Slice: TypeAlias = "slice[int | None, int | None, int | None]"


class _Remembered(Sequence[Application]):
    """A product's applications, taken apart when somebody first looks at them.

    They are half of all that is remembered, and a check asks for none of those that have not changed.
    """

    __slots__ = ("_applications", "kept")

    def __init__(self, kept: bytes) -> None:
        self.kept = kept
        self._applications: tuple[Application, ...] | None = None

    def _all(self) -> tuple[Application, ...]:
        if self._applications is None:
            self._applications = msgspec.msgpack.decode(self.kept, type=tuple[Application, ...])
        return self._applications

    @overload
    def __getitem__(self, place: int) -> Application: ...

    @overload
    def __getitem__(self, place: _Slice) -> tuple[Application, ...]: ...

    def __getitem__(self, place: int | _Slice) -> Application | tuple[Application, ...]:
        return self._all()[place]

    def __iter__(self) -> Iterator[Application]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    __hash__ = None  # type: ignore[assignment] # as of every application: forms are mappings

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, _Remembered) else other)

    def __repr__(self) -> str:
        return repr(self._all())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """One unit; `applications` stand apart from their product, with a sum that tells whether they are whole.

    What is taken apart late cannot be read again when it turns out to be damaged.
    """

    stamp: str
    digest: str
    producer: Producer | None
    product: Product | None
    applications: bytes
    sum: int
    found: tuple[_Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether what will be taken apart later is what was written."""
        return not self.applications or zlib.crc32(self.applications) == self.sum


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memories:
    version: str
    units: dict[str, _Memory]


class Packed(dict[str, Unit]):
    """Units on their way from one process to another: they go as what is remembered, which is small."""

    def __reduce__(self) -> tuple[Callable[[bytes], Packed], tuple[bytes]]:
        """Pack; what comes out of the other end is equal."""
        memories = _Memories(version="", units={key: _memory(unit) for key, unit in self.items()})
        return _unpacked, (msgspec.msgpack.encode(memories),)


def _unpacked(content: bytes) -> Packed:
    memories = msgspec.msgpack.decode(content, type=_Memories)
    return Packed((key, _unit(memory)) for key, memory in memories.units.items())


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
            units.update((key, _unit(memory)) for key, memory in memories.units.items() if memory.is_whole)
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
    for part, memories in lasting.items():
        keep(_file(path, part), _Memories(version=version, units=memories))


def recalled(path: Path, kind: type[Kept]) -> Kept | None:
    """Return the one value kept at `path`, or None when there is none or it is no such thing."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def keep(path: Path, value: object) -> None:
    """Keep one value at `path`, whole or not at all; failing to write is no failure."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(msgspec.msgpack.encode(value))
        temporary.replace(path)


def _file(path: Path, part: int) -> Path:
    return path.with_stem(f"{path.stem}-{part:02}")


def _part(key: str) -> int:
    """A producer's products lie in the file of the producer, since they change together."""
    return zlib.crc32(key.partition("/")[0].encode("utf-8", "surrogateescape")) % _PARTS


def _unit(memory: _Memory) -> Unit:
    if memory.product is not None:
        applications = _Remembered(memory.applications) if memory.applications else ()
        # Decoded just now and nobody else's yet: replace() would add a tenth to the time of 20,000 products.
        object.__setattr__(memory.product, "applications", applications)
    return Unit(
        stamp=memory.stamp,
        digest=memory.digest,
        producer=memory.producer,
        product=memory.product,
        found=tuple(Diagnostic(BY_ID[one.code], one.where, one.facts, one.related) for one in memory.found),
    )


def _memory(unit: Unit) -> _Memory:
    product, applications = unit.product, b""
    if product is not None and product.applications:
        applications = _kept(product.applications)
        product = replace(product, applications=())
    return _Memory(
        stamp=unit.stamp,
        digest=unit.digest,
        producer=unit.producer,
        product=product,
        applications=applications,
        sum=zlib.crc32(applications),
        found=tuple(
            _Problem(code=one.code.id, where=one.where, facts=dict(one.facts), related=one.related)
            for one in unit.found
        ),
    )


def _kept(applications: Sequence[Application]) -> bytes:
    if isinstance(applications, _Remembered):
        return applications.kept
    return msgspec.msgpack.encode(tuple(applications))
