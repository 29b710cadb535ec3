"""Open data: everything public in four forms, places in a fifth, with a data package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path

from ocop.site.columns import TABLE_NAMES, filled, outlines
from ocop.site.csv_file import csv_file
from ocop.site.page import Page, SiteInput
from ocop.site.tables import LATITUDE, LONGITUDE, Cell, Document, Field, Table
from ocop.site.xlsx_file import Value, measured_sheet, xlsx_file

FOLDER = "du-lieu/"
_FORMS = ("xlsx", "csv", "json", "ndjson")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLE = "Sổ đăng ký sản phẩm OCOP"
_SCHEMAS = {
    "product": "product.schema.json",
    "producer": "producer.schema.json",
    "history": "history.table.json",
    "plan-actuals": "plan-actuals.table.json",
    "administrative-units": "administrative-units.table.json",
}
_OTHER_FILES = ("datapackage.json", "SHA256SUMS")
_KINDS_OF_CELL = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "date": "ngày",
    "year": "năm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A published file: its bytes counted and digested, and its rows where it is a table."""

    name: str
    size: int
    sha256: str
    rows: int | None


class OpenData:
    """The open data of one build, for the files themselves and for the page that lists them.

    All files together weigh 160 MB for 20,000 products: only those of the table asked for last are kept.
    """

    def __init__(self, site: SiteInput, schemas: Path) -> None:
        """`schemas` is the folder that describes the columns."""
        self._site = site
        self._schemas = schemas
        self._kept: Mapping[str, bytes] = {}
        self._told: dict[str, DataFile] = {}

    def pages(self) -> Iterator[Page]:
        """The files of the open data, for `du-lieu/`."""
        for name in (*(name for table in self.outlines for name in file_names(table)), *_OTHER_FILES):
            yield Page(address=FOLDER + name, shell="", key=self.key, content=partial(self._one, name))

    def listing(self) -> Mapping[str, DataFile]:
        """What there is to take away, by its name."""
        others = {name: _counted(name, content) for name, content in self._others.items()}
        return {**self._tables, **others}

    @cached_property
    def key(self) -> str:
        """A fingerprint of everything the files are made of; the schemas are the machinery's to watch."""
        site = self._site
        digest = hashlib.sha256(f"{site.as_of} {site.base_url} {site.commit} {site.plans!r}".encode())
        for identifier, fingerprint in sorted(site.fingerprints.items()):
            digest.update(f"{identifier} {fingerprint}\n".encode())
        return digest.hexdigest()

    @cached_property
    def outlines(self) -> tuple[Table, ...]:
        """Every table without its rows."""
        return outlines(
            {name: json.loads((self._schemas / file).read_text("utf-8")) for name, file in _SCHEMAS.items()}
        )

    def _one(self, name: str) -> bytes:
        if name in _OTHER_FILES:
            return self._others[name]
        if name not in self._kept:
            self._make(self.outlines[TABLE_NAMES.index(name.rpartition(".")[0])])
        return self._kept[name]

    def _make(self, outline: Table) -> None:
        self._kept = {}
        table = filled(outline, self._site)
        self._kept = {f"{table.name}.{form}": content for form, content in _forms(table, self._site)}
        self._told |= {name: _counted(name, content, len(table.rows)) for name, content in self._kept.items()}

    @property
    def _tables(self) -> Mapping[str, DataFile]:
        for outline in self.outlines:
            if f"{outline.name}.csv" not in self._told:
                self._make(outline)
        return {name: self._told[name] for one in self.outlines for name in file_names(one)}

    @cached_property
    def _others(self) -> Mapping[str, bytes]:
        resources = [_resource(outline, self._tables[f"{outline.name}.csv"]) for outline in self.outlines]
        package = f"{_encoded(_package(self._site, resources), indent=1)}\n".encode()
        files = {**self._tables, "datapackage.json": _counted("datapackage.json", package)}
        sums = "".join(f"{file.sha256}  {name}\n" for name, file in sorted(files.items()))
        return {"datapackage.json": package, "SHA256SUMS": sums.encode()}


def exports(site: SiteInput, schemas: Path) -> Iterator[Page]:
    """The files of the open data, for `du-lieu/`; `schemas` is the folder that describes the columns."""
    return OpenData(site, schemas).pages()


def file_names(table: Table) -> tuple[str, ...]:
    """The files that hold a table, each in another form."""
    forms = (*_FORMS, "geojson") if table.is_on_map else _FORMS
    return tuple(f"{table.name}.{form}" for form in forms)


def kind_of_cell(field: Field) -> str:
    """What a column holds, in a word for readers."""
    return _KINDS_OF_CELL.get(field.kind, field.kind)


def _forms(table: Table, site: SiteInput) -> Iterator[tuple[str, bytes]]:
    yield "xlsx", _workbook(site, table)
    yield "csv", csv_file((one.name for one in table.fields), table.rows)
    lines = [_encoded(record).encode() for record in table.records()]
    yield "json", _list(lines)
    yield "ndjson", b"".join(line + b"\n" for line in lines)
    if table.is_on_map:
        features = [_encoded(_feature(record)).encode() for record in table.records()]
        yield "geojson", b'{"type": "FeatureCollection", "features": ' + _list(features).rstrip() + b"}\n"


def _feature(record: Mapping[str, Cell]) -> Document:
    """A row as GeoJSON has it (RFC 7946), without a shape when nobody says where it lies."""
    point = [record[LONGITUDE], record[LATITUDE]]
    return {
        "type": "Feature",
        "id": record["id"],
        "geometry": None if None in point else {"type": "Point", "coordinates": point},
        "properties": {name: cell for name, cell in record.items() if name not in {LONGITUDE, LATITUDE}},
    }


def _counted(name: str, content: bytes, rows: int | None = None) -> DataFile:
    return DataFile(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest(), rows=rows)


def _list(lines: Iterable[bytes]) -> bytes:
    """A JSON list with an item a line: easy to compare, and quicker made than an indented one."""
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def _encoded(content: object, indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, default=_number, indent=indent)


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{value!r} has no place in JSON")


def _workbook(site: SiteInput, table: Table) -> bytes:
    """The table under Vietnamese headings with days as days, and a sheet on its columns and its source."""
    days = [one.kind == "date" for one in table.fields]
    rows = [
        [
            date.fromisoformat(cell) if is_day and isinstance(cell, str) else cell
            for is_day, cell in zip(days, row, strict=True)
        ]
        for row in table.rows
    ]
    columns = [(one.title, one.name, kind_of_cell(one), one.description) for one in table.fields]
    about: list[tuple[str, Value]] = [
        ("Nội dung", table.description),
        ("Tính tại ngày", site.as_of),
        ("Phiên bản", site.commit or "không rõ"),
        ("Nơi lấy", site.base_url + FOLDER),
        ("Giấy phép", f"Creative Commons Ghi công 4.0, {LICENCE}"),
        ("Ô trống", "Nguồn không nêu"),
    ]
    return xlsx_file(
        [
            measured_sheet(table.title, [one.title for one in table.fields], rows),
            measured_sheet("Các cột", ["Cột", "Tên trong CSV và JSON", "Loại", "Nghĩa"], columns),
            measured_sheet("Về bảng này", ["Mục", "Nội dung"], about),
        ]
    )


def _package(site: SiteInput, resources: Sequence[Document]) -> Document:
    as_of = site.as_of.isoformat()
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": "ocop-registry",
        "title": TITLE,
        "description": (
            "Trường công khai của sổ đăng ký sản phẩm OCOP. Ô trống nghĩa là nguồn không nêu. "
            f"Tình trạng được tính tại ngày {as_of} theo giờ Việt Nam. Trong tệp CSV, ô bắt đầu bằng =, +, - "
            "hoặc @ có thêm dấu nháy ' ở đầu để phần mềm bảng tính không hiểu thành công thức; ô vốn bắt đầu "
            "bằng dấu nháy rồi đến một trong các dấu ấy cũng được thêm một dấu nháy."
        ),
        "homepage": site.base_url + FOLDER,
        "version": as_of,
        "asOf": as_of,
        **({"commit": site.commit} if site.commit else {}),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Ghi công 4.0"}],
        "sources": [{"title": "Nguồn của từng việc đứng ở cột source của bảng history và plan-actuals"}],
        "resources": resources,
    }


def _resource(table: Table, file: DataFile) -> Document:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": file.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": table.described(),
    }
