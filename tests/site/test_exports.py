"""The open data is valid, safe to open, complete, the same every time, and public only."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import geojson
import pytest
from frictionless import Package, system

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law
from ocop.load.histories import Histories
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.registry import load
from ocop.load.tree import FolderTree
from ocop.model import (
    Event,
    EventKind,
    FormerName,
    Place,
    Producer,
    Product,
    Record,
    Registry,
    Standing,
)
from ocop.site.build import build, site_input
from ocop.site.columns import TABLE_NAMES
from ocop.site.csv_file import csv_file
from ocop.site.exports import FOLDER, OpenData, exports
from ocop.site.page import SiteInput
from ocop.site.pages.expiring import CSV as EXPIRING_CSV
from tests.site.conftest import HARM
from tests.site.every_state import HEADER, hostile, surroundings
from tests.site.mini import AS_OF, BASE_URL
from tests.site.xlsx_reader import sheets
from tests.synthetic import generate

ROOT = Path(__file__).parent.parent.parent
_FORMULA = "=HYPERLINK(1)+1"
ORIGIN, ROW = DocumentOrigin("x.yml"), RowOrigin("history.csv", 2, "", ())
RECORD = Record(standing=Standing.GATHERED, gathered_on=date(2026, 11, 1), note="Ghi chú")


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(FolderTree(ROOT))[0]


def event(kind: EventKind, on: str, **other: str) -> Event:
    return Event(kind=kind, on=date.fromisoformat(on), star=3, origin=ROW, **other)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(law: Law) -> SiteInput:
    producers = {
        "htx-a": Producer(
            id="htx-a",
            name='HTX "A", Gio Linh',
            type=None,
            former_names=(FormerName(name="THT A"), FormerName(name="Tổ A")),
            place=Place(commune="2020-19597"),
            record=RECORD,
            origin=ORIGIN,
        ),
        "ho-b": Producer(id="ho-b", name=None, type=None, record=RECORD, origin=ORIGIN),
    }
    products = {
        "ho-b/tieu": Product(
            id="ho-b/tieu",
            producer_id="ho-b",
            name="=HYPERLINK(1)",
            other_names=("-a", "b"),
            summary="Dòng một\nDòng hai có “ngoặc”",
            record=RECORD,
            origin=ORIGIN,
        ),
        "htx-a/gao": Product(
            id="htx-a/gao",
            producer_id="htx-a",
            name="Gạo",
            record=RECORD,
            origin=ORIGIN,
            events=(
                event(EventKind.RECOGNISED, "2023-11-14", decision="@1/QĐ", source="https://example.org/"),
                event(EventKind.NOT_PASSED, "2026-10-01", source="KÍN: biên bản hội đồng"),
            ),
        ),
    }
    return SiteInput(
        registry=Registry(producers=producers, products=products),
        law=law,
        plans={},
        diagnostics=(),
        fingerprints={"htx-a/gao": "1"},
        as_of=AS_OF,
        base_url=BASE_URL,
        notice_shown=True,
    )


def files(site: SiteInput, schemas: Path = ROOT / "schemas") -> dict[str, bytes]:
    found = {}
    for page in exports(site, schemas):
        content = page.content()
        assert isinstance(content, bytes)
        found[page.address.removeprefix(FOLDER)] = content
    return found


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_frictionless_finds_no_fault(site: SiteInput, tmp_path: Path) -> None:
    for name, content in files(site).items():
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(tmp_path / "datapackage.json").validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == len(TABLE_NAMES)


def plain(value: object) -> str:
    """A value of any form of a table in one spelling: days by ISO 8601, numbers without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def canonical(found: dict[str, bytes], table: str, numbers: set[str]) -> dict[str, str]:
    """The sha256 of a table in each of its forms, brought to one spelling."""
    from_csv = [
        {
            key: plain(Decimal(cell)) if cell and key in numbers else re.sub(r"^'(?='*[=+\-@\t\r])", "", cell)
            for key, cell in row.items()
        }
        for row in rows(found[f"{table}.csv"])
    ]
    sheet, columns, _ = sheets(found[f"{table}.xlsx"]).values()
    name_of = {str(title): str(name) for title, name, *_ in columns[1:]}
    names = [name_of[str(title)] for title in sheet[0]]
    forms = {
        "csv": from_csv,
        "xlsx": [dict(zip(names, map(plain, row), strict=True)) for row in sheet[1:]],
        "json": [
            {key: plain(cell) for key, cell in row.items()} for row in json.loads(found[f"{table}.json"])
        ],
        "ndjson": [
            {key: plain(cell) for key, cell in json.loads(line).items()}
            for line in found[f"{table}.ndjson"].decode().splitlines()
        ],
    }
    return {
        form: hashlib.sha256(json.dumps(records, ensure_ascii=False).encode()).hexdigest()
        for form, records in forms.items()
    }


def equal_tables(found: dict[str, bytes]) -> dict[str, int]:
    """How many records each table has, once its forms are found to say the same."""
    counts = {}
    for resource in json.loads(found["datapackage.json"])["resources"]:
        numbers = {
            one["name"]
            for one in resource["schema"]["fields"]
            if one["type"] in {"integer", "number", "year"}
        }
        digests = canonical(found, resource["name"], numbers)
        assert len(set(digests.values())) == 1, (resource["name"], digests)
        counts[resource["name"]] = len(json.loads(found[f"{resource['name']}.json"]))
    assert list(counts) == list(TABLE_NAMES)
    assert min(counts.values()) > 0, "an empty table would be equal to anything"
    return counts


def test_every_form_of_a_table_says_the_same(site: SiteInput, law: Law) -> None:
    tree = FolderTree(ROOT)
    found = files(replace(site, plans=read_plans(tree, tree, law)[0]))
    equal_tables(found)
    changed = {**found, "products.ndjson": found["products.ndjson"].replace("Gạo".encode(), b"Gao")}
    assert len(set(canonical(changed, "products", set()).values())) > 1, "the comparison can fail"


def test_the_real_registry_s_tables_are_without_fault_and_say_the_same_in_every_form(real_site: Path) -> None:
    folder = real_site / "du-lieu"
    with system.use_context(trusted=True):
        report = Package(folder / "datapackage.json").validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == len(TABLE_NAMES)
    counts = equal_tables({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
    registry = load(real_site.parent).registry
    assert (counts["products"], counts["producers"]) == (len(registry.products), len(registry.producers))
    assert counts["products"] > 50


def test_a_map_says_what_the_table_of_communes_says(site: SiteInput) -> None:
    found = files(site)
    drawn, records = geojson.loads(found["communes.geojson"]), json.loads(found["communes.json"])
    assert drawn.is_valid, drawn.errors()
    assert isinstance(drawn, geojson.FeatureCollection)
    assert [
        {
            **feature.properties,
            "longitude": feature.geometry.coordinates[0],
            "latitude": feature.geometry.coordinates[1],
        }
        for feature in drawn.features
    ] == [dict(record) for record in records]
    assert [feature.id for feature in drawn.features] == [record["id"] for record in records]
    counts = {record["name"]: record["products"] for record in records if record["products"]}
    assert counts == {"Xã Cam Lộ": 1}


def test_a_commune_that_nobody_places_is_on_the_map_without_a_point(site: SiteInput) -> None:
    unit = site.law.units["2025-19429"]
    units = {**site.law.units, unit.id: replace(unit, position=None)}
    drawn = geojson.loads(files(replace(site, law=replace(site.law, units=units)))["communes.geojson"])
    assert drawn.is_valid
    assert [one.properties["name"] for one in drawn.features if one.geometry is None] == ["Xã Khe Sanh"]


def test_a_spreadsheet_calculates_no_cell_of_a_table(site: SiteInput) -> None:
    found = files(site)
    seen = 0
    for name, content in found.items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            for row in rows(content):
                seen += len(row)
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    assert seen > 50
    (name,) = (row["name"] for row in rows(found["products.csv"]) if row["id"] == "ho-b/tieu")
    assert name == "'=HYPERLINK(1)"


@pytest.fixture(scope="module")
def calculating_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose one dossier has a formula in every text field, save in its table, where it is refused."""
    root = surroundings(tmp_path_factory.mktemp("calculating"))
    hostile(root, _FORMULA)
    row = "2024-05-01,2024,recognised,province,1,,3,15/QĐ-UBND,,,,,,,https://example.vn/a,"
    (root / "dossiers/ke-xau/san-pham-xau/history.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


def calculated(content: bytes) -> tuple[int, list[str]]:
    """How many cells a CSV has, its header's included, and those that a spreadsheet would calculate."""
    table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    cells = [cell for row in table for cell in row]
    return len(cells), [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("name", ["real_site", "hostile_site", "calculating_site"])
def test_a_spreadsheet_calculates_no_cell_of_any_file_of_a_site(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}
    assert set(found) == {*(f"{FOLDER}{one}.csv" for one in TABLE_NAMES), EXPIRING_CSV}
    for path, content in found.items():
        cells, wrong = calculated(content)
        assert cells > 10, path
        assert wrong == [], path
    if name == "calculating_site":
        escaped = [path for path, content in found.items() if f"'{_FORMULA}".encode() in content]
        assert set(escaped) == {f"{FOLDER}products.csv", f"{FOLDER}producers.csv", EXPIRING_CSV}
    elif name == "hostile_site":
        assert HARM.replace('"', '""').encode() in found[f"{FOLDER}history.csv"]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", '"\t=1"', '"\r=1"'])
def test_a_cell_that_is_calculated_is_seen(cell: str) -> None:
    assert calculated(f"a,b\r\nx,{cell}\r\n".encode()) == (4, [cell.strip('"')])


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'a", "a=1", "'", "\t=1"])
def test_taking_one_apostrophe_away_gives_back_what_was_meant(text: str) -> None:
    (cell,) = next(
        csv.reader(io.StringIO(csv_file(["a"], [[text]]).decode("utf-8-sig").partition("\r\n")[2]))
    )
    assert re.sub(r"^'(?='*[=+\-@\t\r])", "", cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_days_and_codes_keep_their_kinds_in_a_workbook(site: SiteInput) -> None:
    sheet, columns, about = sheets(files(site)["products.xlsx"]).values()
    name_of = {title: name for title, name, *_ in columns[1:]}
    (rice,) = (
        row
        for row in (dict(zip(map(name_of.__getitem__, sheet[0]), row, strict=True)) for row in sheet[1:])
        if row["id"] == "htx-a/gao"
    )
    assert rice["decided_on"] == date(2023, 11, 14)
    assert rice["commune"] == "2020-19597"
    assert rice["star"] is None, "its certificate has ended"
    assert all(isinstance(row[0], str) for row in sheet[1:])
    assert about[2] == ["Tính tại ngày", AS_OF]
    assert len(name_of) == len(sheet[0]), "no two columns share a heading"


def test_values_stand_under_their_columns(site: SiteInput) -> None:
    products = {record["id"]: record for record in json.loads(files(site)["products.json"])}
    rice = products["htx-a/gao"]
    assert (rice["producer_name"], rice["name"]) == ('HTX "A", Gio Linh', "Gạo")
    assert rice["commune"] == "2020-19597", (
        "a product stands where its producer does unless it says otherwise"
    )
    assert rice["commune_now_name"]
    assert rice["page"] == f"{BASE_URL}san-pham/htx-a/gao/"
    assert products["ho-b/tieu"]["name"] == "=HYPERLINK(1)", "only spreadsheets need the apostrophe"
    assert products["ho-b/tieu"]["other_names"] == "-a | b"
    producers = {record["id"]: record for record in json.loads(files(site)["producers.json"])}
    assert producers["htx-a"]["former_names"] == "THT A | Tổ A"
    assert producers["ho-b"]["name"] is None


def test_events_of_a_kind_kept_inside_are_not_told(site: SiteInput) -> None:
    found = files(site)
    assert [row["event"] for row in rows(found["history.csv"])] == ["recognised"]
    assert not [name for name, content in found.items() if "KÍN".encode() in content]


def test_a_field_that_is_not_public_has_no_column(site: SiteInput, tmp_path: Path) -> None:
    schemas = shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    for name, key in (("product.schema.json", "summary"), ("history.table.json", "source")):
        document = json.loads((schemas / name).read_text("utf-8"))
        for one in document.get("fields", []):
            if one["name"] == key:
                one["x-visibility"] = "consent"
        if "properties" in document:
            document["properties"][key]["x-visibility"] = "internal"
            del document["properties"]["record"]["x-visibility"]
        (schemas / name).write_text(json.dumps(document), "utf-8")
    found = files(site, schemas)
    assert not {"summary", "standing", "note"} & set(rows(found["products.csv"])[0])
    assert "source" not in rows(found["history.csv"])[0]
    everything = b"".join(found.values())
    assert "Dòng hai".encode() not in everything
    assert b"https://example.org/\r\n" not in everything
    assert "standing" in rows(found["producers.csv"])[0]


def test_the_package_tells_what_it_is(site: SiteInput) -> None:
    package = json.loads(files(site)["datapackage.json"])
    assert package["asOf"] == AS_OF.isoformat()
    assert package["licenses"]
    assert package["sources"]
    for resource in package["resources"]:
        assert resource["title"]
        for one in resource["schema"]["fields"]:
            assert one["title"]
            assert one["description"].endswith("."), one["name"]


def test_checksums_cover_every_other_file(site: SiteInput) -> None:
    found = files(site)
    lines = found.pop("SHA256SUMS").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


@pytest.mark.slow
def test_the_files_of_a_thousand_products_are_made_in_five_seconds(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    generate(root, 1_000, 20231114)
    site = site_input(root, load(root), BASE_URL, AS_OF, "", Histories())
    begun = time.process_time()
    made = files(site, root / "schemas")
    assert time.process_time() - begun <= 5
    assert len(rows(made["products.csv"])) == 1_000


def test_it_does_not_matter_which_file_is_asked_for_first(site: SiteInput) -> None:
    one, other = OpenData(site, ROOT / "schemas"), OpenData(site, ROOT / "schemas")
    listed = one.listing()
    backwards = {page.address.removeprefix(FOLDER): page.content() for page in reversed([*other.pages()])}
    assert list(other.listing().items()) == list(listed.items())
    assert {name: (file.size, file.sha256) for name, file in listed.items()} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in backwards.items()
        if isinstance(content, bytes)
    }


def test_the_same_input_gives_the_same_bytes_and_keys(site: SiteInput) -> None:
    assert files(site) == files(replace(site))
    keys = {page.key for page in exports(site, ROOT / "schemas")}
    assert len(keys) == 1
    for other in (replace(site, as_of=date(2026, 11, 24)), replace(site, fingerprints={"htx-a/gao": "2"})):
        assert {page.key for page in exports(other, ROOT / "schemas")} != keys
