"""Other limits of what a page may show, for builds that cut every list or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from ocop.site.views import parts

SHORT: Mapping[str, int] = {"ROWS": 20, "NAMED": 5, "RECOGNISED": 6, "DUE": 4, "URGENT": 8}


@contextmanager
def short_pages() -> Iterator[None]:
    """While it lasts, lists are cut that would otherwise need a registry of thousands."""
    with _limits(SHORT):
        yield


@contextmanager
def endless_pages() -> Iterator[None]:
    """While it lasts, no list is cut."""
    with _limits(dict.fromkeys(SHORT, 1_000_000)):
        yield


@contextmanager
def _limits(limits: Mapping[str, int]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, most in limits.items():
            patch.setattr(parts, name, most)
        yield
