"""All records behind a plan's figure, where the page that shows the figure names only the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ocop.plan.events import SetAside, Unit
from ocop.plan.model import Target
from ocop.site.page import Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import list_address
from ocop.site.views.parts import Part, later, parts
from ocop.site.views.plans import is_long, linked
from ocop.site.views.world import World

Record = Unit | SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList:
    """The records behind the figure that the page at `page` shows for a target.

    `trail` leads from the home page to the place of the figure, `about` says for which days and place it is
    counted, blank on the plan's own page.
    """

    target: Target
    page: str
    trail: tuple[tuple[str, str], ...]
    about: str
    records: Sequence[Unit] | Sequence[SetAside]
    aside: bool = False

    @property
    def what(self) -> str:
        """What the records are, as a heading."""
        return "Bản ghi không đếm" if self.aside else "Bản ghi được đếm"


def record_pages(lists: Iterable[RecordList], key: str, world: World) -> Iterator[Page]:
    """The pages of those of `lists` that are too long for the page of their figure."""
    for one in lists:
        if not is_long(one.records):
            continue
        first = list_address(one.page, one.target.id, aside=one.aside)
        records: Sequence[Record] = one.records
        for part in parts(records, partial(later, first)):
            title = f"{one.what}: {one.target.name}"
            about = f" ({one.about})" if one.about else ""
            yield poured_page(
                "plan",
                part.address,
                Head(
                    title=f"{title}{about}{_page_number(part)}",
                    description=f"{title}{about}: {len(one.records)} bản ghi, trang {part.number} trên "
                    f"{len(part.addresses)}.",
                ),
                key,
                partial(_page, one, part, world),
                changed_on=world.plans_changed_on,
            )


def _page_number(part: Part[Record]) -> str:
    return f", trang {part.number}" if len(part.addresses) > 1 else ""


def _page(one: RecordList, part: Part[Record], world: World) -> str:
    rows = [linked(record, world) for record in part.rows]
    return rendered(
        "plan_list",
        part.address,
        trail=one.trail,
        what=one.what,
        number=_page_number(part),
        target=one.target.name,
        how=one.target.measure.how,
        about=one.about,
        aside=one.aside,
        total=len(one.records),
        back=one.trail[-1][1],
        part=part,
        rows=rows,
        dated=any(row.when for row in rows),
    )
