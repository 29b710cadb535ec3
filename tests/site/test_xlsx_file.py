"""Workbooks hold values and nothing else, each of the right kind, the same every time."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from ocop.site.page import SiteError
from ocop.site.xlsx_file import Sheet, Value, column_letters, xlsx_file
from tests.site.xlsx_reader import sheets

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def one(*rows: tuple[Value, ...]) -> bytes:
    """A workbook of one sheet."""
    width = len(rows[0])
    return xlsx_file(
        [
            Sheet(
                name="Bảng <1>",
                header=[f"Cột & {place}" for place in range(width)],
                rows=rows,
                widths=[12] * width,
            )
        ]
    )


@pytest.mark.parametrize(
    "value",
    [
        "0101243150",
        "12:30",
        "2026-1",
        "=HYPERLINK(1)",
        "+84",
        "-",
        "@a",
        "'=a",
        "<b>&amp;\"'</b> ]]>",
        " đầu và cuối ",
        "Dòng một\nDòng hai\r\n\tba",
        "_x0041_",
        "_x005F_",
        "\x01\x1f\ufffe",
        "Ở Quảng Trị 🌾",
        0,
        -5,
        44_197,
        Decimal("0.10"),
        Decimal("1E+3"),
        Decimal("-12.5"),
        date(1900, 3, 1),
        date(2024, 2, 29),
        date(2028, 11, 1),
        None,
    ],
)
def test_a_value_comes_back_as_it_was(value: Value) -> None:
    (read,) = sheets(one((value,), ("cuối",)))["Bảng <1>"][1]
    assert read == value
    assert isinstance(read, str) == isinstance(value, str)
    assert isinstance(read, date) == isinstance(value, date)


def test_a_day_before_spreadsheets_count_days_right_stays_text() -> None:
    assert sheets(one((date(1900, 2, 28),)))["Bảng <1>"][1] == ["1900-02-28"]


def test_the_first_row_stays_in_sight_and_filters() -> None:
    content = one(("a", 1), ("b", 2))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        names = archive.namelist()
        stamps = {member.date_time for member in archive.infolist()}
    pane = sheet.find(f".//{_MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")
    assert sheet.find(f"{_MAIN}autoFilter").get("ref") == "A1:B3"
    assert names[0] == "[Content_Types].xml"
    assert stamps == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert sheets(content)["Bảng <1>"][0] == ["Cột & 0", "Cột & 1"]


def test_text_that_looks_like_a_formula_carries_the_mark_of_text() -> None:
    with zipfile.ZipFile(io.BytesIO(one(("=1+1", "thường")))) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        styles = etree.fromstring(archive.read("xl/styles.xml")).find(f"{_MAIN}cellXfs")
    marked, plain = (styles[int(cell.get("s"))] for cell in sheet.findall(f".//{_MAIN}c")[2:])
    assert marked.get("quotePrefix") == "1"
    assert plain.get("quotePrefix") is None
    assert {marked.get("numFmtId"), plain.get("numFmtId")} == {"49"}, "text, also when edited"


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_the_same_values_give_the_same_bytes() -> None:
    assert one(("a", date(2026, 1, 1))) == one(("a", date(2026, 1, 1)))


def test_a_text_that_fits_no_cell_is_refused() -> None:
    with pytest.raises(SiteError, match="32768 letters"):
        one(("x" * 32_768,))
