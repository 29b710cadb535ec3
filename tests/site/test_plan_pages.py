"""The plan's page and its reports as built: every count is the length of its list, every source is named."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import icalendar
import pytest
from lxml import html

from ocop.plan.periods import report_periods, reporting_units
from ocop.plan.results import PlanProgress
from ocop.site.views.agencies import agencies
from tests.site.worlds import law, real_plans

PLAN = real_plans()[2023]
FOLDER = "ke-hoach/2023"


@cache
def tree(path: Path) -> html.HtmlElement:
    """A page of the built site."""
    return html.fromstring((path / "index.html").read_text("utf-8"))


@pytest.fixture
def page(real_site: Path) -> html.HtmlElement:
    """The page of the plan."""
    return tree(real_site / FOLDER)


def texts(element: html.HtmlElement, path: str) -> list[str]:
    """The texts of what an XPath finds, blanks made one."""
    return [" ".join(one.text_content().split()) for one in element.xpath(path)]


def reports(site: Path) -> list[Path]:
    """The folder of every report."""
    return sorted(path.parent for path in (site / FOLDER / "bao-cao").glob("*/**/index.html"))


def test_every_target_shows_its_bounds_formula_and_what_is_known(page: html.HtmlElement) -> None:
    assert len(page.xpath("//section[@class='target']")) == len(PLAN.targets) == 14
    for target in PLAN.targets:
        (section,) = page.xpath(f"//section[@id='chi-tieu-{target.id}']")
        words = " ".join(section.text_content().split())
        drawings = section.xpath(".//svg[@class='interval']")
        assert len(drawings) == (target.low is not None)
        for drawing in drawings:
            assert drawing.get("role") == "img"
            assert drawing.get("aria-label").startswith("Kế hoạch ")
        if target.low is not None and target.high is not None:
            assert {f"{target.low:f}", f"{target.high:f}"} <= set(
                texts(section, ".//svg//*[local-name()='text']")
            )
        assert section.xpath("string(.//div[@class='target__drawn']/p)").strip()
        assert f"mục {target.passage.section}, gạch đầu dòng {target.passage.bullet}" in words
        assert target.measure.how in words
        if "tính đến" not in words:
            assert "chưa có số liệu" in words


def test_what_has_no_figure_is_drawn_dashed_and_never_as_nought(page: html.HtmlElement) -> None:
    for section in page.xpath("//section[@class='target'][.//svg]"):
        bare = bool(section.xpath(".//*[@class='interval__none']"))
        assert bare == ("chưa có số liệu" in section.xpath("string(.//dl)"))
        assert bare != bool(section.xpath(".//*[@class='interval__mark']"))


def test_every_count_is_the_length_of_its_list(real_site: Path) -> None:
    """On the plan's page and in every report: the figure, then that many links to pages that exist."""
    seen = 0
    for folder in (real_site / FOLDER, *reports(real_site)):
        for figure in tree(folder).xpath("//*[@data-counted]"):
            (listed,) = figure.xpath("(following::*[@data-counted-list])[1]")
            links = listed.xpath(".//a/@href")
            assert int(figure.text_content()) == len(links) > 0, folder
            assert all((folder / link / "index.html").is_file() for link in links), folder
            seen += 1
    assert seen >= 12


def test_the_count_in_the_result_is_that_of_the_list(page: html.HtmlElement) -> None:
    for section in page.xpath("//section[@class='target'][.//*[@data-counted]]"):
        figure = section.xpath("string(.//*[@data-counted])")
        result = section.xpath("string(.//dl/dd[2]/strong)")
        assert re.search(rf"(?<!\d){figure}(?!\d)", result), result


def test_every_activity_and_round_has_its_lane_and_the_line_of_the_day(page: html.HtmlElement) -> None:
    for identifier in (
        *(f"viec-{one.id}" for one in PLAN.activities),
        *(f"dot-{one.id}" for one in PLAN.rounds),
    ):
        (lane,) = page.xpath(f"//li[@id='{identifier}']")
        (drawing,) = lane.xpath(".//svg[@class='lane__svg']")
        assert drawing.get("aria-label")
        assert len(drawing.xpath(".//*[@class='lane__now']")) == 1
        assert len(drawing.xpath(".//*[@class='lane__line']")) == 12
    assert set(texts(page, "//*[contains(@class, 'lane__now-text')]")) == {"tính đến 23/11/2026 →"}
    (late,) = page.xpath("//li[@id='viec-2-1-1']")
    assert late.xpath(".//*[@class='lane__delay']")
    assert "chậm 96 ngày" in late.text_content()


def test_every_body_of_the_plan_stands_with_every_duty(page: html.HtmlElement) -> None:
    words = " ".join(page.text_content().split())
    for one in PLAN.responsibilities:
        (section,) = page.xpath(f"//section[@id='co-quan-{one.agency}']")
        for duty in one.duties:
            assert duty.text in " ".join(section.text_content().split())
            assert all(task in words for task in duty.tasks)
    for round_ in PLAN.rounds:
        for agency in (round_.received_by, round_.evaluated_by, round_.forwarding and round_.forwarding.to):
            assert page.xpath(f"//section[@id='co-quan-{agency}']//a[@href='#dot-{round_.id}']")


def test_sources_that_disagree_stand_side_by_side(page: html.HtmlElement) -> None:
    versions = [
        texts(conflict, ".//span[@class='sides__figure']")
        for conflict in page.xpath("//section[@class='conflict']")
    ]
    assert versions == [["115 sản phẩm", "119 sản phẩm"], ["75 chủ thể", "76 chủ thể", "76 chủ thể"]]
    for row in page.xpath("//section[@class='conflict']//li"):
        assert row.xpath(".//a[contains(@class, 'source-link')]/@href")


def test_every_source_is_named_with_what_it_is_used_for(page: html.HtmlElement) -> None:
    table = page.xpath("//h2[@id='nguon']/following-sibling::table[1]")[0]
    named = table.xpath(".//a[contains(@class, 'source-link')]/@href")
    assert sorted(named) == sorted({row.source for row in PLAN.actuals if row.source})
    assert sum(map(int, table.xpath(".//td[@data-label='Số liệu']/text()"))) == sum(
        bool(row.source) for row in PLAN.actuals
    )
    anchors = {link.removeprefix("#") for link in table.xpath(".//a[starts-with(@href, '#')]/@href")}
    assert anchors <= set(page.xpath("//@id"))


def test_the_page_leads_to_the_expiring_list_and_to_the_reports(page: html.HtmlElement) -> None:
    links = set(page.xpath("//article//a/@href"))
    assert {"../../sap-het-han/", "../../han-nop/", "bao-cao/", "bao-cao/quy-1/"} <= links


def test_the_calendar_of_the_plan_holds_its_last_days_once(real_site: Path) -> None:
    found = icalendar.Calendar.from_ical((real_site / FOLDER / "ke-hoach-ocop-2023.ics").read_bytes())
    days = {str(event["UID"]).partition("@")[0]: event.start for event in found.events}
    assert len(days) == len(found.events)
    assert days["plan-2023.district-1"] == date(2023, 3, 19)
    assert days["plan-2023.2-1-1.1"] == date(2023, 4, 30)
    assert days["plan-2023.2-3-1.3"] == date(2023, 11, 30)
    assert not [name for name in days if name.startswith("plan-2023.2-4-")]


def test_there_is_a_report_for_every_period_body_and_place(real_site: Path) -> None:
    found = {path.relative_to(real_site / FOLDER / "bao-cao").as_posix() for path in reports(real_site)}
    bodies = {path.name for path in (real_site / FOLDER / "bao-cao/ca-nam").iterdir() if path.is_dir()}
    assert {"so-nnptnt", "ubnd-cap-huyen", "huyen-vinh-linh", "thi-xa-quang-tri"} <= bodies
    assert len([one for one in bodies if one.startswith(("huyen-", "thi-xa-", "thanh-pho-"))]) == 10
    assert found == {
        f"{period.id}{'/' * bool(body)}{body}" for period in report_periods(2023) for body in ("", *bodies)
    }
    listed = tree(real_site / FOLDER / "bao-cao").xpath("//table//a/@href")
    assert {link.strip("/") for link in listed} == found
    assert len(reporting_units(PLAN, law())) == 10


def report(site: Path, path: str) -> str:
    """The words of a report."""
    return " ".join(tree(site / FOLDER / "bao-cao" / path).xpath("//article")[0].text_content().split())


def test_a_report_tells_what_was_known_at_the_end_of_its_period(real_site: Path) -> None:
    first, third = report(real_site, "quy-1"), report(real_site, "quy-3")
    assert "01/01/2023 – 31/03/2023" in first
    assert "những gì biết được đến hết 31/03/2023" in first
    assert "08/03/2023" in first
    assert "04/08/2023" not in first
    assert "04/08/2023" in third
    assert "chậm 96 ngày" in third
    assert "115 sản phẩm" not in first


def test_a_later_report_says_what_became_known_since(real_site: Path) -> None:
    rows = tree(real_site / FOLDER / "bao-cao/ca-nam").xpath("//table[1]/tbody/tr")
    (row,) = (one for one in rows if "Sản phẩm công nhận thêm" in one.text_content())
    assert "ít nhất 5 sản phẩm" in row.xpath("string(td[@data-label='Kết quả đến hết kỳ'])")
    assert "không tính được" in row.xpath("string(td[@data-label='Đến nay'])")


def test_the_report_of_a_place_tells_of_that_place_alone(real_site: Path) -> None:
    own, other = report(real_site, "quy-4/huyen-vinh-linh"), report(real_site, "quy-4/huyen-cam-lo")
    assert "chậm nhiều nhất 41 ngày" in own
    assert "4 lần công nhận có ngày quyết định trong kỳ" in own
    assert "Vĩnh Linh" not in other
    assert "Sổ chưa ghi lần công nhận nào" in other
    assert "Bố trí nguồn lực từ ngân sách cấp huyện" in own


def recognised_in(folder: Path) -> list[str]:
    """The products that a report lists as recognised within its period."""
    table = "//h2[@id='cong-nhan']/following-sibling::*[1][self::table]"
    links = tree(folder).xpath(f"{table}//tbody//a[contains(@href, 'san-pham/')]/@href")
    return [link.rpartition("san-pham/")[2] for link in links]


def test_the_places_share_out_what_the_whole_counts(real_site: Path) -> None:
    """All but the made-up product, which no source puts into a district of that time."""
    year = real_site / FOLDER / "bao-cao/ca-nam"
    names = {unit.name for unit in reporting_units(PLAN, law())}
    places = [
        one for one in year.iterdir() if one.is_dir() and names & set(texts(tree(one), "//p[@class='lead']"))
    ]
    parts = [one for place in places for one in recognised_in(place)]
    whole = recognised_in(year)
    assert len(places) == len(names) == 10
    assert sorted([*parts, "htx-moi-trang-thai/cho-ket-qua/"]) == sorted(whole)
    assert len(whole) == 5


def test_bodies_without_a_task_have_no_report() -> None:
    found = PlanProgress(plan=PLAN, as_of=date(2026, 11, 26), targets=(), activities=(), rounds=())
    named = {one.id for one in agencies(found)}
    assert named == {
        "so-nnptnt",
        "chi-cuc-ptnt",
        "so-nganh-lien-quan",
        "ubnd-cap-huyen",
        "ubnd-tinh",
        "bo-nnptnt",
    }
