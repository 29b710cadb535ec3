"""Synthetic registries of any size: realistic in form, plainly nobody's in content.

`python -m tests.synthetic FOLDER PRODUCTS SEED` makes one from the command line.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop import spelling
from ocop.law import Law, Unit
from ocop.load.criteria import SheetReader
from ocop.load.law import read_law
from ocop.load.tree import FolderTree
from ocop.scoring import Sheets
from tests import synthetic_applications as applications
from tests import synthetic_names as names
from tests.synthetic_histories import Life
from tests.synthetic_writing import scalar, table

REPOSITORY = Path(__file__).resolve().parent.parent
COLUMNS = (
    "on", "year", "event", "level", "round", "application", "star", "decision", "issuer", "valid_through",
    "valid_through_basis", "cause", "product_name", "producer_name", "source", "note",
)  # fmt: skip
# What a registry needs beside its dossiers, to be checked and to be built.
_SURROUNDINGS = ("schemas", "plan", "docs", "mkdocs.yml", "scripts/mkdocs_hook.py")
_MOST_PRODUCTS = 6
# One product in so many comes with an application.
APPLIES = 10


def generate(folder: Path, products: int, seed: int) -> None:
    """Write a whole registry under `folder`, which must not hold one; the same seed gives the same bytes.

    Schemas, plans and hand-written pages are this repository's own.
    """
    for name in _SURROUNDINGS:
        origin, copy = REPOSITORY / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, copy)
        elif origin.exists():
            shutil.copyfile(origin, copy)
    tree = FolderTree(REPOSITORY)
    law, _ = read_law(tree)
    rng = random.Random(seed)  # noqa: S311 - the same bytes again are the very point
    own = random.Random(f"applications {seed}")  # noqa: S311 - the same
    for path, text in _files(rng, law, products, _Applicants(own, law, SheetReader(tree).sheet)):
        target = folder / "dossiers" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


@dataclass(slots=True)
class _Applicants:
    """The products that come with an application, each from chances of its own.

    So the rest of a registry is the same with applications and without.
    """

    rng: random.Random
    law: Law
    sheets: Sheets
    seen: int = 0

    def course(self, kind: names.Kind) -> applications.Course | None:
        """Return the application of the next product, None for most."""
        self.seen += 1
        if self.seen % APPLIES:
            return None
        return applications.course(self.rng, self.law, self.sheets, kind.set_2019, kind.set_2026, kind.group)


@dataclass(frozen=True, slots=True)
class _Place:
    commune: str | None
    district: str | None

    def lines(self) -> Iterator[str]:
        yield "place:"
        if self.commune:
            yield f"  commune: {self.commune}"
        if self.district:
            yield f"  district: {self.district}"


def _files(rng: random.Random, law: Law, products: int, applicants: _Applicants) -> Iterator[tuple[str, str]]:
    """Yield each file's path below `dossiers/` and its text."""
    old = [unit for unit in law.units.values() if unit.id.startswith("2020-") and _is_commune(unit, law)]
    new = [unit for unit in law.units.values() if unit.id.startswith("2025-") and unit.parent]
    taken: set[str] = set()
    left = products
    while left:
        kind, name = names.producer(rng)
        key = spelling.slug(name)
        if key in taken:
            continue
        taken.add(key)
        place = _place(rng, old, new)
        yield f"{key}/producer.yml", _producer(rng, kind, name, place)
        count = min(left, rng.choices(range(1, _MOST_PRODUCTS + 1), (38, 24, 15, 11, 7, 5))[0])
        left -= count
        inside: set[str] = set()
        while count:
            what, title = names.product(rng)
            product = spelling.slug(title)
            if product not in inside:
                inside.add(product)
                count -= 1
                yield from _product(rng, applicants, f"{key}/{product}", what, title, place)


def _is_commune(unit: Unit, law: Law) -> bool:
    parent = law.units.get(unit.parent or "")
    return parent is not None and parent.parent is not None


def _place(rng: random.Random, old: list[Unit], new: list[Unit]) -> _Place:
    chance = rng.random()
    if chance < 0.12:
        return _Place(rng.choice(new).id, None)
    unit = rng.choice(old)
    return _Place(unit.id if chance < 0.94 else None, unit.parent)


def _producer(rng: random.Random, kind: str, name: str, place: _Place) -> str:
    lines = ["schema: producer/1", f"name: {scalar(name)}", f"type: {kind}"]
    if rng.random() < 0.3:
        lines.append(f"stated_type: {scalar(re.split(' Giả | Mẫu ', name, maxsplit=1)[0])}")
    if rng.random() < 0.05:
        lines += ["former_names:", f"- name: {scalar('Tổ hợp tác Giả Định ' + name.rpartition(' ')[2])}"]
        lines += ["  type: cooperative_group", "  until: '2022'"]
    lines += place.lines()
    if rng.random() < 0.1:
        lines.append(f"website: https://example.org/{spelling.slug(name)}")
    return "\n".join([*lines, *_record(rng)]) + "\n"


def _product(
    rng: random.Random, applicants: _Applicants, key: str, kind: names.Kind, name: str, place: _Place
) -> Iterator[tuple[str, str]]:
    law, course = applicants.law, applicants.course(kind)
    history = Life(rng, law, place.district).lived()
    if course is not None:
        history = Life(applicants.rng, law, place.district).applied(course)
        for file, text in applications.files(applicants.rng, law, course):
            yield f"{key}/{course.id}/{file}", text
    lines = ["schema: product/1", f"name: {scalar(name)}"]
    if rng.random() < 0.1:
        lines += ["other_names:", f"- {scalar(' '.join(name.split()[:-2]))}"]
    lines += _classified(rng, kind, history[0]["on"] or history[0].get("year", ""))
    if rng.random() < 0.7:
        lines.append(f"summary: {scalar(names.summary(rng, name))}")
    if rng.random() < 0.08:
        lines += ["shop_links:", f"- https://example.org/gian-hang/{spelling.slug(name)}"]
    lines += _certified(key)
    lines += place.lines()
    yield f"{key}/product.yml", "\n".join([*lines, *_record(rng)]) + "\n"
    yield f"{key}/history.csv", table(COLUMNS, history)
    if rng.random() < 0.2:
        yield f"{key}/story.md", "\n\n".join(names.story(rng, name)) + "\n"


def _certified(key: str) -> Iterator[str]:
    """Yield where lots are traced and what others certify, by chances of the product's own.

    So the rest of a registry is the same with certificates and without.
    """
    own = random.Random(f"certificates {key}")  # noqa: S311 - the same bytes again are the very point
    if own.random() < 0.05:
        yield "trace_links:"
        yield f"- https://example.org/truy-xuat/{own.randrange(10_000)}"
    if own.random() < 0.1:
        yield "certificates:"
    else:
        return
    for name in own.sample(names.CERTIFICATES, own.choice((1, 1, 2))):
        yield f"- name: {scalar(name)}"
        if own.random() < 0.8:
            yield f"  number: {own.randint(1, 999)}/MAU-{own.randint(2023, 2026)}"
            yield f"  issuer: {scalar('Tổ chức Chứng nhận Giả Định')}"
        if own.random() < 0.6:
            yield f"  valid_through: {own.randint(2024, 2029)}-{own.randint(1, 12):02d}-28"
        yield f"  source: https://example.org/chung-nhan/{own.randrange(10_000)}"


def _classified(rng: random.Random, kind: names.Kind, when: str) -> Iterator[str]:
    """Yield group and set in the edition of the first event's time; of that of 2023 only groups are known."""
    if rng.random() < 0.15:
        return
    if when < "2023-02-24":
        yield f"product_set: 2019-1048/{kind.set_2019}"
    elif when < "2026-05-22":
        yield f"product_group: 2023-148/{kind.group}"
    else:
        yield f"product_group: 2026-26/{kind.group}"
        yield f"product_set: 2026-26/{kind.set_2026}"


def _record(rng: random.Random) -> Iterator[str]:
    yield "record:"
    if rng.random() < 0.3:
        yield "  standing: confirmed"
        yield f"  confirmed_on: 2026-{rng.randint(6, 10):02d}-{rng.randint(1, 28):02d}"
        yield "  confirmed_by: quang_tri_new_rural_office"
    else:
        yield "  standing: gathered"
        yield f"  gathered_on: 2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}"
    if rng.random() < 0.2:
        yield "  note: Bản ghi giả định, sinh ra để thử phần mềm."


def main() -> None:
    """Make the registry that the command line asks for."""
    folder, products, seed = sys.argv[1:]
    generate(Path(folder), int(products), int(seed))


if __name__ == "__main__":
    main()
