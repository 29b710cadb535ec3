"""To-do lists as text for people and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from ocop import calendar
from ocop.completeness import words
from ocop.completeness.answer import AddRow, CreateFile, Edit, FillCells, Item, SetKey, Step, Todo
from ocop.diagnostics import Language, Text

TODO_SCHEMA = "todo/1"
_WIDTH = 80
_OF_A_LEVEL = frozenset({Step.EVALUATION, Step.FORWARDING, Step.DECISION})
# From so many rows of one table on, a list of them says no more than their number.
_MANY = 4
_OPEN = "…"

_Json = None | bool | int | str | Sequence["_Json"] | Mapping[str, "_Json"]

_STEP = Text("Bước", "Step")
_WHO = Text("Đến lượt", "Whose turn")
_UNTIL = Text("Chậm nhất hết ngày", "By the end of")
_OVERDUE = Text("đã quá hạn", "overdue")
_GROUND = Text("Căn cứ", "Ground")
_FOLDER = Text("Thư mục", "Folder")
_REQUIRED = Text("Cần có", "Needed")
_ADVISED = Text("Nên có", "Advised")
_NOTICE = Text("Lưu ý", "Note")
_NOTHING = Text("Không còn thiếu gì.", "Nothing is missing.")
_EVERY = Text("và mỗi tiêu chí sau một dòng", "and a row each for")
_ROW = Text("dòng", "row")
_NO_APPLICATION = Text("chưa có lượt đăng ký", "no application")
_NONE_OPEN = Text("Không có hồ sơ nào đang mở.", "No application is open.")
_COUNT = Text("còn {count} mục", "{count} missing")


def as_json(answers: Iterable[Todo], as_of: date) -> str:
    """Return the lists in the form of `schemas/todo.schema.json`."""
    report = {
        "schema": TODO_SCHEMA,
        "as_of": as_of.isoformat(),
        "applications": [_values(one) for one in answers],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _values(answer: Todo) -> Mapping[str, _Json]:
    return {
        "product": answer.product,
        "name": answer.name,
        "application": answer.application,
        "kind": answer.kind.value if answer.kind else None,
        "rule_set": answer.rule_set.id if answer.rule_set else None,
        "step": answer.step.value,
        "label": _both(words.STEP_LABELS[answer.step]),
        "level": answer.level.value if answer.level else None,
        "role": _role(answer.role),
        "who": _both(words.actor(answer.role, answer.step)),
        "until": _iso(answer.until),
        "citation": answer.citation,
        "items": [_item_values(item) for item in answer.items],
        "notices": [_both(notice) for notice in answer.notices],
    }


def _item_values(item: Item) -> Mapping[str, _Json]:
    return {
        "role": _role(item.role),
        "who": _both(words.actor(item.role)),
        "action": _both(item.action),
        "required": item.required,
        "until": _iso(item.until),
        "citation": item.citation,
        "edit": _edit_values(item.edit),
    }


def _edit_values(edit: Edit) -> Mapping[str, _Json]:
    if isinstance(edit, CreateFile):
        return {"do": "create_file", "file": edit.file, "content": edit.content}
    if isinstance(edit, SetKey):
        return {
            "do": "set_key",
            "file": edit.file,
            "key": edit.key,
            "title": edit.title,
            "example": edit.example,
        }
    if isinstance(edit, AddRow):
        return {
            "do": "add_row",
            "file": edit.file,
            "columns": edit.columns,
            "cells": dict(edit.cells),
            "blank": edit.blank,
            "optional": edit.optional,
            "choices": dict(edit.choices),
        }
    return {
        "do": "fill_cells",
        "file": edit.file,
        "line": edit.line,
        "row": dict(edit.row),
        "blank": edit.blank,
        "choices": dict(edit.choices),
    }


def _role(role: str | None) -> str:
    return str(role) if role is not None else "producer"


def _both(text: Text) -> Mapping[str, _Json]:
    return {"vi": text.vi, "en": text.en}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- text


def as_text(answers: Iterable[Todo], language: Language) -> str:
    """Return each list as a block of lines of at most 80 columns, its items grouped by file."""
    return "\n\n".join("\n".join(_lines(one, language)) for one in answers) + "\n"


def as_table(answers: Sequence[Todo], language: Language) -> str:
    """Return two lines an open application: what it is, then its step, whose turn it is and until when."""
    if not answers:
        return _NONE_OPEN.within(language) + "\n"
    lines = []
    for one in answers:
        lines.append(f"{_plain(one.name)} ({_identity(one)})")
        count = _COUNT.within(language).format(count=len(one.required))
        until = f"; {_UNTIL.within(language).lower()} {_until(one, language)}" if one.until else ""
        told = f"{_step(one, language)} – {words.actor(one.role, one.step).within(language)}; {count}{until}"
        lines.extend(_wrapped(told, "  "))
    return "\n".join(lines) + "\n"


def _until(answer: Todo, language: Language) -> str:
    day = _day(answer.until, language) if answer.until else ""
    return f"{day} ({_OVERDUE.within(language)})" if answer.is_overdue else day


def _identity(answer: Todo) -> str:
    return f"{answer.product}/{answer.application}" if answer.application else answer.product


def _step(answer: Todo, language: Language) -> str:
    label = words.STEP_LABELS[answer.step].within(language)
    if answer.level is None or answer.step not in _OF_A_LEVEL:
        return label
    return f"{label} ({words.LEVEL_LABELS[answer.level].within(language)})"


def _lines(answer: Todo, language: Language) -> Iterator[str]:
    kind = words.KIND_LABELS[answer.kind] if answer.kind else _NO_APPLICATION
    act = f", {answer.rule_set.number}" if answer.rule_set else ""
    yield from _wrapped(f"{_plain(answer.name)} ({_identity(answer)})", "", "  ")
    yield f"  {kind.within(language)}{act}"
    yield from _wrapped(f"{_STEP.within(language)}: {_step(answer, language)}", "  ")
    yield from _wrapped(
        f"{_WHO.within(language)}: {words.actor(answer.role, answer.step).within(language)}", "  "
    )
    if answer.until is not None:
        yield f"  {_UNTIL.within(language)}: {_until(answer, language)}"
    if answer.citation:
        yield from _wrapped(f"{_GROUND.within(language)}: {answer.citation}", "  ")
    yield from _wrapped(f"{_FOLDER.within(language)}: {_folder(answer)}", "  ")
    for notice in answer.notices:
        yield from _wrapped(f"{_NOTICE.within(language)}: {notice.within(language)}", "  ")
    for heading, items in ((_REQUIRED, answer.required), (_ADVISED, answer.advised)):
        if items:
            yield ""
            yield f"  {heading.within(language)} ({len(items)}):"
            yield from _grouped(answer, items, language)
    if not answer.items and answer.step is not Step.ENDED:
        yield f"  {_NOTHING.within(language)}"


def _grouped(answer: Todo, items: Sequence[Item], language: Language) -> Iterator[str]:
    """Tell the items file by file, and under each ground once."""
    for file in dict.fromkeys(item.edit.file for item in items):
        yield f"    {file.removeprefix(_folder(answer))}"
        of_file = [item for item in items if item.edit.file == file]
        for ground, group in groupby(of_file, key=_ground):
            if ground:
                yield from _wrapped(f"({ground})", "      ")
            yield from _of_ground(list(group), language)


def _folder(answer: Todo) -> str:
    return f"dossiers/{answer.product}/"


def _ground(item: Item) -> str:
    """The citation without the criterion, which the item itself names."""
    return item.citation.partition(", tiêu chí ")[0]


def _of_ground(items: Sequence[Item], language: Language) -> Iterator[str]:
    """Rows to be added for one criterion each are told together, the first one as the pattern."""
    alike = [item for item in items if isinstance(item.edit, AddRow) and "criterion" in item.edit.cells]
    for item in items:
        if len(alike) < _MANY or item not in alike:
            yield from _told(item, language)
        elif item is alike[0]:
            yield from _told(item, language)
            named = ", ".join(_criterion(one) for one in alike[1:])
            yield from _wrapped(f"{_EVERY.within(language)}: {named}", "        ")


def _criterion(item: Item) -> str:
    return item.edit.cells["criterion"] if isinstance(item.edit, AddRow) else ""


def _told(item: Item, language: Language) -> Iterator[str]:
    line = item.edit.line if isinstance(item.edit, FillCells) else 0
    place = f" ({_ROW.within(language)} {line})" if line else ""
    yield from _wrapped(f"{item.action.within(language)}{place}", "      - ", "        ")
    if isinstance(item.edit, AddRow):
        # A row to paste is not wrapped: a break would be part of what is pasted.
        yield f"        {_pattern(item.edit)}"


def _pattern(edit: AddRow) -> str:
    """Return the row as it is to be written, with what must be filled left open."""
    return ",".join(edit.cells.get(name, _OPEN if name in edit.blank else "") for name in edit.columns)


def _wrapped(text: str, first: str, following: str | None = None) -> list[str]:
    rest = first + "  " if following is None else following
    return textwrap.wrap(
        _plain(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Spell out characters that could drive a terminal or hide text."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _day(day: date, language: Language) -> str:
    return calendar.in_table(day) if language is Language.VI else calendar.in_english(day)
