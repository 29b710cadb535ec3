"""What messengers show of a page: an absolute picture that says nothing a day can make untrue."""

from __future__ import annotations

import re
import socket
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from PIL import Image

from ocop.load.histories import Histories
from ocop.load.registry import load
from ocop.lookup import lookup_code
from ocop.site.build import build, site_input
from ocop.site.views.cards import product_card
from ocop.site.views.state_names import STATE_LABELS
from ocop.site.views.world import World
from tests.site.every_state import AS_OF, STATES, every_state, surroundings

BASE_URL = "https://so-ocop.example/so/"
FOLDER = "htx-moi-trang-thai"


def _built(root: Path, *, days: int = 0) -> Path:
    report = build(
        root, as_of=AS_OF + timedelta(days), read=partial(load, root), workers=1, base_url=BASE_URL
    )
    return report.output


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = surroundings(tmp_path_factory.mktemp("cards"))
    every_state(root)
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return _built(root)


@pytest.fixture(scope="module")
def world(root: Path) -> World:
    return World(site_input(root, load(root), BASE_URL, AS_OF, "", Histories()), root)


def _told(path: Path) -> dict[str, str]:
    page = html.parse(str(path))
    told = {one.get("property") or one.get("name"): one.get("content") for one in page.xpath("//head/meta")}
    return {name: content for name, content in told.items() if name}


def _file(site: Path, address: str) -> Path:
    assert address.startswith(BASE_URL), address
    return site / urlsplit(address).path.removeprefix(urlsplit(BASE_URL).path)


def test_every_product_page_names_its_card_by_its_whole_address(site: Path) -> None:
    seen = set()
    for name in STATES:
        for address in (f"san-pham/{FOLDER}/{name}/", f"v/{lookup_code(f'{FOLDER}/{name}')}/"):
            told = _told(site / address / "index.html")
            picture = told["og:image"]
            assert urlsplit(picture).scheme == "https"
            file = _file(site, picture)
            seen.add(file)
            with Image.open(file) as card:
                assert card.size == (1200, 630)
            assert file.stat().st_size <= 200_000
            assert told["twitter:card"] == "summary_large_image"
            assert f"Sản phẩm {name}" in told["og:title"]
            assert told["og:description"] == told["description"]
            assert told["og:url"] == BASE_URL + address
    assert len(seen) == len(STATES)


def test_every_other_page_has_the_general_card(site: Path) -> None:
    for address in ("", "so-dang-ky/", "ke-hoach/2023/", f"chu-the/{FOLDER}/", "gioi-thieu/"):
        told = _told(site / address / "index.html")
        assert told["og:image"] == f"{BASE_URL}the-chia-se.png"
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:title"]
        assert told["og:url"] == BASE_URL + address
    with Image.open(site / "the-chia-se.png") as card:
        assert card.size == (1200, 630)
    assert _told(site / "index.html")["og:title"] == "Sổ đăng ký OCOP Quảng Trị"


def test_no_card_tells_a_state_that_a_day_can_change(world: World) -> None:
    words = [label.casefold() for label in STATE_LABELS.values()]
    for row in world.rows:
        card = product_card(row, world)
        said = " ".join((card.rank, *card.lines, card.until, card.note)).casefold()
        assert not [word for word in words if word in said], said
        assert card.note == "Thu thập từ nguồn công khai, chưa được xác nhận"
    cards = {row.id.rpartition("/")[2]: product_card(row, world) for row in world.rows}
    assert cards["con-hieu-luc"].until == "Có giá trị đến hết 01/11/2028"
    assert cards["con-hieu-luc"].rank == "Được công nhận 4 sao"
    assert cards["con-hieu-luc"].lines == ("HTX Mọi trạng thái", "Xã Khe Sanh, tỉnh Quảng Trị")
    assert re.fullmatch(r"Có quyết định thu hồi ngày \d\d/\d\d/\d{4}", cards["thu-hoi"].until)
    assert cards["thu-hoi"].star is None
    assert cards["chua-ro"].until == "Nguồn không nêu ngày hết giá trị"
    assert cards["dang-lam"].until == "Xem trang để biết trạng thái hôm nay"


def test_another_day_draws_no_card_anew(root: Path, site: Path) -> None:
    card = f"san-pham/{FOLDER}/con-hieu-luc/the-chia-se.png"
    page = f"san-pham/{FOLDER}/con-hieu-luc/index.html"
    before = ((site / card).stat().st_ino, (site / page).read_bytes())
    after = _built(root, days=1)
    assert (after / card).stat().st_ino == before[0], "the file was taken over, not written"
    assert (after / page).read_bytes() != before[1]
    _built(root)


def test_what_a_card_says_anew_gives_it_a_new_address(tmp_path: Path) -> None:
    root = surroundings(tmp_path)
    every_state(root)
    page = f"san-pham/{FOLDER}/het-han/index.html"
    first = _told(_built(root) / page)["og:image"]
    record = root / "dossiers" / FOLDER / "het-han" / "product.yml"
    record.write_text(record.read_text("utf-8").replace("name: ", "name: Tên mới của "), "utf-8")
    second = _told(_built(root) / page)["og:image"]
    assert first.partition("?")[0] == second.partition("?")[0]
    assert first != second


def test_one_setting_leaves_the_cards_of_products_out(tmp_path: Path) -> None:
    root = surroundings(tmp_path)
    every_state(root)
    settings = root / "mkdocs.yml"
    assert "share_cards: true" in settings.read_text("utf-8")
    settings.write_text(
        settings.read_text("utf-8").replace("share_cards: true", "share_cards: false"), "utf-8"
    )
    site = _built(root)
    assert [path.relative_to(site).as_posix() for path in site.rglob("the-chia-se*.png")] == [
        "the-chia-se.png"
    ]
    for address in (f"san-pham/{FOLDER}/het-han/", f"v/{lookup_code(f'{FOLDER}/het-han')}/"):
        assert _told(site / address / "index.html")["og:image"] == f"{BASE_URL}the-chia-se.png"


def test_drawing_needs_no_network(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    from ocop.pictures.cards import drawn  # noqa: PLC0415 - after the network is gone

    assert all(drawn(product_card(row, world)) for row in world.rows)


def test_the_text_of_a_card_that_is_markup_stays_text(hostile_site: Path) -> None:
    for path in hostile_site.rglob("san-pham/*/*/index.html"):
        page = html.parse(str(path))
        assert len(page.xpath("//meta[@property='og:title']")) == 1
        assert not page.xpath("//head/script[not(@src) and not(@type)] | //head/img")
