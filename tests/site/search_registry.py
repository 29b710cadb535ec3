"""The made-up registry of `tests/golden/search/` as dossiers, and what each golden query should find."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop.law import Law
from ocop.site.views.addresses import producer_address, product_address, unit_address
from ocop.site.views.places import communes_today, former_districts
from tests.site.every_state import HEADER, REPOSITORY

GOLDEN = REPOSITORY / "tests" / "golden" / "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenQuery:
    """What somebody types and the addresses that answer it, in no order."""

    kind: str
    text: str
    relevant: frozenset[str]


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of the golden tables."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_search_registry(root: Path) -> None:
    """Write the dossiers of the golden registry under `root`."""
    folders = {}
    for producer in rows_of("producers"):
        folder = folders[producer["key"]] = root / "dossiers" / producer["folder"]
        folder.mkdir(parents=True)
        (folder / "producer.yml").write_text("\n".join(_producer(producer)) + "\n", "utf-8")
    for product in rows_of("products"):
        folder = folders[product["producer"]] / product["folder"]
        folder.mkdir()
        lines = ["schema: product/1", f'name: "{product["name"]}"']
        lines += [f'other_names: ["{product["other_name"]}"]'] if product["other_name"] else []
        lines += [f"codes: [{{scheme: {_scheme(product['code'])}, code: {product['code']}}}]"] * bool(
            product["code"]
        )
        (folder / "product.yml").write_text("\n".join([*lines, *_RECORD]) + "\n", "utf-8")
        event = f"2025-11-01,2025,recognised,province,1,,{product['star']},{product['decision']}"
        (folder / "history.csv").write_text(f"{HEADER}\n{event},,,,,,,https://example.org/,\n", "utf-8")


def _scheme(code: str) -> str:
    return "two_level" if code.count("-") == 3 else "three_level"


_RECORD = ("record:", "  standing: gathered")


def _producer(producer: dict[str, str]) -> Iterator[str]:
    yield "schema: producer/1"
    if producer["name"]:
        yield f'name: "{producer["name"]}"'
        yield f"type: {producer['type']}"
    if producer["former_name"]:
        yield f'former_names: [{{name: "{producer["former_name"]}"}}]'
    kind = "district" if len(producer["place"]) == len("2020-465") else "commune"
    yield f"place: {{{kind}: {producer['place']}}}"
    yield from _RECORD


def golden_queries(law: Law) -> Iterator[GoldenQuery]:
    """Every golden query; those of kind `nfd` are decomposed here, where no editor can compose them again."""
    folders = {producer["key"]: producer["folder"] for producer in rows_of("producers")}
    products = {
        product["folder"]: (
            product["producer"],
            product_address(f"{folders[product['producer']]}/{product['folder']}"),
        )
        for product in rows_of("products")
    }
    units = {
        unit.code: unit_address(unit) for unit in (*communes_today(law.units), *former_districts(law.units))
    }

    def addresses(token: str) -> Iterator[str]:
        """`@key` are a producer's products, `ct:key` is its page, `db:code` a place's, else a product."""
        if token.startswith("@"):
            yield from (address for producer, address in products.values() if producer == token[1:])
        elif token.startswith("ct:"):
            yield producer_address(folders[token[3:]])
        elif token.startswith("db:"):
            yield units[token[3:]]
        else:
            yield products[token][1]

    for row in rows_of("queries"):
        text = unicodedata.normalize("NFD", row["query"]) if row["kind"] == "nfd" else row["query"]
        relevant = frozenset(address for token in row["relevant"].split() for address in addresses(token))
        yield GoldenQuery(kind=row["kind"], text=text, relevant=relevant)
