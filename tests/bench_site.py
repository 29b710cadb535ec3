"""Measures the built site as a slow phone's reader meets it: weight, paint, search, filters; asserts nothing.

A slow phone: 1.6 Mbit/s, 150 ms there and back, a processor a quarter as fast as this machine's.
"""

from __future__ import annotations

import gzip
import json
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench_measure import say

_RUNS = 5
_DOWN, _UP, _DELAY, _SLOWDOWN = 1_600_000 / 8, 750_000 / 8, 150, 4
_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
_QUERIES = ("cà phê", "ca phe", "huong hoa", "n")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

# Typed at once on a page nobody has touched; answers after the first suggestion has been painted.
_FIRST = """query => new Promise((done, late) => {
  setTimeout(late, 30000, new Error("no suggestion in half a minute"));
  const input = document.querySelector("[data-search] input"), started = performance.now();
  new MutationObserver((_, watch) => {
    if (!document.querySelector("[role=option]")) { return; }
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  }).observe(document.body, { childList: true, subtree: true });
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""
# A choice made; answers after the new table has been painted.
_CHANGED = """([name, value]) => new Promise((done, late) => {
  setTimeout(late, 30000, new Error("no new table in half a minute"));
  const select = document.querySelector(`#loc [name="${name}"]`), started = performance.now();
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  }).observe(document.querySelector("[data-registry] tbody"), { childList: true });
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
})"""
_CHOICES = (
    ("sao", "3"),
    ("trang-thai", "expired"),
    ("sao", ""),
    ("trang-thai", "in_force"),
    ("trang-thai", ""),
)
# The largest paint, and by how much tasks held the thread up beyond 50 ms since something was first seen.
_PAINT = """
  window.seen = { first: 0, largest: 0, tasks: [] };
  const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({ type, buffered: true });
  watch("paint", one => { if (one.name === "first-contentful-paint") { seen.first = one.startTime; } });
  watch("largest-contentful-paint", one => { seen.largest = one.startTime; });
  watch("longtask", one => seen.tasks.push([one.startTime + one.duration, one.duration]));
"""
_PAINTED = """() => [seen.largest, seen.tasks.filter(([end]) => end > seen.first)
  .reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0)]"""
_LARGEST_PAINT, _BLOCKING = 2000.0, 100.0
_PRODUCTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured on one size: the best, the median and the worst of some runs."""

    size: str
    task: str
    unit: str
    best: float
    median: float
    worst: float
    limit: float | None = None

    @property
    def line(self) -> str:
        """The figure for people."""
        limit = "" if self.limit is None else f"  (≤ {self.limit:g})"
        runs = f"{self.best:>9.1f} {self.median:>9.1f} {self.worst:>9.1f}"
        return f"{self.size}  {self.task:<52}{runs}  {self.unit}{limit}"


class _Packed(SimpleHTTPRequestHandler):
    """Serves as the host of the published site does: text is compressed, connections stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in _PACKED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)


class _Server(ThreadingHTTPServer):
    """Lets readers go whenever they like: one whose window is closed in mid-answer is no fault."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, as its host would serve it, until the end of the block."""
    server = _Server(("127.0.0.1", 0), partial(_Packed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Phone:
    """A fresh reader with a slow phone and an empty cache."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(
            viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True
        )
        self.page: Page = self.context.new_page()
        self.received: dict[str, float] = {}
        self._addresses: dict[str, str] = {}
        session: CDPSession = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        limits = {"offline": False, "latency": _DELAY, "downloadThroughput": _DOWN, "uploadThroughput": _UP}
        session.send("Network.emulateNetworkConditions", limits)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWDOWN})

    def _answered(self, event: dict[str, object]) -> None:
        response = event["response"]
        if isinstance(response, dict):
            self._addresses[str(event["requestId"])] = str(response["url"])

    def _finished(self, event: dict[str, object]) -> None:
        address = self._addresses.get(str(event["requestId"]), "")
        self.received[address] = float(str(event["encodedDataLength"]))

    def rest(self, address: str) -> float:
        """Open a page, wait until its scripts have run and nothing more comes, and tell how many KB came."""
        self.page.goto(address, wait_until="networkidle")
        self.page.locator("[role=combobox], #loc").first.wait_for()
        self.page.wait_for_timeout(500)
        return sum(self.received.values()) / 1000


def _figure(size: str, task: str, unit: str, values: Sequence[float], limit: float | None = None) -> Figure:
    return Figure(
        size=size,
        task=task,
        unit=unit,
        best=min(values),
        median=statistics.median(values),
        worst=max(values),
        limit=limit,
    )


def _weights(browser: Browser, size: str, address: str, site: Path) -> Iterator[Figure]:
    product = next(site.glob("san-pham/*/*/index.html")).parent.relative_to(site).as_posix()
    for name, path in (("home", ""), ("registry", "so-dang-ky/"), ("product", f"{product}/")):
        phone = _Phone(browser)
        yield _figure(size, f"{name} page at rest", "KB", [phone.rest(address + path)], 100)
        index = [came for one, came in phone.received.items() if one.endswith("rows.json")]
        yield _figure(size, f"{name} page, index before focus", "KB", [sum(index) / 1000], 0)
        phone.context.close()
    packed = len(gzip.compress((site / "so-dang-ky" / "rows.json").read_bytes(), 6)) / 1000
    yield _figure(size, "index, compressed", "KB", [packed])
    scripts = sum(
        len(gzip.compress((site / "assets" / one).read_bytes(), 6)) for one in ("rows.js", "search.js")
    )
    yield _figure(size, "search scripts, compressed", "KB", [scripts / 1000], 5)


def _paints(browser: Browser, size: str, address: str, site: Path) -> Iterator[Figure]:
    products = sorted(site.glob("san-pham/*/*/index.html"))
    shown = products[:: max(1, len(products) // _PRODUCTS)][:_PRODUCTS]
    others = [site / "so-dang-ky/index.html", *sorted(site.glob("ke-hoach/*/index.html"))[:1]]
    names = (*(f"product {number}" for number in range(1, len(shown) + 1)), "registry", "plan")
    for name, file in zip(names, (*shown, *others), strict=False):
        paints, blocks = [], []
        for _ in range(_RUNS):
            phone = _Phone(browser)
            phone.page.add_init_script(_PAINT)
            phone.rest(address + file.parent.relative_to(site).as_posix() + "/")
            largest, blocked = phone.page.evaluate(_PAINTED)
            paints.append(float(largest))
            blocks.append(float(blocked))
            phone.context.close()
        yield _figure(size, f"{name} page, largest paint", "ms", paints, _LARGEST_PAINT)
        yield _figure(size, f"{name} page, thread held up", "ms", blocks, _BLOCKING)


def _searches(browser: Browser, size: str, address: str, site: Path) -> Iterator[Figure]:
    limit = {"M": 1000.0, "L": 3000.0}.get(size)
    codes = json.loads((site / "so-dang-ky" / "rows.json").read_bytes())["codes"]
    for query in (*_QUERIES, next(code for code in codes if code).partition(" | ")[0]):
        cold, warm = [], []
        for _ in range(_RUNS):
            phone = _Phone(browser)
            phone.rest(address + "gioi-thieu/")
            cold.append(float(phone.page.evaluate(_FIRST, query)))
            phone.page.evaluate("document.querySelector('[data-search] input').value = ''")
            phone.page.keyboard.press("Escape")
            warm.append(float(phone.page.evaluate(_FIRST, f"{query} ")))
            phone.context.close()
        yield _figure(size, f"tap to first suggestion, “{query}”", "ms", cold, limit)
        yield _figure(size, f"the same, list already there, “{query}”", "ms", warm)


def _filters(browser: Browser, size: str, address: str) -> Iterator[Figure]:
    limit = {"M": 100.0}.get(size)
    first: list[float] = []
    then: dict[str, list[float]] = {}
    for _ in range(_RUNS):
        phone = _Phone(browser)
        phone.rest(address + "so-dang-ky/")
        first.append(float(phone.page.evaluate(_CHANGED, ["loai", "cooperative"])))
        phone.page.evaluate(_CHANGED, ["loai", ""])
        for name, value in _CHOICES:
            phone.page.locator("[data-registry][aria-busy=false]").wait_for(state="attached")
            phone.page.wait_for_timeout(500)
            took = float(phone.page.evaluate(_CHANGED, [name, value]))
            then.setdefault(f"{name} = {value or 'all'}", []).append(took)
        phone.context.close()
    yield _figure(size, "first filter, list not there yet", "ms", first)
    for name, values in then.items():
        yield _figure(size, f"filter {name}", "ms", values, limit)


def figures(site: Path, size: str, chromium: str) -> Iterator[Figure]:
    """What a reader of a built site waits for: weights, then paints, searches and filters."""
    with sync_playwright() as playwright, served(site) as address:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        say(f"{size}: weights")
        yield from _weights(browser, size, address, site)
        say(f"{size}: paints")
        yield from _paints(browser, size, address, site)
        say(f"{size}: searches")
        yield from _searches(browser, size, address, site)
        say(f"{size}: filters")
        yield from _filters(browser, size, address)
        browser.close()
