"""What the tools of those who prepare dossiers can be asked for: `new`, `evidence`, `fmt`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Protocol

from ocop.model import ApplicationKind

_FMT = """\
Sắp lại tệp hồ sơ về một dạng duy nhất: khóa theo thứ tự của mẫu, thụt lề hai dấu cách, chỉ đặt trong dấu
nháy khi cần, cột CSV theo mẫu. Nghĩa không đổi, chú thích ở lại chỗ của nó, thứ tự dòng CSV giữ nguyên. Tệp
không đọc được thì để yên và báo lỗi. (Rewrite dossier files in their canonical form.)"""
_FMT_EXAMPLES = """\
Ví dụ:
  ocop fmt dossiers/htx-mau            sắp lại mọi tệp của một chủ thể
  ocop fmt --check > sua.patch         chỉ xem sẽ đổi gì; áp dụng bằng: git apply sua.patch
Mã thoát: 0 xong · 1 có tệp không đọc được; với --check: hoặc có tệp chưa đúng dạng."""

_EVIDENCE = """\
Giấy tờ của một lượt đăng ký: kho chỉ ghi thông tin và mã băm (SHA-256), bản thân giấy tờ để ngoài kho.
(The papers of an application: the repository records their particulars and digests only.)"""
_ADD = """\
Ghi giấy tờ vào evidence.csv của một lượt đăng ký: tính mã băm, điền một dòng với mã kế tiếp (mc-01,
mc-02…). Tệp không bị chép hay sửa; chạy lại không ghi trùng. Bị từ chối: tệp nằm trong kho (trừ images/),
thư mục, liên kết, tệp trống hay nặng quá 200 MB, chương trình, tài liệu có macro, tệp nén, và giấy tờ của cá
nhân (danh sách lao động, giấy tùy thân, ngân hàng, lương, sức khỏe) nhận ra theo tên tệp hoặc theo chữ trong
tệp; ảnh quét thì chỉ xét tên. (Hash papers and record them; never copies a file.)"""
_ADD_EXAMPLES = """\
Ví dụ:
  ocop evidence add htx-mau/ca-phe-mau/2026-1 ~/giay-to/kiem-nghiem-2026.pdf \\
      --type test_report --number 118/KN --issuer "Phòng kiểm nghiệm Mẫu" --issued-on 2026-03-02 \\
      --criteria 8.1 --kept-at "Tủ hồ sơ của hợp tác xã"
  ocop evidence add htx-mau/ca-phe-mau/2026-1 ~/giay-to/anh-*.jpg --type promotion
Không ghi --type thì lấy theo tên tệp, khi tên có đúng một loại, ví dụ cau-chuyen-san-pham.pdf.
Mã loại giấy tờ: schemas/lists/document-types.csv.
Mã thoát: 0 đã ghi hoặc đã có · 1 có tệp bị từ chối (tệp khác vẫn được ghi) · 2 gọi sai."""
_VERIFY = """\
So các tệp trong một thư mục (kể cả thư mục con) với mã băm đã ghi: khớp, đã đổi, thiếu, chưa ghi, trùng.
“Đã đổi” là dòng không còn tệp đúng mã băm mà đúng một tệp chưa ghi chỉ tới nó: tên tệp bắt đầu bằng mã của
dòng (mc-03…), hoặc trùng tên giấy tờ, hoặc chứa số giấy tờ. Không chỉ rõ như vậy thì là “thiếu” và
“chưa ghi”.
(Compare a folder's files with the recorded digests.)"""
_VERIFY_EXAMPLES = """\
Ví dụ:
  ocop evidence verify htx-mau/ca-phe-mau/2026-1 ~/giay-to
Mã thoát: 0 khớp hết (trùng không sao) · 1 có tệp thiếu, đã đổi, chưa ghi hay không đọc được · 2 gọi sai."""

_NEW = """\
Tạo tệp hồ sơ mới, chỉ có thứ cần cho bước tiếp theo: khóa đã biết được điền, khóa còn lại để sau dấu # kèm
lời giải thích. Không ghi đè gì. Tên thư mục: chữ thường không dấu, nối bằng gạch ngang; viết có dấu thì tự
đổi.
(Begin a producer, a product or an application.)"""
_NEW_EXAMPLES = """\
Ví dụ, lần lượt:
  ocop new producer htx-mau --name "HTX Mẫu" --type cooperative
  ocop new product htx-mau/ca-phe-mau --name "Cà phê Mẫu"
  ocop new application htx-mau/ca-phe-mau --sheet 13
Mã thoát: 0 đã tạo · 1 đã có, hoặc tên không ghi được · 2 gọi sai."""
_NEW_PRODUCER = """\
Tạo dossiers/<chủ thể>/producer.yml. Mã loại hình: schemas/lists/producer-types.csv. (Begin a producer.)"""
_NEW_PRODUCER_EXAMPLES = """\
Ví dụ:
  ocop new producer htx-mau --name "HTX Mẫu" --type cooperative"""
_NEW_PRODUCT = """\
Tạo product.yml và history.csv (chưa có dòng nào) của một sản phẩm. (Begin a product.)"""
_NEW_PRODUCT_EXAMPLES = """\
Ví dụ:
  ocop new product htx-mau/ca-phe-mau --name 'Cà phê Mẫu'"""
_NEW_APPLICATION = """\
Tạo thư mục của một lượt đăng ký đánh giá theo bộ quy định đang có hiệu lực: application.yml,
self-assessment.csv (mỗi tiêu chí của phiếu một dòng, điểm để trống), evidence.csv, và self-assessment.yml
khi quy định đòi. Chưa có phiếu thì chấm theo phần A, B, C. Năm và bộ quy định lấy theo --on.
(Begin an application.)"""
_NEW_APPLICATION_EXAMPLES = """\
Ví dụ:
  ocop new application htx-mau/ca-phe-mau --sheet 13
  ocop new application htx-mau/ca-phe-mau --kind re_evaluation --sheet 13 --on 2026-06-01
Số phiếu là số của bộ sản phẩm: xem schemas/lists/product-sets.csv hoặc ocop sheet 2026-26 13."""


class Adder(Protocol):
    """Makes the parser of one verb."""

    def __call__(
        self,
        name: str,
        *,
        help: str,  # noqa: A002 - argparse's word
        description: str,
        epilog: str,
        formatter_class: type[argparse.HelpFormatter],
    ) -> argparse.ArgumentParser:
        """Return the parser of the verb called `name`."""
        ...


def add_dossier_verbs(add: Adder) -> None:
    """Add the parsers of these verbs; `add` makes one by name."""
    _add_new(add)
    _add_evidence(add)
    _add_fmt(add)


def _taught(add: Adder, name: str, summary: str, description: str, examples: str) -> argparse.ArgumentParser:
    return add(
        name,
        help=summary,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _iso_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là ngày; viết năm-tháng-ngày, ví dụ 2026-02-28 (not a date: YYYY-MM-DD)"
        ) from None


def _day(text: str) -> date:
    return date.fromisoformat(_iso_day(text))


def _add_new(add: Adder) -> None:
    new = _taught(add, "new", "Tạo tệp hồ sơ mới có chú thích. (Begin a dossier.)", _NEW, _NEW_EXAMPLES)
    kinds = new.add_subparsers(dest="begun", required=True, metavar="LOẠI")
    producer = _taught(
        kinds.add_parser, "producer", "chủ thể (a producer)", _NEW_PRODUCER, _NEW_PRODUCER_EXAMPLES
    )
    producer.add_argument("id", metavar="CHỦ_THỂ", help="tên thư mục, ví dụ htx-mau")
    producer.add_argument("--name", required=True, metavar="TÊN", help="tên như trong giấy đăng ký")
    producer.add_argument("--type", required=True, metavar="LOẠI_HÌNH", help="ví dụ cooperative")
    product = _taught(
        kinds.add_parser, "product", "sản phẩm (a product)", _NEW_PRODUCT, _NEW_PRODUCT_EXAMPLES
    )
    product.add_argument("id", metavar="CHỦ_THỂ/SẢN_PHẨM", help="ví dụ htx-mau/ca-phe-mau")
    product.add_argument("--name", required=True, metavar="TÊN", help="tên sản phẩm")
    application = _taught(
        kinds.add_parser,
        "application",
        "lượt đăng ký đánh giá (an application)",
        _NEW_APPLICATION,
        _NEW_APPLICATION_EXAMPLES,
    )
    application.add_argument("id", metavar="CHỦ_THỂ/SẢN_PHẨM", help="sản phẩm đã có trong sổ")
    application.add_argument(
        "--kind",
        choices=[kind.value for kind in ApplicationKind],
        help="lần đầu, nâng hạng, phân hạng lại (mặc định: first khi sản phẩm chưa từng được công nhận)",
    )
    application.add_argument(
        "--sheet", type=int, metavar="SỐ", help="số phiếu tiêu chí (mặc định: theo product_set của sản phẩm)"
    )
    for one in (producer, product, application):
        one.add_argument("--on", type=_day, metavar="NGÀY", help="ngày lập, YYYY-MM-DD (mặc định: hôm nay)")


def _codes(text: str) -> str:
    """Return codes as a cell lists them; a shell would take the bar between them for its own."""
    return "|".join(text.replace(",", " ").replace("|", " ").split())


def _add_evidence(add: Adder) -> None:
    evidence = _taught(add, "evidence", "Ghi và so giấy tờ minh chứng. (Evidence papers.)", _EVIDENCE, "")
    actions = evidence.add_subparsers(dest="action", required=True, metavar="VIỆC")
    record = _taught(
        actions.add_parser, "add", "ghi giấy tờ vào evidence.csv (record papers)", _ADD, _ADD_EXAMPLES
    )
    record.add_argument("id", metavar="ID", help="chủ thể/sản phẩm/lượt, ví dụ htx-mau/ca-phe-mau/2026-1")
    record.add_argument("files", nargs="+", type=Path, metavar="TỆP", help="giấy tờ, để ngoài kho")
    record.add_argument("--type", metavar="LOẠI", help="mã loại giấy tờ, ví dụ test_report")
    record.add_argument(
        "--criteria", type=_codes, metavar="MÃ", default="", help="tiêu chí dùng tới, ví dụ 1.1,1.2"
    )
    record.add_argument(
        "--title", metavar="TÊN", help="tên giấy tờ (mặc định: theo tên tệp); chỉ với một tệp"
    )
    record.add_argument("--number", metavar="SỐ", default="", help="số, ký hiệu; chỉ với một tệp")
    record.add_argument("--issuer", metavar="NƠI_CẤP", default="", help="cơ quan, tổ chức cấp hoặc lập")
    record.add_argument("--issued-on", type=_iso_day, metavar="NGÀY", default="", help="ngày cấp, YYYY-MM-DD")
    record.add_argument(
        "--expires-on", type=_iso_day, metavar="NGÀY", default="", help="ngày cuối còn giá trị, YYYY-MM-DD"
    )
    record.add_argument(
        "--prepared-by",
        choices=("commune", "district", "province"),
        default="",
        help="cấp lập văn bản này (mặc định: chủ thể)",
    )
    record.add_argument("--kept-at", metavar="NƠI", default="", help="nơi giữ bản gốc")
    record.add_argument(
        "--visibility",
        choices=("internal", "public"),
        default="internal",
        help="public: được nêu tên và số (mặc định: %(default)s)",
    )
    verify = _taught(
        actions.add_parser, "verify", "so một thư mục với mã băm đã ghi (compare)", _VERIFY, _VERIFY_EXAMPLES
    )
    verify.add_argument("id", metavar="ID", help="chủ thể/sản phẩm/lượt")
    verify.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục giấy tờ")
    verify.add_argument(
        "--format", choices=("text", "json"), default="text", help="cách in kết quả (mặc định: %(default)s)"
    )


def _add_fmt(add: Adder) -> None:
    summary = "Sắp tệp hồ sơ về dạng chuẩn, không đổi nghĩa. (Canonical form.)"
    fmt = _taught(add, "fmt", summary, _FMT, _FMT_EXAMPLES)
    fmt.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="tệp hay thư mục dưới dossiers/ (mặc định: tất cả)",
    )
    fmt.add_argument("--check", action="store_true", help="không ghi; in bản vá đề nghị (unified diff)")
