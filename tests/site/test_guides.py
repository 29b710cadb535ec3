"""The guides are true: their examples pass the checks and their commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ocop import cli
from ocop.codes import BY_ID
from ocop.diagnostics import Severity
from ocop.load.registry import load
from tests.site.every_state import REPOSITORY, surroundings

_GUIDES = sorted((REPOSITORY / "docs/huong-dan").glob("*.md"))
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def _blocks(path: Path, language: str) -> list[str]:
    return [text for kind, text in _BLOCK.findall(path.read_text("utf-8")) if kind == language]


def test_the_consultant_s_example_passes_the_checks(tmp_path: Path) -> None:
    guide = REPOSITORY / "docs/huong-dan/tu-van.md"
    producer, product = _blocks(guide, "yaml")
    header, rows = (text for text in _blocks(guide, "text") if "," in text.split("\n")[0])
    root = surroundings(tmp_path / "tree")
    folder = root / "dossiers/htx-vi-du/ca-phe-vi-du"
    folder.mkdir(parents=True)
    (folder.parent / "producer.yml").write_text(producer, "utf-8")
    (folder / "product.yml").write_text(product, "utf-8")
    (folder / "history.csv").write_text(header + rows, "utf-8")
    loaded = load(root)
    assert [one for one in loaded.diagnostics if one.code.severity is Severity.ERROR] == []
    assert loaded.registry.products["htx-vi-du/ca-phe-vi-du"].events[1].star == 3


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
