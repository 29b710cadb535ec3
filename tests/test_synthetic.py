"""The synthetic registries that measurements rest on: sound, the same again, and plainly nobody's."""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from ocop.diagnostics import Severity
from ocop.load.registry import Loaded, load
from ocop.model import RECOGNITIONS, Application, ApplicationKind, EventKind, Level, Product
from ocop.scoring import Sheet
from ocop.status import Filing
from tests import synthetic_applications as applications
from tests.synthetic import APPLIES, generate
from tests.synthetic_names import KINDS, MARKS

_PRODUCTS, _SEED = 300, 7


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    generate(folder, _PRODUCTS, _SEED)
    return folder


@pytest.fixture(scope="module")
def loaded(registry: Path) -> Loaded:
    return load(registry)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((folder / "dossiers").rglob("*")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def test_a_synthetic_registry_has_no_error(loaded: Loaded) -> None:
    errors = [one for one in loaded.diagnostics if one.code.severity is Severity.ERROR]
    assert errors == []


def test_it_has_as_many_products_as_asked_for(loaded: Loaded) -> None:
    products = loaded.registry.products.values()
    assert len(products) == _PRODUCTS
    assert all(1 <= len(product.events) <= 10 for product in products)
    each = [sum(p.producer_id == key for p in products) for key in loaded.registry.producers]
    assert set(each) >= {1, 2}
    assert min(each) >= 1
    assert max(each) <= 6


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(registry: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", _PRODUCTS, _SEED)
    generate(tmp_path / "other", _PRODUCTS, _SEED + 1)
    assert _digest(tmp_path / "again") == _digest(registry)
    assert _digest(tmp_path / "other") != _digest(registry)


def test_every_producer_is_plainly_synthetic(loaded: Loaded) -> None:
    names = [producer.name or "" for producer in loaded.registry.producers.values()]
    assert [name for name in names if not re.search("|".join(MARKS), name)] == []


def test_histories_are_as_various_as_real_ones(loaded: Loaded) -> None:
    events = [event for product in loaded.registry.products.values() for event in product.events]
    recognitions = [event for event in events if event.kind in RECOGNITIONS]
    assert {event.star for event in recognitions} >= {3, 4}
    assert any(event.on is None and event.year for event in recognitions)
    assert any(event.on is None and event.year is None for event in recognitions)
    assert any(event.valid_through for event in recognitions)
    kinds = {event.kind for event in events}
    assert kinds >= RECOGNITIONS | {EventKind.SUBMITTED, EventKind.FORWARDED, EventKind.NOT_PASSED}
    years = {event.on.year for event in events if event.on}
    assert years >= set(range(2020, 2027))
    communes = {product.place.commune or "" for product in loaded.registry.products.values()}
    assert {commune[:4] for commune in communes} >= {"2020", "2025"}


# --- applications -------------------------------------------------------------------------------


def _applied(loaded: Loaded) -> Iterator[tuple[Product, Application]]:
    for product in loaded.registry.products.values():
        for application in product.applications:
            yield product, application


def _sheet(loaded: Loaded, product: Product, application: Application) -> Sheet:
    """The sheet an application was scored by; a draft is meant for the latest act."""
    rule_set = Filing.of(product, application, loaded.law).rule_set_on(None) or loaded.law.rule_sets[-1]
    sheet = loaded.sheets(rule_set, application.sheet or 0)
    assert sheet is not None
    assert sheet.is_complete
    return sheet


def _rows(registry: Path, application: Application, name: str) -> list[dict[str, str]]:
    with (registry / application.path / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_tenth_of_the_products_applies(loaded: Loaded) -> None:
    assert len(list(_applied(loaded))) == _PRODUCTS // APPLIES
    assert {_sheet(loaded, *one).rule_set for one in _applied(loaded)} == {"2019-1048", "2026-26"}
    assert {one.kind for _, one in _applied(loaded)} >= {ApplicationKind.FIRST, ApplicationKind.RE_EVALUATION}


def test_nothing_is_to_be_said_of_a_product_that_applies(loaded: Loaded) -> None:
    folders = tuple(f"dossiers/{product.id}/" for product, _ in _applied(loaded))
    assert [one for one in loaded.diagnostics if one.where.path.startswith(folders)] == []


def test_every_criterion_of_a_real_sheet_is_claimed_and_proven(loaded: Loaded) -> None:
    for product, application in _applied(loaded):
        sheet = _sheet(loaded, product, application)
        assert [one.criterion for one in application.claims] == [one.key for one in sheet.criteria]
        types = {paper.id: paper.type for paper in application.evidence}
        for claim, criterion in zip(application.claims, sheet.criteria, strict=True):
            assert claim.option is not None
            assert criterion.options[claim.option - 1].points == claim.points
            if criterion.evidence and claim.points:
                assert {types[one] for one in claim.evidence} & set(criterion.evidence)


def test_days_come_in_the_order_the_law_wants(loaded: Loaded) -> None:
    for product, application in _applied(loaded):
        filing = Filing.of(product, application, loaded.law)
        steps = [filing.filed_on]
        steps += [event.on for event in filing.events if event.kind is EventKind.FORWARDED]
        steps += [one.met_on for one in application.evaluations if one.level is Level.PROVINCE]
        steps += [filing.recognition.on] if filing.recognition else []
        days = [day for day in steps if day is not None]
        assert days == sorted(days)
        for paper in application.evidence:
            relied = filing.filed_on if paper.prepared_by is None else steps[1]
            assert paper.issued_on is not None
            if relied is not None:
                assert paper.issued_on <= relied <= (paper.expires_on or relied)


def test_a_council_of_five_to_seven_scores_every_criterion_and_agrees_with_its_minutes(
    loaded: Loaded, registry: Path
) -> None:
    scored = [(product, one) for product, one in _applied(loaded) if one.evaluations]
    assert len(scored) >= _PRODUCTS // APPLIES * 2 // 3
    for product, application in scored:
        sheet = _sheet(loaded, product, application)
        (council,) = application.councils
        totals: dict[str, Decimal] = defaultdict(Decimal)
        rows = _rows(registry, application, council.path.rpartition("/")[2])
        for row in rows:
            totals[row["seat"]] += Decimal(row["points"])
        assert 5 <= len(totals) <= 7
        assert len(rows) == len(totals) * len(sheet.criteria)
        assert max(totals.values()) - min(totals.values()) <= 10
        result = application.evaluations[-1]
        mean = Decimal(sum(totals.values())) / len(totals)
        assert result.mean == mean.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert (result.present, result.minutes is not None) == (len(totals), True)
        assert council.outcome is not None
        assert (council.outcome.mean, council.outcome.star) == (result.mean, result.star)
        recognition = Filing.of(product, application, loaded.law).recognition
        assert recognition is None or recognition.star == result.star


def test_applications_are_as_full_as_real_ones_and_plainly_synthetic(loaded: Loaded) -> None:
    filed = [
        one for product, one in _applied(loaded) if Filing.of(product, one, loaded.law).filed_on is not None
    ]
    papers = [len(one.evidence) for one in filed]
    assert min(papers) >= 10
    assert max(papers) <= 18
    assert all(one.self_assessment for one in filed)
    assert any(one.commune_review for one in filed)
    for one in filed:
        assert all("giả định" in (paper.title or "") for paper in one.evidence)
        assert len({paper.sha256 for paper in one.evidence}) == len(one.evidence)


def test_applications_stop_at_every_stage_and_end_in_every_way(loaded: Loaded) -> None:
    rng = random.Random(_SEED)  # noqa: S311 - the same choices again
    taken = [
        applications.course(rng, loaded.law, loaded.sheets, kind.set_2019, kind.set_2026, kind.group)
        for kind in KINDS * 12
    ]
    assert {one.stage for one in taken} == set(applications.Stage)
    ends = {(one.rule_set.id, one.star) for one in taken if one.stage is applications.Stage.DECIDED}
    assert ends == {("2019-1048", 3), ("2019-1048", 4), ("2026-26", 2), ("2026-26", 3), ("2026-26", 4)}
    assert {one.sheet.number for one in taken if one.rule_set.id == "2026-26"} >= set(range(1, 19)) | {
        20,
        21,
        22,
    }
