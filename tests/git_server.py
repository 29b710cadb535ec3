"""A Git server on this machine only: bare repositories over HTTP, forks, and pull requests as GitHub does.

Git's own `http-backend` does the work. Everybody may read; only who a repository belongs to may push to it.
"""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.repositories import git

OFFICE = "van-phong-a"
MAIN = "kho-chung"


@dataclass(frozen=True, slots=True)
class GitServer:
    """The bare repositories below `folder`, each `<owner>/so.git`, and the port they are served on."""

    folder: Path
    port: int

    def address(self, owner: str, login: str = "") -> str:
        """Where a repository is, for somebody who logs in, or for anybody."""
        who = f"{login}:khong-bi-mat@" if login else ""
        return f"http://{who}127.0.0.1:{self.port}/{owner}/so.git"

    def bare(self, owner: str) -> Path:
        """The folder of a repository."""
        return self.folder / owner / "so.git"

    def forked(self, login: str) -> None:
        """Give somebody a repository of their own with all that the common one holds."""
        self.bare(login).parent.mkdir()
        git(self.folder, "clone", "-q", "--bare", str(self.bare(MAIN)), str(self.bare(login)))

    def pull_request(self, number: int, login: str, branch: str) -> None:
        """Open a pull request, or bring it up to date: the common repository gets its head, as on GitHub."""
        refs = f"+refs/heads/{branch}:refs/pull/{number}/head"
        git(self.bare(MAIN), "fetch", "-q", str(self.bare(login)), refs)


@contextmanager
def serving(folder: Path) -> Iterator[GitServer]:
    """Serve the repositories below `folder` until the block ends."""
    server = _Server(folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield GitServer(folder, server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A server that knows where the repositories are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Hands each request to Git's own program, and its answer back."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer what a client asks to read."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer what a client sends, whole or in chunks."""
        self._answer(self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _login(self) -> str:
        kind, _, given = self.headers.get("Authorization", "").partition(" ")
        return base64.b64decode(given).decode().partition(":")[0] if kind == "Basic" else ""

    def _answer(self, body: bytes) -> None:
        assert isinstance(self.server, _Server)
        url = urlsplit(self.path)
        owner, login = unquote(url.path).split("/")[1], self._login()
        if "git-receive-pack" in self.path and login != (OFFICE if owner == MAIN else owner):
            self.send_response(403 if login else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="so"')
            self.end_headers()
            return
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote(url.path),
            "QUERY_STRING": url.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "REMOTE_USER": login,
            "REMOTE_ADDR": "127.0.0.1",
        }
        done = subprocess.run(
            ("git", "http-backend"), input=body, capture_output=True, check=True, env=environment
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        lines = [line.partition(": ")[::2] for line in head.decode().split("\r\n")]
        status = next((value for name, value in lines if name == "Status"), "200")
        self.send_response(int(status.split()[0]))
        for name, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
