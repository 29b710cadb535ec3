"""What the pictures of a product must satisfy before they can be published."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ocop import spelling
from ocop.codes import pictures
from ocop.diagnostics import Diagnostic, Location
from ocop.model import Product


def picture_problems(
    product: Product, files: Collection[str], shown: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield each picture named but missing, without consent to its publication, or there but not named.

    `files` are the names in `images/`, `shown` those of files that can be shown: the rest is told of already.
    """
    at = product.origin.at
    for number, picture in enumerate(product.pictures):
        key = f"pictures.{number}.file"
        facts = {"title": "Tệp ảnh", "field": key, "found": picture.file}
        if picture.file not in files:
            facts["nearest"] = spelling.nearest(picture.file, files) or "–"
            yield Diagnostic(pictures.PICTURE_MISSING, at(key), facts)
        elif picture.consent is None:
            yield Diagnostic(pictures.PICTURE_WITHOUT_CONSENT, at(f"pictures.{number}"), facts)
    folder = product.origin.path.rpartition("/")[0] + "/images"
    named = {picture.file for picture in product.pictures}
    for name in shown:
        if name not in named:
            yield Diagnostic(pictures.PICTURE_UNLISTED, Location(f"{folder}/{name}"), {"found": name})
