"""A build needs no network: in a namespace without one it gives the same bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocop.site.engine import Engine
from tests.site.every_state import AS_OF, every_state, surroundings
from tests.site.mini import tree

_ALONE = ("unshare", "--map-root-user", "--net")
# Connecting a datagram socket sends nothing; it only asks for a way there.
_REACHES_OUT = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"


def _refusal() -> str:
    """Why this machine makes no namespace without a network, blank when it does."""
    if shutil.which("unshare") is None:
        return "no unshare on this machine"
    tried = subprocess.run([*_ALONE, "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else ""


@pytest.fixture(scope="module", autouse=True)
def _namespace() -> None:
    if refusal := _refusal():
        pytest.skip(f"no namespace without a network: {refusal}")


def test_there_is_no_way_out_of_the_namespace() -> None:
    """Control: what is tried below is tried without a network."""
    tried = subprocess.run(
        [*_ALONE, sys.executable, "-c", _REACHES_OUT], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 1
    assert "Network is unreachable" in tried.stderr


@pytest.mark.slow
@pytest.mark.parametrize("engine", Engine)
def test_a_build_without_a_network_gives_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    found = []
    for before in ((), _ALONE):
        root = surroundings(tmp_path / f"tree{len(before)}")
        every_state(root)
        command = (sys.executable, "-m", "ocop.cli", "build", "--engine", engine, "--as-of", str(AS_OF))
        subprocess.run([*before, *command], cwd=root, check=True)
        found.append(tree(root / "site"))
    assert found[0] == found[1]
    assert len(found[0]) > 300
