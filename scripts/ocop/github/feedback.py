"""Tell the author and the reviewers of a proposed change where it stands: one comment, one label, the owners.

It runs with trusted code. Nothing that an earlier job or the change itself says is believed: the pull request
is found by its head, the verdict is worked out anew from Git's objects, and before anything is written it is
seen that the pull request is still the one that was judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ocop.github.client import GitHub
from ocop.github.session import GitHubError
from ocop.github.values import PullRequest, Review
from ocop.load.commits import CommitTree, GitError, Repository
from ocop.load.roles import read_permissions
from ocop.policy import LABELS, Roles, Standing, Zone, label_changes, label_of, owners_of, zone_of
from ocop.report.changes import Verdict
from ocop.report.markdown import MARKER, review_as_markdown
from ocop.report.problems import plain
from ocop.review import MAX_CHANGES, review
from ocop.review.proposal import Proposal

_COMMIT = re.compile(r"[0-9a-f]{40}")
_COUNCIL = frozenset({Zone.EVALUATIONS, Zone.COUNCIL})
_EVALUATED = _COUNCIL | {Zone.COMMUNE_REVIEW}
# Asking for makers is a call a folder; no honest change brings the results of more applications at once.
_MOST_FOLDERS = 200
_BROKEN = f"""{MARKER}
## Máy chưa xét được: lỗi hệ thống, không phải lỗi của người gửi

Việc tiếp theo thuộc **người giữ công cụ**: xem nhật ký của lần chạy rồi cho chạy lại.
Người gửi chưa cần làm gì.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was done and what was not, each in a sentence."""

    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def __add__(self, other: Told) -> Told:
        return Told(done=(*self.done, *other.done), failed=(*self.failed, *other.failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, or None when the machine failed, with the roles of the base; `why` says how it failed."""

    verdict: Verdict | None
    roles: Roles
    why: str = ""


def feedback(
    github: GitHub, folder: Path, head: str, as_of: date, *, base: str = "HEAD", catalogue: str = ""
) -> Told:
    """Tell on every open pull request whose head is the commit `head`; `folder` is a clone that has it.

    `base` is the revision judged from. GitHubError when not even the pull request can be found.
    """
    if not _COMMIT.fullmatch(head):
        raise GitHubError(f"“{plain(head)}” không phải mã một commit đủ 40 ký tự (not a full commit id)")
    told = Told()
    for found in github.pull_requests_at(head):
        told += _on(github, found.number, folder, head, as_of, base, catalogue)
    if told == Told():
        return Told(done=(f"Không có yêu cầu nào đang mở mà commit cuối là {head[:12]}: không làm gì.",))
    return told


def refreshed(github: GitHub, folder: Path, as_of: date, *, base: str = "HEAD", catalogue: str = "") -> Told:
    """Tell anew on every open pull request, since the base has moved and people have approved meanwhile.

    One whose head the clone lacks is left as it is.
    """
    told = Told()
    for pull in github.open_pull_requests():
        try:
            with Repository(folder) as repository:
                repository.commit(pull.head)
        except GitError:
            told += Told(done=(f"#{pull.number}: bản sao không có commit {pull.head[:12]}, để nguyên.",))
        else:
            told += _on(github, pull.number, folder, pull.head, as_of, base, catalogue)
    return told


def _on(github: GitHub, number: int, folder: Path, head: str, as_of: date, base: str, catalogue: str) -> Told:
    try:
        pull = github.pull_request(number)
        if moved := _moved(github, pull, head):
            return Told(done=(moved,))
        judged = _judged(github, pull, folder, as_of, base)
        moved = _moved(github, github.pull_request(number), head)
    except GitHubError as error:
        return Told(failed=(f"#{number}: {error}",))
    if moved:
        return Told(done=(moved,))
    verdict = judged.verdict
    body = review_as_markdown(verdict, catalogue) if verdict is not None else _BROKEN
    told = Told(failed=(f"#{number}: {judged.why}",)) if judged.why else Told()
    told += _attempt(number, "bình luận", lambda: github.keep_comment(number, MARKER, body))
    told += _attempt(number, "nhãn", lambda: _labelled(github, pull, judged, as_of))
    if verdict is not None and verdict.passes and not pull.is_draft:
        told += _attempt(number, "mời duyệt", lambda: _asked(github, pull, judged, as_of))
    return told


def _moved(github: GitHub, pull: PullRequest, head: str) -> str:
    """Return why a pull request is not, or no more, the one that was to be judged; "" when it is."""
    if not pull.is_open:
        return f"#{pull.number}: đã đóng, không làm gì."
    if pull.head != head:
        return f"#{pull.number}: đã có commit mới hơn {head[:12]}, lần chạy của commit ấy sẽ báo."
    here = pull.base_repository.casefold() == github.settings.repository.casefold()
    if not here or pull.base != github.default_branch:
        return f"#{pull.number}: không gửi vào nhánh chính của kho này, không làm gì."
    return ""


def _attempt(number: int, what: str, act: Callable[[], bool]) -> Told:
    """Do one thing; that it failed keeps no other from being done, and is told."""
    try:
        return Told(done=(f"#{number}: {what}: {'đã cập nhật' if act() else 'không đổi'}.",))
    except GitHubError as error:
        return Told(failed=(f"#{number}: {what}: {error}",))


# --- the verdict


def _judged(github: GitHub, pull: PullRequest, folder: Path, as_of: date, base: str) -> Judged:
    roles = Roles(organisation="", roles={})
    try:
        with Repository(folder) as repository:
            proposal = Proposal.between(repository, base, pull.head)
            listing = repository.listing(proposal.base, ["schemas"])
            roles = read_permissions(CommitTree(repository, listing)).roles
            makers = _makers(github, proposal)
        verdict = review(folder, proposal.base, pull.head, as_of, author=pull.author, makers=makers)
    except GitHubError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever broke, the author must learn that it was not he
        return Judged(
            verdict=None, roles=roles, why=f"máy chưa xét được: {type(error).__name__}: {plain(str(error))}"
        )
    return Judged(verdict=verdict, roles=roles)


def _makers(github: GitHub, proposal: Proposal) -> Mapping[str, frozenset[str]]:
    """Return who made the applications whose results are touched, up to the base."""
    if len(proposal.paths) > MAX_CHANGES:
        return {}  # refused for its size before anybody asks
    folders = sorted({path.rpartition("/")[0] for path in proposal.paths if zone_of(path) in _EVALUATED})
    if len(folders) > _MOST_FOLDERS:
        raise GitHubError(
            f"thay đổi có kết quả của {len(folders)} hồ sơ, tối đa {_MOST_FOLDERS}: hãy tách (too many)"
        )
    return {folder: github.makers(folder, proposal.base) for folder in folders}


# --- label and reviewers


def _labelled(github: GitHub, pull: PullRequest, judged: Judged, as_of: date) -> bool:
    wanted = label_of(standing_of(pull, judged, github.reviews(pull.number), as_of))
    added, removed = label_changes(github.labels(pull.number), wanted)
    if added:
        looks = LABELS[wanted]
        github.ensure_label(wanted.value, looks.colour, looks.says)
        github.add_labels(pull.number, added)
    for name in removed:
        github.remove_label(pull.number, name)
    return bool(added or removed)


def standing_of(pull: PullRequest, judged: Judged, reviews: tuple[Review, ...], as_of: date) -> Standing:
    """Return where a pull request stands by its verdict and by what people with a role said of its head."""
    verdict = judged.verdict
    if verdict is None:
        return Standing(is_judged=False)
    last: dict[str, str] = {}
    for one in reviews:
        if one.commit == pull.head and one.state != "COMMENTED":
            last[one.author.casefold()] = one.state
    last.pop(pull.author.casefold(), None)
    teams = {login: _teams(judged.roles, login, as_of) for login in last}
    approving = {team for login, state in last.items() if state == "APPROVED" for team in teams[login]}
    return Standing(
        is_judged=True,
        is_faulty=not verdict.passes,
        changes_wanted=any(state == "CHANGES_REQUESTED" and teams[login] for login, state in last.items()),
        is_approved=bool(verdict.paths)
        and all(owners_of([path], judged.roles, as_of) & approving for path in verdict.paths),
        has_council=any(zone_of(path) in _COUNCIL for path in verdict.paths),
    )


def _teams(roles: Roles, login: str, on: date) -> frozenset[str]:
    return frozenset(role.team for role, _ in roles.of(login, on) if role.team is not None)


def _asked(github: GitHub, pull: PullRequest, judged: Judged, as_of: date) -> bool:
    """Ask the teams that own the files; one already asked, or that answered to this commit, is let be."""
    paths = judged.verdict.paths if judged.verdict is not None else ()
    answered = {
        team
        for one in github.reviews(pull.number)
        if one.commit == pull.head
        for team in _teams(judged.roles, one.author, as_of)
    }
    missing = owners_of(paths, judged.roles, as_of) - set(pull.teams) - answered
    if missing:
        github.request_teams(pull.number, missing)
    return bool(missing)
