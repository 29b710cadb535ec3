"""Diagnostics as text for people, JSON for programs and annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ocop.diagnostics import Code, Diagnostic, Language, Severity, Text

REPORT_SCHEMA = "check-report/1"
SEVERITY_LABELS: Mapping[Severity, Text] = {
    Severity.ERROR: Text("lỗi", "error"),
    Severity.WARNING: Text("cảnh báo", "warning"),
    Severity.NOTE: Text("ghi chú", "note"),
}
_FIX = Text("Cách sửa", "How to mend")
_BASIS = Text("Căn cứ", "Basis")
_RELATED = Text("Xem thêm", "See also")
_CLEAN = Text("Không có lỗi nào.", "No problems found.")
_GITHUB_LIMIT = 10


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repeats, by place and code."""
    unique = {(*one.sort_key, tuple(sorted(one.facts.items()))): one for one in diagnostics}
    return tuple(unique[key] for key in sorted(unique))


def plain(text: str) -> str:
    """Spell out characters that could drive a terminal or hide text."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def as_text(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """Return the report a person reads: place, weight, code, what is wrong and how to mend it."""
    lines: list[str] = []
    for one in diagnostics:
        label = SEVERITY_LABELS[one.code.severity].within(language)
        message = one.code.message.filled(language, one.facts)
        lines.append(plain(f"{one.where}: {label} {one.code.id}: {message}"))
        hint = one.code.hint.filled(language, one.facts).strip()
        if hint:
            lines.append(plain(f"    {_FIX.within(language)}: {hint}"))
        if one.code.basis:
            lines.append(plain(f"    {_BASIS.within(language)}: {one.code.basis}"))
        lines += [plain(f"    {_RELATED.within(language)}: {place}") for place in one.related]
    lines.append(summary_line(diagnostics, language))
    return "\n".join(lines) + "\n"


def summary_line(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """Return how many problems of each weight there are, in how many files."""
    if not diagnostics:
        return _CLEAN.within(language)
    counts = Counter(one.code.severity for one in diagnostics)
    files = len({one.where.path for one in diagnostics})
    errors, warnings, notes = (counts[severity] for severity in Severity)
    if language is Language.VI:
        return f"{errors} lỗi, {warnings} cảnh báo, {notes} ghi chú trong {files} tệp."
    return f"{errors} error(s), {warnings} warning(s), {notes} note(s) in {files} file(s)."


def _both(text: Text, facts: Mapping[str, str]) -> dict[str, str]:
    return {language.value: text.filled(language, facts) for language in Language}


def as_json(diagnostics: Sequence[Diagnostic], as_of: date) -> str:
    """Return the report as JSON, in the form of `schemas/check-report.schema.json`, a problem a line."""
    counts = Counter(one.code.severity for one in diagnostics)
    head = {
        "schema": REPORT_SCHEMA,
        "as_of": as_of.isoformat(),
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "files": len({one.where.path for one in diagnostics}),
        },
    }
    opening = json.dumps(head, ensure_ascii=False).removesuffix("}")
    # Written a piece at a time: asked to lay out the whole, the library falls back on its slow writer.
    lines = ",\n".join(json.dumps(problem_plain(one), ensure_ascii=False) for one in diagnostics)
    return f'{opening}, "diagnostics": [\n{lines}\n]}}\n'


def problem_plain(one: Diagnostic) -> Mapping[str, object]:
    """Return one problem as JSON has it: its facts, and its sentences in both languages."""
    return {
        "code": one.code.id,
        "severity": one.code.severity.value,
        "path": one.where.path,
        "line": one.where.line,
        "column": one.where.column,
        "field": one.where.field,
        "facts": dict(sorted(one.facts.items())),
        "title": _both(one.code.title, {}),
        "message": _both(one.code.message, one.facts),
        "hint": _both(one.code.hint, one.facts),
        "basis": one.code.basis,
        "related": [str(place) for place in one.related],
    }


def _escaped(text: str, *, in_property: bool) -> str:
    """Escape what GitHub's workflow commands would read as a command."""
    text = plain(text).replace("%", "%25")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def as_annotations(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """Return GitHub workflow commands, the first ten of each weight, which is all GitHub shows."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    printed: Counter[Severity] = Counter()
    lines: list[str] = []
    for one in diagnostics:
        severity = one.code.severity
        printed[severity] += 1
        if printed[severity] > _GITHUB_LIMIT:
            continue
        place = f"file={_escaped(one.where.path, in_property=True)}"
        if one.where.line:
            place += f",line={one.where.line},col={one.where.column or 1}"
        title = _escaped(f"{one.code.id} {one.code.title.within(language)}", in_property=True)
        message = one.code.message.filled(language, one.facts)
        hint = one.code.hint.filled(language, one.facts)
        body = _escaped(f"{message} {hint}".strip(), in_property=False)
        lines.append(f"::{kinds[severity]} {place},title={title}::{body}")
    lines.append(plain(summary_line(diagnostics, language)))
    return "\n".join(lines) + "\n"


def entry(code: Code, language: Language) -> str:
    """Return one code's entry of the catalogue, its slots shown as they are."""
    other = Language.EN if language is Language.VI else Language.VI
    lines = [
        f"{code.id} · {SEVERITY_LABELS[code.severity].within(language)} · {code.title.within(language)}",
        f"  ({code.title.within(other)})",
        "",
        code.message.within(language),
        f"{_FIX.within(language)}: {code.hint.within(language)}",
    ]
    if code.basis:
        lines.append(f"{_BASIS.within(language)}: {code.basis}")
    return "\n".join(lines) + "\n"
