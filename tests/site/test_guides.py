"""The guides are true: their examples pass the checks and their commands exist."""

from __future__ import annotations

import csv
import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from ocop import cli
from ocop.codes import BY_ID
from ocop.diagnostics import Severity
from ocop.load.registry import load
from tests.drawn_photos import jpeg, pack
from tests.site.every_state import REPOSITORY, surroundings

_GOOD = REPOSITORY / "tests/cases/good"
_SAMPLES = REPOSITORY / "docs/huong-dan/ho-so-mau.md"
_GUIDES = sorted((REPOSITORY / "docs/huong-dan").glob("*.md"))
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


# Each block of the samples' page stands under a remark that says where it comes from.
_MARKED = re.compile(r"(?:<!-- ([^\n]+?) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)


def _blocks(path: Path, language: str) -> list[str]:
    return [text for kind, text in _BLOCK.findall(path.read_text("utf-8")) if kind == language]


def test_the_consultant_s_example_passes_the_checks(tmp_path: Path) -> None:
    guide = REPOSITORY / "docs/huong-dan/tu-van.md"
    producer, product, more, pictures = _blocks(guide, "yaml")
    header, rows = (text for text in _blocks(guide, "text") if "," in text.split("\n")[0])
    root = surroundings(tmp_path / "tree")
    folder = root / "dossiers/htx-vi-du/ca-phe-vi-du"
    folder.mkdir(parents=True)
    (folder.parent / "producer.yml").write_text(producer, "utf-8")
    (folder / "product.yml").write_text(product + more + pictures, "utf-8")
    (folder / "images").mkdir()
    (folder / "images/tui-500g.jpg").write_bytes(jpeg(pack(400, 300)))
    (folder / "history.csv").write_text(header + rows, "utf-8")
    loaded = load(root)
    assert [one for one in loaded.diagnostics if one.code.severity is Severity.ERROR] == []
    assert loaded.registry.products["htx-vi-du/ca-phe-vi-du"].events[1].star == 3
    assert loaded.registry.products["htx-vi-du/ca-phe-vi-du"].packs == ("túi 500 g",)
    (paper,) = loaded.registry.products["htx-vi-du/ca-phe-vi-du"].certificates
    assert paper.valid_through == date(2028, 3, 31)
    (picture,) = loaded.registry.products["htx-vi-du/ca-phe-vi-du"].pictures
    assert picture.consent
    assert picture.sight


@pytest.mark.parametrize("guide", _GUIDES, ids=lambda path: path.stem)
def test_every_command_in_a_guide_is_understood(guide: Path) -> None:
    for block in _blocks(guide, "sh"):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0] == "ocop":
                cli.arguments.parser().parse_args(words[1:])


@pytest.mark.parametrize("guide", _GUIDES, ids=lambda path: path.stem)
def test_every_code_in_a_guide_exists(guide: Path) -> None:
    assert set(re.findall(r"OCOP-\d{3}", guide.read_text("utf-8"))) <= set(BY_ID)


def test_the_plan_s_columns_in_the_office_s_guide_are_the_real_ones() -> None:
    (header,) = _blocks(REPOSITORY / "docs/huong-dan/van-phong.md", "text")
    real = (REPOSITORY / "plan/2023/actuals.csv").read_text("utf-8-sig").splitlines()[0]
    assert header.strip() == real


def _marked(*languages: str) -> list[tuple[str, str]]:
    """The blocks of the samples' page in these languages, each with its remark."""
    found = _MARKED.findall(_SAMPLES.read_text("utf-8"))
    return [(remark, text) for remark, language, text in found if language in languages]


def _sample_folder(sample: str) -> Path:
    (folder,) = (path.parent for path in (_GOOD / sample / "dossiers").glob("*/*/product.yml"))
    return folder


def _is_excerpt(shown: str, whole: str) -> bool:
    """Whether the pieces between the lines `…` follow each other in a file, each as whole lines."""
    place = 0
    for piece in re.split(r"^…\n", f"\n{shown}", flags=re.MULTILINE):
        text = piece.strip("\n")
        found = re.compile(rf"^{re.escape(text)}$", re.MULTILINE).search(whole, place)
        if text and found is None:
            return False
        place = found.end() if found else place
    return True


def test_every_excerpt_of_a_sample_is_in_its_file_word_by_word() -> None:
    shown = _marked("yaml", "csv")
    seen = set()
    for remark, text in shown:
        sample, name = remark.split()
        whole = (_sample_folder(sample) / name).read_text("utf-8")
        assert _is_excerpt(text, whole), (remark, text)
        seen.add((sample, name.rpartition("/")[2]))
    assert {sample for sample, _ in seen} == {path.name for path in _GOOD.glob("sample-*")}
    coffee = {path.name for path in (_sample_folder("sample-coffee") / "2026-1").iterdir()}
    assert coffee <= {name for _, name in seen}, "the page walks through every file of an application"
    assert _is_excerpt("a\n…\nc\n", "a\nb\nc\n")
    assert not _is_excerpt("a\nc\n", "a\nb\nc\n")
    assert not _is_excerpt("c\n…\na\n", "a\nb\nc\n")
    assert not _is_excerpt("b\n", "a\nab\nc\n")


def test_a_row_shown_cell_by_cell_is_the_row_of_its_file() -> None:
    text = _SAMPLES.read_text("utf-8")
    shown = re.findall(r"<!-- cells (\S+) (\S+) (\S+) -->\n\n((?:\|.*\n)+)", text)
    assert shown
    for sample, name, identifier, table in shown:
        described = json.loads((REPOSITORY / f"schemas/{Path(name).stem}.table.json").read_text("utf-8"))
        titles = {column["name"]: column["title"] for column in described["fields"]}
        with (_sample_folder(sample) / name).open(encoding="utf-8", newline="") as file:
            (row,) = (row for row in csv.DictReader(file) if row["id"] == identifier)
        cells = re.findall(r"^\| (.+) `(\w+)` \| (.*) \|$", table, re.MULTILINE)
        found = [
            (title, key, value.strip(" `").replace("\\|", "|").replace("<wbr>", ""))
            for title, key, value in cells
        ]
        assert found == [(titles[key], key, value) for key, value in row.items()]
    rows = (_sample_folder("sample-coffee") / "2026-1/evidence.csv").read_text("utf-8").splitlines()[1:]
    assert len(rows) == 16
    assert "Mười sáu dòng" in text


def test_the_samples_page_names_every_file_there_is() -> None:
    (layout,) = (text for remark, text in _marked("text") if not remark)
    coffee = _sample_folder("sample-coffee")
    on_disk = {path.name for path in coffee.parent.rglob("*")} | {coffee.parent.name}
    assert {line.split()[0].rstrip("/") for line in layout.splitlines()} == on_disk


def test_a_command_on_the_samples_page_prints_what_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = _marked("sh")
    outputs = [text for remark, text in _marked("text") if remark == "output"]
    assert len(commands) == len(outputs) >= 1
    for (remark, command), expected in zip(commands, outputs, strict=True):
        _, sample, application = remark.split()
        monkeypatch.chdir(_sample_folder(sample) / application)
        assert cli.main(shlex.split(command)[1:]) == 0
        assert capsys.readouterr().out == expected


def test_the_samples_say_what_they_are_and_show_nowhere_else(real_site: Path) -> None:
    own = real_site / "huong-dan/ho-so-mau/index.html"
    page = own.read_text("utf-8")
    assert "không có thật" in page
    assert "không được đếm ở con số nào" in page
    for path in sorted(real_site.rglob("*")):
        if path.is_file() and path != own:
            content = path.read_bytes()
            assert "Mẫu Giả định".encode() not in content, path
            assert b"sample-coffee" not in content, path
