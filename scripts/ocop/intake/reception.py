"""From a form's text to the dossier files it makes, judged as they would be in the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ocop import spelling
from ocop.canonical.documents import canonical_document
from ocop.codes import intake
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.intake.parsing import Answers, Value, read_answers
from ocop.intake.questions import FIRST, PRODUCT_ID, FileSchemas, Question, forms_of
from ocop.law import Law
from ocop.load.dossiers import HISTORY_FILE, PRODUCER_FILE, PRODUCT_FILE
from ocop.load.laid import LaidTree
from ocop.load.registry import Reader
from ocop.load.tree import Tree
from ocop.model import REGISTRATION_FILE, EventKind, Level, Registry
from ocop.recognitions.writing import Plain, yaml_text
from ocop.report import in_order
from ocop.source import clipped, csv_text

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_CLIPPED_ID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of one form: the new files by path, all of one product, or none when there are errors.

    `found` stands at the answers' own lines, so that whoever filled the form in finds them.
    """

    product: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    found: tuple[Diagnostic, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the files may be proposed."""
        return bool(self.files) and not any(one.code.severity is Severity.ERROR for one in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Files made of answers, and where among them each answer went."""

    product: str
    folder: str
    files: Mapping[str, str]


def received(
    path: str, content: bytes, tree: Tree, *, received_on: date, source: str, judge: Tree | None = None
) -> Received:
    """Return what a form's text makes of the registry in `tree`, by the law of `judge` (or `tree`).

    `path` stands for the text in places; `source` is where the form can be found again, said in the records
    that it makes. LoadError when the registry's own schemas cannot be used.
    """
    reader = Reader(judge or tree)
    clerk = _Clerk(tree, reader, received_on, source)
    answers, found = read_answers(path, content, forms_of(clerk.schemas, reader.law))
    if answers is None or any(one.code.severity is Severity.ERROR for one in found):
        return Received(found=in_order(found))
    draft = clerk.draft(answers)
    if isinstance(draft, Diagnostic):
        return Received(found=in_order((*found, draft)))
    problems = tuple(_relocated(one, draft, answers) for one in clerk.problems(draft))
    outcome = Received(product=draft.product, files=draft.files, found=in_order((*found, *problems)))
    return outcome if outcome.is_sound else replace(outcome, files={})


class _Clerk:
    """Makes files of answers, beside what the registry already holds of the same producer."""

    def __init__(self, tree: Tree, reader: Reader, received_on: date, source: str) -> None:
        self._tree, self._reader = tree, reader
        self._received_on, self._source = received_on, source
        self.schemas = FileSchemas.of(reader.judge)

    def draft(self, answers: Answers) -> _Draft | Diagnostic:
        """Return the files, or why there can be none."""
        if answers.form.id == FIRST:
            return self._first(answers)
        return self._registration(answers)

    def problems(self, draft: _Draft) -> Iterator[Diagnostic]:
        """Yield what is wrong with the new files where they would stand, and with nothing else."""
        files = {path: text.encode() for path, text in draft.files.items()}
        laid = LaidTree(self._tree, draft.product.partition("/")[0], files)
        for one in self._reader.load(laid).diagnostics:
            if one.where.path in files or one.where.path == draft.folder:
                yield one

    @cached_property
    def _registry(self) -> Registry:
        """All that stands, since a folder's name does not tell whose it is."""
        return self._reader.load(self._tree).registry

    def _first(self, answers: Answers) -> _Draft | Diagnostic:
        values = {(one.file, one.pointer): answer.value for one, answer in answers.given.items()}
        names = {}
        for file in (PRODUCER_FILE, PRODUCT_FILE):
            names[file] = spelling.slug(str(values[file, ("name",)]))
            if not names[file]:
                return _nameless(answers, file)
        commune = str(values[PRODUCER_FILE, ("place", "commune")])
        producer = self._folder(str(values[PRODUCER_FILE, ("name",)]), names[PRODUCER_FILE], commune)
        product = self._product(producer, str(values[PRODUCT_FILE, ("name",)]), names[PRODUCT_FILE])
        folder = f"dossiers/{product}"
        if self._stands(folder):
            place = answers.places[_question(answers, PRODUCT_FILE)]
            return Diagnostic(intake.PRODUCT_STANDS, place, {"found": product})
        record: Mapping[str, Plain] = {"standing": "gathered", "gathered_on": self._received_on}
        files = {
            f"{folder}/{PRODUCT_FILE}": self._document(PRODUCT_FILE, answers, {"record": record}),
            f"{folder}/{HISTORY_FILE}": self._history(values),
        }
        if not self._stands(f"dossiers/{producer}"):
            text = self._document(PRODUCER_FILE, answers, {"record": record})
            files = {f"dossiers/{producer}/{PRODUCER_FILE}": text, **files}
        return _Draft(product=product, folder=folder, files=files)

    def _folder(self, name: str, slug: str, commune: str) -> str:
        """The folder of a producer; one of the same name in another commune is another producer."""
        law = self._reader.law
        for key, one in self._registry.producers.items():
            elsewhere = one.place.commune is not None and not _same_place(law, one.place.commune, commune)
            if one.name is not None and spelling.folded(one.name) == spelling.folded(name) and not elsewhere:
                return key
        if not self._stands(f"dossiers/{slug}"):
            return slug
        unit = law.units.get(commune)
        return spelling.slug(f"{slug} {unit.name if unit else commune}")

    def _product(self, producer: str, name: str, slug: str) -> str:
        """The id of a producer's product of this name, whether it stands already or not."""
        for key, one in self._registry.products.items():
            names = {spelling.folded(text) for text in (one.name, *one.other_names)}
            if one.producer_id == producer and spelling.folded(name) in names:
                return key
        return f"{producer}/{slug}"

    def _registration(self, answers: Answers) -> _Draft | Diagnostic:
        told = str(answers.given[PRODUCT_ID].value)
        product = "/".join(told.partition("?")[0].strip("/").split("/")[-2:])
        place = answers.places[PRODUCT_ID]
        facts = {"field": PRODUCT_ID.label, "found": clipped(told), "nearest": "–"}
        if not _ID.fullmatch(product) or len(product) > _CLIPPED_ID:
            facts["nearest"] = PRODUCT_ID.example
            return Diagnostic(intake.PRODUCT_UNKNOWN, place, facts)
        known = self._registry.products
        if product not in known:
            facts["nearest"] = spelling.nearest(product, known) or PRODUCT_ID.example
            return Diagnostic(intake.PRODUCT_UNKNOWN, place, facts)
        year = self._received_on.year
        taken = self._tree.folder(f"dossiers/{product}").folders
        number = next(n for n in range(1, len(taken) + 2) if f"{year}-{n}" not in taken)
        folder = f"dossiers/{product}/{year}-{number}"
        text = self._document(REGISTRATION_FILE, answers, {})
        return _Draft(product=product, folder=folder, files={f"{folder}/{REGISTRATION_FILE}": text})

    def _stands(self, folder: str) -> bool:
        there = self._tree.folder(folder)
        return bool(there.files or there.folders or there.found)

    def _document(self, file: str, answers: Answers, more: Mapping[str, Plain]) -> str:
        document: dict[str, Plain] = {"schema": f"{file.partition('.')[0]}/1"}
        for question, answer in answers.given.items():
            if question.file == file:
                _put(document, question.pointer, answer.value)
        path, written = f"dossiers/{file}", yaml_text({**document, **more})
        text, found = canonical_document(path, written, self.schemas.documents[file].properties_at)
        if text is None:
            raise ValueError(f"{file}: what was written does not read back: {found}")
        return text

    def _history(self, values: Mapping[tuple[str, tuple[str, ...]], Value]) -> str:
        cells = {pointer[0]: str(value) for (file, pointer), value in values.items() if file == HISTORY_FILE}
        cells = {"source": self._source, **cells}
        cells |= {"event": EventKind.IDEA_REGISTERED.value, "level": Level.COMMUNE.value}
        columns = tuple(self.schemas.history.fields)
        return csv_text([columns, [cells.get(name, "") for name in columns]])


def _put(document: dict[str, Plain], pointer: tuple[str, ...], value: Value) -> None:
    *parents, last = pointer
    inner = document
    for parent in parents:
        below = inner.setdefault(parent, {})
        if not isinstance(below, dict):
            raise TypeError(f"{'.'.join(pointer)} lies below a value")
        inner = below
    inner[last] = value


def _same_place(law: Law, one: str, other: str) -> bool:
    sides = (law.successor(one), law.successor(other))
    return one == other or (sides[0] is not None and sides[0] == sides[1])


def _question(answers: Answers, file: str, key: str = "name") -> Question:
    return next(one for one in answers.form.questions if one.file == file and one.pointer[0] == key)


def _nameless(answers: Answers, file: str) -> Diagnostic:
    question = _question(answers, file)
    facts = {
        "field": question.label,
        "found": clipped(str(answers.given[question].value)),
        "expected": "một tên có chữ cái hoặc chữ số",
        "expected_en": "a name with a letter or a digit",
        "description": question.description,
    }
    return Diagnostic(intake.ANSWER_NOT_READ, answers.places[question], facts)


def _relocated(one: Diagnostic, draft: _Draft, answers: Answers) -> Diagnostic:
    """Return the problem at the answer it comes from, or at the form as a whole."""
    name = one.where.path.rpartition("/")[2]
    questions = [question for question in answers.form.questions if question.file == name]
    fitting = [one_of for one_of in questions if _records(one_of, one.where.field)]
    if not fitting:
        # Rules that look at a line, not at a field, tell it by its key.
        lines = draft.files.get(one.where.path, "").split("\n")[: one.where.line]
        key = lines[-1].partition(":")[0].strip() if lines else ""
        fitting = [one_of for one_of in questions if one_of.pointer[-1] == key]
    path = next(iter(answers.places.values())).path
    return replace(one, where=answers.places[fitting[0]] if fitting else Location(path), related=())


def _records(question: Question, key: str) -> bool:
    return f"{key}.".startswith(f"{'.'.join(question.pointer)}.")
