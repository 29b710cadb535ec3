"""Sharing work out among processes, where the system can fork and there is enough of it to pay."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

from ocop.site.page import SiteError

_WORTH_SHARING = 100
_LARGEST_RUN = 100
_RUNS_EACH = 8
_TELL_EVERY = 100

Item = TypeVar("Item")
Result = TypeVar("Result")


def shared_out(
    items: Sequence[Item], work: Callable[[Item], Result], workers: int, tick: Callable[[int], None]
) -> Iterator[tuple[Item, Result]]:
    """Each item with what `work` makes of it, in no certain order; `tick` is told how many are left.

    Workers are forks: they see the caller's memory as it is, so items need not be picklable; results must be.
    """
    left = len(items)
    if workers < 2 or left < _WORTH_SHARING or sys.platform in {"win32", "darwin"}:  # noqa: PLR2004
        for item in items:
            yield item, work(item)
            left -= 1
            if left % _TELL_EVERY == 0:
                tick(left)
        return
    for batch in _forked(items, work, workers):
        for number, result in batch:
            yield items[number], result
        left -= len(batch)
        tick(left)


def _forked(
    items: Sequence[Item], work: Callable[[Item], Result], workers: int
) -> Iterator[list[tuple[int, Result]]]:
    context = multiprocessing.get_context("fork")
    taken = context.Value("i", 0)
    run = max(1, min(_LARGEST_RUN, len(items) // (workers * _RUNS_EACH)))
    pipes: list[Connection[object, object]] = []
    children = []
    gc.collect()
    gc.freeze()  # what is shared should not be copied merely because the collector looked at it
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            child = context.Process(target=_child, args=(items, work, taken, run, theirs))
            child.start()
            theirs.close()
            children.append(child)
            pipes.append(ours)
        while pipes:
            for ready in [pipe for pipe in wait(pipes) if isinstance(pipe, Connection)]:
                message: object = _received(ready)
                if isinstance(message, list):
                    yield message
                elif message is None:
                    pipes.remove(ready)
                else:
                    raise SiteError(f"a worker failed:\n{message}")
    finally:
        gc.unfreeze()
        for child in children:
            child.kill()
            child.join()


def _received(pipe: Connection[object, object]) -> object:
    try:
        return pipe.recv()
    except EOFError:
        return "it ended before its work was done"


def _child(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    taken: Synchronized[int],
    run: int,
    pipe: Connection[object, object],
) -> None:
    """Take one run of items after another; neighbours may share what they compute."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    try:
        while True:
            with taken.get_lock():
                start = taken.value
                taken.value += run
            numbers = range(start, min(start + run, len(items)))
            if not numbers:
                break
            batch = []
            for number in numbers:
                if os.getppid() != parent:
                    return  # the build was killed: leave its folder alone
                batch.append((number, work(items[number])))
            pipe.send(batch)
        pipe.send(None)
    except Exception:  # noqa: BLE001 - whatever it is, the parent raises it
        pipe.send(traceback.format_exc())
