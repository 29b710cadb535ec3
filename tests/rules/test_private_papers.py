"""Papers about people are told by name and by content; a business's ordinary papers are let be."""

from __future__ import annotations

import time
import unicodedata

import pytest

from ocop.diagnostics import Language
from ocop.rules.private_papers import LABELS, PrivateKind, kind_named, private_sign


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bảng lương tháng 5.xlsx", PrivateKind.PAY),
        ("PHIEU_LUONG.pdf", PrivateKind.PAY),
        ("CCCD mặt trước.jpg", PrivateKind.IDENTITY),
        ("cmnd.pdf", PrivateKind.IDENTITY),
        ("Căn cước công dân.png", PrivateKind.IDENTITY),
        ("so-ho-khau.jpg", PrivateKind.IDENTITY),
        ("Sơ yếu lý lịch.docx", PrivateKind.IDENTITY),
        ("DanhSachLaoDong2026.xlsx", PrivateKind.WORKERS),
        ("ds người lao động.csv", PrivateKind.WORKERS),
        ("danh-sach-thanh-vien-htx.pdf", PrivateKind.WORKERS),
        ("Hợp đồng lao động.docx", PrivateKind.WORKERS),
        ("BHXH quý 1.pdf", PrivateKind.WORKERS),
        ("Sao kê tài khoản.pdf", PrivateKind.BANK),
        ("stk.txt", PrivateKind.BANK),
        ("Giấy khám sức khỏe.pdf", PrivateKind.HEALTH),
        (unicodedata.normalize("NFD", "Bảng lương.pdf"), PrivateKind.PAY),
    ],
)
def test_a_private_paper_is_told_by_its_name(name: str, kind: PrivateKind) -> None:
    assert kind_named(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        "Phiếu kiểm nghiệm chất lượng.pdf",
        "Bản công bố chất lượng.pdf",
        "Bảng chất lượng.xlsx",
        "Thực phẩm bảo vệ sức khoẻ.pdf",
        "Xác nhận lao động địa phương của UBND xã.pdf",
        "Hợp đồng liên kết tiêu thụ.docx",
        "Lý lịch máy sấy.pdf",
        "Bảng cân đối số phát sinh.xls",
        "Báo cáo tài chính 2025.pdf",
        "scccda.pdf",
    ],
)
def test_an_ordinary_paper_is_let_be(name: str) -> None:
    assert kind_named(name) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ông Mẫu, CCCD 044201001234", PrivateKind.IDENTITY),
        ("CMND số: 191234567", PrivateKind.IDENTITY),
        ("CĂN CƯỚC CÔNG DÂN\nSố", PrivateKind.IDENTITY),
        ("Họ tên,Ngày sinh,Lương\n", PrivateKind.WORKERS),
        ("Họ tên\nGiới tính\nDân tộc\n", PrivateKind.WORKERS),
        ("DANH SÁCH NGƯỜI LAO ĐỘNG\n1. A", PrivateKind.WORKERS),
        ("  BẢNG THANH TOÁN TIỀN LƯƠNG THÁNG 5", PrivateKind.PAY),
        ("Số tài khoản: 0123 4567 890 tại ngân hàng", PrivateKind.BANK),
        ("STK 0123456789012", PrivateKind.BANK),
        ("\n".join(f"Người {n}: 091234567{n}" for n in range(8)), PrivateKind.CONTACTS),
        (unicodedata.normalize("NFD", "BẢNG LƯƠNG"), PrivateKind.PAY),
    ],
)
def test_a_private_paper_is_told_by_its_content(text: str, kind: PrivateKind) -> None:
    sign = private_sign(text)
    assert sign is not None
    assert sign.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: 0233 3123 456, thư: lienhe@example.vn, hotline 0912345678",
        "Mã vạch 8931234567890, lô 20260302",
        "Kèm theo danh sách lao động và bảng lương (nếu có).",
        "Lượng,Ngày sinh\n",
        "https://example.vn/044201001234",
        "Số tài khoản: không có",
        "Tiêu chuẩn TCVN 5251:2015; số 118/KN-2026",
        "",
    ],
)
def test_a_business_may_write_what_it_is(text: str) -> None:
    assert private_sign(text) is None


def test_what_was_seen_is_told_in_part_only() -> None:
    sign = private_sign("CCCD 044201001234, số tài khoản 987654321")
    assert sign is not None
    for language in Language:
        assert "044…" in sign.seen.within(language)
        assert "201001234" not in sign.seen.within(language)
        assert LABELS[sign.kind].within(language)


@pytest.mark.parametrize(
    "text",
    [
        "số tài khoản" * 200_000,
        "cccd " * 400_000,
        "," * 2_000_000,
        "a@" * 800_000,
        "0 " * 1_000_000,
        "ngày sinh," * 200_000,
    ],
)
def test_no_text_stalls_the_detectors(text: str) -> None:
    started = time.process_time()
    private_sign(text)
    assert time.process_time() - started < 5
