"""An editor without a thought of its own: it carries out what `ocop todo --format json` lists."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict, cast

import yaml


class Edit(TypedDict, total=False):
    """What an item says is to be done, as `schemas/todo.schema.json` has it."""

    do: str
    file: str
    content: str
    key: str
    columns: list[str]
    cells: dict[str, str]
    blank: list[str]
    choices: dict[str, list[str]]
    line: int
    row: dict[str, str]


# How the person at the keyboard answers: the edit and the blank cell or key give the value.
Answers = Callable[[Edit, str], object]


def carry_out(root: Path, edit: Edit, answers: Answers) -> None:
    """Do exactly what the edit says, with the values that `answers` gives for what it leaves open."""
    {"create_file": _create, "set_key": _set, "add_row": _add, "fill_cells": _fill}[edit["do"]](
        root / edit["file"], edit, answers
    )


def _create(path: Path, edit: Edit, _answers: Answers) -> None:
    assert not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(edit["content"], "utf-8")


def _set(path: Path, edit: Edit, answers: Answers) -> None:
    document = cast("dict[str, object]", yaml.safe_load(path.read_text("utf-8")))
    *folders, leaf = edit["key"].split(".")
    place = document
    for folder in folders:
        place = cast("dict[str, object]", place.setdefault(folder, {}))
    place[leaf] = answers(edit, edit["key"])
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")


def _answered(edit: Edit, answers: Answers) -> Mapping[str, str]:
    given = {name: str(answers(edit, name)) for name in edit["blank"]}
    for name, allowed in edit.get("choices", {}).items():
        assert name not in given or given[name] in allowed
    return given


def _add(path: Path, edit: Edit, answers: Answers) -> None:
    if not path.exists():
        _write(path, [edit["columns"]])
    header, *rows = _rows(path)
    cells = {**edit["cells"], **_answered(edit, answers)}
    assert set(cells) <= set(header)
    _write(path, [header, *rows, [cells.get(name, "") for name in header]])


def _fill(path: Path, edit: Edit, answers: Answers) -> None:
    header, *rows = _rows(path)
    row = rows[edit["line"] - 2]
    assert all(row[header.index(name)] == cell for name, cell in edit["row"].items())
    for name, cell in _answered(edit, answers).items():
        row[header.index(name)] = cell
    _write(path, [header, *rows])


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
