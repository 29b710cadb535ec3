"""Read YAML and CSV so that every value keeps its place; refuse what is unsafe; write what reads back."""

from ocop.source.documents import MAX_YAML_DEPTH, MAX_YAML_VALUES, Document, Value, read_document
from ocop.source.layout import Branch, Layout, Leaf, Member, Note, read_layout
from ocop.source.tables import MAX_COLUMNS, MAX_RECORDS, Row, Table, read_table
from ocop.source.text import clipped, decoded, spelt
from ocop.source.writing import csv_text, quoted, scalar

__all__ = [
    "MAX_COLUMNS",
    "MAX_RECORDS",
    "MAX_YAML_DEPTH",
    "MAX_YAML_VALUES",
    "Branch",
    "Document",
    "Layout",
    "Leaf",
    "Member",
    "Note",
    "Row",
    "Table",
    "Value",
    "clipped",
    "csv_text",
    "decoded",
    "quoted",
    "read_document",
    "read_layout",
    "read_table",
    "scalar",
    "spelt",
]
