"""Records that may be one and that nobody has decided on: listed for a person, never joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from ocop import spelling
from ocop.model import Place, Registry
from ocop.recognitions.cells import ListRow
from ocop.recognitions.decisions import UNNAMED, Decisions
from ocop.recognitions.matching import Group, Matched, compatible, statements
from ocop.recognitions.words import distinctive, tokens

_NEAR_NAMES = 0.5
_NAMED_IN_PRODUCT = 0.5
_FEWEST_SHARED = 2


class Reason(StrEnum):
    """Why two records may be one, as people read it."""

    SAME_NAME = "cùng tên sản phẩm, khác chủ thể"
    MARKS_ONLY = "tên chỉ khác nhau ở dấu"
    NEAR_NAME = "cùng chủ thể, tên sản phẩm gần nhau"
    NO_PRODUCER = "tên sản phẩm gần nhau, có bên chưa rõ chủ thể"
    NAMES_PRODUCER = "sản phẩm chưa rõ chủ thể mang tên giống tên chủ thể này"
    NEAR_PRODUCER = "tên chủ thể gần nhau"
    PLACES = "cùng một chủ thể mà các dòng ghi địa bàn khác nhau"


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two folders that may be one thing, each with a name it goes by."""

    one: str
    other: str
    reason: Reason
    one_name: str
    other_name: str


def doubts(
    matched: Matched, registry: Registry, decisions: Decisions, province_names: frozenset[str]
) -> tuple[Doubt, ...]:
    """Return the doubtful pairs that touch the list, without those a person has kept apart."""
    apart = _apart(matched, decisions)
    producers = _producers(matched, registry)
    found = (
        *_product_doubts(matched),
        *_naming_doubts(matched, producers, province_names),
        *_producer_doubts(producers, province_names),
        *_place_doubts(matched),
    )
    return tuple(sorted({doubt for doubt in found if frozenset((doubt.one, doubt.other)) not in apart}))


def _apart(matched: Matched, decisions: Decisions) -> set[frozenset[str]]:
    """Return the pairs of folders that decisions keep apart."""
    pairs: set[frozenset[str]] = set()
    for decision in decisions.kept_apart():
        folder = matched.folders.get(matched.names.key(decision.producer_name), UNNAMED)
        if not decision.product_name:
            pairs.add(frozenset((folder, decision.producer)))
            continue
        key = matched.names.key(decision.product_name)
        for group in matched.groups:
            if group.producer == folder and any(matched.names.key(name) == key for name in group.names):
                pairs.add(frozenset((group.id, decision.product_id)))
    return pairs


def _name(group: Group) -> str:
    return group.existing.name if group.existing else min(group.names, key=spelling.syllable_key)


def _between(one: Group, other: Group, reason: Reason) -> Doubt:
    first, second = sorted((one, other), key=lambda group: group.id)
    return Doubt(first.id, second.id, reason, _name(first), _name(second))


def _told_apart(one: Group, other: Group) -> bool:
    """Say whether one source lists both in one year, as two, or their places disagree."""
    return bool(statements(one) & statements(other)) or not all(
        compatible(mine, theirs) for mine in one.places for theirs in other.places
    )


def _product_doubts(matched: Matched) -> Iterator[Doubt]:
    by_producer: dict[str, list[Group]] = {}
    by_plain_name: dict[str, list[Group]] = {}
    for group in matched.groups:
        by_producer.setdefault(group.producer, []).append(group)
        for plain in {spelling.slug(name, 1000) for name in group.names}:
            by_plain_name.setdefault(plain, []).append(group)
    for bearers in by_plain_name.values():
        for one, other in combinations(bearers, 2):
            if (one.rows or other.rows) and not _told_apart(one, other):
                keys = [{matched.names.key(name) for name in group.names} for group in (one, other)]
                yield _between(one, other, Reason.SAME_NAME if keys[0] & keys[1] else Reason.MARKS_ONLY)
    for producer, groups in by_producer.items():
        if producer != UNNAMED:
            yield from _near(combinations(groups, 2), Reason.NEAR_NAME)
    nameless = by_producer.get(UNNAMED, [])
    yield from _near(combinations(nameless, 2), Reason.NO_PRODUCER)
    named = [group for group in matched.groups if group.producer != UNNAMED]
    yield from _near(((one, other) for one in nameless for other in named), Reason.NO_PRODUCER)


def _near(pairs: Iterable[tuple[Group, Group]], reason: Reason) -> Iterator[Doubt]:
    for one, other in pairs:
        if not (one.rows or other.rows):
            continue
        if any(
            _alike(tokens(mine), tokens(theirs), loosely=reason is Reason.NO_PRODUCER)
            for mine in one.names
            for theirs in other.names
        ) and not _told_apart(one, other):
            yield _between(one, other, reason)


def _alike(one: tuple[str, ...], other: tuple[str, ...], *, loosely: bool) -> bool:
    """Say whether names share words: all of the shorter one, half of all, or (loosely) the first two."""
    mine, theirs = set(one), set(other)
    if mine == theirs and one == other:
        return False
    shared = mine & theirs
    if not shared:
        return False
    return (
        (len(shared) >= min(_FEWEST_SHARED, len(mine), len(theirs)) and shared in (mine, theirs))
        or len(shared) >= _NEAR_NAMES * len(mine | theirs)
        or (loosely and one[:2] == other[:2])
    )


@dataclass(frozen=True, slots=True)
class _Producer:
    folder: str
    names: frozenset[str]
    places: frozenset[Place]
    listed: bool


def _producers(matched: Matched, registry: Registry) -> Mapping[str, _Producer]:
    """Return every producer, whether in the registry or only in the list, with the names it goes by."""
    names: dict[str, set[str]] = {}
    places: dict[str, set[Place]] = {}
    listed: set[str] = set()
    for folder, producer in registry.producers.items():
        if producer.name:
            names.setdefault(folder, set()).add(producer.name)
            places.setdefault(folder, set()).add(producer.place)
    for group in matched.groups:
        for row in group.rows:
            if row.producer_name:
                folder = matched.folders[matched.names.key(row.producer_name)]
                names.setdefault(folder, set()).add(row.producer_name)
                places.setdefault(folder, set()).add(row.place)
                listed.add(folder)
    return {
        folder: _Producer(
            folder, frozenset(called), frozenset(places.get(folder, ())), listed=folder in listed
        )
        for folder, called in sorted(names.items())
    }


def _producer_doubts(producers: Mapping[str, _Producer], province_names: frozenset[str]) -> Iterator[Doubt]:
    by_word: dict[str, list[tuple[_Producer, frozenset[str]]]] = {}
    for producer in producers.values():
        for name in producer.names:
            words = distinctive(name, province_names)
            for word in words:
                by_word.setdefault(word, []).append((producer, words))
    for bearers in by_word.values():
        for (one, mine), (other, theirs) in combinations(bearers, 2):
            if one.folder == other.folder or not (one.listed or other.listed):
                continue
            near = mine == theirs or (
                len(mine & theirs) >= _FEWEST_SHARED and mine & theirs in (mine, theirs)
            )
            if near and all(compatible(here, there) for here in one.places for there in other.places):
                first, second = sorted((one, other), key=lambda producer: producer.folder)
                yield Doubt(
                    first.folder, second.folder, Reason.NEAR_PRODUCER, min(first.names), min(second.names)
                )


def _naming_doubts(
    matched: Matched, producers: Mapping[str, _Producer], province_names: frozenset[str]
) -> Iterator[Doubt]:
    """Yield products without producer whose name holds most of the words that tell a producer apart."""
    for group in matched.groups:
        if group.producer != UNNAMED or not (group.rows or group.existing):
            continue
        names = [tokens(name) for name in group.names]
        for producer in producers.values():
            if not (group.rows or producer.listed):
                continue
            for name in sorted(producer.names):
                telling = distinctive(name, province_names)
                held = max(_longest_run(words, telling) for words in names)
                if held >= max(_FEWEST_SHARED, _NAMED_IN_PRODUCT * len(telling)) and all(
                    compatible(here, there) for here in group.places for there in producer.places
                ):
                    yield Doubt(group.id, producer.folder, Reason.NAMES_PRODUCER, _name(group), name)
                    break


def _longest_run(words: tuple[str, ...], telling: frozenset[str]) -> int:
    """Return how many words in a row of `words` are among the `telling` ones."""
    longest = run = 0
    for word in words:
        run = run + 1 if word in telling else 0
        longest = max(longest, run)
    return longest


def _place_doubts(matched: Matched) -> Iterator[Doubt]:
    """Yield producers whose rows in the list state places that cannot be one."""
    rows: dict[str, list[ListRow]] = {}
    for group in matched.groups:
        for row in group.rows:
            if row.producer_name:
                rows.setdefault(group.producer, []).append(row)
    for folder, stated in sorted(rows.items()):
        for one, other in combinations(stated, 2):
            if not compatible(one.place, other.place):
                first, second = sorted(
                    (
                        one.place.commune or one.place.district or "",
                        other.place.commune or other.place.district or "",
                    )
                )
                yield Doubt(folder, folder, Reason.PLACES, first, second)
                break
