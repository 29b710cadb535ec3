"""The verbs that follow an application from its idea to its certificate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ocop import spelling
from ocop.completeness import Todo, next_application, todo
from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.load.registry import Loaded
from ocop.model import Product


def todo_lists(arguments: argparse.Namespace, loaded: Loaded, as_of: date) -> str | None:
    """Return what each application asked for still needs, or the table of all open ones; None when unknown.

    What is not in the registry, and that files with errors were left out, is said on standard error.
    """
    from ocop.completeness import report

    products = loaded.registry.products
    asked = [one.strip("/").removeprefix("dossiers/") for one in arguments.ids]
    known = {identity for identity, _, _ in _known(products)}
    unknown = [one for one in asked if one not in known]
    for one in unknown:
        nearest = spelling.nearest(one, known)
        suggestion = f" Gần nhất: {nearest}." if nearest else ""
        print(
            f"Không có sản phẩm hay lượt đăng ký “{one}” trong sổ.{suggestion} (Not in the registry.)",
            file=sys.stderr,
        )
    if unknown:
        return None
    answers = _asked(asked, loaded, as_of) if asked else _open(loaded, as_of)
    _warn(answers, loaded.diagnostics)
    if arguments.format == "json":
        return report.as_json(answers, as_of)
    return (report.as_text if asked else report.as_table)(answers, Language.VI)


def _known(products: Mapping[str, Product]) -> Iterator[tuple[str, Product, str]]:
    for key, product in products.items():
        yield key, product, ""
        for application in product.applications:
            yield f"{key}/{application.id}", product, application.id


def _asked(asked: Sequence[str], loaded: Loaded, as_of: date) -> list[Todo]:
    found = {identity: (product, name) for identity, product, name in _known(loaded.registry.products)}
    return [one for identity in asked for one in _of(*found[identity], loaded, as_of)]


def _of(product: Product, application: str, loaded: Loaded, as_of: date) -> list[Todo]:
    """Return the one list asked for, or all of a product that are open, or what comes next without any."""
    every = [
        todo(product, one, loaded.law, loaded.sheets, as_of)
        for one in product.applications
        if application in {"", one.id}
    ]
    if application:
        return every
    open_ones = [one for one in every if one.step.is_open]
    return open_ones or [next_application(product, loaded.law, as_of)]


def _open(loaded: Loaded, as_of: date) -> list[Todo]:
    return [
        answer
        for product in loaded.registry.products.values()
        for one in product.applications
        if (answer := todo(product, one, loaded.law, loaded.sheets, as_of)).step.is_open
    ]


def _warn(answers: Sequence[Todo], found: Sequence[Diagnostic]) -> None:
    folders = [Path("dossiers", one.product).as_posix() for one in answers]
    errors = [
        one
        for one in found
        if one.code.severity is Severity.ERROR
        and any(one.where.path.startswith(f"{folder}/") for folder in folders)
    ]
    if errors:
        print(
            f"Hồ sơ có {len(errors)} lỗi; tệp hay dòng có lỗi không được tính ở đây, xem bằng ocop check. "
            "(Files with errors are left out: run ocop check.)",
            file=sys.stderr,
        )
