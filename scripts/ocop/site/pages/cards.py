"""The cards themselves: one for each product, and one for everything else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.pictures.cards import Card, drawn
from ocop.site.page import Fragment, Page
from ocop.site.views.addresses import CARD, card_address
from ocop.site.views.cards import general_card, product_card
from ocop.site.views.world import World


def card_pages(world: World) -> Iterator[Page | Fragment]:
    """The general card, and those of products unless mkdocs.yml leaves them out."""
    yield _page(CARD, general_card(world.site))
    if world.site.cards_drawn:
        for row in world.rows:
            yield _page(card_address(row.id), product_card(row, world))


def _page(address: str, card: Card) -> Page:
    # The key is what the card says: a day on which nothing is said anew draws nothing.
    return Page(address=address, shell="", key=repr(card), content=partial(drawn, card))
