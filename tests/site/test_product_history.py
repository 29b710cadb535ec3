"""The course of a product's events on its page: all of them, in order, as its `history.csv` has them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from tests.site.every_state import REPOSITORY

_MOVED = "Địa bàn sắp xếp lại"
_HISTORIES = sorted((REPOSITORY / "dossiers").glob("*/*/history.csv"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a reader sees it, blank where nothing stands."""

    when: str
    deed: str
    star: str
    level: str
    act: str
    acts_in_force: str
    names: str = ""
    cause: str = ""
    fate: str = ""


def shown(site: Path, product: str) -> list[Entry]:
    """The entries of a product's page from top to bottom."""
    page = html.fromstring((site / "san-pham" / product / "index.html").read_text("utf-8"))
    items = page.xpath("//h2[@id='qua-trinh']/following-sibling::ol[1]/li")
    return [_entry(item) for item in items]


def _entry(item: html.HtmlElement) -> Entry:
    deed, *rest = (" ".join(line.text_content().split()) for line in item.xpath("p"))
    said = {
        "act": r"(Quyết định số .+|Nguồn không nêu số quyết định.*)",
        "acts_in_force": r"Bộ quy định khi đó: (.+)",
        "names": r"((?:Tên sản phẩm khi đó|Chủ thể .+?): .+)",
        "cause": r"Lý do: (.+)",
        "fate": r"(Đã thay bằng kết quả mới.*)",
    }
    found = {
        key: next((match[1] for line in rest if (match := re.fullmatch(pattern, line))), "")
        for key, pattern in said.items()
    }
    assert sum(line.startswith("Nguồn: ") for line in rest) == 1
    return Entry(
        when=item.xpath("string(span[@class='timeline__when'])"),
        deed=item.xpath("string(p/strong)"),
        star="".join(re.findall(r"– (\d) sao", deed)),
        level=deed.partition(" · ")[2],
        **found,
    )


def test_an_xuan_rises_from_three_to_five_stars_and_changes_hands(real_site: Path) -> None:
    province, act = "Cấp tỉnh", "1048/QĐ-TTg"
    undated = "nguồn không nêu ngày"
    committee = "Ủy ban nhân dân tỉnh Quảng Trị"
    household, company = "Hộ kinh doanh Lê Thị Hồng Nhạn", "Công ty TNHH Dược liệu hữu cơ An Xuân"
    then = "Tên sản phẩm khi đó: Cao cà gai leo An Xuân."
    assert shown(real_site, "duoc-lieu-huu-co-an-xuan/cao-ca-gai-leo-an-xuan") == [
        Entry(
            "15/01/2020 (đợt đánh giá năm 2019)", "Công nhận", "3", province,
            f"Quyết định số 136/QĐ-UBND của {committee}", act, f"{then} Chủ thể theo nguồn: {household}.",
            fate="Đã thay bằng kết quả mới.",
        ),
        Entry(f"Năm 2020 – {undated}", "Đổi chủ thể", "", "", "", act, f"Chủ thể từ đó: {company}."),
        Entry(
            f"Đợt đánh giá năm 2020 – {undated}", "Nâng hạng", "4", province,
            f"Nguồn không nêu số quyết định của {committee}", act, then,
        ),
        Entry(
            f"Đợt đánh giá năm 2022 – {undated}", "Chuyển lên cấp trên, đề nghị xét 5 sao", "", province,
            "", f"{act} hoặc 148/QĐ-TTg", "Tên sản phẩm khi đó: Thực phẩm bảo vệ sức khỏe cao cà gai leo.",
        ),
        Entry(
            f"Đợt đánh giá năm 2024 – {undated}", "Nâng hạng", "5", "Cấp trung ương",
            "", "148/QĐ-TTg hoặc 1489/QĐ-TTg",
        ),
        Entry("01/07/2025", f"{_MOVED}: thị trấn Cam Lộ nay thuộc xã Cam Lộ", "", "", "", ""),
    ]  # fmt: skip


def test_a_product_of_a_merged_commune_keeps_its_past_and_names_both_places(real_site: Path) -> None:
    """Hải Dương of Hải Lăng became part of Mỹ Thủy on 1 July 2025."""
    product = "tht-thuan-viet/nem-hai-duong"
    year, act = "Đợt đánh giá năm 2021 – nguồn không nêu ngày", "1048/QĐ-TTg"
    assert shown(real_site, product) == [
        Entry(year, "Chuyển lên cấp trên, đề nghị xét 3 sao", "", "Cấp huyện", "", act),
        Entry(year, "Công nhận", "", "", "", act),
        Entry("01/07/2025", f"{_MOVED}: xã Hải Dương nay thuộc xã Mỹ Thủy", "", "", "", ""),
    ]
    page = html.fromstring((real_site / "san-pham" / product / "index.html").read_text("utf-8"))
    place = page.xpath("string(//dt[.='Địa bàn']/following-sibling::dd[1])")
    assert " ".join(place.split()) == (
        "xã Mỹ Thủy, tỉnh Quảng Trị (trước 01/07/2025: xã Hải Dương, huyện Hải Lăng)"
    )


@pytest.fixture(scope="module")
def words() -> Mapping[str, Mapping[str, str]]:
    """Vietnamese labels of a list by id, and `public`, the kinds of event that all may see."""
    lists = {
        name: _rows(REPOSITORY / "schemas" / "lists" / f"{name}.csv")
        for name in ("event-kinds", "levels", "agencies")
    }
    found = {name: {row["id"]: row["label_vi"] for row in rows} for name, rows in lists.items()}
    public = {row["id"]: row["label_vi"] for row in lists["event-kinds"] if row["visibility"] == "public"}
    return {**found, "public": public}


def test_every_page_tells_every_public_event_in_order(
    real_site: Path, words: Mapping[str, Mapping[str, str]]
) -> None:
    seen = Counter[str]()
    dossiers = real_site.parent / "dossiers"
    real = [path.parent.relative_to(REPOSITORY / "dossiers") for path in _HISTORIES]
    for product in (*real, Path("htx-moi-trang-thai/thu-hoi")):
        path = dossiers / product / "history.csv"
        rows = [row for row in _rows(path) if row["event"] in words["public"]]
        entries = [one for one in shown(real_site, product.as_posix()) if not one.deed.startswith(_MOVED)]
        assert len(entries) == len(rows), path
        for row, entry in zip(rows, entries, strict=True):
            asked = f", đề nghị xét {row['star']} sao" if row["event"] == "forwarded" and row["star"] else ""
            assert entry.deed == words["event-kinds"][row["event"]] + asked, path
            star = "" if asked else row["star"]
            assert (entry.star, entry.level) == (star, words["levels"].get(row["level"], "")), path
            assert row["decision"] in entry.act, path
            assert words["agencies"].get(row["issuer"], "") in entry.act, path
            assert bool(entry.cause) == bool(row["cause"]), path
            day = f"{date.fromisoformat(row['on']):%d/%m/%Y}" if row["on"] else ""
            assert entry.when.startswith(day) if day else "không nêu ngày" in entry.when, path
            assert row["year"] in entry.when or row["year"] == row["on"][:4], path
            seen.update(key for key in ("decision", "issuer", "level", "cause", "on") if row[key])
        rounds = [row["year"] or row["on"][:4] for row in rows if row["year"] or row["on"]]
        assert sorted(rounds) == rounds, path
    assert min(seen[key] for key in ("decision", "issuer", "level", "on")) >= 20
    assert seen["cause"] == 1


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
