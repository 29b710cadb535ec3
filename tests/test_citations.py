"""Documents' numbers in the ways people write them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.citations import citation_written, citations_in
from ocop.spelling import folded, slug

DAY = date(2023, 1, 16)
FULL = "Quyết định số 109/QĐ-UBND ngày 16/01/2023 của UBND tỉnh Quảng Trị"

# Every way of writing one and the same decision, with the day it says, if any.
FORMS: tuple[tuple[str, date | None], ...] = (
    ("109/QĐ-UBND", None),
    ("Số 109/QĐ-UBND", None),
    ("số: 109/QĐ-UBND", None),
    ("QĐ 109/QĐ-UBND", None),
    ("QĐ số 109/QĐ-UBND", None),
    ("Quyết định 109/QĐ-UBND", None),
    ("Quyết định số 109/QĐ-UBND", None),
    ("QUYẾT ĐỊNH SỐ 109/QĐ-UBND", None),
    ("Quyết định số 0109/QĐ-UBND", None),
    ("00109/QĐ-UBND", None),
    ("109 /QĐ-UBND", None),
    ("109/ QĐ-UBND", None),
    ("109 / QĐ - UBND", None),
    ("109/QĐ -UBND", None),
    ("109/QĐ- UBND", None),
    ("109/QĐ–UBND", None),
    ("109/QĐ—UBND", None),
    ("109/QĐ‑UBND", None),
    ("109/QĐ−UBND", None),
    ("109⁄QĐ-UBND", None),
    ("109／QĐ-UBND", None),
    ("109/QĐ.UBND", None),
    ("109/QĐ/UBND", None),
    ("109-QĐ/UBND", None),
    ("109/QĐ UBND", None),
    ("109/QĐUBND", None),
    ("109/QÐ-UBND", None),
    ("109/QƉ-UBND", None),
    ("109/QD-UBND", None),
    ("109/qđ-ubnd", None),
    ("109/qd-ubnd", None),
    ("109/Qđ-Ubnd", None),
    (unicodedata.normalize("NFD", FULL), DAY),
    (FULL, DAY),
    ("QĐ số 109/QĐ-UBND ngày 16/1/2023", DAY),
    ("109/QĐ-UBND ngày 16/01/2023", DAY),
    ("109/QĐ-UBND, ngày 16-01-2023", DAY),
    ("109/QĐ-UBND ngày 16.1.2023", DAY),
    ("109/QĐ-UBND - ngày 16/01/2023", DAY),
    ("109/QĐ-UBND (16/01/2023)", DAY),
    ("109/QĐ-UBND ký ngày 16 / 1 / 2023", DAY),
    ("Quyết định số 109/QĐ-UBND ngày 16 tháng 01 năm 2023", DAY),
    ("Quyết định số 109/QĐ-UBND, ngày 16 tháng 1 năm 2023 của UBND tỉnh", DAY),
    ("Quyết định ngày 16/01/2023, số 109/QĐ-UBND", DAY),
    ("quyet dinh so 109/qd-ubnd ngay 16 thang 1 nam 2023", DAY),
    ("QUYET DINH SO 109/QD-UBND NGAY 16/01/2023", DAY),
    ("Theo Quyết định số 109/QĐ-UBND ngày 16/01/2023 về việc ban hành chương trình", DAY),
    ("QĐ\xa0109/QĐ-UBND\xa0ngày\xa016/01/2023", DAY),
    ("\t109/QĐ-UBND;\n16/01/2023 là ngày khác", None),
)


@pytest.mark.parametrize(("text", "day"), FORMS)
def test_one_decision_is_read_out_of_every_form(text: str, day: date | None) -> None:
    found = citation_written(text)
    assert found is not None
    assert (found.written, found.key, found.type, found.on) == (
        "109/QĐ-UBND",
        "109-qd-ubnd",
        "Quyết định",
        day,
    )


def test_there_are_as_many_forms_as_were_asked_for() -> None:
    assert len({text for text, _ in FORMS}) >= 40


@pytest.mark.parametrize(
    ("text", "written", "key", "kind"),
    [
        ("26/2026/QĐ-TTg, Điều 11 khoản 1", "26/2026/QĐ-TTg", "26-2026-qd-ttg", "Quyết định"),
        ("1162/QĐ-VPĐP-OCOP", "1162/QĐ-VPĐP-OCOP", "1162-qd-vpdp-ocop", "Quyết định"),
        ("757/qd-bnn-vpdp", "757/QĐ-BNN-VPĐP", "757-qd-bnn-vpdp", "Quyết định"),
        ("168-KL/TU", "168-KL/TU", "168-kl-tu", "Kết luận"),
        ("240/KH-SNN", "240/KH-SNN", "240-kh-snn", "Kế hoạch"),
        ("Luật 91/2025/QH15", "91/2025/QH15", "91-2025-qh15", "Luật"),
        ("Nghị quyết 28/2026/QH16", "28/2026/QH16", "28-2026-qh16", "Nghị quyết"),
        ("832/NQ-UBTVQH14", "832/NQ-UBTVQH14", "832-nq-ubtvqh14", "Nghị quyết"),
        ("Nghị định 356/2025/NĐ-CP", "356/2025/NĐ-CP", "356-2025-nd-cp", "Nghị định"),
        ("12a/TB-SNN", "12a/TB-SNN", "12a-tb-snn", "Thông báo"),
        ("1/QĐ-UBND", "01/QĐ-UBND", "1-qd-ubnd", "Quyết định"),
        ("67/QĐ", "67/QĐ", "67-qd", "Quyết định"),
    ],
)
def test_other_kinds_of_documents_are_read(text: str, written: str, key: str, kind: str) -> None:
    found = citation_written(text)
    assert found is not None
    assert (found.written, found.key, found.type) == (written, key, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theo tờ trình",
        "ngày 10/11/2023",
        "44-19429-007-2026",
        "https://example.org/van-ban/Quyet-dinh-357-QD-UBND-2023.aspx",
        "0/QĐ-UBND",
        "QĐ-UBND",
        "Quyết định số 109",
        "3/4 sao",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert citation_written(text) is None


def test_each_of_several_documents_keeps_its_own_day() -> None:
    found = list(citations_in("1048/QĐ-TTg ngày 21/08/2019; 781/QĐ-TTg ngày 8/6/2020, 148/QĐ-TTg"))
    assert [(one.written, one.on) for one in found] == [
        ("1048/QĐ-TTg", date(2019, 8, 21)),
        ("781/QĐ-TTg", date(2020, 6, 8)),
        ("148/QĐ-TTg", None),
    ]


@given(
    st.integers(1, 99999),
    st.sampled_from(("QĐ-UBND", "QĐ-TTg", "KH-UBND", "QĐ-BNN-VPĐP", "TB-SNN", "NQ-HĐND")),
    st.sampled_from((str, str.lower, str.upper, folded, lambda text: unicodedata.normalize("NFD", text))),
)
def test_what_is_written_reads_back_as_itself(number: int, symbol: str, typed: object) -> None:
    assert callable(typed)
    found = citation_written(typed(f"{number}/{symbol}"))
    assert found is not None
    again = citation_written(found.written)
    assert again == found
    assert found.written.endswith(f"{number}/{symbol}")
    assert found.key == slug(found.key)


@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    for found in citations_in(text):
        assert found.key == slug(found.key)
        assert found.written
