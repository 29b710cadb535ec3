"""What decisions must agree with: the council's result and its day, and the points for going up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop import calendar
from ocop.codes import applications as codes
from ocop.diagnostics import Diagnostic, Text
from ocop.law import RuleSet
from ocop.model import EVALUATIONS_FILE, RECOGNITIONS, Evaluation, Event, EventKind, Level
from ocop.rules.hearing import Hearing
from ocop.rules.stars import Stars, words_of
from ocop.scoring.words import points_shown
from ocop.status import levels
from ocop.status.procedure import comes_before

# A result with the stars that it may stand for, of which there are none where it says nothing.
_Told = tuple[Evaluation, tuple[int, ...]]


def recognitions_rest_on_a_result(hearing: Hearing) -> Iterator[Diagnostic]:
    """A recognition follows a meeting of the entitled level's council and gives the star of its result.

    26/2026/QĐ-TTg, Điều 4 khoản 1. The province may use the central council's result (Điều 7 khoản 4), so
    that a result of a higher level will do.
    """
    told = [(one, _given(one, hearing)) for one in hearing.application.evaluations]
    for day, event in hearing.events(*RECOGNITIONS):
        act = hearing.filing.rule_set_on(day)
        level = event.level or (act.recognising_level(event.star) if act and event.star else None)
        if act is None or level is None:
            continue
        results = [pair for pair in told if not comes_before(pair[0].level, level)]
        if not results:
            yield from _without_result(event, level, hearing)
            continue
        in_time = [pair for pair in results if pair[0].met_on is None or pair[0].met_on <= day]
        if not in_time:
            yield from _too_early(day, event, [one for one, _ in results], hearing)
        elif event.star is not None:
            yield from _another_star(event, event.star, in_time, _ceiling(act, level), hearing)


def _without_result(event: Event, level: Level, hearing: Hearing) -> Iterator[Diagnostic]:
    sheets = any(not comes_before(one.level, level) for one in hearing.application.councils)
    if sheets or not hearing.is_whole(EVALUATIONS_FILE):
        return
    name = levels.named(level, hearing.law)
    facts = {"found": hearing.application.id, "title": name.vi, "title_en": name.en}
    yield Diagnostic(codes.RECOGNITION_WITHOUT_RESULT, event.origin.at("application"), facts)


def _too_early(day: date, event: Event, results: list[Evaluation], hearing: Hearing) -> Iterator[Diagnostic]:
    first = min(results, key=lambda one: one.met_on or day)
    name = levels.named(first.level, hearing.law)
    facts = {"found": calendar.in_table(day), "expected": calendar.in_table(first.met_on or day)}
    facts |= {"title": name.vi, "title_en": name.en}
    related = (first.origin.at("met_on"),)
    yield Diagnostic(codes.DECIDED_BEFORE_MEETING, event.origin.at("on"), facts, related)


def _another_star(
    event: Event, star: int, results: list[_Told], ceiling: int | None, hearing: Hearing
) -> Iterator[Diagnostic]:
    told = [pair for pair in results if pair[1]]
    if not told or any(star in given or (star == ceiling and star < min(given)) for _, given in told):
        return
    latest, given = max(told, key=lambda pair: pair[0].met_on or date.min)
    name, expected = levels.named(latest.level, hearing.law), words_of(given)
    result = Text("hạng ghi trong biên bản", "the minuted star")
    if latest.mean is not None:
        mean = points_shown(latest.mean)
        result = Text(f"{mean} điểm", f"{mean} points")
    facts = {"found": str(star), "title": name.vi, "title_en": name.en}
    facts |= {"expected": expected.vi, "expected_en": expected.en}
    facts |= {"result": result.vi, "result_en": result.en}
    related = (latest.origin.at("star" if latest.star is not None else "mean"),)
    yield Diagnostic(codes.RECOGNITION_NOT_OF_RESULT, event.origin.at("star"), facts, related)


def _given(one: Evaluation, hearing: Hearing) -> tuple[int, ...]:
    """Return the stars that a result may stand for: the minuted one, else those that its points leave.

    A minuted star that is not that of its points has been told already: then either will do.
    """
    stars = Stars.of(one, hearing)
    possible = stars.possible if stars else ()
    if one.star is None:
        return possible
    minuted = (one.star,)
    agreed = stars is None or one.star in possible
    return minuted if agreed else tuple(sorted({*minuted, *possible}))


def _ceiling(act: RuleSet, level: Level) -> int | None:
    """Return the star that `level` may give to a product it sends further up, None when it must wait.

    1048 lets the province enclose its own certificate with what it sends to the ministry; 26/2026, Điều 6
    khoản 3, asks for none. What an act that was not read in full asks for is not known: then it may.
    """
    duty = act.duty_of(level)
    sent = [one.document_type for one in act.documents if one.prepared_by is level]
    if duty is None or duty.forwards_to is None or not duty.recognises_stars:
        return None
    return max(duty.recognises_stars) if not sent or "certificate" in sent else None


def forwarded_products_have_the_points(hearing: Hearing) -> Iterator[Diagnostic]:
    """A level sends up what has the points for it: 50 or 70 at the district, 90 at the province.

    1048/QĐ-TTg; 148/QĐ-TTg, Phụ lục II; 26/2026/QĐ-TTg, Điều 7 khoản 3 điểm e.
    """
    for day, event in hearing.events(EventKind.FORWARDED):
        act = hearing.filing.rule_set_on(day)
        duty = act.duty_of(event.level) if act and event.level else None
        results = [
            one
            for one in hearing.application.evaluations
            if one.level is event.level and one.mean is not None and (one.met_on or day) <= day
        ]
        if act is None or duty is None or duty.forwards_from_points is None or not results:
            continue
        latest = max(results, key=lambda one: one.met_on or date.min)
        if latest.mean is not None and latest.mean < duty.forwards_from_points:
            name = levels.named(duty.level, hearing.law)
            facts = {"found": points_shown(latest.mean), "expected": points_shown(duty.forwards_from_points)}
            facts |= {"title": name.vi, "title_en": name.en, "act": act.number}
            related = (latest.origin.at("mean"),)
            yield Diagnostic(codes.FORWARDED_BELOW_POINTS, event.origin.at("event"), facts, related)
