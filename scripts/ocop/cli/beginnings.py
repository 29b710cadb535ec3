"""What `ocop new` does: begin a producer, a product or an application, and say what comes next."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ocop import report, spelling
from ocop.cli.verbs import CLEAN, FAILED, FAULTY, _loaded, _memory, _today
from ocop.diagnostics import Language, Severity
from ocop.files import put_in_place
from ocop.load.registry import Loaded
from ocop.model import RECOGNITIONS, ApplicationKind, Product
from ocop.source import spelt

if TYPE_CHECKING:
    from ocop.law import RuleSet, Term
    from ocop.scaffold import Files


class _WrongCallError(Exception):
    """What was asked for cannot be; carries the sentence that says so."""


def new(arguments: argparse.Namespace, root: Path) -> int:
    """Write the files of a new record, unless something stands in their place or a check would refuse."""
    loaded = _loaded(root)
    begin = {"producer": _producer, "product": _product, "application": _application}[arguments.begun]
    try:
        return begin(arguments, root, loaded, arguments.on or _today())
    except _WrongCallError as wrong:
        print(wrong, file=sys.stderr)
        return FAILED


def _producer(arguments: argparse.Namespace, root: Path, loaded: Loaded, on: date) -> int:
    from ocop.scaffold import Beginnings

    types = loaded.law.lists["producer-types"]
    if arguments.type not in types:
        listed = "\n".join(f"  {term.id:22}{term.label.vi}" for term in types.values())
        raise _WrongCallError(
            f"Không có loại hình “{spelt(arguments.type)}”.{_nearest_type(arguments.type, types)}"
            f" (No such type.)\nCác loại hình:\n{listed}"
        )
    folder = _slug(_cleaned(arguments.id))
    path = f"dossiers/{folder}"
    if _stands(root, path):
        return FAULTY
    name = spelling.composed(arguments.name.strip())
    files = Beginnings(root).producer(folder, name=name, kind=arguments.type, on=on)
    following = (f'ocop new product {folder}/ten-san-pham --name "Tên sản phẩm"',)
    return _written(root, files, following)


def _product(arguments: argparse.Namespace, root: Path, loaded: Loaded, on: date) -> int:
    from ocop.scaffold import Beginnings

    producer, slash, rest = _cleaned(arguments.id).partition("/")
    if not slash or "/" in rest:
        raise _WrongCallError(
            f"“{spelt(arguments.id)}” phải có dạng chủ-thể/sản-phẩm, ví dụ htx-mau/ca-phe-mau. (Two names.)"
        )
    if producer not in loaded.registry.producers:
        raise _WrongCallError(_unknown("chủ thể", producer, loaded.registry.producers, root))
    identifier = f"{producer}/{_slug(rest)}"
    if _stands(root, f"dossiers/{identifier}"):
        return FAULTY
    name = spelling.composed(arguments.name.strip())
    files = Beginnings(root).product(identifier, name=name, on=on)
    return _written(root, files, (f"ocop new application {identifier}",))


def _application(arguments: argparse.Namespace, root: Path, loaded: Loaded, on: date) -> int:
    from ocop.load.criteria import NoSuchSheet, find_sheet
    from ocop.scaffold import Beginnings, draft_of, next_name

    identifier = _cleaned(arguments.id)
    product = loaded.registry.products.get(identifier)
    if product is None:
        raise _WrongCallError(_unknown("sản phẩm", identifier, loaded.registry.products, root))
    draft = _unfiled(product)
    if draft is not None:
        _say_standing(root, f"dossiers/{identifier}/{draft}")
        print("Lượt này chưa nộp: sửa tiếp ở đó, hoặc xóa thư mục nếu bỏ. (Not filed yet.)", file=sys.stderr)
        return FAULTY
    kind = _kind(arguments.kind, product)
    act = loaded.law.governing(kind, None, on)
    if act is None:
        raise _WrongCallError(f"Ngày {on:%d/%m/%Y} chưa có bộ quy định nào. (No act was in force.)")
    number = arguments.sheet if arguments.sheet is not None else _own_sheet(product, act)
    if number is not None:
        try:
            find_sheet(root, act.id, number)
        except NoSuchSheet as error:
            raise _WrongCallError(str(error)) from error
    taken = _application_folders(root, identifier)
    started = draft_of(product, next_name(taken, on.year), kind, number)
    files = Beginnings(root).application(product, started, act, loaded.law, loaded.sheets, on)
    asked = f"{identifier}/{started.id}"
    as_of = "" if arguments.on is None else f" --as-of {on.isoformat()}"
    following = (
        f"ocop todo {asked}{as_of}",
        *((f"ocop sheet {act.id} {number}",) if number is not None else ()),
        f"ocop evidence add {asked} ../giay-to/ten-giay-to.pdf --type LOẠI",
    )
    status = _written(root, files, following)
    if status == CLEAN and number is None:
        print("Chưa rõ phiếu tiêu chí: điền “sheet” trong application.yml rồi hỏi ocop todo. (No sheet yet.)")
    return status


def _kind(asked: str | None, product: Product) -> ApplicationKind:
    """Return the kind asked for, or a first evaluation where nothing was recognised yet."""
    if asked is not None:
        return ApplicationKind(asked)
    if any(event.kind in RECOGNITIONS for event in product.events):
        raise _WrongCallError(
            f"Sản phẩm {product.id} đã từng được công nhận: thêm --kind upgrade (nâng hạng), re_evaluation "
            "(phân hạng lại) hay first (lần đầu, khi giấy chứng nhận đã hết giá trị). (Which kind?)"
        )
    return ApplicationKind.FIRST


def _own_sheet(product: Product, act: RuleSet) -> int | None:
    """Return the number of the product's own set where it is one of the act, or of the act it amends."""
    rule_set, _, number = (product.product_set or "").partition("/")
    return int(number) if rule_set in {act.id, act.amends} and number.isdigit() else None


def _unfiled(product: Product) -> str | None:
    """Return the application of which the history tells nothing yet."""
    told = {event.application for event in product.events}
    return next((one.id for one in product.applications if one.id not in told), None)


def _application_folders(root: Path, identifier: str) -> list[str]:
    from ocop.load.applications import FOLDER_NAME

    names = os.listdir(root / "dossiers" / identifier)  # noqa: PTH208 - names are all that is asked for
    return [name for name in names if FOLDER_NAME.fullmatch(name)]


# --- names and places ---------------------------------------------------------------------------


def _cleaned(identifier: str) -> str:
    return identifier.strip().strip("/").removeprefix("dossiers/")


def _slug(asked: str) -> str:
    """Return the folder name that a text makes; said where it is another than what was typed."""
    made = spelling.slug(asked)
    if not made:
        raise _WrongCallError(
            f"“{spelt(asked)}” không thành tên thư mục được: cần chữ Latinh hoặc chữ số. (No name.)"
        )
    if made != asked:
        print(f"Tên thư mục: {made}")
    return made


def _nearest(word: str, known: Mapping[str, object]) -> str:
    nearest = spelling.nearest(word, known)
    return f" Gần nhất: {nearest}." if nearest else ""


def _nearest_type(asked: str, types: Mapping[str, Term]) -> str:
    """Suggest the type that goes by this name, `HTX` for one, or else the one spelt most like it."""
    for term in types.values():
        names = (term.label.vi, *term.attributes.get("aliases", "").split("|"))
        if spelling.folded(asked) in map(spelling.folded, names):
            return f" Gần nhất: {term.id}."
    return _nearest(asked, types)


def _unknown(what: str, asked: str, known: Mapping[str, object], root: Path) -> str:
    if asked and ".." not in asked and os.path.lexists(root / "dossiers" / asked):
        return (
            f"Hồ sơ {what} “{spelt(asked)}” đang có lỗi nên chưa đọc được; xem: "
            f"ocop check dossiers/{spelt(asked)} (Faulty.)"
        )
    return f"Không có {what} “{spelt(asked)}” trong sổ.{_nearest(asked, known)} (Not in the registry.)"


def _stands(root: Path, path: str) -> bool:
    """Say what stands at a path already, if anything does."""
    if not os.path.lexists(root / path):
        return False
    _say_standing(root, path)
    return True


def _say_standing(root: Path, path: str) -> None:
    place = root / path
    inside = sorted(os.listdir(place)) if place.is_dir() and not place.is_symlink() else []  # noqa: PTH208 - as above
    holds = f": {spelt(', '.join(inside))}" if inside else ""
    print(f"Đã có {path}{holds}; không ghi đè. (Already there; nothing was written.)", file=sys.stderr)


def _written(root: Path, files: Files, following: tuple[str, ...]) -> int:
    """Write the files unless a check would find errors in them; say what was written and what comes next."""
    from ocop.scaffold import problems_of

    found = problems_of(root, files, _memory(root))
    if found:
        print(report.as_text(found, Language.VI), end="", file=sys.stderr)
    if any(one.code.severity is Severity.ERROR for one in found):
        print("Không tạo tệp nào.", file=sys.stderr)
        return FAULTY
    put_in_place(root, files)
    for path in files:
        print(f"Đã tạo {path}")
    print("Tiếp theo:")
    for command in following:
        print(f"  {command}")
    return CLEAN
