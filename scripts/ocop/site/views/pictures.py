"""A product's pictures as its page shows them; which may be shown is decided before the site is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.model import Picture, Product
from ocop.pictures.sizes import Size, published
from ocop.site.views.addresses import picture_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One size of a picture as it is published."""

    address: str
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture: what is to be seen in it, in words, and its renditions, the largest last."""

    file: str
    alt: str
    caption: str
    credit: str
    renditions: tuple[Rendition, ...]

    @property
    def largest(self) -> Rendition:
        """The rendition for those who take only one."""
        return self.renditions[-1]


def picture_views(product: Product) -> tuple[PictureView, ...]:
    """The pictures of a disclosed product in the order it names them; what shows the same is shown once."""
    views: dict[str, PictureView] = {}
    for view in _views(product):
        views.setdefault(view.largest.address, view)
    return tuple(views.values())


def _views(product: Product) -> Iterator[PictureView]:
    for picture in product.pictures:
        if picture.sight is not None:
            yield PictureView(
                file=picture.file,
                alt=picture.alt,
                caption=picture.caption or "",
                credit=picture.credit or "",
                renditions=tuple(_renditions(product, picture)),
            )


def _renditions(product: Product, picture: Picture) -> Iterator[Rendition]:
    sight = picture.sight
    if sight is not None:
        for size in published(Size(sight.width, sight.height)):
            address = picture_address(product.id, sight.fingerprint, size.width)
            yield Rendition(address=address, size=size)
