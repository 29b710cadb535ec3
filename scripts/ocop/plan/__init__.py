"""Compare a year's plan with what was recorded by a date."""

from __future__ import annotations

from ocop.plan.engine import progress
from ocop.plan.model import Plan
from ocop.plan.published import as_json, as_mapping
from ocop.plan.report import as_text
from ocop.plan.results import PlanProgress, tally
from ocop.plan.words import State

__all__ = ["Plan", "PlanProgress", "State", "as_json", "as_mapping", "as_text", "progress", "tally"]
