"""Bring the files of `dossiers/` into their canonical form, each on its own."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from ocop.canonical.documents import canonical_document
from ocop.canonical.tables import canonical_table
from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Severity
from ocop.load.applications import COUNCIL_NAME, FOLDER_NAME
from ocop.load.dossiers import HISTORY_FILE, PRODUCER_FILE, PRODUCT_FILE, TOP_FILES
from ocop.load.scores import SCORES_SCHEMA
from ocop.load.tree import Entry, Folder, FolderTree
from ocop.model import (
    CLAIMS_FILE,
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    EVIDENCE_FILE,
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
)
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import decoded

# Which files have a canonical form, by how many folders below `dossiers/` they lie.
_FILES: tuple[tuple[str, ...], ...] = (
    TOP_FILES,
    (PRODUCER_FILE,),
    (PRODUCT_FILE, HISTORY_FILE),
    (
        REGISTRATION_FILE,
        SELF_ASSESSMENT_FILE,
        CLAIMS_FILE,
        EVIDENCE_FILE,
        COMMUNE_REVIEW_FILE,
        EVALUATIONS_FILE,
    ),
)
_APPLICATION_DEPTH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """One file as it is and as it should be; `after` is None when it could not be read and stays as it is.

    `found` holds what was found where that matters to the reader: errors, else nothing.
    """

    path: str
    before: bytes
    after: bytes | None
    found: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the canonical form is another than the file's."""
        return self.after is not None and self.after != self.before

    @property
    def patch(self) -> str:
        """The change as a unified diff that `git apply` takes; empty when there is none."""
        if self.after is None or not self.changes:
            return ""
        old, new = (_diff_lines(content) for content in (self.before, self.after))
        lines = difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}")
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def _diff_lines(content: bytes) -> list[str]:
    lines = content.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


class Formatter:
    """Formats one file after another under the schemas in a folder; each schema is read once."""

    def __init__(self, tree: FolderTree, schemas: Path) -> None:
        self._tree = tree
        self._schemas = schemas
        self._document_schema = cache(self._read_document_schema)
        self._table_schema = cache(self._read_table_schema)

    def formatted(self, entry: Entry) -> Formatted:
        """Return one file as it should be; OSError or ValueError when the schemas themselves are unusable."""
        content, found = self._tree.content(entry)
        if content is None:
            return Formatted(path=entry.path, before=b"", after=None, found=found)
        text, found = decoded(entry.path, content)
        after = None
        if text is not None and not _broken(found):
            after, more = self.canonical(entry.path, text)
            found = (*found, *more)
        if after is None:
            return Formatted(path=entry.path, before=content, after=None, found=found)
        return Formatted(path=entry.path, before=content, after=after.encode("utf-8"))

    def canonical(self, path: str, text: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """Return the canonical form of a file's text by its name, or None, and what reading found."""
        name = path.rpartition("/")[2]
        if name.endswith(".yml"):
            schema = self._document_schema(name)
            return canonical_document(path, text, schema.properties_at)
        return canonical_table(path, text, self._table_schema(name).fields)

    def _read_document_schema(self, name: str) -> DocumentSchema:
        file = self._schemas / name.replace(".yml", ".schema.json")
        return DocumentSchema.parsed(file.read_text("utf-8"))

    def _read_table_schema(self, name: str) -> TableSchema:
        schema = SCORES_SCHEMA if COUNCIL_NAME.fullmatch(name) else name.replace(".csv", ".table.json")
        return TableSchema.parsed((self._schemas / schema).read_text("utf-8"))


def _broken(found: Iterable[Diagnostic]) -> bool:
    return any(one.code.severity is Severity.ERROR for one in found)


def formattable(top: Folder) -> Iterator[Entry]:
    """Yield the files below `dossiers/` that have a canonical form, in order."""
    yield from _below(top, 0)


def _below(folder: Folder, depth: int) -> Iterator[Entry]:
    if depth == _APPLICATION_DEPTH and not FOLDER_NAME.fullmatch(folder.path.rpartition("/")[2]):
        return
    for name, entry in folder.files.items():
        if name in _FILES[depth] or (depth == _APPLICATION_DEPTH and COUNCIL_NAME.fullmatch(name)):
            yield entry
    if depth < _APPLICATION_DEPTH:
        for inner in folder.folders.values():
            yield from _below(inner, depth + 1)


def refused(top: Folder) -> Sequence[Diagnostic]:
    """Return why tables, documents and folders were not even opened: links, devices, names that collide."""
    return [one for folder in top.walk() for one in folder.found if _keeps_from_formatting(one)]


def _keeps_from_formatting(one: Diagnostic) -> bool:
    suffix = PurePosixPath(one.where.path).suffix
    return one.code is not identity.EXECUTABLE and suffix in {"", ".csv", ".yml"} and _broken((one,))
