"""The fence between applications and the site: what stands on which side, and that nothing reaches over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest

from ocop import model
from ocop.load.histories import histories
from ocop.load.registry import load
from ocop.model import Application
from ocop.site.exports import FOLDER, exports
from ocop.site.page import SiteInput
from tests.repositories import committed, initialised
from tests.site.every_state import AS_OF, REPOSITORY
from tests.site.planted import FORMS as FORMS_OF_APPLICATIONS
from tests.site.planted import Planter, plant
from tests.site.xlsx_reader import sheets

_SITE = REPOSITORY / "scripts/ocop/site"
# `labels.applications` words the kinds of application that an act asks a document of; what the check found
# is handed to the site and used by no page.
_ALLOWED = {("labels", "applications"), ("document", "applications"), ("loaded", "diagnostics")}
_GUARDED = {field.name for field in fields(Application)} - {"id", "path", "kind", "sheet", "evidence"} | {
    "applications",
    "diagnostics",
    "outcome",
    "knocked_out",
    "minutes",
    "minutes_on",
    "met_on",
    "mean",
    "kept_at",
}
_NOT_IMPORTED = {
    *(
        "Application",
        "Claim",
        "CouncilOutcome",
        "CouncilSheets",
        "Evaluation",
        "Evidence",
        "Form",
        "ScoreEntry",
    ),
    *("Filing", "with_evaluations", "problems", "without_sheets"),
}
_ROUNDABOUT = {"asdict", "astuple", "attrgetter", "getattr", "vars"}
_COLUMNS: Mapping[str, str] = {
    "products": (
        "id code official_codes name name_en other_names packs producer_id producer_name producer_type"
        " product_group product_set summary summary_en shop_links trace_links certificates commune"
        " commune_name district district_name commune_now commune_now_name state state_label star since until"
        " decided_on decision valid_through valid_through_basis window_opens_on window_closes_on"
        " change_points standing gathered_on confirmed_on confirmed_by note page"
    ),
    "producers": (
        "id name name_en type stated_type former_names commune commune_name district district_name"
        " commune_now commune_now_name website products standing gathered_on confirmed_on confirmed_by note"
        " page"
    ),
    "history": (
        "product_id on year event level round application star decision issuer valid_through"
        " valid_through_basis cause product_name producer_name source note document_id"
    ),
    "communes": (
        "id code name kind formerly formerly_names longitude latitude position_source products with_star page"
    ),
    "documents": (
        "id family type number issuer issuer_name signed_on title rule_set in_force_from in_force_to amends"
        " replaces replaced_by products source page"
    ),
    "plan-targets": "plan item name kind unit low high state state_label value",
    "plan-actuals": (
        "plan item measure title role status value out_of unit done_on qualifier as_of scope source note"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    root = tmp_path_factory.mktemp("fence")
    plant(root, Planter())
    loaded = load(root, schemas_root=REPOSITORY)
    assert sum(len(product.applications) for product in loaded.registry.products.values()) == 4
    return SiteInput(
        registry=loaded.registry,
        law=loaded.law,
        plans={},
        diagnostics=loaded.diagnostics,
        fingerprints=loaded.fingerprints,
        as_of=AS_OF,
        base_url="https://example.org/so/",
        notice_shown=True,
    )


def test_what_the_site_is_given_holds_no_application(site: SiteInput) -> None:
    assert [product.applications for product in site.registry.products.values()] == [()] * 4
    assert not re.findall(r"qz[xy]\d{3}jvk", repr(site.registry))


def test_what_the_site_is_given_of_the_past_holds_no_internal_act(site: SiteInput, tmp_path: Path) -> None:
    """Rows that were in a history once, or are still, and that the public may not see."""
    initialised(tmp_path)
    planter, past = Planter(), Planter(edition=1)
    plant(tmp_path, past)
    for path in tmp_path.rglob("history.csv"):
        path.unlink()
    committed(tmp_path)
    for one in (past, planter):
        plant(tmp_path, one)
        committed(tmp_path)
    known = histories(tmp_path)
    assert set(re.findall(r"qz([xy])\d{3}jvk", repr(known))) == {"x", "y"}
    given = replace(site, histories=known).histories
    assert not re.findall(r"qz[xy]\d{3}jvk", repr(given))
    assert re.findall("31/QĐ-CÔNG-KHAI", repr(given))


def _reached(path: Path) -> Iterator[str]:
    """Every place in a Python file that could lead to an application, straight or roundabout."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Attribute) and node.attr in _GUARDED:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if (owner, node.attr) not in _ALLOWED:
                yield f"{path.name}:{line} .{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{path.name}:{line} {one.name}" for one in node.names if one.name in _NOT_IMPORTED)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ROUNDABOUT:
            yield f"{path.name}:{line} {node.func.id}()"


def test_no_module_of_the_site_reaches_an_application() -> None:
    modules = sorted(_SITE.rglob("*.py"))
    assert len(modules) > 30
    assert [place for path in modules for place in _reached(path)] == []


def test_no_template_of_the_site_reaches_an_application() -> None:
    templates = sorted((_SITE / "templates").glob("*.html"))
    assert len(templates) > 10
    attribute = re.compile(rf"\b(\w+)(?:\.|\[\s*['\"])({'|'.join(sorted(_GUARDED))})\b")
    found = []
    for path in templates:
        code = " ".join(re.findall(r"\{[{%].*?[%}]\}", path.read_text("utf-8"), re.DOTALL))
        found += [f"{path.name}: {' '.join(one)}" for one in attribute.findall(code) if one not in _ALLOWED]
        assert not re.search(r"\|\s*(attr|map\s*\(\s*attribute|tojson)", code), path
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "product.applications",
        "world.site.registry.products[key].applications[0].registration",
        "site.diagnostics",
        "from ocop.model import Application",
        "from ocop.status.filing import with_evaluations",
        "getattr(product, name)",
        "asdict(product)",
    ],
)
def test_a_way_over_the_fence_is_seen(source: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(source, "utf-8")
    assert list(_reached(path))


def test_the_names_on_the_fence_are_real() -> None:
    assert {name for name in _NOT_IMPORTED if name[0].isupper()} - {"Filing"} <= set(model.__all__)
    assert {"registration", "claims", "evaluations", "councils", "target_star"} <= _GUARDED


def test_open_data_have_the_columns_listed_here_and_no_other(site: SiteInput) -> None:
    """Whoever adds a column to what is published adds it here, after reading docs/decisions/0009."""
    files = {
        page.address.removeprefix(FOLDER): page.content() for page in exports(site, REPOSITORY / "schemas")
    }
    package = json.loads(files["datapackage.json"])
    found = {one["name"]: [each["name"] for each in one["schema"]["fields"]] for one in package["resources"]}
    assert found == {name: columns.split() for name, columns in _COLUMNS.items()}
    known = {f"{name}.{form}" for name in _COLUMNS for form in ("xlsx", "csv", "json", "ndjson")}
    assert set(files) == known | {"communes.geojson", "datapackage.json", "SHA256SUMS"}
    for feature in json.loads(files["communes.geojson"])["features"]:
        assert {*feature["properties"], "longitude", "latitude"} == set(found["communes"])
    for name in ("products", "producers", "history"):
        header = str(files[f"{name}.csv"], "utf-8-sig").splitlines()[0]  # type: ignore[arg-type]
        assert header.split(",") == found[name]
        assert {key for row in json.loads(files[f"{name}.json"]) for key in row} == set(found[name])
        lines = str(files[f"{name}.ndjson"], "utf-8").splitlines()  # type: ignore[arg-type]
        assert {key for line in lines for key in json.loads(line)} == set(found[name])
        sheet, columns, _ = sheets(files[f"{name}.xlsx"]).values()  # type: ignore[arg-type]
        assert [row[1] for row in columns[1:]] == found[name]
        assert len(sheet[0]) == len(found[name])


@pytest.mark.parametrize(
    "name", [*FORMS_OF_APPLICATIONS, "evidence", "evaluations", "scores", "self-assessment"]
)
def test_no_field_of_an_application_is_marked_public(name: str) -> None:
    for suffix in ("schema", "table"):
        path = REPOSITORY / f"schemas/{name}.{suffix}.json"
        if path.is_file():
            marks = set(re.findall(r'"x-visibility":\s*"(\w+)"', path.read_text("utf-8")))
            assert marks
            assert marks <= {"internal", "consent"}
