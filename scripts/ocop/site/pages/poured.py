"""How a page that takes a shell is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ocop.site.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in a page's head: its title and the sentence search engines and messengers show."""

    title: str
    description: str


def poured_page(
    kind: str,
    address: str,
    head: Head,
    key: str,
    content: Callable[[], str],
    *,
    changed_on: date | None = None,
    card: str = "",
    listed: bool = True,
) -> Page:
    """A page of `kind`, poured into `docs/_shell/<kind>.md` and published at `address`."""
    return Page(
        address=address,
        shell=kind,
        title=head.title,
        description=head.description,
        key=key,
        content=content,
        changed_on=changed_on,
        card=card,
        listed=listed,
    )
