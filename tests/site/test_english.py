"""The English of the site: facts in our words, a product's own English only from its record, and help."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html

from ocop.canonical import Formatter
from ocop.intake import FAULT_REPORT
from ocop.load.registry import load
from ocop.load.tree import FolderTree
from ocop.lookup import lookup_code
from ocop.model import Product
from ocop.site.views.english import english_view
from ocop.site.views.fault_report import fault_report_link
from ocop.site.views.stars import cited
from ocop.site.views.state_names import ENGLISH_STATE_LABELS, STATE_LABELS
from tests.site.conftest import COMMIT, HARM, Visitors
from tests.site.every_state import ENGLISH, REPOSITORY, STATES, every_state, surroundings
from tests.site.worlds import world

_STATES = "htx-moi-trang-thai"
_NONE_GIVEN = "no English name given"
# The words of the house that the glossary explains (code word by code word).
_WORDS = {
    *("dossier", "registry", "producer", "cooperative", "cooperative_group", "enterprise", "household"),
    *("product", "product_set", "application", "first", "re_evaluation", "upgrade", "registration_form"),
    *("self_assessment", "commune_review", "evidence", "sheet", "criterion", "star_minimum", "knockout"),
    *("council", "advisory_group", "minutes", "recognition", "decision", "certificate", "valid_through"),
    *("revocation", "round", "rule_set", "target", "activity", "actual", "basis", "commune", "district"),
    "as_of",
}


@cache
def _tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text("utf-8"))


@cache
def _products(root: Path) -> tuple[Product, ...]:
    return tuple(load(root).registry.products.values())


def _both_pages(site: Path) -> Iterator[tuple[Product, str, html.HtmlElement]]:
    """Each product with its page and the page behind its code."""
    for product in _products(site.parent):
        for address in (f"san-pham/{product.id}/", f"v/{lookup_code(product.id)}/"):
            yield product, address, _tree(site / address / "index.html")


def _english(page: html.HtmlElement) -> html.HtmlElement:
    (block,) = page.xpath("//section[@lang='en'][h2[@id='english']]")
    return block


# --- a product in English -----------------------------------------------------------------------


def test_every_product_has_its_facts_in_english_and_no_english_that_nobody_gave(real_site: Path) -> None:
    registry = load(real_site.parent).registry
    given = 0
    for product, address, page in _both_pages(real_site):
        block, producer = _english(page), registry.producers[product.producer_id]
        words = " ".join(block.text_content().split())
        named = block.xpath("string((.//dd)[1]/strong)")
        assert named == (product.name_en or product.name), address
        assert (_NONE_GIVEN in words) == (product.name_en is None), address
        # Whatever of the record is not English is marked as what it is.
        own = {"".join(one.itertext()) for one in block.xpath(".//*[@lang='vi']")}
        assert product.name in own, address
        assert producer.name is None or producer.name in own, address
        for text in (product.name_en, product.summary_en, producer.name_en):
            given += text is not None
            assert text is None or text in words, address
        assert "Unofficial English" in words, address
    assert given > 2


def test_what_stands_around_the_facts_is_the_same_for_all(real_site: Path) -> None:
    """Machine-made text would be of one product: without the record's own words nothing is."""
    sentences = {
        " ".join(paragraph.text_content().split())
        for product, _, page in _both_pages(real_site)
        for paragraph in _english(page).xpath("./p[not(contains(@class, 'row'))]")
    }
    assert len(sentences) == 3, sentences


@pytest.mark.parametrize("name", list(STATES))
def test_a_state_is_the_same_in_both_languages(name: str, real_site: Path) -> None:
    for address in (f"san-pham/{_STATES}/{name}/", f"v/{lookup_code(f'{_STATES}/{name}')}/"):
        page = _tree(real_site / address / "index.html")
        own = page.xpath("//section[@class='verdict']//span[contains(@class, 'state--')]")[0]
        (other,) = _english(page).xpath(".//span[contains(@class, 'state--')]")
        assert other.get("class") == own.get("class")
        assert other.get("data-states") == own.get("data-states")
        assert other.text == ENGLISH_STATE_LABELS[STATES[name][1]]
        assert json.loads(_english(page).get("data-state-labels")) == ENGLISH_STATE_LABELS


def test_a_product_s_last_day_and_decision_in_english(real_site: Path) -> None:
    flat = {
        name: " ".join(
            _english(_tree(real_site / f"san-pham/{_STATES}/{name}/index.html")).text_content().split()
        )
        for name in STATES
    }
    assert "1 November 2028 – the date printed on the certificate" in flat["con-hieu-luc"]
    assert (
        "No. 12/QĐ-UBND of 1 November 2025, Quảng Trị Provincial People’s Committee" in flat["con-hieu-luc"]
    )
    assert "15 January 2023 – worked out by this register" in flat["het-han"]
    assert "revoked; it would have run through 1 May 2027" in flat["thu-hoi"]
    assert [name for name, text in flat.items() if "Cause of revocation" in text] == ["thu-hoi"]
    assert "Wrong use of the OCOP mark" in flat["thu-hoi"]
    assert "not known – no source gives the date of recognition" in flat["chua-ro"]
    assert "Valid through" not in flat["dang-xet"]
    assert "Khe Sanh commune, Quảng Trị province" in flat["con-hieu-luc"]


def test_a_special_zone_is_called_by_its_own_name() -> None:
    law = world().site.law
    zone = next(unit for unit in law.units.values() if unit.kind == "special_zone")
    tree = load(REPOSITORY).registry
    product = next(iter(tree.products.values()))
    moved = replace(product, place=replace(product.place, commune=zone.id, district=None))
    there = world(registry=replace(tree, products={product.id: moved}))
    view = english_view(moved, there)
    assert (view.place, view.place_kind) == (zone.name.removeprefix("Đặc khu "), "special zone")


def test_markup_in_english_fields_stays_text(hostile_site: Path) -> None:
    page = _tree(hostile_site / "san-pham/ke-xau/san-pham-xau/index.html")
    assert _english(page).xpath("string((.//dd)[1]/strong)") == HARM
    assert page.xpath("count(//article//img | //@onerror)") == 0


# --- the record's own English -------------------------------------------------------------------


def test_english_is_carried_from_the_file_to_whoever_asks(real_site: Path) -> None:
    text = (real_site / "du-lieu/products.csv").read_text("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    row = rows[f"{_STATES}/con-hieu-luc"]
    assert (row["name_en"], row["summary_en"]) == ENGLISH
    assert {one["name_en"] for key, one in rows.items() if not key.startswith(_STATES)} == {""}
    makers = (real_site / "du-lieu/producers.csv").read_text("utf-8-sig")
    assert "Every State Cooperative" in makers
    search = json.loads((real_site / "so-dang-ky/rows.json").read_text("utf-8"))
    place = search["name"].index("Sản phẩm con-hieu-luc")
    assert search["other"][place] == f"{ENGLISH[0]} | Every State Cooperative"
    block = _tree(real_site / f"san-pham/{_STATES}/con-hieu-luc/index.html").xpath(
        "string(//script[@type='application/ld+json'])"
    )
    assert json.loads(block)["@graph"][0]["alternateName"] == [ENGLISH[0]]


def test_the_canonical_form_keeps_english_beside_what_it_is_the_english_of(tmp_path: Path) -> None:
    root = surroundings(tmp_path)
    every_state(root)
    path = root / "dossiers" / _STATES / "con-hieu-luc" / "product.yml"
    before = load(root).registry.products[f"{_STATES}/con-hieu-luc"]
    formatter = Formatter(FolderTree(root), root / "schemas")
    text, _ = formatter.canonical(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    assert text is not None
    keys = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    assert keys[1:3] == ["name", "name_en"]
    assert keys.index("summary_en") < keys.index("record")
    path.write_text(text, "utf-8")
    after = load(root).registry.products[f"{_STATES}/con-hieu-luc"]
    assert (after.name_en, after.summary_en) == (before.name_en, before.summary_en) == ENGLISH
    assert formatter.canonical(path.relative_to(root).as_posix(), text)[0] == text


@pytest.mark.parametrize("field", ["name_en", "summary_en"])
def test_english_is_searched_for_personal_data_too(field: str, tmp_path: Path) -> None:
    root = surroundings(tmp_path)
    every_state(root)
    path = root / "dossiers" / _STATES / "het-han" / "product.yml"
    path.write_text(f"{path.read_text('utf-8')}{field}: Call me on 0912 345 678\n", "utf-8")
    (found,) = (one for one in load(root).diagnostics if one.code.id == "OCOP-802")
    assert found.where.field == field


# --- help ---------------------------------------------------------------------------------------


def test_the_glossary_is_complete_and_of_two_languages(real_site: Path) -> None:
    terms = world().site.law.lists["glossary"]
    assert len(terms) >= 30
    assert set(terms) >= _WORDS
    own, other = (_tree(real_site / f"{one}/index.html") for one in ("thuat-ngu", "en/glossary"))
    for page, link, count in ((own, "../en/glossary/", len(terms)), (other, "../../thuat-ngu/", len(terms))):
        entries = page.xpath("//dl[contains(@class, 'glossary')]/dt")
        assert len({entry.get("id") for entry in entries}) == len(entries) == count
        for entry in entries:
            (there,) = entry.xpath("a/@href")
            facing = other if page is own else own
            (twin,) = facing.xpath(f"//dt[@id='{there.removeprefix(link + '#')}']")
            assert entry.xpath("string(strong)") == twin.xpath("string(a)")
            assert entry.getnext().text_content().strip()


def test_words_lead_to_the_glossary_where_they_are_used(real_site: Path) -> None:
    used: dict[str, set[str]] = {"thuat-ngu/": set(), "en/glossary/": set()}
    pages = set()
    for path in real_site.rglob("*.html"):
        address = path.relative_to(real_site).as_posix().removesuffix("index.html")
        if address.startswith(("thuat-ngu/", "en/glossary/")):
            continue
        for link in _tree(path).xpath("//main//a/@href[contains(., '#')]"):
            found = re.fullmatch(r"(?:\.\./)*(thuat-ngu/|en/glossary/|glossary/)#(.+)", link)
            if found:
                used["thuat-ngu/" if found[1] == "thuat-ngu/" else "en/glossary/"].add(found[2])
                pages.add(address)
    assert len(used["thuat-ngu/"]) >= 15, used
    assert len(used["en/glossary/"]) >= 4, used
    assert len(pages) >= 6, pages


def test_the_stars_page_says_what_the_law_says(real_site: Path) -> None:
    act = world().site.law.rule_set_on(world().site.as_of)
    assert act is not None
    for address, anchor, months in (
        ("hang-sao", "sao", f"{act.validity.months} tháng"),
        ("en/stars", "stars", f"{act.validity.months} months"),
    ):
        page = _tree(real_site / address / "index.html")
        for band in act.bands:
            found = page.xpath(f"//section[@id='{anchor}-{band.star}']")
            assert len(found) == (band.star >= 3)
            if found:
                assert {str(band.low), str(band.high)} <= set(
                    re.findall(r"\d+", found[0].xpath("string(p[1])"))
                )
        words = page.xpath("string(//article)")
        assert months in words
        assert cited(act.validity.grounds.citation).vi in words or "Article" in words


def test_a_citation_is_read_out_in_english() -> None:
    assert cited("26/2026/QĐ-TTg, Điều 4 khoản 1 điểm a, Phụ lục II").en == (
        "26/2026/QĐ-TTg, Article 4 clause 1 point a, Annex II"
    )


def test_visitors_are_told_every_state_in_both_languages(real_site: Path) -> None:
    terms = _tree(real_site / "en/visitors/index.html").xpath("//h3[@id='states']/following::dl[1]/dt")
    told = {term.xpath("string(strong)"): term.xpath("string(*[@lang='vi'])") for term in terms}
    assert told == {ENGLISH_STATE_LABELS[state]: STATE_LABELS[state] for state in STATE_LABELS}


# --- reports ------------------------------------------------------------------------------------


def test_every_product_s_pages_have_a_way_to_report_with_code_and_commit(real_site: Path) -> None:
    seen = 0
    for product, address, page in _both_pages(real_site):
        links = page.xpath(
            "//main//a[contains(@href, 'bao-sai-sot/?') or contains(@href, 'en/report/?')]/@href"
        )
        assert len(links) == 2, address
        for link in links:
            told = parse_qs(urlsplit(link).query)
            assert told == {
                "product-id": [product.id],
                "code": [lookup_code(product.id)],
                "commit": [COMMIT],
            }, address
        seen += 1
    assert seen == 2 * len(_products(real_site.parent)) > 100


def test_a_report_goes_where_the_settings_say() -> None:
    there = world(registry=load(REPOSITORY).registry)
    row, site = there.rows[0], replace(there.site, commit=COMMIT)
    form = replace(site, repo_url="https://github.com/example/ocop")
    parts = urlsplit(fault_report_link(row, form, row.address))
    assert (parts.netloc, parts.path) == ("github.com", "/example/ocop/issues/new")
    told = {key: values[0] for key, values in parse_qs(parts.query).items()}
    asked = {question.id for question in FAULT_REPORT.questions}
    assert told.keys() - {"template", "title"} <= asked
    assert (told["product-id"], told["code"], told["commit"]) == (row.id, row.code, COMMIT)
    assert (REPOSITORY / ".github/ISSUE_TEMPLATE" / told["template"]).is_file()
    letter = fault_report_link(row, replace(site, report_email="sai-sot@example.vn"), row.address)
    assert letter.startswith("mailto:sai-sot@example.vn?")
    assert all(part in unquote(letter) for part in (row.id, row.code, COMMIT))
    # An address that is none leads nowhere strange.
    odd = fault_report_link(row, replace(site, repo_url="javascript:alert(1)//"), row.address)
    assert odd.startswith("../../../bao-sai-sot/?")


# --- in a browser -------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_page_for_visitors_is_two_taps_from_home_on_a_phone(visitors: Visitors, address: str) -> None:
    page = visitors.come(width=360).open(address)
    # Nothing has to be unfolded: both links are there to be touched.
    page.get_by_role("link", name="English", exact=True).first.click()
    page.wait_for_url(f"{address}en/")
    page.locator("main").get_by_role("link", name="For visitors").click()
    page.wait_for_url(f"{address}en/visitors/")


@pytest.mark.browser
def test_the_language_is_changed_by_keyboard_and_back(visitors: Visitors, address: str) -> None:
    page = visitors.come().open(f"{address}hang-sao/")
    for there in (f"{address}en/stars/", f"{address}hang-sao/"):
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('tongue')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(there)


@pytest.mark.browser
@pytest.mark.parametrize("script", ["with", "without"])
def test_the_english_state_is_that_of_the_reader_s_day(script: str, visitors: Visitors, address: str) -> None:
    javascript = script == "with"
    code = lookup_code(f"{_STATES}/con-hieu-luc")
    visitor = visitors.come(width=360, javascript=javascript)
    visitor.page.clock.set_fixed_time(
        "2028-11-01T17:30:00Z"
    )  # half past midnight of the day after, in Vietnam
    for path in (f"san-pham/{_STATES}/con-hieu-luc/", f"v/{code}/"):
        page = visitor.open(address + path)
        state = page.locator("section[lang=en] .state")
        assert state.text_content() == ("Expired" if javascript else "Valid")
        as_of = page.locator("section[lang=en] [data-as-of]").text_content() or ""
        assert ("02/11/2028" if javascript else "23/11/2026") in as_of


@pytest.mark.browser
@pytest.mark.parametrize(
    ("link", "where"), [("Báo sai sót", "bao-sai-sot/"), ("Report a problem", "en/report/")]
)
def test_a_report_is_filled_in_and_sent_nowhere(
    link: str, where: str, visitors: Visitors, address: str
) -> None:
    visitor = visitors.come(width=360)
    page = visitor.open(f"{address}san-pham/{_STATES}/con-hieu-luc/")
    page.locator("main").get_by_role("link", name=link).first.click()
    page.wait_for_url(f"{address}{where}?*")
    letter = page.locator("[data-fault-letter]").input_value()
    for text in (
        f"{address}san-pham/{_STATES}/con-hieu-luc/",
        lookup_code(f"{_STATES}/con-hieu-luc"),
        COMMIT,
    ):
        assert text in letter
    assert page.locator("[data-fault-about]").is_visible()
    page.goto(f"{address}{where}?product-id=%3Cimg%20src=x%3E&code=ABCDEFGHJ&commit=x")
    assert "img" not in page.locator("[data-fault-letter]").input_value()
    assert not page.locator("[data-fault-about]").is_visible()
    assert visitor.refused == visitor.errors == []
