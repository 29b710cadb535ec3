"""What the registry asks of one repository on GitHub, each in a word; every failure is a GitHubError."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

from ocop.github.session import Caller, GitHubError, Settings
from ocop.github.values import Comment, GitCommit, Issue, PullRequest, Review, id_of

_MISSING, _EXISTS, _CONFLICT = 404, 422, 409


class GitHub:
    """One repository, seen and changed with one token."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._caller = Caller(settings)

    @cached_property
    def default_branch(self) -> str:
        """The branch that changes are proposed to."""
        name = self._caller.read("").get("default_branch")
        if not isinstance(name, str) or not name:
            raise GitHubError("GitHub không cho biết nhánh chính của kho (no default branch in the answer)")
        return name

    def is_own(self, author: str) -> bool:
        """Say whether a login is the account that we write as."""
        return author.casefold() == self.settings.account.casefold()

    # --- pull requests

    def pull_requests_at(self, commit: str) -> tuple[PullRequest, ...]:
        """Return the open pull requests to the default branch whose head is this very commit.

        All open ones are looked through: asking by commit finds none whose branch lies in a fork.
        """
        return tuple(one for one in self.open_pull_requests() if one.head == commit)

    def open_pull_requests(self) -> tuple[PullRequest, ...]:
        """Return every open pull request to the default branch, what moved last first."""
        listed = self._caller.page(
            "/pulls", state="open", base=self.default_branch, sort="updated", direction="desc"
        )
        return tuple(map(PullRequest.of, listed))

    def pull_request_from(self, branch: str) -> PullRequest | None:
        """Return the pull request, open or not, that was last made from a branch of this repository."""
        owner = self.settings.repository.partition("/")[0]
        listed = self._caller.page("/pulls", state="all", head=f"{owner}:{branch}")
        return max(map(PullRequest.of, listed), key=lambda one: one.number, default=None)

    def pull_request(self, number: int) -> PullRequest:
        """Return a pull request as it is now."""
        return PullRequest.of(self._caller.read(f"/pulls/{number}"))

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return what people said of a pull request, oldest first."""
        return tuple(map(Review.of, self._caller.page(f"/pulls/{number}/reviews")))

    def request_teams(self, number: int, teams: Iterable[str]) -> None:
        """Ask teams, by their short names, to review."""
        body = {"team_reviewers": sorted(teams)}
        self._caller.write("POST", f"/pulls/{number}/requested_reviewers", body, repeatable=True)

    def open_pull_request(self, title: str, branch: str, body: str) -> PullRequest:
        """Propose a branch to the default one; where that has been done already, return what there is."""
        asked = {"title": title, "head": branch, "base": self.default_branch, "body": body}
        try:
            return PullRequest.of(self._caller.write("POST", "/pulls", asked))
        except GitHubError as error:
            found = self.pull_request_from(branch) if error.uncertain or error.status == _EXISTS else None
            if found is None or not found.is_open:
                raise
            return found

    # --- comments

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return every comment of an issue or a pull request, oldest first."""
        return tuple(map(Comment.of, self._caller.page(f"/issues/{number}/comments")))

    def own_comment(self, number: int, marker: str) -> Comment | None:
        """Return our first comment that begins with `marker`; whoever else writes a marker is not heard."""
        return next(
            (
                one
                for one in self.comments(number)
                if self.is_own(one.author) and one.body.startswith(f"{marker}\n")
            ),
            None,
        )

    def keep_comment(self, number: int, marker: str, body: str) -> bool:
        """See to it that our one comment with `marker` says `body`; say whether anything was changed.

        `body` begins with the marker. A comment of which it is not known whether it was made is looked for
        before another is written.
        """
        if not body.startswith(f"{marker}\n"):
            raise ValueError("the comment does not begin with its marker")
        found = self.own_comment(number, marker)
        if found is None:
            try:
                self.comment(number, body)
            except GitHubError as error:
                if not error.uncertain:
                    raise
                if self.own_comment(number, marker) is None:
                    self.comment(number, body)
            return True
        if found.body.rstrip() == body.rstrip():
            return False
        self._caller.write("PATCH", f"/issues/comments/{found.id}", {"body": body})
        return True

    def comment(self, number: int, body: str) -> Comment:
        """Add a comment."""
        return Comment.of(self._caller.write("POST", f"/issues/{number}/comments", {"body": body}))

    # --- labels

    def ensure_label(self, name: str, colour: str, description: str) -> None:
        """See to it that the repository has a label; one that is there keeps the looks it was given."""
        try:
            self._caller.read(f"/labels/{quote(name, safe='')}")
        except GitHubError as error:
            if error.status != _MISSING:
                raise
            body = {"name": name, "color": colour, "description": description}
            try:
                self._caller.write("POST", "/labels", body, repeatable=True)
            except GitHubError as refusal:
                if refusal.status != _EXISTS:  # somebody else was quicker
                    raise
                self._caller.read(f"/labels/{quote(name, safe='')}")

    def labels(self, number: int) -> tuple[str, ...]:
        """Return the labels of an issue or a pull request."""
        return tuple(str(one.get("name")) for one in self._caller.page(f"/issues/{number}/labels"))

    def add_labels(self, number: int, names: Iterable[str]) -> None:
        """Add labels, leaving all others."""
        self._caller.write("POST", f"/issues/{number}/labels", {"labels": sorted(names)}, repeatable=True)

    def remove_label(self, number: int, name: str) -> None:
        """Take one label away; that it is gone already is as good."""
        try:
            self._caller.write("DELETE", f"/issues/{number}/labels/{quote(name, safe='')}")
        except GitHubError as error:
            if error.status != _MISSING:
                raise

    # --- issues

    def issues(self, label: str, state: str = "open") -> tuple[Issue, ...]:
        """Return the issues with a label that we opened ourselves; `state` is open, closed or all."""
        listed = self._caller.page("/issues", labels=label, state=state, direction="asc")
        found = (Issue.of(one) for one in listed if "pull_request" not in one)
        return tuple(one for one in found if self.is_own(one.author))

    def issue(self, number: int) -> Issue:
        """Return one issue as it is now."""
        return Issue.of(self._caller.read(f"/issues/{number}"))

    def open_issue(self, title: str, body: str, labels: Iterable[str]) -> Issue:
        """Open an issue; an uncertain failure is left to the caller, who looks for its marker first."""
        asked = {"title": title, "body": body, "labels": sorted(labels)}
        return Issue.of(self._caller.write("POST", "/issues", asked))

    def edit_issue(self, number: int, title: str, body: str) -> None:
        """Put another title and text into an issue."""
        self._caller.write("PATCH", f"/issues/{number}", {"title": title, "body": body})

    def close_issue(self, number: int, *, done: bool = True) -> None:
        """Close an issue, as done or as not planned."""
        reason = "completed" if done else "not_planned"
        self._caller.write("PATCH", f"/issues/{number}", {"state": "closed", "state_reason": reason})

    def reopen_issue(self, number: int) -> None:
        """Open a closed issue again."""
        self._caller.write("PATCH", f"/issues/{number}", {"state": "open"})

    # --- branches, commits and files

    def branch_commit(self, branch: str) -> str | None:
        """Return the commit at the tip of a branch, None when there is no such branch."""
        try:
            told = self._caller.read(f"/git/ref/heads/{quote(branch)}")
        except GitHubError as error:
            if error.status == _MISSING:
                return None
            raise
        return str(told["object"]["sha"])

    def create_branch(self, branch: str, commit: str) -> None:
        """Make a branch; where it is there at the same commit already, that is as good."""
        body = {"ref": f"refs/heads/{branch}", "sha": commit}
        try:
            self._caller.write("POST", "/git/refs", body, repeatable=True)
        except GitHubError as error:
            if error.status != _EXISTS or self.branch_commit(branch) != commit:
                raise

    def git_commit(self, commit: str) -> GitCommit:
        """Return a commit as Git has it."""
        return GitCommit.of(self._caller.read(f"/git/commits/{commit}"))

    def tree_with(self, commit: GitCommit, files: Mapping[str, bytes]) -> str:
        """Return the id of a commit's tree with text files laid over it; nothing points to it yet."""
        entries = [
            {"path": path, "mode": "100644", "type": "blob", "content": content.decode("utf-8")}
            for path, content in sorted(files.items())
        ]
        body = {"base_tree": commit.tree, "tree": entries}
        return id_of(self._caller.write("POST", "/git/trees", body, repeatable=True))

    def commit_on(self, parent: GitCommit, tree: str, message: str) -> str:
        """Make a commit on another, to which nothing points yet, and return its id."""
        body = {"message": message, "tree": tree, "parents": [parent.id]}
        return id_of(self._caller.write("POST", "/git/commits", body, repeatable=True))

    def move_branch(self, branch: str, commit: str) -> None:
        """Let a branch of ours point to another commit, whatever it pointed to."""
        body = {"sha": commit, "force": True}
        self._caller.write("PATCH", f"/git/refs/heads/{quote(branch)}", body)

    def file(self, path: str, branch: str) -> tuple[bytes, str] | None:
        """Return a file's bytes and its blob's id, None when the branch has none there."""
        try:
            told = self._caller.read(f"/contents/{quote(path)}", ref=branch)
            return base64.b64decode(told["content"]), str(told["sha"])
        except GitHubError as error:
            if error.status == _MISSING:
                return None
            raise
        except (KeyError, TypeError, binascii.Error) as error:
            raise GitHubError(f"{path}: GitHub không cho đọc như một tệp (not a file)") from error

    def put_file(
        self, path: str, content: bytes, branch: str, message: str, author: Mapping[str, str] | None = None
    ) -> bool:
        """Commit one file to a branch; say whether it was not so already.

        `author` has name and email. A conflict after an unanswered call is looked into: the bytes decide.
        """
        found = self.file(path, branch)
        if found is not None and found[0] == content:
            return False
        body: dict[str, Any] = {
            "message": message,
            "content": base64.b64encode(content).decode("ascii"),
            "branch": branch,
        }
        body |= {"sha": found[1]} if found else {}
        body |= {"author": {**author}} if author else {}
        try:
            self._caller.write("PUT", f"/contents/{quote(path)}", body)
        except GitHubError as error:
            now = self.file(path, branch) if error.uncertain or error.status in {_EXISTS, _CONFLICT} else None
            if now is None or now[0] != content:
                raise
        return True

    def makers(self, folder: str, commit: str) -> frozenset[str]:
        """Return the logins of those whose commits, up to `commit`, touched a folder."""
        found = self._caller.page("/commits", sha=commit, path=folder)
        return frozenset(_logins(found))


def _logins(commits: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the accounts behind commits; who has none on GitHub has no login either."""
    for one in commits:
        author = one.get("author")
        if isinstance(author, dict) and author.get("login"):
            yield str(author["login"])
