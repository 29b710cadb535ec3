"""A scoring sheet as text for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ocop.diagnostics import Text
from ocop.law import RuleSet
from ocop.scoring.sheet import Criterion, Group, Part, Section, Sheet
from ocop.scoring.words import points_plain, points_shown

_Plain = Mapping[str, object]
_STARS = "Mức nào có dấu * là yêu cầu tối thiểu của hạng sao đó (*** 3 sao, **** 4 sao, ***** 5 sao)."
_OWN_WORDS = "Lời các mức do sổ đăng ký viết gọn; nguyên văn: {citation}."
_OWN_READING = "Minh chứng ở từng tiêu chí do sổ đăng ký đối chiếu; có một loại là đủ."


def sheet_as_json(sheet: Sheet) -> str:
    """Return a sheet as JSON; criteria and options stand in printed order."""
    answer: _Plain = {
        "rule_set": sheet.rule_set,
        "sheet": sheet.number,
        "product_set": sheet.product_set,
        "citation": sheet.citation,
        "max": points_plain(sheet.max),
        "complete": sheet.is_complete,
        "missing_points": points_plain(sheet.missing_points),
        "excluded_when": list(sheet.excluded_when),
        "anomalies": [
            {"criterion": one.criterion, "option": one.option, "note": one.note} for one in sheet.anomalies
        ],
        "parts": [_part_plain(part) for part in sheet.parts],
        "criteria": [
            _criterion_plain(sheet, criterion, part.code, section.code)
            for part in sheet.parts
            for section in part.sections
            for criterion in section.criteria
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _part_plain(part: Part) -> _Plain:
    return {
        **_headed(part),
        "sections": [
            {**_headed(section), "groups": [_headed(group) for group in section.groups]}
            for section in part.sections
        ],
    }


def _headed(one: Part | Section | Group) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "max": points_plain(one.max)}


def _criterion_plain(sheet: Sheet, criterion: Criterion, part: str, section: str) -> _Plain:
    return {
        "code": criterion.code,
        "key": criterion.key,
        "part": part,
        "section": section,
        "group": criterion.group,
        "name": criterion.name,
        "max": points_plain(criterion.max),
        "options": [
            {
                "points": points_plain(option.points),
                "min_star": option.min_star,
                "case": option.case,
                "label": option.label,
            }
            for option in criterion.options
        ],
        "knockouts": [one.label for one in criterion.knockouts],
        "cases": {case.code: case.label for case in criterion.cases},
        "applies_above_zero_in": criterion.needs_points_in,
        "requirement": criterion.requirement,
        "note": criterion.note,
        "implied_options": criterion.implied_options,
        "commune_review": criterion.commune_review,
        "evidence": list(criterion.evidence),
        "citation": sheet.cited(criterion.code),
    }


def sheet_as_text(sheet: Sheet, labels: Mapping[str, Text]) -> str:
    """Return a sheet as a person reads it on a screen; `labels` names the types of paper."""
    lines = [f"Bộ {sheet.number}: {sheet.product_set or '–'} ({points_shown(sheet.max)} điểm)"]
    lines.append(_OWN_WORDS.format(citation=sheet.citation))
    if any(option.min_star for criterion in sheet.criteria for option in criterion.options):
        lines.append(_STARS)
    if any(criterion.evidence for criterion in sheet.criteria):
        lines.append(_OWN_READING)
    if sheet.missing_points:
        lines.append(f"CHÚ Ý: phiếu thiếu {points_shown(sheet.missing_points)} điểm so với văn bản.")
    lines += [f"CHÚ Ý{f' ({one.criterion})' if one.criterion else ''}: {one.note}" for one in sheet.anomalies]
    if sheet.excluded_when:
        lines.append("Hồ sơ bị loại khi: " + "; ".join(sheet.excluded_when) + ".")
    for part in sheet.parts:
        lines += ["", f"PHẦN {part.code}. {part.name} ({points_shown(part.max)} điểm)"]
        for section in part.sections:
            lines.append(f"  {section.code}. {section.name} ({points_shown(section.max)} điểm)")
            groups = {group.code: group for group in section.groups}
            for criterion in section.criteria:
                group = groups.pop(criterion.group or "", None)
                if group is not None:
                    lines.append(f"    {group.code} {group.name} ({points_shown(group.max)} điểm)")
                lines += _criterion_lines(criterion, labels)
    return "\n".join(lines) + "\n"


def _criterion_lines(criterion: Criterion, labels: Mapping[str, Text]) -> Iterator[str]:
    review = " · cấp xã đánh giá" if criterion.commune_review else ""
    yield f"    {criterion.code} {criterion.name} (tối đa {points_shown(criterion.max)}){review}"
    if criterion.needs_points_in:
        yield f"        Chỉ áp dụng khi tiêu chí {criterion.needs_points_in} trên 0 điểm."
    if criterion.requirement:
        yield f"        Yêu cầu: {criterion.requirement}"
    if criterion.note:
        yield f"        {criterion.note}"
    if criterion.cases:
        chosen = " / ".join(f"{case.code}) {case.label}" for case in criterion.cases)
        yield f"        Chọn một trong hai trường hợp: {chosen}."
    if criterion.implied_options:
        yield "        Văn bản in một dòng điểm; mức 0 do sổ đăng ký thêm."
    if criterion.evidence:
        papers = (labels[one].vi if one in labels else one for one in criterion.evidence)
        yield f"        Minh chứng: {'; '.join(papers)}"
    for option in criterion.options:
        case = f"{option.case}) " if option.case else ""
        stars = "*" * (option.min_star or 0)
        yield f"      {points_shown(option.points):>3}  {case}{option.label} {stars}".rstrip()
    for knockout in criterion.knockouts:
        yield f"      !    {knockout.label}"


def unknown_sheet_sentence(sheet: Sheet, rule_set: RuleSet) -> str:
    """Return what can be said of a sheet that was never found."""
    parts = ", ".join(f"{part.code} {points_shown(part.max)}" for part in sheet.parts)
    return (
        f"Chưa tìm được phiếu số {sheet.number} của {rule_set.number} ({sheet.citation}); theo bộ này "
        f"chỉ ghi được tổng điểm từng phần: {parts}. (Sheet not found; only part totals can be recorded.)"
    )
