"""Look at the pictures of a product: whether each can be shown, and what there is to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ocop.codes import pictures
from ocop.diagnostics import Diagnostic, Location
from ocop.load.tree import Entry, Folder, Tree
from ocop.model import Sight
from ocop.source import clipped

PICTURE_SUFFIXES = (".jpg", ".png", ".webp")
_KINDS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WebP"}
_MILLION = 1_000_000


@dataclass(slots=True)
class Seen:
    """A folder of pictures: every file's name, and what those show that can be shown."""

    files: list[str] = field(default_factory=list)
    sights: dict[str, Sight] = field(default_factory=dict)


def look_at(
    tree: Tree, folder: Folder, seen: Seen, digested: Callable[[bytes], None]
) -> Iterator[Diagnostic]:
    """Add a folder's pictures to `seen` and yield what is wrong with their files; leave other files alone."""
    for name, entry in folder.files.items():
        if not name.endswith(PICTURE_SUFFIXES):
            continue
        seen.files.append(name)
        content, problems = tree.content(entry)
        yield from problems
        digested(content or b"")
        if content is not None:
            yield from _look(entry, name, content, seen)


def _look(entry: Entry, name: str, content: bytes, seen: Seen) -> Iterator[Diagnostic]:
    # Few folders hold a picture, and the library behind takes a tenth of a whole check to start.
    from ocop.pictures import photographs  # noqa: PLC0415

    where, facts = Location(entry.path), {"found": clipped(name)}
    try:
        found = photographs.examined(name, content)
    except photographs.Unfit as unfit:
        if unfit.size is not None:
            facts |= {"width": str(unfit.size.width), "height": str(unfit.size.height)}
            facts["expected"] = str(photographs.MOST_DOTS // _MILLION)
            yield Diagnostic(pictures.PICTURE_TOO_LARGE, where, facts)
        else:
            facts["expected"] = _KINDS["." + name.rpartition(".")[2]]
            yield Diagnostic(pictures.PICTURE_BROKEN, where, facts)
        return
    seen.sights[name] = found.sight
    if found.located:
        yield Diagnostic(pictures.PICTURE_LOCATED, where, facts)
