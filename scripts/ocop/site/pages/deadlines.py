"""The rounds and deadlines: a page that says what is next, and the same days as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from ocop.load.last_changes import latest
from ocop.site.calendar_file import calendar_file
from ocop.site.page import Fragment, Page
from ocop.site.render import rendered, sentence
from ocop.site.views.addresses import DEADLINES
from ocop.site.views.deadlines import Deadline, deadlines, occasion
from ocop.site.views.structured_data import data_block, deadline_node
from ocop.site.views.world import World

CALENDAR = f"{DEADLINES}han-nop-ocop-quang-tri.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCard:
    """The nearest day of one kind on the day of the build; the browser looks it up again for today."""

    kind: str
    label: str
    deadline: Deadline | None


def deadline_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragment of the page and its calendar."""
    key = world.key("deadlines")
    found = cache(partial(deadlines, world))
    yield Fragment(
        name="deadlines",
        key=key,
        content=lambda: _page(world, found()),
        changed_on=latest((world.plans_changed_on, world.site.changes.under("schemas/rules/"))),
    )
    yield Page(address=CALENDAR, shell="", key=key, content=lambda: _calendar(world, found()))


def _page(world: World, found: Sequence[Deadline]) -> str:
    as_of = world.site.as_of
    act = world.site.law.rule_set_on(as_of)
    coming = [one for one in found if one.on >= as_of]
    page = rendered(
        "deadlines",
        DEADLINES,
        as_of=as_of,
        cards=_cards(coming),
        coming=coming,
        past=[one for one in reversed(found) if one.on < as_of],
        act=act,
        labels=world.labels,
        calendar=CALENDAR,
        calendar_address=world.site.base_url + CALENDAR,
    )
    return page + data_block([deadline_node(one, world) for one in coming])


def _cards(coming: Sequence[Deadline]) -> list[NextCard]:
    """A card for each kind of day that is still to come, the nearest first."""
    nearest: dict[str, Deadline] = {}
    for one in coming:
        nearest.setdefault(one.kind, one)
    cards = [NextCard(kind=kind, label=_label(one), deadline=one) for kind, one in nearest.items()]
    return cards or [NextCard(kind="results", label="Hạn kế tiếp", deadline=None)]


def _label(one: Deadline) -> str:
    if one.kind == "results":
        return "Hạn tổ chức đợt đánh giá kế tiếp"
    return sentence(f"{one.what} ({one.stars})" if one.stars else one.what)


def _calendar(world: World, found: Sequence[Deadline]) -> bytes:
    return calendar_file(
        "Hạn nộp OCOP Quảng Trị",
        [occasion(one, world) for one in found],
        as_of=world.site.as_of,
        address=world.site.base_url + CALENDAR,
    )
