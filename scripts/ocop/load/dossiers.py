"""Read `dossiers/`: each folder on its own, so that a broken one hides or stops no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ocop import rules, spelling
from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.load.applications import (
    FOLDER_NAME,
    MAX_APPLICATIONS,
    ApplicationSchemas,
    PendingApplication,
    application,
    check_tables,
    read_application,
)
from ocop.load.memory import Packed
from ocop.load.pictures import PICTURE_SUFFIXES, Seen, look_at
from ocop.load.tree import Entry, Folder, Tree
from ocop.load.unit import Unit
from ocop.load.values import event_value, producer_value, product_value
from ocop.model import Event, Registry
from ocop.rules import Judge
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Document, Table, clipped, read_document, read_table
from ocop.workers import shared_out

PRODUCER_FILE = "producer.yml"
PRODUCT_FILE = "product.yml"
HISTORY_FILE = "history.csv"
STORY_FILE = "story.md"
TOP_FILES = ("joins.csv",)
_INNER_FOLDERS = ("images/", "<năm>-<số lượt>/")
# Folders read together, so that tables go to the validator in one pass without holding everything.
_BATCH = 500
_SLUG_LIMIT = 80
# No product has so long a history, and what is worked out from one takes time in the square of its length.
MAX_EVENTS = 500
# As many decisions as people take one by one; a table of faults in all of them is told within two seconds.
MAX_JOINS = 2_000


@dataclass(frozen=True, slots=True)
class Schemas:
    """The compiled schemas that dossiers are held against."""

    producer: DocumentSchema
    product: DocumentSchema
    history: TableSchema
    joins: TableSchema | None
    application: ApplicationSchemas


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Everything read below `dossiers/`."""

    registry: Registry
    found: tuple[Diagnostic, ...]
    units: Mapping[str, Unit]
    reused: int


def read_dossiers(
    tree: Tree,
    schemas: Schemas,
    judge: Judge,
    remembered: Mapping[str, Unit],
    progress: Callable[[int, int], None] | None = None,
    workers: int = 1,
) -> Dossiers:
    """Return every producer and product that could be read, and all problems found.

    A folder whose files carry the same stamps as in `remembered` is not read again. More than one of the
    `workers` needs a tree that several processes can read at a time, as a folder is.
    """
    top = tree.folder("dossiers")
    found: list[Diagnostic] = list(top.found)
    found.extend(_top_files(tree, top, schemas))
    folders = list(_record_folders(top))
    units: dict[str, Unit] = {}
    fresh: list[Folder] = []
    for folder in folders:
        key = folder.path.partition("/")[2]
        known = remembered.get(key)
        if known is not None and known.stamp == _stamp(folder):
            units[key] = known
        else:
            fresh.append(folder)
    batches = [fresh[start : start + _BATCH] for start in range(0, len(fresh), _BATCH)]

    def read(batch: Sequence[Folder]) -> Packed:
        return Packed(_read_batch(tree, batch, schemas, judge))

    def tick(left: int) -> None:
        if progress is not None:
            progress(max(0, len(fresh) - left * _BATCH), len(fresh))

    for _, read_units in shared_out(batches, read, workers, tick):
        units.update(read_units)
    units = dict(sorted(units.items()))
    producers = {key: unit.producer for key, unit in units.items() if unit.producer}
    products = {key: unit.product for key, unit in units.items() if unit.product}
    for unit in units.values():
        found.extend(unit.found)
    registry = Registry(producers=producers, products=products)
    return Dossiers(registry, tuple(found), units, len(folders) - len(fresh))


def _top_files(tree: Tree, top: Folder, schemas: Schemas) -> Iterator[Diagnostic]:
    for name, entry in top.files.items():
        if name not in TOP_FILES:
            yield _unexpected(entry.path, name, (*TOP_FILES, "<chủ thể>/"))
        elif schemas.joins is not None:
            text, found = tree.text(entry)
            yield from found
            if text is not None:
                table, problems = read_table(entry.path, text, most=MAX_JOINS)
                yield from problems
                yield from schemas.joins.problems([table] if table else [])


def _record_folders(top: Folder) -> Iterator[Folder]:
    for producer in top.folders.values():
        yield producer
        yield from producer.folders.values()


def _files(folder: Folder) -> Iterator[Entry]:
    """Yield the files that make up a record: a producer's own, or everything below a product."""
    if _is_producer(folder):
        yield from folder.files.values()
    else:
        for inner in folder.walk():
            yield from inner.files.values()


def _is_producer(folder: Folder) -> bool:
    return folder.path.count("/") == 1


def _stamp(folder: Folder) -> str:
    parts = [f"{entry.path}:{entry.stamp}" for entry in _files(folder)]
    inside = [folder] if _is_producer(folder) else folder.walk()
    parts += [f"{one.code.id} {one.where}" for inner in inside for one in inner.found]
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _unexpected(path: str, name: str, expected: Sequence[str]) -> Diagnostic:
    nearest = spelling.nearest(name, expected) or "–"
    facts = {"found": clipped(name), "expected": ", ".join(expected), "nearest": nearest}
    return Diagnostic(identity.UNEXPECTED_FILE, Location(path), facts)


# --- one batch ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pending:
    """A folder read but not yet turned into values: its history waits for the table check."""

    folder: Folder
    found: list[Diagnostic]
    digest: str
    document: Document | None = None
    table: Table | None = None
    story: str | None = None
    applications: list[PendingApplication] = field(default_factory=list)
    pictures: Seen = field(default_factory=Seen)


def _read_batch(
    tree: Tree, folders: Sequence[Folder], schemas: Schemas, judge: Judge
) -> Iterator[tuple[str, Unit]]:
    pending = [_read_folder(tree, folder, schemas) for folder in folders]
    tables = [one.table for one in pending if one.table is not None]
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in schemas.history.problems(tables):
        by_path.setdefault(diagnostic.where.path, []).append(diagnostic)
    check_tables([inner for one in pending for inner in one.applications], schemas.application)
    for one in pending:
        if one.table is not None:
            one.found.extend(by_path.get(one.table.path, ()))
        yield one.folder.path.partition("/")[2], _unit(one, judge)


def _read_folder(tree: Tree, folder: Folder, schemas: Schemas) -> _Pending:
    one = _Pending(folder, [*folder.found, *_name_problems(folder)], "")
    digest = hashlib.blake2b(digest_size=16)
    if _is_producer(folder):
        main, schema, others = PRODUCER_FILE, schemas.producer, tuple[str, ...]()
    else:
        main, schema, others = PRODUCT_FILE, schemas.product, (HISTORY_FILE, STORY_FILE)
        for name, inner in folder.folders.items():
            if FOLDER_NAME.fullmatch(name) and len(one.applications) < MAX_APPLICATIONS:
                one.applications.append(read_application(tree, inner, schemas.application, digest.update))
            else:
                one.found.extend(_inner_problems(tree, name, inner, one.pictures, digest.update))
    one.found.extend(_misplaced(folder, main, others))
    for name in (main, *others):
        entry = folder.files.get(name)
        if entry is None:
            continue
        text, problems = tree.text(entry)
        one.found.extend(problems)
        if text is not None:
            digest.update(f"{name}\0{len(text)}\0{text}".encode())
            _take_text(one, entry, text, schema)
    one.digest = digest.hexdigest()
    return one


def _misplaced(folder: Folder, main: str, others: Sequence[str]) -> Iterator[Diagnostic]:
    for name in (main, *others):
        if name in folder.folders:
            yield Diagnostic(identity.NOT_A_FILE, Location(f"{folder.path}/{name}"), {"found": name})
    if folder.lacks(main):
        yield Diagnostic(identity.MISSING_FILE, Location(folder.path), {"expected": main})
    for name, entry in folder.files.items():
        if name not in (main, *others):
            yield _unexpected(entry.path, name, (main, *others, *_INNER_FOLDERS) if others else (main,))


def _take_text(one: _Pending, entry: Entry, text: str, schema: DocumentSchema) -> None:
    if entry.path.endswith(STORY_FILE):
        one.story = text
    elif entry.path.endswith(HISTORY_FILE):
        one.table, problems = read_table(entry.path, text, most=MAX_EVENTS)
        one.found.extend(problems)
    else:
        one.document, problems = read_document(entry.path, text)
        one.found.extend(problems)
        if one.document is not None:
            one.found.extend(schema.problems(one.document))


def _name_problems(folder: Folder) -> Iterator[Diagnostic]:
    name = folder.path.rpartition("/")[2]
    good = spelling.slug(name, _SLUG_LIMIT)
    if name != good:
        facts = {"found": clipped(name), "nearest": good or "san-pham"}
        yield Diagnostic(identity.NOT_A_SLUG, Location(folder.path), facts)


def _inner_problems(
    tree: Tree, name: str, inner: Folder, seen: Seen, digested: Callable[[bytes], None]
) -> Iterator[Diagnostic]:
    refused = [one for deeper in inner.walk() for one in deeper.found]
    yield from refused
    if any(one.code is identity.TOO_DEEP for one in refused):
        return
    if name != "images":
        if name not in (PRODUCT_FILE, HISTORY_FILE, STORY_FILE):
            yield _unexpected(
                inner.path, name + "/", (PRODUCT_FILE, HISTORY_FILE, STORY_FILE, *_INNER_FOLDERS)
            )
        return
    for folder in inner.folders.values():
        yield _unexpected(folder.path, folder.path.rpartition("/")[2] + "/", PICTURE_SUFFIXES)
    for picture, entry in inner.files.items():
        if not picture.endswith(PICTURE_SUFFIXES):
            yield _unexpected(entry.path, picture, PICTURE_SUFFIXES)
    yield from look_at(tree, inner, seen, digested)


def _unit(one: _Pending, judge: Judge) -> Unit:
    """Turn what was read into values where the files allow it, and hold the values against the rules."""
    key, law = one.folder.path.partition("/")[2], judge.law
    found = (*one.found, *(problem for inner in one.applications for problem in inner.found))
    unit = Unit(stamp=_stamp(one.folder), digest=one.digest, found=found)
    if one.document is None or _wrong_lines(one, one.document.origin.path):
        return unit
    if _is_producer(one.folder):
        producer = producer_value(key, one.document)
        return replace(unit, producer=producer, found=(*unit.found, *rules.producer_problems(producer, law)))
    product = product_value(
        key,
        one.document,
        tuple(_events(one)),
        one.story,
        tuple(value for inner in one.applications if (value := application(inner)) is not None),
        one.pictures.sights,
    )
    product, problems = rules.judged(product, judge)
    of_pictures = rules.picture_problems(product, one.pictures.files, one.pictures.sights)
    return replace(unit, product=product, found=(*unit.found, *problems, *of_pictures))


def _wrong_lines(one: _Pending, path: str) -> frozenset[int]:
    return frozenset(
        problem.where.line
        for problem in one.found
        if problem.where.path == path and problem.code.severity is Severity.ERROR
    )


def _events(one: _Pending) -> Iterator[Event]:
    """Yield the events of the records that are sound, or none when the header is not."""
    if one.table is not None:
        yield from map(event_value, one.table.sound_rows(_wrong_lines(one, one.table.path)))
