"""Record papers in an application's `evidence.csv`: their particulars and digests, never the files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePath

from ocop import spelling
from ocop.codes import papers as codes
from ocop.diagnostics import Diagnostic, Location, Severity, Text
from ocop.files import put_in_place
from ocop.papers.book import Book
from ocop.papers.inspection import Paper
from ocop.source import clipped

_SEPARATORS = re.compile(r"[\s_-]+")
# Fewer words are shared by papers of many types: “báo cáo”, “kế hoạch”, “giấy chứng nhận”.
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the person says of the papers, as text for the cells; `title` None takes each file's name."""

    type: str
    title: str | None = None
    number: str = ""
    issuer: str = ""
    issued_on: str = ""
    expires_on: str = ""
    prepared_by: str = ""
    criteria: str = ""
    kept_at: str = ""
    visibility: str = "internal"

    def cells(self, identifier: str, paper: Paper) -> Mapping[str, str]:
        """Return the row of one paper, by column."""
        title = self.title if self.title is not None else title_of(paper.name)
        cells = {
            "id": identifier,
            "type": self.type,
            "title": title,
            "number": self.number,
            "issuer": self.issuer,
            "issued_on": self.issued_on,
            "expires_on": self.expires_on,
            "prepared_by": self.prepared_by,
            "criteria": self.criteria,
            "sha256": paper.sha256,
            "kept_at": self.kept_at,
            "visibility": self.visibility,
            "note": "",
        }
        return {name: spelling.composed(cell.strip()) for name, cell in cells.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The rows that were added, and what was found; the book is as it was when there are none."""

    rows: tuple[Mapping[str, str], ...]
    found: tuple[Diagnostic, ...]

    @property
    def faulty(self) -> bool:
        """Whether a paper was refused or the book is at fault."""
        return any(one.code.severity is Severity.ERROR for one in self.found)


def title_of(name: str) -> str:
    """Return a file's name as a title: without its extension, words parted by spaces."""
    return _SEPARATORS.sub(" ", PurePath(spelling.composed(name)).stem).strip()


def type_of_name(name: str, labels: Mapping[str, Text]) -> str | None:
    """Return the one document type that a file's name begins with, or None when none or several fit as well.

    A name gives a type by its code, by its label up to the first comma, or by at least the first three words
    of its label: `phieu-kiem-nghiem-2026.pdf`.
    """
    words = spelling.slug(PurePath(name).stem, 255).split("-")
    fits = {kind: max(_fit(words, kind), _fit(words, label.vi)) for kind, label in labels.items()}
    best = max(fits.values(), default=0)
    named = [kind for kind, fit in fits.items() if fit == best]
    return named[0] if best and len(named) == 1 else None


def _fit(words: Sequence[str], given: str) -> int:
    """Return how many words a name and a code or label begin with alike, 0 when that tells nothing."""
    whole = spelling.slug(given, 255).split("-")
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, whole, strict=False)))
    first_part = spelling.slug(given.partition(",")[0], 255).count("-") + 1
    return alike if alike >= min(first_part, _TELLING_WORDS) else 0


def record(
    root: Path, book: Book, papers: Sequence[tuple[Paper, Particulars]], *, dry_run: bool = False
) -> Recorded:
    """Add a row for every paper that may be recorded and is not yet; write the book whole.

    Papers that are refused stop no other. OSError when the book cannot be written.
    """
    if book.is_faulty:
        return Recorded(rows=(), found=book.found)
    found: list[Diagnostic] = []
    rows: list[Mapping[str, str]] = []
    ids = iter(book.next_ids(len(papers)))
    known: dict[str, str] = {}
    for paper, particulars in papers:
        if paper.is_refused:
            found += paper.found
            continue
        holder = book.holder_of(paper.sha256)
        identifier = holder.id if holder is not None else known.get(paper.sha256)
        if identifier is not None:
            facts = {"title": clipped(paper.name), "found": identifier}
            found.append(Diagnostic(codes.ALREADY_RECORDED, Location(paper.shown), facts))
            continue
        cells = particulars.cells(next(ids), paper)
        problems = book.row_problems(cells, paper.shown)
        found += problems or paper.found
        if not problems:
            known[paper.sha256] = cells["id"]
            rows.append(cells)
    if rows and not dry_run:
        put_in_place(root, {book.path: book.with_rows(rows)})
    return Recorded(rows=tuple(rows), found=tuple(found))
