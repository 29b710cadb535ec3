"""The pages' world over the real law and a registry of a test's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from ocop.law import Law
from ocop.load.law import read_law
from ocop.load.plans import read_plans
from ocop.load.tree import FolderTree
from ocop.model import Registry
from ocop.plan import Plan
from ocop.site.page import SiteInput
from ocop.site.views.world import World

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 26)
BASE_URL = "https://ocop.example/so/"
NOBODY = Registry(producers={}, products={})


@cache
def law() -> Law:
    """The law as `schemas/` has it."""
    return read_law(FolderTree(ROOT))[0]


@cache
def real_plans() -> Mapping[int, Plan]:
    """The plans as `plan/` has them."""
    tree = FolderTree(ROOT)
    return read_plans(tree, tree, law())[0]


def world(
    as_of: date = AS_OF, *, registry: Registry = NOBODY, plans: Mapping[int, Plan] | None = None
) -> World:
    """A world on a day, by default without a single product and with the real plans."""
    return World(
        SiteInput(
            registry=registry,
            law=law(),
            plans=real_plans() if plans is None else plans,
            diagnostics=(),
            fingerprints={},
            as_of=as_of,
            base_url=BASE_URL,
            notice_shown=True,
        ),
        ROOT,
    )
