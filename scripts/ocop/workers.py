"""Sharing work out among processes, where the system can fork."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import TypeVar

_LARGEST_RUN = 100
_RUNS_EACH = 8
_MOST_RUNS = 10_000  # their numbers fit into a pipe before anybody reads them
_NUMBER = struct.Struct("<I")

Item = TypeVar("Item")
Result = TypeVar("Result")
Batch = list[tuple[int, Result]]


class WorkerError(Exception):
    """A worker failed or was killed; the message is its traceback."""


def shared_out(
    items: Sequence[Item], work: Callable[[Item], Result], workers: int, tick: Callable[[int], None]
) -> Iterator[tuple[Item, Result]]:
    """Each item with what `work` makes of it, in no certain order; `tick` is told how many are left.

    This process is the first worker, the others are forks of it: they see its memory as it is, so that
    items need not be picklable; results must be. WorkerError when one of them fails.
    """
    workers = 1 if sys.platform in {"win32", "darwin"} else min(workers, len(items))
    left = len(items)
    batches = (
        _batches(items, work, workers) if workers > 1 else ([one] for one in enumerate(map(work, items)))
    )
    for batch in batches:
        for number, result in batch:
            yield items[number], result
        left -= len(batch)
        tick(left)


def _batches(items: Sequence[Item], work: Callable[[Item], Result], workers: int) -> Iterator[Batch[Result]]:
    size = max(1, min(_LARGEST_RUN, len(items) // (workers * _RUNS_EACH)), len(items) // _MOST_RUNS + 1)
    runs = _queued(range(0, len(items), size))
    pipes: list[Connection[object, object]] = []
    children: list[ForkProcess] = []
    gc.collect()
    gc.freeze()  # what is shared should not be copied merely because the collector looked at it
    try:
        for _ in range(workers - 1):
            pipe, child = _forked(items, work, runs, size, pipes)
            pipes.append(pipe)
            children.append(child)
        busy = True
        while busy or pipes:
            run = _next_run(runs, size, len(items))
            busy = bool(run)
            if busy:
                yield [(number, work(items[number])) for number in run]
            # Asked to wait for nothing at all, it would never end.
            ready = wait(pipes, 0 if busy else None) if pipes else ()
            for pipe in [found for found in ready if isinstance(found, Connection)]:
                message = _received(pipe)
                if isinstance(message, list):
                    yield message
                elif message is None:
                    pipes.remove(pipe)
                else:
                    raise WorkerError(f"a worker failed:\n{message}")
    finally:
        gc.unfreeze()
        os.close(runs)
        for child in children:
            child.kill()
            child.join()


def _queued(starts: range) -> int:
    """A pipe that holds the first numbers of all runs; unlike a lock it survives whoever reads from it."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(_NUMBER.pack(start) for start in starts))
    os.close(writing)
    return reading


def _next_run(runs: int, size: int, total: int) -> range:
    """The numbers of the next items to be worked on; neighbours, since these may share what they compute."""
    found = os.read(runs, _NUMBER.size)
    start: int = _NUMBER.unpack(found)[0] if found else total
    return range(start, min(start + size, total))


def _forked(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    runs: int,
    size: int,
    pipes: Sequence[Connection[object, object]],
) -> tuple[Connection[object, object], ForkProcess]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def begin() -> None:
        # Held open here too, the pipe to a reader who was killed would never break.
        for reading in (*pipes, ours):
            reading.close()
        _child(items, work, runs, size, theirs)

    child = context.Process(target=begin)
    child.start()
    theirs.close()
    return ours, child


def _received(pipe: Connection[object, object]) -> object:
    try:
        return pipe.recv()
    except EOFError:
        return "it ended before its work was done"


def _child(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    runs: int,
    size: int,
    pipe: Connection[object, object],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    try:
        # Whoever reads the pipe is a worker too and comes to it between two runs: a thread waits for that.
        with ThreadPoolExecutor(max_workers=1) as outbox:
            sent: list[Future[None]] = []
            while run := _next_run(runs, size, len(items)):
                batch: Batch[Result] = []
                for number in run:
                    if os.getppid() != parent:
                        return  # the build was killed: leave its folder alone
                    batch.append((number, work(items[number])))
                sent.append(outbox.submit(pipe.send, batch))
        for one in sent:
            one.result()
        pipe.send(None)
    except Exception:  # noqa: BLE001 - whatever it is, the parent raises it
        with contextlib.suppress(BrokenPipeError):  # the parent was killed: nobody is left to be told
            pipe.send(traceback.format_exc())
