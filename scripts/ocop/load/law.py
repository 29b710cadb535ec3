"""Read `schemas/rules/` and `schemas/lists/` into the law's values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ocop.diagnostics import Diagnostic, DocumentOrigin, Severity, Text
from ocop.law import Law, Position, RuleSet, Term, Unit, UnitChange, WorkingCalendar
from ocop.load.documents import sound_document
from ocop.load.forms import read_forms
from ocop.load.rule_sets import rule_set_value
from ocop.load.tree import Folder, Tree
from ocop.rules.acts import Tie, tie_problems
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Row, read_table

# The closed lists whose entries are a code with two labels; each has its `schemas/<name>.table.json`.
LISTS = (
    "agencies",
    "code-schemes",
    "document-types",
    "event-kinds",
    "instruments",
    "glossary",
    "levels",
    "producer-types",
    "product-groups",
    "product-sets",
    "tiles",
    "unit-kinds",
)


def read_law(tree: Tree) -> tuple[Law, tuple[Diagnostic, ...]]:
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
    read = list(_rule_sets(tree, top, rules, found.append))
    rule_sets = [rule_set for rule_set, _ in read]
    instruments = list(_rows(tree, top, lists, "instruments", found.append))
    units = [_unit(row) for row in _rows(tree, top, lists, "administrative-units", found.append)]
    changes = [_change(row) for row in _rows(tree, top, lists, "administrative-changes", found.append)]
    law = Law(
        rule_sets=tuple(sorted(rule_sets, key=lambda rule_set: rule_set.in_force_from)),
        units={unit.id: unit for unit in units},
        unit_changes=tuple(changes),
        lists={
            name: {row.cells["id"]: _term(row) for row in rows}
            for name, rows in (
                (name, instruments if name == "instruments" else _rows(tree, top, lists, name, found.append))
                for name in LISTS
            )
        },
        forms=read_forms(lambda name: _required(tree, top, name)),
        working_calendar=_working_calendar(list(_rows(tree, top, lists, "public-holidays", found.append))),
    )
    # A rule set that could not be read is still there to be named.
    documents = {*(name.removesuffix(".yml") for name in rules.files), *law.lists["instruments"]}
    found.extend(tie_problems([*_ties_of_acts(read), *_ties_of_rows(instruments)], documents))
    return law, tuple(found)


def read_rule_sets(tree: Tree) -> tuple[tuple[RuleSet, ...], tuple[Diagnostic, ...]]:
    """Return the rule sets alone, for verbs that need neither lists nor dossiers; else as `read_law`."""
    top = tree.folder("schemas")
    rules = top.folders.get("rules", Folder("schemas/rules"))
    found: list[Diagnostic] = [*rules.found]
    rule_sets = [rule_set for rule_set, _ in _rule_sets(tree, top, rules, found.append)]
    return tuple(sorted(rule_sets, key=lambda one: one.in_force_from)), tuple(found)


def read_labels(tree: Tree, name: str) -> dict[str, Text]:
    """Return the labels of one closed list alone, by code; a row that breaks its schema is left out."""
    top = tree.folder("schemas")
    lists = top.folders.get("lists", Folder("schemas/lists"))
    return {row.cells["id"]: _term(row).label for row in _rows(tree, top, lists, name, lambda _: None)}


def _required(tree: Tree, folder: Folder, name: str) -> str:
    entry = folder.files.get(name)
    text = tree.text(entry)[0] if entry is not None else None
    if text is None:
        raise FileNotFoundError(f"{folder.path}/{name} is missing or unreadable")
    return text


def _rule_sets(
    tree: Tree, top: Folder, folder: Folder, report: Callable[[Diagnostic], None]
) -> Iterator[tuple[RuleSet, DocumentOrigin]]:
    schema = DocumentSchema.parsed(_required(tree, top, "rule-set.schema.json"))
    for name, entry in folder.files.items():
        if not name.endswith(".yml"):
            continue
        document, found = sound_document(tree, entry, schema)
        for diagnostic in found:
            report(diagnostic)
        if document is not None:
            yield rule_set_value(document.value), document.origin


def _ties_of_acts(read: Iterable[tuple[RuleSet, DocumentOrigin]]) -> Iterator[Tie]:
    for act, origin in read:
        named = [("Sửa đổi văn bản", "amends", "amends", act.amends)]
        named += [
            ("Thay văn bản", "replaces", f"replaces.{place}", one) for place, one in enumerate(act.replaces)
        ]
        for title, field, pointer, earlier in named:
            if earlier is not None:
                where = origin.at(pointer)
                yield Tie(title=title, field=field, named=earlier, later=act.id, earlier=earlier, where=where)


def _ties_of_rows(rows: Iterable[Row]) -> Iterator[Tie]:
    for row in rows:
        own = row.cells["id"]
        if earlier := row.cells["amends"]:
            where = row.origin.at("amends")
            yield Tie(
                title="Sửa đổi văn bản",
                field="amends",
                named=earlier,
                later=own,
                earlier=earlier,
                where=where,
            )
        if later := row.cells["replaced_by"]:
            where = row.origin.at("replaced_by")
            yield Tie(
                title="Được thay bằng",
                field="replaced_by",
                named=later,
                later=later,
                earlier=own,
                where=where,
            )


def _rows(
    tree: Tree, top: Folder, folder: Folder, name: str, report: Callable[[Diagnostic], None]
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
        also_written=tuple(filter(None, cells["also_written"].split("|"))),
        position=_position(cells),
    )


def _position(cells: Mapping[str, str]) -> Position | None:
    """Where a unit lies; half a position, or one that nobody vouches for, is none."""
    longitude, latitude, source = (cells[key] for key in ("longitude", "latitude", "position_source"))
    if not (longitude and latitude and source):
        return None
    return Position(longitude=Decimal(longitude), latitude=Decimal(latitude), source=source)


def _change(row: Row) -> UnitChange:
    cells = row.cells
    return UnitChange(
        from_unit=cells["from_unit"],
        to_unit=cells["to_unit"] or None,
        on=date.fromisoformat(cells["on"]),
        is_default=cells["is_default"] == "true",
        note=cells["note"] or None,
    )


def _working_calendar(rows: Sequence[Row]) -> WorkingCalendar:
    days = {kind: frozenset(date.fromisoformat(row.cells["on"]) for row in rows if row.cells["kind"] == kind)
            for kind in ("off", "worked", "unsettled")}  # fmt: skip
    return WorkingCalendar(
        days_off=days["off"],
        days_worked=days["worked"],
        days_unsettled=days["unsettled"],
        years=frozenset(day.year for day in days["off"]),
    )


def _term(row: Row) -> Term:
    others = {name: cell for name, cell in row.cells.items() if name not in {"id", "label_vi", "label_en"}}
    return Term(
        id=row.cells["id"],
        label=Text(row.cells["label_vi"], row.cells["label_en"]),
        attributes=MappingProxyType(others),
    )
