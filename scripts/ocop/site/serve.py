"""Look at the site on this machine: served where it is published, built anew when a source changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ocop.site.page import SiteError

_SOURCES = ("docs", "dossiers", "plan", "schemas", "mkdocs.yml")


class _Handler(SimpleHTTPRequestHandler):
    """Files as GitHub Pages serves them: an unknown address shows 404.html; browsers keep nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: whoever looks at pages wants to see builds and faults, not requests."""


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder `site` on this machine only; port 0 picks a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))


def serve(
    root: Path,
    site: Path,
    rebuild: Callable[[], object],
    *,
    port: int,
    say: Callable[[str], None],
    stopped: threading.Event | None = None,
) -> None:
    """Build and serve until interrupted (or `stopped`), and rebuild whenever a source changes.

    `rebuild` must not fork, since the server runs in a thread of this process. A rebuild that fails is
    told and leaves the last good site standing; SiteError when the first one fails or the port is taken.
    """
    stopped = stopped or threading.Event()
    before = snapshot(root)
    rebuild()
    try:
        pages = server(site, port)
    except OSError as error:
        raise SiteError(f"port {port}: {error}") from error
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    say(f"http://127.0.0.1:{pages.server_port}/  (Ctrl+C để dừng)")
    try:
        while not stopped.wait(1):
            now = snapshot(root)
            if now != before:
                before = now
                try:
                    rebuild()
                except SiteError as error:
                    say(str(error))
    except KeyboardInterrupt:
        pass
    finally:
        pages.shutdown()
        pages.server_close()


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """The time and size of every source, by path."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in _files(root)}


def _files(root: Path) -> Iterator[Path]:
    for name in _SOURCES:
        source = root / name
        if source.is_file():
            yield source
        else:
            yield from (path for path in source.rglob("*") if path.is_file())
