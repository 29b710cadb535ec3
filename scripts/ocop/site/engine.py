"""The hand-written pages and shells as MkDocs or Zensical builds them, kept until their sources change."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import mkdtemp

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from ocop.site.page import SiteError

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LISTING = ".files.json"
_SEARCH_INDEXES = {"search.json", "search_index.json"}
_THEME_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")
_LIBRARIES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions", "zensical")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')


class Engine(StrEnum):
    """A builder of hand-written pages that reads `mkdocs.yml`."""

    MKDOCS = "mkdocs"
    ZENSICAL = "zensical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the engine left in `folder`: `files` gives each file's sha256 by its path from there.

    `base_url` is the address the engine believes the site to have; `fresh` is False when nothing had
    changed since an earlier run and the engine was not started at all.
    """

    folder: Path
    files: Mapping[str, str]
    base_url: str
    fresh: bool


def built(root: Path, cache: Path, engine: Engine = Engine.MKDOCS, base_url: str | None = None) -> Built:
    """Build `mkdocs.yml` and `docs/` of `root` into a folder under `cache`, or return the one standing there.

    One run at a time for one `cache`. `base_url` overrides the address in `mkdocs.yml`, which has to take
    it from OCOP_BASE_URL. SiteError with the engine's own words when it fails; a warning is a failure too.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for leftover in cache.glob(".work-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    environment = _environment(base_url)
    configuration(root)
    folder = cache / f"{engine}-{_digest(root, engine, environment)[:20]}"
    listing = folder / _LISTING
    fresh = not listing.exists()
    if fresh:
        # Our own temporary folder, renamed when complete: a killed run leaves nothing that looks finished.
        work = Path(mkdtemp(prefix=".work-", dir=cache))
        try:
            _move_finished(_run(root, work, engine, environment), folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        for other in cache.glob(f"{engine}-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    files: dict[str, str] = json.loads(listing.read_text("utf-8"))
    return Built(folder=folder, files=files, base_url=_base_url(folder, base_url), fresh=fresh)


def listed(folder: Path) -> Built:
    """A folder an engine has filled, as it stands; SiteError when there is no home page in it."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return Built(folder=folder, files=files, base_url=_base_url(folder, None), fresh=True)


def is_shell(path: str) -> bool:
    """Whether a built file is a shell, from which pages are made and which is itself not published."""
    return path.startswith("_shell/")


def configuration(root: Path) -> Mapping[str, object]:
    """What `mkdocs.yml` says, as MkDocs reads it; SiteError when there is none to read."""
    try:
        with (root / "mkdocs.yml").open("rb") as file:
            settings: object = yaml_load(file)
    except (OSError, MkDocsException) as error:
        raise SiteError(f"mkdocs.yml in {root} cannot be read: {error}") from error
    return settings if isinstance(settings, dict) else {}


def _environment(base_url: str | None) -> dict[str, str]:
    # A fixed epoch, not today's: what an engine writes must not depend on when it was run.
    fixed = {"NO_MKDOCS_2_WARNING": "1", "OCOP_ENGINE_ONLY": "1", "SOURCE_DATE_EPOCH": "315532800"}
    address = {"OCOP_BASE_URL": base_url} if base_url else {}
    return {**os.environ, **fixed, **address, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}


def _digest(root: Path, engine: Engine, environment: Mapping[str, str]) -> str:
    digest = hashlib.sha256(f"{engine}\n{environment.get('OCOP_BASE_URL', '')}\n".encode())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            continue
    digest.update(Path(__file__).read_bytes())
    for path in _inputs(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield root / "mkdocs.yml"
    for folder in _folders(root):
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file())


def _folders(root: Path) -> list[str]:
    """The folders an engine reads: the pages and, where there are any, the theme's overrides."""
    theme = configuration(root).get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    return ["docs"] if custom is None or custom.startswith("docs/") else ["docs", str(custom)]


def _run(root: Path, work: Path, engine: Engine, environment: Mapping[str, str]) -> Path:
    if engine is Engine.MKDOCS:
        staging = work / "site"
        _start([engine, "build", "--strict", "-d", str(staging.resolve())], root, environment)
        return staging
    # Zensical takes no target folder and insists on one inside the project: it gets a copy of the project.
    shutil.copy(root / "mkdocs.yml", work)
    for folder in _folders(root):
        shutil.copytree(root / folder, work / folder)
    _start([engine, "build", "--strict", "-f", "mkdocs.yml"], work, environment)
    return work / str(configuration(root).get("site_dir", "site"))


def _start(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    outcome = subprocess.run(  # noqa: S603 - our own interpreter and a fixed list of words
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if outcome.returncode:
        words, _, trace = (
            _COLOURS.sub("", outcome.stdout).strip().partition("Traceback (most recent call last)")
        )
        last = trace.rpartition("\n")[2]
        raise SiteError(f"{arguments[0]} failed with status {outcome.returncode}:\n{words}{last}")


def _move_finished(staging: Path, folder: Path) -> None:
    """Drop what is needless, list the rest, and give the folder its name in one step."""
    drop_needless(staging)
    (staging / _LISTING).write_text(json.dumps(listed(staging).files), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    staging.replace(folder)


def drop_needless(folder: Path) -> None:
    """Delete what the theme ships and no page asks for: source maps, the built-in search, unused scripts.

    The engine's sitemap goes too: ours is written from the addresses really published.
    """
    pages = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    for path in sorted(folder.rglob("*")):
        of_theme = path.relative_to(folder).as_posix().startswith(_THEME_FOLDERS)
        unasked = of_theme and path.suffix in {".js", ".css"} and path.name not in pages
        unasked |= path.name in _SEARCH_INDEXES and "assets/javascripts/bundle." not in pages
        if unasked or path.suffix == ".map" or path.name in {"sitemap.xml", "sitemap.xml.gz"}:
            path.unlink()


def _base_url(folder: Path, wanted: str | None) -> str:
    """The site's address as the engine understood it, read where it stands in the built home page."""
    home = folder / "index.html"
    found = _CANONICAL.search(home.read_text("utf-8")) if home.is_file() else None
    if found is None or not found[1].endswith("/"):
        raise SiteError("mkdocs.yml needs a site_url that ends in a slash")
    if not found[
        1
    ].isascii():  # it is in QR symbols and on labels, where a reader may take letters for others
        raise SiteError(f"{found[1]}: a site_url has to be plain ASCII (xn--… for a host's name)")
    if wanted and found[1] != wanted:
        raise SiteError(
            f"mkdocs.yml says {found[1]}, not {wanted}: its site_url must come from OCOP_BASE_URL"
        )
    return found[1]
