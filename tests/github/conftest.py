"""A running double, and a guard that lets no test out of this machine."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ocop.github import GitHub, Settings
from tests.github.double import NAME, OWNER, TOKENS, GitHubDouble, serving
from tests.repositories import committed, initialised


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to elsewhere, and every proxy that would make one for us."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and not ipaddress.ip_address(host).is_loopback:
            raise PermissionError(f"a test wanted to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(params=["", "/api/v3"], ids=["github.com", "enterprise"])
def prefix(request: pytest.FixtureRequest) -> str:
    """Where the API lies on its server."""
    return str(request.param)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A repository with one commit; tests that need a whole registry override this."""
    folder = initialised(tmp_path / "registry")
    (folder / "README.md").write_text("Sổ\n", "utf-8")
    committed(folder)
    return folder


@pytest.fixture
def hub(registry: Path) -> Iterator[GitHubDouble]:
    """A running double; a call or an answer that breaks GitHub's own description fails the test."""
    yield from running(GitHubDouble(registry))


def running(double: GitHubDouble) -> Iterator[GitHubDouble]:
    """Let a double run for as long as the test does."""
    server = serving(double)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield double
    server.shutdown()
    server.server_close()
    thread.join()
    assert double.violations == []


def settings_of(hub: GitHubDouble, pause: Callable[[float], None] = lambda _: None, **more: Any) -> Settings:
    """Settings that reach the double and never really wait."""
    token = next(iter(TOKENS))
    return Settings(
        repository=f"{OWNER}/{NAME}",
        token=token,
        api_url=hub.base_url,
        pause=pause,
        **{"read_seconds": 5.0, **more},
    )


@pytest.fixture
def github(hub: GitHubDouble) -> GitHub:
    """The client under test, on the double."""
    return GitHub(settings_of(hub))
