"""Read an application's folder: forms, self-assessment, evidence, results and council sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ocop import spelling
from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.load.application_values import (
    application_value,
    claim_value,
    evaluation_value,
    evidence_value,
    form_value,
)
from ocop.load.scores import SCORES_SCHEMA, ScoresSchema, score_entry
from ocop.load.tree import Folder, Tree
from ocop.model import (
    CLAIMS_FILE,
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    EVIDENCE_FILE,
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
    Application,
    CouncilSheets,
    Level,
)
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Document, Row, Table, clipped, read_document, read_table

FOLDER_NAME = re.compile(r"[0-9]{4}-[0-9]{1,2}")
COUNCIL_NAME = re.compile(r"council-(district|province|ministry)-([0-9]{1,2})\.csv")
_DOCUMENTS = (REGISTRATION_FILE, SELF_ASSESSMENT_FILE, COMMUNE_REVIEW_FILE)
# No application has so many rows; what is worked out from them must stay cheap for a hostile one.
_MOST_ROWS = {CLAIMS_FILE: 200, EVIDENCE_FILE: 500, EVALUATIONS_FILE: 50}
_MOST_SCORES = 3_000
MAX_APPLICATIONS = 40
FILES = (
    REGISTRATION_FILE,
    SELF_ASSESSMENT_FILE,
    CLAIMS_FILE,
    EVIDENCE_FILE,
    COMMUNE_REVIEW_FILE,
    EVALUATIONS_FILE,
    "council-<level>-<round>.csv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSchemas:
    """The compiled schemas that the files of an application are held against."""

    documents: dict[str, DocumentSchema]
    tables: dict[str, TableSchema]
    scores: ScoresSchema

    @staticmethod
    def of(judge: Tree) -> ApplicationSchemas:
        """Return the schemas of a tree; OSError or ValueError when one is missing or broken."""

        def text(name: str) -> str:
            return judge.required(f"schemas/{name}")

        return ApplicationSchemas(
            documents={
                name: DocumentSchema.parsed(text(name.replace(".yml", ".schema.json"))) for name in _DOCUMENTS
            },
            tables={
                name: TableSchema.parsed(text(name.replace(".csv", ".table.json"))) for name in _MOST_ROWS
            },
            scores=ScoresSchema(text(SCORES_SCHEMA)),
        )


@dataclass(slots=True)
class PendingApplication:
    """A folder read but not yet turned into values: its tables wait for the check of the whole batch."""

    folder: Folder
    found: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)


def read_application(
    tree: Tree, folder: Folder, schemas: ApplicationSchemas, digested: Callable[[bytes], None]
) -> PendingApplication:
    """Return what stands in one application's folder; each file's bytes go to `digested`."""
    one = PendingApplication(folder, list(folder.found))
    for inner in folder.folders.values():
        one.found.append(_unexpected(inner.path, f"{_name(inner.path)}/"))
    if folder.lacks(REGISTRATION_FILE):
        one.found.append(
            Diagnostic(identity.MISSING_FILE, Location(folder.path), {"expected": REGISTRATION_FILE})
        )
    for name, entry in folder.files.items():
        if name not in _DOCUMENTS and name not in _MOST_ROWS and not COUNCIL_NAME.fullmatch(name):
            one.found.append(_unexpected(entry.path, name))
            continue
        text, problems = tree.text(entry)
        one.found.extend(problems)
        if text is None:
            continue
        digested(f"{entry.path}\0{len(text)}\0{text}".encode())
        if name in _DOCUMENTS:
            _take_document(one, name, text, schemas.documents[name])
        else:
            table, problems = read_table(entry.path, text, most=_MOST_ROWS.get(name, _MOST_SCORES))
            one.found.extend(problems)
            if table is not None:
                one.tables[name] = table
    return one


def _take_document(one: PendingApplication, name: str, text: str, schema: DocumentSchema) -> None:
    document, problems = read_document(f"{one.folder.path}/{name}", text)
    one.found.extend(problems)
    if document is not None:
        one.found.extend(schema.problems(document))
        one.documents[name] = document


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _unexpected(path: str, name: str) -> Diagnostic:
    nearest = spelling.nearest(name, FILES) or "–"
    facts = {"found": clipped(name), "expected": ", ".join(FILES), "nearest": nearest}
    return Diagnostic(identity.UNEXPECTED_FILE, Location(path), facts)


def check_tables(pending: Sequence[PendingApplication], schemas: ApplicationSchemas) -> None:
    """Hold the tables of all these applications against their schemas, those of one kind in one pass."""
    batches: dict[int, tuple[TableSchema, list[Table]]] = {}
    owners = {table.path: one for one in pending for table in one.tables.values()}
    for one in pending:
        for name, table in one.tables.items():
            schema = schemas.tables.get(name) or schemas.scores.fitting(table.header)
            batches.setdefault(id(schema), (schema, []))[1].append(table)
    for schema, tables in batches.values():
        for diagnostic in schema.problems(tables):
            owners[diagnostic.where.path].found.append(diagnostic)


def application(one: PendingApplication) -> Application | None:
    """Return the application as far as its files are sound, or None when its registration is not."""
    sound = {
        name: document
        for name, document in one.documents.items()
        if not _wrong_lines(one, document.origin.path)
    }
    registration = sound.get(REGISTRATION_FILE)
    if registration is None:
        return None
    self_assessment, review = sound.get(SELF_ASSESSMENT_FILE), sound.get(COMMUNE_REVIEW_FILE)
    value = application_value(
        one.folder.path,
        registration,
        self_assessment=form_value(self_assessment) if self_assessment else None,
        commune_review=form_value(review) if review else None,
        claims=tuple(map(claim_value, _sound_rows(one, CLAIMS_FILE))),
        evidence=tuple(map(evidence_value, _sound_rows(one, EVIDENCE_FILE))),
        evaluations=tuple(map(evaluation_value, _sound_rows(one, EVALUATIONS_FILE))),
        councils=tuple(_councils(one)),
    )
    return replace(value, unsound=tuple(sorted(_unsound(one))))


def _unsound(one: PendingApplication) -> set[str]:
    return {_name(found.where.path) for found in one.found if found.code.severity is Severity.ERROR}


def _councils(one: PendingApplication) -> Iterator[CouncilSheets]:
    for name, table in one.tables.items():
        matched = COUNCIL_NAME.fullmatch(name)
        if matched:
            entries = tuple(map(score_entry, _sound_rows(one, name)))
            yield CouncilSheets(level=Level(matched[1]), round=matched[2], path=table.path, entries=entries)


def _sound_rows(one: PendingApplication, name: str) -> Iterable[Row]:
    table = one.tables.get(name)
    return table.sound_rows(_wrong_lines(one, table.path)) if table is not None else ()


def _wrong_lines(one: PendingApplication, path: str) -> frozenset[int]:
    return frozenset(
        problem.where.line
        for problem in one.found
        if problem.where.path == path and problem.code.severity is Severity.ERROR
    )
