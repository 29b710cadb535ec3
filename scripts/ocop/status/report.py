"""Answers as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ocop import calendar
from ocop.diagnostics import Language, Text
from ocop.model import Product
from ocop.status import words
from ocop.status.answer import RecognitionStatus, Status
from ocop.status.derivation import Step
from ocop.status.next_step import NextStep
from ocop.status.states import Stage, State

STATUS_SCHEMA = "status/1"
_STATE_WIDTH = 40

_Json = None | bool | int | str | Sequence["_Json"] | Mapping[str, "_Json"]

_SINCE = Text("Từ ngày", "Since")
_UNTIL = Text("Đến hết ngày", "Through")
_STAR = Text("Hạng sao", "Stars")
_REASON = Text("Lý do", "Reason")
_VALID_THROUGH = Text("Có giá trị đến hết ngày", "Valid through")
_WINDOW = Text("Kỳ nộp hồ sơ phân hạng lại", "Filing window for re-evaluation")
_APPLICATION = Text("Hồ sơ đang xét", "Application under way")
_NEXT = Text("Việc tiếp theo", "Next step")
_BEFORE = Text("chậm nhất hết ngày", "by the end of")
_RECOGNITIONS = Text("Các lần công nhận", "Recognitions")
_STEPS = Text("Suy ra từ", "Derivation")
_NOTICE = Text("Lưu ý", "Note")
_UNKNOWN_DAY = Text("không rõ ngày", "day unknown")


def as_text(answers: Iterable[tuple[Product, Status]], language: Language) -> str:
    """Return each answer as a block of lines: state, dates, next step and how it follows."""
    blocks = ("\n".join(_plain(line) for line in _lines(*answer, language)) for answer in answers)
    return "\n\n".join(blocks) + "\n"


def as_table(answers: Sequence[tuple[Product, Status]], language: Language) -> str:
    """Return one line an answer: state, stars, last valid day and id, with the number in each state."""
    counts = Counter(status.state for _, status in answers)
    lines = [
        f"{status.label.within(language):<{_STATE_WIDTH}}  "
        f"{words.stars(status.star).within(language) if status.star else '–':<7}  "
        f"{_last_day(status, language):<10}  {_plain(product.name)} ({product.id})"
        for product, status in answers
    ]
    told = " · ".join(f"{state.label.within(language)}: {counts[state]}" for state in State if counts[state])
    return "\n".join([*lines, "", told]) + "\n"


def _last_day(status: Status, language: Language) -> str:
    day = status.current.valid_through if status.current else None
    return _day(day, language) if day else "–"


def as_json(answers: Iterable[tuple[Product, Status]], as_of: date) -> str:
    """Return the answers in the form of `schemas/status.schema.json`."""
    report = {
        "schema": STATUS_SCHEMA,
        "as_of": as_of.isoformat(),
        "products": [as_values(product, status) for product, status in answers],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_values(product: Product, status: Status) -> Mapping[str, _Json]:
    """Return one answer as plain values, ready for JSON."""
    return {
        "id": product.id,
        "name": product.name,
        "standing": product.record.standing.value,
        "state": status.state.value,
        "label": _both(status.label),
        "in_force": status.state.in_force,
        "star": status.star,
        "since": _iso(status.since),
        "until": _iso(status.until),
        "reason": _both(status.reason),
        "rule_set": status.rule_set.id if status.rule_set else None,
        "valid_through": _iso(status.current.valid_through) if status.current else None,
        "window": _period(status.window),
        "application": {
            "stage": status.stage.value,
            "label": _both(status.stage.label),
            "level": status.stage_level.value if status.stage_level else None,
            "since": _iso(status.stage_since),
        },
        "next_step": _next_values(status.next_step) if status.next_step else None,
        "recognitions": [
            _recognition_values(one, current=one is status.current) for one in status.recognitions
        ],
        "notices": [_both(notice) for notice in status.notices],
        "steps": [_step_values(step) for step in status.steps],
    }


def _recognition_values(one: RecognitionStatus, *, current: bool) -> Mapping[str, _Json]:
    event = one.event
    return {
        "event": event.kind.value,
        "current": current,
        "state": one.state.value,
        "label": _both(one.state.label),
        "star": one.star,
        "decision": event.decision,
        "level": event.level.value if event.level else None,
        "issuer": event.issuer,
        "decided_on": _iso(one.decided_on),
        "decided_between": _period(one.decided_between),
        "valid_through": _iso(one.valid_through),
        "valid_through_between": _period(one.valid_through_between),
        "valid_through_basis": one.basis.value if one.basis else None,
        "rule_set": one.rule_set.id if one.rule_set else None,
        "ended_on": _iso(one.ended_on),
        "where": str(one.where),
    }


def _next_values(step: NextStep) -> Mapping[str, _Json]:
    return {
        "who": _both(step.who),
        "action": _both(step.action),
        "until": _iso(step.until),
        "citation": step.citation,
    }


def _step_values(step: Step) -> Mapping[str, _Json]:
    return {
        "text": _both(step.text),
        "event": step.kind.value if step.kind else None,
        "where": str(step.where) if step.where else None,
        "on": _iso(step.on),
        "rule_set": step.rule_set,
        "citation": step.citation,
    }


def _both(text: Text) -> Mapping[str, _Json]:
    return {"vi": text.vi, "en": text.en}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period(period: calendar.Period | None) -> Mapping[str, _Json] | None:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()} if period else None


def _plain(text: str) -> str:
    """Spell out characters that could drive a terminal or hide text."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _day(day: date, language: Language) -> str:
    return calendar.in_table(day) if language is Language.VI else calendar.in_english(day)


def _days(period: calendar.Period, language: Language) -> str:
    return f"{_day(period.first, language)} – {_day(period.last, language)}"


def _lines(product: Product, status: Status, language: Language) -> Iterator[str]:
    yield f"{product.name} ({product.id})"
    yield f"  {status.label.within(language)} ({_day(status.as_of, language)})"
    for label, value in _facts(status, language):
        if value:
            yield f"  {label.within(language)}: {value}"
    if status.recognitions:
        yield f"  {_RECOGNITIONS.within(language)}:"
        yield from (f"    {_recognition_line(one, language)}" for one in status.recognitions)
    yield f"  {_STEPS.within(language)}:"
    for number, step in enumerate(status.steps, start=1):
        yield f"    {number}. {step.text.within(language)}{_source(step)}"


def _facts(status: Status, language: Language) -> Iterator[tuple[Text, str]]:
    """Pair each label with its value, blank where there is nothing to say."""
    under_way = status.stage is not Stage.NONE
    yield _STAR, words.stars(status.star).within(language) if status.star else ""
    yield _SINCE, _day(status.since, language) if status.since else ""
    yield _UNTIL, _day(status.until, language) if status.until else ""
    yield _REASON, status.reason.within(language)
    yield _WINDOW, _days(status.window, language) if status.window else ""
    yield _APPLICATION, status.stage.label.within(language) if under_way else ""
    yield _NEXT, _next_line(status.next_step, language) if status.next_step else ""
    yield from ((_NOTICE, notice.within(language)) for notice in status.notices)


def _next_line(step: NextStep, language: Language) -> str:
    line = f"{step.who.within(language)} – {step.action.within(language)}"
    if step.until is not None:
        line += f" ({_BEFORE.within(language)} {_day(step.until, language)})"
    return f"{line} [{step.citation}]" if step.citation else line


def _recognition_line(one: RecognitionStatus, language: Language) -> str:
    decided = _UNKNOWN_DAY.within(language)
    if one.decided_on is not None:
        decided = _day(one.decided_on, language)
    elif one.decided_between is not None:
        decided = _days(one.decided_between, language)
    parts = [decided, words.stars(one.star).within(language)]
    if one.event.decision:
        parts.append(one.event.decision)
    if one.valid_through is not None:
        parts.append(f"{_VALID_THROUGH.within(language)} {_day(one.valid_through, language)}")
    return "; ".join([*parts, one.state.label.within(language)])


def _source(step: Step) -> str:
    parts = [step.citation, str(step.where) if step.where else ""]
    shown = "; ".join(part for part in parts if part)
    return f" [{shown}]" if shown else ""
