"""One producer's part of a tree with files laid over it, as it would be once they were taken in."""

from __future__ import annotations

from collections.abc import Mapping

from ocop.load.tree import Entry, Folder, Tree

_TOP = "dossiers"


class LaidTree(Tree):
    """What lies under `dossiers/<producer>`, with `files` (by path) added or in place of what stood there."""

    def __init__(self, below: Tree, producer: str, files: Mapping[str, bytes]) -> None:
        self._below, self._producer, self._files = below, producer, files

    def folder(self, path: str) -> Folder:
        """Return that part of `dossiers/`; of anything else nothing."""
        top = Folder(path)
        if path != _TOP:
            return top
        known = self._below.folder(f"{_TOP}/{self._producer}")
        if known.files or known.folders or known.found:
            top.folders[self._producer] = known
        for file, content in self._files.items():
            self._lay(top, file, content)
        return top

    @staticmethod
    def _lay(top: Folder, path: str, content: bytes) -> None:
        folder = top
        *parents, name = path.split("/")[1:]
        for parent in parents:
            folder = folder.folders.setdefault(parent, Folder(f"{folder.path}/{parent}"))
        folder.files[name] = Entry(path, len(content), "")

    def read(self, path: str, limit: int) -> bytes:
        """Return at most `limit` bytes of a file; OSError when they cannot be had."""
        return self._files[path][:limit] if path in self._files else self._below.read(path, limit)

    def digest(self, path: str) -> str:
        """Return a digest of every file below `path` as it is, and of what is laid over it."""
        return repr((self._below.digest(path), sorted(self._files.items())))
