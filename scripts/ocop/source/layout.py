"""How a YAML text that has been read is laid out: where nodes, comments and blank lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

_BLOCKS = frozenset({"|", ">"})
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?(?:\n|$)")


class _Place(Protocol):
    """What the parser's marks have in common, whichever parser made them."""

    index: int
    column: int


_Mark = _Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment, or a blank line when `text` is empty; `own_line` when nothing else stands on its line."""

    position: int
    column: int
    text: str
    own_line: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A single value as written, from `start` to `end` in the text; `style` is its quote, `|`, `>` or ''."""

    start: int
    end: int
    written: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A mapping or list with its members in the order of the text; `column` is that of its members (0-based).

    `is_flow` tells `{…}` and `[…]` from the form with a line each.
    """

    start: int
    end: int
    column: int
    is_flow: bool
    is_mapping: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One key with its value, or one item of a list; `start` is where the key (or the item) begins."""

    start: int
    node: Node


Node = Leaf | Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text's outermost mapping and the notes around its nodes, in order."""

    text: str
    root: Branch
    notes: tuple[Note, ...]


def read_layout(text: str) -> Layout:
    """Return the layout of a text that `read_document` has passed; ValueError for any other."""
    reader = _Reader(text)
    root = reader.root()
    return Layout(text=text, root=root, notes=tuple(_notes(text, reader.leaves)))


class _Reader:
    """Takes the parser's events for nodes; anchors, aliases and tags were refused before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = yaml.CSafeLoader(text)
        self.leaves: list[Leaf] = []

    def root(self) -> Branch:
        """Return the outermost mapping."""
        try:
            self._next()  # the stream's start
            self._next()  # the document's start
            node = self._node(self._next(), 0)
        finally:
            self.parser.dispose()
        if isinstance(node, Leaf):
            raise ValueError("not a mapping")  # noqa: TRY004 - of data, not of a call
        return node

    def _next(self) -> yaml.Event:
        event = self.parser.get_event()
        if event is None or event.start_mark is None or event.end_mark is None:
            raise ValueError("unexpected end")
        return event

    def _node(self, event: yaml.Event, outer_column: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._leaf(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            raise ValueError(f"unexpected {type(event).__name__}")  # noqa: TRY004 - of data, not of a call
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        start, here = _index(event.start_mark), _column(event.start_mark)
        members: list[Member] = []
        while not isinstance(inner := self._next(), yaml.CollectionEndEvent):
            begins = _index(inner.start_mark)
            if is_mapping:
                self._leaf(inner)
                inner = self._next()
            members.append(Member(start=begins, node=self._node(inner, here)))
        is_flow = bool(event.flow_style)
        return Branch(
            start=start,
            end=_index(inner.end_mark) if is_flow else members[-1].node.end,
            # Items may stand at the column of their key; what follows there belongs to the next key.
            column=here if is_mapping else max(here, outer_column + 1),
            is_flow=is_flow,
            is_mapping=is_mapping,
            members=tuple(members),
        )

    def _leaf(self, event: yaml.Event) -> Leaf:
        if not isinstance(event, yaml.ScalarEvent):
            raise ValueError(f"unexpected {type(event).__name__}")  # noqa: TRY004 - of data, not of a call
        start, end = _index(event.start_mark), _index(event.end_mark)
        style, written = str(event.style or ""), self.text[start:end]
        if style in _BLOCKS and "+" not in written.partition("\n")[0].partition("#")[0]:
            # The parser counts the blank lines that follow to the block, which is not how people see them.
            written = written.rstrip(" \n")
        leaf = Leaf(start=start, end=start + len(written), written=written, style=style)
        self.leaves.append(leaf)
        return leaf


def _index(mark: _Mark) -> int:
    return mark.index if mark is not None else 0


def _column(mark: _Mark) -> int:
    return mark.column if mark is not None else 0


def _notes(text: str, leaves: list[Leaf]) -> Iterator[Note]:
    """Yield what stands between the leaves: there `#` can only begin a comment."""
    end = 0
    for leaf in sorted(leaves, key=lambda one: one.start):
        yield from _notes_between(text, end, leaf.start)
        header = _BLOCK_HEADER.match(leaf.written) if leaf.style in _BLOCKS else None
        if header is not None and header[1]:
            yield Note(
                position=leaf.start + header.start(1), column=0, text=header[1].rstrip(), own_line=False
            )
        end = leaf.end
    yield from _notes_between(text, end, len(text))


def _notes_between(text: str, start: int, end: int) -> Iterator[Note]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        line_start = text.rfind("\n", 0, position) + 1
        mark = text.find("#", position, stop)
        if mark >= 0:
            own_line = not text[line_start:mark].strip()
            yield Note(
                position=mark, column=mark - line_start, text=text[mark:stop].rstrip(), own_line=own_line
            )
        elif position == line_start and stop < end and not text[position:stop].strip():
            yield Note(position=position, column=0, text="", own_line=True)
        position = stop + 1
