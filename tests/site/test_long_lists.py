"""Lists longer than a page may show: cut into bounded pages that together hold the whole, and nothing twice.

The same registry is built with pages that may show next to nothing, and with pages that may show everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from ocop.load.registry import load
from ocop.site.build import build
from ocop.site.engine import Engine
from ocop.site.views.parts import Part, later, parts
from tests.site.every_state import AS_OF
from tests.site.limits import SHORT, endless_pages, short_pages
from tests.site.links import broken
from tests.site.mini import tree
from tests.site.recount import recounted
from tests.site.test_whole import pages_of

PLAN = "ke-hoach/2023/"
NEW_KINDS = r"chu-the/danh-sach/|/dem/|sap-het-han/.+/$|dia-ban/.+/trang-\d+/"


@pytest.fixture(scope="module")
def whole_site(cut_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same registry with every list on one page."""
    root = cut_site.parent
    with endless_pages():
        output = tmp_path_factory.mktemp("whole") / "site"
        return build(root, as_of=AS_OF, read=partial(load, root), output=output, workers=1).output


@pytest.fixture(scope="module")
def other_site(cut_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of cut lists as the other engine makes it."""
    root, output = cut_site.parent, tmp_path_factory.mktemp("zensical") / "site"
    with short_pages():
        return build(
            root, as_of=AS_OF, read=partial(load, root), engine=Engine.ZENSICAL, output=output, workers=1
        ).output


@cache
def page(site: Path, address: str) -> html.HtmlElement:
    """A page by its address."""
    return html.fromstring((site / address / "index.html").read_text("utf-8"))


def targets(site: Path, address: str, path: str) -> list[str]:
    """The addresses that the links found by `path` lead to."""
    return [urljoin(f"/{address}", link).lstrip("/") for link in page(site, address).xpath(path)]


def addresses(site: Path) -> list[str]:
    """The address of every page."""
    return [path.removesuffix("index.html") for path in tree(site) if path.endswith("/index.html")]


def whole(site: Path, address: str) -> list[str]:
    """The pages of a list, as its pager names them; the first alone when there is none."""
    others = targets(site, address, "//nav[@class='pages']//a/@href")
    return [address, *others]


def rows(site: Path, address: str, path: str) -> list[str]:
    """What the rows of a list link to, over all its pages."""
    return [target for one in whole(site, address) for target in targets(site, one, path)]


def test_parts_hold_every_row_once() -> None:
    with short_pages():
        for length in (0, 1, SHORT["ROWS"], SHORT["ROWS"] + 1, 7 * SHORT["ROWS"]):
            found: tuple[Part[int], ...] = parts(range(length), partial(later, "x/"))
            assert [row for part in found for row in part.rows] == list(range(length))
            assert all(0 < len(part.rows) <= SHORT["ROWS"] for part in found) or length == 0
            assert [part.before for part in found] == [n * SHORT["ROWS"] for n in range(len(found))]
            assert {part.addresses for part in found} == {tuple(part.address for part in found)}


def test_every_link_leads_somewhere(cut_site: Path, other_site: Path) -> None:
    base_url = page(cut_site, "").xpath("string(//link[@rel='canonical']/@href)")
    assert list(broken(cut_site, base_url)) == []
    assert [one for one in broken(other_site, base_url) if "#__skip" not in one] == []


def test_both_engines_give_the_same_addresses_and_the_same_text(cut_site: Path, other_site: Path) -> None:
    one, other = pages_of(cut_site), pages_of(other_site)
    assert one.keys() == other.keys()
    assert [path for path in one if re.search(NEW_KINDS, path) and one[path] != other[path]] == []


def test_new_pages_have_an_address_a_title_and_a_heading_of_their_own(cut_site: Path) -> None:
    sitemap = (cut_site / "sitemap.xml").read_text("utf-8")
    found = [one for one in addresses(cut_site) if re.search(NEW_KINDS, one)]
    assert len(found) > 60
    titles = Counter(page(cut_site, one).xpath("string(//title)") for one in found)
    assert max(titles.values()) == 1
    for one in found:
        assert page(cut_site, one).xpath("count(//h1)") == 1, one
        assert page(cut_site, one).xpath("//nav[@class='crumbs']"), one
        assert f"/{one}</loc>" in sitemap


def test_no_page_shows_more_than_it_may(cut_site: Path) -> None:
    """By construction, whatever the registry: the limits are those of `ocop.site.views.parts`."""
    for one in addresses(cut_site):
        tables = [len(table.xpath("tbody/tr")) for table in page(cut_site, one).xpath("//table")]
        if re.match(rf"chu-the/(danh-sach/.*)?$|dia-ban/(\d|huyen-cu/).+/|{PLAN}.*dem/|sap-het-han/.+/", one):
            assert max(tables, default=0) <= SHORT["ROWS"], one
        for named in page(cut_site, one).xpath("//*[@data-counted-list or @data-set-aside]"):
            assert len(named.xpath(".//a")) <= SHORT["NAMED"], one
        for table in page(cut_site, one).xpath("//h2[@id='cong-nhan']/following-sibling::*[1][self::table]"):
            assert len(table.xpath("tbody/tr")) <= SHORT["RECOGNISED"], one
    for path in ("//table[@data-list]", "//h2[@id='chua-ro-ngay']/following::table[1]"):
        (table,) = page(cut_site, "sap-het-han/").xpath(path)
        assert len(table.xpath("tbody/tr")) == SHORT["URGENT"]
    (table,) = page(cut_site, "").xpath("//h2[@id='sap-den-han']/following-sibling::table[1]")
    assert len(table.xpath("tbody/tr")) == SHORT["DUE"]


def test_the_pages_of_producers_are_the_whole_list(cut_site: Path, whole_site: Path) -> None:
    path = "//table//tbody//th/a/@href"
    found = rows(cut_site, "chu-the/", path)
    assert len(whole(cut_site, "chu-the/")) > 3
    assert found == targets(whole_site, "chu-the/", path)
    assert len(found) == len(set(found))


def test_the_pages_of_a_place_are_its_whole_list(cut_site: Path, whole_site: Path) -> None:
    path = "//table[@class='register']//tbody//th/a/@href"
    places = [one for one in addresses(whole_site) if re.match(r"dia-ban/(\d+-|huyen-cu/)", one)]
    for one in places:
        assert rows(cut_site, one, path) == targets(whole_site, one, path), one
    assert sum(len(whole(cut_site, one)) > 1 for one in places) > 5


def figures(site: Path, address: str) -> Iterator[tuple[str, int, list[str], list[str]]]:
    """Each figure of a plan's page: what it counts, the figure, the records named, the pages of all."""
    for kind, figure in (("counted", "data-counted"), ("aside", "data-set-aside")):
        for one in page(site, address).xpath(f"//*[@{figure}]"):
            (named,) = one.xpath("(following::*[@data-counted-list])[1]") if kind == "counted" else [one]
            number = one.text_content() if kind == "counted" else one.get(figure)
            links = [urljoin(f"/{address}", link).lstrip("/") for link in named.xpath(".//a/@href")]
            more = named.xpath("following::a[@data-whole][1]")
            # The link to all of them stands right behind those that are named.
            near = [link for link in more if link.getparent().getprevious() in (named, named.getparent())]
            pages = [urljoin(f"/{address}", link.get("href")).lstrip("/") for link in near]
            yield kind, int(number.replace(".", "")), links, pages


def test_every_count_is_the_number_of_its_linked_records(cut_site: Path, whole_site: Path) -> None:
    """On the plan's page and in every report: named there, or all of them on pages of their own."""
    seen: Counter[str] = Counter()
    for address in [one for one in addresses(whole_site) if one.startswith(PLAN)]:
        cut, uncut = [*figures(cut_site, address)], [*figures(whole_site, address)]
        assert len(cut) == len(uncut), address
        for (kind, number, named, more), (_, same, all_named, none) in zip(cut, uncut, strict=True):
            assert number == same == len(all_named) > 0, address
            assert not none
            assert named == all_named[: SHORT["NAMED"]]
            assert bool(more) == (number > SHORT["NAMED"]), address
            if more:
                seen[kind] += 1
                linked = rows(cut_site, more[0], "//tbody[@data-whole-list]//a/@href")
                assert linked == all_named, more
                total = page(cut_site, more[0]).xpath("string(//*[@data-whole-number])")
                assert int(total.replace(".", "")) == number
            assert all((cut_site / one / "index.html").is_file() for one in named)
    assert seen["counted"] > 10
    assert seen["aside"] >= 1


def test_no_list_has_a_page_that_no_figure_leads_to(cut_site: Path) -> None:
    linked = {
        one
        for address in addresses(cut_site)
        if address.startswith(PLAN)
        for _, _, _, more in figures(cut_site, address)
        for one in more
    }
    lists = {re.sub(r"trang-\d+/$", "", one) for one in addresses(cut_site) if "/dem/" in one}
    assert lists == linked
    of_a_report, of_a_place = (rf"{PLAN}bao-cao/{inner}/dem/" for inner in ("[^/]+", "[^/]+/[^/]+"))
    assert [one for one in lists if re.match(of_a_report, one)]
    assert [one for one in lists if re.match(of_a_place, one)]


def test_what_is_set_aside_says_why_on_every_page(cut_site: Path) -> None:
    found = [one for one in addresses(cut_site) if "/khong-dem/" in one]
    assert found
    for one in found:
        for row in page(cut_site, one).xpath("//tbody[@data-whole-list]/tr"):
            assert row.xpath("string(td[@data-label='Vì sao không đếm'])").strip(), one


def test_the_expiring_list_is_shared_out_among_the_communes(cut_site: Path, whole_site: Path) -> None:
    """Together their pages hold what a count knows of that has nothing to do with the package."""
    due = [one.product for one in recounted(cut_site.parent / "dossiers", AS_OF)]
    communes = targets(cut_site, "sap-het-han/", "//tbody[@data-places]//th/a/@href")
    assert len(due) > SHORT["ROWS"]
    found: list[str] = []
    for row, address in zip(
        page(cut_site, "sap-het-han/").xpath("//tbody[@data-places]/tr"), communes, strict=True
    ):
        own = [
            each
            for one in whole(cut_site, address)
            for each in page(cut_site, one).xpath("//table[@data-list]/tbody/tr")
        ]
        unsure = uncertain(cut_site, address)
        assert [str(len(own)), str(len(unsure))] == row.xpath("td[position()<3]/text()"), address
        assert len({one.get("data-xa") for one in own}) <= 1
        found += [one.get("data-id") for one in own]
    assert sorted(found) == sorted(due)
    listed = page(whole_site, "sap-het-han/").xpath("//table[@data-list]/tbody/tr/@data-id")
    assert sorted(found) == sorted(listed)
    unsure = [one for address in communes for one in uncertain(cut_site, address)]
    assert sorted(unsure) == sorted(uncertain(whole_site, "sap-het-han/"))


def uncertain(site: Path, address: str) -> list[str]:
    """The products without an exact day that a list names, over all its pages."""
    return rows(site, address, "//h2[@id='chua-ro-ngay']/following-sibling::table[1]/tbody//th/a/@href")


def test_the_most_urgent_stand_on_the_page_of_the_whole_list(cut_site: Path, whole_site: Path) -> None:
    """Windows that are open, by their last day; then those that open soon, and so on."""
    order = ["open", "soon", "missed", "later"]

    def urgency(row: html.HtmlElement) -> tuple[int, str]:
        return order.index(row.xpath("string(.//@data-phase)")), row.get("data-closes")

    shown, all_rows = (
        [urgency(row) for row in page(site, "sap-het-han/").xpath("//table[@data-list]/tbody/tr")]
        for site in (cut_site, whole_site)
    )
    assert shown == sorted(all_rows)[: SHORT["URGENT"]]


def test_files_to_take_away_stay_whole(cut_site: Path, whole_site: Path) -> None:
    names = sorted(path.name for path in (whole_site / "sap-het-han").glob("*.*"))
    for name in names:
        if not name.endswith(".html"):
            one, other = (site / "sap-het-han" / name for site in (cut_site, whole_site))
            assert one.read_bytes() == other.read_bytes(), name


def test_a_commune_leads_to_its_own_part_of_the_expiring_list(cut_site: Path) -> None:
    linked = [
        link
        for one in addresses(cut_site)
        if re.match(r"dia-ban/\d+-[^/]+/$", one)
        for link in targets(cut_site, one, "//a[contains(., 'sắp hết hạn')]/@href")
        if link.startswith("sap-het-han/") and link != "sap-het-han/"
    ]
    communes = targets(cut_site, "sap-het-han/", "//tbody[@data-places]//th/a/@href")
    assert linked
    assert set(linked) <= set(communes)
    assert not re.search(r"sap-het-han/\?xa=", " ".join(linked))


def test_the_registry_of_today_is_cut_nowhere(real_site: Path) -> None:
    found = [one for one in addresses(real_site) if re.search(NEW_KINDS, one)]
    assert found == []
