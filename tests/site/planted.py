"""A registry in which every field that is not for the public holds words and figures found nowhere else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from tests.drawn_photos import jpeg, pack
from tests.site import pictures
from tests.site.every_state import HEADER, REPOSITORY

PRODUCER = "htx-giu-kin"
FORMS = ("application", "self-assessment", "commune-review")
TABLES = ("self-assessment", "evidence", "evaluations", "scores", "history")
# What the schemas leave no freedom in, or what the rest of the application must agree with.
_FIXED: Mapping[str, object] = {"application.sheet": 13, "application.registration.pledge": True}

Schema = Mapping[str, object]


@dataclass(slots=True)
class Planter:
    """Makes values that no other file can hold; another `edition` makes others for the same fields.

    `planted` gives each text by the field it stands in, `figures` each number that cannot occur by chance.
    """

    edition: int = 0
    planted: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    def word(self, where: str) -> str:
        """A word of small letters and digits, which no escaping changes."""
        word = f"qz{'xy'[self.edition]}{len(self.planted):03}jvk"
        self.planted[f"{where} #{len(self.planted)}"] = word
        return word

    def phrase(self, where: str) -> str:
        """A sentence around such a word."""
        return f"Kín {self.word(where)} không lộ"

    def digest(self, where: str) -> str:
        """A sha256 that belongs to no file."""
        digest = sha256(f"{self.edition} {where} {len(self.planted)}".encode()).hexdigest()
        self.planted[f"{where} #{len(self.planted)}"] = digest
        return digest

    def figure(self, where: str, first: str, second: str) -> str:
        """A decimal figure, the one of this edition."""
        chosen = (first, second)[self.edition]
        self.figures[where] = chosen
        return chosen

    def day(self, number: int) -> str:
        """A day of 2025 that differs between editions."""
        return (date(2025, 2, 3) + timedelta(days=number * 3 + self.edition)).isoformat()


def plant(root: Path, planter: Planter) -> None:
    """Add a producer whose products have an application open, failed, failed beside stars, and in draft."""
    folder = root / "dossiers" / PRODUCER
    _write(
        folder / "producer.yml",
        "schema: producer/1\nname: HTX Giữ kín\ntype: cooperative\nplace:\n  commune: 2025-19429\n"
        "record:\n  standing: gathered\n",
    )
    for name, (application, kind, rows) in _PRODUCTS.items():
        product = folder / name
        _write(
            product / "product.yml",
            f"schema: product/1\nname: Sản phẩm {name}\nproduct_set: 2026-26/13\n"
            f"{_described(planter)}record:\n  standing: gathered\n",
        )
        _write(product / "history.csv", _history(planter, rows))
        for suffix, made in (("jpg", pictures.jpeg), ("png", pictures.png), ("webp", pictures.webp)):
            picture = product / "images" / f"anh.{suffix}"
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(made(planter.word))
        photo = jpeg(pack(400, 300), place=True, owner=planter.word("photo's owner"))
        (product / "images" / "chup.jpg").write_bytes(photo)
        _application(product / application, kind, planter, name)


def _described(planter: Planter) -> str:
    """What a record says of its pictures: three are published, the last has nobody's consent."""
    lines = ["pictures:"]
    for file in ("chup.jpg", "anh.jpg", "anh.webp"):
        lines += [f"  - file: {file}", "    alt: Túi sản phẩm giả định trên bàn", "    consent:"]
        lines += [f"      given_on: {planter.day(7)}", f"      people: {('none', 'agreed')[planter.edition]}"]
        lines += [f"      kept_at: {planter.phrase('pictures.consent.kept_at')}"]
    lines += ["  - file: anh.png", f"    alt: {planter.phrase('pictures.closed.alt')}"]
    lines += [f"    caption: {planter.phrase('pictures.closed.caption')}"]
    lines += [f"    credit: {planter.phrase('pictures.closed.credit')}"]
    return "\n".join(lines) + "\n"


_ISSUER = "quang_tri_people_committee"
_PUBLIC = "https://example.vn/cong-khai"
# By product: its application, what kind it is, and the history; an internal row is filled by the planter.
_PRODUCTS: Mapping[str, tuple[str, str, Sequence[str]]] = {
    "dang-xet": (
        "2026-1",
        "first",
        (
            f"2026-07-01,2026,submitted,commune,2,2026-1,,,,,,,,,{_PUBLIC},",
            "2026-07-03,returned",
            f"2026-07-20,2026,forwarded,commune,2,2026-1,4,,,,,,,,{_PUBLIC},",
            "2026-09-01,evaluated",
        ),
    ),
    "khong-dat": (
        "2024-1",
        "first",
        (
            f"2024-01-03,2024,submitted,district,1,2024-1,,,,,,,,,{_PUBLIC},",
            f"2024-02-05,2024,forwarded,district,1,2024-1,4,,,,,,,,{_PUBLIC},",
        ),
    ),
    "co-sao": (
        "2026-2",
        "upgrade",
        (
            "2024-08-01,not_selected",
            f"2025-11-03,2025,recognised,province,2,,3,31/QĐ-CÔNG-KHAI,{_ISSUER},,,,,,{_PUBLIC},",
            f"2026-06-01,2026,submitted,commune,2,2026-2,,,,,,,,,{_PUBLIC},",
            "2026-09-02,not_passed",
        ),
    ),
    "ban-nhap": ("2026-1", "first", ()),
}


def _history(planter: Planter, rows: Sequence[str]) -> str:
    columns = HEADER.split(",")
    lines = [HEADER]
    for row in rows:
        if row.count(",") > 1:
            lines.append(row)
            continue
        on, kind = row.split(",")
        cells = {"on": on, "event": kind, "level": "province", "round": str(7 + planter.edition)}
        for column in ("decision", "cause", "product_name", "producer_name", "source", "note"):
            cells[column] = planter.phrase(f"history.{kind}.{column}")
        lines.append(_line([cells.get(column, "") for column in columns]))
    return "\n".join(lines) + "\n"


def _application(folder: Path, kind: str, planter: Planter, name: str) -> None:
    for form in FORMS:
        schema = json.loads((REPOSITORY / f"schemas/{form}.schema.json").read_text("utf-8"))
        fixed = {**_FIXED, "application.kind": kind}
        filled = _filled(schema, form, planter, fixed)
        # What is JSON is YAML too.
        _write(folder / f"{form}.yml", json.dumps(filled, ensure_ascii=False, indent=1))
    part_totals = name == "khong-dat"
    criteria = ("A", "B", "C") if part_totals else ("1.1", "1.3", "5.1")
    papers = [planter.word(f"evidence.{name}.id") for _ in range(2 + planter.edition)]
    _table(folder / "self-assessment.csv", [
        {"criterion": code, "option": "" if part_totals else str(2 + planter.edition),
         "points": "" if not part_totals else planter.figure(f"{name} claim {code}", first, second),
         "grounds": planter.phrase("self-assessment.grounds"), "evidence": "|".join(papers)}
        for code, first, second in zip(criteria, ("17.43", "11.29", "13.61"), ("18.47", "12.23", "14.67"),
                                       strict=True)
    ])  # fmt: skip
    _table(
        folder / "evidence.csv", [_paper(planter, one, number, criteria) for number, one in enumerate(papers)]
    )
    if name == "ban-nhap":
        return
    level, round_number = "province", "2" if name != "khong-dat" else "1"
    star, mean = ("4", ("77.83", "81.27")) if name == "dang-xet" else ("2", ("42.59", "44.71"))
    _table(folder / "evaluations.csv", [{
        "level": level, "round": round_number,
        "met_on": {"dang-xet": "2026-10-0", "khong-dat": "2024-03-0", "co-sao": "2026-09-0"}[name]
        + str(1 + planter.edition),
        "seats": str(7 - planter.edition), "present": str(6 - planter.edition),
        "mean": planter.figure(f"{name} mean", *mean), "star": star,
        "minutes": planter.phrase("evaluations.minutes"), "minutes_on": "2026-10-1" + str(planter.edition),
        "note": planter.phrase("evaluations.note"),
    }])  # fmt: skip
    scores, totals = [], []
    for seat in range(3 + planter.edition):
        chair = planter.word("scores.seat")
        given = [f"{11 + place}.{31 + 8 * seat + planter.edition}" for place in range(3)]
        if part_totals:
            totals.append(sum(map(Decimal, given)))
            planter.figures |= {
                f"{name} seat {seat} {part}": one for part, one in zip(criteria, given, strict=True)
            }
            planter.figures[f"{name} seat {seat} total"] = str(totals[-1])
        else:
            given = [str(1 + seat % 3)] * 3
        scores += [
            {"seat": chair, "criterion": code, "points": points, "knocked_out": "false",
             "note": planter.phrase("scores.note")}
            for code, points in zip(criteria, given, strict=True)
        ]  # fmt: skip
    if totals:
        planter.figures[f"{name} mean of totals"] = str(sum(totals) / len(totals))
    _table(folder / f"council-{level}-{round_number}.csv", scores)


def _paper(planter: Planter, identifier: str, number: int, criteria: Sequence[str]) -> Mapping[str, str]:
    return {
        "id": identifier,
        "type": ("business_registration", "raw_material_origin", "local_labour")[number],
        "title": planter.phrase("evidence.title"),
        "number": planter.phrase("evidence.number"),
        "issuer": planter.phrase("evidence.issuer"),
        "issued_on": planter.day(number),
        "expires_on": planter.day(number).replace("2025", "2031"),
        "prepared_by": "",
        "criteria": "|".join(criteria),
        "sha256": planter.digest("evidence.sha256"),
        "kept_at": planter.phrase("evidence.kept_at"),
        "visibility": "internal",
        "note": planter.phrase("evidence.note"),
    }


def _filled(schema: Schema, where: str, planter: Planter, fixed: Mapping[str, object]) -> object:
    """A value for every property of a schema, in the schema's order."""
    if where in fixed or "const" in schema:
        return fixed.get(where, schema.get("const"))
    properties, items = schema.get("properties"), schema.get("items")
    if isinstance(properties, dict):
        return {name: _filled(one, f"{where}.{name}", planter, fixed) for name, one in properties.items()}
    if isinstance(items, dict):
        return [_filled(items, f"{where}.item", planter, fixed)]
    return _single(schema, where, planter)


def _single(schema: Schema, where: str, planter: Planter) -> object:
    choices = schema.get("enum", [True, False] if schema["type"] == "boolean" else None)
    if isinstance(choices, list):
        return choices[planter.edition % len(choices)]
    if schema["type"] == "integer":
        low, high = int(str(schema["minimum"])), int(str(schema["maximum"]))
        return low + (len(where) * 37 + planter.edition) % (high - low + 1)
    if schema.get("format") == "date":
        return planter.day(len(where))
    return planter.phrase(where)[: int(str(schema["maxLength"]))]


def _table(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    lines = [_line(list(rows[0])), *(_line(list(row.values())) for row in rows)]
    _write(path, "\n".join(lines) + "\n")


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
