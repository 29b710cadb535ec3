"""The law's words: acts, administrative units, closed lists, forms and working days."""

from ocop.law.acts import (
    Band,
    Cause,
    Confidence,
    Council,
    Deadline,
    DocumentRequirement,
    Duty,
    Extension,
    Grounds,
    MinimaReading,
    RoundRule,
    RuleSet,
    Setting,
    StarMinima,
    Transition,
    Validity,
    Window,
)
from ocop.law.lists import FormField, Term, Unit, UnitChange, WorkingCalendar
from ocop.law.whole import Law

__all__ = [
    "Band",
    "Cause",
    "Confidence",
    "Council",
    "Deadline",
    "DocumentRequirement",
    "Duty",
    "Extension",
    "FormField",
    "Grounds",
    "Law",
    "MinimaReading",
    "RoundRule",
    "RuleSet",
    "Setting",
    "StarMinima",
    "Term",
    "Transition",
    "Unit",
    "UnitChange",
    "Validity",
    "Window",
    "WorkingCalendar",
]
