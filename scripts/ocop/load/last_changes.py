"""When the files behind a page last changed, told by one pass over the history of a commit.

A page's date must not betray what the page keeps to itself. So a history is dated row by row: whoever asks
says which rows are for the public, and a commit that only wrote others is no change. Files of applications
are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from ocop.load.commits import GitError, Repository
from ocop.model import Event, Product

_VIETNAM = timezone(timedelta(hours=7))
_PRODUCER = "dossiers/*/producer.yml"
_RECORD = ("dossiers/*/*/product.yml", "dossiers/*/*/story.md")
_HISTORY = "dossiers/*/*/history.csv"
_DOCUMENTS = ("docs/**/*.md", "plan/**", "schemas/**", "scripts/ocop/codes/**", "tests/cases/bad/**")
_COMMIT = "\x01"

Row = tuple[str, str, str]
"""How a row of a history begins: day, year and kind of event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChanges:
    """The last day, in Vietnam, on which each file was changed and each row of a history was written.

    `files` are those of records, `documents` all others that pages are made of.
    """

    files: Mapping[str, date] = field(default_factory=dict)
    rows: Mapping[tuple[str, Row], date] = field(default_factory=dict)
    documents: Mapping[str, date] = field(default_factory=dict)

    def under(self, *places: str) -> date | None:
        """When one of the documents whose paths begin so last changed."""
        return latest(day for path, day in self.documents.items() if path.startswith(places))

    def of_producer(self, producer_id: str) -> date | None:
        """When the producer's own record last changed, None when that is not known."""
        return self.files.get(f"dossiers/{producer_id}/producer.yml")

    def of_product(self, product: Product) -> date | None:
        """When the product's record, with the events that `product` still has, last changed."""
        folder = f"dossiers/{product.id}"
        days = [
            self.files.get(f"{folder}/product.yml"),
            self.files.get(f"{folder}/story.md") if product.story else None,
            *(self.rows.get((f"{folder}/history.csv", _row(event))) for event in product.events),
        ]
        return latest(days)


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def last_changes(folder: Path, commit: str) -> LastChanges:
    """What the history of `commit` tells; nothing when it is blank, unreadable or cut short (shallow)."""
    if not commit:
        return LastChanges()
    try:
        with Repository(folder) as repository:
            if repository.shallow():
                return LastChanges()
            touched = repository.touched(commit, *_DOCUMENTS)
            told = repository.additions(commit, _PRODUCER, *_RECORD, _HISTORY)
    except GitError:
        return LastChanges()
    files: dict[str, date] = {}
    rows: dict[tuple[str, Row], date] = {}
    path, day, heading = "", date.min, False
    for line in told.split("\n"):
        if line.startswith(_COMMIT):
            day = _day(line)
        elif line.startswith(("diff --git ", "@@ ")):
            # Only between these two does a line that looks like the name of a file name one.
            heading = line.startswith("diff")
        elif heading and line.startswith("+++ b/"):
            path = line[6:].rstrip("\t")
            files[path] = max(day, files.get(path, day))
        elif not heading and line.startswith("+") and path.endswith("/history.csv"):
            on, _, rest = line[1:].partition(",")
            year, _, rest = rest.partition(",")
            row = (path, (on, year, rest.partition(",")[0]))
            rows[row] = max(day, rows.get(row, day))
    return LastChanges(files=files, rows=rows, documents=_days(touched))


def _days(touched: str) -> dict[str, date]:
    days: dict[str, date] = {}
    day = date.min
    for name in touched.split("\0"):
        if name.startswith(_COMMIT):
            day = _day(name)
        elif path := name.removeprefix("\n"):
            days[path] = max(day, days.get(path, day))
    return days


def _day(line: str) -> date:
    return datetime.fromtimestamp(int(line.removeprefix(_COMMIT)), UTC).astimezone(_VIETNAM).date()


def _row(event: Event) -> Row:
    return (event.on.isoformat() if event.on else "", str(event.year or ""), event.kind.value)
