"""An application's `evidence.csv` as it stands, and new rows put at its end; no other byte of it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.load.application_values import evidence_value
from ocop.load.applications import FOLDER_NAME
from ocop.load.tree import Folder, FolderTree
from ocop.model import CLAIMS_FILE, EVIDENCE_FILE, REGISTRATION_FILE, Evidence
from ocop.rules.personal_data import no_personal_data
from ocop.schema import TableSchema
from ocop.source import Table, csv_text, decoded, read_table

_ID_PARTS = 3
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBERED = re.compile(r"mc-([0-9]+)")
# What a person typed in a row, as opposed to what is chosen from a list.
_TYPED = ("title", "number", "issuer", "kept_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The table of one application: its bytes (None when there is none yet), rows and where it is at fault.

    `cited` are the ids that the self-assessment cites: a row that was deleted leaves its id there.
    """

    path: str
    raw: bytes | None
    table: Table | None
    rows: tuple[Evidence, ...]
    cited: frozenset[str]
    schema: TableSchema
    found: tuple[Diagnostic, ...]

    @property
    def is_faulty(self) -> bool:
        """Whether something in it is wrong, so that nothing can be added soundly."""
        return any(one.code.severity is Severity.ERROR for one in self.found)

    def holder_of(self, sha256: str) -> Evidence | None:
        """Return the first row that records these bytes."""
        return next((row for row in self.rows if row.sha256 == sha256), None)

    def next_ids(self, count: int) -> Sequence[str]:
        """Return the ids that follow the highest ever used, in the form mc-01."""
        used = (_NUMBERED.fullmatch(one) for one in (*(row.id for row in self.rows), *self.cited))
        last = max((int(one[1]) for one in used if one), default=0)
        return [f"mc-{number:02}" for number in range(last + 1, last + 1 + count)]

    def row_problems(self, cells: Mapping[str, str], shown: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a new row, at the place of the paper called `shown`."""
        text = csv_text([list(cells), list(cells.values())])
        table, found = read_table(shown, text)
        problems = [*decoded(shown, text.encode("utf-8"))[1], *found]
        if table is not None and table.rows:
            problems += self.schema.problems([table])
            titles = {name: str(self.schema.fields[name]["title"]) for name in _TYPED}
            at = table.rows[0].origin.at
            problems += no_personal_data((titles[name], name, cells[name], at) for name in _TYPED)
        return tuple(
            replace(one, where=Location(shown, field=one.where.field))
            for one in problems
            if one.code.severity is Severity.ERROR
        )

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        """Return the file with rows at its end, under its own header and with its own line ends."""
        raw = self.raw
        if raw is None or self.table is None:
            header = tuple(self.schema.fields)
            raw, ending = csv_text([header]).encode("utf-8"), b"\n"
        else:
            header = self.table.header
            ending = b"\r\n" if raw.partition(b"\n")[0].endswith(b"\r") else b"\n"
        if not raw.endswith(b"\n"):
            raw += ending
        text = csv_text([row.get(name, "") for name in header] for row in rows)
        return raw + text.encode("utf-8").replace(b"\n", ending)


def read_book(root: Path, application: str, *, schemas_root: Path | None = None) -> Book:
    """Return the evidence of an application, by id (`a/b/2026-1`); LookupError when there is none.

    It is held against the schema under `schemas_root` (or `root`).
    """
    tree = FolderTree(root)
    path = f"dossiers/{application}"
    folder = tree.folder(path) if _is_application(root, application) else Folder(path)
    if REGISTRATION_FILE not in folder.files:
        raise LookupError(application)
    schema_file = (schemas_root or root) / "schemas" / EVIDENCE_FILE.replace(".csv", ".table.json")
    schema = TableSchema.parsed(schema_file.read_text("utf-8"))
    found = [one for one in folder.found if one.where.path == f"{path}/{EVIDENCE_FILE}"]
    raw: bytes | None = None
    table: Table | None = None
    if EVIDENCE_FILE in folder.files:
        entry = folder.files[EVIDENCE_FILE]
        raw, problems = tree.content(entry)
        found += problems
        text, problems = decoded(entry.path, raw) if raw is not None else (None, ())
        found += problems
        if text is not None:
            table, problems = read_table(entry.path, text)
            found += [*problems, *(schema.problems([table]) if table is not None else ())]
    elif EVIDENCE_FILE in folder.folders:
        where = Location(f"{path}/{EVIDENCE_FILE}")
        found.append(Diagnostic(identity.NOT_A_FILE, where, {"found": EVIDENCE_FILE}))
    bad = {one.where.line for one in found if one.code.severity is Severity.ERROR}
    return Book(
        path=f"{path}/{EVIDENCE_FILE}",
        raw=raw,
        table=table,
        rows=tuple(map(evidence_value, table.sound_rows(bad))) if table is not None else (),
        cited=_cited(tree, path),
        schema=schema,
        found=tuple(found),
    )


def _is_application(root: Path, application: str) -> bool:
    """Whether an id has the form of one, and no link stands on the way to its folder."""
    parts = application.split("/")
    if (
        len(parts) != _ID_PARTS
        or not all(map(_SLUG.fullmatch, parts))
        or not FOLDER_NAME.fullmatch(parts[-1])
    ):
        return False
    folders = (root / "dossiers" / "/".join(parts[:count]) for count in range(len(parts)))
    return not any(folder.is_symlink() for folder in folders)


def _cited(tree: FolderTree, path: str) -> frozenset[str]:
    entry = tree.folder(path).files.get(CLAIMS_FILE)
    text = tree.text(entry)[0] if entry is not None else None
    table = read_table(CLAIMS_FILE, text)[0] if text is not None else None
    rows = table.rows if table is not None else ()
    return frozenset(one for row in rows for one in row.cells.get("evidence", "").split("|") if one)


def applications(tree: FolderTree) -> Sequence[str]:
    """Return the ids of all applications that have a registration file, sound or not."""
    return [
        inner.path.removeprefix("dossiers/")
        for producer in tree.folder("dossiers").folders.values()
        for product in producer.folders.values()
        for name, inner in product.folders.items()
        if FOLDER_NAME.fullmatch(name) and REGISTRATION_FILE in inner.files
    ]
