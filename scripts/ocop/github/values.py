"""What GitHub tells, as values of our own: only what is used, each part checked to be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ocop.github.session import GitHubError

# The login that GitHub shows for an account that is no more.
GHOST = "ghost"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A proposed change; `base` and `head_branch` are names, `base_commit` and `head` the ids of commits."""

    number: int
    is_open: bool
    is_draft: bool
    author: str
    head: str
    head_branch: str
    base: str
    base_commit: str
    base_repository: str
    labels: tuple[str, ...]
    teams: tuple[str, ...]
    files: int | None = None

    @staticmethod
    def of(told: Mapping[str, Any]) -> PullRequest:
        """Return the pull request of an answer; GitHubError when a part of it is missing."""
        with _reading("yêu cầu nhận (pull request)"):
            repository = told["base"]["repo"]
            return PullRequest(
                number=int(told["number"]),
                is_open=told["state"] == "open",
                is_draft=bool(told.get("draft")),
                author=login_of(told),
                head=str(told["head"]["sha"]),
                head_branch=str(told["head"]["ref"]),
                base=str(told["base"]["ref"]),
                base_commit=str(told["base"]["sha"]),
                base_repository=str(repository["full_name"]),
                labels=tuple(str(one["name"]) for one in told["labels"]),
                teams=tuple(str(one["slug"]) for one in told.get("requested_teams") or ()),
                files=told.get("changed_files"),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment of an issue or a pull request."""

    id: int
    author: str
    body: str

    @staticmethod
    def of(told: Mapping[str, Any]) -> Comment:
        """Return the comment of an answer; GitHubError when a part of it is missing."""
        with _reading("bình luận (comment)"):
            body = _unix(told.get("body"))
            return Comment(id=int(told["id"]), author=login_of(told), body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue, or a pull request seen as one; `opened_at` is in UTC."""

    number: int
    is_open: bool
    author: str
    title: str
    body: str
    labels: tuple[str, ...]
    opened_at: datetime

    @staticmethod
    def of(told: Mapping[str, Any]) -> Issue:
        """Return the issue of an answer; GitHubError when a part of it is missing."""
        with _reading("phiếu (issue)"):
            return Issue(
                number=int(told["number"]),
                is_open=told["state"] == "open",
                author=login_of(told),
                title=str(told["title"]),
                body=_unix(told.get("body")),
                labels=tuple(one if isinstance(one, str) else str(one["name"]) for one in told["labels"]),
                opened_at=datetime.fromisoformat(str(told["created_at"])),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class GitCommit:
    """A commit by its id, with the ids of its tree and its parents."""

    id: str
    tree: str
    parents: tuple[str, ...]
    message: str

    @staticmethod
    def of(told: Mapping[str, Any]) -> GitCommit:
        """Return the commit of an answer; GitHubError when a part of it is missing."""
        with _reading("commit"):
            return GitCommit(
                id=str(told["sha"]),
                tree=str(told["tree"]["sha"]),
                parents=tuple(str(one["sha"]) for one in told["parents"]),
                message=_unix(told["message"]),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's word on one commit of a pull request; `state` as GitHub has it, in capitals."""

    author: str
    state: str
    commit: str

    @staticmethod
    def of(told: Mapping[str, Any]) -> Review:
        """Return the review of an answer; GitHubError when a part of it is missing."""
        with _reading("lượt duyệt (review)"):
            return Review(
                author=login_of(told), state=str(told["state"]).upper(), commit=str(told["commit_id"] or "")
            )


def id_of(told: Mapping[str, Any]) -> str:
    """Return the id of a Git object that was made; GitHubError when the answer has none."""
    with _reading("đối tượng Git (object)"):
        return str(told["sha"])


def login_of(told: Mapping[str, Any]) -> str:
    """Return who wrote something; a deleted account has no user at all."""
    user = told["user"]
    return str(user["login"]) if user else GHOST


def _unix(text: str | None) -> str:
    """GitHub's own editor sends line ends as Windows has them."""
    return (text or "").replace("\r\n", "\n")


class _reading:  # noqa: N801 - reads as a word of the language
    """Turn a part that is missing from an answer into a sentence."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        """Nothing is needed beforehand."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (KeyError, TypeError, ValueError)):
            raise GitHubError(
                f"GitHub trả lời thiếu phần cần của {self._what} (incomplete answer)"
            ) from error
