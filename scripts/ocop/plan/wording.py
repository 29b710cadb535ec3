"""Bounds, figures, windows and delays as a few words each, for tables and lists."""

from __future__ import annotations

from ocop import calendar
from ocop.diagnostics import Language, Text
from ocop.plan.model import Actual, LowBasis, Qualifier, Status, Target, TargetKind, Window
from ocop.plan.results import Figure
from ocop.plan.words import figure, written

_LATE = Text(", chậm {days} ngày", ", {days} day(s) late")
_LATE_AT_MOST = Text(", chậm tối đa {days} ngày", ", at most {days} day(s) late")
_QUALIFIERS = {
    Qualifier.EXACT: Text("", ""),
    Qualifier.OVER: Text("trên ", "over "),
    Qualifier.AT_LEAST: Text("ít nhất ", "at least "),
    Qualifier.UNDER: Text("dưới ", "under "),
    Qualifier.AT_MOST: Text("nhiều nhất ", "at most "),
    Qualifier.ABOUT: Text("khoảng ", "about "),
}
_DAY_QUALIFIERS = {
    Qualifier.EXACT: Text("", ""),
    Qualifier.OVER: Text("sau ", "after "),
    Qualifier.AT_LEAST: Text("sớm nhất ", "no earlier than "),
    Qualifier.UNDER: Text("trước ", "before "),
    Qualifier.AT_MOST: Text("muộn nhất ", "no later than "),
    Qualifier.ABOUT: Text("khoảng ", "about "),
}
_NOT_DONE = Text("chưa làm", "not done")
_ALL_YEAR = Text("cả năm", "all year")
_NO_DATES = Text("kế hoạch không ghi ngày", "no dates in the plan")
_BEFORE = Text("trước ngày {day}", "before {day}")
_ONE_MONTH = Text("tháng {first} năm {year}", "{first}/{year}")
_MONTHS = Text("tháng {first} – {last} năm {year}", "{first}–{last}/{year}")


def late_text(late_by: int | None, late_at_most: int | None, language: Language) -> str:
    """Return “, chậm 96 ngày”, “, chậm tối đa 41 ngày” or nothing."""
    if late_by:
        return _LATE.filled(language, {"days": str(late_by)})
    return _LATE_AT_MOST.filled(language, {"days": str(late_at_most)}) if late_at_most else ""


def asked(target: Target, language: Language) -> str:
    """Return what is to be reached: `25–30 sản phẩm`, `≥ 1 dự án`, `100 %`; `*` marks our own reading."""
    mark = "*" if target.low_basis is LowBasis.IMPLIED else ""
    low = written(target.low, language) if target.low is not None else "1"
    if target.kind is TargetKind.PERCENT:
        return f"{low} %{mark}"
    if target.kind in {TargetKind.DATED, TargetKind.ALL_YEAR}:
        return _ALL_YEAR.within(language) if target.kind is TargetKind.ALL_YEAR else "–"
    unit = f" {target.unit}" if target.unit else ""
    if target.high is not None:
        return f"{low}–{written(target.high, language)}{unit}{mark}"
    return f"{'≥ ' if target.kind is TargetKind.AT_LEAST else ''}{low}{unit}{mark}"


def figure_text(one: Figure, target: Target, language: Language) -> str:
    """Return a figure as its source words it: `≥ 4 sản phẩm`, `trên 95 %`, `1/26`."""
    if one.value is None:
        return "–"
    count = one.count
    if count is not None and count.total is not None:
        return f"{count.number}/{count.total}"
    row = one.actual
    sign = "≥ " if count is not None and one.amount.high is None else ""
    if row is not None:
        sign = _QUALIFIERS[row.qualifier].within(language)
        if row.out_of is not None and row.value is not None:
            return f"{sign}{written(row.value, language)}/{written(row.out_of, language)}"
    unit = "%" if target.kind is TargetKind.PERCENT else target.unit or ""
    return f"{sign}{written(figure(one.value), language)} {unit}".rstrip()


def date_text(text: str, language: Language) -> str:
    """Return a year, a month or a day as a reader expects it: `2024`, `05/2024`, `14/05/2024`."""
    days = calendar.partial(text)
    if days is None:
        return text
    if days.first == days.last:
        return written(days.first, language)
    return "/".join(reversed(text.split("-")))


def window_text(window: Window, language: Language) -> str:
    """Return a window as the plan words it: `tháng 4 – 5 năm 2023`, `trước ngày 20/03/2023`, `cả năm`."""
    if window.all_year:
        return _ALL_YEAR.within(language)
    if window.before is not None:
        return _BEFORE.filled(language, {"day": written(window.before, language)})
    if not window.first or not window.last:
        return _NO_DATES.within(language)
    (year, _, first), (last_year, _, last) = window.first.partition("-"), window.last.partition("-")
    if year != last_year or not (first.isdigit() and last.isdigit()):
        return f"{date_text(window.first, language)} – {date_text(window.last, language)}"
    facts = {"first": str(int(first)), "last": str(int(last)), "year": year}
    return (_ONE_MONTH if first == last else _MONTHS).filled(language, facts)


def actual_text(row: Actual, language: Language) -> str:
    """Return what one row says, and as of when: `trên 95 % (14/05/2024)`, `muộn nhất 14/11/2023`."""
    if row.status is Status.NOT_DONE:
        said = _NOT_DONE.within(language)
    elif row.done_on is not None:
        return _DAY_QUALIFIERS[row.qualifier].within(language) + written(row.done_on, language)
    elif row.value is None:
        said = "–"
    else:
        whole = f"/{written(row.out_of, language)}" if row.out_of is not None else ""
        sign = _QUALIFIERS[row.qualifier].within(language)
        said = f"{sign}{written(row.value, language)}{whole} {row.unit or ''}".rstrip()
    return f"{said} ({date_text(row.as_of, language)})" if row.as_of else said
