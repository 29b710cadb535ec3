"""Replay a product's dated events, each under the rule set of its day, into one state and its reason."""

from __future__ import annotations

from ocop.status.answer import RecognitionStatus, Status, status, status_and_timeline
from ocop.status.checks import problems
from ocop.status.derivation import Step
from ocop.status.filing import Filing, star_of, with_evaluations
from ocop.status.next_step import NextStep
from ocop.status.renewal import Phase, Renewal, possible_end, renewal
from ocop.status.replay import Certificate
from ocop.status.spans import Span, StageSpan, StatusTimeline, timeline
from ocop.status.states import IN_FORCE, STAGE_LABELS, STATE_LABELS, Stage, State

__all__ = [
    "IN_FORCE",
    "STAGE_LABELS",
    "STATE_LABELS",
    "Certificate",
    "Filing",
    "NextStep",
    "Phase",
    "RecognitionStatus",
    "Renewal",
    "Span",
    "Stage",
    "StageSpan",
    "State",
    "Status",
    "StatusTimeline",
    "Step",
    "possible_end",
    "problems",
    "renewal",
    "star_of",
    "status",
    "status_and_timeline",
    "timeline",
    "with_evaluations",
]
