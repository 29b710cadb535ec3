"""Read the whole tree: schemas and law first, then dossiers and plans under them."""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocop import rules
from ocop.diagnostics import Diagnostic
from ocop.law import Law
from ocop.load import memory
from ocop.load.dossiers import Dossiers, Schemas, read_dossiers
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.tree import FolderTree
from ocop.model import Registry
from ocop.plan import Plan
from ocop.report import in_order
from ocop.schema import DocumentSchema, TableSchema


class LoadError(Exception):
    """The tool's own files are missing or broken; nobody's dossier is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Everything a tree says, with every problem in it, in order.

    `fingerprints` gives a digest of the files behind each producer and product.
    """

    registry: Registry
    law: Law
    plans: Mapping[int, Plan]
    diagnostics: tuple[Diagnostic, ...]
    fingerprints: Mapping[str, str]
    reused: int


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds a registry; LoadError when there is none."""
    for folder in (start, *start.parents):
        if (folder / "schemas").is_dir() and (folder / "dossiers").is_dir():
            return folder
    raise LoadError(f"{start}: không thấy kho hồ sơ (thư mục có schemas/ và dossiers/) ở đây hay bên trên")


def load(
    root: Path,
    *,
    schemas_root: Path | None = None,
    memory_path: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Return the registry under `root`, judged by the schemas and law under `schemas_root` (or `root`).

    With `memory_path`, folders unchanged since the last run are taken from that file. LoadError when the
    schemas themselves cannot be used.
    """
    with _collector_at_rest():
        return _load(FolderTree(root), FolderTree(schemas_root or root), memory_path, progress)


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again, through values that are here to stay.

    It took half the time of reading 20,000 remembered dossiers.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


def _load(
    tree: FolderTree,
    judge: FolderTree,
    memory_path: Path | None,
    progress: Callable[[int, int], None] | None,
) -> Loaded:
    version = _version(judge)
    try:
        law, found = read_law(judge)
        schemas = _schemas(judge)
    except (OSError, ValueError) as error:
        raise LoadError(f"schemas/: {error}") from error
    known = memory.remembered(memory_path, version) if memory_path else {}
    dossiers = read_dossiers(tree, schemas, law, known, progress)
    if memory_path:
        memory.remember(memory_path, version, known, dossiers.units)
    plans, plan_problems = read_plans(tree, judge, law)
    return Loaded(
        registry=dossiers.registry,
        law=law,
        plans=plans,
        diagnostics=in_order(
            (*found, *dossiers.found, *rules.registry_problems(dossiers.registry), *plan_problems)
        ),
        fingerprints=_fingerprints(dossiers),
        reused=dossiers.reused,
    )


def _fingerprints(dossiers: Dossiers) -> Mapping[str, str]:
    return {key: unit.digest for key, unit in dossiers.units.items()}


def _schemas(judge: FolderTree) -> Schemas:
    folder = judge.root / "schemas"
    joins = folder / "joins.table.json"
    return Schemas(
        producer=DocumentSchema.parsed((folder / "producer.schema.json").read_text("utf-8")),
        product=DocumentSchema.parsed((folder / "product.schema.json").read_text("utf-8")),
        history=TableSchema.parsed((folder / "history.table.json").read_text("utf-8")),
        joins=TableSchema.parsed(joins.read_text("utf-8")) if joins.exists() else None,
    )


def _version(judge: FolderTree) -> str:
    """Return a digest of what a verdict depends on besides the dossiers: law, schemas and this code."""
    digest = hashlib.blake2b(digest_size=16)
    code = Path(__file__).parent.parent
    files = [*sorted((judge.root / "schemas").rglob("*")), *sorted(code.rglob("*.py"))]
    for path in files:
        if path.is_file():
            digest.update(path.name.encode("utf-8", "surrogateescape"))
            digest.update(path.read_bytes())
    return digest.hexdigest()
