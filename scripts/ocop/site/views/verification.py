"""What stands behind a code: which product, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.lookup import spaced
from ocop.model import Product
from ocop.site.symbol import Symbol, symbol_of
from ocop.site.views.addresses import label_sheet_address, spoken, verification_address
from ocop.site.views.places import PlaceView
from ocop.site.views.products import confirmed, unconfirmed
from ocop.site.views.states import Standing
from ocop.site.views.world import ProductRow, World


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCodeView:
    """An official code with what its numbers stand for."""

    code: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KinView:
    """Another product of the same producer, with its own state."""

    name: str
    address: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationView:
    """Everything the template of a verification page may use.

    `site` is the address by which a reader knows the true site, `commit` blank when it is not known.
    `sheet` is blank for a product that was never recognised: there is nothing a label could tell of it.
    """

    code: str
    address: str
    site: str
    official: tuple[OfficialCodeView, ...]
    name: str
    product_address: str
    packs: tuple[str, ...]
    producer_name: str
    place: PlaceView
    standing: Standing
    unconfirmed: str
    confirmed: str
    kin: tuple[KinView, ...]
    symbol: Symbol
    sheet: str
    commit: str


def verification_view(product: Product, world: World) -> VerificationView:
    """The view of what the codes of `product` stand for."""
    row, labels = world.row_of[product.id], world.labels
    address = world.site.base_url + verification_address(row.code)
    return VerificationView(
        code=spaced(row.code),
        address=address,
        site=spoken(world.site.base_url),
        official=tuple(
            OfficialCodeView(code=given.code, scheme=labels.term("code-schemes", given.scheme))
            for given in product.codes
        ),
        name=product.name,
        product_address=row.address,
        packs=product.packs,
        producer_name=row.producer_name,
        place=row.place,
        standing=row.standing,
        unconfirmed=unconfirmed(product.record),
        confirmed=confirmed(product.record, labels),
        kin=tuple(_kin(other) for other in kin_of(row, world)),
        symbol=symbol_of(address),
        sheet=label_sheet_address(row.code) if row.standing.certificate else "",
        commit=world.site.commit,
    )


def kin_of(row: ProductRow, world: World) -> tuple[ProductRow, ...]:
    """The producer's other products; none where no source names the producer of a shared folder."""
    if not row.producer_name:
        return ()
    return tuple(other for other in world.rows_of_producer[row.producer_id] if other.id != row.id)


def _kin(row: ProductRow) -> KinView:
    return KinView(name=row.name, address=verification_address(row.code), standing=row.standing)
