"""Answers as people and programs read them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from ocop.diagnostics import Language
from ocop.model import EventKind, Level
from ocop.status import Stage, State, report, status
from ocop.status.words import DEEDS
from tests.builders import event, law, product

REPOSITORY = Path(__file__).parents[2]
SCHEMA = json.loads((REPOSITORY / "schemas" / "status.schema.json").read_text("utf-8"))
GOLDEN = REPOSITORY / "tests" / "golden" / "status.txt"
AS_OF = date(2026, 11, 23)
HISTORY = product(
    event("recognised", "2020-01-15", year=2019, star=3, level="province", decision="136/QĐ-UBND"),
    event("upgraded", year=2020, star=4, level="province"),
    event("re_recognised", "2023-11-20", star=4, level="province", through="2026-11-14", basis="printed"),
    event("submitted", "2026-11-01"),
    event("forwarded", "2026-11-16", level="commune"),
)


@pytest.mark.parametrize("language", list(Language))
def test_the_text_is_this_one(language: Language) -> None:
    text = report.as_text([(HISTORY, status(HISTORY, law(), AS_OF))], language)
    parts = GOLDEN.read_text("utf-8").split("---\n")
    assert text == parts[list(Language).index(language)]


def test_the_json_keeps_to_its_published_schema() -> None:
    lines = [HISTORY, product(), product(event("recognised", star=4)), product(event("revoked"))]
    found = json.loads(report.as_json([(one, status(one, law(), AS_OF)) for one in lines], AS_OF))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert [one["state"] for one in found["products"]] == [
        "extended", "not_registered", "undetermined", "not_registered"
    ]  # fmt: skip


def test_the_schema_knows_every_word() -> None:
    properties = SCHEMA["properties"]["products"]["items"]["properties"]
    recognition = properties["recognitions"]["items"]["properties"]
    application = properties["application"]["properties"]
    assert recognition["state"]["enum"] == [state.value for state in State]
    assert properties["state"]["enum"] == [s.value for s in State if s is not State.SUPERSEDED]
    assert application["stage"]["enum"] == [stage.value for stage in Stage]
    assert application["level"]["enum"] == [*(level.value for level in Level), None]
    events = properties["steps"]["items"]["properties"]["event"]["enum"]
    assert events == [*(kind.value for kind in EventKind), None]


def test_every_word_has_its_label() -> None:
    for one in (*State, *Stage):
        assert one.label.vi
        assert one.label.en
    assert set(DEEDS) == set(EventKind)


def test_control_characters_are_spelled_out() -> None:
    given = product(event("recognised", "2025-01-15", star=3, decision="1/QĐ\x1b[31m"))
    text = report.as_text([(given, status(given, law(), AS_OF))], Language.VI)
    assert re.search(r"[^\n -~\u00a0-\uffff]", text) is None
    assert "\\u001b" in text
