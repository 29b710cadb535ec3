"""A page for each product, and the registry that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.pages.record_histories import MOST_SHOWN, history_pages
from ocop.site.render import rendered
from ocop.site.views.addresses import REGISTRY, history_address, registry_address
from ocop.site.views.cards import shared_card
from ocop.site.views.english import english_view
from ocop.site.views.facets import Facet, facets
from ocop.site.views.fault_report import fault_report_link
from ocop.site.views.products import document_of, product_view
from ocop.site.views.record_history import RecordHistory
from ocop.site.views.search import search_file
from ocop.site.views.stars import star_meanings
from ocop.site.views.structured_data import data_block, product_node, trail_node
from ocop.site.views.world import ProductRow, World

ROWS_A_PAGE = 200
_COLUMNS = (
    ("ten", "Sản phẩm"),
    ("sao", "Hạng"),
    ("trang-thai", "Trạng thái"),
    ("chu-the", "Chủ thể"),
    ("dia-ban", "Địa bàn"),
    ("nam", "Năm"),
)


def product_pages(world: World) -> Iterator[Page | Fragment]:
    """A page for each product, then the pages of the registry."""
    meanings = {meaning.star: meaning.text for meaning in star_meanings(world)}
    for row in world.rows:
        history = cache(partial(_history, world, row))
        key = (*world.prints((row,)), world.history_key(row.id, row.producer_id))
        kin = [other for other in world.rows_of_producer[row.producer_id] if other.id != row.id]
        product = world.site.registry.products[row.id]
        documents = (document_of(product, number, world) for number in range(len(product.events)))
        yield poured_page(
            "product",
            row.address,
            Head(title=row.name, description=_description(row)),
            world.record_key("product", world.site.commit, *key, *documents, *world.prints(kin)),
            partial(_product, world, row, kin, meanings, history),
            changed_on=world.product_changed_on(row.id),
            card=shared_card(row, world),
        )
        if world.record_histories.at_most(row.id, row.producer_id) > MOST_SHOWN:
            yield from history_pages(
                world,
                "product",
                (row.name, row.address),
                ("Sổ đăng ký", REGISTRY),
                world.record_key("history", *key),
                history,
            )
    yield from _registry(world)


def _description(row: ProductRow) -> str:
    star = f"{row.star} sao" if row.star else "chưa rõ hạng sao"
    producer = row.producer_name or "chủ thể chưa rõ"
    return f"{row.name} ({producer}), {star} OCOP Quảng Trị: thời hạn giấy chứng nhận, quyết định và nguồn."


def _history(world: World, row: ProductRow) -> RecordHistory:
    product = world.site.registry.products[row.id]
    return world.record_histories.of_product(product, world.producer_of(product))


def _product(
    world: World,
    row: ProductRow,
    kin: Sequence[ProductRow],
    meanings: dict[int, str],
    history: Callable[[], RecordHistory],
) -> str:
    record, site = world.site.registry.products[row.id], world.site
    product = product_view(record, world)
    # Products whose producer no source names share a folder, not a producer.
    page = rendered(
        "product",
        row.address,
        product=product,
        siblings=kin if row.producer_name else [],
        meaning=meanings.get(row.star or 0, ""),
        history=history(),
        history_address=history_address(row.address),
        most_shown=MOST_SHOWN,
        repo_url=site.repo_url,
        english=english_view(record, world),
        report=fault_report_link(row, site, row.address),
        english_report=fault_report_link(row, site, row.address, english=True),
        contact=site.contact,
        contact_phone=site.contact_phone,
        as_of=site.as_of,
    )
    trail = trail_node([("Sổ đăng ký", REGISTRY), (row.name, row.address)], world)
    return page + data_block([product_node(product, row.address, world), trail])


def _registry(world: World) -> Iterator[Page | Fragment]:
    total = len(world.rows)
    count = max(1, -(-total // ROWS_A_PAGE))
    choices = facets(world)

    def key(number: int) -> str:
        prints = world.prints(_rows_on(world, number))
        return world.record_key("registry", f"{number}/{count}/{total}", repr(choices), *prints)

    yield Fragment(
        name="registry-first",
        key=key(1),
        content=lambda: _registry_page(world, 1, count, choices),
        changed_on=world.registry_changed_on,
    )
    for number in range(2, count + 1):
        yield poured_page(
            "registry",
            registry_address(number),
            Head(
                title=f"Sổ đăng ký, trang {number}",
                description=f"Sổ đăng ký sản phẩm OCOP Quảng Trị, trang {number} trên {count}.",
            ),
            key(number),
            partial(_registry_page, world, number, count, choices),
            changed_on=world.rows_changed_on(_rows_on(world, number)),
        )
    yield Page(
        address=f"{REGISTRY}rows.json",
        shell="",
        key=world.key("rows"),
        content=partial(search_file, world),
    )


def _rows_on(world: World, number: int) -> tuple[ProductRow, ...]:
    return world.rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]


def _registry_page(world: World, number: int, count: int, choices: tuple[Facet, ...]) -> str:
    return rendered(
        "registry",
        registry_address(number),
        rows=_rows_on(world, number),
        total=len(world.rows),
        page=number,
        pages=count,
        columns=_COLUMNS,
        facets=choices,
        as_of=world.site.as_of,
    )
