"""The files behind a product's pictures, made over from what lies in its dossier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ocop.pictures import photographs
from ocop.pictures.sizes import Size
from ocop.site.page import Fragment, Page, SiteError
from ocop.site.views.pictures import picture_views
from ocop.site.views.world import World


def picture_pages(world: World) -> Iterator[Page | Fragment]:
    """Each published picture in each of its sizes."""
    for product in world.site.registry.products.values():
        for view in picture_views(product):
            file = world.root / "dossiers" / product.id / "images" / view.file
            for rendition in view.renditions:
                yield Page(
                    address=rendition.address,
                    shell="",
                    # The address has a fingerprint of what is to be seen, and of how it is made over.
                    key=rendition.address,
                    content=partial(_rendition, file, rendition.size),
                )


def _rendition(file: Path, size: Size) -> bytes:
    try:
        return photographs.rendition(file.name, file.read_bytes(), size)
    except (OSError, photographs.Unfit) as error:
        raise SiteError(f"{file} was sound when it was read and is no longer: {error}") from error
