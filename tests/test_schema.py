"""Each library error in our words, at its place; and the schemas say what they must about themselves."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.diagnostics import Diagnostic, Language
from ocop.load.values import event_value, product_value
from ocop.model import EventKind, OtherCertificate
from ocop.schema import DocumentSchema, TableSchema
from ocop.source import Document, read_document, read_table

REPOSITORY = Path(__file__).parent.parent
SCHEMAS = REPOSITORY / "schemas"
PRODUCT = DocumentSchema.parsed((SCHEMAS / "product.schema.json").read_text("utf-8"))
PLAN = DocumentSchema.parsed((SCHEMAS / "plan.schema.json").read_text("utf-8"))
HISTORY = TableSchema.parsed((SCHEMAS / "history.table.json").read_text("utf-8"))
COLUMNS = tuple(HISTORY.fields)
SOUND = "schema: product/1\nname: Cà phê Mẫu\nrecord:\n  standing: gathered\n"
VISIBILITIES = {"public", "consent", "internal"}


def document(text: str) -> Document:
    """The document in a sound text."""
    found, problems = read_document("product.yml", text)
    assert problems == ()
    assert found is not None
    return found


def wrong(text: str, schema: DocumentSchema = PRODUCT) -> list[tuple[str, int, int, str]]:
    """The code, place and field of everything wrong with a document."""
    problems = schema.problems(document(text))
    return [(one.code.id, one.where.line, one.where.column, one.where.field) for one in problems]


def problem(text: str) -> Diagnostic:
    """The one thing that is wrong with a document."""
    (found,) = PRODUCT.problems(document(text))
    return found


def message(found: Diagnostic, language: Language = Language.VI) -> str:
    """What a person reads of it."""
    return found.code.message.filled(language, found.facts)


# --- documents


CERTIFIED = """\
trace_links: [https://truy-xuat.example.vn/01/08930000000015, http://example.org/lo?so=1]
certificates:
  - name: VietGAP
    number: 12-MAU/2025
    issuer: Tổ chức Chứng nhận Mẫu
    valid_through: 2028-03-31
    source: https://example.vn/vietgap
  - {name: HACCP, source: "http://example.org/haccp"}
"""


def test_where_lots_are_traced_and_what_others_certify_is_taken_over() -> None:
    text = SOUND + CERTIFIED
    assert wrong(text) == []
    product = product_value("htx-mau/ca-phe", document(text), (), None)
    assert product.trace_links == (
        "https://truy-xuat.example.vn/01/08930000000015",
        "http://example.org/lo?so=1",
    )
    assert product.certificates == (
        OtherCertificate(
            name="VietGAP",
            number="12-MAU/2025",
            issuer="Tổ chức Chứng nhận Mẫu",
            valid_through=date(2028, 3, 31),
            source="https://example.vn/vietgap",
        ),
        OtherCertificate(name="HACCP", source="http://example.org/haccp"),
    )


@pytest.mark.parametrize(
    ("was", "now", "code", "field"),
    [
        ("https://truy-xuat.example.vn/01/08930000000015", "'javascript:alert(1)'", "214", "trace_links.0"),
        ("http://example.org/lo?so=1", "'data:text/html,x'", "214", "trace_links.1"),
        ("http://example.org/lo?so=1", "'https://example.org/a b'", "214", "trace_links.1"),
        ("https://example.vn/vietgap", "javascript:alert(1)", "214", "certificates.0.source"),
        ("https://example.vn/vietgap", "Báo Mẫu số 12", "214", "certificates.0.source"),
        ("    source: https://example.vn/vietgap\n", "", "210", "certificates.0.source"),
        ("name: VietGAP", "holder: VietGAP", "211", "certificates.0.holder"),
        ("name: HACCP,", "name: HACCP, star: 3,", "211", "certificates.1.star"),
        ("name: VietGAP", "name: ' '", "216", "certificates.0.name"),
        ("2028-03-31", "31/03/2028", "212", "certificates.0.valid_through"),
        ("name: VietGAP", "name: [VietGAP]", "212", "certificates.0.name"),
    ],
)
def test_an_address_of_another_scheme_and_an_unknown_key_are_refused(
    was: str, now: str, code: str, field: str
) -> None:
    assert was in CERTIFIED
    found = [(one[0], one[3]) for one in wrong(SOUND + CERTIFIED.replace(was, now))]
    assert (f"OCOP-{code}", field) in found


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), keys
    return dict(pairs)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_a_schema_says_everything_once(path: Path) -> None:
    assert json.loads(path.read_text("utf-8"), object_pairs_hook=_each_key_once)


def test_a_sound_document_has_no_problem() -> None:
    assert wrong(SOUND) == []


def test_an_unknown_key_stands_at_itself_and_a_missing_one_at_its_parent() -> None:
    text = SOUND + "place:\n  comune: 2020-19435\nsumary: x\n"
    assert wrong(text.replace("name: Cà phê Mẫu\n", "")) == [
        ("OCOP-211", 6, 1, "sumary"),
        ("OCOP-210", 1, 1, "name"),
        ("OCOP-211", 5, 3, "place.comune"),
    ]


def test_a_key_that_a_condition_asks_for_has_its_title() -> None:
    found = list(PRODUCT.problems(document(SOUND.replace("gathered", "confirmed"))))
    assert [message(one) for one in found] == [
        "Thiếu mục “Ngày xác nhận” (confirmed_on).",
        "Thiếu mục “Cơ quan xác nhận” (confirmed_by).",
    ]


def test_one_value_has_one_problem() -> None:
    assert wrong(SOUND.replace("Cà phê Mẫu", '""')) == [("OCOP-216", 2, 7, "name")]


@pytest.mark.parametrize(
    ("line", "vietnamese", "english"),
    [
        (
            "summary: 12",
            "“Giới thiệu ngắn” (summary) phải là chữ, nhưng đang ghi “12”.",
            "“Giới thiệu ngắn” (summary) must be text, but holds “12”.",
        ),
        (
            "summary:",
            "“Giới thiệu ngắn” (summary) phải là chữ, nhưng đang để trống.",
            "“Giới thiệu ngắn” (summary) must be text, but is blank.",
        ),
        (
            "summary: {a: 1}",
            "“Giới thiệu ngắn” (summary) phải là chữ, nhưng đang là một nhóm dòng “khóa: giá trị”.",
            "“Giới thiệu ngắn” (summary) must be text, but is a group of “key: value” lines.",
        ),
        (
            "shop_links: A",
            (
                "“Nơi bán trên mạng” (shop_links) phải là danh sách (mỗi mục một dòng, bắt đầu bằng “- ”), "
                "nhưng đang ghi “A”."
            ),
            (
                "“Nơi bán trên mạng” (shop_links) must be a list (a line each, starting with “- ”), "
                "but holds “A”."
            ),
        ),
        (
            "place: {}",
            "“Địa bàn” (place) có 0 mục, phải có ít nhất 1 mục.",
            "“Địa bàn” (place) has 0 items; it must have at least 1 items.",
        ),
        (
            "place: {commune: 19435}",
            "“Xã, phường, thị trấn, đặc khu” (place.commune) phải là chữ, nhưng đang ghi “19435”.",
            "“Xã, phường, thị trấn, đặc khu” (place.commune) must be text, but holds “19435”.",
        ),
    ],
)
def test_a_wrong_value_is_named_by_title_and_key_in_both_languages(
    line: str, vietnamese: str, english: str
) -> None:
    found = problem(SOUND + line + "\n")
    assert message(found) == vietnamese
    assert message(found, Language.EN) == english


def test_a_date_in_the_local_form_is_told_from_one_that_does_not_exist() -> None:
    text = SOUND + "  gathered_on: 23/11/2026\n"
    assert message(problem(text)) == (
        "“Ngày thu thập” (record.gathered_on) phải là ngày dạng năm-tháng-ngày, nhưng đang ghi “23/11/2026”."
    )
    assert wrong(SOUND + "  gathered_on: 2026-02-29\n") == [("OCOP-215", 5, 16, "record.gathered_on")]


def test_a_hint_leaves_out_the_nearest_word_when_none_is_near() -> None:
    near, far = problem(SOUND + "sumary: x\n"), problem(SOUND + "qqq: x\n")
    assert near.code.hint.filled(Language.VI, near.facts).startswith("Tên gần nhất: “summary”. ")
    assert far.code.hint.filled(Language.VI, far.facts).startswith("Các mục được phép: schema, ")


def test_either_of_two_forms_is_asked_for_by_name() -> None:
    plan = (REPOSITORY / "tests/cases/good/minimal/plan/2026/plan.yml").read_text("utf-8")
    text = plan.replace('when: {from: "2026-02", to: "2026-03"}', 'when: {from: "2026-02"}')
    assert wrong(text, PLAN) == [("OCOP-210", 40, 11, "activities.0.when.to")]
    text = plan.replace('    when: {from: "2026-02", to: "2026-03"}\n', "")
    assert wrong(text, PLAN) == [("OCOP-219", 36, 5, "activities.0")]


def test_a_list_of_odd_items_is_compared_in_little_time() -> None:
    text = SOUND + "other_names:\n" + "".join(f"- {{a: {number}}}\n- b{number}\n" for number in range(10))
    assert ("OCOP-218", 6, 1, "other_names") not in wrong(text)
    repeated = SOUND + "other_names:\n- Trà Mẫu\n- Trà Khác\n- Trà Mẫu\n"
    assert wrong(repeated) == [("OCOP-218", 6, 1, "other_names")]


@pytest.mark.parametrize(
    "key",
    [
        "cccd",
        "so_cccd",
        "CMND",
        "Số CMND",
        "dân tộc",
        "gender",
        "ngay_sinh",
        "so_tai_khoan",
        "luong",
        "email",
        "SĐT",
    ],
)
def test_what_must_not_be_public_is_refused_by_name(key: str) -> None:
    found = problem(SOUND + f"{key}: x\n")
    assert found.code.id == "OCOP-803"


# --- tables


def row(**cells: str) -> str:
    """One record of a history, blank but for what is said."""
    written = {"event": "recognised", **cells}
    return ",".join('"' + written.get(name, "").replace('"', '""') + '"' for name in COLUMNS) + "\n"


def cell_problems(*rows: str) -> list[tuple[str, int, str]]:
    """The code, line and column name of everything wrong with a history."""
    table, problems = read_table("history.csv", ",".join(COLUMNS) + "\n" + "".join(rows))
    assert problems == ()
    assert table is not None
    return [(one.code.id, one.where.line, one.where.field) for one in HISTORY.problems([table])]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"on": "2026-6-2"}, "OCOP-308"),
        ({"on": "2026-06-02 "}, "OCOP-308"),
        ({"on": "٢٠٢٦-06-02"}, "OCOP-308"),
        ({"on": "2026-06-31"}, "OCOP-313"),
        ({"on": "0000-01-01"}, "OCOP-313"),
        ({"year": "2_023"}, "OCOP-308"),
        ({"year": " 2023"}, "OCOP-308"),
        ({"year": "2023.0"}, "OCOP-308"),
        ({"year": "02023"}, "OCOP-308"),
        ({"year": "9" * 5000}, "OCOP-308"),
        ({"year": "2017"}, "OCOP-312"),
        ({"star": "0"}, "OCOP-312"),
        ({"star": "-1"}, "OCOP-312"),
        ({"star": "=3"}, "OCOP-315"),
        ({"note": "+84"}, ""),
        ({"note": "-ghi chú"}, "OCOP-315"),
        ({"note": "@x"}, "OCOP-315"),
        ({"note": "\tx"}, "OCOP-315"),
        ({"round": "1\n"}, "OCOP-311"),
        ({"round": "123"}, "OCOP-311"),
        ({"issuer": "A" * 100}, "OCOP-311"),
        ({"decision": "x" * 61}, "OCOP-316"),
        ({"level": " province"}, "OCOP-310"),
        ({"event": "", "note": "x"}, "OCOP-309"),
        ({"event": " ", "note": "x"}, "OCOP-310"),
    ],
)
def test_a_cell_has_one_problem_at_most(cells: Mapping[str, str], code: str) -> None:
    found = [one[0] for one in cell_problems(row(**cells))]
    assert found == ([code] if code else [])


def test_problems_of_many_tables_stay_with_their_own() -> None:
    header = ",".join(COLUMNS) + "\n"
    tables = []
    for number, text in enumerate((row(), row() + row(star="9"), "", row(year="x"))):
        table, _ = read_table(f"{number}.csv", header + text)
        assert table is not None
        tables.append(table)
    found = HISTORY.problems(tables)
    assert {(one.where.path, one.where.line, one.code.id) for one in found} == {
        ("1.csv", 3, "OCOP-312"),
        ("3.csv", 2, "OCOP-308"),
    }


def test_a_missing_column_is_said_once_and_not_at_every_record() -> None:
    columns = [name for name in COLUMNS if name != "event"]
    table, _ = read_table("history.csv", ",".join(columns) + "\n" + ("," * (len(columns) - 1) + "x\n") * 3)
    assert table is not None
    assert [(one.code.id, one.where.line) for one in HISTORY.problems([table])] == [("OCOP-302", 1)]


def test_an_open_range_is_said_without_dots() -> None:
    schema = TableSchema({"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": 3}}]})
    table, _ = read_table("a.csv", "a\n2\n")
    assert table is not None
    (found,) = schema.problems([table])
    assert message(found) == "Cột “a” (a): “2” nằm ngoài khoảng cho phép (từ 3 trở lên)."
    assert message(found, Language.EN) == "Column “a” (a): “2” is out of range (3 or more)."


ODD = st.one_of(
    st.text(alphabet="0123456789-/. eE_+=\n", max_size=12),
    st.sampled_from(["2026-06-20", "2023", "province", "3", "printed", "recognised", ""]),
    st.dates().map(str),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, ODD)), min_size=1, max_size=4))
def test_every_record_the_schema_passes_becomes_an_event(records: list[dict[str, str]]) -> None:
    text = ",".join(COLUMNS) + "\n" + "".join(row(**record) for record in records)
    table, problems = read_table("history.csv", text)
    assert table is not None
    wrong_lines = {one.where.line for one in (*problems, *HISTORY.problems([table]))}
    for sound in table.sound_rows(wrong_lines):
        event_value(sound)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.sampled_from(["", "x", "gathered", "2026-02-29", "a" * 300]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "standing"]), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*PRODUCT.descriptor["properties"], "cccd", "la"]), VALUES))
def test_every_document_the_schema_passes_becomes_a_product(value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    found, _ = read_document("product.yml", text)
    assert found is not None
    problems = list(PRODUCT.problems(found))
    for one in problems:
        for language in Language:
            assert one.code.message.filled(language, one.facts)
    if not problems:
        product_value("mau/mau", found, (), None)


# --- what the schemas say about themselves


def properties(node: object, path: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every property that a JSON Schema describes, conditions aside, with its path."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from properties(item, f"{path}[{number}]")
    if not isinstance(node, dict):
        return
    for name, inner in node.items():
        if name in {"if", "then", "else", "not"}:
            continue
        if name == "properties":
            for key, described in inner.items():
                yield f"{path}.{key}", described
        yield from properties(inner, f"{path}.{name}")


def described(node: Mapping[str, object], root: Mapping[str, object]) -> Mapping[str, object]:
    """A property with what its reference says, where it is one."""
    reference = str(node.get("$ref", ""))
    definitions = root.get("$defs", {})
    assert isinstance(definitions, dict)
    return {**definitions.get(reference.removeprefix("#/$defs/"), {}), **node}


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.schema.json")), ids=lambda path: path.name)
def test_every_property_says_what_it_is_and_who_may_see_it(path: Path) -> None:
    root = json.loads(path.read_text("utf-8"))
    found = dict(properties(root))
    assert found
    lacking = {
        name: sorted({"title", "description", "x-visibility"} - described(node, root).keys())
        for name, node in found.items()
    }
    assert {name: keys for name, keys in lacking.items() if keys} == {}
    assert {str(described(node, root)["x-visibility"]) for node in found.values()} <= VISIBILITIES


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.table.json")), ids=lambda path: path.name)
def test_every_column_says_what_it_is_and_who_may_see_it(path: Path) -> None:
    root = json.loads(path.read_text("utf-8"))
    assert {"title", "description", "fields"} <= root.keys()
    lacking = {
        field["name"]: sorted({"title", "description", "x-visibility"} - field.keys())
        for field in root["fields"]
    }
    assert {name: keys for name, keys in lacking.items() if keys} == {}
    assert {field["x-visibility"] for field in root["fields"]} <= VISIBILITIES


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_every_schema_is_one_that_the_reader_takes(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.name.endswith(".table.json"):
        TableSchema.parsed(text).problems([])
    else:
        DocumentSchema.parsed(text)


def test_the_events_of_the_schema_the_model_and_the_list_are_the_same() -> None:
    constraints = HISTORY.fields["event"]["constraints"]
    with (SCHEMAS / "lists" / "event-kinds.csv").open(encoding="utf-8", newline="") as stream:
        listed = [line["id"] for line in csv.DictReader(stream)]
    assert constraints["enum"] == [kind.value for kind in EventKind] == listed


def test_a_schema_of_no_draft_is_the_tools_fault() -> None:
    with pytest.raises(ValueError, match="is not valid under any"):
        DocumentSchema.parsed('{"type": 5}')
    with pytest.raises(ValueError, match="needs fields"):
        TableSchema.parsed("{}")
