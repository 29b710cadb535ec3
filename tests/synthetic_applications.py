"""Synthetic applications: forms, evidence, own scores and councils that agree with each other and the law."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from ocop import calendar
from ocop.law import Law, RuleSet
from ocop.model import ApplicationKind, Level
from ocop.scoring import Sheet, Sheets
from tests.synthetic_scores import Points, agreed, council, hopeful, mean_of
from tests.synthetic_writing import Value, document, table

_CLAIM_COLUMNS = ("criterion", "option", "points", "grounds", "evidence")
_PAPER_COLUMNS = (
    "id", "type", "title", "number", "issuer", "issued_on", "expires_on", "prepared_by", "criteria", "sha256",
    "kept_at", "visibility", "note",
)  # fmt: skip
_RESULT_COLUMNS = (
    "level", "round", "met_on", "seats", "present", "mean", "star", "minutes", "minutes_on", "note",
)  # fmt: skip
_SCORE_COLUMNS = ("seat", "criterion", "points")
_GROUNDS = (
    "Theo giấy tờ kèm theo, giả định để thử phần mềm.",
    "Đã đối chiếu với thực tế cơ sở giả định.",
    "Mức này giữ ổn định trong năm qua.",
    "Chủ thể tự đánh giá, chờ hội đồng xem mẫu.",
)
_SENTENCES = (
    "Nội dung giả định, viết ra để thử phần mềm, không nói về một cơ sở có thật.",
    "Nguyên liệu mua của các hộ liên kết trong xã, có sổ ghi từng đợt.",
    "Sản lượng năm qua tăng nhẹ so với năm trước; hàng bán chủ yếu trong tỉnh.",
    "Bao bì và nhãn đã làm lại theo góp ý của đợt tập huấn.",
    "Cơ sở giữ phiếu kiểm nghiệm từng lô và đối chiếu mỗi quý.",
)
_HELD = ("business_registration", "quality_declaration", "food_safety_certificate", "trademark")
# Papers with a term, and for how many months they are good.
_TERMS = {"production_eligibility": 36, "quality_management": 36, "business_registration": None}
_TOURISM = "VI"


class Stage(IntEnum):
    """How far an application has come."""

    DRAFT = 0
    FILED = 1
    FORWARDED = 2
    SCORED = 3
    DECIDED = 4


_STAGE_WEIGHTS = (4, 6, 8, 10, 72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One application's days under one act; `star` is the council's, 2 when it fails.

    `first_met_on` is the district council's meeting, where the act has one before the province's;
    `certified_on` the decision that a re-evaluation renews.
    """

    rule_set: RuleSet
    sheet: Sheet
    group: str
    kind: ApplicationKind
    stage: Stage
    star: int
    filed_on: date
    first_met_on: date | None
    forwarded_on: date
    met_on: date
    decided_on: date
    certified_on: date | None

    @property
    def id(self) -> str:
        """The folder name, after the year of filing."""
        return f"{self.filed_on.year}-1"

    @property
    def local(self) -> Level:
        """The level that takes the dossier in and sends it up."""
        return Level.DISTRICT if self.first_met_on else Level.COMMUNE

    @property
    def round(self) -> str:
        """The province's round: 1048 names none, under 26/2026 nothing filed since falls into the first."""
        return "1" if self.first_met_on else "2"

    @property
    def passes(self) -> bool:
        """Whether the council's star is one that is recognised."""
        return self.star >= 3


def course(rng: random.Random, law: Law, sheets: Sheets, set_2019: int, set_2026: int, group: str) -> Course:
    """Return an application of one of the two acts whose sheets are known, finished by October 2026."""
    old, new = law.rule_set("2019-1048"), law.rule_set("2026-26")
    sheet = sheets(old, set_2019)
    if sheet is not None and sheet.is_complete and rng.random() < 0.45:
        return _old_course(rng, old, sheet, group)
    sheet = sheets(new, set_2026)
    if sheet is None:
        raise ValueError(f"{new.id} has no sheet {set_2026}")
    return _new_course(rng, new, sheet, group)


def _later(rng: random.Random, day: date, least: int, most: int) -> date:
    return day + timedelta(days=rng.randint(least, most))


def _old_course(rng: random.Random, rule_set: RuleSet, sheet: Sheet, group: str) -> Course:
    filed = _later(rng, date(2020, 2, 3), 0, 880)
    first = _later(rng, filed, 20, 40)
    forwarded = _later(rng, first, 5, 15)
    met = _later(rng, forwarded, 20, 45)
    return Course(
        rule_set=rule_set,
        sheet=sheet,
        group=group,
        kind=ApplicationKind.FIRST,
        stage=Stage.DECIDED,
        star=rng.choice((3, 3, 4)),
        filed_on=filed,
        first_met_on=first,
        forwarded_on=forwarded,
        met_on=met,
        decided_on=_later(rng, met, 7, 25),
        certified_on=None,
    )


def _new_course(rng: random.Random, rule_set: RuleSet, sheet: Sheet, group: str) -> Course:
    (stage,) = rng.choices(tuple(Stage), _STAGE_WEIGHTS)
    renews = rng.random() < 0.3 and rule_set.window is not None
    filed = _later(rng, date(2026, 5, 25), 0, 85)
    forwarded = _later(rng, filed, 6, 18)
    met = _later(rng, forwarded, 12, 30)
    certified = None
    if renews and rule_set.window is not None:
        # Thirty-six months back from an end for which the window stood open on the day of filing.
        until_end = rng.randint(rule_set.window.closes_days_before, rule_set.window.opens_days_before)
        certified = calendar.months_after(filed + timedelta(days=until_end), -rule_set.validity.months)
        certified = certified.replace(day=min(certified.day, 28))
    return Course(
        rule_set=rule_set,
        sheet=sheet,
        group=group,
        kind=ApplicationKind.RE_EVALUATION if certified else ApplicationKind.FIRST,
        stage=stage,
        star=rng.choices((2, 3, 4), (10, 60, 30))[0] if stage >= Stage.SCORED else 3,
        filed_on=filed,
        first_met_on=None,
        forwarded_on=forwarded,
        met_on=met,
        decided_on=_later(rng, met, 4, 12),
        certified_on=certified,
    )


def files(rng: random.Random, law: Law, one: Course) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file in the application's folder."""
    yield "application.yml", document(_registration(rng, one))
    base = agreed(rng, one.sheet, one.rule_set, one.star)
    own = hopeful(rng, one.sheet, base)
    papers = _papers(rng, law, one, own)
    yield "self-assessment.csv", table(_CLAIM_COLUMNS, _claims(rng, one, own, papers))
    yield "evidence.csv", table(_PAPER_COLUMNS, papers)
    if one.stage is Stage.DRAFT:
        return
    yield "self-assessment.yml", document(_self_assessment(rng, one))
    if one.stage >= Stage.FORWARDED and one.local is Level.COMMUNE:
        yield "commune-review.yml", document(_review(rng, one))
    if one.stage >= Stage.SCORED:
        seats = council(rng, one.sheet, base, one.star)
        yield "evaluations.csv", table(_RESULT_COLUMNS, _results(rng, one, base, seats))
        rows = [
            {"seat": seat, "criterion": code, "points": str(points)}
            for seat, given in seats.items()
            for code, points in given.items()
        ]
        yield f"council-province-{one.round}.csv", table(_SCORE_COLUMNS, rows)


# --- forms --------------------------------------------------------------------------------------


def _text(rng: random.Random) -> str:
    return " ".join(rng.sample(_SENTENCES, rng.randint(1, 3)))


def _before(rng: random.Random, day: date, least: int, most: int) -> str:
    return (day - timedelta(days=rng.randint(least, most))).isoformat()


def _registration(rng: random.Random, one: Course) -> dict[str, Value]:
    filed = one.filed_on
    values: dict[str, Value] = {"schema": "application/1", "kind": one.kind.value, "sheet": one.sheet.number}
    values["target_star"] = max(3, one.star)
    if rng.random() < 0.6:
        values["consultant"] = {"organisation": "Trung tâm Tư vấn Giả Định", "role": "lập hồ sơ"}
    values["contact"] = {"organisation": "Bộ phận hồ sơ, cơ sở giả định", "role": "kế toán"}
    values["idea"] = {
        "registered_on": _before(rng, filed, 200, 240),
        "origin": rng.choice(("new", "existing")),
        "description": _text(rng),
        "core_value": rng.choice(_SENTENCES),
        "unit_packaging": f"Gói {rng.choice((100, 250, 500))} g",
    }
    if one.stage is Stage.DRAFT:
        return values
    values["survey"] = {"surveyed_on": _before(rng, filed, 170, 195), "potential": _text(rng)}
    values["raw_material_area"] = {
        "checked_on": _before(rng, filed, 140, 165), "area": "12 ha giả định",
        "local_share": rng.randint(55, 100), "finding": _text(rng),
    }  # fmt: skip
    values["linkage"] = {
        "checked_on": _before(rng, filed, 120, 138), "contracts": rng.randint(2, 30),
        "contracted_share": rng.randint(50, 95), "finding": _text(rng),
    }  # fmt: skip
    values["business_plan"] = {
        "written_on": _before(rng, filed, 95, 118), "goal": _text(rng), "production": _text(rng),
        "market": _text(rng),
    }  # fmt: skip
    values["tests"] = {"done_on": _before(rng, filed, 60, 90), "laboratory": "Phòng thử nghiệm giả định"}
    values["declaration"] = {
        "declared_on": _before(rng, filed, 40, 58),
        "number": f"01/{filed.year}/GIA-DINH",
    }
    values["draft_label"] = {"drafted_on": _before(rng, filed, 25, 38), "finding": rng.choice(_SENTENCES)}
    workers = rng.randint(4, 40)
    values["organisation_profile"] = {
        "structure": _text(rng), "workers": workers, "local_workers": rng.randint(workers // 2, workers),
        "community_participation": _text(rng), "accounting": "Sổ kế toán giả định, ghi thường xuyên.",
    }  # fmt: skip
    values["registration"] = {
        "representative_role": "Giám đốc", "samples": 5, "electronic_copy": True, "pledge": True,
        "signed_on": _before(rng, filed, 0, 6), "received_by": "Bộ phận một cửa",
        "number": f"{rng.randint(1, 99):02d}-{filed.year}/PĐK-GIA-DINH",
    }  # fmt: skip
    return values


def _self_assessment(rng: random.Random, one: Course) -> dict[str, Value]:
    values: dict[str, Value] = {"schema": "self-assessment/1"}
    values["general"] = {
        "founded_on": f"{rng.randint(2008, 2018)}-05-10",
        "registration_number": f"GD-{rng.randint(1000, 9999)}",
        "specification": "Gói 250 g",
        "standard": "TCCS 01 giả định",
        "held": rng.sample(_HELD, rng.randint(2, len(_HELD))),
        "history": _text(rng),
        "structure": _text(rng),
    }
    values["results"] = {name: _text(rng) for name in ("raw_material", "quality", "market", "revenue")}
    if one.kind is not ApplicationKind.FIRST:
        values["changes"] = _text(rng)
    values["future_plan"] = _text(rng)
    values["signed_on"] = _before(rng, one.filed_on, 0, 6)
    return values


def _review(rng: random.Random, one: Course) -> dict[str, Value]:
    values: dict[str, Value] = {"schema": "commune-review/1", "complete": True}
    for topic in ("local_raw_material", "local_labour", "idea_origin", "local_identity"):
        conclusion = rng.choices(("meets", "partly"), (80, 20))[0]
        values[topic] = {"conclusion": conclusion, "finding": _text(rng)}
    values["assessed_on"] = _before(rng, one.forwarded_on, 0, 4)
    return values


# --- papers and scores --------------------------------------------------------------------------


def _papers(rng: random.Random, law: Law, one: Course, own: Points) -> list[dict[str, str]]:
    """Return a paper of each type that the claims rest on, of some more, and of those the levels add."""
    asked = [term.document_type for term in one.rule_set.documents]
    kinds = law.lists["document-types"]
    wanted = {each.evidence[0] for each in one.sheet.criteria if each.evidence and own[each.key]}
    if one.stage is not Stage.DRAFT:
        wanted |= {
            each for each in asked if kinds[each].attributes["kind"] == "evidence" and rng.random() < 0.5
        }
        wanted.add("business_registration")
    rows = [_paper(rng, law, one, each) for each in dict.fromkeys(asked) if each in wanted]
    for row in rows:
        proven = [each.key for each in one.sheet.criteria if row["type"] in each.evidence and own[each.key]]
        row["criteria"] = "|".join(proven)
    return [*rows, *_official_papers(rng, law, one)]


def _official_papers(rng: random.Random, law: Law, one: Course) -> Iterator[dict[str, str]]:
    is_old = one.local is Level.DISTRICT
    if not one.group.endswith(_TOURISM) and (is_old or one.stage >= Stage.FORWARDED):
        handed_in = one.filed_on if is_old else one.forwarded_on
        yield _paper(rng, law, one, "samples", issued_on=handed_in, by=None if is_old else Level.COMMUNE)
    if one.stage < Stage.FORWARDED:
        return
    proposal = "district_proposal" if is_old else "commune_proposal"
    yield _paper(rng, law, one, proposal, issued_on=one.forwarded_on, by=one.local)
    if one.first_met_on:
        yield _paper(rng, law, one, "council_minutes", issued_on=one.first_met_on, by=one.local)


def _paper(
    rng: random.Random,
    law: Law,
    one: Course,
    kind: str,
    *,
    issued_on: date | None = None,
    by: Level | None = None,
) -> dict[str, str]:
    term = law.lists["document-types"][kind]
    issued = issued_on or one.filed_on - timedelta(days=rng.randint(20, 150))
    months = _TERMS.get(kind)
    return {
        "id": kind.replace("_", "-"),
        "type": kind,
        "title": f"{term.label.vi} (giả định)",
        "number": f"{rng.randint(1, 999)}/GĐ-{issued.year}",
        "issuer": "Cơ quan Giả Định",
        "issued_on": issued.isoformat(),
        "expires_on": calendar.last_valid_day(issued, months).isoformat() if months else "",
        "prepared_by": by or "",
        "sha256": f"{rng.getrandbits(256):064x}",
        "kept_at": f"Tủ hồ sơ giả định, hộp {rng.randint(1, 60)}",
        "visibility": term.attributes["visibility"] if rng.random() < 0.5 else "internal",
    }


def _claims(
    rng: random.Random, one: Course, own: Points, papers: list[dict[str, str]]
) -> Iterator[dict[str, str]]:
    for criterion in one.sheet.criteria:
        points = own[criterion.key]
        option = next(n for n, each in enumerate(criterion.options, 1) if each.points == points)
        proof = [row["id"] for row in papers if row["type"] in criterion.evidence]
        yield {
            "criterion": criterion.key,
            "option": str(option),
            "points": str(points),
            "grounds": rng.choice(_GROUNDS),
            "evidence": "|".join(proof[:2]),
        }


def _results(
    rng: random.Random, one: Course, base: Points, seats: dict[str, Points]
) -> Iterator[dict[str, str]]:
    if one.first_met_on:
        agreed_total = str(sum(base.values()))
        yield _result(rng, one, Level.DISTRICT, one.first_met_on, "1", agreed_total, 7, 7)
    present = len(seats)
    yield _result(
        rng,
        one,
        Level.PROVINCE,
        one.met_on,
        one.round,
        str(mean_of(seats)),
        present + rng.randint(0, 1),
        present,
    )


def _result(
    rng: random.Random,
    one: Course,
    level: Level,
    met_on: date,
    turn: str,
    mean: str,
    seats: int,
    present: int,
) -> dict[str, str]:
    return {
        "level": level,
        "round": turn,
        "met_on": met_on.isoformat(),
        "seats": str(seats),
        "present": str(present),
        "mean": mean,
        "star": str(one.star),
        "minutes": f"{rng.randint(1, 400):02d}/BB-HĐ",
        "minutes_on": met_on.isoformat(),
    }
