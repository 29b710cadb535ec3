"""How every test runs: no clock decides a property, and on CI no luck either."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cases_of import REPOSITORY, SOUND

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever has the time ask for what is spared otherwise."""
    parser.addoption(
        "--every-window", action="store_true", help="ask axe all its rules of every page in all six windows"
    )


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound registry with its schemas, which is also the current folder."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    monkeypatch.chdir(root)
    return root
