"""Workbooks for spreadsheets (Office Open XML), from values alone: no formula and no macro can be in one.

Written by hand because a sheet of values needs five small parts, and because a library would put the hour
of the build into them. Text keeps the format “text”, so that a code stays a code when somebody edits it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

from ocop.site.page import SiteError

Value = str | int | Decimal | date | None
"""A cell: text, a number, a day, or nothing."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 60, 200  # letters, and how many rows are enough
_LONGEST_TEXT = 32_767  # what a cell can hold
_NUMBER, _HEADER, _TEXT, _QUOTED, _DAY = range(5)
# Spreadsheets count days from here; before March 1900 they count a day that never was.
_DAY_NOUGHT, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
# Saved as CSV by a reader, a text that begins so would turn into a formula: the mark of text goes with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML cannot hold is written as _x0001_, and so must be whatever looks like that already.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its tab, the header that stays in sight, the rows, and a column's width in letters."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]


def measured_sheet(name: str, header: Sequence[str], rows: Sequence[Sequence[Value]]) -> Sheet:
    """A sheet whose columns are as wide as what its first rows hold."""
    seen = [header, *rows[:_ROWS_MEASURED]]
    longest = [max(len(str(row[place] or "")) for row in seen) for place in range(len(header))]
    widths = [min(max(length + 3, _NARROWEST), _WIDEST) for length in longest]
    return Sheet(name=name, header=header, rows=rows, widths=widths)


def xlsx_file(sheets: Sequence[Sheet]) -> bytes:
    """The whole workbook; SiteError when a text is longer than a cell can hold."""
    numbers = range(1, len(sheets) + 1)
    sheet_links = [(f"{_LINKS}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    # In pieces, as a sheet of 20,000 rows is 80 MB before it is packed.
    parts: Mapping[str, Iterable[str]] = {
        "[Content_Types].xml": [_content_types(numbers)],
        "_rels/.rels": [_relations([(f"{_LINKS}/officeDocument", "xl/workbook.xml")])],
        "xl/workbook.xml": [_workbook(sheets)],
        "xl/_rels/workbook.xml.rels": [_relations([*sheet_links, (f"{_LINKS}/styles", "styles.xml")])],
        "xl/styles.xml": [_STYLES],
        **{f"xl/worksheets/sheet{number}.xml": _sheet(sheets[number - 1]) for number in numbers},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, texts in parts.items():
            # The stamp that a member has when nobody gives one, the same on every system.
            member = zipfile.ZipInfo(name)
            member.create_system, member.external_attr = 3, 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as file:
                for text in texts:
                    file.write(text.encode())
    return packed.getvalue()


def column_letters(place: int) -> str:
    """The letters of the `place`-th column, counted from 0: after Z comes AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _content_types(numbers: Iterable[int]) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    tabs = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{tabs}</sheets></workbook>'


def _sheet(sheet: Sheet) -> Iterator[str]:
    letters = [column_letters(place) for place in range(len(sheet.header))]
    whole = f"A1:{letters[-1]}{len(sheet.rows) + 1}"
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, start=1)
    )
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="{whole}"/>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )
    yield from _rows(sheet, letters)
    yield f'</sheetData><autoFilter ref="{whole}"/></worksheet>'


def _rows(sheet: Sheet, letters: Sequence[str]) -> Iterator[str]:
    header = "".join(
        _text_cell(f"{letter}1", text, _HEADER) for letter, text in zip(letters, sheet.header, strict=True)
    )
    yield f'<row r="1">{header}</row>'
    for number, row in enumerate(sheet.rows, start=2):
        cells = "".join(
            _cell(f"{letter}{number}", value)
            for letter, value in zip(letters, row, strict=True)
            if value is not None
        )
        yield f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: Value) -> str:
    if isinstance(value, str):
        return _text_cell(place, value, _QUOTED if value.startswith(_FORMULA) else _TEXT)
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return _text_cell(place, value.isoformat(), _TEXT)
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _DAY_NOUGHT).days}</v></c>'
    number = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f'<c r="{place}" s="{_NUMBER}"><v>{number}</v></c>'


def _text_cell(place: str, text: str, style: int) -> str:
    if len(text) > _LONGEST_TEXT:
        raise SiteError(f"a text of {len(text)} letters fits into no cell of a spreadsheet: {text[:60]}…")
    written = escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text), quote=False)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'
