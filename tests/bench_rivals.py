"""The same dossiers for other tools: Markdown for Hugo and MkDocs, packages for frictionless.

`python -m tests.bench_rivals pages ROOT FOLDER ENGINE COUNT` writes a site's sources and is not measured;
`python -m tests.bench_rivals packages ROOT COUNT` validates histories with frictionless, package by package.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from ocop.diagnostics import Language
from ocop.law import Law
from ocop.load.registry import load
from ocop.model import Event, Producer, Product
from ocop.status import status

_AS_OF = date(2026, 11, 1)

_HUGO = {
    "hugo.toml": (
        'baseURL = "https://example.org/"\ntitle = "Sổ đăng ký OCOP"\ndefaultContentLanguage = "vi"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "section"]\n'
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
        '<body><main>{{ block "main" . }}{{ end }}</main></body></html>\n'
    ),
    "layouts/_default/single.html": ('{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n'),
    "layouts/index.html": '{{ define "main" }}<h1>{{ site.Title }}</h1>{{ end }}\n',
}
_MKDOCS = {
    "mkdocs.yml": (
        "site_name: Sổ đăng ký OCOP\nsite_url: https://example.org/\n"
        "theme: {name: material, language: vi, font: false}\nplugins: []\nmarkdown_extensions: [tables]\n"
        "nav: [index.md]\nnot_in_nav: |\n  /*\n"
    ),
    "docs/index.md": "# Sổ đăng ký OCOP\n",
}


def write_pages(root: Path, folder: Path, engine: str, count: int) -> None:
    """Write the sources from which `engine` (hugo or mkdocs) makes a page for each of `count` products."""
    files, content = (_HUGO, "content") if engine == "hugo" else (_MKDOCS, "docs")
    for name, text in files.items():
        _write(folder / name, text)
    loaded = load(root)
    law, producers = loaded.law, loaded.registry.producers
    for product in islice(loaded.registry.products.values(), count):
        text = page(product, producers.get(product.producer_id), law, with_heading=engine != "hugo")
        _write(folder / content / "san-pham" / f"{product.id}.md", text)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def page(product: Product, producer: Producer | None, law: Law, *, with_heading: bool) -> str:
    """Return a product's page in Markdown: name, producer, state in words, history as a table."""
    answer = status(product, law, _AS_OF)
    lines = ["---", f"title: {json.dumps(product.name, ensure_ascii=False)}", "---", ""]
    if with_heading:
        lines += [f"# {product.name}", ""]
    lines += [f"Chủ thể: {producer.name if producer and producer.name else 'chưa rõ'}", ""]
    lines += [f"**{answer.state}** – {answer.reason.within(Language.VI)}", ""]
    lines += [product.summary or "", "", *_history(product.events, law)]
    if product.story:
        lines += ["", product.story]
    return "\n".join(lines) + "\n"


def _history(events: Sequence[Event], law: Law) -> Iterator[str]:
    kinds = law.lists["event-kinds"]
    yield "| Ngày | Việc | Hạng sao | Quyết định | Có giá trị đến | Nguồn |"
    yield "|---|---|---|---|---|---|"
    for event in events:
        when = f"{event.on:%d/%m/%Y}" if event.on else str(event.year or "")
        through = f"{event.valid_through:%d/%m/%Y}" if event.valid_through else ""
        cells = (
            when,
            kinds[event.kind].label.vi,
            str(event.star or ""),
            event.decision or "",
            through,
            event.source or "",
        )
        yield f"| {' | '.join(cells)} |"


def validate_packages(root: Path, count: int) -> int:
    """Hold `count` histories against the Table Schema, a frictionless package each; 1 when one fails."""
    import frictionless  # noqa: PLC0415 - the other command does without

    schema = json.loads((root / "schemas" / "history.table.json").read_text("utf-8"))
    failures = 0
    for history in islice(sorted((root / "dossiers").glob("*/*/history.csv")), count):
        resource = {"name": "history", "path": "history.csv", "encoding": "utf-8", "schema": schema}
        package = frictionless.Package.from_descriptor(
            {"name": "dossier", "resources": [resource]}, basepath=str(history.parent)
        )
        failures += not package.validate().valid
    sys.stdout.write(f"{failures} invalid\n")
    return min(failures, 1)


def main() -> int:
    """Do what the command line asks for."""
    if sys.argv[1] == "pages":
        root, folder, engine, count = sys.argv[2:]
        write_pages(Path(root), Path(folder), engine, int(count))
        return 0
    root, count = sys.argv[2:]
    return validate_packages(Path(root), int(count))


if __name__ == "__main__":
    raise SystemExit(main())
