"""Words from which synthetic producers and products get their names; nobody real is meant by any of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

# Every producer's name carries one of these, so that nobody takes a synthetic record for a real one.
MARKS = ("Giả Định", "Mẫu")

_FORMS = {
    "cooperative": ("Hợp tác xã {}", "Hợp tác xã nông nghiệp {}", "HTX dịch vụ tổng hợp {}"),
    "cooperative_group": ("Tổ hợp tác {}", "Tổ hợp tác sản xuất {}"),
    "enterprise": ("Công ty TNHH {}", "Công ty TNHH MTV {}", "Công ty cổ phần {}", "Doanh nghiệp tư nhân {}"),
    "household": ("Hộ kinh doanh {}", "Hộ sản xuất kinh doanh {}"),
    "farm": ("Trang trại {}", "Trang trại tổng hợp {}"),
    "production_facility": ("Cơ sở sản xuất {}", "Cơ sở chế biến {}"),
}
_TYPE_WEIGHTS = (30, 10, 22, 26, 4, 8)
_FIRST = (
    "An", "Bình", "Cát", "Châu", "Đại", "Đông", "Đức", "Gia", "Hà", "Hải", "Hạnh", "Hiền", "Hoa", "Hòa",
    "Hoàng", "Hồng", "Hưng", "Khang", "Khánh", "Kim", "Lạc", "Lam", "Linh", "Long", "Mai", "Minh", "Mỹ",
    "Nam", "Ngân", "Ngọc", "Nhân", "Nhật", "Phú", "Phúc", "Phước", "Quang", "Quý", "Sơn", "Tâm", "Tân",
    "Thái", "Thanh", "Thành", "Thiên", "Thịnh", "Thuận", "Tiên", "Trà", "Trí", "Trung", "Trường", "Tùng",
    "Vạn", "Vân", "Việt", "Vĩnh", "Xuân", "Yên",
)  # fmt: skip
_SECOND = (
    "Ân", "Bảo", "Bắc", "Bền", "Chi", "Cường", "Danh", "Dương", "Đạt", "Điền", "Giang", "Hạ", "Hậu",
    "Hiệp", "Hội", "Huy", "Hương", "Khê", "Lâm", "Lập", "Lộc", "Lợi", "Lượng", "Mạnh", "Mộc", "Nghĩa",
    "Nguyên", "Nhi", "Nông", "Phát", "Phong", "Quê", "Quỳnh", "Sinh", "Sương", "Tài", "Thảo", "Thắng",
    "Thọ", "Thông", "Thu", "Thủy", "Toàn", "Trang", "Triều", "Trúc", "Tuấn", "Tường", "Uyên", "Vinh",
    "Vũ", "Vượng", "Xanh", "Ý",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product: what it is called, in which varieties, and its set's number in two editions."""

    name: str
    varieties: tuple[str, ...]
    set_2019: int
    set_2026: int
    group: str


def _kind(name: str, varieties: str, set_2019: int, set_2026: int, group: str) -> Kind:
    return Kind(name, tuple(varieties.split("|")), set_2019, set_2026, group)


KINDS = (
    _kind("Dưa hấu", "ruột đỏ|không hạt|trái mùa", 1, 1, "I"),
    _kind("Ổi", "lê|không hạt|ruột hồng", 1, 1, "I"),
    _kind("Trứng gà", "thả đồi|thảo mộc|so", 2, 2, "I"),
    _kind("Gạo", "lứt đỏ|nếp than|hữu cơ|thơm|ST ruộng rươi", 3, 3, "I"),
    _kind("Đậu xanh", "bóc vỏ|nguyên hạt", 3, 3, "I"),
    _kind("Mật ong", "rừng|hoa cà phê|hoa tràm|lên men", 4, 4, "I"),
    _kind("Cháo bột", "cá lóc|ăn liền|gạo xay", 5, 5, "I"),
    _kind("Bún khô", "gạo lứt|ngũ sắc|truyền thống", 6, 6, "I"),
    _kind("Bánh ướt", "sấy|lá chuối|tôm chấy", 6, 6, "I"),
    _kind("Chuối sấy", "dẻo|giòn|mè gừng", 7, 7, "I"),
    _kind("Bột sắn dây", "tinh khiết|ướp hoa bưởi", 7, 7, "I"),
    _kind("Nem chua", "lá ổi|ống tre|tỏi ớt", 8, 8, "I"),
    _kind("Cá khô", "cá ngừ một nắng|cá nục|cá cơm rim mè", 9, 8, "I"),
    _kind("Nước mắm", "cá cơm|nhỉ|cá nục|40 độ đạm", 10, 9, "I"),
    _kind("Ruốc", "đặc sản|xào sả|khuyết", 10, 9, "I"),
    _kind("Hồ tiêu", "sọ|đen|xay|ngâm giấm", 11, 10, "I"),
    _kind("Muối tôm", "ớt xanh|sả|lá chanh", 11, 10, "I"),
    _kind("Chè xanh", "búp tươi|sao khô|túi lọc", 12, 11, "II"),
    _kind("Trà thảo mộc", "lá vằng|cà gai leo|gừng|hoa đậu biếc", 13, 12, "II"),
    _kind("Cà phê", "bột|rang mộc|chế biến ướt|phin giấy", 14, 13, "II"),
    _kind("Rượu gạo", "men lá|nếp cái|hầm đất", 15, 14, "II"),
    _kind("Rượu trái cây", "mâm xôi|sim rừng|chuối hột", 16, 15, "II"),
    _kind("Nước uống đóng bình", "tinh khiết|kiềm nhẹ", 17, 16, "II"),
    _kind("Nước ép", "dứa|chanh dây|mãng cầu", 18, 17, "II"),
    _kind("Cao dược liệu", "chè vằng|cà gai leo|an xoa", 19, 18, "III"),
    _kind("Tinh bột nghệ", "đỏ|vàng|mật ong", 19, 18, "III"),
    _kind("Tinh dầu", "tràm|sả|bưởi|hương nhu", 22, 20, "III"),
    _kind("Mây tre đan", "giỏ quà|đèn lồng|khay trà", 24, 21, "IV"),
    _kind("Chổi đót", "cán tre|tết màu", 24, 21, "IV"),
    _kind("Khăn dệt", "thổ cẩm|sợi tre", 25, 22, "IV"),
    _kind("Điểm du lịch", "sinh thái|cộng đồng|vườn đồi", 26, 26, "VI"),
)
KIND_WEIGHTS = (4, 3, 3, 9, 2, 5, 4, 5, 2, 4, 3, 5, 6, 7, 4, 6, 3, 3, 8, 9, 5, 2, 1, 3, 8, 6, 7, 2, 1, 1, 1)

CERTIFICATES = ("VietGAP", "Hữu cơ Việt Nam", "ISO 22000:2018", "HACCP", "Chỉ dẫn địa lý Mẫu")

_SUMMARIES = (
    "{} làm từ nguyên liệu trong vùng, giữ cách làm quen thuộc của địa phương.",
    "{} đóng gói theo lô, có ghi ngày sản xuất và hạn dùng trên bao bì.",
    "{} được làm theo mùa, số lượng mỗi đợt có hạn; bảo quản nơi khô ráo, thoáng mát.",
    "{} dùng trong bữa ăn hằng ngày hoặc làm quà; nguyên liệu mua của các hộ liên kết.",
)
_SENTENCES = (
    "Nghề này có ở làng từ đời ông bà, mỗi nhà giữ một cách làm hơi khác nhau.",
    "Nguyên liệu được chọn từ sáng sớm, rửa ba lần nước rồi để ráo trên nong tre.",
    "Mỗi mẻ mất từ hai đến bốn ngày, tùy nắng gió của vùng cát ven biển.",
    "Từ năm thứ hai, cơ sở ký hợp đồng thu mua với các hộ trong xã để có nguyên liệu đều.",
    "Bao bì mới ghi rõ thành phần, hạn dùng và mã truy xuất nguồn gốc.",
    "Khách quen hay đặt trước dịp Tết; ngày thường hàng gửi theo xe đò ra Đông Hà.",
    "Phần bã sau khi ép được ủ làm phân bón cho vườn, không bỏ đi thứ gì.",
    "Đây là câu chuyện giả định, viết ra để thử phần mềm, không nói về một cơ sở có thật.",
)


def producer(rng: random.Random) -> tuple[str, str]:
    """Return a type of producer and a name fit for it; names may come twice."""
    (form,) = rng.choices(tuple(_FORMS), _TYPE_WEIGHTS)
    brand = f"{rng.choice(MARKS)} {rng.choice(_FIRST)} {rng.choice(_SECOND)}"
    return form, rng.choice(_FORMS[form]).format(brand)


def product(rng: random.Random) -> tuple[Kind, str]:
    """Return a kind of product and a name under it; names may come twice."""
    (kind,) = rng.choices(KINDS, KIND_WEIGHTS)
    return kind, f"{kind.name} {rng.choice(kind.varieties)} {rng.choice(_FIRST)} {rng.choice(_SECOND)}"


def summary(rng: random.Random, name: str) -> str:
    """Return a sentence or two about a product, as `product.yml` has them."""
    return rng.choice(_SUMMARIES).format(name)


def story(rng: random.Random, name: str) -> Iterator[str]:
    """Yield the paragraphs of a `story.md`."""
    yield f"## Chuyện làm {name[:1].lower()}{name[1:]}"
    for _ in range(rng.randint(2, 4)):
        yield " ".join(rng.sample(_SENTENCES, rng.randint(2, 4)))
