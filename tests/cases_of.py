"""Small registries that each break one rule, laid over a sound one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from unittest import mock

from ocop.diagnostics import Diagnostic, Language
from ocop.intake import received
from ocop.law import Law
from ocop.load import registry
from ocop.load.criteria import find_sheet
from ocop.load.law import read_law
from ocop.load.registry import Loaded, load
from ocop.load.scores import read_scores
from ocop.load.tree import FolderTree
from ocop.papers import Particulars, inspected, read_book, record
from ocop.recognitions import import_list
from ocop.report import as_text, in_order
from ocop.review import review
from ocop.scoring.report import judged
from tests.repositories import committed, initialised

REPOSITORY = Path(__file__).parent.parent
CASES = REPOSITORY / "tests" / "cases"
SOUND = CASES / "good" / "minimal"
RECIPE, EXPECTED, LIST = "recipe.json", "expected.txt", "import.csv"
SCORES, SCORING, PROPOSAL = "scores.csv", "case.json", "proposal.json"
ISSUE = "issue.md"
PAPER, PAPERS = "paper.json", "papers"
GATHERED_ON = date(2026, 11, 23)

Recipe = Mapping[str, Mapping[str, str | int]]
Inquiry = Callable[[], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of `tests/cases/bad`: files laid over the sound registry, and the text they must yield.

    A folder `schemas` is laid over the repository's own schemas and judges the case; a file `import.csv` is
    brought into the registry by the importer, without writing; a file `scores.csv` is scored on the sheet
    (by a council of so many seats) that `case.json` names. The recipe's `over` names another sound registry
    (`{"good": "application"}`) to lay the case over. A file `proposal.json` makes it a change to judge: the
    registry is committed, the folder `proposal` is laid over it, the recipe in the file (see `follow`) is
    followed, and what its `author` proposes so is reviewed; `base` is a recipe for the registry before. The
    file that `paper.json` names is recorded as evidence, without writing: it lies in `papers`, which is laid
    out beside the registry, or inside it. A file `issue.md` is a form filled in, received into the registry.
    """

    folder: Path

    @property
    def code(self) -> str:
        """The one code the case breaks, from the folder's name."""
        return self.folder.name[: len("OCOP-000")]

    @property
    def expected(self) -> str:
        """The exact Vietnamese report."""
        return (self.folder / EXPECTED).read_text("utf-8")

    def found(self, root: Path) -> tuple[Diagnostic, ...]:
        """Build the registry under `root`, read it, and return what is wrong."""
        return self.laid_out(root)()

    def laid_out(self, root: Path) -> Inquiry:
        """Build the registry under `root`; the inquiry returned reads it and says what is wrong."""
        recipe = self._recipe()
        sound = CASES / "good" / str(recipe.get("over", {}).get("good", SOUND.name))
        shutil.copytree(sound, root, dirs_exist_ok=True)
        ignored = shutil.ignore_patterns(RECIPE, EXPECTED, LIST, PROPOSAL, PAPER, PAPERS)
        shutil.copytree(self.folder, root, dirs_exist_ok=True, ignore=ignored)
        if (self.folder / PAPERS).is_dir():
            shutil.copytree(self.folder / PAPERS, root.parent / PAPERS)
        follow(recipe, root)
        judge = REPOSITORY
        if (self.folder / "schemas").is_dir():
            shutil.copytree(REPOSITORY / "schemas", root / "schemas", dirs_exist_ok=True)
            shutil.copytree(self.folder / "schemas", root / "schemas", dirs_exist_ok=True)
            judge = root
        if (self.folder / SCORES).exists():
            return partial(self._scored, judge)
        if (self.folder / PAPER).exists():
            return partial(self._recorded, root, judge)
        if (self.folder / PROPOSAL).exists():
            return self._proposed(root)
        if (root / ISSUE).exists():
            return partial(self._received, root, judge)
        return partial(self._read, root, judge, recipe.get("unreadable", {}))

    def _read(self, root: Path, judge: Path, unreadable: Mapping[str, str | int]) -> tuple[Diagnostic, ...]:
        with refusing(unreadable):
            loaded = read(root, judge)
        listing = self.folder / LIST
        if not listing.exists():
            return loaded.diagnostics
        return import_list(
            listing, root, loaded.registry, loaded.law, gathered_on=GATHERED_ON, dry_run=True
        ).diagnostics

    def _scored(self, judge: Path) -> tuple[Diagnostic, ...]:
        chosen = json.loads((self.folder / SCORING).read_text("utf-8"))
        rule_set, reading = find_sheet(judge, chosen["rule_set"], chosen["sheet"])
        file = read_scores(judge, self.folder / SCORES, SCORES)
        _, problems = judged(reading.sheet, rule_set, file.entries, chosen.get("seats"), SCORES)
        return in_order((*reading.found, *file.found, *problems))

    def _recorded(self, root: Path, judge: Path) -> tuple[Diagnostic, ...]:
        chosen: dict[str, str] = json.loads((self.folder / PAPER).read_text("utf-8"))
        shown, application = chosen["file"], chosen["application"]
        file = (root.parent if shown.startswith(f"{PAPERS}/") else root) / shown
        paper = inspected(file, shown, root)
        book = read_book(root, application, schemas_root=judge)
        return in_order(record(root, book, [(paper, Particulars(type=chosen["type"]))], dry_run=True).found)

    def _proposed(self, root: Path) -> Inquiry:
        given = json.loads((self.folder / PROPOSAL).read_text("utf-8"))
        shutil.rmtree(root / "proposal", ignore_errors=True)
        shutil.copytree(REPOSITORY / "schemas", root / "schemas", dirs_exist_ok=True)
        follow(given.get("base", {}), root)
        base = committed(initialised(root))
        laid = self.folder / "proposal"
        if laid.is_dir():
            shutil.copytree(laid, root, dirs_exist_ok=True)
        follow(given, root)
        head = committed(root)
        makers = {folder: frozenset(logins) for folder, logins in given.get("makers", {}).items()}
        author = given.get("author")
        return lambda: tuple(review(root, base, head, GATHERED_ON, author=author, makers=makers).diagnostics)

    @staticmethod
    def _received(root: Path, judge: Path) -> tuple[Diagnostic, ...]:
        return received(
            ISSUE,
            (root / ISSUE).read_bytes(),
            FolderTree(root),
            received_on=GATHERED_ON,
            source="Phiếu thử",
            judge=FolderTree(judge),
        ).found

    def _recipe(self) -> Recipe:
        path = self.folder / RECIPE
        recipe: Recipe = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return recipe


def read(root: Path, judge: Path = REPOSITORY, memory_path: Path | None = None) -> Loaded:
    """Read a registry; this repository's own law is read only once for all of them."""
    with mock.patch.object(registry, "read_law", _law_under):
        return load(root, schemas_root=judge, memory_path=memory_path)


def _law_under(tree: FolderTree) -> tuple[Law, tuple[Diagnostic, ...]]:
    return _own_law() if tree.root == REPOSITORY else read_law(tree)


@cache
def _own_law() -> tuple[Law, tuple[Diagnostic, ...]]:
    return read_law(FolderTree(REPOSITORY))


@contextmanager
def refusing(errors: Mapping[str, str | int]) -> Iterator[None]:
    """Let the machine refuse to read some paths (path → errno); permissions would not stop root."""

    class Refusing(FolderTree):
        """A tree on a machine that refuses."""

        def read(self, path: str, limit: int) -> bytes:
            if path in errors:
                number = int(errors[path])
                raise OSError(number, os.strerror(number))
            return FolderTree.read(self, path, limit)

    with mock.patch.object(registry, "FolderTree", Refusing):
        yield


def follow(recipe: Recipe, root: Path) -> None:
    """Make under `root` what a repository cannot carry on every system, or should not carry.

    Keys, in this order: `delete` (path → any), `hex` (path → bytes), `text` (path → text), `blank_lines`
    (path → how many to append), `megabytes` (path → size), `files` (folder → how many empty pictures),
    `symlink` (path → target), `fifo` (path → any), `folder` (path → depth of nested folders), `mode` (path →
    octal mode).
    """
    for key, made in _MAKERS.items():
        for path, value in recipe.get(key, {}).items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            made(target, str(value))


def _delete(target: Path, _value: str) -> None:
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def _append_blank_lines(target: Path, value: str) -> None:
    with target.open("a", encoding="utf-8") as stream:
        stream.write("\n" * int(value))


def _weigh(target: Path, value: str) -> None:
    with target.open("wb") as stream:
        stream.truncate(int(value) * 1024 * 1024)


def _fill(target: Path, value: str) -> None:
    target.mkdir(parents=True)
    for number in range(int(value)):
        (target / f"anh-{number}.jpg").touch()


_MAKERS: Mapping[str, Callable[[Path, str], object]] = {
    "delete": _delete,
    "hex": lambda target, value: target.write_bytes(bytes.fromhex(value)),
    "text": lambda target, value: target.write_bytes(value.encode("utf-8")),
    "blank_lines": _append_blank_lines,
    "megabytes": _weigh,
    "files": _fill,
    "symlink": lambda target, value: target.symlink_to(value),
    "fifo": lambda target, _value: os.mkfifo(target),
    "folder": lambda target, value: target.joinpath(*["a"] * int(value)).mkdir(parents=True),
    "mode": lambda target, value: target.chmod(int(value, 8)),
}


def in_vietnamese(found: tuple[Diagnostic, ...]) -> str:
    """Return the report as `ocop check` prints it."""
    return as_text(found, Language.VI)


def bad_cases() -> list[Case]:
    """Return every bad case, by name."""
    return [Case(folder) for folder in sorted((CASES / "bad").iterdir()) if folder.is_dir()]
