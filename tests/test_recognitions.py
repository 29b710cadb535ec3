"""Lists of recognitions become dossiers. Every producer and product here is invented."""

from __future__ import annotations

import csv
import io
import os
import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ocop.load.registry import load
from ocop.recognitions import Outcome, import_list, summary, writing
from ocop.recognitions.cells import star_written, year_written
from ocop.recognitions.doubts import Reason
from ocop.source import read_document

REPOSITORY = Path(__file__).parent.parent
GATHERED_ON = date(2026, 11, 23)
COLUMNS = (
    *("product_name", "producer_name", "producer_type", "district", "commune", "product_group", "star"),
    *("decision_number", "decision_date", "year", "event", "source_url", "note"),
)
JOIN_COLUMNS = (
    *("decision", "product_name", "producer_name", "year", "event", "producer", "product", "source"),
    *("decided_by", "reason"),
)
SOURCE = "https://example.org/a"


def row(product: str, producer: str = "", **others: str) -> dict[str, str]:
    """Return one row of a list: a recognition of 2023 unless told otherwise."""
    default = {"event": "recognised", "year": "2023", "star": "3", "source_url": SOURCE}
    return {"product_name": product, "producer_name": producer, **default, **others}


def as_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> str:
    written = io.StringIO()
    table = csv.DictWriter(written, columns, delimiter=delimiter, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


class Registry:
    """A registry in a temporary folder, judged by this repository's schemas."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "dossiers").mkdir()

    def imports(self, content: str | bytes, *, dry_run: bool = False) -> Outcome:
        file = self.root / "list.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        loaded = load(self.root, schemas_root=REPOSITORY)
        return import_list(
            file, self.root, loaded.registry, loaded.law, gathered_on=GATHERED_ON, dry_run=dry_run
        )

    def takes(self, *rows: Mapping[str, str]) -> Outcome:
        return self.imports(as_csv(rows))

    def decides(self, *decisions: Mapping[str, str]) -> None:
        stated = [{"decided_by": "nhóm biên soạn", "reason": "thử", **one} for one in decisions]
        (self.root / "dossiers" / "joins.csv").write_text(as_csv(stated, JOIN_COLUMNS), "utf-8")

    def tree(self) -> dict[str, bytes]:
        files = (path for path in (self.root / "dossiers").rglob("*") if path.is_file())
        return {path.relative_to(self.root / "dossiers").as_posix(): path.read_bytes() for path in files}

    def products(self) -> list[str]:
        return sorted(path.removesuffix("/product.yml") for path in self.tree() if "product.yml" in path)

    def document(self, path: str) -> dict[str, object]:
        document: dict[str, object] = yaml.safe_load(self.tree()[path])
        return document

    def history(self, product: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.tree()[f"{product}/history.csv"].decode())))

    def problems(self) -> list[str]:
        return [one.code.id for one in load(self.root, schemas_root=REPOSITORY).diagnostics]


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


def codes(outcome: Outcome) -> list[str]:
    return [one.code.id for one in outcome.diagnostics]


# --- what a list becomes ------------------------------------------------------------------------


def test_a_row_becomes_a_producer_a_product_and_a_history(registry: Registry) -> None:
    outcome = registry.takes(
        row(
            "Mứt gừng Bến Mơ",
            "HTX Bến Mơ",
            producer_type="HTX",
            district="Huyện Cam Lộ",
            commune="Thị trấn Cam Lộ",
            product_group="Thực phẩm",
            decision_number="999/QĐ-UBND",
            decision_date="5/12/2023",
            note="Ghi chú, có dấu phẩy",
        )
    )
    assert codes(outcome) == []
    assert registry.tree()["htx-ben-mo/producer.yml"].decode() == (
        "schema: producer/1\nname: HTX Bến Mơ\ntype: cooperative\nstated_type: HTX\n"
        "place:\n  commune: 2020-19597\n  district: 2020-468\n"
        "record:\n  standing: gathered\n  gathered_on: 2026-11-23\n"
    )
    assert registry.tree()["htx-ben-mo/mut-gung-ben-mo/product.yml"].decode() == (
        "schema: product/1\nname: Mứt gừng Bến Mơ\nproduct_group: 2023-148/I\n"
        "record:\n  standing: gathered\n  gathered_on: 2026-11-23\n"
    )
    assert registry.tree()["htx-ben-mo/mut-gung-ben-mo/history.csv"].decode() == (
        "on,year,event,level,round,application,star,decision,issuer,valid_through,valid_through_basis,cause,"
        "product_name,producer_name,source,note\n"
        f'2023-12-05,2023,recognised,,,,3,999/QĐ-UBND,,,,,,,{SOURCE},"Ghi chú, có dấu phẩy"\n'
    )
    assert registry.problems() == []


def test_blank_cells_stay_blank(registry: Registry) -> None:
    registry.takes(row("Mứt gừng Bến Mơ", "HTX Bến Mơ", star="", year="", source_url=""))
    assert "place" not in registry.document("htx-ben-mo/producer.yml")
    assert "type" not in registry.document("htx-ben-mo/producer.yml")
    (only,) = registry.history("htx-ben-mo/mut-gung-ben-mo")
    assert {name: cell for name, cell in only.items() if cell} == {"event": "recognised"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("recognised", ("recognised", "", "4")),
        ("re-recognised", ("re_recognised", "", "4")),
        ("upgraded", ("upgraded", "", "4")),
        ("proposed_5_star", ("forwarded", "province", "4")),
        ("district_evaluated", ("forwarded", "district", "4")),
        ("Công nhận lại", ("re_recognised", "", "4")),
        ("NÂNG HẠNG", ("upgraded", "", "4")),
    ],
)
def test_events_are_told_in_either_language(
    registry: Registry, word: str, expected: tuple[str, str, str]
) -> None:
    registry.takes(row("Mứt gừng Bến Mơ", "HTX Bến Mơ", event=word, star="4"))
    (only,) = registry.history("htx-ben-mo/mut-gung-ben-mo")
    assert (only["event"], only["level"], only["star"]) == expected


def test_rounds_of_one_product_become_one_history_in_order(registry: Registry) -> None:
    name, producer = "Mứt gừng Bến Mơ", "HTX Bến Mơ"
    registry.takes(
        row(name, producer, year="", star="", note="không rõ năm"),
        row(name, producer, year="2022", star="4", event="upgraded"),
        row(name.upper(), producer, year="2022", star="4", event="district_evaluated"),
        row(name, producer, year="2019", decision_date="15/01/2020", event="recognised"),
        row("Mut gung Ben Mo", "htx ben mo", year="2020", star="3", event="re-recognised"),
    )
    assert registry.products() == ["htx-ben-mo/mut-gung-ben-mo"]
    history = registry.history("htx-ben-mo/mut-gung-ben-mo")
    assert [(one["on"], one["year"], one["event"]) for one in history] == [
        ("2020-01-15", "2019", "recognised"),
        ("", "2020", "re_recognised"),
        ("", "2022", "forwarded"),
        ("", "2022", "upgraded"),
        ("", "", "recognised"),
    ]
    assert [one["product_name"] for one in history] == [
        "",
        "Mut gung Ben Mo",
        "MỨT GỪNG BẾN MƠ",
        "",
        "",
    ]


def test_an_undated_lower_star_goes_before_the_upgrade_that_followed_it(registry: Registry) -> None:
    name, producer = "Mứt gừng Bến Mơ", "HTX Bến Mơ"
    registry.takes(
        row(name, producer, year="2019", star="3"),
        row(name, producer, year="", star="4"),
        row(name, producer, year="2024", star="5", event="upgraded"),
    )
    assert [one["star"] for one in registry.history("htx-ben-mo/mut-gung-ben-mo")] == ["3", "4", "5"]


# --- which rows are one product -----------------------------------------------------------------


def test_a_row_without_producer_joins_the_only_product_of_its_name(registry: Registry) -> None:
    registry.takes(
        row("Mứt gừng Bến Mơ", "HTX Bến Mơ", district="Huyện Cam Lộ"),
        row("Mứt gừng Bến Mơ", year="2024", district="Huyện Cam Lộ"),
        row("Chè rừng Bãi Thử", producer_type="cơ sở sản xuất", commune="Xã Cam Thành"),
    )
    assert registry.products() == ["chua-ro-chu-the/che-rung-bai-thu", "htx-ben-mo/mut-gung-ben-mo"]
    assert len(registry.history("htx-ben-mo/mut-gung-ben-mo")) == 2
    assert "name" not in registry.document("chua-ro-chu-the/producer.yml")
    assert registry.document("chua-ro-chu-the/che-rung-bai-thu/product.yml")["place"]
    (only,) = registry.history("chua-ro-chu-the/che-rung-bai-thu")
    assert only["note"] == "Nguồn gọi chủ thể là “cơ sở sản xuất”."


def test_a_row_without_producer_stays_apart_where_places_disagree(registry: Registry) -> None:
    registry.takes(
        row("Mật ong", "HTX Bến Mơ", district="Huyện Cam Lộ"),
        row("Mật ong", year="2024", district="Huyện Hải Lăng"),
        row("Mật ong", year="2022", district="Huyện Gio Linh", source_url="https://example.org/b"),
    )
    first, second, third = registry.products()
    assert (first, third) == ("chua-ro-chu-the/mat-ong", "htx-ben-mo/mat-ong")
    assert second.startswith("chua-ro-chu-the/mat-ong-")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            (row("Mật ong", "HTX Bến Mơ"), row("Mật ong", "HTX Đồi Thử", year="2024")),
            Reason.SAME_NAME,
        ),
        (
            (row("Chả cá", "HTX Bến Mơ"), row("Chả cà", "HTX Bến Mơ", year="2024")),
            Reason.MARKS_ONLY,
        ),
        (
            (row("Mứt gừng", "HTX Bến Mơ"), row("Mứt gừng dẻo", "HTX Bến Mơ", year="2024")),
            Reason.NEAR_NAME,
        ),
        (
            (row("Mứt gừng", "HTX Bến Mơ"), row("Mứt gừng dẻo", year="2024")),
            Reason.NO_PRODUCER,
        ),
        (
            (row("Nem", "Cơ sở Trần Thử Nghiệm"), row("Trà hoa Thử Nghiệm", year="2024")),
            Reason.NAMES_PRODUCER,
        ),
        (
            (
                row("Nem", "Công ty TNHH MTV QT Bến Mơ"),
                row("Trà hoa", "Công ty TNHH MTV Bến Mơ Quảng Trị", year="2024"),
            ),
            Reason.NEAR_PRODUCER,
        ),
        (
            (
                row("Nem", "HTX Bến Mơ", district="Huyện Cam Lộ"),
                row("Trà hoa", "HTX Bến Mơ", district="Huyện Hải Lăng"),
            ),
            Reason.PLACES,
        ),
    ],
)
def test_doubtful_joins_are_listed_and_left_apart(
    registry: Registry, rows: tuple[dict[str, str], ...], reason: Reason
) -> None:
    outcome = registry.takes(*rows)
    assert len(registry.products()) == 2
    assert [doubt.reason for doubt in outcome.doubts] == [reason]
    assert f"{reason}" in summary(outcome)


def test_what_one_source_lists_as_two_is_no_doubt(registry: Registry) -> None:
    outcome = registry.takes(row("Hạt sen tươi", "HTX Bến Mơ"), row("Hạt sen khô", "HTX Bến Mơ"))
    assert outcome.doubts == ()


def test_decisions_join_what_names_do_not(registry: Registry) -> None:
    registry.decides(
        {
            "decision": "former_producer",
            "producer_name": "Hộ kinh doanh Trần Thử",
            "year": "2021",
            "producer": "ben-mo",
            "reason": "đổi thành công ty",
        },
        {"decision": "same_producer", "producer_name": "Công ty TNHH Bến Mơ", "producer": "ben-mo"},
        {
            "decision": "same_product",
            "product_name": "Trà thảo mộc Bến Mơ",
            "producer_name": "Công ty TNHH Bến Mơ",
            "year": "2024",
            "event": "upgraded",
            "producer": "ben-mo",
            "product": "che-rung",
        },
    )
    outcome = registry.takes(
        row("Chè rừng", "Hộ kinh doanh Trần Thử", year="2019", producer_type="hộ kinh doanh"),
        row("Chè rừng", year="2022", star="4", event="upgraded"),
        row(
            "Trà thảo mộc Bến Mơ",
            "Công ty TNHH Bến Mơ",
            producer_type="công ty",
            year="2024",
            star="5",
            event="upgraded",
        ),
    )
    assert outcome.doubts == ()
    assert registry.products() == ["ben-mo/che-rung"]
    assert registry.document("ben-mo/producer.yml") == {
        "schema": "producer/1",
        "name": "Công ty TNHH Bến Mơ",
        "type": "enterprise",
        "stated_type": "công ty",
        "former_names": [{"name": "Hộ kinh doanh Trần Thử", "type": "household", "until": "2021"}],
        "record": {"standing": "gathered", "gathered_on": GATHERED_ON},
    }
    assert registry.document("ben-mo/che-rung/product.yml")["other_names"] == ["Chè rừng"]
    assert [
        (one["year"], one["event"], one["star"], one["producer_name"])
        for one in registry.history("ben-mo/che-rung")
    ] == [
        ("2019", "recognised", "3", "Hộ kinh doanh Trần Thử"),
        ("2021", "producer_changed", "", "Công ty TNHH Bến Mơ"),
        ("2022", "upgraded", "4", ""),
        ("2024", "upgraded", "5", ""),
    ]
    before = registry.tree()
    rows = registry.root / "list.csv"
    assert registry.imports(rows.read_bytes()).filing.files == {}
    assert registry.tree() == before
    assert registry.problems() == []


def test_a_decision_to_keep_apart_ends_the_doubt(registry: Registry) -> None:
    rows = (row("Mứt gừng", "HTX Bến Mơ"), row("Mứt gừng dẻo", "HTX Bến Mơ", year="2024"))
    assert len(registry.takes(*rows).doubts) == 1
    registry.decides(
        {
            "decision": "apart",
            "product_name": "Mứt gừng dẻo",
            "producer_name": "HTX Bến Mơ",
            "producer": "htx-ben-mo",
            "product": "mut-gung",
        }
    )
    assert registry.takes(*rows).doubts == ()


def test_an_unusable_decision_is_reported_and_left_out(registry: Registry) -> None:
    registry.decides(
        {"decision": "guess", "product_name": "Mứt gừng", "producer": "Bến Mơ"},
        {"decision": "same_product", "product_name": "Mứt gừng", "producer": "htx-ben-mo", "event": "?"},
    )
    outcome = registry.takes(row("Mứt gừng", "HTX Bến Mơ"))
    assert codes(outcome) == ["OCOP-357"] * 4
    assert registry.products() == ["htx-ben-mo/mut-gung"]


# --- folders ------------------------------------------------------------------------------------


def test_names_with_one_slug_get_two_folders(registry: Registry) -> None:
    long = "Sản phẩm thử " * 8
    registry.takes(
        row("Chả cá", "HTX Bến Mơ"),
        row("Chả cà", "HTX Bến Mơ"),
        row(long + "một", "HTX Bến Mơ"),
        row(long + "hai", "HTX Bến Mơ"),
        row("Nem", "HTX Bến Mớ"),
    )
    products = registry.products()
    assert len(products) == 5
    assert sum(one.split("/")[1].startswith("cha-ca") for one in products) == 2
    assert len({one.split("/")[0] for one in products}) == 2
    assert all(len(part) <= 80 for one in products for part in one.split("/"))
    assert registry.problems().count("OCOP-103") == 0


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    long = "Sản phẩm thử " * 8
    rows = [
        row("Chả cá", "HTX Bến Mơ", district="Huyện Cam Lộ"),
        row("Chả cà", "HTX Bến Mơ"),
        row("Chả cá", year="2024", star="4", event="upgraded"),
        row("Chả cá", year="", star=""),
        row("Chả cá", year="", star="", note="nguồn khác", source_url="https://example.org/b"),
        row("Mật ong", "HTX Đồi Thử", district="Huyện Cam Lộ"),
        row("Mật ong", district="Huyện Hải Lăng", year="2022"),
        row("Mật ong", district="Huyện Gio Linh", year="2021"),
        row(long + "một", "HTX Bến Mơ"),
        row(long + "hai", "HTX Bến Mớ"),
    ]
    trees = []
    for seed in range(6):
        root = tmp_path / str(seed)
        root.mkdir()
        one = Registry(root)
        one.takes(*random.Random(seed).sample(rows, len(rows)))  # noqa: S311 - a shuffle, no secret
        trees.append(one.tree())
    assert all(tree == trees[0] for tree in trees)


# --- running again ------------------------------------------------------------------------------


def test_running_twice_changes_nothing(registry: Registry) -> None:
    rows = (
        row("Chả cá", "HTX Bến Mơ", district="Huyện Cam Lộ"),
        row("Chả cà", "HTX Bến Mơ"),
        row("Chả cá", year="2024"),
        row("Mật ong", district="Huyện Hải Lăng"),
        row("Mật ong", district="Huyện Gio Linh"),
        row("Mật ong", "HTX Đồi Thử"),
    )
    first = registry.takes(*rows)
    before = registry.tree()
    second = registry.takes(*rows, rows[0])
    assert second.filing.files == {}
    assert second.repeated == 1
    assert registry.tree() == before
    assert second.doubts == first.doubts


def test_a_dry_run_writes_nothing_and_says_what_it_would(registry: Registry) -> None:
    outcome = registry.imports(as_csv([row("Chả cá", "HTX Bến Mơ")]), dry_run=True)
    assert registry.tree() == {}
    assert "Sẽ ghi 3 tệp" in summary(outcome)
    assert "dossiers/htx-ben-mo/cha-ca/history.csv" in summary(outcome)


def test_what_people_edited_is_kept_to_the_letter(registry: Registry) -> None:
    registry.takes(row("Chả cá", "HTX Bến Mơ", star=""))
    folder = registry.root / "dossiers/htx-ben-mo/cha-ca"
    edited = (
        "\ufeffon,year,event,level,round,application,star,decision,issuer,valid_through,valid_through_basis,"
        "cause,product_name,producer_name,source,note\r\n"
        f'2024-02-01,2023,upgraded,province,,,4,77/QĐ-UBND,,,,,,,{SOURCE},"hai\r\ndòng"\r\n'
        "2024-06-01,,support_given,province,,,,,,,,,,,,"
    )
    (folder / "history.csv").write_bytes(edited.encode())
    (folder / "product.yml").write_text(
        "# tay\nschema: product/1\nname: 'Chả cá'\nrecord: {standing: gathered}\n", "utf-8"
    )
    kept = (folder / "product.yml").read_bytes()
    assert registry.takes(row("Chả cá", "HTX Bến Mơ", star="")).filing.files == {}
    registry.takes(row("Chả cá", "HTX Bến Mơ", year="2019"), row("Chả cá", "HTX Bến Mơ", year="2026"))
    assert (folder / "product.yml").read_bytes() == kept
    header, _, rest = edited.partition("\r\n")
    assert (folder / "history.csv").read_bytes().decode() == (
        f"{header}\r\n,2019,recognised,,,,3,,,,,,,,{SOURCE},\r\n"
        f"{rest}\r\n,2026,recognised,,,,3,,,,,,,,{SOURCE},\r\n"
    )


def test_a_star_that_contradicts_the_dossier_is_reported_not_added(registry: Registry) -> None:
    registry.takes(row("Chả cá", "HTX Bến Mơ", star="4"))
    before = registry.tree()
    outcome = registry.takes(row("Chả cá", "HTX Bến Mơ", star="3"))
    assert codes(outcome) == ["OCOP-358"]
    assert str(outcome.diagnostics[0].where) == "dossiers/htx-ben-mo/cha-ca/history.csv:2:21"
    assert registry.tree() == before


def test_a_faulty_dossier_stops_the_import(registry: Registry) -> None:
    registry.takes(row("Chả cá", "HTX Bến Mơ"))
    (registry.root / "dossiers/htx-ben-mo/cha-ca/product.yml").write_text("name: [", "utf-8")
    before = registry.tree()
    outcome = registry.takes(row("Nem", "HTX Đồi Thử"))
    assert codes(outcome) == ["OCOP-359"]
    assert outcome.faulty
    assert registry.tree() == before


def test_a_run_cut_short_can_be_run_again(
    registry: Registry, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (row("Chả cá", "HTX Bến Mơ"), row("Nem", "HTX Bến Mơ"), row("Mật ong"))
    whole = Registry(tmp_path_factory.mktemp("whole"))
    whole.takes(*rows)
    replace = os.replace
    written: list[Path] = []

    def replace_one(waiting: Path, target: Path) -> None:
        if written:
            raise KeyboardInterrupt
        replace(waiting, target)
        written.append(target)

    # Two producers and three products: five moves, each cut after the first.
    for _ in range(4):
        with monkeypatch.context() as patch:
            patch.setattr("os.replace", replace_one)
            written.clear()
            with pytest.raises(KeyboardInterrupt):
                registry.takes(*rows)
        assert set(registry.tree().items()) < set(whole.tree().items())
    registry.takes(*rows)
    assert registry.tree() == whole.tree()


# --- reading ------------------------------------------------------------------------------------


def test_vietnamese_headers_semicolons_and_a_byte_order_mark_are_read(registry: Registry) -> None:
    table = (
        "STT;Tên sản phẩm;Chủ thể;Loại hình;Huyện;Xã/phường;Hạng sao;Số QĐ;Ngày ký;Năm;Hình thức;Nguồn;Điểm\n"
        "1;Mứt gừng;HTX Bến Mơ;Hợp tác xã;Đakrông;Ba Nang;4 sao;12/QĐ-UBND;Ngày 05 tháng 12 năm 2023;"
        f"2023;Công nhận lần đầu;{SOURCE};88\n"
    )
    outcome = registry.imports(b"\xef\xbb\xbf" + table.encode())
    assert codes(outcome) == ["OCOP-350", "OCOP-351"]
    assert registry.document("htx-ben-mo/producer.yml")["place"] == {
        "commune": "2020-19576",
        "district": "2020-467",
    }
    (only,) = registry.history("htx-ben-mo/mut-gung")
    assert (only["on"], only["star"], only["decision"]) == ("2023-12-05", "4", "12/QĐ-UBND")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"decision_date": "31/02/2023"}, "OCOP-353"),
        ({"decision_date": "12/2023"}, "OCOP-353"),
        ({"star": "sáu"}, "OCOP-353"),
        ({"year": "23"}, "OCOP-353"),
        ({"product_name": ""}, "OCOP-353"),
        ({"note": "x" * 2001}, "OCOP-353"),
        ({"event": "được khen"}, "OCOP-354"),
        ({"event": ""}, "OCOP-354"),
        ({"product_name": "N\xadíc m¾m"}, "OCOP-003"),
        ({"producer_name": "Cơ sở", "product_name": "Nöôùc maém"}, "OCOP-003"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_line(
    registry: Registry, cells: dict[str, str], code: str
) -> None:
    outcome = registry.takes(row("Chả cá", "HTX Bến Mơ"), row("Nem", "HTX Đồi Thử") | cells)
    assert codes(outcome) == [code]
    assert str(outcome.diagnostics[0].where).startswith("list.csv:3:")
    assert registry.products() == ["htx-ben-mo/cha-ca"]
    assert outcome.faulty


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"district": "Huyện Không Có", "commune": "Xã Không Có"}, "OCOP-355"),
        ({"producer_type": "tập đoàn"}, "OCOP-356"),
        ({"product_group": "Hàng hiếm"}, "OCOP-356"),
        ({"product_group": "Thực phẩm", "year": ""}, "OCOP-356"),
    ],
)
def test_an_unknown_word_is_reported_and_its_code_left_blank(
    registry: Registry, cells: dict[str, str], code: str
) -> None:
    outcome = registry.takes(row("Chả cá", "HTX Bến Mơ") | cells)
    assert set(codes(outcome)) == {code}
    assert not outcome.faulty
    assert registry.problems() in ([], ["OCOP-407"])
    assert "Không Có" not in cells.get("district", "") or (
        "Huyện Không Có" in registry.tree()["htx-ben-mo/producer.yml"].decode()
    )


def test_a_commune_name_that_fits_two_units_is_left_unclear(registry: Registry) -> None:
    outcome = registry.takes(row("Chả cá", "HTX Bến Mơ", year="2025", commune="Xã Hướng Phùng"))
    assert codes(outcome) == ["OCOP-355"]
    assert "place" not in registry.document("htx-ben-mo/producer.yml")


def test_places_are_of_the_time_of_the_event(registry: Registry) -> None:
    registry.takes(
        row("Chả cá", "HTX Bến Mơ", decision_date="01/08/2025", commune="Xã Hướng Phùng"),
        row("Nem", "HTX Đồi Thử", year="2023", commune="Xã Hướng Phùng"),
    )
    places = [registry.document(f"{one}/producer.yml")["place"] for one in ("htx-ben-mo", "htx-doi-thu")]
    assert [str(place)[13:17] for place in places] == ["2025", "2020"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "OCOP-008"),
        (b"\xff\xfe\x00", "OCOP-002"),
        (b"product_name,event\nCh\xe1,recognised\n", "OCOP-001"),
        (b"product_name\nMut\n", "OCOP-352"),
        (b'product_name,event\n"Mut,recognised\n', "OCOP-307"),
        (b"product_name,event\nMut,recognised,4\n", "OCOP-305"),
        (b"product_name,event,Event\nMut,recognised,\n", "OCOP-304"),
    ],
)
def test_a_broken_file_is_reported_and_never_a_traceback(
    registry: Registry, content: bytes, code: str
) -> None:
    outcome = registry.imports(content)
    assert code in codes(outcome)
    assert code in summary(outcome)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("3 sao", 3),
        ("4★", 4),
        ("★★★★★", 5),
        ("Hạng 4 sao", 4),
        ("6", None),
        ("ba", None),
        ("3-4", None),
    ],
)
def test_stars_are_read_as_people_write_them(text: str, expected: int | None) -> None:
    assert star_written(text) == expected


def test_years_outside_the_programme_are_not_read() -> None:
    assert [year_written(text) for text in ("2023", "năm 2023", "2017", "23")] == [2023, 2023, None, None]


# --- writing ------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@pytest.mark.filterwarnings("default")
def test_any_text_comes_back_from_yaml_as_it_was(text: str) -> None:
    written = writing.yaml_text({"name": text, "names": [text], "inner": [{"name": text, "until": "2020"}]})
    value = {"name": text, "names": [text], "inner": [{"name": text, "until": "2020"}]}
    assert yaml.safe_load(written) == value
    document, found = read_document("x.yml", written)
    assert document is not None
    assert document.value == value
    assert found == ()


@pytest.mark.parametrize(
    "text",
    [
        "2020",
        "0101",
        "yes",
        "No",
        "null",
        "~",
        "12:30",
        "1e3",
        "- a",
        "a: b",
        "a #b",
        "&a",
        "*a",
        "!a",
        "{a",
        "a ",
        "Đá #1",
        "“a”",
        "TRUE",
        "n",
    ],
)
def test_text_that_yaml_would_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml.safe_load(writing.yaml_text({"name": text})) == {"name": text}


def test_a_day_stays_bare_because_the_reader_takes_it_for_text() -> None:
    assert writing.yaml_text({"name": "2020-01-01"}) == "name: 2020-01-01\n"
