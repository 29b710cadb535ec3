"""The sample applications are lawful, complete, worked out rightly, and stand in nobody's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from ocop.codes import scoring as codes
from ocop.law import RuleSet, WorkingCalendar
from ocop.load.criteria import SheetReader
from ocop.load.registry import Loaded, load
from ocop.load.scores import read_scores
from ocop.load.tree import FolderTree
from ocop.model import Application, ApplicationKind, Event, EventKind, Level, Producer, Product
from ocop.scoring import Sheet, score
from ocop.scoring.report import judged
from ocop.status import Filing, status
from tests.cases_of import CASES, REPOSITORY, read

GOOD = CASES / "good"
SAMPLES = tuple(sorted(folder.name for folder in GOOD.glob("sample-*")))
AS_OF = date(2026, 11, 23)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One application of a sample with what it is judged by."""

    name: str
    product: Product
    application: Application
    filing: Filing
    sheet: Sheet
    rule_set: RuleSet

    @property
    def filed_on(self) -> date:
        """The day it was handed in; every sample has been."""
        assert self.filing.filed_on is not None
        return self.filing.filed_on

    def day_of(self, kind: EventKind, level: Level | None = None) -> date:
        """The day of an act that the sample must have."""
        event = self.filing.event(kind, level)
        assert event is not None and event.on is not None, (self.name, kind)  # noqa: PT018
        return event.on


@cache
def loaded(name: str) -> Loaded:
    return read(GOOD / name)


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(_samples())


def _samples() -> Iterator[Sample]:
    sheets = SheetReader(FolderTree(REPOSITORY))
    for name in SAMPLES:
        one = loaded(name)
        for product in one.registry.products.values():
            for application in product.applications:
                filing = Filing.of(product, application, one.law)
                rule_set = filing.rule_set_on(None)
                assert rule_set is not None
                assert application.sheet is not None
                sheet = sheets.sheet(rule_set, application.sheet)
                assert sheet is not None
                yield Sample(f"{name}/{application.id}", product, application, filing, sheet, rule_set)


def each(*, councils: bool = False) -> pytest.MarkDecorator:
    """Run a test for each application, or only for those that came before a council."""
    chosen = [one for one in samples() if one.application.evaluations or not councils]
    return pytest.mark.parametrize("sample", chosen, ids=lambda one: one.name)


def test_the_samples_are_of_every_act_that_has_had_applications() -> None:
    found = {(one.name, one.rule_set.id, one.application.kind) for one in samples()}
    first, again = ApplicationKind.FIRST, ApplicationKind.RE_EVALUATION
    assert found == {
        ("sample-coffee/2026-1", "2026-26", first),
        ("sample-herbal/2024-1", "2023-148", first),
        ("sample-herbal/2026-1", "2026-26", again),
        ("sample-rice/2021-1", "2019-1048", first),
    }


def test_the_samples_stand_where_they_should_today() -> None:
    law = loaded(SAMPLES[0]).law
    today = {one.product.id: status(one.product, law, AS_OF) for one in samples()}
    assert {key: (one.state.value, one.star, one.stage.value) for key, one in today.items()} == {
        "hop-tac-xa-ca-phe-mau/ca-phe-bot-mau": ("valid", 4, "none"),
        "cong-ty-duoc-lieu-mau/tinh-dau-tram-mau": ("valid", 4, "forwarded"),
        "to-hop-tac-bun-gao-mau/bun-gao-kho-mau": ("expired", None, "none"),
    }


@each()
def test_every_criterion_is_claimed_with_grounds_and_papers_that_are_listed(sample: Sample) -> None:
    sheet, application = sample.sheet, sample.application
    wanted = [one.key for one in sheet.criteria] or [part.code for part in sheet.parts]
    assert [claim.criterion for claim in application.claims] == wanted
    papers = {paper.id: paper for paper in application.evidence}
    assert len(papers) >= 10
    options = {criterion.key: criterion.options for criterion in sheet.criteria}
    proven = {criterion.key: criterion.evidence for criterion in sheet.criteria}
    for claim in application.claims:
        assert claim.grounds, claim
        assert claim.points is not None
        if claim.criterion in options:
            assert claim.option is not None
            assert options[claim.criterion][claim.option - 1].points == claim.points, claim
        assert set(claim.evidence) <= set(papers), claim
        kinds = {papers[one].type for one in claim.evidence}
        needed = proven.get(claim.criterion, ())
        assert not needed or not claim.points or kinds & set(needed), claim
    for paper in papers.values():
        cited = [claim.criterion for claim in application.claims if paper.id in claim.evidence]
        assert list(paper.criteria) == cited, paper.id


@each()
def test_own_points_reach_the_star_aimed_at(sample: Sample) -> None:
    claims = sample.application.claims
    points = {claim.criterion: claim.points for claim in claims if claim.points is not None}
    result = score(sample.sheet, sample.rule_set, points)
    assert (result.star, result.limited_by) == (sample.application.target_star, ())


@each()
def test_papers_are_there_before_they_are_relied_on_and_outlast_it(sample: Sample) -> None:
    handed_on: dict[Level | None, date] = {None: sample.filed_on}
    for level in (Level.COMMUNE, Level.DISTRICT):
        event = sample.filing.event(EventKind.FORWARDED, level)
        if event is not None and event.on is not None:
            handed_on[level] = event.on
    decided = sample.filing.recognition
    last = decided.on if decided and decided.on else max(handed_on.values())
    for paper in sample.application.evidence:
        assert paper.issued_on is not None, paper
        assert paper.issued_on <= handed_on[paper.prepared_by], paper
        assert paper.prepared_by is None or paper.issued_on >= sample.filed_on, paper
        assert paper.expires_on is None or paper.expires_on >= last, paper


@each()
def test_every_paper_but_a_sample_has_a_digest_of_its_own(sample: Sample) -> None:
    papers = sample.application.evidence
    digests = [paper.sha256 for paper in papers if paper.type != "samples"]
    assert all(digests)
    assert len(set(digests)) == len(digests)
    assert all(paper.kept_at for paper in papers)
    listed = loaded(SAMPLES[0]).law.lists["document-types"]
    assert {paper.type for paper in papers} <= set(listed)
    assert all(paper.public == (listed[paper.type].attributes["visibility"] == "public") for paper in papers)


@each()
def test_every_mandatory_document_is_there(sample: Sample) -> None:
    application, law = sample.application, loaded(SAMPLES[0]).law
    papers = {(paper.type, paper.prepared_by) for paper in application.evidence}
    for document in sample.rule_set.documents:
        named = application.kind in document.applications and document.mandatory
        if not named or (document.stars and application.target_star not in document.stars):
            continue
        items = law.forms.get(document.document_type, ())
        if not items:
            assert (document.document_type, document.prepared_by) in papers, document
        for item in items:
            filled = application.forms[item.file].values
            assert not item.is_needed(application.kind) or item.key in filled, item.key


@each()
def test_the_yearly_cycle_and_the_act_s_steps_are_in_order(sample: Sample) -> None:
    form = sample.application.registration
    steps = [
        form.day(key)
        for key in (
            "idea.registered_on",
            "survey.surveyed_on",
            "raw_material_area.checked_on",
            "linkage.checked_on",
            "business_plan.written_on",
            "tests.done_on",
            "declaration.declared_on",
            "draft_label.drafted_on",
            "registration.signed_on",
        )
    ]
    days = [day for day in steps if day is not None]
    assert len(days) >= 5
    acts = [event.on for event in sample.filing.events if event.on is not None]
    assert days == sorted(days)
    assert acts == sorted(acts)
    assert days[-1] <= sample.filed_on
    assert all(day.weekday() < _SATURDAY for day in (*days, *acts))


@each(councils=True)
def test_each_council_s_seats_come_to_the_minuted_mean(sample: Sample) -> None:
    found = []
    for council in sample.application.councils:
        meeting = sample.filing.meeting(council.level, council.round)
        assert meeting is not None
        assert meeting.seats is not None
        path = GOOD / sample.name.partition("/")[0] / council.path
        file = read_scores(REPOSITORY, path, council.path)
        entries, problems = file.entries, file.found
        assert not problems
        answer, problems = judged(sample.sheet, sample.rule_set, entries, meeting.seats, council.path)
        expected = [] if sample.sheet.is_known else [codes.PARTS_ONLY]
        assert [one.code for one in problems] == expected
        assert 5 <= len({entry.seat for entry in entries}) == meeting.present == meeting.seats <= 7
        assert answer is not None
        assert (answer.score.total, answer.score.star) == (meeting.mean, meeting.star)
        assert council.outcome is not None
        assert council.outcome.mean == meeting.mean
        assert meeting.met_on is not None
        assert meeting.minutes
        assert meeting.minutes_on is not None
        assert meeting.minutes_on >= meeting.met_on
        found.append(council.level)
    assert found == [one.level for one in sample.application.evaluations]


@each(councils=True)
def test_the_level_entitled_decides_after_its_council_has_met(sample: Sample) -> None:
    decided = sample.filing.recognition
    assert decided is not None
    assert decided.on is not None
    last = sample.application.evaluations[-1]
    assert last.minutes_on is not None
    assert decided.on >= last.minutes_on
    assert decided.level is last.level is sample.rule_set.recognising_level(decided.star or 0)
    assert decided.star == last.star
    levels = [evaluation.level for evaluation in sample.application.evaluations[:-1]]
    for evaluation in sample.application.evaluations[:-1]:
        duty = sample.rule_set.duty_of(evaluation.level)
        assert duty is not None
        assert duty.forwards_from_points is not None
        assert evaluation.mean is not None
        assert evaluation.mean >= duty.forwards_from_points
        assert evaluation.minutes_on is not None
        assert evaluation.minutes_on <= sample.day_of(EventKind.FORWARDED, evaluation.level)
    assert levels == ([] if sample.rule_set.id == "2026-26" else [Level.DISTRICT])


@pytest.mark.parametrize("name", ["sample-coffee/2026-1", "sample-herbal/2026-1"])
def test_the_commune_answers_within_fifteen_working_days(name: str) -> None:
    (sample,) = (one for one in samples() if one.name == name)
    review = sample.application.commune_review
    assert review is not None
    assessed = review.day("assessed_on")
    forwarded = sample.day_of(EventKind.FORWARDED, Level.COMMUNE)
    assert assessed is not None
    assert sample.filed_on < assessed <= forwarded
    days = _working_days(sample.filed_on, forwarded, loaded(SAMPLES[0]).law.working_calendar)
    (limit,) = (one for one in sample.rule_set.deadlines if one.id == "commune_review")
    assert 0 < days <= limit.days


def _working_days(after: date, through: date, calendar: WorkingCalendar) -> int:
    days = (after + timedelta(days=number + 1) for number in range((through - after).days))
    return sum(
        day in calendar.days_worked or (day.weekday() < _SATURDAY and day not in calendar.days_off)
        for day in days
    )


def test_the_coffee_keeps_the_second_round_and_the_oil_its_window() -> None:
    by_name = {one.name: one for one in samples()}
    coffee, oil = by_name["sample-coffee/2026-1"], by_name["sample-herbal/2026-1"]
    assert coffee.day_of(EventKind.FORWARDED) < date(2026, 10, 30)  # 26/2026/QĐ-TTg, Điều 5: trước 30/10
    assert coffee.day_of(EventKind.RECOGNISED) < date(2026, 12, 30)  # results: trước 30/12
    assert date(2026, 5, 22) < coffee.filed_on
    window = oil.rule_set.window
    assert window is not None
    end = _last_recognition(oil.product).valid_through
    assert end is not None
    # Điều 7 khoản 6 điểm a: from 180 to 120 days before the certificate's last day
    assert window.closes_days_before <= (end - oil.filed_on).days <= window.opens_days_before


def _last_recognition(product: Product) -> Event:
    return next(one for one in reversed(product.events) if one.kind is EventKind.RECOGNISED)


def test_the_samples_name_themselves_and_no_real_record_is_one() -> None:
    real = load(REPOSITORY).registry
    for name in SAMPLES:
        registry = loaded(name).registry
        records: list[Producer | Product] = [*registry.producers.values(), *registry.products.values()]
        for record in records:
            assert "Mẫu Giả định" in (record.name or "")
            assert "không có thật" in (record.record.note or "")
            assert record.id not in real.producers
            assert record.id not in real.products
        for event in (event for product in registry.products.values() for event in product.events):
            assert "không có thật" in (event.source or "")
    assert not [one.id for one in real.producers.values() if "Giả định" in (one.name or "")]
