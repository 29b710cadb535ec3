"""The sentences beside a target's figure: how it was worked out and what a reader must know about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ocop.calendar import Period
from ocop.diagnostics import Text
from ocop.plan import evidence
from ocop.plan.judgement import expected_by
from ocop.plan.model import Actual, LowBasis, Qualifier, Target, TargetKind
from ocop.plan.paper import NotApplicable
from ocop.plan.results import Figure, TargetProgress
from ocop.plan.words import Fact, Sentence, State, figure, percent

_NOT_APPLICABLE = Text("Không áp dụng: {reason} ({source}).", "Not applicable: {reason} ({source}).")
_RANGE = Text(
    "{about}{value} {unit} ÷ {low} = {percent} % so với mức thấp nhất; {value}/{high} so với mức cao nhất",
    "{about}{value} {unit} ÷ {low} = {percent} % of the lower bound; {value}/{high} of the upper one",
)
_AT_LEAST = Text(
    "{about}{value} {unit} ÷ {low} = {percent} % so với mức phải đạt",
    "{about}{value} {unit} ÷ {low} = {percent} % of what is asked",
)
_SHARE = Text(
    "{about}{number} ÷ {total} ({denominator}) = {percent} %; phải đạt {low} %",
    "{about}{number} ÷ {total} ({denominator}) = {percent} %; {low} % is asked",
)
_PERCENT = Text(
    "{about}{percent} % ({denominator}); phải đạt {low} %",
    "{about}{percent} % ({denominator}); {low} % is asked",
)
_NO_RANGE = Text(
    "Chưa có số để tính; phải đạt {low}–{high} {unit}", "No figure yet; {low}–{high} {unit} is asked"
)
_NO_AT_LEAST = Text(
    "Chưa có số để tính; phải đạt ít nhất {low} {unit}", "No figure yet; at least {low} {unit} is asked"
)
_NO_PERCENT = Text(
    "Chưa có số để tính; phải đạt {low} % ({denominator})", "No figure yet; {low} % is asked ({denominator})"
)
_EMPTY = Text(
    "Mẫu số ({denominator}) bằng 0 nên không tính được tỷ lệ", "There is no {denominator} to divide by"
)
_DONE = Text("Đã thực hiện ngày {day}; hạn cuối {last}", "Done on {day}; the last day was {last}")
_DONE_UNDATED = Text("Đã có minh chứng thực hiện", "Evidence of it is recorded")
_TO_DO = Text(
    "Chưa có minh chứng; thực hiện từ {first} đến hết {last}", "No evidence yet; due from {first} to {last}"
)
_TO_DO_UNDATED = Text(
    "Chưa có minh chứng; kế hoạch không ghi ngày", "No evidence yet; the plan gives no date"
)

_DISAGREE = Text("Các số liệu nói khác nhau: {found}", "The figures disagree: {found}")
_CONFLICT = Text(
    "Các số liệu mâu thuẫn nhau; chỉ kết luận khi mọi số đều dẫn tới cùng một kết quả.",
    "The figures contradict each other; a state is given only when all of them lead to the same.",
)
_IMPLIED = Text(
    "Mức {low} là cách hiểu của sổ, kế hoạch không ghi số.",
    "The bound {low} is the registry's reading, not printed in the plan.",
)
_LOWER_BOUND = Text(
    "Số đếm từ sổ là mức tối thiểu vì sổ chưa đủ: {note}",
    "The register is incomplete, so its count is a minimum: {note}",
)
_ZERO = Text(
    "Sổ chưa ghi trường hợp nào; điều đó không có nghĩa là bằng 0.",
    "The register records none yet, which does not mean nought.",
)
_BY_YEAR = Text(
    "{number} trường hợp chỉ biết năm, không biết ngày quyết định; được tính theo năm.",
    "{number} are known by year only and counted under it.",
)
_ASIDE = Text(
    "{number} trường hợp để riêng, không tính: {reason}.", "{number} set aside and not counted: {reason}."
)
_STALE = Text(
    "Số liệu mới nhất là đến {day}, trước khi hết kỳ ({last}); chưa có số cuối kỳ.",
    "The latest figure is as of {day}, before the end of the period ({last}).",
)
_PACE = Text(
    "Theo nhịp đều, đến {day} cần khoảng {expected} {unit}; nhịp đều là mốc của sổ, kế hoạch không đặt ra.",
    "At an even pace {expected} {unit} were due by {day}; the even pace is the registry's own mark.",
)
_ABOUT = {
    Qualifier.OVER: Text("trên ", "over "),
    Qualifier.AT_LEAST: Text("ít nhất ", "at least "),
    Qualifier.UNDER: Text("dưới ", "under "),
    Qualifier.AT_MOST: Text("nhiều nhất ", "at most "),
    Qualifier.ABOUT: Text("khoảng ", "about "),
}
_EXACTLY = Text("", "")


def not_applicable(ground: NotApplicable) -> Sentence:
    """Return why a target does not apply."""
    return Sentence(_NOT_APPLICABLE, {"reason": ground.reason, "source": ground.source})


def without_figure(target: Target) -> Sentence:
    """Return what is asked when there is nothing to compare it with."""
    facts = {
        "low": _shown(target.low),
        "high": _shown(target.high),
        "unit": target.unit or "",
        "denominator": target.denominator or "–",
    }
    if target.kind is TargetKind.PERCENT:
        return Sentence(_NO_PERCENT, facts)
    return Sentence(_NO_RANGE if target.high is not None else _NO_AT_LEAST, facts)


def disagreement(figures: Sequence[Figure]) -> Sentence:
    """Return the usable figures side by side, in the target's unit or in percent."""
    values = dict.fromkeys(figure(one.value) for one in figures if one.usable and one.value is not None)
    return Sentence(_DISAGREE, {"found": " · ".join(f"{value.normalize():f}" for value in values)})


def quantity(target: Target, headline: Figure | None, low: Fraction) -> Sentence:
    """Return how the figure shown first compares with the bounds, numbers and all."""
    if headline is None or headline.value is None:
        return without_figure(target)
    count = headline.count
    about = _EXACTLY
    if headline.actual is not None:
        about = _ABOUT.get(headline.actual.qualifier, _EXACTLY)
    elif headline.amount.low is not None and headline.amount.high is None:
        about = _ABOUT[Qualifier.AT_LEAST]
    facts: dict[str, Fact] = {
        "value": figure(headline.value),
        "unit": target.unit or "",
        "low": figure(low),
        "high": _shown(target.high),
        "denominator": target.denominator or "–",
        "percent": percent(headline.value / low) if low else "–",
    }
    if target.kind is not TargetKind.PERCENT:
        text = _RANGE if target.high is not None else _AT_LEAST
        return Sentence(_prefixed(text, about), facts)
    facts["percent"] = percent(headline.value / 100)
    row = headline.actual
    part, whole = (row.value, row.out_of) if row is not None else (None, None)
    if count is not None:
        part, whole = Decimal(count.number), None if count.total is None else Decimal(count.total)
    if whole is None:
        return Sentence(_prefixed(_PERCENT, about), facts)
    return Sentence(_prefixed(_SHARE, about), {**facts, "number": _shown(part), "total": _shown(whole)})


def _prefixed(text: Text, about: Text) -> Text:
    return Text(text.vi.replace("{about}", about.vi), text.en.replace("{about}", about.en))


def undertaking(target: Target, period: Period | None, rows: Sequence[Actual]) -> Sentence:
    """Return by when something was to be done and when it was."""
    days = [row.done_on for row in rows if row.done_on is not None and row.source]
    if days and period is not None and target.kind is TargetKind.DATED:
        return Sentence(_DONE, {"day": min(days), "last": period.last})
    if any(row.source for row in rows):
        return Sentence(_DONE_UNDATED)
    if period is None:
        return Sentence(_TO_DO_UNDATED)
    return Sentence(_TO_DO, {"first": period.first, "last": period.last})


def notes(progress: TargetProgress) -> Iterator[Sentence]:
    """Yield what a reader must know beside the state: doubts, limits and marks of the registry's own."""
    target = progress.target
    if progress.conflict:
        yield Sentence(_CONFLICT)
    if any(one.reason is evidence.UNEVIDENCED for one in progress.figures):
        yield Sentence(evidence.UNEVIDENCED)
    if target.low_basis is LowBasis.IMPLIED and target.low is not None:
        yield Sentence(_IMPLIED, {"low": target.low})
    yield from _count_notes(progress)
    yield from _date_notes(progress)
    for written in (target.condition, target.note):
        if written:
            yield evidence.remark(written)


def _count_notes(progress: TargetProgress) -> Iterator[Sentence]:
    count, measure = progress.count, progress.target.measure
    if count is None:
        return
    if count.total == 0:
        yield Sentence(_EMPTY, {"denominator": progress.target.denominator or "–"})
    elif not measure.complete and not count.number:
        yield Sentence(_ZERO)
    if not measure.complete and measure.coverage_note:
        text = _LOWER_BOUND if count.total is None and count.number else None
        note = measure.coverage_note
        yield Sentence(text, {"note": note}) if text else evidence.remark(note)
    by_year = sum(unit.on is None and unit.year is not None for unit in count.units)
    if by_year:
        yield Sentence(_BY_YEAR, {"number": by_year})
    reasons = [one.reason for one in count.set_aside]
    for reason in dict.fromkeys(reasons):
        facts = {"number": reasons.count(reason)}
        vi, en = (_ASIDE.vi.replace("{reason}", reason.vi), _ASIDE.en.replace("{reason}", reason.en))
        yield Sentence(Text(vi, en), facts)


def _date_notes(progress: TargetProgress) -> Iterator[Sentence]:
    headline, period, low = progress.headline, progress.period, progress.target.low
    if headline is None or period is None or headline.known_through is None:
        return
    if progress.state is State.NO_DATA and headline.actual is not None:
        yield Sentence(_STALE, {"day": headline.known_through, "last": period.last})
    if progress.state is State.BEHIND and low is not None:
        expected = expected_by(headline.known_through, Fraction(low), period)
        unit = progress.target.unit or ""
        facts: dict[str, Fact] = {
            "day": headline.known_through,
            "unit": unit,
            "expected": figure(expected, 1),
        }
        yield Sentence(_PACE, facts)


def _shown(number: Decimal | int | None) -> str | Decimal | int:
    return "–" if number is None else number
