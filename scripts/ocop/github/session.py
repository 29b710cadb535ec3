"""One way to every call: time-outs, bounded patience, and a sentence for each failure.

The calls go through github3's session, paging and errors; its objects are left aside, because they refuse
whole answers for one key they miss or a deleted user, and follow any address that stands in an answer.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import github3
from github3.session import GitHubSession
from github3.structs import GitHubIterator

from ocop.report.problems import plain

PUBLIC_API = "https://api.github.com"
# What a workflow's own token writes as.
ACTIONS_ACCOUNT = "github-actions[bot]"
API_VERSION = "2022-11-28"
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ATTEMPTS = 4
_MESSAGE = 300
# What GitHub's manual asks for where a refusal for calling too often says no time.
_SECONDARY_WAIT = 60.0
_SERVER_ERRORS = range(500, 600)
_REFUSED, _TOO_MANY = 403, 429
# Calls whose second sending changes nothing; a POST is one only where its caller says so.
_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})


class GitHubError(Exception):
    """GitHub did not do what was asked; the sentence says what and why.

    `status` is the answer's, None when there was none. `uncertain`: the call may have been carried out.
    """

    def __init__(self, sentence: str, *, status: int | None = None, uncertain: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        self.uncertain = uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where GitHub is and how patient to be; seconds throughout.

    `account` is the login that our own comments and issues carry. `longest_wait` bounds one pause, whatever
    GitHub asks for.
    """

    repository: str
    token: str = field(repr=False)
    api_url: str = PUBLIC_API
    account: str = ACTIONS_ACCOUNT
    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    first_pause: float = 1.0
    longest_wait: float = 120.0
    pause: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Refuse what could send the token astray; GitHubError says what is wrong."""
        if not _REPOSITORY.fullmatch(self.repository):
            raise GitHubError(f"“{plain(self.repository)}” không phải tên kho CHỦ/TÊN (not OWNER/NAME)")
        parts = urlsplit(self.api_url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        if not safe or not parts.hostname or parts.username or parts.query or parts.fragment:
            raise GitHubError("GITHUB_API_URL phải là địa chỉ https:// của GitHub (not an https address)")
        if not self.token:
            raise GitHubError("Thiếu biến môi trường GITHUB_TOKEN (no token in the environment)")

    @staticmethod
    def of_environment(repository: str, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that a workflow's environment gives; GitHubError when a part is missing."""
        return Settings(
            repository=repository,
            token=environment.get("GITHUB_TOKEN", ""),
            api_url=environment.get("GITHUB_API_URL") or PUBLIC_API,
            account=environment.get("OCOP_GITHUB_ACCOUNT") or ACTIONS_ACCOUNT,
        )


class _Session(GitHubSession):  # type: ignore[misc] # github3 ships no types
    """github3's session that waits when told to, tries again when it may, and never leaves its server."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.connect_seconds, settings.read_seconds)
        self.base_url = settings.api_url.rstrip("/")
        self.settings = settings
        self.repeatable = False
        self.token_auth(settings.token)
        self.headers.update({"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": API_VERSION})

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        """Send one call; give back its answer, or the last one when patience is over."""
        if not url.startswith(f"{self.base_url}/"):
            raise GitHubError("GitHub trả về một địa chỉ ở máy chủ khác; không gọi (foreign address refused)")
        options["allow_redirects"] = method.upper() == "GET"
        may_repeat = self.repeatable or method.upper() in _REPEATABLE
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                answer = super().request(method, url, *args, **options)
            except OSError:  # every failure of requests is one: no name, no connection, too slow
                if not may_repeat or attempt == _ATTEMPTS:
                    raise
                self._wait(attempt, None)
                continue
            wait = self._asked(answer)
            if attempt == _ATTEMPTS or wait is None:
                return answer
            if answer.status_code in _SERVER_ERRORS and not may_repeat:
                return answer
            if wait > self.settings.longest_wait:
                return answer
            self._wait(attempt, wait)
        raise AssertionError("unreachable")

    def _asked(self, answer: Any) -> float | None:
        """Return the seconds that an answer asks to wait before another try, None when it stands."""
        limited = answer.status_code in {_REFUSED, _TOO_MANY} and is_limited(answer)
        if not limited and answer.status_code not in _SERVER_ERRORS:
            return None
        after = answer.headers.get("Retry-After", "")
        if after.isdigit():
            return float(after)
        reset = answer.headers.get("X-RateLimit-Reset", "")
        if limited and answer.headers.get("X-RateLimit-Remaining") == "0" and reset.isdigit():
            return max(0.0, float(reset) - self.settings.now()) + 1
        return _SECONDARY_WAIT if limited else 0.0

    def _wait(self, attempt: int, asked: float | None) -> None:
        own = self.settings.first_pause * 2 ** (attempt - 1)
        self.settings.pause(min(max(own, asked or 0.0), self.settings.longest_wait))


def is_limited(answer: Any) -> bool:
    """Say whether a refusal is for calling too often, rather than for want of a right."""
    if answer.status_code == _TOO_MANY or "Retry-After" in answer.headers:
        return True
    return answer.headers.get("X-RateLimit-Remaining") == "0" or "rate limit" in _message(answer).lower()


class Caller:
    """The four things that are done with an address below one repository: read, page, write, write again."""

    def __init__(self, settings: Settings) -> None:
        self._session = _Session(settings)
        self.root = f"{self._session.base_url}/repos/{settings.repository}"

    def read(self, path: str, /, **parameters: str) -> Any:
        """Return the answer at a path of the repository; GitHubError when there is none."""
        return self._call("GET", self.root + path, f"đọc {path}", params=parameters)

    def page(self, path: str, /, **parameters: str) -> Iterator[Mapping[str, Any]]:
        """Yield every item of a list, over all its pages; GitHubError when one of them fails."""
        items = GitHubIterator(-1, self.root + path, dict, self._session, params={**parameters})
        try:
            yield from items
        except Exception as error:
            raise _told(error, f"đọc {path}") from error

    def write(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, repeatable: bool = False
    ) -> Any:
        """Send a change; `repeatable` says of a POST that doing it twice does no harm.

        GitHubError with `uncertain` when it cannot be known whether the change was made.
        """
        self._session.repeatable = repeatable
        try:
            options = {} if body is None else {"json": body}
            return self._call(method, self.root + path, f"ghi {path}", **options)
        finally:
            self._session.repeatable = False

    def _call(self, method: str, url: str, doing: str, **options: Any) -> Any:
        try:
            answer = self._session.request(method, url, **options)
            stands = answer.ok and not answer.is_redirect
            told = answer.json() if stands and answer.content else None
        except Exception as error:
            raise _told(error, doing) from error
        if not stands:
            raise _refusal(answer, doing)
        return told


def _told(error: Exception, doing: str) -> GitHubError:
    """Return any failure of a call as ours."""
    if isinstance(error, GitHubError):
        return error
    answer = getattr(error, "response", None)
    if isinstance(error, github3.exceptions.GitHubError) and answer is not None and not answer.ok:
        return _refusal(answer, doing)
    if isinstance(error, (OSError, github3.exceptions.ConnectionError, github3.exceptions.TransportError)):
        return GitHubError(
            f"Không nối được GitHub, hoặc quá lâu không trả lời, khi {plain(doing)} "
            f"(no connection or no answer in time: {type(error).__name__})",
            uncertain=True,
        )
    if isinstance(error, (ValueError, github3.exceptions.GitHubException)):
        return GitHubError(
            f"GitHub trả lời không đọc được khi {plain(doing)} (unreadable answer)", uncertain=True
        )
    raise error


def _refusal(answer: Any, doing: str) -> GitHubError:
    status = answer.status_code
    if answer.is_redirect:
        why = "kho đã chuyển chỗ hoặc đổi tên (moved)"
    elif status in {_REFUSED, _TOO_MANY} and is_limited(answer):
        why = "GitHub đang hạn chế số lần gọi; chạy lại sau (rate limit)"
    else:
        why = {
            401: "mã truy cập sai hoặc hết hạn (bad token)",
            403: "mã truy cập không có quyền này (no permission)",
            404: "không có, hoặc mã truy cập không được thấy (not found)",
            409: "đã có thay đổi khác chen vào (conflict)",
            410: "chức năng này đã bị tắt hoặc nội dung đã bị xóa (gone)",
            422: "GitHub không nhận nội dung này (not accepted)",
        }.get(status, "GitHub đang trục trặc (server error)" if status in _SERVER_ERRORS else "bị từ chối")
    said = _message(answer)
    sentence = f"Khi {plain(doing)}: {why}; HTTP {status}{f': {said}' if said else ''}"
    return GitHubError(sentence, status=status, uncertain=status in _SERVER_ERRORS)


def _message(answer: Any) -> str:
    """Return GitHub's own words on a failure, clipped to a line that cannot command anything."""
    try:
        told = answer.json()
    except ValueError:
        return ""
    words = [str(told.get("message") or "")] if isinstance(told, dict) else []
    errors = told.get("errors") if isinstance(told, dict) else None
    for one in errors if isinstance(errors, list) else ():
        told_more = (one.get("message") or one.get("code") or "") if isinstance(one, dict) else one
        words.append(str(told_more))
    return plain(" · ".join(word for word in words if word).replace("\n", " "))[:_MESSAGE]
