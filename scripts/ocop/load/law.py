"""Read `schemas/rules/` and `schemas/lists/` into the law's values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import MappingProxyType

from ocop.diagnostics import Diagnostic, Severity, Text
from ocop.law import Law, RuleSet, Term, Unit, UnitChange
from ocop.load.rule_sets import rule_set_value
from ocop.load.tree import Folder, FolderTree
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Row, read_document, read_table

# The closed lists whose entries are a code with two labels; each has its `schemas/<name>.table.json`.
LISTS = (
    "agencies",
    "document-types",
    "event-kinds",
    "levels",
    "producer-types",
    "product-groups",
    "product-sets",
    "unit-kinds",
)


def read_law(tree: FolderTree) -> tuple[Law, tuple[Diagnostic, ...]]:
    """Return the law as far as its files are sound, and what is wrong with the others.

    A rule set or list row that breaks its schema is left out; FileNotFoundError when a file that the
    registry cannot do without is missing or unreadable.
    """
    top = tree.folder("schemas")
    rules, lists = (
        top.folders.get("rules", Folder("schemas/rules")),
        top.folders.get("lists", Folder("schemas/lists")),
    )
    found: list[Diagnostic] = [*rules.found, *lists.found]
    rule_sets = list(_rule_sets(tree, top, rules, found.append))
    units = [_unit(row) for row in _rows(tree, top, lists, "administrative-units", found.append)]
    changes = [_change(row) for row in _rows(tree, top, lists, "administrative-changes", found.append)]
    law = Law(
        rule_sets=tuple(sorted(rule_sets, key=lambda rule_set: rule_set.in_force_from)),
        units={unit.id: unit for unit in units},
        unit_changes=tuple(changes),
        lists={
            name: {row.cells["id"]: _term(row) for row in _rows(tree, top, lists, name, found.append)}
            for name in LISTS
        },
    )
    return law, tuple(found)


def read_rule_sets(tree: FolderTree) -> tuple[tuple[RuleSet, ...], tuple[Diagnostic, ...]]:
    """Return the rule sets alone, for verbs that need neither lists nor dossiers; else as `read_law`."""
    top = tree.folder("schemas")
    rules = top.folders.get("rules", Folder("schemas/rules"))
    found: list[Diagnostic] = [*rules.found]
    rule_sets = sorted(_rule_sets(tree, top, rules, found.append), key=lambda one: one.in_force_from)
    return tuple(rule_sets), tuple(found)


def _required(tree: FolderTree, folder: Folder, name: str) -> str:
    entry = folder.files.get(name)
    text = tree.text(entry)[0] if entry is not None else None
    if text is None:
        raise FileNotFoundError(f"{folder.path}/{name} is missing or unreadable")
    return text


def _rule_sets(
    tree: FolderTree, top: Folder, folder: Folder, report: Callable[[Diagnostic], None]
) -> Iterator[RuleSet]:
    schema = DocumentSchema.parsed(_required(tree, top, "rule-set.schema.json"))
    for name, entry in folder.files.items():
        if not name.endswith(".yml"):
            continue
        text, problems = tree.text(entry)
        found = list(problems)
        document = None
        if text is not None:
            document, problems = read_document(entry.path, text)
            found.extend(problems)
        if document is not None:
            found.extend(schema.problems(document))
        for diagnostic in found:
            report(diagnostic)
        if document is not None and not any(one.code.severity is Severity.ERROR for one in found):
            yield rule_set_value(document.value)


def _rows(
    tree: FolderTree, top: Folder, folder: Folder, name: str, report: Callable[[Diagnostic], None]
) -> Iterator[Row]:
    schema = TableSchema.parsed(_required(tree, top, f"{name}.table.json"))
    path = f"{folder.path}/{name}.csv"
    table, problems = read_table(path, _required(tree, folder, f"{name}.csv"))
    found = [*problems, *(schema.problems([table]) if table is not None else ())]
    for diagnostic in found:
        report(diagnostic)
    bad = {one.where.line for one in found if one.code.severity is Severity.ERROR}
    if table is not None:
        yield from table.sound_rows(bad)


def _cell_day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _unit(row: Row) -> Unit:
    cells = row.cells
    return Unit(
        id=cells["id"],
        code=cells["code"],
        name=cells["name"],
        kind=cells["kind"],
        parent=cells["parent"] or None,
        valid_from=date.fromisoformat(cells["valid_from"]),
        valid_to=_cell_day(cells["valid_to"]),
    )


def _change(row: Row) -> UnitChange:
    cells = row.cells
    return UnitChange(
        from_unit=cells["from_unit"],
        to_unit=cells["to_unit"] or None,
        on=date.fromisoformat(cells["on"]),
        is_default=cells["is_default"] == "true",
        note=cells["note"] or None,
    )


def _term(row: Row) -> Term:
    others = {name: cell for name, cell in row.cells.items() if name not in {"id", "label_vi", "label_en"}}
    return Term(
        id=row.cells["id"],
        label=Text(row.cells["label_vi"], row.cells["label_en"]),
        attributes=MappingProxyType(others),
    )
