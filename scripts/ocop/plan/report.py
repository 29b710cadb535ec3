"""A plan's progress as text for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ocop import calendar
from ocop.diagnostics import Language, Text
from ocop.plan.model import Actual
from ocop.plan.paper import Passage
from ocop.plan.results import (
    ActivityProgress,
    PlanProgress,
    Reading,
    RoundProgress,
    TargetProgress,
    tally,
)
from ocop.plan.wording import actual_text, asked, figure_text, late_text, window_text
from ocop.plan.words import percent, written

_NAME_WIDTH = 58
_HEAD = Text(
    "{title}\n{paper} số {number} ngày {issued}, {issuer}", "{title}\n{paper} {number} of {issued}, {issuer}"
)
_AS_OF = Text("Tính đến hết ngày {day}.", "As of the end of {day}.")
_REACHED = Text("{reached}/{applicable} chỉ tiêu đạt", "{reached} of {applicable} targets met")
_TARGETS = Text("CHỈ TIÊU", "TARGETS")
_DETAILS = Text("CHI TIẾT TỪNG CHỈ TIÊU", "EACH TARGET IN DETAIL")
_ACTIVITIES = Text("NỘI DUNG THỰC HIỆN", "ACTIVITIES")
_ROUNDS = Text("CÁC ĐỢT ĐÁNH GIÁ", "ROUNDS OF EVALUATION")
_DEADLINES = Text("MỐC SẮP TỚI", "NEXT DEADLINES")
_SOURCES = Text("NGUỒN", "SOURCES")
_COLUMNS = (
    Text("STT", "No."),
    Text("Chỉ tiêu", "Target"),
    Text("Phải đạt", "Asked"),
    Text("Thực hiện", "Figure"),
    Text("Tỷ lệ", "Share"),
    Text("Đến ngày", "As of"),
    Text("Kết quả", "State"),
)
_PLACE = Text("mục {section}, gạch đầu dòng {bullet}", "section {section}, bullet {bullet}")
_LABELS: Mapping[str, Text] = {
    "formula": Text("Cách tính", "Worked out"),
    "how": Text("Cách đo", "Measured"),
    "counted": Text("Đã đếm", "Counted"),
    "reported": Text("Nguồn báo", "Reported"),
    "unusable": Text("Không dùng", "Not used"),
    "related": Text("Liên quan", "Related"),
    "differ": Text("Số liệu vênh", "Sources differ"),
    "missing": Text("Chưa tìm thấy", "Not found"),
    "note": Text("Ghi chú", "Note"),
    "closes": Text("Ngày cuối", "Last day"),
    "for": Text("Đối tượng", "For"),
    "evidence": Text("Minh chứng", "Evidence"),
}


class _Sources:
    """Numbers sources in order of mention, so that lines stay short and every figure keeps its source."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, source: str | None) -> str:
        """Return `[n]` for a source, nothing for none."""
        if not source:
            return ""
        return f" [{self.numbers.setdefault(source, len(self.numbers) + 1)}]"


def as_text(progress: PlanProgress, language: Language = Language.VI) -> str:
    """Return the whole answer: the table of targets, then each with its sources, activities and rounds."""
    sources = _Sources()
    lines = [*_heading(progress, language), "", _TARGETS.within(language)]
    lines += _table(progress.targets, language)
    lines += ["", _DETAILS.within(language)]
    for number, target in enumerate(progress.targets, 1):
        lines += _target(number, target, language, sources)
    lines += ["", _ACTIVITIES.within(language)]
    for activity in progress.activities:
        lines += _activity(activity, language, sources)
    lines += ["", _ROUNDS.within(language)]
    for one in progress.rounds:
        lines += _round(one, language, sources)
    if progress.deadlines:
        lines += ["", _DEADLINES.within(language)]
        lines += [f"  {written(one.on, language)}  {one.name}" for one in progress.deadlines]
    if sources.numbers:
        lines += ["", _SOURCES.within(language)]
        lines += [f"  [{number}] {source}" for source, number in sources.numbers.items()]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(progress: PlanProgress, language: Language) -> list[str]:
    plan, paper = progress.plan, progress.plan.paper
    issuer = plan.agency(paper.issuer)
    issued = (
        calendar.in_citation(paper.issued_on)
        if language is Language.VI
        else written(paper.issued_on, language)
    )
    facts = {
        "title": plan.title,
        "paper": paper.type,
        "number": paper.number,
        "issued": issued,
        "issuer": issuer.name if issuer else paper.issuer,
    }
    reached = {"reached": str(progress.reached), "applicable": str(progress.applicable)}
    states = " · ".join(
        f"{state.label.within(language)} {count}" for state, count in tally(progress.targets).items()
    )
    return [
        *_HEAD.filled(language, facts).split("\n"),
        _AS_OF.filled(language, {"day": written(progress.as_of, language)}),
        f"{_REACHED.filled(language, reached)}: {states}.",
    ]


def _table(targets: Sequence[TargetProgress], language: Language) -> Iterator[str]:
    rows = [[title.within(language) for title in _COLUMNS]]
    for number, one in enumerate(targets, 1):
        headline = one.headline
        shown = (
            "–"
            if headline is None or (one.conflict and one.share is None)
            else figure_text(headline, one.target, language)
        )
        share = "–" if one.share is None else f"{written(percent(one.share), language)} %"
        known = headline.known_through if headline else None
        rows.append(
            [
                str(number),
                _clipped(one.target.name),
                asked(one.target, language),
                shown,
                share,
                written(known, language) if known else "–",
                _state(one, language),
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0].rjust(widths[0])
        cells[4] = row[4].rjust(widths[4])
        yield "  " + "  ".join(cells)


def _clipped(name: str) -> str:
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1].rstrip() + "…"


def _state(one: TargetProgress | ActivityProgress | RoundProgress, language: Language) -> str:
    return one.state.label.within(language) + late_text(one.late_by, one.late_at_most, language)


def _line(label: str, text: str, language: Language) -> str:
    return f"       {_LABELS[label].within(language)}: {text}"


def _placed(passage: Passage, language: Language) -> str:
    return _PLACE.filled(language, {"section": passage.section, "bullet": str(passage.bullet)})


def _target(number: int, one: TargetProgress, language: Language, sources: _Sources) -> Iterator[str]:
    target = one.target
    yield f"  {number:>2}. {target.name} ({_placed(target.passage, language)})"
    yield f"       {_state(one, language)}"
    yield _line("formula", one.formula.within(language), language)
    yield _line("how", target.measure.how, language)
    if one.count is not None:
        for unit in one.count.units:
            when = written(unit.on, language) if unit.on else str(unit.year or "–")
            yield _line("counted", f"{unit.id} ({when}; {unit.where})", language)
    for each in one.figures:
        if each.actual is not None:
            label = "reported" if each.usable else "unusable"
            reason = f" – {each.reason.within(language)}" if each.reason else ""
            yield _line(label, _said(each.actual, language, sources) + reason, language)
    if not one.figures:
        for row in one.evidence:
            yield _line("evidence", _said(row, language, sources), language)
    yield from _related(one.context, language, sources)
    for row in one.missing:
        yield _line("missing", row.title, language)
    for note in one.notes:
        yield _line("note", note.within(language), language)


def _related(readings: Iterable[Reading], language: Language, sources: _Sources) -> Iterator[str]:
    for reading in readings:
        for row in reading.actuals:
            yield _line("differ" if reading.conflict else "related", _said(row, language, sources), language)


def _activity(one: ActivityProgress, language: Language, sources: _Sources) -> Iterator[str]:
    activity = one.activity
    yield f"  {activity.passage.section}.{activity.passage.bullet} {activity.name}"
    when = "; ".join(dict.fromkeys(window_text(each.window, language) for each in one.windows))
    yield f"       {_state(one, language)} · {when}"
    for row in one.evidence:
        yield _line("evidence", _said(row, language, sources), language)
    yield from _related(one.context, language, sources)
    for note in one.notes:
        yield _line("note", note.within(language), language)


def _round(one: RoundProgress, language: Language, sources: _Sources) -> Iterator[str]:
    yield f"  {one.round.name}: {window_text(one.round.window, language)}"
    yield f"       {_state(one, language)}"
    yield _line("closes", written(one.closes_on, language), language)
    yield _line("for", "; ".join(one.round.eligible), language)
    for scope in one.scopes:
        late = late_text(scope.late_by, scope.late_at_most, language)
        yield f"       {scope.name}: {scope.state.label.within(language)}{late}"
    for row in one.evidence:
        yield _line("evidence", _said(row, language, sources), language)
    for note in one.notes:
        yield _line("note", note.within(language), language)


def _said(row: Actual, language: Language, sources: _Sources) -> str:
    note = f" – {row.note}" if row.note else ""
    return f"{row.title}: {actual_text(row, language)}{sources.mark(row.source)}{note}"
