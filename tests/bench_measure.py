"""One command measured: wall time, processor time and peak memory, its children included."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_KIBI = 1024
_PROCESSES = Path("/proc")
# Seconds between two looks at what all processes of a command hold.
_LOOK = 2.0
# Whatever takes longer than this many seconds hangs.
_PATIENCE = 1200
_running: list[int] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one task on one size took. `scale` above 1: measured on a sample and multiplied.

    `wall` and `cpu` are seconds, already scaled; `peak` is the largest process's memory in MB, `together`
    what all its processes held at once, pages they share counted once (0 where the system does not tell);
    neither is scaled.
    """

    task: str
    size: str
    products: int
    wall: float
    cpu: float
    peak: float
    together: float = 0.0
    scale: float = 1.0
    failed: str = ""
    output: str = ""

    @property
    def each(self) -> float:
        """Wall milliseconds per product."""
        return self.wall * 1000 / self.products

    @property
    def cpu_each(self) -> float:
        """Processor milliseconds per product: steadier than wall time on a busy machine."""
        return self.cpu * 1000 / self.products

    def plain(self) -> dict[str, object]:
        """The measure for a JSON file."""
        return {name: value for name, value in asdict(self).items() if name != "output"}


def say(text: str) -> None:
    """Tell on standard error, with the time, how far things are."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def measured(
    commands: Iterable[Sequence[str | Path]],
    *,
    task: str,
    size: str,
    products: int,
    folder: Path,
    scale: float = 1.0,
) -> Measure:
    """Run `commands` one after the other in `folder` and add their costs up.

    The peak is what the kernel reports of the largest single process, subprocesses included.
    """
    say(f"{size}: {task}")
    wall = cpu = peak = together = 0.0
    failed, outputs = "", []
    for command in commands:
        ended = _run([str(part) for part in command], folder)
        wall, cpu, peak = wall + ended.wall, cpu + ended.cpu, max(peak, ended.peak)
        together = max(together, ended.together)
        outputs.append(ended.output)
        failed = failed or (f"{Path(command[0]).name}: {ended.code}" if ended.code else "")
    return Measure(
        task=task,
        size=size,
        products=products,
        wall=wall * scale,
        cpu=cpu * scale,
        peak=peak,
        together=together,
        scale=scale,
        failed=failed,
        output="".join(outputs),
    )


@dataclass(frozen=True, slots=True)
class _Ended:
    code: int
    wall: float
    cpu: float
    peak: float
    together: float
    output: str


class _Onlooker(threading.Thread):
    """Looks now and then at how much memory all processes of a session hold, and keeps the most it saw."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._session, self._over = session, threading.Event()

    def run(self) -> None:
        while not self._over.wait(_LOOK):
            self.most = max(self.most, sum(map(self._held, _PROCESSES.glob("[0-9]*"))))

    def end(self) -> float:
        """Look no more; the most that was held, in MB."""
        self._over.set()
        self.join()
        return self.most

    def _held(self, process: Path) -> float:
        # A process may end while it is looked at.
        with contextlib.suppress(OSError):
            if os.getsid(int(process.name)) == self._session:
                for line in (process / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        return int(line.split()[1]) / _KIBI
        return 0.0


def _run(command: Sequence[str], folder: Path) -> _Ended:
    # Compiled modules are kept, as on anybody's machine, so that no run pays for compiling libraries.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as sink:
        started = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
        _running.append(child.pid)
        impatient = threading.Timer(_PATIENCE, _killed, (child.pid,))
        impatient.start()
        onlooker = _Onlooker(child.pid)
        onlooker.start()
        # Not child.wait(): only wait4 tells what this child alone, with its own children, has used.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        impatient.cancel()
        together = onlooker.end()
        _running.remove(child.pid)
        sink.seek(0)
        output = sink.read().decode("utf-8", errors="replace")
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = _KIBI if sys.platform != "darwin" else _KIBI * _KIBI
    return _Ended(
        child.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, together, output
    )


def _killed(process: int) -> None:
    """End a command with all it has started; each leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


@contextlib.contextmanager
def killed_with_us() -> Iterator[None]:
    """End what is running when the bench itself is told to end."""

    def ended(number: int, _frame: object) -> None:
        for process in _running:
            _killed(process)
        sys.exit(128 + number)

    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, ended)
    yield
