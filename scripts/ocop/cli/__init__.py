"""Read arguments, environment and clock; run the steps; choose the exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ocop.cli.arguments import parser
from ocop.cli.dossier_tools import TOOLS
from ocop.cli.submissions import SUBMISSIONS
from ocop.cli.verbs import CLEAN, FAILED, FAULTY, VERBS, explain
from ocop.load.registry import LoadError, find_root
from ocop.site.page import SiteError
from ocop.workers import WorkerError

__all__ = ["CLEAN", "FAILED", "FAULTY", "main"]


def _run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "explain":
        status = explain(arguments)
    else:
        root = (arguments.root or find_root(Path.cwd())).resolve()
        status = {**VERBS, **TOOLS, **SUBMISSIONS}[arguments.verb](arguments, root)
    sys.stdout.flush()  # a reader who has gone is noticed here, not when Python shuts down
    return status


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; return 0 when clean, 1 for errors in the data, 2 when the tool failed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        return _run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. (Interrupted.)", file=sys.stderr)
        return FAILED
    except (LoadError, SiteError, WorkerError) as error:
        print(f"Lỗi hệ thống, không phải lỗi của người nộp: {error}", file=sys.stderr)
        return FAILED
    except Exception as error:  # the last net: nobody who submits a dossier should meet a traceback
        if os.environ.get("OCOP_DEBUG"):
            raise
        sentence = json.dumps(f"{type(error).__name__}: {error}", ensure_ascii=False)
        print(
            f"Lỗi hệ thống, không phải lỗi của người nộp: {sentence}\n"
            "Chạy lại với OCOP_DEBUG=1 để xem chi tiết rồi báo người phụ trách công cụ. "
            "(The tool failed; nothing is wrong with the dossier.)",
            file=sys.stderr,
        )
        return FAILED
