"""What councils' sheets and the minuted results must agree on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP

from ocop.codes import results as codes
from ocop.codes import scoring
from ocop.diagnostics import Diagnostic, Location
from ocop.model import EVALUATIONS_FILE, Evaluation
from ocop.rules.hearing import Hearing
from ocop.rules.stars import Stars, highest_points, words_of
from ocop.scoring.council import council_problems
from ocop.scoring.report import score_problems
from ocop.scoring.words import points_shown
from ocop.status import levels

# What we do not know of a sheet is no fault of the council.
_OF_THE_SHEET = frozenset({scoring.INCOMPLETE_SHEET.id, scoring.PARTS_ONLY.id})


def council_rows_fit_the_sheet(hearing: Hearing) -> Iterator[Diagnostic]:
    """Rows must be criteria of the sheet at its levels, members close enough and numerous enough.

    Spread and quorum are other provinces' rules: see the rule set's `council`.
    """
    for tally in filter(None, hearing.tallies):
        path = tally.sheets.path
        for problem in tally.found:
            # What seems to be missing may stand in the rows that are wrong.
            doubtful = problem.code is scoring.UNSCORED and not tally.is_sound
            if problem.code.id not in _OF_THE_SHEET and not doubtful:
                yield problem
        if tally.is_complete:
            size = tally.meeting.seats if tally.meeting else None
            yield from council_problems(tally.result, tally.rule_set, size, path)
            yield from score_problems(tally.result.score, tally.rule_set, path)


def sheets_have_their_meeting(hearing: Hearing) -> Iterator[Diagnostic]:
    """Sheets count only as part of a recorded meeting (26/2026/QĐ-TTg, Điều 7 khoản 3)."""
    if not hearing.is_whole(EVALUATIONS_FILE):
        return
    for sheets in hearing.application.councils:
        if hearing.filing.meeting(sheets.level, sheets.round) is None:
            name = levels.named(sheets.level, hearing.law)
            facts = {"title": name.vi, "title_en": name.en, "found": sheets.round}
            yield Diagnostic(codes.SHEETS_WITHOUT_RESULT, Location(sheets.path), facts)


def results_have_minutes(hearing: Hearing) -> Iterator[Diagnostic]:
    """A result stands by the council's minutes or report (26/2026/QĐ-TTg, Điều 6 khoản 3)."""
    for one in hearing.application.evaluations:
        if one.minutes is None and (one.mean is not None or one.star is not None):
            where = one.origin.at("minutes")
            yield Diagnostic(codes.RESULT_WITHOUT_MINUTES, where, _meeting(one, hearing))


def _meeting(one: Evaluation, hearing: Hearing) -> dict[str, str]:
    name = levels.named(one.level, hearing.law)
    return {"title": name.vi, "title_en": name.en, "found": one.round}


def meetings_are_recorded_once(hearing: Hearing) -> Iterator[Diagnostic]:
    """A level and round name one meeting, of which there is one result."""
    for one in hearing.application.evaluations:
        first = hearing.filing.meeting(one.level, one.round)
        if first is not None and first is not one:
            facts = _meeting(one, hearing) | {"expected": str(first.origin.line)}
            related = (first.origin.at("round"),)
            yield Diagnostic(codes.EVALUATED_TWICE, one.origin.at("round"), facts, related)


def attendance_agrees(hearing: Hearing) -> Iterator[Diagnostic]:
    """As many sheets as were minuted, and no more than the council has seats."""
    for one in hearing.application.evaluations:
        if one.present is None:
            continue
        where, found = one.origin.at("present"), str(one.present)
        if one.seats is not None and one.present > one.seats:
            facts = {"found": found, "expected": str(one.seats)}
            yield Diagnostic(codes.MORE_PRESENT_THAN_SEATS, where, facts)
            continue
        tally = hearing.tally_of(one)
        if tally is not None and tally.is_whole and len(tally.result.totals) != one.present:
            facts = {"found": found, "title": tally.file, "expected": str(len(tally.result.totals))}
            yield Diagnostic(codes.PRESENT_DIFFERS, where, facts, (Location(tally.sheets.path),))


def means_agree_with_the_sheets(hearing: Hearing) -> Iterator[Diagnostic]:
    """The minuted mean is that of the members' totals, rounded as the rule set says.

    26/2026/QĐ-TTg, Điều 3 khoản 3. Where we lack points of a sheet the minutes may have that much more.
    """
    for one in hearing.application.evaluations:
        if one.mean is None:
            continue
        highest = highest_points(hearing.filing.rule_set_on(one.met_on))
        if highest is not None and one.mean > highest:
            facts = {"found": points_shown(one.mean), "expected": points_shown(highest)}
            yield Diagnostic(codes.MEAN_ABOVE_MAXIMUM, one.origin.at("mean"), facts)
            continue
        tally = hearing.tally_of(one)
        if tally is None or not tally.is_complete:
            continue
        mean, lacking = tally.result.score.total, tally.sheet.missing_points
        digits = tally.rule_set.council.decimals.value
        if digits is None:
            mean = mean.quantize(one.mean, ROUND_HALF_UP)
        if not mean <= one.mean <= mean + lacking:
            facts = {"found": points_shown(one.mean), "expected": points_shown(mean), "title": tally.file}
            facts |= {"decimals": "–" if digits is None else points_shown(digits)}
            related = (Location(tally.sheets.path),)
            yield Diagnostic(codes.MEAN_DIFFERS, one.origin.at("mean"), facts, related)


def stars_are_those_of_the_points(hearing: Hearing) -> Iterator[Diagnostic]:
    """The minuted star is that of the mean, lower only where a minimum or a knock-out lowers it.

    26/2026/QĐ-TTg, Điều 3 khoản 3 and Phụ lục II. That a missed minimum lowers the star is this registry's
    reading, so that a council which did not lower it is only warned.
    """
    for one in hearing.application.evaluations:
        stars = Stars.of(one, hearing)
        if stars is not None and one.star is not None:
            yield from _star_problems(one, one.star, stars)


def _star_problems(one: Evaluation, star: int, stars: Stars) -> Iterator[Diagnostic]:
    where, facts = one.origin.at("star"), {"found": str(star)}
    if star in stars.possible:
        return
    if max(stars.possible, default=0) < star <= max(stars.by_points):
        expected = words_of(stars.possible)
        facts |= {"title": ", ".join(stars.limited_by)}
        facts |= {"expected": expected.vi, "expected_en": expected.en}
        yield Diagnostic(codes.STAR_ABOVE_MINIMA, where, facts)
        return
    expected = words_of(stars.by_points)
    facts |= {"mean": points_shown(stars.mean), "act": stars.act.number}
    facts |= {"expected": expected.vi, "expected_en": expected.en}
    yield Diagnostic(codes.STAR_NOT_OF_MEAN, where, facts)
