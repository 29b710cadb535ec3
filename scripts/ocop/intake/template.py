"""GitHub's issue forms as text, so that what is asked can never differ from what is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ocop.intake.questions import Form, Kind, Question
from ocop.recognitions.writing import Plain, yaml_text

_HEAD = """\
# Tệp này do `ocop forms` sinh ra từ schemas/: đừng sửa tay, hãy sửa lược đồ hay danh mục rồi chạy lại.
# Made by `ocop forms` from schemas/.
"""
_FOLDER = ".github/ISSUE_TEMPLATE"
_DAY_HINT = "Ghi ngày/tháng/năm, ví dụ 10/02/2026."
_LINES_HINT = "Mỗi dòng một mục."


def form_files(forms: Iterable[Form]) -> Mapping[str, str]:
    """Return the files of all forms, by path below the repository's root."""
    settings = yaml_text({"blank_issues_enabled": True})
    return {
        **{f"{_FOLDER}/{form.id}.yml": _HEAD + yaml_text(_form(form)) for form in forms},
        f"{_FOLDER}/config.yml": _HEAD + settings,
    }


def _form(form: Form) -> Mapping[str, Plain]:
    body: list[Plain] = [{"type": "markdown", "attributes": {"value": form.introduction}}]
    body += [_field(question) for question in form.questions]
    return {
        "name": form.name,
        "description": form.description,
        "title": f"{form.opening}: {form.name}",
        "labels": [form.label],
        "body": body,
    }


def _field(question: Question) -> Mapping[str, Plain]:
    hints = {Kind.DAY: _DAY_HINT, Kind.LINES: _LINES_HINT}
    attributes: dict[str, Plain] = {
        "label": question.label,
        "description": " ".join(filter(None, (question.description, hints.get(question.kind)))),
    }
    if question.kind is Kind.CHOICE:
        kind = "dropdown"
        attributes["options"] = [option.text for option in question.options]
    else:
        kind = "textarea" if question.kind in {Kind.TEXT, Kind.LINES} else "input"
        attributes["placeholder"] = question.example
    return {
        "type": kind,
        "id": question.id,
        "attributes": attributes,
        "validations": {"required": question.required},
    }
