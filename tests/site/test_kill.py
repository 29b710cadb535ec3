"""A publication killed at any moment leaves the old site or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from ocop.site.publish import Piece, publish
from tests.site.mini import tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

_CHANGES = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}


def pieces(edition: int, count: int) -> list[Piece]:
    """A site that tells its edition on every other page, and has a page more or less in each."""
    texts = {
        f"{number}/index.html": f"{number} {edition * (number % 2)}" for number in range(count + edition % 3)
    }
    texts |= {"index.html": str(edition), "404.html": ""}
    return [Piece(path, text, partial(str.encode, text)) for path, text in texts.items()]


def standing(site: Path, count: int) -> int:
    """The edition that stands, after making sure that all of it is there and nothing besides."""
    edition = int((site / "index.html").read_text())
    wanted = {piece.path: piece.content() for piece in pieces(edition, count)}
    assert {path: (site / path).read_bytes() for path in tree(site)} == wanted
    return edition


def publish_in_child(folder: Path, edition: int, count: int, *, die_at: int = 0, workers: int = 1) -> int:
    """Publish in a fork that kills itself before its `die_at`-th change of any file; its process id."""
    child = os.fork()
    if child:
        return child
    passed = 0

    def watch(event: str, _: object) -> None:
        nonlocal passed
        passed += event in _CHANGES
        if event in _CHANGES and passed == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        if die_at:
            sys.addaudithook(watch)
        publish(pieces(edition, count), folder / "site", folder / "slots", workers=workers)
    finally:
        os._exit(0)


def test_killed_before_each_change_of_the_file_system(tmp_path: Path) -> None:
    publish(pieces(1, 3), tmp_path / "site", tmp_path / "slots")
    kills = 0
    for edition in range(2, 6):
        for step in range(1, 500):
            _, status = os.waitpid(publish_in_child(tmp_path, edition, 3, die_at=step), 0)
            found = standing(tmp_path / "site", 3)
            assert found in {edition - 1, edition}
            if not os.WIFSIGNALED(status):
                break
            kills += 1
            if edition % 2:
                # Every other round, a good run tidies up between kills; otherwise damage piles up.
                publish(pieces(found, 3), tmp_path / "site", tmp_path / "slots")
        assert standing(tmp_path / "site", 3) == edition
    assert kills > 60
    assert not list((tmp_path / "slots").glob(".rubbish-*"))


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments(tmp_path: Path, workers: int) -> None:
    chance = random.Random(20231114)  # noqa: S311 - moments, not secrets
    count = 600
    started = time.monotonic()
    publish(pieces(1, count), tmp_path / "site", tmp_path / "slots", workers=workers)
    took = time.monotonic() - started
    current, killed = 1, 0
    while killed < 12:
        child = publish_in_child(tmp_path, current + 1, count, workers=workers)
        time.sleep(chance.uniform(0, took * 1.5))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        found = standing(tmp_path / "site", count)
        assert found in {current, current + 1}
        killed += found == current and os.WIFSIGNALED(status)
        current = found
    publish(pieces(current + 1, count), tmp_path / "site", tmp_path / "slots", workers=workers)
    assert standing(tmp_path / "site", count) == current + 1
