"""The synthetic registries that measurements rest on: sound, the same again, and plainly nobody's."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from ocop.diagnostics import Severity
from ocop.load.registry import Loaded, load
from ocop.model import RECOGNITIONS, EventKind
from tests.synthetic import generate
from tests.synthetic_names import MARKS

_PRODUCTS, _SEED = 150, 7


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
