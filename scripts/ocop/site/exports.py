"""Open data: everything public as CSV and JSON with a data package, and compact rows for the browser."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from ocop.site.columns import tables
from ocop.site.page import Page, SiteInput
from ocop.site.tables import Cell, Document, Table

FOLDER = "du-lieu/"
# Excel opens UTF-8 as something else unless the file begins with this mark; data packages allow it.
_MARK = "\ufeff"
# A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SCHEMAS = {
    "product": "product.schema.json",
    "producer": "producer.schema.json",
    "history": "history.table.json",
    "plan-actuals": "plan-actuals.table.json",
}
_COMPACT = (
    "id",
    "name",
    "other_names",
    "producer_name",
    "producer_type",
    "commune_name",
    "district_name",
    "commune_now_name",
    "star",
    "change_points",
)


def exports(site: SiteInput, schemas: Path) -> Iterator[Page]:
    """The files of the open data, for `du-lieu/`; `schemas` is the folder that describes the columns."""
    key = _fingerprint(site)
    files = cache(partial(_files, site, schemas))
    tables_known = ("products", "producers", "history", "plan-targets", "plan-actuals")
    names = [f"{table}.{form}" for table in tables_known for form in ("csv", "json")]
    for name in (*names, "rows.json", "datapackage.json", "SHA256SUMS"):
        yield Page(address=FOLDER + name, shell="", key=key, content=partial(_one, files, name))


def _one(files: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return files()[name]


def _fingerprint(site: SiteInput) -> str:
    digest = hashlib.sha256(f"{site.as_of} {site.base_url} {site.commit} {site.plans!r}".encode())
    for identifier, fingerprint in sorted(site.fingerprints.items()):
        digest.update(f"{identifier} {fingerprint}\n".encode())
    return digest.hexdigest()


def _files(site: SiteInput, schemas: Path) -> Mapping[str, bytes]:
    documents: dict[str, Document] = {
        name: json.loads((schemas / file).read_text("utf-8")) for name, file in _SCHEMAS.items()
    }
    files: dict[str, bytes] = {}
    resources: list[Document] = []
    for table in tables(site, documents):
        files[f"{table.name}.csv"] = _csv(table)
        resources.append(_resource(table, files[f"{table.name}.csv"]))
        files[f"{table.name}.json"] = f"{_json_lines(table.records())}\n".encode()
        if table.name == "products":
            files["rows.json"] = _compact(table)
    files["datapackage.json"] = _json(_package(site, resources))
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    )
    return {**files, "SHA256SUMS": sums.encode()}


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(one.name for one in table.fields)
    writer.writerows([_spreadsheet_safe(cell) for cell in row] for row in table.rows)
    return (_MARK + text.getvalue()).encode()


def _spreadsheet_safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _json(content: object) -> bytes:
    return f"{_encoded(content, indent=1)}\n".encode()


def _json_lines(items: Iterable[object]) -> str:
    """A JSON list with an item a line: easy to compare, and quicker made than an indented one."""
    return "[\n" + ",\n".join(_encoded(item) for item in items) + "\n]"


def _encoded(content: object, indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, default=_number, indent=indent)


def _number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{value!r} has no place in JSON")


def _compact(table: Table) -> bytes:
    """What a browser needs to search and filter, each row a list in the order of `columns`."""
    names = [one.name for one in table.fields]
    places = [names.index(name) for name in _COMPACT if name in names]
    columns = _encoded([names[place] for place in places])
    rows = _json_lines([row[place] for place in places] for row in table.rows)
    return f'{{"columns":{columns},"rows":{rows}}}\n'.encode()


def _package(site: SiteInput, resources: Sequence[Document]) -> Document:
    as_of = site.as_of.isoformat()
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": "ocop-registry",
        "title": "Sổ đăng ký sản phẩm OCOP",
        "description": (
            "Trường công khai của sổ đăng ký sản phẩm OCOP. Ô trống nghĩa là nguồn không nêu. "
            f"Tình trạng được tính tại ngày {as_of} theo giờ Việt Nam. Trong tệp CSV, ô bắt đầu bằng =, +, - "
            "hoặc @ có thêm dấu nháy ' ở đầu để phần mềm bảng tính không hiểu thành công thức."
        ),
        "homepage": site.base_url + FOLDER,
        "version": as_of,
        "asOf": as_of,
        **({"commit": site.commit} if site.commit else {}),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Ghi công 4.0",
            }
        ],
        "sources": [{"title": "Nguồn của từng việc đứng ở cột source của bảng history và plan-actuals"}],
        "resources": resources,
    }


def _resource(table: Table, content: bytes) -> Document:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table.described(),
    }
