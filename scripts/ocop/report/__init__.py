"""Diagnostics and impact as text for people, JSON for programs, annotations and Markdown for GitHub.

What a review says lies in `changes` and `markdown`, imported by themselves: a check needs neither.
"""

from ocop.report.problems import (
    REPORT_SCHEMA,
    SEVERITY_LABELS,
    as_annotations,
    as_json,
    as_text,
    entry,
    in_order,
    summary_line,
)

__all__ = [
    "REPORT_SCHEMA",
    "SEVERITY_LABELS",
    "as_annotations",
    "as_json",
    "as_text",
    "entry",
    "in_order",
    "summary_line",
]
