"""Put a whole site in place in one step, writing only what differs from what stood there before.

Two slots hold the last two sites; the published folder is a symbolic link to one of them. A publication
works on the other slot and then turns the link, so a run killed at any moment leaves the site as it was.
A slot's manifest is removed before the slot is touched and written when it is complete: a slot without one
is rubbish and is made again, mostly of hard links to the files of its twin. Files are therefore never
written in place. This guards against killed runs; after a power cut delete `.cache/`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from ocop.site.page import SiteError
from ocop.workers import shared_out

_PATH = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+")
_SLOTS = ("a", "b")
# Below so many files, starting another process costs more than it saves.
_WORTH_SHARING = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the site: its path from the root, what its bytes depend on, and how to make them."""

    path: str
    key: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did, in files: `rendered` were made anew, of these `written` differed.

    `linked` were taken over from the twin slot, `files` and `size` (bytes) describe the whole site.
    """

    rendered: int
    written: int
    linked: int
    deleted: int
    files: int
    size: int


Entry = tuple[str, str, int]
"""A file in a manifest: key, sha256, bytes."""


def publish(
    pieces: Iterable[Piece],
    output: Path,
    slots: Path,
    workers: int = 1,
    tick: Callable[[int], None] = lambda _: None,
) -> Published:
    """Make `output` a site of exactly these pieces; until then the old one stays, whole.

    `slots` is the workshop, for one run at a time. `tick` is told how many pieces are still to be rendered.
    """
    wanted = _by_path(pieces)
    slots.mkdir(parents=True, exist_ok=True)
    live, spare = _roles(output, slots)
    before = spare.open_for_change()
    deleted = spare.keep_only(before, wanted)
    after, linked = _taken_over(wanted, before, spare, live)
    stale = [piece for path, piece in wanted.items() if path not in after]
    before = {piece.path: before[piece.path] for piece in stale if piece.path in before}

    def made(piece: Piece) -> tuple[Entry, bool]:
        content = piece.content()
        entry = (piece.key, hashlib.sha256(content).hexdigest(), len(content))
        old = before.get(piece.path)
        same = old is not None and old[1:] == entry[1:] and spare.holds(piece.path, entry)
        if not same:
            spare.write(piece.path, content)
        return entry, not same

    written = 0
    if len(stale) < _WORTH_SHARING:
        workers = 1
    for piece, (entry, differs) in shared_out(stale, made, workers, tick):
        after[piece.path] = entry
        written += differs
    spare.close(after)
    _turn(output, spare, live)
    for rubbish in slots.glob(".rubbish-*"):
        shutil.rmtree(rubbish, ignore_errors=True)
    return Published(
        rendered=len(stale),
        written=written,
        linked=linked,
        deleted=deleted,
        files=len(after),
        size=sum(entry[2] for entry in after.values()),
    )


def _taken_over(
    wanted: Mapping[str, Piece], before: Mapping[str, Entry], spare: _Slot, live: _Slot | None
) -> tuple[dict[str, Entry], int]:
    """What need not be made anew, and how much of it was linked from the slot that is published now."""
    twin = live.entries() if live else {}
    after: dict[str, Entry] = {}
    linked = 0
    for path, piece in wanted.items():
        entry = before.get(path)
        if entry and entry[0] == piece.key and spare.holds(path, entry):
            after[path] = entry
            continue
        entry = twin.get(path)
        if live and entry and entry[0] == piece.key and spare.link_from(live, path, entry):
            after[path] = entry
            linked += 1
    return after, linked


@dataclass(frozen=True, slots=True)
class _Slot:
    """One of the two folders, wherever it stands just now, and its manifest beside it."""

    name: str
    folder: Path
    manifest: Path

    def entries(self) -> Mapping[str, Entry]:
        """What the slot holds; nothing when it is not complete."""
        try:
            listed: dict[str, list[object]] = json.loads(self.manifest.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {path: (str(key), str(digest), int(str(size))) for path, (key, digest, size) in listed.items()}

    def open_for_change(self) -> Mapping[str, Entry]:
        """What the slot holds, after its manifest is gone; an incomplete slot starts anew."""
        entries = self.entries()
        self.manifest.unlink(missing_ok=True)
        if not entries and self.folder.exists():
            self.folder.replace(_rubbish(self.folder.parent))
        self.folder.mkdir(exist_ok=True)
        return entries

    def holds(self, path: str, entry: Entry) -> bool:
        """Whether the file is still there with the size it should have."""
        try:
            return os.stat(f"{self.folder}/{path}").st_size == entry[2]  # noqa: PTH116 - 20,000 times a build
        except OSError:
            return False

    def link_from(self, other: _Slot, path: str, entry: Entry) -> bool:
        """Take a file over from the other slot; False when that one has it no longer."""
        if not other.holds(path, entry):
            return False
        source = f"{other.folder}/{path}"
        self._put(path, lambda target: _linked(source, target))
        return True

    def write(self, path: str, content: bytes) -> None:
        """Put a new file in place, never changing one that the other slot may share."""
        self._put(path, lambda target: _new_file(target, content))

    def keep_only(self, before: Iterable[str], wanted: Container[str]) -> int:
        """Delete what is no longer part of the site, with the folders left empty; the number of files."""
        gone = [path for path in before if path not in wanted]
        for path in gone:
            target = self.folder / path
            target.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                for folder in target.relative_to(self.folder).parents[:-1]:
                    (self.folder / folder).rmdir()
        return len(gone)

    def close(self, entries: Mapping[str, Entry]) -> None:
        """Declare the slot complete."""
        draft = self.manifest.with_suffix(".draft")
        draft.write_text(json.dumps(dict(sorted(entries.items())), separators=(",", ":")), "utf-8")
        draft.replace(self.manifest)

    def _put(self, path: str, make: Callable[[str], None]) -> None:
        """Make a file where nothing stands any more, in a folder that does; mostly both hold beforehand."""
        target = f"{self.folder}/{path}"
        try:
            make(target)
        except FileNotFoundError:
            _new_folder(target.rpartition("/")[0])
            make(target)
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108 - the same
            make(target)


def _new_folder(target: str) -> None:
    """Make a folder that another worker may be making as well; mostly the one it lies in is there."""
    try:
        os.mkdir(target)  # noqa: PTH102 - 20,000 times a build
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(target, exist_ok=True)  # noqa: PTH103 - the same


def _new_file(target: str, content: bytes) -> None:
    with open(target, "xb", buffering=0) as file:  # noqa: PTH123 - 20,000 times a build
        left = memoryview(content)
        while left:  # a disk that is full takes a part before it says so
            left = left[file.write(left) :]


def _linked(source: str, target: str) -> None:
    """A second name for a file, or a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        _new_file(target, Path(source).read_bytes())


def _by_path(pieces: Iterable[Piece]) -> dict[str, Piece]:
    wanted: dict[str, Piece] = {}
    for piece in pieces:
        if not _PATH.fullmatch(piece.path):
            raise SiteError(
                f"{piece.path!r} is no address: ASCII letters, digits, dots, hyphens and slashes only"
            )
        if wanted.setdefault(piece.path, piece) is not piece:
            raise SiteError(f"two pages want to stand at {piece.path}")
    return wanted


def _roles(output: Path, slots: Path) -> tuple[_Slot | None, _Slot]:
    """The slot published now, if any, and the one to work on."""
    places = {name: _Slot(name, slots / name, slots / f"{name}.json") for name in _SLOTS}
    live = None
    if output.is_symlink():
        target = (output.parent / output.readlink()).resolve()
        live = next((name for name in _SLOTS if target == places[name].folder.resolve()), None)
    elif output.is_dir() and (slots / "renaming").exists():
        # Without symbolic links the published slot stands at `output` itself, and is missing here.
        live = next(
            (name for name in _SLOTS if places[name].entries() and not places[name].folder.exists()), None
        )
        if live:
            places[live] = _Slot(live, output, places[live].manifest)
    elif output.is_dir() and any(output.iterdir()) and not (output / "404.html").is_file():
        raise SiteError(f"{output} holds something that is not a site; delete it or choose another folder")
    if live:
        return places[live], places["b" if live == "a" else "a"]
    return None, next((slot for slot in places.values() if slot.entries()), places["a"])


def _turn(output: Path, spare: _Slot, live: _Slot | None) -> None:
    """Make `spare` the published slot; atomic wherever there are symbolic links."""
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f".{output.name}.turning")
    draft.unlink(missing_ok=True)
    slots = spare.folder.parent
    replaced = slots / live.name if live else _rubbish(slots)
    try:
        draft.symlink_to(
            os.path.relpath(spare.folder.resolve(), output.parent.resolve()), target_is_directory=True
        )
    except OSError:
        (slots / "renaming").touch()
        if output.exists():
            output.replace(replaced)
        spare.folder.replace(output)
    else:
        if output.is_dir() and not output.is_symlink():
            # A folder some other tool made: a link cannot replace it in one step.
            output.replace(replaced)
        draft.replace(output)


def _rubbish(slots: Path) -> Path:
    """A place for a folder to be deleted when the site is out: deleting many files slows creating others."""
    return Path(mkdtemp(prefix=".rubbish-", dir=slots)) / "folder"
