"""What people typed into a product's record is looked through for what leads to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocop.diagnostics import DocumentOrigin
from ocop.model import OtherCertificate, Product, Record, Standing
from ocop.rules.records import record_problems
from tests.rules.facts import law

_SOURCE = "https://example.vn/vietgap"
_PRODUCT = Product(
    id="htx-mau/ca-phe",
    producer_id="htx-mau",
    name="Cà phê Mẫu",
    packs=("túi 500 g",),
    shop_links=("https://example.vn/0912345678",),
    trace_links=("https://truy-xuat.example.vn/?gtin=893000000001&so=0912345678",),
    certificates=(
        OtherCertificate(name="HACCP", source=_SOURCE),
        OtherCertificate(name="VietGAP", number="12-MAU/2025", issuer="Tổ chức Mẫu", source=_SOURCE),
    ),
    record=Record(standing=Standing.GATHERED),
    origin=DocumentOrigin("dossiers/htx-mau/ca-phe/product.yml"),
)


def _found(product: Product) -> list[tuple[str, str]]:
    return [(one.code.id, one.where.field) for one in record_problems(product, law())]


def test_numbers_within_an_address_lead_to_nobody() -> None:
    assert _found(_PRODUCT) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chị Mẫu 0912 345 678", "OCOP-802"),
        ("Số 044201001234", "OCOP-801"),
        ("hoi@example.vn", "OCOP-804"),
    ],
)
@pytest.mark.parametrize("key", ["name", "number", "issuer"])
def test_every_text_of_a_certificate_is_looked_through(key: str, text: str, code: str) -> None:
    first, second = _PRODUCT.certificates
    held = {"name": second.name, "number": second.number, "issuer": second.issuer, key: text}
    paper = replace(second, name=held["name"] or "", number=held["number"], issuer=held["issuer"])
    assert _found(replace(_PRODUCT, certificates=(first, paper))) == [(code, f"certificates.1.{key}")]


def test_a_pack_is_looked_through_too() -> None:
    assert _found(replace(_PRODUCT, packs=("túi 500 g, gọi 0912 345 678",))) == [("OCOP-802", "packs.0")]
