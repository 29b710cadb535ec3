"""The names of a commit's records, read without the records: enough to find one entered twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ocop import spelling
from ocop.diagnostics import Location
from ocop.load.commits import Repository
from ocop.rules import Named
from ocop.source import read_document

_LINES = ("^name:[ \t]*[^ \t]", "^  commune:")
_FILES = ("dossiers/*/producer.yml", "dossiers/*/*/product.yml")
_COMMUNE = re.compile(r"  commune:[ \t]*[\"']?((?:2020|2025)-[0-9]{5})")


def names_of(repository: Repository, commit: str, paths: Iterable[str] = ()) -> Iterator[Named]:
    """Yield every record, or those in `paths`, whose file has name and commune on lines of their own.

    All canonical files do.
    """
    patterns = tuple(map(_literally, paths)) or _FILES
    names: dict[str, tuple[int, str]] = {}
    communes: dict[str, str] = {}
    for path, number, line in repository.matching_lines(commit, _LINES, *patterns):
        if line.startswith("name:"):
            name = _single(line)
            if name is not None:
                names.setdefault(path, (number, name))
        elif matched := _COMMUNE.match(line):
            communes.setdefault(path, matched.group(1))
    for path, (number, name) in names.items():
        yield Named(
            id=path.rpartition("/")[0].partition("/")[2],
            name=spelling.composed(name),
            commune=communes.get(path),
            where=Location(path, number, 7, "name"),
        )


def _literally(path: str) -> str:
    """A path as a pattern that fits it alone."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", path)


def _single(line: str) -> str | None:
    """The value of one line, as the reader of whole documents takes it."""
    plain = line.removeprefix("name:").strip()
    if plain.isprintable() and not set(plain) & set("\"'#:&*!|>%@`[]{},"):
        return plain
    document, _ = read_document("name", line)
    value = document.value.get("name") if document is not None else None
    return value if isinstance(value, str) else None
