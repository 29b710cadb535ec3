"""The steps from a tree of dossiers to a published site."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ocop.collector import collector_at_rest
from ocop.load.histories import Histories, histories
from ocop.load.last_changes import last_changes
from ocop.load.registry import Loaded
from ocop.site.assembly import assembled
from ocop.site.engine import Engine, built, configuration, drop_needless, listed
from ocop.site.page import Fragment, Page, SiteInput
from ocop.site.pages import pages
from ocop.site.publish import Published, publish

try:
    import fcntl
except ImportError:  # Windows: two builds at a time are the reader's own risk
    fcntl = None  # type: ignore[assignment]

Contents = Callable[[SiteInput], Iterable[Page | Fragment]]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did and how long each step took, in seconds."""

    output: Path
    base_url: str
    engine_ran: bool
    products: int
    published: Published
    seconds: Mapping[str, float]


class _Stopwatch:
    def __init__(self, say: Say) -> None:
        self.seconds: dict[str, float] = {}
        self._say = say
        self._started = time.perf_counter()

    def lap(self, name: str, words: str) -> None:
        """Note how long a step took, from the end of the one before it, and say what came of it."""
        now = time.perf_counter()
        self.seconds[name], self._started = now - self._started, now
        self._say(f"{words} ({self.seconds[name]:.2f}".replace(".", ",") + " giây)")


def build(  # noqa: PLR0913 - each is a choice of whoever runs the tool, and has a name
    root: Path,
    *,
    as_of: date,
    read: Callable[[], Loaded],
    contents: Contents | None = None,
    engine: Engine = Engine.MKDOCS,
    output: Path | None = None,
    base_url: str | None = None,
    commit: str = "",
    workers: int | None = None,
    say: Say = lambda _: None,
) -> BuildReport:
    """Publish the site of the tree `root` at `output` (`site/`), whole or not at all.

    `read` gives the registry, `contents` the pages made of it (everything, by default). `workers` is the
    number of processors unless given, `commit` blank when unknown. Work is kept under `.cache/ocop/site/`;
    a second build waits for a first. SiteError when the engine fails or pages and shells do not fit.
    """
    contents = contents or partial(everything, root=root)
    output = (output or root / "site").absolute()
    cache = root / ".cache" / "ocop" / "site"
    cache.mkdir(parents=True, exist_ok=True)
    watch = _Stopwatch(say)
    with _alone(cache / "lock"):
        staged = built(root, cache / "engine", engine, base_url)
        watch.lap("engine", f"{engine}: {'đã dựng' if staged.fresh else 'không đổi, dùng lại'}")
        base = ground(root)
        past = histories(root, memory_path=cache / "histories.msgpack", version=base)
        site = site_input(root, read(), staged.base_url, as_of, commit, past)
        watch.lap("load", f"đọc hồ sơ: {len(site.registry.products)} sản phẩm")
        with collector_at_rest():
            pieces = assembled(staged, contents(site), base, site.changes)
        watch.lap("pages", f"chuẩn bị: {len(pieces)} tệp")
        published = publish(
            pieces,
            output,
            _slots(cache, root, output),
            workers or os.cpu_count() or 1,
            lambda left: say(f"còn {left} tệp phải dựng"),
        )
        watch.lap("publish", f"công bố: dựng lại {published.rendered} tệp, ghi {published.written}")
    return BuildReport(
        output=output,
        base_url=staged.base_url,
        engine_ran=staged.fresh,
        products=len(site.registry.products),
        published=published,
        seconds=watch.seconds,
    )


def everything(site: SiteInput, root: Path) -> Iterator[Page | Fragment]:
    """Every page and file that is made from the registry."""
    return pages(site, root)


def pour_into(
    folder: Path, root: Path, *, as_of: date, read: Callable[[], Loaded], contents: Contents | None = None
) -> None:
    """Complete a folder that plain `mkdocs build` has just made; not atomic, the engine was not either."""
    drop_needless(folder)
    staged = listed(folder)
    site = site_input(root, read(), staged.base_url, as_of, "", histories(root))
    contents = contents or partial(everything, root=root)
    for piece in assembled(staged, contents(site), ground(root)):
        target = folder / piece.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(piece.content())
    shutil.rmtree(folder / "_shell", ignore_errors=True)


def ground(root: Path) -> str:
    """A digest of what every page depends on: this package's code and templates, and the law."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent.parent, root / "schemas"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def site_input(
    root: Path, loaded: Loaded, base_url: str, as_of: date, commit: str, past: Histories
) -> SiteInput:
    """What pages are made from: the registry and its `past`, the day, what mkdocs.yml says of the site."""
    extra = configuration(root).get("extra")
    settings = extra if isinstance(extra, dict) else {}
    return SiteInput(
        registry=loaded.registry,
        law=loaded.law,
        plans=loaded.plans,
        diagnostics=loaded.diagnostics,
        fingerprints=loaded.fingerprints,
        as_of=as_of,
        base_url=base_url,
        notice_shown=settings.get("unofficial_notice", True) is not False,
        cards_drawn=settings.get("share_cards", True) is not False,
        commit=commit,
        changes=last_changes(root, commit),
        histories=past,
        repo_url=str(settings.get("repo_url") or "").rstrip("/"),
        contact=str(settings.get("contact") or ""),
        contact_phone=str(settings.get("contact_phone") or ""),
        report_email=str(settings.get("report_email") or ""),
    )


def _slots(cache: Path, root: Path, output: Path) -> Path:
    """Each output has slots of its own, named for it and for where it lies."""
    place = hashlib.sha256(os.path.relpath(output, root).encode()).hexdigest()[:8]
    return cache / "slots" / f"{output.name}-{place}"


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other build runs here; a killed build's lock is gone with it and its workers."""
    with lock.open("wb") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
