"""What Lighthouse says of every kind of page, on its own profile of a phone; asserts nothing.

Its lock file stands in `tests/lighthouse/`; installed it takes 185 MB under `.cache/lighthouse/`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench_measure import say
from tests.bench_site import served

LOCKED = Path(__file__).parent / "lighthouse"
LEAST = 95
"""What each score should reach, of 100."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = "--headless=new --no-sandbox --disable-gpu"
_PATIENCE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One page: its scores of 100 by category, and three times of its loading as Lighthouse words them."""

    page: str
    scores: Mapping[str, int]
    largest_paint: str
    layout_shift: str
    blocking: str

    @property
    def line(self) -> str:
        """The audit for people; a score below the least is marked."""
        scores = "".join(
            f"{score:>5}{'!' if score < LEAST else ' '}" for score in (self.scores[one] for one in CATEGORIES)
        )
        return f"{self.page:<58}{scores}  {self.largest_paint:>7}{self.layout_shift:>7}{self.blocking:>9}"


HEAD = f"{'trang (page)':<58}{'perf':>5} {'a11y':>5} {'best':>5} {'SEO':>5}   {'LCP':>7}{'CLS':>7}{'TBT':>9}"


def installed(cache: Path) -> Path | None:
    """Lighthouse's command, installed from the lock file when it is not there yet; None without Node."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    files = sorted(LOCKED.glob("package*.json"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = cache / digest
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not (folder / "complete").exists():
        say("Lighthouse: npm ci")
        shutil.rmtree(cache, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder)
        subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True
        )
        (folder / "complete").touch()
    return command


def audits(command: Path, site: Path, pages: Sequence[str], chromium: str) -> Iterator[Audit]:
    """Ask Lighthouse about each page of a built site."""
    with served(site) as address:
        for page in pages:
            say(f"Lighthouse: /{page}")
            yield _audit(command, page, address, chromium)


def _audit(command: Path, page: str, address: str, chromium: str) -> Audit:
    asked = ["node", str(command), address + page, "--quiet", "--output=json", "--output-path=stdout"]
    done = subprocess.run(
        [*asked, f"--chrome-flags={_FLAGS}", "--no-enable-error-reporting"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=_PATIENCE,
    )
    found = json.loads(done.stdout)
    times = found["audits"]

    def shown(name: str) -> str:
        return str(times[name].get("displayValue", "?")).replace("\u00a0", " ")

    return Audit(
        page=f"/{page}",
        scores={one: round((found["categories"][one]["score"] or 0) * 100) for one in CATEGORIES},
        largest_paint=shown("largest-contentful-paint"),
        layout_shift=shown("cumulative-layout-shift"),
        blocking=shown("total-blocking-time"),
    )
