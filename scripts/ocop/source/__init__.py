"""Read YAML and CSV text so that every value keeps its place; refuse what is unsafe."""

from ocop.source.documents import MAX_YAML_DEPTH, MAX_YAML_VALUES, Document, Value, read_document
from ocop.source.tables import MAX_COLUMNS, MAX_RECORDS, Row, Table, read_table
from ocop.source.text import clipped, decoded, spelt

__all__ = [
    "MAX_COLUMNS",
    "MAX_RECORDS",
    "MAX_YAML_DEPTH",
    "MAX_YAML_VALUES",
    "Document",
    "Row",
    "Table",
    "Value",
    "clipped",
    "decoded",
    "read_document",
    "read_table",
    "spelt",
]
