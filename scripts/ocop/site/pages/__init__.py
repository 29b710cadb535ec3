"""The kinds of page there are, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ocop.site.page import Fragment, Page, SiteInput
from ocop.site.pages.cards import card_pages
from ocop.site.pages.catalogue import catalogue_pages
from ocop.site.pages.changes import change_pages
from ocop.site.pages.deadlines import deadline_pages
from ocop.site.pages.documents import document_pages
from ocop.site.pages.expiring import expiring_pages
from ocop.site.pages.help import help_pages
from ocop.site.pages.home import home_pages
from ocop.site.pages.law import law_pages
from ocop.site.pages.not_found import not_found_pages
from ocop.site.pages.open_data import open_data_pages
from ocop.site.pages.pictures import picture_pages
from ocop.site.pages.places import place_pages
from ocop.site.pages.plan_reports import plan_report_pages
from ocop.site.pages.plans import plan_pages
from ocop.site.pages.producers import producer_pages
from ocop.site.pages.products import product_pages
from ocop.site.pages.verification import verification_pages
from ocop.site.views.world import World

PAGE_KINDS: tuple[Callable[[World], Iterator[Page | Fragment]], ...] = (
    # First, because their files take longest.
    open_data_pages,
    picture_pages,
    card_pages,
    home_pages,
    product_pages,
    verification_pages,
    not_found_pages,
    producer_pages,
    place_pages,
    plan_pages,
    plan_report_pages,
    deadline_pages,
    expiring_pages,
    change_pages,
    law_pages,
    document_pages,
    help_pages,
    catalogue_pages,
)


def pages(site: SiteInput, root: Path | None = None) -> Iterator[Page | Fragment]:
    """Every page and fragment made from the registry; `root` is where the example cases are looked for."""
    world = World(site, root or Path.cwd())
    for kind in PAGE_KINDS:
        yield from kind(world)
