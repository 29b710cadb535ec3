"""Facts of law that the data under `schemas/` must state; each test quotes the article it pins."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ocop.diagnostics import Diagnostic, Text
from ocop.law import Confidence, Grounds, Law, RuleSet, Term
from ocop.load.law import LISTS, read_law
from ocop.load.tree import FolderTree
from ocop.model import ApplicationKind, Event, EventKind, Level

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
COLUMNS_OF_HISTORY = {field.name for field in fields(Event)} - {"kind", "origin"} | {"event"}


@pytest.fixture(scope="module")
def reading() -> tuple[Law, tuple[Diagnostic, ...]]:
    return read_law(FolderTree(ROOT))


@pytest.fixture(scope="module")
def law(reading: tuple[Law, tuple[Diagnostic, ...]]) -> Law:
    return reading[0]


def in_force(law: Law, day: str) -> RuleSet:
    rule_set = law.rule_set_on(date.fromisoformat(day))
    assert rule_set is not None
    return rule_set


def communes(law: Law, edition: str) -> list[str]:
    kinds = {"commune", "ward", "township", "special_zone"}
    return [unit.id for unit in law.units.values() if unit.id.startswith(edition) and unit.kind in kinds]


def all_grounds(rule_set: RuleSet) -> Iterator[Grounds]:
    yield rule_set.grounds
    yield rule_set.bands_grounds
    yield rule_set.validity.grounds
    council = rule_set.council
    groups = (
        rule_set.duties,
        rule_set.transitions,
        rule_set.rounds,
        rule_set.deadlines,
        rule_set.documents,
        (council.max_spread_points, council.quorum_share, council.decimals),
        tuple(one for one in (rule_set.window, rule_set.extension) if one is not None),
    )
    for group in groups:
        for one in group:
            yield one.grounds
    for grounds in (rule_set.revocation_grounds, rule_set.rounds_grounds):
        assert grounds is not None
        yield grounds


# --- form ---------------------------------------------------------------------------------------


def test_every_rule_set_and_list_has_the_form_its_schema_asks_for(
    reading: tuple[Law, tuple[Diagnostic, ...]],
) -> None:
    law, found = reading
    assert found == ()
    assert [rule_set.id for rule_set in law.rule_sets] == ["2019-1048", "2023-148", "2025-1489", "2026-26"]
    assert {path.stem for path in (SCHEMAS / "rules").glob("*.yml")} == {one.id for one in law.rule_sets}


def test_every_list_file_is_read(law: Law) -> None:
    files = {path.stem for path in (SCHEMAS / "lists").glob("*.csv")}
    assert files == {*LISTS, "administrative-units", "administrative-changes", "public-holidays"}
    assert all(law.lists[name] for name in LISTS)


def properties(schema: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for inner in schema.values():
            yield from properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner)


def test_every_property_and_column_says_what_it_is_and_who_may_see_it() -> None:
    named = [*properties(json.loads((SCHEMAS / "rule-set.schema.json").read_text("utf-8")))]
    for name in (*LISTS, "administrative-units", "administrative-changes", "public-holidays"):
        table = json.loads((SCHEMAS / f"{name}.table.json").read_text("utf-8"))
        named.extend((f"{name}.{field['name']}", field) for field in table["fields"])
    assert len(named) > 100
    for name, one in named:
        assert one.get("title"), name
        assert one.get("description"), name
        assert one.get("x-visibility") == "public", name


def test_a_broken_rule_set_is_reported_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "schemas").symlink_to(SCHEMAS)  # a link is refused, so nothing can be read through it
    with pytest.raises(FileNotFoundError):
        read_law(FolderTree(tmp_path))
    (tmp_path / "schemas").unlink()
    for path in SCHEMAS.rglob("*"):
        if path.is_file() and path.suffix in {".json", ".csv", ".yml"}:
            copy = tmp_path / "schemas" / path.relative_to(SCHEMAS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    broken = tmp_path / "schemas/rules/2023-148.yml"
    broken.write_text(broken.read_text("utf-8").replace("months: 36", "months: ba mươi sáu"), "utf-8")
    law, found = read_law(FolderTree(tmp_path))
    assert [one.where.field for one in found] == ["validity.months"]
    assert [one.id for one in law.rule_sets] == ["2019-1048", "2025-1489", "2026-26"]


def test_a_missing_folder_is_the_tools_failure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_law(FolderTree(tmp_path))


# --- rule sets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-08-21", "2019-1048"),
        ("2023-02-23", "2019-1048"),
        ("2023-02-24", "2023-148"),
        ("2025-07-05", "2023-148"),
        ("2025-07-06", "2025-1489"),
        ("2026-05-21", "2025-1489"),
        ("2026-05-22", "2026-26"),
        ("2030-01-01", "2026-26"),
    ],
)
def test_one_rule_set_is_in_force_on_a_day(law: Law, day: str, expected: str) -> None:
    """26/2026, điều 11.1: in force from 22/05/2026; 148 on signature, 24/02/2023; 1489 from 06/07/2025."""
    assert in_force(law, day).id == expected


def test_no_rule_set_before_the_first(law: Law) -> None:
    assert law.rule_set_on(date(2019, 8, 20)) is None


def test_rule_sets_follow_each_other_without_gap(law: Law) -> None:
    for earlier, later in zip(law.rule_sets, law.rule_sets[1:], strict=False):
        assert earlier.in_force_to == later.in_force_from - timedelta(days=1)
    assert law.rule_sets[-1].in_force_to is None
    assert law.rule_sets[-1].lapses_on is None


def test_old_acts_lapse_sixty_days_after_the_new_one(law: Law) -> None:
    """26/2026, điều 11.2: 148 and 1489 lapse 60 days after 22/05/2026; the day itself is our arithmetic."""
    last = date(2026, 5, 22) + timedelta(days=60)
    assert last == date(2026, 7, 21)
    assert {law.rule_set(one).lapses_on for one in ("2023-148", "2025-1489")} == {last}
    assert law.rule_set("2026-26").replaces == ("2023-148", "2025-1489")
    assert law.rule_set("2025-1489").amends == "2023-148"


_DISTRICT, _PROVINCE = "district_people_committee", "quang_tri_people_committee"
# Day, star, the level whose council gives it and the body that signs, on both sides of every boundary.
_WHO_RECOGNISES = (
    # 1048: province 3 and 4 stars, ministry 5, no certificate below.
    ("2019-08-21", 1, None, None), ("2019-08-21", 2, None, None),
    ("2019-08-21", 3, Level.PROVINCE, _PROVINCE), ("2019-08-21", 4, Level.PROVINCE, _PROVINCE),
    ("2019-08-21", 5, Level.MINISTRY, "mard"), ("2023-02-23", 2, None, None),
    ("2023-02-23", 3, Level.PROVINCE, _PROVINCE), ("2023-02-23", 4, Level.PROVINCE, _PROVINCE),
    ("2023-02-23", 5, Level.MINISTRY, "mard"),
    # 148, from 24/02/2023: 3 stars by the district.
    ("2023-02-24", 1, None, None), ("2023-02-24", 2, None, None),
    ("2023-02-24", 3, Level.DISTRICT, _DISTRICT), ("2023-02-24", 4, Level.PROVINCE, _PROVINCE),
    ("2023-02-24", 5, Level.MINISTRY, "mard"),
    # From 01/03/2025 another ministry under the same act; the levels below it stay.
    ("2025-02-28", 3, Level.DISTRICT, _DISTRICT), ("2025-02-28", 4, Level.PROVINCE, _PROVINCE),
    ("2025-02-28", 5, Level.MINISTRY, "mard"), ("2025-03-01", 3, Level.DISTRICT, _DISTRICT),
    ("2025-03-01", 4, Level.PROVINCE, _PROVINCE), ("2025-03-01", 5, Level.MINISTRY, "mae"),
    # From 01/07/2025 no district, though 148 still gives it the 3 stars through 05/07/2025.
    ("2025-06-30", 3, Level.DISTRICT, _DISTRICT), ("2025-06-30", 4, Level.PROVINCE, _PROVINCE),
    ("2025-06-30", 5, Level.MINISTRY, "mae"), ("2025-07-01", 3, Level.DISTRICT, None),
    ("2025-07-01", 4, Level.PROVINCE, _PROVINCE), ("2025-07-01", 5, Level.MINISTRY, "mae"),
    ("2025-07-05", 2, None, None), ("2025-07-05", 3, Level.DISTRICT, None),
    ("2025-07-05", 4, Level.PROVINCE, _PROVINCE), ("2025-07-05", 5, Level.MINISTRY, "mae"),
    # 1489, from 06/07/2025: province 3 and 4 stars.
    ("2025-07-06", 1, None, None), ("2025-07-06", 2, None, None),
    ("2025-07-06", 3, Level.PROVINCE, _PROVINCE), ("2025-07-06", 4, Level.PROVINCE, _PROVINCE),
    ("2025-07-06", 5, Level.MINISTRY, "mae"), ("2026-05-21", 2, None, None),
    ("2026-05-21", 3, Level.PROVINCE, _PROVINCE), ("2026-05-21", 4, Level.PROVINCE, _PROVINCE),
    ("2026-05-21", 5, Level.MINISTRY, "mae"),
    # 26/2026, from 22/05/2026; on 21/07/2026 148 and 1489 lapse for good.
    ("2026-05-22", 1, None, None), ("2026-05-22", 2, None, None),
    ("2026-05-22", 3, Level.PROVINCE, _PROVINCE), ("2026-05-22", 4, Level.PROVINCE, _PROVINCE),
    ("2026-05-22", 5, Level.MINISTRY, "mae"), ("2026-07-21", 3, Level.PROVINCE, _PROVINCE),
    ("2026-07-21", 5, Level.MINISTRY, "mae"), ("2026-07-22", 3, Level.PROVINCE, _PROVINCE),
    ("2026-07-22", 5, Level.MINISTRY, "mae"),
)  # fmt: skip


@pytest.mark.parametrize(("day", "star", "level", "issuer"), _WHO_RECOGNISES)
def test_each_star_has_its_level_and_its_body(
    law: Law, day: str, star: int, level: Level | None, issuer: str | None
) -> None:
    """1048; 148 and 1489, Phụ lục II; 26/2026, điều 4.1; Nghị quyết 176/2025/QH15 for the ministry."""
    act = in_force(law, day)
    duty = act.duty_of(level) if level else None
    assert act.recognising_level(star) is level
    assert duty is None or (duty.evaluates and star in duty.recognises_stars)
    agency = law.agency_on(duty.recognised_by, date.fromisoformat(day)) if duty else None
    assert (agency.id if agency else None) == issuer
    if agency is not None:
        facts = agency.attributes
        assert facts["level"] == level
        assert (facts["valid_from"] or day) <= day <= (facts["valid_to"] or day)


@pytest.mark.parametrize("filed", ["2024-06-01", "2025-09-01"])
@pytest.mark.parametrize(
    ("day", "star", "act", "issuer"),
    [
        ("2026-05-22", 3, "2025-1489", _PROVINCE),
        ("2026-05-22", 5, "2025-1489", "mae"),
        ("2026-07-21", 3, "2025-1489", _PROVINCE),
        ("2026-07-21", 5, "2025-1489", "mae"),
        ("2026-07-22", 3, "2026-26", _PROVINCE),
        ("2026-07-22", 5, "2026-26", "mae"),
    ],
)
def test_who_recognises_what_was_filed_earlier(
    law: Law, filed: str, day: str, star: int, act: str, issuer: str
) -> None:
    """26/2026, điều 12.2a: a first evaluation may end under the old procedure through 21/07/2026."""
    on = date.fromisoformat(day)
    governing = law.governing(ApplicationKind.FIRST, date.fromisoformat(filed), on)
    assert governing is not None
    assert governing.id == act
    (duty,) = (one for one in governing.duties if star in one.recognises_stars)
    agency = law.agency_on(duty.recognised_by, on)
    assert agency is not None
    assert agency.id == issuer


@pytest.mark.parametrize(
    ("identifier", "level", "points", "to"),
    [
        ("2019-1048", Level.DISTRICT, 50, Level.PROVINCE),
        ("2023-148", Level.DISTRICT, 70, Level.PROVINCE),
        ("2025-1489", Level.COMMUNE, None, Level.PROVINCE),
        ("2026-26", Level.COMMUNE, None, Level.PROVINCE),
        ("2026-26", Level.PROVINCE, 90, Level.MINISTRY),
    ],
)
def test_a_level_forwards_from_its_points(
    law: Law, identifier: str, level: Level, points: int | None, to: Level
) -> None:
    """26/2026, điều 7.3e: from 90 points to the ministry; 1048: district from 50; 148: district from 70."""
    duty = law.rule_set(identifier).duty_of(level)
    assert duty is not None
    assert duty.forwards_from_points == points
    assert duty.forwards_to is to


def test_no_district_once_districts_ended(law: Law) -> None:
    """Districts ended on 30/06/2025; 1489 and 26/2026 know two levels that evaluate."""
    for identifier in ("2025-1489", "2026-26"):
        rule_set = law.rule_set(identifier)
        assert rule_set.duty_of(Level.DISTRICT) is None
        assert [duty.level for duty in rule_set.duties if duty.evaluates] == [Level.PROVINCE, Level.MINISTRY]


@pytest.mark.parametrize(
    ("total", "in_2019", "since"),
    [
        ("0", 1, 1),
        ("29.99", 1, 1),
        ("30", 2, 2),
        ("49", 2, 2),
        ("49.9", None, 2),
        ("50", 3, 3),
        ("69", 3, 3),
        ("69.99", None, 3),
        ("70", 4, 4),
        ("89", 4, 4),
        ("89.5", None, 4),
        ("90", 5, 5),
        ("92.33", 5, 5),
        ("100", 5, 5),
        ("100.01", None, None),
    ],
)
def test_a_total_makes_a_star(law: Law, total: str, in_2019: int | None, since: int | None) -> None:
    """26/2026, điều 3.3: 70 to below 90 is 4 stars; 1048 prints 70-89, so 89.5 has no star there."""
    points = Decimal(total)
    assert law.rule_set("2019-1048").star_of(points) == in_2019
    for identifier in ("2023-148", "2025-1489", "2026-26"):
        assert law.rule_set(identifier).star_of(points) == since


def test_every_recognition_holds_36_months(law: Law) -> None:
    """26/2026, điều 4.3: 36 months from issue; the same under 1048 and 148."""
    assert {rule_set.validity.months for rule_set in law.rule_sets} == {36}


def test_only_the_act_of_2026_sets_a_window_and_an_extension(law: Law) -> None:
    """26/2026, điều 7.6a: 180 to 120 days before the end; điều 12.3: at most 180 days past it."""
    *older, current = law.rule_sets
    assert [(one.window, one.extension) for one in older] == [(None, None)] * 3
    assert current.window is not None
    assert (current.window.opens_days_before, current.window.closes_days_before) == (180, 120)
    assert current.extension is not None
    assert current.extension.max_days == 180
    assert current.extension.issued_before == date(2026, 5, 22)
    assert current.extension.grounds.confidence is Confidence.INFERENCE


def test_transitions_end_on_computed_days(law: Law) -> None:
    """26/2026, điều 12.2: 30 days for re-evaluations, 60 for first evaluations and upgrades."""
    transitions = {one.id: one for one in law.rule_set("2026-26").transitions}
    assert transitions["old_re_evaluations"].until == date(2026, 6, 21)
    assert transitions["old_first_evaluations_and_upgrades"].until == date(2026, 7, 21)
    assert transitions["old_rules_lapse"].until == date(2026, 7, 21)
    for one in transitions.values():
        assert one.until is None or one.grounds.confidence is Confidence.INFERENCE


def test_six_causes_of_revocation(law: Law) -> None:
    """26/2026, điều 8.1: a, b, c, d, đ, e; what the older acts said was not found."""
    *older, current = law.rule_sets
    assert [cause.letter for cause in current.revocation_causes] == ["a", "b", "c", "d", "đ", "e"]
    for rule_set in older:
        assert rule_set.revocation_causes == ()
        assert rule_set.revocation_grounds is not None
        assert rule_set.revocation_grounds.confidence is Confidence.UNKNOWN


def test_two_rounds_a_year_at_both_levels(law: Law) -> None:
    """26/2026, điều 5: province before 30/6 and 30/12, ministry before 30/9 and 30/3."""
    rounds = law.rule_set("2026-26").rounds
    assert [(one.level, one.proposals_before, one.results_before) for one in rounds] == [
        (Level.PROVINCE, "04-30", "06-30"),
        (Level.PROVINCE, "10-30", "12-30"),
        (Level.MINISTRY, "07-30", "09-30"),
        (Level.MINISTRY, "01-30", "03-30"),
    ]


def test_steps_have_their_days(law: Law) -> None:
    """26/2026, điều 7.2: 15 working days; điều 7.6g: 45 days; điều 8.4: 15 days."""
    deadlines = {one.id: (one.days, one.working_days) for one in law.rule_set("2026-26").deadlines}
    assert deadlines == {
        "commune_review": (15, True),
        "re_evaluation": (45, False),
        "revocation": (15, False),
    }


def test_council_settings_come_from_elsewhere_and_say_so(law: Law) -> None:
    """26/2026, điều 7.3b leaves council rules to the province; Quảng Trị's were not found."""
    for rule_set in law.rule_sets:
        council = rule_set.council
        assert council.max_spread_points.value == 10
        assert council.quorum_share.value == Decimal("0.75")
        assert council.decimals.value == 2
        for setting in (council.max_spread_points, council.quorum_share, council.decimals):
            assert setting.grounds.confidence is Confidence.INFERENCE
            assert "tỉnh khác" in (setting.grounds.note or "")


def test_the_dossier_of_2026(law: Law) -> None:
    """26/2026, điều 6.1: forms 01 and 02; Mẫu số 02 lists 15 kinds of evidence, for reference."""
    documents = law.rule_set("2026-26").documents
    types = law.lists["document-types"]
    own = [one for one in documents if one.prepared_by is None]
    assert [one.document_type for one in own if one.mandatory] == ["registration_form", "self_assessment"]
    evidence = [one.document_type for one in own if not one.mandatory]
    numbers = [int(types[one].attributes["evidence_number"]) for one in evidence]
    assert numbers == list(range(1, 16))


def test_the_dossier_of_2019(law: Law) -> None:
    """1048: 5 mandatory and 13 supporting parts from the producer."""
    own = [one for one in law.rule_set("2019-1048").documents if one.prepared_by is None]
    assert Counter(one.mandatory for one in own) == {True: 5, False: 13}


def test_tourism_brings_no_samples(law: Law) -> None:
    """26/2026, điều 6.2d: 5 samples, except for tourism services."""
    samples = [one for one in law.rule_set("2026-26").documents if one.document_type == "samples"]
    assert samples
    assert all(one.except_groups == ("2026-26/VI",) for one in samples)


def test_every_fact_says_how_surely_it_is_known(law: Law) -> None:
    """What was read in full, or as an excerpt, or by a third party, names where it was read."""
    read = {Confidence.FULL_TEXT, Confidence.EXCERPT, Confidence.THIRD_PARTY}
    for rule_set in law.rule_sets:
        assert rule_set.unknown
        for grounds in all_grounds(rule_set):
            assert grounds.citation
            assert grounds.confidence not in read or grounds.source, grounds
            assert grounds.confidence in read or grounds.note, grounds


def test_codes_in_rule_sets_stand_in_the_lists(law: Law) -> None:
    lists = law.lists
    for rule_set in law.rule_sets:
        assert rule_set.issuer in lists["agencies"]
        assert {one.document_type for one in rule_set.documents} <= lists["document-types"].keys()
        for duty in rule_set.duties:
            assert (duty.recognised_by is not None) == bool(duty.recognises_stars)
            if duty.recognised_by:
                agency = lists["agencies"][duty.recognised_by].attributes
                assert agency["level"] == duty.level
                assert agency["valid_from"] <= rule_set.in_force_from.isoformat()
        for document in rule_set.documents:
            assert set(document.except_groups) <= lists["product-groups"].keys()


# --- lists --------------------------------------------------------------------------------------


def test_event_kinds_are_those_of_the_model(law: Law) -> None:
    kinds = law.lists["event-kinds"]
    assert list(kinds) == [kind.value for kind in EventKind]
    for kind in kinds.values():
        columns = f"{kind.attributes['required']}|{kind.attributes['expected']}".split("|")
        assert {column for column in columns if column} <= COLUMNS_OF_HISTORY
        recorders = set(kind.attributes["recorded_by"].split("|"))
        assert recorders <= {"producer", *law.lists["levels"]}


def test_levels_are_those_of_the_model(law: Law) -> None:
    levels = law.lists["levels"]
    assert list(levels) == [level.value for level in Level]
    assert levels["district"].attributes["valid_to"] == "2025-06-30"


def test_26_product_sets_in_2026_and_in_2019(law: Law) -> None:
    """26/2026, phụ lục I: 6 industries and 26 sets; 1048: 26 sets; those of 148 were not found."""
    sets, groups = law.lists["product-sets"], law.lists["product-groups"]
    assert Counter(one.attributes["rule_set"] for one in sets.values()) == {"2019-1048": 26, "2026-26": 26}
    assert Counter(one.attributes["rule_set"] for one in groups.values()) == {
        "2019-1048": 6,
        "2023-148": 6,
        "2026-26": 6,
    }
    for one in sets.values():
        rule_set, number = one.id.split("/")
        assert (one.attributes["rule_set"], one.attributes["number"]) == (rule_set, number)
        assert groups[one.attributes["group"]].attributes["rule_set"] == rule_set
        assert set(one.attributes["ministries"].split("|")) <= law.lists["agencies"].keys()
    per_group = Counter(one.attributes["group"] for one in sets.values() if one.id.startswith("2026-26"))
    assert list(per_group.values()) == [13, 4, 3, 2, 3, 1]


@pytest.mark.parametrize(
    ("identifier", "ministries"),
    [("2026-26/5", "moit"), ("2026-26/13", "mae"), ("2026-26/16", "moh"), ("2026-26/26", "mcst|mae")],
)
def test_a_product_set_has_its_ministries(law: Law, identifier: str, ministries: str) -> None:
    """26/2026, phụ lục I, column of managing bodies."""
    assert law.lists["product-sets"][identifier].attributes["ministries"] == ministries


def test_producer_types_are_told_apart_by_their_names(law: Law) -> None:
    """26/2026, điều 2.3: associations and operating centres take part in tourism only."""
    types = law.lists["producer-types"]
    aliases = [alias for one in types.values() for alias in one.attributes["aliases"].split("|")]
    assert len(aliases) == len(set(aliases))
    limited = {one.id for one in types.values() if one.attributes["only_for_group"]}
    assert limited == {"association", "operating_centre"}
    assert types["production_facility"].attributes["eligible_under"] == ""
    for one in types.values():
        assert one.attributes["eligible_under"] in {"", *(rule_set.id for rule_set in law.rule_sets)}


def test_agencies_point_at_what_exists(law: Law) -> None:
    agencies = law.lists["agencies"]
    for one in agencies.values():
        assert one.attributes["successor"] in {"", *agencies}
        assert one.attributes["unit"] in {"", *law.units}
        assert one.attributes["level"] in {"", *law.lists["levels"]}
    assert agencies["mard"].attributes["valid_to"] == "2025-02-28"
    assert agencies["mae"].attributes["valid_from"] == "2025-03-01"


@pytest.mark.parametrize(
    ("identifier", "day", "expected"),
    [
        ("mard", "2025-02-28", "mard"),
        ("mard", "2025-03-01", "mae"),
        ("mae", "2025-03-01", "mae"),
        ("mae", "2025-02-28", None),
        ("quang_binh_people_committee", "2025-06-30", "quang_binh_people_committee"),
        ("quang_binh_people_committee", "2025-07-01", "quang_tri_people_committee"),
        ("cam_lo_people_committee", "2025-06-30", "cam_lo_people_committee"),
        ("cam_lo_people_committee", "2025-07-01", None),
        ("district_people_committee", "2025-07-01", None),
        ("moit", "2019-08-21", "moit"),
        ("no_such_agency", "2025-07-01", None),
        (None, "2025-07-01", None),
    ],
)
def test_an_agency_of_a_day_is_the_one_that_then_stood(
    law: Law, identifier: str | None, day: str, expected: str | None
) -> None:
    """Nghị quyết 176/2025/QH15: a ministry became another. Provinces merged, districts ended in 2025."""
    found = law.agency_on(identifier, date.fromisoformat(day))
    assert (found.id if found else None) == expected


def test_successors_that_go_round_lead_nowhere() -> None:
    ended = {"valid_to": "2025-02-28"}
    agencies = {
        one: Term(id=one, label=Text(one, one), attributes={**ended, "successor": heir})
        for one, heir in (("first", "second"), ("second", "first"), ("third", "third"))
    }
    law = Law(rule_sets=(), units={}, unit_changes=(), lists={"agencies": agencies})
    assert [law.agency_on(one, date(2025, 3, 1)) for one in agencies] == [None, None, None]


# --- administrative units -----------------------------------------------------------------------


def test_the_edition_of_2020(law: Law) -> None:
    """Nghị quyết 832/NQ-UBTVQH14: 10 district units and 125 communes from 01/01/2020."""
    kinds = Counter(unit.kind for unit in law.units.values() if unit.id.startswith("2020-"))
    assert kinds["province"] == 1
    assert kinds["rural_district"] + kinds["provincial_city"] + kinds["provincial_town"] == 10
    assert len(communes(law, "2020-")) == 125


def test_the_edition_of_2025(law: Law) -> None:
    """69 communes, 8 wards and 1 special zone from 01/07/2025, and no district."""
    kinds = Counter(unit.kind for unit in law.units.values() if unit.id.startswith("2025-"))
    assert kinds == {"province": 1, "commune": 69, "ward": 8, "special_zone": 1}


def test_a_unit_lives_within_its_parent(law: Law) -> None:
    kinds = law.lists["unit-kinds"]
    for unit in law.units.values():
        assert unit.id == f"{unit.id[:4]}-{unit.code}"
        assert unit.name == unicodedata.normalize("NFC", unit.name)
        assert unit.kind in kinds
        if unit.parent is None:
            assert unit.kind == "province"
            continue
        parent = law.units[unit.parent]
        assert parent.valid_from <= unit.valid_from
        assert parent.valid_to is None or (unit.valid_to is not None and unit.valid_to <= parent.valid_to)
        assert kinds[parent.kind].attributes["level"] != kinds[unit.kind].attributes["level"]


def test_every_commune_of_today_lies_within_the_province(law: Law) -> None:
    """The points were copied from a named source: every unit has one, none another's, none beyond the sea."""
    positions = [law.units[one].position for one in communes(law, "2025-")]
    points = {(one.longitude, one.latitude) for one in positions if one is not None}
    assert len(points) == len(positions) == 78
    assert all(105 < longitude < 108 and 16 < latitude < 19 for longitude, latitude in points)
    assert all(one.source for one in positions if one is not None)
    assert not any(law.units[one].position for one in communes(law, "2020-"))


def test_a_unit_is_known_by_every_spelling_of_its_name(law: Law) -> None:
    spellings = {unit.name: unit.also_written for unit in law.units.values() if unit.also_written}
    assert spellings["Huyện Đa Krông"] == ("Huyện Đakrông",)
    assert spellings["Xã Đakrông"] == ("Xã Đa Krông",)


def test_no_day_has_both_editions(law: Law) -> None:
    """The old edition ends on 30/06/2025, the new one begins on the day after."""
    assert {one.valid_to for one in law.units.values() if one.id.startswith("2020-")} == {date(2025, 6, 30)}
    assert {one.valid_from for one in law.units.values() if one.id.startswith("2025-")} == {date(2025, 7, 1)}


def test_every_old_commune_has_its_successor_or_is_known_to_lack_one(law: Law) -> None:
    lacking = {law.units[one].name for one in communes(law, "2020-") if law.successor(one) is None}
    assert lacking == {
        "Xã Gio Châu",
        "Xã Gio Việt",
        "Xã Linh Hải",
        "Xã Triệu Vân",
        "Xã Triệu Lăng",
        "Xã Hải Quế",
    }
    for change in law.unit_changes:
        assert law.units[change.from_unit].valid_to == change.on - timedelta(days=1)
        if change.to_unit is None:
            assert not change.is_default
            assert change.note
        else:
            assert law.units[change.to_unit].valid_from == change.on
    defaults = Counter(change.from_unit for change in law.unit_changes if change.is_default)
    assert set(defaults.values()) == {1}


def test_37_of_78_communes_come_from_the_old_province(law: Law) -> None:
    """Bộ Nội vụ, 26/04/2025: 33 communes, 3 wards and 1 special zone on the old province's ground."""
    current = communes(law, "2025-")
    from_old = [one for one in current if law.predecessors(one)]
    assert (len(current), len(from_old)) == (78, 37)
    kinds = Counter(law.units[one].kind for one in from_old)
    assert kinds == {"commune": 33, "ward": 3, "special_zone": 1}


def test_the_province_changed_its_code(law: Law) -> None:
    """Code 45 until 30/06/2025, 44 since; Cồn Cỏ went from district to special zone."""
    province, island = law.successor("2020-45"), law.successor("2020-471")
    assert province is not None
    assert province.id == "2025-44"
    assert island is not None
    assert island.name == "Đặc khu Cồn Cỏ"


# --- the working calendar -----------------------------------------------------------------------


def days_in(days: frozenset[date], year: int) -> list[date]:
    return sorted(day for day in days if day.year == year)


def test_a_day_off_is_a_weekday_and_a_day_worked_in_exchange_a_weekend_day(law: Law) -> None:
    working = law.working_calendar
    assert all(day.weekday() < 5 for day in working.days_off | working.days_unsettled)
    assert all(day.weekday() >= 5 for day in working.days_worked)
    assert working.years == set(range(2019, 2028))


def test_each_year_has_the_days_off_that_the_law_gives(law: Law) -> None:
    """Bộ luật Lao động 2012, Điều 115: 10; 2019, Điều 112: 11; with 24/11, Nghị quyết 28/2026/QH16: 12."""
    statutory = {year: 10 + (year >= 2021) + (year >= 2026) for year in range(2019, 2027)}
    working = law.working_calendar
    exchanged = working.days_worked - {date(2019, 1, 5)}  # that one was for a day of 2018
    for year, number in statutory.items():
        assert len(days_in(working.days_off, year)) - len(days_in(exchanged, year)) == number
        assert not days_in(working.days_unsettled, year)


def test_2027_waits_for_the_notice_on_tet_and_national_day(law: Law) -> None:
    """Bộ luật Lao động 2019, Điều 112 khoản 3: the Prime Minister fixes Tết and National Day year by year."""
    working = law.working_calendar
    off, unsettled = days_in(working.days_off, 2027), days_in(working.days_unsettled, 2027)
    tet = date(2027, 2, 6)
    certain = [day for day in off if abs((day - tet).days) < 10]
    doubtful = [day for day in unsettled if abs((day - tet).days) < 10]
    assert len(certain) == 3
    assert len(certain) < 5 < len(certain) + len(doubtful)
    assert [day for day in unsettled if day not in doubtful] == [date(2027, 9, 1), date(2027, 9, 3)]
    assert len(off) == 12 - 2 - 1
    assert date(2026, 11, 24) in working.days_off
