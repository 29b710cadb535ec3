"""The real site, built once a session, and a browser that is held to this machine."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ProxySettings, Request, sync_playwright

import setup
from ocop.load.registry import load
from ocop.site.build import build
from tests.site.every_state import AS_OF, REPOSITORY, every_state, hostile, surroundings
from tests.site.limits import short_pages
from tests.site.named_registry import golden_names
from tests.site.search_registry import write_search_registry
from tests.synthetic import generate

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# To other hosts a browser could only go through a door that is shut.
NOWHERE: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
_HERE = ("http://127.0.0.1:", "data:", "blob:")
# Pages looked at side by side.
_TABS = 8
# Seconds without a question after which a page is at rest, and after which an answer counts as lost.
_REST, _LOST = 0.5, 10
COMMIT = "89abcdef0123456789abcdef0123456789abcdef"
HARM = "<script>window.harm=1</script>\"><img src=x onerror='window.harm=1'>{{ 7*7 }}${7*7}"


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's dossiers with a product in every state added."""
    root = surroundings(tmp_path_factory.mktemp("real"))
    shutil.copytree(REPOSITORY / "dossiers", root / "dossiers")
    every_state(root)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1, commit=COMMIT).output


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose one dossier carries markup in every text field."""
    root = surroundings(tmp_path_factory.mktemp("hostile"))
    hostile(root, HARM)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose registry runs over several pages."""
    root = tmp_path_factory.mktemp("long") / "tree"
    generate(root, 450, 1)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


@pytest.fixture(scope="session")
def cut_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose lists are longer than a page may show, because a page may show next to nothing."""
    root = tmp_path_factory.mktemp("cut") / "tree"
    generate(root, 300, 20231114)
    with short_pages():
        return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the golden registry, made to be searched."""
    root = surroundings(tmp_path_factory.mktemp("search"))
    write_search_registry(root)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


@pytest.fixture(scope="session")
def named_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose products bear the golden names, in folders that say nothing of their order."""
    root = surroundings(tmp_path_factory.mktemp("named"))
    golden_names(root)
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is missing with the site's own page, as a real host does."""
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            content = page.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            super().send_error(code, message, explain)


class _Server(ThreadingHTTPServer):
    # Eight tabs ask at once; whoever finds the queue full would wait for seconds, or half a minute.
    request_queue_size = 128


def served(folder: Path) -> Iterator[str]:
    """Yield the address of a folder that is served meanwhile, on this machine only."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """Where the real site is served, on this machine only."""
    yield from served(real_site)


@pytest.fixture(scope="session")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    """Where the hostile site is served."""
    yield from served(hostile_site)


@pytest.fixture(scope="session")
def long_address(long_site: Path) -> Iterator[str]:
    """Where the long site is served."""
    yield from served(long_site)


@pytest.fixture(scope="session")
def cut_address(cut_site: Path) -> Iterator[str]:
    """Where the site of cut lists is served."""
    yield from served(cut_site)


@pytest.fixture(scope="session")
def search_address(search_site: Path) -> Iterator[str]:
    """Where the golden registry's site is served."""
    yield from served(search_site)


@pytest.fixture(scope="session")
def named_address(named_site: Path) -> Iterator[str]:
    """Where the site of the golden names is served."""
    yield from served(named_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium found through OCOP_CHROMIUM or on the path."""
    found = setup.browser()
    if found is None:
        pytest.fail("no Chromium: install one or set OCOP_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield chromium
        chromium.close()


@dataclass(slots=True)
class Visitor:
    """A reader's browser window with everything it asked for and every error it met."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # What was asked and not answered yet, and since when.
    waiting: dict[Request, float] = field(default_factory=dict)
    asked: float = 0.0

    def rest(self) -> None:
        """Wait until nothing more is asked for half a second and everything has come.

        Playwright's "networkidle" waits for ever when the browser does not tell of one answer, which
        tabs in the background do once in thousands of pages; here such an answer is given up.
        """
        begun = time.monotonic()
        while True:
            now = time.monotonic()
            if now - max(begun, self.asked) >= _REST and all(
                now - since >= _LOST for since in self.waiting.values()
            ):
                return
            self.page.wait_for_timeout(50)

    def open(self, url: str) -> Page:
        """Go to `url` and insist that it is there."""
        response = self.page.goto(url)
        assert response is not None
        assert response.status == 200, url
        return self.page

    def side_by_side(self, urls: Sequence[str]) -> Iterator[list[tuple[str, Page]]]:
        """Open pages a few at a time, each in a tab of its own, so that one wait serves several."""
        tabs = [self.context.new_page() for _ in range(min(_TABS, len(urls)))]
        for start in range(0, len(urls), _TABS):
            group = list(zip(urls[start : start + _TABS], tabs, strict=False))
            for url, tab in group:
                tab.goto(url, wait_until="commit")
            for _, tab in group:
                tab.wait_for_load_state()
            yield group
        for tab in tabs:
            tab.close()


@dataclass(frozen=True, slots=True)
class Visitors:
    """Makes visitors of any width, scheme and with or without JavaScript."""

    browser: Browser
    contexts: list[BrowserContext]

    def leave(self) -> None:
        """Close all windows."""
        for context in self.contexts:
            context.close()

    def come(
        self,
        *,
        width: int = 1280,
        scheme: str = "light",
        javascript: bool = True,
        zone: str = "Asia/Ho_Chi_Minh",
    ) -> Visitor:
        """Open a window."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=javascript,
            timezone_id=zone,
            reduced_motion="reduce",
            proxy=NOWHERE,
        )
        self.contexts.append(context)
        visitor = Visitor(page=context.new_page(), context=context)

        def asked(request: Request) -> None:
            visitor.requests.append(request.url)
            visitor.asked = visitor.waiting[request] = time.monotonic()

        def answered(request: Request) -> None:
            visitor.waiting.pop(request, None)

        def failed(request: Request) -> None:
            answered(request)
            # What the page's own policy stops never leaves the browser.
            if request.failure != "csp" and not request.url.startswith(_HERE):
                visitor.refused.append(request.url)

        # Listened to and not intercepted, which would cost the browser its cache.
        context.on("request", asked)
        context.on("requestfinished", answered)
        context.on("requestfailed", failed)
        context.on("weberror", lambda error: visitor.errors.append(str(error.error)))
        context.on("console", lambda line: visitor.errors.append(line.text) if line.type == "error" else None)
        return visitor


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Windows that close with the test."""
    made = Visitors(browser, [])
    yield made
    made.leave()
