"""Read one YAML file of a tree and hold it against its schema."""

from __future__ import annotations

from ocop.diagnostics import Diagnostic, Severity
from ocop.load.tree import Entry, Tree
from ocop.schema import DocumentSchema
from ocop.source import Document, read_document


def held_document(
    tree: Tree, entry: Entry, schema: DocumentSchema
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return the document, or None when it cannot be read, with what is wrong with it."""
    text, found = tree.text(entry)
    if text is None:
        return None, found
    document, problems = read_document(entry.path, text)
    broken = schema.problems(document) if document is not None else ()
    return document, (*found, *problems, *broken)


def sound_document(
    tree: Tree, entry: Entry, schema: DocumentSchema
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Return the document, or None when it has an error, with what is wrong with it."""
    document, found = held_document(tree, entry, schema)
    is_broken = any(one.code.severity is Severity.ERROR for one in found)
    return None if is_broken else document, found
