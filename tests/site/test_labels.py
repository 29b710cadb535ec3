"""Labels: small, quiet at the edges, and read by two readers from a stained 15 mm print."""

from __future__ import annotations

import random
import re

import pypdfium2
import pytest
import segno
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser

from ocop.lookup import lookup_code
from ocop.site.render import rendered
from ocop.site.symbol import QUIET, symbol_of
from ocop.site.views.addresses import label_address, verification_address
from ocop.site.views.label import label_pdf, label_view
from tests.site.scanning import by_qrdec, by_zxing, scans, stain

OFFICE = "https://ocop.quangtri.example/"
PAGES = "https://ocop-quangtri.github.example/so-dang-ky/"
_CODES = tuple(lookup_code(f"htx-mau/san-pham-{number}") for number in range(24))


def label(code: str, base_url: str) -> str:
    """The label as it is published."""
    return rendered("label.svg", label_address(code), label=label_view(code, base_url))


@pytest.mark.parametrize("base_url", [OFFICE, PAGES, "https://ocop.example/kho/so/"])
def test_the_address_fits_version_4_at_level_m(base_url: str) -> None:
    for code in _CODES:
        address = base_url + verification_address(code)
        assert int(segno.make(address, error="m", boost_error=False, mode="byte", micro=False).version) <= 4


def test_a_label_of_the_office_s_own_address_is_version_4_and_mends_a_quarter() -> None:
    for code in _CODES:
        symbol = symbol_of(OFFICE + verification_address(code))
        assert symbol.version <= 4
        assert symbol.level in {"Q", "H"}
        assert symbol.millimetres == 15


def test_a_long_address_asks_for_a_larger_label() -> None:
    symbol = symbol_of("https://example.org/" + "x" * 80)
    assert symbol.version > 6
    assert symbol.millimetres == -(-symbol.side // 3) > 15


@pytest.mark.parametrize("base_url", [OFFICE, PAGES])
def test_labels_are_small_files_with_a_quiet_zone_and_the_words_below(base_url: str) -> None:
    for code in _CODES:
        svg = label(code, base_url)
        assert len(svg.encode()) <= 6_000
        picture = etree.fromstring(svg.encode())
        side, height = map(float, picture.get("viewBox").split()[2:])
        drawn = picture.xpath("//*[@stroke]/@d")[0]
        for move in re.findall(r"M(\d+) (\d+)\.5", drawn):
            assert all(QUIET <= int(one) < side - QUIET for one in move)
        assert QUIET == 4
        assert picture.xpath("//*[@fill='#fff']/@d") == [f"M0 0h{side:g}v{height:g}H0z"]
        words = ["".join(one.itertext()) for one in picture.iter("{*}text")]
        assert words[0].replace(" ", "") == code
        assert "https://" + "".join(words[1:]) == base_url + verification_address(code)
        for line in picture.iter("{*}text"):
            assert float(line.get("y")) - float(line.get("font-size")) >= side - 0.01
            assert float(line.get("y")) <= height - QUIET
            assert float(line.get("textLength")) <= side - 2 * QUIET


@pytest.mark.parametrize(
    "address",
    [
        *(base_url + verification_address(code) for base_url in (OFFICE, PAGES) for code in _CODES[:8]),
        *("https://ocop.example/" + "aZ0-_~%/"[length % 8] * length for length in range(1, 200, 23)),
    ],
)
def test_the_path_draws_the_librarys_symbol_dot_for_dot(address: str) -> None:
    made, symbol = segno.make(address, error="q", mode="byte", mask=7, micro=False), symbol_of(address)
    dots = [[0] * symbol.side for _ in range(symbol.side)]
    for row in re.findall(r"M[^M]+", symbol.path):
        x, y = map(float, re.match(r"M(\d+) ([\d.]+)", row).groups())  # type: ignore[union-attr]
        at = int(x)
        for kind, length in re.findall(r"(h|m)(\d+)", row):
            if kind == "h":
                dots[int(y)][at : at + int(length)] = [1] * int(length)
            at += int(length)
    assert [bytes(row[QUIET:-QUIET]) for row in dots[QUIET:-QUIET]] == [bytes(row) for row in made.matrix]
    for x, y, length in symbol.runs:
        assert dots[y][x : x + length] == [1] * length
        dots[y][x : x + length] = [0] * length
    assert not any(map(any, dots))


@pytest.mark.parametrize("base_url", [OFFICE, PAGES, "https://ocop.example/kho/so/"])
def test_the_label_for_a_printer_s_shop_is_the_same_label(base_url: str) -> None:
    for code in _CODES:
        view, address = label_view(code, base_url), base_url + verification_address(code)
        content = label_pdf(view)
        assert len(content.encode()) <= 12_000
        document = pypdfium2.PdfDocument(content.encode())
        assert document.get_metadata_dict()["Title"] == f"Tem tra cứu {view.code}"
        (page,) = document
        assert page.get_width() == pytest.approx(view.millimetres / 25.4 * 72, abs=0.001)
        assert page.get_height() == pytest.approx(
            page.get_width() * float(view.height) / view.symbol.side, abs=0.01
        )
        words = "".join(page.get_textpage().get_text_bounded().split())
        assert words == code + address.removeprefix("https://")
        picture = page.render(scale=8, grayscale=True).to_pil()
        side = max(picture.size)
        grey = Image.new("L", (side, side), 255)
        grey.paste(picture)
        assert by_zxing(grey.tobytes(), side) == by_qrdec(grey.tobytes(), side) == [address]


@pytest.mark.browser
@pytest.mark.parametrize("base_url", [OFFICE, PAGES])
def test_two_readers_read_every_stained_label_of_15_millimetres(browser: Browser, base_url: str) -> None:
    chance = random.Random(15)  # noqa: S311 - places of stains, not secrets
    page = browser.new_page()
    missed = []
    for code in _CODES:
        address = base_url + verification_address(code)
        side = symbol_of(address).side
        for share in (0.0, 0.10):
            spot = stain(side, QUIET, share, chance) if share else None
            found = scans(page, label(code, base_url), 15, spot, chance)
            if found != {f"zxing {address}", f"qrdec {address}"}:
                missed.append((code, spot, found))
    page.close()
    assert not missed


@pytest.mark.browser
def test_a_label_with_a_corner_lost_is_not_misread(browser: Browser) -> None:
    """Control: the simulation can fail, and a failure is no answer rather than a wrong one."""
    chance = random.Random(16)  # noqa: S311
    page = browser.new_page()
    address = OFFICE + verification_address(_CODES[0])
    side = symbol_of(address).side
    spot = stain(side, QUIET, 0.10, chance)
    lost = type(spot)(x=QUIET / side, y=QUIET / side, width=0.3, height=0.3, grey=255)
    assert scans(page, label(_CODES[0], OFFICE), 15, lost, chance) == set()
    page.close()
