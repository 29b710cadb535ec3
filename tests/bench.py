"""Measures speed and memory on synthetic registries, beside other tools on the same data; asserts nothing.

Started by `make bench`, or by its path with options (`--help`).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "scripts")]

import setup  # noqa: E402 - started by its path
from tests.bench_lighthouse import HEAD, LEAST, Audit, audits, installed  # noqa: E402 - started by its path
from tests.bench_measure import Measure, killed_with_us, measured, say  # noqa: E402 - the same
from tests.bench_site import Figure, figures  # noqa: E402 - the same
from tests.bench_table import closing, table  # noqa: E402 - the same
from tests.repositories import committed, initialised  # noqa: E402 - the same

SIZES = {"S": 150, "M": 1_000, "L": 20_000}
PARTS = ("check", "review", "build", "site", "lighthouse", "rivals")
_SEED = 2026
_BIN = Path(sys.executable).parent
_PREFIX = "ocop-bench-"
# Rivals that would take minutes at the largest size are measured on so many products and multiplied.
_PACKAGES = 1_000
_PROCESSES = 20
_LONGEST = 300.0
# Of each kind of page beside the products: the first that stands there.
_KINDS = (
    *("so-dang-ky/index.html", "chu-the/index.html", "chu-the/*/index.html"),
    *("dia-ban/index.html", "dia-ban/[0-9]*/index.html", "dia-ban/huyen-cu/*/index.html"),
    *("ke-hoach/index.html", "ke-hoach/*/index.html", "ke-hoach/*/bao-cao/*/index.html"),
    *("han-nop/index.html", "sap-het-han/index.html", "thay-doi/index.html", "du-lieu/index.html"),
    *("quy-dinh/*/index.html", "loi/index.html", "huong-dan/tu-van/index.html", "gioi-thieu/index.html"),
    *("v/index.html", "v/*/index.html", "v/*/tem/index.html"),
)
_CHUNK = 2_000
_STEP = re.compile(r"^(?P<words>.*?): .*\((?P<seconds>[0-9]+[.,][0-9]+) (?:s|giây)\)\s*$", re.MULTILINE)


class Bench:
    """One size's registry and what is measured on it, in order."""

    def __init__(self, work: Path, size: str, wanted: Sequence[str]) -> None:
        self.size = size
        self.products = SIZES[size]
        self.root = work / size
        self.rivals = work / f"{size}-rivals"
        self.rivals.mkdir()
        self._wanted = wanted
        self._edits = 0

    def measures(self, earlier: Sequence[Measure]) -> Iterator[Measure]:
        """Generate the registry, then yield each measurement; `earlier` ones tell what takes too long."""
        maker = (sys.executable, "-m", "tests.synthetic", self.root, str(self.products), str(_SEED))
        made = measured([maker], task="generate", size=self.size, products=self.products, folder=REPOSITORY)
        if made.failed:
            raise SystemExit(f"the generator failed ({made.failed}):\n{made.output}")
        if "check" in self._wanted:
            yield from self._check()
        if "review" in self._wanted:
            yield from self._review()
        if "build" in self._wanted:
            yield from self._build()
        if "rivals" in self._wanted:
            yield from self._rival_checks()
            yield from self._rival_builds(earlier)

    def _measured(self, task: str, *commands: Sequence[str | Path], scale: float = 1.0) -> Measure:
        folder = self.root if task.startswith("ocop") else self.rivals
        return measured(
            commands, task=task, size=self.size, products=self.products, folder=folder, scale=scale
        )

    def _check(self) -> Iterator[Measure]:
        command = (_BIN / "ocop", "--root", self.root, "check")
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        yield self._measured("ocop check, cold", command)
        self._edit()
        yield self._measured("ocop check, 1 changed", command)

    def _review(self) -> Iterator[Measure]:
        """Judge one changed dossier from its base; beside it, one process a file, on a sample."""
        base = committed(initialised(self.root))
        self._edit()
        plain = committed(self.root)
        self._edit(name=True)
        renamed = committed(self.root)
        review = (_BIN / "ocop", "--root", self.root, "review", "--as-of", "2026-11-01", "--base")
        yield self._measured("ocop review, 1 changed", (*review, base, "--head", plain))
        yield self._measured("ocop review, 1 renamed", (*review, plain, "--head", renamed))
        shutil.rmtree(self.root / ".git")
        files = sorted((self.root / "dossiers").glob("*/*/product.yml"))[:_PROCESSES]
        schema = self.root / "schemas" / "product.schema.json"
        commands = [
            (_BIN / "check-jsonschema", "--quiet", "--schemafile", schema, os.path.relpath(file, self.rivals))
            for file in files
        ]
        yield self._measured(
            "check-jsonschema, a process a file", *commands, scale=self.products / len(files)
        )

    def _build(self) -> Iterator[Measure]:
        command = (_BIN / "ocop", "--root", self.root, "build", "--as-of", "2026-11-01")
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        yield from self._with_parts(self._measured("ocop build, cold", command))
        self._edit()
        yield from self._with_parts(self._measured("ocop build, 1 changed", command))
        yield self._measured("ocop build, 0 changed", command)
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        other = ("--engine", "zensical", "--output", self.rivals / "zensical")
        yield self._measured("ocop build, cold, Zensical", (*command, *other))

    def figures(self, chromium: str) -> Iterator[Figure]:
        """What a reader with a slow phone waits for on this size's site, built if it is not there."""
        if not (self.root / "site").exists():
            built = self._measured("ocop build", (_BIN / "ocop", "--root", self.root, "build"))
            if built.failed:
                raise SystemExit(f"{built.failed}\n{built.output[-2000:]}")
        for figure in figures(self.root / "site", self.size, chromium):
            _told(figure.line)
            yield figure

    @staticmethod
    def _with_parts(whole: Measure) -> Iterator[Measure]:
        """Yield a build, then the steps that its report names, as far as they are worth a line."""
        yield whole
        for found in _STEP.finditer(whole.output):
            seconds = float(found["seconds"].replace(",", "."))
            words = found["words"].strip().lstrip("·- ")
            if seconds >= 0.01:
                yield replace(
                    whole, task=f"  {whole.task} · {words}", wall=seconds, cpu=0.0, peak=0.0, output=""
                )

    def _edit(self, *, name: bool = False) -> None:
        """Change one dossier, as somebody mending a summary (or the product's name) would."""
        self._edits += 1
        folders = sorted((self.root / "dossiers").glob("*/*/product.yml"))
        target = folders[len(folders) // 2]
        lines = [line for line in target.read_text("utf-8").splitlines() if not line.startswith("summary:")]
        lines.append(f"summary: Lần sửa thứ {self._edits} của hồ sơ giả định này.")
        if name:
            lines = [f"name: Tên Giả Định {self._edits}" if one.startswith("name:") else one for one in lines]
        target.write_text("\n".join(lines) + "\n", "utf-8")

    def _rival_checks(self) -> Iterator[Measure]:
        commands: list[list[str | Path]] = []
        for schema, pattern in (("producer", "*/producer.yml"), ("product", "*/*/product.yml")):
            files = sorted((self.root / "dossiers").glob(pattern))
            for start in range(0, len(files), _CHUNK):
                paths = [os.path.relpath(file, self.rivals) for file in files[start : start + _CHUNK]]
                judge = self.root / "schemas" / f"{schema}.schema.json"
                commands.append([_BIN / "check-jsonschema", "--quiet", "--schemafile", judge, *paths])
        yield self._measured("check-jsonschema (YAML)", *commands)
        count = min(self.products, _PACKAGES)
        yield self._helper(
            "frictionless (CSV packages)", "packages", self.root, str(count), scale=self.products / count
        )

    def _rival_builds(self, earlier: Sequence[Measure]) -> Iterator[Measure]:
        hugo = (_BIN / "hugo", "--quiet", "--source", "hugo")
        mkdocs = (_BIN / "mkdocs", "-q", "build", "-f", "mkdocs/mkdocs.yml")
        for task, engine, command in (
            ("Hugo (product pages)", "hugo", hugo),
            ("MkDocs Material (product pages)", "mkdocs", mkdocs),
        ):
            count = self._affordable(task, earlier)
            goal = self.rivals / engine
            made = self._helper(f"pages for {engine}", "pages", self.root, goal, engine, str(count))
            if made.failed:
                yield replace(made, task=task)
                continue
            yield self._measured(task, command, scale=self.products / count)

    def _helper(self, task: str, *arguments: str | Path, scale: float = 1.0) -> Measure:
        command = (sys.executable, "-m", "tests.bench_rivals", *arguments)
        return measured(
            [command], task=task, size=self.size, products=self.products, folder=REPOSITORY, scale=scale
        )

    def _affordable(self, task: str, earlier: Sequence[Measure]) -> int:
        """How many products can be measured in a few minutes, judged by the sizes before."""
        each = max((one.each for one in earlier if one.task == task and not one.failed), default=0.0) / 1000
        most = int(_LONGEST / each) if each else self.products
        return min(self.products, most)


@contextlib.contextmanager
def workshop(keep: Path | None) -> Iterator[Path]:
    """A folder for everything made here, deleted at the end unless it is to be kept.

    What a killed run left behind is deleted by the next one, which knows it by the dead process's number.
    """
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _choices(allowed: Sequence[str]) -> Callable[[str], list[str]]:
    def chosen(text: str) -> list[str]:
        wanted = text.split(",")
        unknown = [one for one in wanted if one not in allowed]
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: {', '.join(allowed)}")
        return [one for one in allowed if one in wanted]

    return chosen


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo tốc độ và bộ nhớ. (Measure speed and memory.)")
    parser.add_argument(
        "--sizes", type=_choices(tuple(SIZES)), default=list(SIZES), metavar="S,M,L",
        help="cỡ sổ đăng ký: S 150, M 1.000, L 20.000 sản phẩm (sizes)",
    )  # fmt: skip
    parser.add_argument(
        "--only", type=_choices(PARTS), default=list(PARTS), metavar=",".join(PARTS),
        help="chỉ đo phần này (only these parts)",
    )  # fmt: skip
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="ghi thêm kết quả ra tệp JSON (also as JSON)"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="làm trong thư mục này và giữ lại (work here, keep it)"
    )
    return parser.parse_args()


def _pages(site: Path) -> list[str]:
    """One page of each kind of a built site, and five products."""
    products = sorted(site.glob("san-pham/*/*/index.html"))
    kinds = [
        *products[:: max(1, len(products) // 5)][:5],
        *(next(iter(sorted(site.glob(pattern))), None) for pattern in _KINDS),
    ]
    found = [path.parent.relative_to(site).as_posix() for path in kinds if path]
    return ["", *(f"{path}/" for path in found)]


def _audited(work: Path, chromium: str) -> Iterator[Audit]:
    """Lighthouse on the repository's own site."""
    _told(f"Lighthouse, điện thoại (phone), ! = dưới {LEAST} (below)\n{HEAD}")
    command = installed(REPOSITORY / ".cache" / "lighthouse")
    if command is None:
        say("Lighthouse: cần Node và npm, bỏ qua (needs Node and npm, left out)")
        return
    build = (_BIN / "ocop", "--root", REPOSITORY, "build", "--output", work / "real")
    built = measured([build], task="ocop build", size="real", products=1, folder=REPOSITORY)
    if built.failed:
        raise SystemExit(f"{built.failed}\n{built.output[-2000:]}")
    for audit in audits(command, work / "real", _pages(work / "real"), chromium):
        _told(audit.line)
        yield audit


def _chromium(wanted: Sequence[str]) -> str:
    """Where the browser is; blank when none is wanted."""
    if not {"site", "lighthouse"} & set(wanted):
        return ""
    found = setup.browser()
    if found is None:
        raise SystemExit("Cần Chromium: cài, hoặc đặt OCOP_CHROMIUM. (No Chromium: install one or set it.)")
    return found


def _told(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure what is asked for and print the tables; a task that fails is shown as failed."""
    arguments = _arguments()
    started = time.perf_counter()
    chromium = _chromium(arguments.only)
    done: list[Measure] = []
    seen: list[Figure] = []
    judged: list[Audit] = []
    with killed_with_us(), workshop(arguments.keep) as work:
        for size in arguments.sizes:
            bench = Bench(work, size, arguments.only)
            for measure in bench.measures(tuple(done)):
                done.append(measure)
                if measure.failed:
                    say(f"  thất bại (failed): {measure.failed}\n{measure.output[-2000:]}")
            if "site" in arguments.only:
                seen += bench.figures(chromium)
            if arguments.keep is None:
                shutil.rmtree(work / size, ignore_errors=True)
                shutil.rmtree(work / f"{size}-rivals", ignore_errors=True)
        if "lighthouse" in arguments.only:
            judged += _audited(work, chromium)
    sys.stdout.write(f"{table(done)}\n{closing(done, time.perf_counter() - started)}\n")
    if arguments.json:
        found = [*(one.plain() for one in done), *map(asdict, seen), *map(asdict, judged)]
        arguments.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
