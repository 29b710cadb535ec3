"""Faults as Markdown tables: what many rows share is said once, and what does not fit is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop.codes import policy, privacy
from ocop.diagnostics import Diagnostic, Language, Severity, Text
from ocop.report.problems import SEVERITY_LABELS
from ocop.report.quoting import quoted

MOST_FAULTS = 100
# From so many faults of one kind in one file on, a row each says no more than one row for all.
_ALIKE = 3
_MOST_PLACES, _LONGEST_PLACE = 12, 40
# So many rows lie open; further files are folded up under their names.
_OPEN_ROWS = 20
_COMMON, _FROM = 3, 20
# What a file's heading and its table cost beside the rows.
_HEADING = 200
_URGENT = frozenset(one.id for one in (*privacy.CODES, *policy.CODES))
_ORDER = {severity: number for number, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, and the faults it stands for."""

    members: tuple[Diagnostic, ...]
    text: str

    @property
    def first(self) -> Diagnostic:
        return self.members[0]


def problems_as_markdown(
    found: Sequence[Diagnostic], catalogue: str, most: int = MOST_FAULTS, longest: int = 40_000
) -> str:
    """Return the faults file by file in at most so many rows and letters, errors before the rest.

    `catalogue` is the address of the page that explains the codes; without it codes are not linked.
    """
    return "\n".join(_lines(found, catalogue, most, longest))


def _lines(found: Sequence[Diagnostic], catalogue: str, most: int, longest: int) -> Iterator[str]:
    yield from _commonest(found, catalogue)
    rows = sorted(_rows(found, catalogue), key=lambda row: _ORDER[row.first.code.severity])
    shown = _fitting(rows[:most], longest)
    by_file: dict[str, list[_Row]] = {}
    for row in shown:
        by_file.setdefault(row.first.where.path, []).append(row)
    above = 0
    for path in sorted(by_file, key=lambda path: _urgency(path, by_file[path])):
        yield from _file(path, by_file[path], folded=above >= _OPEN_ROWS)
        above += len(by_file[path])
    left = len(found) - sum(len(row.members) for row in shown)
    if left:
        yield f"**Còn {left} vấn đề nữa** không ghi ở đây; chạy `ocop check` để xem hết."
        yield ""


def _commonest(found: Sequence[Diagnostic], catalogue: str) -> Iterator[str]:
    """Yield the kinds that most of many faults are of: to know one is to mend them all."""
    counts = Counter(one.code for one in found)
    common = [(code, number) for code, number in counts.most_common(_COMMON) if number >= _ALIKE]
    if len(found) >= _FROM and common:
        told = "; ".join(
            f"{code.title.vi.lower()} ({number} chỗ, {_linked(code.id, catalogue)})"
            for code, number in common
        )
        yield f"Nhiều nhất: {told}."
        yield ""


def _urgency(path: str, rows: Sequence[_Row]) -> tuple[bool, int, str]:
    """What Git would not forget or bars the whole change comes first, then errors, each by path."""
    urgent = any(row.first.code.id in _URGENT for row in rows)
    return not urgent, min(_ORDER[row.first.code.severity] for row in rows), path


def _fitting(rows: Sequence[_Row], longest: int) -> list[_Row]:
    shown: list[_Row] = []
    files: set[str] = set()
    used = 0
    for row in rows:
        path = row.first.where.path
        used += len(row.text) + 1 + (0 if path in files else len(path) + _HEADING)
        if used > longest:
            break
        files.add(path)
        shown.append(row)
    return shown


def _rows(found: Sequence[Diagnostic], catalogue: str) -> Iterator[_Row]:
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for one in sorted(found, key=lambda one: one.sort_key):
        alike.setdefault((one.where.path, one.code.id, one.where.field), []).append(one)
    for members in alike.values():
        groups = [members] if len(members) >= _ALIKE else [[one] for one in members]
        for group in groups:
            yield _Row(tuple(group), _row(group, catalogue))


def _row(members: Sequence[Diagnostic], catalogue: str) -> str:
    one = members[0]
    facts = {slot: fact if fact == "–" else quoted(fact) for slot, fact in one.facts.items()}
    words = _filled(one.code.message, facts)
    if one.code.severity is not Severity.ERROR:
        words = f"*{SEVERITY_LABELS[one.code.severity].vi}:* {words}"
    if len(members) > 1:
        words += f"<br>Cùng lỗi này: {_places(members)}."
    hint = _filled(one.code.hint, facts)
    line = str(one.where.line or "–") if len(members) == 1 else f"{len(members)} chỗ"
    return f"| {line} | {words}<br>→ {hint} ({_linked(one.code.id, catalogue)}) |"


def _places(members: Sequence[Diagnostic]) -> str:
    """Return where the others are, each with what is written there unless it is the same everywhere."""
    found = [one.facts.get("found", "–") for one in members]
    alike = len(set(found)) == 1
    told = [
        str(one.where.line or "–") + ("" if alike or what == "–" else f" {quoted(what, _LONGEST_PLACE)}")
        for one, what in list(zip(members, found, strict=True))[:_MOST_PLACES]
    ]
    more = len(members) - len(told)
    return f"dòng {', '.join(told)}" + (f" và {more} chỗ nữa" if more else "")


def _file(path: str, rows: Sequence[_Row], *, folded: bool) -> Iterator[str]:
    counts = Counter(one.code.severity for row in rows for one in row.members)
    told = ", ".join(f"{counts[one]} {SEVERITY_LABELS[one].vi}" for one in Severity if counts[one])
    if folded:
        # A code span means nothing in a summary, and a path may hold what HTML takes for its own.
        yield f"<details><summary>{_within_html(path)}: {told}</summary>"
    else:
        yield f"### {quoted(path)}: {told}"
    yield ""
    yield "| Dòng | Điều sai và cách sửa |"
    yield "| ---: | --- |"
    yield from (row.text for row in sorted(rows, key=lambda row: row.first.sort_key))
    yield ""
    if folded:
        yield "</details>"
        yield ""


def _within_html(path: str) -> str:
    """Return a path as HTML in which each letter that could mean more than itself is spelled out."""
    shown = path if len(path) <= _HEADING else f"{path[:_HEADING]}…"
    return "".join(
        one if one.isalnum() or one in "/. -" else f"&#{ord(one)};" if one.isprintable() else "�"
        for one in shown
    )


def _linked(code: str, catalogue: str) -> str:
    return f"[{code}]({catalogue}#{code})" if catalogue else code


def _filled(sentence: Text, facts: Mapping[str, str]) -> str:
    """Our own sentence for a table's cell; the code spans need no quotation marks, their bars are escaped."""
    bare = Text(*(words.replace("“{", "{").replace("}”", "}") for words in (sentence.vi, sentence.en)))
    return bare.filled(Language.VI, facts).strip().replace("\n", " ")
