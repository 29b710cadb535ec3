"""What passes the quick look must be sound by the libraries that judge, too."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import frictionless
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.diagnostics import RowOrigin
from ocop.schema import DocumentSchema
from ocop.schema.sound_rows import Proofs
from ocop.source import Row, Value, read_document

SCHEMAS = Path(__file__).parent.parent / "schemas"
Json = dict[str, object]
KINDS = ("producer", "product", "rule-set")


def _schema(name: str) -> Json:
    schema: Json = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return schema


def _judge(schema: Json) -> jsonschema.Draft202012Validator:
    checker = jsonschema.FormatChecker(formats=("date",))
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


PRODUCT = """\
schema: product/1
name: Cà phê Mẫu
name_en: Sample Coffee
other_names: [Cà phê, Cà phê bột]
product_set: 2026-26/13
summary: Cà phê làm từ nguyên liệu trong vùng.
summary_en: Coffee made of what the region grows.
shop_links: ["https://example.org/a"]
trace_links: ["https://example.org/lo"]
certificates:
  - {name: VietGAP, number: 12/MAU, issuer: MAE, valid_through: 2026-01-31, source: "https://example.org/b"}
pictures:
  - {file: a.jpg, alt: Gói cà phê trên bàn, consent: {given_on: 2026-01-31, people: none, kept_at: MAE}}
place: {commune: 2020-19435, district: 2020-465}
record: {standing: confirmed, confirmed_on: 2026-01-31, confirmed_by: mae}
"""
PRODUCER = """\
schema: producer/1
name: Hợp tác xã Mẫu
name_en: Sample Cooperative
type: cooperative
former_names: [{name: Tổ hợp tác Mẫu, until: "2022"}]
place: {commune: 2020-19435}
website: https://example.org/
record: {standing: gathered, gathered_on: 2026-01-31}
"""


def _value(text: str) -> Mapping[str, Value]:
    document, found = read_document("x.yml", text)
    assert document is not None
    assert not found
    return document.value


SOUND = {
    "product": _value(PRODUCT),
    "producer": _value(PRODUCER),
    "rule-set": _value((SCHEMAS / "rules" / "2026-26.yml").read_text("utf-8")),
}

ODD: st.SearchStrategy[object] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 3_000),
        st.decimals(allow_nan=False, allow_infinity=False, places=2),
        st.sampled_from(
            (
                "",
                " ",
                "a",
                "2026-01-31",
                "2026-02-30",
                "confirmed",
                "gathered",
                "2020-19435",
                "https://a",
                "x" * 600,
            )
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(("name", "standing", "confirmed_on", "commune", "x")), inner, max_size=3
        ),
    ),
    max_leaves=5,
)


def _spots(value: object) -> list[tuple[object, object]]:
    """Every container in a document with each of its keys or indices, and one more of each container."""
    found: list[tuple[object, object]] = []
    if isinstance(value, dict):
        found += [(value, key) for key in (*value, "confirmed_by", "extra")]
        for item in value.values():
            found += _spots(item)
    elif isinstance(value, list):
        found += [(value, index) for index in range(len(value))]
        for item in value:
            found += _spots(item)
    return found


def _changed(data: st.DataObject, original: object) -> object:
    """Put something odd, or nothing, at a few places of a document."""
    value = copy.deepcopy(original)
    for _ in range(data.draw(st.integers(0, 2))):
        container, key = data.draw(st.sampled_from(_spots(value)))
        if isinstance(container, dict):
            if data.draw(st.booleans()):
                container.pop(key, None)
            else:
                container[key] = data.draw(ODD)
        elif isinstance(container, list) and isinstance(key, int):
            container[key] = data.draw(ODD)
    return value


@pytest.mark.parametrize("kind", ["producer", "product"])
def test_the_registrys_own_documents_need_no_second_look(kind: str) -> None:
    assert DocumentSchema(_schema(kind)).certainly_sound(SOUND[kind])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_passes_at_once_is_sound_by_jsonschema(kind: str, data: st.DataObject) -> None:
    schema = _schema(kind)
    value = _changed(data, SOUND[kind])
    if DocumentSchema(schema).certainly_sound(value):
        assert list(_judge(schema).iter_errors(value)) == []


SMALL: tuple[Json, ...] = (
    {"type": ["string", "null"], "minLength": 2, "maxLength": 4, "pattern": "^a|b$"},
    {"type": "integer", "minimum": 1, "maximum": 5},
    {"type": "number", "minimum": 1},
    {"enum": ["a", 1, None, True]},
    {"const": "a"},
    {"items": {"type": "string"}, "minItems": 1, "maxItems": 2, "uniqueItems": True},
    {"minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": "null"}},
    {"oneOf": [{"type": "null"}, {"type": "string", "minLength": 2}, {"type": "array"}]},
    {"oneOf": [{"required": ["name"]}, {"required": ["x", "standing"]}, {"required": ["x"]}]},
    {"anyOf": [{"type": "integer"}, {"type": "number", "minimum": 2}]},
    {"dependentRequired": {"x": ["name"], "name": ["standing"]}},
    {"allOf": [{"required": ["x"]}, {"properties": {"x": {"type": "boolean"}}}]},
    {
        "if": {"properties": {"name": {"const": "a"}}},
        "then": {"required": ["x"]},
        "else": {"maxProperties": 1},
    },
    {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}},
)


@pytest.mark.parametrize("schema", SMALL, ids=json.dumps)
@settings(max_examples=150, deadline=None)
@given(value=ODD)
def test_each_keyword_means_the_same_to_both_libraries(schema: Json, value: object) -> None:
    if DocumentSchema(schema).certainly_sound(value):
        assert _judge(schema).is_valid(value)


def test_whether_a_decimal_is_a_whole_number_is_for_the_judge() -> None:
    schema = DocumentSchema({"properties": {"year": {"type": ["integer", "array"]}}})
    assert schema.certainly_sound({"year": 2023})
    assert not schema.certainly_sound({"year": Decimal("2023.0")})
    assert not schema.certainly_sound({"year": [{"x": Decimal("2023.0")}]})


@pytest.mark.parametrize("schema", [{"type": "text"}, {"minLength": -1}, {"pattern": "("}, 5], ids=json.dumps)
def test_a_schema_that_is_none_is_refused(schema: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        DocumentSchema.parsed(json.dumps(schema))


# Tables

FIELDS: tuple[Json, ...] = (
    {"name": "any", "type": "string"},
    {"name": "short", "type": "string", "constraints": {"minLength": 2, "maxLength": 3}},
    {"name": "one_of", "type": "string", "constraints": {"enum": ["a", "ab"]}},
    {"name": "shaped", "type": "string", "constraints": {"pattern": "a|b+"}},
    {"name": "needed", "type": "string", "constraints": {"required": True}},
    {"name": "on", "type": "date", "format": "%Y-%m-%d"},
    {"name": "star", "type": "integer", "constraints": {"minimum": 1, "maximum": 5}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0}},
    {"name": "flag", "type": "boolean"},
    {"name": "odd", "type": "integer", "constraints": {"enum": [1, 2]}},
)
CELLS = (
    *(
        "",
        " ",
        "a",
        "ab",
        "abc",
        "bb",
        "b\n",
        "aa",
        "0",
        "1",
        "2",
        "5",
        "6",
        "-1",
        "+1",
        "01",
        " 1",
        "1_0",
        "1.0",
        "1e1",
    ),
    *(
        "٣",
        "NaN",
        "Infinity",
        "2026-01-31",
        "2026-02-30",
        "2026-1-3",
        "0000-01-01",
        " 2026-01-31",
        "true",
        "True",
        "yes",
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.sampled_from(CELLS), min_size=len(FIELDS), max_size=len(FIELDS)), min_size=1, max_size=25
    )
)
def test_records_that_are_proved_are_sound_by_frictionless(rows: list[list[str]]) -> None:
    names = [str(field["name"]) for field in FIELDS]
    origin = RowOrigin("x.csv", 2, "", tuple(names))
    records = [Row(dict(zip(names, row, strict=True)), origin) for row in rows]
    proved = set(range(len(rows))) - set(Proofs(FIELDS).doubtful(records))
    if proved:
        schema = frictionless.Schema.from_descriptor({"fields": list(FIELDS), "missingValues": [""]})
        sound = [rows[number] for number in sorted(proved)]
        report = frictionless.Resource(data=[names, *sound], schema=schema).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_good_records_are_proved() -> None:
    names = [str(field["name"]) for field in FIELDS[:-1]]
    cells = ("x", "ab", "a", "bbb", "n", "2026-01-31", "5", "0.25", "true")
    origin = RowOrigin("x.csv", 2, "", tuple(names))
    row = Row(dict(zip(names, cells, strict=True)), origin)
    assert Proofs(FIELDS[:-1]).doubtful([row, row]) == []
