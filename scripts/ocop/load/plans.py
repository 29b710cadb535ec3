"""Read `plan/<year>/`: one folder a year, so that another year's plan is one more folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ocop import spelling
from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.law import Law
from ocop.load.documents import held_document
from ocop.load.plan_values import actual_value, plan_value
from ocop.load.tree import Folder, Tree
from ocop.plan.model import Plan
from ocop.plan.rules import plan_problems
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Document, Row, clipped, read_table

PLAN_FILE = "plan.yml"
ACTUALS_FILE = "actuals.csv"
MAX_ACTUALS = 2_000


@dataclass(frozen=True, slots=True)
class _Schemas:
    """The compiled schemas that plans are held against."""

    plan: DocumentSchema
    actuals: TableSchema


def read_plans(tree: Tree, judge: Tree, law: Law) -> tuple[Mapping[int, Plan], tuple[Diagnostic, ...]]:
    """Return every plan that could be read, by year, and all problems found.

    A plan whose `plan.yml` has an error is left out, a broken row of `actuals.csv` alone is left out.
    """
    top = tree.folder("plan")
    found = [*top.found, *(_unexpected(entry.path, name, ("<năm>/",)) for name, entry in top.files.items())]
    if not top.folders:
        return {}, tuple(found)
    schemas = _Schemas(
        plan=DocumentSchema.parsed(judge.required("schemas/plan.schema.json")),
        actuals=TableSchema.parsed(judge.required("schemas/plan-actuals.table.json")),
    )
    plans: dict[int, Plan] = {}
    for name, inner in top.folders.items():
        plan, problems = _read(tree, name, inner, schemas)
        found.extend(problems)
        if plan is not None:
            plans.setdefault(plan.year, plan)
            found.extend(plan_problems(plan, law))
    return plans, tuple(found)


def _unexpected(path: str, name: str, expected: tuple[str, ...]) -> Diagnostic:
    nearest = spelling.nearest(name, expected) or "–"
    facts = {"found": clipped(name), "expected": ", ".join(expected), "nearest": nearest}
    return Diagnostic(identity.UNEXPECTED_FILE, Location(path), facts)


def _read(tree: Tree, name: str, folder: Folder, schemas: _Schemas) -> tuple[Plan | None, list[Diagnostic]]:
    expected = (PLAN_FILE, ACTUALS_FILE)
    found = list(folder.found)
    strangers = [(entry.path, other) for other, entry in folder.files.items() if other not in expected]
    strangers += [(inner.path, f"{other}/") for other, inner in folder.folders.items()]
    found.extend(_unexpected(path, other, expected) for path, other in strangers)
    if folder.lacks(PLAN_FILE):
        found.append(Diagnostic(identity.MISSING_FILE, Location(folder.path), {"expected": PLAN_FILE}))
    document, problems = _document(tree, folder, schemas.plan)
    found.extend(problems)
    rows, problems = _rows(tree, folder, schemas.actuals)
    found.extend(problems)
    path = f"{folder.path}/{PLAN_FILE}"
    broken = any(one.code.severity is Severity.ERROR and one.where.path == path for one in found)
    if document is None or broken:
        return None, found
    plan = plan_value(name, document)
    return replace(plan, actuals=tuple(actual_value(row) for row in rows)), found


def _document(tree: Tree, folder: Folder, schema: DocumentSchema) -> tuple[Document | None, list[Diagnostic]]:
    entry = folder.files.get(PLAN_FILE)
    if entry is None:
        return None, []
    document, found = held_document(tree, entry, schema)
    return document, list(found)


def _rows(tree: Tree, folder: Folder, schema: TableSchema) -> tuple[list[Row], list[Diagnostic]]:
    entry = folder.files.get(ACTUALS_FILE)
    if entry is None:
        return [], []
    text, problems = tree.text(entry)
    found = list(problems)
    if text is None:
        return [], found
    table, problems = read_table(entry.path, text, most=MAX_ACTUALS)
    found.extend(problems)
    if table is None:
        return [], found
    wrong = list(schema.problems([table]))
    found.extend(wrong)
    lines = {one.where.line for one in wrong if one.code.severity is Severity.ERROR}
    return list(table.sound_rows(lines)), found
