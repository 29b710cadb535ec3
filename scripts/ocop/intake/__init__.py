"""Forms that people without Git fill in as issues: made from the schemas, read back as nothing but data."""

from ocop.intake.desk import Desk, Issue, taken_in
from ocop.intake.fault_report import FAULT_REPORT
from ocop.intake.questions import FORM_LABEL, Form, Question, forms_of
from ocop.intake.reception import Received, received
from ocop.intake.template import form_files

__all__ = [
    "FAULT_REPORT",
    "FORM_LABEL",
    "Desk",
    "Form",
    "Issue",
    "Question",
    "Received",
    "form_files",
    "forms_of",
    "received",
    "taken_in",
]
