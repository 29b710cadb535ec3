"""Read the whole tree: schemas and law first, then dossiers and plans under them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocop import rules
from ocop.collector import collector_at_rest
from ocop.diagnostics import Diagnostic
from ocop.law import Law
from ocop.load import memory
from ocop.load.applications import ApplicationSchemas
from ocop.load.criteria import SheetReader
from ocop.load.dossiers import Dossiers, Schemas, read_dossiers
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.roles import read_permissions
from ocop.load.tree import FolderTree, Tree
from ocop.model import Registry
from ocop.plan import Plan
from ocop.report import in_order
from ocop.schema import DocumentSchema, TableSchema
from ocop.scoring import Sheets


class LoadError(Exception):
    """The tool's own files are missing or broken; nobody's dossier is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Everything a tree says, with every problem in it, in order.

    `sheets` reads a scoring sheet when it is first asked for; `fingerprints` gives a digest of the files
    behind each producer and product.
    """

    registry: Registry
    law: Law
    sheets: Sheets
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
    workers: int | None = None,
) -> Loaded:
    """Return the registry under `root`, judged by the schemas and law under `schemas_root` (or `root`).

    With `memory_path`, folders unchanged since the last run are taken from that file. `workers` is the
    number of processors unless given. LoadError when the schemas themselves cannot be used.
    """
    with collector_at_rest():
        return Reader(FolderTree(schemas_root or root)).load(
            FolderTree(root),
            memory_path=memory_path,
            progress=progress,
            workers=workers or os.cpu_count() or 1,
        )


class Reader:
    """Reads trees by the law and the schemas of one tree, which are read once."""

    def __init__(self, judge: Tree) -> None:
        """Read law and schemas; LoadError when they cannot be used."""
        try:
            self.law, found = read_law(judge)
            self._schemas = _schemas(judge)
            self.permissions = read_permissions(judge)
            self._own_problems = (*found, *self.permissions.found)
        except (OSError, ValueError) as error:
            raise LoadError(f"schemas/: {error}") from error
        self.judge = judge
        self.sheets = SheetReader(judge).sheet

    def load(
        self,
        tree: Tree,
        *,
        memory_path: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
        workers: int = 1,
    ) -> Loaded:
        """Return what `tree` says; with `memory_path`, what has not changed is taken from there.

        Only a folder can be read by several `workers`.
        """
        version = _version(self.judge) if memory_path else ""
        known = memory.remembered(memory_path, version) if memory_path else {}
        judge = rules.Judge(self.law, self.sheets)
        dossiers = read_dossiers(tree, self._schemas, judge, known, progress, workers)
        if memory_path:
            memory.remember(memory_path, version, known, dossiers.units)
        plans, plan_problems = read_plans(tree, self.judge, self.law)
        registry_problems = rules.registry_problems(dossiers.registry)
        return Loaded(
            registry=dossiers.registry,
            law=self.law,
            sheets=self.sheets,
            plans=plans,
            diagnostics=in_order(
                (
                    *self._own_problems,
                    *dossiers.found,
                    *registry_problems,
                    *plan_problems,
                )
            ),
            fingerprints=_fingerprints(dossiers),
            reused=dossiers.reused,
        )


def _fingerprints(dossiers: Dossiers) -> Mapping[str, str]:
    return {key: unit.digest for key, unit in dossiers.units.items()}


def _schemas(judge: Tree) -> Schemas:
    def text(name: str) -> str:
        return judge.required(f"schemas/{name}")

    joins = "joins.table.json"
    return Schemas(
        producer=DocumentSchema.parsed(text("producer.schema.json")),
        product=DocumentSchema.parsed(text("product.schema.json")),
        history=TableSchema.parsed(text("history.table.json")),
        joins=TableSchema.parsed(text(joins)) if joins in judge.folder("schemas").files else None,
        application=ApplicationSchemas.of(judge),
    )


def _version(judge: Tree) -> str:
    """Return a digest of what a verdict depends on besides the dossiers: law, schemas and this code."""
    digest = hashlib.blake2b(judge.digest("schemas").encode(), digest_size=16)
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.name.encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    return digest.hexdigest()
