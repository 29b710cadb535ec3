"""Put files in place whole: whoever reads meanwhile, or after a kill, meets the old or the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def put_in_place(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by path below `root`; a folder that is new, or still empty, appears with all of its files.

    A file that is replaced keeps its mode. OSError when the machine refuses.
    """
    by_folder: dict[Path, dict[str, bytes]] = {}
    for path, content in files.items():
        by_folder.setdefault((root / path).parent, {})[Path(path).name] = content
    waiting = root / ".cache" / "ocop" / f"waiting-{os.getpid()}"
    try:
        for target, contents in by_folder.items():
            _fill(waiting, contents)
            if target.is_dir() and any(target.iterdir()):
                for name in contents:
                    _replace(waiting / name, target / name)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.is_dir():
                    target.rmdir()
                waiting.replace(target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _fill(waiting: Path, contents: Mapping[str, bytes]) -> None:
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir(parents=True)
    for name, content in contents.items():
        (waiting / name).write_bytes(content)


def _replace(new: Path, target: Path) -> None:
    if target.exists():
        shutil.copymode(target, new)
    new.replace(target)
