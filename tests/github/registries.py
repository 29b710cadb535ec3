"""A small registry as a Git repository, with the people who send changes to it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.repositories import committed, git, initialised

REPOSITORY = Path(__file__).resolve().parents[2]
PRODUCER = "dossiers/hop-tac-xa-mau"
PRODUCT = f"{PRODUCER}/ca-phe-mau"
APPLICATION = f"{PRODUCT}/2026-1"
MEMBERS = """\
members:
  - {login: can-bo-xa, role: commune_office}
  - {login: thu-ky, role: council_secretary}
  - {login: van-phong, role: province_office}
  - {login: tu-van, role: consultant, producers: [hop-tac-xa-mau]}
  - {login: giu-cong-cu, role: maintainer}
"""
TEAMS = {"cap-xa", "thu-ky-hoi-dong", "van-phong-ocop", "giu-cong-cu"}


def registry_in(folder: Path, case: str = "application") -> Path:
    """Commit a good case with this repository's own schemas and some people in its table of roles."""
    initialised(folder)
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    shutil.copytree(REPOSITORY / "tests" / "cases" / "good" / case / "dossiers", folder / "dossiers")
    give_roles(folder)
    committed(folder, "Base")
    return folder


def give_roles(folder: Path) -> None:
    """Put the people into the registry's table of roles."""
    roles = folder / "schemas" / "roles.yml"
    roles.write_text(roles.read_text("utf-8").replace("members: []\n", MEMBERS), "utf-8")


def proposed(folder: Path, branch: str, files: Mapping[str, str]) -> str:
    """Commit files on a branch (from main, or going on with it) and go back to main; returns the commit."""
    known = git(folder, "branch", "--list", branch)
    git(folder, "checkout", "-q", *(() if known else ("-b",)), branch)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    commit = committed(folder)
    git(folder, "checkout", "-q", "main")
    return commit
