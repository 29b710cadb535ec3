"""Which tables the open data holds, which columns they have, and what fills them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ocop.site import cells
from ocop.site.page import SiteInput
from ocop.site.tables import Borrowed, Cell, Document, Field, Table, public
from ocop.status.states import State

_STAR: Document = {"minimum": 1, "maximum": 5}


def _own(
    name: str, title: str, description: str, kind: str = "string", limits: Document | None = None
) -> Field:
    return Field(name=name, title=title, description=description, kind=kind, constraints=limits or {})


def _place(schema: str) -> tuple[Field | Borrowed, ...]:
    return (
        Borrowed(schema=schema, path="place.commune"),
        _own("commune_name", "Tên xã, phường", "Tên ứng với cột commune."),
        Borrowed(schema=schema, path="place.district"),
        _own(
            "district_name", "Tên huyện cũ", "Tên ứng với cột district, hoặc huyện của xã trước 01/07/2025."
        ),
        _own("commune_now", "Xã, phường hiện nay", "Mã đơn vị kế thừa theo sắp xếp từ 01/07/2025."),
        _own("commune_now_name", "Tên xã, phường hiện nay", "Tên ứng với cột commune_now."),
    )


def _record(schema: str) -> tuple[Borrowed, ...]:
    names = ("standing", "gathered_on", "confirmed_on", "confirmed_by", "note")
    return tuple(Borrowed(schema=schema, path=f"record.{name}") for name in names)


_PRODUCTS: tuple[Field | Borrowed, ...] = (
    _own("id", "Mã sản phẩm", "Thư mục chủ thể và thư mục sản phẩm; không bao giờ đổi."),
    Borrowed(schema="product", path="name"),
    Borrowed(schema="product", path="other_names"),
    _own("producer_id", "Mã chủ thể", "Mã trong bảng producers."),
    Borrowed(schema="producer", path="name", name="producer_name"),
    Borrowed(schema="producer", path="type", name="producer_type"),
    Borrowed(schema="product", path="product_group"),
    Borrowed(schema="product", path="product_set"),
    Borrowed(schema="product", path="summary"),
    Borrowed(schema="product", path="shop_links"),
    *_place("product"),
    _own(
        "state", "Tình trạng", "Tình trạng tại ngày tính.", limits={"enum": [state.value for state in State]}
    ),
    _own("state_label", "Tình trạng bằng lời", "Lời của cột state."),
    _own(
        "star",
        "Hạng sao",
        "Hạng sao được dùng tại ngày tính; trống: không có hoặc chưa rõ.",
        "integer",
        _STAR,
    ),
    _own("since", "Từ ngày", "Ngày đầu của tình trạng, khi biết.", "date"),
    _own("until", "Đến hết ngày", "Ngày cuối của tình trạng, khi biết.", "date"),
    _own("decided_on", "Ngày quyết định", "Ngày quyết định công nhận mà tình trạng dựa vào.", "date"),
    _own("decision", "Số quyết định", "Số quyết định công nhận mà tình trạng dựa vào."),
    _own("valid_through", "Có giá trị đến hết ngày", "Ngày cuối của giấy chứng nhận, khi biết chắc.", "date"),
    _own(
        "valid_through_basis",
        "Căn cứ của ngày cuối",
        "printed: in trên giấy; computed: tính; authority: cơ quan.",
    ),
    _own("window_opens_on", "Nộp hồ sơ từ ngày", "Ngày đầu của kỳ nộp hồ sơ phân hạng lại.", "date"),
    _own("window_closes_on", "Nộp hồ sơ đến ngày", "Ngày cuối của kỳ nộp hồ sơ phân hạng lại.", "date"),
    _own(
        "change_points", "Các mốc đổi tình trạng", "ngày:tình trạng:sao, ngăn cách bằng “;”; “-” là từ đầu."
    ),
    *_record("product"),
    _own("page", "Trang", "Địa chỉ trang của sản phẩm."),
)
_PRODUCERS: tuple[Field | Borrowed, ...] = (
    _own("id", "Mã chủ thể", "Tên thư mục của chủ thể; không bao giờ đổi."),
    *(Borrowed(schema="producer", path=name) for name in ("name", "type", "stated_type", "former_names")),
    *_place("producer"),
    Borrowed(schema="producer", path="website"),
    _own("products", "Số sản phẩm", "Số sản phẩm của chủ thể trong sổ này.", "integer"),
    *_record("producer"),
    _own("page", "Trang", "Địa chỉ trang của chủ thể."),
)
_HISTORY = (_own("product_id", "Mã sản phẩm", "Mã trong bảng products."), Borrowed(schema="history"))
_PLAN = _own("plan", "Kế hoạch", "Mã của kế hoạch, thường là năm.")
_TARGETS = (
    _PLAN,
    _own("item", "Mã chỉ tiêu", "Mã trong plan.yml."),
    _own("name", "Chỉ tiêu", "Tên chỉ tiêu theo kế hoạch."),
    _own(
        "kind",
        "Cách tính",
        "range: khoảng; at_least: ít nhất; percent: tỷ lệ; deliverable, dated, all_year: việc.",
    ),
    _own("unit", "Đơn vị", "Đơn vị của các con số; % cho tỷ lệ."),
    _own("low", "Mức dưới", "Mức phải đạt.", "number"),
    _own("high", "Mức trên", "Mức trên, khi kế hoạch ghi một khoảng.", "number"),
    _own("state", "Tình trạng", "Tình trạng thực hiện tại ngày tính."),
    _own("state_label", "Tình trạng bằng lời", "Lời của cột state."),
    _own("value", "Kết quả", "Con số dùng để kết luận; số lẻ làm tròn xuống hai chữ số.", "number"),
)
_ACTUALS = (_PLAN, Borrowed(schema="plan-actuals"))


def tables(site: SiteInput, schemas: Mapping[str, Document]) -> Iterator[Table]:
    """Products, producers, events, targets and results of plans; `schemas` by their short names."""

    def table(
        name: str,
        title: str,
        description: str,
        columns: tuple[Field | Borrowed, ...],
        records: Iterator[Mapping[str, Cell]],
        links: Mapping[str, str],
    ) -> Table:
        fields = public(columns, schemas)
        return Table(
            name=name,
            title=title,
            description=description,
            fields=fields,
            rows=tuple(tuple(record[one.name] for one in fields) for record in records),
            primary_key=("id",) if any(one.name == "id" for one in fields) else (),
            links=links,
        )

    yield table(
        "products",
        "Sản phẩm",
        "Mỗi dòng là một sản phẩm, kèm tình trạng hạng sao tại ngày tính.",
        _PRODUCTS,
        cells.products(site),
        {"producer_id": "producers"},
    )
    yield table("producers", "Chủ thể", "Mỗi dòng là một chủ thể.", _PRODUCERS, cells.producers(site), {})
    yield table(
        "history",
        "Lịch sử",
        "Mỗi dòng là một việc đã xảy ra với một sản phẩm, theo thứ tự trong hồ sơ.",
        _HISTORY,
        cells.history(site),
        {"product_id": "products"},
    )
    yield table(
        "plan-targets",
        "Chỉ tiêu kế hoạch",
        "Mỗi dòng là một chỉ tiêu của một kế hoạch năm.",
        _TARGETS,
        cells.targets(site),
        {},
    )
    yield table(
        "plan-actuals",
        "Kết quả thực hiện kế hoạch",
        "Mỗi dòng là điều một nguồn nói về một chỉ tiêu, nội dung hoặc đợt.",
        _ACTUALS,
        cells.actuals(site),
        {},
    )
