"""The lock files: complete, hashed, and in step with one another and with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$")


def pins(name: str) -> set[tuple[str, ...]]:
    """Each locked package with its version and its marker."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {match.groups(default="") for line in lines if (match := PIN.match(line))}


def wanted(group: str | None) -> set[str]:
    """The packages that pyproject.toml asks for, at run time or in a group and the groups it includes."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    entries = settings["dependency-groups"][group] if group else settings["project"]["dependencies"]
    names: set[str] = set()
    for entry in entries:
        if isinstance(entry, dict):
            names |= wanted(entry["include-group"])
        else:
            names.add(re.split(r"[^\w.-]", entry)[0].lower().replace(".", "-").replace("_", "-"))
    return names


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_digest(name: str) -> None:
    # Nothing else may stand in a lock file: no index, no address, no option.
    digest = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (PIN.match(line) or digest.match(line))] == []


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("requirements.txt", (None, "build")),
        ("requirements-dev.txt", (None, "dev")),
        ("requirements-bench.txt", (None, "dev", "bench")),
    ],
)
def test_what_is_asked_for_is_locked(name: str, groups: tuple[str | None, ...]) -> None:
    locked = {package for package, *_ in pins(name)}
    assert set[str]().union(*(wanted(group) for group in groups)) - locked == set()


def test_a_larger_lock_holds_the_smaller() -> None:
    run, dev, bench = (pins(name) for name in LOCKS)
    # A marker may widen when another package needs the same pin, so it is not compared.
    assert {pin[:2] for pin in run} <= {pin[:2] for pin in dev} <= {pin[:2] for pin in bench}
