"""What can be asked for at the command line, in words that teach."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from ocop.cli.dossier_arguments import add_dossier_verbs
from ocop.cli.submission_arguments import REVIEW_FORMATS, add_review_outputs, add_submission_verbs
from ocop.diagnostics import Language

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
  ocop todo ten-chu-the/ten-san-pham        hồ sơ còn thiếu gì, ai làm, hạn nào
  ocop plan 2023 --as-of 2023-12-31         kế hoạch năm đạt đến đâu
  ocop sheet 2026-26 13                     phiếu tiêu chí của bộ sản phẩm 13
  ocop score --rule-set 2026-26 --sheet 13 diem.csv   tính điểm, hạng sao, còn thiếu gì
  ocop review --base main --head nhanh-cua-toi        thay đổi này sai ở đâu, làm đổi gì
  ocop new producer ten-chu-the --name "Tên" --type cooperative   tạo hồ sơ mới
  ocop fmt dossiers/ten-chu-the             sắp lại tệp hồ sơ về dạng chuẩn
  ocop build                                dựng trang công khai vào thư mục site/"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là ngày; viết năm-tháng-ngày, ví dụ 2026-02-28 (not a date: YYYY-MM-DD)"
        ) from None


class _Verb(Protocol):
    """Adds a verb with its summary and the formats it prints."""

    def __call__(self, name: str, summary: str, *, formats: Sequence[str] = ()) -> argparse.ArgumentParser:
        """Return the verb's own parser."""


class _Dated(Protocol):
    """Adds the day to which an answer refers."""

    def __call__(self, sub: argparse.ArgumentParser, default: str = ...) -> None:
        """Add it to a verb's parser."""


def _add_scoring(verb: _Verb) -> None:
    sheet = verb("sheet", "In một phiếu tiêu chí. (Print a scoring sheet.)", formats=("text", "json"))
    sheet.add_argument("rule_set", metavar="BỘ_QUY_ĐỊNH", help="ví dụ 2026-26")
    sheet.add_argument("number", type=int, metavar="SỐ", help="số của bộ sản phẩm, ví dụ 13")

    score = verb("score", "Tính điểm, hạng sao và cái còn thiếu. (Score a file.)", formats=("text", "json"))
    score.add_argument("--rule-set", required=True, metavar="BỘ_QUY_ĐỊNH", help="ví dụ 2026-26")
    score.add_argument("--sheet", dest="number", type=int, required=True, metavar="SỐ", help="số phiếu")
    score.add_argument("--seats", type=int, metavar="N", help="số thành viên hội đồng, để xét đủ số họp")
    score.add_argument(
        "file",
        type=Path,
        metavar="TỆP.csv",
        help="cột criterion,points (thêm seat khi nhiều người chấm), hoặc một self-assessment.csv",
    )


def _add_review(verb: _Verb, dated: _Dated) -> None:
    review = verb(
        "review",
        "Xét một thay đổi trước khi nhận: sai ở đâu, làm đổi gì. (Judge a proposed change.)",
        formats=REVIEW_FORMATS,
    )
    add_review_outputs(review)
    review.add_argument("--base", required=True, metavar="REV", help="nhánh hay commit sẽ nhận thay đổi")
    review.add_argument(
        "--head", required=True, metavar="REV", help="commit đề nghị; chỉ được đọc, không lấy ra"
    )
    review.add_argument(
        "--author",
        default="",
        metavar="LOGIN",
        help="tên đăng nhập của người gửi, để xét vai trò (mặc định: chỉ xét điều đúng với mọi người)",
    )
    review.add_argument(
        "--lang", choices=[one.value for one in Language], default="vi", help="ngôn ngữ báo lỗi"
    )
    review.add_argument(
        "--catalogue", default="", metavar="URL", help="địa chỉ trang danh mục lỗi, để gắn vào mã lỗi"
    )
    dated(review)

    owners = verb("owners", "Sinh .github/CODEOWNERS từ bảng vai trò. (Make CODEOWNERS from the roles.)")
    owners.add_argument("--check", action="store_true", help="chỉ xem tệp có khớp bảng vai trò không")
    add_submission_verbs(verb, dated)


def _add_github(verb: _Verb, dated: _Dated) -> None:
    feedback = verb("feedback", "Báo kết quả xét lên yêu cầu ở GitHub. (Tell on the pull request.)")
    feedback.add_argument("--repository", required=True, metavar="CHỦ/TÊN", help="kho trên GitHub")
    feedback.add_argument("--head", required=True, metavar="SHA", help="mã đủ của commit cuối cần xét")
    feedback.add_argument("--base", default="HEAD", metavar="REV", help="xét theo luật của (mặc định: HEAD)")
    feedback.add_argument("--catalogue", default="", metavar="URL", help="địa chỉ trang danh mục lỗi")
    dated(feedback)

    nightly = verb("nightly", "Việc mỗi đêm: hàng chờ, nhắc hạn, báo nhánh chính lỗi. (Nightly duties.)")
    nightly.add_argument("--repository", required=True, metavar="CHỦ/TÊN", help="kho trên GitHub")
    nightly.add_argument("--output", type=Path, metavar="DIR", help="ghi queue.json và queue.md vào đây")
    nightly.add_argument("--catalogue", default="", metavar="URL", help="địa chỉ trang danh mục lỗi")
    dated(nightly)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every verb."""
    top = argparse.ArgumentParser(
        prog="ocop",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--root", type=Path, metavar="DIR", help="thư mục gốc của kho (mặc định: tìm từ thư mục hiện tại)"
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="LỆNH")

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

    todo = verb(
        "todo",
        "Bước tiếp theo của hồ sơ: còn thiếu gì, ai làm, hạn nào. (What is missing for the next step.)",
        formats=("text", "json"),
    )
    todo.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="chủ thể/sản phẩm hoặc chủ thể/sản phẩm/lượt; để trống: bảng mọi hồ sơ đang mở",
    )
    dated(todo)

    plan = verb("plan", "Tiến độ kế hoạch năm. (Progress of a year's plan.)", formats=("text", "json"))
    plan.add_argument("year", type=int, metavar="NĂM")
    dated(plan)

    _add_scoring(verb)
    _add_review(verb, dated)
    _add_github(verb, dated)

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

    add_dossier_verbs(verbs.add_parser)

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
    return top
