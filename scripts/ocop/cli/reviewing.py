"""The verb that judges a proposed change."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ocop.diagnostics import Language, Severity
from ocop.load.registry import LoadError

if TYPE_CHECKING:
    from ocop.report.changes import Verdict


def review_verb(arguments: argparse.Namespace, root: Path, today: date) -> int:
    """Print what a proposed change breaks and does; 1 when it may not be merged as it is."""
    from ocop.load.commits import GitError
    from ocop.review import review

    language = Language(arguments.lang)
    try:
        verdict = review(
            root, arguments.base, arguments.head, arguments.as_of or today, author=arguments.author or None
        )
    except GitError as error:
        raise LoadError(json.dumps(str(error), ensure_ascii=False)) from error
    print(_rendered(arguments.format, verdict, language, arguments.catalogue), end="")
    for form, file in arguments.write:
        file.write_text(
            _rendered(form, verdict, language, arguments.catalogue), "utf-8", errors="backslashreplace"
        )
    return int(any(one.code.severity is Severity.ERROR for one in verdict.diagnostics))


def _rendered(form: str, verdict: Verdict, language: Language, catalogue: str) -> str:
    from ocop.report import as_annotations
    from ocop.report.changes import review_as_json, review_as_text
    from ocop.report.markdown import review_as_markdown

    if form == "json":
        return review_as_json(verdict)
    if form == "markdown":
        return review_as_markdown(verdict, catalogue)
    if form == "github":
        return as_annotations(verdict.diagnostics, language)
    return review_as_text(verdict, language)


def owners_verb(arguments: argparse.Namespace, root: Path, today: date) -> int:
    """Write `.github/CODEOWNERS` from the table of roles, or say whether it is current."""
    from ocop.load.roles import read_permissions
    from ocop.load.tree import FolderTree
    from ocop.policy import code_owners
    from ocop.report import as_text

    permissions = read_permissions(FolderTree(root))
    if any(one.code.severity is Severity.ERROR for one in permissions.found):
        print(as_text(permissions.found, Language.VI), end="", file=sys.stderr)
        return 1
    text, file = code_owners(permissions.roles, today), root / ".github" / "CODEOWNERS"
    current = file.is_file() and file.read_text("utf-8") == text
    if arguments.check:
        if not current:
            print(
                ".github/CODEOWNERS không khớp schemas/roles.yml: chạy `ocop owners` rồi gửi kèm. "
                "(Out of date: run `ocop owners`.)",
                file=sys.stderr,
            )
        return int(not current)
    if not current:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    print(f".github/CODEOWNERS: {'không đổi' if current else 'đã ghi'}.")
    return 0
