"""What one folder's files say: a producer or a product, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.diagnostics import Diagnostic
from ocop.model import Producer, Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One folder's reading: the value if it could be made, what is wrong, and a digest of its files."""

    stamp: str
    digest: str
    producer: Producer | None = None
    product: Product | None = None
    found: tuple[Diagnostic, ...] = ()
