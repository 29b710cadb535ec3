"""Forms as GitHub writes them once they are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ocop.intake import Form, forms_of
from ocop.intake.questions import FileSchemas, Kind, Question
from ocop.load.law import read_law
from ocop.load.tree import FolderTree

REPOSITORY = Path(__file__).parent.parent

FIRST_ANSWERS: Mapping[str, str] = {
    "producer-name": "Hợp tác xã Hư Cấu Thử Phiếu",
    "producer-type": "Hợp tác xã (cooperative)",
    "producer-place-commune": "Xã Hướng Phùng (2025-19441)",
    "product-name": "Trà gừng Hư Cấu",
    "history-on": "10/02/2026",
}
REGISTRATION_ANSWERS: Mapping[str, str] = {
    "product-id": "hop-tac-xa-mau/ca-phe-mau",
    "application-kind": "Lần đầu (first)",
    "application-sheet": "13. Cà phê, ca cao",
}


@cache
def forms() -> tuple[Form, Form]:
    """The two forms that this repository's own schemas make."""
    tree = FolderTree(REPOSITORY)
    first, registration = forms_of(FileSchemas.of(tree), read_law(tree)[0])
    return first, registration


def question(name: str) -> Question:
    """A question of either form by its id."""
    return next(one for form in forms() for one in form.questions if one.id == name)


def filled(form: Form, answers: Mapping[str, str]) -> str:
    """The text of an issue: each label as a heading, each answer below it."""
    parts = (f"### {one.label}\n\n{answers.get(one.id, '_No response_')}" for one in form.questions)
    return "\n\n".join(parts)


def everything(form: Form) -> Mapping[str, str]:
    """An answer to every question of a form that its schema takes."""
    plain = {Kind.DAY: "2026-02-10", Kind.NUMBER: "5", Kind.LINES: "https://so-ocop.example/mua"}
    answers = {}
    for one in form.questions:
        written = one.options[0].text if one.options else plain.get(one.kind, f"Câu trả lời về {one.id}")
        answers[one.id] = written
    return {**answers, **{key: "https://so-ocop.example" for key in answers if key == "producer-website"}}
