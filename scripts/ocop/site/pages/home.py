"""The home page and the open data page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.site.page import Fragment, Page
from ocop.site.pages.law import round_view
from ocop.site.pages.plans import plan_cards
from ocop.site.render import day, rendered
from ocop.site.views.addresses import PLACES, PRODUCERS, REGISTRY, rule_set_address
from ocop.site.views.stars import star_meanings
from ocop.site.views.world import World

_DATA = "du-lieu/"
_TABLES = (
    ("products", "Sản phẩm", "mỗi dòng một sản phẩm, kèm trạng thái tại ngày tính"),
    ("producers", "Chủ thể", "mỗi dòng một chủ thể"),
    ("history", "Quá trình", "mỗi dòng một việc công khai đã xảy ra với một sản phẩm, có nguồn"),
    ("plan-targets", "Chỉ tiêu kế hoạch", "mỗi dòng một chỉ tiêu của một năm"),
    ("plan-actuals", "Kết quả kế hoạch", "mỗi dòng là điều một nguồn nói về một chỉ tiêu, nội dung hoặc đợt"),
)
_OTHER_FILES = (
    ("datapackage.json", "mô tả từng tệp, từng cột theo chuẩn Data Package"),
    ("rows.json", "danh sách gọn để tìm kiếm: tên, địa bàn và các mốc đổi trạng thái"),
    ("SHA256SUMS", "mã kiểm tra của các tệp trên"),
)


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
    """The fragments of the home page and of the open data page."""
    key = world.key("home")
    yield Fragment(name="home", key=key, content=lambda: _home(world))
    yield Fragment(name="open-data", key=key, content=lambda: _open_data(world))


def _home(world: World) -> str:
    site = world.site
    act = site.law.rule_set_on(site.as_of)
    return rendered(
        "home",
        "",
        as_of=site.as_of,
        figures=_figures(world),
        due=[row for row in world.rows if row.standing.due],
        meanings=star_meanings(world),
        plans=plan_cards(world),
        rounds=_rounds(world),
        rule_set_number=act.number if act else "",
        rule_set_address=rule_set_address(act.id) if act else "quy-dinh/",
    )


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


def _open_data(world: World) -> str:
    return rendered(
        "open_data",
        _DATA,
        tables=_TABLES,
        others=_OTHER_FILES,
        as_of=world.site.as_of,
        commit=world.site.commit,
    )
