"""A registry of products that bear the names of `tests/golden/names.txt`."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

from tests.site.every_state import HEADER, REPOSITORY

NAMES = tuple((REPOSITORY / "tests/golden/names.txt").read_text("utf-8").splitlines())


def golden_names(root: Path) -> None:
    """Write the dossiers under `root`: folders in no order, every third name with its marks apart."""
    folder = root / "dossiers" / "htx-dat-ten"
    folder.mkdir(parents=True)
    record = "record:\n  standing: gathered\n"
    (folder / "producer.yml").write_text(f"schema: producer/1\nname: HTX Đặt tên\n{record}", "utf-8")
    numbers = random.Random(20261126).sample(range(1000), len(NAMES))  # noqa: S311 - no secret
    for place, (name, number) in enumerate(zip(NAMES, numbers, strict=True)):
        product = folder / f"san-pham-{number:03}"
        product.mkdir()
        written = name if place % 3 else unicodedata.normalize("NFD", name)
        (product / "product.yml").write_text(f"schema: product/1\nname: {written}\n{record}", "utf-8")
        row = "2025-11-01,2025,recognised,province,,,3,12/QĐ-UBND,,,,,,,https://example.vn/a,"
        (product / "history.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
