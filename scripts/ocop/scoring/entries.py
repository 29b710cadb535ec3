"""What scorers wrote: one entry a criterion, held against the sheet before anything is added up."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop import spelling
from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Location, Severity
from ocop.model import ScoreEntry
from ocop.scoring.sheet import Criterion, Sheet
from ocop.scoring.words import points_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One scorer's sound points by criterion (or by part), and the criteria declared knocked out."""

    name: str
    points: Mapping[str, Decimal]
    knocked_out: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """The seat's points together."""
        return sum(self.points.values(), Decimal(0))


def seats_of(
    sheet: Sheet, entries: Sequence[ScoreEntry], path: str
) -> tuple[tuple[Seat, ...], tuple[Diagnostic, ...]]:
    """Return each seat's points, by name, and every problem; an unsound row counts for nothing."""
    found: list[Diagnostic] = []
    by_seat: dict[str, list[ScoreEntry]] = {} if entries else {"": []}
    for entry in entries:
        by_seat.setdefault(entry.seat, []).append(entry)
    seats = tuple(_seat(sheet, name, by_seat[name], found) for name in sorted(by_seat))
    for name in sorted(by_seat):
        found.extend(_unscored(sheet, by_seat[name], name, path))
    if sheet.missing_points:
        facts = {"found": points_shown(sheet.missing_points), "title": sheet.citation}
        found.append(Diagnostic(codes.INCOMPLETE_SHEET, Location(path), facts))
    if not sheet.is_known and not any(one.code.severity is Severity.ERROR for one in found):
        facts = {"title": sheet.citation, "expected": _parts_shown(sheet)}
        found.append(Diagnostic(codes.PARTS_ONLY, Location(path), facts))
    return seats, tuple(found)


def _parts_shown(sheet: Sheet) -> str:
    return ", ".join(f"{part.code} {points_shown(part.max)}" for part in sheet.parts)


def _seat(sheet: Sheet, name: str, entries: Sequence[ScoreEntry], found: list[Diagnostic]) -> Seat:
    criteria = {criterion.key: criterion for criterion in sheet.criteria}
    tops = {part.code: part.max for part in sheet.parts} if not sheet.is_known else {}
    points: dict[str, Decimal] = {}
    lines: dict[str, ScoreEntry] = {}
    knocked_out: list[str] = []
    for entry in entries:
        code = key_of(entry.criterion, criteria, lines)
        if code not in criteria and code not in tops:
            facts = {"found": code, "nearest": spelling.nearest(code, [*criteria, *tops]) or "–"}
            facts |= {"expected": _range_shown([*criteria, *tops])}
            found.append(Diagnostic(codes.UNKNOWN_CRITERION, entry.origin.at("criterion"), facts))
            continue
        if code in lines:
            facts = {"found": code, "expected": str(lines[code].origin.line)}
            found.append(Diagnostic(codes.REPEATED_CRITERION, entry.origin.at("criterion"), facts))
            continue
        lines[code] = entry
        if entry.knocked_out and code in criteria:
            knocked_out.append(code)
        if entry.points is None:
            continue
        problem = _point_problem(entry, criteria.get(code), tops.get(code))
        if problem is not None:
            found.append(problem)
        if problem is None or problem.code is codes.NO_ZERO_OPTION:
            points[code] = entry.points
    found.extend(_out_of_place(criteria, points, lines))
    ordered = {code: points[code] for code in (*criteria, *tops) if code in points}
    return Seat(name=name, points=ordered, knocked_out=tuple(one for one in criteria if one in knocked_out))


def _point_problem(entry: ScoreEntry, criterion: Criterion | None, top: Decimal | None) -> Diagnostic | None:
    given = entry.points if entry.points is not None else Decimal(0)
    if criterion is None:
        if top is None or Decimal(0) <= given <= top:
            return None
        facts = {"field": entry.criterion, "found": points_shown(given), "expected": points_shown(top)}
        return Diagnostic(codes.PART_OUT_OF_RANGE, entry.origin.at("points"), facts)
    if any(given == option.points for option in criterion.options):
        return None
    expected = ", ".join(points_shown(level) for level in criterion.levels)
    facts = {"field": entry.criterion, "found": points_shown(given)}
    facts |= {"title": criterion.name, "expected": expected}
    code = codes.NO_ZERO_OPTION if given == 0 else codes.NOT_AN_OPTION
    return Diagnostic(code, entry.origin.at("points"), facts)


def _out_of_place(
    criteria: Mapping[str, Criterion], points: Mapping[str, Decimal], lines: Mapping[str, ScoreEntry]
) -> Iterator[Diagnostic]:
    """Yield criteria that were scored although the sheet applies them only after another one."""
    for code, given in points.items():
        needed = criteria[code].needs_points_in if code in criteria else None
        if needed is not None and points.get(needed) == 0 and given > 0:
            facts = {"field": code, "title": criteria[code].name, "found": points_shown(given)}
            facts |= {"expected": needed}
            yield Diagnostic(codes.NOT_APPLICABLE, lines[code].origin.at("points"), facts)


def _unscored(sheet: Sheet, entries: Sequence[ScoreEntry], seat: str, path: str) -> Iterator[Diagnostic]:
    wanted = [one.key for one in sheet.criteria] if sheet.is_known else [part.code for part in sheet.parts]
    known = frozenset(wanted)
    given: dict[str, None] = {}
    for entry in entries:
        if entry.points is not None:
            given[key_of(entry.criterion, known, given)] = None
    missing = [code for code in wanted if code not in given]
    if missing:
        facts = {"found": ", ".join(missing), "expected": str(len(wanted)), "title": seat or "–"}
        yield Diagnostic(codes.UNSCORED, Location(path), facts)


def key_of(written: str, known: Container[str], taken: Container[str]) -> str:
    """Return the key a row means: a code that the sheet prints twice may simply be written twice.

    `known` are the keys of the sheet, `taken` those of the rows before.
    """
    key, occurrence = written, 1
    while key in taken and f"{written}/{occurrence + 1}" in known:
        occurrence += 1
        key = f"{written}/{occurrence}"
    return key


def _range_shown(known: Sequence[str]) -> str:
    return f"{known[0]} – {known[-1]}" if known else "–"
