"""What of a paper's file is seen: its kind, its text, its digest; whatever it is, soon and safely."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.papers import MAX_PAPER_BYTES, inspected
from ocop.papers.pdf_text import pdf_text
from tests.papers.files_of import JPEG, office, pdf, sheet, word

ROMAN = b"BT /F1 12 Tf 72 700 Td (CCCD 0442) Tj 60 0 Td [(010) -20 (01234)] TJ ET"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90)
DIGITS = (
    b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <0A> <0030> endbfrange"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry's folder beside which papers lie."""
    root = tmp_path / "registry"
    (root / "dossiers" / "a" / "b" / "images").mkdir(parents=True)
    return root


def codes(root: Path, name: str, content: bytes) -> list[str]:
    """The codes that a file of this name and content yields."""
    file = root.parent / name
    file.write_bytes(content)
    return [one.code.id for one in inspected(file, name, root).found]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf(b"BT /F1 12 Tf (Phieu kiem nghiem so 118) Tj ET")),
        ("a.PDF", b"%PDF-1.4\n"),
        ("a.jpg", JPEG),
        ("a.JPEG", JPEG),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0"),
        ("a.wav", b"RIFF\x10\0\0\0WAVEfmt "),
        ("a.tif", b"II*\0\x08\0\0\0"),
        ("a.docx", word("Hợp đồng liên kết, kèm danh sách lao động")),
        ("a.xlsx", sheet(("Năm", "Doanh thu"), (2025, 120_000_000))),
        ("a.odt", office({"content.xml": "<text:p>Câu chuyện</text:p>"})),
        ("a.doc", OLE),
        ("a.txt", "Câu chuyện sản phẩm".encode()),
        ("a.txt", "Câu chuyện".encode("utf-16")),
        ("a.csv", "Năm,Sản lượng\n2025,12\n".encode("utf-8-sig")),
    ],
)
def test_ordinary_papers_are_taken(name: str, content: bytes, root: Path) -> None:
    assert codes(root, name, content) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ\x90\0", "OCOP-457"),
        ("a.pdf.exe", b"%PDF-1.4", "OCOP-457"),
        ("a.exe .", b"%PDF-1.4", "OCOP-457"),
        ("a.pdf", b"MZ\x90\0\x03", "OCOP-457"),
        ("a.txt", b"#!/bin/sh\nrm -r .\n", "OCOP-457"),
        ("a.jpg", b"\x7fELF\x02\x01", "OCOP-457"),
        ("a.docm", word("x"), "OCOP-457"),
        ("a.docx", office({"word/document.xml": "", "word/vbaProject.bin": "x"}), "OCOP-457"),
        ("a.odt", office({"content.xml": "", "Basic/Standard/Module1.xml": "x"}), "OCOP-457"),
        ("a.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "OCOP-457"),
        ("a.zip", office({"a": ""}), "OCOP-457"),
        ("a.pdf", b"Rar!\x1a\x07\0", "OCOP-457"),
        ("a.html", b"<p>", "OCOP-457"),
        ("a", b"%PDF-1.4", "OCOP-457"),
        ("a.xyz", b"x", "OCOP-457"),
        ("a.pdf", b"", "OCOP-453"),
        ("a.txt", b"CCCD: 044201001234", "OCOP-456"),
        ("a.txt", "CCCD: 044201001234".encode("utf-16"), "OCOP-456"),
        ("a.docx", word("Ông Mẫu, CCCD 0442^010^01234"), "OCOP-456"),
        ("a.xlsx", sheet(("Họ tên", "Ngày sinh", "CCCD"), (1,)), "OCOP-456"),
        ("a.xlsx", sheet(("Mã",), (44201001234, 144201001234)), "OCOP-456"),
        ("a.odt", office({"content.xml": "<text:p>DANH SÁCH LAO ĐỘNG</text:p>"}), "OCOP-456"),
        ("a.pdf", pdf(ROMAN.replace(b"60 0 Td ", b"")), "OCOP-456"),
        ("a.pdf", pdf(b"BT /F1 9 Tf <0105050301020102030405> Tj <06> Tj ET", to_unicode=DIGITS), "OCOP-456"),
        ("a.pdf", pdf(b"BT /F1 Tf <010505030102010203040506>Tj", to_unicode=DIGITS, packed=True), "OCOP-456"),
        ("luong.pdf", b"\x89PNG\r\n\x1a\n", "OCOP-458"),
        ("a.docx", OLE, "OCOP-458"),
        ("a.txt", bytes(range(256)), "OCOP-458"),
    ],
)  # fmt: skip
def test_what_must_not_be_there_is_told(name: str, content: bytes, code: str, root: Path) -> None:
    assert codes(root, name, content) == [code]


def test_words_apart_on_a_line_are_not_run_together() -> None:
    (text,) = pdf_text(pdf(ROMAN))
    assert text.split() == ["CCCD", "0442", "01001234"]


def test_a_refused_paper_has_no_digest_and_a_taken_one_has(root: Path) -> None:
    file = root.parent / "a.pdf"
    file.write_bytes(b"%PDF-1.4\n" * 300_000)
    told: list[tuple[int, int]] = []
    paper = inspected(file, "a.pdf", root, lambda done, total: told.append((done, total)))
    assert paper.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert told[-1] == (2_700_000, 2_700_000)
    assert len(told) == 3
    file.write_bytes(b"MZ\0")
    assert inspected(file, "a.pdf", root).sha256 == ""


def test_only_a_products_pictures_lie_in_the_registry(root: Path) -> None:
    for path, code in (
        ("dossiers/a/b/images/nhan.jpg", []),
        ("dossiers/a/b/nhan.jpg", ["OCOP-451"]),
        ("dossiers/images/a/b/nhan.jpg", ["OCOP-451"]),
        ("dossiers/a/b/images/sau/nhan.jpg", ["OCOP-451"]),
        (".git/nhan.jpg", ["OCOP-451"]),
        ("nhan.jpg", ["OCOP-451"]),
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(JPEG)
        assert [one.code.id for one in inspected(file, path, root).found] == code, path
    link = root.parent / "den-kho"
    link.symlink_to(root)
    assert [one.code.id for one in inspected(link / "nhan.jpg", "x", root).found] == ["OCOP-451"]
    outside = root.parent / "registry-khac" / "nhan.jpg"
    outside.parent.mkdir()
    outside.write_bytes(JPEG)
    assert inspected(outside, "x", root).found == ()


def test_what_is_no_file_is_never_opened(root: Path) -> None:
    folder = root.parent
    (folder / "thu-muc.pdf").mkdir()
    (folder / "lien-ket.pdf").symlink_to("/dev/zero")
    os.mkfifo(folder / "ong.pdf")
    for name, seen in (
        ("thu-muc.pdf", "là thư mục"),
        ("lien-ket.pdf", "là liên kết tượng trưng"),
        ("ong.pdf", "là ống dẫn, ổ cắm hoặc thiết bị của máy"),
        ("khong-co.pdf", "không có ở đó"),
    ):
        (problem,) = inspected(folder / name, name, root).found
        assert problem.code.id == "OCOP-452"
        assert problem.facts["found"] == seen


def test_a_file_at_the_limit_is_taken_and_one_above_is_not_read(root: Path) -> None:
    file = root.parent / "phim.mp4"
    with file.open("wb") as stream:
        stream.truncate(MAX_PAPER_BYTES + 1)
    (problem,) = inspected(file, "phim.mp4", root, lambda _done, _total: pytest.fail("read")).found
    assert problem.code.id == "OCOP-454"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: office({"word/document.xml": "0" * 60_000_000}),
    "tags.docx": lambda: office({"word/document.xml": "<" * 6_000_000}),
    "entities.docx": lambda: office({"word/document.xml": "&#48;" * 1_500_000}),
    "broken.docx": lambda: b"PK\x03\x04" + office({"word/document.xml": "0" * 1_000})[40:],
    "many.docx": lambda: office({f"word/header{number}.xml": "" for number in range(6_000)}),
    "parens.pdf": lambda: pdf(b"BT " + b"(" * 3_000_000),
    "escapes.pdf": lambda: pdf(b"BT " + b"\\(" * 1_000_000),
    "brackets.pdf": lambda: pdf(
        b"BT ", to_unicode=b"begincmap beginbfrange " + b"[" * 2_000_000 + b" endbfrange"
    ),
    "ranges.pdf": lambda: pdf(
        b"BT ", to_unicode=b"beginbfrange <0000> <ffffffff> <0041> endbfrange " * 20_000
    ),
    "begins.pdf": lambda: pdf(b"BT ", to_unicode=b"beginbfrange " * 150_000),
    "objects.pdf": lambda: b"%PDF-1.4 " + b"1 0 obj " * 150_000,
    "zeros.pdf": lambda: b"%PDF-1.4 " + b"".join(pdf(bytes(4_000_000) + b"BT") for _ in range(9)),
    "fonts.pdf": lambda: b"%PDF-1.4 " + b"/Font << " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_stalls_or_breaks_the_inspection(name: str, root: Path) -> None:
    content = HOSTILE[name]()
    started = time.process_time()
    assert "OCOP-901" not in codes(root, name, content)
    assert time.process_time() - started < 10


HEADS = [
    b"%PDF-1.4 1 0 obj << /ToUnicode 1 0 R /Filter /FlateDecode >> stream\n",
    b"PK\x03\x04",
    b"{\\rtf",
    b"",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    head=st.sampled_from(HEADS),
    rest=st.binary(max_size=300),
    name=st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.doc"]),
)
def test_any_bytes_get_a_verdict(head: bytes, rest: bytes, name: str, root: Path) -> None:
    codes(root, name, head + rest)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_pdf_to_the_text_layer(content: bytes) -> None:
    list(
        pdf_text(
            b"%PDF 1 0 obj << /ToUnicode 1 0 R /Font << /F1 1 0 R >> /ObjStm /First 9 >> stream\nBT /F1 1 Tf"
            + content
        )
    )
