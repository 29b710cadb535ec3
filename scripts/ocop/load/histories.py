"""What became of each record, commit by commit along the main line, as raw facts that nobody may show yet.

One pass over Git's log tells which commits touched which files; only what was there before and is there
after is read, never a record's first version. A record is its folder's name: a renamed folder is a record
that left and another that came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from ocop.impact import Alterations, FileFacts, Turn, alterations
from ocop.load.commits import GitError, Repository
from ocop.load.dossiers import HISTORY_FILE, PRODUCER_FILE, PRODUCT_FILE, STORY_FILE
from ocop.load.facts import text_facts
from ocop.load.memory import keep, recalled
from ocop.load.tree import SIZE_LIMITS
from ocop.source import decoded

_VIETNAM = timezone(timedelta(hours=7))
_PATTERNS = (
    f"dossiers/*/{PRODUCER_FILE}",
    *(f"dossiers/*/*/{name}" for name in (PRODUCT_FILE, HISTORY_FILE, STORY_FILE)),
)
_MAIN = frozenset({PRODUCER_FILE, PRODUCT_FILE})
_COMMIT = "\x01"
_REGULAR = frozenset({"100644", "100755"})
_LIMIT = SIZE_LIMITS[HISTORY_FILE]
STORY = "story"
"""The key under which a product's story counts as a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit by its full id, with the seconds since 1970 at which it came onto the main line."""

    id: str
    seconds: int

    @property
    def on(self) -> date:
        """Its day in Vietnam."""
        return datetime.fromtimestamp(self.seconds, UTC).astimezone(_VIETNAM).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """What one commit, by its number, did to a record: wrote it, removed it, or changed what `file` says."""

    commit: int
    turn: Turn
    file: str = ""
    altered: Alterations = field(default_factory=Alterations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Every record's touches by its id, oldest first; all empty and not `known` where Git cannot tell."""

    known: bool = False
    commits: tuple[Commit, ...] = ()
    records: Mapping[str, tuple[Touch, ...]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What is known up to the commit `head`; `last_sound` gives a file's last readable object by its path."""

    version: str
    head: str = ""
    commits: list[Commit] = field(default_factory=list)
    records: dict[str, list[Touch]] = field(default_factory=dict)
    last_sound: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One file in one commit; a side that is no regular file is blank."""

    path: str
    before: str
    after: str

    @property
    def record(self) -> str:
        """The record that the file belongs to."""
        return self.path.partition("/")[2].rpartition("/")[0]

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]


def histories(folder: Path, *, memory_path: Path | None = None, version: str = "") -> Histories:
    """Return the histories that HEAD has; none are known outside Git and in a clone that was cut short.

    With `memory_path`, what was read up to an earlier commit under the same `version` is not read again.
    """
    try:
        with Repository(folder) as repository:
            head = repository.commit("HEAD")
            if repository.shallow():
                return Histories()
            memory = recalled(memory_path, _Memory) if memory_path else None
            if memory is None or memory.version != version:
                memory = _Memory(version=version)
            if memory.head != head:
                if memory.head and not repository.goes_on(memory.head, head):
                    memory = _Memory(version=version)
                _read(repository, memory, head)
                if memory_path:
                    keep(memory_path, memory)
    except GitError:
        return Histories()
    return Histories(
        known=True,
        commits=tuple(memory.commits),
        records={key: tuple(touches) for key, touches in memory.records.items()},
    )


def _read(repository: Repository, memory: _Memory, head: str) -> None:
    """Bring `memory` up to `head`."""
    for commit, changes in _commits(repository.main_line(head, memory.head, *_PATTERNS)):
        number = len(memory.commits)
        memory.commits.append(commit)
        by_record: defaultdict[str, list[_Change]] = defaultdict(list)
        for change in changes:
            # The folder of a record that can be published is named by a slug.
            if change.path.isascii():
                by_record[change.record].append(change)
        for record, own in by_record.items():
            touches = memory.records.setdefault(record, [])
            touches.extend(_touches(repository, memory, number, touches, own))
    memory.records = {key: touches for key, touches in memory.records.items() if touches}
    memory.head = head


def _commits(told: str) -> Iterator[tuple[Commit, list[_Change]]]:
    """Yield each commit that Git's log tells of, with the files it changed."""
    fields = iter(told.split("\0"))
    commit: Commit | None = None
    changes: list[_Change] = []
    for one in fields:
        line = one.lstrip("\n")
        if line.startswith(_COMMIT):
            if commit is not None:
                yield commit, changes
            identity, _, seconds = line[1:].partition(" ")
            commit, changes = Commit(id=identity, seconds=int(seconds)), []
        elif line.startswith(":"):
            mode_before, mode_after, before, after, _ = line[1:].split(" ")
            changes.append(
                _Change(
                    path=next(fields),
                    before=before if mode_before in _REGULAR else "",
                    after=after if mode_after in _REGULAR else "",
                )
            )
    if commit is not None:
        yield commit, changes


def _touches(
    repository: Repository, memory: _Memory, commit: int, earlier: list[Touch], changes: list[_Change]
) -> Iterator[Touch]:
    """Yield what a commit did to one record; what it says when it is first written is nobody's change."""
    main = next((one for one in changes if one.file in _MAIN), None)
    if main is not None and not (main.before and main.after):
        folder = main.path.removesuffix(main.file)
        for path in [one for one in memory.last_sound if one.rpartition("/")[0] == folder[:-1]]:
            del memory.last_sound[path]
        yield Touch(commit=commit, turn=Turn.ADDED if main.after else Turn.REMOVED)
        return
    if not earlier or earlier[-1].turn is Turn.REMOVED:
        return
    for change in changes:
        altered = _altered(repository, memory, change)
        if altered:
            yield Touch(commit=commit, turn=Turn.CHANGED, file=change.file, altered=altered)


def _altered(repository: Repository, memory: _Memory, change: _Change) -> Alterations:
    """What a change of one file says; a version that cannot be read says what the last one did."""
    old = memory.last_sound.pop(change.path, change.before)
    before, after = (_facts(repository, change.path, oid) for oid in (old, change.after))
    if change.after and after is None:
        memory.last_sound[change.path] = old
        return Alterations()
    if old and before is None:
        return Alterations()
    return alterations(before, after)


def _facts(repository: Repository, path: str, oid: str) -> FileFacts | None:
    if not oid:
        return None
    try:
        content = repository.blob(oid, _LIMIT + 1)
    except OSError:
        return None
    text, _ = decoded(path, content) if len(content) <= _LIMIT else (None, ())
    if text is None:
        return None
    return (
        FileFacts(path=path, values={STORY: text}, lines={})
        if path.endswith(STORY_FILE)
        else text_facts(path, text)
    )
