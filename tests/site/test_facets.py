"""Counts beside choices equal a recount, addresses carry the whole choice, and there is always a way on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from ocop.load.registry import Loaded, load
from ocop.site.views.state_names import STATE_LABELS
from ocop.spelling import syllable_key
from tests.site.conftest import Visitors
from tests.site.every_state import AS_OF
from tests.site.facet_recount import FACETS, WORDS, Recount, recounted
from tests.site.named_registry import NAMES
from tests.site.recount import stars

pytestmark = pytest.mark.browser

_LATER = AS_OF + timedelta(days=400)

# Chooses as a reader does, reads everything shown, forgets it and lets the address bring it back.
_PLAY = r"""async combinations => {
  const form = document.getElementById("loc"), selects = [...form.querySelectorAll("select")];
  const table = document.querySelector("[data-registry]");
  const settled = async (time = 0) => {
    await new Promise(done => setTimeout(done, time));
    while (table.ariaBusy === "true") { await new Promise(requestAnimationFrame); }
  };
  const pairs = (list, pair) => Object.fromEntries(list.map(pair).filter(one => one[1] !== ""));
  const amount = option => Number(option.textContent.match(/\(([\d.]+)\)$/)[1].replaceAll(".", ""));
  const shown = () => ({
    chosen: pairs([form.elements.q, ...selects], one => [one.name, one.value]),
    told: form.querySelector("[data-count]").textContent,
    counts: pairs(selects, one => [one.name, pairs([...one.options].slice(1), it => [it.value, amount(it)])]),
    offers: [...document.querySelectorAll("[data-nothing]:not([hidden]) button")].map(one => one.textContent),
    address: location.search,
  });
  const set = values => {
    form.elements.q.value = values.q || "";
    selects.forEach(one => { one.value = values[one.name] || ""; });
  };
  const seen = [];
  for (const values of combinations) {
    set(values);
    selects[0].dispatchEvent(new Event("change", { bubbles: true }));
    await settled(55); // a browser stops taking addresses that come quicker than 200 in 10 seconds
    const first = shown();
    set({});
    dispatchEvent(new PopStateEvent("popstate"));
    await settled();
    seen.push([first, shown()]);
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def loaded(long_site: Path) -> Loaded:
    return load(long_site.parent)


@pytest.fixture(scope="module")
def recounts(loaded: Loaded, long_site: Path) -> Mapping[date, Recount]:
    # The star shown is that of the day of the build, whatever the reader's day.
    given = stars(long_site.parent / "dossiers", AS_OF)
    return {day: recounted(loaded, given, day) for day in (AS_OF, _LATER)}


def _open(visitors: Visitors, base: str, day: date = AS_OF, query: str = "") -> Page:
    page = visitors.come().page
    page.clock.set_fixed_time(f"{day}T05:00:00+07:00")
    page.goto(base + "so-dang-ky/" + query)
    page.locator("#loc-q").focus()
    expect(page.locator("#loc-trang-thai option[value=in_force]")).to_contain_text("(")
    return page


def _choices(recount: Recount) -> list[dict[str, str]]:
    """Every single choice there is."""
    values = {
        name: sorted({value for one in recount.values.values() for value in one[name]}) for name in FACETS
    }
    return [{name: value} for name in FACETS for value in values[name]]


def _combinations(recount: Recount, count: int) -> list[dict[str, str]]:
    """`count` choices in two to four facets: half are some product's own, every third has words besides."""
    made: list[dict[str, str]] = []
    chance = random.Random(20261123)  # noqa: S311 - the same choices again are the very point
    singles = {name: [one[name] for one in _choices(recount) if name in one] for name in FACETS}
    products = sorted(recount.values)
    while len(made) < count:
        names = chance.sample(FACETS, chance.choice((2, 2, 3, 4)))
        own = recount.values[chance.choice(products)] if len(made) % 2 else singles
        chosen = {name: chance.choice(sorted(own[name])) for name in names}
        made.append({"q": chance.choice(WORDS), **chosen} if len(made) % 3 == 0 else chosen)
    return made


def _faults(recount: Recount, chosen: Mapping[str, str], first: object, again: object) -> Iterator[str]:
    """Where the page and the recount part ways."""
    assert isinstance(first, dict)
    found = recount.found(chosen)
    if first["told"] != f"{len(found)} / {len(recount.values)} sản phẩm":
        yield f"{chosen}: {first['told']}, not {len(found)}"
    for facet in FACETS:
        expected = recount.counts(chosen, facet)
        wrong = {
            value: (count, expected[value])
            for value, count in first["counts"][facet].items()
            if count != expected[value]
        }
        if wrong or set(expected) - set(first["counts"][facet]):
            yield f"{chosen} {facet}: {wrong or set(expected)}"
    if first["address"] != "?" + urlencode(_ordered(chosen)):
        yield f"{chosen}: {first['address']}"
    if first != again:
        yield f"{chosen}: the address brought back {again}"
    if not found and not any(
        int(offer.rpartition("(")[2].split()[0].replace(".", "")) for offer in first["offers"]
    ):
        yield f"{chosen}: nothing found and no way on"


def _ordered(chosen: Mapping[str, str]) -> dict[str, str]:
    return {name: chosen[name] for name in ("q", *FACETS) if name in chosen}


@pytest.mark.parametrize("name", ["real_site", "long_site"])
def test_every_row_shows_the_star_of_its_history(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    found = {}
    for page in sorted(site.glob("so-dang-ky/**/index.html")):
        for row in html.parse(str(page)).xpath("//table[@data-registry]/tbody/tr"):
            identifier = row.xpath("string(th/a/@href)").rpartition("san-pham/")[2].strip("/")
            found[identifier] = row.xpath("string(td[@data-label='Hạng']//span[@class='stars']/text())")[:1]
    assert found == stars(site.parent / "dossiers", AS_OF)
    assert {"", "3", "4", "5"} >= set(found.values()) >= {"", "3", "4"}


@pytest.mark.parametrize("day", [AS_OF, _LATER])
def test_every_single_choice_counts_right(
    day: date, recounts: Mapping[date, Recount], visitors: Visitors, long_address: str
) -> None:
    recount = recounts[day]
    chosen = _choices(recount)
    page = _open(visitors, long_address, day)
    shown = page.evaluate(_PLAY, chosen)
    faults = [
        fault for one, pair in zip(chosen, shown, strict=True) for fault in _faults(recount, one, *pair)
    ]
    assert faults == []
    assert {name for one in chosen for name in one} == set(FACETS)
    assert {one["trang-thai"] for one in chosen if "trang-thai" in one} <= {*STATE_LABELS, "in_force"}


@pytest.mark.slow
def test_500_random_choices_count_right_and_come_back_from_their_address(
    recounts: Mapping[date, Recount], visitors: Visitors, long_address: str
) -> None:
    recount = recounts[AS_OF]
    chosen = _combinations(recount, 500)
    page = _open(visitors, long_address)
    shown = [pair for start in range(0, 500, 50) for pair in page.evaluate(_PLAY, chosen[start : start + 50])]
    faults = [
        fault for one, pair in zip(chosen, shown, strict=True) for fault in _faults(recount, one, *pair)
    ]
    assert faults[:5] == []
    assert sum(not recount.found(one) for one in chosen) > 50, "too few choices led nowhere to tell"
    assert sum(len(recount.found(one)) > 1 for one in chosen) > 100, "too few choices led anywhere to tell"


def test_an_address_opens_what_it_was_taken_from(
    recounts: Mapping[date, Recount], visitors: Visitors, long_address: str
) -> None:
    recount = recounts[AS_OF]
    for chosen in _combinations(recount, 12):
        page = _open(visitors, long_address, query="?" + urlencode(_ordered(chosen)))
        expect(page.locator("[data-count]")).to_have_text(f"{len(recount.found(chosen))} / 450 sản phẩm")
        told = {name: page.locator(f"#loc-{name}").input_value() for name in ("q", *FACETS)}
        assert {name: value for name, value in told.items() if value} == chosen


def test_an_address_with_nonsense_is_as_good_as_none(visitors: Visitors, long_address: str) -> None:
    page = _open(visitors, long_address, query="?sao=9&xa=<b>&sap-xep=constructor&la=1")
    expect(page.locator("[data-count]")).to_have_text("450 / 450 sản phẩm")
    assert [page.locator(f"#loc-{name}").input_value() for name in ("sao", "xa")] == ["", ""]


def test_back_and_forward_walk_through_the_choices(visitors: Visitors, long_address: str) -> None:
    page = _open(visitors, long_address)
    count = page.locator("[data-count]")
    seen: list[str] = []
    for name, value in (("sao", "3"), ("trang-thai", "in_force"), ("loai", "cooperative")):
        page.select_option(f"#loc-{name}", value)
        expect(count).not_to_have_text(seen[-1] if seen else "450 / 450 sản phẩm")
        seen.append(count.inner_text())
    for told in (seen[1], seen[0], "450 / 450 sản phẩm"):
        page.go_back()
        expect(count).to_have_text(told)
    assert parse_qs(urlsplit(page.url).query) == {}
    page.go_forward()
    expect(count).to_have_text(seen[0])
    assert page.locator("#loc-sao").input_value() == "3"


def test_every_offered_way_on_finds_what_it_says(visitors: Visitors, long_address: str) -> None:
    start = "?q=ca+phe+zzz&sao=5&loai=farm"
    page = _open(visitors, long_address, query=start)
    offers = page.locator("[data-relax] button")
    expect(offers.first).to_be_visible()
    labels = offers.all_inner_texts()
    assert len(labels) >= 2
    for place, label in enumerate(labels):
        told = label.rpartition("(")[2].split()[0]
        page.locator("[data-relax] button").nth(place).click()
        expect(page.locator("[data-count]")).to_have_text(f"{told} / 450 sản phẩm")
        assert page.evaluate("document.activeElement.hasAttribute('data-count')"), "focus is not lost"
        page.goto(long_address + "so-dang-ky/" + start)
        expect(offers).to_have_count(len(labels))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ca phee", "cà phê"), ("mat onng", "mật ong"), ("nuoc amm", "nước mắm"), ("tinhh dầu", "tinh dầu")],
)
def test_a_slip_of_the_finger_is_understood(
    typed: str, meant: str, visitors: Visitors, long_address: str
) -> None:
    page = _open(visitors, long_address, query="?" + urlencode({"q": typed}))
    page.locator("[data-relax] button", has_text=f"Có phải “{meant}”").click()
    assert page.locator("#loc-q").input_value() == meant
    expect(page.locator("[data-registry] tbody tr").first).to_be_visible()


def test_the_filters_work_from_the_keyboard(visitors: Visitors, long_address: str) -> None:
    page = _open(visitors, long_address)
    for name in FACETS:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.locator("#loc-sao").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-count]")).not_to_have_text("450 / 450 sản phẩm")
    assert "sao=" in page.url
    page.locator("#loc button[type=reset]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-count]")).to_have_text("450 / 450 sản phẩm")
    assert "sao=" not in page.url


def test_counts_stand_in_the_page_as_built(long_site: Path, recounts: Mapping[date, Recount]) -> None:
    """All but those of states, which depend on the reader's day."""
    tree = html.parse(str(long_site / "so-dang-ky" / "index.html"))
    for facet in FACETS:
        options = tree.xpath(f"//select[@name='{facet}']//option[@value != '']")
        told = {one.get("value"): one.text for one in options}
        if facet == "trang-thai":
            assert told == {"in_force": "Mọi trạng thái còn hiệu lực", **STATE_LABELS}
        else:
            counts = {value: int(text.rpartition(" (")[2].rstrip(")")) for value, text in told.items()}
            assert counts == recounts[AS_OF].counts({}, facet)


_ROW = r"""row => [...row.cells].map(cell => [cell.innerText.replace(/\s+/g, " ").trim(),
  [...cell.querySelectorAll("a")].map(one => one.href),
  [...cell.querySelectorAll("span[class]")].map(one => one.className)])"""


@pytest.mark.parametrize("site", ["address", "long_address", "named_address", "hostile_address"])
def test_rows_drawn_by_the_script_are_those_of_the_page(
    site: str, visitors: Visitors, request: pytest.FixtureRequest
) -> None:
    base = str(request.getfixturevalue(site))
    visitor, built = visitors.come(), []
    page = visitor.open(base + "so-dang-ky/")
    pages = page.locator("[data-pager] a").evaluate_all("all => all.map(one => one.href)")
    for url in (page.url, *pages):
        visitor.open(url)
        built += page.locator("[data-registry] tbody tr").evaluate_all(f"all => all.map({_ROW})")
    visitor.open(base + "so-dang-ky/?sap-xep=ten")
    expect(page.locator("th[data-key=ten]")).to_have_attribute("aria-sort", "ascending")
    while page.locator("[data-more] button").is_visible():
        page.locator("[data-more] button").click()
    rows = page.locator("[data-registry] tbody tr")
    expect(rows).to_have_count(len(built))
    assert rows.evaluate_all(f"all => all.map({_ROW})") == built
    names = [cells[0][0] for cells in built]
    assert names == sorted(names, key=syllable_key) or site == "hostile_address"
    assert names == list(NAMES) or site != "named_address"
    assert visitor.errors == []


def test_a_list_that_does_not_come_leaves_the_table_and_says_so(
    visitors: Visitors, long_address: str
) -> None:
    visitor = visitors.come()
    visitor.context.route("**/rows.json", lambda route: route.abort())
    page = visitor.open(long_address + "so-dang-ky/")
    page.select_option("#loc-sao", "3")
    expect(page.locator("[data-count]")).to_contain_text("Chưa lấy được danh sách")
    assert page.locator("[data-registry] tbody tr").count() == 200
    visitor.context.unroute("**/rows.json")
    page.select_option("#loc-sao", "4")
    expect(page.locator("[data-count]")).to_contain_text("/ 450 sản phẩm")


def _requested(requests: Sequence[str]) -> list[str]:
    return [one for one in requests if one.endswith("rows.json")]


def test_the_list_is_fetched_once_and_only_when_somebody_begins(
    visitors: Visitors, long_address: str
) -> None:
    visitor = visitors.come()
    page = visitor.open(long_address + "so-dang-ky/")
    visitor.rest()
    assert _requested(visitor.requests) == []
    page.locator("#loc-sao").focus()
    expect(page.locator("#loc-trang-thai option[value=valid]")).to_contain_text("(")
    page.select_option("#loc-sao", "3")
    page.locator("#loc-q").fill("ca phe")
    expect(page.locator("[data-count]")).to_contain_text(" / 450 sản phẩm")
    assert len(_requested(visitor.requests)) == 1
    assert not any("trang-2" in url for url in visitor.requests)
