"""One name, one record: what is entered twice, or nearly so, seen by name, producer and commune together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ocop import spelling
from ocop.codes import identity
from ocop.diagnostics import Diagnostic, Location

# Two names of which so much stands in the same order are probably one name, mistyped or reworded.
_ALIKE = 0.88


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A producer or a product by its folder, name and commune, and where the name stands.

    `id` is the folder's name, for a product after its producer's and a slash.
    """

    id: str
    name: str
    commune: str | None
    where: Location

    @property
    def producer(self) -> str:
        """The producer's folder; blank for a producer."""
        return self.id.partition("/")[0] if "/" in self.id else ""


def name_problems(touched: Sequence[Named], others: Iterable[Named]) -> Iterator[Diagnostic]:
    """Yield each touched record that may be there already under another folder.

    The same name with the same producer (a product) or in the same commune (a producer) is one record entered
    twice; a name alike asks a person to look.
    """
    known = [(one, spelling.sound(one.name), spelling.folded(one.name)) for one in others]
    for one in touched:
        sound, folded = spelling.sound(one.name), spelling.folded(one.name)
        for other, other_sound, other_folded in known:
            if other.id == one.id or bool(other.producer) != bool(one.producer):
                continue
            if not _akin(one, other):
                continue
            same_product = sound == other_sound and one.producer == other.producer
            if same_product if one.producer else folded == other_folded:
                yield _problem(one, other, twice=True)
            elif _alike(folded, other_folded):
                yield _problem(one, other, twice=False)


def _akin(one: Named, other: Named) -> bool:
    """Whether two records are close enough in the world for their names to be compared."""
    if one.producer and one.producer == other.producer:
        return True
    return one.commune is not None and one.commune == other.commune


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _problem(one: Named, other: Named, *, twice: bool) -> Diagnostic:
    facts = {"found": one.name, "expected": other.id, "title": other.name}
    if not twice:
        return Diagnostic(identity.NAME_ALIKE, one.where, facts, (other.where,))
    code = identity.DUPLICATE_PRODUCT if one.producer else identity.PRODUCER_TWICE
    return Diagnostic(code, one.where, facts, (other.where,))
