"""An issue's text back into answers. What stands in an answer is text: nothing in it can ask or act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ocop import calendar, spelling
from ocop.codes import intake
from ocop.diagnostics import Diagnostic, Location, Text
from ocop.intake.questions import Form, Kind, Option, Question
from ocop.source import clipped, decoded

# What GitHub lets an issue hold; a longer text has not come from there.
MAX_CHARACTERS = 65_536

Value = str | int | bool | date | tuple[str, ...]

_HEADING = "### "
_NOTHING = frozenset({"", "_No response_"})
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and the line where it begins."""

    value: Value
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a form's text says; questions left blank have no answer."""

    form: Form
    given: Mapping[Question, Answer]
    places: Mapping[Question, Location]


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines between one heading and the next."""

    line: int
    lines: tuple[str, ...]


def read_answers(
    path: str, content: bytes, forms: Sequence[Form]
) -> tuple[Answers | None, tuple[Diagnostic, ...]]:
    """Return the answers of the one form whose headings the text has, or None, and what is wrong with it.

    `path` stands for the text in places. A heading that stands twice makes the whole text doubtful: which
    of the two its author, or somebody quoted in an answer, put there cannot be told.
    """
    if len(content) > MAX_CHARACTERS * 4:
        facts = {"found": f"{len(content) // 4}+", "expected": str(MAX_CHARACTERS)}
        return None, (Diagnostic(intake.FORM_TOO_LARGE, Location(path), facts),)
    text, found = decoded(path, content)
    if text is None:
        return None, found
    if len(text) > MAX_CHARACTERS:
        facts = {"found": str(len(text)), "expected": str(MAX_CHARACTERS)}
        return None, (*found, Diagnostic(intake.FORM_TOO_LARGE, Location(path), facts))
    lines = text.replace("\r", "\n").split("\n")
    headings = [(number, _heading(line)) for number, line in enumerate(lines, 1)]
    form = max(
        forms, key=lambda one: len({q.label for q in one.questions} & {label for _, label in headings})
    )
    labels = {question.label for question in form.questions}
    ours = [(number, label) for number, label in headings if label in labels]
    doubts = tuple(_doubts(path, form, ours))
    if doubts:
        return None, (*found, *doubts)
    ends = [number for number, _ in ours[1:]] + [len(lines) + 1]
    parts = {
        label: _Part(start, tuple(lines[start : end - 1]))
        for (start, label), end in zip(ours, ends, strict=True)
    }
    answers, problems = _answers(path, form, parts)
    return answers, (*found, *problems)


def _heading(line: str) -> str:
    """What a line asks, as it looks when rendered: blanks that nobody sees make no other heading."""
    if not line.lstrip(" ").startswith(_HEADING):
        return ""
    return " ".join(line.lstrip(" ").removeprefix(_HEADING).rstrip("# ").split())


def _doubts(path: str, form: Form, ours: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for number, label in ours:
        if label in seen:
            yield Diagnostic(intake.QUESTION_TWICE, Location(path, number, 1, label), {"found": label})
        seen.add(label)
    for question in form.questions:
        if question.label not in seen:
            yield Diagnostic(intake.QUESTION_GONE, Location(path), {"found": question.label})
            return


def _answers(path: str, form: Form, parts: Mapping[str, _Part]) -> tuple[Answers, Iterable[Diagnostic]]:
    given: dict[Question, Answer] = {}
    places: dict[Question, Location] = {}
    problems: list[Diagnostic] = []
    for question in form.questions:
        part = parts[question.label]
        text = "\n".join(line.rstrip() for line in part.lines).strip("\n")
        first = next((n for n, line in enumerate(part.lines, 1) if line.strip()), 0)
        place = places[question] = Location(path, part.line + first, 1, question.label)
        if text.strip() in _NOTHING or (question.kind is Kind.CHOICE and text.strip() == "None"):
            if question.required:
                problems.append(Diagnostic(intake.ANSWER_MISSING, place, _asked(question)))
            continue
        value = _value(question, text, place)
        if isinstance(value, Diagnostic):
            problems.append(value)
        else:
            given[question] = Answer(value, place.line)
    return Answers(form=form, given=given, places=places), problems


def _asked(question: Question) -> dict[str, str]:
    return {"field": question.label, "description": question.description}


def _value(question: Question, text: str, place: Location) -> Value | Diagnostic:
    if question.kind is Kind.TEXT:
        return text.strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if question.kind is Kind.LINES:
        return tuple(line.removeprefix("- ").strip() for line in lines)
    if len(lines) != 1:
        facts = {"field": question.label, "found": str(len(lines))}
        return Diagnostic(intake.ONE_LINE_EXPECTED, place, facts)
    return _single(question, " ".join(lines[0].split()), place)


def _single(question: Question, line: str, place: Location) -> Value | Diagnostic:
    if question.kind is Kind.CHOICE:
        return _choice(question, line, place)
    if question.kind is Kind.DAY:
        day = calendar.day_written(line)
        return day or _not_read(
            question, line, place, Text("một ngày có trong lịch", "a day of the calendar")
        )
    if question.kind is Kind.NUMBER and not _WHOLE.fullmatch(line):
        return _not_read(question, line, place, Text("một số nguyên", "a whole number"))
    return int(line) if question.kind is Kind.NUMBER else line


def _choice(question: Question, line: str, place: Location) -> Value | Diagnostic:
    options: Mapping[str, Option] = {option.text: option for option in question.options}
    if line in options:
        return options[line].value
    nearest = spelling.nearest(line, options) or next(iter(options))
    facts = {"field": question.label, "found": clipped(line), "nearest": nearest}
    return Diagnostic(intake.CHOICE_UNKNOWN, place, facts)


def _not_read(question: Question, line: str, place: Location, expected: Text) -> Diagnostic:
    facts = {**_asked(question), "found": clipped(line), "expected": expected.vi, "expected_en": expected.en}
    return Diagnostic(intake.ANSWER_NOT_READ, place, facts)
