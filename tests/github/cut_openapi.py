"""Cut the operations that the registry uses out of GitHub's description of its API.

Run by hand when an operation is added: unpack the npm package `@octokit/openapi`, then
`python tests/github/cut_openapi.py <package folder>`. Descriptions and examples fall away; what is left is
every path, parameter, body and answer of OPERATIONS with all that they refer to.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

HERE = Path(__file__).resolve().parent
SUBSET = HERE / "openapi-subset.json"
_REPOSITORY = "/repos/{owner}/{repo}"
OPERATIONS: tuple[tuple[str, str], ...] = (
    ("get", ""),
    ("get", "/pulls"),
    ("post", "/pulls"),
    ("get", "/pulls/{pull_number}"),
    ("get", "/pulls/{pull_number}/reviews"),
    ("get", "/pulls/{pull_number}/files"),
    ("post", "/pulls/{pull_number}/requested_reviewers"),
    ("get", "/issues"),
    ("post", "/issues"),
    ("get", "/issues/{issue_number}"),
    ("patch", "/issues/{issue_number}"),
    ("get", "/issues/{issue_number}/comments"),
    ("post", "/issues/{issue_number}/comments"),
    ("patch", "/issues/comments/{comment_id}"),
    ("get", "/issues/{issue_number}/labels"),
    ("post", "/issues/{issue_number}/labels"),
    ("delete", "/issues/{issue_number}/labels/{name}"),
    ("get", "/labels/{name}"),
    ("post", "/labels"),
    ("get", "/git/ref/{ref}"),
    ("post", "/git/refs"),
    ("patch", "/git/refs/{ref}"),
    ("get", "/git/commits/{commit_sha}"),
    ("post", "/git/commits"),
    ("post", "/git/trees"),
    ("get", "/contents/{path}"),
    ("put", "/contents/{path}"),
    ("get", "/commits"),
)
_WORDS_FOR_PEOPLE = frozenset({"description", "example", "examples", "externalDocs", "x-github", "summary"})


def cut(whole: Mapping[str, Json], version: str) -> dict[str, Json]:
    """Return the part of a description that OPERATIONS need, with where it comes from."""
    paths: dict[str, Json] = {}
    every = _object(whole["paths"])
    for method, suffix in OPERATIONS:
        path = _REPOSITORY + suffix
        kept = _object(paths.setdefault(path, {}))
        kept[method] = bare(_object(every[path])[method])
    components: dict[str, Json] = {}
    waiting = list(references(paths))
    while waiting:
        kind, name = waiting.pop()
        group = _object(components.setdefault(kind, {}))
        if name not in group:
            group[name] = bare(_object(_object(whole["components"])[kind])[name])
            waiting += references(group[name])
    return {
        "x-source": f"Part of npm @octokit/openapi {version}, api.github.com.json; MIT licence, "
        "Copyright (c) 2020 Octokit contributors; see openapi-subset.LICENSE. Cut by cut_openapi.py.",
        "openapi": whole["openapi"],
        "paths": paths,
        "components": components,
    }


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value


def bare(value: Json, *, named: bool = False) -> Json:
    """Return a part without the words for people; a property may be called like one of these words."""
    if isinstance(value, list):
        return [bare(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: bare(inner, named=key in {"properties", "schemas", "responses", "headers"} and not named)
        for key, inner in value.items()
        if named or key not in _WORDS_FOR_PEOPLE
    }


def references(value: Json) -> Iterator[tuple[str, str]]:
    """Yield kind and name of every component that a part refers to."""
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str):
            _, _, kind, name = target.split("/")
            yield kind, name
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def main(package: Path) -> None:
    """Write the subset and its licence beside this file."""
    whole = json.loads((package / "generated" / "api.github.com.json").read_text("utf-8"))
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    subset = cut(whole, version)
    text = json.dumps(subset, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    SUBSET.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
    licence = (package / "LICENSE").read_text("utf-8")
    (HERE / "openapi-subset.LICENSE").write_text(licence, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
