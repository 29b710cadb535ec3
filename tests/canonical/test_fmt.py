"""`ocop fmt`: what it rewrites, what it leaves alone, and what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ocop import cli
from ocop.canonical import Formatter, formattable
from ocop.load.tree import FolderTree
from ocop.source import Document, Table, decoded, read_document, read_table
from tests.canonical.test_documents import sorted_by_key
from tests.cases_of import CASES, REPOSITORY, follow, read

PRODUCER = "dossiers/hop-tac-xa-mau"
PRODUCT = f"{PRODUCER}/ca-phe-mau"
UNTIDY = 'record: {gathered_on: "2026-11-23", standing: gathered}\nname: "HTX Mẫu"\nschema: producer/1'
TIDY = "schema: producer/1\nname: HTX Mẫu\nrecord:\n  standing: gathered\n  gathered_on: 2026-11-23\n"


def values(path: str, content: bytes) -> object:
    """What the reader makes of a file."""
    text, _ = decoded(path, content)
    assert text is not None
    reading: Document | Table | None
    if path.endswith(".yml"):
        reading, _ = read_document(path, text)
        assert reading is not None
        return sorted_by_key(reading.value)
    reading, _ = read_table(path, text)
    assert reading is not None
    return [dict(row.cells) for row in reading.rows]


@pytest.mark.parametrize(
    "root_of", [REPOSITORY, *sorted((CASES / "good").iterdir())], ids=lambda path: path.name
)
def test_every_sound_file_keeps_its_values_and_is_formatted_once_and_for_all(root_of: Path) -> None:
    tree = FolderTree(root_of)
    formatter = Formatter(tree, REPOSITORY / "schemas")
    entries = list(formattable(tree.folder("dossiers")))
    assert len(entries) > 2
    for entry in entries:
        one = formatter.formatted(entry)
        assert one.after is not None, one.found
        assert values(one.path, one.after) == values(one.path, one.before)
        assert formatter.canonical(one.path, one.after.decode("utf-8"))[0] == one.after.decode("utf-8")


def test_an_untidy_file_is_rewritten_and_keeps_its_mode(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / PRODUCER / "producer.yml"
    file.write_text(UNTIDY, "utf-8")
    file.chmod(0o640)
    assert cli.main(["fmt"]) == cli.CLEAN
    assert file.read_text("utf-8") == TIDY
    assert file.stat().st_mode & 0o777 == 0o640
    output, errors = capsys.readouterr()
    assert output == f"{PRODUCER}/producer.yml\n"
    assert errors == "3 tệp: 1 đã sắp lại, 2 giữ nguyên.\n"
    assert read(root).diagnostics == ()
    assert cli.main(["fmt"]) == cli.CLEAN
    assert capsys.readouterr().out == ""


def test_the_printed_patch_is_what_fmt_would_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PRODUCER / "producer.yml").write_text(UNTIDY, "utf-8")
    history = root / PRODUCT / "history.csv"
    history.write_bytes(history.read_bytes().replace(b"\n", b"\r\n"))
    before = {path: path.read_bytes() for path in (root / "dossiers").rglob("*") if path.is_file()}
    assert cli.main(["fmt", "--check", "dossiers"]) == cli.FAULTY
    assert {path: path.read_bytes() for path in (root / "dossiers").rglob("*") if path.is_file()} == before
    output, errors = capsys.readouterr()
    assert "\\ No newline at end of file\n" in output
    assert errors == "3 tệp: 2 cần sắp lại, 1 giữ nguyên.\n"
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn"], cwd=root, check=True, input=output.encode("utf-8")
    )
    assert (root / PRODUCER / "producer.yml").read_text("utf-8") == TIDY
    assert cli.main(["fmt", "--check"]) == cli.CLEAN
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name: [\n", "OCOP-201"),
        (b"name: a\nname: b\n", "OCOP-202"),
        (b"", "OCOP-008"),
        (b"\xff\xfe\x00", "OCOP-002"),
        ("schema: producer/1\nname: C\xb5 ph\xaa M\xc9u Th\xf6 Nghi\xd6m\n".encode("latin-1"), "OCOP-003"),
        ("schema: producer/1\nname: a\u202eb\n".encode(), "OCOP-006"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(
    content: bytes, says: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / PRODUCER / "producer.yml"
    file.write_bytes(content)
    (root / PRODUCT / "product.yml").write_text(
        (root / PRODUCT / "product.yml").read_text("utf-8").replace("product/1", '"product/1"'), "utf-8"
    )
    assert cli.main(["fmt"]) == cli.FAULTY
    assert file.read_bytes() == content
    output, errors = capsys.readouterr()
    assert says in errors
    assert output == f"{PRODUCT}/product.yml\n"


def test_links_and_devices_are_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text(UNTIDY, "utf-8")
    follow(
        {"delete": {f"{PRODUCER}/producer.yml": 1}, "symlink": {f"{PRODUCER}/producer.yml": str(outside)}},
        root,
    )
    assert cli.main(["fmt"]) == cli.FAULTY
    assert outside.read_text("utf-8") == UNTIDY
    assert "OCOP-101" in capsys.readouterr().err


def test_what_has_no_form_of_its_own_is_no_concern_of_the_formatter(root: Path) -> None:
    product = root / PRODUCT
    (product / "story.md").symlink_to("/dev/null")
    (product / "history.csv").chmod(0o755)
    assert cli.main(["fmt", "--check"]) == cli.CLEAN


def test_only_what_is_asked_for_is_touched(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PRODUCER / "producer.yml").write_text(UNTIDY, "utf-8")
    assert cli.main(["fmt", PRODUCT]) == cli.CLEAN
    assert (root / PRODUCER / "producer.yml").read_text("utf-8") == UNTIDY
    assert cli.main(["fmt", f"{PRODUCER}/producer.yml"]) == cli.CLEAN
    assert (root / PRODUCER / "producer.yml").read_text("utf-8") == TIDY
    capsys.readouterr()


@pytest.mark.parametrize("path", ["schemas/producer.schema.json", "nowhere", "..", "plan/2026/plan.yml"])
def test_what_is_no_dossier_file_is_refused(
    path: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (root / "schemas").is_dir()
    assert cli.main(["fmt", path]) == cli.FAILED
    assert path.rpartition("/")[2] in capsys.readouterr().err


def test_decomposed_text_and_a_mark_are_put_right(root: Path) -> None:
    file = root / PRODUCER / "producer.yml"
    decomposed = TIDY.replace("Mẫu", "Ma\u0302\u0303u")
    file.write_bytes(b"\xef\xbb\xbf" + decomposed.encode())
    assert cli.main(["fmt"]) == cli.CLEAN
    assert file.read_text("utf-8") == TIDY
