"""The files that a producer, a product and an application begin with: only what their next step needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ocop.completeness import AddRow, CreateFile, Item, SetKey
from ocop.completeness.filing import filing_items
from ocop.completeness.inquiry import Inquiry
from ocop.diagnostics import DocumentOrigin
from ocop.law import Law, RuleSet
from ocop.load.dossiers import HISTORY_FILE, PRODUCER_FILE, PRODUCT_FILE
from ocop.model import (
    CLAIMS_FILE,
    EVIDENCE_FILE,
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
    Application,
    ApplicationKind,
    Form,
    Product,
)
from ocop.scaffold.commented import Beginning, commented
from ocop.schema import DocumentSchema
from ocop.scoring import Sheet, Sheets
from ocop.source import csv_text

# Rule sets have some thirty sheets; beyond this number none is looked for.
_MOST_SHEETS = 50

# New files by path below the registry's root.
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Makes the files in the words of the schemas under `root`."""

    root: Path

    def producer(self, folder: str, *, name: str, kind: str, on: date) -> Files:
        """Return a producer's file; `kind` is a code of the list of producer types."""
        filled = {"schema": "producer/1", "name": name, "type": kind, **_record(on)}
        text = self._document(PRODUCER_FILE, Beginning(filled=filled, wanted={"place.commune": ""}))
        return _encoded({f"dossiers/{folder}/{PRODUCER_FILE}": text})

    def product(self, identifier: str, *, name: str, on: date) -> Files:
        """Return a product's file and its history, still without a row."""
        filled = {"schema": "product/1", "name": name, **_record(on)}
        text = self._document(PRODUCT_FILE, Beginning(filled=filled, wanted={"product_set": ""}))
        folder = f"dossiers/{identifier}"
        return _encoded(
            {f"{folder}/{PRODUCT_FILE}": text, f"{folder}/{HISTORY_FILE}": self._table(HISTORY_FILE)}
        )

    def application(
        self, product: Product, draft: Application, rule_set: RuleSet, law: Law, sheets: Sheets, on: date
    ) -> Files:
        """Return the files that filing under `rule_set` needs, as `ocop todo` would ask for them."""
        items = filing_items(Inquiry.of(product, draft, law, sheets, on))
        wanted: dict[str, dict[str, str]] = {REGISTRATION_FILE: {"target_star": "4"}}
        for item in items:
            if isinstance(item.edit, SetKey):
                wanted.setdefault(_name(item.edit.file), {})[item.edit.key] = item.edit.example
            elif isinstance(item.edit, CreateFile):
                wanted.setdefault(_name(item.edit.file), {})
        filled: dict[str, str | int] = {"schema": "application/1", "kind": draft.kind.value}
        if draft.sheet is not None:
            filled["sheet"] = draft.sheet
        notes = [f"Theo {rule_set.number} ({rule_set.title.vi}).", *_citations(items, rule_set)]
        files = {
            REGISTRATION_FILE: self._document(
                REGISTRATION_FILE, Beginning(filled=filled, wanted=wanted[REGISTRATION_FILE], notes=notes)
            )
        }
        if SELF_ASSESSMENT_FILE in wanted:
            beginning = Beginning(
                filled={"schema": "self-assessment/1"}, wanted=wanted[SELF_ASSESSMENT_FILE], notes=notes[:1]
            )
            files[SELF_ASSESSMENT_FILE] = self._document(SELF_ASSESSMENT_FILE, beginning)
        files[CLAIMS_FILE] = self._table(CLAIMS_FILE, _codes(items) or _parts(draft, rule_set, sheets))
        files[EVIDENCE_FILE] = self._table(EVIDENCE_FILE)
        return _encoded({f"{draft.path}/{name}": text for name, text in files.items()})

    def _document(self, name: str, beginning: Beginning) -> str:
        text = (self.root / "schemas" / name.replace(".yml", ".schema.json")).read_text("utf-8")
        return commented(DocumentSchema.parsed(text), beginning)

    def _table(self, name: str, codes: Iterable[str] = ()) -> str:
        """Return a table with its header, and a row that is blank but for its first cell for each code."""
        text = (self.root / "schemas" / name.replace(".csv", ".table.json")).read_text("utf-8")
        header = [str(field["name"]) for field in json.loads(text)["fields"]]
        return csv_text([header, *([code, *[""] * (len(header) - 1)] for code in codes)])


def draft_of(product: Product, name: str, kind: ApplicationKind, sheet: int | None) -> Application:
    """Return an application of which nothing is known but its kind and perhaps its sheet."""
    path = f"dossiers/{product.id}/{name}"
    values = {"schema": "application/1", "kind": kind.value} | ({"sheet": str(sheet)} if sheet else {})
    form = Form(values=values, origin=DocumentOrigin(f"{path}/{REGISTRATION_FILE}"))
    return Application(id=name, path=path, kind=kind, sheet=sheet, registration=form)


def next_name(taken: Iterable[str], year: int) -> str:
    """Return the folder name of the next application of a year, after the highest there is."""
    numbers = [int(one.partition("-")[2]) for one in taken if one.startswith(f"{year}-")]
    return f"{year}-{max(numbers, default=0) + 1}"


def _encoded(texts: Mapping[str, str]) -> Files:
    return {path: text.encode("utf-8") for path, text in texts.items()}


def _record(on: date) -> Mapping[str, str]:
    return {"record.standing": "gathered", "record.gathered_on": on.isoformat()}


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _citations(items: Iterable[Item], rule_set: RuleSet) -> list[str]:
    """Return where the act itself asks for the keys; an older act's forms were read from a later one."""
    cited = dict.fromkeys(item.citation for item in items if isinstance(item.edit, SetKey))
    own = [one for one in cited if one.startswith(rule_set.number)]
    return [f"Căn cứ: {'; '.join(own)}."] if own else []


def _codes(items: Iterable[Item]) -> list[str]:
    """Return the criteria, or parts, that are still to be scored."""
    return [
        item.edit.cells["criterion"]
        for item in items
        if isinstance(item.edit, AddRow) and _name(item.edit.file) == CLAIMS_FILE
    ]


def _parts(draft: Application, rule_set: RuleSet, sheets: Sheets) -> list[str]:
    """Return the parts of an act none of whose sheets is known: only they can be scored."""
    if draft.sheet is not None:
        return []
    every = [sheet for number in range(1, _MOST_SHEETS) if (sheet := sheets(rule_set, number)) is not None]
    return _part_codes(every[0]) if every and not any(sheet.is_known for sheet in every) else []


def _part_codes(sheet: Sheet) -> list[str]:
    return [part.code for part in sheet.parts]
