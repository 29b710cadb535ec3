"""What passes between the pages of the site and the machinery that publishes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ocop.diagnostics import Diagnostic
from ocop.law import Law
from ocop.model import Registry
from ocop.plan.model import Plan
from ocop.site.answers import Answers


class SiteError(Exception):
    """The site cannot be built or published; its sentence is for whoever runs the tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page or file of the site, rendered only when it must be.

    `address` is relative to the site's root: `san-pham/x/y/` is published as `san-pham/x/y/index.html`,
    an address without a final slash is a file. `shell` names `docs/_shell/<shell>.md`, whose built page
    takes `content` in place of its one marker; blank, the content is the file as it stands (JSON, CSV, a
    picture as bytes, a page with no theme). `title` and `description` are plain text: the machinery
    escapes them. `key` is a fingerprint of whatever `content` depends on, templates and `as_of` included:
    while key and shell stay the same, `content` is not called again.
    """

    address: str
    shell: str
    title: str = ""
    description: str = ""
    key: str
    content: Callable[[], str | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """HTML for `<div data-ocop-pour="name"></div>`, wherever it stands in a hand-written page or a shell.

    `key` works as in `Page`. Relative links inside must suit the depth of the page they stand in.
    """

    name: str
    key: str
    content: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInput:
    """Everything a page may be made from; `base_url` ends in a slash, `commit` is blank when unknown.

    `fingerprints` gives for each product id a digest of its files; `plans` are by year.
    """

    registry: Registry
    law: Law
    plans: Mapping[int, Plan]
    diagnostics: tuple[Diagnostic, ...]
    fingerprints: Mapping[str, str]
    as_of: date
    base_url: str
    notice_shown: bool
    commit: str = ""
    answers: Answers = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", Answers(self.law, self.as_of))


def relative(from_address: str, to_address: str) -> str:
    """The link from one address of the site to another, right under any base path.

    Both are relative to the root (`""` is the home page); `to_address` may carry a `#fragment`.
    """
    source, target = from_address.split("/")[:-1], to_address.split("/")
    shared = 0
    while shared < min(len(source), len(target) - 1) and source[shared] == target[shared]:
        shared += 1
    return "../" * (len(source) - shared) + "/".join(target[shared:]) or "./"
