"""What the verbs around a submission can be asked for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

REVIEW_FORMATS = ("text", "json", "markdown", "github")


def add_review_outputs(review: argparse.ArgumentParser) -> None:
    """Add what makes one run write several forms of its report: judging costs more than printing."""
    review.add_argument(
        "--write",
        action="append",
        default=[],
        type=_output,
        metavar="DẠNG=TỆP",
        help=f"ghi thêm kết quả ra tệp, lặp lại được; dạng: {', '.join(REVIEW_FORMATS)}",
    )


def add_submission_verbs(
    verb: Callable[[str, str], argparse.ArgumentParser], dated: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add `forms`, `intake` and `preview`; `verb` makes a parser by its name, `dated` adds the day."""
    forms = verb("forms", "Sinh mẫu phiếu (issue form) từ lược đồ. (Make the issue forms from the schemas.)")
    forms.add_argument("--check", action="store_true", help="chỉ xem mẫu có khớp lược đồ không")

    _add_intake(verb("intake", "Đọc một phiếu đã điền thành tệp hồ sơ. (Read a filled-in form.)"), dated)

    preview = verb(
        "preview", "Dựng riêng những trang mà một thay đổi làm đổi. (Draw the pages that a change affects.)"
    )
    preview.add_argument("--base", required=True, metavar="REV", help="nhánh hay commit sẽ nhận thay đổi")
    preview.add_argument(
        "--head", required=True, metavar="REV", help="commit đề nghị; chỉ được đọc, không lấy ra"
    )
    preview.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="thư mục kết quả, mở thẳng từ đĩa được"
    )
    dated(preview)


def _add_intake(intake: argparse.ArgumentParser, dated: Callable[[argparse.ArgumentParser], None]) -> None:
    form = intake.add_mutually_exclusive_group(required=True)
    form.add_argument("--body", type=Path, metavar="TỆP", help="nội dung phiếu, như trên GitHub")
    form.add_argument(
        "--issue",
        type=_number,
        metavar="SỐ",
        help="phiếu trên GitHub: lập nhánh và yêu cầu nhận, hoặc báo lỗi ngay dưới phiếu",
    )
    intake.add_argument(
        "--out", type=Path, metavar="DIR", help="với --body: nơi ghi các tệp; phiếu có lỗi thì không ghi gì"
    )
    intake.add_argument("--repository", metavar="CHỦ/TÊN", help="với --issue: kho trên GitHub")
    intake.add_argument("--catalogue", default="", metavar="URL", help="địa chỉ trang danh mục lỗi")
    intake.add_argument(
        "--source",
        default="",
        metavar="CHỮ",
        help="nguồn ghi vào lịch sử khi phiếu không nêu (mặc định: nói phiếu nào)",
    )
    dated(intake)


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,9}", text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải số của phiếu, ví dụ 12 (not a number)")
    return int(text)


def _output(text: str) -> tuple[str, Path]:
    form, _, file = text.partition("=")
    if form not in REVIEW_FORMATS or not file:
        raise argparse.ArgumentTypeError(f"“{text}”: viết DẠNG=TỆP, ví dụ json=ket-qua.json (FORMAT=FILE)")
    return form, Path(file)
