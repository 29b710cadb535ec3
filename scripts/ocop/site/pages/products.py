"""A page for each product, and the registry that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import rendered
from ocop.site.views.addresses import registry_address
from ocop.site.views.places import communes_today, former_districts
from ocop.site.views.products import product_view
from ocop.site.views.stars import star_meanings
from ocop.site.views.state_names import STATE_LABELS
from ocop.site.views.world import ProductRow, World
from ocop.spelling import syllable_key

ROWS_A_PAGE = 200
_IN_FORCE = ("in_force", "Mọi trạng thái còn hiệu lực")
_COLUMNS = (
    ("ten", "Sản phẩm"),
    ("sao", "Hạng"),
    ("trang-thai", "Trạng thái"),
    ("chu-the", "Chủ thể"),
    ("dia-ban", "Địa bàn"),
    ("nam", "Năm"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing to filter the registry by: the address parameter, its label, and value–label pairs."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def product_pages(world: World) -> Iterator[Page | Fragment]:
    """A page for each product, then the pages of the registry."""
    meanings = {meaning.star: meaning.text for meaning in star_meanings(world)}
    for row in world.rows:
        kin = [other for other in world.rows_of_producer[row.producer_id] if other.id != row.id]
        yield poured_page(
            "product",
            row.address,
            Head(title=row.name, description=_description(row)),
            world.record_key("product", *world.prints((row, *kin))),
            partial(_product, world, row, kin, meanings),
        )
    yield from _registry(world)


def _description(row: ProductRow) -> str:
    star = f"{row.star} sao" if row.star else "chưa rõ hạng sao"
    producer = row.producer_name or "chủ thể chưa rõ"
    return f"{row.name} ({producer}), {star} OCOP Quảng Trị: thời hạn giấy chứng nhận, quyết định và nguồn."


def _product(world: World, row: ProductRow, kin: Sequence[ProductRow], meanings: dict[int, str]) -> str:
    product = world.site.registry.products[row.id]
    # Products whose producer no source names share a folder, not a producer.
    return rendered(
        "product",
        row.address,
        product=product_view(product, world),
        siblings=kin if row.producer_name else [],
        meaning=meanings.get(row.star or 0, ""),
        as_of=world.site.as_of,
    )


def _registry(world: World) -> Iterator[Page | Fragment]:
    total = len(world.rows)
    count = max(1, -(-total // ROWS_A_PAGE))
    facets = _facets(world)

    def key(number: int) -> str:
        prints = world.prints(_rows_on(world, number))
        return world.record_key("registry", f"{number}/{count}/{total}", repr(facets), *prints)

    yield Fragment(name="registry-first", key=key(1), content=lambda: _registry_page(world, 1, count, facets))
    for number in range(2, count + 1):
        yield poured_page(
            "registry",
            registry_address(number),
            Head(
                title=f"Sổ đăng ký, trang {number}",
                description=f"Sổ đăng ký sản phẩm OCOP Quảng Trị, trang {number} trên {count}.",
            ),
            key(number),
            partial(_registry_page, world, number, count, facets),
        )


def _rows_on(world: World, number: int) -> tuple[ProductRow, ...]:
    return world.rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]


def _registry_page(world: World, number: int, count: int, facets: tuple[Facet, ...]) -> str:
    return rendered(
        "registry",
        registry_address(number),
        rows=_rows_on(world, number),
        total=len(world.rows),
        page=number,
        pages=count,
        columns=_COLUMNS,
        facets=facets,
        as_of=world.site.as_of,
    )


def _facets(world: World) -> tuple[Facet, ...]:
    rows, law, labels = world.rows, world.site.law, world.labels
    stars = sorted({row.star for row in rows if row.star}, reverse=True)
    years = sorted({row.year for row in rows if row.year}, reverse=True)
    types = {row.producer_type_id for row in rows if row.producer_type_id}
    communes = {row.place.now_code for row in rows}
    districts = {row.place.district_code for row in rows}
    here = [unit for unit in communes_today(law.units) if unit.code in communes]
    old = [unit for unit in former_districts(law.units) if unit.code in districts]
    return (
        Facet(name="sao", label="Hạng sao", options=tuple((str(star), f"{star} sao") for star in stars)),
        Facet(name="trang-thai", label="Trạng thái", options=(_IN_FORCE, *STATE_LABELS.items())),
        Facet(name="xa", label="Xã, phường nay", options=_by_name((unit.code, unit.name) for unit in here)),
        Facet(name="huyen", label="Huyện cũ", options=_by_name((unit.code, unit.name) for unit in old)),
        Facet(
            name="loai",
            label="Loại chủ thể",
            options=_by_name((one, labels.term("producer-types", one)) for one in types),
        ),
        Facet(name="nam", label="Năm công nhận", options=tuple((str(year), str(year)) for year in years)),
    )


def _by_name(options: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options, key=lambda option: syllable_key(option[1])))
