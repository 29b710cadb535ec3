"""The verbs that speak to GitHub."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ocop.load.registry import Loaded, LoadError


def feedback_verb(arguments: argparse.Namespace, root: Path, today: date) -> int:
    """Tell on the pull request where it stands; 2 when something could not be told."""
    from ocop.github import GitHub, GitHubError, Settings
    from ocop.github.feedback import feedback

    try:
        github = GitHub(Settings.of_environment(arguments.repository))
        told = feedback(
            github,
            root,
            arguments.head,
            arguments.as_of or today,
            base=arguments.base,
            catalogue=arguments.catalogue,
        )
    except GitHubError as error:
        raise LoadError(str(error)) from error
    _say(told.done, told.failed)
    return 2 if told.failed else 0


def nightly_verb(arguments: argparse.Namespace, root: Path, read: Callable[[], Loaded], today: date) -> int:
    """Do the night's duties; 2 when one of them failed, else 1 when the main branch has errors."""
    from ocop.github import GitHub, GitHubError, Settings
    from ocop.github.nightly import nightly

    try:
        github = GitHub(Settings.of_environment(arguments.repository))
    except GitHubError as error:
        raise LoadError(str(error)) from error
    as_of = arguments.as_of or today
    night = nightly(github, read, as_of, clone=root, output=arguments.output, catalogue=arguments.catalogue)
    _say(night.done, night.failed)
    if night.failed:
        return 2
    return 0 if night.is_clean else 1


def intake_verb(arguments: argparse.Namespace, root: Path) -> int:
    """Answer a form on GitHub; a faulty form is answered, too: 2 only when something could not be told."""
    from ocop.github import GitHub, GitHubError, Settings
    from ocop.github.reception import take_form

    try:
        told = take_form(
            GitHub(Settings.of_environment(arguments.repository)),
            root,
            arguments.issue,
            as_of=arguments.as_of,
            source=arguments.source,
            catalogue=arguments.catalogue,
        )
    except GitHubError as error:
        raise LoadError(str(error)) from error
    _say(told.done, told.failed)
    return 2 if told.failed else 0


def _say(done: Iterable[str], failed: Iterable[str]) -> None:
    print("".join(f"{line}\n" for line in done), end="")
    print("".join(f"Lỗi hệ thống: {line}\n" for line in failed), end="", file=sys.stderr)
