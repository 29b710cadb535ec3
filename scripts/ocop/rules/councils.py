"""What council sheets come to, worked out once so that their many rows need not be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocop.codes import scoring as codes
from ocop.diagnostics import Diagnostic, Severity
from ocop.law import RuleSet
from ocop.model import CouncilOutcome, CouncilSheets, Evaluation
from ocop.rules.judge import Judge
from ocop.scoring import CouncilScore, Sheet, council_score, seats_of
from ocop.status import Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One council's sheets added up under the act of its meeting, with every problem of their rows.

    `meeting` is the result recorded for it, None when there is none; `is_whole` says whether every row of
    the file could be read.
    """

    sheets: CouncilSheets
    meeting: Evaluation | None
    rule_set: RuleSet
    sheet: Sheet
    result: CouncilScore
    found: tuple[Diagnostic, ...]
    is_whole: bool

    @property
    def file(self) -> str:
        """The name of the file the sheets stand in."""
        return self.sheets.path.rpartition("/")[2]

    @property
    def is_sound(self) -> bool:
        """Whether every row could be counted."""
        return self.is_whole and not any(one.code.severity is Severity.ERROR for one in self.found)

    @property
    def is_complete(self) -> bool:
        """Whether every seat scored every criterion, soundly: only then is the result the council's own."""
        return self.is_sound and not any(one.code is codes.UNSCORED for one in self.found)

    @property
    def outcome(self) -> CouncilOutcome | None:
        """What is kept of the sheets; None when not every row could be counted."""
        if not self.is_sound:
            return None
        score = self.result.score
        return CouncilOutcome(
            totals=self.result.totals, mean=score.total, star=score.star, limited_by=score.limited_by
        )


def tally(filing: Filing, sheets: CouncilSheets, judge: Judge) -> Tally | None:
    """Return what the seats come to under the rule set of the meeting; None without act, sheet or rows."""
    meeting = filing.meeting(sheets.level, sheets.round)
    rule_set = filing.rule_set_on(meeting.met_on if meeting and meeting.met_on else None)
    number = filing.application.sheet
    sheet = judge.sheets(rule_set, number) if rule_set is not None and number is not None else None
    if rule_set is None or sheet is None or not sheets.entries:
        return None
    seats, found = seats_of(sheet, sheets.entries, sheets.path)
    return Tally(
        sheets=sheets,
        meeting=meeting,
        rule_set=rule_set,
        sheet=sheet,
        result=council_score(sheet, rule_set, seats),
        found=found,
        is_whole=sheets.path.rpartition("/")[2] not in filing.application.unsound,
    )


def without_rows(sheets: CouncilSheets, counted: Tally | None) -> CouncilSheets:
    """Return the sheets with what they come to in place of their rows."""
    return replace(sheets, entries=(), outcome=counted.outcome if counted else None)
