"""What a dossier, and the registry as a whole, must satisfy beyond the shape of its files."""

from __future__ import annotations

from dataclasses import replace

from ocop.diagnostics import Diagnostic
from ocop.model import Product
from ocop.rules.applications import application_problems
from ocop.rules.hearing import Hearing
from ocop.rules.judge import Judge
from ocop.rules.names import Named, name_problems
from ocop.rules.pictures import picture_problems
from ocop.rules.records import producer_problems, record_problems, registry_problems

__all__ = [
    "Judge",
    "Named",
    "judged",
    "name_problems",
    "picture_problems",
    "producer_problems",
    "registry_problems",
]


def judged(product: Product, judge: Judge) -> tuple[Product, tuple[Diagnostic, ...]]:
    """Return a product with its councils' outcomes in place of their rows, and all that is wrong with it.

    Its files are held against the lists, the law and each other; the rows are counted once for both.
    """
    hearings = [Hearing.of(product, application, judge) for application in product.applications]
    found = [*record_problems(product, judge.law)]
    for hearing in hearings:
        found.extend(application_problems(hearing))
    applications = tuple(hearing.without_rows() for hearing in hearings)
    return (replace(product, applications=applications) if hearings else product), tuple(found)
