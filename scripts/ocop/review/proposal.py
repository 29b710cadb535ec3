"""A proposed change as two trees: the base as it is, and the base with the change laid over it.

The base is never the change's own old parent: what others have merged since cannot become the author's fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ocop.load.commits import Change, CommitTree, Listed, Repository

# Above so many folders the whole of `dossiers/` is listed: a command line holds only so much.
_MOST_FOLDERS = 400
_UNIT_PARTS = 3


@dataclass(frozen=True)
class Proposal:
    """What lies between `base` and `head`: the paths that `head` changed since they parted, in order."""

    repository: Repository
    base: str
    head: str
    ancestor: str
    changes: tuple[Change, ...]

    @staticmethod
    def between(repository: Repository, base: str, head: str) -> Proposal:
        """Return the proposal of `head` to `base`; GitError when either cannot be found."""
        onto, proposed = repository.commit(base), repository.commit(head)
        ancestor = repository.merge_base(onto, proposed)
        changes = repository.sized(repository.changes(ancestor, proposed))
        return Proposal(repository, onto, proposed, ancestor, changes)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every path that is added, altered or deleted."""
        return frozenset(change.path for change in self.changes)

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folders of the producers that are touched."""
        parts = (path.split("/") for path in self.paths if path.startswith("dossiers/"))
        return tuple(sorted({"/".join(one[:2]) for one in parts if len(one) >= _UNIT_PARTS}))

    @cached_property
    def before(self) -> CommitTree:
        """The touched part of the base."""
        return CommitTree(self.repository, self._before)

    @cached_property
    def after(self) -> CommitTree:
        """The touched part of the base with the change laid over it."""
        return CommitTree(self.repository, self.laid_over(self._before))

    @cached_property
    def _before(self) -> dict[str, Listed]:
        if len(self.folders) > _MOST_FOLDERS:
            wanted: Sequence[str] = ("dossiers", "plan")
        else:
            wanted = (*self._records(), "plan")
        return self.repository.listing(self.base, wanted)

    def _records(self) -> tuple[str, ...]:
        """The producers' own files and the touched products' folders, without a producer's other products."""
        found = {f"{folder}/producer.yml" for folder in self.folders}
        for path in self.paths:
            parts = path.split("/")
            if parts[0] == "dossiers" and len(parts) > _UNIT_PARTS:
                found.add("/".join(parts[:3]))
            elif parts[0] == "dossiers":
                found.add(path)
        return tuple(sorted(found))

    def laid_over(self, listing: dict[str, Listed]) -> dict[str, Listed]:
        """Return a listing of the base as it would be with the change."""
        result = dict(listing)
        for change in self.changes:
            result.pop(change.path, None)
        for change in self.changes:
            if change.after is not None and change.path.startswith(("dossiers/", "plan/")):
                result[change.path] = change.after
        return result
