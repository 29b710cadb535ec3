"""What passes between the pages of the site and the machinery that publishes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ocop.diagnostics import Diagnostic
from ocop.instruments import Register
from ocop.law import Law
from ocop.load.histories import Histories
from ocop.load.last_changes import LastChanges
from ocop.model import Registry
from ocop.plan.model import Plan
from ocop.site.answers import Answers
from ocop.site.told_histories import told_histories
from ocop.status.disclosure import disclosed

NAME = "Sổ đăng ký OCOP Quảng Trị"
"""What the register calls itself wherever the theme does not say it."""


class SiteError(Exception):
    """The site cannot be built or published; its sentence is for whoever runs the tool."""


class FencedError(SiteError):
    """The records hold what must not be published: personal data, or a field that no schema lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page or file of the site, rendered only when it must be.

    `address` is relative to the site's root: `san-pham/x/y/` is published as `san-pham/x/y/index.html`,
    an address without a final slash is a file. `shell` names `docs/_shell/<shell>.md`, whose built page
    takes `content` in place of its one marker; blank, the content is the file as it stands (JSON, CSV, a
    picture as bytes, a page with no theme). `title` and `description` are plain text: the machinery
    escapes them. `key` is a fingerprint of whatever `content` depends on, templates and `as_of` included:
    while key and shell stay the same, `content` is not called again. A page that is not `listed` stays out of
    the sitemap: it shows another page's record once more, or is for one person's use. `changed_on` is the day
    on which what it tells of was last changed, None when nobody knows. `card` is the picture that stands for
    the page where it is shared, from the site's root; only a shell that asks for OCOP-CARD shows it.
    """

    address: str
    shell: str
    title: str = ""
    description: str = ""
    key: str
    content: Callable[[], str | bytes]
    listed: bool = True
    changed_on: date | None = None
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """HTML for `<div data-ocop-pour="name"></div>`, wherever it stands in a hand-written page or a shell.

    `key` and `changed_on` work as in `Page`. Relative links inside must suit the depth of the page they
    stand in.
    """

    name: str
    key: str
    content: Callable[[], str]
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInput:
    """Everything a page may be made from; `base_url` ends in a slash, `commit` is blank when unknown.

    `cards_drawn` says whether each product has a share card of its own.
    `contact` and `contact_phone` say whom readers may call, `report_email` whom they may write to,
    `repo_url` where the repository can be looked at and a fault reported; blank when mkdocs.yml is silent.

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
    changes: LastChanges = field(default_factory=LastChanges)
    histories: Histories = field(default_factory=Histories)
    repo_url: str = ""
    contact: str = ""
    contact_phone: str = ""
    cards_drawn: bool = True
    report_email: str = ""
    answers: Answers = field(init=False, repr=False, compare=False)
    instruments: Register = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Whoever hands it over, only what is for the public stays: no page can reach an application.
        object.__setattr__(self, "registry", disclosed(self.registry, self.law))
        object.__setattr__(self, "histories", told_histories(self.histories, self.registry, self.law))
        object.__setattr__(self, "answers", Answers(self.law, self.as_of))
        object.__setattr__(self, "instruments", Register(self.registry, self.law, self.plans))


def relative(from_address: str, to_address: str) -> str:
    """The link from one address of the site to another, right under any base path.

    Both are relative to the root (`""` is the home page); `to_address` may carry a `#fragment`.
    """
    first = from_address[: from_address.find("/") + 1]
    if not first or not to_address.startswith(first):  # nothing in common, as mostly
        return "../" * from_address.count("/") + to_address or "./"
    source, target = from_address.split("/")[:-1], to_address.split("/")
    shared = 0
    while shared < min(len(source), len(target) - 1) and source[shared] == target[shared]:
        shared += 1
    return "../" * (len(source) - shared) + "/".join(target[shared:]) or "./"
