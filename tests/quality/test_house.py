"""The house's own rules, those that no tool knows."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "ocop"

FOLDERS = {".ci", ".github", "dossiers", "docs", "plan", "schemas", "scripts", "tests"}
LONGEST_FILE = 450
EMPTY_NAMES = {"base", "common", "constants", "helpers", "manager", "misc", "util", "utils"}

# What the core may not know: files, network, clock, chance, processes, the machine it runs on.
OUTSIDE_WORLD = {
    "asyncio", "builtins", "concurrent", "configparser", "ctypes", "fileinput", "ftplib", "getpass", "glob",
    "http", "importlib", "inspect", "io", "locale", "logging", "mmap", "multiprocessing", "os", "pathlib",
    "pickle", "platform", "random", "secrets", "select", "shelve", "shutil", "signal", "smtplib", "socket",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser",
    "zipfile", "zoneinfo",
}  # fmt: skip
PURE_PATHS = {"PurePath", "PurePosixPath"}
IMPURE_CALLS = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
IMPURE_METHODS = {
    "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir", "now", "read_bytes", "read_text", "rglob",
    "today", "unlink", "utcnow", "write_bytes", "write_text",
}  # fmt: skip

# Dots stand in brackets, so that this file does not break its own rule.
PLACES = {
    "a path of one machine": re.compile(r"(?<![\w.:/-])/(?:work|root|opt/(?:pypi|wheels))(?=[/'\"\s]|$)"),
    "a home folder": re.compile(r"(?<![\w.:/-])/(?:home|Users)/[\w.-]+/"),
    "a package registry's host": re.compile(
        r"\b(?:(?:test[.])?pypi[.]org|files[.]pythonhosted|registry[.](?:npmjs|yarnpkg)|deb[.]debian)[.]?"
    ),
    "a workplace's own folder": re.compile(r"[.]library/|\bbash[_]jobs\b"),
}


def git(*arguments: str) -> str:
    """What git answers about this tree."""
    return subprocess.run(
        ("git", *arguments), cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def tracked_files() -> tuple[Path, ...]:
    """Every file that a clone would have, as far as it is still there."""
    paths = (ROOT / name for name in git("ls-files", "-z").split("\0") if name)
    return tuple(path for path in paths if path.is_file() and not path.is_symlink())


def modules() -> dict[str, list[Path]]:
    """The files of each module of the package, a sub-package counting as one module."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        found.setdefault(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), []).append(path)
    return found


def layers() -> tuple[str, ...]:
    """The modules from high to low, as pyproject.toml has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (
        contract for contract in settings["tool"]["importlinter"]["contracts"] if contract["type"] == "layers"
    )
    return tuple(str(layer).strip("()") for layer in contract["layers"])


def core_modules() -> tuple[str, ...]:
    """`report` and everything below it."""
    every = layers()
    return every[every.index("report") :]


def imported(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, top-level package and name of every import in a file, however deep it stands."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0], ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, (node.module or "").partition(".")[0], alias.name


def impurities(path: Path) -> Iterator[str]:
    """Every place where a file of the core would meet the outside world."""
    for line, package, name in imported(path):
        pure = package in sys.stdlib_module_names - OUTSIDE_WORLD or package in {"ocop", "__future__"}
        if not pure and not (package == "pathlib" and name in PURE_PATHS):
            yield f"{path.relative_to(ROOT)}:{line} imports {package}"
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
                yield f"{path.relative_to(ROOT)}:{node.lineno} calls {node.func.id}"
            if isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_METHODS:
                yield f"{path.relative_to(ROOT)}:{node.lineno} calls .{node.func.attr}"


def mentions(text: str) -> Iterator[str]:
    """Every line that names a machine or a registry, with what is wrong with it."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PLACES.items():
            if found := pattern.search(line):
                yield f"{number}: {what}: {found[0]}"


def test_only_the_owners_folders_stand_at_the_top() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.parent != ROOT}
    assert folders <= FOLDERS


def test_every_script_can_be_read_at_a_sitting() -> None:
    lengths = {
        path: len(path.read_bytes().splitlines())
        for path in tracked_files()
        if path.is_relative_to(ROOT / "scripts")
    }
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_is_named_for_something() -> None:
    names = {path.stem for path in PACKAGE.rglob("*")}
    assert names & EMPTY_NAMES == set()


def test_every_library_has_one_door() -> None:
    doors: dict[str, set[str]] = {}
    for module, paths in modules().items():
        for path in paths:
            for _, package, _ in imported(path):
                if package not in sys.stdlib_module_names and package != "ocop":
                    doors.setdefault(package, set()).add(module)
    assert {library: names for library, names in doors.items() if len(names) > 1} == {}


@pytest.mark.parametrize("module", core_modules())
def test_the_core_knows_no_file_network_clock_or_library(module: str) -> None:
    assert [line for path in modules().get(module, []) for line in impurities(path)] == []


def test_what_is_impure_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sample.py"
    path.write_text(
        "from pathlib import PurePosixPath\nfrom datetime import date\n"
        "from pathlib import Path\nimport yaml\ndef f():\n    import time\n    open('x')\n    date.today()\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert sorted(line.partition(" ")[2] for line in impurities(path)) == [
        "calls .today",
        "calls open",
        "imports pathlib",
        "imports time",
        "imports yaml",
    ]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked_files():
        contents = path.read_bytes()
        if b"\0" in contents:
            continue
        text = contents.decode("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}:{mention}" for mention in mentions(text)]
    assert found == []


@pytest.mark.parametrize(
    "pieces",
    [
        ("cd /", "work/main && make"),
        ("python = '/", "root/.pyenv/bin/python'"),
        ("see /", "home/an/ocop/plan"),
        ("--index-url https://pypi", ".org/simple"),
        ('"resolved": "https://registry', '.npmjs.org/x.tgz"'),
    ],
)
def test_a_machine_or_a_registry_is_seen(pieces: tuple[str, ...]) -> None:
    assert list(mentions("".join(pieces)))


@pytest.mark.parametrize(
    "line", ["https://example.vn/work/tin-tuc", "docs/work/index.md", "tests/root/x", "the /works page"]
)
def test_an_ordinary_path_is_let_be(line: str) -> None:
    assert not list(mentions(line))
