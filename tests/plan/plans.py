"""Small plans, outcomes and registries for tests, and the short hand the golden table is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ocop.diagnostics import DocumentOrigin, RowOrigin
from ocop.law import Law, Unit
from ocop.model import Event, Level, Producer, Product, Record, Registry, Standing
from ocop.plan import Plan
from ocop.plan.model import (
    Activity,
    Actual,
    Measure,
    MeasuredFrom,
    Qualifier,
    Role,
    Round,
    Status,
    Target,
    TargetKind,
    Window,
)
from ocop.plan.paper import Agency, Anchor, NotApplicable, Paper, Passage
from tests import builders

HEADER = (
    "item", "measure", "title", "role", "status", "value", "out_of", "unit", "done_on", "qualifier", "as_of",
    "scope", "source", "note",
)  # fmt: skip
PROVINCE = "2020-45"
EMPTY = Registry(producers={}, products={})
_SIGNS = {
    "": Qualifier.EXACT,
    ">": Qualifier.OVER,
    "≥": Qualifier.AT_LEAST,
    "<": Qualifier.UNDER,
    "≤": Qualifier.AT_MOST,
    "~": Qualifier.ABOUT,
}
_ROW = re.compile(
    r"(?P<deed>d)?(?P<sign>[>≥<≤~]?)(?P<value>[0-9.-]+?)(?:/(?P<whole>[0-9]+))?(?P<unit>%| [^@?]+?)?"
    r"(?:@(?P<as_of>[0-9-]+))?(?P<bare> \?)?(?: in (?P<scope>[0-9-]+))?(?: (?P<role>context|baseline))?"
)


def anchor(pointer: str = "targets.0") -> Anchor:
    """A place in a plan's file."""
    return Anchor(DocumentOrigin("plan/2023/plan.yml", {pointer: (10, 3)}), pointer)


def actual(item: str = "t", *, line: int = 2, **fields: object) -> Actual:
    """A row of `actuals.csv`: a sourced result unless said otherwise."""
    row = Actual(
        item=item,
        measure="things",
        title="Số việc",
        role=Role.RESULT,
        status=Status.REPORTED,
        source="https://example.vn/tin",
        origin=RowOrigin("plan/2023/actuals.csv", line, "", HEADER),
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def row(text: str, item: str = "t", line: int = 2) -> Actual:
    """A row in the golden table's short hand, such as `>95%@2023-12-31`, `d2023-08-04` or `24@2023 ?`."""
    if text == "-":
        return actual(item, line=line, status=Status.NO_FIGURE, source=None)
    if text.startswith("x@"):
        return actual(item, line=line, status=Status.NOT_DONE, as_of=text[2:])
    found = _ROW.fullmatch(text)
    assert found, text
    source = None if found["bare"] else "https://example.vn/tin"
    sign, role = _SIGNS[found["sign"]], Role(found["role"] or "result")
    if found["deed"]:
        done = date.fromisoformat(found["value"])
        return actual(item, line=line, done_on=done, qualifier=sign, source=source, role=role)
    return actual(
        item,
        line=line,
        value=Decimal(found["value"]),
        out_of=Decimal(found["whole"]) if found["whole"] else None,
        unit=found["unit"].strip() if found["unit"] else None,
        qualifier=sign,
        as_of=found["as_of"],
        scope=found["scope"],
        source=source,
        role=role,
    )


def window(text: str) -> Window:
    """`2023-04`, `2023-02-2023-03`, `<2023-10-05`, `all`, or `?` for dates that another body sets."""
    if text.startswith("<"):
        return Window(before=date.fromisoformat(text[1:]), anchor=anchor())
    if text == "all":
        return Window(all_year=True, anchor=anchor())
    if text == "?":
        return Window(set_by="bo", anchor=anchor())
    first, last = span(text)
    return Window(first=first, last=last, anchor=anchor())


def span(text: str) -> tuple[str, str]:
    """The two ends of `2023`, `2023-2025`, `2023-04` or `2023-02-2023-03`."""
    parts = re.findall(r"[0-9]{4}(?:-[0-9]{2}(?![0-9]))?", text)
    return parts[0], parts[-1]


def target(
    kind: str = "range",
    low: str | None = "25",
    high: str | None = "30",
    *,
    when: str = "2023",
    identifier: str = "t",
    measure: Measure | None = None,
) -> Target:
    """A target of a plan for 2023."""
    chosen = TargetKind(kind)
    timed = chosen in {TargetKind.DATED, TargetKind.ALL_YEAR}
    first, last = (None, None) if timed or when == "none" else span(when)
    return Target(
        id=identifier,
        passage=Passage(section="II.1", bullet=1),
        name="Chỉ tiêu mẫu",
        kind=chosen,
        unit=None if timed else "sản phẩm",
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        denominator="Mẫu số" if chosen is TargetKind.PERCENT else None,
        first=first,
        last=last,
        window=window(when) if timed else None,
        measure=measure or Measure(measured_from=MeasuredFrom.ACTUALS, how="Đếm"),
        not_applicable=NotApplicable(reason="Bãi bỏ", source="Quyết định") if when == "none" else None,
        anchor=anchor(),
    )


def counted(
    *, complete: bool = False, counter: str = "newly_recognised_products", **fields: object
) -> Measure:
    """A measure taken from the registry."""
    measure = Measure(measured_from=MeasuredFrom.REGISTRY, how="Đếm", counter=counter, complete=complete)
    return replace(measure, **fields)  # type: ignore[arg-type]


def plan(
    *targets: Target,
    rows: Iterable[Actual] = (),
    activities: tuple[Activity, ...] = (),
    rounds: tuple[Round, ...] = (),
    year: int = 2023,
) -> Plan:
    """A plan with little more than its targets."""
    return Plan(
        id=str(year),
        year=year,
        title="Kế hoạch mẫu",
        province=PROVINCE,
        paper=Paper(
            type="Kế hoạch",
            number="1/KH",
            issued_on=date(year, 2, 7),
            issued_at=None,
            issuer="so",
            source="https://example.vn/ke-hoach",
            anchor=anchor("document"),
        ),
        agencies=(
            Agency(id="so", name="Sở mẫu", anchor=anchor("agencies.0")),
            Agency(id="bo", name="Bộ mẫu", anchor=anchor("agencies.1")),
        ),
        targets=targets,
        activities=activities,
        rounds=rounds,
        actuals=tuple(rows),
        anchor=anchor(""),
    )


def activity(*windows: Window, kind: str = "dated", rounds: tuple[str, ...] = ()) -> Activity:
    """An activity under these windows."""
    return Activity(
        id="a",
        passage=Passage(section="2.1", bullet=1),
        name="Nội dung mẫu",
        kind=TargetKind(kind),
        windows=windows,
        rounds=rounds,
        anchor=anchor("activities.0"),
    )


def a_round(before: str, level: str = "province", identifier: str = "r") -> Round:
    """A round to be finished before a day."""
    return Round(
        id=identifier,
        passage=Passage(section="2.5", bullet=1),
        name="Đợt mẫu",
        level=Level(level),
        number=1,
        before=date.fromisoformat(before),
        eligible=("Sản phẩm mẫu",),
        anchor=anchor("rounds.0"),
    )


def law(districts: int = 0) -> Law:
    """The rule sets, and a province with that many districts until 30/06/2025."""
    units = {
        f"2020-{number}": Unit(
            id=f"2020-{number}",
            code=str(number),
            name=f"Huyện {number}",
            kind="rural_district",
            parent=PROVINCE,
            valid_from=date(2020, 1, 1),
            valid_to=date(2025, 6, 30),
        )
        for number in range(461, 461 + districts)
    }
    return replace(builders.law(), units=units)


def recognised(identifier: str, *events: Event) -> Product:
    """A product whose events carry a source, as those from a list do."""
    given = builders.product(*events, identifier=identifier)
    return replace(given, events=tuple(replace(one, source="Quyết định") for one in given.events))


def registry(*products: Product, types: dict[str, str | None] | None = None) -> Registry:
    """These products and their producers, by default cooperatives."""
    owners = sorted({one.producer_id for one in products})
    return Registry(
        producers={
            owner: Producer(
                id=owner,
                name=owner,
                type=(types or {}).get(owner, "cooperative"),
                record=Record(standing=Standing.GATHERED),
                origin=DocumentOrigin(f"dossiers/{owner}/producer.yml"),
            )
            for owner in owners
        },
        products={one.id: one for one in sorted(products, key=lambda one: one.id)},
    )


def new_products(number: int) -> Registry:
    """A registry with that many products first recognised at 3 stars on 1 June 2023."""
    return registry(
        *(
            recognised(f"p{index:03}/sp", builders.event("recognised", "2023-06-01", star=3))
            for index in range(number)
        )
    )
