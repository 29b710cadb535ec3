"""A product's pictures on its page: described, sized, light, bare, and only with consent."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from ocop.load.registry import load
from ocop.pictures.photographs import MOST_BYTES
from ocop.site.build import BuildReport, build
from tests.drawn_photos import hollow_png, jpeg, pack, with_photos
from tests.site.conftest import Visitors, served
from tests.site.every_state import AS_OF, every_state, surroundings
from tests.site.looks import over_the_edge, unsuitable
from tests.site.mini import tree

BASE_URL = "https://so-ocop.example/so/"
OWNER = "Chu May Anh Gia Dinh"
FOLDER = "htx-moi-trang-thai"
FOUR, ONE, CLOSED, BROKEN, NONE = "con-hieu-luc", "het-han", "dang-lam", "dang-xet", "chua-ro"


def _built(root: Path) -> BuildReport:
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1, base_url=BASE_URL)


def _laid_out(root: Path, owner: str = OWNER) -> Path:
    """A registry whose products have four pictures, one, one without consent, spoilt ones, and none."""
    surroundings(root)
    every_state(root)
    products = root / "dossiers" / FOLDER
    taken = partial(jpeg, place=True, owner=owner)
    with_photos(
        products / FOUR,
        {
            "mat-truoc.jpg": taken(pack()),
            "dung.jpg": taken(pack(1500, 2000, 20)),
            "nam-nghieng.jpg": taken(pack(1600, 1200, 40), orientation=6),
            "nho.jpg": taken(pack(300, 200, 60)),
        },
    )
    with_photos(products / ONE, {"mat-truoc.jpg": taken(pack(shade=5))})
    with_photos(products / CLOSED, {"kin.jpg": taken(pack(shade=9))}, consent=False)
    with_photos(products / BROKEN, {"hong.jpg": taken(pack())[:-9000], "bom.png": hollow_png(60_000, 60_000)})
    (products / NONE / "images").mkdir()
    (products / NONE / "images" / "chua-ta.jpg").write_bytes(taken(pack()))
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _laid_out(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return _built(root).output


def _images(site: Path, product: str) -> list[html.HtmlElement]:
    page = html.parse(str(site / "san-pham" / FOLDER / product / "index.html"))
    found: list[html.HtmlElement] = page.xpath("//article//img")
    return found


def test_pictures_are_shown_in_order_with_words_size_and_patience(site: Path) -> None:
    images = _images(site, FOUR)
    assert len(images) == 4
    folder = site / "san-pham" / FOLDER / FOUR
    shapes = []
    for number, image in enumerate(images, start=1):
        assert image.get("alt") == f"Túi sản phẩm giả định số {number} đặt trên bàn gỗ"
        assert image.get("loading") == (None if number == 1 else "lazy")
        with Image.open(folder / image.get("src")) as file:
            assert (str(file.width), str(file.height)) == (image.get("width"), image.get("height"))
            shapes.append(file.size)
        offered = [one.split() for one in (image.get("srcset") or "").split(", ") if one]
        for name, width in offered:
            with Image.open(folder / name) as file:
                assert width == f"{file.width}w"
        assert bool(offered) == bool(image.get("sizes")) == (number != 4)
    assert shapes == [(720, 540), (720, 960), (720, 540), (300, 200)]
    captions = html.parse(str(folder / "index.html")).xpath("//figcaption")
    words = " ".join(captions[0].text_content().split())
    assert words == "Mặt trước của túi, kiểu 1. Ảnh: Tổ chụp ảnh Giả Định"
    assert len(_images(site, ONE)) == 1


def test_each_picture_is_light_and_named_for_what_is_to_be_seen(site: Path) -> None:
    files = sorted(site.rglob("*.webp"))
    assert len(files) == 9, "three and one in two sizes each, the small one in one"
    for file in files:
        assert file.stat().st_size <= MOST_BYTES
        assert re.fullmatch(r"anh-[0-9a-f]{16}-\d+\.webp", file.name)


def test_a_page_with_four_pictures_is_light_without_them(site: Path) -> None:
    assert (site / "san-pham" / FOLDER / FOUR / "index.html").stat().st_size < 60_000


def test_without_consent_or_description_nothing_is_shown(site: Path) -> None:
    for product in (CLOSED, BROKEN, NONE):
        assert _images(site, product) == []
        assert not list((site / "san-pham" / FOLDER / product).glob("*.webp"))


def test_what_is_spoilt_is_told_and_stops_nothing(root: Path) -> None:
    found = {
        (one.code.id, one.where.path.rpartition("/")[2])
        for one in load(root).diagnostics
        if one.code.id.startswith("OCOP-47")
    }
    assert found >= {
        ("OCOP-470", "hong.jpg"),
        ("OCOP-471", "bom.png"),
        ("OCOP-473", "chua-ta.jpg"),
        ("OCOP-474", "product.yml"),
        ("OCOP-475", "mat-truoc.jpg"),
    }


def test_nothing_of_who_where_or_whose_consent_is_anywhere(site: Path) -> None:
    for path in tree(site):
        content = (site / path).read_bytes()
        for word in (OWNER, "Văn phòng Giả Định", "2019-08-17", "kin.jpg", "chua-ta"):
            assert word.encode() not in content, path


def test_two_registries_that_differ_in_metadata_give_the_same_site(site: Path, tmp_path: Path) -> None:
    assert tree(_built(_laid_out(tmp_path, owner="Mot Nguoi Khac")).output) == tree(site)


def test_what_is_built_is_not_made_again(root: Path, site: Path) -> None:
    assert _built(root).published.rendered == 0
    assert len(list(site.rglob("*.webp"))) == 9


def test_two_files_that_show_the_same_are_shown_once(tmp_path: Path) -> None:
    root = surroundings(tmp_path)
    every_state(root)
    same = pack(400, 300)
    with_photos(root / "dossiers" / FOLDER / ONE, {"a.jpg": jpeg(same), "b.jpg": jpeg(same, owner=OWNER)})
    assert len(_images(_built(root).output, ONE)) == 1


def test_a_consent_that_is_withdrawn_takes_the_picture_away(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "tree"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("site", ".cache"))
    record = other / "dossiers" / FOLDER / ONE / "product.yml"
    assert len(list((_built(other).output / "san-pham" / FOLDER / ONE).glob("*.webp"))) == 2
    record.write_text(record.read_text("utf-8").partition("    consent:")[0], "utf-8")
    site = _built(other).output
    assert _images(site, ONE) == []
    assert not list((site / "san-pham" / FOLDER / ONE).glob("*.webp"))


def test_machines_are_told_of_the_picture_too(site: Path) -> None:
    page = (site / "san-pham" / FOLDER / ONE / "index.html").read_text("utf-8")
    (name,) = re.findall(rf'"image":\["{BASE_URL}(.*?)"\]', page)
    assert (site / name).is_file()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_pages_with_pictures_suit_everybody(width: int, scheme: str, visitors: Visitors, site: Path) -> None:
    for address in served(site):
        visitor = visitors.come(width=width, scheme=scheme)
        for product in (FOUR, ONE, NONE):
            path = f"san-pham/{FOLDER}/{product}/"
            page = visitor.open(address + path)
            visitor.rest()
            assert over_the_edge(page, path) == []
            assert unsuitable(page, path) == []
            shown = page.evaluate(
                "[...document.querySelectorAll('article img')].map(one => one.naturalWidth)"
            )
            assert len(shown) == {FOUR: 4, ONE: 1, NONE: 0}[product]
            assert all(shown[:1])
        assert visitor.refused == []
        assert visitor.errors == []


@pytest.mark.browser
def test_nothing_moves_when_pictures_come(visitors: Visitors, site: Path) -> None:
    for address in served(site):
        visitor = visitors.come(width=360)
        page = visitor.open(f"{address}san-pham/{FOLDER}/{FOUR}/")
        visitor.rest()
        moved = page.evaluate(
            """() => new Promise(done => new PerformanceObserver(list =>
                done(list.getEntries().reduce((sum, one) => sum + one.value, 0))
            ).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 500))"""
        )
        assert moved <= 0.02
