"""The open data: the files themselves, the page that lists them, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from functools import partial

from ocop.site.exports import FOLDER, DataFile, OpenData, file_names, kind_of_cell
from ocop.site.page import Fragment, Page
from ocop.site.render import number, rendered
from ocop.site.tables import Field, Table
from ocop.site.views.structured_data import data_block, dataset_node, trail_node
from ocop.site.views.world import World

DICTIONARY = f"{FOLDER}tu-dien/"
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000
_FORM_NAMES = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "ndjson": "NDJSON", "geojson": "GeoJSON"}
_OTHER_FILES = (
    ("datapackage.json", "mô tả từng tệp, từng cột theo chuẩn Data Package"),
    ("SHA256SUMS", "mã kiểm tra của các tệp trên"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file to take away: its name, what people call its form, and its size in words."""

    name: str
    form: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One table in all its forms."""

    name: str
    title: str
    description: str
    rows: str
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column in words; `values` are all that may stand in it, where the schema closes the list."""

    name: str
    title: str
    kind: str
    description: str
    values: tuple[str, ...]


def open_data_pages(world: World) -> Iterator[Page | Fragment]:
    """The files, then the fragments of the page that offers them and of the page that explains them."""
    found = OpenData(world.site, world.root / "schemas")
    yield from found.pages()
    yield Fragment(
        name="open-data",
        key=world.key("open-data", found.key),
        content=partial(_offered, world, found),
        changed_on=world.plans_changed_on,
    )
    yield Fragment(
        name="data-dictionary",
        key=world.record_key("data-dictionary"),
        content=partial(_explained, found),
        changed_on=world.site.changes.under("schemas/"),
    )


def size_in_words(size: int) -> str:
    """How much there is to fetch, rounded up: `3,2 KB`."""
    unit, word = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    return f"{number((Decimal(size) / unit).quantize(Decimal('0.1'), ROUND_UP))} {word}"


def _offered(world: World, found: OpenData) -> str:
    files = found.listing()
    page = rendered(
        "open_data",
        FOLDER,
        tables=[_table(table, [files[name] for name in file_names(table)]) for table in found.outlines],
        others=[(files[name].name, size_in_words(files[name].size), text) for name, text in _OTHER_FILES],
        as_of=world.site.as_of,
        commit=world.site.commit,
        folder=FOLDER,
        dictionary=DICTIONARY,
    )
    return page + data_block(
        [dataset_node(tuple(files.values()), world), trail_node([("Dữ liệu mở", FOLDER)], world)]
    )


def _table(table: Table, files: Sequence[DataFile]) -> TableView:
    return TableView(
        name=table.name,
        title=table.title,
        description=table.description,
        rows=number(files[0].rows or 0),
        files=tuple(
            FileView(
                name=one.name, form=_FORM_NAMES[one.name.rpartition(".")[2]], size=size_in_words(one.size)
            )
            for one in files
        ),
    )


def _explained(found: OpenData) -> str:
    tables = [(table, [_column(one) for one in table.fields]) for table in found.outlines]
    return rendered("data_dictionary", DICTIONARY, tables=tables)


def _column(field: Field) -> ColumnView:
    allowed = field.constraints.get("enum")
    return ColumnView(
        name=field.name,
        title=field.title,
        kind=kind_of_cell(field),
        description=field.description,
        values=tuple(map(str, allowed)) if isinstance(allowed, list) else (),
    )
