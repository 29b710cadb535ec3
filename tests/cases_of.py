"""Small registries that each break one rule, laid over a sound one."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from ocop.diagnostics import Language
from ocop.load.registry import Loaded, load
from ocop.report import as_text

REPOSITORY = Path(__file__).parent.parent
CASES = REPOSITORY / "tests" / "cases"
SOUND = CASES / "good" / "minimal"
RECIPE, EXPECTED = "recipe.json", "expected.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of `tests/cases/bad`: files laid over the sound registry, and the text they must yield."""

    folder: Path

    @property
    def code(self) -> str:
        """The one code the case breaks, from the folder's name."""
        return self.folder.name[: len("OCOP-000")]

    @property
    def expected(self) -> str:
        """The exact Vietnamese report."""
        return (self.folder / EXPECTED).read_text("utf-8")

    def laid_out(self, root: Path) -> Loaded:
        """Build the registry under `root` and read it."""
        shutil.copytree(SOUND, root, dirs_exist_ok=True)
        shutil.copytree(
            self.folder, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(RECIPE, EXPECTED)
        )
        recipe = self.folder / RECIPE
        if recipe.exists():
            follow(json.loads(recipe.read_text("utf-8")), root)
        judge = REPOSITORY
        if (self.folder / "schemas").is_dir():
            shutil.copytree(REPOSITORY / "schemas", root / "schemas")
            shutil.copytree(self.folder / "schemas", root / "schemas", dirs_exist_ok=True)
            judge = root
        return load(root, schemas_root=judge)

    def report(self, root: Path) -> str:
        """Return what `ocop check` says of the case."""
        return as_text(self.laid_out(root).diagnostics, Language.VI)


def follow(recipe: dict[str, dict[str, str | int]], root: Path) -> None:
    """Make under `root` what a repository cannot carry on every system.

    Keys: `hex` (path → bytes), `repeat` (path → text, times), `symlink` (path → target), `folder` (path →
    depth of nested folders), `mode` (path → octal mode), `text` (path → text), `delete` (path → any).
    """
    for path, value in recipe.get("hex", {}).items():
        _made(root, path).write_bytes(bytes.fromhex(str(value)))
    for path, value in recipe.get("text", {}).items():
        _made(root, path).write_text(str(value), "utf-8")
    for path, value in recipe.get("megabytes", {}).items():
        with _made(root, path).open("wb") as stream:
            stream.truncate(int(value) * 1024 * 1024)
    for path, value in recipe.get("symlink", {}).items():
        _made(root, path).symlink_to(str(value))
    for path, value in recipe.get("folder", {}).items():
        _made(root, path).joinpath(*["a"] * int(value)).mkdir(parents=True)
    for path, value in recipe.get("mode", {}).items():
        (root / path).chmod(int(str(value), 8))
    for path in recipe.get("delete", {}):
        target = root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()


def _made(root: Path, path: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file():
        target.unlink()
    return target


def bad_cases() -> list[Case]:
    """Return every bad case, by name."""
    return [Case(folder) for folder in sorted((CASES / "bad").iterdir()) if folder.is_dir()]
