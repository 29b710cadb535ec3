"""A file as facts, with the titles that its schema gives its keys and columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ocop.impact import FileFacts
from ocop.load.tree import Entry, Tree
from ocop.source import Value, read_document, read_table

_Schema: TypeAlias = Mapping[str, object]
# Which schema describes which file; council sheets have one for all.
_SCHEMAS: Mapping[str, str] = {
    "producer.yml": "producer.schema.json",
    "product.yml": "product.schema.json",
    "history.csv": "history.table.json",
    "application.yml": "application.schema.json",
    "self-assessment.yml": "self-assessment.schema.json",
    "self-assessment.csv": "self-assessment.table.json",
    "evidence.csv": "evidence.table.json",
    "commune-review.yml": "commune-review.schema.json",
    "evaluations.csv": "evaluations.table.json",
    "plan.yml": "plan.schema.json",
    "actuals.csv": "plan-actuals.table.json",
    "joins.csv": "joins.table.json",
}
_SCORES = "scores.table.json"
_SEEN_BY = "x-visibility"


class Titles:
    """The titles of every file's keys and columns, each schema read when it is first asked for."""

    def __init__(self, judge: Tree, *, public: bool = False) -> None:
        """With `public`, only of keys and columns that anybody may see, and whatever they stand in too."""
        self._judge = judge
        self._public = public
        self._known: dict[str, Mapping[str, str]] = {}

    def of(self, path: str) -> Mapping[str, str]:
        """Return the titles for a file, none for one that no schema describes."""
        file = path.rpartition("/")[2]
        name = _SCORES if file.startswith("council-") else _SCHEMAS.get(file)
        if name is None:
            return {}
        if name not in self._known:
            schema = json.loads(self._judge.required(f"schemas/{name}"))
            self._known[name] = dict(_titles("", schema, public=self._public))
        return self._known[name]


def _titles(prefix: str, schema: _Schema, *, public: bool) -> Iterator[tuple[str, str]]:
    fields = schema.get("fields")
    described = {str(field["name"]): field for field in (fields if isinstance(fields, list) else ())}
    for name, one in (described | dict(_mapping(schema.get("properties")))).items():
        inner = _mapping(one)
        items = _mapping(inner.get("items"))
        if public and not all(part.get(_SEEN_BY) == "public" for part in (inner, items or inner)):
            continue
        yield f"{prefix}{name}", str(inner.get("title", name))
        yield from _titles(f"{prefix}{name}.", inner, public=public)
        yield from _titles(f"{prefix}{name}.*.", items, public=public)


def _mapping(value: object) -> _Schema:
    return value if isinstance(value, dict) else {}


def file_facts(tree: Tree, entry: Entry | None) -> FileFacts | None:
    """Return a file's facts, or None when it is not there, cannot be read, or holds none."""
    if entry is None or not entry.path.endswith((".yml", ".csv")):
        return None
    text, _ = tree.text(entry)
    return text_facts(entry.path, text) if text is not None else None


def text_facts(path: str, text: str) -> FileFacts | None:
    """Return what a text says that stands at `path`, or None when it is neither a document nor a table."""
    if path.endswith(".yml"):
        document, _ = read_document(path, text)
        if document is None:
            return None
        lines = {key: line for key, (line, _) in document.origin.marks.items()}
        return FileFacts(path=path, values=dict(_leaves("", document.value)), lines=lines)
    table, _ = read_table(path, text)
    if table is None:
        return None
    lines = {str(number): row.origin.line for number, row in enumerate(table.rows)}
    return FileFacts(path=path, records=tuple(row.cells for row in table.rows), lines=lines)


def _leaves(prefix: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(f"{prefix}.{name}" if prefix else name, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(f"{prefix}.{number}" if prefix else str(number), inner)
    elif value is not None:
        yield prefix, str(value).lower() if isinstance(value, bool) else str(value)
