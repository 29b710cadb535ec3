"""The papers behind an application: record them by digest, and compare a folder with what is recorded.

The papers themselves stay outside the repository.
"""

from ocop.papers.book import Book, applications, read_book
from ocop.papers.inspection import MAX_PAPER_BYTES, Paper, inspected
from ocop.papers.recording import Particulars, Recorded, record, type_of_name
from ocop.papers.report import as_json, as_text
from ocop.papers.verification import FolderTooLargeError, Verification, compared, files_below

__all__ = [
    "MAX_PAPER_BYTES",
    "Book",
    "FolderTooLargeError",
    "Paper",
    "Particulars",
    "Recorded",
    "Verification",
    "applications",
    "as_json",
    "as_text",
    "compared",
    "files_below",
    "inspected",
    "read_book",
    "record",
    "type_of_name",
]
