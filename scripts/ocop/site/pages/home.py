"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.site.page import Fragment, Page
from ocop.site.pages.plans import plan_cards
from ocop.site.render import day, rendered
from ocop.site.views import deadlines, parts
from ocop.site.views.addresses import EXPIRING, PLACES, PRODUCERS, REGISTRY, rule_set_address
from ocop.site.views.stars import star_meanings
from ocop.site.views.tiles import is_half_gathered
from ocop.site.views.world import ProductRow, World


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number with what it counts and the page that lists it."""

    count: int
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The day by which a round's proposals have to be in, for the home page."""

    when: str
    text: str


def home_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragment of the home page."""
    yield Fragment(
        name="home",
        key=world.key("home"),
        content=lambda: _home(world),
        changed_on=world.plans_changed_on,
    )


def _home(world: World) -> str:
    site = world.site
    act = site.law.rule_set_on(site.as_of)
    due = [row for row in world.rows if row.standing.due]
    return rendered(
        "home",
        "",
        as_of=site.as_of,
        figures=_figures(world),
        half_gathered=is_half_gathered(world),
        due=_nearest(due),
        due_in_all=len(due),
        window=act.window if act else None,
        expiring=EXPIRING,
        meanings=star_meanings(world),
        plans=plan_cards(world),
        rounds=_rounds(world),
        rule_set_number=act.number if act else "",
        rule_set_address=rule_set_address(act.id) if act else "quy-dinh/",
    )


def _nearest(due: Sequence[ProductRow]) -> Sequence[ProductRow]:
    """The certificates in the order of their names; of too many those that end first, by that day."""
    if len(due) <= parts.DUE:
        return due
    ends = sorted(due, key=lambda row: (row.standing.valid_through or date.max, row.rank))
    return ends[: parts.DUE]


def _figures(world: World) -> tuple[KeyFigure, ...]:
    rows = world.rows
    states = [row.standing.state.id for row in rows]
    named = {row.producer_id for row in rows if row.producer_name}
    communes = {row.place.now_code for row in rows if row.place.now_code}
    filtered = f"{REGISTRY}?trang-thai="
    return (
        KeyFigure(count=len(rows), label="sản phẩm trong sổ", address=REGISTRY),
        KeyFigure(
            count=sum(row.standing.in_force for row in rows),
            label="giấy chứng nhận còn hiệu lực",
            address=f"{filtered}in_force",
        ),
        KeyFigure(count=states.count("expired"), label="đã hết hiệu lực", address=f"{filtered}expired"),
        KeyFigure(
            count=states.count("undetermined"),
            label="chưa đủ dữ liệu để kết luận",
            address=f"{filtered}undetermined",
        ),
        KeyFigure(count=len(named), label="chủ thể được nêu tên", address=PRODUCERS),
        KeyFigure(count=len(communes), label="xã, phường hiện nay có sản phẩm", address=PLACES),
    )


def _rounds(world: World) -> tuple[Deadline, ...]:
    """The next last day for proposing to each yearly round, the nearest first."""
    return tuple(_round(one) for one in deadlines.next_proposals(world))


def _round(one: deadlines.Deadline) -> Deadline:
    stars = f" ({one.stars})" if one.stars else ""
    first = f" Chủ thể nộp cho xã muộn nhất {day(one.file_by)}." if one.file_by else ""
    return Deadline(when=f"Muộn nhất hết {day(one.on)}", text=f"{one.proposal}, {one.turn}{stars}.{first}")
