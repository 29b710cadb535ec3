"""Read arguments, environment and clock; run the steps; choose the exit status."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ocop import report
from ocop.codes import BY_ID
from ocop.diagnostics import Diagnostic, Language, Severity
from ocop.load.registry import Loaded, LoadError, find_root, load
from ocop.site.page import SiteError

if TYPE_CHECKING:
    from ocop.site.build import BuildReport

CLEAN, FAULTY, FAILED = 0, 1, 2
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_DESCRIPTION = """\
Sổ đăng ký hồ sơ sản phẩm OCOP: kiểm tra hồ sơ, tính tình trạng sao, theo dõi kế hoạch, dựng trang công khai.
(OCOP registry: check dossiers, compute the state of stars, follow the plan, build the public site.)"""
_EPILOG = """\
Mã thoát: 0 không có lỗi · 1 dữ liệu có lỗi · 2 công cụ hỏng (không phải lỗi của người nộp).
(Exit status: 0 clean · 1 errors in the data · 2 the tool failed.)

Ví dụ:
  ocop check                                kiểm tra toàn bộ kho
  ocop check dossiers/ten-chu-the           chỉ báo lỗi của một chủ thể
  ocop explain OCOP-210                     giải thích một mã lỗi
  ocop status ten-chu-the/ten-san-pham      sao của sản phẩm còn hiệu lực không, vì sao
  ocop plan 2023 --as-of 2023-12-31         kế hoạch năm đạt đến đâu
  ocop sheet 2026-26 13                     phiếu tiêu chí của bộ sản phẩm 13
  ocop score --rule-set 2026-26 --sheet 13 diem.csv   tính điểm, hạng sao, còn thiếu gì
  ocop build                                dựng trang công khai vào thư mục site/"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là ngày; viết năm-tháng-ngày, ví dụ 2026-02-28 (not a date: YYYY-MM-DD)"
        ) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ocop",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="thư mục gốc của kho (mặc định: tìm từ thư mục hiện tại)"
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="LỆNH")

    def verb(name: str, summary: str, *, formats: Sequence[str] = ()) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=summary, description=summary)
        if formats:
            sub.add_argument(
                "--format",
                choices=formats,
                default=formats[0],
                help="cách in kết quả (mặc định: %(default)s)",
            )
        return sub

    def dated(sub: argparse.ArgumentParser, default: str = "hôm nay theo giờ Việt Nam") -> None:
        sub.add_argument(
            "--as-of", type=_day, metavar="NGÀY", help=f"tính đến ngày YYYY-MM-DD (mặc định: {default})"
        )

    check = verb(
        "check",
        "Kiểm tra hồ sơ, báo mọi lỗi ở mọi tệp. (Check dossiers.)",
        formats=("text", "json", "github"),
    )
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="chỉ báo lỗi dưới các đường dẫn này"
    )
    check.add_argument(
        "--lang", choices=[one.value for one in Language], default="vi", help="ngôn ngữ báo lỗi"
    )
    check.add_argument("--no-cache", action="store_true", help="đọc lại mọi tệp, không dùng bộ nhớ tạm")
    dated(check)

    explain = verb("explain", "Giải thích một mã lỗi. (Explain a code.)")
    explain.add_argument("code", metavar="MÃ", help="ví dụ OCOP-210")
    explain.add_argument("--lang", choices=[one.value for one in Language], default="vi")

    status = verb(
        "status", "Tình trạng sao của sản phẩm, kèm căn cứ. (State of products.)", formats=("text", "json")
    )
    status.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="chủ thể/sản phẩm: kèm căn cứ từng bước; để trống: bảng tất cả sản phẩm",
    )
    dated(status)

    plan = verb("plan", "Tiến độ kế hoạch năm. (Progress of a year's plan.)", formats=("text", "json"))
    plan.add_argument("year", type=int, metavar="NĂM")
    dated(plan)

    sheet = verb("sheet", "In một phiếu tiêu chí. (Print a scoring sheet.)", formats=("text", "json"))
    sheet.add_argument("rule_set", metavar="BỘ_QUY_ĐỊNH", help="ví dụ 2026-26")
    sheet.add_argument("number", type=int, metavar="SỐ", help="số của bộ sản phẩm, ví dụ 13")

    score = verb("score", "Tính điểm, hạng sao và cái còn thiếu. (Score a file.)", formats=("text", "json"))
    score.add_argument("--rule-set", required=True, metavar="BỘ_QUY_ĐỊNH", help="ví dụ 2026-26")
    score.add_argument("--sheet", dest="number", type=int, required=True, metavar="SỐ", help="số phiếu")
    score.add_argument("--seats", type=int, metavar="N", help="số thành viên hội đồng, để xét đủ số họp")
    score.add_argument(
        "file", type=Path, metavar="TỆP.csv", help="cột criterion,points; thêm cột seat khi nhiều người chấm"
    )

    importer = verbs.add_parser("import", help="Nhập danh sách có sẵn. (Import existing lists.)")
    kinds = importer.add_subparsers(dest="kind", required=True, metavar="LOẠI")
    recognitions = kinds.add_parser("recognitions", help="danh sách sản phẩm được công nhận (CSV)")
    recognitions.add_argument("file", type=Path, metavar="TỆP.csv")
    recognitions.add_argument(
        "--joins", type=Path, help="quyết định ghép hồ sơ (mặc định: dossiers/joins.csv)"
    )
    recognitions.add_argument(
        "--gathered-on", type=_day, metavar="NGÀY", help="ngày thu thập (mặc định: hôm nay)"
    )
    recognitions.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ thay đổi gì")

    for name, summary in (
        ("build", "Dựng trang công khai. (Build the public site.)"),
        ("serve", "Dựng và xem trang trên máy mình. (Build and look at the site.)"),
    ):
        sub = verb(name, summary)
        sub.add_argument("--output", type=Path, help="thư mục kết quả (mặc định: site)")
        sub.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="bộ dựng trang")
        sub.add_argument(
            "--base-url", metavar="URL", help="địa chỉ gốc khi công bố (mặc định: theo mkdocs.yml)"
        )
        dated(sub, "ngày của commit gần nhất")
        if name == "serve":
            sub.add_argument("--port", type=int, default=8000, help="cổng (mặc định: %(default)s)")
    return parser


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


def _explain(arguments: argparse.Namespace) -> int:
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
    print((sheet_as_json if arguments.format == "json" else sheet_as_text)(reading.sheet), end="")
    return FAULTY if reading.found else CLEAN


def _score(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.load.criteria import NoSuchSheet, find_sheet
    from ocop.load.scores import read_scores
    from ocop.scoring.report import judged, score_as_json, score_as_text

    if not arguments.file.is_file():
        raise LoadError(f"{arguments.file}: không có tệp này (no such file)")
    path = arguments.file.as_posix()
    try:
        rule_set, reading = find_sheet(root, arguments.rule_set, arguments.number)
    except NoSuchSheet as error:
        print(error, file=sys.stderr)
        return FAILED
    entries, found = read_scores(root, arguments.file, path)
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
        read=lambda: _loaded(root),
        engine=Engine(arguments.engine),
        output=arguments.output,
        base_url=arguments.base_url,
        workers=workers,
        say=_say,
    )


def _committed_on(root: Path) -> date:
    """Return the day of the latest commit in Vietnam, so that one commit always builds the same bytes."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp.isdigit():
        command = ("git", "-C", str(root), "log", "-1", "--format=%ct")
        try:
            logged = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - fixed words
        except (OSError, subprocess.CalledProcessError):
            return _today()
        stamp = logged.stdout.strip()
    return datetime.fromtimestamp(int(stamp), _VIETNAM).date() if stamp.isdigit() else _today()


def _build(arguments: argparse.Namespace, root: Path) -> int:
    report_of_build = _builder(arguments, root, None)()
    seconds = sum(report_of_build.seconds.values())
    told = f"{seconds:.1f}".replace(".", ",")
    _say(f"Đã dựng {report_of_build.products} sản phẩm vào {report_of_build.output} trong {told} giây.")
    return CLEAN


def _serve(arguments: argparse.Namespace, root: Path) -> int:
    from ocop.site.serve import serve

    output = (arguments.output or root / "site").absolute()
    serve(root, output, _builder(arguments, root, 1), port=arguments.port, say=_say)
    return CLEAN


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "check": _check,
    "status": _status,
    "plan": _plan,
    "sheet": _sheet,
    "score": _score,
    "import": _import,
    "build": _build,
    "serve": _serve,
}


def _run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "explain":
        status = _explain(arguments)
    else:
        root = (arguments.root or find_root(Path.cwd())).resolve()
        status = _VERBS[arguments.verb](arguments, root)
    sys.stdout.flush()  # a reader who has gone is noticed here, not when Python shuts down
    return status


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; return 0 when clean, 1 for errors in the data, 2 when the tool failed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. (Interrupted.)", file=sys.stderr)
        return FAILED
    except (LoadError, SiteError) as error:
        print(f"Lỗi hệ thống, không phải lỗi của người nộp: {error}", file=sys.stderr)
        return FAILED
    except Exception as error:  # the last net: nobody who submits a dossier should meet a traceback
        if os.environ.get("OCOP_DEBUG"):
            raise
        sentence = json.dumps(f"{type(error).__name__}: {error}", ensure_ascii=False)
        print(
            f"Lỗi hệ thống, không phải lỗi của người nộp: {sentence}\n"
            "Chạy lại với OCOP_DEBUG=1 để xem chi tiết rồi báo người phụ trách công cụ. "
            "(The tool failed; nothing is wrong with the dossier.)",
            file=sys.stderr,
        )
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
