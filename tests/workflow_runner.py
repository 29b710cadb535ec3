"""A runner on this machine: the jobs of the repository's own workflows, run by act with no GitHub behind it.

act runs each step's script as it stands and works out conditions, expressions, outputs and the order of jobs;
it runs them on this very machine, not in a container. The actions of others are played by the composites in
`tests/stand_ins`, which do with local means what the real ones do with GitHub's. What nothing plays here:
permissions, the approval of protected environments, and concurrency, which act reads over; and GitHub's `$/`
for the repository itself, which act does not know and which is therefore read as `./`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypedDict

import setup
from tests.github.double import NAME, OWNER, TOKENS
from tests.repositories import committed, git, initialised

REPOSITORY = Path(__file__).parent.parent
STAND_INS = REPOSITORY / "tests" / "stand_ins"
TOKEN = next(iter(TOKENS))
SECONDS_ALLOWED = 300
# Nothing answers there: whatever would leave this machine ends at once.
NOWHERE = "http://127.0.0.1:9"

# GitHub's own runner also takes the older form, and takes it anywhere in a line.
_COMMAND = re.compile(r"\s*::(?P<kind>[\w-]+)(?: (?P<at>.*?))?::(?P<text>.*)|.*?##\[(?P<older>[\w-]+).*")
_USED = re.compile(r"uses:\s+([\w.-]+/[\w.-]+)@([0-9a-f]{40})\b")


class Line(TypedDict, total=False):
    """One line of act's log, as far as it is looked at."""

    job: str
    jobResult: str
    step: str
    stepID: list[str]
    stepResult: str
    stage: str
    msg: str
    raw_output: bool
    command: str
    raw: str
    content: str


@dataclass(frozen=True, slots=True)
class Command:
    """What a printed line makes GitHub's runner do, its escapes undone; `at` are its properties.

    Read here, because act ends a command's head at its last `::` where GitHub ends it at the first.
    """

    kind: str
    text: str
    at: Mapping[str, str]

    @staticmethod
    def of(line: str) -> Command | None:
        """Return the command in a line of the log, or None."""
        found = _COMMAND.fullmatch(line)
        if found is None:
            return None
        if found["older"]:
            return Command(found["older"], "", {})
        pairs = (pair.strip().partition("=") for pair in (found["at"] or "").split(","))
        at = {name: _unescaped(value) for name, equals, value in pairs if equals}
        return Command(found["kind"], _unescaped(found["text"]), at)


@dataclass(frozen=True, slots=True)
class Event:
    """What starts a run: its name, what GitHub tells of it, its ref, and the commit whose workflow runs."""

    name: str
    payload: Mapping[str, object]
    ref: str = "refs/heads/main"
    at: str = "main"


@dataclass(frozen=True)
class Run:
    """How one run of a workflow went; `keeps` is the folder of what the stand-ins kept."""

    status: int
    lines: tuple[Line, ...]
    said: str
    keeps: Path

    @cached_property
    def jobs(self) -> Mapping[str, str]:
        """The result of every job that was begun, by its name; one that a condition left out is not there."""
        return {_job(line): line["jobResult"] for line in self.lines if "jobResult" in line}

    @cached_property
    def steps(self) -> Mapping[str, str]:
        """The result of every step that was not skipped, by its name."""
        return {
            line["step"]: line["stepResult"]
            for line in self.lines
            if line.get("stage") == "Main" and "stepResult" in line and len(line["stepID"]) == 1
        }

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Every command in what was printed, in order: annotations, and whatever a line smuggled in."""
        return tuple(filter(None, map(Command.of, self.log.splitlines())))

    @cached_property
    def summary(self) -> str:
        """What the steps wrote for the run's page."""
        return "".join(line["content"] for line in self.lines if line.get("command") == "summary")

    @cached_property
    def log(self) -> str:
        """What the steps printed."""
        return "".join(line.get("raw") or line["msg"] for line in self.lines if _is_printed(line))

    def inputs(self, action: str, job: str) -> Mapping[str, str]:
        """What an action was given in a job, or nothing when it was not reached."""
        file = self.keeps / f"{action}-{job}.json"
        given: Mapping[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        return given

    def __str__(self) -> str:
        """The whole log, for whoever has to find out why a test failed."""
        return "\n".join([*(line.get("msg", "").rstrip() for line in self.lines), self.said])


def _unescaped(text: str) -> str:
    for escaped, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escaped, meant)
    return text


def _job(line: Line) -> str:
    return line["job"].partition("/")[2].strip()


def _is_printed(line: Line) -> bool:
    return line.get("raw_output", False) or "raw" in line


def runner_binary() -> Path | None:
    """Where act is: beside this interpreter, as its package puts it there, or nowhere on this system."""
    found = Path(sysconfig.get_path("scripts")) / "act"
    return found if found.is_file() else None


class Runner:
    """A server with one repository, a Python that is set up, and act in front of them; all below `folder`."""

    def __init__(self, folder: Path, origin: Path) -> None:
        self.folder = folder
        # Bare, but where a clone would have its own: a test can then look into it as into any repository.
        self.repository = folder / "server" / OWNER / NAME
        git(folder, "clone", "-q", "--bare", str(origin), str(self.repository / ".git"))
        git(self.repository, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.python = folder / "python"
        self._set_up()
        self._runs = 0

    @property
    def main(self) -> str:
        """The commit that main is at."""
        return git(self.repository, "rev-parse", "main")

    def actions(self) -> set[str]:
        """Every action of others that a workflow of this repository uses."""
        return {name for name, _ in _used(REPOSITORY)}

    def propose(self, files: Mapping[str, str], ref: str = "refs/pull/7/head") -> str:
        """Put a commit with these files on top of main, under a name on the server; returns the commit."""
        index = {"GIT_INDEX_FILE": str(self.folder / "index")}
        git(self.repository, "read-tree", "main", who=index)
        for path, text in files.items():
            blob = git(self.repository, "hash-object", "-w", "--stdin", stdin=text.encode())
            entry = f"100644,{blob},{path}"
            git(self.repository, "update-index", "--add", "--cacheinfo", entry, who=index)
        tree = git(self.repository, "write-tree", who=index)
        commit = git(self.repository, "commit-tree", tree, "-p", "main", "-m", "Change")
        git(self.repository, "update-ref", ref, commit)
        return commit

    def run(
        self,
        workflow: str,
        event: Event,
        *,
        api_url: str = NOWHERE,
        known: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        machine: Mapping[str, str] | None = None,
    ) -> Run:
        """Run a workflow for an event.

        `known` are the repository's variables, `machine` is what the environment of every process holds, too.
        """
        self._runs += 1
        here = self.folder / str(self._runs)
        (here / "keeps").mkdir(parents=True)
        tree = self._workflows(here / "tree", event.at)
        (here / "event.json").write_text(json.dumps(event.payload), "utf-8")
        server = (self.folder / "server").as_uri()
        told = {
            "GITHUB_API_URL": api_url,
            "GITHUB_REF": event.ref,
            "GITHUB_REPOSITORY": f"{OWNER}/{NAME}",
            "GITHUB_SERVER_URL": server,
        }
        words = [
            *(str(runner_binary()), event.name, "--json", "--strict"),
            *("--workflows", f".github/workflows/{workflow}", "--eventpath", str(here / "event.json")),
            *("--platform", "ubuntu-24.04=-self-hosted", "--container-daemon-socket", "-"),
            *("--action-cache-path", str(here / "cache"), "--no-cache-server", "--no-skip-checkout"),
            *_pairs("--env", told),
            *_pairs("--var", known or {}),
            *_pairs("--secret", {"GITHUB_TOKEN": TOKEN, **(secrets or {})}),
            *_pairs("--local-repository", _stand_ins(tree, server)),
        ]
        done = subprocess.run(
            words,
            cwd=tree,
            env={**self._environment(here), **(machine or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS_ALLOWED,
        )
        shutil.rmtree(here / "cache", ignore_errors=True)  # act leaves the whole tree of a job that failed
        lines: list[Line] = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        return Run(done.returncode, tuple(lines), done.stderr, here / "keeps")

    def _workflows(self, tree: Path, at: str) -> Path:
        git(self.folder, "clone", "-q", "--shared", "--no-checkout", str(self.repository), str(tree))
        git(tree, "update-ref", "--no-deref", "HEAD", git(self.repository, "rev-parse", at))
        git(tree, "checkout", "-q", "HEAD", "--", ".github")
        for file in (tree / ".github" / "workflows").iterdir():
            file.write_text(file.read_text("utf-8").replace("uses: $/", "uses: ./"), "utf-8")
        return tree

    def _environment(self, here: Path) -> Mapping[str, str]:
        home = here / "home"
        home.mkdir()
        return {
            # By the second, some builds of Python find their own library.
            **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "STAND_IN_KEEPS": str(here / "keeps"),
            "STAND_IN_PYTHON": str(self.python),
            **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), NOWHERE),
            **dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"),
        }

    def _set_up(self) -> None:
        """An interpreter, and an environment for any tree that has this repository's lock files.

        It is `make setup` that decides whether the environment stands; it holds the libraries of the one that
        the tests run in, and the code of the tree it lies in.
        """
        (self.python / "bin").mkdir(parents=True)
        (self.python / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
        environment = self.python / ".venv"
        venv.EnvBuilder(symlinks=True).create(environment)
        (packages,) = environment.glob("lib/python*/site-packages")
        above = os.path.relpath(environment.parent / "scripts", packages)
        libraries = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        (packages / "tree.pth").write_text("".join(f"{line}\n" for line in (*libraries, above)), "utf-8")
        for name, module in (("ocop", "ocop.cli"), ("pytest", "pytest")):
            command = environment / "bin" / name
            command.write_text(f'#!/bin/sh\nexec "$(dirname "$0")/python" -m {module} "$@"\n', "utf-8")
            command.chmod(0o755)
        stamp = environment / ".setup-dev"
        stamp.write_text(f"{setup.lock_digest('dev')}\n{setup.project_digest()}\n", "utf-8")
        os.utime(stamp, (0, 0))  # so that make asks setup.py, whatever the hour of the checkout


def repository_in(folder: Path, case: Path) -> Path:
    """Commit this repository as it stands, with a small registry in place of its dossiers and plan."""
    initialised(folder)
    for path in _files():
        if path.parts[0] not in {"dossiers", "plan", "tests"}:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / path, folder / path)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    committed(folder)
    git(folder, "repack", "-a", "-d", "-q")  # one file to copy for every clone, not a thousand
    return folder


def _files() -> Iterator[Path]:
    words = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in git(REPOSITORY, *words).split("\0"):
        if name and (REPOSITORY / name).is_file():
            yield Path(name)


def _used(tree: Path) -> set[tuple[str, str]]:
    texts = [file.read_text("utf-8") for file in (tree / ".github" / "workflows").iterdir()]
    return {(name, commit) for text in texts for name, commit in _USED.findall(text)}


def _stand_ins(tree: Path, server: str) -> Mapping[str, str]:
    return {f"{server}/{name}@{commit}": str(STAND_INS / name) for name, commit in _used(tree)}


def _pairs(option: str, pairs: Mapping[str, str]) -> Iterator[str]:
    for name, value in pairs.items():
        yield from (option, f"{name}={value}")
