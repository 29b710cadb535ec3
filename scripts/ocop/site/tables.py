"""Tables for anyone to take away: columns described in the schemas' own words, and values as plain cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | None
"""A value of a table; days are written YYYY-MM-DD, several values are joined with ` | `."""

LONGITUDE, LATITUDE = "longitude", "latitude"
"""The columns of a position, in degrees east and north."""

Document = Mapping[str, object]
"""A JSON Schema or Table Schema as read."""

# What a data package repeats of a schema's constraints; a required column may be blank in another table.
_CONSTRAINTS = ("enum", "pattern", "minimum", "maximum", "minLength", "maxLength")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column; `kind` is a Table Schema type."""

    name: str
    kind: str = "string"
    title: str
    description: str
    constraints: Document = field(default_factory=dict)

    def described(self) -> Document:
        """The column in a Table Schema."""
        form = {"format": "%Y-%m-%d"} if self.kind == "date" else {}
        head = {"name": self.name, "type": self.kind, **form, "title": self.title}
        known = {"constraints": dict(self.constraints)} if self.constraints else {}
        return {**head, "description": self.description, **known}


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Columns that a schema of `schemas/` describes: a property of a document, a field of a table or all.

    `form` is a sentence on how a document's property is written in one cell, where that needs saying.
    """

    schema: str
    path: str = ""
    name: str = ""
    form: str = ""

    def fields(self, schemas: Mapping[str, Document]) -> Iterator[Field]:
        """The columns as far as they are public; what is not has no column at all."""
        schema = schemas[self.schema]
        if "fields" in schema:
            yield from _of_table(schema, self.path)
        else:
            yield from _of_document(schema, self.path, self.name, self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, its rows in a fixed order; `links` name other tables by the column that holds their key."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Sequence[tuple[Cell, ...]]
    primary_key: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def described(self) -> Document:
        """The table's schema in a data package."""
        keys: dict[str, object] = {}
        if self.primary_key:
            keys["primaryKey"] = list(self.primary_key)
        if self.links:
            keys["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}
                for column, table in self.links.items()
            ]
        return {"fields": [dict(one.described()) for one in self.fields], "missingValues": [""], **keys}

    @property
    def is_on_map(self) -> bool:
        """Whether the rows have a position."""
        return {LONGITUDE, LATITUDE} <= {one.name for one in self.fields}

    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows with the names of their columns."""
        names = [one.name for one in self.fields]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def public(columns: Sequence[Field | Borrowed], schemas: Mapping[str, Document]) -> tuple[Field, ...]:
    """Those of `columns` that the public may see."""
    fields: list[Field] = []
    for column in columns:
        fields.extend([column] if isinstance(column, Field) else column.fields(schemas))
    return tuple(fields)


def day(when: date | None) -> str | None:
    """A day as the tables write it."""
    return when.isoformat() if when else None


def _of_document(schema: Document, path: str, name: str, form: str) -> Iterator[Field]:
    found = schema
    for step in path.split("."):
        found = _mapping(_mapping(found.get("properties")).get(step))
        if found.get("x-visibility") != "public":
            return
    many = found.get("type") == "array"
    kind = (
        "date" if found.get("format") == "date" else "integer" if found.get("type") == "integer" else "string"
    )
    described = (str(found["description"]), form, "Nhiều giá trị ngăn cách bằng “ | ”." if many else "")
    yield Field(
        name=name or path.rpartition(".")[2],
        kind=kind,
        title=str(found["title"]),
        description=" ".join(filter(None, described)),
        constraints={} if many or kind == "date" else _kept(found),
    )


def _of_table(schema: Document, name: str) -> Iterator[Field]:
    fields = schema.get("fields")
    for one in fields if isinstance(fields, list) else []:
        found = _mapping(one)
        if found.get("x-visibility") == "public" and name in {"", found["name"]}:
            yield Field(
                name=str(found["name"]),
                kind=str(found["type"]),
                title=str(found["title"]),
                description=str(found["description"]),
                constraints=_kept(_mapping(found.get("constraints"))),
            )


def _kept(found: Document) -> Document:
    kept = {name: found[name] for name in _CONSTRAINTS if name in found}
    if kept.get("pattern") == r"\S":
        # JSON Schema looks for a pattern anywhere, Table Schema wants the whole value to match it.
        del kept["pattern"]
    return kept


def _mapping(found: object) -> Document:
    return found if isinstance(found, dict) else {}
