"""A page behind every code, the label that leads there, and the sheet to print labels from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head
from ocop.site.plain import Plain, inline, plain_page
from ocop.site.render import rendered
from ocop.site.views.addresses import (
    label_address,
    label_print_address,
    label_sheet_address,
    verification_address,
)
from ocop.site.views.cards import shared_card
from ocop.site.views.english import english_view
from ocop.site.views.fault_report import fault_report_link
from ocop.site.views.label import label_pdf, label_view
from ocop.site.views.verification import kin_of, verification_view
from ocop.site.views.world import ProductRow, World

_SIZES = ((30, 5), (20, 14), (15, 18))
"""Widths of labels in millimetres, and how many of each fill an A4 sheet together."""

_ANY_CODE = verification_address("_")
"""Links from here are right from the page of any code, so that a product's pages are all the same bytes."""

_FOR_TRIAL = ("http://", "https://127.", "https://localhost")


def verification_pages(world: World) -> Iterator[Page | Fragment]:
    """For each product its verification page, at each of its codes, its label and its sheet of labels."""
    state, moment = state_script(world), inline("moment.js")
    scripts = hashlib.sha256(state.encode()).hexdigest()
    # A product's codes stand beside one another, and most have two.
    content = lru_cache(maxsize=1)(partial(_verification, world, (state, moment)))
    for row in world.rows:
        product = world.site.registry.products[row.id]
        prints = tuple(world.prints((row, *kin_of(row, world))))
        key = world.record_key("verification", world.site.commit, scripts, *prints)
        for code in (row.code, *(given.code for given in product.codes)):
            yield Page(
                address=verification_address(code),
                shell="",
                listed=code == row.code,
                key=key,
                content=partial(content, row.id),
                changed_on=world.product_changed_on(row.id),
            )
        if row.standing.certificate is not None:
            yield Page(
                address=label_address(row.code),
                shell="",
                key=f"label {row.code} {world.site.base_url}",
                content=partial(_label, row.code, world.site.base_url),
            )
            yield Page(
                address=label_print_address(row.code),
                shell="",
                key=f"label for print {row.code} {world.site.base_url}",
                content=partial(_print, row.code, world.site.base_url),
            )
            yield Page(
                address=label_sheet_address(row.code),
                shell="",
                listed=False,
                key=world.record_key("labels", scripts, *world.prints((row,))),
                content=partial(_sheet, world, row, state),
            )


def state_script(world: World) -> str:
    """The script that every page with a state loads, to be put into pages that load nothing."""
    return (world.root / "docs" / "assets" / "state.js").read_text("utf-8").strip()


def _verification(world: World, scripts: Sequence[str], product_id: str) -> str:
    row = world.row_of[product_id]
    star = f"{row.star} sao" if row.star else "chưa rõ hạng sao"
    page = Plain(
        head=Head(
            title=f"{row.name}, mã {row.code}",
            description=f"Mã {row.code} chỉ nói về {row.name} ({row.producer_name or 'chủ thể chưa rõ'}), "
            f"{star} OCOP Quảng Trị: thời hạn, quyết định, chủ thể.",
        ),
        address=_ANY_CODE,
        canonical=world.site.base_url + verification_address(row.code),
        card=world.site.base_url + shared_card(row, world),
        scripts=scripts,
    )
    product = world.site.registry.products[product_id]
    return plain_page(
        page,
        "verification",
        world.site,
        product=verification_view(product, world),
        english=english_view(product, world),
        report=fault_report_link(row, world.site, page.address),
        english_report=fault_report_link(row, world.site, page.address, english=True),
        as_of=world.site.as_of,
    )


def _label(code: str, base_url: str) -> str:
    label = label_view(code, base_url)
    return rendered("label.svg", label_address(code), label=label)


def _print(code: str, base_url: str) -> str:
    return label_pdf(label_view(code, base_url))


def _sheet(world: World, row: ProductRow, state: str) -> str:
    label = label_view(row.code, world.site.base_url)
    address = world.site.base_url + verification_address(row.code)
    page = Plain(
        head=Head(
            title=f"Tem tra cứu {row.code}",
            description=f"Tem có mã QR để in lên bao bì của {row.name}, dẫn tới trang tra cứu mã {row.code}.",
        ),
        address=label_sheet_address(row.code),
        canonical=address,
        scripts=(state,),
        pictures=True,
    )
    return plain_page(
        page,
        "label_sheet",
        world.site,
        name=row.name,
        producer_name=row.producer_name,
        standing=row.standing,
        label=label,
        lookup=verification_address(row.code),
        picture=label_address(row.code),
        print_file=label_print_address(row.code),
        file=f"tem-{row.code}",
        address=address,
        trial=world.site.base_url.startswith(_FOR_TRIAL),
        rows=[size for size in _SIZES if size[0] >= label.millimetres],
        as_of=world.site.as_of,
    )
