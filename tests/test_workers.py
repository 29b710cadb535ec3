"""Work shared out among processes: nobody idles while the other works, nobody stays behind."""

from __future__ import annotations

import os
import select
import signal
import time

import pytest

from ocop.workers import shared_out

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

_LARGE = b"x" * 1_000_000  # far more than a pipe holds
_SECONDS = 20


def test_a_worker_with_large_results_does_not_wait_for_the_reader() -> None:
    """Whoever reads is a worker too: here one that will not read before the other has worked on."""
    us = os.getpid()
    reading, writing = os.pipe()
    waited: list[bool] = []

    def work(_: int) -> bytes:
        if os.getpid() != us:
            os.write(writing, b".")
        elif not waited:
            ticks = b""
            while len(ticks) < 3 and select.select([reading], [], [], _SECONDS)[0]:
                ticks += os.read(reading, 3)
            waited.append(len(ticks) >= 3)
        return _LARGE

    found = list(shared_out(range(16), work, 2, lambda _: None))
    assert waited == [True]
    assert sorted(number for number, _ in found) == list(range(16))
    assert all(result == _LARGE for _, result in found)


def test_workers_end_when_whoever_reads_is_killed() -> None:
    """Even those that wait for their results to be taken; else they would hold the build's lock for ever."""
    reading, writing = os.pipe()
    reader = os.fork()
    if not reader:
        us = os.getpid()

        def work(_: int) -> bytes:
            os.write(writing, b".")
            while os.getpid() == us:
                time.sleep(1)
            return _LARGE

        list(shared_out(range(48), work, 3, lambda _: None))
        os._exit(0)
    os.close(writing)
    for _ in range(3):
        assert os.read(reading, 1)
    time.sleep(0.3)
    os.kill(reader, signal.SIGKILL)
    os.waitpid(reader, 0)
    ended = time.monotonic() + _SECONDS
    while select.select([reading], [], [], max(0, ended - time.monotonic()))[0]:
        if not os.read(reading, 100):
            return
    pytest.fail("a worker lives on after its reader")
