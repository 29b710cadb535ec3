"""A tiny site to build in tests: two written pages, a shell, and pages made up on the spot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from ocop.site.page import Fragment, Page, relative

BASE_URL = "https://example.org/so/"
AS_OF = date(2026, 11, 23)

_FILES = {
    "mkdocs.yml": f"""\
site_name: Sổ thử
site_url: !ENV [OCOP_BASE_URL, "{BASE_URL}"]
theme: {{name: material, language: vi, font: false}}
plugins: []
markdown_extensions: [toc: {{permalink: false}}]
nav: [{{Trang đầu: index.md}}, {{Sổ: so/index.md}}]
not_in_nav: |
  /_shell/
validation: {{omitted_files: ignore}}
""",
    "docs/index.md": """\
---
title: Trang đầu
description: Trang để thử
---
# Trang đầu

<div data-ocop-pour="figures"></div>

Xem [sổ](so/index.md). Trong mã nguồn: `<div data-ocop-pour="product"></div>` và OCOP-TITLE.

    một khối mã
""",
    "docs/so/index.md": """\
---
title: Sổ
---
# Sổ

<div data-ocop-pour="registry"></div>
""",
    "docs/_shell/product.md": """\
---
title: OCOP-TITLE
description: OCOP-DESCRIPTION
---
<div data-ocop-pour="product"></div>
""",
}


def written(root: Path) -> Path:
    """The tiny site's sources, put into `root`; returns it."""
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def contents(count: int, edition: str = "1") -> Iterator[Page | Fragment]:
    """`count` products of which only the last depends on `edition`, a data file, and two fragments."""
    for number in range(count):
        address = f"san-pham/chu-the-{number % 7}/san-pham-{number}/"
        words = f"Sản phẩm {number} <&> {edition if number == count - 1 else ''}"
        html = f'<p>{words.replace("<&>", "")}</p><a href="{relative(address, "so/")}">Sổ</a>'
        yield Page(  # noqa: S604 - a shell of ours, not one that runs commands
            address=address,
            shell="product",
            title=words,
            description=f'Mô tả "{number}"',
            key=hashlib.sha256(words.encode()).hexdigest(),
            content=partial(str, html),
        )
    yield Page(address="du-lieu/rows.json", shell="", key=edition, content=lambda: f'["{edition}"]')
    yield Fragment(name="figures", key=str(count), content=lambda: f"<p>{count} sản phẩm</p>")
    yield Fragment(name="registry", key=edition, content=lambda: '<a href="../">Trang đầu</a>')


def tree(folder: Path) -> dict[str, str]:
    """Every file below `folder`, links followed, with the sha256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
