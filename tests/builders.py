"""Succinct products, events and law for tests; the rule sets carry the values of `schemas/rules/`.

`tests/status/test_real_law.py` holds these values against the files themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from ocop.diagnostics import DocumentOrigin, RowOrigin, Text
from ocop.law import (
    Band,
    Cause,
    Confidence,
    Council,
    Deadline,
    Duty,
    Extension,
    Grounds,
    Law,
    RoundRule,
    RuleSet,
    Setting,
    Term,
    Validity,
    Window,
)
from ocop.model import Basis, Event, EventKind, Level, Product, Record, Standing

HEADER = (
    "on", "year", "event", "level", "round", "application", "star", "decision", "issuer", "valid_through",
    "valid_through_basis", "cause", "product_name", "producer_name", "source", "note",
)  # fmt: skip


def day(text: str | None) -> date | None:
    """`2020-01-15` as a date."""
    return date.fromisoformat(text) if text else None


def event(  # noqa: PLR0913 - a row has many cells
    kind: str,
    on: str | date | None = None,
    *,
    year: int | None = None,
    star: int | None = None,
    level: str | None = None,
    decision: str | None = None,
    through: str | None = None,
    basis: str | None = None,
    cause: str | None = None,
) -> Event:
    """One event; its place is set when it joins a product."""
    return Event(
        kind=EventKind(kind),
        on=on if isinstance(on, date) else day(on),
        year=year,
        level=Level(level) if level else None,
        star=star,
        decision=decision,
        valid_through=day(through),
        valid_through_basis=Basis(basis) if basis else None,
        cause=cause,
        origin=RowOrigin("history.csv", 0, "", ()),
    )


def row_text(given: Event) -> str:
    """The event as a line of `history.csv`, as far as tests look at it."""
    cells = {
        "on": given.on,
        "year": given.year,
        "event": given.kind.value,
        "level": given.level,
        "star": given.star,
        "decision": given.decision,
        "valid_through": given.valid_through,
        "valid_through_basis": given.valid_through_basis,
        "cause": given.cause,
    }
    return ",".join("" if cells.get(name) is None else str(cells[name]) for name in HEADER)


def product(
    *events: Event, standing: Standing = Standing.GATHERED, identifier: str = "an-xuan/cao-ca-gai-leo"
) -> Product:
    """A product with this history, each event on its own line of its `history.csv`."""
    folder = f"dossiers/{identifier}"
    placed = tuple(
        replace(given, origin=RowOrigin(f"{folder}/history.csv", line, row_text(given), HEADER))
        for line, given in enumerate(events, start=2)
    )
    return Product(
        id=identifier,
        producer_id=identifier.partition("/")[0],
        name="Cao cà gai leo An Xuân",
        record=Record(standing=standing),
        events=placed,
        origin=DocumentOrigin(f"{folder}/product.yml"),
    )


def grounds(citation: str) -> Grounds:
    """A citation read in full."""
    return Grounds(citation=citation, confidence=Confidence.FULL_TEXT)


def _duties(citation: str, recognises: dict[Level, tuple[int, ...]]) -> tuple[Duty, ...]:
    levels = tuple(recognises)
    return tuple(
        Duty(
            level=level,
            evaluates=bool(stars),
            forwards_from_points=None,
            forwards_to=levels[number + 1] if number + 1 < len(levels) else None,
            recognises_stars=stars,
            recognised_by=None,
            grounds=grounds(citation),
        )
        for number, (level, stars) in enumerate(recognises.items())
    )


def rule_set(  # noqa: PLR0913 - an act has many parts
    identifier: str,
    number: str,
    begin: str,
    end: str | None,
    lapses: str | None,
    recognises: dict[Level, tuple[int, ...]],
    *,
    window: Window | None = None,
    extension: Extension | None = None,
    causes: tuple[Cause, ...] = (),
    rounds: tuple[RoundRule, ...] = (),
    deadlines: tuple[Deadline, ...] = (),
) -> RuleSet:
    """An act with 36 months of validity and the usual bands."""
    unset = Setting(value=None, grounds=grounds(number))
    first = date.fromisoformat(begin)
    return RuleSet(
        id=identifier,
        number=number,
        title=Text(number, number),
        issuer="prime_minister",
        signed_on=first,
        in_force_from=first,
        in_force_to=day(end),
        lapses_on=day(lapses),
        amends=None,
        replaces=(),
        summary=Text("", ""),
        grounds=grounds(number),
        bands=tuple(
            Band(star=star, low=Decimal(low), high=Decimal(high), high_included=star == 5)
            for star, low, high in ((5, 90, 100), (4, 70, 90), (3, 50, 70), (2, 30, 50), (1, 0, 30))
        ),
        bands_grounds=grounds(number),
        duties=_duties(number, recognises),
        validity=Validity(months=36, grounds=grounds(f"{number}, Điều 4 khoản 3" if window else number)),
        window=window,
        extension=extension,
        transitions=(),
        revocation_causes=causes,
        revocation_grounds=grounds(f"{number}, Điều 8") if causes else None,
        rounds=rounds,
        council=Council(max_spread_points=unset, quorum_share=unset, decimals=unset),
        documents=(),
        unknown=(),
        deadlines=deadlines,
    )


def _rounds(citation: str) -> Iterable[RoundRule]:
    for level, number, proposals, results, stars in (
        (Level.PROVINCE, 1, "04-30", "06-30", (3, 4)),
        (Level.PROVINCE, 2, "10-30", "12-30", (3, 4)),
        (Level.MINISTRY, 1, "07-30", "09-30", (5,)),
        (Level.MINISTRY, 2, "01-30", "03-30", (5,)),
    ):
        yield RoundRule(
            level=level,
            number=number,
            proposals_before=proposals,
            results_before=results,
            results_next_year=False,
            stars=stars,
            grounds=grounds(citation),
        )


def _deadlines() -> Iterable[Deadline]:
    for identifier, level, days, working, article in (
        ("commune_review", Level.COMMUNE, 15, True, "7 khoản 2"),
        ("re_evaluation", None, 45, False, "7 khoản 6 điểm g"),
        ("revocation", None, 15, False, "8 khoản 4"),
    ):
        yield Deadline(
            id=identifier,
            level=level,
            days=days,
            working_days=working,
            text=Text(identifier, identifier),
            grounds=grounds(f"26/2026/QĐ-TTg, Điều {article}"),
        )


_CAUSES = (
    ("untrue_information", "a"),
    ("criteria_no_longer_met", "b"),
    ("law_breached", "c"),
    ("mark_misused", "d"),
    ("production_stopped", "đ"),
    ("other_conclusion", "e"),
)
_ACT_2026 = "26/2026/QĐ-TTg"


@cache
def law() -> Law:
    """The four rule sets of 2019 to 2026."""
    district, province, ministry = Level.DISTRICT, Level.PROVINCE, Level.MINISTRY
    two_levels = {Level.COMMUNE: (), province: (3, 4), ministry: (5,)}
    return Law(
        rule_sets=(
            rule_set("2019-1048", "1048/QĐ-TTg", "2019-08-21", "2023-02-23", "2023-02-23",
                     {district: (), province: (3, 4), ministry: (5,)}),
            rule_set("2023-148", "148/QĐ-TTg", "2023-02-24", "2025-07-05", "2026-07-21",
                     {district: (3,), province: (4,), ministry: (5,)}),
            rule_set("2025-1489", "1489/QĐ-TTg", "2025-07-06", "2026-05-21", "2026-07-21", two_levels),
            rule_set(
                "2026-26", _ACT_2026, "2026-05-22", None, None, two_levels,
                window=Window(opens_days_before=180, closes_days_before=120,
                              grounds=grounds(f"{_ACT_2026}, Điều 7 khoản 6 điểm a")),
                extension=Extension(max_days=180, issued_before=date(2026, 5, 22),
                                    grounds=grounds(f"{_ACT_2026}, Điều 12 khoản 3")),
                causes=tuple(Cause(id=name, letter=letter, text=Text(name, name))
                             for name, letter in _CAUSES),
                rounds=tuple(_rounds(f"{_ACT_2026}, Điều 5")),
                deadlines=tuple(_deadlines()),
            ),
        ),
        units={},
        unit_changes=(),
        lists={
            "levels": {
                identifier: Term(id=identifier, label=Text(vi, en), attributes={"valid_to": last})
                for identifier, vi, en, last in (
                    ("commune", "Cấp xã", "Commune level", ""),
                    ("district", "Cấp huyện", "District level", "2025-06-30"),
                    ("province", "Cấp tỉnh", "Province level", ""),
                    ("ministry", "Cấp trung ương", "Central level", ""),
                )
            }
        },
    )  # fmt: skip
