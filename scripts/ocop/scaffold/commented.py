"""A YAML file to begin with: what is known filled in, what comes next commented out under its explanation.

A key that is commented out stands at its own depth with `#` right before it, so that deleting the mark brings
it back; explanations have a blank behind the mark. A file without a single uncommented blank is a sound one.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop.schema import DocumentSchema
from ocop.source import scalar

_WIDTH = 100
_HOW = "Xóa dấu # ngay trước khóa rồi điền giá trị; các dòng “# …” là lời giải thích, xóa được."
_PRIVATE = "Không ghi họ tên người, số điện thoại riêng, số định danh, số tài khoản: kho không quên được."


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a file begins with: known values and keys to fill, by dotted key.

    `wanted` gives each key an example as YAML has it, blank when there is none.
    """

    filled: Mapping[str, str | int]
    wanted: Mapping[str, str]
    notes: Sequence[str] = ()


def commented(schema: DocumentSchema, beginning: Beginning) -> str:
    """Return the file's text, in the order and the words of its schema; the same as its canonical form."""
    descriptor = schema.descriptor
    opening = [f"{descriptor['title']}. {descriptor['description']}", _HOW, _PRIVATE, *beginning.notes]
    lines = [line for sentence in opening for line in _comment(sentence, 0)]
    return "\n".join([*lines, "", *_Writer(schema, beginning).lines((), 0)]) + "\n"


def _comment(sentence: str, indent: int) -> Sequence[str]:
    lead = " " * indent + "# "
    return textwrap.wrap(
        sentence,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    schema: DocumentSchema
    beginning: Beginning

    def lines(self, path: tuple[str, ...], indent: int) -> Iterator[str]:
        """Yield the lines of the keys below a path: explanation, then the key."""
        lead, after_group = " " * indent, False
        for name, described in self.schema.properties_at(path).items():
            inner = (*path, name)
            key = ".".join(inner)
            filled, wanted = self.beginning.filled.get(key), self.beginning.wanted.get(key)
            is_group = filled is None and wanted is None
            if is_group and not self._has_below(key):
                continue
            if not indent and (is_group or after_group):
                yield ""
            after_group = is_group
            if name != "schema":
                yield from _comment(_explanation(described, wanted or ""), indent)
            if filled is not None:
                yield f"{lead}{name}: {filled if isinstance(filled, int) else scalar(filled)}"
            else:
                yield f"{lead}{'' if is_group and _any_below(key, self.beginning.filled) else '#'}{name}:"
            if is_group:
                yield from self.lines(inner, indent + 2)

    def _has_below(self, key: str) -> bool:
        return _any_below(key, self.beginning.filled) or _any_below(key, self.beginning.wanted)


def _any_below(key: str, keys: Iterable[str]) -> bool:
    return any(one.startswith(f"{key}.") for one in keys)


def _explanation(described: Mapping[str, object], example: str) -> str:
    """Return what a key means in its schema's words, its choices unless these tell them, and an example."""
    title, description = str(described["title"]), str(described["description"])
    sentence = f"{title}. {description}"
    items = described.get("items")
    choices = (items if isinstance(items, dict) else described).get("enum")
    if isinstance(choices, list) and not all(str(choice) in description for choice in choices):
        sentence += f" Các giá trị: {', '.join(map(str, choices))}."
    return f"{sentence} Ví dụ: {_plain(example)}" if example and "ví dụ" not in description else sentence


def _plain(example: str) -> str:
    """Return an example without the quotes that a bare value does not need."""
    if not example.startswith('"'):
        return example
    return scalar(str(json.loads(example)))
