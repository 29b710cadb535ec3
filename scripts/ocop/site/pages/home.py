"""The home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.site.page import Fragment, Page
from ocop.site.pages.law import round_view
from ocop.site.pages.plans import plan_cards
from ocop.site.render import day, rendered
from ocop.site.views import parts
from ocop.site.views.addresses import EXPIRING, PLACES, PRODUCERS, REGISTRY, rule_set_address
from ocop.site.views.stars import star_meanings
from ocop.site.views.world import ProductRow, World


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number with what it counts and the page that lists it."""

    count: int
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One yearly round's limits, for the home page."""

    when: str
    text: str


def home_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragment of the home page."""
    yield Fragment(name="home", key=world.key("home"), content=lambda: _home(world))


def _home(world: World) -> str:
    site = world.site
    act = site.law.rule_set_on(site.as_of)
    due = [row for row in world.rows if row.standing.due]
    return rendered(
        "home",
        "",
        as_of=site.as_of,
        figures=_figures(world),
        due=_nearest(due),
        due_in_all=len(due),
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
        KeyFigure(count=len(communes), label="xã, phường nay có sản phẩm", address=PLACES),
    )


def _rounds(world: World) -> tuple[Deadline, ...]:
    """The next closing of each yearly round, the nearest first."""
    as_of = world.site.as_of
    act = world.site.law.rule_set_on(as_of)
    found: list[tuple[date, Deadline]] = []
    for rule in act.rounds if act else ():
        if rule.proposals_before is None:
            continue
        limits = (calendar.yearly(rule.proposals_before, year) for year in (as_of.year, as_of.year + 1))
        limit = next(one for one in limits if one > as_of)
        view = round_view(rule, world)
        text = f"{view.name} ({view.stars}) thôi nhận đề nghị; kết quả trước {view.results}."
        found.append((limit, Deadline(when=f"Trước {day(limit)}", text=text)))
    return tuple(deadline for _, deadline in sorted(found, key=lambda pair: pair[0]))
