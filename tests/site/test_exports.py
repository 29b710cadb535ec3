"""The open data is valid, safe to open, complete, the same every time, and public only."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from frictionless import Package, system

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law
from ocop.load.law import read_law
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
from ocop.site.exports import FOLDER, exports
from ocop.site.page import SiteInput
from tests.site.mini import AS_OF, BASE_URL

ROOT = Path(__file__).parent.parent.parent
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
    assert report.stats["tasks"] == 5


def test_tables_are_as_excel_and_json_readers_expect(site: SiteInput) -> None:
    found = files(site)
    for name, content in found.items():
        if not name.endswith(".csv"):
            continue
        assert content.startswith(b"\xef\xbb\xbf")
        for row in rows(content):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        as_json = json.loads(found[name.replace(".csv", ".json")])
        canonical = [
            {key: "" if cell is None else str(cell) for key, cell in record.items()} for record in as_json
        ]
        plain = [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows(content)]
        assert plain == canonical


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


def test_rows_for_the_browser_are_compact(site: SiteInput) -> None:
    found = json.loads(files(site)["rows.json"])
    assert [row[found["columns"].index("id")] for row in found["rows"]] == ["ho-b/tieu", "htx-a/gao"]
    assert len(found["rows"][0]) == len(found["columns"])


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


def test_the_same_input_gives_the_same_bytes_and_keys(site: SiteInput) -> None:
    assert files(site) == files(replace(site))
    keys = {page.key for page in exports(site, ROOT / "schemas")}
    assert len(keys) == 1
    for other in (replace(site, as_of=date(2026, 11, 24)), replace(site, fingerprints={"htx-a/gao": "2"})):
        assert {page.key for page in exports(other, ROOT / "schemas")} != keys
