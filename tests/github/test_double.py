"""The double itself: what breaks GitHub's description is seen, on both sides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.github.contract import Operation, operation_at, operations, sample_of
from tests.github.cut_openapi import HERE, OPERATIONS, SUBSET, cut
from tests.github.double import _HANDLERS, _ROOT

REPOSITORY = "/repos/o/r"


def at(method: str, path: str) -> Operation:
    """The operation of an address that is known."""
    found = operation_at(method, REPOSITORY + path)
    assert found is not None
    return found[0]


def test_every_vendored_operation_is_answered_and_no_other() -> None:
    vendored = {(one.method, one.template.removeprefix(_ROOT)) for one in operations()}
    assert vendored == set(OPERATIONS) == set(_HANDLERS)


def test_the_vendored_part_is_small_and_says_whose_it_is() -> None:
    assert SUBSET.stat().st_size < 700_000
    told = json.loads(SUBSET.read_text("utf-8"))
    assert "MIT" in told["x-source"]
    assert "Octokit contributors" in (HERE / "openapi-subset.LICENSE").read_text("utf-8")


def test_cutting_the_part_again_takes_nothing_away() -> None:
    told = json.loads(SUBSET.read_text("utf-8"))
    again = cut(told, told["x-source"].split()[4])
    assert again["paths"] == told["paths"]
    assert again["components"] == told["components"]


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "fault"),
    [
        ("POST", "/issues/1/comments", {}, {}, '"body" is a required property'),
        ("POST", "/issues/1/comments", {}, {"body": 5}, "5 is not of type"),
        ("POST", "/issues/1/comments", {}, {"body": "x", "bodi": "y"}, "unknown 'bodi'"),
        ("POST", "/issues/1/comments", {}, None, "null is not of type"),
        ("GET", "/issues/1/comments", {"stat": "open"}, None, "no parameter 'stat'"),
        ("GET", "/pulls", {"state": "opened"}, None, "opened"),
        ("GET", "/pulls", {"state": "open"}, {"a": 1}, "no body is taken"),
        ("PATCH", "/issues/1", {}, {"state": "shut"}, "shut"),
        ("POST", "/labels", {}, {"color": "ffffff"}, '"name" is a required property'),
    ],
)
def test_a_request_that_github_would_not_take_is_seen(
    method: str, path: str, query: dict[str, str], body: Any, fault: str
) -> None:
    assert fault in " ".join(at(method, path).request_faults(query, body))


def test_an_answer_that_github_would_not_give_is_seen() -> None:
    operation = at("POST", "/issues/1/comments")
    good = {**sample_of("issue-comment", "https://example.org/"), "author_association": "NONE"}
    assert list(operation.answer_faults(201, good)) == []
    assert list(operation.answer_faults(201, {**good, "id": "1"}))
    assert list(operation.answer_faults(201, {name: one for name, one in good.items() if name != "url"}))
    assert list(operation.answer_faults(202, good))
    assert list(at("POST", "/labels").answer_faults(201, None))


def test_null_is_taken_where_the_description_says_so() -> None:
    good = {**sample_of("issue-comment", "https://example.org/"), "author_association": "NONE", "user": None}
    assert list(at("POST", "/issues/1/comments").answer_faults(201, good)) == []
    assert list(at("POST", "/issues/1/comments").answer_faults(201, {**good, "url": None}))


def test_an_address_that_is_not_vendored_is_nobody_s() -> None:
    assert operation_at("DELETE", f"{REPOSITORY}/issues/1/comments") is None
    assert operation_at("GET", "/user") is None
