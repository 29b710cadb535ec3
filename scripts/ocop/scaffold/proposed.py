"""A registry with files that are not yet written, to ask beforehand what `ocop check` would say of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ocop.diagnostics import Diagnostic
from ocop.load.registry import Reader
from ocop.load.tree import Entry, Folder, FolderTree, Tree


class Proposed(Tree):
    """Another tree with new files laid over it."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes]) -> None:
        """Take the tree below and the new files by path."""
        self._tree = tree
        self._files = files

    def folder(self, path: str) -> Folder:
        """Return what lies under `path`, the new files among the others."""
        top = self._tree.folder(path)
        for file, content in self._files.items():
            if file.startswith(f"{path}/"):
                _put(top, file.removeprefix(f"{path}/").split("/"), Entry(file, len(content), "proposed"))
        return top

    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` bytes of a file; OSError when the machine refuses."""
        return self._files[path][:limit] if path in self._files else self._tree.read(path, limit)

    def digest(self, path: str) -> str:
        """Return a digest of every file below `path` in the tree below."""
        return self._tree.digest(path)


def _put(folder: Folder, parts: list[str], entry: Entry) -> None:
    name, *below = parts
    if not below:
        folder.files[name] = entry
        return
    inner = folder.folders.setdefault(name, Folder(f"{folder.path}/{name}"))
    _put(inner, below, entry)


def problems_of(root: Path, files: Mapping[str, bytes], memory_path: Path | None) -> tuple[Diagnostic, ...]:
    """Return what a check would find in the folders of new files once they were there."""
    tree = FolderTree(root)
    loaded = Reader(tree).load(Proposed(tree, files), memory_path=memory_path)
    folders = {path.rpartition("/")[0] for path in files}
    return tuple(
        one
        for one in loaded.diagnostics
        if any(one.where.path == folder or one.where.path.startswith(f"{folder}/") for folder in folders)
    )
