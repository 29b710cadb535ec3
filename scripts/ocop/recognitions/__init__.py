"""Bring a list of recognitions into `dossiers/`: what is certain, what people decided, and no guesses.

A list is any CSV of recognition events; `words` holds the columns and events it may speak of. Running the
same list again changes nothing, and what people edited since is never rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ocop import report
from ocop.codes import importing
from ocop.diagnostics import Diagnostic, Language, Location, Severity
from ocop.files import put_in_place
from ocop.law import Law
from ocop.model import Registry
from ocop.recognitions.decisions import read_decisions
from ocop.recognitions.doubts import Doubt, doubts
from ocop.recognitions.filing import Clerk, Filing
from ocop.recognitions.listing import Listing, read_listing
from ocop.recognitions.matching import in_stable_order, matched
from ocop.recognitions.places import Gazetteer
from ocop.source import decoded, read_table

__all__ = ["Outcome", "import_list", "summary"]

_JOINS = "dossiers/joins.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import found and what it writes or would write."""

    listing: Listing
    repeated: int
    filing: Filing
    doubts: tuple[Doubt, ...]
    diagnostics: tuple[Diagnostic, ...]
    dry_run: bool

    @property
    def faulty(self) -> bool:
        """Whether some of the list, the decisions or the dossiers could not be used."""
        return any(one.code.severity is Severity.ERROR for one in self.diagnostics)


def import_list(
    file: Path,
    root: Path,
    registry: Registry,
    law: Law,
    *,
    gathered_on: date,
    joins: Path | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Add what the list in `file` says and `root`'s dossiers do not; return what was found.

    Rows that cannot be read are left out and reported. When a dossier cannot be read nothing is written
    at all, for what it records is unknown. Each file is put in place whole, so a run cut short can simply
    be run again. OSError when a file cannot be read or written.
    """
    gazetteer = Gazetteer(law)
    listing = read_listing(file.name, file.read_bytes(), law, gazetteer)
    found = list(listing.found)
    joins_file = joins or root / _JOINS
    table = None
    if joins_file.exists():
        text, problems = decoded(_JOINS if joins is None else joins.name, joins_file.read_bytes())
        found += problems
        if text is not None:
            table, problems = read_table(_JOINS if joins is None else joins.name, text)
            found += problems
    decisions, problems = read_decisions(table)
    found += problems
    every = matched(listing.rows, registry, decisions)
    filing = Clerk(root, every, registry, gathered_on).filed(decisions)
    blocked = [*_unreadable(root, registry), *filing.found]
    found += blocked
    outcome = Outcome(
        listing=listing,
        repeated=len(listing.rows) - len(in_stable_order(listing.rows)),
        filing=filing,
        doubts=doubts(every, registry, decisions, gazetteer.province_names),
        diagnostics=report.in_order(found),
        dry_run=dry_run,
    )
    if any(one.code is importing.DOSSIER_UNREADABLE for one in blocked):
        filing.files.clear()
    elif not dry_run:
        put_in_place(root, {path: text.encode("utf-8") for path, text in filing.files.items()})
    return outcome


def _unreadable(root: Path, registry: Registry) -> list[Diagnostic]:
    """Return the dossiers that have files but could not be read into the registry."""
    folder = root / "dossiers"
    files = sorted((*folder.glob("*/producer.yml"), *folder.glob("*/*/product.yml")))
    known = registry.producers.keys() | registry.products.keys()
    missing = [path for path in files if path.parent.relative_to(folder).as_posix() not in known]
    return [
        Diagnostic(importing.DOSSIER_UNREADABLE, Location(name), {"found": name})
        for name in (path.parent.relative_to(root).as_posix() for path in missing)
    ]


def summary(outcome: Outcome) -> str:
    """Return what the import did, for the person who ran it."""
    filing, lines = outcome.filing, list[str]()
    if outcome.diagnostics:
        lines = [*report.as_text(outcome.diagnostics, Language.VI).splitlines(), ""]
    kept = len(outcome.listing.rows) - outcome.repeated
    repeated = f", {outcome.repeated} dòng lặp lại nguyên văn" if outcome.repeated else ""
    lines += [
        f"Đọc {outcome.listing.records} dòng, dùng {kept} dòng{repeated}.",
        f"Chủ thể: {len(filing.producers_new)} mới, {len(filing.producers_kept)} đã có.",
        f"Sản phẩm: {len(filing.products_new)} mới, {len(filing.products_kept)} đã có.",
        f"Dòng lịch sử: {filing.rows_new} mới, {filing.rows_kept} đã có.",
    ]
    if outcome.doubts:
        lines += ["", f"{len(outcome.doubts)} chỗ cần người quyết định (ghi vào dossiers/joins.csv):"]
        lines += [
            f"  {doubt.one} “{doubt.one_name}” ~ {doubt.other} “{doubt.other_name}”: {doubt.reason}"
            for doubt in outcome.doubts
        ]
    lines.append("")
    if not filing.files:
        lines.append("Không có gì để ghi.")
    else:
        done = "Sẽ ghi" if outcome.dry_run else "Đã ghi"
        lines.append(f"{done} {len(filing.files)} tệp" + (":" if outcome.dry_run else "."))
        if outcome.dry_run:
            lines += [f"  {path}" for path in filing.files]
    return "\n".join(lines) + "\n"
