"""Which comments belong to which line of a document, so that they move with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocop.source import Branch, Layout, Leaf, Member, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A key with its value, or an item, and its comments: above it, behind it, and below its last member."""

    node: Leaf | Branch
    above: tuple[Note, ...] = ()
    behind: str = ""
    members: tuple[Owned, ...] = ()
    below: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedDocument:
    """A document's outermost members; `head` speaks of the whole file and stays at its top."""

    head: tuple[Note, ...]
    members: tuple[Owned, ...]
    below: tuple[Note, ...]


def owned(layout: Layout) -> OwnedDocument:
    """Return the layout with every note at its owner.

    A comment belongs to the key below it, or, when it is indented as deep as the members of the mapping or
    list that ends above it, to the end of that one. A comment behind a value belongs to the value. Comments
    above the first key that a blank line parts from it speak of the whole file.
    """
    return _Owner(layout).document()


class _Owner:
    """Hands out the notes in the order of the text; each is handed out once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.next = 0

    def document(self) -> OwnedDocument:
        members, below = self._members(self.layout.root, len(self.layout.text))
        left = self._take(len(self.layout.text) + 1)
        head: tuple[Note, ...] = ()
        if members:
            above = members[0].above
            blanks = [number for number, note in enumerate(above) if not note.text]
            if blanks and any(note.text for note in above[: blanks[-1]]):
                head, own = above[: blanks[-1]], above[blanks[-1] + 1 :]
                members = (replace(members[0], above=own), *members[1:])
        return OwnedDocument(head=head, members=members, below=(*below, *left))

    def _take(self, before: int) -> tuple[Note, ...]:
        """Return the notes up to a place in the text that nobody has yet."""
        first = self.next
        notes = self.layout.notes
        while self.next < len(notes) and notes[self.next].position < before:
            self.next += 1
        return notes[first : self.next]

    def _members(self, branch: Branch, limit: int) -> tuple[tuple[Owned, ...], tuple[Note, ...]]:
        starts = [member.start for member in branch.members[1:]] + [limit]
        members = []
        for member, end in zip(branch.members, starts, strict=False):
            above = self._take(member.start)
            one = self._owned(member, end)
            members.append(replace(one, above=(*above, *one.above)))
        return tuple(members), self._below(branch.column, limit)

    def _owned(self, member: Member, limit: int) -> Owned:
        node = member.node
        if isinstance(node, Branch) and not node.is_flow:
            has_key = member.start < node.start
            behind = self._behind(member.start, node.members[0].start) if has_key else ""
            members, below = self._members(node, limit)
            return Owned(node=node, behind=behind, members=members, below=below)
        above = [note for note in self._take(node.end) if note.text]
        behind = self._behind(node.end, limit)
        if not behind and isinstance(node, Leaf) and above and not above[-1].own_line:
            behind = above.pop().text
        return Owned(node=node, above=tuple(above), behind=behind, members=_without_notes(node))

    def _behind(self, start: int, limit: int) -> str:
        """Return the comment that stands on the line of a key, or of the end of a value."""
        if self.next < len(self.layout.notes):
            note = self.layout.notes[self.next]
            same_line = not note.own_line and "\n" not in self.layout.text[start : note.position]
            if same_line and note.position < limit:
                self.next += 1
                return note.text
        return ""

    def _below(self, column: int, limit: int) -> tuple[Note, ...]:
        """Return the comments after the last member that are indented as deep as the members."""
        last = self.next
        for number in range(self.next, len(self.layout.notes)):
            note = self.layout.notes[number]
            if note.position >= limit or (note.text and (not note.own_line or note.column < column)):
                break
            if note.text:
                last = number + 1
        taken = self.layout.notes[self.next : last]
        self.next = last
        return taken


def _without_notes(node: Leaf | Branch) -> tuple[Owned, ...]:
    """Return the members of a `{…}` or `[…]`: the comments inside went to its key."""
    if isinstance(node, Leaf):
        return ()
    return tuple(Owned(node=one.node, members=_without_notes(one.node)) for one in node.members)
