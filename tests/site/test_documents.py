"""The register of documents as built: what rests on what, both ways, and what each is worth today."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from ocop.instruments import Force, force_on, line_of_force
from ocop.model import Registry
from ocop.site.pages.documents import ROWS_A_PAGE, document_pages
from ocop.site.views.addresses import document_address
from ocop.site.views.documents import citation
from tests.builders import event, product
from tests.site.conftest import Visitors
from tests.site.every_state import AS_OF
from tests.site.worlds import world

_HOST = "https://site.invalid/"
_DECIDED = {"recognised", "upgraded", "re_recognised", "revoked"}
_148 = "van-ban/prime-minister/2023/148-qd-ttg/"
_136 = "van-ban/quang-tri-people-committee/2020/136-qd-ubnd/"
_357 = "van-ban/quang-tri-people-committee/2023/357-qd-ubnd/"


@cache
def _tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text("utf-8"))


def _page(site: Path, address: str) -> html.HtmlElement:
    return _tree(site / address / "index.html")


def _targets(site: Path, address: str, within: str) -> list[str]:
    found = _page(site, address).xpath(f"{within}//a/@href")
    return [urljoin(_HOST + address, one).removeprefix(_HOST) for one in found]


def _documents(site: Path) -> list[str]:
    return [
        path.parent.relative_to(site).as_posix() + "/"
        for path in sorted(site.glob("van-ban/*/*/*/index.html"))
    ]


def test_a_decision_and_its_products_lead_to_each_other(real_site: Path) -> None:
    ties = set()
    for address in _documents(real_site):
        for made in _targets(real_site, address, "//table[contains(@class, 'register')]//th"):
            assert address in _targets(real_site, made, "//ol[@class='timeline']"), (address, made)
            ties.add((address, made))
    for path in real_site.glob("san-pham/*/*/index.html"):
        made = path.parent.relative_to(real_site).as_posix() + "/"
        for target in _targets(real_site, made, "//ol[@class='timeline']"):
            if target.startswith("van-ban/"):
                assert (target, made) in ties
    assert len(ties) > 20


def test_every_recognition_is_counted_once(real_site: Path) -> None:
    """On a document's page or among those that lead to none: recounted from the files themselves."""
    rows = Counter[bool]()
    for path in (real_site.parent / "dossiers").rglob("history.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows.update(bool(row["decision"]) for row in csv.DictReader(stream) if row["event"] in _DECIDED)
    resting = sum(
        len(_page(real_site, address).xpath("//h2[@id='san-pham']/following-sibling::table//tbody/tr"))
        for address in _documents(real_site)
    )
    nameless = _page(real_site, "van-ban/chua-ro-quyet-dinh/").xpath("//table//tbody/tr")
    assert (resting, len(nameless)) == (rows[True], rows[False])
    assert rows[True] > 20 and rows[False] > 30  # noqa: PT018 - one thought


def test_plans_and_documents_lead_to_each_other(real_site: Path) -> None:
    plan = "ke-hoach/2023/"
    cited = [one for one in _targets(real_site, plan, "//article") if one.startswith("van-ban/")]
    assert len(set(cited)) == 5
    for address in cited:
        assert plan in _targets(real_site, address, "//h2[@id='ke-hoach']/following-sibling::ul")
    assert f"{plan}#viec-2-6-1" in _targets(real_site, _357, "//h2[@id='ke-hoach']/following-sibling::ul")


def test_every_superseded_document_says_so_wherever_it_is_listed(real_site: Path) -> None:
    instruments = world().site.instruments.instruments
    superseded = [one for one in instruments.values() if one.replaced_by]
    listed = {
        urljoin(_HOST + "van-ban/", row.xpath("string(th//a/@href)")).removeprefix(_HOST): row.text_content()
        for row in _page(real_site, "van-ban/").xpath("//table//tbody/tr")
    }
    assert len(superseded) == 5
    for one in superseded:
        later = " ".join(citation(instruments[key], about=False) for key in one.replaced_by)
        page = " ".join(_page(real_site, document_address(one.key)).text_content().split())
        for text in (page, " ".join(listed[document_address(one.key)].split())):
            assert "Đã hết hiệu lực" in text
            assert f"Thay bằng {later}" in text
    act = " ".join(_page(real_site, "quy-dinh/2023-148/").text_content().split())
    assert "Đã hết hiệu lực (tại ngày 23/11/2026) Được sửa đổi bằng" in act
    assert "Thay bằng Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026 của Thủ tướng Chính phủ" in act


def test_the_page_of_an_act_names_the_body_as_the_act_did_and_says_who_followed(real_site: Path) -> None:
    """148 gave 5 stars to a ministry that ended under it: Nghị quyết 176/2025/QH15."""
    act = " ".join(_page(real_site, "quy-dinh/2023-148/").text_content().split())
    assert "5 sao (Bộ Nông nghiệp và Phát triển nông thôn)" in act
    assert "Từ 01/03/2025 là Bộ Nông nghiệp và Môi trường." in act


def test_papers_are_cited_with_type_number_day_and_issuer(real_site: Path) -> None:
    words = _page(real_site, "van-ban/quang-tri-people-committee/2023/109-qd-ubnd/").xpath(
        "string(//p[@class='lead'])"
    )
    assert words == (
        "Quyết định số 109/QĐ-UBND ngày 16/01/2023 của Ủy ban nhân dân tỉnh Quảng Trị"
        " ban hành Chương trình công tác trọng tâm năm 2023 của UBND tỉnh Quảng Trị"
    )


def test_what_no_source_gives_is_said_not_to_be_given(real_site: Path) -> None:
    listed = _page(real_site, "van-ban/").xpath("string(//h2[@id='chua-ro']/following-sibling::ul)")
    assert "nguồn không nêu số quyết định" in listed
    facts = _page(real_site, "van-ban/khong-ro/2024/13-qd-ubnd/").xpath("string(//dl[@class='facts'])")
    assert "Cơ quan ban hành" in facts
    assert "nguồn không nêu" in facts


def test_pages_of_documents_are_light(real_site: Path) -> None:
    for path in (real_site / "van-ban").rglob("index.html"):
        assert len(gzip.compress(path.read_bytes(), 6)) <= 15_000, path
    assert (real_site / "assets/documents.css").stat().st_size <= 2_000


def test_a_long_list_of_decisions_is_parted(long_site: Path) -> None:
    first, second = "van-ban/", "van-ban/trang-2/"
    seen = [
        _targets(long_site, address, "//h2[@id='decision']/following-sibling::table[1]//th")
        for address in (first, second)
    ]
    assert len(seen[0]) == ROWS_A_PAGE
    assert seen[1]
    assert not set(seen[0]) & set(seen[1])
    assert second in _targets(long_site, first, "//nav[@class='pages']")


def test_documents_are_the_same_whatever_order_products_come_in() -> None:
    events = [event("recognised", "2023-11-14", star=3, decision=f"{number}/QĐ-UBND") for number in (7, 7, 9)]
    events.append(event("recognised", year=2023, star=3, decision="7/QĐ-UBND"))
    products = [product(one, identifier=f"a/{number}") for number, one in enumerate(events)]
    made = []
    for order in (products, products[::-1]):
        registry = Registry(producers={}, products={one.id: one for one in order})
        made.append([page.content() for page in document_pages(world(registry=registry))])
    assert made[0] == made[1]


# --- in a browser -------------------------------------------------------------------------------

_VIETNAM = timezone(timedelta(hours=7))
_MOMENTS = [
    datetime.combine(day, datetime.min.time(), _VIETNAM) + timedelta(hours=hour)
    for day in (
        date(2023, 2, 23), date(2023, 2, 24), date(2025, 7, 5), date(2025, 7, 6), date(2026, 5, 21),
        date(2026, 5, 22), date(2026, 7, 21), date(2026, 7, 22), date(2030, 1, 1),
    )
    for hour in (0, 23.9)
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_reader_sees_the_force_of_the_day_of_reading(zone: str, visitors: Visitors, address: str) -> None:
    instruments = world().site.instruments.instruments
    (one,) = [found for found in instruments.values() if found.number == "148/QĐ-TTg"]
    line = line_of_force(one, instruments)
    visitor = visitors.come(zone=zone)
    for moment in _MOMENTS:
        visitor.page.clock.set_fixed_time(moment)
        page = visitor.open(address + _148)
        force = force_on(line, moment.date())
        assert force is not None
        badge = page.locator(".verdict .state")
        assert badge.inner_text() == force.label.vi
        assert f"state--{force.value}" in (badge.get_attribute("class") or "")
        assert f"tại ngày {moment:%d/%m/%Y}" in page.locator(".verdict").inner_text()


@pytest.mark.browser
def test_without_javascript_the_force_is_that_of_a_day_named(visitors: Visitors, address: str) -> None:
    page = visitors.come(javascript=False).open(address + _148)
    words = page.locator(".verdict").inner_text()
    assert Force.LAPSED.label.vi in words
    assert f"tại ngày {AS_OF:%d/%m/%Y}" in words


def test_a_result_that_was_replaced_is_not_shown_as_the_one_that_holds(real_site: Path) -> None:
    tree = html.parse(str(real_site / _136 / "index.html"))
    rows = tree.xpath("//h2[@id='san-pham']/following-sibling::table[1]/tbody/tr")
    replaced = 0
    for row in rows:
        now = row.xpath("string(td[@data-label='Trạng thái nay'])")
        (page,) = row.xpath("th/a/@href")
        product = html.parse(str((real_site / _136 / page / "index.html").resolve()))
        of_decision = [
            one.text_content()
            for one in product.xpath("//ol[@class='timeline']/li")
            if "136/QĐ-UBND" in one.text_content()
        ]
        assert ("Đã thay bằng kết quả mới" in now) == any("Đã thay bằng" in one for one in of_decision), page
        replaced += "Đã thay bằng kết quả mới" in now
        assert ("Nay: " in now) == ("Đã thay bằng kết quả mới" in now)
    assert replaced >= 2


@pytest.mark.browser
def test_products_on_a_decision_keep_their_own_states(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(address + _136)
    states = page.locator("#san-pham ~ table .state")
    assert states.count() == 19
    assert "Hết hiệu lực" in states.all_inner_texts()
    assert page.locator(".verdict").count() == 0
