"""The kinds of page there are, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ocop.site.page import Fragment, Page, SiteInput
from ocop.site.pages.catalogue import catalogue_pages
from ocop.site.pages.home import home_pages
from ocop.site.pages.law import law_pages
from ocop.site.pages.places import place_pages
from ocop.site.pages.plans import plan_pages
from ocop.site.pages.producers import producer_pages
from ocop.site.pages.products import product_pages
from ocop.site.views.world import World

PAGE_KINDS: tuple[Callable[[World], Iterator[Page | Fragment]], ...] = (
    home_pages,
    product_pages,
    producer_pages,
    place_pages,
    plan_pages,
    law_pages,
    catalogue_pages,
)


def pages(site: SiteInput, root: Path | None = None) -> Iterator[Page | Fragment]:
    """Every page and fragment made from the registry; `root` is where the example cases are looked for."""
    world = World(site, root or Path.cwd())
    for kind in PAGE_KINDS:
        yield from kind(world)
