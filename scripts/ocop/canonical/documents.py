"""The one form of a dossier's YAML: the schema's order, two spaces, quotes where needed, comments kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop.canonical.ownership import Owned, owned
from ocop.diagnostics import Diagnostic, Severity
from ocop.source import Branch, Leaf, Note, Value, quoted, read_document, read_layout, scalar

# The keys that a schema knows below a path of keys and item numbers, in its order.
Order = Callable[[Sequence[str | int]], Iterable[str]]

_FOLDED_HEADER = re.compile(r">([+-]?)[0-9]?([+-]?)")


def canonical_document(path: str, text: str, order: Order) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the canonical form of a YAML text, or None when it cannot be read, and what reading found.

    Values, and the comments beside them, stay what they are; ValueError would mean that they did not.
    """
    document, found = read_document(path, text)
    if document is None or any(one.code.severity is Severity.ERROR for one in found):
        return None, found
    whole = owned(read_layout(text))
    writer = _Writer(order)
    lines = [*_noted(_stripped(whole.head), 0)]
    if lines:
        lines.append("")
    above, body = writer.mapping(whole.members, document.value, (), 0)
    lines += [*_noted(_stripped(above), 0), *body, *_noted(whole.below, 0)]
    written = "\n".join(_without_blank_ends(lines)) + "\n"
    if written == text:
        return text, found
    again, _ = read_document(path, written)
    if again is None or repr(again.value) != repr(_ordered(document.value, again.value)):
        raise ValueError(f"{path}: the canonical form would say something else")
    return written, found


def _ordered(value: Value, like: Value) -> Value:
    """Return `value` with the keys of its mappings in the order that `like` has them, for comparing."""
    if isinstance(value, Mapping) and isinstance(like, Mapping) and value.keys() == like.keys():
        return {key: _ordered(value[key], like[key]) for key in like}
    if isinstance(value, list) and isinstance(like, list) and len(value) == len(like):
        return [_ordered(one, other) for one, other in zip(value, like, strict=True)]
    return value


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes mappings and lists; what stands above a first member is handed up to whoever precedes it."""

    order: Order

    def mapping(
        self, members: Sequence[Owned], value: Value, path: tuple[str | int, ...], indent: int
    ) -> tuple[tuple[Note, ...], list[str]]:
        """Return the notes above the first key, and the lines of all keys, with comments between them."""
        values: Mapping[str, Value] = value if isinstance(value, Mapping) else {}
        known = {name: rank for rank, name in enumerate(self.order(path))}
        pairs = sorted(
            zip(values.items(), members, strict=True), key=lambda pair: known.get(pair[0][0], len(known))
        )
        written = [
            (one.above, self._member(f"{scalar(key)}:", one, inner, (*path, key), indent))
            for (key, inner), one in pairs
        ]
        return _joined(written, indent)

    def _list(
        self, members: Sequence[Owned], value: Value, path: tuple[str | int, ...], indent: int
    ) -> tuple[tuple[Note, ...], list[str]]:
        items: list[Value] = value if isinstance(value, list) else []
        written = []
        for number, (item, one) in enumerate(zip(items, members, strict=True)):
            above, lines = one.above, self._item(one, item, (*path, number), indent)
            written.append(((*above, *lines[0]), lines[1]))
        return _joined(written, indent)

    def _item(
        self, one: Owned, item: Value, path: tuple[str | int, ...], indent: int
    ) -> tuple[tuple[Note, ...], list[str]]:
        if isinstance(one.node, Leaf) or not one.members:
            return (), self._member("-", one, item, path, indent)
        above, lines = self._branch(one, item, path, indent + 2)
        first = " " * indent + "- " + lines[0].lstrip(" ")
        behind = (Note(position=0, column=0, text=one.behind, own_line=True),)
        return _comments((*behind, *above)), [first, *lines[1:], *_noted(one.below, indent + 2)]

    def _branch(
        self, one: Owned, value: Value, path: tuple[str | int, ...], indent: int
    ) -> tuple[tuple[Note, ...], list[str]]:
        write = self.mapping if isinstance(value, Mapping) else self._list
        return write(one.members, value, path, indent)

    def _member(
        self, opening: str, one: Owned, value: Value, path: tuple[str | int, ...], indent: int
    ) -> list[str]:
        lead, behind = " " * indent + opening, f"  {one.behind}" if one.behind else ""
        if isinstance(one.node, Branch) and one.members:
            above, lines = self._branch(one, value, path, indent + 2)
            return [
                lead + behind,
                *_noted(_stripped(above), indent + 2),
                *lines,
                *_noted(one.below, indent + 2),
            ]
        if isinstance(one.node, Branch):
            return [f"{lead} {'{}' if isinstance(value, Mapping) else '[]'}{behind}"]
        first, *others = _leaf_lines(one.node, value)
        return [f"{lead} {first}{behind}", *(" " * (indent + 2) + line if line else "" for line in others)]


def _joined(
    written: Sequence[tuple[tuple[Note, ...], list[str]]], indent: int
) -> tuple[tuple[Note, ...], list[str]]:
    lines: list[str] = []
    for number, (above, own) in enumerate(written):
        lines += [*(_noted(above, indent) if number else ()), *own]
    return written[0][0] if written else (), lines


def _comments(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.text)


def _stripped(notes: Sequence[Note]) -> Sequence[Note]:
    """Return the notes without the blank lines before the first and after the last comment."""
    numbers = [number for number, note in enumerate(notes) if note.text]
    return notes[numbers[0] : numbers[-1] + 1] if numbers else ()


def _noted(notes: Iterable[Note], indent: int) -> Iterator[str]:
    """Yield notes as lines: of comments in a row the first at `indent`, the others as much deeper as before.

    What is commented out keeps its own indentation so, and can be brought back by deleting the mark.
    """
    base: int | None = None
    blank = False
    for note in notes:
        if note.text:
            base = note.column if base is None else base
            yield " " * (indent + max(note.column - base, 0)) + note.text
        elif not blank:
            yield ""
            base = None
        blank = not note.text


def _without_blank_ends(lines: Sequence[str]) -> Sequence[str]:
    first, last = 0, len(lines)
    while first < last and not lines[first]:
        first += 1
    while first < last and not lines[last - 1]:
        last -= 1
    return lines[first:last]


# --- single values ------------------------------------------------------------------------------


def _leaf_lines(leaf: Leaf, value: Value) -> Sequence[str]:
    """Return a single value on its key's line, or a block header with lines that are still to be indented."""
    if value is None:
        return ("null",)
    if not isinstance(value, str):
        return (leaf.written,)
    if leaf.style == ">":
        folded = _folded(leaf.written)
        if len(folded) > 2 and _reads_as(folded, value):  # noqa: PLR2004 - a header and more than one line
            return folded
    if "\n" not in value:
        return (scalar(value),)
    literal = _literal(value)
    return literal if _reads_as(literal, value) else (quoted(value),)


def _folded(written: str) -> Sequence[str]:
    """Return a folded block with the line breaks that its writer chose, to be indented anew."""
    header, *lines = written.split("\n")
    matched = _FOLDED_HEADER.match(header)
    chomping = (matched[1] or matched[2]) if matched else ""
    depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)
    return [f">{chomping}", *(line[depth:] if line.strip(" ") else "" for line in lines)]


def _literal(value: str) -> Sequence[str]:
    ends = value.endswith("\n")
    return ["|" if ends else "|-", *value.removesuffix("\n").split("\n")]


def _reads_as(lines: Sequence[str], value: str) -> bool:
    first, *others = lines
    if any(line != line.rstrip(" ") for line in others):
        return False
    text = "".join([f"k: {first}\n", *(f"  {line}\n" if line else "\n" for line in others), "z: 0\n"])
    document, found = read_document("", text)
    return document is not None and not found and document.value == {"k": value, "z": 0}
