"""What `new`, `fmt` and `evidence` do for those who prepare dossiers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ocop import report, spelling
from ocop.cli.beginnings import new
from ocop.cli.verbs import CLEAN, FAILED, FAULTY, _below, _relative
from ocop.diagnostics import Diagnostic, Language, Text
from ocop.files import put_in_place
from ocop.load.registry import LoadError
from ocop.load.tree import FolderTree
from ocop.source import spelt

if TYPE_CHECKING:
    from ocop.papers import Book, Particulars

# Below so many files, and so many bytes, nobody waits long enough to wonder.
_MANY = 2_000
_LARGE = 32 * 1024 * 1024


def _warn(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _print_found(found: Sequence[Diagnostic]) -> None:
    if found:
        print(report.as_text(report.in_order(found), Language.VI), end="", file=sys.stderr)


def _fmt(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.canonical import Formatter, formattable, refused

    prefixes = [_relative(path, root) for path in arguments.paths] or ["dossiers"]
    prefixes = ["dossiers" if prefix == "." else prefix for prefix in prefixes]
    tree = FolderTree(root)
    top = tree.folder("dossiers")
    entries = [entry for entry in formattable(top) if _within(entry.path, prefixes)]
    found = [one for one in refused(top) if _below(one, prefixes)]
    for prefix in prefixes:
        if (root / prefix).is_file() and prefix not in {entry.path for entry in entries}:
            raise LoadError(f"{prefix}: không phải tệp hồ sơ có dạng chuẩn (nothing to format there)")
    formatter = Formatter(tree, root / "schemas")
    changed: dict[str, bytes] = {}
    for number, entry in enumerate(entries):
        _formatting(number, len(entries))
        one = formatter.formatted(entry)
        found += one.found
        if one.after is not None and one.changes:
            changed[one.path] = one.after
            print(one.patch if arguments.check else one.path, end="" if arguments.check else "\n")
    _formatting(len(entries), len(entries))
    if not arguments.check:
        put_in_place(root, changed)
    _print_found(found)
    done = "cần sắp lại" if arguments.check else "đã sắp lại"
    _warn(f"{len(entries)} tệp: {len(changed)} {done}, {len(entries) - len(changed)} giữ nguyên.")
    return FAULTY if found or (arguments.check and changed) else CLEAN


def _within(path: str, prefixes: Sequence[str]) -> bool:
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)


def _formatting(done: int, total: int) -> None:
    if total >= _MANY and (done % 500 == 0 or done == total) and sys.stderr.isatty():
        print(f"\rĐang xem: {done}/{total} tệp", end="" if done < total else "\n", file=sys.stderr)


# --- evidence -----------------------------------------------------------------------------------


def _evidence(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.papers import read_book

    identifier = arguments.id.strip("/").removeprefix("dossiers/")
    try:
        book = read_book(root, identifier)
    except LookupError:
        _say_unknown(identifier, root)
        return FAILED
    if arguments.action == "add":
        return _evidence_add(arguments, root, book)
    return _evidence_verify(arguments, book, identifier)


def _say_unknown(identifier: str, root: Path) -> None:
    from ocop.papers import applications

    known = applications(FolderTree(root))
    nearest = spelling.nearest(identifier, known)
    suggestion = f" Gần nhất: {nearest}." if nearest else ""
    _warn(
        f"Không có lượt đăng ký “{spelt(identifier)}” (chủ thể/sản phẩm/lượt) trong dossiers/.{suggestion} "
        "Tạo lượt mới: ocop new application. (No such application.)"
    )


def _evidence_add(arguments: argparse.Namespace, root: Path, book: Book) -> int:
    from ocop.papers import inspected, record

    files: Sequence[Path] = arguments.files
    if len(files) > 1 and (arguments.title is not None or arguments.number):
        _warn("--title và --number là của một giấy tờ: chỉ dùng khi ghi một tệp. (One file at a time.)")
        return FAILED
    particulars = _particulars(arguments, root)
    if particulars is None:
        return FAILED
    papers = []
    for file, said in zip(files, particulars, strict=True):
        papers.append((inspected(file, file.as_posix(), root, _reading(file.name)), said))
    recorded = record(root, book, papers)
    names = {paper.sha256: paper.shown for paper, _ in papers}
    for row in recorded.rows:
        print(
            spelt(
                f"{row['id']}  {row['type']}  “{row['title']}”  {row['sha256'][:12]}…  {names[row['sha256']]}"
            )
        )
    _print_found(recorded.found)
    if recorded.rows:
        print(f"Đã ghi {len(recorded.rows)} dòng vào {book.path}.")
        if arguments.title is None:
            print("Tên giấy tờ lấy theo tên tệp; sửa ở evidence.csv nếu chưa đúng hoặc có tên người.")
        print(f"Tiếp theo: ocop check {book.path.rpartition('/')[0]}")
    else:
        print("Không ghi dòng nào.")
    return FAULTY if recorded.faulty else CLEAN


def _particulars(arguments: argparse.Namespace, root: Path) -> Sequence[Particulars] | None:
    """Return what is said of each file, or None, having said why, when a type is unknown or not told."""
    from ocop.load.law import read_labels
    from ocop.papers import Particulars, type_of_name

    types = read_labels(FolderTree(root), "document-types")
    told: list[Particulars] = []
    for file in arguments.files:
        kind: str | None = arguments.type or type_of_name(file.name, types)
        if kind is None or kind not in types:
            _say_unknown_type(arguments.type, file.name, types)
            return None
        told.append(
            Particulars(
                type=kind,
                title=arguments.title,
                number=arguments.number,
                issuer=arguments.issuer,
                issued_on=arguments.issued_on,
                expires_on=arguments.expires_on,
                prepared_by=arguments.prepared_by,
                criteria=arguments.criteria,
                kept_at=arguments.kept_at,
                visibility=arguments.visibility,
            )
        )
    return told


def _say_unknown_type(kind: str | None, name: str, types: Mapping[str, Text]) -> None:
    if kind is None:
        _warn(f"Tên tệp “{spelt(name)}” không cho biết đó là loại giấy tờ nào; thêm --type. (Which type?)")
    else:
        nearest = spelling.nearest(kind, types)
        suggestion = f" Gần nhất: {nearest}." if nearest else ""
        _warn(f"Không có loại giấy tờ “{spelt(kind)}”.{suggestion} (No such type.)")
    _warn("Các loại:")
    for one, label in types.items():
        _warn(f"  {one:26}{label.vi}")


def _reading(what: str) -> Callable[[int, int], None] | None:
    """Return what tells how much of something large is read; at a terminal only."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        if total >= _LARGE:
            end = "" if done < total else "\n"
            print(f"\rĐang đọc {spelt(what)}: {100 * done // total} %", end=end, file=sys.stderr)

    return tell


def _evidence_verify(arguments: argparse.Namespace, book: Book, identifier: str) -> int:
    from ocop.papers import FolderTooLargeError, as_json, as_text, compared, files_below

    folder: Path = arguments.folder
    if not folder.is_dir():
        raise LoadError(f"{folder}: không có thư mục này (no such folder)")
    if book.is_faulty:
        _print_found(book.found)
        return FAULTY
    try:
        answer = compared(book.rows, files_below(folder, _reading(folder.name)))
    except FolderTooLargeError as error:
        raise LoadError(f"{folder}: {error}; chỉ đúng thư mục giấy tờ (too large to compare)") from error
    print(as_json(answer, identifier) if arguments.format == "json" else as_text(answer), end="")
    return CLEAN if answer.is_clean else FAULTY


TOOLS: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "new": new,
    "evidence": _evidence,
    "fmt": _fmt,
}
