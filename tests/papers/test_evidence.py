"""`ocop evidence add` and `verify`: what they write, what they leave, what they say."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop import cli
from ocop.diagnostics import RowOrigin, Text
from ocop.model import Evidence
from ocop.papers import compared, type_of_name
from ocop.papers.verification import FoundFile
from tests.cases_of import REPOSITORY, SOUND, read
from tests.papers.files_of import JPEG

APPLICATION = "hop-tac-xa-mau/ca-phe-mau/2026-1"
FOLDER = f"dossiers/{APPLICATION}"
HEADER = (
    "id,type,title,number,issuer,issued_on,expires_on,prepared_by,criteria,sha256,kept_at,visibility,note\n"
)
REPORT = json.loads((REPOSITORY / "schemas" / "evidence-report.schema.json").read_text("utf-8"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry with one application, which is also the current folder; `papers` lies beside it."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    (root / FOLDER).mkdir()
    (root / FOLDER / "application.yml").write_text("schema: application/1\nkind: first\nsheet: 13\n", "utf-8")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def book(root: Path) -> Path:
    """Where the rows go."""
    return root / FOLDER / "evidence.csv"


def paper(root: Path, name: str, content: bytes = b"%PDF-1.4\n") -> str:
    """A file among the papers, as it is called at the command line."""
    (root.parent / "papers" / name).write_bytes(content)
    return f"../papers/{name}"


def add(*arguments: str) -> int:
    """Record papers of the application."""
    return cli.main(["evidence", "add", APPLICATION, *arguments])


def sha256(content: bytes) -> str:
    """A digest as the book has it."""
    return hashlib.sha256(content).hexdigest()


# --- add ----------------------------------------------------------------------------------------


def test_a_paper_becomes_a_row_with_everything_that_was_said(
    root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paper(root, "kn.pdf", b"%PDF-1.4 kiem nghiem")
    said = [
        "--type",
        "test_report",
        "--title",
        "Phiếu kiểm nghiệm",
        "--number",
        "118/KN",
        "--criteria",
        "8,9",
    ]
    said += ["--issuer", "Phòng kiểm nghiệm Mẫu, cơ sở 2", "--issued-on", "2026-03-02"]
    said += ["--expires-on", "2027-03-01"]
    said += ["--kept-at", "Tủ hồ sơ", "--visibility", "public", "--prepared-by", "commune"]
    assert add(file, *said) == cli.CLEAN
    digest = sha256(b"%PDF-1.4 kiem nghiem")
    assert book.read_text("utf-8") == (
        f'{HEADER}mc-01,test_report,Phiếu kiểm nghiệm,118/KN,"Phòng kiểm nghiệm Mẫu, cơ sở 2",2026-03-02,'
        f"2027-03-01,commune,8|9,{digest},Tủ hồ sơ,public,\n"
    )
    output, errors = capsys.readouterr()
    assert output.splitlines() == [
        f"mc-01  test_report  “Phiếu kiểm nghiệm”  {digest[:12]}…  {file}",
        f"Đã ghi 1 dòng vào {FOLDER}/evidence.csv.",
        f"Tiếp theo: ocop check {FOLDER}",
    ]
    assert errors == ""
    assert not [one for one in read(root).diagnostics if one.where.path == f"{FOLDER}/evidence.csv"]
    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["application.yml", "evidence.csv"]


def test_the_same_bytes_are_recorded_once_under_whatever_name(
    root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paper(root, "kn.pdf")
    assert add(file, "--type", "test_report") == cli.CLEAN
    before = book.read_bytes()
    stamp = book.stat().st_mtime_ns
    capsys.readouterr()
    assert add(file, paper(root, "ban-sao.pdf"), "--type", "promotion") == cli.CLEAN
    assert (book.read_bytes(), book.stat().st_mtime_ns) == (before, stamp)
    output, errors = capsys.readouterr()
    assert output == "Không ghi dòng nào.\n"
    assert errors.count("OCOP-459") == 2
    assert "mc-01" in errors


def test_rows_that_stand_there_keep_every_byte(root: Path, book: Path) -> None:
    other = '"mc-07",test_report,"Phiếu ""cũ""",,,,,,,,,internal,'
    before = ("\ufeff" + HEADER.strip() + "\r\n" + other).encode("utf-8")
    book.write_bytes(before)
    book.chmod(0o640)
    assert add(paper(root, "a.jpg", JPEG), "--type", "promotion") == cli.CLEAN
    after = book.read_bytes()
    digest = sha256(JPEG)
    assert after == before + f"\r\nmc-08,promotion,a,,,,,,,{digest},,internal,\r\n".encode()
    assert book.stat().st_mode & 0o777 == 0o640


def test_an_id_that_the_self_assessment_cites_is_not_given_again(root: Path, book: Path) -> None:
    (root / FOLDER / "self-assessment.csv").write_text(
        "criterion,option,points,grounds,evidence\n1.1,1,,,mc-02|mc-11\n", "utf-8"
    )
    assert add(paper(root, "a.jpg", JPEG), "--type", "promotion") == cli.CLEAN
    assert book.read_text("utf-8").splitlines()[1].startswith("mc-12,")


def test_refused_papers_stop_no_other(root: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        paper(root, "tốt.pdf"),
        paper(root, "Bảng lương.pdf"),
        paper(root, "trong.pdf", b""),
        paper(root, "anh.jpg", JPEG),
    ]
    assert add(*files, "--type", "promotion") == cli.FAULTY
    assert [line.split(",")[:3] for line in book.read_text("utf-8").splitlines()[1:]] == [
        ["mc-01", "promotion", "tốt"],
        ["mc-02", "promotion", "anh"],
    ]
    output, errors = capsys.readouterr()
    assert "Đã ghi 2 dòng" in output
    assert "OCOP-455" in errors
    assert "OCOP-453" in errors


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["--issuer", "Ông Mẫu 0912345678"], "OCOP-802"),
        (["--kept-at", "a@example.vn"], "OCOP-804"),
        (["--number", "044201001234"], "OCOP-801"),
        (["--title", "=1+1"], "OCOP-315"),
        (["--title", "x" * 201], "OCOP-316"),
        (["--title", "a\u202eb"], "OCOP-006"),
        (["--title", ""], "OCOP-309"),
        (["--criteria", "chín"], "OCOP-311"),
    ],
)
def test_what_check_would_refuse_is_never_written(
    said: list[str], code: str, root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(paper(root, "a.pdf"), "--type", "promotion", *said) == cli.FAULTY
    assert not book.exists()
    assert code in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"id;type;title\n",
        HEADER.encode() + b'mc-01,test_report,"x\n',
        HEADER.encode() + b"mc-01,test_report,x,,,hom qua,,,,,,internal,\n",
        b"",
        b"\xff\xfe",
    ],
)
def test_a_faulty_book_is_left_alone(
    content: bytes, root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_bytes(content)
    assert add(paper(root, "a.pdf"), "--type", "promotion") == cli.FAULTY
    assert book.read_bytes() == content
    assert f"{FOLDER}/evidence.csv" in capsys.readouterr().err


def test_a_link_in_the_books_place_is_not_followed(root: Path, book: Path) -> None:
    outside = root.parent / "outside.csv"
    outside.write_text(HEADER, "utf-8")
    book.symlink_to(outside)
    assert add(paper(root, "a.pdf"), "--type", "promotion") == cli.FAULTY
    assert outside.read_text("utf-8") == HEADER
    assert book.is_symlink()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["hop-tac-xa-mau/ca-phe-mau/2026-2", "x.pdf"], "hop-tac-xa-mau/ca-phe-mau/2026-1"),
        (["../../x/2026-1", "x.pdf"], "Không có lượt đăng ký"),
        (["hop-tac-xa-mau/ca-phe-mau", "x.pdf"], "Không có lượt đăng ký"),
        ([APPLICATION, "x.pdf", "--type", "test_reprot"], "Gần nhất: test_report"),
        ([APPLICATION, "anh.jpg"], "thêm --type"),
        ([APPLICATION, "a.pdf", "b.pdf", "--type", "promotion", "--title", "x"], "một tệp"),
        ([APPLICATION, "a.pdf", "b.pdf", "--type", "promotion", "--number", "1"], "một tệp"),
    ],
)
def test_a_wrong_call_is_status_2_and_says_what_would_be_right(
    arguments: list[str], says: str, root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper(root, "a.pdf")
    assert cli.main(["evidence", "add", *arguments]) == cli.FAILED
    assert says in capsys.readouterr().err
    assert not book.exists()


LABELS = {
    "test_report": Text("Phiếu kiểm nghiệm chất lượng, an toàn thực phẩm", ""),
    "product_story": Text("Câu chuyện sản phẩm", ""),
    "certificate": Text("Giấy chứng nhận", ""),
    "production_eligibility": Text("Giấy chứng nhận cơ sở đủ điều kiện sản xuất", ""),
    "council_report": Text("Báo cáo của Hội đồng", ""),
    "advisory_group_report": Text("Báo cáo của Tổ tư vấn", ""),
    "awards": Text("Giải thưởng, bình chọn", ""),
}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("phieu-kiem-nghiem.pdf", "test_report"),
        ("Phiếu kiểm nghiệm 2026 lần 2.pdf", "test_report"),
        ("test_report-118.pdf", "test_report"),
        ("Câu chuyện sản phẩm.mp4", "product_story"),
        ("giấy chứng nhận cơ sở đủ điều kiện.pdf", "production_eligibility"),
        ("giai-thuong.jpg", "awards"),
        ("giấy chứng nhận ATTP.pdf", None),
        ("báo cáo của.pdf", None),
        ("bao-cao.pdf", None),
        ("anh-01.jpg", None),
        ("cau-chuyen.pdf", None),
    ],
)
def test_a_type_is_read_off_the_name_or_asked_for(name: str, kind: str | None) -> None:
    assert type_of_name(name, LABELS) == kind


# --- verify -------------------------------------------------------------------------------------


def row(identifier: str, content: bytes | None, *, title: str = "", number: str | None = None) -> Evidence:
    """A record of a paper with these bytes."""
    return Evidence(
        id=identifier,
        type="test_report",
        title=title or None,
        number=number,
        sha256=sha256(content) if content is not None else None,
        origin=RowOrigin("evidence.csv", 2, "", ()),
    )


def found(path: str, content: bytes) -> FoundFile:
    """A file with these bytes."""
    return FoundFile(path=path, sha256=sha256(content))


def changed(rows: Iterable[Evidence], files: Iterable[FoundFile]) -> list[tuple[str, str, str]]:
    """Which records changed into which files, and what points to them."""
    return [(one.row.id, one.file.path, one.by) for one in compared(list(rows), files).changed]


def test_a_file_that_points_to_one_record_alone_is_its_change() -> None:
    assert changed([row("mc-01", b"a")], [found("mc-01.pdf", b"b")]) == [("mc-01", "mc-01.pdf", "id")]
    assert changed([row("mc-01", b"a")], [found("x/MC-01 bản mới.pdf", b"b")]) != []
    assert changed([row("mc-01", b"a", title="Câu chuyện")], [found("cau_chuyen.txt", b"b")]) == [
        ("mc-01", "cau_chuyen.txt", "title")
    ]
    assert changed([row("mc-01", b"a", number="118/KN")], [found("kn 118-KN (2).pdf", b"b")]) == [
        ("mc-01", "kn 118-KN (2).pdf", "number")
    ]


def test_nothing_is_guessed() -> None:
    two = [found("cau chuyen.pdf", b"b"), found("cau-chuyen.txt", b"c")]
    assert changed([row("mc-01", b"a", title="Câu chuyện")], two) == []
    same = [row("mc-01", b"a", number="118"), row("mc-02", b"b", number="118")]
    assert changed(same, [found("118.pdf", b"c")]) == []
    assert changed([row("mc-01", b"a")], [found("mc-011.pdf", b"b")]) == []
    assert changed([row("mc-01", b"a", number="12")], [found("12.pdf", b"b")]) == []
    assert changed([row("mc-01", b"a", title="x")], [found("x.pdf", b"a"), found("x2.pdf", b"b")]) == []


def test_the_surest_pointer_comes_first() -> None:
    rows = [row("mc-01", b"a", title="Nhãn"), row("mc-02", b"b", title="mc-01")]
    files = [found("mc-01.pdf", b"c"), found("nhan.pdf", b"d")]
    assert changed(rows, files) == [("mc-01", "mc-01.pdf", "id")]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["", "a", "b"])), max_size=6),
    st.lists(st.tuples(st.sampled_from(["a", "b", "mc-00", "c"]), st.integers(0, 6)), max_size=6),
)
def test_every_record_and_every_file_is_told_once(
    records: list[tuple[int, str]], files: list[tuple[str, int]]
) -> None:
    rows = [row(f"mc-{n:02}", bytes([b]), title=title) for n, (b, title) in enumerate(records)]
    every = [found(f"{n}/{name}.pdf", bytes([content])) for n, (name, content) in enumerate(files)]
    answer = compared(rows, every)
    told = [*answer.matched, *(one.id for one in answer.missing), *(one.row.id for one in answer.changed)]
    assert sorted(told) == sorted(one.id for one in rows)
    matched = {file.path for files in answer.matched.values() for file in files}
    others = [*(one.path for one in answer.unknown), *(one.file.path for one in answer.changed)]
    assert sorted([*matched, *others]) == sorted(file.path for file in every)
    assert answer.is_clean == (not answer.missing and not answer.changed and not answer.unknown)


def verify(*arguments: str) -> int:
    """Compare the folder of papers."""
    return cli.main(["evidence", "verify", APPLICATION, "../papers", *arguments])


def test_a_folder_as_recorded_is_clean(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / "papers" / "sau").mkdir()
    files = [paper(root, "kn.pdf"), paper(root, "sau/anh.jpg", JPEG)]
    assert add(*files, "--type", "promotion") == cli.CLEAN
    paper(root, "sau/bản sao.jpg", JPEG)
    for dropping in (".DS_Store", "Thumbs.db", "~$kn.docx", "._kn.pdf"):
        paper(root, dropping, b"x")
    capsys.readouterr()
    assert verify() == cli.CLEAN
    assert capsys.readouterr().out == (
        "Trùng: cùng một nội dung (1):\n  sau/anh.jpg = sau/bản sao.jpg\n\n"
        "2 khớp, 0 đã đổi, 0 thiếu, 0 chưa ghi, 0 dòng chưa có mã băm.\n"
    )


def test_what_differs_is_told_in_text_and_in_json(
    root: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(paper(root, "kn.pdf"), "--type", "test_report", "--number", "118/KN") == cli.CLEAN
    assert add(paper(root, "anh.jpg", JPEG), "--type", "promotion") == cli.CLEAN
    book.write_bytes(book.read_bytes() + b"mc-03,samples,Mau,,,,,,,,,internal,\n")
    folder = root.parent / "papers"
    (folder / "kn.pdf").write_bytes(b"%PDF-1.4 khac")
    (folder / "anh.jpg").unlink()
    paper(root, "la\x1b[31m.txt", b"x")
    (folder / "lien-ket.pdf").symlink_to("/dev/zero")
    os.mkfifo(folder / "ong.pdf")
    capsys.readouterr()
    assert verify("--format", "json") == cli.FAULTY
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, REPORT)
    assert report["application"] == APPLICATION
    assert [(one["id"], one["file"], one["by"]) for one in report["changed"]] == [
        ("mc-01", "kn.pdf", "title")
    ]
    assert [one["id"] for one in report["missing"]] == ["mc-02"]
    assert [one["file"] for one in report["unknown"]] == ["la\\u001b[31m.txt"]
    assert [one["id"] for one in report["unhashed"]] == ["mc-03"]
    assert [one["file"] for one in report["unread"]] == ["lien-ket.pdf", "ong.pdf"]
    assert (report["matched"], report["clean"]) == ([], False)
    assert verify() == cli.FAULTY
    text = capsys.readouterr().out
    assert "mc-01 “kn” số 118/KN ← kn.pdf (nhận ra theo tên giấy tờ)" in text
    assert "\x1b" not in text
    assert text.endswith(
        "0 khớp, 1 đã đổi, 1 thiếu, 1 chưa ghi, 1 dòng chưa có mã băm, 2 tệp không đọc được.\n"
    )


def test_a_folder_too_large_or_missing_is_status_2(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        paper(root, f"{number}.txt", b"x")
    monkeypatch.setattr("ocop.papers.verification.MAX_FILES", 3)
    assert verify() == cli.FAILED
    assert "hơn 3 tệp" in capsys.readouterr().err
    deep = root.parent / "papers" / "/".join("a" * 20)
    deep.mkdir(parents=True)
    monkeypatch.setattr("ocop.papers.verification.MAX_FILES", 30)
    assert verify() == cli.FAILED
    assert cli.main(["evidence", "verify", APPLICATION, "../khong-co"]) == cli.FAILED
    assert "khong-co" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["evidence", "add"], ["evidence", "verify"], ["evidence"], ["fmt"]])
def test_help_teaches(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*verb, "--help"])
    assert end.value.code == 0
    assert "ocop" in capsys.readouterr().out
