"""A reader of workbooks by the standard alone (ECMA-376), which shares nothing with what writes them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal

from lxml import etree

Read = str | Decimal | date | None
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheets(content: bytes) -> dict[str, list[list[Read]]]:
    """Every sheet's rows by the name on its tab; a formula or an unknown kind of cell is refused."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    days = _styles_of_days(etree.fromstring(parts["xl/styles.xml"]))
    targets = {
        one.get("Id"): one.get("Target") for one in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    return {
        one.get("name"): _rows(etree.fromstring(parts[f"xl/{targets[one.get(_LINK)]}"]), days)
        for one in workbook.iter(f"{_MAIN}sheet")
    }


def _styles_of_days(styles: etree._Element) -> set[int]:
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{_MAIN}numFmt")}
    cells = styles.find(f"{_MAIN}cellXfs")
    return {place for place, one in enumerate(cells) if "yy" in (formats.get(one.get("numFmtId")) or "")}


def _rows(sheet: etree._Element, days: set[int]) -> list[list[Read]]:
    width = _place(sheet.find(f"{_MAIN}dimension").get("ref").partition(":")[2])[0] + 1
    rows: list[list[Read]] = []
    for row in sheet.iter(f"{_MAIN}row"):
        assert int(row.get("r")) == len(rows) + 1
        rows.append([None] * width)
        for cell in row:
            column, line = _place(cell.get("r"))
            assert line == len(rows)
            rows[-1][column] = _value(cell, days)
    return rows


def _place(reference: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(digits)


def _value(cell: etree._Element, days: set[int]) -> Read:
    assert cell.find(f"{_MAIN}f") is None, "a formula"
    if cell.get("t") == "inlineStr":
        text = cell.findtext(f"{_MAIN}is/{_MAIN}t") or ""
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    assert cell.get("t") in {None, "n"}, cell.get("t")
    number = Decimal(cell.findtext(f"{_MAIN}v"))
    return date(1899, 12, 30) + timedelta(days=int(number)) if int(cell.get("s", 0)) in days else number
