"""A judged change as a comment and as JSON: nothing is lost unsaid, and a machine can rely on the form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ocop.codes import documents, policy
from ocop.diagnostics import Diagnostic, Language, Location, Severity
from ocop.impact import FactChange, Impact, PlanChange, ProductImpact, Turn
from ocop.report.changes import Verdict, review_as_json, review_as_text
from ocop.report.faults import MOST_FAULTS, problems_as_markdown
from ocop.report.markdown import LONGEST, MARKER, review_as_markdown
from tests.cases_of import REPOSITORY
from tests.sixty_faults import AS_OF, PAGE, page_text, sixty_faults

SCHEMA = json.loads((REPOSITORY / "schemas/review.schema.json").read_text("utf-8"))
GITHUB_TAKES = 65_536
CATALOGUE = "https://example.org/loi/"
_LEFT = re.compile(r"\*\*Còn ([0-9]+) vấn đề nữa\*\*")


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    return sixty_faults(tmp_path_factory.mktemp("sixty") / "registry")


def problem(path: str, line: int, field: str = "name", found: str = "x") -> Diagnostic:
    facts = {"title": "Tên", "field": field, "found": found, "nearest": "y", "expected": "y, z"}
    return Diagnostic(documents.NOT_ALLOWED, Location(path, line, 7, field), facts)


def judged(*found: Diagnostic, impact: Impact | None = None) -> Verdict:
    return Verdict(base="a" * 40, head="b" * 40, paths=["x"], diagnostics=found, impact=impact)


def told(text: str) -> int:
    """How many faults a comment says there are in its tables."""
    rows = re.findall(r"(?m)^\| ([0-9]+ chỗ|[0-9–]+) \| ", text)
    return sum(int(row.split()[0]) if "chỗ" in row else 1 for row in rows)


# --- sixty faults


def test_the_sample_has_sixty_faults_and_none_is_lost(sixty: Verdict) -> None:
    assert len(sixty.diagnostics) == 60
    comment = review_as_markdown(sixty, CATALOGUE)
    assert comment.startswith(f"{MARKER}\n## Cần sửa 60 lỗi")
    assert told(comment.partition("## Thay đổi này")[0]) == 60
    assert not _LEFT.search(comment)
    for one in sixty.diagnostics:
        assert f"{CATALOGUE}#{one.code.id}" in comment
        assert one.where.path in comment


def test_what_alike_rows_share_is_said_once(sixty: Verdict) -> None:
    comment = review_as_markdown(sixty, CATALOGUE)
    assert comment.count("lệnh ocop evidence add điền giúp") == 1
    assert "| 16 chỗ | Cột `Ngày cấp`" in comment
    assert len(comment) < 20_000


def test_what_bars_the_whole_change_stands_first(sixty: Verdict) -> None:
    places = [review_as_markdown(sixty).index(code) for code in ("OCOP-812", "OCOP-803", "OCOP-212")]
    assert places == sorted(places)


def test_personal_data_is_refused_without_being_repeated(sixty: Verdict) -> None:
    forms = (review_as_markdown(sixty), review_as_json(sixty), review_as_text(sixty, Language.VI))
    for text in forms:
        assert "dien_thoai" in text.replace("\\", "")
        assert "0912" not in text


def test_the_page_of_the_guide_is_this_comment(sixty: Verdict) -> None:
    page = PAGE.read_text("utf-8")
    assert page == page_text(page, sixty), "run: python -m tests.sixty_faults"


# --- limits


def test_faults_alike_are_grouped_only_within_a_file_and_a_field() -> None:
    found = [problem("a.yml", 1), problem("a.yml", 2), problem("b.yml", 3), problem("a.yml", 4, "other")]
    text = problems_as_markdown(found, "")
    assert "chỗ |" not in text
    assert told(text) == 4
    assert "| 3 chỗ |" in problems_as_markdown([*found, problem("a.yml", 9)], "")


def test_what_is_not_shown_is_counted() -> None:
    found = [problem(f"dossiers/a/b{number}/product.yml", number, found="x" * 150) for number in range(700)]
    comment = review_as_markdown(judged(*found), CATALOGUE)
    (left,) = map(int, _LEFT.findall(comment))
    assert told(comment) + left == 700
    assert told(comment) <= MOST_FAULTS
    assert told(review_as_markdown(judged(*found), most=0)) == 0


def test_errors_are_shown_before_warnings_are() -> None:
    warnings = [problem(f"dossiers/a/a{number}/product.yml", 1) for number in range(150)]
    weak = replace(documents.NOT_ALLOWED, severity=Severity.WARNING)
    found = [replace(one, code=weak) for one in warnings]
    late = Diagnostic(policy.RECORD_DELETED, Location("dossiers/z/z/product.yml"), {"found": "z"})
    text = problems_as_markdown([*found, late], "")
    tables = text[text.index("###") :]
    assert tables.index("OCOP-817") < tables.index("OCOP-213")
    assert "*cảnh báo:*" in text


def huge(products: int) -> Impact:
    facts = tuple(
        FactChange(turn=Turn.ADDED, where=Location("dossiers/a/b/x.csv", n, 1), title="Dòng", after="|`" * 90)
        for n in range(90)
    )
    plan = PlanChange(
        year=2023, item="x", name="Sản phẩm", asked="25–30", figure_before="18", figure_after="19",
        state_before="Chậm", state_after="Chậm", linked_before=18, linked_after=19,
    )  # fmt: skip
    found = tuple(
        ProductImpact(id=f"a/b{number}", name="Tên", before=None, after=None, facts=facts)
        for number in range(products)
    )
    return Impact(as_of=AS_OF, products=found, others=facts, plans=(plan,))


@pytest.mark.parametrize("products", [1, 29, 400])
@pytest.mark.parametrize("faults", [0, 1, 900])
def test_no_comment_is_longer_than_github_takes(products: int, faults: int) -> None:
    found = [problem(f"dossiers/{'a' * 80}/b{n}/product.yml", n, found="`|" * 80) for n in range(faults)]
    comment = review_as_markdown(judged(*found, impact=huge(products)), CATALOGUE)
    assert len(comment) <= LONGEST < GITHUB_TAKES
    assert "18 → 19 / 25–30" in comment, "the plan is never what is left out"
    shown = comment.count("| Sản phẩm | `Tên`")
    assert shown == products or f"Và {products - shown} sản phẩm nữa." in comment
    assert comment.count("<details>") == comment.count("</details>")
    assert comment.rstrip().endswith("</sub>")


def test_a_folded_path_cannot_break_out_of_its_summary() -> None:
    many = [problem(f"dossiers/a/b{number}/product.yml", 1, str(number)) for number in range(25)]
    text = problems_as_markdown([*many, problem("dossiers/z</summary><img src=x>@you", 1)], "")
    folded = text.partition("<details>")[2]
    assert "z&#60;/summary&#62;&#60;img src&#61;x&#62;&#64;you: 1 lỗi</summary>" in folded
    assert "<img" not in folded


# --- JSON


def test_the_json_keeps_to_its_published_schema(sixty: Verdict) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    checked = jsonschema.Draft202012Validator(SCHEMA)
    unread = judged(problem("x", 0))
    for verdict in (sixty, unread, judged(impact=huge(2)), judged(impact=Impact(as_of=AS_OF))):
        answer = json.loads(review_as_json(verdict))
        checked.validate(answer)
        assert answer["passes"] == verdict.passes
        assert len(answer["diagnostics"]) == len(verdict.diagnostics)


def test_the_schema_lets_nothing_else_through(sixty: Verdict) -> None:
    checked = jsonschema.Draft202012Validator(SCHEMA)
    answer = json.loads(review_as_json(sixty))
    for spoiled in (
        {**answer, "more": 1},
        {**answer, "schema": "review/2"},
        {key: one for key, one in answer.items() if key != "passes"},
        {**answer, "impact": {**answer["impact"], "plans": [{}]}},
    ):
        assert not checked.is_valid(spoiled)


def test_the_json_says_the_same_as_the_text(sixty: Verdict, tmp_path: Path) -> None:
    again = sixty_faults(tmp_path / "again")
    assert review_as_json(again) == review_as_json(sixty), "same input, same bytes"
    text = review_as_text(sixty, Language.VI)
    for one in json.loads(review_as_json(sixty))["diagnostics"]:
        assert one["message"]["vi"] in text
