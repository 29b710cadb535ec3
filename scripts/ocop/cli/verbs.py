"""What each verb does: read, compute, print, and say how it went."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ocop import report
from ocop.codes import BY_ID, privacy
from ocop.codes.documents import UNKNOWN_KEY
from ocop.codes.tables import UNKNOWN_COLUMN
from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.load.registry import Loaded, LoadError, load

if TYPE_CHECKING:
    from ocop.site.build import BuildReport

CLEAN, FAULTY, FAILED = 0, 1, 2
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def _today() -> date:
    return datetime.now(_VIETNAM).date()


def _memory(root: Path) -> Path:
    return root / ".cache" / "ocop" / "registry.msgpack"


def _progress(done: int, total: int) -> None:
    if total >= 1_000 and sys.stderr.isatty():  # noqa: PLR2004 - below that there is nothing to wait for
        print(f"\rĐang đọc hồ sơ: {done}/{total}", end="" if done < total else "\n", file=sys.stderr)


def _loaded(root: Path, *, cached: bool = True) -> Loaded:
    memory = _memory(root) if cached else None
    return load(root, memory_path=memory, progress=_progress)


def _below(diagnostic: Diagnostic, prefixes: Sequence[str]) -> bool:
    path = diagnostic.where.path
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)


def _check(arguments: argparse.Namespace, root: Path) -> int:
    loaded = _loaded(root, cached=not arguments.no_cache)
    found = loaded.diagnostics
    if arguments.paths:
        prefixes = [_relative(path, root) for path in arguments.paths]
        if "." not in prefixes:
            found = tuple(one for one in found if _below(one, prefixes))
    language = Language(arguments.lang)
    if arguments.format == "json":
        print(report.as_json(found, arguments.as_of or _today()), end="")
    elif arguments.format == "github":
        print(report.as_annotations(found, language), end="")
    else:
        print(report.as_text(found, language), end="")
    return FAULTY if any(one.code.severity is Severity.ERROR for one in found) else CLEAN


def _relative(path: Path, root: Path) -> str:
    absolute = Path(os.path.normpath(Path.cwd() / path))
    absolute = absolute.parent.resolve() / absolute.name
    if not absolute.exists() and not absolute.is_symlink():
        raise LoadError(f"{path}: không có tệp hay thư mục này (no such file or folder)")
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        raise LoadError(f"{path}: nằm ngoài kho {root} (outside the registry)") from None


def explain(arguments: argparse.Namespace) -> int:
    """Print one code's entry of the catalogue; it needs no registry."""
    wanted = arguments.code.strip().upper()
    wanted = wanted if wanted.startswith("OCOP-") else f"OCOP-{wanted}"
    code = BY_ID.get(wanted)
    if code is None:
        from ocop import spelling

        nearest = spelling.nearest(wanted, BY_ID)
        suggestion = f" Gần nhất: {nearest}." if nearest else ""
        print(f"Không có mã “{arguments.code}”.{suggestion} (No such code.)", file=sys.stderr)
        return FAILED
    print(report.entry(code, Language(arguments.lang)), end="")
    return CLEAN


def _status(arguments: argparse.Namespace, root: Path) -> int:
    from ocop import spelling
    from ocop.status import status
    from ocop.status.report import as_json, as_table, as_text

    loaded = _loaded(root)
    as_of = arguments.as_of or _today()
    products = loaded.registry.products
    wanted = [one.strip("/").removeprefix("dossiers/") for one in arguments.ids] or list(products)
    unknown = [one for one in wanted if one not in products]
    for one in unknown:
        nearest = spelling.nearest(one, products)
        suggestion = f" Gần nhất: {nearest}." if nearest else ""
        print(f"Không có sản phẩm “{one}” trong sổ.{suggestion} (Not in the registry.)", file=sys.stderr)
    if unknown:
        return FAILED
    answers = [(products[one], status(products[one], loaded.law, as_of)) for one in wanted]
    if arguments.format == "json":
        print(as_json(answers, as_of), end="")
    else:
        print((as_text if arguments.ids else as_table)(answers, Language.VI), end="")
    return CLEAN


def _todo(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.cli.applications import todo_lists

    told = todo_lists(arguments, _loaded(root), arguments.as_of or _today())
    if told is None:
        return FAILED
    print(told, end="")
    return CLEAN


def _plan(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.plan import as_json, as_text, progress

    loaded = _loaded(root)
    plan = loaded.plans.get(arguments.year)
    if plan is None:
        years = ", ".join(str(year) for year in sorted(loaded.plans)) or "chưa có năm nào"
        print(f"Không có kế hoạch năm {arguments.year} trong plan/ (có: {years}).", file=sys.stderr)
        return FAILED
    answer = progress(plan, loaded.registry, loaded.law, arguments.as_of or _today())
    print(as_json(answer) if arguments.format == "json" else as_text(answer), end="")
    return CLEAN


def _sheet(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.load.criteria import NoSuchSheet, find_sheet
    from ocop.load.law import read_labels
    from ocop.load.tree import FolderTree
    from ocop.scoring.sheet_report import sheet_as_json, sheet_as_text, unknown_sheet_sentence

    try:
        rule_set, reading = find_sheet(root, arguments.rule_set, arguments.number)
    except NoSuchSheet as error:
        print(error, file=sys.stderr)
        return FAILED
    if reading.found:
        print(report.as_text(reading.found, Language.VI), end="", file=sys.stderr)
    if reading.sheet is None:
        return FAULTY
    if not reading.sheet.is_known:
        print(unknown_sheet_sentence(reading.sheet, rule_set), file=sys.stderr)
        return FAILED
    if arguments.format == "json":
        print(sheet_as_json(reading.sheet), end="")
    else:
        print(sheet_as_text(reading.sheet, read_labels(FolderTree(root), "document-types")), end="")
    return FAULTY if reading.found else CLEAN


def _score(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.load.criteria import NoSuchSheet, find_sheet
    from ocop.load.scores import read_scores
    from ocop.scoring import claimed
    from ocop.scoring.report import judged, score_as_json, score_as_text

    if not arguments.file.is_file():
        raise LoadError(f"{arguments.file}: không có tệp này (no such file)")
    path = arguments.file.as_posix()
    try:
        rule_set, reading = find_sheet(root, arguments.rule_set, arguments.number)
    except NoSuchSheet as error:
        print(error, file=sys.stderr)
        return FAILED
    file = read_scores(root, arguments.file, path)
    entries, found = file.entries, file.found
    if file.claims and reading.sheet is not None:
        entries = claimed(reading.sheet, file.claims).entries
    answer, problems = judged(reading.sheet, rule_set, entries, arguments.seats, path)
    found = report.in_order((*reading.found, *found, *problems))
    if arguments.format == "json":
        print(score_as_json(answer, found), end="")
    else:
        print(score_as_text(answer) + report.as_text(found, Language.VI), end="")
    return FAULTY if any(one.code.severity is Severity.ERROR for one in found) else CLEAN


def _import(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.recognitions import import_list, summary

    if not arguments.file.is_file():
        raise LoadError(f"{arguments.file}: không có tệp này (no such file)")
    loaded = _loaded(root)
    outcome = import_list(
        arguments.file,
        root,
        loaded.registry,
        loaded.law,
        gathered_on=arguments.gathered_on or _today(),
        joins=arguments.joins,
        dry_run=arguments.dry_run,
    )
    print(summary(outcome), end="")
    return FAULTY if outcome.faulty else CLEAN


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _builder(arguments: argparse.Namespace, root: Path, workers: int | None) -> Callable[[], BuildReport]:
    """Return what builds the site once, dated by the latest commit unless `--as-of` says otherwise."""
    from ocop.site.build import build
    from ocop.site.engine import Engine

    return lambda: build(
        root,
        as_of=arguments.as_of or _committed_on(root),
        read=lambda: _publishable(_loaded(root)),
        engine=Engine(arguments.engine),
        output=arguments.output,
        base_url=arguments.base_url,
        commit=_commit(root),
        workers=workers,
        say=_say,
    )


def _publishable(loaded: Loaded) -> Loaded:
    """Return what was read; FencedError when it holds personal data or a field that no schema lists.

    What no schema lists nobody has yet allowed to be shown.
    """
    from ocop.site.page import FencedError

    kept = {UNKNOWN_KEY, UNKNOWN_COLUMN, *privacy.CODES}
    found = [one for one in loaded.diagnostics if one.code in kept]
    if found:
        raise FencedError(
            f"{report.as_text(found, Language.VI)}Chưa dựng trang: có dữ liệu cá nhân hoặc mục không lược đồ "
            "nào cho phép công khai. Trang cũ giữ nguyên. (Nothing was published: there is personal data, or "
            "a field that no schema lists.)"
        )
    return loaded


def _committed_on(root: Path) -> date:
    """Return the day of the latest commit in Vietnam, so that one commit always builds the same bytes."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp.isdigit():
        stamp = _told_by_git(root, "log", "-1", "--format=%ct") or ""
    return datetime.fromtimestamp(int(stamp), _VIETNAM).date() if stamp.isdigit() else _today()


def _commit(root: Path) -> str:
    """Return the commit whose records the site shows; blank outside Git or where they differ from it."""
    changed = _told_by_git(root, "status", "--porcelain", "--", "dossiers", "schemas", "plan")
    return (_told_by_git(root, "rev-parse", "HEAD") or "") if changed == "" else ""


def _told_by_git(root: Path, *words: str) -> str | None:
    """Return what Git answers about the tree, or None where there is no Git or no such thing."""
    command = ("git", "-C", str(root), *words)
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - fixed words
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.strip()


def _build(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.site.page import FencedError

    try:
        report_of_build = _builder(arguments, root, None)()
    except FencedError as error:
        print(error, file=sys.stderr)
        return FAULTY
    seconds = sum(report_of_build.seconds.values())
    told = f"{seconds:.1f}".replace(".", ",")
    _say(f"Đã dựng {report_of_build.products} sản phẩm vào {report_of_build.output} trong {told} giây.")
    return CLEAN


def _serve(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.site.serve import serve

    output = (arguments.output or root / "site").absolute()
    serve(root, output, _builder(arguments, root, 1), port=arguments.port, say=_say)
    return CLEAN


def _review(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.cli.reviewing import review_verb

    return review_verb(arguments, root, _today())


def _owners(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.cli.reviewing import owners_verb

    return owners_verb(arguments, root, _today())


def _feedback(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.cli.hub import feedback_verb

    return feedback_verb(arguments, root, _today())


def _nightly(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.cli.hub import nightly_verb

    return nightly_verb(arguments, root, lambda: _loaded(root), _today())


VERBS: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "check": _check,
    "status": _status,
    "todo": _todo,
    "plan": _plan,
    "sheet": _sheet,
    "score": _score,
    "import": _import,
    "review": _review,
    "owners": _owners,
    "feedback": _feedback,
    "nightly": _nightly,
    "build": _build,
    "serve": _serve,
}
