"""The expiring list equals a count that knows nothing of the package: page, CSV and calendars."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

import icalendar
import pytest
from lxml import html

from ocop.load.histories import Histories
from ocop.load.registry import load
from ocop.site.build import build, site_input
from ocop.site.page import Page
from ocop.site.pages.expiring import CSV, expiring_pages
from ocop.site.views.world import World
from ocop.status import Phase
from tests.site.every_state import AS_OF, REPOSITORY, surroundings
from tests.site.recount import Due, recounted
from tests.site.xlsx_reader import sheets
from tests.synthetic import generate

SETS = ("real", "S", "M")
_SIZES = {"S": 150, "M": 1000}
_SEED = 20231114


@dataclass(frozen=True, slots=True)
class Built:
    """One registry and its site."""

    root: Path
    site: Path

    @property
    def due(self) -> list[Due]:
        """What the files alone say."""
        return recounted(self.root / "dossiers", AS_OF)

    @property
    def folder(self) -> Path:
        """Where the list, its CSV and its calendars stand."""
        return self.site / "sap-het-han"

    def page(self) -> html.HtmlElement:
        """The page of the list."""
        return html.fromstring((self.folder / "index.html").read_text("utf-8"))

    def shown(self) -> Iterator[Due]:
        """The rows of the page's table."""
        for row in self.page().xpath("//table[@data-list]/tbody/tr"):
            days = (date.fromisoformat(row.get(f"data-{name}")) for name in ("opens", "closes", "ends"))
            yield Due(row.get("data-id"), *days)


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The three registries, each built once."""
    found: dict[str, Built] = {}
    for name in SETS:
        root = tmp_path_factory.mktemp(name) / "tree"
        if name == "real":
            surroundings(root)
            shutil.copytree(REPOSITORY / "dossiers", root / "dossiers")
        else:
            generate(root, _SIZES[name], _SEED)
        found[name] = Built(root, build(root, as_of=AS_OF, read=partial(load, root), workers=1).output)
    return found


@pytest.mark.parametrize("name", SETS)
def test_the_page_equals_the_recount(name: str, registries: dict[str, Built]) -> None:
    built = registries[name]
    assert sorted(built.shown()) == built.due
    if name != "real":
        assert len(built.due) >= _SIZES[name] // 15


@pytest.mark.parametrize("name", SETS)
def test_what_is_open_on_any_day_until_half_a_year_on_is_in_the_page(
    name: str, registries: dict[str, Built]
) -> None:
    """A page nobody rebuilds stays right: a window that opens within 185 days is in it already."""
    built = registries[name]
    everything = {one for day in (AS_OF, AS_OF + timedelta(days=185)) for one in _running(built, day)}
    for days in range(0, 186, 5):
        day = AS_OF + timedelta(days=days)
        expected = {one for one in everything if one.opens_on <= day <= one.closes_on}
        assert {one for one in built.shown() if one.opens_on <= day <= one.closes_on} == expected


def _running(built: Built, day: date) -> list[Due]:
    """What the recount finds for a later day from the events known today."""
    return [one for one in recounted(built.root / "dossiers", day) if one.ends_on >= AS_OF]


@pytest.mark.parametrize("name", SETS)
def test_every_row_says_its_phase_on_the_day_of_the_build(name: str, registries: dict[str, Built]) -> None:
    for row in registries[name].page().xpath("//table[@data-list]/tbody/tr"):
        left = (date.fromisoformat(row.get("data-ends")) - AS_OF).days
        expected = (
            Phase.OPEN if 120 <= left <= 180 else Phase.MISSED if left < 120
            else Phase.SOON if left <= 240 else Phase.LATER
        )  # fmt: skip
        (badge,) = row.xpath(".//*[@data-phase]")
        assert badge.get("data-phase") == expected
        assert badge.text_content() == expected.label.vi


@pytest.mark.parametrize("name", SETS)
def test_the_csv_holds_the_same_rows(name: str, registries: dict[str, Built]) -> None:
    built = registries[name]
    assert list(_in_csv((built.folder / "sap-het-han.csv").read_bytes())) == list(built.shown())


@pytest.mark.parametrize("name", SETS)
def test_the_workbook_holds_what_the_csv_holds_with_days_as_days(
    name: str, registries: dict[str, Built]
) -> None:
    folder = registries[name].folder
    found = sheets((folder / "sap-het-han.xlsx").read_bytes())
    header, *rows = found["Sắp hết hạn"]
    plain = csv.reader(io.StringIO((folder / "sap-het-han.csv").read_text("utf-8-sig"), newline=""))
    assert [["" if cell is None else str(cell) for cell in row] for row in (header, *rows)] == list(plain)
    days = [place for place, title in enumerate(header) if "ngày" in str(title)]
    assert len(days) == 4
    assert all(isinstance(row[place], date | None) for row in rows for place in days)
    assert ["Lập tại ngày", AS_OF] in found["Về bảng này"]


def _in_csv(content: bytes) -> Iterator[Due]:
    """The rows of the list's CSV, numbered from one."""
    assert content.startswith(b"\xef\xbb\xbf")
    columns = ("Nộp từ ngày", "Nộp đến hết ngày", "Có giá trị đến hết ngày")
    for number, row in enumerate(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))), start=1):
        assert row["STT"] == str(number)
        yield Due(row["Mã sản phẩm"], *(date.fromisoformat(row[column]) for column in columns))


@pytest.mark.slow
def test_the_csv_of_twenty_thousand_products_equals_the_recount(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    generate(root, 20_000, _SEED)
    site = site_input(root, load(root), "https://ocop.example/so/", AS_OF, "", Histories())
    (page,) = (
        one for one in expiring_pages(World(site, root)) if isinstance(one, Page) and one.address == CSV
    )
    content = page.content()
    assert isinstance(content, bytes)
    found = list(_in_csv(content))
    assert sorted(found) == sorted(recounted(root / "dossiers", AS_OF))
    assert len(found) >= 20_000 // 15


@cache
def _events(path: Path) -> list[tuple[str, date]]:
    """UID and day of every entry of a calendar."""
    found = icalendar.Calendar.from_ical(path.read_bytes())
    return [(str(event["UID"]), event.start) for event in found.events]


@pytest.mark.parametrize("name", SETS)
def test_the_calendar_holds_both_ends_of_every_window_once(name: str, registries: dict[str, Built]) -> None:
    built = registries[name]
    events = _events(built.folder / "sap-het-han.ics")
    assert len(events) == len({uid for uid, _ in events}) == 2 * len(built.due)
    days = Counter(day for _, day in events)
    assert days == Counter(day for one in built.due for day in (one.opens_on, one.closes_on))


@pytest.mark.parametrize("name", SETS)
def test_the_communes_calendars_share_out_the_whole(name: str, registries: dict[str, Built]) -> None:
    built = registries[name]
    files = sorted(built.folder.glob("[0-9]*.ics"))
    assert len(files) == 78
    shared_out = [event for path in files for event in _events(path)]
    assert len(shared_out) == len(set(shared_out))
    page = built.page()
    placed = {row.get("data-id") for row in page.xpath("//tr[@data-xa!='chua-ro' and @data-id]")}
    whole = _events(built.folder / "sap-het-han.ics")
    expected = [
        (uid, day)
        for uid, day in whole
        if uid.rpartition("@")[0].rsplit(".", 2)[0].replace(".", "/") in placed
    ]
    assert sorted(shared_out) == sorted(expected)


@pytest.mark.parametrize("name", SETS)
def test_the_table_of_communes_adds_up(name: str, registries: dict[str, Built]) -> None:
    built = registries[name]
    rows = built.page().xpath("//table[caption[contains(., 'danh sách trên')]]/tbody/tr")
    counts = [int(row.xpath("string(td[1])")) for row in rows]
    assert sum(counts) == len(built.due)
    assert counts == list(
        Counter(row.get("data-xa") for row in built.page().xpath("//tr[@data-id]")).values()
    )


def test_a_second_build_gives_the_same_bytes(registries: dict[str, Built], tmp_path: Path) -> None:
    first = registries["S"]
    generate(tmp_path / "tree", _SIZES["S"], _SEED)
    root = tmp_path / "tree"
    again = build(root, as_of=AS_OF, read=partial(load, root), workers=1).output / "sap-het-han"
    names = sorted(path.name for path in first.folder.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    for name in names:
        assert (first.folder / name).read_bytes() == (again / name).read_bytes(), name


def test_the_next_day_keeps_the_names_of_what_is_still_listed(
    registries: dict[str, Built], tmp_path: Path
) -> None:
    first = registries["S"]
    later = build(
        first.root, as_of=AS_OF + timedelta(days=1), read=partial(load, first.root), output=tmp_path / "site"
    ).output
    before = dict(_events(first.folder / "sap-het-han.ics"))
    after = dict(_events(later / "sap-het-han" / "sap-het-han.ics"))
    kept = before.keys() & after.keys()
    assert len(kept) >= len(before) - 4
    assert {uid: before[uid] for uid in kept} == {uid: after[uid] for uid in kept}


def test_what_nothing_can_be_said_of_is_told_by_its_cause(registries: dict[str, Built]) -> None:
    """A product only sent up is not said to be recognised."""
    built, causes = registries["real"], Counter[bool]()
    for path in sorted((built.root / "dossiers").glob("*/*/history.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["event"] != "producer_changed"]
        if not any(row["event"].endswith(("recognised", "upgraded")) for row in rows):
            causes[False] += any(row["event"] == "forwarded" for row in rows)
        elif not rows[-1]["on"] and not rows[-1]["year"]:
            causes[True] += 1
    told = built.page().xpath("//p[contains(., 'không nói được gì về kỳ nộp')]/following-sibling::ul[1]/li")
    assert [one.text_content().split()[0] for one in told] == [str(causes[True]), str(causes[False])]
    assert "không nêu cả ngày lẫn năm" in told[0].text_content()
    assert "chưa tìm thấy lần công nhận nào" in told[1].text_content()


def test_certificates_without_an_exact_day_stand_apart(registries: dict[str, Built]) -> None:
    built = registries["M"]
    page = built.page()
    apart = page.xpath("//h2[@id='chua-ro-ngay']/following-sibling::table[1]/tbody/tr")
    listed = {one.product for one in built.due}
    words = set[str]()
    assert apart
    for row in apart:
        address = row.xpath("string(th//a/@href)").removeprefix("../san-pham/").strip("/")
        assert address not in listed
        first, last = map(_day, row.xpath("td[position()=2 or position()=3]/text()"))
        assert first < last
        assert first <= AS_OF + timedelta(days=365)
        assert last >= AS_OF
        told = row.xpath("string(td[@data-label='Hạn nộp hồ sơ'])")
        earliest, latest = map(_day, re.findall(r"\d\d/\d\d/\d{4}", told))
        assert (first - earliest, last - latest) == (timedelta(days=120), timedelta(days=120))
        passed = "có thể đã qua" if latest >= AS_OF > earliest else "đã qua" if latest < AS_OF else ""
        assert told.partition(", ")[2] == passed
        words.add(passed)
    assert words >= {"đã qua", "có thể đã qua"}


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)
