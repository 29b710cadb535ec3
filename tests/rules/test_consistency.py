"""Facts that agree with each other by construction yield nothing, under any act; order never matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ocop import calendar
from ocop.codes import scoring
from ocop.law import Duty, RoundRule, RuleSet
from ocop.model import Claim, CouncilSheets, Evaluation, Event, Evidence, Level
from ocop.scoring import Criterion, Seat, Sheet, Sheets, council_score
from tests.rules.facts import Facts, claim, council, event, law, paper, proven_by, result
from tests.scoring.sheets_of import NUMBERS

# When an application may be filed so that all of it, to the decision, falls under one act.
FILING = {
    "2019-1048": (date(2019, 10, 1), date(2022, 6, 30)),
    "2023-148": (date(2023, 3, 1), date(2024, 9, 30)),
    "2025-1489": (date(2025, 7, 10), date(2025, 10, 30)),
    "2026-26": (date(2026, 6, 1), date(2032, 12, 31)),
}
SHEETS = {**NUMBERS, "2023-148": range(1, 27), "2025-1489": range(1, 27)}
PAPERS = ("raw_material_origin", "test_report", "growth", "intellectual_property")
# What a sheet asks papers for, chosen by us: the real mapping may change without these rules changing.
ASKED: Mapping[str, tuple[str, ...]] = {
    "1.1": PAPERS[:1],
    "3.4": PAPERS[2:],
    "4.1": PAPERS[1:3],
    "7": PAPERS,
    "B": PAPERS[:2],
}
JUDGED_BY: Sheets = proven_by(ASKED)
Points = dict[str, Decimal]


def points_of(sheet: Sheet, chances: bytes) -> Points:
    """Points for every criterion, or part, that leave none out of place and knock nothing out."""
    if not sheet.is_known:
        return {
            part.code: part.max - Decimal(chance % 20)
            for part, chance in zip(sheet.parts, chances, strict=False)
        }
    points: Points = {}
    for number, criterion in enumerate(sheet.criteria):
        points[criterion.key] = _level(criterion, points, chances[number % len(chances)])
    return points


def _level(criterion: Criterion, points: Points, chance: int) -> Decimal:
    levels = criterion.levels
    if criterion.needs_points_in is not None and points[criterion.needs_points_in] == 0:
        return levels[0]
    lowest = 1 if levels[0] == 0 and len(levels) > 1 else 0
    return levels[-1] if chance < 150 else levels[lowest + chance % (len(levels) - lowest)]


class Course:
    """The course of one application from its filing, step by step, each a few days after the last."""

    def __init__(self, act: RuleSet, number: int, identifier: str, gaps: bytes) -> None:
        self.act, self.number, self.id, self.gaps = act, number, identifier, gaps
        self.events: list[Event] = []
        self.evaluations: list[Evaluation] = []
        self.councils: list[CouncilSheets] = []
        self.sent: dict[Level, date] = {}
        self.step = 0

    def days(self, most: int) -> timedelta:
        """A few days, at most `most`."""
        self.step += 1
        return timedelta(days=self.gaps[self.step % len(self.gaps)] % (most + 1))

    def tell(self, kind: str, on: date, level: Level, star: int | None = None) -> None:
        """Record an event."""
        self.events.append(event(kind, on, level.value, star, application=self.id))

    def meet(
        self, level: Level, sent: date, seats: Mapping[str, Points], size: int
    ) -> tuple[date, Decimal, int | None]:
        """Hold a council within a round and record its sheets and its result."""
        name, met = self.within_a_round(level, sent)
        sheet = JUDGED_BY(self.act, self.number)
        assert sheet is not None
        score = council_score(sheet, self.act, [Seat(name=one, points=p) for one, p in seats.items()]).score
        self.evaluations.append(
            result(
                level.value,
                name,
                met,
                score.total,
                score.star,
                seats=size,
                present=len(seats),
                line=2 + len(self.evaluations),
            )
        )
        self.councils.append(council(seats, level.value, name))
        return met, score.total, score.star

    def within_a_round(self, level: Level, sent: date) -> tuple[str, date]:
        """Return a round that a proposal of `sent` is in time for, and a day of it."""
        rounds = [rule for rule in self.act.rounds if rule.level is level]
        if not rounds:
            return "1", sent + self.days(20)
        closes, due, number = min(
            (_closes(rule, year), _due(rule, year), str(rule.number))
            for rule in rounds
            for year in (sent.year, sent.year + 1)
            if _closes(rule, year) > sent
        )
        return number, min(max(sent, closes) + self.days(50), due - timedelta(days=1))


def _closes(rule: RoundRule, year: int) -> date:
    return calendar.yearly(rule.proposals_before or "", year)


def _due(rule: RoundRule, year: int) -> date:
    return calendar.yearly(rule.results_before or "", year)


@st.composite
def consistent(draw: st.DrawFn) -> Facts:
    """All facts of one application, from filing to decision, in agreement with one act and each other."""
    act = law().rule_set(draw(st.sampled_from(sorted(FILING))))
    number = draw(st.sampled_from(sorted(SHEETS[act.id])))
    first, last = FILING[act.id]
    filed = first + timedelta(days=draw(st.integers(0, (last - first).days)))
    sheet = JUDGED_BY(act, number)
    assert sheet is not None
    count = len(sheet.criteria) or 3
    course = Course(act, number, f"{filed.year}-1", draw(st.binary(min_size=8, max_size=8)))
    points = points_of(sheet, draw(st.binary(min_size=count, max_size=count)))
    seats = {f"ghe-{place}": points for place in range(draw(st.integers(1, 6)))}
    if draw(st.booleans()):
        seats["ghe-0"] = _near(sheet, points, draw(st.binary(min_size=count, max_size=count)))
    kind = draw(st.sampled_from(("first", "upgrade", "re_evaluation")))
    earlier = _earlier(kind, filed, act)
    course.tell("submitted", filed, act.duties[0].level)
    _run(course, filed, seats, kind, size=len(seats) + len(seats) // 3)
    claims, papers = _claimed(sheet, points, course, draw(st.booleans()))
    return Facts(
        kind=kind,
        id=course.id,
        sheet=number,
        product_set=f"{act.id}/{number}" if act.id in NUMBERS else None,
        target_star=5 if kind == "upgrade" else None,
        events=[*earlier, *course.events],
        claims=claims,
        evidence=papers,
        evaluations=course.evaluations,
        councils=course.councils,
    )


def _near(sheet: Sheet, points: Points, chances: bytes) -> Points:
    """Return other points for one seat when they are close enough to the rest's, else the same."""
    other = points_of(sheet, chances)
    apart = abs(sum(other.values(), Decimal(0)) - sum(points.values(), Decimal(0)))
    return other if apart <= 10 else points


def _earlier(kind: str, filed: date, act: RuleSet) -> list[Event]:
    """Return the certificate that an upgrade or re-evaluation is of: ending within the filing window."""
    if kind == "first":
        return []
    ends_on = filed + timedelta(days=150)
    decided = calendar.months_after(ends_on, -act.validity.months)
    if date(2025, 7, 1) <= decided < date(2025, 7, 6):
        # Districts had ended, and 1489 was not yet there to give their part to the province.
        decided = date(2025, 7, 6)
    governing = law().rule_set_on(decided)
    level = governing.recognising_level(3) if governing else None
    if level is None:
        decided, level = law().rule_sets[0].in_force_from, Level.PROVINCE
    return [event("recognised", decided, level.value, 3, application=None)]


def _run(course: Course, filed: date, seats: Mapping[str, Points], kind: str, size: int) -> None:
    """Take the application up from level to level until it is decided."""
    duty: Duty | None = course.act.duties[0]
    sent = filed
    while duty is not None:
        course.sent[duty.level] = sent = sent + course.days(10)
        mean, star = Decimal(100), None
        if duty.evaluates:
            sent, mean, star = course.meet(duty.level, sent, seats, size)
            if star is not None and star in duty.recognises_stars:
                _decide(course, sent, duty.level, star, kind)
                return
            if star is None or course.act.recognising_level(star) is None:
                course.tell("not_passed", sent + course.days(20), duty.level)
                return
        points = duty.forwards_from_points
        if duty.forwards_to is None or (points is not None and mean < points):
            return
        # Fifteen working days are nineteen at least, with those taken to get here.
        course.sent[duty.level] = sent = sent + course.days(9)
        course.tell("forwarded", sent, duty.level)
        duty = course.act.duty_of(duty.forwards_to)


def _decide(course: Course, met: date, level: Level, star: int, kind: str) -> None:
    decision = {"first": "recognised", "upgrade": "upgraded", "re_evaluation": "re_recognised"}[kind]
    if kind != "upgrade" or star > 3:
        course.tell(decision, met + course.days(30), level, star)


def _claimed(
    sheet: Sheet,
    points: Points,
    course: Course,
    by_option: bool,  # noqa: FBT001 - one of two ways to claim
) -> tuple[list[Claim], list[Evidence]]:
    """Return the own scores, each by option or by points, with the papers that prove them."""
    filed = course.events[0].on
    assert filed is not None
    papers = [
        paper(
            f"mc-{place}",
            kind,
            filed - course.days(90),
            filed + course.days(90),
            public=kind == "test_report",
        )
        for place, kind in enumerate(PAPERS)
    ]
    papers += [
        paper(f"cap-{level.value}", "commune_proposal", sent, by=level.value)
        for level, sent in course.sent.items()
        if level is not Level.MINISTRY
    ]
    criteria = {one.key: one for one in sheet.criteria}
    claims = []
    for key, worth in points.items():
        cited = [f"mc-{PAPERS.index(kind)}" for kind in ASKED.get(key, ())[:1]]
        one = criteria.get(key)
        option = [o.points for o in one.options].index(worth) + 1 if one and worth in one.levels else None
        if option is not None and by_option:
            claims.append(claim(key, option=option, evidence=cited))
        else:
            claims.append(claim(key, worth, evidence=cited))
    return claims, papers


@settings(max_examples=600, deadline=None)
@given(consistent())
def test_facts_that_agree_yield_nothing(facts: Facts) -> None:
    """Nothing but the gap between two bands of 1048, into which a mean may well fall."""
    told = [one for one in facts.diagnostics(JUDGED_BY) if one.code is not scoring.GAP_BETWEEN_BANDS]
    assert [(one.code.id, str(one.where), dict(one.facts)) for one in told] == []


@settings(max_examples=200, deadline=None)
@given(consistent(), st.integers(0))
def test_the_order_of_rows_changes_nothing(facts: Facts, seed: int) -> None:
    """Rows of papers, own scores and seats; a fault or two make sure that there is something to say."""
    chance = Random(seed)  # noqa: S311 - any order will do
    facts.claims[0] = replace(facts.claims[0], option=None, points=Decimal(77), evidence=("mc-9",))
    facts.evidence[0] = replace(facts.evidence[0], expires_on=date(2000, 1, 1))
    straight = facts.found(JUDGED_BY)
    assert len(straight) >= 3
    for rows in (facts.claims, facts.evidence, facts.evaluations, facts.councils):
        chance.shuffle(rows)
    facts.councils = [
        replace(one, entries=tuple(chance.sample(one.entries, len(one.entries)))) for one in facts.councils
    ]
    assert facts.found(JUDGED_BY) == straight
