"""Which tables the open data holds, which columns they have, and what fills them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ocop.instruments import Family
from ocop.site import cells
from ocop.site.page import SiteInput
from ocop.site.tables import LATITUDE, LONGITUDE, Borrowed, Cell, Document, Field, Table, public
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
    _own("code", "Mã tra cứu", "Mã ngắn suy từ id, có chữ kiểm tra; trang của mã là v/<mã>/."),
    Borrowed(schema="product", path="codes", name="official_codes"),
    Borrowed(schema="product", path="name"),
    Borrowed(schema="product", path="name_en"),
    Borrowed(schema="product", path="other_names"),
    Borrowed(schema="product", path="packs"),
    _own("producer_id", "Mã chủ thể", "Mã trong bảng producers."),
    Borrowed(schema="producer", path="name", name="producer_name"),
    Borrowed(schema="producer", path="type", name="producer_type"),
    Borrowed(schema="product", path="product_group"),
    Borrowed(schema="product", path="product_set"),
    Borrowed(schema="product", path="summary"),
    Borrowed(schema="product", path="summary_en"),
    Borrowed(schema="product", path="shop_links"),
    Borrowed(schema="product", path="trace_links"),
    Borrowed(schema="product", path="certificates", form="Mỗi giấy: tên; số; nơi cấp; ngày cuối có giá trị."),
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
    Borrowed(schema="producer", path="name"),
    Borrowed(schema="producer", path="name_en"),
    *(Borrowed(schema="producer", path=name) for name in ("type", "stated_type", "former_names")),
    *_place("producer"),
    Borrowed(schema="producer", path="website"),
    _own("products", "Số sản phẩm", "Số sản phẩm của chủ thể trong sổ này.", "integer"),
    *_record("producer"),
    _own("page", "Trang", "Địa chỉ trang của chủ thể."),
)
_HISTORY = (
    _own("product_id", "Mã sản phẩm", "Mã trong bảng products."),
    Borrowed(schema="history"),
    _own("document_id", "Mã văn bản", "Mã trong bảng documents; trống khi nguồn không nêu số quyết định."),
)
_COMMUNES: tuple[Field | Borrowed, ...] = (
    *(Borrowed(schema="administrative-units", path=name) for name in ("id", "code", "name", "kind")),
    _own("formerly", "Gồm các đơn vị cũ", "Mã các đơn vị trước 01/07/2025 nhập vào, ngăn cách bằng “ | ”."),
    _own("formerly_names", "Tên các đơn vị cũ", "Tên ứng với cột formerly, cùng thứ tự."),
    *(
        Borrowed(schema="administrative-units", path=name)
        for name in (LONGITUDE, LATITUDE, "position_source")
    ),
    _own("products", "Số sản phẩm", "Số sản phẩm trong sổ thuộc địa bàn hiện nay.", "integer"),
    _own(
        "with_star", "Số sản phẩm được dùng sao", "Số sản phẩm được dùng hạng sao tại ngày tính.", "integer"
    ),
    _own("page", "Trang", "Địa chỉ trang của xã, phường, đặc khu."),
)
_DOCUMENTS = (
    _own("id", "Mã văn bản", "Cơ quan, năm và số: số bắt đầu lại mỗi năm, ở mỗi cơ quan."),
    _own(
        "family",
        "Loại trong sổ",
        "law: quy định; plan: kế hoạch và căn cứ của kế hoạch; decision: quyết định về sản phẩm.",
        limits={"enum": [family.value for family in Family]},
    ),
    _own("type", "Loại văn bản", "Tên loại, ví dụ Quyết định."),
    _own("number", "Số, ký hiệu", "Số và ký hiệu như in trên văn bản."),
    _own("issuer", "Mã cơ quan", "Mã cơ quan ban hành, hoặc tên viết liền không dấu khi danh mục không có."),
    _own("issuer_name", "Cơ quan ban hành", "Tên ứng với cột issuer."),
    _own("signed_on", "Ngày ban hành", "Trống khi nguồn không nêu hoặc các hồ sơ ghi khác nhau.", "date"),
    _own("title", "Trích yếu", "Văn bản về việc gì."),
    _own("rule_set", "Bộ quy định", "Mã bộ quy định, khi sổ xét sản phẩm theo văn bản này."),
    _own("in_force_from", "Có hiệu lực từ", "Ngày đầu có hiệu lực, khi biết.", "date"),
    _own("in_force_to", "Hết hiệu lực sau", "Ngày cuối còn hiệu lực, kể cả chuyển tiếp, khi biết.", "date"),
    _own("amends", "Sửa đổi", "Mã những văn bản nó sửa đổi, ngăn cách bằng “ | ”."),
    _own("replaces", "Thay", "Mã những văn bản nó thay, ngăn cách bằng “ | ”."),
    _own("replaced_by", "Được thay bằng", "Mã những văn bản thay nó, ngăn cách bằng “ | ”."),
    _own("products", "Số sản phẩm", "Số sản phẩm trong sổ được quyết định bằng văn bản này.", "integer"),
    _own("source", "Nguồn", "Nguồn đầu tiên nêu văn bản; các nguồn khác ở trang văn bản."),
    _own("page", "Trang", "Địa chỉ trang của văn bản."),
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of table: what it is, its columns, what fills them, and which columns name rows of others."""

    name: str
    title: str
    description: str
    columns: tuple[Field | Borrowed, ...]
    records: Callable[[SiteInput], Iterator[Mapping[str, Cell]]]
    links: Mapping[str, str] = field(default_factory=dict)

    def outline(self, schemas: Mapping[str, Document]) -> Table:
        """The table without a single row."""
        fields = public(self.columns, schemas)
        return Table(
            name=self.name,
            title=self.title,
            description=self.description,
            fields=fields,
            rows=(),
            primary_key=("id",) if any(one.name == "id" for one in fields) else (),
            links=self.links,
        )


_KINDS = (
    _Kind(
        name="products",
        title="Sản phẩm",
        description="Mỗi dòng là một sản phẩm, kèm tình trạng hạng sao tại ngày tính.",
        columns=_PRODUCTS,
        records=cells.products,
        links={"producer_id": "producers", "commune_now": "communes"},
    ),
    _Kind(
        name="producers",
        title="Chủ thể",
        description="Mỗi dòng là một chủ thể.",
        columns=_PRODUCERS,
        records=cells.producers,
        links={"commune_now": "communes"},
    ),
    _Kind(
        name="communes",
        title="Xã, phường, đặc khu",
        description="Mỗi dòng là một xã, phường, đặc khu hiện nay, kèm vị trí và số sản phẩm.",
        columns=_COMMUNES,
        records=cells.communes,
    ),
    _Kind(
        name="history",
        title="Lịch sử",
        description="Mỗi dòng là một việc đã xảy ra với một sản phẩm, theo thứ tự trong hồ sơ.",
        columns=_HISTORY,
        records=cells.history,
        links={"product_id": "products", "document_id": "documents"},
    ),
    _Kind(
        name="documents",
        title="Văn bản",
        description="Mỗi dòng là một văn bản mà quy định, kế hoạch hoặc lịch sử sản phẩm dựa vào.",
        columns=_DOCUMENTS,
        records=cells.documents,
    ),
    _Kind(
        name="plan-targets",
        title="Chỉ tiêu kế hoạch",
        description="Mỗi dòng là một chỉ tiêu của một kế hoạch năm.",
        columns=_TARGETS,
        records=cells.targets,
    ),
    _Kind(
        name="plan-actuals",
        title="Kết quả thực hiện kế hoạch",
        description="Mỗi dòng là điều một nguồn nói về một chỉ tiêu, nội dung hoặc đợt.",
        columns=_ACTUALS,
        records=cells.actuals,
    ),
)
TABLE_NAMES = tuple(kind.name for kind in _KINDS)


def outlines(schemas: Mapping[str, Document]) -> tuple[Table, ...]:
    """Every table with its columns and no row; `schemas` by their short names."""
    return tuple(kind.outline(schemas) for kind in _KINDS)


def filled(outline: Table, site: SiteInput) -> Table:
    """One of the `outlines` with its rows."""
    kind = _KINDS[TABLE_NAMES.index(outline.name)]
    names = [one.name for one in outline.fields]
    return replace(
        outline, rows=tuple(tuple(record[name] for name in names) for record in kind.records(site))
    )
