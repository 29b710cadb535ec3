"""The expiring list and stars counted again from the files alone: no module of the package has a part.

It knows the rules as the acts have them: 36 months, stars from three, filing from 180 to 120 days before
the end. Histories are in order of time, so what stands last is the latest; where the last recognition
has no exact day, nothing is expected.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_RECOGNITIONS = {"recognised", "re_recognised", "upgraded"}
_LOWEST_STAR = 3


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One certificate of the list."""

    product: str
    opens_on: date
    closes_on: date
    ends_on: date


def recounted(dossiers: Path, as_of: date) -> list[Due]:
    """Every certificate running on `as_of` that ends within 365 days, by product."""
    return sorted(_due(dossiers, as_of))


def stars(dossiers: Path, as_of: date) -> dict[str, str]:
    """The star of the last certificate of each product on `as_of`, blank when there is none, by product."""
    found = {}
    for path in dossiers.glob("*/*/product.yml"):
        certified = _certified(_rows(path.with_name("history.csv"), as_of))
        found[f"{path.parent.parent.name}/{path.parent.name}"] = certified[-1][1]["star"] if certified else ""
    return found


def _due(dossiers: Path, as_of: date) -> Iterator[Due]:
    for path in dossiers.glob("*/*/history.csv"):
        ends_on = _end(_rows(path, as_of), as_of)
        if ends_on is not None and as_of <= ends_on <= as_of + timedelta(days=365):
            yield Due(
                f"{path.parent.parent.name}/{path.parent.name}",
                ends_on - timedelta(days=180),
                ends_on - timedelta(days=120),
                ends_on,
            )


def _rows(path: Path, as_of: date) -> list[dict[str, str]]:
    """What a history has that is known on `as_of`; nothing without a history."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if _known(row, as_of)]


def _known(row: dict[str, str], as_of: date) -> bool:
    """What is dated later than the day of asking has not happened yet."""
    if row["on"]:
        return date.fromisoformat(row["on"]) <= as_of
    return not row["year"] or int(row["year"]) <= as_of.year


def _certified(rows: list[dict[str, str]]) -> list[tuple[int, dict[str, str]]]:
    """The rows that give a certificate, with their places."""
    return [
        (index, row)
        for index, row in enumerate(rows)
        if row["event"] in _RECOGNITIONS and (not row["star"] or int(row["star"]) >= _LOWEST_STAR)
    ]


def _end(rows: list[dict[str, str]], as_of: date) -> date | None:
    """The last day of the certificate that runs, None when there is none or its day is not known."""
    certified = _certified(rows)
    if not certified:
        return None
    index, last = certified[-1]
    if not last["on"]:
        return None
    ends_on = (
        date.fromisoformat(last["valid_through"])
        if last["valid_through"]
        else _three_years_after(date.fromisoformat(last["on"]))
    )
    later = [row for row in rows[index + 1 :] if row["event"] == "revoked"]
    return None if later or ends_on < as_of else ends_on


def _three_years_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 3)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 3, day=28)
