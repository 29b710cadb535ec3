"""What `forms`, `intake` and `preview` do around a submission."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ocop import report
from ocop.cli.verbs import CLEAN, FAULTY, _today
from ocop.diagnostics import Language
from ocop.load.registry import LoadError


def _forms(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.files import put_in_place
    from ocop.intake import FAULT_REPORT, form_files, forms_of
    from ocop.intake.questions import FileSchemas
    from ocop.load.law import read_law
    from ocop.load.tree import FolderTree

    tree = FolderTree(root)
    law, found = read_law(tree)
    if found:
        print(report.as_text(found, Language.VI), end="", file=sys.stderr)
        return FAULTY
    forms = (*forms_of(FileSchemas.of(tree), law), FAULT_REPORT)
    files = {path: text.encode() for path, text in form_files(forms).items()}
    stale = {path: text for path, text in files.items() if _bytes(root / path) != text}
    if arguments.check:
        for path in stale:
            print(
                f"{path} không khớp lược đồ: chạy `ocop forms` rồi gửi kèm. (Out of date: run `ocop forms`.)",
                file=sys.stderr,
            )
        return FAULTY if stale else CLEAN
    put_in_place(root, stale)
    for path in files:
        print(f"{path}: {'đã ghi' if path in stale else 'không đổi'}.")
    return CLEAN


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _intake(arguments: argparse.Namespace, root: Path) -> int:
    if arguments.issue is not None:
        from ocop.cli.hub import intake_verb

        if not arguments.repository:
            raise LoadError("--issue cần --repository CHỦ/TÊN (--issue needs --repository)")
        return intake_verb(arguments, root)
    if arguments.out is None:
        raise LoadError("--body cần --out DIR (--body needs --out)")
    return _intake_of_file(arguments, root)


def _intake_of_file(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.files import put_in_place
    from ocop.intake import received
    from ocop.load.tree import FolderTree

    if not arguments.body.is_file():
        raise LoadError(f"{arguments.body}: không có tệp này (no such file)")
    outcome = received(
        arguments.body.name,
        arguments.body.read_bytes(),
        FolderTree(root),
        received_on=arguments.as_of or _today(),
        source=arguments.source or "Phiếu đăng ký gửi qua mạng",
    )
    if outcome.found:
        print(report.as_text(outcome.found, Language.VI), end="", file=sys.stderr)
    if not outcome.is_sound:
        return FAULTY
    put_in_place(arguments.out, {path: text.encode() for path, text in outcome.files.items()})
    for path in outcome.files:
        print(path)
    return CLEAN


def _preview(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.load.commits import GitError
    from ocop.site.preview import preview

    day = arguments.as_of or _today()
    try:
        drawn = preview(root, arguments.base, arguments.head, arguments.output.absolute(), day)
    except GitError as error:
        raise LoadError(json.dumps(str(error), ensure_ascii=False)) from error
    print(f"Bản xem trước: {len(drawn.pages)} trang đổi, ở {arguments.output / 'index.html'}.")
    return CLEAN


SUBMISSIONS: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "forms": _forms,
    "intake": _intake,
    "preview": _preview,
}
