"""A GitHub of our own on the loopback: it keeps state, checks both sides of a call, fails on demand."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.github.contract import operation_at, sample_of
from tests.repositories import git

OWNER, NAME = "ocop-thu", "so-dang-ky"
TOKENS = {"token-of-actions": "github-actions[bot]"}
_DAY = "2026-11-20T01:00:00Z"


@dataclass
class Fault:
    """What goes wrong with the next `times` calls that fit; `after`: only once the call has taken effect.

    With `seconds` the answer comes too late, with `cut` not at all.
    """

    method: str
    path: str
    status: int = 500
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str = "Injected"
    seconds: float = 0.0
    cut: bool = False
    after: bool = False

    def outcome(self) -> tuple[int, Any, dict[str, str], float | None]:
        """Return what the caller gets, and how late; None is never."""
        wait = None if self.cut else self.seconds
        return self.status, {"message": self.message}, dict(self.headers), wait

    def fits(self, method: str, path: str) -> bool:
        """Say whether the fault still strikes and this call is one of those it strikes."""
        return self.times > 0 and method == self.method and re.fullmatch(self.path, path) is not None


class Refused(Exception):
    """The call is answered with an error."""

    def __init__(self, status: int, said: str, **errors: str) -> None:
        super().__init__(said)
        self.status = status
        self.body: dict[str, Any] = {"message": said, "documentation_url": "https://docs.example.org/"}
        if errors:
            self.body["errors"] = [{"resource": "Thing", "field": "name", **errors}]


@dataclass
class Thread:
    """An issue, or a pull request when it has a head."""

    number: int
    author: str
    title: str
    body: str
    state: str = "open"
    state_reason: str | None = None
    labels: list[str] = field(default_factory=list)
    head: str | None = None
    head_branch: str = ""
    head_owner: str = OWNER
    base: str = "main"
    draft: bool = False
    teams: list[str] = field(default_factory=list)
    reviews: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Said:
    """One comment."""

    id: int
    thread: int
    author: str | None
    body: str


class GitHubDouble:
    """The state of one repository: `events` are the changes, `violations` what breaks the contract."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self.folder = folder
        self.prefix = prefix
        self.threads: dict[int, Thread] = {}
        self.said: list[Said] = []
        self.labels: dict[str, tuple[str, str]] = {}
        self.logins: dict[str, str] = {}
        self.teams: set[str] = set()
        self.events: list[str] = []
        self.calls: list[str] = []
        self.violations: list[str] = []
        self.planned: list[Fault] = []
        self.base_url = ""
        self.before_call: Callable[[str, str], None] = lambda _method, _path: None
        self.lock = threading.RLock()

    # --- setting up

    def issue(self, author: str, title: str, body: str, **more: Any) -> Thread:
        """Add an issue or a pull request that somebody made by hand."""
        one = Thread(len(self.threads) + 1, author, title, body, **more)
        self.threads[one.number] = one
        return one

    def pull(self, author: str, head: str, branch: str = "ho-so", **more: Any) -> Thread:
        """Add a pull request of a commit that lies in the repository."""
        return self.issue(author, "Hồ sơ", "", head=head, head_branch=branch, **more)

    def say(self, thread: int, author: str | None, body: str) -> Said:
        """Add a comment."""
        one = Said(len(self.said) + 1001, thread, author, body)
        self.said.append(one)
        return one

    def comments_of(self, number: int) -> list[Said]:
        """The comments of a thread."""
        return [one for one in self.said if one.thread == number]

    # --- answering

    def outcome(
        self, method: str, target: str, raw: bytes, token: str
    ) -> tuple[int, Any, dict[str, str], float | None]:
        """Return status, body, headers and how late they come (None: never), faults included."""
        parts = urlsplit(target)
        if not parts.path.startswith(f"{self.prefix}/"):
            return 404, {"message": "Not Found"}, {}, 0.0
        path, query = parts.path.removeprefix(self.prefix), dict(parse_qsl(parts.query))
        self.calls.append(f"{method} {path}")
        self.before_call(method, path)
        fault = next((one for one in self.planned if one.fits(method, path)), None)
        if fault is not None:
            fault.times -= 1
            if not fault.after:
                return fault.outcome()
        paged: dict[str, str] = {name: query.pop(name) for name in ("per_page", "page") if name in query}
        body = json.loads(raw) if raw else None
        status, told = self.answer(method, path, query, body, TOKENS.get(token))
        if fault is not None:
            return fault.outcome()
        if method != "GET" or not isinstance(told, list):
            return status, told, {}, 0.0
        told, following = self.page(told, paged)
        words = urlencode({**query, **paged, "page": following or ""})
        headers = {"Link": f'<{self.base_url}{path}?{words}>; rel="next"'} if following else {}
        return status, told, headers, 0.0

    def answer(
        self, method: str, path: str, query: Mapping[str, str], body: Any, login: str | None
    ) -> tuple[int, Any]:
        """Return status and body of a call, both sides held against the contract."""
        found = operation_at(method, path)
        if found is None:
            self.violations.append(f"{method} {path}: not a call that is vendored")
            return 404, {"message": "Not Found"}
        operation, parts = found
        wrong = list(operation.request_faults(query, body))
        if wrong:
            self.violations += wrong
            return 422, {"message": "; ".join(wrong)}
        if login is None:
            return 401, {"message": "Bad credentials"}
        if (unquote(parts["owner"]), unquote(parts["repo"])) != (OWNER, NAME):
            return 404, {"message": "Not Found"}
        decoded = {name: unquote(value) for name, value in parts.items()}
        try:
            status, told = _HANDLERS[(operation.method, operation.template.removeprefix(_ROOT))](
                self, decoded, query, body, login
            )
        except Refused as refusal:
            status, told = refusal.status, refusal.body
        self.violations += operation.answer_faults(status, told)
        return status, told

    def page(self, items: list[Any], query: Mapping[str, str]) -> tuple[list[Any], str | None]:
        """Return one page of a list and the number of the next one."""
        size, number = min(int(query.get("per_page", "30")), 100), int(query.get("page", "1"))
        left = items[(number - 1) * size :]
        return left[:size], str(number + 1) if len(left) > size else None

    # --- how things look

    def url(self, path: str = "") -> str:
        """An address of this repository."""
        return f"{self.base_url}/repos/{OWNER}/{NAME}{path}"

    def user(self, login: str) -> dict[str, Any]:
        """How an account looks."""
        kind = "Bot" if login.endswith("[bot]") else "User"
        return {**sample_of("simple-user", self.url()), "login": login, "type": kind}

    def label(self, name: str) -> dict[str, Any]:
        """How a label looks."""
        colour, text = self.labels.get(name, ("ededed", ""))
        return {
            **sample_of("label", self.url(f"/labels/{name}")),
            "name": name, "color": colour, "description": text,
        }  # fmt: skip

    def comment_shown(self, one: Said) -> dict[str, Any]:
        """How a comment looks."""
        return {
            **sample_of("issue-comment", self.url(f"/issues/comments/{one.id}")),
            "id": one.id,
            "user": self.user(one.author) if one.author else None,
            "body": one.body,
            "author_association": "NONE",
        }

    def issue_shown(self, one: Thread) -> dict[str, Any]:
        """How an issue looks; a pull request looks like one too."""
        found = {
            **sample_of("issue", self.url(f"/issues/{one.number}")),
            "number": one.number,
            "state": one.state,
            "state_reason": one.state_reason,
            "title": one.title,
            "body": one.body,
            "user": self.user(one.author),
            "labels": [self.label(name) for name in one.labels],
            "comments": len(self.comments_of(one.number)),
        }
        if one.head is not None:
            url = self.url(f"/pulls/{one.number}")
            found["pull_request"] = {"url": url, "html_url": url, "diff_url": url, "patch_url": url}
        return found

    def pull_shown(self, one: Thread, *, whole: bool) -> dict[str, Any]:
        """How a pull request looks, by itself or in a list."""
        component = "pull-request" if whole else "pull-request-simple"
        url = self.url(f"/pulls/{one.number}")
        found = {
            **sample_of(component, url),
            "number": one.number,
            "state": one.state,
            "draft": one.draft,
            "title": one.title,
            "body": one.body,
            "user": self.user(one.author),
            "labels": [{**self.label(name)} for name in one.labels],
            "requested_teams": [self.team(slug) for slug in one.teams],
            "head": self._end(one.head or "", one.head_branch, one.head_owner),
            "base": self._end(git(self.folder, "rev-parse", one.base), one.base, OWNER),
        }
        if whole:
            found["changed_files"] = len(self.files(one))
        return found

    def team(self, slug: str) -> dict[str, Any]:
        """How a team looks."""
        return {**sample_of("team", self.url()), "slug": slug, "name": slug}

    def _end(self, commit: str, branch: str, owner: str) -> dict[str, Any]:
        repository = {**sample_of("repository", self.url()), "full_name": f"{owner}/{NAME}", "name": NAME}
        return {
            "label": f"{owner}:{branch}", "ref": branch, "sha": commit,
            "user": self.user(owner), "repo": repository,
        }  # fmt: skip

    def files(self, one: Thread) -> list[dict[str, Any]]:
        """The files of a pull request, from Git."""
        words = ("diff", "--name-status", "--no-renames", "-z", f"{one.base}...{one.head}")
        fields = [word for word in git(self.folder, *words).split("\0") if word]
        names = {"A": "added", "M": "modified", "D": "removed", "T": "changed"}
        return [
            {
                **sample_of("diff-entry", self.url()),
                "filename": path, "status": names[letter], "sha": "0" * 40,
            }
            for letter, path in zip(fields[::2], fields[1::2], strict=True)
        ]  # fmt: skip

    def review_shown(self, one: tuple[str, str, str]) -> dict[str, Any]:
        """How somebody's word on a pull request looks."""
        author, state, commit = one
        return {
            **sample_of("pull-request-review", self.url()),
            "user": self.user(author), "state": state, "commit_id": commit, "body": "",
        }  # fmt: skip

    def thread(self, number: str) -> Thread:
        """The issue or pull request with a number, or a 404."""
        found = self.threads.get(int(number)) if number.isdigit() else None
        if found is None:
            raise Refused(404, "Not Found")
        return found


_Handler = Callable[[GitHubDouble, Mapping[str, str], Mapping[str, str], Any, str], tuple[int, Any]]
_ROOT = "/repos/{owner}/{repo}"


def _repository(hub: GitHubDouble, *_: Any) -> tuple[int, Any]:
    found = {
        **sample_of("full-repository", hub.url()),
        "name": NAME, "full_name": f"{OWNER}/{NAME}", "default_branch": "main",
    }  # fmt: skip
    return 200, found


def _pulls(hub: GitHubDouble, _parts: Any, query: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    kept = [
        one
        for one in hub.threads.values()
        if one.head is not None
        and query.get("state", "open") in {one.state, "all"}
        and query.get("base", one.base) == one.base
        and query.get("head", f"{one.head_owner}:{one.head_branch}") == f"{one.head_owner}:{one.head_branch}"
    ]
    return 200, [hub.pull_shown(one, whole=False) for one in reversed(kept)]


def _pull(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    one = hub.thread(parts["pull_number"])
    if one.head is None:
        raise Refused(404, "Not Found")
    return 200, hub.pull_shown(one, whole=True)


def _new_pull(hub: GitHubDouble, _parts: Any, _query: Any, body: Any, login: str) -> tuple[int, Any]:
    branch = body["head"].rpartition(":")[2]
    for one in hub.threads.values():
        if one.head is not None and one.state == "open" and one.head_branch == branch:
            raise Refused(422, "Validation Failed", code="custom", message="A pull request already exists")
    head = git(hub.folder, "rev-parse", f"refs/heads/{branch}")
    made = hub.pull(login, head, branch, base=body["base"])
    made.title, made.body = body["title"], body.get("body") or ""
    hub.events.append(f"open pull {made.number}")
    return 201, hub.pull_shown(made, whole=True)


def _files(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, hub.files(hub.thread(parts["pull_number"]))


def _reviews(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, [hub.review_shown(one) for one in hub.thread(parts["pull_number"]).reviews]


def _request(hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, _l: str) -> tuple[int, Any]:
    one = hub.thread(parts["pull_number"])
    for slug in body["team_reviewers"]:
        if slug not in hub.teams:
            raise Refused(422, f"Could not resolve to a node with the global id of '{slug}'.")
        if slug not in one.teams:
            one.teams.append(slug)
    hub.events.append(f"request {one.number}: {' '.join(body['team_reviewers'])}")
    return 201, hub.pull_shown(one, whole=False)


def _issues(hub: GitHubDouble, _parts: Any, query: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    wanted = {one for one in query.get("labels", "").split(",") if one}
    kept = [
        one
        for one in hub.threads.values()
        if query.get("state", "open") in {one.state, "all"}
        and wanted <= set(one.labels)
        and query.get("creator", one.author) == one.author
    ]
    return 200, [hub.issue_shown(one) for one in kept]


def _new_issue(hub: GitHubDouble, _parts: Any, _query: Any, body: Any, login: str) -> tuple[int, Any]:
    made = hub.issue(login, body["title"], body.get("body") or "")
    made.labels = list(body.get("labels") or ())
    hub.events.append(f"open issue {made.number}: {made.title}")
    return 201, hub.issue_shown(made)


def _issue(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, hub.issue_shown(hub.thread(parts["issue_number"]))


def _edit_issue(hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, _l: str) -> tuple[int, Any]:
    one = hub.thread(parts["issue_number"])
    for name in ("title", "body", "state", "state_reason"):
        if name in body:
            setattr(one, name, body[name])
    word = {"closed": "close", "open": "reopen"}.get(body.get("state"), "edit")
    hub.events.append(f"{word} issue {one.number}")
    return 200, hub.issue_shown(one)


def _comments(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    one = hub.thread(parts["issue_number"])
    return 200, [hub.comment_shown(said) for said in hub.comments_of(one.number)]


def _new_comment(
    hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, login: str
) -> tuple[int, Any]:
    one = hub.thread(parts["issue_number"])
    if len(body["body"]) > 65_536:
        raise Refused(422, "Body is too long (maximum is 65536 characters)")
    said = hub.say(one.number, login, body["body"])
    hub.events.append(f"comment {one.number}")
    return 201, hub.comment_shown(said)


def _edit_comment(
    hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, login: str
) -> tuple[int, Any]:
    found = next((one for one in hub.said if str(one.id) == parts["comment_id"]), None)
    if found is None or found.author != login:
        raise Refused(404, "Not Found")
    found.body = body["body"]
    hub.events.append(f"edit comment {found.id}")
    return 200, hub.comment_shown(found)


def _labels_of(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, [hub.label(name) for name in hub.thread(parts["issue_number"]).labels]


def _add_labels(hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, _l: str) -> tuple[int, Any]:
    one = hub.thread(parts["issue_number"])
    for name in body["labels"]:
        hub.labels.setdefault(name, ("ededed", ""))
        if name not in one.labels:
            one.labels.append(name)
    hub.events.append(f"label {one.number}: +{' +'.join(body['labels'])}")
    return 200, [hub.label(name) for name in one.labels]


def _remove_label(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    one = hub.thread(parts["issue_number"])
    if parts["name"] not in one.labels:
        raise Refused(404, "Label does not exist")
    one.labels.remove(parts["name"])
    hub.events.append(f"label {one.number}: -{parts['name']}")
    return 200, [hub.label(name) for name in one.labels]


def _label(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    if parts["name"] not in hub.labels:
        raise Refused(404, "Not Found")
    return 200, hub.label(parts["name"])


def _new_label(hub: GitHubDouble, _parts: Any, _query: Any, body: Any, _login: str) -> tuple[int, Any]:
    if body["name"] in hub.labels:
        raise Refused(422, "Validation Failed", code="already_exists")
    if len(body.get("description") or "") > 100:
        raise Refused(422, "Validation Failed", code="custom", message="description is too long")
    hub.labels[body["name"]] = (body["color"], body.get("description") or "")
    hub.events.append(f"new label {body['name']}")
    return 201, hub.label(body["name"])


def _commit_at(hub: GitHubDouble, revision: str) -> str:
    try:
        return git(hub.folder, "rev-parse", "--verify", f"{revision}^{{commit}}")
    except AssertionError:
        raise Refused(404, "Not Found") from None


def _ref(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, _ref_shown(hub, f"refs/{parts['ref']}", _commit_at(hub, f"refs/{parts['ref']}"))


def _ref_shown(hub: GitHubDouble, name: str, commit: str) -> dict[str, Any]:
    told = {"type": "commit", "sha": commit, "url": hub.url(f"/git/commits/{commit}")}
    return {**sample_of("git-ref", hub.url()), "ref": name, "object": told}


def _new_ref(hub: GitHubDouble, _parts: Any, _query: Any, body: Any, _login: str) -> tuple[int, Any]:
    try:
        _commit_at(hub, body["ref"])
    except Refused:
        git(hub.folder, "update-ref", body["ref"], body["sha"])
        hub.events.append(f"new branch {body['ref']}")
        return 201, _ref_shown(hub, body["ref"], body["sha"])
    raise Refused(422, "Reference already exists")


def _move_ref(hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, _l: str) -> tuple[int, Any]:
    name = f"refs/{parts['ref']}"
    try:
        known = _commit_at(hub, name)
    except Refused:
        raise Refused(422, "Reference does not exist") from None
    if not body.get("force") and git(hub.folder, "merge-base", known, body["sha"]) != known:
        raise Refused(422, "Update is not a fast forward")
    git(hub.folder, "update-ref", name, body["sha"])
    for one in hub.threads.values():
        if one.head is not None and one.state == "open" and name == f"refs/heads/{one.head_branch}":
            one.head = body["sha"]
    hub.events.append(f"move branch {name}")
    return 200, _ref_shown(hub, name, body["sha"])


def _git_commit(hub: GitHubDouble, parts: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    return 200, _git_commit_shown(hub, _commit_at(hub, parts["commit_sha"]))


def _git_commit_shown(hub: GitHubDouble, commit: str) -> dict[str, Any]:
    tree, *parents = git(hub.folder, "show", "-s", "--format=%T %P", commit).split()
    url = hub.url(f"/git/commits/{commit}")
    return {
        **sample_of("git-commit", url),
        "sha": commit,
        "message": git(hub.folder, "show", "-s", "--format=%B", commit),
        "tree": {"sha": tree, "url": url},
        "parents": [{"sha": one, "url": url, "html_url": url} for one in parents],
    }


def _new_git_commit(hub: GitHubDouble, _p: Any, _q: Any, body: Any, login: str) -> tuple[int, Any]:
    author = {"name": login, "email": f"{login}@example.org", **(body.get("author") or {})}
    who = {"GIT_AUTHOR_NAME": author["name"], "GIT_AUTHOR_EMAIL": author["email"]}
    words = [word for parent in body.get("parents") or () for word in ("-p", parent)]
    commit = git(hub.folder, "commit-tree", body["tree"], *words, "-m", body["message"], who=who)
    hub.events.append("new commit")
    return 201, _git_commit_shown(hub, commit)


def _new_tree(hub: GitHubDouble, _p: Any, _q: Any, body: Any, _login: str) -> tuple[int, Any]:
    index: dict[str, str] = {"GIT_INDEX_FILE": str(hub.folder / ".git" / "index-of-double")}
    git(hub.folder, "read-tree", body.get("base_tree") or "--empty", who=index)
    for one in body["tree"]:
        oid = git(hub.folder, "hash-object", "-w", "--stdin", stdin=one["content"].encode())
        git(
            hub.folder,
            "update-index",
            "--add",
            "--cacheinfo",
            f"{one['mode']},{oid},{one['path']}",
            who=index,
        )
    tree = git(hub.folder, "write-tree", who=index)
    return 201, {**sample_of("git-tree", hub.url()), "sha": tree}


def _blob(hub: GitHubDouble, branch: str, path: str) -> str | None:
    line = git(hub.folder, "ls-tree", branch, "--", path)
    return line.split()[2] if line else None


def _contents(
    hub: GitHubDouble, parts: Mapping[str, str], query: Mapping[str, str], *_: Any
) -> tuple[int, Any]:
    path, branch = parts["path"], query.get("ref", "main")
    oid = _blob(hub, _commit_at(hub, branch), path)
    if oid is None:
        raise Refused(404, "Not Found")
    size = int(git(hub.folder, "cat-file", "-s", oid))
    words = base64.b64encode(_bytes(hub, oid)).decode("ascii")
    return 200, {
        **sample_of("content-file", hub.url()),
        "type": "file", "path": path, "name": path.rpartition("/")[2], "sha": oid, "size": size,
        "encoding": "base64", "content": words,
    }  # fmt: skip


def _bytes(hub: GitHubDouble, oid: str) -> bytes:
    words = ("git", "-C", str(hub.folder), "cat-file", "blob", oid)
    return subprocess.run(words, capture_output=True, check=True).stdout


def _put(hub: GitHubDouble, parts: Mapping[str, str], _q: Any, body: Any, login: str) -> tuple[int, Any]:
    path, branch = parts["path"], body["branch"]
    tip = _commit_at(hub, f"refs/heads/{branch}")
    known = _blob(hub, tip, path)
    if known != body.get("sha"):
        raise Refused(409 if body.get("sha") else 422, "sha does not match")
    author = body.get("author") or {"name": login, "email": f"{login}@example.org"}
    index: dict[str, str] = {"GIT_INDEX_FILE": str(hub.folder / ".git" / "index-of-double")}
    git(hub.folder, "read-tree", tip, who=index)
    oid = git(hub.folder, "hash-object", "-w", "--stdin", stdin=base64.b64decode(body["content"]))
    git(hub.folder, "update-index", "--add", "--cacheinfo", f"100644,{oid},{path}", who=index)
    tree = git(hub.folder, "write-tree", who=index)
    who = {"GIT_AUTHOR_NAME": author["name"], "GIT_AUTHOR_EMAIL": author["email"]}
    commit = git(hub.folder, "commit-tree", tree, "-p", tip, "-m", body["message"], who=who)
    git(hub.folder, "update-ref", f"refs/heads/{branch}", commit)
    hub.events.append(f"put {branch}:{path}")
    told = {**sample_of("file-commit", hub.url())}
    return (200 if known else 201), told


def _commits(hub: GitHubDouble, _parts: Any, query: Mapping[str, str], *_: Any) -> tuple[int, Any]:
    words = ["log", "--format=%H %ae", query.get("sha", "main"), "--", query.get("path", ".")]
    found = []
    for line in git(hub.folder, *words).splitlines():
        commit, email = line.split(" ", 1)
        login = hub.logins.get(email)
        shown = {**sample_of("commit", hub.url(f"/commits/{commit}")), "sha": commit}
        found.append({**shown, "author": hub.user(login) if login else None})
    return 200, found


_HANDLERS: Mapping[tuple[str, str], _Handler] = {
    ("get", ""): _repository,
    ("get", "/pulls"): _pulls,
    ("post", "/pulls"): _new_pull,
    ("get", "/pulls/{pull_number}"): _pull,
    ("get", "/pulls/{pull_number}/files"): _files,
    ("get", "/pulls/{pull_number}/reviews"): _reviews,
    ("post", "/pulls/{pull_number}/requested_reviewers"): _request,
    ("get", "/issues"): _issues,
    ("post", "/issues"): _new_issue,
    ("get", "/issues/{issue_number}"): _issue,
    ("patch", "/issues/{issue_number}"): _edit_issue,
    ("get", "/issues/{issue_number}/comments"): _comments,
    ("post", "/issues/{issue_number}/comments"): _new_comment,
    ("patch", "/issues/comments/{comment_id}"): _edit_comment,
    ("get", "/issues/{issue_number}/labels"): _labels_of,
    ("post", "/issues/{issue_number}/labels"): _add_labels,
    ("delete", "/issues/{issue_number}/labels/{name}"): _remove_label,
    ("get", "/labels/{name}"): _label,
    ("post", "/labels"): _new_label,
    ("get", "/git/ref/{ref}"): _ref,
    ("post", "/git/refs"): _new_ref,
    ("patch", "/git/refs/{ref}"): _move_ref,
    ("get", "/git/commits/{commit_sha}"): _git_commit,
    ("post", "/git/commits"): _new_git_commit,
    ("post", "/git/trees"): _new_tree,
    ("get", "/contents/{path}"): _contents,
    ("put", "/contents/{path}"): _put,
    ("get", "/commits"): _commits,
}


def serving(hub: GitHubDouble) -> ThreadingHTTPServer:
    """Return a server of this GitHub on a free port of the loopback, not yet running."""

    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def log_message(self, *_: Any) -> None:
            """Be silent."""

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length) if length else b""
            with hub.lock:
                token = (self.headers.get("Authorization") or "").removeprefix("token ")
                status, told, headers, wait = hub.outcome(self.command, self.path, raw, token)
            if wait is None:
                self.close_connection = True
                return
            if wait:
                time.sleep(wait)
            content = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer  # noqa: N815 - the library's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.base_url = f"http://127.0.0.1:{server.server_address[1]}{hub.prefix}"
    return server
