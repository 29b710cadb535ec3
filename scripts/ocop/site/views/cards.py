"""What the cards say that stand for a page where its address is shared.

Messengers keep a card for weeks, so it says nothing that a day decides: the last valid day, never a state.
"""

from __future__ import annotations

import hashlib

from ocop import model
from ocop.model import EventKind, Product
from ocop.pictures.cards import Card
from ocop.site.page import NAME, SiteInput
from ocop.site.render import day, sentence
from ocop.site.views.addresses import CARD, card_address, spoken
from ocop.site.views.places import PlaceView
from ocop.site.views.states import Standing
from ocop.site.views.world import ProductRow, World
from ocop.status import State

_PROVINCE = "tỉnh Quảng Trị"


def product_card(row: ProductRow, world: World) -> Card:
    """The card of a product."""
    product = world.site.registry.products[row.id]
    revoked = row.standing.state.id == State.REVOKED.value
    gathered = product.record.standing is not model.Standing.CONFIRMED
    return Card(
        register=NAME,
        rank=_rank(row.star, revoked),
        star=None if revoked else row.star,
        title=row.name,
        lines=(row.producer_name or "Nguồn không nêu chủ thể", _place(row.place)),
        until=_revocation(product) if revoked else _until(row.standing),
        note="Thu thập từ nguồn công khai, chưa được xác nhận" if gathered else "Cơ quan quản lý đã xác nhận",
        address=spoken(world.site.base_url),
    )


def general_card(site: SiteInput) -> Card:
    """The card of every page that has none of its own."""
    return Card(
        register=NAME,
        rank="Trang công khai",
        star=None,
        title="Sản phẩm OCOP của tỉnh Quảng Trị",
        lines=("Hạng sao, thời hạn giấy chứng nhận, quyết định và nguồn", "Kế hoạch và tiến độ từng năm"),
        until="Tra theo tên, chủ thể, xã hoặc mã trên nhãn",
        note="Không phải cổng thông tin chính thức" if site.notice_shown else "",
        address=spoken(site.base_url),
    )


def shared_card(row: ProductRow, world: World) -> str:
    """Where a product's card stands, from the root; what follows `?` makes messengers fetch a new one."""
    if not world.site.cards_drawn:
        return CARD
    version = hashlib.sha256(repr(product_card(row, world)).encode()).hexdigest()[:8]
    return f"{card_address(row.id)}?v={version}"


def _rank(star: int | None, revoked: bool) -> str:  # noqa: FBT001 - a fact about the star
    if star is None:
        return "Sản phẩm trong sổ đăng ký"
    return f"Từng được công nhận {star} sao" if revoked else f"Được công nhận {star} sao"


def _until(standing: Standing) -> str:
    if standing.certificate is None:
        return "Xem trang để biết trạng thái hôm nay"
    if standing.valid_through:
        return f"Có giá trị đến hết {day(standing.valid_through)}"
    if standing.at_most:
        return f"Có giá trị muộn nhất đến hết {day(standing.at_most)}"
    return "Nguồn không nêu ngày hết giá trị"


def _revocation(product: Product) -> str:
    """When the star was taken back, which stays true whatever day it is."""
    days = [event.on for event in product.events if event.kind is EventKind.REVOKED and event.on]
    return f"Có quyết định thu hồi ngày {day(max(days))}" if days else "Có quyết định thu hồi"


def _place(place: PlaceView) -> str:
    if place.now:
        return f"{sentence(place.now)}, {_PROVINCE}"
    before = ", ".join(filter(None, (place.then, place.district)))
    return f"{sentence(before)} cũ, {_PROVINCE}" if before else sentence(_PROVINCE)
