"""Where each page of the site stands; these addresses never change."""

from __future__ import annotations

from ocop.law import Unit
from ocop.spelling import slug

REGISTRY = "so-dang-ky/"
PRODUCERS = "chu-the/"
PLACES = "dia-ban/"
PLANS = "ke-hoach/"
RULE_SETS = "quy-dinh/"
CATALOGUE = "loi/"


def product_address(product_id: str) -> str:
    """The page of a product, from its `<producer>/<product>` id."""
    return f"san-pham/{product_id}/"


def producer_address(producer_id: str) -> str:
    """The page of a producer."""
    return f"{PRODUCERS}{producer_id}/"


def unit_address(unit: Unit) -> str:
    """The page of a commune of today, or of a former district."""
    if unit.valid_to is None:
        return f"{PLACES}{unit.code}-{slug(unit.name)}/"
    return f"{PLACES}huyen-cu/{slug(unit.name)}/"


def rule_set_address(rule_set_id: str) -> str:
    """The page of a rule set."""
    return f"{RULE_SETS}{rule_set_id}/"


def plan_address(year: int) -> str:
    """The page of a year's plan."""
    return f"{PLANS}{year}/"


def registry_address(page: int) -> str:
    """The `page`-th page of the registry, counted from 1."""
    return REGISTRY if page == 1 else f"{REGISTRY}trang-{page}/"


def code_address(code_id: str) -> str:
    """A code's place in the error catalogue."""
    return f"{CATALOGUE}#{code_id}"
