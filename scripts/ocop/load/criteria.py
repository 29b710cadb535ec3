"""Read `schemas/criteria/`: the sheets of a rule set, put together from blocks that several sheets share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from ocop import spelling
from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Severity
from ocop.law import RuleSet
from ocop.load.checked import each, items, mapping, number, optional_text, text, whole
from ocop.load.documents import sound_document
from ocop.load.law import read_rule_sets
from ocop.load.tree import Folder, FolderTree, Tree
from ocop.schema import DocumentSchema
from ocop.scoring import (
    Anomaly,
    Case,
    Criterion,
    Group,
    Knockout,
    Option,
    Part,
    Section,
    Sheet,
    ZeroPoints,
    sheet_problems,
)
from ocop.source import Document, Value, clipped

_BLOCKS, _SET = "blocks.yml", "set.yml"


@dataclass(frozen=True, slots=True)
class Reading:
    """A sheet as far as it is sound, the numbers the rule set has, and what is wrong with the files."""

    sheet: Sheet | None
    numbers: range
    found: tuple[Diagnostic, ...] = ()


class NoSuchSheet(Exception):
    """The rule set or the sheet number that was asked for does not exist."""


def find_sheet(root: Path, rule_set_id: str, wanted: int) -> tuple[RuleSet, Reading]:
    """Return a rule set and its sheet under `root`; NoSuchSheet, with a sentence, when there is none."""
    tree = FolderTree(root)
    rule_sets, found = read_rule_sets(tree)
    rule_set = next((one for one in rule_sets if one.id == rule_set_id), None)
    if rule_set is None:
        known = ", ".join(one.id for one in rule_sets)
        raise NoSuchSheet(f"Không có bộ quy định “{rule_set_id}” (có: {known}). (No such rule set.)")
    reading = SheetReader(tree).reading(rule_set, wanted)
    if reading.sheet is None and not reading.found:
        last = reading.numbers[-1]
        raise NoSuchSheet(f"{rule_set.number} không có phiếu số {wanted} (có 1–{last}). (No such sheet.)")
    broken = tuple(one for one in found if one.code.severity is Severity.ERROR)
    return rule_set, Reading(reading.sheet, reading.numbers, (*broken, *reading.found))


class SheetReader:
    """Reads sheets when they are asked for, each file once: few of the 51 are needed in one run."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._readings: dict[tuple[str, int], Reading] = {}
        self._documents: dict[str, tuple[Document | None, tuple[Diagnostic, ...]]] = {}
        self._schemas: dict[str, DocumentSchema] = {}

    @cached_property
    def _top(self) -> Folder:
        return self._tree.folder("schemas")

    def sheet(self, rule_set: RuleSet, wanted: int) -> Sheet | None:
        """Return sheet `wanted` of a rule set, or None when it has no such sheet or its files are broken."""
        try:
            return self.reading(rule_set, wanted).sheet
        except FileNotFoundError:
            return None

    def reading(self, rule_set: RuleSet, wanted: int) -> Reading:
        """Return sheet `wanted` of a rule set, or of the act it amends when it brings no sheets of its own.

        A sheet that was never found comes back with parts and no criteria. FileNotFoundError when the rule
        set has no folder under `schemas/criteria/` or the schemas are missing.
        """
        key = rule_set.id, wanted
        if key not in self._readings:
            self._readings[key] = self._read(rule_set, wanted)
        return self._readings[key]

    def _read(self, rule_set: RuleSet, wanted: int) -> Reading:
        folders = self._top.folders.get("criteria", Folder("schemas/criteria")).folders
        folder = folders.get(rule_set.id) or folders.get(rule_set.amends or "")
        if folder is None:
            raise FileNotFoundError(f"schemas/criteria/{rule_set.id} is missing")
        index, found = self._document(folder, _SET)
        if index is None:
            return Reading(None, range(0), found)
        numbers = range(1, whole(index.value["sheets"]) + 1)
        if wanted not in numbers:
            return Reading(None, numbers, found)
        if wanted in items(index.value["missing"]):
            return Reading(_unknown_sheet(index.value, rule_set.id, wanted), numbers, found)
        name = next((name for name in folder.files if name.startswith(f"{wanted:02}-")), None)
        if name is None:
            raise FileNotFoundError(f"{folder.path}/{wanted:02}-*.yml is missing")
        blocks, of_blocks = self._document(folder, _BLOCKS)
        document, of_document = self._document(folder, name)
        found = (*found, *of_blocks, *of_document)
        if blocks is None or document is None:
            return Reading(None, numbers, found)
        lacking = tuple(_lacking_blocks(document, blocks))
        if lacking:
            return Reading(None, numbers, (*found, *lacking))
        sheet = _sheet(document.value, mapping(blocks.value["blocks"]), rule_set.id)
        return Reading(sheet, numbers, (*found, *sheet_problems(sheet, document.origin)))

    def _document(self, folder: Folder, name: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
        """Return one file that its schema has passed, or None, with what is wrong with it."""
        path = f"{folder.path}/{name}"
        if path not in self._documents:
            entry = folder.files.get(name)
            if entry is None:
                raise FileNotFoundError(f"{path} is missing")
            kind = {_BLOCKS: "blocks", _SET: "set"}.get(name, "sheet")
            schema = self._schema(f"criteria-{kind}.schema.json")
            self._documents[path] = sound_document(self._tree, entry, schema)
        return self._documents[path]

    def _schema(self, name: str) -> DocumentSchema:
        if name not in self._schemas:
            file = self._top.files.get(name)
            text = self._tree.text(file)[0] if file is not None else None
            if text is None:
                raise FileNotFoundError(f"schemas/{name} is missing or unreadable")
            self._schemas[name] = DocumentSchema.parsed(text)
        return self._schemas[name]


def _lacking_blocks(document: Document, blocks: Document) -> Iterator[Diagnostic]:
    known = mapping(blocks.value["blocks"])
    for p, part in enumerate(each(document.value["parts"])):
        for s, section in enumerate(each(part["sections"])):
            for c, item in enumerate(each(section["criteria"])):
                block = text(item["block"])
                if block not in known:
                    facts = {"field": text(item["code"]), "found": clipped(block)}
                    facts |= {"nearest": spelling.nearest(block, known) or "–"}
                    where = document.origin.at(f"parts.{p}.sections.{s}.criteria.{c}.block")
                    yield Diagnostic(codes.UNKNOWN_BLOCK, where, facts)


def _unknown_sheet(value: Mapping[str, Value], rule_set: str, wanted: int) -> Sheet:
    parts = tuple(
        Part(code=text(item["code"]), name=text(item["name"]), max=number(item["max"]))
        for item in each(value["parts"])
    )
    citation = text(mapping(value["grounds"])["citation"])
    total = sum((part.max for part in parts), Decimal(0))
    return Sheet(
        rule_set=rule_set,
        number=wanted,
        product_set=None,
        citation=f"{citation}, bộ {wanted}",
        max=total,
        parts=parts,
    )


def _sheet(value: Mapping[str, Value], blocks: Mapping[str, Value], rule_set: str) -> Sheet:
    return Sheet(
        rule_set=rule_set,
        number=whole(value["sheet"]),
        product_set=text(value["product_set"]),
        citation=text(value["citation"]),
        max=number(value["max"]),
        missing_points=number(value["missing_points"]),
        excluded_when=tuple(text(item) for item in items(value["excluded_when"])),
        anomalies=tuple(
            Anomaly(
                note=text(item["note"]),
                criterion=optional_text(item.get("criterion")),
                option=None if item.get("option") is None else whole(item["option"]),
            )
            for item in each(value["anomalies"])
        ),
        parts=tuple(
            Part(
                code=text(part["code"]),
                name=text(part["name"]),
                max=number(part["max"]),
                sections=tuple(_section(item, blocks) for item in each(part["sections"])),
            )
            for part in each(value["parts"])
        ),
    )


def _section(value: Mapping[str, Value], blocks: Mapping[str, Value]) -> Section:
    codes_so_far: list[str] = []
    criteria = []
    for item in each(value["criteria"]):
        codes_so_far.append(text(item["code"]))
        occurrence = codes_so_far.count(codes_so_far[-1])
        criteria.append(_criterion(item, mapping(blocks[text(item["block"])]), occurrence))
    return Section(
        code=text(value["code"]),
        name=text(value["name"]),
        max=number(value["max"]),
        groups=tuple(
            Group(code=text(item["code"]), name=text(item["name"]), max=number(item["max"]))
            for item in each(value.get("groups", []))
        ),
        criteria=tuple(criteria),
    )


def _criterion(item: Mapping[str, Value], block: Mapping[str, Value], occurrence: int) -> Criterion:
    gate = block.get("applies_if")
    return Criterion(
        code=text(item["code"]),
        name=text(block["name"]),
        max=number(block["max"]),
        occurrence=occurrence,
        group=optional_text(item.get("group")),
        options=tuple(_option(one) for one in each(block["options"])),
        knockouts=tuple(_knockout(one) for one in each(block.get("knockouts", []))),
        cases=tuple(
            Case(code=text(one["code"]), label=text(one["label"])) for one in each(block.get("cases", []))
        ),
        needs_points_in=None if gate is None else text(mapping(gate)["above_zero"]),
        requirement=optional_text(block.get("requirement")),
        note=optional_text(block.get("note")),
        implied_options=block.get("implied_options") is True,
        commune_review=block.get("commune_review") is True,
        evidence=tuple(text(one) for one in items(block.get("evidence", []))),
    )


def _option(value: Mapping[str, Value]) -> Option:
    star = value.get("min_star")
    return Option(
        points=number(value["points"]),
        label=text(value["label"]),
        min_star=None if star is None else whole(star),
        case=optional_text(value.get("case")),
    )


def _knockout(value: Mapping[str, Value]) -> Knockout:
    zero = optional_text(value.get("zero_points_in"))
    return Knockout(label=text(value["label"]), zero_points_in=None if zero is None else ZeroPoints(zero))
